"""The map for print: countries by class, small states as dots, arcs of the top pairs, the names that matter.

Classes are those of the screen (`components.figures.classes`) in the palette for print. Dots stand for countries too
small to be seen that have an event; a name is written where it fits and left out where it does not. Disputed lines are
dashed. A power outside the frame enters at its edge and is named there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import hypot

from matplotlib.collections import PathCollection
from matplotlib.patches import Ellipse, Rectangle
from matplotlib.transforms import Affine2D

from components.figures.classes import MapScale
from components.figures.print_arcs import Arc, Gate, arcs_of, draw_arcs, gates_of
from components.figures.print_labels import Labels
from components.figures.print_sheet import Box, Sheet
from components.figures.print_style import HATCH_LOSS, HATCH_NOT_COVERED, PRINT
from components.figures.print_world import Frame, View, choose_view
from data.reference import countries, name_of

SMALLEST_AREA = 28.0  # square points; a smaller country is drawn as a dot
DOT_SIZE = 7.5
NAMED_IN_WORLD, NAMED_IN_REGION = 3, 5


@dataclass(frozen=True, slots=True)
class Pair:
    """What an arc shows: who reaches where, and how much (a loss is below zero)."""

    influencer: str
    target: str
    value: int


@dataclass(frozen=True)
class Placed:
    """A view laid into a box on the sheet."""

    view: View
    frame: Frame
    box: Box

    @property
    def points_per_km(self) -> float:
        """Scale of the picture."""
        return self.box.width / self.frame.width

    def transform(self) -> Affine2D:
        """Return the way from km to points."""
        scale = self.points_per_km
        return (
            Affine2D()
            .translate(-self.frame.left, -self.frame.bottom)
            .scale(scale)
            .translate(self.box.left, self.box.bottom)
        )

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where a place lies on the sheet."""
        x, y = self.transform().transform(self.view.place(longitude, latitude))
        return float(x), float(y)


def draw_map(
    sheet: Sheet,
    box: Box,
    *,
    values: Mapping[str, int],
    scale: MapScale,
    covered: AbstractSet[str],
    pairs: Sequence[Pair],
) -> None:
    """Draw the map in the box. `values` by target iso3; `pairs` in order of weight, all of them are drawn."""
    placed = _placed(box, values)
    _draw_countries(sheet, placed, values, scale, covered)
    _draw_disputed_lines(sheet, placed)
    dots = _draw_dots(sheet, placed, values, scale)
    gates = gates_of(placed.point, box, [pair.influencer for pair in pairs])
    arcs = arcs_of(placed.point, box, [(pair.influencer, pair.target, pair.value) for pair in pairs], gates)
    draw_arcs(sheet, arcs)
    _write_names(sheet, placed, values, arcs, gates, dots)


def _placed(box: Box, values: Mapping[str, int]) -> Placed:
    """Lay the view for these targets into the box, as large as it goes, in its middle."""
    view, frame = choose_view(values, aspect=box.width / box.height)
    scale = min(box.width / frame.width, box.height / frame.height)
    width, height = frame.width * scale, frame.height * scale
    inner = Box(box.left + (box.width - width) / 2, box.bottom + (box.height - height) / 2, width, height)
    return Placed(view, frame, inner)


def _draw_countries(
    sheet: Sheet, placed: Placed, values: Mapping[str, int], scale: MapScale, covered: AbstractSet[str]
) -> None:
    """Fill each country with the colour of its class; all countries of a class are one collection."""
    members: dict[int, list[str]] = {}
    for iso3 in placed.view.outlines:
        members.setdefault(scale.class_of(values.get(iso3), is_covered=iso3 in covered), []).append(iso3)
    for position, codes in sorted(members.items(), reverse=True):
        entry = scale.classes[position]
        collection = PathCollection(
            [placed.view.outlines[iso3] for iso3 in codes],
            facecolors=entry.colour,
            edgecolors=PRINT.background if entry.low is not None else PRINT.land_line,
            linewidths=0.4,
            zorder=1.2 if entry.low is not None else 1.0,
        )
        if hatch := hatch_of(scale, position):
            collection.set_hatch(hatch[0])
            collection.set_hatchcolor(hatch[1])
            collection.set_hatch_linewidth(0.8)
        sheet.add(collection, transform=placed.transform() + sheet.transform)
        clip(sheet, collection, placed.box)


def _draw_disputed_lines(sheet: Sheet, placed: Placed) -> None:
    """Draw lines of control and borders in dispute: dashed over a light band that hides the plain border."""
    for colour, width, dashes in ((PRINT.background, 1.4, (1.0, 0.0)), (PRINT.muted, 0.7, (2.5, 1.8))):
        lines = PathCollection(
            placed.view.disputed_lines, facecolors="none", edgecolors=colour, linewidths=width, zorder=1.5
        )
        lines.set_linestyle((0.0, dashes))
        sheet.add(lines, transform=placed.transform() + sheet.transform)
        clip(sheet, lines, placed.box)


def hatch_of(scale: MapScale, position: int) -> tuple[str, str] | None:
    """Return the hatching of a class and its colour: losses and "not covered" have one."""
    entry = scale.classes[position]
    if position == len(scale.classes) - 1:
        return "////", HATCH_NOT_COVERED
    return ("\\\\\\\\\\\\", HATCH_LOSS) if entry.high is not None and entry.high < 0 else None


def clip(sheet: Sheet, artist: PathCollection, box: Box) -> None:
    """Keep an artist inside a box."""
    edge = Rectangle((box.left, box.bottom), box.width, box.height, transform=sheet.transform)
    artist.set_clip_path(edge)


def _draw_dots(sheet: Sheet, placed: Placed, values: Mapping[str, int], scale: MapScale) -> list[Box]:
    """Draw a dot for each country with an event that is too small to be seen; return where they are."""
    dots = []
    for iso3, value in values.items():
        area = placed.view.areas_km2.get(iso3, 0.0) * placed.points_per_km**2
        if area >= SMALLEST_AREA or iso3 not in countries():
            continue
        x, y = placed.point(countries()[iso3].longitude, countries()[iso3].latitude)
        if not placed.box.holds(Box(x, y, 0, 0)):
            continue
        position = scale.class_of(value, is_covered=True)
        dot = Ellipse((x, y), DOT_SIZE, DOT_SIZE, facecolor=scale.classes[position].colour, zorder=2)
        dot.set_edgecolor(PRINT.muted)
        dot.set_linewidth(0.7)
        if hatch := hatch_of(scale, position):
            dot.set_hatch(hatch[0])
            dot.set_hatchcolor(hatch[1])
        sheet.add(dot)
        dots.append(Box(x, y, 0, 0).padded(DOT_SIZE / 2))
    return dots


def _write_names(
    sheet: Sheet,
    placed: Placed,
    values: Mapping[str, int],
    arcs: Sequence[Arc],
    gates: Mapping[str, Gate],
    dots: Sequence[Box],
) -> None:
    """Name the powers that arcs come from, then the countries with most, where there is room."""
    labels = Labels(sheet, placed.box)
    for dot in dots:
        labels.block(dot, is_line=True)
    for arc in arcs:
        for x, y in arc.along():
            labels.block(Box(x - 2, y - 2, 4, 4), is_line=True)
        labels.block(Box(arc.end[0] - 4, arc.end[1] - 4, 8, 8))
    for gate in gates.values():
        labels.block(Box(gate.point[0] - 3, gate.point[1] - 3, 6, 6))
    for code, gate in gates.items():
        labels.place(name_of(code), gate.point, colour=gate.colour, must_stand=True)
    ranked = sorted(values, key=lambda iso3: (-abs(values[iso3]), iso3))
    named = {code for code, gate in gates.items() if gate.is_seat}
    nameable = [iso3 for iso3 in ranked if values[iso3] and iso3 in countries() and iso3 not in named]
    for iso3 in nameable[: NAMED_IN_WORLD if placed.view.is_world else NAMED_IN_REGION]:
        point = placed.point(countries()[iso3].longitude, countries()[iso3].latitude)
        is_reached = any(hypot(arc.end[0] - point[0], arc.end[1] - point[1]) < 2 * DOT_SIZE for arc in arcs)
        labels.place(countries()[iso3].name, point, gap=9 if is_reached else 4, may_cover=not is_reached)
