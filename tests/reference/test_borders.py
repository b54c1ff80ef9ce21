"""The borders on the map: complete, valid, one feature a country, small enough to send, and honest about disputes."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import geopandas
import pytest
import shapely

from data.reference.geography import borders_path, countries, disputed_path, places

STATIC = Path(__file__).resolve().parents[2] / "static"
UNDRAWN = {"ATA", "BVT", "CCK", "TKL", "VAT"}
FILES = {"print": borders_path(), "browser": STATIC / "borders.geojson"}


@pytest.fixture(scope="module", params=FILES, ids=str)
def borders(request):
    return geopandas.read_file(FILES[request.param]).set_index("iso3")


def test_every_country_has_one_feature(borders):
    assert len(borders) == 245
    assert borders.index.is_unique
    assert set(countries()) - set(borders.index) == UNDRAWN


def test_all_193_members_of_the_united_nations_are_drawn(borders):
    members = [code for code, country in countries().items() if country.is_un_member]
    assert len(members) == 193
    assert set(members) <= set(borders.index)


def test_shapes_are_valid_and_small_states_keep_an_area(borders):
    assert borders.geometry.is_valid.all()
    assert (shapely.area(borders.geometry.array) > 0).all()
    assert set(borders.geom_type) <= {"Polygon", "MultiPolygon"}
    assert {"MCO", "NRU", "TUV", "SMR", "SGP", "MLT", "MDV"} <= set(borders.index)


def test_no_shape_runs_round_the_world(borders):
    parts = borders.geometry.explode().bounds
    assert (parts.maxx - parts.minx).max() < 180
    assert borders.total_bounds[0] >= -180
    assert borders.total_bounds[2] <= 180


def test_outer_rings_run_clockwise_as_plotly_wants(borders):
    assert not any(part.exterior.is_ccw for part in borders.geometry.explode())


def test_every_label_point_lies_inside_its_country():
    borders = geopandas.read_file(borders_path()).set_index("iso3").geometry
    outside = [
        code
        for code, shape in borders.items()
        if not shape.contains(shapely.Point(countries()[code].longitude, countries()[code].latitude))
    ]
    assert outside == []


def test_capitals_and_places_lie_in_or_beside_their_country():
    borders = geopandas.read_file(borders_path()).set_index("iso3").geometry
    points = [(country.iso3, country.capital_latitude, country.capital_longitude) for country in countries().values()]
    points += [(place.country, place.latitude, place.longitude) for place in places()]
    points = [point for point in points if point[1] is not None and point[0] in borders.index]
    assert len(points) > 1000
    far = {
        (code, latitude, longitude)
        for code, latitude, longitude in points
        if borders[code].distance(shapely.Point(longitude, latitude)) > 0.3
    }
    # Islets and enclaves that 1:50m does not draw: Agalega, Snake Island, Kwajalein, Melilla, Pitcairn, Grand Turk.
    assert {code for code, _, _ in far} == {"MUS", "UKR", "MHL", "ESP", "PCN", "TCA"}


def test_the_view_taken_is_the_one_stated():
    borders = geopandas.read_file(borders_path()).set_index("iso3").geometry
    inside = [
        *[("UKR", 34.1, 44.95), ("ESH", -14.5, 24.0), ("SOM", 44.07, 9.56), ("CYP", 33.6, 35.28)],
        *[("PSE", 34.33, 31.35), ("PSE", 35.2, 32.0), ("GUF", -53.0, 4.0), ("XKX", 21.0, 42.6), ("SJM", 16.0, 78.6)],
    ]
    elsewhere = [row for row in inside if not borders[row[0]].contains(shapely.Point(row[1:]))]
    assert elsewhere == []


def test_disputes_are_marked_with_claimants():
    features = json.loads(borders_path().read_text(encoding="utf-8"))["features"]
    marked = {
        feature["id"]: feature["properties"]["disputed_by"]
        for feature in features
        if feature["properties"]["is_disputed"]
    }
    claims = "ESH MAR, FLK ARG, MYT COM, PSE ISR, TWN CHN, XKX SRB"
    assert marked == {pair[:3]: [pair[4:]] for pair in claims.split(", ")}


def test_disputed_layer_has_ten_areas_and_fourteen_lines():
    layer = geopandas.read_file(disputed_path())
    assert layer.kind.value_counts().to_dict() == {"line": 14, "area": 10}
    assert layer.geometry.is_valid.all()
    assert (shapely.length(layer[layer.kind == "line"].geometry.array) > 0.3).all()
    assert {"Crimea", "Somaliland", "Northern Cyprus", "Western Sahara"} <= set(layer.name)


@pytest.mark.parametrize("name, kilobytes", [("borders.geojson", 250), ("disputed.geojson", 10)])
def test_browser_files_are_small_compact_and_name_their_source(name, kilobytes):
    content = (STATIC / name).read_bytes()
    assert len(gzip.compress(content)) < kilobytes * 1000
    assert b'": ' not in content[:2000]
    assert "Natural Earth" in json.loads(content)["source"]
    assert len(gzip.compress(borders_path().read_bytes())) < 350_000
