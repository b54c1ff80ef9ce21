"""The words of a report that tell its event from others: `Dian-Dian`, `Bayraktar`, `Lukashenko`.

They are the words of the evidence that few news articles have at all (seeds/linking/common_words.toml), without what
many reports of a block have: the names of the two sides and of the known bodies that act for them. Those bodies, and
goods, are compared as what they are, so they do not count a second time as words. A word's rarity is fixed by the
table, not counted in what is loaded: else each load would change what the reports before it are worth to each other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from data.model import Aspect, EventReport
from data.reference.actors import actors, organisations
from data.reference.geography import ClaimKind, claims
from data.reference.tables import SEEDS, read_record

_WORD = re.compile(r"[^\W\d_]{3,}")
_KEPT_REPORTS = 200_000  # whose words are kept: a block is compared many times over


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonWords:
    """The table of words that tell nothing apart."""

    words: tuple[str, ...]


def telling_words(report: EventReport) -> frozenset[str]:
    """Return the rare words of a report's evidence of the event itself, in lower case and without a final s."""
    told = tuple(span.text for span in report.evidence if span.aspect is Aspect.EVENT)
    return _telling_words(told, report.influencer, report.target, report.commodity or "")


@lru_cache(maxsize=_KEPT_REPORTS)
def _telling_words(told: tuple[str, ...], influencer: str | None, target: str, goods: str) -> frozenset[str]:
    words = frozenset(word for text in told for word in _words(text))
    of_sides = _names().get(influencer or "", frozenset()) | _names().get(target, frozenset())
    return words - _common_words() - of_sides - _words(goods)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold().rstrip("s") for word in _WORD.findall(text))


@cache
def _common_words() -> frozenset[str]:
    return frozenset(read_record(SEEDS / "linking" / "common_words.toml", CommonWords).words)


@cache
def _names() -> Mapping[str, frozenset[str]]:
    """Return the words that stand for a country or organisation: names, demonyms, capitals, seats, known bodies."""
    names: dict[str, set[str]] = defaultdict(set)
    for claim in claims():
        if claim.kind is not ClaimKind.PLACE:
            names[claim.country] |= _words(claim.form)
    for code, organisation in organisations().items():
        for name in (organisation.name, code, *organisation.aliases):
            names[code] |= _words(name)
    for actor in actors():
        for name in (actor.name, *actor.aliases) if actor.sponsor else ():
            names[actor.sponsor or ""] |= _words(name)
    return {country: frozenset(words) for country, words in names.items()}
