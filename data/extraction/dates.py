"""Read when: the time expressions of a sentence, and the interval that each means seen from a day of publication.

A calendar date in the text is `stated`, also when its year is understood from the publication ("on Dec. 6"); words
that count from the publication (Wednesday, last month, two weeks ago, last August) are `relative`. A week is known
to the month in which it lies, as the codebook has no precision between day and month. Without a publication date
what counts from it is unknown: nothing is guessed, and no expression ever falls back to the day of publication.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from data.extraction.date_patterns import PATTERNS
from data.model import DateBasis, DatePrecision, DateRange

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_NUMBERS = {
    word: number
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
_NUMBERS |= {"a": 1, "an": 1, "a couple of": 2}


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


def find_moments(text: str) -> list[Moment]:
    """Return the time expressions of a sentence from left to right; the more exact one wins where two overlap."""
    taken: list[Moment] = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            if all(match.end() <= moment.start or match.start() >= moment.end for moment in taken):
                parts = tuple((name, value.lower()) for name, value in match.groupdict().items() if value)
                taken.append(Moment(match.start(), match.end(), kind, parts))
    return sorted(taken, key=lambda moment: moment.start)


def resolve(moment: Moment, published: date | None, *, is_ahead: bool = False) -> DateRange:
    """Return the interval that an expression means; unknown where it counts from a publication that is not known.

    `is_ahead`: the sentence speaks of the future, so that "on Friday" and "in May" are the next ones.
    """
    try:
        return _RESOLVERS[moment.kind](moment, published, is_ahead)
    except (ValueError, OverflowError):  # 31 June, or a year off the calendar: no such day
        return DateRange()


def _iso(moment: Moment, published: date | None, is_ahead: bool) -> DateRange:  # noqa: ARG001
    return _one_day(
        date(int(moment.part("year")), int(moment.part("month")), int(moment.part("day"))), DateBasis.STATED
    )


def _day_month(moment: Moment, published: date | None, is_ahead: bool) -> DateRange:
    month, day = _month(moment), int(moment.part("day"))
    if moment.part("year"):
        return _one_day(date(int(moment.part("year")), month, day), DateBasis.STATED)
    if published is None:
        return DateRange()
    return _one_day(_nearest(published, month, day, is_ahead=is_ahead), DateBasis.STATED)


def _month_shift(moment: Moment, published: date | None, is_ahead: bool) -> DateRange:
    if published is None:
        return DateRange()
    month, shift = _month(moment), moment.part("shift")
    if shift in ("last", "past", "previous"):
        year = published.year if month < published.month else published.year - 1
    elif shift in ("next", "coming"):
        year = published.year if month > published.month else published.year + 1
    else:
        year = _nearest(published, month, 1, is_ahead=is_ahead).year
    return _whole_month(year, month, DateBasis.RELATIVE)


def _month_of_year(moment: Moment, published: date | None, is_ahead: bool) -> DateRange:  # noqa: ARG001
    if published is None:
        return DateRange()
    step = {"last": -1, "next": 1}.get(moment.part("shift"), 0)
    return _whole_month(published.year + step, _month(moment), DateBasis.RELATIVE)


def _plain_month(moment: Moment, published: date | None, is_ahead: bool) -> DateRange:
    month = _month(moment)
    if moment.part("year"):
        return _whole_month(int(moment.part("year")), month, DateBasis.STATED)
    if published is None:
        return DateRange()
    return _whole_month(_nearest(published, month, 1, is_ahead=is_ahead).year, month, DateBasis.RELATIVE)


def _weekday(moment: Moment, published: date | None, is_ahead: bool) -> DateRange:
    if published is None:
        return DateRange()
    back = (published.weekday() - _WEEKDAYS[moment.part("weekday")]) % 7
    shift = moment.part("shift")
    if shift == "last" and back == 0:
        back = 7
    is_next = shift == "next" or (is_ahead and shift not in ("last", "past"))
    days = (7 - back if back or shift == "next" else 0) if is_next else -back
    return _one_day(published + timedelta(days=days), DateBasis.RELATIVE)


def _day_shift(moment: Moment, published: date | None, is_ahead: bool) -> DateRange:  # noqa: ARG001
    if published is None:
        return DateRange()
    shifts = {"yesterday": -1, "last night": -1, "the day prior": -1, "the day before": -1, "tomorrow": 1}
    return _one_day(published + timedelta(days=shifts.get(moment.part("word"), 0)), DateBasis.RELATIVE)


def _unit_shift(moment: Moment, published: date | None, is_ahead: bool) -> DateRange:  # noqa: ARG001
    if published is None:
        return DateRange()
    shift, unit = moment.part("shift"), moment.part("unit")
    step = {"last": -1, "past": -1, "the past": -1, "previous": -1, "next": 1, "coming": 1}.get(shift, 0)
    if unit in ("week", "weekend"):
        return _month_of(published + timedelta(days=7 * step), DateBasis.RELATIVE)
    if unit == "month":
        return _month_of(_add_months(published, step), DateBasis.RELATIVE)
    return _whole_year(published.year + step, DateBasis.RELATIVE)


def _ago(moment: Moment, published: date | None, is_ahead: bool) -> DateRange:  # noqa: ARG001
    # "earlier" and "before" count from another act of the text, not from the publication.
    if published is None or moment.part("way") != "ago":
        return DateRange()
    word, unit = moment.part("count"), moment.part("unit")
    count = int(word) if word.isdigit() else _NUMBERS[word]
    if unit == "day":
        return _one_day(published - timedelta(days=count), DateBasis.RELATIVE)
    if unit == "week":
        return _month_of(published - timedelta(days=7 * count), DateBasis.RELATIVE)
    if unit == "month":
        return _month_of(_add_months(published, -count), DateBasis.RELATIVE)
    return _whole_year(published.year - count * (10 if unit == "decade" else 1), DateBasis.RELATIVE)


def _plain_year(moment: Moment, published: date | None, is_ahead: bool) -> DateRange:  # noqa: ARG001
    return _whole_year(int(moment.part("year")), DateBasis.STATED)


def _nearest(published: date, month: int, day: int, *, is_ahead: bool) -> date:
    """Return the last such day up to the publication, or the next one; 29 February looks for its year."""
    step = 1 if is_ahead else -1
    years = range(published.year, published.year + 9 * step, step)
    for year in years:
        if day > calendar.monthrange(year, month)[1]:
            continue
        found = date(year, month, day)
        is_right = found >= published.replace(day=1) if is_ahead else found <= published
        if is_right:
            return found
    raise ValueError(f"no day {day} in month {month}")


def _month(moment: Moment) -> int:
    return _MONTHS[moment.part("month").rstrip(".")]


def _one_day(day: date, basis: DateBasis) -> DateRange:
    return DateRange(day, day, DatePrecision.DAY, basis)


def _month_of(day: date, basis: DateBasis) -> DateRange:
    return _whole_month(day.year, day.month, basis)


def _whole_month(year: int, month: int, basis: DateBasis) -> DateRange:
    last = calendar.monthrange(year, month)[1]
    return DateRange(date(year, month, 1), date(year, month, last), DatePrecision.MONTH, basis)


def _whole_year(year: int, basis: DateBasis) -> DateRange:
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year {year} is off the calendar")
    return DateRange(date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR, basis)


def _add_months(day: date, count: int) -> date:
    months = day.year * 12 + day.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


_RESOLVERS = {
    "iso": _iso,
    "day_month": _day_month,
    "month_shift": _month_shift,
    "month_of_year": _month_of_year,
    "month": _plain_month,
    "weekday": _weekday,
    "day_shift": _day_shift,
    "unit_shift": _unit_shift,
    "ago": _ago,
    "year": _plain_year,
}
