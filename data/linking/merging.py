"""One group of reports made into one event: its id, its values, its sentence.

The law of ids: `event_id` is a content id of the first report of the event: the earliest published, and of those the
one with the least report id. A report's id depends on its article alone, so an event has the same id whatever else was
loaded, in whatever order, as long as no earlier report of it turns up.

Where reports differ, a value is the one that most outlets support, then the one told with most confidence, then the
first in alphabetical order. What the others say stays in the reports. Corroboration counts outlets, not articles.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from data.linking.clusters import Cluster, Link, Publication, published
from data.linking.history import history
from data.linking.likeness import name_key
from data.linking.wording import summary
from data.model import DateBasis, DatePrecision, DateRange, Event, EventReport, content_id

Value = TypeVar("Value", bound=Hashable)

_MOST_CONFIDENCE = 0.99  # nothing that is read in the news is certain
_PRECISIONS, _BASES = list(DatePrecision), list(DateBasis)


@dataclass(frozen=True, slots=True)
class LinkedEvent:
    """An event with the block of its first report, and for each report beyond the first why it is in it.

    `other_blocks` are those of the reports that a reviewer brought in from elsewhere.
    """

    event: Event
    link_block: str
    links: tuple[Link, ...]
    other_blocks: tuple[str, ...] = ()


def merge(
    held: Cluster,
    block_of: Callable[[EventReport], str],
    publications: Mapping[str, Publication],
    copies: Collection[str] = (),
) -> LinkedEvent:
    """Return the event that a group of reports tells of. `copies`: the ids of the articles that are copies."""
    reports = sorted(held.reports, key=lambda report: (published(report, publications), report.report_id))
    home = block_of(reports[0])
    others = {block_of(report) for report in reports} - {home}
    return LinkedEvent(_event(reports, publications, copies), home, tuple(held.links), tuple(sorted(others)))


def _event(reports: Sequence[EventReport], publications: Mapping[str, Publication], copies: Collection[str]) -> Event:
    first = reports[0]
    steps = history(reports, publications)
    latest = [report for report in reports if report.status is steps[-1].status]
    votes = _Votes(reports, publications)
    quantity = votes.best(lambda report: (report.quantity, report.unit) if report.quantity is not None else None)
    commodity = votes.best(lambda report: report.commodity)
    influencer_actor = votes.best_name(lambda report: report.influencer_actor)
    article_ids = {report.article_id for report in reports}
    published_at = [at for report in reports if (at := publications[report.article_id].published_at)]
    return Event(
        event_id=content_id("event", first.report_id),
        event_type=first.event_type,
        sector=votes.best(lambda report: report.sector) or first.sector,
        influencer=first.influencer,
        target=first.target,
        status=steps[-1].status,
        direction=_Votes(latest, publications).best(lambda report: report.direction) or 0,
        dates=_best_dates(latest, publications),
        history=steps,
        report_ids=tuple(report.report_id for report in reports),
        article_count=len(article_ids),
        copy_count=len(article_ids.intersection(copies)),
        outlet_count=len({_outlet(report, publications) for report in reports}),
        confidence=_confidence(reports, publications),
        is_background=all(report.is_background for report in reports),
        first_reported_at=min(published_at, default=None),
        last_reported_at=max(published_at, default=None),
        influencer_actor=influencer_actor,
        target_actor=votes.best_name(lambda report: report.target_actor),
        commodity=commodity,
        amount_usd=votes.best(lambda report: report.amount_usd),
        quantity=quantity[0] if quantity else None,
        unit=quantity[1] if quantity else None,
        place=votes.best_name(lambda report: report.place),
        summary=summary(first, status=steps[-1].status, commodity=commodity, actor=influencer_actor),
    )


class _Votes:
    """The reports of an event as voters: each outlet has one vote for each value it tells."""

    def __init__(self, reports: Sequence[EventReport], publications: Mapping[str, Publication]) -> None:
        self._reports = reports
        self._outlets = {report.report_id: _outlet(report, publications) for report in reports}

    def best(self, value_of: Callable[[EventReport], Value | None]) -> Value | None:
        """Return the value that most outlets tell; None when none tells any."""
        return self._best(value_of, lambda value: value)

    def best_name(self, value_of: Callable[[EventReport], str | None]) -> str | None:
        """Return the name that most outlets tell, `Wagner` and `the Wagner group` being one."""
        return self._best(value_of, name_key)

    def _best(
        self, value_of: Callable[[EventReport], Value | None], key_of: Callable[[Value], Hashable]
    ) -> Value | None:
        if len(self._reports) == 1:  # as most events are
            return value_of(self._reports[0])
        told: dict[Hashable, list[tuple[Value, EventReport]]] = defaultdict(list)
        for report in self._reports:
            if (value := value_of(report)) is not None:
                told[key_of(value)].append((value, report))
        return min((self._tally(votes) for votes in told.values()), default=(0, 0.0, "", None))[3]

    def _tally(self, votes: Sequence[tuple[Value, EventReport]]) -> tuple[int, float, str, Value]:
        """Return what puts one value before others, least first: outlets, confidence, alphabet; and the value."""
        spelling = Counter(value for value, _ in votes)
        value = min(spelling, key=lambda value: (-spelling[value], str(value)))
        outlets = {self._outlets[report.report_id] for _, report in votes}
        return -len(outlets), -max(report.confidence for _, report in votes), str(value), value


def _outlet(report: EventReport, publications: Mapping[str, Publication]) -> str:
    """Return what stands for an independent outlet; all articles without one count as a single outlet."""
    return publications[report.article_id].outlet.strip().casefold()


def _best_dates(latest: Sequence[EventReport], publications: Mapping[str, Publication]) -> DateRange:
    """Return the closest date told for the latest step, by the best basis; then the one of most outlets."""
    closest = min(_closeness(report.dates) for report in latest)
    close = [report for report in latest if _closeness(report.dates) == closest]
    return _Votes(close, publications).best(lambda report: report.dates) or latest[0].dates


def _closeness(dates: DateRange) -> tuple[int, int]:
    return _PRECISIONS.index(dates.precision), _BASES.index(dates.basis)


def _confidence(reports: Sequence[EventReport], publications: Mapping[str, Publication]) -> float:
    """Return the chance that at least one outlet is right, each by its surest report, erring apart."""
    surest: dict[str, float] = {}
    for report in reports:
        outlet = _outlet(report, publications)
        surest[outlet] = max(surest.get(outlet, 0.0), report.confidence)
    doubt = math.prod(1.0 - confidence for confidence in sorted(surest.values()))
    return min(max(_MOST_CONFIDENCE, *surest.values()), round(1.0 - doubt, 6))
