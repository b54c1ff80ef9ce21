"""Which currency a text means by "$", "Rs", "Canadian dollars" or "pounds", and what a sum in it is in US dollars.

The table is seeds/extraction/currencies.toml. A noun that several currencies share is told by its adjective, then by
who is party to the act (rupees between China and Pakistan are Pakistan's), then by the table's own default. Refused:
pesos and dinars with nothing to tell whose, and the conversion of a year that the table does not cover.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from data.extraction.text.forms import noun_forms
from data.reference.tables import SEEDS, read_records


class Bare(StrEnum):
    """What a currency's noun means without an adjective."""

    ALWAYS = "always"
    HOME = "home"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency: ISO 4217 code, how texts write it, where it is at home, units for one US dollar by year."""

    code: str
    signs: tuple[str, ...]
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    bare: Bare = Bare.HOME
    is_word: bool = False
    countries: tuple[str, ...] = ()
    source: str = ""
    per_usd: Mapping[str, float] = field(default_factory=dict)


@cache
def currencies() -> Mapping[str, Currency]:
    """Return the currencies by code."""
    return read_records(SEEDS / "extraction" / "currencies.toml", "currency", Currency, key="code")


@cache
def by_sign() -> Mapping[str, Currency]:
    """Return the currencies by sign, as it is written: "A$", "Rs", "EUR"."""
    return {sign: row for row in currencies().values() for sign in row.signs}


@cache
def by_noun() -> Mapping[str, tuple[Currency, ...]]:
    """Return the currencies by each form of their nouns, in lower case."""
    found: dict[str, tuple[Currency, ...]] = {}
    for form, row in _forms():
        found[form] = (*found.get(form, ()), row)
    return found


def _forms() -> Iterator[tuple[str, Currency]]:
    for row in currencies().values():
        for form in {form for noun in row.nouns for form in noun_forms(noun.lower())}:
            yield form, row


def currency_of(noun: str, adjective: str, homes: Collection[str]) -> Currency | None:
    """Return what a noun means beside an adjective ("" for none), between the parties `homes`; None for unknown."""
    sharing = by_noun().get(noun.lower(), ())
    if adjective:
        return next((row for row in sharing if adjective in row.adjectives), None)
    at_home = [row for row in sharing if row.bare is not Bare.NEVER and not set(homes).isdisjoint(row.countries)]
    plain = [row for row in sharing if row.bare is Bare.ALWAYS]
    told = [row for row in plain if row in at_home] or at_home or plain
    return told[0] if len(told) == 1 else None


def in_usd(amount: float, currency: str, year: int | None) -> float | None:
    """Return a sum in US dollars at a year's average rate; None for a year or a currency without one."""
    if currency == "USD":
        return amount
    row = currencies().get(currency)
    rate = row.per_usd.get(str(year)) if row is not None else None
    return round(amount / rate, 2) if rate else None
