"""Other articles on the page: lists of headlines below the article, and in the middle of it.

A list is known by the words above it ("Explore", "Most read") or, at the very end of a page that has other furniture,
by being a run of headlines. What is cut must hold no paragraph of prose, or be announced by words that only end a page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from data.reading.cleaning.furniture import is_body, is_furniture, is_link_line, is_prose, key, phrases

_MAX_LABEL_CHARS = 80
_MAX_HEADLINE_CHARS = 200
_MAX_LIST_LINES = 15
_MIN_HEADLINE_WORDS = 4
_MIN_RUN, _MIN_RUN_ON_CLEAN_PAGE = 3, 5
_MAX_TEASERS = 10
_BULLET = re.compile(r"[-*•–▪■●◦·(]|\d{1,3}[.)]\s|[a-z]")
_END_MARKS = "■◼◾"
_END_LINE = re.compile(r"\W{0,3}(?:#\s?#\s?#|-+\s?30\s?-+|ends)\W{0,3}$", re.IGNORECASE)
_FULL_STOP = re.compile(r"[.;,:][\"'”’)\]]{0,2}$")


def drop_other_articles(lines: Sequence[str], *, is_page: bool) -> list[str]:
    """Return the lines without lists of other articles; `is_page` says that other furniture was found."""
    bodies = [is_body(line) for line in lines]
    if not any(bodies):
        return list(lines)
    end = _page_end(lines, bodies)
    kept = _without_lists(lines[:end])
    return kept[: _run_start(kept, is_page=is_page or len(kept) < len(lines))]


def _page_end(lines: Sequence[str], bodies: Sequence[bool]) -> int:
    """Return the number of the first line of what follows the article."""
    bodies_before = list(accumulate(bodies, initial=0))
    for number in range(bodies.index(True), len(lines)):
        end = _end_at(lines, number, is_prose=bodies[number])
        if end is not None and _is_thin(len(lines) - end, bodies_before[-1] - bodies_before[end]):
            return end
    return len(lines)


def _end_at(lines: Sequence[str], number: int, *, is_prose: bool) -> int | None:
    """Return where the article ends when this line is a mark of its end or of what follows, None for other lines."""
    line = lines[number]
    if line[-1] in _END_MARKS or _END_LINE.match(line):
        return number + 1
    is_label = len(line) <= _MAX_LABEL_CHARS and key(line) in phrases().page_ends
    is_footer = line.lower().startswith(phrases().page_end_beginnings) and not is_prose
    return number if is_label or is_footer else None


def _is_thin(line_count: int, prose_count: int) -> bool:
    """Tell whether teasers, not an article, follow: little prose, and fewer lines of it than of headlines."""
    return prose_count <= min((line_count - prose_count) / 2, _MAX_TEASERS)


def _without_lists(lines: Sequence[str]) -> list[str]:
    link_lists = phrases().link_lists
    kept: list[str] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        if len(line) <= _MAX_LABEL_CHARS and key(line) in link_lists:
            number = _list_end(lines, number)
        else:
            kept.append(line)
    return kept


def _list_end(lines: Sequence[str], start: int) -> int:
    """Return where the list that begins here ends; a heading of the article right below it is taken for its last."""
    end = start
    while end < min(len(lines), start + _MAX_LIST_LINES) and _is_headline(lines[end]):
        end += 1
    return end


def _run_start(lines: Sequence[str], *, is_page: bool) -> int:
    """Return where a run of headlines at the very end begins, the number of lines when there is none."""
    start = len(lines)
    while start and _is_headline(lines[start - 1]):
        start -= 1
    run = lines[start:]
    needed = _MIN_RUN if is_page else _MIN_RUN_ON_CLEAN_PAGE
    is_list = len(run) >= needed and all(len(line.split()) >= _MIN_HEADLINE_WORDS for line in run)
    # After a colon or a semicolon the lines are items of the article's own list.
    follows_prose = start > 0 and is_body(lines[start - 1]) and not lines[start - 1].endswith((":", ";", ","))
    return start if is_list and follows_prose else len(lines)


def _is_headline(text: str) -> bool:
    if is_furniture(text):
        return True
    if len(text) > _MAX_HEADLINE_CHARS or _FULL_STOP.search(text[-4:]) or _BULLET.match(text):
        return False
    return is_link_line(text) or not is_body(text) or (is_prose(text) and text[-1] in "?!'\"’”")
