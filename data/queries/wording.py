"""How a filter's parts are said in English. A code that no table knows is said as it is: a filter always speaks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from data.linking.wording import spoken_name
from data.reference import event_types, sectors

_NAMED_CODES = 6  # a longer list is counted instead
_DAY = timedelta(days=1)


def pair(influencers: Sequence[str], targets: Sequence[str], *, domestic: str) -> str:
    """Return who in which countries: `Russia and China in Mali`."""
    powers = [code for code in influencers if code != domestic]
    within = f"in {_named(targets, 'countries')}" if targets else "in all countries"
    if influencers and not powers:
        return f"Domestic events {within}"
    who = _named(powers, "powers") if powers else "All powers"
    return f"{who} {within}" + (" and domestic events" if domestic in influencers else "")


def _named(codes: Sequence[str], kind: str) -> str:
    return listed(map(spoken_name, codes)) if len(codes) <= _NAMED_CODES else f"{len(codes)} {kind}"


def sector_label(key: str) -> str:
    """Return a sector's label as it stands inside a sentence."""
    return sectors()[key].label.lower() if key in sectors() else key


def type_label(key: str) -> str:
    """Return an event type's label as it stands inside a sentence."""
    return event_types()[key].label.lower() if key in event_types() else key.replace("_", " ")


def listed(words: Iterable[str]) -> str:
    """Return `a`, `a and b`, `a, b and c`."""
    *rest, last = words
    return f"{', '.join(rest)} and {last}" if rest else last


def period(since: date | None, until: date | None) -> str:
    """Return a period at the coarsest step that says it exactly: `2022 to 2024`, `since March 2022`, `5 June 2024`."""
    starts_year = since is None or (since.month, since.day) == (1, 1)
    ends_year = until is None or (until.month, until.day) == (12, 31)
    starts_month = since is None or since.day == 1
    ends_month = until is None or _next_day(until).day == 1
    say = _year if starts_year and ends_year else _month if starts_month and ends_month else _day
    if since and until:
        begin, end = say(since), say(until)
        return begin if begin == end else f"{begin} to {end}"
    if since:
        return f"since {say(since)}"
    if until:
        return f"until {say(until)}" if say is _day else f"until the end of {say(until)}"
    return "all dates"


def _year(day: date) -> str:
    return str(day.year)


def _month(day: date) -> str:
    return f"{day:%B} {day.year}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _next_day(day: date) -> date:
    return day + _DAY if day < date.max else date(1, 1, 1)
