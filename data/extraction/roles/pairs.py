"""Say who and to whom: the pairs (influencer, target) that a trigger's frame finds in its sentence.

The slots of the frame are tried in order, first as the grammar has them, then as word order has them (the parser
errs), with less certainty. Codebook section 4 decides what remains: no pair of a country with itself, no
organisation as a target, one pair for each country of a list, a mutual act by `orientation`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from data.extraction.names.mentions import Mention, MentionKind
from data.extraction.roles.orientation import is_far_weaker, is_great_power, orient
from data.extraction.roles.scope import Pair, Scope, Side
from data.extraction.roles.wars import invaded_by, invader_of
from data.extraction.roles.word_order import INSIDE_PHRASE, by_word_order
from data.extraction.text.word_lists import word_list
from data.reference.event_types import PREPOSITIONS

_CALENDAR = word_list("calendar")
_MAX_SIDES = 3
_MAX_BETWEEN = 4
_BUSINESSES = frozenset({"", "company", "bank"})
_PLACING = ("to", "in", "with", "between")
_GRAMMAR, _WORD_ORDER, _BY_TABLE = 1.0, 0.75, 0.9
# A deal placed by the article's topic alone must be told more than once to count.
_BY_TOPIC, _DEAL_BY_TOPIC = 0.6, 0.53


def read_pairs(scope: Scope) -> list[Pair]:
    """Return the pairs that the trigger's frame finds, none where a side is missing."""
    event_type, trigger = scope.hit.pattern.event_type, scope.hit.pattern.trigger
    if event_type.is_domestic:
        return [Pair(None, side) for side in _domestic_sides(scope)]
    barred = scope.countries if trigger.is_of_organisation else ()
    actors = [side for side in _sides(scope, trigger.influencer, barred=barred) if not _is_armed_group(side)]
    if "invader" in trigger.influencer and all(_is_pronoun(side) for side in actors):
        actors = _invaders(scope) or actors
    if event_type.is_mutual:
        # States meet and make pacts; what a company signs is a deal of another type.
        return _mutual_pairs(scope, [side for side in actors if not _is_business(side)])
    codes = {side.code for side in actors}
    found: list[Pair] = []
    for actor in actors:
        others = _sides(scope, _with_theme(scope), allowed=scope.countries, barred={actor.code})
        if not others and "invaded" in trigger.target:
            others = _invaded(scope, actor)
        found += [Pair(actor, side) for side in others if side.code not in codes or len(codes) == 1]
    if not found and trigger.is_reciprocal and len(actors) > 1:
        return _mutual_pairs(scope, actors)
    if event_type.is_deal:
        found = [_company_first(scope, pair) for pair in found]
    return [_giver_first(scope, pair) for pair in found] if event_type.has_strong_giver else found


def _domestic_sides(scope: Scope) -> list[Side]:
    """Return where a domestic act took place: where a preposition puts it, else whom the sentence speaks of.

    The great powers are not looked for there: they are told of as those who speak about it.
    """
    names = scope.hit.pattern.trigger.target
    placing = [name for name in names if name in PREPOSITIONS]
    others = [name for name in names if name not in PREPOSITIONS]
    great = {code for code in scope.countries if is_great_power(code)}
    return _sides(scope, placing, allowed=scope.countries) or _sides(
        scope, others, allowed=scope.countries, barred=great
    )


def has_influencer(scope: Scope) -> bool:
    """Tell whether the trigger's frame finds an influencer at all, or needs none."""
    if scope.hit.pattern.event_type.is_domestic:
        return True
    return any(not _is_armed_group(side) for side in _sides(scope, scope.hit.pattern.trigger.influencer))


def _giver_first(scope: Scope, pair: Pair) -> Pair:
    """Turn a pair round in which a weak side would lend to, build in or arm a strong one."""
    actor, other = pair.influencer, pair.target
    if actor is None or actor.code not in scope.countries or not is_far_weaker(actor.code, other.code):
        return pair
    return Pair(other, actor)


def _company_first(scope: Scope, pair: Pair) -> Pair:
    """Turn a deal round whose target is a company and whose influencer is a country."""
    actor, other = pair.influencer, pair.target
    if actor is None or _is_company(scope, actor) or not _is_company(scope, other) or actor.code not in scope.countries:
        return pair
    return Pair(other, actor)


def _is_company(scope: Scope, side: Side) -> bool:
    """Tell whether a side is a named company, or a country whose firm, bank or miner is meant."""
    if side.mention is None:
        return False
    if side.mention.kind is MentionKind.ACTOR:
        return True
    for at in range(side.mention.end, min(side.mention.end + 4, len(scope.parse.lower))):
        if scope.parse.lower[at] in scope.bodies:
            return True
        if not scope.parse.tags[at].startswith(INSIDE_PHRASE):
            return False
    return False


def _mutual_pairs(scope: Scope, actors: Sequence[Side]) -> list[Pair]:
    """Return the pairs of an act that sides do together: with whom the first slots name, or each other."""
    if not actors:
        return []
    own = {side.code for side in actors}
    is_of_states = scope.hit.pattern.event_type.is_mutual
    others = _sides(scope, _with_theme(scope), barred=own)
    others = [side for side in others if not (is_of_states and _is_business(side))]
    host = next((side.code for side in others if side.slot in ("in", "at", "to", "object")), None)
    if others:
        couples = [(actor, other) for actor in actors for other in others]
    else:
        # Two or three sides meet each other; of a longer list nobody says who met whom.
        couples = [(actors[0], other) for other in actors[1:]] if len(actors) <= _MAX_SIDES else []
    found = []
    for actor, other in couples:
        pair = orient(actor.code, other.code, host, scope.countries)
        if pair is not None:
            swapped = pair[0] != actor.code
            found.append(Pair(other, actor) if swapped else Pair(actor, other))
    return found


def _with_theme(scope: Scope) -> tuple[str, ...]:
    target = scope.hit.pattern.trigger.target
    return target if scope.hit.pattern.is_verb else (*target, "theme")


def _invaders(scope: Scope) -> list[Side]:
    """Return who wages a war in the country that the trigger names: "after the invasion of Kuwait"."""
    targets = _sides(scope, _with_theme(scope), allowed=scope.countries)
    found = {side.code: invader_of(side.code, scope.published) for side in targets}
    return [Side(code, None, "invader", _BY_TABLE) for code in found.values() if code is not None]


def _invaded(scope: Scope, actor: Side) -> list[Side]:
    """Return the country in which an actor wages a war: "since Russia's invasion"."""
    code = invaded_by(actor.code, scope.published)
    return [Side(code, None, "invaded", _BY_TABLE)] if code is not None else []


def _is_pronoun(side: Side) -> bool:
    return side.mention is not None and side.mention.entity.form.lower() in ("it", "its", "their")


def _is_business(side: Side) -> bool:
    """Tell whether a side is a named company or bank, of the tables or learned from the article."""
    mention = side.mention
    return mention is not None and mention.kind is MentionKind.ACTOR and mention.entity.actor_kind in _BUSINESSES


def _is_armed_group(side: Side) -> bool:
    return side.mention is not None and side.mention.entity.actor_kind == "armed_group"


def _sides(
    scope: Scope, names: Sequence[str], *, allowed: Collection[str] | None = None, barred: Collection[str] = ()
) -> list[Side]:
    """Return the sides of the first slot that names a fitting code: by grammar, then by word order."""

    def fits(code: str) -> bool:
        return code not in barred and (allowed is None or code in allowed)

    for read, certainty in ((_by_grammar, _GRAMMAR), (by_word_order, _WORD_ORDER)):
        for name in names:
            found: dict[str, Side] = {}
            for mention in read(scope, name):
                for code in mention.codes:
                    if fits(code):
                        found.setdefault(code, Side(code, mention, name, certainty))
            if found:
                return list(found.values())
    topic = next((code for code in _topics(scope) if fits(code)), None) if "topic" in names else None
    if topic is None:
        return []
    named = next((mention for mention in scope.parties.mentions if mention.code == topic), None)
    event_type = scope.hit.pattern.event_type
    is_deal = event_type.is_deal or event_type.has_strong_giver
    return [Side(topic, named, "topic", _DEAL_BY_TOPIC if is_deal else _BY_TOPIC)]


def _topics(scope: Scope) -> Sequence[str]:
    """Return the countries that an unplaced act may be about: the article's, or the only likely one of the sentence.

    A domestic act is not looked for in the great powers, which act on the others in what is told of them.
    """
    event_type = scope.hit.pattern.event_type
    if not event_type.is_domestic:
        return () if _is_placed(scope) else scope.topics[: 1 if event_type.is_mutual else None]
    likely = {mention.code for mention in scope.parties.mentions if mention.code in scope.countries}
    likely = {code for code in likely if not is_great_power(code)}
    if len(likely) == 1:
        return tuple(likely)
    return [code for code in scope.topics[:1] if not likely and not is_great_power(code)]


def _is_placed(scope: Scope) -> bool:
    """Tell whether the sentence places an act where no country is named: "a visit to Africa"."""
    heads = [head for name in _PLACING for head in scope.slots.get(name, ())]
    return any(scope.parse.tags[head].startswith("NNP") and scope.parse.lower[head] not in _CALENDAR for head in heads)


def _by_grammar(scope: Scope, name: str) -> Iterator[Mention]:
    if name == "self":
        yield from _inside_trigger(scope)
    elif name == "pair":
        yield from _joined_before(scope)
    elif name == "theme":
        yield from (mention for mention in _premodifiers(scope) if not _is_attributive(mention))
    elif name == "modifier":
        yield from (mention for mention in _premodifiers(scope) if _is_attributive(mention))
    elif name in ("scene", "sentence", "topic", "person", "invader", "invaded"):
        return
    else:
        for head in scope.slots.get(name, ()):
            yield from scope.parties.of_phrase(head)


def _inside_trigger(scope: Scope) -> Iterator[Mention]:
    for mention in scope.parties.mentions:
        if mention.start < scope.hit.end and scope.hit.start < mention.end:
            yield mention


def _joined_before(scope: Scope) -> Iterator[Mention]:
    """Yield the two names that a hyphen joins before a noun, over a few words: "U.S.-South Korea joint drills"."""
    lower = scope.parse.lower
    for first, second in pairwise(scope.parties.mentions):
        is_joined = first.end + 1 == second.start and lower[first.end] in ("-", "–")
        between = range(second.end, scope.hit.start)
        is_near = second.end <= scope.hit.start and len(between) <= _MAX_BETWEEN
        if is_joined and is_near and not any(scope.parse.is_verb(at) or lower[at] in PREPOSITIONS for at in between):
            yield first
            yield second


def _premodifiers(scope: Scope) -> Iterator[Mention]:
    """Yield the countries among the words right before a noun: "Russian military", "Iran" in "Iran sanctions"."""
    for head in scope.slots.get("modifier", ()):
        yield from scope.parties.of_phrase(head)
    parse, at = scope.parse, scope.hit.start - 1
    while at >= 0 and at >= scope.hit.start - 6:
        mention = scope.parties.at(at)
        if mention is not None:
            yield mention
            return
        if not (parse.tags[at].startswith(("JJ", "NN", "VBG", "VBN", "CD")) or parse.lower[at] in ("-", "“", '"')):
            return
        at -= 1


def _is_attributive(mention: Mention) -> bool:
    """Tell whether a word before a noun says whose act it is; a country's plain name says where it lands."""
    form = mention.entity.form
    is_short = form.isupper() or form in ("America", "Britain")
    return mention.kind not in (MentionKind.NAME, MentionKind.PLACE) or is_short or bool(mention.suffix)
