"""Cut an article into sentences, each with its offsets.

The cut goes by punctuation and what follows it, so that the same text always gives the same sentences, whatever
parser is installed. An abbreviation, an initial or a decimal point ends nothing; a blank line always does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from data.extraction.text.word_lists import word_list
from data.model import Article, Field

MAX_SENTENCES = 1_000
"""An article is read up to here, six times as far as a long one goes: what follows is a book, or made to harm."""
_ABBREVIATIONS = word_list("abbreviations")
# The last alternative parts what lost its line break: "in Kyiv.Finland will", "Fighting:Three".
_BREAK = re.compile(
    r"\n\s*\n|\n|(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-ZÀ-Þ0-9])"
    r"|(?<=[a-z\d”’)][a-z\d”’)][.!?:])(?=[A-Z“][a-z])"
)
# "NAIROBI, Kenya -", "Abuja:", "HARARE, Jan 31 -", "MOSCOW (Reuters) -": where the text was written, not what it tells.
_DATELINE = re.compile(
    r"(?:[A-ZÀ-Þ][\w.'’]*(?:[ -][A-ZÀ-Þ][\w.'’]*){0,3})(?:, [A-Z][\w. ]{1,24}){0,3}(?: \([A-Z][\w/. ]{1,20}\))?"
    r"(?:,? \d{1,2}(?: [A-Z][a-z]+)?(?: \d{4})?)?(?:, \d{4})?(?:\s+[-–—]+|:)\s+(?=[\"“‘'A-ZÀ-Þ0-9])"
)
_LAST_WORD = re.compile(r"([\w.]+)\.[\"”’')\]]*\s*$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: half-open offsets into the headline or the text, and its place among the article's sentences."""

    field: Field
    start: int
    end: int
    text: str
    number: int


def split(text: str) -> Iterator[tuple[int, int]]:
    """Yield half-open offsets of each sentence in `text`, in order, without surrounding space."""
    start = 0
    for match in _BREAK.finditer(text):
        if "\n" not in match.group() and _is_abbreviated(text[start : match.start()]):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def sentences(article: Article) -> list[Sentence]:
    """Return the headline's sentences, then the text's; `number` counts the text's from 0, the headline has -1.

    At most `MAX_SENTENCES` of either.
    """
    headline, text = (islice(split(field), MAX_SENTENCES) for field in (article.headline, article.text))
    found = [Sentence(Field.HEADLINE, start, end, article.headline[start:end], -1) for start, end in headline]
    for number, (start, end) in enumerate(text):
        found.append(Sentence(Field.TEXT, start, end, article.text[start:end], number))
    return found


def dateline_end(sentence: Sentence) -> int:
    """Return the offset in a sentence at which its dateline ends, 0 where it has none."""
    match = _DATELINE.match(sentence.text) if sentence.field is Field.TEXT and sentence.number == 0 else None
    return match.end() if match is not None else 0


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        begin = start + piece.index(stripped)
        yield begin, begin + len(stripped)


def _is_abbreviated(before: str) -> bool:
    match = _LAST_WORD.search(before[-40:])
    if match is None:
        return False
    word = match.group(1).lower()
    return word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha())
