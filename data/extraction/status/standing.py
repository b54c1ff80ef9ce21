"""Say how far an act has got, from the words around its trigger: tense, helpers, and the verbs and nouns above it.

The words that govern the trigger are read from the nearest outwards, and each is said of what the nearer ones left:
"agreed to consider sending" is proposed, "cancelled a planned visit" cancelled, "asked to suspend" proposed. The
future is never completed; a claim of somebody else is alleged; an end that is only planned keeps the status of the
plan, and `is_ended` turns its direction. A negated act is none, unless what is negated is its denial.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.extraction.grammar.parsing import Parse
from data.extraction.grammar.verb_forms import NEVER, NOT_RULED_OUT, SAYING, modal, negation
from data.extraction.roles.triggers import Hit
from data.extraction.status.composition import Said, adapted, compose, told_by, with_helper
from data.extraction.status.cues import Cue
from data.extraction.status.governors import governors, is_fact
from data.extraction.status.tense import own_keys, told_by_tense
from data.extraction.text.word_lists import word_list
from data.model import Field, Status

# What somebody thinks that another should do is an opinion, and what would have been done was not: no act.
_ADVICE = frozenset({"should", "must", "ought", NEVER})
_OPEN_NOUNS = word_list("open_nouns")
_AHEAD = (Status.PROPOSED, Status.ANNOUNCED)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an act has got. `is_ended`: an end, reached or planned.

    `cause` is the word that decided, "" for none; `cues` are the words that decided, as half-open token ranges.
    """

    status: Status
    is_ended: bool = False
    is_negated: bool = False
    is_ahead: bool = False
    has_verb: bool = True
    cause: str = ""
    cues: tuple[tuple[int, int], ...] = ()


def read_standing(parse: Parse, hit: Hit, field: Field) -> Standing:
    """Return the standing of the act that a trigger tells of."""
    trigger, event_type = hit.pattern.trigger, hit.pattern.event_type
    above = governors(parse, hit)
    verbs = above.verbs
    cues = adapted(parse, [*above.cues, *_no_longer(parse, verbs)], event_type, trigger)
    own = own_keys(parse, hit)
    is_ended = trigger.is_end or ("ends" in own and event_type.is_deal)
    helper, helper_at = modal(parse, verbs)
    if helper in _ADVICE:
        at = (helper_at, helper_at + 1)
        return Standing(trigger.status, is_ended=is_ended, is_negated=True, cause=helper, cues=(at,))
    is_open = not hit.pattern.is_verb and _is_open(trigger.status, parse.lower[hit.head])
    base = Status.PROPOSED if is_open else told_by_tense(parse, hit, verbs, cues, own, field)
    said = compose(cues, trigger_is_open=is_open)
    said = with_helper(said, helper, helper_at, base)
    if is_fact(parse, hit) and said.is_ended and said.status is not None:
        # Who wants a war to end says nothing of how far it has got.
        said = Said()
    said = replace(said, is_ended=said.is_ended or is_ended)
    if event_type.direction < 0 and said.status is Status.ANNOUNCED and not said.is_ended:
        # A punishment that is planned and not yet imposed is a threat (codebook, section 3).
        said = replace(said, status=Status.PROPOSED)
    if said.status is None and said.at is None:
        said = replace(said, at=told_by(cues, base))
    return _settle(parse, said, base, negation(parse, _negatable(parse, hit, verbs)), has_verb=bool(verbs))


def put_ahead(parse: Parse, hit: Hit, standing: Standing) -> Standing:
    """Return the standing of an act that the sentence dates to a day to come: announced, and not yet done.

    A war is not put ahead by the date of what is done about it.
    """
    if standing.status not in (Status.COMPLETED, Status.UNDER_WAY) or is_fact(parse, hit):
        return standing
    return replace(standing, status=Status.ANNOUNCED, is_ahead=True)


def _settle(parse: Parse, said: Said, base: Status, negated_at: int, *, has_verb: bool) -> Standing:
    """Return the standing that all words come to."""
    if negated_at >= 0 and said.status is not Status.ALLEGED:
        at = (negated_at, negated_at + 1)
        return Standing(base, is_ended=said.is_ended, is_negated=True, has_verb=has_verb, cause="not", cues=(at,))
    cues = tuple(dict.fromkeys(at for at in (said.at, said.ended_at) if at is not None))
    cause = " ".join(parse.lower[cues[0][0] : cues[0][1]]) if cues else ""
    status = said.status or base
    if said.is_ended and said.status is None and base not in (Status.SUSPENDED, Status.PROPOSED, Status.ANNOUNCED):
        status = Status.CANCELLED
    is_ahead = status in _AHEAD
    return Standing(status, said.is_ended, is_ahead=is_ahead, has_verb=has_verb, cause=cause, cues=cues)


def _is_open(status: Status, noun: str) -> bool:
    """Tell whether a noun tells of what is not settled yet: that is said by its trigger, or by the noun ("talks")."""
    return status is Status.PROPOSED or (status is Status.AGREED and noun in _OPEN_NOUNS)


def _negatable(parse: Parse, hit: Hit, verbs: Sequence[int]) -> list[int]:
    """Return the words whose negation negates the act: its own, and the two verbs next above it."""
    own = [verb for verb in verbs[:2] if parse.lower[verb] not in SAYING and parse.lower[verb] not in NOT_RULED_OUT]
    return [hit.head, *own]


def _no_longer(parse: Parse, verbs: Sequence[int]) -> list[Cue]:
    """Return "[no] longer" at one of the verbs as an end."""
    found = [child for verb in verbs for child in parse.children[verb] if parse.lower[child] == "longer"]
    return [Cue(at, at + 1, frozenset({"ends"})) for at in found[:1]]
