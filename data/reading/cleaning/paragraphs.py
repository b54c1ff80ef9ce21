"""Lines -> paragraphs: which line ends are the writer's, and which only the width of a page.

A text is wrapped when its lines end where the next word would not have fitted. Only then are lines joined, with one
blank; otherwise each line is a paragraph. Lists keep their items apart, an indented line opens a paragraph. Blanks in
a row become one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil

from data.reading.cleaning.markup import strip_line_marks

_MIN_WIDTH, _MAX_WIDTH = 40, 100
_WIDTH_SHARE, _WIDTH_SLACK = 0.9, 2
_MIN_FULL_SHARE, _MIN_OPEN_SHARE = 0.45, 0.6
_LONG_SHARE = 0.75
_SAMPLE_LINES = 5_000
_LIST_ITEM = re.compile(r"(?:[-*•–▪■●◦·]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)])\s+\S")
_LEADER = ". . ."  # a row of a table of figures
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]{0,3}$")
_CUT_END = re.compile(r"[a-z][a-z,]$")
_CUT_START = re.compile(r"[a-z]+[ ,]")
_MIN_CUT_CHARS = 100


def split_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, each on one line, in order, none of them empty."""
    lines = text.split("\n")
    width = wrap_width(lines[:_SAMPLE_LINES])
    blocks = _joined(lines, width) if width else lines
    return [line for block in blocks if (line := strip_line_marks(" ".join(block.split())))]


def wrap_width(lines: Sequence[str]) -> int | None:
    """Return the number of characters at which the lines were wrapped, None when each line is a paragraph."""
    pairs = [
        (first.rstrip(), second.lstrip())
        for first, second in pairwise(lines)
        # A line before the next item of a list ends where the item ends, however wide the page is.
        if first.strip() and second.strip() and not _LIST_ITEM.match(second.lstrip())
    ]
    if len(pairs) < 2:
        return None
    lengths = sorted(len(first) for first, _ in pairs)
    width = lengths[ceil(_WIDTH_SHARE * (len(lengths) - 1))]  # a few lines are longer for the marks they have lost
    longer_count = sum(len(line.strip()) > width + _WIDTH_SLACK for line in lines)
    if not _MIN_WIDTH <= width <= _MAX_WIDTH or longer_count > (1 - _WIDTH_SHARE) * len(lines):
        return None
    full_count = sum(_is_full(first, second, width) for first, second in pairs)
    open_count = sum(not _SENTENCE_END.search(first[-5:]) for first, _ in pairs)
    # The longest line is always full, and the next to it often is: two of a few lines prove nothing.
    is_full = full_count - 2 >= _MIN_FULL_SHARE * (len(pairs) - 2)
    return width if is_full and open_count >= _MIN_OPEN_SHARE * len(pairs) else None


def _is_full(line: str, following: str, width: int) -> bool:
    """Tell whether the first word of the following line would not have fitted on this one."""
    return len(line) + 1 + len(following[: width + 1].partition(" ")[0]) > width - 1


def _joined(lines: Sequence[str], width: int) -> Iterator[str]:
    parts: list[str] = []
    for line in lines:
        if parts and not (line.strip() and _continues(parts, line, width)):
            yield " ".join(parts)
            parts = []
        if line.strip():
            parts.append(line.rstrip())
    yield " ".join(parts)


def _continues(parts: Sequence[str], line: str, width: int) -> bool:
    """Tell whether the line goes on with the paragraph of which `parts` are the lines so far."""
    text = line.lstrip()
    if _LIST_ITEM.match(text) or _LEADER in text:
        return False
    if _LIST_ITEM.match(parts[0].lstrip()) and _indent(line) > _indent(parts[0]):
        return True
    if _indent(line) > _indent(parts[-1]) + 1:
        return False
    is_open = not _SENTENCE_END.search(parts[-1][-5:])
    # A line that has lost marks of its own is shorter than it was.
    is_long = len(parts[-1]) > _LONG_SHARE * width
    return _is_full(parts[-1], text, width) or (is_open and (is_long or text[0].islower()))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def mend(paragraphs: Sequence[str]) -> list[str]:
    """Join sentences that a page break cut: no end mark before the break, no capital after it."""
    mended: list[str] = []
    pieces: list[str] = []
    length = 0
    for text in paragraphs:
        if pieces and not (length >= _MIN_CUT_CHARS and _CUT_END.search(pieces[-1][-2:]) and _CUT_START.match(text)):
            mended.append(" ".join(pieces))
            pieces, length = [], 0
        pieces.append(text)
        length += len(text) + 1
    return [*mended, " ".join(pieces)] if pieces else mended
