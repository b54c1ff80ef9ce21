from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.model import DateBasis, EventReport, Extraction, Status
from data.queries import Filter, Told, disagreements, event_reports, list_events, read_event
from data.store import Store
from tests.store.samples import make_article, make_report, on_day
from tests.store.wires import DAY, story, told

ONE_DAY = timedelta(days=1)
Ask = Callable[..., dict[str, tuple[Told, ...]]]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Return a function that stores one event as outlets A, B, C ... tell it, and asks where they differ."""

    def differing(*fields: dict[str, object]) -> dict[str, tuple[Told, ...]]:
        store = Store.open(tmp_path / "store", create=True)
        articles = [make_article(outlet, outlet=outlet) for outlet in "ABCD"[: len(fields)]]
        reports: list[EventReport] = [
            make_report(article, **{"place": "Bamako", **one}) for article, one in zip(articles, fields, strict=True)
        ]
        store.commit([Extraction(article, (report,)) for article, report in zip(articles, reports, strict=True)])
        return _of_the_one_event(store)

    return differing


def _of_the_one_event(store: Store) -> dict[str, tuple[Told, ...]]:
    with store.connect() as connection:
        (event_id,) = list_events(connection, Filter())["event_id"]
        event = read_event(connection, event_id)
        assert event is not None
        return disagreements(event, event_reports(connection, event_id))


def _values(told: tuple[Told, ...]) -> list[tuple[object, str]]:
    return [(one.value, "".join(one.outlets)) for one in told]


def test_two_sums_stay_visible_with_who_tells_them_and_the_shown_one_first(ask: Ask) -> None:
    found = ask({"amount_usd": 1.5e9}, {"amount_usd": 2.0e9}, {"amount_usd": 2.0e9}, {"amount_usd": None})
    assert set(found) == {"amount_usd"}
    assert _values(found["amount_usd"]) == [(2.0e9, "BC"), (1.5e9, "A")]
    assert [len(one.report_ids) for one in found["amount_usd"]] == [2, 1]


def test_what_is_rounded_or_left_out_is_no_contradiction(ask: Ask) -> None:
    assert ask({"amount_usd": 1.0e9}, {"amount_usd": 1.01e9}, {"place": None}) == {}


def test_numbers_of_the_same_things_differ_and_of_other_things_do_not(ask: Ask) -> None:
    found = ask(
        {"quantity": 100.0, "unit": "instructors"}, {"quantity": 400.0, "unit": "instructors"}, {"quantity": 6.0}
    )
    assert _values(found["quantity"]) == [((100.0, "instructors"), "A"), ((400.0, "instructors"), "B")]


def test_two_stated_days_of_one_stage_differ_and_publication_or_another_stage_do_not(ask: Ask) -> None:
    day = {"dates": on_day(2024, 6, 5)}
    published = {"dates": on_day(2024, 6, 6, DateBasis.PUBLICATION)}
    plan = {"dates": on_day(2024, 5, 30), "status": Status.PROPOSED, "commodity": "grain"}
    found = ask(day | {"commodity": "grain"}, published, plan, {"dates": on_day(2024, 6, 7), "commodity": "grain"})
    assert [(one.value[0], one.outlets) for one in found["date"]] == [
        (date(2024, 6, 5), ("A",)),
        (date(2024, 6, 7), ("D",)),
    ]


def test_a_copy_speaks_for_the_outlet_of_its_first(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store", create=True)
    wires = [told(story(1), outlet, day, place="Bamako") for outlet, day in (("Wire", DAY), ("Daily", DAY + ONE_DAY))]
    amounts = [replace(one, reports=(replace(one.reports[0], amount_usd=5e6),)) for one in wires]
    other = told(story(2), "Other", DAY, place="Bamako")
    store.commit([*amounts, replace(other, reports=(replace(other.reports[0], amount_usd=9e6),))])
    (first, second) = _of_the_one_event(store)["amount_usd"]
    assert {first.outlets, second.outlets} == {("Wire",), ("Other",)}
