"""Which groups a report could belong to at all, so that a block need not be compared pair by pair.

No two reports reach the score that links them without a shared date, specific, rare word or standing state
(data/linking/likeness.py). So each group is kept under the dates and specifics of its reports, and a report looks only
where it would itself be kept.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Generic, TypeVar

from data.linking.likeness import NEAR_DAYS, goods_of, name_key
from data.linking.telling_words import telling_words
from data.model import DatePrecision, DateRange, EventReport, Status

Held = TypeVar("Held")
Key = tuple[object, ...]

_SPREAD_DAYS = 366  # a longer interval is looked up by its years alone
_AMOUNT_STEP = math.log(1.03)  # wider than the share within which two amounts are one


class Candidates(Generic[Held]):
    """Groups by what their reports say. Reports come in the order of precision, the closest dated first."""

    def __init__(self) -> None:
        self._kept: dict[Key, dict[int, Held]] = defaultdict(dict)

    def keep(self, number: int, held: Held, report: EventReport) -> None:
        """Keep a group, the `number`-th of its block, under what one of its reports says."""
        for key in _kept_under(report):
            self._kept[key][number] = held

    def find(self, report: EventReport) -> list[Held]:
        """Return the groups that a report could belong to."""
        found: dict[int, Held] = {}
        for key in _looked_up(report):
            found.update(self._kept.get(key, {}))
        return [found[number] for number in sorted(found)]


def _kept_under(report: EventReport) -> Iterator[Key]:
    """Yield the keys of a report: its own step of dates and the coarser ones, by which later reports look."""
    if report.dates.precision is DatePrecision.DAY:
        yield from _day_keys(report.dates, 0)
    if report.dates.precision in (DatePrecision.DAY, DatePrecision.MONTH):
        yield from _month_keys(report.dates)
    yield from _year_keys(report.dates)
    yield from _specific_keys(report)


def _looked_up(report: EventReport) -> Iterator[Key]:
    """Yield the keys to look under: reports come by precision, so no date of a coarser one has been kept yet."""
    dates = report.dates
    if dates.precision is DatePrecision.DAY:
        yield from _day_keys(dates, NEAR_DAYS)
    else:
        yield from _month_keys(dates) if dates.precision is DatePrecision.MONTH else _year_keys(dates)
    yield from _specific_keys(report)


def _day_keys(dates: DateRange, margin_days: int) -> Iterator[Key]:
    if dates.start is None:
        return
    first, last = dates.start.toordinal(), (dates.end or dates.start).toordinal()
    if last - first > _SPREAD_DAYS:
        yield from _year_keys(dates)
    else:
        yield from (("day", ordinal) for ordinal in range(first - margin_days, last + margin_days + 1))


def _month_keys(dates: DateRange) -> Iterator[Key]:
    if dates.start is None:
        return
    last = dates.end or dates.start
    for month in range(_month_number(dates.start), _month_number(last) + 1):
        yield "month", month


def _year_keys(dates: DateRange) -> Iterator[Key]:
    if dates.start is None:
        return
    for year in range(dates.start.year, (dates.end or dates.start).year + 1):
        yield "year", year


def _month_number(day: date) -> int:
    return day.year * 12 + day.month


def _specific_keys(report: EventReport) -> Iterator[Key]:
    if report.commodity:
        yield from (("commodity", name) for name in goods_of(report.commodity))
    names = {"actor": report.influencer_actor, "counterpart": report.target_actor, "place": report.place}
    for kind, name in names.items():
        for word in name_key(name) if name else ():
            yield kind, word
    yield from (("word", word) for word in telling_words(report))
    for name, amount in (("amount", report.amount_usd), ("quantity", report.quantity)):
        if amount:
            step = round(math.log(abs(amount)) / _AMOUNT_STEP)
            yield from ((name, near) for near in (step - 1, step, step + 1))
    if report.status is Status.UNDER_WAY:
        yield ("standing",)
    if report.influencer is None:
        yield ("domestic",)
