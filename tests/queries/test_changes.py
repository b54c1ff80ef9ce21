from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.queries import Filter, change_counts, event_change_counts, event_changes
from data.store import Store, StoreError
from tests.store.samples import make_extractions

FIRST, LAST = 1, 3


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store of three loads; the later ones bring earlier articles too, so that ids fall out of use."""
    store = Store.open(tmp_path_factory.mktemp("changing"), create=True)
    for first in (40, 20, 0):
        store.commit(make_extractions(first, first + 20))
    return store


def _rows(store: Store, version: int, table: str, key: str) -> dict[str, dict[str, object]]:
    with store.connect(store.snapshot(version)) as connection:
        return {row[key]: row for row in connection.sql(f"FROM {table}").to_arrow_table().to_pylist()}


@pytest.mark.parametrize("earlier", [0, FIRST, 2, LAST])
def test_no_change_is_dropped_and_none_is_made_up(store: Store, earlier: int) -> None:
    with store.compare(store.snapshot(earlier), store.snapshot(LAST)) as connection:
        counts = change_counts(connection).set_index("table")
        frame = event_changes(connection, Filter(), limit=10_000)
        kinds = event_change_counts(connection, Filter())
    for table, key in (("articles", "article_id"), ("reports", "report_id"), ("events", "event_id")):
        was, is_now = _rows(store, earlier, table, key), _rows(store, LAST, table, key)
        assert counts.loc[table, "added"] == len(is_now.keys() - was.keys())
        assert counts.loc[table, "withdrawn"] == len(was.keys() - is_now.keys())
        assert counts.loc[table, "changed"] == sum(was[one] != is_now[one] for one in was.keys() & is_now.keys())
    ids = {kind: set(frame[frame["kind"] == kind]["event_id"]) for kind in kinds}
    assert {kind: len(found) for kind, found in ids.items()} == kinds
    assert ids["added"] == is_now.keys() - was.keys()
    assert ids["changed"] == {one for one in was.keys() & is_now.keys() if was[one] != is_now[one]}
    assert ids["merged"] == was.keys() - is_now.keys(), "nothing is ever withdrawn by a load"
    assert not ids["withdrawn"]


def test_a_merged_event_names_the_one_that_it_is_in(store: Store) -> None:
    with store.compare(store.snapshot(FIRST), store.snapshot(LAST)) as connection:
        frame = event_changes(connection, Filter(), limit=10_000)
    merged = frame[frame["kind"] == "merged"]
    assert len(merged)
    was, is_now = _rows(store, FIRST, "events", "event_id"), _rows(store, LAST, "events", "event_id")
    for row in merged.itertuples():
        assert was[row.event_id]["report_ids"][0] in is_now[row.now_in]["report_ids"]


def test_a_changed_event_says_which_fields_and_how(store: Store) -> None:
    with store.compare(store.snapshot(FIRST), store.snapshot(LAST)) as connection:
        frame = event_changes(connection, Filter(), limit=10_000)
    was, is_now = _rows(store, FIRST, "events", "event_id"), _rows(store, LAST, "events", "event_id")
    changed = frame[frame["kind"] == "changed"]
    assert len(changed)
    for row in changed.itertuples():
        told = {field["field"]: (field["was"], field["became"]) for field in row.fields}
        old, new = was[row.event_id], is_now[row.event_id]
        assert told.get("reports") == _pair(len(old["report_ids"]), len(new["report_ids"]))
        assert told.get("status") == _pair(old["status"], new["status"])
        assert told.get("outlets") == _pair(old["outlet_count"], new["outlet_count"])


def _pair(was: object, became: object) -> tuple[str, str] | None:
    return None if was == became else (str(was), str(became))


def test_the_filter_holds_for_changes(store: Store) -> None:
    with store.compare(store.snapshot(0), store.snapshot(LAST)) as connection:
        frame = event_changes(connection, Filter(targets=("MLI",)), limit=10_000)
        counts = event_change_counts(connection, Filter(targets=("MLI",)))
        page = event_changes(connection, Filter(targets=("MLI",)), limit=3, offset=3)
        nothing = event_changes(connection, Filter(targets=("MLI",)), kinds=["withdrawn"])
    assert set(frame["target"]) == {"MLI"}
    assert nothing.empty
    assert counts["added"] == len(frame)
    pd.testing.assert_frame_equal(page, frame[3:6].reset_index(drop=True))


def test_versions_in_the_wrong_order_are_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="give the earlier one first"):
        store.compare(store.snapshot(LAST), store.snapshot(FIRST))


def test_a_version_is_found_by_number_day_and_time(store: Store) -> None:
    second = store.snapshot(2)
    assert store.snapshot_as_of("2") == second
    assert store.snapshot_as_of(second.committed_at.isoformat()) == second
    assert store.snapshot_as_of(second.committed_at.date().isoformat()) == store.snapshot(LAST)
    for words, told in (("1999-01-01", "no store yet"), ("soon", "neither a version nor a day"), ("99", "no version")):
        with pytest.raises(StoreError, match=told):
            store.snapshot_as_of(words)


def test_a_store_of_an_older_schema_is_compared_too(tmp_path: Path) -> None:
    store = Store.open(tmp_path, create=True)
    store.commit(make_extractions(0, 10))
    old = store.snapshot(1)
    held = {name: table for name, table in old.tables.items() if name not in ("copies", "fingerprints", "forwards")}
    older = type(old)(old.version, old.committed_at, held, schema_version=2)
    store.commit(make_extractions(10, 20))
    with store.compare(older, store.snapshot()) as connection:
        assert change_counts(connection).set_index("table").loc["articles", "added"] == 10
