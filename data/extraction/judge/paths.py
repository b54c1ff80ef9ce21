"""The way through a sentence's grammar from one word to another, and how far apart things stand."""

from __future__ import annotations

from data.extraction.grammar.parsing import Parse
from data.extraction.names.mentions import Mention
from data.reference.event_types import PREPOSITIONS

_STEPS = (0, 1, 2, 3, 5, 8, 12, 20, 35)
_MAX_CLIMB = 7
_FAR = ("far", 9)
_INSIDE_PHRASE = ("JJ", "NN", "DT", "PRP$", "POS", "CD")
_MAX_PHRASE = 6


def bucket(count: int) -> int:
    """Return a count's step on a scale that grows: 0, 1, 2, 3, up to 5, 8, 12, 20, 35, more."""
    return next((step for step, limit in enumerate(_STEPS) if count <= limit), len(_STEPS))


def head_of(parse: Parse, mention: Mention) -> int:
    """Return the token of a mention that hangs from a word outside it."""
    inside = range(mention.start, mention.end)
    return next((at for at in inside if parse.heads[at] not in inside or parse.heads[at] == at), mention.end - 1)


def path_between(parse: Parse, start: int, end: int) -> tuple[str, int]:
    """Return the relations from one token up and down to another, with their prepositions, and how many they are."""
    ups = _ancestors(parse, start)
    downs = _ancestors(parse, end)
    meeting = next((token for token in downs if token in ups), None)
    if meeting is None:
        return _FAR
    climbs, falls = ups[: ups.index(meeting)], downs[: downs.index(meeting)]
    up = "^".join(_relation(parse, token) for token in climbs)
    down = ">".join(_relation(parse, token) for token in reversed(falls))
    return f"{up}|{down}", len(climbs) + len(falls)


def preposition_before(parse: Parse, mention: Mention) -> str:
    """Return the preposition that holds the phrase of a mention, over a list of names too; "" for none."""
    for at in range(mention.start - 1, max(-1, mention.start - 1 - _MAX_PHRASE), -1):
        word = parse.lower[at]
        if word in PREPOSITIONS:
            return word
        if not (parse.tags[at].startswith(_INSIDE_PHRASE) or word in ("the", "-", "'s", ",", "and")):
            return ""
    return ""


def _ancestors(parse: Parse, token: int) -> list[int]:
    found = [token]
    while parse.heads[token] != token and len(found) <= _MAX_CLIMB:
        token = parse.heads[token]
        found.append(token)
    return found


def _relation(parse: Parse, token: int) -> str:
    name = parse.deps[token].split(":")[0]
    preposition = parse.case(token)
    return f"{name}:{preposition}" if preposition in PREPOSITIONS else name
