"""Read a slot from word order alone, where the grammar leaves it empty: the nearest fitting name.

The parser errs in one sentence out of three, and news English is regular: the subject stands before its verb with no
preposition, "on X" after its noun. Refused: a name behind another finite verb, or too far away.
"""

from __future__ import annotations

from collections.abc import Iterator

from data.extraction.grammar.parsing import Parse
from data.extraction.names.mentions import Mention, MentionKind
from data.extraction.roles.scope import Scope
from data.extraction.text.word_classes import operators
from data.extraction.text.word_lists import word_list
from data.reference.event_types import PREPOSITIONS

INSIDE_PHRASE = ("JJ", "NN", "DT", "PRP$", "POS", "CD", "VBG")
"""Tags of the words that may stand inside a noun phrase."""

_LOCATIVE = word_list("locative")
_PLACES = frozenset({MentionKind.NAME, MentionKind.CAPITAL, MentionKind.PLACE, MentionKind.ANAPHOR})
_MAX_GAP, _MAX_GAP_OF_NOUN = 14, 8
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def by_word_order(scope: Scope, name: str) -> Iterator[Mention]:
    """Yield the names that a slot may hold by word order; nothing for a slot that only grammar knows."""
    readers = {
        "scene": _scene,
        "sentence": _only_other,
        "subject": _before,
        "object": _after,
        "agent": _after_by,
        "owner": _owner,
        "person": _person,
        "actor": _before_acting,
    }
    if name in readers:
        yield from readers[name](scope)
    elif name in PREPOSITIONS:
        yield from _after_preposition(scope, name)


def _before(scope: Scope) -> Iterator[Mention]:
    """Yield the nearest name before the trigger that no preposition holds, with no other clause between."""
    parse, is_noun = scope.parse, not scope.hit.pattern.is_verb
    for mention in reversed(scope.parties.mentions):
        if mention.end > scope.hit.start or mention.kind is MentionKind.DEMONYM:
            continue
        between = range(mention.end, scope.hit.start)
        if len(between) > _MAX_GAP or any(parse.lower[at] in (";", ":", "“", "”") for at in between):
            return
        if mention.start and parse.lower[mention.start - 1] in PREPOSITIONS:
            continue
        if is_noun and not any(parse.is_verb(at) for at in between):
            continue
        if mention.end < len(parse.lower) and parse.lower[mention.end] == "'s":
            continue
        yield from scope.parties.of_phrase(mention.start) or [mention]
        return


def _before_acting(scope: Scope) -> Iterator[Mention]:
    """Yield the name before a noun and a verb that acts on it, whatever the parser made of the verb."""
    for mention in _before(scope):
        if any(scope.parse.lower[at] in operators() for at in range(mention.end, scope.hit.start)):
            yield mention


def _after(scope: Scope) -> Iterator[Mention]:
    """Yield the first name after the trigger, when no preposition and no verb stands between."""
    parse = scope.parse
    for mention in scope.parties.mentions:
        if mention.start < scope.hit.end:
            continue
        between = range(scope.hit.end, mention.start)
        if len(between) > 6 or any(parse.lower[at] in PREPOSITIONS or parse.is_verb(at) for at in between):
            return
        yield mention
        return


def _after_by(scope: Scope) -> Iterator[Mention]:
    yield from _after_preposition(scope, "by")


def _owner(scope: Scope) -> Iterator[Mention]:
    """Yield the possessor right before a noun, over a few adjectives: "Russia's brutal war"."""
    parse = scope.parse
    for mention in scope.parties.mentions:
        if mention.end < scope.hit.start <= mention.end + 5 and parse.lower[mention.end] == "'s":
            between = range(mention.end + 1, scope.hit.start)
            if all(
                parse.tags[at].startswith(("JJ", "NN", "RB", "VB", "CD")) or parse.lower[at] == "-" for at in between
            ):
                yield mention


def _after_preposition(scope: Scope, preposition: str) -> Iterator[Mention]:
    """Yield the first name after the trigger that this preposition holds, with no finite verb between."""
    parse = scope.parse
    for mention in scope.parties.mentions:
        if mention.start < scope.hit.end:
            continue
        between = range(scope.hit.end, mention.start)
        if len(between) > (_MAX_GAP if scope.hit.pattern.is_verb else _MAX_GAP_OF_NOUN):
            return
        is_strict = not scope.hit.pattern.is_verb and preposition != "between"
        if any(parse.tags[at] in _FINITE or (is_strict and parse.is_verb(at)) for at in between):
            return
        if preposition in _prepositions_of(parse, mention):
            yield from scope.parties.of_phrase(mention.start) or [mention]
            return


def _person(scope: Scope) -> Iterator[Mention]:
    """Yield the person named nearest to the trigger."""
    people = [mention for mention in scope.parties.mentions if mention.kind is MentionKind.PERSON]
    if people:
        yield min(people, key=lambda mention: abs(mention.start - scope.hit.head))


def _scene(scope: Scope) -> Iterator[Mention]:
    """Yield the place nearest to the trigger that "in", "near" or "inside" holds."""
    found = [
        mention
        for mention in scope.parties.mentions
        if mention.kind in _PLACES and _LOCATIVE & set(_prepositions_of(scope.parse, mention))
    ]
    if found:
        nearest = min(found, key=lambda mention: abs(mention.start - scope.hit.head))
        yield from scope.parties.of_phrase(nearest.start) or [nearest]


def _only_other(scope: Scope) -> Iterator[Mention]:
    """Yield the countries of the sentence where it names two at most: one of them is the other side."""
    codes = {mention.code for mention in scope.parties.mentions}
    if len(codes) <= 2:
        yield from scope.parties.mentions


def _prepositions_of(parse: Parse, mention: Mention) -> list[str]:
    """Return the prepositions that hold a name, nearest first: of and on, in "on the head of Iran's navy"."""
    found: list[str] = []
    at = mention.start - 1
    while at >= 0 and at >= mention.start - 9:
        word = parse.lower[at]
        if word in PREPOSITIONS or word in _LOCATIVE:
            found.append(word)
            if word != "of":
                break
        elif not (parse.tags[at].startswith(INSIDE_PHRASE) or word in ("the", "-", "'s") or _is_apposed(parse, at)):
            break
        at -= 1
    return found


def _is_apposed(parse: Parse, at: int) -> bool:
    """Tell whether a comma only parts "the capital" from its name."""
    return parse.lower[at] == "," and at > 0 and parse.lower[at - 1] == "capital"
