"""The map with its switch, legend and footnotes, and the ranked pairs beside it.

The map keeps all countries whatever target is chosen, so that another one can be clicked; the chosen ones are
outlined. A click on a country makes it the target, a second click lets all through again; a click on a pair chooses
both sides. In the mode "reach" the map shows one power: the chosen one, or the busiest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from components.escape import escaped_label
from components.figures.classes import map_scale
from components.figures.dress import Figure
from components.figures.world_map import BOUNDARY_NOTE, MAX_ARCS, values_of, world_map
from components.source import Coverage, Source, Version, overview
from components.theme import DARK, LIGHT, Palette, count_words
from components.widgets.filters import power_label
from components.widgets.pieces import heading, legend, ranked_pair, show
from components.widgets.reach import filter_of, power_of, powers_of
from components.widgets.view import View, choose
from data.queries import Filter
from data.reference import countries, name_of

MAP_KEY = "map_click"
RANKED_PAIRS = 12
PLOTLY = {"topojsonURL": "/app/static/", "displayModeBar": False, "scrollZoom": False, "responsive": True}
MODE_LABELS = {"events": "Events", "reach": "Reach of one power"}


def map_panel(source: Source, view: View, covered: Coverage, palette: Palette) -> None:
    """Draw the map and the pairs."""
    power, narrowed = power_of(source, view), filter_of(source, view)
    shown = narrowed.without("targets")
    wide, narrow = st.columns([3, 1], gap="large")
    with wide:
        words, switches = st.columns(2, vertical_alignment="bottom")
        with switches:
            _mode_switch(source, view, power)
        values = values_of(overview(source, shown).by_target, view.mode)
        with words:
            show(heading(_title(view, power), "Click a country to choose it, click it again to see all."))
        with st.container(key="world"):
            st.plotly_chart(
                _figure(source, shown, view, covered, palette),
                theme=None,
                height="stretch",
                key=MAP_KEY,
                on_select=_follow_click,
                selection_mode="points",
                config=PLOTLY,
                alt=_alternative(values, view, power),
            )
        scales = map_scale(values, view.mode, LIGHT), map_scale(values, view.mode, DARK)
        show(legend(*scales) + f'<div class="ambit-note">{_footnote()}</div>')
    with narrow:
        pairs = overview(source, narrowed).pairs
        show(heading("Who reaches where", _pairs_note(len(pairs))))
        _pair_table(pairs)


def _pair_table(pairs: pd.DataFrame) -> None:
    """Draw the busiest pairs, each one a button that chooses it, and the rest as one sum."""
    most = int(pairs["event_count"].max()) if len(pairs) else 1
    with st.container(gap=None):
        for position, row in enumerate(pairs.head(RANKED_PAIRS).to_dict("records")):
            influencer, target = str(row["influencer"]), str(row["target"])
            with st.container(key=f"pair-row-{position}", gap=None):
                show(ranked_pair(influencer, target, int(row["event_count"]), most))
                st.button(
                    escaped_label(f"{name_of(influencer)} to {name_of(target)}"),
                    key=f"pair-{position}",
                    on_click=choose,
                    kwargs={"influencers": (influencer,), "targets": (target,)},
                )
    rest = pairs.iloc[RANKED_PAIRS:]
    if len(rest):
        events = count_words(int(rest["event_count"].sum()), "event")
        show(f'<div class="ambit-note">{count_words(len(rest), "other pair")}, {events} together</div>')


def _mode_switch(source: Source, view: View, power: str | None) -> None:
    """Draw the switch, and in the mode "reach" the choice of the power."""
    row = st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center")
    row.segmented_control(
        "Map shows",
        list(MODE_LABELS),
        format_func=lambda mode: MODE_LABELS[mode],
        key="map",
        required=True,
        label_visibility="collapsed",
    )
    if power:
        st.session_state["power"] = power
        options = powers_of(source, view)
        row.selectbox("Power", options, format_func=power_label, key="power", label_visibility="collapsed", width=180)


def _follow_click() -> None:
    """Make what was clicked on the map the filter."""
    points: list[Mapping[str, Any]] = st.session_state[MAP_KEY].selection.points
    if not points:
        return
    point = points[0]
    if point.get("location") in countries():
        chosen = st.session_state["view"].filter.targets
        choose(targets=() if chosen == (point["location"],) else (point["location"],))


def _figure(source: Source, shown: Filter, view: View, covered: Coverage, palette: Palette) -> Figure:
    """Return the map, drawn once for each version, filter and appearance."""
    answers = overview(source, shown)
    pairs = overview(source, replace(shown, targets=view.filter.targets)).pairs
    return _drawn(
        (source.version, repr(shown), view.filter.targets, view.mode, palette.name),
        answers.by_target,
        pairs,
        view,
        covered,
        palette,
    )


@st.cache_resource(show_spinner=False, max_entries=100)
def _drawn(
    key: tuple[Version, str, tuple[str, ...], str, str],  # noqa: ARG001 - what the cache tells pictures apart by
    _by_target: pd.DataFrame,
    _pairs: pd.DataFrame,
    _view: View,
    _covered: Coverage,
    _palette: Palette,
) -> Figure:
    return world_map(
        _by_target,
        _pairs,
        scale=map_scale(values_of(_by_target, _view.mode), _view.mode, _palette),
        mode=_view.mode,
        covered=_covered.targets,
        palette=_palette,
        chosen=frozenset(_view.filter.targets),
    )


def _title(view: View, power: str | None) -> str:
    """Return the map's heading."""
    if view.mode == "reach" and power:
        return f"Where {power_label(power)} gains and loses reach"
    return "Events by country"


def _pairs_note(count: int) -> str:
    """Return what the arcs leave out."""
    if not count:
        return "No pair in this view."
    if count <= MAX_ARCS:
        return "Events of each pair; each one is an arc on the map."
    return f"The {MAX_ARCS} busiest of {count_words(count, 'pair')} are arcs on the map."


def _footnote() -> str:
    """Return how to read the map."""
    return (
        "Arcs run from the power to the target, the head shows where it lands, the width how many events. "
        f"Equal Earth projection. {BOUNDARY_NOTE} Natural Earth, as changed by Visionscarto."
    )


def _alternative(values: Mapping[str, int], view: View, power: str | None) -> str:
    """Return the map in words."""
    top = sorted(values.items(), key=lambda item: -abs(item[1]))[:5]
    listed = ", ".join(f"{name_of(code)} {value}" for code, value in top)
    return f"World map. {_title(view, power)}: {listed or 'no event in this view'}."
