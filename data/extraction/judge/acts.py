"""Gather the readings of one article by what they would report, and put each such act into numbers.

An act is a type with its two sides (in either order where both do it together). What one reading cannot tell is told
by the article: how many sentences tell of it, whether its opposite or a neighbour is read with more certainty,
where it stands, whether the frame of a rule reads it at all. `NAMES` are the numbers, in the order of the weights.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.extraction.judge.readings import Reading
from data.extraction.judge.view import View
from data.extraction.roles.orientation import tier
from data.model import Field

NOTHING = -6.0  # the score of what is not there
_LEAD_SENTENCES = 3
_MANY = 5

Key = tuple[str, str | None, str]


@dataclass(frozen=True, slots=True)
class Scored:
    """A reading with its score, the log odds that its article reports it, and the two scores which that rests on.

    `words` is what its features come to, `meaning` what the encoder says; `NOTHING` where that did not read it.
    """

    reading: Reading
    score: float
    words: float
    meaning: float


@dataclass(frozen=True, slots=True)
class Act:
    """All readings of one act in an article, the best first. `sides` is in alphabetical order for a mutual act."""

    event_type: str
    sides: tuple[str | None, str]
    scored: Sequence[Scored]

    @property
    def best(self) -> float:
        """The score of the best reading."""
        return self.scored[0].score

    @property
    def key(self) -> Key:
        """Type, influencer and target as the best reading has them."""
        return self.scored[0].reading.key


def gather(scored: Iterable[Scored]) -> list[Act]:
    """Return the acts of an article, in the order in which they are first read."""
    groups: dict[tuple[str, tuple[str | None, str]], list[Scored]] = defaultdict(list)
    for one in scored:
        groups[act_of(one.reading)].append(one)
    return [
        Act(event_type, sides, sorted(group, key=lambda one: -one.score))
        for (event_type, sides), group in groups.items()
    ]


def act_of(reading: Reading) -> tuple[str, tuple[str | None, str]]:
    """Return the type and the sides of a reading, those of a mutual act in alphabetical order."""
    event_type, influencer, target = reading.key
    is_turned = reading.telling.scope.hit.pattern.event_type.is_mutual and str(influencer) > target
    return event_type, (target, str(influencer)) if is_turned else (influencer, target)


class Rivals:
    """What else an article is read to report: best scores by type, by pair, by type and side, by telling."""

    def __init__(self, acts: Sequence[Act], by_rules: Collection[Key] = ()) -> None:
        """`by_rules` are the keys of what the rules alone would report."""
        self.acts = acts
        self.by_rules = by_rules
        self.best = {(act.event_type, act.sides): act.best for act in acts}
        self.of_type = _grouped(acts, lambda act: act.event_type)
        self.of_pair = _grouped(acts, lambda act: frozenset(act.sides))
        self.of_first = _grouped(acts, lambda act: (act.event_type, act.sides[0]))
        self.of_second = _grouped(acts, lambda act: (act.event_type, act.sides[1]))
        by_telling: dict[object, list[tuple[float, Act]]] = defaultdict(list)
        for act in acts:
            for one in act.scored:
                by_telling[act.event_type, *one.reading.telling.place].append((one.score, act))
        self.of_telling = {key: _Rivalry(found) for key, found in by_telling.items()}
        self.expected = sum(chance(act.best) for act in acts)
        self.likely = sum(act.best > 0 for act in acts)
        self.article_best = max((act.best for act in acts), default=NOTHING)


class _Rivalry:
    """The scores that stand against one another: how many acts they come to, and the best beside a given act."""

    def __init__(self, found: Sequence[tuple[float, Act]]) -> None:
        ordered = sorted(found, key=lambda one: -one[0])
        self.first = ordered[0]
        self.second = next((score for score, act in ordered if act is not self.first[1]), NOTHING)
        self.falling = [-score for score, _ in ordered]
        self.expected = min(_MANY, sum(chance(score) for score, _ in ordered))

    def best_beside(self, act: Act) -> float:
        """Return the best score of another act."""
        return self.second if self.first[1] is act else self.first[0]

    def better_than(self, score: float) -> int:
        """Return how many scores are higher."""
        return bisect_left(self.falling, -score)


def _grouped(acts: Iterable[Act], key: Callable[[Act], object]) -> Mapping[object, _Rivalry]:
    found: dict[object, list[tuple[float, Act]]] = defaultdict(list)
    for act in acts:
        found[key(act)].append((act.best, act))
    return {group: _Rivalry(members) for group, members in found.items()}


def chance(score: float) -> float:
    """Return the probability that a score, a log odds, stands for."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def numbers(act: Act, rivals: Rivals, view: View) -> dict[str, float]:
    """Return an act's numbers by name."""
    return {
        **_own_numbers(act),
        **_ruled_numbers(act),
        **_rival_numbers(act, rivals),
        **_view_numbers(act, view),
        f"type={act.event_type}": 1.0,
    }


def _own_numbers(act: Act) -> dict[str, float]:
    scores = [one.score for one in act.scored]
    by_sentence: dict[tuple[str, int], float] = {}
    for one in act.scored:
        place = one.reading.telling.place[:2]
        by_sentence.setdefault(place, one.score)
    tops = sorted(by_sentence.values(), reverse=True)
    headline = [score for (field, _), score in by_sentence.items() if field == Field.HEADLINE]
    lead = [score for (field, at), score in by_sentence.items() if field == Field.TEXT and at < _LEAD_SENTENCES]
    telling = act.scored[0].reading.telling
    return {
        "best": _clip(scores[0]),
        "best_positive": max(0.0, _clip(scores[0])),
        "best_words": _clip(max(one.words for one in act.scored)),
        "best_meaning": _clip(max(one.meaning for one in act.scored)),
        "second_sentence": _clip(tops[1]) if len(tops) > 1 else NOTHING,
        "third_sentence": _clip(tops[2]) if len(tops) > 2 else NOTHING,
        "all": _clip(math.log(sum(math.exp(score) for score in scores))),
        "sentences": math.log(len(tops)),
        "expected_sentences": min(_MANY, sum(chance(score) for score in tops)),
        "headline": _clip(max(headline, default=NOTHING)),
        "lead": _clip(max(lead, default=NOTHING)),
        "recalled": float(telling.timing.is_background),
        "ahead": float(telling.standing.is_ahead),
        "late": math.log1p(max(0, telling.sentence.number)),
    }


def _ruled_numbers(act: Act) -> dict[str, float]:
    ruled = [one for one in act.scored if one.reading.is_ruled]
    certainties = [_certainty(one) for one in ruled]
    sides = [side for side in (act.scored[0].reading.pair.influencer, act.scored[0].reading.pair.target) if side]
    return {
        "ruled": _clip(max((one.score for one in ruled), default=NOTHING)),
        "is_ruled": float(bool(ruled)),
        "certainty": max(certainties, default=0.0),
        "certainty_all": min(2.0, sum(certainties)),
        "named": float(sum(side.mention is not None for side in sides)),
    }


def _certainty(one: Scored) -> float:
    pair = one.reading.pair
    own = one.reading.telling.scope.hit.pattern.trigger.confidence * pair.target.certainty
    return own * pair.influencer.certainty if pair.influencer else own


def _rival_numbers(act: Act, rivals: Rivals) -> dict[str, float]:
    first, second = act.sides
    best = act.best
    turned = rivals.best.get((act.event_type, (second, str(first))), NOTHING)
    other_type = rivals.of_pair[frozenset(act.sides)].best_beside(act)
    margins = [
        one.score - rivals.of_telling[act.event_type, *one.reading.telling.place].best_beside(act)
        for one in act.scored[:_MANY]
    ]
    of_type = rivals.of_type[act.event_type]
    firsts, seconds = rivals.of_first[act.event_type, first], rivals.of_second[act.event_type, second]
    return {
        "by_rules": float(any(one.reading.key in rivals.by_rules for one in act.scored)),
        "turned": _clip(turned),
        "over_turned": _clip(best - turned),
        "other_type": _clip(other_type),
        "over_other_type": _clip(best - other_type),
        "margin": _clip(margins[0]),
        "best_margin": _clip(max(margins)),
        "rank": math.log1p(of_type.better_than(best)),
        "type_expected": of_type.expected,
        "first_expected": firsts.expected,
        "second_expected": seconds.expected,
        "first_rival": _clip(firsts.best_beside(act)),
        "second_rival": _clip(seconds.best_beside(act)),
        "article_expected": math.log1p(rivals.expected),
        "article_best": _clip(rivals.article_best),
        "article_likely": math.log1p(rivals.likely),
    }


def _view_numbers(act: Act, view: View) -> dict[str, float]:
    _, influencer, target = act.key
    code = influencer or target
    return {
        "length": math.log1p(len(view.by_sentence)),
        "together": math.log1p(view.pair_count(code, target)),
        "influencer_share": view.share(code),
        "target_share": view.share(target),
        "influencer_rank": math.log1p(view.rank(code)),
        "target_rank": math.log1p(view.rank(target)),
        "influencer_tier": float(tier(code)),
        "target_tier": float(tier(target)),
    }


def _clip(score: float) -> float:
    return max(NOTHING, min(-NOTHING, score))
