"""The first page: who reaches where, when, and by which events, under one filter."""

from __future__ import annotations

import streamlit as st

from components.briefing.findings import overview_finding
from components.source import Source, coverage, overview
from components.style import current_palette
from components.theme import count_words, day_words
from components.widgets.downloads import slide_button
from components.widgets.event_list import event_list
from components.widgets.filters import filter_sidebar
from components.widgets.headline import headline_row
from components.widgets.map_panel import map_panel
from components.widgets.pieces import show, title
from components.widgets.timeline_panel import timeline_panel
from components.widgets.troubles import empty_store, nothing_found
from components.widgets.view import View, clear_filter


def render(source: Source) -> None:
    """Draw the page."""
    covered = coverage(source)
    if not covered.targets:
        empty_store()
        return
    view = filter_sidebar(source)
    palette = current_palette()
    _head(source, view)
    if not overview(source, view.filter).headline.event_count:
        nothing_found(view.filter)
        return
    headline_row(overview(source, view.filter), covered, view.filter.until)
    map_panel(source, view, covered, palette)
    timeline_panel(source, view, palette)
    event_list(source, view)


def _head(source: Source, view: View) -> None:
    """Draw the title, what it rests on, and what can be done with the view."""
    figures = overview(source, view.filter).headline
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    with left:
        show(title(f"Overview: {view.filter.in_words()}", _finding(source, view), _basis(source, view)))
    with right, st.container(horizontal=True, horizontal_alignment="right"):
        if figures.event_count and not view.filter.is_empty:
            st.button("Clear filters", key="clear_head", on_click=clear_filter, type="tertiary")
        if figures.event_count:
            slide_button(source, view)


def _finding(source: Source, view: View) -> str:
    """Return what the shown numbers say in one sentence."""
    answers = overview(source, view.filter)
    return overview_finding(
        by_target=answers.by_target, pairs=answers.pairs, figures=answers.headline, mode="events"
    ).text


def _basis(source: Source, view: View) -> str:
    """Return what the view rests on."""
    figures = overview(source, view.filter).headline
    if not figures.event_count:
        return ""
    through = f", data through {day_words(figures.data_through)}" if figures.data_through else ""
    support = " by ".join(count_words(count, noun) for count, noun in figures.support)
    return f"{count_words(figures.event_count, 'event')} from {support}{through}."
