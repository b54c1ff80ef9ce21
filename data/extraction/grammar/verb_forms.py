"""Read the form of a verb in its sentence: its helpers, whether it is told as done, as going on, or as not so."""

from __future__ import annotations

from collections.abc import Sequence

from data.extraction.grammar.parsing import BE, Parse
from data.extraction.text.word_lists import word_list

FUTURE = word_list("future")
CONDITIONAL = word_list("conditional")
SAYING = word_list("saying")
# Verbs whose negation leaves an act open: "does not rule out sending".
NOT_RULED_OUT = word_list("not_ruled_out")
ALLEGEDLY, NEVER = "reportedly", "never"
_PAST_HELPERS = frozenset({"has", "have", "had", "was", "were"})
_PERFECT = frozenset({"have", "'ve"})
_NEGATIONS = word_list("negations")


def helpers(parse: Parse, verb: int) -> frozenset[str]:
    """Return the helper verbs of a verb, in lower case."""
    return frozenset(parse.lower[child] for child in parse.children[verb] if parse.deps[child].startswith("aux"))


def is_done(parse: Parse, verb: int) -> bool:
    """Tell whether a verb is told in the past or as done: "cut", "has cut", "had been cut", "[sanctions] cut by"."""
    own = helpers(parse, verb)
    if parse.tags[verb] == "VBD" or (parse.tags[verb] == "VBN" and not own):
        return True
    return bool(own & _PAST_HELPERS and not own & (FUTURE | CONDITIONAL))


def is_progressive(parse: Parse, verb: int) -> bool:
    """Tell whether a verb says that something is going on: "is building", "were holding"."""
    return parse.tags[verb] == "VBG" and bool(helpers(parse, verb) & BE)


def is_present(parse: Parse, verb: int) -> bool:
    """Tell whether a verb is in the present tense; the tagger now and then takes "froze" for one."""
    return parse.tags[verb] == "VBP" or (parse.tags[verb] == "VBZ" and parse.lower[verb].endswith("s"))


def has_to(parse: Parse, verb: int) -> bool:
    """Tell whether a verb is an infinitive with "to": "to send", "to be held"."""
    if parse.tags[verb] != "VB" and "be" not in helpers(parse, verb):
        return False
    return any(parse.lower[child] == "to" and parse.deps[child] == "mark" for child in parse.children[verb])


def modal(parse: Parse, verbs: Sequence[int]) -> tuple[str, int]:
    """Return the helper that qualifies an act, with its token: a future before a possible one; "" and -1 for none.

    Nothing beyond a verb of saying counts. "May have sent" is told as "reportedly"; "would have sent" as "never".
    """
    found, at = "", -1
    for verb in verbs:
        if parse.lower[verb] in SAYING:
            break
        for child in parse.children[verb]:
            word = parse.lower[child]
            if parse.deps[child] == "aux" and word in FUTURE:
                return word, child
            if parse.deps[child] == "aux" and word in CONDITIONAL:
                # "A bill that would punish" proposes it; "he said it would punish" announces it.
                is_relative = word == "would" and parse.deps[verb] == "acl:relcl"
                has_have = bool(helpers(parse, verb) & _PERFECT)
                unreal = NEVER if word == "would" or negation(parse, [verb]) >= 0 else ALLEGEDLY
                found, at = unreal if has_have else "could" if is_relative else word, child
    return found, at


def negation(parse: Parse, tokens: Sequence[int]) -> int:
    """Return the token that negates one of some words, -1 for none."""
    found = (child for token in tokens for child in parse.children[token] if parse.lower[child] in _NEGATIONS)
    return next(found, -1)
