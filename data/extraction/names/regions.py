"""Say which countries an adjective of place may mean: "the west African country", "the Pacific island nation".

The adjectives are those of seeds/extraction/regions.toml, the countries' areas those of seeds/geography.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from data.reference.geography import countries
from data.reference.tables import SEEDS, read_records


@dataclass(frozen=True, slots=True)
class Region:
    """An adjective and the continents, regions or subregions that it means."""

    word: str
    areas: tuple[str, ...]


def lies_in(words: Sequence[str]) -> frozenset[str] | None:
    """Return the countries that the last adjective of place among some words allows, None where there is none."""
    return next((_by_word()[word] for word in reversed(words) if word in _by_word()), None)


@cache
def _by_word() -> Mapping[str, frozenset[str]]:
    rows = read_records(SEEDS / "extraction" / "regions.toml", "region", Region, key="word")
    return {
        row.word: frozenset(
            country.iso3
            for country in countries().values()
            if not {country.continent, country.region, country.subregion}.isdisjoint(row.areas)
        )
        for row in rows.values()
    }
