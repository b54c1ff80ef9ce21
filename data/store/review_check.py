"""Are the events as the reviews say? Each review that stands, held against the newest events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import duckdb

from data.linking import LinkedEvent
from data.linking.corrections import corrected
from data.linking.reviewed import judge, standing
from data.model import Action, Event, Review
from data.store.rows import event_of, review_of

REVIEWS = {
    "reviews of reports that are not there": (
        "SELECT review_id FROM (SELECT review_id, unnest(report_ids || apart_from) AS report_id FROM reviews) "
        "ANTI JOIN reports USING (report_id)"
    ),
    "reviews of another block than their reports": (
        "SELECT review_id FROM (SELECT review_id, link_blocks, unnest(report_ids || apart_from) AS report_id "
        "FROM reviews) JOIN reports USING (report_id) WHERE NOT list_contains(link_blocks, link_block)"
    ),
    "undos of no earlier review": (
        "SELECT undo.review_id FROM reviews AS undo LEFT JOIN reviews AS undone ON undo.undoes = undone.review_id "
        "WHERE (undo.undoes IS NOT NULL OR undo.action = 'undo') AND NOT coalesce(undone.made_at < undo.made_at, FALSE)"
    ),
}
"""What is asked of the tables, and the ids of the rows that are at fault."""

_REVIEWED = """
    SELECT * FROM events WHERE is_rejected OR reviewed_by IS NOT NULL
    OR list_has_any(report_ids, (SELECT coalesce(list(report_id), []) FROM (
        SELECT unnest(report_ids || apart_from) AS report_id FROM reviews
    )))
"""


def unlike_reviews(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, list[str]]]:
    """Yield each kind of fault with the ids of the reviews or events at fault, where there are any."""
    reviews = standing(map(review_of, connection.sql("FROM reviews ORDER BY made_at").to_arrow_table().to_pylist()))
    if wrong := [review.review_id for review in reviews if not _has_value(review)]:
        yield "corrections to what is no value", wrong
        return
    events = [event_of(row) for row in connection.sql(_REVIEWED).to_arrow_table().to_pylist()]
    if unlike := [event.event_id for event in events if not _is_as_judged(event, reviews)]:
        yield "events that are not as their reviews say", unlike
    held_in = {report_id: event.event_id for event in events for report_id in event.report_ids}
    if unmet := [review.review_id for review in reviews if not _is_met(review, reviews, held_in)]:
        yield "merges or splits that the events do not show", unmet


def _has_value(review: Review) -> bool:
    if review.action is not Action.CORRECT:
        return True
    try:
        corrected(review.field or "", review.value or "")
    except ValueError:
        return False
    return True


def _is_as_judged(event: Event, reviews: Sequence[Review]) -> bool:
    """Tell whether the reviews of an event, applied to it once more, leave it as it is."""
    bare = replace(event, is_rejected=False, reviewed_by=None)
    (judged,) = judge([LinkedEvent(bare, "", ())], reviews)
    return judged.event == event


def _is_met(review: Review, reviews: Sequence[Review], held_in: dict[str, str]) -> bool:
    """Tell whether a merge or split holds; one that a later review may have overruled is not looked at."""
    counters = {Action.MERGE: Action.SPLIT, Action.SPLIT: Action.MERGE}
    counter = counters.get(review.action)
    later = [other for other in reviews if other.made_at > review.made_at and other.action is counter]
    if counter is None or any(not set(review.link_blocks).isdisjoint(other.link_blocks) for other in later):
        return True
    found = {held_in.get(report_id) for report_id in review.report_ids}
    if review.action is Action.MERGE:
        return len(found) == 1
    return found.isdisjoint({held_in.get(report_id) for report_id in review.apart_from})
