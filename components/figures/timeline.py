"""Events by month, stacked by sector, with coups as vertical rules against which the rest is read.

Only events dated to the month or better stand here; the page counts the others in words. The month in which the data
end is shaded as incomplete. Long series show their last `WINDOW_YEARS` years; `earlier_count` tells what lies before.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.escape import escaped
from components.figures.dress import Figure, layout
from components.theme import Palette, count_words, day_words
from data.reference import name_of, sectors

Span = tuple[pd.Timestamp, pd.Timestamp]
WINDOW_YEARS = 10
HEIGHT = 300
LABELLED_COUPS = 5
MARGIN = pd.Timedelta(days=4)
LABEL_DISTANCE = 0.09  # between two labels, as a share of the time shown


def window(
    by_month: pd.DataFrame, data_through: date | None, since: date | None = None, until: date | None = None
) -> Span | None:
    """Return the first and last month to show; None where no event has a month. `month` is datetime64.

    A chosen period is shown whole; an open end goes to the last data, an open beginning back to the first event, but no
    further than `WINDOW_YEARS`.
    """
    if by_month.empty:
        return None
    known = [by_month["month"].max(), *([pd.Timestamp(data_through)] if data_through else [])]
    last = (pd.Timestamp(until) if until else max(known)).replace(day=1)
    farthest = last - pd.DateOffset(years=WINDOW_YEARS) + pd.DateOffset(months=1)
    first = pd.Timestamp(since).replace(day=1) if since else max(by_month["month"].min(), farthest)
    return min(first, last), last


def earlier_count(by_month: pd.DataFrame, first: pd.Timestamp) -> int:
    """Return how many events lie before the first month shown."""
    return int(by_month.loc[by_month["month"] < first, "event_count"].sum())


def timeline(
    by_month: pd.DataFrame, coups: pd.DataFrame, *, span: Span | None, data_through: date | None, palette: Palette
) -> Figure:
    """Draw the timeline from month, sector, event_count; `coups` has date_start, target, status of dated coups."""
    figure = Figure()
    if span is not None:
        first, last = span
        end = last + pd.DateOffset(months=1)
        figure.add_traces(_bars(by_month, pd.date_range(first, last, freq="MS")))
        inside = by_month[by_month["month"].between(first, last)]
        shown = coups[(coups["date_start"] >= first) & (coups["date_start"] < end)]
        if len(shown):
            top = inside.groupby("month")["event_count"].sum().max() if len(inside) else 1
            figure.add_traces(_coups(shown, int(top), end - first, palette))
        if data_through is not None and first <= pd.Timestamp(data_through) < end:
            _shade_incomplete(figure, pd.Timestamp(data_through).replace(day=1), palette)
        figure.update_xaxes(range=[first - MARGIN, end + MARGIN])
    _dress(figure, palette)
    return figure


def _bars(by_month: pd.DataFrame, months: pd.DatetimeIndex) -> list[go.Bar]:
    """Return one trace a sector that has events, in the order of the tables; months without events are zero."""
    traces = []
    for key, sector in sectors().items():
        rows = by_month[by_month["sector"] == key].groupby("month")["event_count"].sum().reindex(months, fill_value=0)
        if rows.sum():
            traces.append(
                go.Bar(
                    x=[month.date() + pd.Timedelta(days=14) for month in months],
                    y=[int(count) for count in rows],
                    name=sector.label,
                    marker={"color": sector.colour, "line": {"width": 0}},
                    customdata=[f"{month:%B %Y}" for month in months],
                    hovertemplate="%{customdata}<br>" + escaped(sector.label) + ": %{y}<extra></extra>",
                )
            )
    return traces


def _coups(coups: pd.DataFrame, top: int, span: pd.Timedelta, palette: Palette) -> list[go.Scatter]:
    """Return the rules and their heads: filled where power was taken, open otherwise; the latest are labelled."""
    height = max(top, 1) * 1.16
    rows = coups.sort_values("date_start")
    days = list(rows["date_start"])
    taken = [status == "completed" for status in rows["status"]]
    labels = [escaped(name_of(str(target))) for target in rows["target"]]
    labelled = _apart([pd.Timestamp(day) for day in days], LABEL_DISTANCE * span)
    rule_x = [value for day in days for value in (day, day, None)]
    rules = go.Scatter(
        x=rule_x,
        y=[0, height, None] * len(days),
        mode="lines",
        line={"color": palette.text, "width": 1},
        opacity=0.45,
        hoverinfo="skip",
        showlegend=False,
    )
    heads = go.Scatter(
        x=days,
        y=[height] * len(days),
        mode="markers+text",
        name="Coup or attempt (filled: took power)",
        marker={
            "symbol": ["triangle-down" if done else "triangle-down-open" for done in taken],
            "size": 9,
            "color": palette.text,
        },
        text=[label if i in labelled else "" for i, label in enumerate(labels)],
        textposition="top center",
        textfont={"size": 11, "color": palette.muted},
        customdata=[
            f"<b>{label}</b><br>{day_words(day)}<br>" + ("took power" if done else escaped(status))
            for label, day, done, status in zip(labels, days, taken, rows["status"], strict=True)
        ],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )
    return [rules, heads]


def _apart(days: list[pd.Timestamp], distance: pd.Timedelta) -> set[int]:
    """Return the positions of the latest days that leave each other room for a label, `LABELLED_COUPS` at most."""
    kept: list[int] = []
    for i in reversed(range(len(days))):
        if len(kept) < LABELLED_COUPS and (not kept or days[kept[-1]] - days[i] >= distance):
            kept.append(i)
    return set(kept)


def _shade_incomplete(figure: Figure, month: pd.Timestamp, palette: Palette) -> None:
    """Shade the month in which the data end, and say why."""
    figure.add_vrect(
        x0=month,
        x1=month + pd.DateOffset(months=1),
        fillcolor=palette.muted,
        opacity=0.16,
        line_width=0,
        layer="below",
        annotation={
            "text": "incomplete",
            "font": {"size": 10, "color": palette.muted},
            "textangle": -90,
            "yanchor": "top",
            "yshift": -34,
        },
        annotation_position="top right",
    )


def _dress(figure: Figure, palette: Palette) -> None:
    """Set the fonts, axes and legend."""
    axis: dict[str, Any] = {
        "showgrid": False,
        "zeroline": False,
        "linecolor": palette.border,
        "tickfont": {"color": palette.muted, "size": 12},
        "ticks": "",
    }
    figure.update_xaxes(axis | {"type": "date", "showline": True, "fixedrange": True})
    figure.update_yaxes(
        axis | {"showgrid": True, "gridcolor": palette.grid, "rangemode": "tozero", "fixedrange": True, "nticks": 5}
    )
    figure.update_layout(
        layout(palette),
        dragmode="select",
        selectdirection="h",
        barmode="stack",
        bargap=0.18,
        height=HEIGHT,
        margin={"l": 34, "r": 12, "t": 24, "b": 26},
    )


def months_brushed(marks: Sequence[object]) -> tuple[date, date] | None:
    """Return the first and last day of the months whose bars, drawn at their 15th, lie between the marks.

    Marks between two bars choose the month that they stand in; None without marks.
    """
    if not marks:
        return None
    days = sorted(pd.Timestamp(str(mark)).tz_localize(None) for mark in marks)
    half = pd.Timedelta(days=14)
    first, last = (days[0] + half).to_period("M"), (days[-1] - half).to_period("M")
    if first > last:
        first, last = days[0].to_period("M"), days[-1].to_period("M")
    return first.start_time.date(), last.end_time.date()


def busiest(by_month: pd.DataFrame) -> str:
    """Return the timeline in words, for its text alternative."""
    if by_month.empty:
        return "No event in this view is dated to a month."
    totals = by_month.groupby("month")["event_count"].sum()
    peak = pd.Timestamp(totals.idxmax())  # type: ignore[arg-type]
    return (
        f"{count_words(int(totals.sum()), 'event')} by month, stacked by sector, from {totals.index.min():%B %Y} "
        f"to {totals.index.max():%B %Y}; most in {peak:%B %Y} ({int(totals.max())}). Coups are vertical rules."
    )
