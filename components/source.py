"""The store that the pages answer from, opened once for all viewers, and the frames of each question, asked once.

Decides what is cached and under which key: the store by its location, the connection by its version, the answers by
version and filter. A new version of the store is seen by the next rerun. Each rerun takes a cursor of its own. Nothing
big goes into the session, which is kept for each viewer.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import streamlit as st

from data import queries
from data.queries import Filter, Headline
from data.store import Snapshot, Store

DEFAULT_STORE = Path(__file__).parents[1] / "store"
MAX_COUPS = 500  # drawn as rules, the latest; all are counted
_KEPT_ANSWERS = 200

Version = tuple[str, int]

BrokenStoreError = duckdb.Error  # a file of the store went away or was cut short after it was opened


@dataclass(frozen=True, slots=True)
class Source:
    """One version of the store, with a cursor for this rerun alone. `newest`: the number of the store's newest one.

    `missing`: the version that was asked for and cannot be read; the newest is shown in its place.
    """

    version: Version
    cursor: duckdb.DuckDBPyConnection
    newest: int = 0
    missing: int | None = None

    @property
    def is_older(self) -> bool:
        """True when later versions are there and are not shown."""
        return self.version[1] < self.newest


@dataclass(frozen=True, slots=True)
class Overview:
    """The frames of the overview under one filter; nobody changes them."""

    headline: Headline
    by_target: pd.DataFrame
    by_influencer: pd.DataFrame
    pairs: pd.DataFrame
    by_month: pd.DataFrame
    coups: pd.DataFrame
    coups_by_status: pd.DataFrame
    coups_by_month: pd.DataFrame
    powers_by_month: pd.DataFrame
    targets_by_month: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the articles cover, whatever the filter."""

    targets: frozenset[str]
    articles_by_month: pd.DataFrame
    bounds: tuple[date, date] | None


def open_source(as_of: int | None = None) -> Source:
    """Open the store named by AMBIT_STORE, or the one beside app.py, as it was at a version; at the newest by default.

    In place of a version that cannot be read the newest is opened, and `missing` says so. Raises `StoreError` when the
    store cannot be read.
    """
    location = os.environ.get("AMBIT_STORE") or str(DEFAULT_STORE)
    newest = _store(location).snapshot()
    can_be_read = as_of is not None and newest.kept_from <= as_of <= newest.version
    version = (location, as_of if as_of is not None and can_be_read else newest.version)
    missing = None if as_of == version[1] else as_of
    return Source(version, _connection(version).cursor(), newest.version, missing)


def snapshots(source: Source) -> list[Snapshot]:
    """Return every version of the store that can be read, the newest first."""
    return _snapshots((source.version[0], source.newest))


@st.cache_resource(show_spinner=False, max_entries=2)
def _snapshots(newest: Version) -> list[Snapshot]:
    every = _store(newest[0]).snapshots()
    return [one for one in reversed(every) if one.version >= every[-1].kept_from]


def comparison(source: Source, against: int) -> duckdb.DuckDBPyConnection:
    """Return a cursor that compares the version shown with an earlier one (`Store.compare`)."""
    return _comparison(source.version, against).cursor()


@st.cache_resource(show_spinner="Comparing two versions", max_entries=4)
def _comparison(version: Version, against: int) -> duckdb.DuckDBPyConnection:
    store = _store(version[0])
    return store.compare(store.snapshot(against), store.snapshot(version[1]))


@st.cache_resource(show_spinner=False, max_entries=4)
def _store(location: str) -> Store:
    """Return the store at a location."""
    return Store.open(location)


@st.cache_resource(show_spinner=False, max_entries=4)
def _connection(version: Version) -> duckdb.DuckDBPyConnection:
    """Return a connection to one version of the store; viewers of an older version keep theirs."""
    store = _store(version[0])
    return store.connect(store.snapshot(version[1]))


def overview(source: Source, chosen: Filter) -> Overview:
    """Answer the overview's questions under a filter."""
    return _overview(source.version, chosen, source.cursor)


@st.cache_resource(show_spinner=False, max_entries=_KEPT_ANSWERS, hash_funcs={Filter: repr})
def _overview(version: Version, chosen: Filter, _cursor: duckdb.DuckDBPyConnection) -> Overview:  # noqa: ARG001 - a key
    coups = Filter(event_types=("coup",), targets=chosen.targets, since=chosen.since, until=chosen.until)
    return Overview(
        headline=queries.headline_figures(_cursor, chosen),
        by_target=queries.by_target(_cursor, chosen),
        by_influencer=queries.by_influencer(_cursor, chosen),
        pairs=queries.pairs(_cursor, chosen),
        by_month=queries.by_month(_cursor, chosen, by="sector"),
        coups=queries.list_events(_cursor, coups, limit=MAX_COUPS),
        coups_by_status=queries.by_status(_cursor, coups),
        coups_by_month=queries.by_month(_cursor, coups),
        powers_by_month=queries.by_month(_cursor, chosen, by="influencer"),
        targets_by_month=queries.by_month(_cursor, chosen, by="target"),
    )


def facets(source: Source, chosen: Filter) -> pd.DataFrame:
    """Return how many events each value of each filter field would show."""
    return _facets(source.version, chosen, source.cursor)


@st.cache_resource(show_spinner=False, max_entries=_KEPT_ANSWERS, hash_funcs={Filter: repr})
def _facets(version: Version, chosen: Filter, _cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:  # noqa: ARG001
    return queries.facets(_cursor, chosen)


def coverage(source: Source) -> Coverage:
    """Return what the store covers."""
    return _coverage(source.version, source.cursor)


@st.cache_resource(show_spinner=False, max_entries=4)
def _coverage(version: Version, _cursor: duckdb.DuckDBPyConnection) -> Coverage:  # noqa: ARG001
    return Coverage(
        targets=frozenset(queries.by_target(_cursor, Filter())["target"]),
        articles_by_month=queries.coverage_by_month(_cursor),
        bounds=queries.period_bounds(_cursor),
    )
