"""Colours, fonts, and the formats of numbers and dates, for the screen and for print.

Decides one fixed colour for each power, the same on every page and in every export, and the two palettes, light and
dark (`.streamlit/config.toml` repeats the few that Streamlit itself needs; a test compares them). Each power's colour
keeps a contrast of 3:1 against both backgrounds; a power without a colour of its own is grey. Colours of sectors come
from `data.reference`. Refuses to know any figure: it holds values, no drawing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

SANS = "IBM Plex Sans, Helvetica Neue, Arial, sans-serif"

POWER_COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "RUS": "#C4463A",
        "CHN": "#C9741A",
        "USA": "#3A7CC4",
        "FRA": "#6A66C8",
        "GBR": "#B4538E",
        "TUR": "#138A86",
        "ARE": "#3F8F4A",
        "SAU": "#7B8A24",
        "QAT": "#A6596E",
        "IRN": "#8A5FB0",
        "IND": "#A87A1F",
        "EU": "#4C7FA6",
    }
)
OTHER_POWER = "#7C8590"


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one appearance. `sequential` runs from few to many, `loss` and `gain` from weak to strong."""

    name: str
    background: str
    surface: str
    text: str
    muted: str
    border: str
    accent: str
    link: str
    zero: str
    even: str
    not_covered: str
    land_line: str
    grid: str
    mark: str
    mark_line: str
    sequential: tuple[str, str, str, str, str]
    loss: tuple[str, str, str]
    gain: tuple[str, str, str]


LIGHT = Palette(
    name="light",
    background="#FBFAF7",
    surface="#F1F0EB",
    text="#17212B",
    muted="#5A6672",
    border="#DAD8D0",
    accent="#0B5470",
    link="#0B5470",
    zero="#E3E1DA",
    even="#C7C2B3",
    not_covered="#F3F2ED",
    land_line="#B9B6AB",
    grid="#E4E2DB",
    mark="#FFE9A8",
    mark_line="#D9A400",
    sequential=("#C9DFE6", "#97C0CE", "#5C9CB3", "#2C7894", "#0B4A63"),
    loss=("#EBC9A4", "#CF8A4C", "#9A4A12"),
    gain=("#A9D3C9", "#4FA393", "#0F665A"),
)
DARK = Palette(
    name="dark",
    background="#0D141C",
    surface="#16202B",
    text="#E7EBEF",
    muted="#97A3AF",
    border="#2B3844",
    accent="#2B7A99",
    link="#7FC4DB",
    zero="#26313C",
    even="#566270",
    not_covered="#141D26",
    land_line="#46535F",
    grid="#22303C",
    mark="#4F4113",
    mark_line="#D9A400",
    sequential=("#1F4258", "#2B607D", "#3C80A2", "#5B9FBF", "#8FC4DC"),
    loss=("#7A4A22", "#BE7A3C", "#F0B77C"),
    gain=("#1F5C53", "#3A9585", "#8ADBC9"),
)


def palette(appearance: str | None) -> Palette:
    """Return the palette of an appearance: "dark", or the light one for anything else."""
    return DARK if appearance == "dark" else LIGHT


def power_colour(code: object) -> str:
    """Return a power's fixed colour; grey for others and for none."""
    return POWER_COLOURS.get(code, OTHER_POWER) if isinstance(code, str) else OTHER_POWER


def count_words(count: int, singular: str, plural: str | None = None) -> str:
    """Return a count with its noun: "1 event", "1,204 events"."""
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"


def signed(value: int) -> str:
    """Return a number with its sign, a true minus: "+3", "−2", "0"."""
    return f"+{value:,}" if value > 0 else f"\N{MINUS SIGN}{-value:,}" if value < 0 else "0"


def day_words(day: date | datetime) -> str:
    """Return a day as "5 June 2024"."""
    return f"{day.day} {day:%B %Y}"


def money_words(amount_usd: float) -> str:
    """Return a sum in US dollars as a reader says it: "$250 million", "$1.4 billion"."""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(amount_usd) >= size:
            return f"${amount_usd / size:,.1f}".removesuffix(".0") + f" {word}"
    return f"${amount_usd:,.0f}"
