from __future__ import annotations

from datetime import date

import pandas as pd

from components.widgets.headline import trend

THROUGH = date(2024, 6, 15)
MONTHS = pd.date_range("2022-06-01", "2024-05-01", freq="MS")


def series(before: int, after: int) -> pd.Series[int]:
    return pd.Series([before] * 12 + [after] * 12, index=MONTHS)


def test_the_last_twelve_whole_months_are_compared_with_the_twelve_before() -> None:
    shown = trend(series(2, 3), series(5, 5), THROUGH)
    assert shown.change == 12
    assert len(shown.months) == 24


def test_the_month_in_which_the_data_end_is_not_counted() -> None:
    counts = pd.concat([series(2, 3), pd.Series([99], index=[pd.Timestamp("2024-06-01")])])
    assert trend(counts, series(5, 5), THROUGH).change == 12


def test_a_month_whose_last_day_is_the_end_is_whole() -> None:
    assert trend(series(2, 3), series(5, 5), date(2024, 5, 31)) == trend(series(2, 3), series(5, 5), THROUGH)


def test_few_events_are_not_compared() -> None:
    assert trend(series(0, 3), series(5, 5), THROUGH).change is None


def test_a_change_of_coverage_is_not_sold_as_a_change_of_the_world() -> None:
    assert trend(series(2, 6), series(5, 15), THROUGH).change is None


def test_without_dated_articles_there_is_no_trend() -> None:
    assert trend(series(2, 3), series(5, 5), None).months == []
