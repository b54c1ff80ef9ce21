"""A page as it was copied -> the article: headline, outlet, author, date and clean text.

All evidence offsets refer to the text made here: paragraphs with one empty line between them, characters as in the
source but for those that are not text (characters.py), marks of HTML and Markdown gone (markup.py), lines joined where
only a page's width broke them (paragraphs.py), page furniture and other articles left out (furniture.py, head.py,
captions.py, tail.py). What reads as prose is kept; where in doubt, a line stays. The standfirst is the first paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from data.reading.cleaning.bylines import stated_outlet
from data.reading.cleaning.captions import without_repeating_captions
from data.reading.cleaning.characters import one_line, tidy
from data.reading.cleaning.furniture import is_body, is_furniture
from data.reading.cleaning.head import read_head
from data.reading.cleaning.markup import strip_markup
from data.reading.cleaning.paragraphs import mend, split_paragraphs
from data.reading.cleaning.tail import drop_other_articles


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanText:
    """The article of a page; "" and None where the page does not state it, `published_at` in UTC."""

    text: str
    headline: str = ""
    outlet: str = ""
    author: str = ""
    published_at: datetime | None = None


def clean(raw: str, *, headline: str | None = None, has_title: bool = False) -> CleanText:
    """Clean a page; a `headline` that is given is kept, and its copies in the text are left out.

    `has_title` says that the first line is a title when it reads like one, even if nothing else tells of a head.
    """
    given = one_line(headline or "")
    lines = split_paragraphs(strip_markup(tidy(raw)))
    head = read_head(lines, headline=given, has_title=has_title)
    below = [line for number, line in enumerate(lines) if number not in head.left_out]
    article = drop_other_articles(below, is_page=len(below) < len(lines))
    kept = [line for line in article if not (is_furniture(line) or stated_outlet(line))]
    kept = without_repeating_captions(kept, headline=head.headline)
    return CleanText(
        text="\n\n".join(mend(kept or lines)),  # a page of nothing but furniture: better all of it than nothing
        headline=head.headline,
        outlet=head.outlet or _outlet_below(article),
        author=head.author,
        published_at=head.published_at,
    )


def _outlet_below(lines: Sequence[str]) -> str:
    """Return the outlet that a line below the last paragraph of prose states."""
    for line in reversed(lines):
        if is_body(line):
            return ""
        if outlet := stated_outlet(line):
            return outlet
    return ""
