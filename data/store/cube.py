"""The cube: events counted by month, power, country, type, sector, status and origin, kept beside the events.

Rejected events have rows of their own in it: a question leaves them out unless it asks for them.

A month is that of the event's first day, `month_until` that of its last, so that a period of whole months can be
answered from here exactly as from the events. `date_precision` keeps apart what is only known to the year. The same
sentence of SQL makes the cube and checks it.
"""

from __future__ import annotations

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


def cube_of(events: pa.Table) -> pa.Table:
    """Return the cube of an Arrow table of events, in the order of blocks and months."""
    with duckdb.connect(":memory:") as connection:
        connection.register("events", events)
        return connection.sql(f"{CUBE_OF_EVENTS} ORDER BY ALL").to_arrow_table().cast(CUBE)
