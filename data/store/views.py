"""DuckDB over one snapshot: a view for each table, over exactly the files that the snapshot names.

The connection is in memory and holds no data. It may read the store's folder and nothing else, and its settings are
locked. Answers do not change under it: a new commit is seen by connecting again.

A connection serves one thread at a time; `connection.cursor()` gives each thread its own, over the same views.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import duckdb
import pyarrow as pa

from data.store import tables
from data.store.errors import told_plainly
from data.store.location import Location
from data.store.manifest import Snapshot
from data.store.schema import SCHEMA_VERSION, TABLES


def connect(
    location: Location, snapshot: Snapshot, *, names: Iterable[str] = tuple(TABLES)
) -> duckdb.DuckDBPyConnection:
    """Return a connection with the tables of a snapshot as views; raises `StoreError` when a file is not there."""
    with told_plainly(str(location)):
        connection = duckdb.connect(":memory:")
        connection.execute("SET GLOBAL TimeZone = 'UTC'")
        connection.execute("SET parquet_metadata_cache = true")
        for name in names:
            held = snapshot.tables.get(name)  # a store of an older schema lacks what later ones brought
            files = tables.files_at(location, name, held.delta_version) if held else []
            _add_view(connection, name, files, is_older=snapshot.schema_version < SCHEMA_VERSION)
        connection.execute(f"SET allowed_directories = [{_quoted(str(location.folder.resolve()))}]")
        for setting in ("enable_external_access = false", "python_enable_replacements = false"):
            connection.execute(f"SET {setting}")
        connection.execute("SET lock_configuration = true")
    return connection


def _add_view(
    connection: duckdb.DuckDBPyConnection, name: str, files: list[tuple[str, int]], *, is_older: bool
) -> None:
    """Make the view of a table; a table without files becomes an empty one with the same columns."""
    columns = ", ".join(f'"{column}"' for column in TABLES[name].names)
    if files:
        paths = ", ".join(_quoted(path) for path, _ in files)
        if is_older:
            held = connection.sql(f"FROM read_parquet({_quoted(files[0][0])})").columns
            columns = ", ".join(_column(field, held) for field in TABLES[name])
        connection.execute(f"CREATE VIEW {name} AS SELECT {columns} FROM read_parquet([{paths}])")  # noqa: S608 - own names
    else:
        connection.register("empty_rows", TABLES[name].empty_table())
        connection.execute(f"CREATE TABLE {name} AS SELECT {columns} FROM empty_rows")  # noqa: S608 - own names
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


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
