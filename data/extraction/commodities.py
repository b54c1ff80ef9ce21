"""Say what raw material or goods an act is about: the commodity named nearest to its trigger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from data.extraction.forms import noun_forms
from data.extraction.phrases import PhraseIndex
from data.reference.tables import SEEDS, read_records


@dataclass(frozen=True, slots=True)
class Commodity:
    """A raw material or goods: the name that records carry, further words for it, the sector of a deal in it."""

    name: str
    sector: str
    words: tuple[str, ...] = ()


@cache
def commodities() -> Mapping[str, Commodity]:
    """Return the commodities by name."""
    return read_records(SEEDS / "extraction" / "commodities.toml", "commodity", Commodity, key="name")


def find_commodities(lower: Sequence[str]) -> list[tuple[int, int, Commodity]]:
    """Return (start, end, commodity) for each commodity that the tokens of a sentence name."""
    return [(start, end, values[0]) for start, end, values in _index().matches(lower)]


def nearest_commodity(lower: Sequence[str], start: int, end: int) -> tuple[int, int, Commodity] | None:
    """Return the commodity nearest to the tokens of a trigger; what follows it wins over what precedes it."""
    found = find_commodities(lower)
    return min(found, key=lambda item: (item[1] <= start, min(abs(item[0] - end), abs(start - item[1]))), default=None)


@cache
def _index() -> PhraseIndex[Commodity]:
    index: PhraseIndex[Commodity] = PhraseIndex()
    for row in commodities().values():
        for form in {form for word in (row.name, *row.words) for form in noun_forms(word.lower())}:
            index.add(form, row)
    return index
