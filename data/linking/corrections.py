"""Which fields of an event a reviewer may correct, and what a value of each is. A value is text, as it was given.

Codes are those of the tables in seeds/, words those of the codebook; an empty value says that nothing is known, where
the codebook allows that. A date is a day, a month or a year (`2024-06-05`, `2024-06`, `2024`), or two days with a slash
between them. The type brings its sector with it. Status and direction are two fields: neither moves the other.
"""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from data.model import DateBasis, DatePrecision, DateRange, Status
from data.reference import countries, event_types, organisations

Fields = dict[str, Any]
"""Fields of `data.model.Event` with their values."""

_MOST_CHARS = 200  # of a name: what is longer is none
_INTERVAL_ENDS = 2
_ANSWERS = {"yes": True, "no": False}
_DIRECTIONS = ("-1", "0", "1")


def corrected(field: str, value: str) -> Fields:
    """Return what a correction sets; raises `ValueError`, in words, for an unknown field or what is no value of it."""
    if field not in CORRECTABLE:
        raise ValueError(f"{field}: no field that can be corrected; there are {', '.join(CORRECTABLE)}")
    return CORRECTABLE[field](field, value.strip())


def _event_type(field: str, value: str) -> Fields:
    kind = event_types()[_one_of(field, value, event_types(), "as in seeds/event_types/")]
    return {"event_type": value, "sector": kind.sector}


def _influencer(field: str, value: str) -> Fields:
    powers = {*countries(), *organisations()}
    return {field: _one_of(field, value, powers, "an ISO code such as RUS, or EU, or nothing") if value else None}


def _target(field: str, value: str) -> Fields:
    return {field: _one_of(field, value, countries(), "an ISO code such as MLI")}


def _status(field: str, value: str) -> Fields:
    return {field: Status(_one_of(field, value, list(Status), ", ".join(Status)))}


def _direction(field: str, value: str) -> Fields:
    return {field: int(_one_of(field, value.removeprefix("+"), _DIRECTIONS, "1, 0 or -1"))}


def _is_background(field: str, value: str) -> Fields:
    return {field: _ANSWERS[_one_of(field, value.lower(), _ANSWERS, "yes or no")]}


def _name(field: str, value: str) -> Fields:
    if len(value) > _MOST_CHARS or not value.isprintable():
        raise ValueError(f"{field}: {value[:20]!r}… is no name; give at most {_MOST_CHARS} printable characters")
    return {field: value or None}


def _number(field: str, value: str) -> Fields:
    try:
        number = float(value.replace(",", "")) if value else None
    except ValueError:
        number = math.nan
    if number is not None and not 0 < number < math.inf:
        raise ValueError(f"{field}: {value!r} is no number above 0; write it in digits, such as 2500000")
    return {field: number}


def _date(field: str, value: str) -> Fields:
    if not value:
        return {"dates": DateRange(basis=DateBasis.REVIEW)}
    ends = value.split("/")
    try:
        steps = [_step(end) for end in ends]
    except ValueError:
        steps = []
    is_interval = len(steps) == _INTERVAL_ENDS and steps[0][0] <= steps[1][1]
    if len(steps) != 1 and not is_interval:
        raise ValueError(f"{field}: {value!r} is no date; write 2024-06-05, 2024-06, 2024, or 2024-06-05/2024-06-09")
    coarsest = max((step[2] for step in steps), key=list(DatePrecision).index)
    return {"dates": DateRange(steps[0][0], steps[-1][1], coarsest, DateBasis.REVIEW)}


def _step(text: str) -> tuple[date, date, DatePrecision]:
    """Return the first and last day of a day, month or year in ISO form, and which of them it is."""
    match text.count("-"):
        case 0:
            first = date.fromisoformat(f"{text}-01-01")
            return first, first.replace(month=12, day=31), DatePrecision.YEAR
        case 1:
            first = date.fromisoformat(f"{text}-01")
            return first, first.replace(day=monthrange(first.year, first.month)[1]), DatePrecision.MONTH
        case _:
            day = date.fromisoformat(text)
            return day, day, DatePrecision.DAY


def _one_of(field: str, value: str, known: Collection[str], words: str) -> str:
    if value not in known:
        raise ValueError(f"{field}: {value!r} is none; give {words}")
    return value


CORRECTABLE: Mapping[str, Callable[[str, str], Fields]] = {
    "event_type": _event_type,
    "influencer": _influencer,
    "target": _target,
    "status": _status,
    "direction": _direction,
    "date": _date,
    "is_background": _is_background,
    **dict.fromkeys(("influencer_actor", "target_actor", "commodity", "place", "unit"), _name),
    **dict.fromkeys(("amount_usd", "quantity"), _number),
}
"""The fields that can be corrected, each with what reads its value."""
