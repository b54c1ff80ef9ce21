"""What can be wrong with a store is told in one line that says what to do; the last whole version stays readable."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from deltalake import DeltaTable, write_deltalake

from data.model import Aspect, Extraction
from data.queries import Filter, event_reports, list_events, read_event
from data.store import Store, StoreError, manifest, tables
from data.store.rows import report_of, report_row
from data.store.schema import COMMITS, SCHEMA_VERSION
from tests.store.samples import make_article, make_extractions, make_report


def _told(error: pytest.ExceptionInfo[StoreError]) -> str:
    line = str(error.value)
    assert "\n" not in line
    assert len(line) < 400
    return line


def test_no_store_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as error:
        Store.open(tmp_path / "nowhere")
    assert "no store here; load articles first: python -m data load" in _told(error)
    assert not (tmp_path / "nowhere").exists()


def test_a_file_is_no_store(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("hello")
    with pytest.raises(StoreError) as error:
        Store.open(file, create=True)
    assert "is a file, not a folder" in _told(error)


def test_an_address_of_another_kind_holds_no_store() -> None:
    with pytest.raises(StoreError) as error:
        Store.open("ftp://host/store")
    assert "a store lies in a folder or at s3://bucket/prefix" in _told(error)


def test_a_store_of_a_newer_program(tmp_path: Path) -> None:
    store = Store.open(tmp_path, create=True)
    _say_written_with(store, 99)
    with pytest.raises(StoreError) as error:
        Store.open(tmp_path)
    assert f"written by a newer program (schema 99, known is {SCHEMA_VERSION}); update the program" in _told(error)


def test_a_store_of_an_older_program_is_read_and_not_added_to(tmp_path: Path) -> None:
    store = Store.open(tmp_path, create=True)
    store.commit(make_extractions(0, 10))
    _say_written_with(store, 1)
    older = Store.open(tmp_path)
    assert older.commit(make_extractions(0, 10)).articles_new == 0
    with pytest.raises(StoreError) as error:
        older.commit(make_extractions(10, 12))
    assert f"written by an older program (schema 1, this one writes {SCHEMA_VERSION})" in _told(error)
    assert "to add articles load all again into a new store" in _told(error)


def test_events_linked_by_another_law_get_no_company(tmp_path: Path) -> None:
    store = Store.open(tmp_path, create=True)
    store.commit(make_extractions(0, 10))
    table = DeltaTable(store.location.table("commits"))
    listed = [row | {"linking_version": "2"} for row in table.to_pyarrow_table().to_pylist()]
    write_deltalake(table, pa.Table.from_pylist(listed, schema=COMMITS), mode="overwrite")
    older = Store.open(tmp_path)
    assert older.check() == []
    with pytest.raises(StoreError, match="linked by another law \\(linking 2"):
        older.commit(make_extractions(10, 12))
    with pytest.raises(StoreError, match="linked by another law \\(linking 2"):
        older.carry([])
    older.tidy(timedelta(0))
    assert older.snapshot().linking_version == "2", "no event is linked anew by that"
    with pytest.raises(StoreError, match="linked by another law \\(linking 2"):
        older.commit(make_extractions(10, 12))


def test_what_an_older_store_lacks_is_empty(tmp_path: Path) -> None:
    """A store of schema 2 has neither copies nor their count."""
    store = Store.open(tmp_path, create=True)
    store.commit(make_extractions(0, 10))
    with store.connect() as connection:
        events = connection.sql("SELECT * EXCLUDE (copy_count) FROM events").to_arrow_table()
    address = store.location.table("events")
    write_deltalake(address, events, mode="overwrite", schema_mode="overwrite")
    table = DeltaTable(store.location.table("commits"))
    versions = {"events": DeltaTable(address).version()}
    listed = [
        {
            **row,
            "schema_version": 2,
            "tables": [
                {**held, "delta_version": versions.get(held["name"], held["delta_version"])}
                for held in row["tables"]
                if held["name"] not in ("fingerprints", "copies")
            ],
        }
        for row in table.to_pyarrow_table().to_pylist()
        if row["version"] == 1
    ]
    write_deltalake(table, pa.Table.from_pylist(listed, schema=COMMITS), mode="overwrite")
    older = Store.open(tmp_path)
    with older.connect() as connection:
        event_id = list_events(connection, Filter())["event_id"][0]
        event = read_event(connection, event_id)
        assert event is not None
        assert event.copy_count == 0
        assert event_reports(connection, event_id)["copy_of"].isna().all()
    assert [line for line in older.check() if "rows missing or twice" not in line] == []


def test_a_report_of_an_older_store_has_its_words_as_those_of_the_event() -> None:
    (extraction,) = make_extractions(3, 4)
    rows = [report_row(report, "block") for report in extraction.reports]
    assert rows
    for row in rows:
        spans = [{name: span[name] for name in ("field", "start", "end", "text")} for span in row["evidence"]]
        report = report_of({**row, "evidence": spans})
        assert {span.aspect for span in report.evidence} == {Aspect.EVENT}


def _say_written_with(store: Store, version: int) -> None:
    table = DeltaTable(store.location.table("commits"))
    listed = [{**row, "schema_version": version} for row in table.to_pyarrow_table().to_pylist()]
    write_deltalake(table, pa.Table.from_pylist(listed, schema=COMMITS), mode="overwrite")


@pytest.mark.parametrize("table", ["articles", "reports", "events"])
def test_a_missing_file(tmp_path: Path, table: str) -> None:
    store = Store.open(tmp_path, create=True)
    store.commit(make_extractions(0, 10))
    first = tables.files_at(store.location, table, store.snapshot().tables[table].delta_version)[0][0]
    Path(first).unlink()
    with pytest.raises(StoreError) as error:
        store.connect()
    assert "a file of the store is missing" in _told(error)


@pytest.mark.parametrize("table", ["articles", "reports", "events"])
def test_a_file_that_is_cut(tmp_path: Path, table: str) -> None:
    store = Store.open(tmp_path, create=True)
    store.commit(make_extractions(0, 10))
    file = Path(tables.files_at(store.location, table, store.snapshot().tables[table].delta_version)[0][0])
    file.write_bytes(file.read_bytes()[:-50])
    with pytest.raises(StoreError) as error:
        store.connect()
    assert "a file of the store is damaged" in _told(error)


def test_a_log_that_is_gone(tmp_path: Path) -> None:
    store = Store.open(tmp_path, create=True)
    for file in (tmp_path / "events" / "_delta_log").iterdir():
        file.unlink()
    with pytest.raises(StoreError) as error:
        store.connect()
    assert str(tmp_path) in _told(error)
    assert any("/events: version 0" in line for line in store.check())


@pytest.mark.parametrize("left", [0, 100])
def test_a_damaged_manifest(tmp_path: Path, left: int) -> None:
    Store.open(tmp_path, create=True)
    (file,) = (tmp_path / "commits").glob("*.parquet")
    file.write_bytes(file.read_bytes()[:left])
    with pytest.raises(StoreError) as error:
        Store.open(tmp_path)
    assert "a file of the store is damaged" in _told(error)


def test_a_damaged_log(tmp_path: Path) -> None:
    store = Store.open(tmp_path, create=True)
    store.commit(make_extractions(0, 3))
    newest = max((tmp_path / "commits" / "_delta_log").glob("*.json"))
    newest.write_text(newest.read_text()[:40])
    with pytest.raises(StoreError) as error:
        Store.open(tmp_path)
    assert str(tmp_path) in _told(error)


def test_an_unknown_version(tmp_path: Path) -> None:
    store = Store.open(tmp_path, create=True)
    with pytest.raises(StoreError) as error:
        store.snapshot(7)
    assert "has no version 7; the newest is 0" in _told(error)


def test_a_report_of_another_article_stops_the_whole_batch(tmp_path: Path) -> None:
    store = Store.open(tmp_path, create=True)
    store.commit(make_extractions(0, 10))
    stray = Extraction(make_article("other"), (make_report(make_article("another")),))
    with pytest.raises(StoreError) as error:
        store.commit([*make_extractions(10, 20), stray])
    assert "article-other: a report is of another article" in _told(error)
    assert store.article_count() == 10
    assert store.check() == []


def test_two_reports_of_one_id_stop_the_whole_batch(tmp_path: Path) -> None:
    store = Store.open(tmp_path, create=True)
    article = make_article("twin")
    with pytest.raises(StoreError) as error:
        store.commit([Extraction(article, (make_report(article), make_report(article)))])
    assert "article-twin: two reports have one id" in _told(error)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("this user may not mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_keeps_the_last_version(small_disk: Path) -> None:
    store = Store.open(small_disk / "store", create=True)
    store.commit(make_extractions(0, 20))
    big = make_article("big")
    noise = os.urandom(900_000).hex()
    with pytest.raises(StoreError) as error:
        store.commit([Extraction(replace(big, text=noise))])
    assert "the disk is full; free some space" in _told(error)
    assert Store.open(small_disk / "store").article_count() == 20
    assert store.check() == []


def test_a_read_only_store_is_read_and_not_written(small_disk: Path) -> None:
    store = Store.open(small_disk / "store", create=True)
    store.commit(make_extractions(0, 5))
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    store = Store.open(small_disk / "store", create=True)
    assert store.article_count() == 5
    assert store.check() == []
    with pytest.raises(StoreError) as error:
        store.commit(make_extractions(5, 6))
    assert "no permission here; give this user the rights" in _told(error)
    with pytest.raises(StoreError) as error:
        Store.open(small_disk / "other", create=True)
    assert "no permission here" in _told(error)


def test_the_newest_commit_counts_even_when_rows_come_in_another_order(tmp_path: Path) -> None:
    store = Store.open(tmp_path, create=True)
    store.commit(make_extractions(0, 5))
    old = store.snapshot(0)
    tables.compact(store.location, "commits")
    assert store.snapshot_version() == 1
    assert manifest.at_version(store.location, 0) == old
