"""A small store for the tests of the screen: made-up news of real countries, one hostile article among it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from data.model import (
    Article,
    DateBasis,
    DatePrecision,
    DateRange,
    EventReport,
    Extraction,
    Field,
    Kind,
    Span,
    Status,
    content_id,
)
from data.reference import event_types
from data.store import Store

HOSTILE = (
    "<script>window.hacked=1</script> ![x](http://evil.example/a.png) "
    '<img src="http://evil.example/b.png" onerror=hack()> '
    '<span style="background:url(http://evil.example/c)">:red[x]</span> [link](http://evil.example) $x^2$ \u202egnp.exe'
)
LONG_WORD = "Q" * 10_000


def article(number: int, day: date, outlet: str, headline: str, text: str, *, kind: Kind = Kind.ARTICLE) -> Article:
    """Return an article."""
    return Article(
        article_id=content_id("sample", number),
        given_id=f"sample-{number}",
        text=text,
        headline=headline,
        outlet=outlet,
        url=f"https://news.example/{number}",
        published_at=datetime(day.year, day.month, day.day, tzinfo=UTC),
        kind=kind,
        reader="sample",
    )


def told(
    source: Article,
    words: str,
    event_type: str,
    influencer: str | None,
    target: str,
    status: Status,
    *,
    day: date | None = None,
    precision: DatePrecision = DatePrecision.DAY,
    direction: int = 1,
    actor: str | None = None,
    place: str | None = None,
) -> EventReport:
    """Return a report that rests on words of an article's text."""
    start = source.text.index(words)
    dates = DateRange(day, day, precision, DateBasis.STATED) if day else DateRange()
    return EventReport(
        report_id=content_id(source.article_id, words, event_type, target),
        article_id=source.article_id,
        event_type=event_type,
        sector=event_types()[event_type].sector,
        influencer=influencer,
        target=target,
        status=status,
        direction=direction,
        dates=dates,
        evidence=(Span(Field.TEXT, start, start + len(words), words),),
        rule_id="sample/rule",
        extractor_version="sample",
        confidence=0.9,
        influencer_actor=actor,
        place=place,
    )


def extractions() -> list[Extraction]:
    """Return what the sample store is made of."""
    return [_aid_to_mali(), _mine_in_guinea(), _coup_in_niger(), _withdrawal_from_niger(), _port_in_kenya(), _hostile()]


def sample_store(folder: Path) -> Store:
    """Make the sample store in a folder, by two loads: version 1 has the first three articles, version 2 all."""
    store = Store.open(folder, create=True)
    for part in (extractions()[:3], extractions()[3:]):
        store.commit(part)
    return store


def _aid_to_mali() -> Extraction:
    text = "Russia delivered six helicopters to Mali.\n\nThe crates were unloaded in Bamako.\n\nTalks go on."
    source = article(1, date(2024, 6, 5), "Example Wire", "Helicopters for Mali", text)
    words = "Russia delivered six helicopters to Mali"
    report = told(source, words, "military_aid", "RUS", "MLI", Status.COMPLETED, day=date(2024, 6, 4), place="Bamako")
    return Extraction(source, (report,))


def _mine_in_guinea() -> Extraction:
    text = "A Chinese firm signed for a bauxite mine in Guinea."
    source = article(2, date(2024, 3, 1), "Example Post", "Bauxite deal in Guinea", text, kind=Kind.DIGEST)
    report = told(source, text[:-1], "mining_deal", "CHN", "GIN", Status.AGREED, day=date(2024, 2, 28))
    return Extraction(source, (report,))


def _coup_in_niger() -> Extraction:
    text = "Soldiers took power in Niger on 26 July 2023."
    source = article(3, date(2023, 7, 27), "Example Wire", "Soldiers take power in Niger", text)
    report = told(source, text[:-1], "coup", None, "NER", Status.COMPLETED, day=date(2023, 7, 26), direction=0)
    return Extraction(source, (report,))


def _withdrawal_from_niger() -> Extraction:
    text = "The last French troops left Niger in December 2023, after their hosts had ended the accord."
    source = article(4, date(2024, 1, 3), "Example Post", "French troops leave Niger", text)
    words = "The last French troops left Niger in December 2023"
    day, month = date(2023, 12, 1), DatePrecision.MONTH
    report = told(
        source, words, "troop_deployment", "FRA", "NER", Status.CANCELLED, day=day, precision=month, direction=-1
    )
    return Extraction(source, (report,))


def _port_in_kenya() -> Extraction:
    text = "An Emirati company offers to run a port in Kenya."
    source = article(5, date(2024, 5, 2), "Example Wire", "Offer for a port in Kenya", text)
    report = told(source, text[:-1], "infrastructure_deal", "ARE", "KEN", Status.PROPOSED)
    return Extraction(source, (report,))


def _hostile() -> Extraction:
    text = f"Turkey sent drones to Chad. {HOSTILE} {LONG_WORD}"
    source = article(6, date(2024, 4, 2), HOSTILE, HOSTILE, text)
    words = text[: text.index(LONG_WORD) - 1]
    report = told(
        source,
        words,
        "military_aid",
        "TUR",
        "TCD",
        Status.COMPLETED,
        day=date(2024, 4, 1),
        actor=HOSTILE,
        place=HOSTILE,
    )
    return Extraction(source, (report,))
