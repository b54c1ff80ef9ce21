from __future__ import annotations

from dataclasses import replace
from datetime import date

import duckdb
import pytest

from data.queries import DOMESTIC, Filter, by_target, count_events, list_events
from tests.queries.choices import FILTERS

FULL = Filter(
    influencers=("RUS", "EU", DOMESTIC),
    targets=("MLI", "NER"),
    sectors=("extractives",),
    event_types=("mining_deal", "loan"),
    statuses=("under_way", "cancelled"),
    since=date(2022, 1, 1),
    until=date(2024, 12, 31),
    is_background=False,
    is_rejected=None,
    is_careful=True,
    text="gold & <b>'silver'</b>",
)


@pytest.mark.parametrize("choice", [*FILTERS, FULL, *(replace(FULL, is_background=value) for value in (True, None))])
def test_a_url_says_exactly_the_filter(choice: Filter) -> None:
    assert Filter.from_query(choice.to_query()) == choice


def test_what_is_not_set_is_not_in_the_url() -> None:
    assert Filter().to_query() == {}
    assert Filter(influencers=("RUS",), since=date(2022, 1, 1)).to_query() == {
        "influencer": ["RUS"],
        "since": "2022-01-01",
    }


def test_a_single_value_may_stand_alone_in_a_url() -> None:
    assert Filter.from_query({"influencer": "RUS", "target": ["MLI", "NER"]}) == Filter(
        influencers=("RUS",), targets=("MLI", "NER")
    )


@pytest.mark.parametrize(
    "query",
    [
        {"influencer": "XXX"},
        {"influencer": "rus"},
        {"target": ["EU"]},
        {"target": ["domestic"]},
        {"sector": "everything"},
        {"type": ["'; DROP TABLE events; --"]},
        {"status": ""},
        {"since": "yesterday"},
        {"since": "2024-02-30"},
        {"since": "2024-06-01", "until": "2024-05-31"},
        {"background": "maybe"},
        {"rejected": "maybe"},
        {"count": "maybe"},
        {"colour": "red"},
        {"influencer": []},
    ],
)
def test_bad_values_of_a_url_are_dropped(query: dict[str, str | list[str]]) -> None:
    assert Filter.from_query(query) == Filter()


def test_good_values_beside_bad_ones_stay() -> None:
    query = {"influencer": ["XXX", "RUS", "RUS"], "since": "2022-01-01", "until": "never"}
    assert Filter.from_query(query) == Filter(influencers=("RUS",), since=date(2022, 1, 1))


WORDS = [
    (Filter(), "All powers in all countries"),
    (
        Filter(
            influencers=("RUS",),
            targets=("MLI", "NER"),
            sectors=("extractives",),
            since=date(2022, 1, 1),
            until=date(2024, 12, 31),
        ),
        "Russia in Mali and Niger, extractives, 2022 to 2024",
    ),
    (Filter(influencers=("RUS", "CHN", "EU")), "Russia, China and European Union in all countries"),
    (Filter(targets=("MLI",)), "All powers in Mali"),
    (Filter(influencers=(DOMESTIC,), targets=("MLI",)), "Domestic events in Mali"),
    (Filter(influencers=("RUS", DOMESTIC)), "Russia in all countries and domestic events"),
    (Filter(event_types=("military_aid", "coup")), "All powers in all countries, military aid and coup"),
    (Filter(statuses=("under_way",)), "All powers in all countries, under way"),
    (Filter(since=date(2022, 1, 1)), "All powers in all countries, since 2022"),
    (Filter(since=date(2022, 3, 1)), "All powers in all countries, since March 2022"),
    (Filter(since=date(2022, 3, 5)), "All powers in all countries, since 5 March 2022"),
    (Filter(until=date(2022, 12, 31)), "All powers in all countries, until the end of 2022"),
    (Filter(until=date(2022, 2, 28)), "All powers in all countries, until the end of February 2022"),
    (Filter(until=date(2024, 2, 28)), "All powers in all countries, until 28 February 2024"),
    (Filter(since=date(2022, 1, 1), until=date(2022, 12, 31)), "All powers in all countries, 2022"),
    (Filter(since=date(2024, 2, 1), until=date(2024, 2, 29)), "All powers in all countries, February 2024"),
    (Filter(since=date(2022, 1, 1), until=date(2023, 6, 30)), "All powers in all countries, January 2022 to June 2023"),
    (Filter(since=date(2022, 1, 2), until=date(2022, 1, 2)), "All powers in all countries, 2 January 2022"),
    (Filter(is_background=False), "All powers in all countries, without background"),
    (Filter(is_background=True, text=" gold "), 'All powers in all countries, background only, with "gold"'),
    (Filter(targets=("XXX",), event_types=("air_mail",)), "All powers in XXX, air mail"),
]


@pytest.mark.parametrize("choice, sentence", WORDS, ids=[sentence for _, sentence in WORDS])
def test_a_filter_says_what_it_chooses(choice: Filter, sentence: str) -> None:
    assert choice.in_words() == sentence


def test_a_long_list_is_counted() -> None:
    codes = ("MLI", "NER", "BFA", "GIN", "SLE", "TCD", "SDN")
    assert Filter(targets=codes).in_words() == "All powers in 7 countries"


HOSTILE = ["' OR TRUE --", "RUS'); DROP TABLE events; --", "?", "%", "\\", "{}", "RUS' UNION SELECT 1", "\x00"]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", ["influencers", "targets", "sectors", "event_types", "statuses", "text"])
def test_sql_in_a_value_is_only_a_value(connection: duckdb.DuckDBPyConnection, name: str, value: str) -> None:
    hostile = Filter(text=value) if name == "text" else Filter(**{name: (value,)})  # type: ignore[arg-type]
    condition, parameters = hostile.where()
    assert value not in condition or value == "?"
    assert parameters
    assert count_events(connection, hostile) == 0
    assert by_target(connection, hostile).empty
    assert count_events(connection, Filter()) > 0


def test_an_unknown_date_is_in_no_period(connection: duckdb.DuckDBPyConnection) -> None:
    always = Filter(since=date(1900, 1, 1), until=date(2199, 12, 31))
    listed = list_events(connection, always, limit=10_000)
    assert not listed.empty
    assert (listed["date_precision"] != "unknown").all()
    assert count_events(connection, always) < count_events(connection, Filter())


def test_letting_a_field_through_leaves_the_others() -> None:
    assert FULL.without("targets", "since") == replace(FULL, targets=(), since=None)
    assert Filter().is_empty
    assert not FULL.is_empty
