"""A row of small bars beside a number: how it came about month by month.

Plain boxes: Streamlit lets no SVG through into a page's HTML, and its own small charts have no words for those who do
not see them.
"""

from __future__ import annotations

from collections.abc import Sequence

from components.escape import escaped


def sparkline(values: Sequence[int], words: str) -> str:
    """Return bars whose heights are the values', oldest first; values below zero hang under the line.

    `words` stand for the picture where it is not seen.
    """
    high, low = max(*values, 0), min(*values, 0)
    share = 100 / ((high - low) or 1)
    bars = "".join(
        f'<i style="height:{max(abs(value) * share, 2):.1f}%;bottom:{(min(value, 0) - low) * share:.1f}%"></i>'
        for value in values
    )
    return f'<div class="ambit-spark" role="img" aria-label="{escaped(words)}">{bars}</div>'
