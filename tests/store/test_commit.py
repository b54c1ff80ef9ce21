from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from data.model import Article, EventReport, Extraction, Kind, Span
from data.model import Field as SpanField
from data.store import Store, manifest
from data.store.rows import article_of, report_of
from tests.store.samples import make_article, make_extraction, make_extractions, make_report


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "store", create=True)


def _rows(store: Store, question: str) -> list[dict[str, object]]:
    with store.connect() as connection:
        rows: list[dict[str, object]] = connection.sql(question).to_arrow_table().to_pylist()
        return rows


def test_a_new_store_is_whole_and_empty(store: Store) -> None:
    assert store.check() == []
    assert store.article_count() == 0
    assert _rows(store, "SELECT * FROM events") == []


def test_loading_twice_changes_nothing(store: Store) -> None:
    batch = make_extractions(0, 60)
    first = store.commit(batch)
    before = _rows(store, "SELECT * FROM events ORDER BY ALL")
    second = store.commit(batch)
    assert (first.articles_new, first.articles_known) == (60, 0)
    assert (second.articles_new, second.articles_known, second.reports) == (0, 60, 0)
    assert second.version == first.version == store.snapshot_version()
    assert _rows(store, "SELECT * FROM events ORDER BY ALL") == before


def test_an_article_that_is_twice_in_a_batch_counts_once(store: Store) -> None:
    commit = store.commit([make_extraction(1), make_extraction(2), make_extraction(1)])
    assert (commit.articles_new, commit.articles_known) == (2, 1)
    assert store.article_count() == 2
    assert store.check() == []


def test_an_article_without_reports_is_kept(store: Store) -> None:
    commit = store.commit([Extraction(make_article("quiet"))])
    assert (commit.articles_new, commit.reports, commit.events) == (1, 0, 0)
    assert store.known_articles([make_article("quiet").article_id, "other"]) == {make_article("quiet").article_id}
    assert store.check() == []


def test_a_connection_keeps_its_snapshot_while_others_commit(store: Store) -> None:
    store.commit(make_extractions(0, 20))
    with store.connect() as connection:
        store.commit(make_extractions(20, 40))
        assert connection.sql("SELECT count(*) FROM articles").fetchall() == [(20,)]
    assert _rows(store, "SELECT count(*) AS n FROM articles") == [{"n": 40}]


def test_each_snapshot_can_be_read_again(store: Store) -> None:
    for first in range(0, 40, 10):
        store.commit(make_extractions(first, first + 10), note=f"from {first}")
    counted = []
    for snapshot in store.snapshots():
        with store.connect(store.snapshot(snapshot.version)) as connection:
            counted.append(connection.sql("SELECT count(*) FROM articles").fetchall()[0][0])
    assert counted == [0, 10, 20, 30, 40]
    assert [snapshot.note for snapshot in store.snapshots()] == ["created", "from 0", "from 10", "from 20", "from 30"]
    assert store.snapshot(2).counts["articles"] == 20


def test_batches_in_any_order_give_the_events_of_one_load(tmp_path: Path) -> None:
    whole = Store.open(tmp_path / "whole", create=True)
    whole.commit(make_extractions(0, 90))
    pieces = Store.open(tmp_path / "pieces", create=True)
    for first in (60, 0, 30):
        pieces.commit(list(reversed(make_extractions(first, first + 30))))
    for question in ("FROM events ORDER BY ALL", "FROM cube ORDER BY ALL"):
        rows = _rows(whole, question)
        assert rows
        assert _rows(pieces, question) == rows


def test_records_come_back_as_they_went_in(store: Store) -> None:
    article = replace(
        make_article("full"),
        kind=Kind.DIGEST,
        author="A. Writer",
        outlet_country="FRA",
        published_at=None,
        headline="«é»",
    )
    report = make_report(
        article,
        amount=2.5,
        currency="EUR",
        amount_usd=2.7,
        quantity=100.0,
        unit="instructors",
        attribution="TASS",
        evidence=(Span(SpanField.HEADLINE, 0, 3, "«é»"),),
    )
    store.commit([Extraction(article, (report,))])
    stored_articles: list[Article] = [article_of(row) for row in _rows(store, "SELECT * FROM articles")]
    stored_reports: list[EventReport] = [report_of(row) for row in _rows(store, "SELECT * FROM reports")]
    assert stored_articles == [article]
    assert stored_reports == [report]
    assert store.check() == []


def test_half_a_surrogate_pair_is_stored_without_moving_offsets(store: Store) -> None:
    article = replace(make_article("odd"), text="bad \ud83d half, Russia will send arms to Mali")
    report = make_report(article, evidence=(Span(SpanField.TEXT, 4, 10, article.text[4:10]),))
    store.commit([Extraction(article, (report,))])
    assert [row["text"] for row in _rows(store, "SELECT text FROM articles")] == [
        article.text.replace("\ud83d", "\ufffd")
    ]
    assert store.check() == []


def test_hostile_text_is_only_text(store: Store) -> None:
    hostile = "'); DROP TABLE events; -- \x00 <script> \u202e 漢字"
    article = replace(make_article(hostile), text=hostile, headline=hostile, outlet=hostile)
    report = make_report(article, place=hostile, evidence=(Span(SpanField.TEXT, 0, len(hostile), hostile),))
    store.commit([Extraction(article, (report,))])
    assert _rows(store, "SELECT place FROM events") == [{"place": hostile}]
    assert store.check() == []


def test_a_commit_tells_who_made_it(store: Store) -> None:
    before = datetime.now(UTC)
    store.commit(make_extractions(0, 5), note="first news", codebook_version="1")
    snapshot = store.snapshot()
    assert (snapshot.note, snapshot.codebook_version, snapshot.extractor_versions) == ("first news", "1", ("test",))
    assert before <= snapshot.committed_at <= datetime.now(UTC)


def test_a_compacted_manifest_still_has_every_commit(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifest, "COMPACT_EVERY", 3)
    for number in range(1, 9):
        store.commit([Extraction(make_article(number))])
    assert store.snapshot_version() == 8
    assert [snapshot.version for snapshot in store.snapshots()] == list(range(9))
    assert store.snapshot(5).counts["articles"] == 5
    assert store.check() == []


FORBIDDEN = [
    "SELECT * FROM read_csv('{folder}/secret.csv')",
    "COPY articles TO '{folder}/out.csv'",
    "ATTACH '{folder}/out.duckdb'",
    "SET enable_external_access = true",
    "SET allowed_directories = ['/']",
    "DELETE FROM events",
    "INSTALL httpfs",
]


@pytest.mark.parametrize("question", FORBIDDEN)
def test_the_connection_reads_the_store_and_does_nothing_else(store: Store, tmp_path: Path, question: str) -> None:
    store.commit(make_extractions(0, 3))
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with store.connect() as connection, pytest.raises(duckdb.Error):
        connection.cursor().execute(question.format(folder=tmp_path)).fetchall()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["secret.csv", "store"]
