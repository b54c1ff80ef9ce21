"""Say which of two sides is the influencer of an act that both do together (codebook, section 4).

The markedly stronger side is, whoever travels, by the three tiers of seeds/extraction/tiers.toml; between equals it
is the host, and where nobody hosts the side that the sentence makes the actor. An organisation is never the target.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from data.reference.tables import SEEDS, read_record

_LAST_TIER = 3


@dataclass(frozen=True, slots=True)
class Tiers:
    """The codes of the first and the second tier; all others are of the third."""

    first: tuple[str, ...]
    second: tuple[str, ...]


@cache
def _tiers() -> Tiers:
    return read_record(SEEDS / "extraction" / "tiers.toml", Tiers)


def tier(code: str) -> int:
    """Return 1, 2 or 3: how strong a side is taken to be."""
    tiers = _tiers()
    return 1 if code in tiers.first else 2 if code in tiers.second else _LAST_TIER


def is_great_power(code: str) -> bool:
    """Tell whether a code is of the first tier."""
    return tier(code) == 1


def is_far_weaker(actor: str, other: str) -> bool:
    """Tell whether a side of the third tier faces one of the first two."""
    return tier(actor) == _LAST_TIER and tier(other) < _LAST_TIER


def orient(actor: str, other: str, host: str | None, countries: Collection[str]) -> tuple[str, str] | None:
    """Return (influencer, target) for two sides of a mutual act; None where neither may be the target."""
    if tier(actor) != tier(other):
        influencer, target = (actor, other) if tier(actor) < tier(other) else (other, actor)
    elif host in (actor, other):
        influencer, target = (host, other if host == actor else actor)
    else:
        influencer, target = actor, other
    if target in countries:
        return influencer, target
    return (target, influencer) if influencer in countries else None
