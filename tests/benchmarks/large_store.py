"""Make a large store to measure on: made-up events in the real tables, skewed like news.

    python -m tests.benchmarks.large_store FOLDER EVENTS [--without-reports]

Few powers and few countries have most of the events, which lie in twenty years, more of them in the later ones. The
events are written in parts, so that memory stays flat, in the order in which a tidied store has them. Left thin:
articles have no text, reports no evidence, and there are neither rejections, fingerprints nor copies; without reports
there are no articles either. One row of the manifest makes it a store that the program opens as any other.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from data.model import Status
from data.reference import countries, event_types
from data.store import Store, manifest, tables
from data.store.cube import CUBE_OF_EVENTS
from data.store.schema import CUBE, TABLES

PART = 1_000_000  # events written at once
DAYS = 20 * 365
LAST_DAY = np.datetime64("2025-12-31")
_POWERS = ("CHN", "USA", "RUS", "FRA", "TUR", "GBR", "ARE", "IND", "SAU", "IRN", "DEU", "JPN", "ISR", "QAT", "KOR")
_PRECISIONS = {"day": 0.8, "month": 0.1, "year": 0.07, "unknown": 0.03}

_EVENTS = """
WITH dated AS (
    SELECT *, CASE date_precision WHEN 'unknown' THEN NULL WHEN 'day' THEN day
              ELSE CAST(date_trunc(date_precision, day) AS DATE) END AS date_start,
           CASE date_precision WHEN 'unknown' THEN NULL WHEN 'day' THEN day WHEN 'month' THEN last_day(day)
              ELSE make_date(year(day), 12, 31) END AS date_end,
           coalesce(influencer, '-') || '/' || target || '/' || event_type AS link_block,
           [sha256(number || '-' || part) FOR part IN range(report_count)] AS report_ids
    FROM drawn
)
SELECT sha256('event' || number) AS event_id, 'articles' AS origin, * EXCLUDE (day, number, report_count),
       'stated' AS date_basis, [{'status': status, 'step_date': date_start, 'report_id': report_ids[1]}] AS history,
       [{'report_id': one, 'linked_to': report_ids[1], 'score': 0.9, 'reasons': ['same pair', 'same day']}
        FOR one IN report_ids[2:]] AS links,
       report_count AS article_count, least(report_count, 1 + number % 5) AS outlet_count, 0 AS copy_count,
       CAST([] AS VARCHAR[]) AS other_blocks, false AS is_rejected, 0.5 + number % 50 / 100.0 AS confidence,
       event_type || ' number ' || number || ' in ' || target AS summary,
       CAST(day AS TIMESTAMPTZ) AS first_reported_at, CAST(day AS TIMESTAMPTZ) + to_days(CAST(report_count AS INTEGER))
           AS last_reported_at,
       NULL AS influencer_actor, NULL AS target_actor, NULL AS commodity, NULL AS quantity, NULL AS unit,
       IF(number % 9 = 0, 'Place ' || number % 997, NULL) AS place,
       IF(number % 5 = 0, 1000000.0 * (number % 983), NULL) AS amount_usd, NULL AS reviewed_by
FROM dated ORDER BY link_block, date_start, event_id
"""
_REPORTS = """
SELECT * EXCLUDE (report_ids), reverse(report_id) AS article_id, [] AS evidence, 'made_up' AS rule_id,
       '0' AS extractor_version, IF(amount_usd IS NULL, NULL, 'USD') AS currency,
       amount_usd AS amount, NULL AS attribution
FROM (SELECT *, unnest(report_ids) AS report_id FROM events)
"""
_ARTICLES = """
SELECT *, article_id AS given_id, '' AS text, 'A headline' AS headline,
       'Outlet ' || CAST(500 * pow(hash(article_id) % 10000 / 10000.0, 3) AS INTEGER) AS outlet, 'en' AS language,
       'news' AS kind, 'made_up' AS reader, now() AS loaded_at, NULL AS outlet_country, NULL AS author, NULL AS url
FROM (SELECT reverse(unnest(report_ids)) AS article_id, first_reported_at AS published_at FROM events)
ORDER BY published_at
"""


def build(folder: Path, count: int, *, with_reports: bool = True) -> Store:
    """Make a store of so many events in an empty folder; by default with their reports and articles."""
    store = Store.open(folder, create=True)
    for drawn in _parts(count):
        _write_part(store, drawn, with_reports=with_reports)
    _write_cube(store)
    base = store.snapshot()
    held = {name: tables.version_of(store.location, name) for name in TABLES}
    manifest.append(store.location, replace(base, version=base.version + 1, tables=held, note="made up"))
    return store


def _parts(count: int) -> Iterator[pa.Table]:
    """Yield what is drawn at random, in parts; the powers come in the order of their codes, part after part."""
    part_count = -(-count // PART)
    for part, numbers in enumerate(np.array_split(np.arange(count), part_count)):
        yield _draw(np.random.default_rng(part), numbers, part, part_count)


def _draw(chance: np.random.Generator, numbers: np.ndarray, part: int, part_count: int) -> pa.Table:
    size = len(numbers)
    codes = sorted(countries(), key=lambda code: (code not in _POWERS, hash_of(code)))
    in_order = np.sort((part + chance.random(size)) / part_count)
    powers = [None, *sorted(codes[:60])]
    rank = {code: place for place, code in enumerate([*_POWERS, *codes[len(_POWERS) :]])}
    weights = np.array([0.15 if code is None else 0.35 / (1 + rank[code]) ** 1.2 for code in powers])
    types = sorted(event_types())
    type_at = _skewed(chance, size, len(types), 0.8)
    days = LAST_DAY - np.minimum(chance.exponential(DAYS / 3, size), DAYS - 1).astype("timedelta64[D]")
    direction = chance.choice([1, -1, 0], size, p=[0.7, 0.25, 0.05])
    sectors = [event_types()[name].sector for name in types]
    precisions, likely = list(_PRECISIONS), list(_PRECISIONS.values())
    return pa.table(
        {
            "number": numbers,
            "influencer": _taken(powers, np.searchsorted(np.cumsum(weights / weights.sum())[:-1], in_order)),
            "target": _taken(codes, _skewed(chance, size, len(codes), 0.9)),
            "event_type": _taken(types, type_at),
            "sector": _taken(sectors, type_at),
            "status": _taken(list(Status), _skewed(chance, size, len(Status), 1.5)),
            "direction": direction.astype("int32"),
            "day": pa.array(days),
            "date_precision": _taken(precisions, chance.choice(len(likely), size, p=likely)),
            "is_background": chance.random(size) < 0.1,
            "report_count": np.minimum(chance.geometric(0.65, size), 40).astype("int32"),
        }
    )


def hash_of(code: str) -> int:
    """Return a number by which codes come in an order that has nothing to do with the alphabet."""
    return int.from_bytes(code.encode(), "big") * 2_654_435_761 % 2**32


def _skewed(chance: np.random.Generator, size: int, count: int, steepness: float) -> np.ndarray:
    weights = 1 / np.arange(1, count + 1) ** steepness
    return np.searchsorted(np.cumsum(weights / weights.sum())[:-1], chance.random(size))


def _taken(values: list, places: np.ndarray) -> pa.Array:
    return pa.array([None if value is None else str(value) for value in values], pa.string()).take(pa.array(places))


def _write_part(store: Store, drawn: pa.Table, *, with_reports: bool) -> None:
    with duckdb.connect(":memory:") as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.register("drawn", drawn)
        connection.execute(f"CREATE TABLE events AS {_EVENTS}")
        _write(store, connection, "events", "FROM events")
        if with_reports:
            _write(store, connection, "reports", _REPORTS)
            _write(store, connection, "articles", _ARTICLES)


def _write(store: Store, connection: duckdb.DuckDBPyConnection, name: str, question: str) -> None:
    columns = ", ".join(f'"{column}"' for column in TABLES[name].names)
    rows = connection.sql(f"SELECT {columns} FROM ({question})").to_arrow_table()  # noqa: S608 - own words
    tables.append(store.location, name, rows.cast(TABLES[name]))


def _write_cube(store: Store) -> None:
    """Count all events by the sentence of the program, and write the cube in its order."""
    version = tables.version_of(store.location, "events").delta_version
    files = [path for path, _ in tables.files_at(store.location, "events", version)]
    with duckdb.connect(":memory:") as connection:
        connection.read_parquet(files).create_view("events")
        rows = connection.sql(f"{CUBE_OF_EVENTS} ORDER BY ALL").to_arrow_table()
    tables.append(store.location, "cube", rows.cast(CUBE))


if __name__ == "__main__":
    folder, events, *rest = sys.argv[1:]
    made = build(Path(folder), int(events), with_reports="--without-reports" not in rest)
    sys.stdout.write(f"{made.snapshot().counts}\n")
