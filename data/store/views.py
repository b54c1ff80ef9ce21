"""DuckDB over one snapshot: a view for each table, over exactly the files that the snapshot names.

The connection is in memory and holds no data. It may read the store's folder and nothing else, and its settings are
locked. Answers do not change under it: a new commit is seen by connecting again.

A connection serves one thread at a time; `connection.cursor()` gives each thread its own, over the same views.
"""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from data.store import tables
from data.store.errors import told_plainly
from data.store.location import Location
from data.store.manifest import Snapshot
from data.store.schema import TABLES


def connect(
    location: Location, snapshot: Snapshot, *, names: Iterable[str] = tuple(TABLES)
) -> duckdb.DuckDBPyConnection:
    """Return a connection with the tables of a snapshot as views; raises `StoreError` when a file is not there."""
    with told_plainly(str(location)):
        connection = duckdb.connect(":memory:")
        connection.execute("SET GLOBAL TimeZone = 'UTC'")
        connection.execute("SET parquet_metadata_cache = true")
        for name in names:
            _add_view(connection, name, tables.files_at(location, name, snapshot.tables[name].delta_version))
        connection.execute(f"SET allowed_directories = [{_quoted(str(location.folder.resolve()))}]")
        for setting in ("enable_external_access = false", "python_enable_replacements = false"):
            connection.execute(f"SET {setting}")
        connection.execute("SET lock_configuration = true")
    return connection


def _add_view(connection: duckdb.DuckDBPyConnection, name: str, files: list[tuple[str, int]]) -> None:
    """Make the view of a table; a table without files becomes an empty one with the same columns."""
    columns = ", ".join(f'"{column}"' for column in TABLES[name].names)
    if files:
        paths = ", ".join(_quoted(path) for path, _ in files)
        connection.execute(f"CREATE VIEW {name} AS SELECT {columns} FROM read_parquet([{paths}])")  # noqa: S608 - own names
    else:
        connection.register("empty_rows", TABLES[name].empty_table())
        connection.execute(f"CREATE TABLE {name} AS SELECT {columns} FROM empty_rows")  # noqa: S608 - own names
        connection.unregister("empty_rows")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
