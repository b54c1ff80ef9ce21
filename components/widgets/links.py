"""Links from page to page within one session, with the view that they carry in their address."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

HOME = "overview"
"""The page that the address without a name leads to."""


def link_to(key: str, label: str, query: Mapping[str, list[str] | str], *, icon: str | None = None) -> None:
    """Put a link to a page on the page. `label` is markdown: outside text goes through `escaped_label` first.

    A link to the page that it stands on would change the view and not the address; use a button there.
    """
    # Streamlit knows a page by its address: this one serves as the aim of a link and is never drawn.
    aim = st.Page(_never_drawn, title=key.capitalize(), url_path=key, default=key == HOME)
    st.page_link(aim, label=label, query_params=query, help="", icon=icon)


def _never_drawn() -> None:
    """Stand for a page in a link."""
