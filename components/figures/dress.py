"""What all figures of the screen share: no ground of their own, the page's fonts and colours, a quiet hover label."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from components.theme import SANS, Palette

Figure = go.Figure
_CLEAR = "rgba(0,0,0,0)"


def layout(palette: Palette, *, size: int = 13) -> dict[str, Any]:
    """Return plotly's layout for a figure, with its template: Streamlit sets another one when it is imported."""
    font = {"family": SANS, "color": palette.text, "size": size}
    return {
        "template": "none",
        "paper_bgcolor": _CLEAR,
        "plot_bgcolor": _CLEAR,
        "showlegend": False,
        "font": font,
        "hoverlabel": {"bgcolor": palette.surface, "bordercolor": palette.border, "font": font, "align": "left"},
    }
