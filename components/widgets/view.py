"""What the viewer has chosen to see, and the address that says so: the filter, and the map's mode and power.

The address holds codes (`?influencer=RUS&target=MLI`), never labels: a label changes with its count and its language,
and a link must not. That is why the widgets are kept in step here and not by Streamlit's own binding, which writes
labels. The order of belief: an address that somebody else changed (a link, the back button), then the widgets, then
what was chosen before the viewer went to another page. Bad values in an address are dropped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import streamlit as st

from components.figures.classes import Mode
from data.queries import Filter
from data.queries.filters import LISTS
from data.reference import countries, organisations

Query = dict[str, list[str] | str]
PAGE_KEY = "events_page"
_BACKGROUND = {"yes": True, "no": False, None: None}


@dataclass(frozen=True, slots=True)
class View:
    """A filter, and how the map shows it; `power` is whose reach the map shows, None for the busiest."""

    filter: Filter = field(default_factory=Filter)
    mode: Mode = "events"
    power: str | None = None

    def to_query(self) -> Query:
        """Return the view as the parameters of an address; what is not chosen is left out."""
        query: Query = dict(self.filter.to_query())
        if self.mode != "events":
            query["map"] = self.mode
        if self.power:
            query["power"] = self.power
        return query

    @staticmethod
    def from_query(query: Mapping[str, Sequence[str]]) -> View:
        """Return the view that an address names."""
        power = next(iter(query.get("power", ())), None)
        return View(
            Filter.from_query(query),
            "reach" if "reach" in query.get("map", ()) else "events",
            power if power in countries() or power in organisations() else None,
        )


def current_view() -> View:
    """Return what is chosen now, and bring widgets and address in step; call it before the widgets are drawn."""
    state = st.session_state
    linked = _linked()
    kept: View | None = state.get("view")
    is_back_from_elsewhere = "influencer" not in state
    if kept is None or (linked != state["linked"] and not (is_back_from_elsewhere and linked == View())):
        view = linked
    else:
        view = kept if is_back_from_elsewhere else _from_widgets(kept)
    if view != kept:
        state.pop(PAGE_KEY, None)
    state["view"], state["linked"] = view, View.from_query(_lists(view.to_query()))
    _set_widgets(view)
    _write_address(view)
    return view


def kept_view() -> View:
    """Return what was chosen last, or what the address of this page carries; for a page that shows no filter."""
    kept: View | None = st.session_state.get("view")
    return kept if kept is not None else _linked()


def choose(**changes: tuple[str, ...] | date | None) -> None:
    """Change fields of the filter; for callbacks, which run before the widgets are drawn."""
    view = st.session_state["view"]
    _set_widgets(replace(view, filter=replace(_from_widgets(view).filter, **changes)))  # type: ignore[arg-type]


def clear_filter() -> None:
    """Let everything through again; for callbacks. The map's mode stays."""
    _set_widgets(replace(st.session_state["view"], filter=Filter()))


def _linked() -> View:
    """Return the view that the address names."""
    return View.from_query({key: st.query_params.get_all(key) for key in st.query_params})


def _from_widgets(kept: View) -> View:
    """Return what the widgets hold; where one is not drawn, what was chosen before."""
    state = st.session_state
    if "influencer" not in state:
        return kept
    lists = {name: tuple(state.get(key, ())) for name, key in LISTS.items()}
    chosen = Filter(
        **lists,
        since=state.get("since"),
        until=state.get("until"),
        is_background=_BACKGROUND[state.get("background")],
        text=(state.get("q") or "").strip(),
    )
    return View(chosen, state.get("map") or "events", state.get("power", kept.power))


def _set_widgets(view: View) -> None:
    """Put a view into the widgets that will be drawn."""
    state = st.session_state
    for name, key in LISTS.items():
        state[key] = list(getattr(view.filter, name))
    state["since"], state["until"] = view.filter.since, view.filter.until
    state["background"] = {True: "yes", False: "no", None: None}[view.filter.is_background]
    state["q"] = view.filter.text
    state["map"] = view.mode
    state["power"] = view.power


def _write_address(view: View) -> None:
    """Write the view into the address, where it is not there already."""
    query = view.to_query()
    if {key: st.query_params.get_all(key) for key in st.query_params} != _lists(query):
        st.query_params.from_dict(query)


def _lists(query: Query) -> dict[str, list[str]]:
    """Return the parameters of an address with each value as a list."""
    return {key: [value] if isinstance(value, str) else value for key, value in query.items()}
