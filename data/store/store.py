"""The store as the rest of the program sees it: open, commit, connect, look back, check."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import duckdb

from data.linking.fingerprints import fingerprint
from data.model import Extraction, Review
from data.store import carrying, manifest, reviews, tidying, views
from data.store import commit as batches
from data.store.carrying import Carried
from data.store.check import check
from data.store.commit import Commit
from data.store.cube import add_rollups
from data.store.errors import OvertakenError, StoreError, told_plainly
from data.store.location import Location, locate
from data.store.manifest import Snapshot
from data.store.reviews import Request
from data.store.schema import MANIFEST
from data.store.tidying import Tidied

_TURNS = 3  # taken to write one thing; a writer in object storage that stood still may lose one

_Done = TypeVar("_Done")


class Store:
    """A store of articles, reports and events in a folder or a bucket; any number of processes may use it at once."""

    def __init__(self, location: Location) -> None:
        self.location = location

    @classmethod
    def open(cls, location: str | Path, *, create: bool = False) -> Store:
        """Open the store in a folder; `create` makes an empty one where there is none.

        Raises `StoreError` when there is no store, or one that this program cannot read.
        """
        found = locate(location)
        if create and not found.has_table(MANIFEST):
            with found.locked(lambda _: None) as held, told_plainly(str(found)):
                if not found.has_table(MANIFEST):  # another process may have been quicker
                    batches.create(held, datetime.now(UTC))
        manifest.newest(found)
        return cls(found)

    def commit(
        self,
        extractions: Sequence[Extraction],
        *,
        note: str = "",
        codebook_version: str = "",
        on_wait: Callable[[str], None] = lambda _: None,
    ) -> Commit:
        """Put a batch into the store; all of it is seen at once, or nothing.

        Articles that are there already are left as they are. Other writers wait for their turn; `on_wait` is told
        when this one has to. Raises `StoreError` when the store cannot take the batch: it is then as it was.
        """
        fingerprints = [found for extraction in extractions if (found := fingerprint(extraction.article))]

        def write(held: Location) -> Commit:
            return batches.commit(held, extractions, fingerprints, note=note, codebook_version=codebook_version)

        return self._in_turn(write, on_wait)

    def tidy(self, keep: timedelta, *, on_wait: Callable[[str], None] = lambda _: None) -> Tidied:
        """Put small files together, and delete what only versions older than `keep` need; rows stay as they are.

        Others may load and read meanwhile; the versions of the last hour are kept in any case. Raises `StoreError`
        when the store cannot be written: what is there stays readable.
        """
        return self._in_turn(lambda held: tidying.tidy(held, keep, datetime.now(UTC)), on_wait)

    def review(self, request: Request, *, on_wait: Callable[[str], None] = lambda _: None) -> Review:
        """Make a review and apply it, in a commit of its own; it stands until it is undone, whatever is loaded later.

        Raises `ReviewError` for what cannot be done (no such event, no value of that field, undone already).
        """
        return self._in_turn(lambda held: reviews.add(held, request), on_wait)

    def carry(self, made: Collection[Review], *, on_wait: Callable[[str], None] = lambda _: None) -> Carried:
        """Take over the reviews of another store, those whose reports are here; twice changes nothing."""
        return self._in_turn(lambda held: carrying.carry(held, made), on_wait)

    def snapshot(self, version: int | None = None) -> Snapshot:
        """Return the newest commit, or the one of the given number."""
        return manifest.newest(self.location) if version is None else manifest.at_version(self.location, version)

    def snapshot_as_of(self, words: str) -> Snapshot:
        """Return the commit that a version's number names, or the last one of a day or before a time (ISO 8601, UTC).

        Raises `StoreError` for words that are neither, and for a time at which there was no store.
        """
        return manifest.as_of(self.location, words.strip())

    def snapshots(self) -> list[Snapshot]:
        """Return every commit, oldest first; those before the newest one's `kept_from` cannot be read any more."""
        return manifest.all_snapshots(self.location)

    def snapshot_version(self) -> int:
        """Return the number of the newest commit, in a few milliseconds."""
        return manifest.newest(self.location).version

    def connect(self, snapshot: Snapshot | None = None) -> duckdb.DuckDBPyConnection:
        """Return a DuckDB connection with a view for each table of a snapshot, the newest by default, and the rollups.

        For one thread at a time: give each thread a `cursor()` of it.
        """
        connection = views.connect(self.location, snapshot or self.snapshot())
        with told_plainly(str(self.location)):
            add_rollups(connection)
        return connection

    def compare(self, earlier: Snapshot, later: Snapshot) -> duckdb.DuckDBPyConnection:
        """Return a connection with a view for each table of `later`, and the schemas `was` and `became` beside them.

        They hold the tables of both snapshots, less the files that both share: what changed is in there. Raises
        `StoreError` when the snapshots come in the wrong order.
        """
        if earlier.version > later.version:
            raise StoreError(
                f"version {earlier.version} came after version {later.version}; give the earlier one first"
            )
        return views.connect(self.location, later, earlier=earlier)

    def known_articles(self, article_ids: Iterable[str]) -> set[str]:
        """Return those of the given article ids that are in the store."""
        with told_plainly(str(self.location)):
            return batches.known_articles(self.location, self.snapshot(), article_ids)

    def article_count(self) -> int:
        """Return how many articles the store has."""
        return self.snapshot().counts["articles"]

    def check(self) -> list[str]:
        """Return what is wrong with the store, one line each; empty when it is whole."""
        return check(self.location)

    def _in_turn(self, write: Callable[[Location], _Done], on_wait: Callable[[str], None]) -> _Done:
        """Write while no one else does; from the start again when another took the turn of this writer over."""
        for _ in range(_TURNS - 1):
            with suppress(OvertakenError):
                return self._once(write, on_wait)
        return self._once(write, on_wait)

    def _once(self, write: Callable[[Location], _Done], on_wait: Callable[[str], None]) -> _Done:
        with self.location.locked(on_wait) as held, told_plainly(str(self.location)):
            return write(held)
