from datetime import UTC, date, datetime

import pytest

from data.reading.published import parse_published
from data.reading.reader import Refusal

NOW = datetime(2025, 6, 30, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "value, expected",
    [
        (None, None),
        ("", None),
        (date(2024, 6, 5), datetime(2024, 6, 5, tzinfo=UTC)),
        ("2024-06-05", datetime(2024, 6, 5, tzinfo=UTC)),
        ("2024-06-05T01:30:00+03:00", datetime(2024, 6, 4, 22, 30, tzinfo=UTC)),
        ("2024-06-05T10:00:00Z", datetime(2024, 6, 5, 10, tzinfo=UTC)),
        ("2024-06-05 10:00", datetime(2024, 6, 5, 10, tzinfo=UTC)),
        ("Wed, 05 Jun 2024 10:00:00 +0200", datetime(2024, 6, 5, 8, tzinfo=UTC)),
        ("June 5, 2024", datetime(2024, 6, 5, tzinfo=UTC)),
        ("5th of June 2024", datetime(2024, 6, 5, tzinfo=UTC)),
        ("Published On 5 Jun 2024", datetime(2024, 6, 5, tzinfo=UTC)),
        ("5.6.2024", datetime(2024, 6, 5, tzinfo=UTC)),
        ("25/6/2024", datetime(2024, 6, 25, tzinfo=UTC)),
        ("2025-07-01", datetime(2025, 7, 1, tzinfo=UTC)),
    ],
)
def test_dates_are_read_in_utc(value, expected):
    assert parse_published(value, now=NOW) == expected


@pytest.mark.parametrize(
    "value, reason",
    [
        ("2199-01-01", "in the future"),
        (date(2199, 1, 1), "in the future"),
        ("2025-07-02", "in the future"),
        ("1754-01-01", "before 1900"),
        ("5/6/2024", "is no date"),
        ("31 June 2024", "is no date"),
        ("yesterday", "is no date"),
        ("9" * 500, "is no date"),
        ("0001-01-01T00:00:00+14:00", "is no date"),
        (20240605, "is no date"),
        (float("nan"), "is no date"),
        (["2024-06-05"], "is no date"),
        (True, "is no date"),
    ],
)
def test_what_cannot_be_a_date_is_refused(value, reason):
    with pytest.raises(Refusal, match=reason):
        parse_published(value, now=NOW)
