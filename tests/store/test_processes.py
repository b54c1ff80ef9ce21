"""Several processes on one store: writers at once, writers that are killed, readers meanwhile. All are real."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from deltalake import DeltaTable, write_deltalake

from data.store import Store
from tests.store.samples import make_extractions

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("AMBIT_KILLS", "8"))


def _start_writer(location: Path, first: int, last: int, batch: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.store.writer", str(location), str(first), str(last), str(batch)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _count(store: Store, table: str) -> int:
    with store.connect() as connection:
        return int(connection.sql(f"SELECT count(*) FROM {table}").fetchall()[0][0])  # noqa: S608 - own name


def _expected_reports(first: int, last: int) -> int:
    return sum(len(extraction.reports) for extraction in make_extractions(first, last))


def test_two_writers_at_once_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    writers = [_start_writer(tmp_path, first, first + 60, 15) for first in (0, 30)]  # 30 to 60 are loaded by both
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    store = Store.open(tmp_path)
    assert store.check() == []
    assert store.article_count() == _count(store, "articles") == 90
    assert _count(store, "reports") == _expected_reports(0, 90)
    once = Store.open(tmp_path / "once", create=True)
    once.commit(make_extractions(0, 90))
    events = "SELECT * FROM events ORDER BY ALL"
    with store.connect() as two, once.connect() as one:
        assert two.sql(events).to_arrow_table().equals(one.sql(events).to_arrow_table())


def test_two_processes_may_make_the_store_at_once(tmp_path: Path) -> None:
    writers = [_start_writer(tmp_path / "new", 0, 5, 5) for _ in range(2)]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    store = Store.open(tmp_path / "new")
    assert store.article_count() == 5
    assert store.check() == []


def test_a_killed_writer_leaves_the_last_version_and_the_next_commit_is_whole(tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - the same each time
    store = Store.open(tmp_path, create=True)
    done = 0
    for kill in range(KILLS):
        writer = _start_writer(tmp_path, done, done + 400, 4)
        assert writer.stdout is not None
        for _ in range(chance.randrange(1, 3)):  # some commits pass, then it dies somewhere inside the next
            writer.stdout.readline()
        try:
            writer.wait(timeout=chance.uniform(0.0, 0.25))
        except subprocess.TimeoutExpired:
            writer.send_signal(signal.SIGKILL)
        writer.wait(timeout=60)
        articles = _count(store, "articles")
        assert articles == store.article_count(), f"kill {kill}"
        assert articles % 4 == 0, f"kill {kill}: half a batch is seen"
        assert articles > done, f"kill {kill}: what was committed is gone"
        done = articles
    store.commit(make_extractions(0, done + 4))
    assert store.check() == []
    assert store.article_count() == done + 4
    assert _count(store, "reports") == _expected_reports(0, done + 4)


def test_readers_see_whole_batches_while_a_writer_writes(tmp_path: Path) -> None:
    store = Store.open(tmp_path, create=True)
    writer = _start_writer(tmp_path, 0, 60, 6)
    seen: set[int] = set()
    while writer.poll() is None:
        with store.connect() as connection:
            articles = connection.sql("SELECT count(*) FROM articles").fetchall()[0][0]
            in_events = connection.sql("SELECT coalesce(sum(len(report_ids)), 0) FROM events").fetchall()[0][0]
        assert articles % 6 == 0
        assert in_events == _expected_reports(0, articles)
        seen.add(articles)
    assert writer.returncode == 0
    assert len(seen) > 1
    assert store.article_count() == 60


def test_a_writer_that_waits_says_so(tmp_path: Path) -> None:
    store = Store.open(tmp_path, create=True)
    told: list[str] = []
    with store.location.locked(told.append):
        pass
    assert told == []
    holder = subprocess.Popen(
        ["flock", str(tmp_path / ".lock"), "sh", "-c", "echo locked; read line"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    holder.stdout.readline()

    def say_and_let_go(line: str) -> None:
        told.append(line)
        holder.communicate("go\n", timeout=30)

    store.commit(make_extractions(0, 1), on_wait=say_and_let_go)
    assert told == [f"{tmp_path}: another process is writing; waiting for it"]
    assert store.article_count() == 1


@pytest.mark.parametrize("left_over", ["articles", "reports", "events", "cube"])
def test_what_a_killed_writer_left_in_a_table_is_never_seen(tmp_path: Path, left_over: str) -> None:
    """The same as a kill between two tables, at a place chosen instead of at random."""
    store = Store.open(tmp_path, create=True)
    store.commit(make_extractions(0, 10))
    table = DeltaTable(store.location.table(left_over))
    write_deltalake(table, table.to_pyarrow_table().slice(0, 2), mode="append")
    assert store.check() == []
    store.commit(make_extractions(10, 20))
    assert store.check() == []
    assert store.article_count() == 20
