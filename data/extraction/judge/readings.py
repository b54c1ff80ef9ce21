"""Widen: every pair of sides that the words of a trigger may mean, not only those that its frame reads.

The frame's own pairs come first and keep their slots. Beside them stand all pairs of names in the sentence, one
of them with a name of the sentence before or with what the article is most about, each as slot "nearby", "before" or
"topic" and with no certainty of its own: only the fitted judge takes them. A trigger that only proposes looks no
further than the names nearest to it, where there are two. An act that two sides do together has one reading for both
orders.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from data.extraction.dates.timing import Timing
from data.extraction.judge.view import View
from data.extraction.names.mentions import Mention
from data.extraction.roles.orientation import tier
from data.extraction.roles.scope import Pair, Scope, Side
from data.extraction.status.standing import Standing
from data.extraction.text.sentences import Sentence

_MAX_TOPICS, _MAX_BEFORE, _MAX_HERE, _MAX_NEAR = 3, 3, 8, 4
_TOPIC_PAIRS = 2
_LINKS = frozenset({",", "and", "or", "&", "the", "as", "well"})


@dataclass(frozen=True, slots=True)
class Telling:
    """One trigger in its sentence, with what the rules read: its pairs, how far the act got, when."""

    sentence: Sentence
    scope: Scope
    standing: Standing
    timing: Timing
    pairs: Sequence[Pair]

    @property
    def event_type(self) -> str:
        """The key of the event type."""
        return self.scope.hit.pattern.event_type.key

    @property
    def place(self) -> tuple[str, int, int]:
        """Where it stands: field, sentence, token."""
        return self.sentence.field, self.sentence.number, self.scope.hit.head


@dataclass(frozen=True, slots=True)
class Reading:
    """One pair that a telling may mean. `is_ruled`: the trigger's frame reads it so."""

    telling: Telling
    pair: Pair
    is_ruled: bool

    @property
    def key(self) -> tuple[str, str | None, str]:
        """Type, influencer and target."""
        influencer = self.pair.influencer
        return self.telling.event_type, influencer.code if influencer else None, self.pair.target.code


def readings(telling: Telling, view: View) -> list[Reading]:
    """Return the readings of a telling, those of its frame first; no pair twice, none of what is negated."""
    if telling.standing.is_negated:
        return []
    found: dict[tuple[str | None, ...], Reading] = {}
    is_mutual = telling.scope.hit.pattern.event_type.is_mutual
    for pair in telling.pairs:
        found.setdefault(_codes(pair, is_mutual=is_mutual), Reading(telling, pair, is_ruled=True))
    for pair in _widened(telling, view):
        found.setdefault(_codes(pair, is_mutual=is_mutual), Reading(telling, pair, is_ruled=False))
    return list(found.values())


def _codes(pair: Pair, *, is_mutual: bool) -> tuple[str | None, ...]:
    codes = (pair.influencer.code if pair.influencer else None, pair.target.code)
    return tuple(sorted(codes, key=str)) if is_mutual else codes


def _widened(telling: Telling, view: View) -> Iterator[Pair]:
    scope = telling.scope
    pool = _pool(telling, view)
    targets = [side for side in pool if side.code in scope.countries]
    if scope.hit.pattern.event_type.is_domestic:
        yield from (Pair(None, side) for side in targets)
        return
    tops = view.order[:_TOPIC_PAIRS]
    for actor in pool:
        for other in targets:
            is_far = actor.mention is None and other.mention is None
            if actor.code == other.code or (is_far and not {actor.code, other.code} <= set(tops)):
                continue
            yield _oriented(actor, other, scope)


def _oriented(actor: Side, other: Side, scope: Scope) -> Pair:
    """Put the stronger side of a mutual act first, as the codebook's section 4 has it."""
    is_mutual = scope.hit.pattern.event_type.is_mutual
    if is_mutual and actor.code in scope.countries and tier(other.code) < tier(actor.code):
        return Pair(other, actor)
    return Pair(actor, other)


def _pool(telling: Telling, view: View) -> list[Side]:
    nearest = nearest_mentions(telling.scope)
    most = _MAX_NEAR if telling.scope.hit.only_proposes else _MAX_HERE
    pool = [Side(code, mention, "nearby", 0.0) for code, mention in list(nearest.items())[:most]]
    if telling.scope.hit.only_proposes and len(nearest) > 1:
        return pool
    tops = [code for code in view.order[:_MAX_TOPICS] if code not in nearest]
    before = [code for code in view.before(telling.sentence) if code not in nearest and code not in tops]
    pool += [Side(code, None, "topic", 0.0) for code in tops]
    return pool + [Side(code, None, "before", 0.0) for code in before[:_MAX_BEFORE]]


def nearest_mentions(scope: Scope) -> Mapping[str, Mention]:
    """Return for each code of a sentence its mention nearest to the trigger, the nearest code first."""
    by_distance = sorted(scope.parties.mentions, key=lambda mention: _gap(scope, mention))
    found: dict[str, Mention] = {}
    for mention in by_distance:
        for code in mention.codes:
            found.setdefault(code, mention)
    return found


def _gap(scope: Scope, mention: Mention) -> int:
    return max(scope.hit.start - mention.end, mention.start - scope.hit.end, 0)


def is_listed(one: Reading, other: Reading) -> bool:
    """Tell whether two readings of a telling differ in one side only, and the two names stand in one list."""
    sides = ((one.pair.influencer, other.pair.influencer), (one.pair.target, other.pair.target))
    apart = [pair for pair in sides if (pair[0] and pair[0].code) != (pair[1] and pair[1].code)]
    if len(apart) != 1:
        return False
    mentions = [side.mention for side in apart[0] if side is not None and side.mention is not None]
    if len(mentions) != len(apart[0]):
        return False
    first, second = sorted(mentions, key=lambda mention: mention.start)
    scope = one.telling.scope
    named = {token for mention in scope.parties.mentions for token in range(mention.start, mention.end)}
    return all(token in named or scope.parse.lower[token] in _LINKS for token in range(first.end, second.start))
