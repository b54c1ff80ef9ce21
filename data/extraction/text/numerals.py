"""Numbers as texts write them: figures with commas, small number words, and the words that scale them.

The words are those of seeds/extraction/numerals.toml. Refused: what is no number ("dozens", "tens of millions").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from data.extraction.text.word_lists import word_list
from data.reference.tables import SEEDS, read_records

_LOOK_BACK = 40
_SPACE = r"[ \u00a0\u202f]"
_FIGURES = re.compile(
    rf"(?:[0-9]{{1,3}}(?:{_SPACE}[0-9]{{3}}){{1,5}}(?![.,]?[0-9])"  # 200 000
    r"|[0-9]{1,3}(?:,[0-9]{2,3}){1,5}(?:\.[0-9]{1,9})?|[0-9]{1,15}(?:\.[0-9]{1,9})?)"
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A word and its value. `is_scale`: it multiplies the number before it."""

    word: str
    value: float
    is_scale: bool = False


@cache
def numerals() -> Mapping[str, Numeral]:
    """Return the number words by word."""
    return read_records(SEEDS / "extraction" / "numerals.toml", "numeral", Numeral, key="word")


def any_of(*, is_scale: bool) -> str:
    """Return a pattern of the scales or of the other number words, in any letter case."""
    words = sorted((row.word for row in numerals().values() if row.is_scale is is_scale), key=len, reverse=True)
    return f"(?i:{'|'.join(words)})"


@cache
def number() -> str:
    """Return a pattern of a number: figures, or a number word before a scale ("two billion")."""
    words = rf"{any_of(is_scale=False)}(?=\s{any_of(is_scale=True)}\b)"
    return rf"(?:{_FIGURES.pattern}|\b{words})"


def is_figure(word: str) -> bool:
    """Tell whether a word is a number in figures that `value_of` can read."""
    return _FIGURES.fullmatch(word) is not None


def value_of(written: str, scale: str | None = None) -> float:
    """Return the value of a number that `number` matched, times its scale."""
    row = numerals().get(written.lower())
    plain = row.value if row is not None else float("".join(re.split(r"[,\s]", written)))
    return round(plain * numerals()[" ".join(scale.lower().split())].value, 6) if scale else plain


def start_with_qualifiers(text: str, start: int) -> int:
    """Return where a number begins with the words that qualify it: "more than", "up to an estimated"."""
    begin = max(0, start - _LOOK_BACK)
    match = _qualified().search(text[begin:start])
    return begin + match.start() if match is not None else start


@cache
def _qualified() -> re.Pattern[str]:
    words = sorted(word_list("number_qualifiers"), key=len, reverse=True)
    return re.compile(rf"(?:\b(?:{'|'.join(words)})\s+)+\Z", re.IGNORECASE)
