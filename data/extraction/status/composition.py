"""Put together what the words that govern a trigger say, from the nearest outwards.

Each word is said of what the nearer ones left: of a plan that is cancelled the cancelling counts, of a suspension that
is asked for the asking. Words that mean another thing with some types are read so first: a coup is tried or done, an
attempt to meddle is the meddling, and who unveiled sanctions has imposed them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.extraction.grammar.parsing import Parse
from data.extraction.grammar.verb_forms import ALLEGEDLY, FUTURE, is_done
from data.extraction.status.cues import Cue
from data.extraction.text.word_lists import word_list
from data.model import Status
from data.reference.event_types import EventType, Trigger

_ATTEMPTS = word_list("attempts")
_OF_DOMESTIC = frozenset({"alleged", "failed", "completed"})
# An act of these types that is tried is done, as far as it got: the attempt is the meddling, the brokering, the attack.
_TRIED_IS_DONE = frozenset({"interference", "mediation", "military_strike"})
_OF_CLAIMS = frozenset({"alleged", "failed", "ends"})
_IMPOSED = frozenset({"completed"})
_MADE_KNOWN = frozenset({"announced", "unveiled", "issued"})
_SHUT = frozenset({Status.FAILED, Status.ALLEGED})
_UNDONE = frozenset({Status.PROPOSED, Status.ANNOUNCED, Status.AGREED, Status.CANCELLED})
_KEYS = ("failed", "alleged", "ends", "suspended", "proposed", "agreed", "announced")


@dataclass(frozen=True, slots=True)
class Said:
    """What the cues read so far say: a status, None where they leave it open, and where the words stand."""

    status: Status | None = None
    is_ended: bool = False
    is_of_noun: bool = False
    at: tuple[int, int] | None = None
    ended_at: tuple[int, int] | None = None


def adapted(parse: Parse, cues: Sequence[Cue], event_type: EventType, trigger: Trigger) -> list[Cue]:
    """Return the cues with what they say of acts of one type."""
    if event_type.is_domestic:
        return _of_domestic(parse, cues)
    if event_type.key in _TRIED_IS_DONE:
        cues = [_as_done(parse, cue) for cue in cues]
    if event_type.direction < 0:
        cues = [_as_imposed(parse, cue) for cue in cues]
    if trigger.status is Status.ALLEGED:
        # What is alleged anyway is neither planned nor agreed upon.
        cues = [replace(cue, keys=cue.keys & _OF_CLAIMS) for cue in cues]
    return list(cues)


def _of_domestic(parse: Parse, cues: Sequence[Cue]) -> list[Cue]:
    """Keep what can be said of a coup; an attempt that is told as no more than one has failed."""
    kept = [replace(cue, keys=cue.keys & _OF_DOMESTIC) for cue in cues if cue.keys & _OF_DOMESTIC]
    tried = [cue for cue in cues if parse.lower[cue.start] in _ATTEMPTS]
    return [*kept, *(replace(cue, keys=frozenset({"failed"})) for cue in tried)]


def _as_done(parse: Parse, cue: Cue) -> Cue:
    """Return a cue of an act that is done by being tried: who is trying to broker a truce brokers."""
    return replace(cue, keys=frozenset({"under_way"})) if parse.lower[cue.start] in _ATTEMPTS else cue


def _as_imposed(parse: Parse, cue: Cue) -> Cue:
    """Return a cue of a punishment: who unveiled sanctions has imposed them."""
    is_verb = parse.is_verb(cue.start) and is_done(parse, cue.start)
    return replace(cue, keys=_IMPOSED) if is_verb and parse.lower[cue.start] in _MADE_KNOWN else cue


def compose(cues: Sequence[Cue], *, trigger_is_open: bool) -> Said:
    """Read the cues from the nearest outwards. `trigger_is_open`: the noun itself is no more than a proposal.

    A planned or agreed negotiation has not got further than the negotiation.
    """
    said = Said()
    for cue in cues:
        keys = [key for key in _KEYS if key in cue.keys and not (trigger_is_open and key in ("agreed", "announced"))]
        if keys:
            said = _say(said, keys[0], cue)
        elif "completed" in cue.keys and said.status is None:
            # Sanctions that were lifted and are imposed again have not ended.
            said = Said()
    return said


def _say(said: Said, key: str, cue: Cue) -> Said:
    """Say one thing of what the nearer words left."""
    at = (cue.start, cue.end)
    if key == "ends":
        status = _after_end(said.status)
        return replace(said, status=status, is_ended=True, at=said.at if status in _SHUT else None, ended_at=at)
    status = Status(key)
    if status is Status.SUSPENDED:
        return replace(said, status=status, at=at) if said.status not in _SHUT else said
    if said.status in _SHUT and status not in _SHUT:
        return said
    if status is Status.ANNOUNCED and said.status is Status.PROPOSED:
        return said
    if status is Status.AGREED and said.status is Status.PROPOSED and not said.is_of_noun:
        return said
    if said.status is Status.SUSPENDED:
        said = replace(said, is_ended=True, ended_at=said.at)
    return replace(said, status=status, at=at, is_of_noun=cue.is_noun)


def _after_end(status: Status | None) -> Status | None:
    """Return what an end leaves of a status: a plan that is ended is cancelled, a claim remains one."""
    return Status.CANCELLED if status in _UNDONE else status if status in _SHUT else None


def with_helper(said: Said, helper: str, helper_at: int, base: Status) -> Said:
    """Add what "will", "would" and "may" say; what will be signed is not yet agreed."""
    at = (helper_at, helper_at + 1) if helper else None
    if helper == ALLEGEDLY and said.status is not Status.FAILED:
        return replace(said, status=Status.ALLEGED, at=at)
    if said.status in _SHUT or said.status is Status.PROPOSED:
        return said
    is_future = helper in FUTURE or helper == "would"
    if helper and not is_future:
        return replace(said, status=Status.PROPOSED, at=at, is_ended=said.is_ended or said.status is Status.SUSPENDED)
    if is_future or (base is Status.ANNOUNCED and said.status is None):
        return replace(said, status=Status.ANNOUNCED, at=at, is_ended=said.is_ended or said.status is Status.SUSPENDED)
    return said


def told_by(cues: Sequence[Cue], base: Status) -> tuple[int, int] | None:
    """Return the words that say no more than the act's own tense: "imposed", "continues"."""
    return next(((cue.start, cue.end) for cue in cues if base.value in cue.keys), None)
