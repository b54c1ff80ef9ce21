"""Read when: the time expressions of a sentence, and the interval that each means seen from a day of publication.

A calendar date in the text is `stated`, also when its year is understood from the publication ("on Dec. 6"); words
that count from the publication (Wednesday, last month, two weeks ago, last August) or from another time of the
sentence (the following day, the first anniversary) are `relative`. A week is known to the month in which it lies, a
quarter to its year, as the codebook has no precision between; "the past year" is the one in which most of it lies.
Without a publication date what counts from it is unknown: nothing is guessed, and no expression ever falls back to
the day of publication.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from data.extraction.dates.intervals import (
    add_months,
    days_to,
    month_of,
    nearest,
    one_day,
    quarter_of,
    whole_month,
    whole_year,
)
from data.extraction.dates.patterns import PATTERNS
from data.model import DateBasis, DatePrecision, DateRange

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_ORDINALS = dict(
    zip(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"],
        range(1, 11),
        strict=True,
    )
)
_NUMBERS = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        range(1, 13),
        strict=True,
    )
)
_NUMBERS |= {"a": 1, "an": 1, "a couple of": 2}
_FEASTS = {"new year eve": (12, 31), "new year day": (1, 1), "christmas eve": (12, 24), "christmas day": (12, 25)}
_BEFORE_TODAY = ("yesterday", "last night", "the day prior", "the day before")
_STEPS = {"last": -1, "previous": -1, "the previous": -1, "next": 1, "coming": 1, "the coming": 1}
_STEPS |= {"following": 1, "the following": 1, "the next": 1}
# How many days before the publication the middle of "the past week", "recent weeks" and their like lies.
_MIDDLE_DAYS = {"week": 4, "weekend": 4, "month": 15, "year": 183}
_SPANS = ("the past", "past", "the last", "recent")
_ANCHORED = ("anchored", "anniversary")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time expression: half-open offsets into the sentence, its kind, and its parts as they are written."""

    start: int
    end: int
    kind: str
    parts: tuple[tuple[str, str], ...]

    def part(self, name: str) -> str:
        """Return one part in lower case, or an empty string."""
        return dict(self.parts).get(name, "")

    @property
    def is_anchored(self) -> bool:
        """Whether it counts from another time of the text: "a day earlier", "the first anniversary"."""
        return self.kind in _ANCHORED or self.part("shift") in ("that", "the same", "the following")

    @property
    def is_coming(self) -> bool:
        """Whether the words themselves name a time to come: "next week", "tomorrow"."""
        return self.part("shift") in ("next", "coming", "the coming") or self.part("word") == "tomorrow"


@dataclass(frozen=True, slots=True)
class _Seen:
    """From where a time expression is seen. `anchor`: the interval from which "a day earlier" counts."""

    published: date | None
    is_ahead: bool
    anchor: DateRange | None

    @property
    def day(self) -> date:
        """The day of publication; raises where it is not known."""
        if self.published is None:
            raise ValueError("no day of publication")
        return self.published

    @property
    def origin(self) -> date:
        """The first day of the anchor; raises where there is none."""
        if self.anchor is None or self.anchor.start is None:
            raise ValueError("nothing to count from")
        return self.anchor.start


@lru_cache(maxsize=64)  # asked once for each trigger of a sentence
def find_moments(text: str) -> tuple[Moment, ...]:
    """Return the time expressions of a sentence from left to right; the more exact one wins where two overlap."""
    taken: list[Moment] = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            if all(match.end() <= moment.start or match.start() >= moment.end for moment in taken):
                parts = tuple((name, value.lower()) for name, value in match.groupdict().items() if value)
                taken.append(Moment(match.start(), match.end(), kind, parts))
    return tuple(sorted(taken, key=lambda moment: moment.start))


def resolve(
    moment: Moment, published: date | None, *, is_ahead: bool = False, others: Sequence[Moment] = ()
) -> DateRange:
    """Return the interval that an expression means; unknown where what it counts from is not known.

    `is_ahead`: the sentence speaks of the future, so that "on Friday" and "in May" are the next ones. `others` are
    the time expressions of the sentence, from the nearest of which "a day earlier" and its like count.
    """
    try:
        return _RESOLVERS[moment.kind](moment, _Seen(published, is_ahead, _anchor(moment, published, others)))
    except (ValueError, OverflowError):  # no day to count from, 31 June, or a year off the calendar
        return DateRange()


def _anchor(moment: Moment, published: date | None, others: Sequence[Moment]) -> DateRange | None:
    """Return the interval of the nearest expression that stands on its own, one before it rather than one behind."""
    if not (moment.is_anchored or moment.kind == "day_shift"):
        return None
    own = [other for other in others if not other.is_anchored and other.kind != "day_shift"]
    found = min(own, key=lambda other: (other.start > moment.start, abs(other.start - moment.start)), default=None)
    return resolve(found, published) if found is not None else None


def _iso(moment: Moment, seen: _Seen) -> DateRange:  # noqa: ARG001 - one signature for all kinds
    return one_day(date(int(moment.part("year")), int(moment.part("month")), int(moment.part("day"))), DateBasis.STATED)


def _day_month(moment: Moment, seen: _Seen) -> DateRange:
    month, day = _month(moment), int(moment.part("day"))
    year = moment.part("year")
    first = date(int(year), month, day) if year else nearest(seen.day, month, day, is_ahead=seen.is_ahead)
    return days_to(first, int(moment.part("last") or 0), DateBasis.STATED)


def _feast(moment: Moment, seen: _Seen) -> DateRange:
    month, day = _FEASTS[moment.part("feast").replace("'s", "").replace("’s", "").replace("years", "year")]
    return one_day(nearest(seen.day, month, day, is_ahead=seen.is_ahead), DateBasis.STATED)


def _month_shift(moment: Moment, seen: _Seen) -> DateRange:
    month, step = _month(moment), _STEPS.get(moment.part("shift"), 0)
    if step < 0 or moment.part("shift") in _SPANS:
        year = seen.day.year - (month >= seen.day.month)
    elif step > 0:
        year = seen.day.year + (month <= seen.day.month)
    else:
        year = nearest(seen.day, month, 1, is_ahead=seen.is_ahead).year
    return whole_month(year, month, DateBasis.RELATIVE)


def _month_of_year(moment: Moment, seen: _Seen) -> DateRange:
    start = seen.origin if moment.is_anchored else seen.day
    step = _STEPS.get(moment.part("shift"), 0)
    return whole_month(start.year + step, _month(moment), DateBasis.RELATIVE)


def _plain_month(moment: Moment, seen: _Seen) -> DateRange:
    month = _month(moment)
    if moment.part("year"):
        return whole_month(int(moment.part("year")), month, DateBasis.STATED)
    return whole_month(nearest(seen.day, month, 1, is_ahead=seen.is_ahead).year, month, DateBasis.RELATIVE)


def _weekday(moment: Moment, seen: _Seen) -> DateRange:
    back = (seen.day.weekday() - _WEEKDAYS[moment.part("weekday")]) % 7
    shift = moment.part("shift")
    if shift == "last" and back == 0:
        back = 7
    is_next = shift == "next" or (seen.is_ahead and shift not in ("last", "past"))
    days = (7 - back if back or shift == "next" else 0) if is_next else -back
    return one_day(seen.day + timedelta(days=days), DateBasis.RELATIVE)


def _day_shift(moment: Moment, seen: _Seen) -> DateRange:
    word = moment.part("word")
    is_told = word.startswith("the day") and seen.anchor is not None
    step = -1 if word in _BEFORE_TODAY else 1 if word == "tomorrow" else 0
    return one_day((seen.origin if is_told else seen.day) + timedelta(days=step), DateBasis.RELATIVE)


def _unit_shift(moment: Moment, seen: _Seen) -> DateRange:
    shift, unit = moment.part("shift"), moment.part("unit")
    if shift in _SPANS and unit in _MIDDLE_DAYS:
        middle = seen.day - timedelta(days=_MIDDLE_DAYS[unit])
        return _around(middle, unit)
    step = _STEPS.get(shift, 0)
    if unit == "weekend" and not shift and not seen.is_ahead:
        # "Over the weekend": its Saturday, the last one up to the publication.
        return month_of(seen.day - timedelta(days=(seen.day.weekday() + 2) % 7), DateBasis.RELATIVE)
    return _around(_moved(seen.day, step, "week" if unit == "weekend" else unit), unit)


def _around(day: date, unit: str) -> DateRange:
    """Return the interval of a unit around a day: a week is known to its month, a season to its year."""
    if unit == "day":
        return one_day(day, DateBasis.RELATIVE)
    return (
        month_of(day, DateBasis.RELATIVE)
        if unit in ("week", "weekend", "month")
        else whole_year(day.year, DateBasis.RELATIVE)
    )


def _moved(day: date, count: int, unit: str) -> date:
    """Return a day so many units later; months and years are moved by the calendar."""
    if unit in ("day", "week"):
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    if unit == "month":
        return add_months(day, count)
    return day.replace(year=day.year + count * (10 if unit == "decade" else 1), day=1)


def _ago(moment: Moment, seen: _Seen) -> DateRange:
    return _around(_moved(seen.day, -_count(moment), moment.part("unit")), moment.part("unit"))


def _anchored(moment: Moment, seen: _Seen) -> DateRange:
    """Return what "a day earlier", "the following week", "that month" and "on the eve of" mean after another time."""
    way, unit = moment.part("way"), moment.part("unit")
    if way == "eve":
        return one_day(_exact(seen) - timedelta(days=1), DateBasis.RELATIVE)
    step = _count(moment) if moment.part("count") else abs(_STEPS.get(moment.part("anchor"), 0))
    is_back = way in ("earlier", "before") or "previous" in moment.part("anchor")
    origin = _exact(seen) if unit in ("day", "week") else seen.origin
    return _around(_moved(origin, -step if is_back else step, unit), unit)


def _anniversary(moment: Moment, seen: _Seen) -> DateRange:
    """Return the day whose anniversary it is, where the sentence names the day on which that falls."""
    word = moment.part("ordinal")
    years = _ORDINALS.get(word) or int(word[:-2])
    origin = _exact(seen)
    return one_day(origin.replace(year=origin.year - years), DateBasis.RELATIVE)


def _exact(seen: _Seen) -> date:
    """Return the day from which days and weeks count; raises where only its month is known."""
    if seen.anchor is None or seen.anchor.precision is not DatePrecision.DAY:
        raise ValueError("no day to count from")
    return seen.origin


def _quarter(moment: Moment, seen: _Seen) -> DateRange:
    number = _ORDINALS[moment.part("quarter")]
    if moment.part("year"):
        return quarter_of(int(moment.part("year")), number, DateBasis.STATED)
    if moment.part("shift"):
        return quarter_of(seen.day.year + _STEPS.get(moment.part("shift"), 0), number, DateBasis.RELATIVE)
    is_begun = 3 * number - 2 <= seen.day.month
    return quarter_of(seen.day.year - (not is_begun and not seen.is_ahead), number, DateBasis.RELATIVE)


def _plain_year(moment: Moment, seen: _Seen) -> DateRange:  # noqa: ARG001 - one signature for all kinds
    return whole_year(int(moment.part("year")), DateBasis.STATED)


def _month(moment: Moment) -> int:
    return _MONTHS[moment.part("month").rstrip(".")]


def _count(moment: Moment) -> int:
    word = moment.part("count")
    return int(word) if word.isdigit() else _NUMBERS[word]


_RESOLVERS = {
    "iso": _iso,
    "day_month": _day_month,
    "feast": _feast,
    "quarter": _quarter,
    "month_shift": _month_shift,
    "month_of_year": _month_of_year,
    "month": _plain_month,
    "weekday": _weekday,
    "day_shift": _day_shift,
    "unit_shift": _unit_shift,
    "ago": _ago,
    "anchored": _anchored,
    "anniversary": _anniversary,
    "year": _plain_year,
}
