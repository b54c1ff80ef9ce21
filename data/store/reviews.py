"""Reviews into the store, each a small commit of its own; also while a load runs, which takes turns with it.

What is asked for names events, by their ids or the beginnings of these; what is kept names reports. The row is added,
the blocks of its reports are linked anew with all reviews that stand, and the manifest written. Nothing is ever taken
away from `reviews`: an undo is a row as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import duckdb

from data.linking.corrections import corrected
from data.linking.reviewed import undone_by
from data.model import Action, Review, content_id
from data.store import commit, manifest, rows, tables, views
from data.store.forwarding import find_event
from data.store.location import Location
from data.store.manifest import Snapshot
from data.store.schema import TABLES

_FEWEST_CHARS = 6  # of an id that is given by its beginning
SHOWN_CHARS = 12  # of an id, where it is shown to be typed again
_MOST_CHARS = 2_000  # of a reason or note
_TICK = timedelta(microseconds=1)
_TABLES_READ = ("events", "forwards", "reports", "reviews")


class ReviewError(Exception):
    """Why a review cannot be made, and what to do, in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a reviewer asks for. Events, reports and the review to undo are named by id, or by its beginning.

    `event_ids`: one event, two or more for a merge, none for an undo; `report_ids`: those to split off.
    """

    action: Action
    reviewer: str
    event_ids: tuple[str, ...] = ()
    report_ids: tuple[str, ...] = ()
    field: str | None = None
    value: str | None = None
    reason: str = ""
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class _Subject:
    """The reports that a review is about, and their blocks."""

    report_ids: tuple[str, ...]
    link_blocks: tuple[str, ...]
    apart_from: tuple[str, ...] = ()
    undoes: str | None = None


def add(location: Location, request: Request) -> Review:
    """Make a review and apply it; the caller holds the lock. Raises `ReviewError` for what cannot be done."""
    base = manifest.take_back(location)
    manifest.require_own_schema(location, base)
    manifest.require_own_law(location, base)
    with views.connect(location, base, names=_TABLES_READ) as connection:
        review = _review(connection, request)
    append(location, base, [review], note=f"review: {review.action} by {review.reviewer}")
    return review


def append(location: Location, base: Snapshot, made: Sequence[Review], *, note: str) -> None:
    """Add reviews to the newest commit, which is `base`, and link their blocks anew, in one commit."""
    tables.append(location, "reviews", rows.as_table(map(rows.plain_row, made), TABLES["reviews"]))
    commit.link_again(location, base, {block for review in made for block in review.link_blocks})
    manifest.append_next(location, replace(base, note=note), datetime.now(UTC))


def _review(connection: duckdb.DuckDBPyConnection, request: Request) -> Review:
    """Return the review that is asked for, with the reports that it is about."""
    reviewer, reason = _plain(request.reviewer), _plain(request.reason)
    _require_words(request, reviewer, reason)
    made = [rows.review_of(row) for row in connection.sql("FROM reviews").to_arrow_table().to_pylist()]
    subject = _undone(request, made) if request.action is Action.UNDO else _subject(connection, request)
    latest = max((review.made_at for review in made), default=datetime.min.replace(tzinfo=UTC))
    made_at = max(datetime.now(UTC), latest + _TICK)  # whatever the clock says, the later row is the later word
    return Review(
        review_id=content_id("review", made_at.isoformat(), reviewer, request.action, *subject.report_ids),
        made_at=made_at,
        reviewer=reviewer,
        action=request.action,
        report_ids=subject.report_ids,
        link_blocks=subject.link_blocks,
        apart_from=subject.apart_from,
        field=request.field if request.action is Action.CORRECT else None,
        value=request.value if request.action is Action.CORRECT else None,
        reason=reason,
        undoes=subject.undoes,
    )


def _require_words(request: Request, reviewer: str, reason: str) -> None:
    """Refuse what can be refused without looking at the store."""
    if not reviewer:
        raise ReviewError("a review needs the name of who makes it; give it with --by, or set AMBIT_REVIEWER")
    if len(reason) > _MOST_CHARS:
        raise ReviewError(f"the reason has {len(reason):,} characters; at most {_MOST_CHARS:,} are kept, shorten it")
    if request.action is Action.REJECT and not reason:
        raise ReviewError("a rejection needs its reason; give it with --reason")
    if request.action is Action.NOTE and not reason:
        raise ReviewError("a note needs words; give them after the event's id")
    if request.action is Action.CORRECT:
        try:
            corrected(request.field or "", request.value or "")
        except ValueError as error:
            raise ReviewError(str(error)) from error


def _subject(connection: duckdb.DuckDBPyConnection, request: Request) -> _Subject:
    """Return the reports that the events of a request stand for."""
    found = [named_event(connection, event_id) for event_id in request.event_ids]
    if request.action is Action.SPLIT:
        return _split_off(connection, found[0], request.report_ids)
    named = tuple(dict.fromkeys(event["report_ids"][0] for event in found))
    if request.action is Action.MERGE and len(named) < 2:
        raise ReviewError("a merge needs two events, and these ids lead to one; give the ids of two")
    return _Subject(named, tuple(dict.fromkeys(event["link_block"] for event in found)))


def _split_off(connection: duckdb.DuckDBPyConnection, event: rows.Row, given: Sequence[str]) -> _Subject:
    """Return which reports leave an event, and which they leave."""
    told: list[str] = event["report_ids"]
    leaving = tuple(dict.fromkeys(_one_of(told, one, "is no report of this event") for one in given))
    staying = tuple(one for one in told if one not in leaving)
    if not leaving or not staying:
        raise ReviewError("a split needs reports that leave and some that stay; give some of the event's, not all")
    question = """
        SELECT DISTINCT link_block FROM reports
        WHERE link_block IN (SELECT unnest(?)) AND report_id IN (SELECT unnest(?)) ORDER BY link_block
    """
    found = connection.sql(question, params=[[event["link_block"], *event["other_blocks"]], told]).fetchall()
    return _Subject(leaving, tuple(block for (block,) in found), staying)


def _undone(request: Request, made: Sequence[Review]) -> _Subject:
    """Return what the review to undo was about."""
    by_id = {review.review_id: review for review in made}
    review = by_id[_one_of(by_id, request.undoes or "", "is no review; `python -m data review list` shows them")]
    if undo := undone_by(made).get(review.review_id):
        raise ReviewError(
            f"{_short(review.review_id)}: undone already, by {undo.reviewer} on {undo.made_at:%Y-%m-%d}"
            f"; to have it back undo {_short(undo.review_id)}"
        )
    return _Subject(review.report_ids, review.link_blocks, review.apart_from, review.review_id)


def named_event(connection: duckdb.DuckDBPyConnection, given: str) -> rows.Row:
    """Return the row of the event that an id, or its beginning, names or leads to; raises `ReviewError`."""
    question = "SELECT event_id FROM {} WHERE starts_with(event_id, ?) LIMIT 2"
    ids: list[str] = []
    for name in ("events", "forwards"):
        if not ids and len(given) >= _FEWEST_CHARS:
            ids = [row[0] for row in connection.sql(question.format(name), params=[given]).fetchall()]
    found = find_event(connection, _one_of(ids, given, "is no event of the store; its page's address ends in its id"))
    if found is None:
        raise ReviewError(f"{_short(given)}: leads to no event; run `python -m data check`")
    return found


def _one_of(ids: Iterable[str], given: str, otherwise: str) -> str:
    """Return the one id that begins as given; raises `ReviewError` when it is none, or not the only one."""
    found = [one for one in ids if one.startswith(given)] if len(given) >= _FEWEST_CHARS else []
    if len(found) > 1:
        raise ReviewError(f"{_short(given)}: several ids begin so; give more of it")
    if not found:
        needed = f"; at least {_FEWEST_CHARS} characters of an id are needed" if len(given) < _FEWEST_CHARS else ""
        raise ReviewError(f"{_short(given)}: {otherwise}{needed}")
    return found[0]


def _short(given: str) -> str:
    return repr(_plain(given)[:SHOWN_CHARS]).strip("'")


def _plain(text: str) -> str:
    """Return words on one line, without what cannot be printed."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
