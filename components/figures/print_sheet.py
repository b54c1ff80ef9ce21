"""The sheet that a figure for print is drawn on: a matplotlib Figure measured in points, lower left corner at 0, 0.

All that is printed goes through here, so that three things hold everywhere: text is literal (never read as mathematics
or markup; control characters are dropped), text is measured with the renderer that will draw it, and no global state of
matplotlib is touched (no pyplot, no rcParams), so that several viewers may ask for pictures at once.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from matplotlib import font_manager
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Transform

from components.figures.print_style import PRINT, Face

FONT_FOLDER = Path(__file__).parents[1] / "briefing" / "fonts"
# Letters that the bundled faces lack (Arabic, Hebrew) come from the face that matplotlib itself ships.
FALLBACK_FAMILY = "DejaVu Sans"
Align = Literal["left", "center", "right"]
POINTS_PER_INCH = 72
PIXELS_PER_INCH = 120  # 13.33 x 7.5 inches at scale 1 give 1600 x 900 pixels
DROPPED_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the sheet, in points."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.bottom + self.height

    @property
    def middle(self) -> float:
        """Half-way up."""
        return self.bottom + self.height / 2

    def padded(self, by: float) -> Box:
        """Return the box grown by a margin on every side."""
        return Box(self.left - by, self.bottom - by, self.width + 2 * by, self.height + 2 * by)

    def overlaps(self, other: Box) -> bool:
        """Tell whether the two share an area."""
        return (
            self.left < other.right and other.left < self.right and self.bottom < other.top and other.bottom < self.top
        )

    def holds(self, other: Box) -> bool:
        """Tell whether the other lies wholly inside."""
        return (
            other.left >= self.left
            and other.right <= self.right
            and other.bottom >= self.bottom
            and other.top <= self.top
        )


@cache
def _register_fonts() -> None:
    """Make the bundled faces known to matplotlib, once a process."""
    for path in sorted(FONT_FOLDER.glob("*.ttf")):
        font_manager.fontManager.addfont(path)


def plain(text: str) -> str:
    """Return text on one line: white space collapsed, control and format characters dropped."""
    kept = "".join(" " if char.isspace() else char for char in text)
    kept = "".join(char for char in kept if unicodedata.category(char) not in DROPPED_CATEGORIES)
    return " ".join(kept.split())


class Sheet:
    """A page of a stated size in points, and the few marks that figures are made of."""

    def __init__(self, width: float, height: float, *, scale: int = 1) -> None:
        _register_fonts()
        inches = (width / POINTS_PER_INCH, height / POINTS_PER_INCH)
        self.figure = Figure(figsize=inches, dpi=PIXELS_PER_INCH * scale, facecolor=PRINT.background)
        self.canvas = FigureCanvasAgg(self.figure)
        self.transform: Transform = Affine2D().scale(1 / POINTS_PER_INCH) + self.figure.dpi_scale_trans
        self._widths: dict[tuple[str, Face], float] = {}
        self._renderer: RendererAgg = self.canvas.get_renderer()  # type: ignore[no-untyped-call]

    def add(self, artist: Artist, *, transform: Transform | None = None) -> None:
        """Put an artist on the sheet, in points unless another transform is given."""
        artist.set_transform(transform if transform is not None else self.transform)
        self.figure.add_artist(artist)

    def text_width(self, text: str, face: Face) -> float:
        """Return the width in points that a line of text takes."""
        if (text, face) not in self._widths:
            measure = self._renderer.get_text_width_height_descent
            pixels: float = measure(text, _properties(face), ismath=False)[0]  # type: ignore[no-untyped-call]
            self._widths[text, face] = pixels * POINTS_PER_INCH / self.figure.dpi
        return self._widths[text, face]

    def text(
        self,
        x: float,
        baseline: float,
        text: str,
        face: Face,
        *,
        colour: str = PRINT.text,
        align: Align = "left",
        halo: bool = False,
        layer: float = 5,
    ) -> Box:
        """Write one line with its baseline at the given height; return the box that it takes."""
        literal = plain(text)
        mark = Text(
            x,
            baseline,
            literal,
            fontproperties=_properties(face),
            color=colour,
            horizontalalignment=align,
            verticalalignment="baseline",
            parse_math=False,
            usetex=False,
            zorder=layer,
        )
        if halo:
            mark.set_path_effects([withStroke(linewidth=2.5, foreground=PRINT.background)])
        self.add(mark)
        width = self.text_width(literal, face)
        left = x - {"left": 0.0, "center": width / 2, "right": width}[align]
        return Box(left, baseline - face.descent, width, face.ascent + face.descent)

    def paragraph(
        self, x: float, top: float, lines: Sequence[str], face: Face, *, leading: float = 1.2, colour: str = PRINT.text
    ) -> float:
        """Write lines below each other from a top edge; return the lower edge of the last one."""
        for number, line in enumerate(lines):
            self.text(x, top - face.ascent - number * face.size * leading, line, face, colour=colour)
        return top - len(lines) * face.size * leading

    def rectangle(
        self,
        box: Box,
        colour: str,
        *,
        edge: str | None = None,
        edge_width: float = 0.6,
        hatch: str | None = None,
        hatch_colour: str | None = None,
        layer: float = 2,
    ) -> None:
        """Draw a filled rectangle, with an edge or a hatching where asked for."""
        patch = Rectangle((box.left, box.bottom), box.width, box.height, facecolor=colour, zorder=layer)
        patch.set_edgecolor(edge or "none")
        patch.set_linewidth(edge_width if edge else 0)
        if hatch:
            patch.set_hatch(hatch)
            patch.set_hatch_linewidth(0.9)
            patch.set_hatchcolor(hatch_colour or PRINT.muted)
        self.add(patch)

    def line(
        self, start: tuple[float, float], end: tuple[float, float], *, colour: str, width: float = 0.6, layer: float = 1
    ) -> None:
        """Draw a straight line."""
        self.add(Line2D([start[0], end[0]], [start[1], end[1]], color=colour, linewidth=width, zorder=layer))

    def png(self) -> bytes:
        """Return the sheet as a PNG; it carries no date and no program name: the same sheet gives the same file."""
        buffer = io.BytesIO()
        self.canvas.print_png(buffer, metadata={"Software": None})  # type: ignore[no-untyped-call]
        return buffer.getvalue()


def _properties(face: Face) -> FontProperties:
    return FontProperties(family=[face.family, FALLBACK_FAMILY], size=face.size)
