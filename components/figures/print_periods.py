"""The periods of a timeline for print: months where they can be told apart, else quarters or years.

Months without an event are periods with a count of 0. A row without a month (date unknown) is in no period. The last
period is incomplete when the data end before it does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import pandas as pd

Step = Literal["month", "quarter", "year"]
MONTHS_PER_STEP: Mapping[Step, int] = {"month": 1, "quarter": 3, "year": 12}
MOST_PERIODS = 120


@dataclass(frozen=True, slots=True)
class Periods:
    """Counts by sector (in no order) over periods without gaps; `start` is the first day of the first."""

    step: Step
    start: date
    counts: Mapping[str, tuple[int, ...]]
    is_last_incomplete: bool

    @property
    def length(self) -> int:
        """How many periods there are."""
        return len(next(iter(self.counts.values())))

    def first_day(self, position: int) -> date:
        """Return the first day of a period."""
        months = self.start.year * 12 + self.start.month - 1 + position * MONTHS_PER_STEP[self.step]
        return date(months // 12, months % 12 + 1, 1)


def periods_of(by_month: pd.DataFrame, data_through: date | None) -> Periods | None:
    """Return the periods of (month, sector, event_count); None where no event has a month."""
    known = by_month.loc[by_month["month"].notna() & (by_month["event_count"].fillna(0) > 0)]
    if known.empty:
        return None
    months = pd.to_datetime(known["month"])
    number = months.dt.year * 12 + months.dt.month - 1
    step = _step(int(number.max() - number.min()) + 1)
    size = MONTHS_PER_STEP[step]
    position = number // size - int(number.min()) // size
    length = int(position.max()) + 1
    counts = {
        str(sector): tuple(
            int(n) for n in group.groupby(position)["event_count"].sum().reindex(range(length), fill_value=0)
        )
        for sector, group in known.groupby("sector")
    }
    first = int(number.min()) // size * size
    found = Periods(step, date(first // 12, first % 12 + 1, 1), counts, is_last_incomplete=False)
    is_open = _is_open(found, data_through)
    return Periods(found.step, found.start, found.counts, is_last_incomplete=is_open)


def _step(month_count: int) -> Step:
    if month_count <= MOST_PERIODS:
        return "month"
    return "quarter" if month_count <= MOST_PERIODS * 3 else "year"


def _is_open(periods: Periods, data_through: date | None) -> bool:
    """Tell whether the data end within the last period, before its last day."""
    if data_through is None:
        return False
    last_day = periods.first_day(periods.length) - timedelta(days=1)
    return periods.first_day(periods.length - 1) <= data_through < last_day
