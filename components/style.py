"""The look of the page: style.css with the colours of both appearances, and which of the two this viewer has.

The style sheet holds the light and the dark value of each colour, and the browser takes the one that fits: HTML
follows the switch at once. A chart's colours are set when it is drawn, and Streamlit does not run a page again when
its theme is switched; so a small watcher in the browser reports the appearance, and the charts are drawn anew.
"""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from pathlib import Path

import streamlit as st

from components.theme import DARK, LIGHT, Palette, palette

_SHEET = Path(__file__).with_name("style.css")
_KEY = "appearance"
_WATCHER = st.components.v2.component(
    "ambit_appearance",
    js="""
export default ({ data, setStateValue }) => {
  const app = document.querySelector(".stApp");
  let known = data.known;
  const look = () => {
    const now = getComputedStyle(app).colorScheme;
    if (now !== known) {
      known = now;
      setStateValue("seen", now);
    }
  };
  const watcher = new MutationObserver(look);
  watcher.observe(app, { attributes: true, attributeFilter: ["class"] });
  look();
  return () => watcher.disconnect();
};
""",
)


def current_palette() -> Palette:
    """Return the palette of the appearance that this viewer has chosen."""
    return palette(st.session_state.get(_KEY, {}).get("seen") or st.context.theme.type)


def apply_style() -> None:
    """Put the style sheet on the page, and the watcher."""
    st.html(f"<style>{_style_sheet()}</style>")
    _WATCHER(key=_KEY, data={"known": current_palette().name}, on_seen_change=lambda: None)


@cache
def _style_sheet() -> str:
    """Return the variables and the sheet."""
    dark = asdict(DARK)
    variables = "".join(
        f"--ambit-{name.replace('_', '-')}:light-dark({value},{dark[name]});"
        for name, value in asdict(LIGHT).items()
        if isinstance(value, str) and name != "name"
    )
    return f":root{{{variables}}}{_SHEET.read_text('utf-8')}"
