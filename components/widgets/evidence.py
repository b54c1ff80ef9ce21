"""An article's text with the words marked that a report rests on.

Offsets are half-open and point into the text as it was stored; the text is cut first and escaped after, piece by piece.
Spans that overlap are marked as one; what lies outside the text is ignored. A long text shows the paragraphs with
evidence and their neighbours; the page offers the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from components.escape import escaped

LONG_TEXT = 2_500
LONG_PARAGRAPH = 600
GAP = '<p class="ambit-gap">[…]</p>'
_PARAGRAPH = re.compile(r"[^\n]+")
# Some outlets' texts come as one paragraph: it is cut after sentences, once it is as long as this.
_STRETCH = re.compile(rf"[^\n]{{1,{LONG_PARAGRAPH}}}[^\n.!?]*[.!?]*[\"”’)]*|[^\n]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: half-open offsets into the text, and whether evidence lies in it."""

    start: int
    end: int
    has_evidence: bool


def marked(text: str, spans: Iterable[tuple[int, int]], start: int = 0, end: int | None = None) -> str:
    """Return the text from start to end as HTML, with the spans in it marked."""
    end = len(text) if end is None else end
    parts, position = [], start
    for first, last in _merged(spans, start, end):
        parts += [escaped(text[position:first]), f"<mark>{escaped(text[first:last])}</mark>"]
        position = last
    return "".join(parts) + escaped(text[position:end])


def article_html(text: str, spans: Iterable[tuple[int, int]], *, whole: bool) -> str:
    """Return an article as paragraphs; unless `whole`, only those with evidence and their neighbours."""
    spans = list(spans)
    paragraphs = list(_paragraphs(text, spans, _PARAGRAPH if whole else _STRETCH))
    shown = [
        whole or any(near.has_evidence for near in paragraphs[max(0, i - 1) : i + 2]) for i in range(len(paragraphs))
    ]
    parts: list[str] = []
    for paragraph, is_shown in zip(paragraphs, shown, strict=True):
        if is_shown:
            parts.append(f"<p>{marked(text, spans, paragraph.start, paragraph.end)}</p>")
        elif not parts or parts[-1] != GAP:
            parts.append(GAP)
    return "".join(parts)


def is_long(text: str) -> bool:
    """Return whether a text is too long to be shown whole at once."""
    return len(text) > LONG_TEXT


def _paragraphs(text: str, spans: list[tuple[int, int]], pattern: re.Pattern[str]) -> Iterator[Paragraph]:
    """Yield the text's paragraphs, or stretches of them."""
    for match in pattern.finditer(text):
        has_evidence = any(first < match.end() and last > match.start() for first, last in spans)
        yield Paragraph(match.start(), match.end(), has_evidence)


def _merged(spans: Iterable[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans cut to [start, end), sorted, overlapping ones joined."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted((max(first, start), min(last, end)) for first, last in spans):
        if first >= last:
            continue
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged
