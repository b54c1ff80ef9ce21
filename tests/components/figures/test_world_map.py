from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.figures.arcs import arc, middle, seat
from components.figures.classes import Mode, map_scale
from components.figures.disputed import dispute_notes, disputed_lines
from components.figures.world_map import BORDERS_URL, MAX_ARCS, values_of, world_map
from components.theme import LIGHT, POWER_COLOURS
from data.reference import countries

STATIC = Path(__file__).parents[3] / "static"


def by_target(*rows: tuple[str, int, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["target", "event_count", "reach"])
    return frame.assign(gains=frame["reach"].clip(lower=0), losses=-frame["reach"].clip(upper=0))


def pairs(*rows: tuple[str, str, int, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["influencer", "target", "event_count", "reach"])


def drawn(targets: pd.DataFrame, flows: pd.DataFrame, mode: Mode = "events", **options: frozenset[str]) -> go.Figure:
    scale = map_scale(values_of(targets, mode), mode, LIGHT)
    options = {"covered": frozenset(targets["target"]), **options}
    return world_map(targets, flows, scale=scale, mode=mode, palette=LIGHT, **options)


def arcs_of(figure: go.Figure) -> list[go.Scattergeo]:
    return [trace for trace in figure.data if trace.type == "scattergeo" and trace.name]


def test_the_browser_takes_borders_and_topology_from_this_server_only() -> None:
    figure = drawn(by_target(("MLI", 3, 2)), pairs(("RUS", "MLI", 3, 2)))
    assert figure.data[0].geojson == BORDERS_URL == "/app/static/borders.geojson"
    assert "http" not in json.dumps(figure.to_dict(), default=str)
    topology = json.loads((STATIC / "world_110m.json").read_text("utf-8"))
    assert topology["arcs"] == []


def test_every_country_has_its_shape() -> None:
    shapes = {
        feature["properties"]["iso3"] for feature in json.loads((STATIC / "borders.geojson").read_bytes())["features"]
    }
    members = {code for code, country in countries().items() if country.is_un_member}
    assert len(members) >= 193
    assert members <= shapes


def test_zero_and_not_covered_are_two_steps_of_the_colours() -> None:
    figure = drawn(by_target(("MLI", 3, 2)), pairs(), covered=frozenset({"MLI", "NER"}))
    steps = dict(zip(figure.data[0].locations, figure.data[0].z, strict=True))
    assert len({steps["MLI"], steps["NER"], steps["TCD"]}) == 3
    hover = dict(zip(figure.data[0].locations, figure.data[0].text, strict=True))
    assert "No event in this view" in hover["NER"]
    assert "Not covered" in hover["TCD"]


def test_arcs_point_at_the_target_in_the_colour_of_the_power() -> None:
    (trace,) = arcs_of(drawn(by_target(("MLI", 3, 2)), pairs(("RUS", "MLI", 3, 2))))
    assert trace.line.color == POWER_COLOURS["RUS"]
    assert trace.marker.symbol[-1] == "triangle-up"
    assert trace.marker.angleref == "previous"
    assert (trace.lon[-1], trace.lat[-1]) == pytest.approx(middle("MLI"), abs=0.01)
    assert trace.name == "RUS MLI"


def test_the_mouse_means_the_country_and_never_an_arc() -> None:
    figure = drawn(by_target(("MLI", 3, 2)), pairs(("RUS", "MLI", 2, 2), ("CHN", "MLI", 1, 0)))
    assert {trace.hoverinfo for trace in figure.data[1:]} == {"skip"}
    hover = dict(zip(figure.data[0].locations, figure.data[0].text, strict=True))
    assert "Russia 2, China 1" in hover["MLI"]


def test_wider_means_more() -> None:
    frame = pairs(("RUS", "MLI", 30, 2), ("CHN", "MLI", 3, 2))
    widths = {trace.name[:3]: trace.line.width for trace in arcs_of(drawn(by_target(("MLI", 33, 2)), frame))}
    assert widths["RUS"] > widths["CHN"]


def test_no_more_than_twenty_arcs_are_drawn() -> None:
    codes = [code for code in countries() if code not in {"RUS"}][:40]
    frame = pairs(*((("RUS", code, 3, 1)) for code in codes))
    assert len(arcs_of(drawn(by_target(("MLI", 3, 1)), frame))) == MAX_ARCS == 20


def test_an_arc_takes_the_short_way_round_the_globe() -> None:
    start, end = seat("USA"), middle("JPN")
    assert start is not None
    assert end is not None
    longitudes = [x for x, _ in arc(start, end)]
    assert not any(-30 < x < 100 for x in longitudes), "over Europe is the long way"
    assert all(-180 <= x < 180 for x in longitudes)


def test_an_arc_and_its_return_part() -> None:
    there, back = arc((0, 10), (40, 10)), arc((40, 10), (0, 10))
    assert abs(there[12][1] - back[12][1]) > 1


def test_a_chosen_country_is_outlined_and_drawn_last() -> None:
    figure = drawn(by_target(("MLI", 3, 2)), pairs(), chosen=frozenset({"MLI"}))
    assert figure.data[0].locations[-1] == "MLI"
    assert figure.data[0].marker.line.width[-1] > figure.data[0].marker.line.width[0]


def test_reach_is_coloured_on_both_sides_of_even() -> None:
    figure = drawn(by_target(("MLI", 5, 4), ("NER", 5, -4), ("TCD", 2, 0)), pairs(), mode="reach")
    steps = dict(zip(figure.data[0].locations, figure.data[0].z, strict=True))
    assert steps["NER"] < steps["TCD"] < steps["MLI"]


def test_an_empty_view_is_still_a_map() -> None:
    figure = drawn(by_target(), pairs())
    assert not arcs_of(figure)
    assert len(figure.data[0].locations) > 193


def test_disputed_lines_are_broken() -> None:
    assert len(disputed_lines()) > 5
    figure = drawn(by_target(("MLI", 3, 2)), pairs())
    (trace,) = [trace for trace in figure.data if trace.type == "scattergeo" and not trace.name]
    assert trace.line.dash not in {None, "solid"}
    hover = dict(zip(figure.data[0].locations, figure.data[0].text, strict=True))
    assert "ESH" in dispute_notes()
    assert "Morocco" in hover["ESH"]
