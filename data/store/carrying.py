"""Reviews of another store into this one: what was decided outlives a store that had to be loaded anew.

A review is taken over as it was made, with its id, time and name, when all reports that it names are here; their
blocks are looked up anew. One that is here already is left as it is, so taking over twice changes nothing. An undo is
taken over with what it undoes. What cannot be taken over is given back, never dropped in silence.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import duckdb

from data.linking.reviewed import in_order
from data.model import Review
from data.store import manifest, reviews, views
from data.store.location import Location

_TABLES_READ = ("reports", "reviews")


@dataclass(frozen=True, slots=True)
class Carried:
    """What came of taking reviews over; `left_out` are those of which a report is not here."""

    new: int
    known: int
    left_out: tuple[Review, ...]


def carry(location: Location, made: Collection[Review]) -> Carried:
    """Take over the reviews of another store in one commit; the caller holds the lock."""
    base = manifest.take_back(location)
    manifest.require_own_schema(location, base)
    manifest.require_own_law(location, base)
    with views.connect(location, base, names=_TABLES_READ) as connection:
        here = {row[0] for row in connection.sql("SELECT review_id FROM reviews").fetchall()}
        unknown = [review for review in made if review.review_id not in here]
        taken = _taken(unknown, here, _blocks(connection, unknown))
    if taken:
        reviews.append(location, base, taken, note=f"reviews: {len(taken)} taken over")
    taken_ids = {review.review_id for review in taken}
    left_out = (review for review in unknown if review.review_id not in taken_ids)
    return Carried(len(taken), len(made) - len(unknown), tuple(in_order(left_out)))


def _taken(made: Sequence[Review], here: Collection[str], blocks: dict[str, str]) -> list[Review]:
    """Return those reviews whose reports are here, with the blocks of these."""
    known = set(here)
    taken = []
    for review in in_order(made):
        about = (*review.report_ids, *review.apart_from)
        if all(report_id in blocks for report_id in about) and (review.undoes is None or review.undoes in known):
            known.add(review.review_id)
            taken.append(replace(review, link_blocks=tuple(sorted({blocks[report_id] for report_id in about}))))
    return taken


def _blocks(connection: duckdb.DuckDBPyConnection, made: Sequence[Review]) -> dict[str, str]:
    """Return the blocks of the reports that reviews name, by report id, for those that are here."""
    named = sorted({report_id for review in made for report_id in (*review.report_ids, *review.apart_from)})
    question = "SELECT report_id, link_block FROM reports WHERE report_id IN (SELECT unnest(?))"
    return dict(connection.sql(question, params=[named]).fetchall()) if named else {}
