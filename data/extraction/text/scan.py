"""Decide fast what is worth a parse: a sentence that holds a word of some trigger and the name of somebody.

One walk over the characters with an automaton (Aho-Corasick), so its cost does not grow with the tables. It looks at
whole words only, blind to case; what it lets through may still turn out to be nothing, what it holds back never
becomes a record. It also tells whether a text is English at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import ahocorasick

from data.extraction.text.word_lists import word_list

_NAME, _TRIGGER = 1, 2
_FUNCTION_WORDS = word_list("commonest_english")
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE_WORDS = 400
_LEAST_ENGLISH = 0.12
_PRONOUNS = ("he", "she", "it", "its", "his", "her", "we", "our", "country", "countries", "junta", "nation", "kingdom")


@dataclass(frozen=True, slots=True)
class Scanner:
    """The automaton over all names and all first words of triggers."""

    automaton: Any

    @classmethod
    def of(cls, *, names: Iterable[str], triggers: Iterable[str]) -> Scanner:
        """Return the scanner of these names and trigger words."""
        marks: dict[str, int] = {}
        for name in (*names, *_PRONOUNS):
            marks[name.lower()] = marks.get(name.lower(), 0) | _NAME
        for word in triggers:
            marks[word.lower()] = marks.get(word.lower(), 0) | _TRIGGER
        automaton = ahocorasick.Automaton()
        for word, mark in marks.items():
            automaton.add_word(word, (len(word), mark))
        automaton.make_automaton()
        return cls(automaton)

    def is_worth_parsing(self, text: str) -> bool:
        """Tell whether a sentence holds a trigger's word and a name or a pronoun."""
        lower = text.lower()
        seen = 0
        for end, (length, mark) in self.automaton.iter(lower):
            start = end - length + 1
            if (start and lower[start - 1].isalnum()) or (end + 1 < len(lower) and lower[end + 1].isalnum()):
                continue
            seen |= mark
            if seen == _NAME | _TRIGGER:
                return True
        return False


def is_english(text: str) -> bool:
    """Tell whether a text reads as English, by the share of its commonest small words; a few words alone always do."""
    words = [match.group().lower() for match, _ in zip(_WORD.finditer(text), range(_SAMPLE_WORDS), strict=False)]
    if len(words) < 20:
        return True
    return sum(word in _FUNCTION_WORDS for word in words) / len(words) >= _LEAST_ENGLISH
