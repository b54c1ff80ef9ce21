"""The rules' own verdict on their proposals: by their certainty, and one reading for each clause.

Where one clause is read as two types of which one is the other's commoner case, the more telling one stands: military
aid over aid, an arms deal over military aid, a visit over an agreement never (they are two acts).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data.extraction.judge.readings import Telling
from data.extraction.proposals import Proposal, Refused, propose
from data.extraction.rejections import Reason
from data.extraction.roles.triggers import LEAST_CERTAINTY

LEAST_CERTAINTY_TWICE = 0.31

# Of two readings of the same words for the same pair, the first type stands.
_PREFERRED = (
    ("coup", "military_strike"),
    ("mercenary_deployment", "troop_deployment"),
    ("mercenary_deployment", "military_aid"),
    ("arms_deal", "military_aid"),
    ("military_aid", "troop_deployment"),
    ("military_base", "troop_deployment"),
    ("mining_deal", "investment"),
    ("mining_deal", "energy_deal"),
    ("mining_deal", "infrastructure_deal"),
    ("energy_deal", "infrastructure_deal"),
    ("energy_deal", "investment"),
    ("energy_deal", "trade_deal"),
    ("infrastructure_deal", "investment"),
    ("loan", "aid"),
    ("loan", "investment"),
    ("sanction", "trade_deal"),
    ("sanction", "military_aid"),
    ("trade_deal", "diplomatic_agreement"),
    ("military_cooperation", "diplomatic_agreement"),
    ("military_cooperation", "troop_deployment"),
    ("diplomatic_relations", "diplomatic_visit"),
    ("military_strike", "troop_deployment"),
)


def by_rules(tellings: Iterable[Telling]) -> tuple[list[Proposal], list[Refused]]:
    """Return what the rules alone report of an article, and what they refuse with their reasons."""
    found = [one for telling in tellings for one in propose(telling)]
    kept, weak = judge([one for one in found if isinstance(one, Proposal)])
    return kept, [*(one for one in found if isinstance(one, Refused)), *weak]


def judge(proposals: Sequence[Proposal]) -> tuple[list[Proposal], list[Refused]]:
    """Return the proposals to keep, in the order of the text, and those refused with their reasons."""
    kept: list[Proposal] = []
    refused: list[Refused] = []
    for proposal in proposals:
        reason = _refusal(proposal, proposals)
        if reason is None:
            kept.append(proposal)
        else:
            refused.append(Refused(proposal.sentence, proposal.parse, proposal.hit, reason))
    return kept, refused


def _refusal(proposal: Proposal, proposals: Sequence[Proposal]) -> Reason | None:
    if proposal.certainty < _least(proposal, proposals):
        return Reason.WEAK
    if _is_by_pronoun(proposal) and any(_names_another(other, proposal) for other in proposals):
        return Reason.WEAK
    for other in proposals:
        if other.sentence is not proposal.sentence or other is proposal or other.certainty < LEAST_CERTAINTY:
            continue
        if _yields_to(proposal.event_type, other.event_type) and _is_same_matter(other, proposal):
            return Reason.OTHER_TYPE
    return None


def _is_by_pronoun(proposal: Proposal) -> bool:
    side = proposal.pair.influencer
    return side is not None and side.mention is not None and side.mention.entity.form.lower() in ("it", "its")


def _names_another(other: Proposal, proposal: Proposal) -> bool:
    """Tell whether the article names somebody else for the act that a pronoun was read for: "its war in Ukraine"."""
    return (
        not _is_by_pronoun(other)
        and other.event_type == proposal.event_type
        and other.pair.target.code == proposal.pair.target.code
        and other.key != proposal.key
    )


def _least(proposal: Proposal, proposals: Sequence[Proposal]) -> float:
    """Return how certain a reading must be: less so where another sentence tells of the same act."""
    is_told_again = any(other.key == proposal.key and other.sentence is not proposal.sentence for other in proposals)
    return LEAST_CERTAINTY_TWICE if is_told_again else LEAST_CERTAINTY


def _yields_to(event_type: str, other: str) -> bool:
    """Tell whether a reading gives way: an agreement is what no other type covers, but the meeting it was made at."""
    if event_type == "diplomatic_agreement":
        return other not in ("diplomatic_agreement", "diplomatic_visit", "mediation")
    return (other, event_type) in _PREFERRED


def _is_same_matter(one: Proposal, other: Proposal) -> bool:
    return set(one.key[1:]) == set(other.key[1:]) and one.start < other.end and other.start < one.end
