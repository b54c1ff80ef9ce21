"""Filters that the tests of queries try, and what each chooses, said a second time in pandas."""

from __future__ import annotations

from datetime import date

import pandas as pd

from data.queries import DOMESTIC, Filter

FILTERS = [
    Filter(),
    Filter(influencers=("RUS",)),
    Filter(influencers=("RUS", DOMESTIC), targets=("MLI", "NER")),
    Filter(influencers=(DOMESTIC,)),
    Filter(sectors=("extractives", "economy"), statuses=("agreed", "completed", "cancelled")),
    Filter(event_types=("loan",), is_background=False),
    Filter(is_background=True),
    Filter(since=date(2023, 1, 1)),
    Filter(until=date(2022, 12, 31)),
    Filter(since=date(2022, 3, 1), until=date(2023, 6, 30)),
    Filter(since=date(2022, 3, 5), until=date(2023, 6, 11)),
    Filter(since=date(2023, 2, 14), until=date(2023, 2, 14), influencers=("CHN", "RUS", "EU")),
    Filter(text="rusal BAUXITE"),
    Filter(text="bamako", since=date(2022, 6, 1)),
    Filter(targets=("FRA",)),
    Filter(is_rejected=None),
    Filter(is_rejected=True, since=date(2022, 3, 5)),
    Filter(is_rejected=True),
    Filter(is_careful=True),
    Filter(is_careful=True, influencers=("RUS", "CHN"), since=date(2022, 1, 1)),
    Filter(text="'; DROP TABLE events; --"),
]


def chosen(events: pd.DataFrame, choice: Filter) -> pd.DataFrame:
    """Return the events that a filter chooses."""
    keep = pd.Series(True, index=events.index)
    for column, values in (
        ("target", choice.targets),
        ("sector", choice.sectors),
        ("event_type", choice.event_types),
        ("status", choice.statuses),
    ):
        if values:
            keep &= events[column].isin(values)
    if choice.influencers:
        is_domestic = events["influencer"].isna() & (DOMESTIC in choice.influencers)
        keep &= events["influencer"].isin(choice.influencers) | is_domestic
    if choice.since:
        keep &= events["date_end"] >= pd.Timestamp(choice.since)
    if choice.until:
        keep &= events["date_start"] <= pd.Timestamp(choice.until)
    if choice.is_background is not None:
        keep &= events["is_background"] == choice.is_background
    if choice.is_rejected is not None:
        keep &= events["is_rejected"] == choice.is_rejected
    if choice.is_careful:
        keep &= (events["outlet_count"] >= 2) | (events["confidence"] >= 0.9)
    words = (
        events[["summary", "influencer_actor", "target_actor", "place", "commodity"]].fillna("").agg(" ".join, axis=1)
    )
    for word in choice.text.split():
        keep &= words.str.lower().str.contains(word.lower(), regex=False)
    return events[keep]
