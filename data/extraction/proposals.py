"""Propose: from one parsed sentence to everything that its triggers may tell, or why they tell nothing.

A proposal is a possible record with its spans and the certainty of its reading; `judge` decides what is kept, and
`assembly` makes records of it. The two are apart so that another judge can weigh the same proposals. What a record
tells besides (sums, places, names) is read by `particulars`, of what is kept alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.extraction.dates.timing import Timing, read_timing
from data.extraction.grammar.parsing import Parse
from data.extraction.judge.readings import Reading, Telling
from data.extraction.lexicon import Lexicon
from data.extraction.names.mentions import Mention, MentionKind
from data.extraction.names.parties import Parties
from data.extraction.particulars.commodities import commodities
from data.extraction.rejections import Reason
from data.extraction.roles.pairs import has_influencer, read_pairs
from data.extraction.roles.scope import Pair, Scope
from data.extraction.roles.slots import SlotReader
from data.extraction.roles.triggers import Hit, find_triggers, is_excluded, may_need, meets_needs
from data.extraction.status.standing import Standing, put_ahead, read_standing
from data.extraction.text.sentences import Sentence
from data.extraction.text.word_classes import classes_in, operators, receiving_verbs

_ATTRIBUTES = frozenset({"amod", "compound", "nmod:poss", "nmod:desc"})
_MAX_PHRASE = 6
# Sides that stand this far apart belong together less often.
_FAR_TOKENS, _FAR_FACTOR = 24, 0.6

_TRADES = {"extractives": "miners", "energy": "oil_firms"}


@dataclass(frozen=True, slots=True)
class Proposal:
    """One possible record. `start` and `end` are the tokens that tell it, in its sentence."""

    sentence: Sentence
    scope: Scope
    pair: Pair
    standing: Standing
    timing: Timing
    start: int
    end: int
    certainty: float

    @property
    def parse(self) -> Parse:
        """The sentence with its grammar."""
        return self.scope.parse

    @property
    def hit(self) -> Hit:
        """The trigger."""
        return self.scope.hit

    @property
    def event_type(self) -> str:
        """The key of the event type."""
        return self.hit.pattern.event_type.key

    @property
    def key(self) -> tuple[str, str | None, str]:
        """Type, influencer and target."""
        return self.event_type, self.pair.influencer.code if self.pair.influencer else None, self.pair.target.code

    @property
    def sides(self) -> frozenset[str | None]:
        """Both codes, in no order: the reports of a meeting often differ in who met whom."""
        return frozenset(self.key[1:])


@dataclass(frozen=True, slots=True)
class Refused:
    """A trigger that told of nothing: its tokens and why."""

    sentence: Sentence
    parse: Parse
    hit: Hit
    reason: Reason


def tell(
    sentence: Sentence,
    parse: Parse,
    mentions: Sequence[Mention],
    outlets: Sequence[Mention],
    lexicon: Lexicon,
    *,
    topics: Sequence[str],
    published: date | None,
) -> Iterator[Telling]:
    """Yield what the rules read of each trigger of a sentence."""
    classes = classes_of(parse.lower, mentions)
    hits = find_triggers(parse, lexicon.triggers)
    if not hits:
        return
    reader = SlotReader(parse, receiving=receiving_verbs(), acting=operators())
    padded = f" {' '.join(parse.lower)} "
    speechless = Parties(parse, mentions)
    everybody = Parties(parse, sorted([*mentions, *outlets], key=lambda mention: mention.start))
    for hit in hits:
        if is_excluded(hit.pattern, padded) or not may_need(hit.pattern.trigger, classes):
            continue
        slots = reader.of_verb(hit.head) if hit.pattern.is_verb else reader.of_noun(hit.head)
        if not meets_needs(hit, parse, slots, classes):
            continue
        parties = everybody if hit.pattern.event_type.has_acting_outlets else speechless
        scope = Scope(parse, hit, slots, parties, topics, lexicon.countries, lexicon.bodies, published)
        yield _telling(sentence, scope)


def _telling(sentence: Sentence, scope: Scope) -> Telling:
    standing = read_standing(scope.parse, scope.hit, sentence.field)
    timing = read_timing(scope.parse, scope.hit, standing, sentence, published=scope.published)
    if timing.is_ahead:
        standing = put_ahead(scope.parse, scope.hit, standing)
    return Telling(sentence, scope, standing, timing, read_pairs(scope))


def propose(telling: Telling) -> Iterator[Proposal | Refused]:
    """Yield what a telling proposes by the rules alone, or why it tells nothing."""
    refusal = refusal_of(telling)
    if refusal is not None:
        yield refusal
        return
    for pair in telling.pairs:
        yield proposal_of(Reading(telling, pair, is_ruled=True))


def refusal_of(telling: Telling) -> Refused | None:
    """Return why the rules read nothing of a telling, None where they read a pair."""
    scope = telling.scope
    if telling.standing.is_negated:
        return Refused(telling.sentence, scope.parse, scope.hit, Reason.NEGATED)
    if not telling.pairs:
        reason = Reason.NO_TARGET if has_influencer(scope) else Reason.NO_INFLUENCER
        return Refused(telling.sentence, scope.parse, scope.hit, reason)
    return None


def proposal_of(reading: Reading, certainty: float | None = None) -> Proposal:
    """Return the proposal that a reading makes; `certainty` is that of the rules where none is given."""
    sentence, scope, pair = reading.telling.sentence, reading.telling.scope, reading.pair
    parse, hit = scope.parse, scope.hit
    start, end = _extent(parse, hit, pair)
    return Proposal(
        sentence=sentence,
        scope=scope,
        pair=pair,
        standing=reading.telling.standing,
        timing=reading.telling.timing,
        start=start,
        end=end,
        certainty=_certainty(hit, pair, end - start) if certainty is None else certainty,
    )


def _certainty(hit: Hit, pair: Pair, length: int) -> float:
    certainty = hit.pattern.trigger.confidence
    for side in (pair.influencer, pair.target):
        certainty *= side.certainty if side is not None else 1.0
    return certainty * _FAR_FACTOR if length > _FAR_TOKENS else certainty


def classes_of(lower: Sequence[str], mentions: Sequence[Mention]) -> Mapping[str, frozenset[int]]:
    """Return the word classes of a sentence; a named person is an official, a named mining company a miner."""
    found = {key: set(tokens) for key, tokens in classes_in(lower).items()}
    for mention in mentions:
        for key in _classes_of(mention):
            found.setdefault(key, set()).update(range(mention.start, mention.end))
    officials = {token for token, word in enumerate(lower) if word in ("he", "she")}
    found.setdefault("officials", set()).update(officials)
    return {key: frozenset(tokens) for key, tokens in found.items()}


def _classes_of(mention: Mention) -> Iterator[str]:
    if mention.kind in (MentionKind.PERSON, MentionKind.SEAT):
        yield "officials"
    if mention.entity.actor_kind == "mercenary":
        yield "mercenaries"
    if mention.entity.actor_kind == "company":
        yield from ("firm_words", *_trades(mention.entity.commodity))


def _trades(commodity: str | None) -> Iterator[str]:
    """Yield the classes of those who deal in a commodity: what comes from mines, or what gives energy."""
    row = commodities().get(commodity) if commodity else None
    if row is not None and row.sector in _TRADES:
        yield _TRADES[row.sector]


def _extent(parse: Parse, hit: Hit, pair: Pair) -> tuple[int, int]:
    """Return the tokens from the first to the last of the trigger and the phrases that name both sides."""
    mentions = [
        side.mention for side in (pair.influencer, pair.target) if side is not None and side.mention is not None
    ]
    start = min([hit.start, *(mention.start for mention in mentions)])
    return start, max([hit.end, *(_phrase_end(parse, mention) for mention in mentions)])


def _phrase_end(parse: Parse, mention: Mention) -> int:
    """Return the end of the phrase that a name is only the attribute of: "Rwandan [officials]"."""
    token = mention.end - 1
    while parse.deps[token] in _ATTRIBUTES and token < parse.heads[token] <= token + _MAX_PHRASE:
        token = parse.heads[token]
    return max(mention.end, token + 1)
