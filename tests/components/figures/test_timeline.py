from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.figures.timeline import LABELLED_COUPS, busiest, earlier_count, months_brushed, timeline, window
from components.theme import LIGHT
from data.reference import sectors

THROUGH = date(2024, 6, 5)


def by_month(*rows: tuple[str, str, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["month", "sector", "event_count"])
    return frame.assign(month=pd.to_datetime(frame["month"]))


def coups(*rows: tuple[str, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["date_start", "target", "status"])
    return frame.assign(date_start=pd.to_datetime(frame["date_start"]))


def drawn(months: pd.DataFrame, seizures: pd.DataFrame | None = None) -> go.Figure:
    seizures = coups() if seizures is None else seizures
    return timeline(months, seizures, span=window(months, THROUGH), data_through=THROUGH, palette=LIGHT)


def test_bars_are_stacked_by_sector_in_the_colours_of_the_tables() -> None:
    figure = drawn(by_month(("2024-04-01", "security", 3), ("2024-04-01", "energy", 2)))
    bars = [trace for trace in figure.data if trace.type == "bar"]
    assert [bar.name for bar in bars] == [sectors()["security"].label, sectors()["energy"].label]
    assert bars[0].marker.color == sectors()["security"].colour
    assert figure.layout.barmode == "stack"


def test_months_without_events_are_zero_and_not_left_out() -> None:
    figure = drawn(by_month(("2024-01-01", "security", 3), ("2024-05-01", "security", 2)))
    assert list(figure.data[0].y) == [3, 0, 0, 0, 2, 0]


def test_a_coup_is_a_rule_and_a_failed_one_is_hollow() -> None:
    figure = drawn(
        by_month(("2024-01-01", "security", 3)),
        coups(("2024-02-10", "NER", "completed"), ("2024-03-10", "SLE", "failed")),
    )
    rules, heads = (trace for trace in figure.data if trace.type == "scatter")
    assert len([x for x in rules.x if x is not None]) == 4
    assert list(heads.marker.symbol) == ["triangle-down", "triangle-down-open"]
    assert "Niger" in heads.customdata[0]


def test_labels_of_coups_leave_each_other_room() -> None:
    seizures = coups(*(("2024-03-1" + str(day), "NER", "completed") for day in range(9)))
    figure = drawn(by_month(("2023-01-01", "security", 3)), seizures)
    heads = [trace for trace in figure.data if trace.type == "scatter"][-1]
    assert sum(bool(text) for text in heads.text) == 1 <= LABELLED_COUPS


def test_the_month_in_which_the_data_end_is_shaded() -> None:
    figure = drawn(by_month(("2024-01-01", "security", 3)))
    (shade,) = figure.layout.shapes
    assert pd.Timestamp(shade.x0) == pd.Timestamp("2024-06-01")
    assert figure.layout.annotations[0].text == "incomplete"


def test_a_long_series_shows_its_last_ten_years_and_counts_the_rest() -> None:
    months = by_month(("1960-01-01", "security", 7), ("2024-05-01", "security", 1))
    span = window(months, THROUGH)
    assert span is not None
    assert span[0] == pd.Timestamp("2014-07-01")
    assert earlier_count(months, span[0]) == 7


def test_a_chosen_period_is_shown_whole_and_no_more() -> None:
    months = by_month(("2024-03-01", "security", 7))
    span = window(months, THROUGH, date(2024, 1, 10), date(2024, 4, 20))
    assert span == (pd.Timestamp("2024-01-01"), pd.Timestamp("2024-04-01"))
    figure = timeline(months, coups(), span=span, data_through=THROUGH, palette=LIGHT)
    assert list(figure.data[0].y) == [0, 0, 7, 0]
    assert not figure.layout.shapes, "the incomplete month lies outside"


def test_a_view_without_dated_events_has_words() -> None:
    assert window(by_month(), THROUGH) is None
    assert busiest(by_month()) == "No event in this view is dated to a month."
    assert len(drawn(by_month()).data) == 0


def test_the_text_alternative_names_the_peak() -> None:
    words = busiest(by_month(("2024-04-01", "security", 3), ("2024-05-01", "energy", 9)))
    assert "12 events" in words
    assert "most in May 2024 (9)" in words


@pytest.mark.parametrize(
    ("marks", "months"),
    [
        (["2024-02-20", "2024-05-18 13:00"], (date(2024, 3, 1), date(2024, 5, 31))),
        (["2024-05-18", "2024-02-10"], (date(2024, 2, 1), date(2024, 5, 31))),
        (["2024-02-15"], (date(2024, 2, 1), date(2024, 2, 29))),
        (["2024-02-16", "2024-02-20"], (date(2024, 2, 1), date(2024, 2, 29))),
        ([], None),
    ],
)
def test_a_brush_takes_the_months_whose_bars_it_covers(marks: list[str], months: tuple[date, date] | None) -> None:
    assert months_brushed(marks) == months
