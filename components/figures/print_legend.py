"""The key of a map for print: the classes with their true edges, and apart from them "no event" and "not covered".

Entries stand in one line where they fit and flow into a second where they do not.
"""

from __future__ import annotations

from dataclasses import dataclass

from components.figures.classes import MapScale, Mode
from components.figures.print_map import hatch_of
from components.figures.print_sheet import Box, Sheet
from components.figures.print_style import HEADING, LABEL, PRINT

LINE_HEIGHT = 18.0
SWATCH_WIDTH, SWATCH_HEIGHT = 18.0, 11.0
LABEL_GAP = 5.0
GAP = 11.0
TITLES: dict[Mode, str] = {"events": "Events", "reach": "Net reach"}
# Of the last two entries of every scale, as short as they stand on a slide.
SHORT_LABELS = ("no event", "not covered")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its place in the scale, its label, and where it stands (line 0 is the uppermost)."""

    position: int
    label: str
    left: float
    line: int


def legend_entries(sheet: Sheet, width: float, scale: MapScale, mode: Mode, *, has_not_covered: bool) -> list[Entry]:
    """Return the entries of a key that is this wide; lefts count from its left edge.

    "Not covered" stands only where the map has such a country.
    """
    labels = [*(entry.label for entry in scale.classes[:-2]), *SHORT_LABELS[: 2 if has_not_covered else 1]]
    indent = sheet.text_width(TITLES[mode], HEADING) + GAP
    left, line, entries = indent, 0, []
    for position, label in enumerate(labels):
        taken = SWATCH_WIDTH + LABEL_GAP + sheet.text_width(label, LABEL)
        if left + taken > width and left > indent:
            left, line = indent, line + 1
        entries.append(Entry(position, label, left, line))
        left += taken + GAP
    return entries


def legend_height(entries: list[Entry]) -> float:
    """Return the height that these entries take."""
    return LINE_HEIGHT * (entries[-1].line + 1)


def draw_legend(sheet: Sheet, box: Box, scale: MapScale, mode: Mode, entries: list[Entry]) -> None:
    """Draw the key from the upper left corner of its box."""
    first_baseline = box.top - LINE_HEIGHT + 5
    sheet.text(box.left, first_baseline, TITLES[mode], HEADING)
    for entry in entries:
        left, baseline = box.left + entry.left, first_baseline - LINE_HEIGHT * entry.line
        hatch = hatch_of(scale, entry.position)
        sheet.rectangle(
            Box(left, baseline - 0.5, SWATCH_WIDTH, SWATCH_HEIGHT),
            scale.classes[entry.position].colour,
            edge=PRINT.land_line,
            hatch=hatch[0] if hatch else None,
            hatch_colour=hatch[1] if hatch else None,
        )
        sheet.text(left + SWATCH_WIDTH + LABEL_GAP, baseline, entry.label, LABEL, colour=PRINT.muted)
