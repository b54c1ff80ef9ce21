"""Upkeep: many small files become few, and versions that nobody looks back to any more give their space free.

The order matters, as a tidying may be killed at any moment. Files are put together first; then one commit names them,
and says from which version on the store can be read; only then are the files deleted that no kept version names. Rows
stay what they are. The newest version is always kept, and so are those of the last hour: somebody may be reading them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from data.store import manifest, tables
from data.store.check import file_troubles
from data.store.errors import StoreError
from data.store.location import Location
from data.store.manifest import Snapshot
from data.store.schema import MANIFEST, TABLES

_IN_USE = timedelta(hours=1)
_NOTE = "tidied"


@dataclass(frozen=True, slots=True)
class Tidied:
    """What a tidying did; versions `kept_from` to `version` can be read."""

    files_before: int
    files_after: int
    bytes_freed: int
    kept_from: int
    version: int


def tidy(location: Location, keep: timedelta, now: datetime) -> Tidied:
    """Put files together and delete those that only versions older than `keep` need; the caller holds the lock.

    Raises `StoreError` for a store that lacks a file, and leaves it as it is.
    """
    every = manifest.all_snapshots(location)
    if trouble := next(file_troubles(location, every), None):
        raise StoreError(trouble)
    base = manifest.take_back(location)
    manifest.require_own_schema(location, base)
    files_before = _file_count(location, base)
    before = next((one.tables for one in reversed(every) if one.note == _NOTE), {})
    laid_anew = [name for name in TABLES if base.tables.get(name) != before.get(name) and _lay_out(location, name)]
    newest = _committed(location, base, _kept_from(every, now - max(keep, _IN_USE)), now, is_new=bool(laid_anew))
    kept = [snapshot for snapshot in [*every, newest] if snapshot.version >= newest.kept_from]
    freed = sum(
        tables.remove_unused(location, name, {one.tables[name].delta_version for one in kept if name in one.tables})
        for name in TABLES
    )
    tables.compact(location, MANIFEST)
    freed += tables.remove_unused(location, MANIFEST, (), hours=int(_IN_USE / timedelta(hours=1)))
    return Tidied(files_before, _file_count(location, newest), freed, newest.kept_from, newest.version)


def _lay_out(location: Location, name: str) -> bool:
    """Put a table's files together, in the order of blocks where it has them; tell whether there was anything to do."""
    if "link_block" in TABLES[name].names:
        return tables.sort(location, name, "link_block")
    return tables.compact(location, name)


def _kept_from(every: list[Snapshot], since: datetime) -> int:
    """Return the oldest version to keep: the one that was the newest at a time."""
    return max((one.version for one in every if one.committed_at <= since), default=every[0].version)


def _committed(location: Location, base: Snapshot, kept_from: int, now: datetime, *, is_new: bool) -> Snapshot:
    """Return the commit that names the files as they are now; the one that is there when nothing is new."""
    kept_from = max(kept_from, base.kept_from)
    if not is_new and kept_from == base.kept_from:
        return base
    return manifest.append_next(location, replace(base, note=_NOTE, kept_from=kept_from), now)


def _file_count(location: Location, snapshot: Snapshot) -> int:
    return sum(len(tables.files_at(location, name, table.delta_version)) for name, table in snapshot.tables.items())
