"""Copies in a commit: which of the new articles repeat one another or a stored one, and which groups that changes.

Pairs to compare are those whose fingerprints share a band, found by one join over the stored bands of the days in
question; only the texts of those are read, and only row groups of these days looked into. Pairs that were confirmed
before stay confirmed whatever comes later, so the groups of old and new pairs together are those of a load of all at
once. data/linking/copies.py has the law.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

import duckdb

from data.linking.copies import MOST_DAYS_APART, Copy, Groups, Wording, join_copies, likeness, order_of
from data.linking.fingerprints import Fingerprint
from data.model import Article
from data.store.rows import in_utc

TABLES_READ = ("articles", "fingerprints", "copies")
Pair = tuple[str, str]

_SHARING_A_BAND = """
WITH wanted AS (SELECT unnest(?::INTEGER[]) AS number, unnest(?::DATE[]) AS new_day, unnest(?::BIGINT[]) AS band),
held AS (
    SELECT article_id, day, unnest(bands) AS band FROM fingerprints WHERE day IS NULL OR day BETWEEN ? AND ?
)
SELECT DISTINCT number, article_id FROM held JOIN wanted USING (band)
WHERE coalesce(abs(day - new_day), 0) <= ? ORDER BY ALL
"""
_GROUPS = """
SELECT article_id, copy_of, likeness FROM copies WHERE copy_of IN (
    SELECT copy_of FROM copies WHERE article_id IN (SELECT unnest(?))
    UNION SELECT unnest(?)
)
"""
_TEXTS = """
SELECT article_id, outlet, published_at, "text" FROM articles WHERE article_id IN (SELECT unnest(?))
AND (published_at IS NULL OR published_at BETWEEN CAST(?::DATE AS TIMESTAMPTZ) AND CAST(?::DATE AS TIMESTAMPTZ))
"""
_ALL_DAYS = (date.min, date.max)


@dataclass(frozen=True, slots=True)
class Regrouping:
    """What new articles change in the groups of copies.

    `copies` are all rows of the groups concerned, `firsts` the articles that are or were first in one of them, `moved`
    the stored articles that are now a copy of another article than before, or of any.
    """

    copies: Sequence[Copy] = ()
    firsts: Collection[str] = ()
    moved: Collection[str] = ()


def regroup(
    connection: duckdb.DuckDBPyConnection, articles: Iterable[Article], fingerprints: Sequence[Fingerprint]
) -> Regrouping:
    """Return what new articles, of which the fingerprints are given, change in the groups of copies of a store."""
    new = {print_.article_id for print_ in fingerprints}
    days = _days_of_copies(fingerprints)
    within, across = list(_pairs_within(fingerprints)), _stored_pairs(connection, fingerprints, days)
    if not within and not across:
        return Regrouping()
    stored = {held for _, held in across}
    old = _groups_of(connection, stored)
    groups = Groups()
    for copy in old.values():
        groups.join(copy.article_id, copy.copy_of)
    wordings = {article.article_id: _wording(article) for article in articles if article.article_id in new}
    wordings |= _stored_wordings(connection, stored, days)
    join_copies([*within, *across], groups, wordings)
    members = {*new, *stored, *old, *(copy.copy_of for copy in old.values())}
    touched = [group for group in groups.members(sorted(members)) if len(group) > 1 and not new.isdisjoint(group)]
    others = {one for group in touched for one in group} - wordings.keys()  # copies of copies may be older
    wordings |= _stored_wordings(connection, others, _ALL_DAYS)
    return _regrouping(touched, old, wordings, new)


def _regrouping(
    touched: Sequence[Sequence[str]], old: Mapping[str, Copy], wordings: Mapping[str, Wording], new: Collection[str]
) -> Regrouping:
    """Return the rows of the touched groups, and who moved."""
    copies: list[Copy] = []
    firsts: set[str] = set()
    moved: set[str] = set()
    for group in touched:
        first = min(group, key=lambda one: order_of(wordings[one].published_at, one))
        firsts.add(first)
        for one in group:
            before = old.get(one)
            if before:
                firsts.add(before.copy_of)
            if one not in new and first != (before.copy_of if before else one):
                moved.add(one)
            if one != first:
                kept = before if before and before.copy_of == first else None
                copies.append(kept or Copy(one, first, likeness(wordings[one], wordings[first])))
    return Regrouping(copies, firsts, moved)


def _pairs_within(fingerprints: Iterable[Fingerprint]) -> Iterator[Pair]:
    """Yield each pair of the given fingerprints that shares a band, once."""
    by_band: dict[int, list[str]] = defaultdict(list)
    for print_ in fingerprints:
        for band in print_.bands:
            by_band[band].append(print_.article_id)
    yield from dict.fromkeys(pair for sharing in by_band.values() for pair in combinations(sorted(set(sharing)), 2))


def _days_of_copies(fingerprints: Sequence[Fingerprint]) -> tuple[date, date]:
    """Return the first and the last day on which a copy of a given article may have been published, where dated."""
    days = [print_.day for print_ in fingerprints]
    known = [day for day in days if day]
    if len(known) < len(days) or not known:  # one without a date may be a copy of any
        return _ALL_DAYS
    return _moved_by(min(known), -MOST_DAYS_APART), _moved_by(max(known), MOST_DAYS_APART)


def _moved_by(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def _stored_pairs(
    connection: duckdb.DuckDBPyConnection, fingerprints: Sequence[Fingerprint], days: tuple[date, date]
) -> list[Pair]:
    """Return the pairs of a given and a stored article that share a band and may be copies by their days."""
    wanted = [(number, print_.day, band) for number, print_ in enumerate(fingerprints) for band in print_.bands]
    parameters = [[row[column] for row in wanted] for column in range(3)]
    found = connection.sql(_SHARING_A_BAND, params=[*parameters, *days, MOST_DAYS_APART]).fetchall()
    return [(fingerprints[number].article_id, article_id) for number, article_id in found]


def _groups_of(connection: duckdb.DuckDBPyConnection, article_ids: Collection[str]) -> dict[str, Copy]:
    """Return all copies of the groups that some articles are in, by article id."""
    listed = sorted(article_ids)
    rows = connection.sql(_GROUPS, params=[listed, listed]).fetchall() if listed else []
    return {row[0]: Copy(*row) for row in rows}


def _wording(article: Article) -> Wording:
    return Wording.of(article.article_id, article.outlet, article.published_at, article.text)


def _stored_wordings(
    connection: duckdb.DuckDBPyConnection, article_ids: Collection[str], days: tuple[date, date]
) -> dict[str, Wording]:
    """Return the wordings of stored articles by id; `days` are the first and last on which they were published."""
    if not article_ids:
        return {}
    first, last = days[0], _moved_by(days[1], 1)  # to the end of the last day
    rows = connection.sql(_TEXTS, params=[sorted(article_ids), first, last]).to_arrow_table().to_pylist()
    return {
        row["article_id"]: Wording.of(row["article_id"], row["outlet"], in_utc(row["published_at"]), row["text"])
        for row in rows
    }
