"""Frames as data.queries gives them, made from a short list of events; no store is needed to draw a picture."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from components.briefing.slide import Overview
from data.queries import Headline

COUNTS = {
    "event_count": ("direction", "size"),
    "reach": ("direction", "sum"),
    "gains": ("direction", lambda values: int((values > 0).sum())),
    "losses": ("direction", lambda values: int((values < 0).sum())),
}
AFRICA = (
    "MLI",
    "BFA",
    "NER",
    "CAF",
    "SDN",
    "GIN",
    "TCD",
    "ETH",
    "COD",
    "NGA",
    "STP",
    "GNB",
    "CPV",
    "MUS",
    "ZAF",
    "DJI",
)
WORLD = (*AFRICA, "KAZ", "SRB", "VEN", "BOL", "BRA", "MMR", "KHM", "LKA", "MDV", "SLB", "FJI", "COK", "ARM", "SYR")
POWERS = ("RUS", "CHN", "USA", "FRA", "TUR", "ARE", "IND", "GBR", "EU", "SAU")
SECTORS = ("security", "extractives", "energy", "economy", "governance", "diplomacy", "society")
LINK = "http://127.0.0.1:8501/?influencer=RUS&influencer=CHN&since=2023-01-01"

Frames = dict[str, Any]
FramesOf = Callable[..., Frames]


def summed(events: pd.DataFrame, *keys: str, dropna: bool = True) -> pd.DataFrame:
    found = events.groupby(list(keys), dropna=dropna).agg(**COUNTS).reset_index()
    return found.sort_values("event_count", ascending=False, kind="stable", ignore_index=True)


@pytest.fixture(scope="session")
def frames_of() -> FramesOf:
    """Return a function from events (influencer, target, sector, direction, month) to the frames of the slide."""

    def frames(events: pd.DataFrame, data_through: date | None = date(2026, 11, 12)) -> Frames:
        return {
            "by_target": summed(events, "target"),
            "by_month": summed(events[events["month"].notna()], "month", "sector").sort_values(["month", "sector"]),
            "pairs": summed(events[events["influencer"].notna()], "influencer", "target"),
            "figures": Headline(
                event_count=len(events),
                report_count=len(events),
                article_count=(len(events) + 1) // 2,
                outlet_count=min(len(events), 57),
                target_count=events["target"].nunique(),
                influencer_count=events["influencer"].nunique(),
                gains=int((events["direction"] > 0).sum()),
                losses=int((events["direction"] < 0).sum()),
                unknown_date_count=int(events["month"].isna().sum()),
                year_only_count=0,
                data_through=data_through,
            ),
        }

    return frames


@pytest.fixture(scope="session")
def some_events() -> Callable[..., pd.DataFrame]:
    """Return a function that makes a number of events, the same ones for the same seed."""

    def events(
        count: int,
        *,
        seed: int = 1,
        targets: tuple[str, ...] = WORLD,
        powers: tuple[str, ...] = POWERS,
        months: int = 40,
    ) -> pd.DataFrame:
        chance = np.random.default_rng(seed)
        weight_of_target = 1 / np.arange(1, len(targets) + 1)
        months_back = chance.integers(0, months, count)
        return pd.DataFrame(
            {
                "influencer": chance.choice(powers, count),
                "target": chance.choice(targets, count, p=weight_of_target / weight_of_target.sum()),
                "sector": chance.choice(SECTORS, count),
                "direction": chance.choice([1, -1, 0], count, p=[0.6, 0.3, 0.1]),
                "month": [
                    pd.Timestamp("2026-11-01") - pd.DateOffset(months=int(back)) if back % 11 else pd.NaT
                    for back in months_back
                ],
            }
        )

    return events


@pytest.fixture(scope="session")
def overview_of(frames_of: FramesOf) -> Callable[..., Overview]:
    """Return a function from events to what the slide shows."""

    def overview(events: pd.DataFrame, **others: Any) -> Overview:
        words = {"filter_words": "All powers in all countries, since 2023", "permalink": LINK, "mode": "events"}
        return Overview(**{**frames_of(events), **words, **others})

    return overview
