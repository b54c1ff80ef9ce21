from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from data.queries import (
    SORTS,
    Filter,
    article_rejections,
    article_reports,
    by_target,
    count_events,
    coverage_by_month,
    coverage_by_outlet,
    event_reports,
    list_articles,
    list_events,
    read_article,
    read_event,
)
from data.store import Store
from tests.queries.choices import FILTERS, chosen
from tests.store.samples import make_extraction, make_extractions

ARTICLES = 400


@pytest.mark.parametrize("choice", FILTERS, ids=range(len(FILTERS)))
def test_the_list_holds_what_is_chosen(
    connection: duckdb.DuckDBPyConnection, events: pd.DataFrame, choice: Filter
) -> None:
    listed = list_events(connection, choice, limit=10_000)
    assert sorted(listed["event_id"]) == sorted(chosen(events, choice)["event_id"])
    assert {"history", "report_ids", "links"}.isdisjoint(listed.columns)


@pytest.mark.parametrize("sort", SORTS)
def test_pages_of_the_list_together_are_the_list(connection: duckdb.DuckDBPyConnection, sort: str) -> None:
    whole = list_events(connection, Filter(), limit=10_000, sort=sort)  # type: ignore[arg-type]
    pages = [list_events(connection, Filter(), limit=70, offset=at, sort=sort) for at in range(0, len(whole), 70)]  # type: ignore[arg-type]
    assert [event_id for page in pages for event_id in page["event_id"]] == list(whole["event_id"])


def test_newest_comes_first_and_unknown_dates_last(connection: duckdb.DuckDBPyConnection) -> None:
    listed = list_events(connection, Filter(), limit=10_000)
    known = listed["date_end"].dropna()
    assert known.is_monotonic_decreasing
    assert listed["date_end"].head(len(known)).notna().all()
    assert len(known) < len(listed)


def test_an_event_has_its_history_and_its_reports(connection: duckdb.DuckDBPyConnection) -> None:
    listed = list_events(connection, Filter(), sort="best_supported", limit=20)
    for event_id in listed["event_id"]:
        event = read_event(connection, event_id)
        assert event is not None
        reports = event_reports(connection, event_id)
        assert set(reports["report_id"]) == set(event.report_ids)
        assert event.history[-1].status == event.status
        assert {step.report_id for step in event.history} <= set(event.report_ids)
        assert reports["published_at"].is_monotonic_increasing
        assert reports["outlet"].nunique() == event.outlet_count
        assert event.article_count == reports["article_id"].nunique()


def test_evidence_is_the_words_of_the_article(connection: duckdb.DuckDBPyConnection) -> None:
    seen = 0
    for event_id in list_events(connection, Filter(), limit=10)["event_id"]:
        for report in event_reports(connection, event_id).itertuples():
            article = read_article(connection, str(report.article_id))
            assert article is not None
            assert isinstance(report.evidence, list)
            for span in report.evidence:
                assert getattr(article, span["field"])[span["start"] : span["end"]] == span["text"]
                seen += 1
    assert seen > 10


def test_an_article_comes_back_with_all_it_gave(connection: duckdb.DuckDBPyConnection) -> None:
    extraction = next(extraction for extraction in make_extractions(0, 50) if len(extraction.reports) == 3)
    article_id = extraction.article.article_id
    assert read_article(connection, article_id) == extraction.article
    reports = article_reports(connection, article_id)
    assert set(reports["report_id"]) == {report.report_id for report in extraction.reports}
    for report in reports.itertuples():
        event = read_event(connection, str(report.event_id))
        assert event is not None
        assert report.report_id in event.report_ids
    assert list(article_rejections(connection, article_id)["reason"]) == ["no_country"]


def test_what_is_not_there_is_none(connection: duckdb.DuckDBPyConnection) -> None:
    assert read_event(connection, "nothing") is None
    assert read_article(connection, "' OR TRUE --") is None
    assert event_reports(connection, "nothing").empty
    assert article_reports(connection, "nothing").empty


def test_coverage_counts_every_article(connection: duckdb.DuckDBPyConnection) -> None:
    months, outlets = coverage_by_month(connection), coverage_by_outlet(connection)
    assert months["article_count"].sum() == outlets["article_count"].sum() == ARTICLES
    assert months["month"].is_monotonic_increasing
    reports = sum(len(make_extraction(number).reports) for number in range(ARTICLES))
    assert outlets["report_count"].sum() == reports
    listed = list_articles(connection, limit=1_000)
    assert len(listed) == ARTICLES
    assert listed["report_count"].sum() == reports
    assert (listed["rejection_count"] == 1).all()
    assert listed["published_at"].is_monotonic_decreasing


def test_an_empty_store_answers_everything(tmp_path: Path) -> None:
    with Store.open(tmp_path, create=True).connect() as connection:
        assert count_events(connection, Filter()) == 0
        assert list_events(connection, Filter()).empty
        assert by_target(connection, Filter()).empty
        assert coverage_by_month(connection).empty
        assert list_articles(connection).empty


def test_each_thread_asks_through_a_cursor_of_its_own(connection: duckdb.DuckDBPyConnection) -> None:
    expected = by_target(connection, Filter())

    def ask(_: int) -> bool:
        cursor = connection.cursor()
        return by_target(cursor, Filter()).equals(expected) and count_events(cursor, Filter()) > 0

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(ask, range(64)))
