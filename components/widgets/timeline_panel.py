"""The timeline, with what it leaves out said in words: dates that are unknown or known to the year, earlier years."""

from __future__ import annotations

import streamlit as st

from components.figures.dress import Figure
from components.figures.timeline import Span, busiest, earlier_count, months_brushed, timeline, window
from components.source import Overview, Source, Version, overview
from components.theme import Palette
from components.widgets.pieces import heading, sector_legend, show
from components.widgets.view import View, choose

BRUSH_KEY = "timeline"


def timeline_panel(source: Source, view: View, palette: Palette) -> None:
    """Draw the timeline."""
    answers = overview(source, view.filter)
    span = window(answers.by_month, answers.headline.data_through, view.filter.since, view.filter.until)
    show(heading("When", _aside(answers, span)))
    if answers.by_month.empty:
        show('<div class="ambit-note">No event of this view is dated to a month: there is nothing to place.</div>')
        return
    st.plotly_chart(
        _drawn((source.version, repr(view.filter), palette.name), answers, span, palette),
        theme=None,
        key=BRUSH_KEY,
        on_select=_follow_brush,
        selection_mode=("points", "box"),
        config={"displayModeBar": False, "responsive": True},
        alt=busiest(answers.by_month),
    )
    show(sector_legend(set(answers.by_month["sector"])))


def _follow_brush() -> None:
    """Make the months that were clicked or dragged across the period of the filter."""
    selection = st.session_state[BRUSH_KEY].selection
    marks = [mark for box in selection.box for mark in box["x"]] or [point["x"] for point in selection.points]
    if months := months_brushed(marks):
        choose(since=months[0], until=months[1])


@st.cache_resource(show_spinner=False, max_entries=100)
def _drawn(
    key: tuple[Version, str, str],  # noqa: ARG001 - what the cache tells pictures apart by
    _answers: Overview,
    _span: Span | None,
    _palette: Palette,
) -> Figure:
    coups = _answers.coups
    dated = coups[coups["date_precision"].isin(["day", "month"])]
    through = _answers.headline.data_through
    return timeline(_answers.by_month, dated, span=_span, data_through=through, palette=_palette)


def _aside(answers: Overview, span: Span | None) -> str:
    """Return what stands on no place of the timeline."""
    figures = answers.headline
    left_out = []
    if figures.unknown_date_count:
        left_out.append(f"{figures.unknown_date_count:,} of unknown date")
    if figures.year_only_count:
        left_out.append(f"{figures.year_only_count:,} dated to a year only")
    if span and (earlier := earlier_count(answers.by_month, span[0])):
        left_out.append(f"{earlier:,} before {span[0]:%B %Y}")
    words = "Events by month and sector, coups as rules. Drag across months to choose a period."
    return f"{words} Not placed: {', '.join(left_out)}." if left_out else words
