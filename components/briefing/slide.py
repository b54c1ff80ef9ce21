"""The slide: the overview as one 16:9 picture, drawn without a browser and ready to be handed on.

Decides what stands where. The title takes what it needs, the foot takes what it needs, the map gets the rest: it is
the largest thing on the page. Everything printed is measured before it is placed; long names give way with an ellipsis,
never by running out of the page. Always the light palette. Rules of print: `components.figures.print_style`.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import pandas as pd

from components.briefing.findings import overview_finding
from components.briefing.foot import Foot, draw_foot
from components.briefing.ranked import bars_of, heading_of, rest_of
from components.figures.classes import Mode, map_scale
from components.figures.print_fitting import fit
from components.figures.print_legend import draw_legend, legend_entries, legend_height
from components.figures.print_map import Pair, draw_map
from components.figures.print_ranking import draw_ranking, lay_rows
from components.figures.print_sheet import Box, Sheet, plain
from components.figures.print_style import (
    LABEL,
    NUMERAL,
    NUMERAL_SIZES,
    PRINT,
    SUBTITLE,
    SUBTITLE_SIZES,
    TITLE,
    TITLE_SIZES,
)
from components.figures.print_timeline import draw_timeline, timeline_height
from components.theme import count_words
from data.queries import Headline
from data.reference import countries

WIDTH, HEIGHT = 960.0, 540.0
MARGIN = 36.0
TOP, BOTTOM = 24.0, 16.0
SCALES = (1, 2)
MODES: tuple[Mode, ...] = ("events", "reach")
COLUMN_GAP = 28.0
RIGHT_WIDTH = 300.0
GAP = 10.0
NUMERALS_HEIGHT = 54.0
MOST_ARCS = 12
MEASURES: Mapping[Mode, str] = {
    "events": "Events by target country",
    "reach": "Net reach by target country, gains less losses",
}


@dataclass(frozen=True)
class Overview:
    """What the slide shows: the frames of data.queries for one filter, and the words that go with them."""

    by_target: pd.DataFrame
    by_month: pd.DataFrame
    pairs: pd.DataFrame
    figures: Headline
    filter_words: str
    permalink: str
    mode: Mode
    title: str | None = None
    covered: AbstractSet[str] | None = None

    @property
    def values(self) -> dict[str, int]:
        """What the map colours, by target iso3."""
        shown = self.by_target.loc[self.by_target["event_count"].fillna(0) > 0]
        column = shown["event_count" if self.mode == "events" else "reach"].fillna(0).astype(int)
        return dict(zip(shown["target"].astype(str), column.tolist(), strict=True))

    @property
    def ranked_pairs(self) -> pd.DataFrame:
        """The pairs that have an influencer and something to show, the weightiest first."""
        known = self.pairs.loc[self.pairs["influencer"].notna() & (self.pairs["event_count"].fillna(0) > 0)]
        value = known["event_count" if self.mode == "events" else "reach"].fillna(0).astype(int)
        ranked = known.assign(value=value, weight=value.abs()).loc[value != 0]
        return ranked.sort_values(["weight", "influencer", "target"], ascending=[False, True, True])


def overview_slide(
    *,
    by_target: pd.DataFrame,
    by_month: pd.DataFrame,
    pairs: pd.DataFrame,
    figures: Headline,
    filter_words: str,
    permalink: str,
    mode: Mode = "events",
    title: str | None = None,
    covered: AbstractSet[str] | None = None,
    scale: int = 1,
) -> bytes:
    """Return the overview as a PNG of 1600 x 900 pixels, or twice that.

    The frames are those of `data.queries` (by_target, by_month by sector, pairs without a limit) for one filter.
    `title`: None computes a finding; a text stands as it is given. `covered`: the countries that articles cover, None
    for all. Raises ValueError for another mode or scale.
    """
    content = Overview(by_target, by_month, pairs, figures, filter_words, permalink, mode, title, covered)
    return draw_overview(content, scale=scale).png()


def draw_overview(content: Overview, *, scale: int = 1) -> Sheet:
    """Draw the slide and return its sheet."""
    if content.mode not in MODES or scale not in SCALES:
        msg = f"mode {content.mode!r}, scale {scale!r}: use one of {MODES} and one of {SCALES}"
        raise ValueError(msg)
    sheet = Sheet(WIDTH, HEIGHT, scale=scale)
    top = _write_head(sheet, content)
    foot = Foot.of(by_month=content.by_month, pairs=content.pairs, figures=content.figures, permalink=content.permalink)
    bottom = draw_foot(sheet, Box(MARGIN, BOTTOM, WIDTH - 2 * MARGIN, HEIGHT), foot)
    body = Box(MARGIN, bottom + GAP, WIDTH - 2 * MARGIN, top - bottom - 2.5 * GAP)
    right = Box(body.right - RIGHT_WIDTH, body.bottom, RIGHT_WIDTH, body.height)
    left = Box(body.left, body.bottom, body.width - RIGHT_WIDTH - COLUMN_GAP, body.height)
    row_count = _draw_right(sheet, right, content)
    _draw_left(sheet, left, content, arc_count=min(row_count, MOST_ARCS))
    return sheet


def _write_head(sheet: Sheet, content: Overview) -> float:
    """Write title and subtitle; return their lower edge."""
    width = WIDTH - 2 * MARGIN
    words = plain(content.title or "") or _computed_title(content)
    title = fit(sheet, words, TITLE, width, sizes=TITLE_SIZES)
    lower = sheet.paragraph(MARGIN, HEIGHT - TOP, title.lines, title.face, leading=1.16)
    measure = f"{MEASURES[content.mode]}. {content.filter_words}"
    subtitle = fit(sheet, measure, SUBTITLE, width, sizes=SUBTITLE_SIZES)
    return sheet.paragraph(MARGIN, lower - 3, subtitle.lines, subtitle.face, colour=PRINT.muted)


def _computed_title(content: Overview) -> str:
    return overview_finding(
        by_target=content.by_target, pairs=content.pairs, figures=content.figures, mode=content.mode
    ).text


def _draw_left(sheet: Sheet, box: Box, content: Overview, *, arc_count: int) -> None:
    """Draw the map over its key over the timeline; the map takes what the others leave."""
    shown = content.ranked_pairs.head(arc_count)
    pairs = [Pair(*row) for row in zip(shown["influencer"], shown["target"], shown["value"].tolist(), strict=True)]
    scale = map_scale(content.values, content.mode, PRINT)
    covered = set(countries()) if content.covered is None else content.covered
    has_not_covered = not countries().keys() <= covered | content.values.keys()
    entries = legend_entries(sheet, box.width, scale, content.mode, has_not_covered=has_not_covered)
    timeline = Box(box.left, box.bottom, box.width, timeline_height(content.by_month))
    key = Box(box.left, timeline.top + GAP, box.width, legend_height(entries))
    lower = key.top + GAP
    draw_map(
        sheet,
        Box(box.left, lower, box.width, box.top - lower),
        values=content.values,
        scale=scale,
        covered=covered,
        pairs=pairs,
    )
    draw_legend(sheet, key, scale, content.mode, entries)
    draw_timeline(sheet, timeline, content.by_month, content.figures.data_through)


def _draw_right(sheet: Sheet, box: Box, content: Overview) -> int:
    """Write the headline figures over the ranked bars; return how many bars there are: the map draws the same pairs."""
    figures = content.figures
    numerals = ((figures.event_count, "event"), (figures.target_count, "country"), figures.support[-1])
    width = box.width / len(numerals)
    for number, (value, noun) in enumerate(numerals):
        words = count_words(value, noun, "countries" if noun == "country" else None).split(" ")[1]
        left = box.left + number * width
        numeral = fit(sheet, f"{value:,}", NUMERAL, width - 8, sizes=NUMERAL_SIZES)
        sheet.text(left, box.top - NUMERAL.size * 0.8, numeral.lines[0], numeral.face)
        sheet.text(left, box.top - NUMERAL.size * 0.8 - LABEL.size * 1.25, words, LABEL, colour=PRINT.muted)
    ranked = Box(box.left, box.bottom, box.width, box.height - NUMERALS_HEIGHT - GAP)
    bars = bars_of(content.ranked_pairs, content.values, content.mode)
    rows = lay_rows(sheet, bars, width=ranked.width, height=ranked.height)
    if rows:
        rest = rest_of(bars[len(rows) :], content.mode)
        draw_ranking(sheet, ranked, heading_of(content.ranked_pairs, content.mode), rows, rest=rest)
    return len(rows)
