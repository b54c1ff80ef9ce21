"""The fitted judge: weigh all readings of an article, and keep the acts that a reader would probably record.

The rules propose; how sure they are is one feature among many. Each reading is weighed twice: by its features, and, in
the sentences where that leaves it a chance, by an encoder that knows more of what words mean. An act is kept when its
calibrated probability reaches the threshold of the weights; that probability is its confidence. A rival reading of the
same words (the other direction, another type, another side) lowers it. Refused with its reason: every trigger that is
left without an act.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from data.extraction.judge.acts import NOTHING, Act, Key, Rivals, Scored, chance, gather, numbers
from data.extraction.judge.encoder import default_encoder
from data.extraction.judge.features import Described, describe
from data.extraction.judge.readings import Reading, Telling, is_listed
from data.extraction.judge.rules import by_rules
from data.extraction.judge.view import View
from data.extraction.judge.weights import Weights, default_weights
from data.extraction.proposals import Proposal, Refused, proposal_of, refusal_of
from data.extraction.rejections import Reason
from data.model import DateBasis

_NEAR, _NEAR_BY_RULE = 1.0, 3.0  # readings that score so much less than the best one do not tell of the act
_SURE = 2.2  # a second act of the same kind needs nine chances in ten of its own
_READ_FROM = -1.0  # a sentence is read by the encoder when the features of some reading come to as much
_LISTED = 0.15  # how much less sure a side of a list may be than one alone
_SAID = (DateBasis.STATED, DateBasis.RELATIVE)


class Meanings(Protocol):
    """Whoever says how likely a sentence tells of a reading: the encoder."""

    def scores(self, readings: Sequence[Reading]) -> list[float]:
        """Return the log odds of each reading."""
        ...


@dataclass(frozen=True, slots=True)
class Judge:
    """The weights and the encoder that they were fitted with."""

    weights: Weights
    encoder: Meanings


@cache
def default_judge() -> Judge:
    """Return the judge of seeds/judge, read once."""
    return Judge(default_weights(), default_encoder())


def weigh(tellings: Sequence[Telling], view: View, judge_: Judge) -> tuple[list[Proposal], list[Refused]]:
    """Return the proposals to keep, in the order of the text, and the triggers that tell of nothing."""
    acts = gather(score_all(tellings, view, judge_))
    rivals = Rivals(acts, keys_by_rules(tellings))
    kept: list[Proposal] = []
    for act, probability in keep(acts, rivals, view, judge_.weights):
        kept += _proposals(act, probability)
    kept.sort(key=lambda one: (one.sentence.field != "headline", one.sentence.number, one.hit.start))
    told = {id(proposal.hit) for proposal in kept}
    return kept, list(_refused(tellings, told))


def keys_by_rules(tellings: Iterable[Telling]) -> set[Key]:
    """Return type, influencer and target of what the rules alone would report."""
    kept, _ = by_rules(tellings)
    return {proposal.key for proposal in kept}


def describe_all(tellings: Sequence[Telling], view: View) -> Iterator[Described]:
    """Yield all readings of an article with their features."""
    types: dict[tuple[str, int], set[str]] = defaultdict(set)
    for telling in tellings:
        types[telling.place[:2]].add(telling.event_type)
    for telling in tellings:
        yield from describe(telling, view, types_here=len(types[telling.place[:2]]))


def score_all(tellings: Sequence[Telling], view: View, judge_: Judge) -> list[Scored]:
    """Return all readings of an article with their scores."""
    every = list(score_words(tellings, view, judge_.weights))
    meanings = read_meanings([reading for reading, _ in every], [words for _, words in every], judge_.encoder)
    blended = judge_.weights.blended
    return [
        Scored(reading, blended(words, meaning), words, meaning)
        for (reading, words), meaning in zip(every, meanings, strict=True)
    ]


def score_words(tellings: Sequence[Telling], view: View, weights: Weights) -> Iterator[tuple[Reading, float]]:
    """Yield all readings of an article with what their features come to."""
    known: dict[int, tuple[tuple[str, ...], float]] = {}
    for one in describe_all(tellings, view):
        total = weights.bias
        for part in one.parts:
            if id(part) not in known:
                known[id(part)] = (part, weights.score(part))
            total += known[id(part)][1]
        yield one.reading, total


def read_meanings(every: Sequence[Reading], words: Sequence[float], encoder: Meanings) -> list[float]:
    """Return what the encoder says of each reading, `NOTHING` in sentences where no reading has a chance."""
    open_ = {id(one.telling.sentence) for one, score in zip(every, words, strict=True) if score >= _READ_FROM}
    at = [place for place, one in enumerate(every) if id(one.telling.sentence) in open_]
    found = [NOTHING] * len(every)
    for place, score in zip(at, encoder.scores([every[place] for place in at]), strict=True):
        found[place] = max(NOTHING, score)
    return found


def keep(acts: Sequence[Act], rivals: Rivals, view: View, weights: Weights) -> list[tuple[Act, float]]:
    """Return the acts that are reported, with their probabilities.

    Of a list of names ("juntas in Mali, Niger and Guinea") each has its own record (codebook, section 4): one that is
    nearly sure enough is taken along by one that is.
    """
    likely = [(act, weights.probability(numbers(act, rivals, view))) for act in acts]
    sure = [act for act, chance_ in likely if chance_ >= weights.threshold]
    told = defaultdict(list)
    for one in (one.reading for act in sure for one in act.scored):
        told[id(one.telling)].append(one)
    return [
        (act, max(chance_, weights.threshold))
        for act, chance_ in likely
        if chance_ >= weights.threshold or (chance_ >= weights.threshold - _LISTED and _is_listed_with_one(act, told))
    ]


def _is_listed_with_one(act: Act, sure: Mapping[int, Sequence[Reading]]) -> bool:
    readings = [one.reading for one in act.scored]
    return any(is_listed(one, mate) for one in readings for mate in sure.get(id(one.telling), ()))


def _proposals(act: Act, probability: float) -> Iterator[Proposal]:
    best = act.scored[0]
    for one in act.scored:
        near = _NEAR_BY_RULE if _is_by_rule(one.reading) else _NEAR
        if one is best or (one.score >= best.score - near and (one.score >= _SURE or not _is_dated_apart(one, best))):
            yield proposal_of(one.reading, certainty=probability * chance(one.score) / chance(best.score))


def _is_by_rule(reading: Reading) -> bool:
    """Tell whether the rules alone would trust a reading; what only proposes has to stand by its score."""
    return reading.is_ruled and not reading.telling.scope.hit.only_proposes


def _is_dated_apart(one: Scored, best: Scored) -> bool:
    """Tell whether a reading would make a second record of an act, by a date of its own."""
    dates, others = one.reading.telling.timing.dates, best.reading.telling.timing.dates
    return dates.basis in _SAID and others.basis in _SAID and dates.start != others.start


def _refused(tellings: Iterable[Telling], told: set[int]) -> Iterator[Refused]:
    for telling in tellings:
        if id(telling.scope.hit) not in told:
            yield refusal_of(telling) or Refused(telling.sentence, telling.scope.parse, telling.scope.hit, Reason.WEAK)
