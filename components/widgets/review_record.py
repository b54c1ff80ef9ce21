"""What reviewers decided about an event: a mark beside it in lists, and its whole history on its page.

What a reviewer wrote is outside text: it is escaped here.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from components.escape import escaped
from components.theme import day_words
from data.model import Action, Event
from data.queries import SHOWN_CHARS, MadeReview, review_words


def review_tags(reviewed_by: str | None, *, is_rejected: bool) -> str:
    """Return the marks of an event that was reviewed, as HTML: that it was rejected, and who reviewed it last."""
    if pd.isna(reviewed_by):
        return ""
    rejected = '<span class="ambit-tag ambit-rejected">rejected</span> ' if is_rejected else ""
    return f'{rejected}<span class="ambit-tag">reviewed by <bdi>{escaped(reviewed_by)}</bdi></span>'


def rejected_note(event: Event, made: Sequence[MadeReview]) -> str:
    """Return who found when and why that an event is none, as HTML; nothing for one that counts."""
    stands = [one.review for one in made if one.review.action is Action.REJECT and one.undone_by is None]
    if not event.is_rejected or not stands:
        return ""
    review = stands[-1]
    return (
        f'<div class="ambit-note"><span class="ambit-tag ambit-rejected">rejected</span> by '
        f"<bdi>{escaped(review.reviewer)}</bdi> on {day_words(review.made_at)}: “<bdi>{escaped(review.reason)}</bdi>”. "
        "It is counted only where the filter asks for it.</div>"
    )


def reviews_html(made: Sequence[MadeReview]) -> str:
    """Return all reviews of an event, oldest first, as HTML: who did what and when, why, and what was undone."""
    return f'<ol class="ambit-steps">{"".join(map(_item, made))}</ol>'


def _item(made: MadeReview) -> str:
    review = made.review
    when = f"{day_words(review.made_at)}, {review.made_at:%H:%M} UTC"
    why = f": “<bdi>{escaped(review.reason)}</bdi>”" if review.reason else ""
    said = f"<bdi>{escaped(review.reviewer)}</bdi> <b>{escaped(review_words(review))}</b>{why}"
    if made.undone_by:
        said = f"<s>{said}</s>, undone by <bdi>{escaped(made.undone_by.reviewer)}</bdi>"
    return f"<li>{when}: {said} <small>{escaped(review.review_id[:SHOWN_CHARS])}</small></li>"
