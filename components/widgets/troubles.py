"""What a viewer sees where there is nothing to see: words that say why, and the way on. Never a trace."""

from __future__ import annotations

import streamlit as st

from components.escape import escaped
from components.widgets.view import choose, clear_filter
from data.queries import Filter
from data.store import StoreError


def store_trouble(trouble: StoreError) -> None:
    """Say that the store cannot be read, why, and how one is made."""
    st.html(
        '<div class="ambit"><div class="ambit-kicker">Ambit</div>'
        '<div class="ambit-title" role="heading" aria-level="1">There is no store to show yet</div>'
        f'<p class="ambit-lede">{escaped(trouble)}</p></div>'
    )
    st.markdown("Load articles first, then reload this page:")
    st.code("python -m data load seeds/articles", language=None)
    st.caption("The store is looked for in the folder that AMBIT_STORE names, or else in store/ beside app.py.")


def broken_store() -> None:
    """Say that a part of the store cannot be read, and what tells more."""
    st.html(
        '<div class="ambit"><div class="ambit-kicker">Ambit</div>'
        '<div class="ambit-title" role="heading" aria-level="1">A part of the store cannot be read</div>'
        '<p class="ambit-lede">A file of it is missing or damaged. This command tells which, and what to do:</p></div>'
    )
    st.code("python -m data check", language=None)


def empty_store() -> None:
    """Say that the store holds no event, and how some get in."""
    st.html(
        '<div class="ambit"><div class="ambit-kicker">Ambit</div>'
        '<div class="ambit-title" role="heading" aria-level="1">The store holds no event yet</div>'
        '<p class="ambit-lede">Articles that are loaded are read for events, and the map fills.</p></div>'
    )
    st.code("python -m data load seeds/articles", language=None)


def nothing_found(chosen: Filter) -> None:
    """Say that no event passes the filter, and offer the ways back."""
    st.html(
        f'<div class="ambit"><p class="ambit-lede">The store holds no event for: {escaped(chosen.in_words())}. '
        "That may be peace, or a gap in what was read.</p></div>"
    )
    with st.container(horizontal=True):
        st.button("Clear filters", key="clear_empty", on_click=clear_filter, type="primary")
        if chosen.since or chosen.until:
            st.button(
                "Keep the rest, all dates", key="clear_dates", on_click=choose, kwargs={"since": None, "until": None}
            )


def unknown_event() -> None:
    """Say that an address names no event."""
    st.html(
        '<div class="ambit"><div class="ambit-kicker">Event</div>'
        '<div class="ambit-title" role="heading" aria-level="1">This address names no event of the store</div>'
        '<p class="ambit-lede">It may have been merged with another one, or the link was cut short.</p></div>'
    )
