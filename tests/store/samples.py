"""Records made up for the tests of store, linking and queries: small, valid, and the same each time."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from data.model import (
    Article,
    Aspect,
    DateBasis,
    DatePrecision,
    DateRange,
    EventReport,
    Extraction,
    Field,
    Rejection,
    Span,
    Status,
    content_id,
)

OUTLETS = ("Outlet A", "Outlet B", "Outlet C", "Outlet D")


def make_article(key: object, *, outlet: str = "Outlet A", day: date | None = date(2024, 6, 5)) -> Article:
    """Return an article with evidence for `make_report` in it."""
    return Article(
        article_id=content_id("article", key),
        given_id=f"article-{key}",
        headline=f"Headline {key}",
        text=f"Russia will send arms to Mali, article {key} says. Nothing else is known.",
        outlet=outlet,
        url=f"https://example.org/{key}",
        published_at=datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None,
        reader="made-up",
    )


def on_day(year: int, month: int, day: int, basis: DateBasis = DateBasis.STATED) -> DateRange:
    """Return a date known to the day."""
    when = date(year, month, day)
    return DateRange(when, when, DatePrecision.DAY, basis)


def in_year(year: int) -> DateRange:
    """Return a date known to the year."""
    return DateRange(date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR, DateBasis.STATED)


def make_report(article: Article, key: object = 0, **fields: object) -> EventReport:
    """Return a report of an article: arms from Russia to Mali, announced on 5 June 2024, unless said otherwise."""
    report = EventReport(
        report_id=content_id("report", article.article_id, key),
        article_id=article.article_id,
        event_type="military_aid",
        sector="security",
        influencer="RUS",
        target="MLI",
        status=Status.ANNOUNCED,
        direction=1,
        dates=on_day(2024, 6, 5),
        evidence=(Span(Field.TEXT, 0, 29, article.text[:29]), Span(Field.HEADLINE, 0, 8, "Headline", Aspect.PLACE)),
        rule_id="made-up",
        extractor_version="test",
        confidence=0.7,
    )
    return replace(report, **fields)  # type: ignore[arg-type]


def make_rejection(article: Article) -> Rejection:
    """Return a rejection with words of the article."""
    return Rejection(
        rejection_id=content_id("rejection", article.article_id),
        article_id=article.article_id,
        event_type="loan",
        span=Span(Field.TEXT, 0, 6, "Russia"),
        reason="no_country",
        rule_id="made-up",
        extractor_version="test",
    )


def make_extraction(number: int) -> Extraction:
    """Return the `number`-th article of an endless made-up news, with up to three reports and a rejection."""
    chance = random.Random(number)  # noqa: S311 - the same each time
    day = date(2022, 1, 1) + timedelta(days=chance.randrange(900))
    article = make_article(number, outlet=chance.choice(OUTLETS), day=day)
    reports = tuple(_random_report(article, key, day, chance) for key in range(chance.randrange(4)))
    return Extraction(article, reports, (make_rejection(article),))


def make_extractions(first: int, last: int) -> list[Extraction]:
    """Return the articles numbered from `first` up to `last`, not included."""
    return [make_extraction(number) for number in range(first, last)]


def _random_report(article: Article, key: int, day: date, chance: random.Random) -> EventReport:
    event_type, sector = chance.choice(
        [("coup", "governance"), ("military_aid", "security"), ("mining_deal", "extractives"), ("loan", "economy")]
    )
    dates = chance.choice([on_day(day.year, day.month, day.day), in_year(day.year), _month(day), DateRange()])
    return make_report(
        article,
        key,
        event_type=event_type,
        sector=sector,
        influencer=None if event_type == "coup" else chance.choice(["RUS", "CHN", "EU"]),
        target=chance.choice(["MLI", "NER", "BFA", "GIN"]),
        status=chance.choice(list(Status)),
        direction=0 if event_type == "coup" else chance.choice([1, 1, -1]),
        dates=dates,
        confidence=chance.choice([0.4, 0.6, 0.8]),
        is_background=chance.random() < 0.3,
        commodity=chance.choice([None, None, "gold", "bauxite"]) if event_type == "mining_deal" else None,
        influencer_actor=chance.choice([None, None, "Rusal", "Nordgold"]) if event_type == "mining_deal" else None,
        amount_usd=chance.choice([None, None, 5e6, 2e8]) if event_type == "loan" else None,
        place=chance.choice([None, None, "Bamako", "Kayes"]),
    )


def _month(day: date) -> DateRange:
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return DateRange(first, last, DatePrecision.MONTH, DateBasis.STATED)
