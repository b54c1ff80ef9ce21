"""The manifest: one row for each commit, which names the version of each table that belongs together.

A batch touches several tables, and Delta commits one table at a time. So a batch counts only when its row is in
`commits`, which is written last, in one step: a reader takes the newest row and reads each table at the version named
there. What a killed writer left in a table beyond that version is never read, and taken back by the next writer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

import pyarrow as pa

from data.linking import LINKING_VERSION
from data.store import tables
from data.store.errors import StoreError, told_plainly
from data.store.location import Location
from data.store.rows import in_utc
from data.store.schema import COMMITS, MANIFEST, SCHEMA_VERSION, TABLES
from data.store.tables import TableVersion

COMPACT_EVERY = 100  # commits; one small file each would make the newest row slow to find


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One commit: a state of all tables that belong together.

    `kept_from`: the oldest version that can still be read when this one is the newest (data/store/tidying.py).
    """

    version: int
    committed_at: datetime
    tables: Mapping[str, TableVersion]
    extractor_versions: tuple[str, ...] = ()
    codebook_version: str = ""
    linking_version: str = LINKING_VERSION
    schema_version: int = SCHEMA_VERSION
    note: str = ""
    kept_from: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """Rows in each table."""
        return {name: table.row_count for name, table in self.tables.items()}


def append(location: Location, snapshot: Snapshot) -> None:
    """Write the row of a commit; from here on it is what readers see."""
    table = pa.Table.from_pylist([_row(snapshot)], schema=COMMITS)
    tables.append(location, MANIFEST, table)
    if snapshot.version % COMPACT_EVERY == 0 and snapshot.version:
        tables.compact(location, MANIFEST)


def newest(location: Location) -> Snapshot:
    """Return the newest commit; raises `StoreError` where there is no store, or one of a newer program."""
    rows = _read(location, newest_only=True)
    if not rows:
        raise StoreError(f"{location}/{MANIFEST}: names no commit; restore it from a copy")
    return _snapshot(max(rows, key=lambda row: int(row["version"])), location)


def at_version(location: Location, version: int) -> Snapshot:
    """Return the commit of that number; raises `StoreError` when there is none, or none any more."""
    every = all_snapshots(location)
    for snapshot in every:
        if snapshot.version == version:
            return _still_kept(location, snapshot, every[-1])
    raise StoreError(f"{location}: has no version {version}; the newest is {every[-1].version}")


def as_of(location: Location, words: str) -> Snapshot:
    """Return the commit of a number, or the last one before the end of a day or a time; UTC where no zone is given."""
    if words.isdecimal():
        return at_version(location, int(words))
    moment = _moment(words)
    if moment is None:
        raise StoreError(f"'{words}': neither a version nor a day; give a number, or a day such as 2026-06-30")
    every = all_snapshots(location)
    found = [snapshot for snapshot in every if snapshot.committed_at <= moment]
    if not found:
        raise StoreError(f"{location}: there was no store yet on {words}; `python -m data history` lists its versions")
    return _still_kept(location, found[-1], every[-1])


def _still_kept(location: Location, snapshot: Snapshot, newest: Snapshot) -> Snapshot:
    if snapshot.version < newest.kept_from:
        raise StoreError(
            f"{location}: version {snapshot.version} was tidied away; the oldest that can be read is {newest.kept_from}"
        )
    return snapshot


def take_back(location: Location) -> Snapshot:
    """Undo what a killed writer has left beyond the newest commit, and return that; the caller holds the lock."""
    base = newest(location)
    for name, table in base.tables.items():
        tables.take_back(location, name, table.delta_version)
    return base


def append_next(location: Location, as_said: Snapshot, at: datetime) -> Snapshot:
    """Write the commit that follows the newest one, with the tables as they are now, and return it.

    `as_said` is the newest commit with what the next one says of itself: its note, what made it, what it keeps.
    """
    versions = {name: tables.version_of(location, name) for name in TABLES}
    snapshot = replace(as_said, version=as_said.version + 1, committed_at=at, tables=versions)
    append(location, snapshot)
    return snapshot


def require_own_schema(location: Location, base: Snapshot) -> None:
    """Refuse to mix rows of two schemas in one table: what is there stays readable as it is."""
    if base.schema_version < SCHEMA_VERSION:
        raise StoreError(
            f"{location}: written by an older program (schema {base.schema_version}, this one writes {SCHEMA_VERSION})"
            "; it stays readable; to add articles load all again into a new store, another folder with --store"
        )


def require_own_law(location: Location, base: Snapshot) -> None:
    """Refuse to mix events that were linked by two laws: an id would mean one thing here and another there."""
    if base.linking_version != LINKING_VERSION:
        raise StoreError(
            f"{location}: its events were linked by another law (linking {base.linking_version}, this program's is "
            f"{LINKING_VERSION}); it stays readable; to add articles load all again into a new store, another folder "
            "with --store"
        )


def _moment(words: str) -> datetime | None:
    """Return a time as such, and a day as its last moment."""
    try:
        if len(words) == len("2026-06-30"):
            return datetime.combine(date.fromisoformat(words), time.max, tzinfo=UTC)
        found = datetime.fromisoformat(words)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def all_snapshots(location: Location) -> list[Snapshot]:
    """Return every commit, oldest first."""
    rows = _read(location, newest_only=False)
    return [_snapshot(row, location) for row in sorted(rows, key=lambda row: int(row["version"]))]


def _read(location: Location, *, newest_only: bool) -> list[dict[str, Any]]:
    if not location.has_table(MANIFEST):
        raise StoreError(f"{location}: no store here; load articles first: python -m data load PATH --store {location}")
    with told_plainly(str(location)):
        files = tables.newest_files(location, MANIFEST, column="version" if newest_only else None)
        return [row for file in files for row in tables.read_rows(location, file)]


def _snapshot(row: Mapping[str, Any], location: Location) -> Snapshot:
    if (found := row["schema_version"]) > SCHEMA_VERSION:
        raise StoreError(
            f"{location}: written by a newer program (schema {found}, known is {SCHEMA_VERSION}); update the program"
        )
    return Snapshot(
        version=row["version"],
        committed_at=in_utc(row["committed_at"]) or row["committed_at"],
        tables={table["name"]: TableVersion(table["delta_version"], table["row_count"]) for table in row["tables"]},
        extractor_versions=tuple(row["extractor_versions"]),
        codebook_version=row["codebook_version"],
        linking_version=row["linking_version"],
        schema_version=row["schema_version"],
        note=row["note"],
        kept_from=row.get("kept_from", 0),  # a store of an older schema keeps all
    )


def _row(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "version": snapshot.version,
        "committed_at": snapshot.committed_at,
        "schema_version": snapshot.schema_version,
        "linking_version": snapshot.linking_version,
        "extractor_versions": list(snapshot.extractor_versions),
        "codebook_version": snapshot.codebook_version,
        "note": snapshot.note,
        "kept_from": snapshot.kept_from,
        "tables": [
            {"name": name, "delta_version": table.delta_version, "row_count": table.row_count}
            for name, table in snapshot.tables.items()
        ],
    }
