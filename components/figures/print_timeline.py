"""The timeline for print: one strip of bars for each sector, on one scale, named and summed at its ends.

Strips, not stacked colours, so that the figure holds in greyscale. At most five: the smaller sectors are summed in
the last. An incomplete last period is shaded and says until when the data go.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from components.figures.print_periods import Periods, periods_of
from components.figures.print_sheet import Box, Sheet
from components.figures.print_style import HEADING, LABEL, LABEL_STRONG, PRINT
from data.reference import sectors

ROW_HEIGHT = 16.5
MOST_ROWS = 5
MOST_NAMED_MONTHS = 14
HEADING_HEIGHT = 22.0
AXIS_HEIGHT = 18.0
NAME_GAP = 12.0
NO_DATE = "No event in this view has a known month."


@dataclass(frozen=True, slots=True)
class Row:
    """One strip."""

    label: str
    colour: str
    counts: tuple[int, ...]


def timeline_height(by_month: pd.DataFrame) -> float:
    """Return the height in points that the timeline of this frame takes."""
    row_count = by_month.loc[by_month["month"].notna() & (by_month["event_count"].fillna(0) > 0), "sector"].nunique()
    return HEADING_HEIGHT + AXIS_HEIGHT + ROW_HEIGHT * min(max(row_count, 1), MOST_ROWS)


def draw_timeline(sheet: Sheet, box: Box, by_month: pd.DataFrame, data_through: date | None) -> None:
    """Draw the strips of (month, sector, event_count) into the box."""
    periods = periods_of(by_month, data_through)
    if periods is None:
        sheet.text(box.left, box.top - HEADING.ascent, "Events by month", HEADING)
        sheet.text(box.left, box.top - HEADING_HEIGHT - LABEL.ascent, NO_DATE, LABEL, colour=PRINT.muted)
        return
    heading = sheet.text(box.left, box.top - HEADING.ascent, f"Events by {periods.step}", HEADING)
    rows = _rows(periods)
    highest = max(max(row.counts) for row in rows)
    scale_words = f"tallest bar: {highest:,}"
    heading = sheet.text(heading.right + NAME_GAP, box.top - HEADING.ascent, scale_words, LABEL, colour=PRINT.muted)
    names = max(sheet.text_width(row.label, LABEL) for row in rows) + NAME_GAP
    sums = max(sheet.text_width(f"{sum(row.counts):,}", LABEL_STRONG) for row in rows) + NAME_GAP
    height = ROW_HEIGHT * len(rows)
    plot = Box(box.left + names, box.top - HEADING_HEIGHT - height, box.width - names - sums, height)
    _draw_axis(sheet, plot, periods, right=box.right)
    if periods.is_last_incomplete and data_through:
        _shade_last(sheet, plot, periods, data_through, keep_clear_of=heading)
    for number, row in enumerate(rows):
        strip = Box(plot.left, plot.top - ROW_HEIGHT * (number + 1), plot.width, ROW_HEIGHT)
        _draw_row(sheet, strip, row, highest, name_left=box.left, sum_right=box.right)


def _rows(periods: Periods) -> list[Row]:
    """Return the strips, the largest sector first; the smaller ones as one where there are too many."""
    ordered = sorted(periods.counts, key=lambda key: (-sum(periods.counts[key]), key))
    shown = ordered if len(ordered) <= MOST_ROWS else ordered[: MOST_ROWS - 1]
    rows = [Row(_label(key), _colour(key), periods.counts[key]) for key in shown]
    if rest := ordered[len(shown) :]:
        sums = tuple(sum(values) for values in zip(*(periods.counts[key] for key in rest), strict=True))
        rows.append(Row(f"{len(rest)} others", PRINT.muted, sums))
    return rows


def _label(key: str) -> str:
    return sectors()[key].label if key in sectors() else key


def _colour(key: str) -> str:
    return sectors()[key].colour if key in sectors() else PRINT.muted


def _draw_row(sheet: Sheet, strip: Box, row: Row, highest: int, *, name_left: float, sum_right: float) -> None:
    baseline = strip.bottom + 2.5
    sheet.line((strip.left, strip.bottom), (strip.right, strip.bottom), colour=PRINT.border)
    sheet.text(name_left, baseline, row.label, LABEL)
    sheet.text(sum_right, baseline, f"{sum(row.counts):,}", LABEL_STRONG, align="right")
    pitch = strip.width / len(row.counts)
    width = min(max(pitch * 0.8, 1.0), 14.0)
    for position, count in enumerate(row.counts):
        if count:
            height = max((strip.height - 2.5) * count / highest, 1.0)
            left = strip.left + pitch * (position + 0.5) - width / 2
            sheet.rectangle(Box(left, strip.bottom, width, height), row.colour)


def _draw_axis(sheet: Sheet, plot: Box, periods: Periods, *, right: float) -> None:
    """Mark the years; or the months, where there are few. The last label may stand below the sums."""
    pitch = plot.width / periods.length
    has_months = periods.step == "month" and periods.length <= MOST_NAMED_MONTHS
    free_from = plot.left - 4
    for position, label in _month_ticks(periods) if has_months else _year_ticks(periods):
        x = plot.left + pitch * position
        sheet.line((x, plot.bottom - 3), (x, plot.top), colour=PRINT.grid, width=0.8, layer=0.5)
        width = sheet.text_width(label, LABEL)
        left = x + (pitch - width) / 2 if has_months else x + 2
        if left >= free_from and left + width <= right:
            sheet.text(left, plot.bottom - LABEL.ascent - 2, label, LABEL, colour=PRINT.muted)
            free_from = left + width + 12


def _year_ticks(periods: Periods) -> list[tuple[int, str]]:
    """Return the first period of each year, and its year; the first period stands for a year that has begun."""
    days = [periods.first_day(position) for position in range(periods.length)]
    ticks = [(position, str(day.year)) for position, day in enumerate(days) if day.month == 1]
    return ticks if ticks and ticks[0][0] <= 6 else [(0, f"{days[0]:%b %Y}"), *ticks]


def _month_ticks(periods: Periods) -> list[tuple[int, str]]:
    days = [periods.first_day(position) for position in range(periods.length)]
    return [(position, f"{day:%b %Y}") for position, day in enumerate(days)]


def _shade_last(sheet: Sheet, plot: Box, periods: Periods, data_through: date, *, keep_clear_of: Box) -> None:
    """Shade the last period and say until when the data go."""
    pitch = max(plot.width / periods.length, 3.0)
    sheet.rectangle(Box(plot.right - pitch, plot.bottom, pitch, plot.height), PRINT.zero, layer=0.4)
    words = f"incomplete: to {data_through.day} {data_through:%b %Y}"
    width = sheet.text_width(words, LABEL)
    if plot.right - width > keep_clear_of.right + 10:
        sheet.text(
            plot.right, plot.top + HEADING_HEIGHT - HEADING.ascent, words, LABEL, colour=PRINT.muted, align="right"
        )
