"""An event's id means one report for ever, whatever is loaded later and in whatever order."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from deltalake import write_deltalake
from hypothesis import example, given, settings
from hypothesis import strategies as st

from data.model import content_id
from data.queries import read_event
from data.store import Store, manifest, tables
from tests.store.samples import make_extractions

ARTICLES = 48
NEWEST_FIRST = list(range(0, ARTICLES, 8))[::-1]


def _named_after(store: Store) -> dict[str, str]:
    """Return the ids of the store's events with the report that each is named after."""
    with store.connect() as connection:
        return dict(connection.sql("SELECT event_id, report_ids[1] FROM events").fetchall())


@example(NEWEST_FIRST)
@settings(max_examples=6, deadline=None)
@given(st.permutations(range(0, ARTICLES, 8)))
def test_every_id_that_was_ever_seen_leads_to_the_event_that_holds_its_report(order: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(folder, create=True)
        seen: dict[str, str] = {}
        for first in order:
            store.commit(make_extractions(first, first + 8))
            held = _named_after(store)
            assert all(seen.get(event_id, report_id) == report_id for event_id, report_id in held.items())
            seen |= held
        assert store.check() == []
        with store.connect() as connection:
            for event_id, report_id in seen.items():
                event = read_event(connection, event_id)
                assert event is not None
                assert report_id in event.report_ids
                assert event_id == content_id("event", report_id)
        assert len(seen) > len(held) or order != NEWEST_FIRST, "no id fell out of use: the test shows nothing"


def test_an_id_that_never_was_leads_nowhere(tmp_path: Path) -> None:
    store = Store.open(tmp_path, create=True)
    store.commit(make_extractions(0, 20))
    with store.connect() as connection:
        assert read_event(connection, content_id("event", "no report")) is None


@pytest.mark.parametrize(
    ("column", "words"),
    [("event_id", "not named after their report"), ("report_id", "forwards without their report")],
)
def test_a_forward_that_leads_astray_is_told(tmp_path: Path, column: str, words: str) -> None:
    store = Store.open(tmp_path, create=True)
    for first in (24, 0):
        store.commit(make_extractions(first, first + 24))
    snapshot = store.snapshot()
    with store.connect() as connection:
        rows = connection.sql(f"SELECT * REPLACE ('astray' AS {column}) FROM forwards LIMIT 1").to_arrow_table()  # noqa: S608
        kept = connection.sql("FROM forwards OFFSET 1").to_arrow_table()
    assert rows.num_rows
    path = store.location.table("forwards")
    write_deltalake(path, rows, mode="overwrite")
    if kept.num_rows:
        write_deltalake(path, kept, mode="append")
    versions = {**snapshot.tables, "forwards": tables.version_of(store.location, "forwards")}
    manifest.append(store.location, manifest.Snapshot(snapshot.version + 1, snapshot.committed_at, versions))
    assert any(words in line for line in store.check())
