"""What single lines of a page's head say: who wrote, who published, when, and whether a line may be the headline.

Each function looks at one line and knows nothing of its place; head.py decides which lines are asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from data.reading.cleaning.captions import is_caption
from data.reading.cleaning.furniture import MAX_FURNITURE_CHARS, is_furniture, is_prose, key, phrases, undoubled
from data.reading.cleaning.page_dates import find_in_line
from data.reading.outlets import known_outlet, outlet_name

_MIN_TITLE_WORDS, _MAX_TITLE_CHARS = 3, 250
_MAX_DATE_LINE_CHARS = 160
_MAX_OTHER_WORDS = 4  # a section, an outlet or a name beside the date
_BYLINE = re.compile(
    r"(?:by|author|authors|written by|reported by|words by|text by|from our correspondent)(?:\s*:\s*|\s+)"
    r"(?P<name>(?-i:[A-Z]).{1,80})$",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-ZÀ-Þ][\w'’.-]*(?: (?:[A-ZÀ-Þ][\w'’.-]*|de|da|van|von|bin|al|el|le|la|di|du|ibn|of)){1,4}$")
_AUTHOR_CUT = re.compile(r"\s*(?:[|/•·,]|\bin [A-Z]|\bfor [A-Z]|\bin the\b|\band agencies\b|\s[-–—]\s).*$")
_SOURCE = re.compile(
    r"\W*(?:source|sources|agency|outlet|publisher|published by)\s*:\s*(?P<name>\S.{0,79})$", re.IGNORECASE
)
_PARTS = re.compile(r"\s*[|•·/]\s*|\s[-–—]\s")
_TITLE_SUFFIX = re.compile(r"\s+[|\-–—]\s+([^|]{2,40})$")
_WORD = re.compile(r"[^\W\d_][\w.'’]*")


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that holds a date and nothing of the article, with the outlet or the author that stand beside it."""

    published_at: datetime
    outlet: str = ""
    author: str = ""


def read_date_line(line: str) -> DateLine | None:
    """Return what a date line says, None for any other line."""
    found = find_in_line(line)
    if found is None or len(line) > _MAX_DATE_LINE_CHARS or is_prose(line):
        return None
    empty = phrases().date_words
    others = [word for word in _WORD.findall(found.rest) if word.lower().strip(".'’") not in empty]
    if len(others) > _MAX_OTHER_WORDS:
        return None
    words = " ".join(others)
    if outlet := known_outlet(words):
        return DateLine(found.moment, outlet=outlet.name)
    has_author = _BYLINE.match(line) and _is_name(words)
    return DateLine(found.moment, author=_author(words) if has_author else "")


def read_byline(line: str) -> str:
    """Return the author of a line such as "By Amina Diallo in Bamako", "" for any other line."""
    found = _BYLINE.match(line)
    if not found or (is_prose(line) and not line.endswith(" Jr.")):
        return ""
    return _author(found["name"])


def lone_author(line: str) -> str:
    """Return the name in a line that is nothing but a name, perhaps with a place: "Jane Doe in Dakar"; else ""."""
    name = _author(line)
    return name if _is_name(name) else ""


def stated_outlet(line: str) -> str:
    """Return the outlet of a line such as "SOURCE: TRT World and agencies", "" for any other line."""
    found = _SOURCE.match(line) if len(line) <= MAX_FURNITURE_CHARS else None
    if not found:
        return ""
    is_sentence = is_prose(found["name"]) and not known_outlet(found["name"])
    return "" if is_sentence else outlet_name(found["name"])


def bare_outlet(line: str) -> str:
    """Return the outlet of a line that is made of nothing but known outlets and sections, "" for any other."""
    parts = [part for part in _PARTS.split(line) if part]
    known = [outlet for outlet in map(known_outlet, parts) if outlet]
    is_bare = known and all(known_outlet(part) or key(part) in phrases().sections for part in parts)
    return known[0].name if is_bare else ""


def title_and_outlet(title: str) -> tuple[str, str]:
    """Take " | Reuters" off a headline, where the last part is an outlet that is known."""
    suffix = _TITLE_SUFFIX.search(title)
    outlet = known_outlet(suffix[1]) if suffix else None
    return (title[: suffix.start()], outlet.name) if suffix and outlet else (title, "")


def is_title(line: str) -> bool:
    """Tell a line that may be a headline: some words, not closed as a sentence, no furniture and no section."""
    return (
        len(line) <= _MAX_TITLE_CHARS
        and len(line.split()) >= _MIN_TITLE_WORDS
        and not line.endswith((".", ",", ":", ";"))
        and ">" not in line
        and any(char.isupper() for char in line)
        and not all(key(part) in phrases().sections for part in _PARTS.split(line))
        and not is_furniture(line)
        and (not is_caption(line) or bool(title_and_outlet(line)[1]))  # "... | Reuters" closes titles and captions
        and not read_date_line(line)
        and not _BYLINE.match(line)
        and not known_outlet(line)
        and not stated_outlet(line)
    )


def _is_name(words: str) -> bool:
    return bool(_NAME.match(words)) and not known_outlet(words) and key(words) not in phrases().sections


def _author(words: str) -> str:
    return " ".join(_AUTHOR_CUT.sub("", undoubled(words)).split())
