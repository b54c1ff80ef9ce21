"""What becomes of the id of an event that is no more: it leads to the event that holds its report.

An id is made of the first report of its event (data/linking/merging.py), and means that report for ever. When an
earlier report turns up, or two events become one, an id falls out of use: then its report is kept under it, so that a
link of last year leads to what its words have become part of. Where the same id comes back, it means the same again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import duckdb

from data.linking import LinkedEvent
from data.store.rows import Row

TABLES_READ = ("events", "forwards")
_NAMED = """
    SELECT link_block, report_id FROM forwards JOIN reports USING (report_id) WHERE forwards.event_id = ?
"""
_HOLDING = """
    SELECT * FROM events WHERE (link_block = $1 OR list_contains(other_blocks, $1)) AND list_contains(report_ids, $2)
"""


def fallen_out_of_use(
    connection: duckdb.DuckDBPyConnection, blocks: Collection[str], linked: Iterable[LinkedEvent], version: int
) -> list[Row]:
    """Return the rows that `forwards` lacks once some blocks hold the given events.

    `connection` has `TABLES_READ` as they were before; `version` is the commit from which on the ids are not used.
    """
    question = """
        SELECT event_id, report_ids[1] AS report_id, CAST(? AS BIGINT) AS since_version FROM events
        WHERE link_block IN (SELECT unnest(?)) AND event_id NOT IN (SELECT unnest(?))
        AND event_id NOT IN (SELECT event_id FROM forwards) ORDER BY event_id
    """
    parameters = [version, sorted(blocks), [one.event.event_id for one in linked]]
    rows: list[Row] = connection.sql(question, params=parameters).to_arrow_table().to_pylist()
    return rows


def find_event(connection: duckdb.DuckDBPyConnection, event_id: str) -> Row | None:
    """Return the row of the event of an id, or of the one that an id out of use leads to; None when it leads nowhere.

    `connection` has events, forwards and reports.
    """
    if found := _rows(connection, "SELECT * FROM events WHERE event_id = ?", event_id):
        return found[0]
    named = _rows(connection, _NAMED, event_id)
    held = _rows(connection, _HOLDING, named[0]["link_block"], named[0]["report_id"]) if named else []
    return held[0] if held else None


def _rows(connection: duckdb.DuckDBPyConnection, question: str, *parameters: str) -> list[dict[str, Any]]:
    return list(connection.sql(question, params=list(parameters)).to_arrow_table().to_pylist())
