"""Copies among real articles: none that reading would not confirm, and nearly all of those that are made of them.

The articles stand in a folder beside the project and are not part of it; without it these tests are skipped.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.linking.copies import Wording, is_copy
from data.linking.fingerprints import fingerprint
from data.model import Article

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus of real articles beside the project")

Pair = tuple[str, str]


def _read(name: str) -> list[Article]:
    rows = [json.loads(line) for line in (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    return [
        Article(
            article_id=f"{name}/{row['id']}",
            given_id=row["id"],
            text=row["text"],
            outlet=row["outlet"] or "",
            published_at=_day(row["published"]),
        )
        for row in rows
    ]


def _day(words: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(words or "").replace(tzinfo=UTC)
    except ValueError:
        return None


def _copies(articles: Iterable[Article]) -> set[Pair]:
    """Return the confirmed pairs, ids in order."""
    wordings: dict[str, Wording] = {}
    by_band: dict[int, list[str]] = defaultdict(list)
    for article in articles:
        wordings[article.article_id] = Wording.of(
            article.article_id, article.outlet, article.published_at, article.text
        )
        if found := fingerprint(article):
            for band in found.bands:
                by_band[band].append(article.article_id)
    pairs = {(min(a, b), max(a, b)) for sharing in by_band.values() for a in sharing for b in sharing if a != b}
    return {(one, other) for one, other in pairs if is_copy(wordings[one], wordings[other])}


@pytest.fixture(scope="module")
def news() -> list[Article]:
    articles = [*_read("unlabelled"), *_read("train")]
    assert len(articles) == 576
    return articles


def test_real_articles_without_copies_among_them_give_none(news: list[Article]) -> None:
    """By reading there is none: the nearest are two agreements of one form with two countries, on one day."""
    assert _copies(news) == set()


def test_the_articles_that_two_collections_share_are_found() -> None:
    """45 texts of one collection stand in the other one too, letter for letter, and no other pair is a copy."""
    mine, others = _read("unlabelled"), _read("dev")
    renamed = [replace(article, outlet=f"{article.outlet}, elsewhere") for article in others]
    ids = {article.text: article.article_id for article in mine}
    same = {(article.article_id, ids[article.text]) for article in others if article.text in ids}
    assert len(same) == 45
    assert _copies([*mine, *renamed]) == same


def _first_words(article: Article, share: float) -> str:
    words = article.text.split()
    return " ".join(words[: int(len(words) * share)])


def _with_words_changed(article: Article, every: int) -> str:
    return " ".join("changed" if at % every == every - 1 else word for at, word in enumerate(article.text.split()))


MADE: dict[str, Callable[[Article], str]] = {
    "another dateline": lambda article: f"NAIROBI, Kenya, from our own correspondent - {article.text}",
    "cut to 60 %": lambda article: _first_words(article, 0.6),
    "cut to 40 %": lambda article: _first_words(article, 0.4),
    "one word in 40 changed": lambda article: _with_words_changed(article, 40),
    "the page's matter around it": lambda article: (
        f"Home News World Business Sport {article.text} Read more about this. Share Print All rights reserved."
    ),
    "cut to half and one word in 50 changed": lambda article: _with_words_changed(
        replace(article, text=_first_words(article, 0.5)), 50
    ),
}


@pytest.mark.parametrize("kind", MADE)
def test_what_is_made_of_real_articles_is_found_and_nothing_else(news: list[Article], kind: str) -> None:
    sample = random.Random(7).sample(news, 200)  # noqa: S311 - the same each time
    made = [
        replace(article, article_id=f"{article.article_id} made", outlet="Another outlet", text=MADE[kind](article))
        for article in sample
    ]
    long_enough = {article.article_id for article in made if fingerprint(article)}
    expected = {(article.article_id, f"{article.article_id} made") for article in sample} & {
        (made_id.removesuffix(" made"), made_id) for made_id in long_enough
    }
    found = _copies([*news, *made])
    assert found <= expected
    assert len(found) >= 0.99 * len(expected)
    assert len(expected) >= 185
