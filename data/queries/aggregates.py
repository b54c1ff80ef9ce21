"""Counts of events by country, power, time, type and status, for one filter.

`reach` is the sum of directions: how far the influencers' reach grew, on balance; `gains` and `losses` count the events
that go up and down. Rows have a fixed order. An empty choice gives an empty frame with the same columns.
"""

from __future__ import annotations

from typing import Literal

import pandas as pd

from data.queries.answering import Connection, ask, counted
from data.queries.filters import Filter

Dimension = Literal["sector", "event_type", "influencer", "target", "status"]

_COUNTS = "CAST(sum(event_count) AS BIGINT) AS event_count, CAST(sum(reach_sum) AS BIGINT) AS reach"
_SPLIT = f"{_COUNTS}, CAST(sum(gain_count) AS BIGINT) AS gains, CAST(sum(loss_count) AS BIGINT) AS losses"


def by_target(connection: Connection, choice: Filter) -> pd.DataFrame:
    """Return target, event_count, reach, gains, losses: one row for each country, most events first."""
    return _grouped(connection, choice, "target")


def by_influencer(connection: Connection, choice: Filter) -> pd.DataFrame:
    """Return influencer, event_count, reach, gains, losses, most events first; no influencer is a row of its own."""
    return _grouped(connection, choice, "influencer")


def pairs(connection: Connection, choice: Filter, *, limit: int | None = None) -> pd.DataFrame:
    """Return influencer, target, event_count, reach, gains, losses, most events first; domestic events are no pair."""
    return _grouped(connection, choice, "influencer, target", having="influencer IS NOT NULL", limit=limit)


def by_type(connection: Connection, choice: Filter) -> pd.DataFrame:
    """Return event_type, sector, event_count, reach, gains, losses, most events first."""
    return _grouped(connection, choice, "event_type, sector")


def by_sector(connection: Connection, choice: Filter) -> pd.DataFrame:
    """Return sector, event_count, reach, gains, losses, most events first."""
    return _grouped(connection, choice, "sector")


def by_status(connection: Connection, choice: Filter) -> pd.DataFrame:
    """Return status, event_count, reach, gains, losses, most events first."""
    return _grouped(connection, choice, "status")


def by_month(connection: Connection, choice: Filter, *, by: Dimension | None = None) -> pd.DataFrame:
    """Return month, the dimension when one is asked for, event_count, reach; in order of time.

    Holds events dated to the month or better, in the month they begin; months without any are left out.
    """
    return _over_time(connection, choice, "month", "date_precision IN ('day', 'month')", by)


def by_year(connection: Connection, choice: Filter, *, by: Dimension | None = None) -> pd.DataFrame:
    """Return year, the dimension when one is asked for, event_count, reach; for events dated to the year or better."""
    return _over_time(connection, choice, "CAST(year(month) AS BIGINT) AS year", "month IS NOT NULL", by)


def _grouped(
    connection: Connection,
    choice: Filter,
    columns: str,
    *,
    having: str = "TRUE",
    limit: int | None = None,
) -> pd.DataFrame:
    source, parameters = counted(choice, columns.split(", "))
    question = f"""
        SELECT {columns}, {_SPLIT} FROM {source} WHERE {having}
        GROUP BY {columns} ORDER BY event_count DESC, {columns} LIMIT ?
    """  # noqa: S608 - own columns; values are parameters
    return ask(connection, question, [*parameters, limit])


def _over_time(
    connection: Connection,
    choice: Filter,
    step: str,
    is_placed: str,
    by: Dimension | None,
) -> pd.DataFrame:
    source, parameters = counted(choice, {"month", "date_precision", by or "month"})
    columns = f"{step}, {by}" if by else step
    question = f"SELECT {columns}, {_COUNTS} FROM {source} WHERE {is_placed} GROUP BY ALL ORDER BY ALL"  # noqa: S608
    return ask(connection, question, parameters)
