"""The countries' outlines as paths to draw: the world in Equal Earth, a part of it in an equal-area view of its own.

Outlines and disputed lines come from seeds/geography; they are read once a process, each view is projected once and
kept. Refuses Mercator. A part of the world is shown when all targets lie within `WIDEST_REGION_KM`; the whole world
otherwise. Antarctica is left out: nobody is recorded there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.path import Path as Outline
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.affinity import translate

from components.figures.disputed import disputed_lines
from data.reference import countries
from data.reference.geography import borders_path

BORDER_SOURCE = "Natural Earth 1:50m, modified by Visionscarto"
GEOGRAPHIC = "EPSG:4326"
# 11 degrees east: the cut runs through the Bering Strait, so that Russia is whole.
CENTRAL_MERIDIAN = 11.0
CUT = CENTRAL_MERIDIAN - 180.0
EQUAL_EARTH = f"+proj=eqearth +lon_0={CENTRAL_MERIDIAN} +units=km +over"
SOUTHERN_EDGE, NORTHERN_EDGE = -50.0, 75.0
WIDEST_REGION_KM = 9_000.0
SMALLEST_REGION_KM = 3_600.0
REGION_MARGIN = 0.12
# Targets farther from their middle than this are no region; countries farther away are not drawn in a regional view.
FARTHEST_TARGET_DEGREES = 60.0
FARTHEST_DRAWN_DEGREES = 110.0
CENTRE_STEP_DEGREES = 5.0  # centres are rounded, so that similar selections share one projected view

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Frame:
    """What part of a projection is shown, in km."""

    left: float
    bottom: float
    width: float
    height: float


@dataclass(frozen=True)
class View:
    """One projection of the world: outlines and areas by iso3 (km, km²), and the way from degrees to km.

    `disputed_lines` are lines of control and borders in dispute, to be drawn dashed.
    """

    outlines: Mapping[str, Outline]
    areas_km2: Mapping[str, float]
    disputed_lines: tuple[Outline, ...]
    projection: Transformer
    is_world: bool

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where a point lies, in km."""
        if self.is_world and longitude < CUT:
            longitude += 360.0
        x, y = self.projection.transform(longitude, latitude)
        return float(x), float(y)


@cache
def borders() -> gpd.GeoDataFrame:
    """Return one row for each territory (iso3, geometry), cut and joined for the world view's own meridian."""
    frame = gpd.read_file(borders_path(), columns=["iso3"])
    frame = frame[frame["iso3"].notna() & (frame["iso3"] != "ATA")].dissolve("iso3", as_index=False)
    frame.geometry = [_moved_over_the_cut(shape) for shape in frame.geometry]
    return frame


@cache
def world_view() -> View:
    """Return the world in Equal Earth."""
    return _view(borders(), EQUAL_EARTH, is_world=True)


def world_frame() -> Frame:
    """Return the part of the world view that is shown: without the emptiest south and north."""
    view = world_view()
    top = view.place(CENTRAL_MERIDIAN, NORTHERN_EDGE)[1]
    bottom = view.place(CENTRAL_MERIDIAN, SOUTHERN_EDGE)[1]
    right = view.place(CENTRAL_MERIDIAN + 179.99, 0)[0]
    return Frame(-right, bottom, 2 * right, top - bottom)


def choose_view(targets: Iterable[str], *, aspect: float) -> tuple[View, Frame]:
    """Return the view for these targets: their region, framed to the given aspect, or the world."""
    known = sorted(set(targets) & set(countries()))
    centre = _centre(known)
    if centre is not None:
        view = _regional_view(*centre)
        frame = _region_frame(view, known, aspect)
        if frame is not None:
            return view, frame
    return world_view(), world_frame()


def _centre(targets: list[str]) -> tuple[float, float] | None:
    """Return the middle of the targets on the globe, rounded; None where they lie all around it."""
    if not targets:
        return None
    rows = [countries()[iso3] for iso3 in targets]
    lon, lat = np.radians([row.longitude for row in rows]), np.radians([row.latitude for row in rows])
    vector = np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    x, y, z = vector.mean(axis=1)
    if np.cos(np.radians(FARTHEST_TARGET_DEGREES)) > (x * vector[0] + y * vector[1] + z * vector[2]).min():
        return None
    step = CENTRE_STEP_DEGREES
    degrees = np.degrees([np.arctan2(y, x), np.arctan2(z, np.hypot(x, y))])
    return float(step * np.round(degrees[0] / step)), float(step * np.round(degrees[1] / step))


@lru_cache(maxsize=16)
def _regional_view(longitude: float, latitude: float) -> View:
    projection = f"+proj=laea +lon_0={longitude} +lat_0={latitude} +units=km"
    whole = borders()
    middles = whole.geometry.representative_point()
    lon, lat = np.radians(middles.x - longitude), np.radians(middles.y)
    centre = np.radians(latitude)
    away = np.sin(centre) * np.sin(lat) + np.cos(centre) * np.cos(lat) * np.cos(lon)
    return _view(whole[away > np.cos(np.radians(FARTHEST_DRAWN_DEGREES))], projection, is_world=False)


def _region_frame(view: View, targets: list[str], aspect: float) -> Frame | None:
    """Return the frame that holds the main land of each target with a margin; None where that is too wide."""
    corners = [_main_part(view.outlines[iso3]) for iso3 in targets if iso3 in view.outlines]
    places = [view.place(countries()[iso3].longitude, countries()[iso3].latitude) for iso3 in targets]
    points = np.vstack([*corners, np.array(places)])
    (left, bottom), (right, top) = points.min(axis=0), points.max(axis=0)
    if max(right - left, top - bottom) > WIDEST_REGION_KM:
        return None
    grown = 1 + 2 * REGION_MARGIN
    height = max((top - bottom) * grown, (right - left) * grown / aspect, SMALLEST_REGION_KM / np.sqrt(aspect))
    width = height * aspect
    return Frame((left + right - width) / 2, (bottom + top - height) / 2, width, height)


def _view(frame: gpd.GeoDataFrame, projection: str, *, is_world: bool) -> View:
    projected = frame.set_crs(GEOGRAPHIC, allow_override=True).to_crs(projection)
    projected = projected[~projected.geometry.is_empty]
    outlines = {iso3: _outline(shape) for iso3, shape in zip(projected["iso3"], projected.geometry, strict=True)}
    areas = dict(zip(projected["iso3"], projected.geometry.area, strict=True))
    transformer = Transformer.from_crs(GEOGRAPHIC, projection, always_xy=True)
    dashed = tuple(_line(points, transformer) for points in disputed_lines())
    return View(MappingProxyType(outlines), MappingProxyType(areas), dashed, transformer, is_world)


def _line(points: Sequence[tuple[float, float]], projection: Transformer) -> Outline:
    longitudes, latitudes = np.array(points).T
    return Outline(np.column_stack(projection.transform(longitudes, latitudes)))


def _moved_over_the_cut(shape: shapely.Geometry) -> shapely.Geometry:
    """Return the shape with what lies west of the cut moved to the east end, and the seam at 180 degrees closed."""
    if shape.bounds[0] >= CUT:
        return shape
    shape = shapely.make_valid(shape)
    west = shapely.intersection(shape, shapely.box(-180.0, -90.0, CUT, 90.0))
    east = shapely.intersection(shape, shapely.box(CUT, -90.0, 180.0, 90.0))
    return shapely.union_all([translate(west, xoff=360.0), east])


def _outline(shape: shapely.Geometry) -> Outline:
    """Return the rings of all polygons of a shape as one path."""
    polygons = [part for part in shapely.get_parts([shape]) if part.geom_type == "Polygon"]
    points = [shapely.get_coordinates(ring) for part in polygons for ring in (part.exterior, *part.interiors)]
    return Outline(np.concatenate(points), np.concatenate([_codes(len(ring)) for ring in points]))


def _codes(count: int) -> NDArray[np.uint8]:
    codes = np.full(count, Outline.LINETO, dtype=np.uint8)
    codes[0], codes[-1] = Outline.MOVETO, Outline.CLOSEPOLY
    return codes


def _main_part(outline: Outline) -> Points:
    """Return the points of the ring that spans most: France without Guiana, the United States without Hawaii."""
    starts = np.flatnonzero(outline.codes == Outline.MOVETO)
    rings = np.split(outline.vertices, starts[1:])
    return max(rings, key=lambda ring: float(np.prod(np.ptp(ring, axis=0))))
