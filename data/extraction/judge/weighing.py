"""The fitted judge: weigh all readings of an article, and keep the acts that a reader would probably record.

The rules propose; how sure they are is one feature among many. An act is kept when its calibrated probability
reaches the threshold of the weights; that probability is its confidence. A rival reading of the same words (the other
direction, another type, another side) lowers it. Refused with its reason: every trigger that is left without an act.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from data.extraction.judge.acts import Act, Key, Rivals, Scored, chance, gather, numbers
from data.extraction.judge.features import Described, describe
from data.extraction.judge.readings import Telling
from data.extraction.judge.rules import judge
from data.extraction.judge.view import View
from data.extraction.judge.weights import Weights
from data.extraction.proposals import Proposal, Refused, proposal_of, propose, refusal_of
from data.extraction.rejections import Reason
from data.model import DateBasis

_NEAR, _NEAR_BY_RULE = 1.0, 3.0  # readings that score so much less than the best one do not tell of the act
_SURE = 2.2  # a second act of the same kind needs nine chances in ten of its own
_SAID = (DateBasis.STATED, DateBasis.RELATIVE)


def weigh(tellings: Sequence[Telling], view: View, weights: Weights) -> tuple[list[Proposal], list[Refused]]:
    """Return the proposals to keep, in the order of the text, and the triggers that tell of nothing."""
    acts = gather(score_all(tellings, view, weights))
    rivals = Rivals(acts, keys_by_rules(tellings))
    kept: list[Proposal] = []
    for act, probability in keep(acts, rivals, view, weights):
        kept += _proposals(act, probability)
    kept.sort(key=lambda one: (one.sentence.field != "headline", one.sentence.number, one.hit.start))
    told = {id(proposal.hit) for proposal in kept}
    return kept, list(_refused(tellings, told))


def keys_by_rules(tellings: Iterable[Telling]) -> set[Key]:
    """Return type, influencer and target of what the rules alone would report."""
    found = [one for telling in tellings if telling.has_needs for one in propose(telling)]
    kept, _ = judge([one for one in found if isinstance(one, Proposal)])
    return {proposal.key for proposal in kept}


def describe_all(tellings: Sequence[Telling], view: View) -> Iterator[Described]:
    """Yield all readings of an article with their features."""
    types: dict[tuple[str, int], set[str]] = defaultdict(set)
    for telling in tellings:
        if telling.has_needs:
            types[telling.place[:2]].add(telling.event_type)
    for telling in tellings:
        yield from describe(telling, view, types_here=len(types[telling.place[:2]]))


def score_all(tellings: Sequence[Telling], view: View, weights: Weights) -> Iterator[Scored]:
    """Yield all readings of an article with their scores."""
    known: dict[int, tuple[tuple[str, ...], float]] = {}
    for one in describe_all(tellings, view):
        total = weights.bias
        for part in one.parts:
            if id(part) not in known:
                known[id(part)] = (part, weights.score(part))
            total += known[id(part)][1]
        yield Scored(one.reading, total)


def keep(acts: Sequence[Act], rivals: Rivals, view: View, weights: Weights) -> list[tuple[Act, float]]:
    """Return the acts that are reported, with their probabilities."""
    likely = [(act, weights.probability(numbers(act, rivals, view))) for act in acts]
    return [(act, chance_) for act, chance_ in likely if chance_ >= weights.threshold]


def _proposals(act: Act, probability: float) -> Iterator[Proposal]:
    best = act.scored[0]
    for one in act.scored:
        near = _NEAR_BY_RULE if one.reading.is_ruled and one.reading.telling.has_needs else _NEAR
        if one is best or (one.score >= best.score - near and (one.score >= _SURE or not _is_dated_apart(one, best))):
            yield proposal_of(one.reading, certainty=probability * chance(one.score) / chance(best.score))


def _is_dated_apart(one: Scored, best: Scored) -> bool:
    """Tell whether a reading would make a second record of an act, by a date of its own."""
    dates, others = one.reading.telling.timing.dates, best.reading.telling.timing.dates
    return dates.basis in _SAID and others.basis in _SAID and dates.start != others.start


def _refused(tellings: Iterable[Telling], told: set[int]) -> Iterator[Refused]:
    for telling in tellings:
        if telling.has_needs and id(telling.scope.hit) not in told:
            yield refusal_of(telling) or Refused(telling.sentence, telling.scope.parse, telling.scope.hit, Reason.WEAK)
