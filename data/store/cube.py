"""The cube: events counted by month, power, country, type, sector, status and origin, kept beside the events.

Rejected events have rows of their own in it: a question leaves them out unless it asks for them.

A month is that of the event's first day, `month_until` that of its last, so that a period of whole months can be
answered from here exactly as from the events. `date_precision` keeps apart what is only known to the year. The same
sentence of SQL makes the cube and checks it.

News is thinly spread: a cube of all this has almost as many rows as there are events. So what a reader asks of few of
its columns comes from its rollups: sums over the cube by some columns, made for who asks for counts and held in
memory (docs/scale.md has what that takes). They grow far slower than the events, as pairs, types and months come again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import duckdb
import pyarrow as pa

from data.store.schema import CUBE

_KEYS = (
    "link_block, influencer, target, event_type, sector, status, origin, is_background, is_rejected, date_precision, "
    "CAST(date_trunc('month', date_start) AS DATE) AS month, CAST(date_trunc('month', date_end) AS DATE) AS month_until"
)
_MEASURES = (
    "count(*) AS event_count, CAST(sum(direction) AS BIGINT) AS reach_sum, "
    "count(*) FILTER (direction > 0) AS gain_count, count(*) FILTER (direction < 0) AS loss_count, "
    "CAST(sum(len(report_ids)) AS BIGINT) AS report_sum"
)
CUBE_OF_EVENTS = f"SELECT {', '.join(CUBE.names)} FROM (SELECT {_KEYS}, {_MEASURES} FROM events GROUP BY ALL)"  # noqa: S608 - constants

_FLAGS = ("is_background", "is_rejected")
_MONTHS = ("month", "month_until", "date_precision")
ROLLUPS: Mapping[str, Collection[str]] = {
    "cube_by_power": (*_MONTHS, "influencer", *_FLAGS),
    "cube_by_month": (*_MONTHS, "event_type", "sector", "status", *_FLAGS),
    "cube_by_country": (*_MONTHS, "target", *_FLAGS),
    "cube_by_pair": ("influencer", "target", "event_type", "sector", *_FLAGS),
}
"""The columns by which each rollup holds the sums of the cube; those with fewer rows stand first."""
_SUMMED = ("event_count", "reach_sum", "gain_count", "loss_count", "report_sum")


def add_rollups(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the rollups as tables of a connection that has the cube."""
    sums = ", ".join(f"CAST(sum({name}) AS BIGINT) AS {name}" for name in _SUMMED)
    for name, columns in ROLLUPS.items():
        connection.execute(f"CREATE TABLE {name} AS SELECT {', '.join(columns)}, {sums} FROM cube GROUP BY ALL")  # noqa: S608 - own names


def smallest_with(columns: Collection[str]) -> str:
    """Return the first rollup that has all of these columns, or the cube where none has."""
    return next((name for name, held in ROLLUPS.items() if set(columns) <= set(held)), "cube")


def cube_of(events: pa.Table) -> pa.Table:
    """Return the cube of an Arrow table of events, in the order of blocks and months."""
    with duckdb.connect(":memory:") as connection:
        connection.register("events", events)
        return connection.sql(f"{CUBE_OF_EVENTS} ORDER BY ALL").to_arrow_table().cast(CUBE)
