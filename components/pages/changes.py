"""What changed between two versions of the store: every event that was added, changed, merged or withdrawn."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import streamlit as st

from components.escape import escaped
from components.source import Source, comparison, snapshots
from components.widgets.event_list import PAGE_SIZE, linked_row
from components.widgets.filters import filter_sidebar
from components.widgets.pieces import heading, show, title
from components.widgets.versions import version_words
from components.widgets.view import CHANGES_PAGE_KEY, View, show_version
from data.queries import change_counts, event_change_counts, event_changes
from data.queries.answering import Connection
from data.reference import event_types, name_of
from data.store import Snapshot

KIND_WORDS = {"added": "Added", "changed": "Changed", "merged": "Merged into another", "withdrawn": "Withdrawn"}
FIELD_WORDS = {
    "event_type": "type",
    "is_background": "told as background",
    "is_rejected": "rejected by a reviewer",
    "amount_usd": "amount in US dollars",
}


def render(source: Source) -> None:
    """Draw the page."""
    view = filter_sidebar(source)
    every = snapshots(source)
    if len(every) < 2:
        show(title("Changes", "This store has one version, so nothing has changed yet"))
        return
    against = _versions(source, view, every)
    with comparison(source, against) as connection:
        counts = event_change_counts(connection, view.filter)
        kicker = f"Changes from version {against} to {source.version[1]}: {view.filter.in_words()}"
        show(title(kicker, _finding(counts)))
        show(_counts_html(change_counts(connection).to_dict("records")))
        _events(connection, view, counts, against)


def _versions(source: Source, view: View, every: Sequence[Snapshot]) -> int:
    """Draw the choice of the two versions and return the earlier one."""
    words = {one.version: version_words(one) for one in every}
    words[source.newest] = f"Newest: {words[source.newest]}"
    earlier = [one.version for one in every if one.version < source.version[1]]
    left, right = st.columns(2)
    st.session_state["shown_version"] = source.version[1]
    right.selectbox(
        "To, and shown on every page",
        [one.version for one in every[:-1]],
        format_func=words.__getitem__,
        key="shown_version",
        on_change=_show_chosen,
        args=(source.newest,),
    )
    st.session_state["against"] = view.against if view.against in earlier else earlier[0]
    against: int = left.selectbox("From", earlier, format_func=words.__getitem__, key="against")
    return against


def _show_chosen(newest: int) -> None:
    chosen = st.session_state["shown_version"]
    show_version(None if chosen == newest else chosen)


def _finding(counts: Mapping[str, int]) -> str:
    """Return what happened to the events, in words."""
    happened = [f"{count:,} {KIND_WORDS[kind].lower()}" for kind, count in counts.items() if count]
    return f"Events: {', '.join(happened) or 'none changed'}"


def _counts_html(rows: Sequence[Mapping[Hashable, Any]]) -> str:
    """Return how many records of each kind changed in the whole store, as a table."""
    kinds = ("added", "changed", "withdrawn")
    head = "".join(f'<th scope="col">{escaped(kind.capitalize())}</th>' for kind in kinds)
    body = "".join(
        f'<tr><th scope="row">{escaped(str(row["table"]).capitalize())}</th>'
        + "".join(f"<td>{row[kind]:,}</td>" for kind in kinds)
        + "</tr>"
        for row in rows
    )
    note = "Of all records, whatever the filter. A merged event is counted as withdrawn: its reports are in another."
    return f'<table class="ambit-table"><tr><td></td>{head}</tr>{body}</table><div class="ambit-note">{note}</div>'


def _events(connection: Connection, view: View, counts: Mapping[str, int], against: int) -> None:
    """Draw the events to which something happened, a page at a time."""
    happened = [kind for kind, count in counts.items() if count]
    if not happened:
        return
    show(heading("Events", "Each leads to its record; one that is gone, to what it was."))
    chosen = st.segmented_control(
        "What happened",
        happened,
        format_func=lambda kind: f"{KIND_WORDS[kind]} {counts[kind]:,}",
        key="change_kind",
        label_visibility="collapsed",
    )
    kinds = [chosen] if chosen else happened
    rows = st.container(gap=None)
    pages = -(-sum(counts[kind] for kind in kinds) // PAGE_SIZE)
    page = st.pagination(pages, key=CHANGES_PAGE_KEY, persist_state="session") if pages > 1 else 1
    frame = event_changes(connection, view.filter, kinds=kinds, limit=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE)
    with rows:
        for position, row in enumerate(frame.to_dict("records")):
            _row(position, row, view, against)


def _row(position: int, row: Mapping[Hashable, Any], view: View, against: int) -> None:
    """Draw one event with what happened to it."""
    query = view.to_query()
    if row["kind"] == "withdrawn":
        query["as_of"] = str(against)
    aim = row["now_in"] if row["kind"] == "merged" else row["event_id"]
    linked_row(position, row, query | {"event": str(aim)}, what_happened(row))


def what_happened(row: Mapping[Hashable, Any]) -> str:
    """Return what happened to an event, as HTML: for a changed one each field, what it was and what it became."""
    parts = [f"<b>{escaped(KIND_WORDS[str(row['kind'])])}</b>"]
    parts += [
        f"{escaped(_field_words(one['field']))}: <bdi>{escaped(_value_words(one['field'], one['was']))}</bdi> → "
        f"<bdi>{escaped(_value_words(one['field'], one['became']))}</bdi>"
        for one in row["fields"]
    ]
    return f'<div class="ambit-note ambit-change">{" · ".join(parts)}</div>'


def _field_words(field: str) -> str:
    return FIELD_WORDS.get(field, field.replace("_", " "))


def _value_words(field: str, value: str | None) -> str:
    if value is None:
        return "none"
    if field in ("influencer", "target"):
        return name_of(value)
    return event_types()[value].label if field == "event_type" else value.replace("_", " ")
