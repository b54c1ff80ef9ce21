"""Intervals of the calendar: a day, a month, a year, as date ranges with their precision, and steps between them.

An interval off the calendar raises `ValueError`, as does a day that no year has; nothing is rounded to one that exists.
"""

from __future__ import annotations

import calendar
from datetime import MAXYEAR, MINYEAR, date

from data.model import DateBasis, DatePrecision, DateRange

_LEAP_YEARS = 8  # between two leap days lie eight years at most


def one_day(day: date, basis: DateBasis) -> DateRange:
    """Return a day."""
    return DateRange(day, day, DatePrecision.DAY, basis)


def days_to(first: date, last_day: int, basis: DateBasis) -> DateRange:
    """Return the days up to a later one of the same month: "14-16 July"; the first alone where it is not later."""
    if last_day <= first.day:
        return one_day(first, basis)
    return DateRange(first, first.replace(day=last_day), DatePrecision.DAY, basis)


def whole_month(year: int, month: int, basis: DateBasis) -> DateRange:
    """Return a month."""
    last = calendar.monthrange(year, month)[1]
    return DateRange(date(year, month, 1), date(year, month, last), DatePrecision.MONTH, basis)


def month_of(day: date, basis: DateBasis) -> DateRange:
    """Return the month in which a day lies."""
    return whole_month(day.year, day.month, basis)


def whole_year(year: int, basis: DateBasis) -> DateRange:
    """Return a year."""
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year {year} is off the calendar")
    return DateRange(date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR, basis)


def quarter_of(year: int, quarter: int, basis: DateBasis) -> DateRange:
    """Return three months, known to the year."""
    first = whole_month(year, 3 * quarter - 2, basis)
    return DateRange(first.start, whole_month(year, 3 * quarter, basis).end, DatePrecision.YEAR, basis)


def add_months(day: date, count: int) -> date:
    """Return the first day of the month that lies so many months later."""
    months = day.year * 12 + day.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


def nearest(published: date, month: int, day: int, *, is_ahead: bool) -> date:
    """Return the last such day up to the publication, or the next one; 29 February looks for its year."""
    step = 1 if is_ahead else -1
    for year in range(published.year, published.year + (_LEAP_YEARS + 1) * step, step):
        if day > calendar.monthrange(year, month)[1]:
            continue
        found = date(year, month, day)
        if found >= published.replace(day=1) if is_ahead else found <= published:
            return found
    raise ValueError(f"no day {day} in month {month}")
