"""What the roles of one trigger are read from, and what they come to: two sides."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.extraction.grammar.parsing import Parse
from data.extraction.names.mentions import Mention
from data.extraction.names.parties import Parties
from data.extraction.roles.triggers import Hit


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an act: a code, the mention that names it, the slot it stood in, and how sure the reading is."""

    code: str
    mention: Mention | None
    slot: str
    certainty: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Who and to whom; `influencer` is None for a domestic act."""

    influencer: Side | None
    target: Side


@dataclass(frozen=True, slots=True)
class Scope:
    """What the roles of one trigger are read from. `topics` are the countries that the article is about, most first."""

    parse: Parse
    hit: Hit
    slots: Mapping[str, Sequence[int]]
    parties: Parties
    topics: Sequence[str]
    countries: Collection[str]
    bodies: Collection[str]
    published: date | None
