"""Put the dashboard's questions to a store in a process of its own, and print the figures as one JSON object.

    python -m tests.benchmarks.questions alone STORE
    python -m tests.benchmarks.questions pandas STORE
    python -m tests.benchmarks.questions readers STORE

`alone` is one reader: median and 95th percentile in milliseconds of each question of `QUESTIONS` after a first time,
and the process's peak memory. `pandas` asks some of them of frames that hold the whole of the columns concerned.
`readers` is twenty threads, each with a cursor of its own, that ask every question of the cube in turn.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from data import queries
from data.queries import Filter
from data.store import Store

ROOT = Path(__file__).resolve().parents[2]
RUNS, READERS, ROUNDS = 12, 20, 3
_COUNTRY = Filter(targets=("MLI",))
_CHOSEN = Filter(influencers=("RUS",), since=date(2022, 1, 1), until=date(2024, 12, 31))
_DAYS = Filter(influencers=("RUS",), since=date(2022, 1, 10), until=date(2024, 12, 20))
_WORDS = Filter(text="number 77", since=date(2024, 1, 1), until=date(2024, 12, 31))

Question = Callable[[duckdb.DuckDBPyConnection], object]
FROM_CUBE: Mapping[str, Question] = {
    "choropleth": lambda connection: queries.by_target(connection, Filter()),
    "choropleth, one power and three years": lambda connection: queries.by_target(connection, _CHOSEN),
    "monthly series": lambda connection: queries.by_month(connection, Filter()),
    "monthly series by sector": lambda connection: queries.by_month(connection, Filter(), by="sector"),
    "top pairs": lambda connection: queries.pairs(connection, Filter(), limit=20),
    "facets": lambda connection: queries.facets(connection),
    "one country: powers, types, months": lambda connection: (
        queries.by_influencer(connection, _COUNTRY),
        queries.by_type(connection, _COUNTRY),
        queries.by_month(connection, _COUNTRY),
    ),
}
FROM_EVENTS: Mapping[str, Question] = {
    "list, newest": lambda connection: queries.list_events(connection, Filter()),
    "list, one power and three years": lambda connection: queries.list_events(connection, _CHOSEN),
    "list, one country": lambda connection: queries.list_events(connection, _COUNTRY),
    "choropleth by days": lambda connection: queries.by_target(connection, _DAYS),
    "words in one year": lambda connection: queries.count_events(connection, _WORDS),
    "period of all": queries.period_bounds,
}
FROM_ALL: Mapping[str, Question] = {
    "headline figures": lambda connection: queries.headline_figures(connection, Filter()),
}
QUESTIONS: Mapping[str, Question] = {**FROM_CUBE, **FROM_EVENTS, **FROM_ALL}


def alone(folder: str) -> dict[str, Any]:
    """Return median and 95th percentile of each question, the time to connect, and the peak of memory."""
    store = Store.open(folder)
    counts = store.snapshot().counts
    asked = {name: ask for name, ask in QUESTIONS.items() if name not in FROM_ALL or counts["articles"]}
    started = time.perf_counter()
    with store.connect() as connection:
        connected_ms = 1000 * (time.perf_counter() - started)
        times = {name: _times(lambda ask=ask: ask(connection)) for name, ask in asked.items()}
    return {"counts": counts, "connect_ms": round(connected_ms), "ms": times, "peak_megabytes": _peak_megabytes()}


def with_pandas(folder: str) -> dict[str, Any]:
    """Return the times of the same counts over a frame of all events, and the memory that it takes."""
    columns = "influencer, target, event_type, sector, direction, date_start, date_end, date_precision, is_rejected"
    with Store.open(folder).connect() as connection:
        frame = connection.sql(f"SELECT {columns} FROM events").to_arrow_table().to_pandas(date_as_object=False)  # noqa: S608
    for name in ("influencer", "target", "event_type", "sector", "date_precision"):
        frame[name] = frame[name].astype("category")
    month = frame["date_start"].dt.to_period("M").astype("category")
    chosen = {"observed": True, "sort": True}
    asked: Mapping[str, Callable[[], object]] = {
        "choropleth": lambda: _counted(frame, ["target"]),
        "monthly series": lambda: frame.groupby(month, **chosen).size(),
        "monthly series by sector": lambda: frame.groupby([month, "sector"], **chosen).size(),
        "top pairs": lambda: _counted(frame, ["influencer", "target"]).nlargest(20, "size"),
        "facets": lambda: [frame[name].value_counts() for name in ("influencer", "target", "sector", "event_type")],
        "one country: powers, types, months": lambda: [
            _counted(frame[frame["target"] == "MLI"], [name]) for name in ("influencer", "event_type", "date_start")
        ],
        "list, newest": lambda: frame.nlargest(50, "date_end"),
    }
    return {"ms": {name: _times(ask) for name, ask in asked.items()}, "peak_megabytes": _peak_megabytes()}


def readers(folder: str) -> dict[str, Any]:
    """Return the median and 95th percentile of one question of the cube while twenty ask at once."""
    with Store.open(folder).connect() as connection, ThreadPoolExecutor(READERS) as pool:
        told = list(pool.map(_read_on, [connection.cursor() for _ in range(READERS)]))
    return {"ms": _summary([one for times in told for one in times]), "peak_megabytes": _peak_megabytes()}


def _read_on(cursor: duckdb.DuckDBPyConnection) -> list[float]:
    return [_milliseconds(lambda ask=ask: ask(cursor)) for _ in range(ROUNDS) for ask in FROM_CUBE.values()]


def _counted(frame: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    groups = frame[~frame["is_rejected"]].groupby(by, observed=True)
    return groups.agg(size=("direction", "size"), reach=("direction", "sum"))


def _times(ask: Callable[[], object]) -> dict[str, float]:
    first = _milliseconds(ask)
    runs = RUNS if first < 3000 else 3
    return {"first": round(first, 1), **_summary([_milliseconds(ask) for _ in range(runs)])}


def _milliseconds(ask: Callable[[], object]) -> float:
    started = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - started)


def _summary(times: list[float]) -> dict[str, float]:
    return {"median": round(float(np.median(times)), 1), "p95": round(float(np.percentile(times, 95)), 1)}


def _peak_megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


MODES: Mapping[str, Callable[[str], dict[str, Any]]] = {"alone": alone, "pandas": with_pandas, "readers": readers}

if __name__ == "__main__":
    mode, folder = sys.argv[1:]
    sys.stdout.write(json.dumps(MODES[mode](folder)) + "\n")
