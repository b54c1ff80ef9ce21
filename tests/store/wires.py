"""Made-up wire stories and what outlets make of them: words drawn from a list, the same each time."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from data.model import Extraction, Span
from data.model import Field as SpanField
from tests.store.samples import make_article, make_report, on_day

_WORDS = [
    f"{begin}{end}" for begin in ("ba", "do", "ke", "li", "mu", "na", "po", "ra", "se", "ti") for end in "bdgklmnrst"
]
DAY = date(2024, 6, 5)


def story(key: int, *, words: int = 160) -> str:
    """Return the text of a story."""
    chance = random.Random(key)  # noqa: S311 - the same each time
    return " ".join(chance.choice(_WORDS) for _ in range(words))


def cut(text: str, share: float, *, begin: float = 0.0) -> str:
    """Return a stretch of a text."""
    words = text.split()
    return " ".join(words[int(len(words) * begin) : int(len(words) * (begin + share))])


def told(
    text: str, outlet: str, day: date | None, *, targets: tuple[str, ...] = ("MLI",), **fields: object
) -> Extraction:
    """Return an article of that text with a report for each target, of one event of 5 June 2024."""
    words = f"{outlet}, {day}: {text}"
    article = replace(make_article(words, outlet=outlet, day=day), text=words)
    reports = tuple(
        make_report(
            article,
            target,
            target=target,
            dates=on_day(2024, 6, 5),
            evidence=(Span(SpanField.TEXT, 0, 8, words[:8]),),
            **fields,
        )
        for target in targets
    )
    return Extraction(article, reports)
