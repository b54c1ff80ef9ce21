"""The pages, one module each, in the order of the menu.

A page is added by its module, which has `render(source: Source) -> None`, and one line in `PAGES`. Modules are imported
when they are shown. The address of a page is its key; `HOME` is the address without one.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

import streamlit as st

from components.source import Source
from components.widgets.links import HOME


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page of the menu; a hidden one is reached from others, by link."""

    key: str
    title: str
    icon: str
    help: str
    is_hidden: bool = False


PAGES = (
    PageEntry("overview", "Overview", ":material/public:", "Who reaches where: map, timeline, pairs and events."),
    PageEntry("changes", "Changes", ":material/history:", "What was added, changed and withdrawn between two loads."),
    PageEntry(
        "event", "Event", ":material/article:", "One event, its history and the words it rests on.", is_hidden=True
    ),
)


def menu(source: Source) -> list[st.Page]:
    """Return the pages as Streamlit wants them."""
    return [_page(entry, source) for entry in PAGES]


def _page(entry: PageEntry, source: Source) -> st.Page:
    """Return one page."""

    def render() -> None:
        import_module(f"components.pages.{entry.key}").render(source)

    return st.Page(
        render,
        title=entry.title,
        icon=entry.icon,
        help=entry.help,
        url_path=entry.key,
        default=entry.key == HOME,
        visibility="hidden" if entry.is_hidden else "visible",
    )
