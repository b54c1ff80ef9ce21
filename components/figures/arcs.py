"""The path of an arc from a power to a country: where it starts, how it bends, where it points.

Arcs bend to the north, where a map of the world has room; westward ones bend more, so that an arc and its return never
cover each other. They take the short way round the globe. Points are (longitude, latitude) in degrees.
"""

from __future__ import annotations

from data.reference import countries, organisations

Point = tuple[float, float]
STEPS = 24
BEND_EAST, BEND_WEST = 0.32, 0.46  # distance of the control point from the chord, as a share of the chord's length
MOST_NORTH = 82.0


def seat(code: str) -> Point | None:
    """Return where a power's arcs start: its capital or its seat; None for a code that has no place."""
    country = countries().get(code)
    if country and country.capital_longitude is not None and country.capital_latitude is not None:
        return country.capital_longitude, country.capital_latitude
    organisation = organisations().get(code)
    if organisation and organisation.longitude is not None and organisation.latitude is not None:
        return organisation.longitude, organisation.latitude
    return middle(code)


def middle(iso3: str) -> Point | None:
    """Return where arcs to a country end: inside its largest part; None for a code that has no place."""
    country = countries().get(iso3)
    return (country.longitude, country.latitude) if country else None


def arc(start: Point, end: Point, steps: int = STEPS) -> list[Point]:
    """Return `steps + 1` points of a bent line from start to end."""
    (x0, y0), (x1, y1) = start, end
    x1 += 360.0 if x1 - x0 < -180 else -360.0 if x1 - x0 > 180 else 0.0
    dx, dy = x1 - x0, y1 - y0
    bend = BEND_EAST if dx >= 0 else -BEND_WEST
    control = ((x0 + x1) / 2 - bend * dy, min((y0 + y1) / 2 + bend * dx, MOST_NORTH))
    return [_wrapped(_bezier((x0, y0), control, (x1, y1), step / steps)) for step in range(steps + 1)]


def _bezier(start: Point, control: Point, end: Point, share: float) -> Point:
    """Return the point of a quadratic curve at a share of its way."""
    weights = ((1 - share) ** 2, 2 * share * (1 - share), share**2)
    x = weights[0] * start[0] + weights[1] * control[0] + weights[2] * end[0]
    y = weights[0] * start[1] + weights[1] * control[1] + weights[2] * end[1]
    return x, y


def _wrapped(point: Point) -> Point:
    """Return the point with its longitude in [-180, 180)."""
    return (point[0] + 180.0) % 360.0 - 180.0, point[1]
