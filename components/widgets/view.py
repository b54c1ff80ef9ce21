"""What the viewer has chosen to see, and the address that says so: filter, map's mode and power, version of the store.

The address holds codes (`?influencer=RUS&target=MLI`), never labels: a label changes with its count and its language,
and a link must not. That is why the widgets are kept in step here and not by Streamlit's own binding, which writes
labels. The order of belief: an address that somebody else changed (a link, the back button), then the widgets, then
what was chosen before the viewer went to another page. Bad values in an address are dropped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from components.figures.classes import Mode
from data.queries import Filter
from data.queries.filters import LISTS
from data.reference import countries, organisations

Query = dict[str, list[str] | str]
PAGE_KEY, CHANGES_PAGE_KEY = PAGE_KEYS = ("events_page", "changes_page")
VERSIONS = ("as_of", "against")
_BACKGROUND = {"yes": True, "no": False, None: None}
_LONGEST_VERSION = 9  # digits: more commits than that no store will have
_REJECTED = {"only": True, "too": None, None: False}


@dataclass(frozen=True, slots=True)
class View:
    """A filter, how the map shows it, and which version of the store.

    `power` is whose reach the map shows, None for the busiest; `as_of` the version that is shown, None for the newest;
    `against` the one that the changes are told from, None for the one before.
    """

    filter: Filter = field(default_factory=Filter)
    mode: Mode = "events"
    power: str | None = None
    as_of: int | None = None
    against: int | None = None

    def to_query(self) -> Query:
        """Return the view as the parameters of an address; what is not chosen is left out."""
        query: Query = dict(self.filter.to_query())
        if self.mode != "events":
            query["map"] = self.mode
        if self.power:
            query["power"] = self.power
        for key in VERSIONS:
            if (version := getattr(self, key)) is not None:
                query[key] = str(version)
        return query

    @staticmethod
    def from_query(query: Mapping[str, Sequence[str]]) -> View:
        """Return the view that an address names."""
        power = next(iter(query.get("power", ())), None)
        return View(
            Filter.from_query(query),
            "reach" if "reach" in query.get("map", ()) else "events",
            power if power in countries() or power in organisations() else None,
            *(_version(query, key) for key in VERSIONS),
        )


def current_view() -> View:
    """Return what is chosen now, and bring widgets and address in step; call it before the widgets are drawn."""
    state = st.session_state
    view = _believed()
    if view != state.get("view"):
        for key in PAGE_KEYS:
            state.pop(key, None)
    state["page"] = _page()
    state["view"], state["linked"] = view, View.from_query(_lists(view.to_query()))
    _set_widgets(view)
    _write_address(view)
    return view


def wanted_version() -> int | None:
    """Return the version of the store that is chosen; None for the newest. For whoever opens the store."""
    return _believed().as_of


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


def show_version(version: int | None) -> None:
    """Show the store as it was at a version, None for the newest; for callbacks, on any page."""
    state = st.session_state
    kept = _believed()
    state["view"] = replace(kept, as_of=version)
    state["as_of"] = version
    st.query_params.from_dict({key: st.query_params.get_all(key) for key in st.query_params if key != "as_of"})
    state["linked"] = _linked()


def _believed() -> View:
    """Return what the address, the widgets and what was chosen before come to."""
    state = st.session_state
    linked = _linked()
    kept: View | None = state.get("view")
    comes_from_elsewhere = "influencer" not in state or _page() != state.get("page")
    if kept is None or (linked != state["linked"] and not (comes_from_elsewhere and linked == View())):
        return linked
    return kept if comes_from_elsewhere else _from_widgets(kept)


def _page() -> str:
    """Return the name of the page in the browser's address; the home page has none."""
    return urlsplit(st.context.url or "").path.rstrip("/").rpartition("/")[2]


def _linked() -> View:
    """Return the view that the address names."""
    return View.from_query({key: st.query_params.get_all(key) for key in st.query_params})


def _from_widgets(kept: View) -> View:
    """Return what the widgets hold; where one is not drawn, what was chosen before."""
    state = st.session_state
    if "influencer" not in state:
        return kept
    lists: dict[str, Any] = {name: tuple(state.get(key, ())) for name, key in LISTS.items()}
    chosen = Filter(
        **lists,
        since=state.get("since"),
        until=state.get("until"),
        is_background=_BACKGROUND[state.get("background")],
        text=(state.get("q") or "").strip(),
        is_careful=state.get("count") == "careful",
        is_rejected=_REJECTED[state.get("rejected")],
    )
    versions = (state.get(key, getattr(kept, key)) for key in VERSIONS)
    return View(chosen, state.get("map") or "events", state.get("power", kept.power), *versions)


def _set_widgets(view: View) -> None:
    """Put a view into the widgets that will be drawn."""
    state = st.session_state
    for name, key in LISTS.items():
        state[key] = list(getattr(view.filter, name))
    state["since"], state["until"] = view.filter.since, view.filter.until
    state["background"] = {True: "yes", False: "no", None: None}[view.filter.is_background]
    state["count"] = "careful" if view.filter.is_careful else None
    state["rejected"] = {True: "only", False: None, None: "too"}[view.filter.is_rejected]
    state["q"] = view.filter.text
    state["map"] = view.mode
    state["power"] = view.power
    for key in VERSIONS:
        state[key] = getattr(view, key)


def _write_address(view: View) -> None:
    """Write the view into the address, where it is not there already."""
    query = view.to_query()
    if {key: st.query_params.get_all(key) for key in st.query_params} != _lists(query):
        st.query_params.from_dict(query)


def _version(query: Mapping[str, Sequence[str]], key: str) -> int | None:
    """Return a version's number; None for what is none."""
    words = next(iter(query.get(key, ())), "")
    return int(words) if words.isdecimal() and len(words) <= _LONGEST_VERSION else None


def _lists(query: Query) -> dict[str, list[str]]:
    """Return the parameters of an address with each value as a list."""
    return {key: [value] if isinstance(value, str) else value for key, value in query.items()}
