"""Who published: the outlets of seeds/reading/outlets.toml, known by any of the ways in which pages write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from data.reference.geography import countries
from data.reference.tables import SEEDS, TableError, read_records, require_known, table_name

_NOT_IN_KEY = re.compile(r"[\W_]+")
_AGENCIES = re.compile(
    r"(?:\s*(?:,|/|&|\band\b|\bwith\b))+\s*(?:(?:news|wire|other|its|from)\s+)*(?:agencies|agency|wires|staff)\s*\.?$",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*\([^()]*\)$|\s+via\s.*$")
_MAX_NAME_CHARS = 80


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher: its name as shown, its country as ISO 3166-1 alpha-3 (None where none is certain), other names."""

    name: str
    country: str | None = None
    also: tuple[str, ...] = ()


def outlet_country(name: str) -> str | None:
    """Return the country of a known outlet, None for any other; "AFP (One News Page)" is AFP, passed on by another."""
    outlet = known_outlet(name) or known_outlet(_BRACKET.sub("", name))
    return outlet.country if outlet else None


def known_outlet(name: str) -> Outlet | None:
    """Return the outlet of that name, blind to blanks, case, punctuation and "and agencies"; None when unknown."""
    if not name or len(name) > _MAX_NAME_CHARS:
        return None
    return outlets().get(_key(name)) or outlets().get(_key(_AGENCIES.sub("", name)))


def outlet_name(words: str) -> str:
    """Return the name to show for what a page states: the known outlet's, or the words without "and agencies"."""
    outlet = known_outlet(words)
    return outlet.name if outlet else _AGENCIES.sub("", words).strip(" .,;:")


@cache
def outlets() -> Mapping[str, Outlet]:
    """Return the outlets by the key of each of their names; raises `TableError` for a faulty row."""
    path = SEEDS / "reading" / "outlets.toml"
    table: dict[str, Outlet] = {}
    for outlet in read_records(path, "outlet", Outlet, key="name").values():
        where = f'{table_name(path)}, outlet "{outlet.name}"'
        if outlet.country:
            require_known(where, "country", [outlet.country], countries(), listed_in="seeds/geography/countries.toml")
        for name in (outlet.name, *outlet.also):
            if table.setdefault(_key(name), outlet) is not outlet:
                raise TableError(f'{where}: "{name}" is listed twice; keep one')
    return table


def _key(name: str) -> str:
    return _NOT_IN_KEY.sub("", name).casefold()
