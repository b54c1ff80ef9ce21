"""Say whom "he", "it", "the country" and "the two countries" stand for, from what was named before.

Simple on purpose: the nearest fitting mention before, in the same sentence or carried over from the ones before it.
"They" is a list of names. Refused: a pronoun with nothing fitting before it. "We" and "our" speak for the outlet
where it is a government's own (a ministry's channel), and for nobody elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from data.extraction.grammar.parsing import Parse, Words
from data.extraction.names.mentions import Entity, Mention, MentionKind
from data.extraction.names.parties import name_lists
from data.extraction.names.regions import lies_in
from data.extraction.text.word_lists import word_list

_PERSONAL = word_list("personal_pronouns")
_NEUTER = word_list("neuter_pronouns")
_PLURAL = word_list("plural_pronouns")
_FIRST = word_list("first_person_pronouns")
_LANDS = word_list("lands")
_PAIRS = word_list("pairs")
_OWN_BODIES = frozenset({"president", "delegation", "administration", "secretary", "government", "ministry"})
_POINTING = _LANDS | _PAIRS | _PLURAL | frozenset({"it"})
_RULERS = frozenset({"junta"})
_PLACES = frozenset({MentionKind.NAME, MentionKind.DEMONYM, MentionKind.CAPITAL, MentionKind.SEAT})
_REACH = 2
_ADJECTIVES = 3


@dataclass(slots=True)
class Memory:
    """What the sentences so far have named: the last person, the last thing, the last places, newest last."""

    speaker: str | None = None
    officials: frozenset[str] = frozenset()
    person: Mention | None = None
    person_at: int = -99
    thing: Mention | None = None
    thing_at: int = -99
    group: tuple[str, ...] = ()
    recent: list[str] = field(default_factory=list)

    def note_lists(self, parse: Parse, mentions: Sequence[Mention]) -> None:
        """Take up the last list of names of a sentence, for a "they" in the next one."""
        groups = name_lists(parse, mentions)
        self.group = tuple(dict.fromkeys(mention.code for mention in groups[-1])) if groups else ()

    def is_person(self, words: Words, mention: Mention) -> bool:
        """Tell whether a mention is a person or the country of one: "Ukraine's president"."""
        after = words.lower[mention.end : mention.end + 4]
        return mention.kind is MentionKind.PERSON or (
            mention.kind in (MentionKind.NAME, MentionKind.DEMONYM) and any(word in self.officials for word in after)
        )

    def note(
        self, words: Words, number: int, mentions: Sequence[Mention], subjects: frozenset[int] = frozenset()
    ) -> None:
        """Take up the mentions of a sentence; its subject, or else its first mention, is what "it" will stand for."""
        people = [mention for mention in mentions if self.is_person(words, mention)]
        things = [
            mention
            for mention in mentions
            if mention.kind not in (MentionKind.PERSON, MentionKind.ANAPHOR, MentionKind.DEMONYM)
        ]
        if people:
            self.person, self.person_at = _prominent(people, subjects), number
        if things:
            self.thing, self.thing_at = _prominent(things, subjects), number
        for mention in mentions:
            if mention.kind in _PLACES and len(mention.code) == 3:
                if mention.code in self.recent:
                    self.recent.remove(mention.code)
                self.recent.append(mention.code)


def may_point_back(lower: Sequence[str]) -> bool:
    """Tell whether a sentence without a name holds a word that may stand for a country or a list named before."""
    return not _POINTING.isdisjoint(lower)


def anaphors(parse: Parse, mentions: Sequence[Mention], memory: Memory, number: int) -> list[Mention]:
    """Return a mention for each pronoun and each "the country" of a sentence that stands for something named before."""
    found = []
    taken = {token for mention in mentions for token in range(mention.start, mention.end)}
    for token, lower in enumerate(parse.lower):
        if token in taken:
            continue
        before = [mention for mention in mentions if mention.end <= token]
        codes = _codes(parse, token, lower, before, memory, number)
        if codes:
            label = parse.words.words[token]
            found.append(
                Mention(token, token + 1, Entity(label, codes[0], MentionKind.ANAPHOR, label), others=codes[1:])
            )
    return found


def _codes(
    parse: Parse, token: int, lower: str, before: Sequence[Mention], memory: Memory, number: int
) -> tuple[str, ...]:
    if lower in _PERSONAL:
        people = [mention for mention in before if memory.is_person(parse.words, mention)]
        near = memory.person if number - memory.person_at <= _REACH else None
        return _code_of(people[-1] if people else near)
    if lower in _NEUTER and parse.deps[token] != "expl":
        return _code_of(_neuter(parse, before, memory, number))
    if lower in _PLURAL:
        return _listed(parse, before) or memory.group
    if lower in _FIRST and memory.speaker:
        return (memory.speaker,)
    if memory.speaker and lower in _OWN_BODIES and _is_definite(parse, token):
        return (memory.speaker,)
    if lower in _LANDS and _is_definite(parse, token):
        return _land(before, memory, lies_in(parse.lower[max(0, token - _ADJECTIVES) : token]))
    if lower in _RULERS and _is_definite(parse, token):
        lands = [mention for mention in before if mention.kind in _PLACES and len(mention.code) == 3]
        return _code_of(lands[-1]) if lands else tuple(memory.recent[-1:])
    if lower in _PAIRS and _is_pair(parse, token):
        codes = list(dict.fromkeys([*(mention.code for mention in reversed(before)), *reversed(memory.recent)]))
        return tuple(codes[:2]) if len(codes) >= 2 else ()
    return ()


def _land(before: Sequence[Mention], memory: Memory, codes: Collection[str] | None) -> tuple[str, ...]:
    """Return the country named last that lies where "the west African country" does; any fits where `codes` is None."""
    lands = [mention.code for mention in before if mention.kind in _PLACES and len(mention.code) == 3]
    fitting = [code for code in (*memory.recent, *lands) if codes is None or code in codes]
    return tuple(fitting[-1:])


def _listed(parse: Parse, before: Sequence[Mention]) -> tuple[str, ...]:
    """Return the codes of the list of names that stands last before a "they", none where there is no list."""
    groups = name_lists(parse, before)
    return tuple(dict.fromkeys(mention.code for mention in groups[-1])) if groups else ()


def _neuter(parse: Parse, before: Sequence[Mention], memory: Memory, number: int) -> Mention | None:
    things = [mention for mention in before if mention.kind not in (MentionKind.PERSON, MentionKind.DEMONYM)]
    subjects = [
        mention
        for mention in things
        if any(parse.deps[at].startswith("nsubj") for at in range(mention.start, mention.end))
    ]
    if subjects:
        return subjects[-1]
    if things:
        return things[0]
    return memory.thing if number - memory.thing_at <= _REACH else None


def _code_of(mention: Mention | None) -> tuple[str, ...]:
    return (mention.code,) if mention is not None else ()


def _prominent(mentions: Sequence[Mention], subjects: frozenset[int]) -> Mention:
    for mention in mentions:
        if any(token in subjects for token in range(mention.start, mention.end)):
            return mention
    return mentions[0]


def _is_definite(parse: Parse, token: int) -> bool:
    """Tell whether "the", "this" or "that" stands before the noun, with at most a few adjectives between."""
    for at in range(token - 1, max(-1, token - 5), -1):
        if parse.lower[at] in ("the", "this", "that"):
            return True
        if not (parse.tags[at].startswith(("JJ", "NN", "VB")) or parse.lower[at] in ("-", "'s")):
            return False
    return False


def _is_pair(parse: Parse, token: int) -> bool:
    window = parse.lower[max(0, token - 3) : token]
    return "both" in window or "two" in window
