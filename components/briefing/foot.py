"""The foot of a figure: what it rests on, until when, where to find it, and what to be careful about.

The source line is the same on every figure:
`Source: … (n events, n articles, n outlets). Data through DD Mon YYYY. <link>`.
Caveats are printed, never implied: few events, events without a month left out of the timeline, domestic events that
are no pair. The boundary note always stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from components.figures.print_fitting import shorten_middle, wrap
from components.figures.print_sheet import Box, Sheet
from components.figures.print_style import FOOT, FOOT_STRONG, PRINT
from components.figures.print_world import BORDER_SOURCE
from components.theme import count_words
from data.queries import Headline

SOURCE = "Ambit event records"
FEW_EVENTS = 20
LEADING = 12.5


@dataclass(frozen=True, slots=True)
class Foot:
    """The three parts of a foot."""

    source: str
    permalink: str
    notes: str

    @classmethod
    def of(cls, *, by_month: pd.DataFrame, pairs: pd.DataFrame, figures: Headline, permalink: str) -> Foot:
        """Return the foot for a figure with a timeline and a map."""
        notes = [*_caveats(by_month, pairs, figures), f"Boundaries imply no endorsement ({BORDER_SOURCE})."]
        return cls(source_line(figures), permalink, " ".join(notes))


def source_line(figures: Headline) -> str:
    """Return the source line without its link."""
    counts = ", ".join(count_words(count, noun) for count, noun in ((figures.event_count, "event"), *figures.support))
    through = f"{figures.data_through:%d %b %Y}" if figures.data_through else "unknown date"
    return f"Source: {SOURCE} ({counts}). Data through {through}."


def _caveats(by_month: pd.DataFrame, pairs: pd.DataFrame, figures: Headline) -> Iterator[str]:
    if 0 < figures.event_count < FEW_EVENTS:
        yield "Few events: ranks may change with every new article."
    placed = int(by_month.loc[by_month["month"].notna(), "event_count"].fillna(0).sum())
    if (missing := figures.event_count - placed) > 0:
        yield f"Left out of the timeline: {count_words(missing, 'event')} whose month is not known."
    of_pairs = int(pairs.loc[pairs["influencer"].notna(), "event_count"].fillna(0).sum())
    if (domestic := figures.event_count - of_pairs) > 0:
        yield f"No pair: {count_words(domestic, 'event')} without an outside power."


def draw_foot(sheet: Sheet, box: Box, foot: Foot) -> float:
    """Write the foot at the bottom of the box, under a rule; return the rule's height."""
    source_width = sheet.text_width(foot.source + "  ", FOOT_STRONG)
    link_room = box.width - source_width
    link = shorten_middle(sheet, foot.permalink, FOOT, link_room)
    notes = wrap(sheet, foot.notes, FOOT, box.width)
    baseline = box.bottom + FOOT.descent + LEADING * len(notes)
    sheet.text(box.left, baseline, foot.source, FOOT_STRONG)
    sheet.text(box.left + source_width, baseline, link, FOOT, colour=PRINT.link)
    for number, line in enumerate(notes, start=1):
        sheet.text(box.left, baseline - LEADING * number, line, FOOT, colour=PRINT.muted)
    rule = baseline + FOOT.ascent + 5
    sheet.line((box.left, rule), (box.right, rule), colour=PRINT.border, width=0.8)
    return rule
