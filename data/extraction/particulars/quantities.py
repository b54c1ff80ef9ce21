"""Read how many people or things: a number before a counted noun ("300 military instructors", "two dozen tanks").

The nouns are those of the list `counted` in seeds/extraction/word_lists.toml; one of them is the unit, so that counts
of one thing compare. Of a range the lower end is taken. Refused: a year, a model's number ("Leopard 2 tanks", "S-300
missiles"), what has no number ("dozens of drones"), a number that other words part from its noun.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.extraction.grammar.parsing import Parse
from data.extraction.text.numerals import is_figure, numerals, start_with_qualifiers, value_of
from data.extraction.text.word_lists import word_list

_COUNTED = word_list("counted")
_BETWEEN = ("JJ", "NN", "VBN", "VBG", "CD", "HYPH")
_PARTIES = frozenset({"nsubj", "nsubj:pass", "iobj", "obj", "obl", "nmod:poss"})
_MAX_WORDS = 7
_YEAR_DIGITS = 4
_VAGUE = frozenset({"several", "few", "many", "some"})
_RANGE_LINKS = ("-", "–", "to")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count of people or things: half-open offsets into the sentence, the token of its noun, the noun as unit."""

    start: int
    end: int
    count: float
    unit: str
    token: int


def find_quantities(parse: Parse) -> Iterator[Quantity]:
    """Yield the counts of a sentence from left to right."""
    words = parse.words
    for token, unit in enumerate(parse.lower):
        at = _number_before(parse, token) if unit in _COUNTED else None
        if at is None:
            continue
        first, count = _lower_end(parse, at)
        start = start_with_qualifiers(words.text, words.starts[first])
        yield Quantity(start, words.ends[token], count, unit, token)


def _number_before(parse: Parse, noun: int) -> int | None:
    """Return the token of the number that counts a noun: the nearest before it that is no model's."""
    for token in range(noun - 1, max(-1, noun - _MAX_WORDS), -1):
        if not (parse.tags[token].startswith(_BETWEEN) or _is_number(parse, token) or parse.lower[token] == "-"):
            break
        if parse.lower[token] in _COUNTED or not _is_number(parse, token) or _is_model(parse, token):
            continue
        return token
    return None


def _is_number(parse: Parse, token: int) -> bool:
    word = parse.lower[token]
    is_year = len(word) == _YEAR_DIGITS and word.startswith(("19", "20"))
    row = numerals().get(word)
    if row is not None and row.is_scale and token and parse.lower[token - 1] in _VAGUE:
        return False
    return (is_figure(word) and not is_year) or (row is not None and len(word) > 1 and word != "an")


def _is_model(parse: Parse, token: int) -> bool:
    """Tell whether a number is part of a name: "S-300", "Leopard 2"; "gave Ghana 14 tanks" has a party before it."""
    if not token:
        return False
    before = token - 1
    if parse.lower[before] == "-":
        return token > 1 and parse.lower[token - 2].isalpha()
    is_joined = parse.deps[token] == "flat" and parse.heads[token] == before
    return parse.tags[before] == "NNP" and (is_joined or parse.deps[before] not in _PARTIES)


def _lower_end(parse: Parse, at: int) -> tuple[int, float]:
    """Return the first token of a number, or of the range that it ends, and its value or the lower one."""
    first, count = _value(parse, at)
    if first > 1 and _is_number(parse, first - 2):
        low_at, low = _value(parse, first - 2)
        link = parse.lower[first - 1]
        is_range = link in _RANGE_LINKS or (link == "and" and low_at > 0 and parse.lower[low_at - 1] == "between")
        return (low_at, low) if is_range and low < count else (first, count)
    return first, count


def _value(parse: Parse, at: int) -> tuple[int, float]:
    """Return the first token and the value of a number that ends at a token: "two", "a dozen", "three hundred"."""
    row = numerals().get(parse.lower[at])
    if row is None or not row.is_scale:
        first = _first_of_figures(parse, at)
        words = parse.words
        return first, value_of(words.text[words.starts[first] : words.ends[at]].lower())
    before = parse.lower[at - 1] if at else ""
    if not (is_figure(before) or before in numerals()):
        return at, row.value
    first, count = _value(parse, at - 1)
    return first, count * row.value


def _first_of_figures(parse: Parse, at: int) -> int:
    """Return the first token of a number whose thousands stand apart: "200 000"."""
    words, first = parse.words, at
    while first and is_figure(words.text[words.starts[first - 1] : words.ends[at]]):
        first -= 1
    return first
