"""Linking measured on records whose events are known by reading; the floors lie a little below what was measured."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache

import pytest

from data.model import EventReport
from tests.linking.gold.scores import Scores, linked_events, retold, scores
from tests.linking.gold.sets import TEXTS, Gold, is_held_out, read_gold

PARTS = {"digests": ("digests",), "digests and news": ("digests", "unlabelled")}
HALVES: dict[str, Callable[[EventReport], bool]] = {
    "tune": lambda report: not is_held_out(report),
    "held out": is_held_out,
}
FLOORS = {
    ("digests", "tune"): (0.915, 0.83, 0.03),
    ("digests", "held out"): (0.915, 0.84, 0.065),
    ("digests and news", "tune"): (0.945, 0.83, 0.035),
    ("digests and news", "held out"): (0.935, 0.79, 0.065),
}
"""B-cubed F1 of all reports, of those that are told more than once, and the most false merges there may be."""


@pytest.mark.parametrize(("part", "half"), FLOORS)
def test_linking_comes_near_to_the_events_that_reading_finds(part: str, half: str) -> None:
    gold = _gold(part)
    least_f1, least_retold_f1, most_false = FLOORS[part, half]
    every, hard = (
        _scores(part, HALVES[half]),
        _scores(part, lambda one: HALVES[half](one) and one.report_id in retold(gold)),
    )
    sys.stdout.write(f"\n{part}, {half}: {_said(every)}; told more than once: {_said(hard)}\n")
    assert every.f1 >= least_f1
    assert hard.f1 >= least_retold_f1
    assert every.false_merge_share <= most_false


def test_the_gold_set_has_what_it_names() -> None:
    gold = _gold("digests")
    assert len(gold.reports) == 976
    assert len(retold(gold)) > 450


@cache
def _gold(part: str) -> Gold:
    if not all(TEXTS[name].exists() for name in PARTS[part]):
        pytest.skip("the corpus of real articles is not there")
    return read_gold(*PARTS[part])


@cache
def _events(part: str) -> dict[str, str]:
    return linked_events(_gold(part))


def _scores(part: str, counts: Callable[[EventReport], bool]) -> Scores:
    return scores(_gold(part), _events(part), counts=counts)


def _said(figures: Scores) -> str:
    return (
        f"{figures.report_count} reports, B-cubed precision {figures.precision:.3f}, recall {figures.recall:.3f}, "
        f"F1 {figures.f1:.3f}, {figures.false_merge_share:.1%} of {figures.linked_pair_count} linked pairs false"
    )
