"""Arcs for print: from a power to where it reaches, width by value, with a head where it lands; losses are dashed.

A power whose seat lies outside the frame gets a gate: the point of the frame's edge through which its arcs come in.
Gates keep a distance, so that their names do. An arc whose short way crosses the date line leaves the frame on one side
and comes in on the other. Lengths are points on the sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import hypot

from matplotlib.patches import Ellipse, PathPatch, Polygon
from matplotlib.path import Path as Outline

from components.figures.arcs import middle, seat
from components.figures.print_sheet import Box, Sheet
from components.figures.print_style import PRINT
from components.theme import power_colour

Point = tuple[float, float]
Place = Callable[[float, float], Point]

BEND = 0.3  # distance of the control point from the chord, as a share of the chord
THINNEST, THICKEST = 1.1, 4.5
DASHES = (2.4, 1.4)  # in widths of the line
INSET = 8.0  # of a gate from the frame's edge
GATE_DISTANCE_ACROSS, GATE_DISTANCE_UP = 58.0, 24.0  # names are wider than they are high
ROUNDS = 60  # of pushing neighbours apart; a dozen gates settle in fewer
STOP = 3.0  # heads end before the middle of the country, so that several are seen
SHORTEST = 14.0  # an arc shorter than this would be all head


@dataclass(frozen=True, slots=True)
class Gate:
    """Where the arcs of one power begin: its seat, or where they enter the frame."""

    point: Point
    colour: str
    is_seat: bool


@dataclass(frozen=True, slots=True)
class Arc:
    """One bent line; of one that leaves the frame and comes in again, the first part or the second."""

    start: Point
    control: Point
    end: Point
    width: float
    colour: str
    is_loss: bool
    leaves: bool = False
    comes_in: bool = False

    def along(self) -> list[Point]:
        """Return points along the line, close enough to find what it crosses."""
        steps = max(int(hypot(self.end[0] - self.start[0], self.end[1] - self.start[1]) / 5), 2)
        return [_on_curve(self, step / steps) for step in range(steps + 1)]


def gates_of(place: Place, box: Box, influencers: Sequence[str]) -> dict[str, Gate]:
    """Return where the arcs of each power begin, in the order given; powers without a place are left out."""
    inner = box.padded(-INSET)
    points = {code: place(*home) for code in dict.fromkeys(influencers) if (home := seat(code)) is not None}
    outside = {code: _entry(point, inner) for code, point in points.items() if not inner.holds(Box(*point, 0, 0))}
    entries = _kept_apart(outside, inner)
    return {
        code: Gate(entries.get(code, point), power_colour(code), is_seat=code not in entries)
        for code, point in points.items()
    }


def arcs_of(place: Place, box: Box, pairs: Sequence[tuple[str, str, int]], gates: Mapping[str, Gate]) -> list[Arc]:
    """Return the arcs of (influencer, target, value), width by value; what has no place or no length is left out."""
    inner = box.padded(-1.0)
    greatest = max((abs(value) for _, _, value in pairs), default=0) or 1
    arcs = []
    for influencer, target, value in pairs:
        gate, home = gates.get(influencer), middle(target)
        if gate is None or home is None or influencer == target:
            continue
        end = place(*home)
        if not inner.holds(Box(*end, 0, 0)) or hypot(end[0] - gate.point[0], end[1] - gate.point[1]) < SHORTEST:
            continue
        width = THINNEST + (THICKEST - THINNEST) * abs(value) / greatest
        whole = Arc(gate.point, _control(gate.point, end, inner), end, width, gate.colour, value < 0)
        arcs += _over_the_edge(whole, inner) if gate.is_seat and _turns_back(influencer, home, whole) else [whole]
    return [arc if arc.leaves else replace(arc, end=_towards(arc.end, arc.control, STOP)) for arc in arcs]


def draw_arcs(sheet: Sheet, arcs: Sequence[Arc]) -> None:
    """Draw arcs, the thinnest on top, each on a white casing so that crossings stay readable."""
    for arc in sorted(arcs, key=lambda arc: -arc.width):
        head = 5.0 + 1.6 * arc.width
        neck = _towards(arc.end, arc.control, head * 0.8) if not arc.leaves else arc.end
        line = Outline([arc.start, arc.control, neck], [Outline.MOVETO, Outline.CURVE3, Outline.CURVE3])
        for width, colour in ((arc.width + 1.8, PRINT.background), (arc.width, arc.colour)):
            stroke = PathPatch(line, facecolor="none", edgecolor=colour, linewidth=width, capstyle="butt", zorder=3)
            if arc.is_loss and width == arc.width:
                stroke.set_linestyle((0.0, DASHES))
            sheet.add(stroke)
        if arc.leaves:
            continue
        tip = Polygon(_head(neck, arc.end, head), closed=True, facecolor=arc.colour, edgecolor=PRINT.background)
        tip.set_linewidth(0.8)
        tip.set_zorder(3.5)
        sheet.add(tip)
    for point, colour in {(arc.start, arc.colour) for arc in arcs if not arc.comes_in}:
        sheet.add(Ellipse(point, 6, 6, facecolor=colour, edgecolor=PRINT.background, linewidth=0.8, zorder=4))


def _turns_back(influencer: str, home: Point, arc: Arc) -> bool:
    """Tell whether an arc goes east on the map where the short way round the globe goes west, or the reverse."""
    start = seat(influencer)
    if start is None or abs(home[0] - start[0]) <= 180.0:
        return False
    is_east_on_globe = home[0] < start[0]
    return is_east_on_globe != (arc.end[0] > arc.start[0])


def _over_the_edge(arc: Arc, inner: Box) -> list[Arc]:
    """Return the two parts of an arc that leaves a map of the world on one side and comes in on the other."""
    out, back = (inner.right, inner.left) if arc.start[0] > arc.end[0] else (inner.left, inner.right)
    share = abs(out - arc.start[0]) / (abs(out - arc.start[0]) + abs(arc.end[0] - back) or 1.0)
    height = arc.start[1] + share * (arc.end[1] - arc.start[1])
    leaving, coming = (out, height), (back, height)
    return [
        replace(arc, control=_control(arc.start, leaving, inner), end=leaving, leaves=True),
        replace(arc, start=coming, control=_control(coming, arc.end, inner), comes_in=True),
    ]


def _entry(point: Point, inner: Box) -> Point:
    """Return where the straight way from a point outside to the middle of the box crosses the box's edge."""
    middle = ((inner.left + inner.right) / 2, inner.middle)
    dx, dy = point[0] - middle[0], point[1] - middle[1]
    share = min(inner.width / 2 / abs(dx) if dx else float("inf"), inner.height / 2 / abs(dy) if dy else float("inf"))
    return middle[0] + dx * share, middle[1] + dy * share


def _kept_apart(points: Mapping[str, Point], inner: Box) -> dict[str, Point]:
    """Return points on the edges of a box, those of one side moved apart; their order along the side stays."""
    kept: dict[str, Point] = {}
    for side in {_side(point, inner) for point in points.values()}:
        codes = [code for code, point in points.items() if _side(point, inner) == side]
        if side in ("left", "right"):
            heights = _moved_apart([points[code][1] for code in codes], GATE_DISTANCE_UP, inner.bottom, inner.top)
            kept |= {code: (points[code][0], y) for code, y in zip(codes, heights, strict=True)}
        else:
            places = _moved_apart([points[code][0] for code in codes], GATE_DISTANCE_ACROSS, inner.left, inner.right)
            kept |= {code: (x, points[code][1]) for code, x in zip(codes, places, strict=True)}
    return kept


def _side(point: Point, inner: Box) -> str:
    """Return the side of the box that a point on its edge lies on."""
    distances = {
        "left": abs(point[0] - inner.left),
        "right": abs(point[0] - inner.right),
        "bottom": abs(point[1] - inner.bottom),
        "top": abs(point[1] - inner.top),
    }
    return min(distances, key=distances.__getitem__)


def _moved_apart(values: Sequence[float], distance: float, low: float, high: float) -> list[float]:
    """Return values moved as little as keeps the distance between neighbours; less of it where there is no room."""
    order = sorted(range(len(values)), key=values.__getitem__)
    distance = min(distance, (high - low) / max(len(values) - 1, 1))
    moved = [values[place] for place in order]
    for _ in range(ROUNDS):
        for place in range(len(moved) - 1):
            push = max(distance - (moved[place + 1] - moved[place]), 0.0) / 2
            moved[place] -= push
            moved[place + 1] += push
        moved = [min(max(value, low), high) for value in moved]
    return [moved[order.index(place)] for place in range(len(values))]


def _control(start: Point, end: Point, inner: Box) -> Point:
    """Return the control point of an arc: bent to the left of its way, so that its return bends the other way.

    It stays in the box; a curve of this kind never leaves the triangle of its three points, so the arc does too.
    """
    dx, dy = end[0] - start[0], end[1] - start[1]
    x, y = (start[0] + end[0]) / 2 - BEND * dy, (start[1] + end[1]) / 2 + BEND * dx
    return min(max(x, inner.left), inner.right), min(max(y, inner.bottom), inner.top)


def _towards(point: Point, other: Point, length: float) -> Point:
    """Return the point moved by a length towards another."""
    dx, dy = other[0] - point[0], other[1] - point[1]
    share = length / (hypot(dx, dy) or 1.0)
    return point[0] + dx * share, point[1] + dy * share


def _on_curve(arc: Arc, share: float) -> Point:
    """Return a point of the arc; 0 is its start, 1 its end."""
    a, b, c = (1 - share) ** 2, 2 * share * (1 - share), share**2
    return (
        a * arc.start[0] + b * arc.control[0] + c * arc.end[0],
        a * arc.start[1] + b * arc.control[1] + c * arc.end[1],
    )


def _head(neck: Point, tip: Point, width: float) -> list[Point]:
    dx, dy = tip[0] - neck[0], tip[1] - neck[1]
    length = hypot(dx, dy) or 1.0
    across = (-dy / length * width / 2, dx / length * width / 2)
    return [tip, (neck[0] + across[0], neck[1] + across[1]), (neck[0] - across[0], neck[1] - across[1])]
