"""Read how much: money with its currency and its value in US dollars, and counts of people and things.

A sum is taken where the text ties it to the act: in the same clause, nearest to the trigger. Of a range the lower
end is taken. Dollars are those of the year of the act, by the yearly rates of seeds/extraction/currencies.toml.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from data.reference.tables import SEEDS, read_records

_THOUSAND, _LAKH, _MILLION, _CRORE, _BILLION, _TRILLION = 1e3, 1e5, 1e6, 1e7, 1e9, 1e12
_SCALES = {
    **dict.fromkeys(("thousand", "k"), _THOUSAND),
    **dict.fromkeys(("million", "m", "mn", "mln"), _MILLION),
    **dict.fromkeys(("billion", "b", "bn", "bln"), _BILLION),
    **dict.fromkeys(("trillion", "tn"), _TRILLION),
    "lakh": _LAKH,
    "crore": _CRORE,
}
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SMALL_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNT_WORDS = {word: number for number, word in enumerate(_SMALL_NUMBERS, start=1)} | {"dozen": 12, "hundred": 100}


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency: ISO 4217 code, how texts write it, and US dollars for one unit by year."""

    code: str
    signs: tuple[str, ...]
    usd: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Money:
    """A sum: half-open offsets into the sentence."""

    start: int
    end: int
    amount: float
    currency: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count of people or things: half-open offsets into the sentence, unit as the text writes it."""

    start: int
    end: int
    count: float
    unit: str


def find_money(text: str) -> list[Money]:
    """Return the sums of a sentence from left to right."""
    found = []
    for match in _money_pattern().finditer(text):
        sign = match.group("before") or match.group("after")
        currency = _by_sign().get(sign.lower() if sign else "")
        if currency is None:
            continue
        number = match.group("number") or match.group("number2")
        scale = match.group("scale") or match.group("scale2") or ""
        amount = float(number.replace(",", "")) * _SCALES.get(scale.lower(), 1.0)
        found.append(Money(match.start(), match.end(), amount, currency.code))
    return found


def find_quantities(text: str, units: frozenset[str]) -> list[Quantity]:
    """Return the counts of a sentence whose unit is among `units` (plural forms): "300 military instructors"."""
    found = []
    for match in _QUANTITY.finditer(text):
        words = match.group("unit").lower().split()
        at = next((number for number, word in enumerate(words) if word in units), None)
        raw = match.group("number").lower()
        if at is None or (raw.isdigit() and len(raw) == 4 and raw.startswith(("19", "20"))):
            continue
        count = _COUNT_WORDS.get(raw) or float(raw.replace(",", ""))
        count *= _SCALES.get((match.group("scale") or "").lower(), 1.0)
        found.append(Quantity(match.start(), match.end("unit"), count, " ".join(words[: at + 1])))
    return found


def in_usd(amount: float, currency: str, year: int | None) -> float | None:
    """Return a sum in US dollars of a year, None for a currency without rates; without a year, at the latest rate."""
    row = _currencies().get(currency)
    if row is None:
        return None
    years = sorted(int(key) for key in row.usd)
    nearest = years[-1] if year is None else min(years, key=lambda known: (abs(known - year), -known))
    return round(amount * row.usd[str(nearest)], 2)


@cache
def _currencies() -> Mapping[str, Currency]:
    return read_records(SEEDS / "extraction" / "currencies.toml", "currency", Currency, key="code")


@cache
def _by_sign() -> Mapping[str, Currency]:
    return {sign.lower(): row for row in _currencies().values() for sign in row.signs}


@cache
def _money_pattern() -> re.Pattern[str]:
    signs = sorted((sign for row in _currencies().values() for sign in row.signs), key=len, reverse=True)
    symbols = "|".join(re.escape(sign) for sign in signs if not sign.isalpha() or sign.isupper())
    words = "|".join(re.escape(sign) for sign in signs if sign.isalpha())
    scaled = rf"(?:\s*-?\s*(?P<scale>{_SCALE})\b)?"
    scaled_too = rf"(?:\s*-?\s*(?P<scale2>{_SCALE}))?"
    return re.compile(
        rf"(?P<before>(?<![A-Za-z])(?:{symbols}))\s?(?P<number>{_NUMBER}){scaled}"
        rf"|(?P<number2>{_NUMBER}){scaled_too}\s+(?:US |U\.S\. )?(?P<after>{words})\b",
        re.IGNORECASE,
    )


_QUANTITY = re.compile(
    rf"(?<![\w$€£.,-])(?P<number>{_NUMBER}|{'|'.join(_COUNT_WORDS)})(?:\s+(?P<scale>thousand|million))?\s+"
    r"(?P<unit>(?:[A-Za-z][\w-]*\s+){0,4}[A-Za-z][\w-]*)",
    re.IGNORECASE,
)
