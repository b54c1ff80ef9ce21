"""Each aggregate gives what pandas counts from the same events, whether it was answered from the cube or not."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import pandas as pd
import pytest

from data.queries import (
    DOMESTIC,
    Filter,
    by_influencer,
    by_month,
    by_sector,
    by_status,
    by_target,
    by_type,
    by_year,
    count_events,
    facets,
    headline_figures,
    pairs,
    period_bounds,
)
from data.queries.answering import answers_from_cube
from data.store.cube import ROLLUPS, smallest_with
from tests.queries.choices import FILTERS, chosen

Aggregate = Callable[[duckdb.DuckDBPyConnection, Filter], pd.DataFrame]

GROUPINGS: dict[Aggregate, list[str]] = {
    by_target: ["target"],
    by_influencer: ["influencer"],
    pairs: ["influencer", "target"],
    by_type: ["event_type", "sector"],
    by_sector: ["sector"],
    by_status: ["status"],
}
each_filter = pytest.mark.parametrize("choice", FILTERS, ids=lambda choice: choice.where()[0][:60] + str(choice.text))


def _counts(events: pd.DataFrame, columns: list[str], *, with_split: bool = True) -> pd.DataFrame:
    split = (
        {"gains": lambda column: (column > 0).sum(), "losses": lambda column: (column < 0).sum()} if with_split else {}
    )
    named = {"event_count": ("direction", "size"), "reach": ("direction", "sum")} | {
        name: ("direction", count) for name, count in split.items()
    }
    return events.groupby(columns, dropna=False).agg(**named).reset_index()  # type: ignore[call-overload, no-any-return]


def _same(found: pd.DataFrame, expected: pd.DataFrame, columns: list[str]) -> None:
    assert list(found.columns) == list(expected.columns)
    found, expected = (frame.sort_values(columns).reset_index(drop=True) for frame in (found, expected))
    pd.testing.assert_frame_equal(found, expected, check_dtype=False)


def test_both_ways_to_answer_are_tried() -> None:
    from_cube = [choice for choice in FILTERS if answers_from_cube(choice)]
    assert len(from_cube) == 13
    assert len(FILTERS) - len(from_cube) == 8


@each_filter
@pytest.mark.parametrize("aggregate", GROUPINGS, ids=lambda aggregate: aggregate.__name__)
def test_groups_are_counted_as_pandas_counts_them(
    connection: duckdb.DuckDBPyConnection, events: pd.DataFrame, aggregate: Aggregate, choice: Filter
) -> None:
    columns = GROUPINGS[aggregate]
    expected = chosen(events, choice)
    if aggregate is pairs:
        expected = expected[expected["influencer"].notna()]
    found = aggregate(connection, choice)
    _same(found, _counts(expected, columns), columns)
    assert found["event_count"].is_monotonic_decreasing


@each_filter
@pytest.mark.parametrize("by", [None, "sector", "event_type", "influencer", "target", "status"])
def test_months_hold_what_is_dated_to_the_month(
    connection: duckdb.DuckDBPyConnection, events: pd.DataFrame, by: str | None, choice: Filter
) -> None:
    expected = chosen(events, choice)
    expected = expected[expected["date_precision"].isin(["day", "month"])]
    expected = expected.assign(month=expected["date_start"].dt.to_period("M").dt.start_time)
    columns = ["month", *([by] if by else [])]
    found = by_month(connection, choice, by=by)  # type: ignore[arg-type]
    _same(found, _counts(expected, columns, with_split=False), columns)
    assert found["month"].is_monotonic_increasing


@each_filter
def test_years_hold_what_is_dated_to_the_year(
    connection: duckdb.DuckDBPyConnection, events: pd.DataFrame, choice: Filter
) -> None:
    expected = chosen(events, choice)
    expected = expected[expected["date_precision"] != "unknown"]
    expected = expected.assign(year=expected["date_start"].dt.year)
    _same(by_year(connection, choice), _counts(expected, ["year"], with_split=False), ["year"])


@each_filter
def test_headline_figures_are_those_of_the_list(
    connection: duckdb.DuckDBPyConnection, events: pd.DataFrame, choice: Filter
) -> None:
    expected = chosen(events, choice)
    found = headline_figures(connection, choice)
    assert found.event_count == len(expected) == count_events(connection, choice)
    assert found.report_count == sum(len(ids) for ids in expected["report_ids"])
    assert found.target_count == expected["target"].nunique()
    assert found.influencer_count == expected["influencer"].nunique()
    assert (found.gains, found.losses) == ((expected["direction"] > 0).sum(), (expected["direction"] < 0).sum())
    assert found.unknown_date_count == (expected["date_precision"] == "unknown").sum()
    assert found.year_only_count == (expected["date_precision"] == "year").sum()


def test_headline_figures_count_articles_and_outlets_of_what_is_chosen(connection: duckdb.DuckDBPyConnection) -> None:
    everything = headline_figures(connection, Filter())
    articles = connection.sql("SELECT count(DISTINCT article_id) FROM reports").fetchall()[0][0]
    newest = connection.sql("SELECT CAST(max(published_at) AS DATE) FROM articles").fetchall()[0][0]
    assert (everything.article_count, everything.outlet_count, everything.data_through) == (articles, 4, newest)
    assert everything.support == ((articles, "article"), (4, "outlet"))
    assert 0 < (headline_figures(connection, Filter(targets=("MLI",))).article_count or 0) < articles
    nothing = headline_figures(connection, Filter(targets=("FRA",)))
    assert (nothing.event_count, nothing.article_count, nothing.outlet_count) == (0, 0, 0)


def test_what_many_events_rest_on_is_told_in_reports(
    connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.queries.figures.COUNTED_THROUGH", 20)
    many = headline_figures(connection, Filter())
    assert (many.article_count, many.outlet_count) == (None, None)
    assert many.support == ((many.report_count, "report"),)
    few = headline_figures(connection, Filter(targets=("MLI",), event_types=("coup",)))
    assert few.event_count <= 20
    assert few.article_count is not None


@each_filter
def test_an_empty_choice_has_the_same_columns(connection: duckdb.DuckDBPyConnection, choice: Filter) -> None:
    for aggregate in (*GROUPINGS, by_month, by_year):
        empty = aggregate(connection, Filter(targets=("FRA",)))
        assert list(empty.columns) == list(aggregate(connection, choice).columns)
        assert empty.empty


def test_a_chosen_value_keeps_its_neighbours_as_options(connection: duckdb.DuckDBPyConnection) -> None:
    whole = facets(connection)
    chosen_one = facets(connection, Filter(influencers=("RUS",)))
    assert list(whole.columns) == ["field", "value", "event_count"]
    assert list(whole["field"].unique()) == ["influencer", "target", "sector", "event_type", "status"]
    of = "influencer"
    assert chosen_one[chosen_one["field"] == of].equals(whole[whole["field"] == of])
    assert (
        chosen_one[chosen_one["field"] == "target"]["event_count"].sum()
        < whole[whole["field"] == "target"]["event_count"].sum()
    )
    assert DOMESTIC in set(whole["value"])


@each_filter
def test_facet_counts_are_what_choosing_the_value_gives(connection: duckdb.DuckDBPyConnection, choice: Filter) -> None:
    names = {"influencer": "influencers", "target": "targets", "sector": "sectors", "event_type": "event_types"}
    for row in facets(connection, choice).itertuples():
        if name := names.get(str(row.field)):
            only = Filter(**{**{key: getattr(choice, key) for key in Filter.__dataclass_fields__}, name: (row.value,)})
            assert count_events(connection, only) == row.event_count


def test_the_pair_table_can_be_cut(connection: duckdb.DuckDBPyConnection) -> None:
    assert pairs(connection, Filter(), limit=3).equals(pairs(connection, Filter()).head(3))


def test_the_bounds_are_the_first_and_the_last_day(connection: duckdb.DuckDBPyConnection, events: pd.DataFrame) -> None:
    bounds = period_bounds(connection)
    assert bounds == (events["date_start"].min().date(), events["date_end"].max().date())


def test_what_is_asked_of_few_columns_does_not_read_the_cube() -> None:
    assert [smallest_with(columns) for columns in (["month", "sector"], ["target"], ["influencer", "target"])] == [
        "cube_by_month",
        "cube_by_country",
        "cube_by_pair",
    ]


def test_what_no_rollup_has_is_read_from_the_cube() -> None:
    assert smallest_with(["influencer", "target", "month"]) == "cube"


@pytest.mark.parametrize("rollup", ROLLUPS)
def test_a_rollup_has_the_sums_of_the_cube(connection: duckdb.DuckDBPyConnection, rollup: str) -> None:
    sums = "sum(event_count), sum(reach_sum), sum(gain_count), sum(loss_count), sum(report_sum)"
    (held,), (whole,) = (connection.sql(f"SELECT {sums} FROM {name}").fetchall() for name in (rollup, "cube"))  # noqa: S608
    assert held == whole
    assert held[0] > 0
