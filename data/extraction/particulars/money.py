"""Read sums of money: the number, its scale, its currency, and the same sum in dollars where the text gives it.

Of a range the lower end is taken ("between $2bn and $3bn": 2 bn), of a sum with its equivalent beside it the first
("€2.7bn ($2.9bn)"), with the dollars as the text has them. The span holds the words that qualify the sum ("up to",
"more than"). Refused: what has no number ("tens of millions"), a price per unit ("$60 a barrel"), a weight ("500
pounds of ..."), a word that only looks like a currency ("in 2019 won").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from data.extraction.particulars.currencies import Currency, by_noun, by_sign, currencies, currency_of
from data.extraction.text.numerals import any_of, number, start_with_qualifiers, value_of
from data.extraction.text.word_lists import word_list

_LOOK_BACK = 40
_RANGE = r"\s?(?P<link>-|–|—|\bto\b|\band\b)\s?"
_WEIGHT = re.compile(r"\s+of\b")
_POUND = "pound"
_OTHER_WAY = re.compile(r",?\s*[(\[]?(?:or|about|around|roughly|some|nearly|equivalent to|approximately|equal to|\s)*")
_BESIDE = frozenset({"(", "[", "or"})
_WORD = re.compile(r"\w+|\S")
_CLOSING = re.compile(r"\s*[)\]]")


@dataclass(frozen=True, slots=True)
class Money:
    """A sum: half-open offsets into the sentence, the currency's code; `usd` where the text gives the dollars."""

    start: int
    end: int
    amount: float
    currency: str
    usd: float | None = None


def find_money(text: str, homes: Collection[str] = ()) -> list[Money]:
    """Return the sums of a sentence from left to right; `homes` are the countries that are party to the act."""
    found: list[Money] = []
    for money in _sums(text, homes):
        before = found[-1] if found else None
        if before is not None and _is_the_same(before, money, text[before.end : money.start]):
            closing = _CLOSING.match(text, money.end)
            usd = money.amount if money.currency == "USD" else before.usd
            found[-1] = replace(before, usd=usd, end=closing.end() if closing else money.end)
        else:
            found.append(replace(money, start=start_with_qualifiers(text, money.start)))
    return found


def _is_the_same(one: Money, other: Money, between: str) -> bool:
    """Tell whether a sum is the one before it in another currency: " (" or ", or about " stands between them."""
    is_beside = _OTHER_WAY.fullmatch(between) is not None
    return is_beside and one.currency != other.currency and not _BESIDE.isdisjoint(_WORD.findall(between))


def _sums(text: str, homes: Collection[str]) -> Iterator[Money]:
    position = 0
    while (match := _pattern().search(text, position)) is not None:
        is_range = match.group("link") is not None and _is_range(match)
        position = match.end() if is_range or match.group("link") is None else _end_of_first(match)
        currency = _currency(match, homes)
        if currency is not None and not _priced().match(text, position):
            scale = match.group("scale") or (match.group("upper_scale") if is_range else None)
            yield Money(match.start(), position, value_of(match.group("low"), scale), currency.code)
        elif match.group("sign") is None:
            position = match.end()


def _is_range(match: re.Match[str]) -> bool:
    """Tell a range from two sums that stand side by side: "to" is one without "from", "and" with "between"."""
    before = match.string[max(0, match.start() - _LOOK_BACK) : match.start()].lower().split()
    link = match.group("link")
    if link == "and":
        return before[-1:] == ["between"]
    return link != "to" or before[-1:] != ["from"]


def _end_of_first(match: re.Match[str]) -> int:
    return match.end("scale") if match.group("scale") else match.end("low")


def _currency(match: re.Match[str], homes: Collection[str]) -> Currency | None:
    """Return the currency of a sum, None where the words are no sum."""
    is_large = bool(match.group("scale") or match.group("upper_scale")) or "," in match.group("low")
    sign, noun = match.group("sign") or match.group("behind"), match.group("noun")
    if sign is not None:
        return by_sign()[sign] if is_large or sign not in currencies() else None
    is_weight = _POUND in noun.lower() and _WEIGHT.match(match.string, match.end()) is not None
    if not is_large and (match.group("gap") == "-" or is_weight):
        return None
    adjective = match.group("adjective") or ""
    found = currency_of(noun, adjective, homes)
    return found if found is None or is_large or adjective or not found.is_word else None


@cache
def _priced() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:an?|per|each|for each|for every|/)\s*{_any(word_list('priced_units'))}\b")


@cache
def _pattern() -> re.Pattern[str]:
    adjectives = {adjective for row in currencies().values() for adjective in row.adjectives}
    sign, noun = _any(map(re.escape, by_sign())), f"(?i:{_any(map(re.escape, by_noun()))})"
    scale = any_of(is_scale=True)
    low = rf"(?P<low>{number()})(?:\s?-?\s?(?P<scale>{scale})\b)?"
    upper = rf"(?:{_RANGE}(?:{sign}\s?)?(?P<upper>{number()})(?:\s?-?\s?(?P<upper_scale>{scale})\b)?)?"
    before = rf"(?<![\w$€£¥])(?P<sign>{sign})\s?"
    adjective = _any(map(re.escape, adjectives))
    behind = rf"(?:(?P<gap>\s|-)(?:(?P<adjective>{adjective})\s)?(?P<noun>{noun})|\s?(?P<behind>{sign}))(?!\w)"
    return re.compile(rf"(?:{before}|(?<![\w.,$€£¥]))(?:{low}{upper})(?(sign)|{behind})")


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"
