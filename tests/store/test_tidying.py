from __future__ import annotations

import random
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable

from data.store import Store, StoreError, tables, tidying
from data.store.schema import TABLES
from tests.store.samples import make_extractions

ROOT = Path(__file__).parents[2]
LATER = datetime.now(UTC) + timedelta(days=40)
MONTH = timedelta(days=30)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store of six loads."""
    store = Store.open(tmp_path / "store", create=True)
    for first in range(0, 60, 10):
        store.commit(make_extractions(first, first + 10))
    return store


def _content(store: Store) -> dict[str, list[object]]:
    with store.connect() as connection:
        return {name: connection.sql(f"FROM {name} ORDER BY ALL").to_arrow_table().to_pylist() for name in TABLES}


def _data_files(store: Store) -> int:
    return sum(1 for name in TABLES for _ in Path(store.location.table(name)).glob("*.parquet"))


def _bytes(store: Store) -> int:
    return sum(file.stat().st_size for file in store.location.folder.rglob("*.parquet"))


def test_rows_stay_files_become_few_and_the_space_is_free(store: Store) -> None:
    content, files, size = _content(store), _data_files(store), _bytes(store)
    done = tidying.tidy(store.location, MONTH, LATER)
    assert _content(store) == content
    assert store.check() == []
    assert (done.kept_from, done.version) == (6, 7), "the one that was the newest thirty days ago is kept"
    assert done.files_after < done.files_before < files
    assert done.bytes_freed > 0
    later = tidying.tidy(store.location, MONTH, LATER + 2 * MONTH)
    assert _content(store) == content
    assert later.kept_from == 7
    assert _data_files(store) == later.files_after == done.files_after
    assert _bytes(store) < size / 2
    store.commit(make_extractions(60, 80))
    assert store.check() == []
    assert store.snapshot().kept_from == 7


def test_versions_within_the_time_to_keep_can_be_read_and_older_ones_say_why_not(store: Store) -> None:
    counts = [snapshot.counts["articles"] for snapshot in store.snapshots()]
    tidying.tidy(store.location, MONTH, datetime.now(UTC))
    for snapshot in store.snapshots()[:7]:
        with store.connect(store.snapshot(snapshot.version)) as connection:
            assert connection.sql("SELECT count(*) FROM articles").fetchall() == [(counts[snapshot.version],)]
    tidying.tidy(store.location, MONTH, LATER)
    with pytest.raises(StoreError, match="version 3 was tidied away; the oldest that can be read is"):
        store.snapshot(3)
    with pytest.raises(StoreError, match="tidied away"):
        store.snapshot_as_of(store.snapshots()[2].committed_at.isoformat())


def test_the_second_tidying_in_a_row_does_nothing(store: Store) -> None:
    first = tidying.tidy(store.location, MONTH, LATER)
    second = tidying.tidy(store.location, MONTH, LATER)
    assert (second.version, second.files_after, second.bytes_freed) == (first.version, first.files_after, 0)


def test_a_reader_of_a_version_of_the_last_hour_loses_nothing(store: Store) -> None:
    with store.connect() as connection:
        store.commit(make_extractions(60, 70))
        store.tidy(timedelta(0))
        assert connection.sql("SELECT count(*) FROM events JOIN cube USING (link_block)").fetchall()[0][0]
    assert store.check() == []


def test_a_tidying_that_is_killed_leaves_a_whole_store(store: Store) -> None:
    chance = random.Random(3)  # noqa: S311 - the same each time
    content = _content(store)
    code = (
        "import sys; from datetime import *; from data.store import Store, tidying; "
        "store = Store.open(sys.argv[1]); print('go', flush=True); "
        "tidying.tidy(store.location, timedelta(days=30), datetime.now(UTC) + timedelta(days=40))"
    )
    killed = 0
    for _ in range(4):
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(store.location)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        process.stdout.readline()
        try:
            process.wait(timeout=chance.uniform(0.02, 0.4))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            killed += 1
        process.wait(timeout=60)
        assert store.check() == []
        assert _content(store) == content
    assert killed, "every tidying was over before it could be killed: the test shows nothing"
    store.commit(make_extractions(60, 70))
    tidying.tidy(store.location, MONTH, LATER)
    assert store.check() == []


def test_what_a_killed_writer_left_behind_is_deleted_too(store: Store) -> None:
    left = Path(store.location.table("events")) / "part-left-behind.parquet"
    left.write_bytes(b"half a file")
    tidying.tidy(store.location, MONTH, LATER)
    assert not left.exists()
    assert DeltaTable(store.location.table("events")).version() > 0


def test_events_reports_and_cube_lie_in_the_order_of_their_blocks(store: Store) -> None:
    assert not all(_lies_in_order(store, name) for name in ("events", "reports", "cube"))
    tidying.tidy(store.location, MONTH, LATER)
    assert all(_lies_in_order(store, name) for name in ("events", "reports", "cube"))


def _lies_in_order(store: Store, name: str) -> bool:
    files = tables.files_at(store.location, name, store.snapshot().tables[name].delta_version)
    found = [pq.read_table(path, columns=["link_block"])["link_block"].to_pylist() for path, _ in files]
    blocks = [block for part in sorted(found) for block in part]
    return blocks == sorted(blocks)


def test_a_store_that_lacks_a_file_is_left_as_it_is(store: Store) -> None:
    (path, _), *_ = tables.files_at(store.location, "reports", store.snapshot().tables["reports"].delta_version)
    Path(path).unlink()
    files = _data_files(store)
    with pytest.raises(StoreError, match=r"missing, commit \d needs it"):
        store.tidy(timedelta(0))
    assert _data_files(store) == files
    assert store.snapshot_version() == 6
