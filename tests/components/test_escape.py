from __future__ import annotations

import re

import pandas as pd
import pytest

from components.escape import escaped, escaped_label, safe_url
from tests.components.sample import HOSTILE


def test_hostile_text_holds_no_markup_for_html_or_plotly() -> None:
    words = escaped(HOSTILE)
    assert not set("<>\"'`") & set(words)
    assert "script" in words, "the words themselves must stay readable"


def test_text_that_turns_itself_round_is_laid_straight() -> None:
    assert "\u202e" not in escaped(HOSTILE)
    assert escaped("a\x00b\x1bc") == "abc"


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT])
def test_missing_text_is_empty(missing: object) -> None:
    assert escaped(missing) == ""


def test_a_label_shows_markdown_as_it_stands() -> None:
    label = escaped_label("![x](http://evil.example/a.png) :red[x] $x$\n# y")
    assert not re.search(r"(?<!\\)[!\[\]():$#]", label), "each mark must be escaped"
    assert "\n" not in label


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example/x",
        "file:///etc/passwd",
        "https://",
        "http://[",
        None,
        "",
    ],
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert safe_url(url) is None


def test_an_address_cannot_leave_its_attribute() -> None:
    url = safe_url('https://news.example/?a=1&b="><script>')
    assert url is not None
    assert not set('<>"') & set(url)
