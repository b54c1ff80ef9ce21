"""Copies in a real store: found across loads, counted once, and the same whatever the order they came in."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.linking.copies import Copy
from data.model import Extraction
from data.queries import event_reports, read_event
from data.store import Store
from tests.store.wires import DAY, cut, story, told

WIRE, OTHER_WIRE = story(1), story(2)
NEXT_DAY, LATER = DAY + timedelta(days=1), DAY + timedelta(days=20)

AGENCY = told(WIRE, "Agency", DAY, targets=("MLI", "NER"))
PAPER = told(WIRE, "Paper", NEXT_DAY)
CUT = told(cut(WIRE, 0.5), "Radio", NEXT_DAY)
MONTHLY = told(f"{WIRE} {story(9, words=60)}", "Monthly", LATER, targets=("MLI", "TCD"))
UNDATED = told(WIRE, "Blog", None)
END_ONLY = told(cut(WIRE, 0.5, begin=0.5), "Gazette", NEXT_DAY, targets=("BFA",))  # shares nothing with CUT
OWN_REPORT = told(story(3), "Rival", DAY)
OTHER_ONE, OTHER_TWO = told(OTHER_WIRE, "Rival", NEXT_DAY, targets=("NER",)), told(OTHER_WIRE, "Paper", LATER)
YEAR_LATER = told(OTHER_WIRE, "Almanac", DAY + timedelta(days=366))
NEWS = (AGENCY, PAPER, CUT, MONTHLY, UNDATED, END_ONLY, OWN_REPORT, OTHER_ONE, OTHER_TWO, YEAR_LATER)
QUESTIONS = {
    "copies": "FROM copies ORDER BY ALL",
    "fingerprints": "FROM fingerprints ORDER BY ALL",
    "events": "FROM events ORDER BY ALL",
    "cube": "FROM cube ORDER BY ALL",
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "store", create=True)


def _id(extraction: Extraction) -> str:
    return extraction.article.article_id


def _copies(store: Store) -> dict[str, str]:
    with store.connect() as connection:
        return dict(connection.sql("SELECT article_id, copy_of FROM copies").fetchall())


def _event(store: Store, target: str = "MLI") -> dict[str, object]:
    with store.connect() as connection:
        (row,) = connection.sql("SELECT * FROM events WHERE target = ?", params=[target]).to_arrow_table().to_pylist()
        return dict(row)


def _counts(store: Store, target: str = "MLI") -> tuple[object, object, object]:
    event = _event(store, target)
    return event["article_count"], event["copy_count"], event["outlet_count"]


def test_a_copy_is_kept_marked_and_counted_once(store: Store) -> None:
    store.commit([AGENCY, PAPER, OWN_REPORT])
    assert _copies(store) == {_id(PAPER): _id(AGENCY)}
    assert _counts(store) == (3, 1, 2)
    assert _event(store)["confidence"] == pytest.approx(1 - 0.3 * 0.3)
    assert store.article_count() == 3
    assert store.check() == []


def test_a_copy_is_found_in_a_later_load(store: Store) -> None:
    for extraction in (AGENCY, PAPER, CUT):
        store.commit([extraction])
    assert _copies(store) == {_id(PAPER): _id(AGENCY), _id(CUT): _id(AGENCY)}
    assert _counts(store) == (3, 2, 1)
    assert store.check() == []


def test_an_earlier_article_that_comes_later_is_the_first_of_all(store: Store) -> None:
    store.commit([PAPER, CUT])
    assert _copies(store) in ({_id(CUT): _id(PAPER)}, {_id(PAPER): _id(CUT)})
    store.commit([AGENCY])
    assert _copies(store) == {_id(PAPER): _id(AGENCY), _id(CUT): _id(AGENCY)}
    assert store.check() == []


def test_two_groups_that_a_new_article_connects_become_one(store: Store) -> None:
    store.commit([CUT, END_ONLY])
    assert _copies(store) == {}
    store.commit([PAPER])
    assert set(_copies(store)) | set(_copies(store).values()) == {_id(CUT), _id(END_ONLY), _id(PAPER)}
    assert len(set(_copies(store).values())) == 1
    assert store.check() == []


def test_a_block_that_has_no_new_report_is_linked_again_when_its_article_becomes_a_copy(store: Store) -> None:
    """TCD is told by the monthly alone; the wire story that comes later tells nothing of it."""
    store.commit([MONTHLY])
    assert _counts(store, "TCD") == (1, 0, 1)
    store.commit([AGENCY])
    assert _counts(store, "TCD") == (1, 1, 1)
    assert store.check() == []


def test_a_copy_speaks_for_the_outlet_of_its_first_also_where_that_tells_nothing(store: Store) -> None:
    """Of TCD the copy and another report of the agency tell: one outlet."""
    own = told(story(5), "Agency", DAY, targets=("TCD",))
    store.commit([AGENCY, MONTHLY, own])
    assert _counts(store, "TCD") == (2, 1, 1)


def test_the_same_words_a_year_later_are_no_copy(store: Store) -> None:
    store.commit([OTHER_ONE])
    store.commit([YEAR_LATER])
    assert _copies(store) == {}


def test_an_undated_copy_is_never_the_first(store: Store) -> None:
    store.commit([UNDATED])
    store.commit([PAPER])
    assert _copies(store) == {_id(UNDATED): _id(PAPER)}


def test_the_likeness_is_the_share_of_the_shorter_text(store: Store) -> None:
    store.commit([AGENCY, CUT])
    with store.connect() as connection:
        (copy,) = (Copy(*row) for row in connection.sql("FROM copies").fetchall())
    assert 0.9 < copy.likeness < 1  # all but its dateline


def test_the_reports_of_an_event_say_whose_copies_they_are(store: Store) -> None:
    store.commit([AGENCY, PAPER, OWN_REPORT])
    with store.connect() as connection:
        event_id = str(_event(store)["event_id"])
        reports = event_reports(connection, event_id).set_index("outlet")
        event = read_event(connection, event_id)
    assert event is not None
    assert event.copy_count == 1
    assert reports.loc["Paper", ["copy_of", "copy_of_outlet"]].tolist() == [_id(AGENCY), "Agency"]
    assert reports.loc[["Agency", "Rival"], "copy_of"].isna().all()


def test_loading_copies_twice_changes_nothing(store: Store) -> None:
    store.commit([AGENCY, PAPER])
    before = store.snapshot()
    store.commit([PAPER, AGENCY])
    assert store.snapshot() == before


def _state(folder: Path, batches: list[list[Extraction]]) -> dict[str, object]:
    store = Store.open(folder, create=True)
    for batch in batches:
        store.commit(batch)
    assert store.check() == []
    with store.connect() as connection:
        return {name: connection.sql(question).to_arrow_table().to_pylist() for name, question in QUESTIONS.items()}


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """The state of a store that was loaded in one batch."""
    state = _state(tmp_path_factory.mktemp("once") / "store", [list(NEWS)])
    assert len(state["copies"]) == 6  # type: ignore[arg-type]
    return state


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(order=st.permutations(NEWS), ends=st.sets(st.integers(1, len(NEWS) - 1), max_size=5))
def test_any_order_and_any_batches_come_to_the_same(
    at_once: dict[str, object], order: list[Extraction], ends: set[int]
) -> None:
    cuts = [0, *sorted(ends), len(NEWS)]
    with TemporaryDirectory() as folder:
        batches = [order[begin:end] for begin, end in pairwise(cuts)]
        assert _state(Path(folder) / "store", batches) == at_once


def test_days_at_the_edge_of_the_calendar_are_no_trouble(store: Store) -> None:
    store.commit([told(WIRE, "Agency", date(1, 1, 1)), told(WIRE, "Paper", date(9999, 12, 31))])
    store.commit([told(WIRE, "Radio", date(9999, 12, 30))])
    assert len(_copies(store)) == 1
