"""Dates as pages print them: "June 5, 2024", "Published On 5 Jun 2024", "2024-06-05 WORLD".

A date is read only where day, month and year stand in one line; 5/6/2024 is left alone, since no one can tell its
month from its day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<year>(?:1[0-9]|2[0-9])\d\d)(?:(?!\d)|(?=\d?\d:\d\d))"  # or the time of day glued to it
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<![\d-]){_YEAR}[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)(?!\d)",
        rf"{_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}",
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"(?<![\d.]){_DAY}\.(?P<month>\d\d?)\.{_YEAR}",
        rf"(?<![\d/])(?P<first>\d\d?)/(?P<second>\d\d?)/{_YEAR}",
    )
)
_TIME = re.compile(
    r"(?<![\d:])(?P<hour>[012]?\d)[:.h](?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?\s*(?P<half>[ap]\.?m\b\.?)?"
    r"\s*(?:(?P<zone>GMT|UTC|Z\b)?\s*(?P<offset>[+-]\d{1,2}(?::?[0-5]\d)?)?(?!\d))?",
    re.IGNORECASE,
)
_MAX_LINE_CHARS = 200


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a line: the moment in UTC (midnight where no time with its zone is told) and the words around it."""

    moment: datetime
    rest: str


def find_date(line: str) -> datetime | None:
    """Return the first full date in the line in UTC, None when there is none."""
    found = find_in_line(line)
    return found.moment if found else None


def find_in_line(line: str) -> FoundDate | None:
    """Return the first full date of a line of at most 200 characters, with the words that are left without it."""
    if len(line) > _MAX_LINE_CHARS or not any(char.isdigit() for char in line):
        return None
    for form in _FORMS:
        match = form.search(line)
        day = _day(match.groupdict()) if match else None
        if match and day:
            before, after = line[: match.start()], line[match.end() :]
            time = _TIME.search(after.removeprefix("T")) or _TIME.search(before)
            rest = f"{_TIME.sub(' ', before)} {_TIME.sub(' ', after.removeprefix('T'))}"
            return FoundDate(_at(day, time), rest)
    return None


def _day(parts: dict[str, str | None]) -> datetime | None:
    if parts.get("first"):
        first, second = int(parts["first"] or 0), int(parts["second"] or 0)
        if first <= 12 and second <= 12 and first != second:
            return None
        day, month = (first, second) if first > 12 else (second, first)
    else:
        word = (parts["month"] or "").lower()
        month = int(word) if word.isdigit() else _MONTHS.index(word[:3]) + 1
        day = int(parts["day"] or 0)
    try:
        return datetime(int(parts["year"] or 0), month, day, tzinfo=UTC)
    except ValueError:  # 31 June
        return None


def _at(day: datetime, time: re.Match[str] | None) -> datetime:
    """Add the time of day where its zone is told: without one the hour says nothing in UTC."""
    if time is None or not (time["zone"] or time["offset"]):
        return day
    hour = int(time["hour"])
    if time["half"]:
        hour = hour % 12 + (12 if time["half"].lower().startswith("p") else 0)
    if hour > 23:
        return day
    local = day.replace(hour=hour, minute=int(time["minute"]), tzinfo=_zone(time["offset"] or "+0"))
    return local.astimezone(UTC)


def _zone(offset: str) -> timezone:
    hours, _, minutes = offset[1:].partition(":")
    if len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    span = timedelta(hours=min(int(hours), 14), minutes=int(minutes or 0))
    return timezone(-span if offset[0] == "-" else span)
