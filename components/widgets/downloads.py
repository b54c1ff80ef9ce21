"""What leaves the screen: the view as a slide, drawn when it is asked for and not before."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

import streamlit as st

from components.source import Source, coverage, overview
from components.widgets.reach import filter_of
from components.widgets.view import View


def slide_button(source: Source, view: View) -> None:
    """Draw the button that gives the view as a picture of 16:9."""
    address = permalink(view)
    st.download_button(
        "Slide (PNG)",
        data=lambda: slide(source, view, address),
        file_name=f"ambit-{overview(source, view.filter).headline.data_through or date.min:%Y-%m-%d}.png",
        mime="image/png",
        on_click="ignore",
        icon=":material/slideshow:",
        key="slide",
        help="The map, the timeline and the busiest pairs of this view, with title, filter, sources and date.",
    )


def permalink(view: View) -> str:
    """Return the address of a view."""
    base = str(st.context.url or "").split("?", maxsplit=1)[0].rstrip("/") + "/"
    query = urlencode(view.to_query(), doseq=True)
    return f"{base}?{query}" if query else base


def slide(source: Source, view: View, address: str) -> bytes:
    """Return the view as a PNG. The drawing library takes a second to load: it is loaded here, by who needs it."""
    from components.briefing.slide import overview_slide

    shown = filter_of(source, view)
    answers = overview(source, shown)
    return overview_slide(
        by_target=answers.by_target,
        by_month=answers.by_month,
        pairs=answers.pairs,
        figures=answers.headline,
        filter_words=shown.in_words(),
        permalink=address,
        mode=view.mode,
        covered=coverage(source).targets,
    )
