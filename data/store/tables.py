"""The Delta operations that the store stands on, each on one table: make, append, replace blocks, take back, list.

Each is one Delta version, so a table is never half-written. Old versions and their files are kept: a snapshot names a
version, and each snapshot can be read again until it is tidied away (data/store/tidying.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import DeltaTable, WriterProperties, write_deltalake

from data.store.errors import StoreError
from data.store.location import Location
from data.store.schema import STATISTICS, TABLES

# Small groups of rows: a list of events reads wide columns for a few rows here and there.
_WRITER = WriterProperties(compression="ZSTD", max_row_group_size=16_384, statistics_truncate_length=64)


@dataclass(frozen=True, slots=True)
class TableVersion:
    """The version of a Delta table, and the rows it has."""

    delta_version: int
    row_count: int


def opened(location: Location, name: str) -> DeltaTable:
    """Return a table at its newest version; for the writer that has the turn, as this writer knows it."""
    target = location.target(name)
    return target if isinstance(target, DeltaTable) else DeltaTable(target)


def create(location: Location, name: str) -> None:
    """Make an empty table, unless it is there."""
    DeltaTable.create(location.table(name), TABLES[name], mode="ignore", configuration=_configuration(name))


def append(location: Location, name: str, rows: pa.Table) -> None:
    """Add rows; makes the table in the same step when it is not there. Nothing happens for no rows."""
    if rows.num_rows:
        write_deltalake(
            location.target(name),
            rows,
            mode="append",
            writer_properties=_WRITER,
            configuration=_configuration(name),
            commit_properties=location.commit_properties,
        )


def replace_blocks(location: Location, name: str, rows: pa.Table, blocks: Collection[str]) -> None:
    """Replace all rows of the given blocks by the given rows, in one step; other blocks keep theirs."""
    replace_rows(location, name, rows, "link_block", blocks)


def replace_rows(location: Location, name: str, rows: pa.Table, column: str, values: Collection[str]) -> None:
    """Replace all rows that have one of the given values in a column by the given rows, which have them too."""
    listed = ", ".join(map(quoted, sorted(values)))
    write_deltalake(
        location.target(name),
        rows,
        mode="overwrite",
        predicate=f"{column} IN ({listed})",
        writer_properties=_WRITER,
        commit_properties=location.commit_properties,
    )


def take_back(location: Location, name: str, version: int) -> None:
    """Bring a table to the state of an earlier version when it is beyond it: what a killed writer left is undone."""
    table = opened(location, name)
    if table.version() != version:
        table.restore(version, commit_properties=location.commit_properties)


def version_of(location: Location, name: str) -> TableVersion:
    """Return the newest version of a table and its rows, counted from the log."""
    table = opened(location, name)
    return TableVersion(table.version(), sum(action["num_records"] for action in _files(table)))


def files_at(location: Location, name: str, version: int) -> list[tuple[str, int]]:
    """Return the data files of a table's version, with the bytes that each should have."""
    table = DeltaTable(location.table(name), version=version)
    if pa.table(table.deletion_vectors()).num_rows:
        raise StoreError(f"{location}/{name}: has deletion vectors, which another program wrote; purge them with it")
    return [(f"{location.table(name)}/{action['path']}", action["size_bytes"]) for action in _files(table)]


def newest_files(location: Location, name: str, *, column: str | None = None) -> list[str]:
    """Return the data files of a table, or only the one that holds the greatest value of a column, by the log."""
    files = _files(opened(location, name))
    if column and files:
        files = [max(files, key=lambda action: int(action[f"max.{column}"]))]
    return [f"{location.table(name)}/{action['path']}" for action in files]


def read_rows(location: Location, file: str) -> list[dict[str, Any]]:
    """Return the rows of one small data file.

    No thread is started for that: one that still reads ahead when the process ends would abort it.
    """
    content = pa.BufferReader(location.read_bytes(file))
    return list(pq.ParquetFile(content, pre_buffer=False).read(use_threads=False).to_pylist())


def compact(location: Location, name: str) -> bool:
    """Put a table's small files together; its rows stay the same. Tell whether there was anything to do."""
    done = opened(location, name).optimize.compact(
        writer_properties=_WRITER, commit_properties=location.commit_properties
    )
    return bool(done["numFilesRemoved"])


def sort(location: Location, name: str, column: str) -> bool:
    """Write a table anew in the order of a column; tell whether it has rows.

    In that order the statistics in the log, and those of the groups of rows, lead to what a question asks for.
    """
    table = opened(location, name)
    has_rows = bool(_files(table))
    if has_rows:
        table.optimize.z_order([column], writer_properties=_WRITER, commit_properties=location.commit_properties)
    return has_rows


def remove_unused(location: Location, name: str, kept: Iterable[int], *, hours: int = 0) -> int:
    """Delete the files that the newest version and the kept ones do without, and return how many bytes they had.

    Files that went out of use within the last `hours` stay. The log of the table grows by what was done.
    """
    table = opened(location, name)
    hours = max(hours, location.grace_hours)
    vacuum = partial(
        table.vacuum,
        retention_hours=hours,
        commit_properties=location.commit_properties,
        enforce_retention_duration=False,
        full=True,
        keep_versions=sorted(kept),
    )
    unused = vacuum(dry_run=True)
    freed = sum(location.size_bytes(f"{location.table(name)}/{file}") or 0 for file in unused)
    if unused:
        vacuum(dry_run=False)
    return freed


def quoted(text: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def _files(table: DeltaTable) -> list[dict[str, Any]]:
    return list(pa.table(table.get_add_actions(flatten=True)).to_pylist())


def _configuration(name: str) -> dict[str, str | None]:
    return {
        "delta.dataSkippingStatsColumns": STATISTICS[name],
        "delta.checkpointInterval": "50",
        "delta.enableExpiredLogCleanup": "false",  # the log of every snapshot stays
    }
