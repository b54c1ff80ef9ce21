"""The world map: countries by class, and arcs from each power to where it reaches.

The borders are not in the figure: the browser takes them once from `BORDERS_URL`. At most `MAX_ARCS` arcs are drawn,
the others are left to the table beside the map. Hover text is made of names from the reference tables only; it is
escaped all the same. Arcs do not answer the mouse, so that a hover or a click always means the country under it.
Equal Earth, never Mercator.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from collections.abc import Set as AbstractSet
from textwrap import wrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.escape import escaped
from components.figures.arcs import Point, arc, middle, seat
from components.figures.classes import MapScale, Mode
from components.figures.disputed import dispute_notes, disputed_lines
from components.figures.dress import Figure, layout
from components.theme import Palette, count_words, power_colour, signed
from data.reference import countries, name_of

Row = Mapping[Hashable, Any]
BORDERS_URL = "/app/static/borders.geojson"
BORDERS_KEY = "properties.iso3"
MAX_ARCS = 20
LEADERS = 3
BOUNDARY_NOTE = "Broken lines are disputed; boundaries imply no endorsement."


def values_of(by_target: pd.DataFrame, mode: Mode) -> dict[str, int]:
    """Return what the map colours, by target: the count of events, or the reach (gains less losses)."""
    column = "event_count" if mode == "events" else "reach"
    return {str(target): int(value) for target, value in zip(by_target["target"], by_target[column], strict=True)}


def world_map(
    by_target: pd.DataFrame,
    pairs: pd.DataFrame,
    *,
    scale: MapScale,
    mode: Mode,
    covered: AbstractSet[str],
    palette: Palette,
    chosen: AbstractSet[str] = frozenset(),
) -> Figure:
    """Draw the map; `pairs` come most events first.

    `covered` are the targets that any article covers, `chosen` those to be outlined.
    """
    rows = by_target.set_index("target").to_dict("index")
    figure = Figure(_countries(rows, _leaders(pairs), scale, mode, covered, palette, chosen))
    figure.add_trace(_broken_lines(palette))
    figure.add_traces(_arcs(pairs.head(MAX_ARCS)))
    figure.update_geos(
        projection_type="equal earth",
        projection_rotation={"lon": 11, "lat": 0, "roll": 0},
        fitbounds=False,
        visible=False,
        lataxis_range=[-56, 80],
        lonaxis_range=[-180, 180],
        bgcolor="rgba(0,0,0,0)",
    )
    figure.update_layout(
        layout(palette),
        autosize=True,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        dragmode="pan",
        uirevision="map",
    )
    return figure


def _countries(
    rows: Mapping[Hashable, Row],
    leaders: Mapping[str, str],
    scale: MapScale,
    mode: Mode,
    covered: AbstractSet[str],
    palette: Palette,
    chosen: AbstractSet[str],
) -> go.Choropleth:
    """Return the trace of the countries: each one's class as a step of a colour scale. Chosen ones are drawn last."""
    codes = sorted(countries(), key=lambda code: (code in chosen, code))
    column = "event_count" if mode == "events" else "reach"
    values = [int(rows[code][column]) if code in rows else None for code in codes]
    classes = [scale.class_of(value, is_covered=code in covered) for code, value in zip(codes, values, strict=True)]
    return go.Choropleth(
        geojson=BORDERS_URL,
        featureidkey=BORDERS_KEY,
        locations=codes,
        z=classes,
        zmin=-0.5,
        zmax=len(scale.classes) - 0.5,
        colorscale=_steps(scale),
        showscale=False,
        marker={
            "line": {
                "color": [palette.text if code in chosen else palette.land_line for code in codes],
                "width": [2.0 if code in chosen else 0.5 for code in codes],
            }
        },
        unselected={"marker": {"opacity": 1}},
        text=[
            _country_words(code, rows.get(code), leaders.get(code, ""), is_covered=code in covered) for code in codes
        ],
        hovertemplate="%{text}<extra></extra>",
    )


def _steps(scale: MapScale) -> list[tuple[float, str]]:
    """Return a plotly colour scale that has one flat step for each class."""
    count = len(scale.classes)
    return [(edge / count, entry.colour) for i, entry in enumerate(scale.classes) for edge in (i, i + 1)]


def _leaders(pairs: pd.DataFrame) -> dict[str, str]:
    """Return the powers with most events in each target, in words."""
    listed: dict[str, list[str]] = {}
    for row in pairs.to_dict("records"):
        named = listed.setdefault(str(row["target"]), [])
        if len(named) < LEADERS:
            named.append(f"{escaped(name_of(row['influencer']))} {int(row['event_count']):,}")
    return {target: ", ".join(named) for target, named in listed.items()}


def _country_words(code: str, row: Row | None, leaders: str, *, is_covered: bool) -> str:
    """Return a country's hover text."""
    name = f"<b>{escaped(name_of(code))}</b>"
    if note := dispute_notes().get(code):
        name += f"<br><i>{'<br>'.join(escaped(line) for line in wrap(note, 60))}</i>"
    if row is None:
        return f"{name}<br>" + ("No event in this view" if is_covered else "Not covered by any article")
    gains, losses = int(row["gains"]), int(row["losses"])
    return (
        f"{name}<br>{count_words(int(row['event_count']), 'event')}"
        f"<br>Reach {signed(int(row['reach']))} ({gains:,} gaining, {losses:,} losing)"
        + (f"<br>{leaders}" if leaders else "")
    )


def _broken_lines(palette: Palette) -> go.Scattergeo:
    """Return the disputed lines as one trace."""
    points = [point for line in disputed_lines() for point in (*line, (None, None))]
    return go.Scattergeo(
        lon=[x for x, _ in points],
        lat=[y for _, y in points],
        mode="lines",
        line={"color": palette.muted, "width": 1.4, "dash": "2px,2px"},
        hoverinfo="skip",
    )


def _arcs(pairs: pd.DataFrame) -> list[go.Scattergeo]:
    """Return one trace a pair, the heaviest drawn last."""
    most = int(pairs["event_count"].max()) if len(pairs) else 1
    traces = []
    for row in reversed(pairs.to_dict("records")):
        start, end = seat(str(row["influencer"])), middle(str(row["target"]))
        if start and end and start != end:
            traces.append(_arc(row, arc(start, end), int(row["event_count"]) / most))
    return traces


def _arc(row: Row, points: list[Point], share: float) -> go.Scattergeo:
    """Return the trace of one pair: a line whose width tells the count, with a head where it lands."""
    last = len(points) - 1
    colour = power_colour(row["influencer"])
    head = 9.0 + 6.0 * share
    return go.Scattergeo(
        lon=[round(x, 2) for x, _ in points],
        lat=[round(y, 2) for _, y in points],
        mode="lines+markers",
        line={"color": colour, "width": 1.0 + 3.0 * share},
        opacity=0.9,
        marker={
            "symbol": ["circle"] + ["circle"] * (last - 1) + ["triangle-up"],
            "size": [5.0] + [0.0] * (last - 1) + [head],
            "color": colour,
            "angleref": "previous",
            "line": {"width": 0},
        },
        name=f"{row['influencer']} {row['target']}",
        hoverinfo="skip",
    )
