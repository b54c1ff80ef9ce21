"""The list of events: one row each, the whole row a link to the event's page, newest first, a page at a time."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from components.escape import escaped, escaped_label
from components.source import Source
from components.theme import count_words, money_words
from components.widgets.links import link_to
from components.widgets.pieces import heading, pair, show
from components.widgets.review_record import review_tags
from components.widgets.view import PAGE_KEY, Query, View
from components.widgets.wording import date_words
from data.queries import count_events, list_events
from data.queries.records import Sort
from data.reference import event_types, name_of, sectors

PAGE_SIZE = 12
SORT_LABELS: dict[Sort, str] = {
    "newest": "Newest first",
    "oldest": "Oldest first",
    "best_supported": "Best supported first",
    "latest_report": "Latest report first",
}


def event_list(source: Source, view: View) -> None:
    """Draw the list of the events that a filter lets through."""
    count = count_events(source.cursor, view.filter)
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        show(
            heading(
                "Events",
                f"{count_words(count, 'event')}. Each leads to its record, its history and the words it rests on.",
            )
        )
    sort = right.selectbox(
        "Order",
        list(SORT_LABELS),
        format_func=lambda key: SORT_LABELS[key],
        key="sort",
        label_visibility="collapsed",
        persist_state="session",
    )
    rows = st.container(gap=None)
    pages = max(1, -(-count // PAGE_SIZE))
    page = st.pagination(pages, key=PAGE_KEY, persist_state="session") if pages > 1 else 1
    frame = list_events(source.cursor, view.filter, limit=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE, sort=sort)
    with rows:
        for position, row in enumerate(frame.to_dict("records")):
            linked_row(position, row, view.to_query() | {"event": str(row["event_id"])})


def linked_row(position: int, row: Mapping[Hashable, Any], query: Query, note: str = "") -> None:
    """Draw one event of a list, with a note on it; the whole row is a link to the event's page of that address."""
    with st.container(key=f"event-row-{position}", gap=None):
        show(event_row(row, note))
        link_to("event", escaped_label(row_words(row)), query)


def row_words(row: Mapping[Hashable, Any]) -> str:
    """Return an event in one line of plain words."""
    sides = [name_of(code) for code in (row["influencer"], row["target"]) if not pd.isna(code)]
    when = date_words(row["date_start"], row["date_end"], str(row["date_precision"]))
    return f"{event_types()[str(row['event_type'])].label}: {' to '.join(sides)}, {when}"


def _details(row: Mapping[Hashable, Any]) -> str:
    """Return what the article named: bodies, thing, sum and place."""
    named = [row["influencer_actor"], row["target_actor"], row["commodity"], row["place"]]
    parts = [f"<bdi>{escaped(words)}</bdi>" for words in named if escaped(words)]
    if not pd.isna(row["amount_usd"]):
        parts.append(escaped(money_words(float(row["amount_usd"]))))
    if not pd.isna(row["quantity"]):
        parts.append(f"{row['quantity']:,.0f} <bdi>{escaped(row['unit'])}</bdi>")
    return f'<div class="ambit-summary">{" · ".join(parts)}</div>' if parts else ""


def event_row(row: Mapping[Hashable, Any], note: str = "") -> str:
    """Return one event as HTML, with a note on it under its details."""
    influencer = None if pd.isna(row["influencer"]) else str(row["influencer"])
    outlets = count_words(int(row["outlet_count"]), "outlet")
    copies = f"<br>{count_words(int(row['copy_count']), 'copy', 'copies')}" if row["copy_count"] else ""
    past = ' <span class="ambit-tag">recalled past</span>' if row["is_background"] else ""
    reviewed = review_tags(row["reviewed_by"], is_rejected=bool(row["is_rejected"]))
    tags = f"{past} {reviewed}" if reviewed else past
    return (
        f'<div class="ambit-event" style="--sector:{sectors()[str(row["sector"])].colour}">'
        f"<time>{escaped(date_words(row['date_start'], row['date_end'], str(row['date_precision'])))}</time>"
        f'<div class="ambit-what"><div class="ambit-line">{pair(influencer, str(row["target"]))} '
        f'<span class="ambit-type">· {escaped(event_types()[str(row["event_type"])].label)}</span>{tags}</div>'
        f"{_details(row)}{note}</div>"
        f'<div class="ambit-side">{escaped(str(row["status"]).replace("_", " "))}<br>{outlets}{copies}</div></div>'
    )
