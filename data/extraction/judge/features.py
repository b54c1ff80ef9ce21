"""What can be said of a reading, in words that the fitted judge has weights for.

General on purpose: grammar, order, distance, kind of name, strength of a side, the trigger and its type, how far the
act has got, place in the article. No country has a feature of its own, and of a text's words only prepositions have,
so that what was learned on some articles holds for others. A feature is a short name; a reading has it or not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.extraction.judge.paths import bucket, head_of, path_between, preposition_before
from data.extraction.judge.readings import Reading, Telling, readings
from data.extraction.judge.view import View
from data.extraction.names.mentions import Mention
from data.extraction.roles.orientation import tier
from data.extraction.roles.scope import Side

_QUOTES = frozenset({"“", "”", '"'})
_BREAKS = _QUOTES | {";", ":"}
_LONG_PATH = 5

Tokens = tuple[str, ...]
Seen = dict[tuple[int, str], Tokens]


@dataclass(frozen=True, slots=True)
class Described:
    """A reading and its features: those of the trigger, of either side, and of the pair."""

    reading: Reading
    parts: tuple[Tokens, Tokens, Tokens, Tokens]


def describe(telling: Telling, view: View, *, types_here: int) -> list[Described]:
    """Return the readings of a telling with their features. `types_here`: how many types have triggers there."""
    every = readings(telling, view)
    if not every:
        return []
    slots = _slots_of(telling)
    act = _act_tokens(telling, types_here)
    sides: dict[tuple[str, str, int], Tokens] = {}
    seen: Seen = {}

    def side_tokens(role: str, side: Side | None) -> Tokens:
        if side is None:
            return ()
        key = (role, side.code, id(side.mention))
        if key not in sides:
            sides[key] = _side_tokens(telling, view, slots, role, side, seen)
        return sides[key]

    ruled = {reading.key[1:] for reading in every if reading.is_ruled}
    return [
        Described(
            one,
            (
                act,
                side_tokens("A", one.pair.influencer),
                side_tokens("B", one.pair.target),
                _pair_tokens(one, view, slots, ruled),
            ),
        )
        for one in every
    ]


def _slots_of(telling: Telling) -> Mapping[str, Sequence[str]]:
    """Return for each code the slots of the trigger that the grammar finds it in."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, heads in telling.scope.slots.items():
        for head in heads:
            for mention in telling.scope.parties.of_phrase(head):
                for code in mention.codes:
                    if name not in found[code]:
                        found[code].append(name)
    return found


def _act_tokens(telling: Telling, types_here: int) -> Tokens:
    scope, standing, timing = telling.scope, telling.standing, telling.timing
    parse, hit, sentence = scope.parse, scope.hit, telling.sentence
    event_type, rule = hit.pattern.event_type.key, hit.pattern.rule_id
    form = "v" if hit.pattern.is_verb else "n"
    above = parse.heads[hit.head]
    is_quoted = sum(parse.lower[token] in _QUOTES for token in range(hit.head)) % 2 == 1
    tokens = [
        f"rule={rule}",
        f"type={event_type}",
        f"status={standing.status}",
        f"status={standing.status},{event_type}",
        f"ended={standing.is_ended}",
        f"ahead={standing.is_ahead}",
        f"verb={standing.has_verb},{form}",
        f"recalled={timing.is_background}",
        f"basis={timing.dates.basis}",
        f"precision={timing.dates.precision}",
        f"field={sentence.field}",
        f"sentence={bucket(sentence.number)}",
        f"length={len(parse.lower) // 10}",
        f"names={min(len(scope.parties.mentions), 7)}",
        f"types={min(types_here, 6)}",
        f"tag={parse.tags[hit.head]}",
        f"dep={parse.deps[hit.head]},{form}",
        f"above={parse.tags[above]},{form}",
        f"cause={bool(standing.cause)}",
        f"quoted={is_quoted}",
    ]
    return tuple(f"act:{token}" for token in tokens)


def _side_tokens(
    telling: Telling, view: View, slots: Mapping[str, Sequence[str]], role: str, side: Side, seen: Seen
) -> Tokens:
    """Return the tokens of one side in one role. `seen` keeps what a mention has in either role."""
    code, event_type = side.code, telling.event_type
    is_body = code not in telling.scope.countries
    rank = min(view.rank(code), 4)
    general = [
        f"tier={tier(code)}",
        f"body={is_body}",
        f"body={code}" if is_body else "country",
        f"rank={rank}",
        f"early={code in view.in_headline},{code in view.in_lead}",
        "here" if side.mention is not None else f"away={side.slot}",
    ]
    if side.mention is None:
        local: Sequence[str] = [f"away={side.slot},rank={rank}"]
    else:
        names, key = slots.get(code, ()), (id(side.mention), code)
        if key not in seen:
            seen[key] = tuple(_mention_tokens(telling, names, side.mention))
        framed = _frame_slot(telling, names, role)
        local = [*seen[key], f"frame={framed}", f"frame={framed},{telling.scope.hit.pattern.rule_id}"]
    typed = [f"{event_type},{token}" for token in general]
    return tuple([f"{role}:{token}" for token in (*general, *typed, *local)])


def _mention_tokens(telling: Telling, slots: Sequence[str], mention: Mention) -> list[str]:
    scope = telling.scope
    parse, hit = scope.parse, scope.hit
    rule, event_type = hit.pattern.rule_id, hit.pattern.event_type.key
    form = "v" if hit.pattern.is_verb else "n"
    side, between = _between(telling, mention)
    head = head_of(parse, mention)
    path, steps = path_between(parse, hit.head, head)
    preposition = preposition_before(parse, mention)
    is_owner = mention.end < len(parse.lower) and parse.lower[mention.end] == "'s"
    tokens = [
        f"kind={mention.kind}",
        f"kind={mention.kind},{form}{side}",
        f"gap={bucket(len(between))},{form}{side}",
        f"path={path},{form}" if steps <= _LONG_PATH else "path=long",
        f"steps={steps},{form}",
        f"preposition={preposition}",
        f"preposition={preposition},{form}{side}",
        f"preposition={preposition},{event_type}",
        f"owner={is_owner},{form}{side}{min(bucket(len(between)), 3)}",
        f"dep={parse.deps[head]},{side}",
        f"actor={mention.entity.actor_kind}",
        f"verbs={min(3, sum([parse.is_verb(token) for token in between]))},{side}",
        f"break={any(parse.lower[token] in _BREAKS for token in between)},{side}",
    ]
    for name in slots or ("none",):
        tokens += [f"slot={name}", f"slot={name},{rule}", f"slot={name},{event_type}"]
    return tokens


def _between(telling: Telling, mention: Mention) -> tuple[str, range]:
    """Return on which side of the trigger a mention stands, and the tokens between."""
    hit = telling.scope.hit
    if mention.end <= hit.start:
        return "before", range(mention.end, hit.start)
    if mention.start >= hit.end:
        return "after", range(hit.end, mention.start)
    return "inside", range(0)


def _frame_slot(telling: Telling, slots: Sequence[str], role: str) -> str:
    """Return the first slot of the trigger's frame that grammar fills with this side."""
    trigger = telling.scope.hit.pattern.trigger
    frame = trigger.influencer if role == "A" else trigger.target
    return next((name for name in frame if name in slots), "none")


def _pair_tokens(
    reading: Reading,
    view: View,
    slots: Mapping[str, Sequence[str]],
    ruled: set[tuple[str | None, str]],
) -> Tokens:
    telling, actor, other = reading.telling, reading.pair.influencer, reading.pair.target
    event_type, rule = telling.event_type, telling.scope.hit.pattern.rule_id
    code = actor.code if actor else other.code
    tiers = f"{tier(actor.code) if actor else 0}{tier(other.code)}"
    spots = f"{_spot(telling, slots, 'A', actor)}/{_spot(telling, slots, 'B', other)}"
    tokens = [
        f"tiers={tiers}",
        f"tiers={tiers},{event_type}",
        f"spots={spots}",
        f"spots={spots},{event_type}",
        f"ruled={reading.is_ruled}",
        f"ruled={reading.is_ruled},{rule}",
        f"together={bucket(view.pair_count(code, other.code))}",
        f"ranks={min(view.rank(code), 4)}{min(view.rank(other.code), 4)}",
    ]
    if reading.is_ruled:
        certainty = (actor.certainty if actor else 1.0) * other.certainty
        ways = f"{actor.slot if actor else ''}/{other.slot}"
        tokens += [f"certainty={certainty:.1f}", f"ways={ways}", f"ways={ways},{event_type}"]
    else:
        is_turned = (other.code, code) in ruled
        has_side = f"{any(pair[0] == code for pair in ruled)},{any(pair[1] == other.code for pair in ruled)}"
        tokens += [f"turned={is_turned}", f"turned={is_turned},{event_type}"]
        tokens += [f"rivals={bool(ruled)}", f"rivals={has_side}"]
    return tuple(f"pair:{token}" for token in (*tokens, *_order_tokens(telling, actor, other)))


def _spot(telling: Telling, slots: Mapping[str, Sequence[str]], role: str, side: Side | None) -> str:
    """Return in one word where a side stands: its slot in the frame, any slot, before or after, or away."""
    if side is None:
        return "nobody"
    if side.mention is None:
        return side.slot
    names = slots.get(side.code, ())
    framed = _frame_slot(telling, names, role)
    return framed if framed != "none" else names[0] if names else _between(telling, side.mention)[0]


def _order_tokens(telling: Telling, actor: Side | None, other: Side) -> list[str]:
    """Return the order of trigger and sides in the sentence, and what stands between the sides."""
    if actor is None or actor.mention is None or other.mention is None:
        return []
    hit = telling.scope.hit
    form = "v" if hit.pattern.is_verb else "n"
    places = sorted([(actor.mention.start, "A"), (other.mention.start, "B"), (hit.start, "t")])
    order = "".join(name for _, name in places)
    low = min(actor.mention.end, other.mention.end)
    high = max(actor.mention.start, other.mention.start)
    between = sum(low <= mention.start and mention.end <= high for mention in telling.scope.parties.mentions)
    return [
        f"order={order},{form}",
        f"order={order},{hit.pattern.rule_id}",
        f"between={min(between, 4)}",
        f"apart={bucket(max(0, high - low))}",
    ]
