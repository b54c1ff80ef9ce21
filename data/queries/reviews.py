"""Reviews as they were made, those that are undone among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.linking.reviewed import undone_by
from data.model import Action, Review
from data.queries.answering import Connection
from data.store.reviews import SHOWN_CHARS
from data.store.rows import review_of


@dataclass(frozen=True, slots=True)
class MadeReview:
    """A review, and the one that undoes it, if any."""

    review: Review
    undone_by: Review | None


def list_reviews(connection: Connection, report_ids: Sequence[str] | None = None) -> list[MadeReview]:
    """Return all reviews, or those about one of some reports, in the order in which they were made.

    Undos are among them. A split is about the reports that left and about those that stayed.
    """
    reviews = [review_of(row) for row in connection.sql("FROM reviews ORDER BY made_at").to_arrow_table().to_pylist()]
    undone = undone_by(reviews)
    wanted = None if report_ids is None else set(report_ids)
    return [
        MadeReview(review, undone.get(review.review_id))
        for review in reviews
        if wanted is None or not wanted.isdisjoint((*review.report_ids, *review.apart_from))
    ]


def review_words(review: Review) -> str:
    """Return what a review did in words that follow a name: `corrected status to agreed`; the reason is not in it."""
    match review.action:
        case Action.CORRECT:
            return f"corrected {(review.field or '').replace('_', ' ')} to {review.value or 'nothing known'}"
        case Action.MERGE:
            return f"merged {len(review.report_ids)} events into one"
        case Action.SPLIT:
            left, stayed = len(review.report_ids), len(review.apart_from)
            return f"split off {left} of {left + stayed} reports"
        case Action.UNDO:
            return f"undid review {(review.undoes or '')[:SHOWN_CHARS]}"
        case _:
            return {Action.ACCEPT: "accepted it", Action.REJECT: "rejected it"}.get(review.action, "noted")
