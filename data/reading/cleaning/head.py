"""The head of a page: headline, byline, date and other signs that stand above the first paragraph.

Without a sign of a head (a date line, a byline, an outlet's name, a headline told twice) nothing is taken off: many
texts begin with their first sentence. Without a headline only the signs themselves go; with one, what stands between
them goes too, but for the standfirst and for captions (captions.py judges those). A paragraph of prose is passed over
at most twice, and only between a headline and a sign not seen before; so the article's own paragraphs are not searched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto

from data.reading.cleaning.bylines import (
    bare_outlet,
    is_title,
    lone_author,
    read_byline,
    read_date_line,
    stated_outlet,
    title_and_outlet,
)
from data.reading.cleaning.captions import is_caption
from data.reading.cleaning.furniture import MAX_FURNITURE_CHARS, is_body, is_furniture, key, undoubled

_MAX_HEAD_LINES = 80
_MAX_PASSED = 2
_MIN_REPEAT_CHARS = 20
_MIN_STANDFIRST_WORDS = 6


class Sign(Enum):
    """What a line tells of the head that it stands in."""

    DATE = auto()
    BYLINE = auto()
    REPEAT = auto()
    OUTLET = auto()
    FURNITURE = auto()


@dataclass(slots=True, kw_only=True)
class Head:
    """What the head states, "" and None where it is silent; filled line by line by `read_head`."""

    headline: str = ""
    outlet: str = ""
    author: str = ""
    published_at: datetime | None = None
    line_count: int = 0
    signs: dict[int, Sign] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()


def read_head(lines: Sequence[str], *, headline: str = "", has_title: bool = False) -> Head:
    """Return the head of a page, with `left_out`, the numbers of the lines that are not of the article's text.

    `headline` is one already known, `has_title` says that the first line is a title when it reads like one.
    """
    head = Head(headline=headline)
    window = [undoubled(line) for line in lines[:_MAX_HEAD_LINES]]
    _find_signs(head, window)
    if set(head.signs.values()) <= {Sign.FURNITURE}:  # furniture stands anywhere; alone it is no head
        head.line_count, head.signs = 0, {}
    _choose_headline(head, window, has_title=has_title)
    is_whole = bool(head.headline) and (not headline or Sign.REPEAT in head.signs.values())
    if is_whole:
        head.left_out = frozenset(range(head.line_count)) - _kept(head, window)
    else:
        head.left_out = frozenset(number for number in head.signs if not is_caption(window[number]))
    return head


def _find_signs(head: Head, window: Sequence[str]) -> None:
    keys = [key(line) for line in window]
    passed = 0
    for number, line in enumerate(window):
        is_repeat = len(line) >= _MIN_REPEAT_CHARS and keys[number] in keys[:number]
        sign = _sign(line, head, is_repeat=is_repeat)
        if sign and _may_reach(sign, window, head, number):
            head.line_count = number + 1
            head.signs[number] = sign
        elif is_body(line):
            passed += 1
            if passed > _MAX_PASSED or len(line) > MAX_FURNITURE_CHARS:
                return


def _sign(line: str, head: Head, *, is_repeat: bool) -> Sign | None:
    """Return what the line is a sign of, and note in the head what it states."""
    if len(line) > MAX_FURNITURE_CHARS:
        return None
    if dated := read_date_line(line):
        head.published_at = head.published_at or dated.published_at
        head.outlet = head.outlet or dated.outlet
        head.author = head.author or dated.author
        return Sign.DATE
    if author := read_byline(line):
        head.author = head.author or author
        return Sign.BYLINE
    if is_repeat or (head.headline and key(line) == key(head.headline)):
        head.headline = head.headline or ("" if is_body(line) else line)
        return Sign.REPEAT
    if outlet := stated_outlet(line) or bare_outlet(line):
        head.outlet = head.outlet or outlet
        return Sign.OUTLET
    return Sign.FURNITURE if is_furniture(line) or is_caption(line) else None


def _may_reach(sign: Sign, window: Sequence[str], head: Head, number: int) -> bool:
    """Tell whether the head reaches to this line, with prose between it and what is known of the head so far."""
    if not any(is_body(line) for line in window[head.line_count : number]):
        return True
    has_title = head.line_count > 0 or any(is_title(line) for line in window[:number])
    is_new = sign is not Sign.FURNITURE and sign not in head.signs.values()
    return is_new and has_title and not is_body(window[0])


def _choose_headline(head: Head, window: Sequence[str], *, has_title: bool) -> None:
    if head.headline:
        return
    if head.line_count:
        title = next((line for line in window[: head.line_count] if is_title(line)), "")
        if not title and head.line_count < len(window) and is_title(window[head.line_count]):
            title = window[head.line_count]  # the date stands above the headline
            head.line_count += 1
    else:
        title = window[0] if has_title and len(window) > 1 and is_title(window[0]) and not is_body(window[0]) else ""
        head.line_count = 1 if title else 0
    head.headline, outlet = title_and_outlet(title)
    head.outlet = head.outlet or outlet


def _kept(head: Head, window: Sequence[str]) -> set[int]:
    """Return the lines of a head that belong to the text: standfirst and captions; note a name that stands alone."""
    title = next((n for n in range(head.line_count) if window[n].startswith(head.headline)), -1)
    kept: set[int] = set()
    has_standfirst = False
    for number in range(title + 1, head.line_count):
        line = window[number]
        if number in head.signs:
            if is_caption(line):
                kept.add(number)
        elif author := lone_author(line):
            head.author = head.author or author
        elif is_body(line) or (not has_standfirst and len(line.split()) >= _MIN_STANDFIRST_WORDS):
            has_standfirst = True
            kept.add(number)
    return kept
