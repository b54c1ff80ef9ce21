"""Dates, statuses and actors of an event in words, as careful as the record is: a precision is never hidden."""

from __future__ import annotations

from datetime import date

import pandas as pd

from components.theme import day_words
from data.model import DateBasis, DatePrecision

BASIS_WORDS = {
    DateBasis.STATED: "a calendar date in the text",
    DateBasis.RELATIVE: "words such as “on Wednesday”, reckoned from the day of publication",
    DateBasis.PUBLICATION: "the day of publication, as the text gives no better one",
    DateBasis.UNKNOWN: "nothing in the text",
    DateBasis.REVIEW: "what a reviewer found",
}
PRECISION_WORDS = {
    DatePrecision.DAY: "known to the day",
    DatePrecision.MONTH: "known to the month",
    DatePrecision.YEAR: "known to the year",
    DatePrecision.UNKNOWN: "not known",
}
DIRECTION_WORDS = {1: "reach grows or holds", -1: "reach shrinks", 0: "no change of reach"}


def date_words(start: object, end: object, precision: str) -> str:
    """Return an interval in words no finer than its precision; missing ends mean that the date is unknown."""
    first, last = _day(start), _day(end)
    if first is None or precision == DatePrecision.UNKNOWN:
        return "Date unknown"
    last = last or first
    if precision == DatePrecision.YEAR:
        return f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"
    if precision == DatePrecision.MONTH:
        same = (first.year, first.month) == (last.year, last.month)
        return f"{first:%B %Y}" if same else f"{first:%B %Y} – {last:%B %Y}"
    return day_words(first) if first == last else f"{day_words(first)} – {day_words(last)}"


def _day(value: object) -> date | None:
    """Return a day of a record or of a frame; None where there is none."""
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return None
    return pd.Timestamp(value).date()  # type: ignore[arg-type]
