"""Say how far an act has got, from the words around its trigger: tense, helpers, and the verbs and nouns above it.

The words that govern the trigger are read from the nearest outwards ("agreed to consider sending": proposed). The
future is never completed; a claim of somebody else is alleged; an end that is only planned keeps the status of the
plan, and `is_ended` turns its direction. A negated act is none, unless what is negated is its denial.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from data.extraction.parsing import BE, Parse
from data.extraction.triggers import Hit
from data.extraction.word_lists import word_list
from data.model import Field, Status

Operators = Mapping[str, frozenset[str]]

_FUTURE = word_list("future")
_PAST_HELPERS = frozenset({"has", "have", "had", "was", "were"})
_CONDITIONAL = word_list("conditional")
# What somebody thinks that another should do is an opinion, and no act.
_ADVICE = frozenset({"should", "must", "ought"})
_NEGATIONS = word_list("negations")
_SINGLED_OUT = word_list("singled_out")
_SAYING = word_list("saying")
# Prepositions that make a noun the matter of the word above it: "call for", "agree on", "accused of".
_MATTER = word_list("matter")
_ATTEMPTS = word_list("attempts")
# A coup is tried or done: what its leaders plan, sign or end is told of something else.
_OF_DOMESTIC = frozenset({"alleged", "failed", "completed"})
_MAX_CLIMB = 6
_ORDER = ("failed", "alleged", "suspended", "proposed", "agreed", "announced")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an act has got. `is_ended`: an end, reached or planned; `cause`: the word that decided, "" for none."""

    status: Status
    is_ended: bool = False
    is_negated: bool = False
    is_ahead: bool = False
    has_verb: bool = True
    cause: str = ""


def read_standing(parse: Parse, hit: Hit, operators: Operators, field: Field) -> Standing:
    """Return the standing of the act that a trigger tells of."""
    trigger = hit.pattern.trigger
    chain = list(_chain(parse, hit, operators))
    said: dict[str, str] = {}
    for word in _governing_words(parse, hit, chain, operators):
        for key in operators.get(word, ()):
            said.setdefault(key, word)
    negated = _is_negated(parse, hit, chain)
    if _has_no_longer(parse, chain):
        said.setdefault("ends", "no longer")
        negated = False
    if hit.pattern.event_type.is_domestic:
        said = _said_of_domestic(said)
    own = _own_word(parse, hit, operators)
    is_ended = trigger.is_end or "ends" in said or ("ends" in own and hit.pattern.event_type.is_deal)
    if not chain:
        # "Kyiv imposed sanctions" is now and then parsed as "imposed [by Kyiv] sanctions".
        base = Status.COMPLETED if "completed" in said else trigger.status
        return _settle(said, base, is_ended=is_ended, negated=negated, has_verb="completed" in said)
    helper = _helper(parse, chain)
    if helper in _ADVICE:
        return Standing(trigger.status, is_ended=is_ended, is_negated=True, cause=helper)
    base = _tense(parse, hit, chain[0], trigger.status, field)
    if not hit.pattern.is_verb and not _is_progressive(parse, chain[0]):
        base = _base_of_noun(base, trigger.status, said)
    base = next((Status(key) for key in _ORDER if key in own and not trigger.is_end), base)
    if hit.pattern.is_verb:
        base = _base_of_verb(parse, hit, base, said, own)
    _take_up_helper(said, helper, base, is_threat=hit.pattern.event_type.direction < 0 and not is_ended)
    if trigger.status is Status.PROPOSED and not hit.pattern.is_verb:
        # A planned negotiation has not got further than the negotiation.
        said = {key: word for key, word in said.items() if key not in ("announced", "agreed")}
        base = Status.PROPOSED
    return _settle(said, base, is_ended=is_ended, negated=negated, has_verb=True)


def _own_word(parse: Parse, hit: Hit, operators: Operators) -> frozenset[str]:
    """Return what a verb that is itself the trigger says of how far the act got: "pledged aid", "requested a loan"."""
    if not hit.pattern.is_verb:
        return frozenset()
    return operators.get(" ".join(parse.lower[hit.start : hit.end]), frozenset()) - {"alleged", "failed"}


def _base_of_noun(base: Status, default: Status, said: Mapping[str, str]) -> Status:
    """Return what the verb above a noun says of it where no operator says more: "imposed", "continue"."""
    if base is Status.ANNOUNCED:
        return base
    if "completed" in said:
        return Status.COMPLETED
    if "agreed" not in said and base is Status.COMPLETED:
        base = default
    is_going_on = "under_way" in said and base in (Status.COMPLETED, Status.UNDER_WAY)
    return Status.UNDER_WAY if is_going_on and default is not Status.COMPLETED else base


def _said_of_domestic(said: Mapping[str, str]) -> dict[str, str]:
    """Keep what can be said of a coup; an attempt that is told as no more than one has failed."""
    kept = {key: word for key, word in said.items() if key in _OF_DOMESTIC}
    return {**kept, "failed": said["proposed"]} if said.get("proposed") in _ATTEMPTS else kept


def _base_of_verb(parse: Parse, hit: Hit, base: Status, said: Mapping[str, str], own: Collection[str]) -> Status:
    """Return what the verb above a verb adds ("continues to supply"), or its own meaning ("opened a pipeline")."""
    if base is Status.COMPLETED and "under_way" in said and parse.deps[hit.head] == "xcomp":
        return Status.UNDER_WAY
    if "suspended" in own and base is not Status.ANNOUNCED:
        return Status.SUSPENDED
    if base is Status.UNDER_WAY and "completed" in own and _is_past(parse, hit.head):
        return Status.COMPLETED
    return base


def _take_up_helper(said: dict[str, str], helper: str, base: Status, *, is_threat: bool) -> None:
    """Add what "will", "would" and "may" say; what will be signed is not yet agreed.

    A punishment that is planned and not yet imposed is a threat (codebook, section 3): proposed.
    """
    if helper in _FUTURE or base is Status.ANNOUNCED:
        said.setdefault("announced", "will")
    if helper in _FUTURE:
        said.pop("agreed", None)
    elif helper:
        said.setdefault("announced" if helper == "would" else "proposed", helper)
    if is_threat and "announced" in said:
        said.setdefault("proposed", said["announced"])


def _settle(said: Mapping[str, str], base: Status, *, is_ended: bool, negated: bool, has_verb: bool) -> Standing:
    """Weigh what was said: the least that any word allows is what the article asserts."""
    if negated and not ({"alleged"} & set(said)):
        return Standing(base, is_ended=is_ended, is_negated=True, has_verb=has_verb, cause="not")
    for key in _ORDER:
        if key in said:
            is_ahead = key in ("proposed", "announced")
            return Standing(Status(key), is_ended=is_ended, is_ahead=is_ahead, has_verb=has_verb, cause=said[key])
    if is_ended and base is not Status.SUSPENDED:
        return Standing(Status.CANCELLED, is_ended=True, has_verb=has_verb, cause=said.get("ends", ""))
    return Standing(base, is_ahead=base in (Status.PROPOSED, Status.ANNOUNCED), has_verb=has_verb)


def _chain(parse: Parse, hit: Hit, operators: Operators) -> Iterator[int]:
    """Yield the verbs from the trigger upwards, as far as what they say bears on it."""
    if hit.pattern.is_verb:
        yield hit.head
    for token in _upwards(parse, hit, operators):
        if parse.is_verb(token):
            yield token


def _governing_words(parse: Parse, hit: Hit, chain: Sequence[int], operators: Operators) -> Iterator[str]:
    """Yield the words that speak of the act: those above it, and the adjectives and adverbs at it."""
    for token in range(hit.start, hit.end):
        for child in parse.children[token]:
            if not hit.start <= child < hit.end and parse.deps[child] in ("amod", "advmod", "compound", "det"):
                yield parse.lower[child]
    for token in _upwards(parse, hit, operators):
        yield from _phrase(parse, token)
    for verb in chain:
        for child in parse.children[verb]:
            if parse.deps[child] == "advmod":
                yield parse.lower[child]
            if parse.deps[child] == "mark" and parse.lower[child] in operators:
                yield parse.lower[child]


def _upwards(parse: Parse, hit: Hit, operators: Operators) -> Iterator[int]:
    """Yield the words above the trigger whose matter the act is: not the verb that it only accompanies.

    A noun whose own verb says nothing of how far it has got ("evade sanctions") is only mentioned: what stands
    above that verb is said of something else.
    """
    token, is_own = hit.head, True
    for _ in range(_MAX_CLIMB):
        head, dep = parse.heads[token], parse.deps[token]
        if head == token or dep in ("acl:relcl", "parataxis", "mark", "appos"):
            return
        if dep == "advcl" and not _is_charge(parse, token):
            return
        if dep == "ccomp" and "announced" in operators.get(parse.lower[head], ()) and _is_past(parse, token):
            # "Announced that it had cut ties": what is made known is done.
            return
        if dep == "obl" and parse.case(token) not in _MATTER:
            return
        if dep == "nmod" and parse.case(token) not in _MATTER:
            return
        if dep.startswith("nsubj") and not is_own:
            return
        if dep != "conj":
            yield head
            if is_own and not hit.pattern.is_verb and parse.is_verb(head) and parse.lower[head] not in operators:
                return
        is_own = (is_own and dep in ("conj", "compound")) or (dep == "nmod" and parse.case(token) == "of")
        token = head


def _is_past(parse: Parse, verb: int) -> bool:
    """Tell whether a clause is told in the past or as done: "cut", "has cut", "had been cut"."""
    helpers = {parse.lower[child] for child in parse.children[verb] if parse.deps[child].startswith("aux")}
    return parse.tags[verb] == "VBD" or bool(helpers & _PAST_HELPERS and not helpers & (_FUTURE | _CONDITIONAL))


def _is_charge(parse: Parse, verb: int) -> bool:
    """Tell whether a participle says what somebody is accused of or kept from: "accused of sending"."""
    return parse.tags[verb] == "VBG" and any(
        parse.lower[child] in ("of", "from", "against") for child in parse.children[verb]
    )


def _phrase(parse: Parse, head: int) -> Iterator[str]:
    """Yield a verb with its particle, or a noun or adjective as it is."""
    yield parse.lower[head]
    for child in parse.children[head]:
        if parse.deps[child] == "compound:prt":
            yield f"{parse.lower[head]} {parse.lower[child]}"


def _helper(parse: Parse, chain: Sequence[int]) -> str:
    """Return the helper verb that qualifies the act, a future before a possible one, or an empty string."""
    found = ""
    for verb in chain:
        if parse.lower[verb] in _SAYING:
            break
        for child in parse.children[verb]:
            word = parse.lower[child]
            if parse.deps[child] == "aux" and word in _FUTURE:
                return word
            if parse.deps[child] == "aux" and word in _CONDITIONAL:
                # "A bill that would punish" proposes it; "he said it would punish" announces it.
                found = "could" if word == "would" and parse.deps[verb] == "acl:relcl" else word
    return found


def _has_no_longer(parse: Parse, chain: Sequence[int]) -> bool:
    return any(parse.lower[child] == "longer" for verb in chain for child in parse.children[verb])


def _is_negated(parse: Parse, hit: Hit, chain: Sequence[int]) -> bool:
    tokens = [hit.head, *(verb for verb in chain[:2] if parse.lower[verb] not in _SAYING)]
    return any(parse.lower[child] in _NEGATIONS for token in tokens for child in parse.children[token])


def _is_progressive(parse: Parse, verb: int) -> bool:
    """Tell whether a verb says that something is going on: "is building", "were holding"."""
    helpers = {parse.lower[child] for child in parse.children[verb] if parse.deps[child].startswith("aux")}
    return parse.tags[verb] == "VBG" and bool(helpers & BE)


def _tense(parse: Parse, hit: Hit, verb: int, default: Status, field: Field) -> Status:
    """Return what the verb's form says of an act that no other word qualifies."""
    tag = parse.tags[verb]
    helpers = {parse.lower[child] for child in parse.children[verb] if parse.deps[child].startswith("aux")}
    has_to = any(parse.lower[child] == "to" for child in parse.children[verb] if parse.deps[child] == "mark")
    if has_to and tag == "VB":
        above = parse.heads[verb]
        if parse.deps[verb] == "acl" and _SINGLED_OUT & {parse.lower[child] for child in parse.children[above]}:
            return default
        has_subject = any(parse.deps[child].startswith("nsubj") for child in parse.children[verb])
        is_open = above == verb or has_subject or parse.deps[verb] == "acl" or helpers & BE
        return Status.ANNOUNCED if is_open or field is Field.HEADLINE else default
    if _is_progressive(parse, verb):
        return Status.UNDER_WAY
    if tag in ("VBZ", "VBP") and field is not Field.HEADLINE and hit.pattern.is_verb:
        return Status.UNDER_WAY if default is Status.COMPLETED else default
    return default
