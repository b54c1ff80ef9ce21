"""A store in object storage: the same as in a folder, and safe from writers that die, stand still or come back."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import duckdb
import obstore
import pyarrow as pa
import pytest
from deltalake import DeltaTable, write_deltalake

from data.objects import Address
from data.store import Store, StoreError, lease, tables
from data.store.errors import told_plainly
from data.store.schema import TABLES
from tests.object_storage import make_bucket, served
from tests.store.samples import make_extractions

ROOT = Path(__file__).parents[2]


@pytest.fixture
def address(bucket: str) -> str:
    return f"{bucket}/stores/first"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take a writer for dead sooner than usual."""
    monkeypatch.setattr(lease, "HELD_SECONDS", 1.5)


def _start_writer(address: str, first: int, last: int, batch: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.store.writer", address, str(first), str(last), str(batch)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _events(store: Store) -> pa.Table:
    with store.connect() as connection:
        return connection.sql("SELECT * FROM events ORDER BY ALL").to_arrow_table()


def test_a_bucket_holds_what_a_folder_holds(address: str, tmp_path: Path) -> None:
    in_bucket, in_folder = (Store.open(where, create=True) for where in (address, tmp_path / "store"))
    for first in (0, 10):
        assert in_bucket.commit(make_extractions(first, first + 15)) == in_folder.commit(
            make_extractions(first, first + 15)
        )
    assert in_bucket.check() == []
    assert _events(in_bucket) == _events(in_folder)


def test_loading_twice_into_a_bucket_changes_nothing(address: str) -> None:
    store = Store.open(address, create=True)
    store.commit(make_extractions(0, 10))
    before = store.snapshot()
    assert store.commit(make_extractions(0, 10)).articles_known == 10
    assert Store.open(address, create=True).snapshot() == before


def test_older_versions_in_a_bucket_can_be_read_and_compared(address: str) -> None:
    store = Store.open(address, create=True)
    store.commit(make_extractions(0, 5))
    store.commit(make_extractions(5, 9))
    with store.connect(store.snapshot(1)) as connection:
        assert connection.sql("SELECT count(*) FROM articles").fetchall() == [(5,)]
    with store.compare(store.snapshot(1), store.snapshot(2)) as connection:
        assert connection.sql("SELECT count(*) FROM became.articles").fetchall() == [(4,)]


def test_tidying_a_bucket_keeps_every_row(address: str) -> None:
    store = Store.open(address, create=True)
    for first in range(0, 12, 3):
        store.commit(make_extractions(first, first + 3))
    before = _events(store)
    done = store.tidy(timedelta(0))
    assert done.files_after < done.files_before
    assert _events(store) == before
    assert store.check() == []


@pytest.mark.parametrize("outside", ["/etc/passwd", "{bucket}/other.parquet", "{bucket}/stores/first-other.parquet"])
def test_a_connection_reads_its_store_and_nothing_else(address: str, bucket: str, outside: str) -> None:
    store = Store.open(address, create=True)
    with store.connect() as connection, pytest.raises(duckdb.Error, match="disabled by configuration"):
        connection.sql("FROM read_blob(?)", params=[outside.format(bucket=bucket)]).fetchall()


def test_two_writers_at_once_lose_nothing_and_double_nothing(address: str) -> None:
    writers = [_start_writer(address, first, first + 20, 5) for first in (0, 10)]
    assert [writer.wait(timeout=240) for writer in writers] == [0, 0]
    store = Store.open(address)
    assert store.article_count() == 30
    assert store.check() == []


@pytest.mark.usefixtures("impatient")
def test_a_killed_writer_keeps_nobody_out_for_long(address: str) -> None:
    Store.open(address, create=True)
    writer = _start_writer(address, 0, 400, 4)
    assert writer.stdout is not None
    writer.stdout.readline()
    time.sleep(0.2)  # into the next commit
    writer.send_signal(signal.SIGKILL)
    writer.wait(timeout=60)
    store = Store.open(address)
    done = store.article_count()
    assert done >= 4
    assert done % 4 == 0
    store.commit(make_extractions(0, done + 4))
    assert store.article_count() == done + 4
    assert store.check() == []


@pytest.mark.usefixtures("impatient")
def test_a_writer_that_stood_still_and_was_overtaken_doubles_nothing(address: str) -> None:
    """A lease alone would let both write: the one that wakes up must fail, and begin its batch again."""
    store = Store.open(address, create=True)
    writer = _start_writer(address, 0, 24, 6)
    assert writer.stdout is not None
    writer.stdout.readline()
    told: list[str] = []
    for first in (30, 40):
        writer.send_signal(signal.SIGSTOP)
        store.commit(make_extractions(first, first + 5), on_wait=told.append)
        writer.send_signal(signal.SIGCONT)
        time.sleep(0.4)
    assert writer.wait(timeout=240) == 0
    assert store.article_count() == 34
    assert store.check() == []


def test_a_writer_that_was_overtaken_fails_at_its_next_write(address: str) -> None:
    store = Store.open(address, create=True)
    with store.location.locked(lambda _: None) as held:
        tables.take_back(held, "cube", 0)  # it knows the table as it is now
        other = DeltaTable(store.location.table("cube"))
        write_deltalake(other, other.to_pyarrow_table(), mode="append")
        with pytest.raises(StoreError, match="another writer took over"), told_plainly(address):
            tables.replace_blocks(held, "cube", TABLES["cube"].empty_table(), ["any"])
    assert DeltaTable(store.location.table("cube")).version() == 1


@pytest.mark.parametrize("left_over", ["articles", "events"])
def test_what_a_killed_writer_left_in_a_table_is_never_seen(address: str, left_over: str) -> None:
    store = Store.open(address, create=True)
    store.commit(make_extractions(0, 10))
    table = DeltaTable(store.location.table(left_over))
    write_deltalake(table, table.to_pyarrow_table().slice(0, 2), mode="append")
    store.commit(make_extractions(10, 20))
    assert store.check() == []
    assert store.article_count() == 20


def test_an_address_without_a_prefix_is_refused() -> None:
    with pytest.raises(StoreError, match="s3://bucket/prefix"):
        Store.open("s3://news", create=True)


def test_an_unknown_bucket_is_one_line(object_storage: Mapping[str, str], bucket: str) -> None:  # noqa: ARG001
    with pytest.raises(StoreError, match=r"^s3://nobodys/store: there is no such bucket; make it first[^\n]*$"):
        Store.open("s3://nobodys/store", create=True)


def test_wrong_credentials_are_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    with served(INITIAL_NO_AUTH_ACTION_COUNT="1") as variables:
        make_bucket(variables, "guarded")
        for variable, value in variables.items():
            monkeypatch.setenv(variable, value)
        with pytest.raises(StoreError, match=r"^s3://guarded/store: the credentials are refused; set AWS_[^\n]*$"):
            Store.open("s3://guarded/store", create=True)


def test_a_missing_server_is_one_line(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(StoreError, match=r"no object storage answers at http://127\.0\.0\.1:9; start it[^\n]*$"):
        Store.open(f"{bucket}/store", create=True)


def test_a_missing_file_in_a_bucket_is_named(address: str) -> None:
    store = Store.open(address, create=True)
    store.commit(make_extractions(0, 5))
    version = store.snapshot().tables["articles"].delta_version
    ((file, _),) = tables.files_at(store.location, "articles", version)
    found = Address.parse(file)
    assert found
    obstore.delete(found.store(), found.key)
    assert store.check() == [f"{file}: missing, commit 1 needs it; restore it from a copy"]
