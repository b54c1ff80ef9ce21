"""Find the words that govern a trigger, from the nearest outwards: those at it, the verbs and nouns above it.

What an act only accompanies does not speak of it ("left after the talks"); nor does what is said of something else
("evade sanctions"). An act that is told as a fact of the world, the invasion or the sanctions, is no plan of those
who discuss it, fight it or fear for it: of what stands above such a noun only its own verb counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from data.extraction.grammar.parsing import BE, Parse
from data.extraction.grammar.verb_forms import NOT_RULED_OUT, helpers, is_done, negation
from data.extraction.roles.triggers import Hit
from data.extraction.status.cues import Cue, cue_at
from data.extraction.text.word_lists import word_list

# Prepositions that make a noun the matter of the word above it: "call for", "agree on", "accused of".
_MATTER = word_list("matter")
_PRESUPPOSED = word_list("presupposed")
_ABOUT = word_list("about_a_fact")
_CLAUSES_APART = frozenset({"acl:relcl", "parataxis", "mark", "appos"})
_CHARGES = frozenset({"of", "from", "against"})
_MODIFIERS = frozenset({"amod", "advmod", "compound", "det"})
# What is done with a thing, not by it.
_DONE_WITH = frozenset({"proposed", "announced", "agreed", "alleged"})
_CARRIERS = word_list("carriers")
_MEASURES = word_list("measure_nouns")
_MAX_CLIMB = 6
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Governors:
    """The verbs that a trigger stands under, itself first where it is one, and the cues, from the nearest outwards."""

    verbs: Sequence[int]
    cues: Sequence[Cue]


def governors(parse: Parse, hit: Hit) -> Governors:
    """Return what governs a trigger."""
    above = list(_upwards(parse, hit))
    verbs = [token for token in above if parse.is_verb(token)]
    if hit.pattern.is_verb:
        verbs.insert(0, hit.head)
    bearing: list[Cue] = []
    for token in above:
        cue = _bearing(parse, hit, token, is_nearest=not bearing)
        bearing += [cue] if cue is not None else []
    if is_fact(parse, hit) and not bearing:
        # "Would welcome the occupation" puts no occupation ahead.
        verbs = []
    around = (cue for token in dict.fromkeys([*verbs, *above]) for cue in _around(parse, token))
    return Governors(verbs, [*_at_trigger(parse, hit), *_below(parse, hit), *bearing, *around])


def _at_trigger(parse: Parse, hit: Hit) -> Iterator[Cue]:
    """Yield the adjectives and adverbs at the trigger: "planned talks", "reportedly sent"."""
    for token in range(hit.start, hit.end):
        for child in parse.children[token]:
            if not hit.start <= child < hit.end and parse.deps[child] in _MODIFIERS:
                cue = cue_at(parse, child)
                if cue is not None:
                    yield cue


def _below(parse: Parse, hit: Hit) -> Iterator[Cue]:
    """Yield the participles that say what was done with the trigger's noun: "sanctions imposed by"."""
    if hit.pattern.is_verb:
        return
    for child in parse.children[hit.head]:
        is_clause = parse.deps[child] in ("acl", "acl:relcl")
        if is_clause and parse.tags[child] in ("VBN", "VBD") and is_done(parse, child) and child > hit.head:
            cue = cue_at(parse, child)
            if cue is not None and "alleged" not in cue.keys:
                yield cue


def _around(parse: Parse, token: int) -> Iterator[Cue]:
    """Yield the adverbs and the conditional conjunctions of a word above: "reportedly", "if"."""
    for child in parse.children[token]:
        if parse.deps[child] in ("advmod", "mark"):
            cue = cue_at(parse, child)
            if cue is not None:
                yield cue


def _bearing(parse: Parse, hit: Hit, token: int, *, is_nearest: bool) -> Cue | None:
    """Return the cue at a word above the trigger, without what it cannot say of the trigger.

    Who discusses sanctions leaves them as they are; who discusses an end of them (`is_nearest` is false) does not.
    """
    cue = cue_at(parse, token)
    if cue is None:
        return None
    if parse.lower[token] in NOT_RULED_OUT and negation(parse, [token]) >= 0:
        return replace(cue, keys=frozenset({"proposed"}))
    is_about = parse.lower[token] in _ABOUT and is_presupposed(parse, hit)
    if is_about and (is_nearest or is_fact(parse, hit)) and parse.case(hit.head) != "for":
        return None
    if is_fact(parse, hit) and ("agreed" in cue.keys or ("ends" in cue.keys and not is_done(parse, token))):
        return None
    is_doer = parse.heads[hit.head] == token and parse.deps[hit.head] == "nsubj" and not hit.pattern.is_verb
    if is_doer and parse.is_verb(token) and parse.tags[token] != "VBN" and not helpers(parse, token) & BE:
        # What a noun does says less of it than what is done with it: "fighters threaten", but "talks collapsed".
        keys = cue.keys - _DONE_WITH
        return replace(cue, keys=keys) if keys else None
    return cue


def is_presupposed(parse: Parse, hit: Hit) -> bool:
    """Tell whether a trigger is a noun that names an act as a fact of the world: "Russia's invasion", "the embargo"."""
    return not hit.pattern.is_verb and parse.lower[hit.head] in _PRESUPPOSED


def is_fact(parse: Parse, hit: Hit) -> bool:
    """Tell whether a trigger names a fact that is no measure of a state either: the war, but not the embargo."""
    return is_presupposed(parse, hit) and hit.pattern.event_type.direction >= 0


def _upwards(parse: Parse, hit: Hit) -> Iterator[int]:
    """Yield the words above the trigger whose matter the act is: not the verb that it only accompanies.

    A noun whose own verb says nothing of how far it has got ("evade sanctions") is only mentioned: what stands
    above that verb is said of something else.
    """
    token, is_own = hit.head, True
    for _ in range(_MAX_CLIMB):
        head, dep = _head(parse, token)
        if head == token or not _is_governed(parse, token, head, dep, is_own=is_own):
            return
        if dep != "conj":
            between = _noun_between(parse, head, token)
            if between is not None:
                yield between
            yield head
            is_carried = parse.lower[head] in _CARRIERS
            if (
                is_own
                and not hit.pattern.is_verb
                and parse.is_verb(head)
                and not is_carried
                and not cue_at(parse, head)
            ):
                return
            is_silent = _bearing(parse, hit, head, is_nearest=True) is None and parse.lower[head] not in _MEASURES
            if is_own and is_silent and is_presupposed(parse, hit):
                return
        is_own = (is_own and dep in ("conj", "compound")) or (dep == "nmod" and parse.case(token) == "of")
        token = head


def _head(parse: Parse, token: int) -> tuple[int, str]:
    """Return head and relation of a token; an infinitive that the parser hung on its own object hangs on its verb."""
    head, dep = parse.heads[token], parse.deps[token]
    if parse.tags[token] != "VB" or dep not in ("amod", "compound") or parse.lower[token - 1 : token] != ("to",):
        return head, dep
    before = range(token - 2, max(-1, token - 2 - _NEAR), -1)
    governor = next((at for at in before if parse.is_verb(at) or cue_at(parse, at) is not None), None)
    return (governor, "xcomp") if governor is not None else (head, dep)


def _is_governed(parse: Parse, token: int, head: int, dep: str, *, is_own: bool) -> bool:
    """Tell whether what stands at the head is said of the token."""
    if dep in _CLAUSES_APART:
        return False
    if dep == "advcl":
        return _is_charge(parse, token) or _is_complement(parse, token, head)
    if dep == "ccomp" and is_done(parse, token):
        # "Announced that it had cut ties": what is made known is done.
        cue = cue_at(parse, head)
        return cue is None or "announced" not in cue.keys
    if dep in ("obl", "nmod"):
        # "On a visit to Accra he called for" says nothing of the visit: what a verb is about follows it.
        return parse.case(token) in _MATTER and (token > head or dep == "nmod")
    # Of what is done with a plan, and not by it, the act is spoken too: "the offer to build was rejected".
    return is_own or not dep.startswith("nsubj") or dep == "nsubj:pass"


def _is_charge(parse: Parse, verb: int) -> bool:
    """Tell whether a participle says what somebody is accused of or kept from: "accused of sending"."""
    return parse.tags[verb] == "VBG" and any(parse.lower[child] in _CHARGES for child in parse.children[verb])


def _is_complement(parse: Parse, verb: int, head: int) -> bool:
    """Tell whether a side clause is what its verb is about: "called for X to send", "approved sending"."""
    if cue_at(parse, head) is None and _noun_between(parse, head, verb) is None:
        return False
    marks = {parse.lower[child] for child in parse.children[verb] if parse.deps[child] in ("mark", "case")}
    if parse.tags[verb] == "VB":
        return "to" in marks and head < verb
    is_next = verb == head + 1 or (verb == head + 2 and parse.deps[head + 1] == "compound:prt")
    return parse.tags[verb] == "VBG" and not marks and is_next


def _noun_between(parse: Parse, head: int, clause: int) -> int | None:
    """Return the noun that an infinitive is about, where the parser hung it on the verb: "voiced readiness to send"."""
    if parse.tags[clause] != "VB" or head >= clause or not parse.is_verb(head):
        return None
    for at in range(clause - 1, head, -1):
        if parse.heads[at] == head and parse.deps[at] in ("obj", "obl") and parse.is_noun(at):
            return at if clause - at <= _NEAR and cue_at(parse, at) is not None else None
    return None
