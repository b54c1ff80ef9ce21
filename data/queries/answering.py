"""Put a question to the store and get a frame; and choose what counts are taken from.

Counts come from the cube, or the smallest rollup of it that has the columns, when it can answer exactly: no words to
search, and a period of whole months. Otherwise the events are counted, in columns of the same names, so that one
sentence of SQL serves both and the numbers agree.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

import duckdb
import pandas as pd

from data.queries.filters import Filter
from data.store.cube import smallest_with

Connection = duckdb.DuckDBPyConnection

_FROM_EVENTS = """
SELECT influencer, target, event_type, sector, status, origin, is_background, is_rejected,
       date_precision, CAST(date_trunc('month', date_start) AS DATE) AS month, 1 AS event_count,
       direction AS reach_sum,
       CAST(direction > 0 AS INTEGER) AS gain_count, CAST(direction < 0 AS INTEGER) AS loss_count,
       len(report_ids) AS report_sum
FROM events WHERE {where}
"""


def ask(connection: Connection, question: str, parameters: Sequence[object] = ()) -> pd.DataFrame:
    """Return the answer as a frame: dates as datetime64, times in UTC, lists as arrays."""
    answer = connection.sql(question, params=list(parameters)).to_arrow_table()
    frame: pd.DataFrame = answer.to_pandas(date_as_object=False)
    return frame


def ask_row(connection: Connection, question: str, parameters: Sequence[object] = ()) -> tuple[Any, ...]:
    """Return the one row that a question has as its answer."""
    (row,) = connection.sql(question, params=list(parameters)).fetchall()
    return tuple(row)


def counted(choice: Filter, columns: Collection[str]) -> tuple[str, list[object]]:
    """Return a relation, as SQL in parentheses, that holds the counts of what a filter chooses; and its parameters.

    `columns` are those of the cube that the question looks at besides the counts; the relation has at least these.
    """
    if not answers_from_cube(choice):
        where, parameters = choice.where()
        return f"({_FROM_EVENTS.format(where=where)})", parameters
    conditions, parameters = choice.where_codes()
    if choice.since:
        conditions.append("month_until >= ?")
        parameters.append(choice.since)
    if choice.until:
        conditions.append("month <= ?")
        parameters.append(choice.until)
    looked_at = {*columns, *choice.columns()}
    if choice.since or choice.until:
        looked_at |= {"month", "month_until"}
    return f"(SELECT * FROM {smallest_with(looked_at)} WHERE {' AND '.join(conditions) or 'TRUE'})", parameters  # noqa: S608 - parameters


def answers_from_cube(choice: Filter) -> bool:
    """Tell whether the cube holds the exact answer: it knows months, not days, no words and no outlets."""
    if choice.is_careful or choice.text.strip():
        return False
    is_from_first = choice.since is None or choice.since.day == 1
    return is_from_first and (choice.until is None or _is_last_of_month(choice.until))


def _is_last_of_month(day: date) -> bool:
    return day == date.max or (day + timedelta(days=1)).day == 1
