"""The one way for outside text onto the screen.

Headlines, article text, names, places and URLs were written by strangers. `escaped` makes them harmless in HTML and
in plotly's hover text (which reads a part of HTML), `escaped_label` in Streamlit's labels (which read markdown),
`safe_url` in a link. Refuses to guess what is harmless: every special character is escaped, in every text.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pandas as pd

# Numbers, not names: plotly knows &amp; &lt; &gt; only, and every browser knows the numbers.
_HTML = str.maketrans({"&": "&#38;", "<": "&#60;", ">": "&#62;", '"': "&#34;", "'": "&#39;", "`": "&#96;"})
# Control characters draw nothing; bidirectional overrides make a text read as another one.
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!~|:$<>&^=@])")


def escaped(text: object) -> str:
    """Return a text that HTML and plotly show as it stands; None and NaN are empty."""
    return _INVISIBLE.sub("", _words(text)).translate(_HTML)


def escaped_label(text: object) -> str:
    """Return a text that a Streamlit label shows as it stands, on one line."""
    line = " ".join(_INVISIBLE.sub("", _words(text)).split())
    return _MARKDOWN.sub(r"\\\1", line)


def safe_url(url: object) -> str | None:
    """Return a web address for an href, escaped; None for anything but http and https."""
    words = _words(url).strip()
    try:
        parts = urlsplit(words)
    except ValueError:
        return None
    return escaped(words) if parts.scheme in {"http", "https"} and parts.netloc else None


def _words(text: object) -> str:
    """Return the text of a cell of a frame: missing ones are empty."""
    if isinstance(text, str):
        return text
    return "" if text is None or pd.isna(text) else str(text)  # type: ignore[call-overload]
