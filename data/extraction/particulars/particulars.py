"""Read what a record tells besides type, sides, status and date: sum, count, goods, place, named bodies, who says so.

Read only for the tellings that a judge has kept, each from the trigger's own clause and each with the tokens that say
it. Which of them a type of event may carry is said in its table (seeds/event_types/, `particulars`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.extraction.grammar.parsing import Parse
from data.extraction.names.mentions import Mention
from data.extraction.particulars.attribution import Speaker, speaker_of
from data.extraction.particulars.commodities import Goods, goods_of
from data.extraction.particulars.money import Money, find_money
from data.extraction.particulars.named_bodies import Body, body_of, speaking_body
from data.extraction.particulars.places import Place, place_of
from data.extraction.particulars.quantities import Quantity, find_quantities
from data.extraction.particulars.ties import is_below, steps_between
from data.extraction.proposals import Proposal
from data.model import Status
from data.reference.event_types import Particular

_MADE_KNOWN = frozenset({Status.PROPOSED, Status.ANNOUNCED, Status.AGREED})


@dataclass(frozen=True, slots=True)
class Particulars:
    """What one telling says besides; None for what it does not say."""

    money: Money | None
    quantity: Quantity | None
    goods: Goods | None
    place: Place | None
    influencer_actor: Body | None
    target_actor: Body | None
    speaker: Speaker | None


def particulars_of(proposal: Proposal) -> Particulars:
    """Return what a telling says besides."""
    scope, pair = proposal.scope, proposal.pair
    kinds = frozenset(proposal.hit.pattern.event_type.particulars)
    influencer_actor = body_of(scope, pair.influencer)
    if influencer_actor is None and proposal.standing.status in _MADE_KNOWN:
        influencer_actor = speaking_body(scope, pair.influencer)
    return Particulars(
        money=_money(proposal, kinds),
        quantity=_quantity(proposal) if Particular.QUANTITY in kinds else None,
        goods=goods_of(scope, list(_named_sides(proposal))),
        place=place_of(scope, pair.target.code),
        influencer_actor=influencer_actor,
        target_actor=body_of(scope, pair.target),
        speaker=speaker_of(proposal.parse, proposal.hit.head),
    )


def tokens_in(parse: Parse, start: int, end: int) -> tuple[int, int]:
    """Return the tokens (half-open) that begin between two offsets into the sentence."""
    inside = [token for token, at in enumerate(parse.words.starts) if start <= at < end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _named_sides(proposal: Proposal) -> Iterator[Mention]:
    for side in (proposal.pair.influencer, proposal.pair.target):
        if side is not None and side.mention is not None:
            yield side.mention


def _money(proposal: Proposal, kinds: frozenset[Particular]) -> Money | None:
    """Return the sum that is tied to the trigger most closely."""
    parse, hit = proposal.parse, proposal.hit
    if kinds.isdisjoint({Particular.AMOUNT, Particular.OWN_AMOUNT}):
        return None
    tied = []
    for money in find_money(parse.words.text, homes=[code for code in proposal.key[1:] if code]):
        first, last = tokens_in(parse, money.start, money.end)
        is_own = Particular.AMOUNT in kinds or is_below(parse, hit, first, last)
        steps = steps_between(parse, hit, first, last) if last and is_own else None
        if steps is not None:
            tied.append((steps, abs(first - hit.head), money))
    return min(tied, key=lambda item: item[:2], default=(0, 0, None))[2]


def _quantity(proposal: Proposal) -> Quantity | None:
    """Return the count that is tied to the trigger most closely; what is another party's is not this act's."""
    parse, hit = proposal.parse, proposal.hit
    tied = []
    for quantity in find_quantities(parse):
        owners = {mention.code for mention in proposal.scope.parties.of_phrase(quantity.token)}
        steps = steps_between(parse, hit, quantity.token, quantity.token + 1)
        if steps is not None and (not owners or not owners.isdisjoint(proposal.key[1:])):
            tied.append((steps, abs(quantity.token - hit.head), quantity))
    return min(tied, key=lambda item: item[:2], default=(0, 0, None))[2]
