"""Say whether words belong to the act that a trigger tells of: how far they stand from it, within its own clause.

A sum, a count, a commodity or a place is tied to a trigger where the grammar leads from the one to the other without
leaving the clause: "sent 100 instructors to Mali after talks in Bamako" has the act in Mali, not in Bamako. Clauses
that belong to the act all the same: one that describes it or its noun ("a package which is worth $2bn"), one that it is
the means of ("$2bn to build a port"). Refused: what stands beyond another clause.
"""

from __future__ import annotations

from collections.abc import Sequence

from data.extraction.grammar.parsing import Parse
from data.extraction.roles.triggers import Hit

_CLAUSES = frozenset({"ccomp", "advcl", "acl:relcl", "parataxis", "csubj"})
_DESCRIBING = frozenset({"acl:relcl", "acl"})
_CLAUSE_STEPS = 3
_OF = frozenset({"", "of", "on", "upon", "against", "for", "to", "from"})


def steps_between(parse: Parse, hit: Hit, start: int, end: int) -> int | None:
    """Return how many steps of grammar lead from a trigger to the tokens `start` to `end`; None beyond its clause."""
    if start < hit.end and hit.start < end:
        return 0
    own, other = _way_up(parse, hit.head), _way_up(parse, top_of(parse, start, end))
    meeting = next((token for token in own if token in other), None)
    if meeting is None:
        return None
    sides = (own[: own.index(meeting)], other[: other.index(meeting)])
    if sides[0] and not sides[1] and parse.deps[sides[0][-1]] == "conj":
        return None  # "$2bn in aid, and sanctions": the trigger stands beside the words, and they are not its own
    crossed = [sum(_is_crossing(parse, token) for token in side) for side in sides]
    steps = len(sides[0]) + len(sides[1])
    if not any(crossed):
        return steps
    is_open = sum(crossed) == 1 and _is_of_the_act(parse, sides[0 if crossed[0] else 1])
    return steps + _CLAUSE_STEPS if is_open else None


def is_below(parse: Parse, hit: Hit, start: int, end: int) -> bool:
    """Tell whether the tokens `start` to `end` are part of a trigger, or what it is of with no clause between.

    "Sanctions on oil" are of oil; "sanctions over oil" are not.
    """
    if start < hit.end and hit.start < end:
        return True
    way = _way_up(parse, top_of(parse, start, end))
    own = next((at for at, token in enumerate(way) if hit.start <= token < hit.end), None)
    return own is not None and not any(
        _is_crossing(parse, token) or (parse.deps[token] in ("nmod", "obl") and parse.case(token) not in _OF)
        for token in way[:own]
    )


def top_of(parse: Parse, start: int, end: int) -> int:
    """Return the token among `start` to `end` that the others hang from."""
    return next((token for token in range(start, end) if not start <= parse.heads[token] < end), start)


def _way_up(parse: Parse, token: int) -> list[int]:
    way = [token]
    while parse.heads[way[-1]] != way[-1] and len(way) <= len(parse.heads):
        way.append(parse.heads[way[-1]])
    return way


def _is_crossing(parse: Parse, token: int) -> bool:
    dep = parse.deps[token]
    return dep in _CLAUSES or (dep == "conj" and parse.is_verb(token) and parse.is_verb(parse.heads[token]))


def _is_of_the_act(parse: Parse, side: Sequence[int]) -> bool:
    """Tell whether the one clause between describes a noun of the act, or is what the act is for."""
    top = side[-1]
    if parse.deps[top] in _DESCRIBING:
        return True
    has_to = any(parse.deps[child] == "mark" and parse.lower[child] == "to" for child in parse.children[top])
    return parse.deps[top] == "advcl" and has_to
