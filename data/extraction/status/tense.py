"""Say what an act's own words and their tense tell of how far it has got, where no word above says more.

"Sent" is done, "is sending" goes on, "to send" is ahead unless it is told as the first of its kind. A noun has the
status of its trigger, and what its verb adds: "imposed", "continues". In a headline the present is the past.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from data.extraction.grammar.parsing import Parse
from data.extraction.grammar.verb_forms import has_to, helpers, is_done, is_present, is_progressive
from data.extraction.roles.triggers import Hit
from data.extraction.status.cues import Cue, verb_keys
from data.extraction.status.governors import is_fact
from data.extraction.text.word_lists import word_list
from data.model import Field, Status

_SINGLED_OUT = word_list("singled_out")
_CAMPAIGNS = word_list("campaigns")


def told_by_tense(
    parse: Parse, hit: Hit, verbs: Sequence[int], cues: Sequence[Cue], own: Collection[str], field: Field
) -> Status:
    """Return what the act's own words and their tense say, where no word above says more."""
    default = hit.pattern.trigger.status
    keys = {key for cue in cues for key in cue.keys}
    if default is Status.ALLEGED:
        return default
    if default is Status.COMPLETED and is_fact(parse, hit) and parse.lower[hit.head] in _CAMPAIGNS:
        default = Status.UNDER_WAY
    if not verbs:
        return Status.COMPLETED if "completed" in keys else default
    base = _tense(parse, hit, verbs[0], default, field)
    if hit.pattern.is_verb:
        return _of_verb(parse, hit, base, keys, own)
    if default is Status.AGREED and hit.pattern.event_type.is_mutual:
        # An accord that is issued, held or opened has been agreed.
        keys.discard("completed")
    return _of_noun(base, default, keys) if not is_progressive(parse, verbs[0]) else base


def own_keys(parse: Parse, hit: Hit) -> frozenset[str]:
    """Return what a verb that is itself the trigger says of how far the act got: "pledged aid", "requested a loan"."""
    if not hit.pattern.is_verb:
        return frozenset()
    return verb_keys(" ".join(parse.lower[hit.start : hit.end])) - {"alleged", "failed"}


def _of_noun(base: Status, default: Status, keys: Collection[str]) -> Status:
    """Return what the verb above a noun says of it where no operator says more: "imposed", "continue"."""
    if base is Status.ANNOUNCED:
        return base
    if "completed" in keys:
        return Status.COMPLETED
    if base is Status.COMPLETED and "agreed" not in keys:
        base = default
    is_going_on = "under_way" in keys and base in (Status.COMPLETED, Status.UNDER_WAY)
    return Status.UNDER_WAY if is_going_on and default is not Status.COMPLETED else base


def _of_verb(parse: Parse, hit: Hit, base: Status, keys: Collection[str], own: Collection[str]) -> Status:
    """Return what the verb above a verb adds ("continues to supply"), or its own meaning ("pledged", "opened")."""
    order = ("suspended", "proposed", "agreed", "announced")
    told = next((Status(key) for key in order if key in own), None)
    is_frozen = told is Status.SUSPENDED and hit.pattern.event_type.direction < 0
    if told is Status.SUSPENDED and not is_frozen:
        return base if base is Status.ANNOUNCED else told
    if told is not None and not hit.pattern.trigger.is_end and not is_frozen:
        return told
    if base is Status.COMPLETED and "under_way" in keys and parse.deps[hit.head] in ("xcomp", "amod"):
        return Status.UNDER_WAY
    if base is Status.UNDER_WAY and "completed" in own and is_done(parse, hit.head):
        return Status.COMPLETED
    return base


def _tense(parse: Parse, hit: Hit, verb: int, default: Status, field: Field) -> Status:
    """Return what the verb's form says of an act that no other word qualifies."""
    if has_to(parse, verb):
        return _infinitive(parse, verb, default, field)
    if is_progressive(parse, verb):
        return Status.UNDER_WAY
    if is_present(parse, verb) and field is not Field.HEADLINE and hit.pattern.is_verb:
        return Status.UNDER_WAY if default is Status.COMPLETED else default
    return default


def _infinitive(parse: Parse, verb: int, default: Status, field: Field) -> Status:
    """Return how far an act in an infinitive has got: "troops to leave" will, "the first to visit" did."""
    above = parse.heads[verb]
    if parse.deps[verb] == "acl" and _SINGLED_OUT & {parse.lower[child] for child in parse.subtree(above)}:
        return default
    has_subject = any(parse.deps[child].startswith("nsubj") for child in parse.children[verb])
    has_be = any(helper in ("be", "is", "are", "'s") for helper in helpers(parse, verb))
    is_open = above == verb or has_subject or parse.deps[verb] == "acl" or has_be
    return Status.ANNOUNCED if is_open or field is Field.HEADLINE else default
