"""DuckDB over one snapshot: a view for each table, over exactly the files that the snapshot names.

The connection is in memory and holds no data. It may read the store's folder and nothing else, and its settings are
locked. Answers do not change under it: a new commit is seen by connecting again.

A connection that compares has two schemas more, `was` and `became`: the tables of an earlier snapshot and of this one,
over only those files that the other does not have. What changed stands in these, and most of what did not is not read.

A connection serves one thread at a time; `connection.cursor()` gives each thread its own, over the same views.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import duckdb
import pyarrow as pa

from data.store import tables
from data.store.errors import told_plainly
from data.store.location import Location
from data.store.manifest import Snapshot
from data.store.schema import SCHEMA_VERSION, TABLES

Files = Mapping[str, Sequence[str]]
"""The data files of each table."""


def connect(
    location: Location,
    snapshot: Snapshot,
    *,
    names: Collection[str] = tuple(TABLES),
    earlier: Snapshot | None = None,
) -> duckdb.DuckDBPyConnection:
    """Return a connection with the tables of a snapshot as views; raises `StoreError` when a file is not there.

    With an `earlier` snapshot it compares: it has the schemas `was` and `became`.
    """
    with told_plainly(str(location)):
        connection = duckdb.connect(":memory:")
        connection.execute("SET GLOBAL TimeZone = 'UTC'")
        readable = location.make_readable(connection)
        connection.execute(f"SET allowed_directories = [{tables.quoted(readable)}]")
        connection.execute("SET parquet_metadata_cache = true")
        files = {name: _files(location, snapshot, name) for name in names}
        _add_views(connection, snapshot, files)
        if earlier:
            before = {name: _files(location, earlier, name) for name in names}
            _add_views(connection, earlier, _without(before, files), schema="was")
            _add_views(connection, snapshot, _without(files, before), schema="became")
        for setting in ("enable_external_access = false", "python_enable_replacements = false"):
            connection.execute(f"SET {setting}")
        connection.execute("SET lock_configuration = true")
    return connection


def _files(location: Location, snapshot: Snapshot, name: str) -> list[str]:
    """Return the files of a table; none where a store of an older schema lacks what later ones brought."""
    held = snapshot.tables.get(name)
    return [path for path, _ in tables.files_at(location, name, held.delta_version)] if held else []


def _without(these: Files, those: Files) -> Files:
    return {name: [path for path in paths if path not in set(those[name])] for name, paths in these.items()}


def _add_views(
    connection: duckdb.DuckDBPyConnection, snapshot: Snapshot, files: Files, *, schema: str = "main"
) -> None:
    connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    for name, paths in files.items():
        _add_view(connection, name, f"{schema}.{name}", paths, is_older=snapshot.schema_version < SCHEMA_VERSION)


def _add_view(
    connection: duckdb.DuckDBPyConnection, name: str, view: str, paths: Sequence[str], *, is_older: bool
) -> None:
    """Make the view of a table; a table without files becomes an empty one with the same columns."""
    columns = ", ".join(f'"{column}"' for column in TABLES[name].names)
    if paths:
        if is_older:
            held = connection.sql(f"FROM read_parquet({tables.quoted(paths[0])})").columns
            columns = ", ".join(_column(field, held) for field in TABLES[name])
        listed = ", ".join(map(tables.quoted, paths))
        connection.execute(f"CREATE VIEW {view} AS SELECT {columns} FROM read_parquet([{listed}])")  # noqa: S608 - own names
    else:
        connection.register("empty_rows", TABLES[name].empty_table())
        connection.execute(f"CREATE TABLE {view} AS SELECT {columns} FROM empty_rows")  # noqa: S608 - own names
        connection.unregister("empty_rows")


def _column(field: pa.Field, held: Collection[str]) -> str:
    """Return a column as it is held; one that an older schema lacks is empty: NULL, or '', 0, FALSE, [] if required."""
    if field.name in held:
        return f'"{field.name}"'
    empty = "NULL"
    if not field.nullable:
        is_list, is_text = pa.types.is_list(field.type), pa.types.is_string(field.type)
        empty = "[]" if is_list else "''" if is_text else "FALSE" if pa.types.is_boolean(field.type) else "0"
    return f'{empty} AS "{field.name}"'
