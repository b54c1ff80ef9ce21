"""Find phrases in a row of tokens: one walk, the longest phrase first, as many phrases as the tables hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")

TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S., U.A.E.
    r"|\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|St|Sen|Rep|Gov|Inc|Corp|Ltd|Co|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\."
    r"|\d+(?:[.,]\d+)*"
    r"|\w+?(?=n['’]t\b)|n['’]t\b"
    r"|['’](?:s|re|ve|ll|d|m)\b"
    r"|[^\W\d_]+(?:['’](?!s\b|re\b|ve\b|ll\b|d\b|m\b)[^\W\d_]+)?|\w"
    r"|\S"
)


def tokens_of(phrase: str) -> tuple[str, ...]:
    """Return a phrase's tokens in lower case, cut as the text is."""
    return tuple(plain(match.group()) for match in TOKEN.finditer(phrase))


def plain(word: str) -> str:
    """Return a word as the tables write it: lower case, straight apostrophe."""
    return word.lower().replace("’", "'")


class PhraseIndex(Generic[Value]):
    """Phrases and what they mean. Several phrases may share words; several meanings may share a phrase."""

    def __init__(self) -> None:
        self._tree: dict[str, Any] = {}

    def add(self, phrase: str, value: Value) -> None:
        """Add one phrase with one meaning."""
        node: dict[str, Any] = self._tree
        for token in tokens_of(phrase):
            node = node.setdefault(token, {})
        node.setdefault("", []).append(value)

    def matches(self, tokens: Sequence[str]) -> Iterator[tuple[int, int, list[Value]]]:
        """Yield (start, end, meanings) for the longest phrase at each token; those of different tokens may overlap."""
        for start, token in enumerate(tokens):
            if token not in self._tree:
                continue
            longest = None
            for end, values in self._at(tokens, start):
                longest = (end, values)
            if longest is not None:
                yield start, longest[0], longest[1]

    def all_matches(self, tokens: Sequence[str]) -> Iterator[tuple[int, int, list[Value]]]:
        """Yield (start, end, meanings) for every phrase at every token."""
        tree = self._tree
        for start, token in enumerate(tokens):
            if token in tree:
                for end, values in self._at(tokens, start):
                    yield start, end, values

    def _at(self, tokens: Sequence[str], start: int) -> Iterator[tuple[int, list[Value]]]:
        node = self._tree.get(tokens[start])
        end = start + 1
        while node is not None:
            if "" in node:
                yield end, node[""]
            node = node.get(tokens[end]) if end < len(tokens) else None
            end += 1
