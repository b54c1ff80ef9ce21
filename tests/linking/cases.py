"""Reports of the linking cases, read from cases.toml."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from data.model import Article, DateBasis, DatePrecision, DateRange, EventReport, Status
from tests.store.samples import in_year, make_article, make_report


@dataclass(frozen=True)
class Case:
    """Reports, and which of them belong together."""

    id: str
    reason: str
    articles: tuple[Article, ...]
    reports: tuple[EventReport, ...]
    events: frozenset[frozenset[str]]
    keys: dict[str, str]


def read_cases() -> list[Case]:
    """Return the cases in the order of the file."""
    with (Path(__file__).parent / "cases.toml").open("rb") as file:
        return [_case(entry) for entry in tomllib.load(file)["case"]]


def _case(entry: dict[str, Any]) -> Case:
    articles: dict[str, Article] = {}
    reports, keys = [], {}
    for told in entry["reports"]:
        name = told.get("article", told["key"])
        day = told.get("published") or told.get("day") or date(2024, 6, 5)
        article = articles.setdefault(name, make_article(name, outlet=told.get("outlet", "A"), day=day))
        report = make_report(
            article,
            told["key"],
            event_type=entry.get("type", "military_aid"),
            sector=entry.get("sector", "security"),
            influencer=entry.get("influencer", "RUS") or None,
            status=Status(told.get("status", "announced")),
            direction=told.get("direction", 1),
            dates=_dates(told),
            is_background=told.get("background", False),
            influencer_actor=told.get("actor"),
            **{name: told.get(name) for name in ("commodity", "amount_usd", "quantity", "unit", "place")},
        )
        reports.append(report)
        keys[report.report_id] = told["key"]
    events = frozenset(frozenset(group) for group in entry["events"])
    return Case(entry["id"], entry["reason"], tuple(articles.values()), tuple(reports), events, keys)


def _dates(told: dict[str, Any]) -> DateRange:
    basis = DateBasis(told.get("basis", "stated"))
    if "day" in told:
        return DateRange(told["day"], told["day"], DatePrecision.DAY, basis)
    if "month" in told:
        first: date = told["month"]
        return DateRange(first, first.replace(day=monthrange(first.year, first.month)[1]), DatePrecision.MONTH, basis)
    return in_year(told["year"]) if "year" in told else DateRange()
