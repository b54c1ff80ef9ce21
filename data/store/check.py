"""Is the store whole? Files, counts, references, evidence and cube of a store, held against each other.

Every snapshot's files must be there in full length. The newest snapshot is read to the last page, and its tables must
agree: keys unique, each report with its article and in exactly one event, each span equal to the words it points at,
the cube equal to the events, and the events as the reviews say. What is wrong is told in one line each, with a handful
of the rows concerned.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
from deltalake.exceptions import DeltaError

from data.store import manifest, tables, views
from data.store.cube import CUBE_OF_EVENTS
from data.store.errors import StoreError
from data.store.location import Location
from data.store.manifest import Snapshot
from data.store.review_check import REVIEWS, unlike_reviews
from data.store.schema import KEYS, MANIFEST

_NAMED = 3  # rows named in a line

_ORPHANS = {
    "reports without their article": "SELECT report_id FROM reports ANTI JOIN articles USING (article_id)",
    "rejections without their article": "SELECT rejection_id FROM rejections ANTI JOIN articles USING (article_id)",
    "events with a report that is not there": (
        "SELECT event_id FROM (SELECT event_id, unnest(report_ids) AS report_id FROM events) "
        "ANTI JOIN reports USING (report_id)"
    ),
    "reports in no event": (
        "SELECT report_id FROM reports ANTI JOIN (SELECT unnest(report_ids) AS report_id FROM events) USING (report_id)"
    ),
    "reports in more than one event": (
        "SELECT report_id FROM (SELECT unnest(report_ids) AS report_id FROM events) GROUP BY ALL HAVING count(*) > 1"
    ),
    "events in another block than their reports": (
        "SELECT event_id FROM (SELECT event_id, link_block AS held_in, other_blocks, unnest(report_ids) AS report_id "
        "FROM events) JOIN reports USING (report_id) WHERE held_in <> link_block "
        "AND NOT list_contains(other_blocks, link_block)"
    ),
    "events in another block than their first report": (
        "SELECT event_id FROM (SELECT event_id, link_block AS held_in, report_ids[1] AS report_id FROM events "
        "WHERE len(other_blocks) > 0) JOIN reports USING (report_id) WHERE held_in <> link_block"
    ),
}
_NAMED_AFTER = "sha256('event' || chr(31) || {})"
_IDS = {
    "events that are not named after their first report": (
        f"SELECT event_id FROM events WHERE event_id <> {_NAMED_AFTER.format('report_ids[1]')}"  # noqa: S608 - own words
    ),
    "forwards that are not named after their report": (
        f"SELECT event_id FROM forwards WHERE event_id <> {_NAMED_AFTER.format('report_id')}"  # noqa: S608 - own words
    ),
    "forwards without their report": "SELECT event_id FROM forwards ANTI JOIN reports USING (report_id)",
}
_COPIES = {
    "fingerprints without their article": ("SELECT article_id FROM fingerprints ANTI JOIN articles USING (article_id)"),
    "copies of or by an article that is not there": (
        "SELECT copies.article_id FROM copies LEFT JOIN articles AS copy ON copies.article_id = copy.article_id "
        "LEFT JOIN articles AS first ON copy_of = first.article_id "
        "WHERE copy.article_id IS NULL OR first.article_id IS NULL"
    ),
    "copies whose first is a copy itself": (
        "SELECT article_id FROM copies WHERE copy_of IN (SELECT article_id FROM copies)"
    ),
    "events with another number of copies": (
        "SELECT event_id FROM (SELECT event_id, copy_count, unnest(report_ids) AS report_id FROM events) "
        "JOIN reports USING (report_id) LEFT JOIN copies USING (article_id) "
        "GROUP BY event_id HAVING any_value(copy_count) <> count(DISTINCT copies.article_id)"
    ),
}
_WORDS = (
    "substring(CASE span.field WHEN 'headline' THEN headline ELSE articles.\"text\" END, "
    'span.start + 1, span."end" - span.start)'
)
_SPANS = {
    "reports without evidence": "SELECT report_id FROM reports WHERE len(evidence) = 0",
    "reports whose evidence is not in the article": f"""
        SELECT report_id FROM (SELECT report_id, article_id, unnest(evidence) AS span FROM reports)
        JOIN articles USING (article_id) WHERE span."text" IS DISTINCT FROM {_WORDS}
    """,  # noqa: S608 - own words
    "rejections whose words are not in the article": f"""
        SELECT rejection_id FROM (SELECT rejection_id, article_id, rejections AS span FROM rejections)
        JOIN articles USING (article_id) WHERE span."text" IS DISTINCT FROM {_WORDS}
    """,  # noqa: S608 - own words
}
_CUBE = {
    "cube rows that the events do not give": f"SELECT link_block FROM (FROM cube EXCEPT ALL {CUBE_OF_EVENTS})",  # noqa: S608
    "cube rows that are missing": f"SELECT link_block FROM ({CUBE_OF_EVENTS} EXCEPT ALL FROM cube)",  # noqa: S608
}


def check(location: Location) -> list[str]:
    """Return what is wrong, one line each, files first; empty when the store is whole."""
    snapshots = manifest.all_snapshots(location)
    troubles = [*_numbers(location, snapshots), *file_troubles(location, snapshots)]
    if not troubles:
        troubles += _newest(location, snapshots[-1])
    return troubles


def _numbers(location: Location, snapshots: list[Snapshot]) -> Iterator[str]:
    found = [snapshot.version for snapshot in snapshots]
    if found != list(range(len(found))):
        yield f"{location}/{MANIFEST}: rows missing or twice, {len(found)} end at {found[-1]}; restore it from a copy"


def file_troubles(location: Location, snapshots: list[Snapshot]) -> Iterator[str]:
    """Tell of files that some snapshot names and that are missing or cut; each table version is looked at once.

    What was tidied away is not missed.
    """
    first_use = {
        (name, table.delta_version): snapshot.version
        for snapshot in reversed(snapshots)
        if snapshot.version >= snapshots[-1].kept_from
        for name, table in snapshot.tables.items()
    }
    seen: set[str] = set()
    for (name, delta_version), version in sorted(first_use.items()):
        try:
            files = tables.files_at(location, name, delta_version)
        except (OSError, DeltaError, StoreError) as error:
            yield f"{location}/{name}: version {delta_version} (commit {version}) cannot be opened: {_line(error)}"
            continue
        for path, size_bytes in files:
            if path not in seen:
                seen.add(path)
                yield from _file(f"{location}/{name}/{Path(path).name}", location.size_bytes(path), size_bytes, version)


def _file(where: str, found_bytes: int | None, size_bytes: int, version: int) -> Iterator[str]:
    if found_bytes is None:
        yield f"{where}: missing, commit {version} needs it; restore it from a copy"
    elif found_bytes != size_bytes:
        yield f"{where}: {found_bytes:,} bytes of {size_bytes:,}, commit {version} needs it; restore it from a copy"


def _newest(location: Location, snapshot: Snapshot) -> Iterator[str]:
    unreadable = [line for name in snapshot.tables for line in _unreadable(location, snapshot, name)]
    yield from unreadable
    if unreadable:
        return
    with views.connect(location, snapshot) as connection:
        for name, key in KEYS.items():
            question = f"SELECT {key} FROM {name} GROUP BY ALL HAVING count(*) > 1"  # noqa: S608 - own names
            yield from _offenders(location, connection, f"{name} there more than once", question)
        for what, question in {**_ORPHANS, **_IDS, **_COPIES, **REVIEWS, **_SPANS, **_CUBE}.items():
            yield from _offenders(location, connection, what, question)
        for what, ids in unlike_reviews(connection):
            yield _offence(location, what, ids)


def _unreadable(location: Location, snapshot: Snapshot, name: str) -> Iterator[str]:
    """Read every value of a table, and count its rows."""
    question = f"SELECT count(*), bit_xor(hash(COLUMNS(*))) FROM {name}"  # noqa: S608 - own names
    try:
        with views.connect(location, snapshot, names=(name,)) as connection:
            found = connection.sql(question).fetchall()[0][0]
    except (StoreError, duckdb.Error) as error:
        yield f"{location}/{name}: cannot be read: {_line(error)}; restore its files from a copy"
        return
    expected = snapshot.tables[name].row_count
    if found != expected:
        yield f"{location}/{name}: {found:,} rows and not {expected:,}; restore its files from a copy"


def _offenders(location: Location, connection: duckdb.DuckDBPyConnection, what: str, question: str) -> Iterator[str]:
    found = connection.sql(question).fetchall()
    if found:
        yield _offence(location, what, [str(row[0]) for row in found])


def _offence(location: Location, what: str, ids: Sequence[str]) -> str:
    return f"{location}: {len(ids):,} {what} ({_few(ids)}); load into a new store"


def _few(names: Sequence[str]) -> str:
    listed = list(dict.fromkeys(names))
    return ", ".join(listed[:_NAMED]) + (", ..." if len(listed) > _NAMED else "")


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:160]
