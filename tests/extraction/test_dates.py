"""Time expressions and the intervals they mean."""

from datetime import date

import pytest

from data.extraction.dates import find_moments, resolve
from data.model import DateBasis, DatePrecision

WEDNESDAY = date(2024, 6, 5)
NEW_YEAR = date(2024, 1, 3)

CASES = [
    # text, published, start, end, precision, basis
    ("on June 5, 2024", WEDNESDAY, "2024-06-05", "2024-06-05", "day", "stated"),
    ("on 5 June 2024", WEDNESDAY, "2024-06-05", "2024-06-05", "day", "stated"),
    ("on 2024-06-05", WEDNESDAY, "2024-06-05", "2024-06-05", "day", "stated"),
    ("on Dec. 6", WEDNESDAY, "2023-12-06", "2023-12-06", "day", "stated"),
    ("on May 3rd", WEDNESDAY, "2024-05-03", "2024-05-03", "day", "stated"),
    ("on February 29", WEDNESDAY, "2024-02-29", "2024-02-29", "day", "stated"),
    ("in March 2023", WEDNESDAY, "2023-03-01", "2023-03-31", "month", "stated"),
    ("in 2022", WEDNESDAY, "2022-01-01", "2022-12-31", "year", "stated"),
    ("since 2017", WEDNESDAY, "2017-01-01", "2017-12-31", "year", "stated"),
    ("on Wednesday", WEDNESDAY, "2024-06-05", "2024-06-05", "day", "relative"),
    ("on Thursday", WEDNESDAY, "2024-05-30", "2024-05-30", "day", "relative"),
    ("last Wednesday", WEDNESDAY, "2024-05-29", "2024-05-29", "day", "relative"),
    ("next Wednesday", WEDNESDAY, "2024-06-12", "2024-06-12", "day", "relative"),
    ("next Monday", WEDNESDAY, "2024-06-10", "2024-06-10", "day", "relative"),
    ("yesterday", WEDNESDAY, "2024-06-04", "2024-06-04", "day", "relative"),
    ("tomorrow", WEDNESDAY, "2024-06-06", "2024-06-06", "day", "relative"),
    ("last August", WEDNESDAY, "2023-08-01", "2023-08-31", "month", "relative"),
    ("last May", WEDNESDAY, "2024-05-01", "2024-05-31", "month", "relative"),
    ("next August", WEDNESDAY, "2024-08-01", "2024-08-31", "month", "relative"),
    ("August last year", WEDNESDAY, "2023-08-01", "2023-08-31", "month", "relative"),
    ("earlier this month", WEDNESDAY, "2024-06-01", "2024-06-30", "month", "relative"),
    ("last month", WEDNESDAY, "2024-05-01", "2024-05-31", "month", "relative"),
    ("last week", WEDNESDAY, "2024-05-01", "2024-05-31", "month", "relative"),
    ("this week", WEDNESDAY, "2024-06-01", "2024-06-30", "month", "relative"),
    ("last year", WEDNESDAY, "2023-01-01", "2023-12-31", "year", "relative"),
    ("two weeks ago", WEDNESDAY, "2024-05-01", "2024-05-31", "month", "relative"),
    ("three months ago", WEDNESDAY, "2024-03-01", "2024-03-31", "month", "relative"),
    ("a decade ago", WEDNESDAY, "2014-01-01", "2014-12-31", "year", "relative"),
    ("in December", NEW_YEAR, "2023-12-01", "2023-12-31", "month", "relative"),
    ("in January", NEW_YEAR, "2024-01-01", "2024-01-31", "month", "relative"),
    ("on Dec. 31", NEW_YEAR, "2023-12-31", "2023-12-31", "day", "stated"),
    ("last December", NEW_YEAR, "2023-12-01", "2023-12-31", "month", "relative"),
    ("last month", NEW_YEAR, "2023-12-01", "2023-12-31", "month", "relative"),
    ("on Monday", NEW_YEAR, "2024-01-01", "2024-01-01", "day", "relative"),
    ("on Friday", NEW_YEAR, "2023-12-29", "2023-12-29", "day", "relative"),
]


@pytest.mark.parametrize("text, published, start, end, precision, basis", CASES)
def test_expression_means_this_interval(
    text: str, published: date, start: str, end: str, precision: str, basis: str
) -> None:
    (moment,) = find_moments(text)
    dates = resolve(moment, published)
    assert (dates.start, dates.end) == (date.fromisoformat(start), date.fromisoformat(end))
    assert (dates.precision, dates.basis) == (precision, basis)


AHEAD = [
    ("on Friday", WEDNESDAY, "2024-06-07"),
    ("on Wednesday", WEDNESDAY, "2024-06-05"),
    ("in August", WEDNESDAY, "2024-08-01"),
    ("in February", WEDNESDAY, "2025-02-01"),
    ("on Jan. 15", date(2024, 12, 20), "2025-01-15"),
]


@pytest.mark.parametrize("text, published, start", AHEAD)
def test_future_looks_forward(text: str, published: date, start: str) -> None:
    (moment,) = find_moments(text)
    assert resolve(moment, published, is_ahead=True).start == date.fromisoformat(start)


@pytest.mark.parametrize(
    "text", ["on Wednesday", "last August", "last month", "in December", "on Dec. 6", "two weeks ago"]
)
def test_without_publication_what_counts_from_it_is_unknown(text: str) -> None:
    (moment,) = find_moments(text)
    dates = resolve(moment, None)
    assert dates.start is None
    assert dates.precision is DatePrecision.UNKNOWN
    assert dates.basis is DateBasis.UNKNOWN


@pytest.mark.parametrize("text", ["on June 5, 2024", "in March 2023", "in 2022"])
def test_without_publication_calendar_dates_stand(text: str) -> None:
    (moment,) = find_moments(text)
    assert resolve(moment, None).basis is DateBasis.STATED


@pytest.mark.parametrize("text", ["on June 31, 2024", "on February 30, 2023"])
def test_day_that_is_not_in_the_calendar_is_unknown(text: str) -> None:
    (moment,) = find_moments(text)
    assert resolve(moment, WEDNESDAY).start is None


@pytest.mark.parametrize("text", ["it may march on", "2000 soldiers", "$2019 a head", "three years earlier, he said"])
def test_what_is_no_date_is_never_guessed(text: str) -> None:
    assert all(resolve(moment, WEDNESDAY).start is None for moment in find_moments(text))


def test_exact_expression_wins_over_its_parts() -> None:
    moments = find_moments("signed on June 5, 2024, and in 2022")
    assert [moment.kind for moment in moments] == ["day_month", "year"]
