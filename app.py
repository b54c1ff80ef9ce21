"""The door of the dashboard: opens the store, sets the page's frame, lists the pages."""

from __future__ import annotations

import streamlit as st

from components.pages import menu
from components.source import BrokenStoreError, open_source
from components.style import apply_style
from components.widgets.troubles import broken_store, store_trouble
from components.widgets.versions import older_version_note
from components.widgets.view import wanted_version
from data.store import StoreError

ABOUT = (
    "**Ambit** tells who gains or loses influence where, and on what evidence. It runs on this machine alone: "
    "nothing that is read or chosen here leaves it."
)
st.set_page_config(
    page_title="Ambit",
    page_icon="static/mark.svg",
    layout="wide",
    initial_sidebar_state="auto",
    menu_items={"About": ABOUT},  # with an entry of ours the menu is shown, and in it the choice of light and dark
)
st.logo("static/wordmark.svg", size="large", icon_image="static/mark.svg")
apply_style()
try:
    source = open_source(wanted_version())
    page = st.navigation(menu(source), position="sidebar")
    older_version_note(source)
    page.run()
except StoreError as trouble:
    store_trouble(trouble)
except BrokenStoreError:
    broken_store()
