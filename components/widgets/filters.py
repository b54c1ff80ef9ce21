"""The filter in the sidebar: what there is to choose, how many events each choice shows, and the way back to all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from components.source import Source, coverage, facets
from components.widgets.view import View, clear_filter, current_view
from data.model import Status
from data.queries import CAREFUL_CONFIDENCE, CAREFUL_OUTLETS, DOMESTIC
from data.reference import event_types, name_of, sectors

COUNT_LABELS = {"careful": "Only what is well supported"}
REJECTED_LABELS = {"too": "Show too", "only": "Only these"}
BACKGROUND_LABELS = {"no": "News", "yes": "Recalled past"}
_EARLIEST, _LATEST = date(1800, 1, 1), date(2199, 12, 31)


def filter_sidebar(source: Source) -> View:
    """Draw the filter and return what is chosen."""
    view = current_view()
    counts = facets(source, view.filter)
    with st.sidebar:
        st.text_input("Search", key="q", placeholder="Words of an event: bauxite, Wagner, port …", max_chars=200)
        _choice("Influencer", "influencer", counts, "influencer", power_label, "All powers")
        _choice("Target", "target", counts, "target", name_of, "All countries")
        _choice("Sector", "sector", counts, "sector", sector_label, "All sectors")
        _choice("Event type", "type", counts, "event_type", type_label, "All types")
        _choice("Status", "status", counts, "status", status_label, "All statuses", order=list(Status))
        _period(source)
        _either(
            "Told as",
            "background",
            BACKGROUND_LABELS,
            "An article tells of news, and recalls what went before. Without a choice both are shown.",
        )
        _either(
            "Count",
            "count",
            COUNT_LABELS,
            f"What {CAREFUL_OUTLETS} independent outlets tell of, or one with confidence {CAREFUL_CONFIDENCE} or more. "
            "Without a choice every event counts.",
        )
        _either(
            "Rejected by reviewers",
            "rejected",
            REJECTED_LABELS,
            "A reviewer may find that something is no event. Without a choice that is neither shown nor counted.",
        )
        st.button(
            "Clear filters",
            key="clear_sidebar",
            on_click=clear_filter,
            disabled=view.filter.is_empty,
            icon=":material/filter_alt_off:",
            width="stretch",
        )
    return view


def _either(label: str, key: str, labels: Mapping[str, str], help_: str) -> None:
    """Draw a choice of one of a few, or of none."""
    st.segmented_control(label, list(labels), format_func=labels.__getitem__, key=key, width="stretch", help=help_)


def power_label(code: str) -> str:
    """Return the name of a power; events without one have a name as well."""
    return "Domestic (no influencer)" if code == DOMESTIC else name_of(code)


def sector_label(key: str) -> str:
    """Return a sector's label."""
    return sectors()[key].label


def type_label(key: str) -> str:
    """Return an event type's label."""
    return event_types()[key].label


def status_label(key: str) -> str:
    """Return a status as a reader says it."""
    return key.replace("_", " ").capitalize()


def _choice(
    label: str,
    key: str,
    counts: pd.DataFrame,
    field: str,
    words: Callable[[str], str],
    placeholder: str,
    *,
    order: Sequence[str] | None = None,
) -> None:
    """Draw one list of the filter: options with counts, most events first or in a given order."""
    rows = counts[counts["field"] == field]
    numbers = {str(value): int(count) for value, count in zip(rows["value"], rows["event_count"], strict=True)}
    chosen = [value for value in st.session_state[key] if value not in numbers]
    options = [*numbers, *chosen]
    if order is not None:
        options.sort(key=order.index)
    st.multiselect(
        label,
        options,
        format_func=lambda value: f"{words(value)} ({numbers.get(value, 0):,})",
        key=key,
        placeholder=placeholder,
        select_all=False,
    )


def _period(source: Source) -> None:
    """Draw the two ends of the period; each one bounds the other."""
    bounds = coverage(source).bounds or (_EARLIEST, _LATEST)
    since, until = st.session_state["since"], st.session_state["until"]
    first = min(day for day in (bounds[0], since, until) if day)
    last = max(day for day in (bounds[1], since, until) if day)
    st.date_input("Since", value=None, key="since", min_value=first, max_value=until or last, format="YYYY-MM-DD")
    st.date_input("Until", value=None, key="until", min_value=since or first, max_value=last, format="YYYY-MM-DD")
