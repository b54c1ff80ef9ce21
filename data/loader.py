"""The one-way run: read, leave out what the store has, extract, store and link; on this machine or on a cluster.

Articles pass one after the other. They are extracted in this process, by local worker processes, or by the workers of a
Dask scheduler; the code is the same. Objects are read by the workers too, files on this machine by this process, which
alone sees them on a cluster. A worker that dies is replaced, and its work is done again. What belongs to one batch goes
into the store as one commit, so that an end at any moment leaves the last whole version and a second run goes on from
there. Input that cannot be read is passed on as a `Trouble`; it never stops the run.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from distributed import CancelledError, Client, Future, LocalCluster
from distributed.client import ClosedClientError
from distributed.scheduler import KilledWorker

from data.extraction import extract
from data.model import CODEBOOK_VERSION, Article, Extraction
from data.reading import ObjectPath, SourcePath, Trouble, find_files, read_file
from data.store import Store

BATCH_ARTICLES = 2_000  # one commit holds so many: enough to be rare, few enough to be cheap to lose
BATCH_CHARS = 50_000_000  # and no more text than this, so that memory stays flat whatever an article's length
LOOKUP_ARTICLES = 500  # asked of the store at once, whether it has them
CHUNK_ARTICLES = 20  # one task of a worker: long against the price of passing it on
CHUNK_BYTES = 4_000_000  # nor more bytes of objects; a larger one is read by this process, piece by piece
CHUNKS_PER_WORKER = 4  # under way at once, so that no worker waits and memory stays flat
WORKERS_WITHIN_SECONDS = 30  # a scheduler without workers would be waited for without end
SMALL_LOAD_BYTES = 3_000_000  # below this, starting worker processes takes longer than the work

_Item = TypeVar("_Item")
_Given = TypeVar("_Given")
_Got = TypeVar("_Got")
_Read = list[tuple[SourcePath, list[Article | Trouble]]]
"""What some files hold, file by file."""


class SchedulerError(Exception):
    """No scheduler where one was named, or no more; the text says what to do, in one line."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a load has come: bytes of input worked off, of all, and articles."""

    done_bytes: int
    total_bytes: int
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """Whom a load tells of its progress, of input that it leaves out, and of another writer that it waits for."""

    on_progress: Callable[[Progress], None] = lambda _: None
    on_trouble: Callable[[Trouble], None] = lambda _: None
    on_wait: Callable[[str], None] = lambda _: None


@dataclass(slots=True)
class LoadSummary:
    """What a load did. `known` articles were in the store before; `troubles` is the input that was left out."""

    read: int = 0
    new: int = 0
    known: int = 0
    reports: int = 0
    rejections: int = 0
    troubles: list[Trouble] = field(default_factory=list)


def load(
    paths: Iterable[str | Path],
    store: Store,
    *,
    workers: int | None = None,
    scheduler: str | None = None,
    listener: Listener | None = None,
) -> LoadSummary:
    """Load files and folders into the store and return what came of it.

    `workers` is the number of local processes (None: one for each core, or none for a small load); `scheduler` the
    address of a Dask scheduler, such as tcp://host:8786, to use instead. Raises `StoreError` when the store does not
    take the articles, `SchedulerError` when no scheduler answers.
    """
    run = _Run(paths, store, listener or Listener())
    with _hands(_worker_count(run.total_bytes, workers), scheduler) as hands:
        for batch in _batches(run.watched(hands.extract(run.fresh(hands)))):
            run.commit(batch)
    run.end()
    return run.summary


class _Run:
    """A load on its way: its input, how far it has come, and what it did."""

    def __init__(self, paths: Iterable[str | Path], store: Store, listener: Listener) -> None:
        self._files = [found for path in paths for found in find_files(path)]
        self._store = store
        self._listener = listener
        self._ends: dict[str, int] = {}  # article under way -> bytes of input up to its end
        self.total_bytes = sum(_size(found) for found in self._files)
        self.summary = LoadSummary()

    def fresh(self, hands: _Hands) -> Iterator[Article]:
        """Yield the articles that the store does not have."""
        for articles in _lists(self._articles(hands), LOOKUP_ARTICLES):
            known = self._store.known_articles(article.article_id for article in articles)
            for article in articles:
                if article.article_id in known:
                    self.summary.known += 1
                    self._step(article)
                else:
                    yield article

    def watched(self, extractions: Iterable[Extraction]) -> Iterator[Extraction]:
        """Pass extractions on, and tell of the progress."""
        for extraction in extractions:
            self._step(extraction.article)
            yield extraction

    def commit(self, batch: Sequence[Extraction]) -> None:
        """Put a batch into the store."""
        counts = self._store.commit(batch, codebook_version=CODEBOOK_VERSION, on_wait=self._listener.on_wait)
        self.summary.new += counts.articles_new
        self.summary.known += counts.articles_known  # twice in the batch, or another process was quicker
        self.summary.reports += counts.reports
        self.summary.rejections += counts.rejections

    def end(self) -> None:
        """Tell that all input is worked off, what was left out of it included."""
        self._listener.on_progress(Progress(self.total_bytes, self.total_bytes, self.summary.read))

    def _articles(self, hands: _Hands) -> Iterator[Article]:
        done_bytes = 0
        for found, items in self._read(hands):
            end = done_bytes + _size(found)
            for item in items:
                if isinstance(item, Trouble):
                    self.summary.troubles.append(item)
                    self._listener.on_trouble(item)
                    continue
                self.summary.read += 1
                done_bytes = min(end, done_bytes + len(item.text))
                self._ends[item.article_id] = done_bytes
                yield item
            done_bytes = end

    def _read(self, hands: _Hands) -> Iterator[tuple[SourcePath | Trouble, Iterable[Article | Trouble]]]:
        """Yield each file with what is in it, in order, whoever reads it."""
        for is_object, group in groupby(self._files, key=_is_for_workers):
            if is_object:
                yield from hands.read(path for path in group if isinstance(path, ObjectPath))
            else:
                yield from ((found, (found,) if isinstance(found, Trouble) else read_file(found)) for found in group)

    def _step(self, article: Article) -> None:
        done_bytes = self._ends.pop(article.article_id, 0)
        worked_off = self.summary.read - len(self._ends)
        self._listener.on_progress(Progress(done_bytes, self.total_bytes, worked_off))


def _is_for_workers(found: SourcePath | Trouble) -> bool:
    return isinstance(found, ObjectPath) and found.size <= CHUNK_BYTES


def _size(found: SourcePath | Trouble) -> int:
    if isinstance(found, ObjectPath):
        return found.size
    try:
        return 0 if isinstance(found, Trouble) else found.stat().st_size
    except OSError:  # it is told when the file is read
        return 0


def _worker_count(total_bytes: int, workers: int | None) -> int:
    if workers is not None:
        return workers
    return 1 if total_bytes < SMALL_LOAD_BYTES else os.cpu_count() or 1


class _Hands:
    """Who reads objects and extracts articles: workers, or this process where there is no client."""

    def __init__(self, client: Client | None = None) -> None:
        self._client = client

    def read(self, paths: Iterable[ObjectPath]) -> Iterator[tuple[SourcePath, list[Article | Trouble]]]:
        """Yield what each object holds, in order."""
        chunks = _cut(paths, CHUNK_ARTICLES, lambda path: path.size, CHUNK_BYTES)
        for read in self._each(_read_chunk, chunks, priority=1):  # before extraction, which waits for it
            yield from read

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """Yield extractions in the order of the articles."""
        if self._client is None:
            yield from map(extract, articles)
            return
        for extractions in self._each(_extract_chunk, _lists(articles, CHUNK_ARTICLES), priority=0):
            yield from extractions

    def _each(self, function: Callable[[_Given], _Got], chunks: Iterable[_Given], *, priority: int) -> Iterator[_Got]:
        """Yield the result for each chunk, in order, with a bounded number of chunks under way."""
        if self._client is None:
            yield from map(function, chunks)
            return
        waiting: deque[Future[_Got]] = deque()
        for chunk in chunks:
            with _told_plainly():
                waiting.append(self._client.submit(function, chunk, pure=False, priority=priority))
            workers = self._client.scheduler_info().get("workers", ())  # none while the connection is lost
            if len(waiting) >= CHUNKS_PER_WORKER * max(1, len(workers)):
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())


@contextmanager
def _hands(workers: int, scheduler: str | None) -> Iterator[_Hands]:
    """Give those who work: this process, or Dask workers, which end with the run when they are ours."""
    if scheduler:
        with _connected(scheduler) as client:
            yield _Hands(client)
    elif workers <= 1:
        yield _Hands()
    else:
        with (
            LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=40) as cluster,
            Client(cluster) as client,
        ):
            yield _Hands(client)


def _connected(scheduler: str) -> Client:
    try:
        client = Client(scheduler, timeout="10s")
    except (OSError, ValueError) as error:  # ValueError: not an address
        advice = "start one (dask scheduler) or leave --scheduler out"
        raise SchedulerError(f"{scheduler}: no Dask scheduler answers there; {advice}") from error
    try:
        client.wait_for_workers(1, timeout=WORKERS_WITHIN_SECONDS)
    except TimeoutError as error:
        client.close()
        raise SchedulerError(f"{scheduler}: has no workers; start some (dask worker {scheduler})") from error
    return client


def _result(future: Future[_Got]) -> _Got:
    """Wait for a result; raise `SchedulerError` when it will never come."""
    with _told_plainly():
        return future.result()


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Turn the faults of the cluster inside the block into a `SchedulerError`."""
    try:
        yield
    except KilledWorker as error:
        raise SchedulerError(
            "a piece of the input ended several workers, one after the other; give them more memory: "
            "what was committed stays, and the same command goes on from there"
        ) from error
    except (CancelledError, ClosedClientError, OSError) as error:  # OSError: the connection
        raise SchedulerError(
            "the scheduler is gone; start it again: what was committed stays, and the same command goes on from there"
        ) from error


def _read_chunk(paths: Sequence[ObjectPath]) -> _Read:
    return [(path, list(read_file(path))) for path in paths]


def _extract_chunk(chunk: Sequence[Article]) -> list[Extraction]:
    return [extract(article) for article in chunk]


def _batches(extractions: Iterable[Extraction]) -> Iterator[list[Extraction]]:
    return _cut(extractions, BATCH_ARTICLES, lambda extraction: len(extraction.article.text))


def _lists(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    return _cut(articles, size, lambda article: len(article.text))


def _cut(
    items: Iterable[_Item], size: int, length: Callable[[_Item], int], limit: int = BATCH_CHARS
) -> Iterator[list[_Item]]:
    """Cut a stream into lists of at most `size` items and about `limit` characters or bytes."""
    cut: list[_Item] = []
    total = 0
    for item in items:
        cut.append(item)
        total += length(item)
        if len(cut) == size or total >= limit:
            yield cut
            cut, total = [], 0
    if cut:
        yield cut
