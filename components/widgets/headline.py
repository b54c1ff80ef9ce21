"""The row of figures at the head of a page, with the last two years month by month and a comparison where it is honest.

Compared are the last twelve whole months with the twelve before. No comparison is shown where either has fewer than
`FEWEST_EVENTS` events, or where the articles of the two periods differ so much in number that the difference would be
one of coverage. More events are neither good nor bad: no colours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from components.escape import escaped
from components.figures.sparkline import sparkline
from components.source import Coverage, Overview
from components.theme import signed
from components.widgets.pieces import show

FEWEST_EVENTS = 10
MOST_COVERAGE_RATIO = 1.5


@dataclass(frozen=True, slots=True)
class Trend:
    """Counts of 24 whole months, oldest first, and the change between their halves; None where it tells nothing."""

    months: list[int]
    change: int | None


def trend(counts: pd.Series[int], articles: pd.Series[int], through: date | None) -> Trend:
    """Return the trend of counts by month (index: first of month), given how many articles each month has."""
    if through is None:
        return Trend([], None)
    months = _months(through)
    series = [int(value) for value in counts.reindex(months, fill_value=0)]
    thick = articles.reindex(months, fill_value=0)
    before, after = sum(series[:12]), sum(series[12:])
    thin, dense = sorted((int(thick.iloc[:12].sum()), int(thick.iloc[12:].sum())))
    is_honest = min(before, after) >= FEWEST_EVENTS and 0 < dense <= thin * MOST_COVERAGE_RATIO
    return Trend(series, after - before if is_honest else None)


def _months(through: date) -> pd.DatetimeIndex:
    """Return the last 24 whole months up to a day."""
    end = (pd.Timestamp(through) + pd.Timedelta(days=1)).replace(day=1) - pd.DateOffset(months=1)
    return pd.date_range(end=end, periods=24, freq="MS")


def headline_row(answers: Overview, covered: Coverage, until: date | None = None) -> None:
    """Draw the figures; the bars go to the end of the chosen period, or to that of the data."""
    figures = answers.headline
    through = min((day for day in (figures.data_through, until) if day), default=None)
    articles = _sums(covered.articles_by_month, "article_count")

    def shown(counts: pd.Series[int]) -> Trend:
        return trend(counts, articles, through)

    def months_only(frame: pd.DataFrame, column: str) -> Trend:
        # A power at work in three months is one power: such counts have a course, but no sum to compare.
        return Trend(shown(_distinct(frame, column)).months, None)

    coups = answers.coups_by_status.set_index("status")["event_count"]
    taken, attempted = int(coups.get("completed", 0)), int(coups.sum())
    row = [
        _figure("Events", f"{figures.event_count:,}", shown(_sums(answers.by_month, "event_count"))),
        _figure("Powers at work", f"{figures.influencer_count:,}", months_only(answers.powers_by_month, "influencer")),
        _figure("Countries reached", f"{figures.target_count:,}", months_only(answers.targets_by_month, "target")),
        _figure(
            "Reach gained / lost",
            f"{signed(figures.gains)} / {signed(-figures.losses)}",
            shown(_sums(answers.by_month, "reach")),
        ),
        _figure(
            "Coups that took power", f"{taken:,} of {attempted:,}", shown(_sums(answers.coups_by_month, "event_count"))
        ),
    ]
    show(f'<div class="ambit-figures">{"".join(row)}</div><div class="ambit-note">{_note(through)}</div>')


def _figure(label: str, value: str, shown: Trend) -> str:
    """Return one figure with its bars, and its change where that is honest."""
    bars = sparkline(shown.months, f"{label} by month") if any(shown.months) else ""
    change = f"{signed(shown.change)} in 12 months, against the 12 before" if shown.change is not None else ""
    return (
        f'<div class="ambit-figure"><div class="ambit-label">{escaped(label)}</div>'
        f'<div class="ambit-value">{escaped(value)}</div>{bars}<div class="ambit-note">{change}</div></div>'
    )


def _note(through: date | None) -> str:
    """Return how to read the figures."""
    if through is None:
        return ""
    months = _months(through)
    return (
        f"Bars: whole months, {months[0]:%B %Y} to {months[-1]:%B %Y}. Lost reach: expelled, withdrawn, cancelled. "
        "Coups: all in the chosen countries and period, whatever else is chosen."
    )


def _sums(frame: pd.DataFrame, column: str) -> pd.Series[int]:
    """Return a column summed by month; months that are not known are left out."""
    totals: pd.Series[int] = frame.dropna(subset=["month"]).groupby("month")[column].sum()
    return totals


def _distinct(frame: pd.DataFrame, column: str) -> pd.Series[int]:
    """Return how many different values a column has in each month; missing ones are none."""
    counts: pd.Series[int] = frame.dropna(subset=["month"]).groupby("month")[column].nunique()
    return counts
