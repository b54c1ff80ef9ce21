"""Which class a country on the map falls into, and what the legend says about it.

Counts fall into five classes at most, with lower edges out of 1-2-5-10; reach falls into three of loss and three of
gain around its middle. Three more entries are never blurred with these or with each other: gains and losses that are
even, a country without an event in the view, and one that no article covers. Rules: the printed edges are the true
edges.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from components.theme import Palette

Mode = Literal["events", "reach"]
MAX_COUNT_CLASSES = 5
MAX_REACH_CLASSES = 3


@dataclass(frozen=True, slots=True)
class MapClass:
    """One entry of the legend: the values from `low` to `high`, both inclusive; None for the entries without values."""

    label: str
    colour: str
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class MapScale:
    """The classes of one map. `classes` hold values, in order; the last two are "no event" and "not covered"."""

    classes: tuple[MapClass, ...]

    def class_of(self, value: int | None, *, is_covered: bool) -> int:
        """Return the position of a country's class; a value of None means that the view has no event there."""
        if value is None:
            return len(self.classes) - (2 if is_covered else 1)
        for position, entry in enumerate(self.classes):
            if entry.low is not None and entry.high is not None and entry.low <= value <= entry.high:
                return position
        msg = f"no class holds {value}"
        raise ValueError(msg)


def map_scale(values: Mapping[str, int], mode: Mode, palette: Palette) -> MapScale:
    """Return the scale for the values of a view, one a target."""
    if mode == "events":
        shown = _count_classes(max(values.values(), default=0), palette)
    else:
        shown = _reach_classes(values, palette)
    return MapScale(
        (*shown, MapClass("No event in this view", palette.zero), MapClass("Not covered", palette.not_covered))
    )


def lower_edges(maximum: int, most: int) -> list[int]:
    """Return the lower edges of at most `most` classes from 1 to the maximum, out of 1, 2, 5, 10, 20, 50 and so on."""
    if maximum <= most:
        return list(range(1, maximum + 1))
    edges = [edge for exponent in range(10) for edge in (10**exponent, 2 * 10**exponent, 5 * 10**exponent)]
    edges = [edge for edge in edges if edge <= maximum]
    if len(edges) <= most:
        return edges
    last = len(edges) - 1
    return [edges[round(step * last / (most - 1))] for step in range(most)]


def _ranges(maximum: int, most: int) -> list[tuple[int, int]]:
    """Return (low, high) of each class, both inclusive."""
    lows = lower_edges(maximum, most)
    highs = [*(low - 1 for low in lows[1:]), maximum] if lows else []
    return list(zip(lows, highs, strict=True))


def _count_classes(maximum: int, palette: Palette) -> list[MapClass]:
    """Return the classes of a count."""
    ranges = _ranges(maximum, MAX_COUNT_CLASSES)
    colours = _spread(palette.sequential, len(ranges))
    return [
        MapClass(_range_words(low, high), colour, low, high)
        for (low, high), colour in zip(ranges, colours, strict=True)
    ]


def _reach_classes(values: Mapping[str, int], palette: Palette) -> list[MapClass]:
    """Return the classes of a reach: losses from strong to weak, even, gains from weak to strong."""
    ranges = _ranges(max((abs(value) for value in values.values()), default=0), MAX_REACH_CLASSES)
    loss, gain = _spread(palette.loss, len(ranges)), _spread(palette.gain, len(ranges))
    minus = "\N{MINUS SIGN}"
    losses = [
        MapClass(_range_words(low, high, minus), colour, -high, -low)
        for (low, high), colour in zip(ranges, loss, strict=True)
    ]
    gains = [
        MapClass(_range_words(low, high, "+"), colour, low, high)
        for (low, high), colour in zip(ranges, gain, strict=True)
    ]
    return [*reversed(losses), MapClass("Even", palette.even, 0, 0), *gains]


def _range_words(low: int, high: int, sign: str = "") -> str:
    """Return a class's label: "3", "5–9", "−2 to −4"."""
    if low == high:
        return f"{sign}{low}"
    return f"{sign}{low} to {sign}{high}" if sign else f"{low}–{high}"


def _spread(colours: tuple[str, ...], count: int) -> list[str]:
    """Return `count` colours from weak to strong; a single class takes a strong one, so that it is seen."""
    if count <= 1:
        return [colours[-2]] * count
    last = len(colours) - 1
    return [colours[round(step * last / (count - 1))] for step in range(count)]
