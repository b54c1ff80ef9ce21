"""Page furniture: lines that stand on a page with the article and are not of it.

Decided by the phrases of seeds/reading/furniture.toml and by shape (read times, counts, hashtags, rules, copyright).
Refused: anything longer than `MAX_FURNITURE_CHARS`, so that no long paragraph can be taken for furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from data.reading.cleaning.captions import is_caption
from data.reference.tables import SEEDS, read_record

MAX_FURNITURE_CHARS = 300
_MIN_BODY_CHARS = 60
_WORDS = re.compile(r"[\W_]*+(.*[^\W_])", re.DOTALL)
_COUNT = re.compile(r"\s*[(\[]?\d[\d.,]*[kKmM]?$")
_COUNT_ENDS = "0123456789kKmM"
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]{0,3}$")
_INNER_END = re.compile(r"[a-z0-9)\"'”’][.!?][\"'”’)]{0,2} [\"'“‘(]?[A-Z]")
_SHAPE = re.compile(
    "|".join(
        (
            r"\W*\d{1,3}\s*[-–]?\s*(?:to\s*\d{1,3}\s*)?min(?:ute)?s?\.?\s*(?:read|listen|watch)\W*$",
            r"(?:reading|estimated|read) (?:reading )?time\W+\d.{0,20}$",
            r"\W*[\d.,]+\s*[km]?\s+(?:shares?|views?|comments?|likes?|reads?|followers)\W*$",
            r"(?:#\w+[\s,;]*)+$",
            r"[\W_]*$",
            r"(?:copyright\b[^.!?]{0,80}\b(?:19|20)\d\d\b|(?:copyright\s*)?(?:©|\(c\)\s)).{0,200}$",
            r".{0,80}\ball rights reserved\b.{0,150}$",
            r"-+\s*30\s*-+$",
            r"list (?:of \d+ items|\d+ of \d+).{0,200}$",
            r"https?://\S+$",
            r"(?:last )?(?:updated\W+)?\d+ (?:minute|min|hour|hr|day|week|month|year)s? ago\W*$",
            r"this article is more than .{1,20} old\W*$",
            r"(?:download|open|view) (?:as )?(?:pdf|in app|image)\W*$",
        )
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Plea:
    """One kind of plea or notice: a line that begins with a word of the first list and holds one of the second."""

    name: str
    begins: tuple[str, ...]
    holds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FurnitureTable:
    """The table as it is written."""

    lines: tuple[str, ...]
    link_labels: tuple[str, ...]
    glued_labels: tuple[str, ...]
    page_ends: tuple[str, ...]
    page_end_beginnings: tuple[str, ...]
    link_lists: tuple[str, ...]
    date_words: tuple[str, ...]
    sections: tuple[str, ...]
    pleas: tuple[Plea, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The table ready to be looked up; all in lower case."""

    lines: frozenset[str]
    page_ends: frozenset[str]
    page_end_beginnings: tuple[str, ...]
    link_lists: frozenset[str]
    labels: re.Pattern[str]
    glued_labels: re.Pattern[str]
    pleas: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]
    date_words: frozenset[str]
    sections: frozenset[str]


@cache
def phrases() -> Phrases:
    """Return the phrases of seeds/reading/furniture.toml; raises `TableError` when the table is wrong."""
    table = read_record(SEEDS / "reading" / "furniture.toml", FurnitureTable)
    return Phrases(
        lines=frozenset(map(key, table.lines)),
        page_ends=frozenset(map(key, table.page_ends)),
        page_end_beginnings=table.page_end_beginnings,
        link_lists=frozenset(map(key, table.link_lists)),
        labels=re.compile(rf"[\W_]*(?P<words>{_any(table.link_labels)})\s*(?::|\||–|—|>|»| - )\s*\S", re.IGNORECASE),
        # The label may be written in any case, what follows it begins with a capital or a quote.
        glued_labels=re.compile(rf"(?:(?i:{_any(table.glued_labels)}))(?=[A-Z“‘\"][a-z’'A-Z]*\s)"),
        pleas=tuple((re.compile(rf"[\W_]*(?:{_any(row.begins)})\b", re.IGNORECASE), row.holds) for row in table.pleas),
        date_words=frozenset(table.date_words),
        sections=frozenset(map(key, table.sections)),
    )


def key(line: str) -> str:
    """Return the words of a line as the table writes them: lower case, no marks around, no count at the end."""
    if len(line) > MAX_FURNITURE_CHARS:
        return line
    words = _WORDS.match(line)
    if not words:
        return ""
    without_count = _WORDS.match(_COUNT.sub("", words[1])) if words[1][-1] in _COUNT_ENDS else None
    return (without_count or words)[1].casefold()


def is_furniture(line: str) -> bool:
    """Tell whether the line stands on the page without being of the article, wherever it stands."""
    if len(line) > MAX_FURNITURE_CHARS:
        return False
    table = phrases()
    return key(line) in table.lines or bool(_SHAPE.match(line)) or is_link_line(line) or _is_plea(line, table)


def is_link_line(line: str) -> bool:
    """Tell a line that leads to another article: "READ MORE: ...", "RelatedRussia begins ..."."""
    if len(line) > MAX_FURNITURE_CHARS:
        return False
    table = phrases()
    label = table.labels.match(line)
    # "Watch: ..." may open a sentence, "Read more: ..." may not.
    return bool(table.glued_labels.match(line) or (label and (" " in label["words"] or not is_prose(line))))


def is_body(line: str) -> bool:
    """Tell a paragraph of prose: of some length, closed as a sentence or of several sentences, and no furniture."""
    return len(line) >= _MIN_BODY_CHARS and is_prose(line) and not is_furniture(line) and not is_caption(line)


def is_prose(line: str) -> bool:
    """Tell whether the line closes as a sentence, or holds the end of one."""
    return bool(_SENTENCE.search(line[-6:]) or _INNER_END.search(line))


def undoubled(line: str) -> str:
    """Return a line that holds the same words twice ("Ali TopchiAli Topchi") with one of them; others as they are."""
    half = len(line) // 2
    if half >= 4 and len(line) % 2 == 0 and line[:half] == line[half:]:
        return line[:half]
    if half >= 4 and len(line) % 2 and line[half] == " " and line[:half] == line[half + 1 :]:
        return line[:half]
    return line


def _is_plea(line: str, table: Phrases) -> bool:
    lower = line.lower()
    return any(begins.match(line) and any(words in lower for words in holds) for begins, holds in table.pleas)


def _any(words: Iterable[str]) -> str:
    # Longest first, so that "read more" is not taken for "read" and a headline.
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
