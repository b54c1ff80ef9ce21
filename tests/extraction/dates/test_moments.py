"""Time expressions and the intervals they mean: the table in moments.toml, and what is no date at all."""

import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from data.extraction.dates.moments import Moment, find_moments, resolve
from data.model import DateBasis, DatePrecision, DateRange

CASES = tomllib.loads(Path(__file__).with_name("moments.toml").read_text(encoding="utf-8"))["case"]
WEDNESDAY = date(2024, 6, 5)


def _deciding(moments: Sequence[Moment]) -> Moment:
    counted = [moment for moment in moments if moment.is_anchored or moment.kind == "day_shift"]
    return (counted or moments)[-1]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_expression_means_this_interval(case: dict) -> None:
    moments = find_moments(case["text"])
    published = case.get("published", WEDNESDAY)
    dates = resolve(_deciding(moments), published, is_ahead=case.get("ahead", False), others=moments)
    wanted = DateRange()
    if "start" in case:
        precision, basis = DatePrecision(case["precision"]), DateBasis(case["basis"])
        wanted = DateRange(case["start"], case.get("end", case["start"]), precision, basis)
    assert dates == wanted, case["reason"]


def test_case_ids_are_used_once() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES) >= 75


RELATIVE = [case for case in CASES if case.get("basis") == "relative" and "2019" not in case["text"]]


@pytest.mark.parametrize("text", [case["text"] for case in RELATIVE if "2022" not in case["text"]])
def test_without_publication_what_counts_from_it_is_unknown(text: str) -> None:
    moments = find_moments(text)
    assert resolve(_deciding(moments), None, others=moments) == DateRange()


@pytest.mark.parametrize("text", ["on June 5, 2024", "in March 2023", "in 2022", "in 2019, and two years later"])
def test_without_publication_calendar_dates_stand(text: str) -> None:
    moments = find_moments(text)
    assert all(resolve(moment, None, others=moments).start is not None for moment in moments)


@pytest.mark.parametrize(
    "text",
    ["it may march on", "2000 soldiers", "$2019 a head", "on 12/03/2024", "12-03-2024", "12.03.2024", "in 2024/25"],
)
def test_what_is_no_date_is_never_guessed(text: str) -> None:
    assert not find_moments(text)


def test_exact_expression_wins_over_its_parts() -> None:
    moments = find_moments("signed on June 5, 2024, and in 2022")
    assert [moment.kind for moment in moments] == ["day_month", "year"]


@pytest.mark.parametrize("text", ["next week", "next Friday", "next August", "tomorrow", "in the coming week"])
def test_words_that_name_a_time_to_come_say_so(text: str) -> None:
    (moment,) = find_moments(text)
    assert moment.is_coming
