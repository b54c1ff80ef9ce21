"""The ranked bars beside the map: who reaches where most, or which countries, named in full.

A bar stands under its name, its value at the end of the line. A pair that is too long for one line takes two. Losses
are hatched and carry a minus. What is not shown is counted in one line below, never dropped without a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from components.figures.print_fitting import ARROW, shorten
from components.figures.print_sheet import Box, Sheet, plain
from components.figures.print_style import HATCH_LOSS, HEADING, LABEL, LABEL_STRONG, PRINT

LINE_HEIGHT = 17.0
ROW_PADDING = 9.0  # of each row, for its bar and the space below
HEADING_HEIGHT = 24.0
REST_HEIGHT = 20.0
BAR_HEIGHT = 4.5
VALUE_GAP = 8.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: a name, or two that an arrow joins; the value that its bar shows and how it is written."""

    names: tuple[str, ...]
    value: int
    words: str
    colour: str


@dataclass(frozen=True, slots=True)
class Row:
    """A bar with its name set in lines."""

    bar: Bar
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """The height in points that it takes."""
        return LINE_HEIGHT * len(self.lines) + ROW_PADDING


def lay_rows(sheet: Sheet, bars: Sequence[Bar], *, width: float, height: float) -> list[Row]:
    """Return the first bars, set in lines, as many as the height holds; room is kept for a line about the rest."""
    room = height - HEADING_HEIGHT
    rows: list[Row] = []
    for number, bar in enumerate(bars):
        row = Row(bar, _lines(sheet, bar, width))
        kept = 0.0 if number == len(bars) - 1 else REST_HEIGHT
        if row.height + kept > room:
            break
        rows.append(row)
        room -= row.height
    return rows


def draw_ranking(sheet: Sheet, box: Box, heading: str, rows: Sequence[Row], *, rest: str) -> None:
    """Draw the rows from the top of the box; `rest` is the line below them, empty for none."""
    sheet.text(box.left, box.top - HEADING.ascent, shorten(sheet, heading, HEADING, box.width), HEADING)
    greatest = max((abs(row.bar.value) for row in rows), default=0) or 1
    top = box.top - HEADING_HEIGHT
    for row in rows:
        _draw_row(sheet, Box(box.left, top - row.height, box.width, row.height), row, abs(row.bar.value) / greatest)
        top -= row.height
    if rest:
        words = shorten(sheet, rest, LABEL, box.width)
        sheet.text(box.left, top - LABEL.ascent - 2, words, LABEL, colour=PRINT.muted)


def _lines(sheet: Sheet, bar: Bar, width: float) -> tuple[str, ...]:
    """Return the name in one line, or a pair in two: each side of the arrow has one."""
    room = width - sheet.text_width(bar.words, LABEL_STRONG) - VALUE_GAP
    whole = ARROW.join(plain(name) for name in bar.names)
    if len(bar.names) == 1 or sheet.text_width(whole, LABEL) <= room:
        return (shorten(sheet, whole, LABEL, room),)
    influencer, target = bar.names
    arrow = sheet.text_width(ARROW.rstrip(), LABEL)
    return (
        shorten(sheet, influencer, LABEL, width - arrow) + ARROW.rstrip(),
        shorten(sheet, target, LABEL, room),
    )


def _draw_row(sheet: Sheet, box: Box, row: Row, share: float) -> None:
    baseline = box.bottom + ROW_PADDING + 2
    sheet.text(box.right, baseline, row.bar.words, LABEL_STRONG, align="right")
    for number, line in enumerate(reversed(row.lines)):
        sheet.text(box.left, baseline + number * LINE_HEIGHT, line, LABEL)
    track = Box(box.left, box.bottom + 2, box.width, BAR_HEIGHT)
    sheet.rectangle(track, PRINT.zero)
    if row.bar.value:
        is_loss = row.bar.value < 0
        sheet.rectangle(
            Box(track.left, track.bottom, max(track.width * share, 1.5), BAR_HEIGHT),
            row.bar.colour,
            hatch="//////" if is_loss else None,
            hatch_colour=HATCH_LOSS if is_loss else None,
            layer=3,
        )
