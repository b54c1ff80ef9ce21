"""Small parts of the page as HTML: a power with its colour, a pair, a legend, a row of a list.

Each takes codes and outside text as they come and escapes them itself; what it returns can be put together.
"""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from components.escape import escaped
from components.figures.classes import MapScale
from components.theme import power_colour
from data.reference import name_of, sectors

ARROW = '<span class="ambit-arrow" aria-label="to">→</span>'


def show(html: str) -> None:
    """Put parts on the page."""
    st.html(f'<div class="ambit">{html}</div>')


def heading(text: str, note: str = "") -> str:
    """Return a section's heading, with a note under it."""
    below = f'<div class="ambit-note">{escaped(note)}</div>' if note else ""
    return f'<div class="ambit-section" role="heading" aria-level="2">{escaped(text)}</div>{below}'


def title(kicker: str, text: str, lede: str = "") -> str:
    """Return a page's title: what kind of page, what it finds, and on what."""
    below = f'<div class="ambit-lede">{escaped(lede)}</div>' if lede else ""
    return (
        f'<div class="ambit-kicker">{escaped(kicker)}</div>'
        f'<div class="ambit-title" role="heading" aria-level="1">{escaped(text)}</div>{below}'
    )


def power(code: str | None) -> str:
    """Return a power's name beside its colour."""
    return f'<span class="ambit-power" style="--power:{power_colour(code)}">{escaped(name_of(code))}</span>'


def pair(influencer: str | None, target: str) -> str:
    """Return who reaches where; an event without an influencer is only where."""
    where = f"<b>{escaped(name_of(target))}</b>"
    return f"{power(influencer)}{ARROW}{where}" if influencer else where


def legend(light: MapScale, dark: MapScale) -> str:
    """Return the legend of a map, given its scale in both appearances.

    What is not covered has a broken frame, as it has no colour of its own.
    """
    last = len(light.classes) - 1
    entries = "".join(
        f"<span><i{' class=ambit-hollow' if i == last else ''} "
        f'style="background:light-dark({one.colour},{other.colour})"></i>{escaped(one.label)}</span>'
        for i, (one, other) in enumerate(zip(light.classes, dark.classes, strict=True))
    )
    return f'<div class="ambit-legend">{entries}</div>'


def sector_legend(shown: Collection[str]) -> str:
    """Return the legend of the timeline for the sectors that have events in it."""
    entries = "".join(
        f'<span><i class="ambit-sector" style="background:{sector.colour}"></i>{escaped(sector.label)}</span>'
        for key, sector in sectors().items()
        if key in shown
    )
    return f'<div class="ambit-legend">{entries}<span>▼ took power</span><span>▽ attempt or alleged plot</span></div>'


def ranked_pair(influencer: str, target: str, count: int, most: int) -> str:
    """Return one row of a ranked list of pairs, with its bar."""
    return (
        f'<div class="ambit-pair" style="--power:{power_colour(influencer)}">'
        f"<span>{pair(influencer, target)}</span><b>{count:,}</b>"
        f'<div class="ambit-bar"><i style="width:{100 * count / most:.0f}%"></i></div></div>'
    )
