"""The one-way run: read, leave out what the store has, extract, store and link; on this machine or on a cluster.

Articles pass one after the other. They are extracted in this process, by local worker processes, or by the workers of a
Dask scheduler; the code is the same. What belongs to one batch goes into the store as one commit, so that an end at any
moment leaves the last whole version and a second run goes on from there. Input that cannot be read is passed on as a
`Trouble`; it never stops the run.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from distributed import Client, Future, LocalCluster

from data.extraction import extract
from data.model import CODEBOOK_VERSION, Article, Extraction
from data.reading import Trouble, find_files, read_file
from data.store import Store

BATCH_ARTICLES = 2_000  # one commit holds so many: enough to be rare, few enough to be cheap to lose
BATCH_CHARS = 50_000_000  # and no more text than this, so that memory stays flat whatever an article's length
LOOKUP_ARTICLES = 500  # asked of the store at once, whether it has them
CHUNK_ARTICLES = 20  # one task of a worker: long against the price of passing it on
CHUNKS_PER_WORKER = 4  # under way at once, so that no worker waits and memory stays flat
SMALL_LOAD_BYTES = 3_000_000  # below this, starting worker processes takes longer than the work

_Item = TypeVar("_Item")
ExtractAll = Callable[[Iterable[Article]], Iterator[Extraction]]


class SchedulerError(Exception):
    """No scheduler where one was named; the text says what to do, in one line."""


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
    with _extractor(_worker_count(run.total_bytes, workers), scheduler) as extract_all:
        for batch in _batches(run.watched(extract_all(run.fresh()))):
            run.commit(batch)
    run.end()
    return run.summary


class _Run:
    """A load on its way: its input, how far it has come, and what it did."""

    def __init__(self, paths: Iterable[str | Path], store: Store, listener: Listener) -> None:
        self._files = [found for path in paths for found in find_files(Path(path))]
        self._store = store
        self._listener = listener
        self._ends: dict[str, int] = {}  # article under way -> bytes of input up to its end
        self.total_bytes = sum(_size(found) for found in self._files)
        self.summary = LoadSummary()

    def fresh(self) -> Iterator[Article]:
        """Yield the articles that the store does not have."""
        for articles in _lists(self._articles(), LOOKUP_ARTICLES):
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

    def _articles(self) -> Iterator[Article]:
        done_bytes = 0
        for found in self._files:
            end = done_bytes + _size(found)
            for item in (found,) if isinstance(found, Trouble) else read_file(found):
                if isinstance(item, Trouble):
                    self.summary.troubles.append(item)
                    self._listener.on_trouble(item)
                    continue
                self.summary.read += 1
                done_bytes = min(end, done_bytes + len(item.text))
                self._ends[item.article_id] = done_bytes
                yield item
            done_bytes = end

    def _step(self, article: Article) -> None:
        done_bytes = self._ends.pop(article.article_id, 0)
        worked_off = self.summary.read - len(self._ends)
        self._listener.on_progress(Progress(done_bytes, self.total_bytes, worked_off))


def _size(found: Path | Trouble) -> int:
    try:
        return 0 if isinstance(found, Trouble) else found.stat().st_size
    except OSError:  # it is told when the file is read
        return 0


def _worker_count(total_bytes: int, workers: int | None) -> int:
    if workers is not None:
        return workers
    return 1 if total_bytes < SMALL_LOAD_BYTES else os.cpu_count() or 1


@contextmanager
def _extractor(workers: int, scheduler: str | None) -> Iterator[ExtractAll]:
    """Give the way to extract: here, or by Dask workers, which end with the run when they are ours."""
    if scheduler:
        with _connected(scheduler) as client:
            yield lambda articles: _by_workers(client, articles)
    elif workers <= 1:
        yield lambda articles: map(extract, articles)
    else:
        with (
            LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=40) as cluster,
            Client(cluster) as client,
        ):
            yield lambda articles: _by_workers(client, articles)


def _connected(scheduler: str) -> Client:
    try:
        return Client(scheduler, timeout="10s")
    except (OSError, ValueError) as error:  # ValueError: not an address
        advice = "start one (dask scheduler) or leave --scheduler out"
        raise SchedulerError(f"{scheduler}: no Dask scheduler answers there; {advice}") from error


def _by_workers(client: Client, articles: Iterable[Article]) -> Iterator[Extraction]:
    """Yield extractions in the order of the articles, with a bounded number of chunks under way."""
    limit = CHUNKS_PER_WORKER * max(1, len(client.scheduler_info()["workers"]))
    waiting: deque[Future[list[Extraction]]] = deque()
    for chunk in _lists(articles, CHUNK_ARTICLES):
        waiting.append(client.submit(_extract_chunk, chunk, pure=False))
        if len(waiting) >= limit:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def _extract_chunk(chunk: Sequence[Article]) -> list[Extraction]:
    return [extract(article) for article in chunk]


def _batches(extractions: Iterable[Extraction]) -> Iterator[list[Extraction]]:
    return _cut(extractions, BATCH_ARTICLES, lambda extraction: len(extraction.article.text))


def _lists(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    return _cut(articles, size, lambda article: len(article.text))


def _cut(items: Iterable[_Item], size: int, char_count: Callable[[_Item], int]) -> Iterator[list[_Item]]:
    """Cut a stream into lists of at most `size` items and about `BATCH_CHARS` characters."""
    cut: list[_Item] = []
    chars = 0
    for item in items:
        cut.append(item)
        chars += char_count(item)
        if len(cut) == size or chars >= BATCH_CHARS:
            yield cut
            cut, chars = [], 0
    if cut:
        yield cut
