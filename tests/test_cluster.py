"""Loads from object storage by local processes and by a real Dask scheduler and workers, some of which are killed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import obstore
import pyarrow as pa
import pytest

from data import loader
from data.loader import Listener, Progress, SchedulerError, load
from data.objects import Address
from data.reading import read_paths
from data.store import Store

ROOT = Path(__file__).parents[1]
COUNT = 60

ARTICLE = """+++
title = "China hands boats to Namibia, part {number}"
outlet = "The Namibian"
published = 2023-04-{day:02}
+++
China delivered {number} patrol boats to Namibia on Monday, the defence ministry in Windhoek said.
This is note number {number} of a series.
"""


@pytest.fixture
def news(bucket: str) -> str:
    """Put articles under a prefix, a broken one and hidden ones among them, and give its address."""
    address = Address.parse(f"{bucket}/news")
    assert address
    store = address.store()
    for number in range(COUNT):
        text = ARTICLE.format(number=number + 2, day=number % 28 + 1)
        obstore.put(store, f"news/2023/{number:03}.md", text.encode())
    obstore.put(store, "news/2023/empty.txt", b"")
    obstore.put(store, "news/.hidden/x.md", b"not read")
    obstore.put(store, "newspaper.md", b"not under the prefix")
    return str(address)


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commit and pass on little at once, so that a fault falls into the middle."""
    monkeypatch.setattr(loader, "BATCH_ARTICLES", 8)
    monkeypatch.setattr(loader, "CHUNK_ARTICLES", 4)
    monkeypatch.setattr(loader, "LOOKUP_ARTICLES", 20)


def _free_address() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"tcp://127.0.0.1:{free.getsockname()[1]}"


@contextmanager
def _dask(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "dask", *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _scheduler(address: str) -> AbstractContextManager[subprocess.Popen[bytes]]:
    return _dask("scheduler", "--host", "127.0.0.1", "--port", address.rpartition(":")[2], "--no-dashboard")


def _worker(address: str) -> AbstractContextManager[subprocess.Popen[bytes]]:
    return _dask("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--death-timeout", "60")


def _events(store: Store) -> pa.Table:
    with store.connect() as connection:
        question = "SELECT * EXCLUDE (first_reported_at, last_reported_at) FROM events ORDER BY event_id"
        return connection.sql(question).to_arrow_table()


def _require_all(store: Store) -> None:
    assert store.article_count() == COUNT
    with store.connect() as connection:
        assert connection.sql("SELECT count(*), count(DISTINCT article_id) FROM reports").fetchall()[0][1] == COUNT
    assert store.check() == []


def test_a_prefix_gives_its_articles_in_the_order_of_the_keys(news: str) -> None:
    found = list(read_paths([news]))
    assert [getattr(item, "given_id", str(item)) for item in found] == [
        *(f"{news}/2023/{number:03}.md" for number in range(COUNT)),
        f"{news}/2023/empty.txt: empty file",
    ]


def test_one_object_is_read_by_its_key(news: str) -> None:
    (article,) = read_paths([f"{news}/2023/000.md"])
    assert article.given_id == f"{news}/2023/000.md"  # type: ignore[union-attr]


def test_an_object_of_many_lines_is_read_piece_by_piece(bucket: str) -> None:
    lines = b"".join(b'{"id": "%d", "text": "China gave %d boats to Namibia."}\n' % (n, n + 2) for n in range(50_000))
    assert len(lines) > 2 * (1 << 20)
    address = Address.parse(f"{bucket}/many.jsonl")
    assert address
    obstore.put(address.store(), "many.jsonl", lines)
    found = list(read_paths([str(address)]))
    assert [article.given_id for article in found] == [str(n) for n in range(50_000)]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "words, reason",
    [
        ("{bucket}/nothing", "no objects here"),
        ("s3://nobodys/news", "there is no such bucket"),
        ("s3://", "give s3://"),
    ],
)
def test_an_address_without_articles_is_one_trouble(bucket: str, words: str, reason: str) -> None:
    (trouble,) = read_paths([words.format(bucket=bucket)])
    assert reason in str(trouble)
    assert "\n" not in str(trouble)


def test_workers_give_what_one_process_gives(news: str, bucket: str, tmp_path: Path) -> None:
    steps: list[Progress] = []
    alone = Store.open(tmp_path / "alone", create=True)
    summary = load([news], alone, workers=1)
    assert (summary.new, [str(trouble) for trouble in summary.troubles]) == (
        COUNT,
        [f"{news}/2023/empty.txt: empty file"],
    )
    together = Store.open(f"{bucket}/store", create=True)
    assert load([news], together, workers=2, listener=Listener(on_progress=steps.append)).new == COUNT
    assert _events(together).equals(_events(alone))
    _require_all(together)
    assert steps[-1].done_bytes == steps[-1].total_bytes > 0
    again = load([news], together, workers=1)
    assert (again.new, again.known) == (0, COUNT)


@pytest.mark.usefixtures("small_steps")
def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(news: str, bucket: str) -> None:
    address = _free_address()
    with ExitStack() as stack:
        stack.enter_context(_scheduler(address))
        doomed, _ = (stack.enter_context(_worker(address)) for _ in range(2))
        store = Store.open(f"{bucket}/store", create=True)

        def kill(step: Progress) -> None:
            if step.articles >= 10:
                doomed.kill()

        assert load([news], store, scheduler=address, listener=Listener(on_progress=kill)).new == COUNT
        assert doomed.poll() is not None
    _require_all(store)


@pytest.mark.usefixtures("small_steps")
def test_a_scheduler_that_ends_in_the_middle_is_one_line_and_the_load_goes_on_from_there(
    news: str, bucket: str
) -> None:
    address = _free_address()
    store = Store.open(f"{bucket}/store", create=True)
    with ExitStack() as stack:
        scheduler = stack.enter_context(_scheduler(address))
        stack.enter_context(_worker(address))

        def kill(step: Progress) -> None:
            if step.articles >= 30:
                scheduler.kill()

        with pytest.raises(SchedulerError, match="the scheduler is gone; start it again"):
            load([news], store, scheduler=address, listener=Listener(on_progress=kill))
    done = store.article_count()
    assert 0 < done < COUNT
    with _scheduler(address), _worker(address):
        summary = load([news], store, scheduler=address)
    assert (summary.known, summary.new) == (done, COUNT - done)
    _require_all(store)


def test_a_scheduler_without_workers_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "WORKERS_WITHIN_SECONDS", 1)
    address = _free_address()
    with (
        _scheduler(address),
        pytest.raises(SchedulerError, match=rf"^{address}: has no workers; start some \(dask worker"),
    ):
        load([ROOT / "seeds" / "articles"], Store.open(tmp_path / "store", create=True), scheduler=address)
