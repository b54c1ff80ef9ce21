"""What the ranked bars of a slide say: the pairs; or the countries, where no event has an influencer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from components.figures.classes import Mode
from components.figures.print_ranking import Bar
from components.figures.print_style import PRINT
from components.theme import power_colour, signed
from data.reference import name_of

_PAIR_HEADINGS: Mapping[Mode, str] = {"events": "Events by pair", "reach": "Net reach by pair"}
_COUNTRY_HEADINGS: Mapping[Mode, str] = {"events": "Events by country", "reach": "Net reach by country"}


def heading_of(ranked_pairs: pd.DataFrame, mode: Mode) -> str:
    """Return the heading over the bars."""
    return (_COUNTRY_HEADINGS if ranked_pairs.empty else _PAIR_HEADINGS)[mode]


def bars_of(ranked_pairs: pd.DataFrame, values: Mapping[str, int], mode: Mode) -> list[Bar]:
    """Return the bars, the weightiest first: of pairs (influencer, target, value; in order), else of countries."""
    if ranked_pairs.empty:
        weighty = sorted((code for code in values if values[code]), key=lambda code: (-abs(values[code]), code))
        return [Bar((name_of(code),), values[code], value_words(values[code], mode), PRINT.accent) for code in weighty]
    rows = zip(ranked_pairs["influencer"], ranked_pairs["target"], ranked_pairs["value"].tolist(), strict=True)
    return [
        Bar((name_of(influencer), name_of(target)), value, value_words(value, mode), power_colour(influencer))
        for influencer, target, value in rows
    ]


def value_words(value: int, mode: Mode) -> str:
    """Return a value as it stands on the slide: a count, or a number with its sign."""
    return f"{value:,}" if mode == "events" else signed(value)


def rest_of(bars: Sequence[Bar], mode: Mode) -> str:
    """Return what the bars that are not drawn come to; empty where there are none."""
    if not bars:
        return ""
    singular, plural = ("pair", "pairs") if len(bars[0].names) == 2 else ("country", "countries")
    total = value_words(sum(bar.value for bar in bars), mode)
    return f"+ {len(bars):,} other {singular if len(bars) == 1 else plural}: {total}"
