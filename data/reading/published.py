"""When an article was published: reads the source's own date, and refuses those that cannot be.

Accepted: ISO 8601 (2024-06-05, 2024-06-05T10:00:00+03:00), the form of mail and feeds (Wed, 05 Jun 2024 10:00:00
GMT), and dates as pages print them (June 5, 2024). A time without a zone is taken as UTC. Refused: what is no
date, years before 1900, and days later than tomorrow (a clock east of ours may be there already).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from data.reading.cleaning.page_dates import find_date
from data.reading.reader import Refusal, printable

EARLIEST_DATE = date(1900, 1, 1)
_SHOWN_CHARS = 40


def parse_published(value: object, *, now: datetime | None = None) -> datetime | None:
    """Return the moment in UTC, midnight where only a day is given, None for None or an empty string.

    `now` is the clock (aware; the system's by default). Raises `Refusal` for what is no plausible date.
    """
    if value is None or value == "":
        return None
    moment = _read(value)
    if moment is None:
        raise Refusal(f'published "{printable(str(value)[:_SHOWN_CHARS])}" is no date; write it as 2024-06-05')
    return check_plausible(moment, now=now)


def check_plausible(moment: datetime, *, now: datetime | None = None) -> datetime:
    """Return the moment; raise `Refusal` when it lies before 1900 or after tomorrow."""
    tomorrow = (now or datetime.now(UTC)).date() + timedelta(days=1)
    if moment.date() > tomorrow:
        raise Refusal(f"published {moment.date()} lies in the future; correct the date or leave it out")
    if moment.date() < EARLIEST_DATE:
        raise Refusal(f"published {moment.date()} lies before {EARLIEST_DATE.year}; correct the date or leave it out")
    return moment


def _read(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return _in_utc(value)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return _read_text(value.strip()) if isinstance(value, str) else None


def _read_text(text: str) -> datetime | None:
    if len(text) > 3 * _SHOWN_CHARS:
        return None
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return _in_utc(parse(text))
        except (ValueError, IndexError, TypeError):  # each parser has its own way to say "no date"
            continue
    return find_date(text)


def _in_utc(moment: datetime) -> datetime | None:
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:  # the first or last hours of the calendar, moved over its edge by the zone
        return None
