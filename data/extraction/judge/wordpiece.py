"""Cut the tokens of a sentence into the word pieces that the encoder was trained on.

The pieces are those of BERT's uncased English vocabulary (seeds/judge/pieces.txt, one a line, its place is its number).
A token keeps the places of its pieces, so that what the rules know of tokens holds for pieces too. What no piece
covers is one unknown piece; letters are lower case and without accents, as the vocabulary has them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from data.reference.tables import SEEDS, TableError

PIECES = SEEDS / "judge" / "pieces.txt"
MAX_PIECES = 256  # a sentence is read so far: more than nine in a thousand news sentences never have

_PART = re.compile(r"\w+|[^\w\s]")
_LONGEST_WORD = 60
_START, _END, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"


class WordPieces:
    """One vocabulary and the cut by it: always the longest piece that fits, from the left."""

    def __init__(self, pieces: Sequence[str]) -> None:
        """`pieces` in the order of their numbers."""
        self._numbers: Mapping[str, int] = {piece: number for number, piece in enumerate(pieces)}
        self._start, self._end, self._unknown = (self._numbers[name] for name in (_START, _END, _UNKNOWN))
        self._of_token = lru_cache(maxsize=50_000)(self._cut_token)

    def cut(self, tokens: Sequence[str]) -> tuple[list[int], list[int]]:
        """Return the numbers of a sentence's pieces, and the place of each token's first piece and one place more.

        Shapes: up to `MAX_PIECES` numbers, one more place than tokens. Tokens behind the limit have no pieces: their
        places are those of the end.
        """
        numbers = [self._start]
        places = []
        for token in tokens:
            places.append(len(numbers))
            pieces = self._of_token(token)
            if len(numbers) + len(pieces) < MAX_PIECES:
                numbers += pieces
        places.append(len(numbers))
        return [*numbers, self._end], places

    def _cut_token(self, token: str) -> tuple[int, ...]:
        plain = unicodedata.normalize("NFD", token.lower())
        plain = "".join(letter for letter in plain if unicodedata.category(letter) != "Mn")
        return tuple(number for part in _PART.findall(plain) for number in self._cut_word(part))

    def _cut_word(self, word: str) -> list[int]:
        found: list[int] = []
        start = 0
        while start < len(word) <= _LONGEST_WORD:
            piece = self._longest(word, start)
            if piece is None:
                return [self._unknown]
            found.append(piece[0])
            start = piece[1]
        return found or [self._unknown]

    def _longest(self, word: str, start: int) -> tuple[int, int] | None:
        for end in range(len(word), start, -1):
            number = self._numbers.get(word[start:end] if start == 0 else f"##{word[start:end]}")
            if number is not None:
                return number, end
        return None


def read_pieces(path: Path) -> WordPieces:
    """Return the vocabulary of a file; raises `TableError` where it is not one."""
    try:
        return WordPieces(path.read_text(encoding="utf-8").splitlines())
    except (OSError, KeyError, ValueError) as error:
        raise TableError(f"seeds/judge/{path.name}: {error!r}; make it anew with tools/train_encoder.py") from error


@cache
def default_pieces() -> WordPieces:
    """Return the vocabulary of seeds/judge, read once."""
    return read_pieces(PIECES)
