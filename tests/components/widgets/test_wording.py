from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from components.widgets.wording import date_words


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        (date(2024, 6, 5), date(2024, 6, 5), "day", "5 June 2024"),
        (date(2024, 6, 5), date(2024, 6, 7), "day", "5 June 2024 – 7 June 2024"),
        (pd.Timestamp("2024-06-01"), pd.Timestamp("2024-06-30"), "month", "June 2024"),
        (date(2024, 6, 1), date(2024, 8, 31), "month", "June 2024 – August 2024"),
        (date(2022, 1, 1), date(2022, 12, 31), "year", "2022"),
        (date(2020, 1, 1), date(2022, 12, 31), "year", "2020–2022"),
        (None, None, "unknown", "Date unknown"),
        (pd.NaT, pd.NaT, "unknown", "Date unknown"),
        (date(2022, 1, 1), None, "unknown", "Date unknown"),
    ],
)
def test_a_date_is_told_no_closer_than_it_is_known(start: object, end: object, precision: str, words: str) -> None:
    assert date_words(start, end, precision) == words
