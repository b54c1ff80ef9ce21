"""Faces, sizes and the palette for print: the theme's light palette on white paper, held apart in greyscale.

Text stands at 14 points or more, the foot at 9 or more (a slide is 13.33 x 7.5 inches, read from the back of a room).
What differs from the screen differs for greyscale: countries without an event are lighter than the first class, weak
gains darker than "even", and losses and what is not covered are hatched, so that no class rests on its hue alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from components.theme import LIGHT

PRINT = replace(
    LIGHT,
    background="#FFFFFF",
    zero="#F0EEE8",
    even="#DAD7CC",
    not_covered="#FFFFFF",
    land_line="#C4C1B6",
    gain=("#93C7B9", LIGHT.gain[1], LIGHT.gain[2]),
)
HATCH_NOT_COVERED = "#D6D3C9"
HATCH_LOSS = "#FFFFFF"


@dataclass(frozen=True, slots=True)
class Face:
    """A bundled family at a size in points."""

    family: str
    size: float

    @property
    def ascent(self) -> float:
        """Height above the baseline, accents of capitals included."""
        return self.size * 0.95

    @property
    def descent(self) -> float:
        """Depth below the baseline."""
        return self.size * 0.23

    def at(self, size: float) -> Face:
        """Return the same family at another size."""
        return Face(self.family, size)


# Family names as the font files state them: each weight is a family of its own.
SERIF = "Source Serif 4 SemiBold"
SANS = "IBM Plex Sans"
SANS_MEDIUM = "IBM Plex Sans Medium"
SANS_BOLD = "IBM Plex Sans SemiBold"

TITLE = Face(SERIF, 28)
TITLE_SIZES = ((28.0, 26.0, 24.0), (26.0, 24.0, 22.0, 20.0))  # in one line, in two
SUBTITLE = Face(SANS, 15)
SUBTITLE_SIZES = ((15.0, 14.0), (14.0,))
HEADING = Face(SANS_BOLD, 14)
LABEL = Face(SANS, 14)
LABEL_STRONG = Face(SANS_MEDIUM, 14)
NUMERAL = Face(SERIF, 28)
NUMERAL_SIZES = ((28.0, 24.0, 20.0, 16.0),)
FOOT = Face(SANS, 9.5)
FOOT_STRONG = Face(SANS_MEDIUM, 9.5)
