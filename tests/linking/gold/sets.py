"""The gold set: records of tools/records as reports, and which of them tell of one event (clusters.txt).

Two parts: the digests that are shipped, and real news that is not. Each is cut in two by the pair of countries, so
that no event and nothing that could be taken for it stands in both: one half to try a law on, one to measure it on.
"""

from __future__ import annotations

import hashlib
import json
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from data.model import Article, DateBasis, DatePrecision, DateRange, EventReport, Field, Span, Status, content_id
from data.reading import Trouble, read_paths
from data.reference import event_types

ROOT = Path(__file__).parents[3]
RECORDS = ROOT / "tools" / "records"
TEXTS = {
    "digests": ROOT / "seeds" / "articles",
    "unlabelled": ROOT.parent / "shared" / "corpus" / "unlabelled.jsonl",
}
"""The parts of the set, each with the articles of its records; those of `unlabelled` are not in this repository."""


@dataclass(frozen=True)
class Gold:
    """Reports with their articles; the event of each report by report id, None where it could not be decided."""

    articles: tuple[Article, ...]
    reports: tuple[EventReport, ...]
    events: dict[str, str | None]


def read_gold(*parts: str) -> Gold:
    """Return the named parts as one set."""
    named = [pair for part in parts for pair in _articles(part)]
    told = [
        (f"{name}#{at}", report) for name, article, rows in named for at, report in enumerate(_reports(article, rows))
    ]
    event_of = _read_events()
    events = {report.report_id: event_of.get(key, key) for key, report in told}
    return Gold(tuple(article for _, article, _ in named), tuple(report for _, report in told), events)


def is_held_out(report: EventReport) -> bool:
    """Tell in which half a report stands: half of all pairs of countries are held out."""
    pair = "/".join(sorted((report.influencer or "-", report.target)))
    return hashlib.sha256(pair.encode()).digest()[0] % 2 == 1


def _read_events() -> dict[str, str | None]:
    events: dict[str, str | None] = {}
    for line in (Path(__file__).parent / "clusters.txt").read_text(encoding="utf-8").splitlines():
        keys = [] if line.startswith("#") else line.removeprefix("? ").split()
        for key in keys:
            if key in events:
                raise ValueError(f"clusters.txt: {key} stands there twice")
            events[key] = None if line.startswith("? ") else keys[0]
    return events


def _articles(part: str) -> Iterator[tuple[str, Article, list[dict[str, Any]]]]:
    lines = (RECORDS / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = {_name(row["id"]): row["events"] for row in map(json.loads, lines)}
    for article in read_paths([TEXTS[part]]):
        if not isinstance(article, Trouble) and (name := _name(article.given_id)) in rows:
            yield name, article, rows[name]


def _name(given_id: str) -> str:
    return Path(given_id).name.removesuffix(".md")


def _reports(article: Article, rows: Iterable[dict[str, Any]]) -> Iterator[EventReport]:
    for at, row in enumerate(rows):
        status = row["status"] if isinstance(row["status"], str) else row["status"][0]
        yield EventReport(
            report_id=content_id("gold", article.article_id, at),
            article_id=article.article_id,
            event_type=row["event_type"],
            sector=event_types()[row["event_type"]].sector,
            influencer=row["influencer"],
            target=row["target"],
            status=Status(status),
            direction=row["direction"],
            dates=_dates(row),
            evidence=tuple(Span(Field.TEXT, start, end, article.text[start:end]) for start, end in row["evidence"]),
            rule_id="gold",
            extractor_version="gold",
            confidence=0.7,
            is_background=row["background"],
            commodity=row["commodity"],
            amount_usd=row["amount_usd"],
        )


def _dates(row: dict[str, Any]) -> DateRange:
    if row["date"] is None:
        return DateRange()
    precision, basis = DatePrecision(row["date_precision"]), DateBasis(row["date_basis"])
    year, month, day = (*map(int, row["date"].split("-")), 0, 0)[:3]
    if day:
        return DateRange(date(year, month, day), date(year, month, day), precision, basis)
    last = month or 12
    return DateRange(date(year, month or 1, 1), date(year, last, monthrange(year, last)[1]), precision, basis)
