"""Choose the telling that says how far an act got, of all that an article tells of it (codebook, section 3).

The leading telling says it, unless it only looks ahead or claims, and another telling asserts the same act as fact:
who threatens a new offensive in a war has been at war. That holds for acts that go on, security acts and punishments;
of aid, deals and visits a plan and an earlier act of the same two sides are two things. A coup that is told as failed
anywhere has failed.
"""

from __future__ import annotations

from collections.abc import Sequence

from data.extraction.proposals import Proposal
from data.model import Status
from data.reference.event_types import EventType

_OPEN = frozenset({Status.PROPOSED, Status.ANNOUNCED, Status.ALLEGED})
_FACTS = frozenset({Status.AGREED, Status.UNDER_WAY, Status.COMPLETED})


def furthest(tellings: Sequence[Proposal]) -> int:
    """Return the place of the telling that says how far the act got; the leading telling stands first."""
    lead = tellings[0]
    event_type = lead.hit.pattern.event_type
    if event_type.is_domestic:
        return next((at for at, one in enumerate(tellings) if one.standing.status is Status.FAILED), 0)
    if lead.standing.status not in _OPEN or lead.standing.is_ended or not _goes_on(event_type):
        return 0
    facts = [at for at, one in enumerate(tellings) if one.standing.status in _FACTS and not one.standing.is_ended]
    return max(facts, key=lambda at: _weight(tellings[at]), default=0)


def _goes_on(event_type: EventType) -> bool:
    """Tell whether articles mostly recall acts of a type, as the ground of new ones."""
    return (event_type.is_mostly_recalled or event_type.direction < 0) and not event_type.is_mutual


def _weight(one: Proposal) -> tuple[bool, float]:
    return not one.timing.is_background, one.certainty
