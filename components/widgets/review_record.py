"""What reviewers decided about an event: a mark beside it in lists, and its whole history on its page.

What a reviewer wrote is outside text: it is escaped here.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from components.escape import escaped
from data.model import Action, Event
from data.queries import SHOWN_CHARS, MadeReview, review_words


def review_tag(reviewed_by: str | None, *, is_rejected: bool) -> str:
    """Return the mark of an event that was reviewed, as HTML; nothing for others."""
    if pd.isna(reviewed_by):
        return ""
    kind, words = ("ambit-tag ambit-rejected", "rejected") if is_rejected else ("ambit-tag", "reviewed")
    return f'<span class="{kind}">{words} by <bdi>{escaped(reviewed_by)}</bdi></span>'


def rejected_note(event: Event, made: Sequence[MadeReview]) -> str:
    """Return why an event is not counted, as HTML; nothing for one that is."""
    if not event.is_rejected:
        return ""
    stands = [one.review for one in made if one.review.action is Action.REJECT and one.undone_by is None]
    why = f": “<bdi>{escaped(stands[-1].reason)}</bdi>”" if stands else ""
    tag = review_tag(event.reviewed_by, is_rejected=True)
    return f'<div class="ambit-note">{tag} It is not counted anywhere{why}</div>'


def reviews_html(made: Sequence[MadeReview]) -> str:
    """Return all reviews of an event, oldest first, as HTML: who did what and when, why, and what was undone."""
    return f'<ol class="ambit-steps">{"".join(map(_item, made))}</ol>'


def _item(made: MadeReview) -> str:
    review = made.review
    when = f"{review.made_at.day} {review.made_at:%B %Y, %H:%M} UTC"
    why = f": “<bdi>{escaped(review.reason)}</bdi>”" if review.reason else ""
    said = f"<bdi>{escaped(review.reviewer)}</bdi> <b>{escaped(review_words(review))}</b>{why}"
    if made.undone_by:
        said = f"<s>{said}</s>, undone by <bdi>{escaped(made.undone_by.reviewer)}</bdi>"
    return f"<li>{when}: {said} <small>{escaped(review.review_id[:SHOWN_CHARS])}</small></li>"
