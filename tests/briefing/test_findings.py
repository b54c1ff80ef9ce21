"""A title must be true of the frame that it stands over, and neutral where the frame supports none."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from components.briefing.findings import MOST_WORDS, named, overview_finding
from data.queries import Headline
from data.reference import countries

CASES = tomllib.loads((Path(__file__).parent / "cases" / "findings.toml").read_text(encoding="utf-8"))["case"]
COLUMNS = ["event_count", "reach", "gains", "losses"]


def headline(event_count: int) -> Headline:
    return Headline(
        event_count=event_count,
        report_count=event_count,
        article_count=event_count,
        outlet_count=event_count,
        target_count=0,
        influencer_count=0,
        gains=0,
        losses=0,
        unknown_date_count=0,
        year_only_count=0,
        data_through=None,
    )


def frames_of(case: dict[str, Any]) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = [[*row, max(row[3], 0), max(-row[3], 0)] for row in case["pairs"]]
    pairs = pd.DataFrame(rows, columns=["influencer", "target", *COLUMNS])
    domestic = pd.DataFrame(
        [[target, count, 0, 0, 0] for target, count in case.get("domestic", [])], columns=["target", *COLUMNS]
    )
    by_target = pd.concat([pairs.drop(columns="influencer"), domestic]).groupby("target", as_index=False).sum()
    return by_target, pairs


def test_the_table_of_cases_is_read() -> None:
    assert len(CASES) == 24
    assert len({case["id"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_title_says_what_its_frame_supports(case: dict[str, Any]) -> None:
    by_target, pairs = frames_of(case)
    total = case.get("event_count", int(by_target["event_count"].sum()))

    found = overview_finding(by_target=by_target, pairs=pairs, figures=headline(total), mode=case.get("mode", "events"))

    assert found.text == case["text"], case["reason"]
    assert found.is_neutral == case.get("is_neutral", False)


@pytest.mark.parametrize("seed", range(40))
def test_a_leader_leads_when_the_events_are_counted_one_by_one(seed: int, some_events: Any, frames_of: Any) -> None:
    events = some_events(30, seed=seed, targets=("MLI", "NER", "TCD"), powers=("RUS", "FRA", "CHN"))
    frames = frames_of(events)

    found = overview_finding(
        by_target=frames["by_target"], pairs=frames["pairs"], figures=frames["figures"], mode="events"
    )

    counts = events["influencer"].map({code: countries()[code].name for code in ("RUS", "FRA", "CHN")}).value_counts()
    lead = re.fullmatch(r"(\w+) accounts for (\d+) of 30 events, ahead of (\w+) with (\d+)", found.text)
    if lead is None:
        assert found.is_neutral
        assert counts.iloc[0] == counts.iloc[1]
    else:
        assert counts[lead[1]] == int(lead[2]) == counts.max()
        assert counts[lead[3]] == int(lead[4]) < int(lead[2])


def test_no_pair_of_names_makes_a_title_longer_than_allowed() -> None:
    codes = sorted(countries(), key=lambda code: -len(countries()[code].name))[:12]
    for mode in ("events", "reach"):
        for lead in codes:
            for follower in codes:
                rows = [[lead, follower, 9000, 9000, 9000, 0], [follower, lead, 4000, -4000, 0, 4000]]
                pairs = pd.DataFrame(rows, columns=["influencer", "target", *COLUMNS])
                found = overview_finding(
                    by_target=pairs.drop(columns="influencer"), pairs=pairs, figures=headline(13_000), mode=mode
                )
                assert len(found.text.split()) <= MOST_WORDS, found.text


@pytest.mark.parametrize(
    "code, words",
    [
        ("USA", "the United States"),
        ("CAF", "the Central African Republic"),
        ("MLI", "Mali"),
        ("EU", "the European Union"),
    ],
)
def test_names_take_the_article_that_english_gives_them(code: str, words: str) -> None:
    assert named(code) == words
