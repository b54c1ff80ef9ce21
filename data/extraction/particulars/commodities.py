"""Say what raw material or goods an act is about: what its own clause names, nearest to the trigger.

The goods are those of seeds/extraction/commodities.toml. Goods that stand in one list with the nearest are named with
it ("gold and copper"). Where a deal's clause names none, a company that is a side of it and whose trade the table of
companies knows stands for its own: Rusal's mine is one of bauxite. Refused: goods in another clause, in anybody's
name, and, for a sanction, goods that the trigger is not itself of ("sanctions after the oil price fell").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from data.extraction.grammar.parsing import Parse
from data.extraction.names.mentions import Mention
from data.extraction.particulars.ties import is_below, steps_between, top_of
from data.extraction.roles.scope import Scope
from data.extraction.text.forms import noun_forms
from data.extraction.text.phrases import PhraseIndex
from data.extraction.text.word_lists import word_list
from data.reference.event_types import Particular
from data.reference.tables import SEEDS, read_records

_DESCRIBING = frozenset({"compound", "amod", "nmod:poss", "nmod:desc", "nmod"})
_LINKS = frozenset({",", "and", "&", "or", "-", "/"})


@dataclass(frozen=True, slots=True)
class Commodity:
    """A raw material or goods: the name that records carry, further words for it, the sector of a deal in it."""

    name: str
    sector: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Goods:
    """What an act is about: names as records carry them, the sector of the nearest, the tokens that say so.

    `is_named` is false where only the company's trade tells ("the aluminium giant", or its name).
    """

    names: tuple[str, ...]
    sector: str
    start: int
    end: int
    is_named: bool = True

    @property
    def label(self) -> str:
        """The names in one: "gold", "gold and copper"."""
        return " and ".join(part for part in (", ".join(self.names[:-1]), self.names[-1]) if part)


Found = tuple[int, int, Commodity]


@cache
def commodities() -> Mapping[str, Commodity]:
    """Return the commodities by name."""
    return read_records(SEEDS / "extraction" / "commodities.toml", "commodity", Commodity, key="name")


def find_commodities(lower: Sequence[str]) -> list[Found]:
    """Return (start, end, commodity) for each commodity that the tokens of a sentence name, the longest words first."""
    found: list[Found] = []
    reached = 0
    for start, end, values in _index().matches(lower):
        if start >= reached:
            reached = end
            found += [(start, end, row) for row in values[:1] if row is not None]
    return found


def goods_of(scope: Scope, sides: Sequence[Mention]) -> Goods | None:
    """Return what the act of a trigger is about, None where nothing is named; `sides` are the names of its parties."""
    parse, hit = scope.parse, scope.hit
    kinds = hit.pattern.event_type.particulars
    if Particular.COMMODITY not in kinds and Particular.OWN_COMMODITY not in kinds:
        return None
    named = [item for item in find_commodities(parse.lower) if not _is_in_name(scope, item)]
    if Particular.COMMODITY not in kinds:
        named = [item for item in named if is_below(parse, hit, item[0], item[1])]
    traded = [item for item in named if _is_trade(scope, item)]
    found = _nearest(scope, [item for item in named if item not in traded])
    if found is not None or Particular.COMMODITY not in kinds:
        return found
    of_trade = _nearest(scope, traded)
    return replace(of_trade, is_named=False) if of_trade is not None else _of_company(scope, sides)


def _is_in_name(scope: Scope, item: Found) -> bool:
    """Tell whether goods are part of a name, or a name's letters: "CAR" is no car, and "LNG" is what it is called."""
    words = scope.parse.words
    written = words.words[item[0]]
    is_short = written.isupper() and item[1] - item[0] == 1 and not words.text.isupper()
    return scope.parties.at(item[0]) is not None or (is_short and written != item[2].name)


def _is_trade(scope: Scope, item: Found) -> bool:
    """Tell whether goods say what sort of company somebody is: "the aluminium giant"."""
    top = top_of(scope.parse, item[0], item[1])
    return scope.parse.deps[top] in _DESCRIBING and scope.parse.lower[scope.parse.heads[top]] in scope.bodies


def _nearest(scope: Scope, named: Sequence[Found]) -> Goods | None:
    """Return the goods that are tied to the trigger most closely, with those that stand in one list with them."""
    parse, hit = scope.parse, scope.hit
    near = {id(item): steps_between(parse, hit, item[0], item[1]) for item in named}
    tied = [item for item in named if near[id(item)] is not None]
    if not tied:
        return None
    best = min(tied, key=lambda item: (near[id(item)], item[1] <= hit.start, abs(item[0] - hit.head)))
    return _listed(parse, best, named)


def _listed(parse: Parse, best: Found, named: Sequence[Found]) -> Goods:
    """Return some goods with those that stand in one list with them."""
    at = named.index(best)
    first, last = at, at
    while first and _is_linked(parse, named[first - 1], named[first]):
        first -= 1
    while last + 1 < len(named) and _is_linked(parse, named[last], named[last + 1]):
        last += 1
    listed = named[first : last + 1]
    names = tuple(dict.fromkeys(item[2].name for item in listed))
    return Goods(names, best[2].sector, listed[0][0], listed[-1][1])


def _is_linked(parse: Parse, one: Found, other: Found) -> bool:
    between = parse.lower[one[1] : other[0]]
    return bool(between) and _LINKS.issuperset(between)


def _of_company(scope: Scope, sides: Sequence[Mention]) -> Goods | None:
    """Return the trade of a company that is a side of a deal of the trade's own sector."""
    for mention in sides:
        row = commodities().get(mention.entity.commodity or "")
        if row is not None and row.sector == scope.hit.pattern.event_type.sector:
            return Goods((row.name,), row.sector, mention.start, mention.end, is_named=False)
    return None


@cache
def _index() -> PhraseIndex[Commodity | None]:
    """Return the goods by phrase; None stands for a phrase that only sounds like goods ("tear gas")."""
    index: PhraseIndex[Commodity | None] = PhraseIndex()
    for phrase in word_list("no_goods"):
        index.add(phrase, None)
    for row in commodities().values():
        for form in {form for word in (row.name, *row.words) for form in noun_forms(word.lower())}:
            index.add(form, row)
    return index
