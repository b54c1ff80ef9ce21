"""Say where inside the target an act is: the most precise place of the target that the trigger's own clause names.

A place wins over the capital, which counts only where it is a place ("in Bamako", not "Bamako said"); among places
the one nearest to the trigger. A mine, port or base counts by its name where the words beside it say that it lies in
the target ("the Grasberg mine in Indonesia"). Refused: a place in another clause, one in another country.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.extraction.grammar.parsing import Parse
from data.extraction.names.mentions import Mention, MentionKind
from data.extraction.particulars.ties import steps_between, top_of
from data.extraction.roles.scope import Scope
from data.extraction.text.word_lists import word_list

_AT = frozenset({"in", "capital", "at", "near", "outside"})
_TOWARDS = frozenset({"to", "into", "for", "from"})
_GOING = word_list("going")
_STATE_BODIES = word_list("state_bodies")
_FACILITIES = word_list("facilities")
_MAX_NAME = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its name, and the tokens (half-open) that name it."""

    name: str
    start: int
    end: int


def place_of(scope: Scope, target: str) -> Place | None:
    """Return the most precise place of the target in the clause of a trigger, None where none is named."""
    here = [mention for mention in scope.parties.mentions if mention.code == target]
    named = [_place(mention) for mention in here if mention.kind is MentionKind.PLACE]
    found = _nearest(scope, named) or _nearest(scope, list(_facilities(scope, target)))
    if found is not None:
        return found
    return _nearest(scope, [_place(mention) for mention in here if _is_at_capital(scope.parse, mention)])


def _nearest(scope: Scope, places: list[Place]) -> Place | None:
    near = [
        (steps_between(scope.parse, scope.hit, place.start, place.end), place)
        for place in places
        if not _is_of_body(scope, place)
    ]
    tied = [(steps, place) for steps, place in near if steps is not None]
    return min(tied, key=lambda item: (item[0], item[1].start), default=(0, None))[1]


def _is_of_body(scope: Scope, place: Place) -> bool:
    """Tell where a body sits from where an act is: "the ministry in Bamako said"."""
    head = scope.parse.heads[top_of(scope.parse, place.start, place.end)]
    return scope.parse.lower[head] in _STATE_BODIES and not scope.hit.start <= head < scope.hit.end


def _place(mention: Mention) -> Place:
    return Place(mention.entity.form, mention.start, mention.end)


def _is_at_capital(parse: Parse, mention: Mention) -> bool:
    """Tell a capital that is a place from one that is a government: one goes to Kyiv, and sends aid to Kyiv."""
    if mention.kind is not MentionKind.CAPITAL or not mention.start:
        return False
    before = parse.lower[mention.start - 1]
    above = parse.lower[parse.heads[top_of(parse, mention.start, mention.end)]]
    return before in _AT or (before in _TOWARDS and above in _GOING)


def _facilities(scope: Scope, target: str) -> Iterator[Place]:
    """Yield the mines, ports and bases with a name of their own that the words beside them place in the target."""
    parse = scope.parse
    for token, word in enumerate(parse.lower):
        if word not in _FACILITIES:
            continue
        start = _start_of_name(scope, token)
        if start < token and _lies_in(scope, token, target):
            words = parse.words
            yield Place(words.text[words.starts[start] : words.ends[token]], start, token + 1)


def _lies_in(scope: Scope, head: int, target: str) -> bool:
    """Tell whether a noun's own phrase, or the words right behind it, say that it is in the target."""
    if any(mention.code == target for mention in scope.parties.of_phrase(head)):
        return True
    behind = scope.parse.lower[head + 1 : head + 2]
    following = [scope.parties.at(token) for token in (head + 2, head + 3)]
    return behind in (("in",), (",",)) and any(one is not None and one.code == target for one in following)


def _start_of_name(scope: Scope, head: int) -> int:
    """Return the first of the capitalised words right before a noun that are no name of anybody."""
    parse, start = scope.parse, head
    while start and head - start < _MAX_NAME:
        before = start - 1
        is_capital = parse.words.words[before][0].isupper() and parse.tags[before].startswith("NNP")
        if not is_capital or scope.parties.at(before) is not None:
            break
        start = before
    return start
