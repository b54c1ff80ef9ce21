"""Propose: from one parsed sentence to everything that its triggers may tell, or why they tell nothing.

A proposal is a possible record with its spans and the certainty of its reading; `judging` decides what is kept, and
`assembly` makes records of it. The two are apart so that another judge can weigh the same proposals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from data.extraction.amounts import Money, Quantity, find_money, find_quantities
from data.extraction.attribution import read_attribution
from data.extraction.commodities import Commodity, commodities, nearest_commodity
from data.extraction.lexicon import Lexicon
from data.extraction.mentions import Mention, MentionKind
from data.extraction.parsing import Parse
from data.extraction.parties import Parties
from data.extraction.rejections import Reason
from data.extraction.roles import has_influencer, read_pairs
from data.extraction.scope import Pair, Scope
from data.extraction.sentences import Sentence
from data.extraction.slots import SlotReader
from data.extraction.status import Standing, read_standing
from data.extraction.timing import Timing, read_timing
from data.extraction.triggers import Hit, find_triggers, may_need, meets_needs
from data.extraction.word_lists import word_list
from data.extraction.words import classes_in, operators, receiving_verbs
from data.model import Status

_ATTRIBUTES = frozenset({"amod", "compound", "nmod:poss", "nmod:desc"})
_MAX_PHRASE = 6
# Sides that stand this far apart belong together less often.
_FAR_TOKENS, _FAR_FACTOR = 24, 0.6
_COUNTED = word_list("counted")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One possible record. `start` and `end` are the tokens that tell it, in its sentence."""

    sentence: Sentence
    parse: Parse
    hit: Hit
    pair: Pair
    standing: Standing
    timing: Timing
    start: int
    end: int
    certainty: float
    money: Money | None = None
    quantity: Quantity | None = None
    commodity: Commodity | None = None
    place: str | None = None
    attribution: str | None = None

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

    @property
    def influencer_actor(self) -> str | None:
        """The named body that acts, where one is named."""
        return _actor_name(self.pair.influencer.mention if self.pair.influencer else None)

    @property
    def target_actor(self) -> str | None:
        """The named counterpart, where one is named."""
        return _actor_name(self.pair.target.mention)


@dataclass(frozen=True, slots=True)
class Refused:
    """A trigger that told of nothing: its tokens and why."""

    sentence: Sentence
    parse: Parse
    hit: Hit
    reason: Reason


def propose(
    sentence: Sentence,
    parse: Parse,
    mentions: Sequence[Mention],
    outlets: Sequence[Mention],
    lexicon: Lexicon,
    *,
    topic: str | None,
    published: date | None,
    second_topic: str | None = None,
) -> Iterator[Proposal | Refused]:
    """Yield what each trigger of a sentence may tell, or why it tells nothing."""
    topics = [code for code in (topic, second_topic) if code is not None]
    classes = classes_of(parse.lower, mentions)
    hits = find_triggers(parse, lexicon.triggers)
    if not hits:
        return
    reader = SlotReader(parse, receiving=receiving_verbs(), acting=operators())
    speechless = Parties(parse, mentions)
    everybody = Parties(parse, sorted([*mentions, *outlets], key=lambda mention: mention.start))
    for hit in hits:
        parties = everybody if hit.pattern.event_type.has_acting_outlets else speechless
        if not may_need(hit.pattern.trigger, classes):
            continue
        slots = reader.of_verb(hit.head) if hit.pattern.is_verb else reader.of_noun(hit.head)
        if not meets_needs(hit, parse, slots, classes):
            continue
        scope = Scope(parse, hit, slots, parties, topics, lexicon.countries, lexicon.bodies, published)
        yield from _of_hit(sentence, scope, published)


def _of_hit(sentence: Sentence, scope: Scope, published: date | None) -> Iterator[Proposal | Refused]:
    parse, hit = scope.parse, scope.hit
    standing = read_standing(parse, hit, operators(), sentence.field)
    if standing.is_negated:
        yield Refused(sentence, parse, hit, Reason.NEGATED)
        return
    pairs = read_pairs(scope)
    if not pairs:
        yield Refused(sentence, parse, hit, Reason.NO_TARGET if has_influencer(scope) else Reason.NO_INFLUENCER)
        return
    timing = read_timing(parse, hit, standing, sentence, published=published)
    if timing.is_ahead and standing.status in (Status.COMPLETED, Status.UNDER_WAY):
        standing = replace(standing, status=Status.ANNOUNCED)
    for pair in pairs:
        yield _proposal(sentence, scope, pair, standing, timing)


def _proposal(sentence: Sentence, scope: Scope, pair: Pair, standing: Standing, timing: Timing) -> Proposal:
    parse, hit = scope.parse, scope.hit
    start, end = _extent(parse, hit, pair)
    named = nearest_commodity(parse.lower, hit.start, hit.end)
    text = parse.words.text
    at = parse.words.starts[hit.head]
    sides = [side for side in (pair.influencer, pair.target) if side is not None]
    certainty = hit.pattern.trigger.confidence
    for side in sides:
        certainty *= side.certainty
    if end - start > _FAR_TOKENS:
        certainty *= _FAR_FACTOR
    return Proposal(
        sentence=sentence,
        parse=parse,
        hit=hit,
        pair=pair,
        standing=standing,
        timing=timing,
        start=start,
        end=end,
        certainty=certainty,
        money=min(find_money(text), key=lambda money: abs(money.start - at), default=None),
        quantity=min(find_quantities(text, _COUNTED), key=lambda quantity: abs(quantity.start - at), default=None),
        commodity=named[2] if named is not None else None,
        place=_place(scope, pair.target.code),
        attribution=read_attribution(parse, hit.head),
    )


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
    if mention.entity.actor_kind == "company" and _is_mined(mention.entity.commodity):
        yield "miners"
    if mention.entity.actor_kind == "mercenary":
        yield "mercenaries"


def _is_mined(name: str | None) -> bool:
    """Tell whether a company's commodity comes from mines rather than from wells."""
    row = commodities().get(name) if name else None
    return row is not None and row.sector == "extractives"


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


def _actor_name(mention: Mention | None) -> str | None:
    if mention is None or mention.kind not in (MentionKind.ACTOR, MentionKind.PERSON):
        return None
    return mention.entity.label


def _place(scope: Scope, target: str) -> str | None:
    """Return the most precise place inside the target that the sentence names."""
    for mention in scope.parties.mentions:
        if mention.kind is MentionKind.PLACE and mention.code == target:
            return mention.entity.form
    for mention in scope.parties.mentions:
        is_capital = mention.kind is MentionKind.CAPITAL and mention.code == target and mention.start > 0
        if is_capital and scope.parse.lower[mention.start - 1] in ("in", "capital", "to", "at", "near"):
            return mention.entity.form
    return None
