"""Sums of money: what is one, in which currency, and what it is in dollars of its year."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.extraction.particulars.currencies import Bare, currencies, in_usd
from data.extraction.particulars.money import find_money

CASES = tomllib.loads(Path(__file__).with_name("money.toml").read_text(encoding="utf-8"))["case"]
PEGS = {"AED", "SAR", "QAR", "OMR", "BHD", "JOD", "DJF"}


def test_there_are_cases_of_both_sorts() -> None:
    assert len([case for case in CASES if "amount" in case]) >= 40
    assert len([case for case in CASES if "amount" not in case]) >= 8
    assert len({case["id"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_sum_is_read_with_its_currency_or_refused(case: dict) -> None:
    text = case["text"]
    found = find_money(f"It pledged {text}, it said.", homes=case.get("homes", ()))
    if "amount" not in case:
        assert not found
        return
    money = found[0]
    assert (money.amount, money.currency) == (pytest.approx(case["amount"]), case["currency"])
    assert money.usd == (pytest.approx(case["usd"]) if "usd" in case else None)
    assert f"It pledged {text}, it said."[money.start : money.end] == case.get("words", text)


def test_sums_side_by_side_are_two() -> None:
    assert [money.amount for money in find_money("Ghana got $2bn and $3bn more")] == [2e9, 3e9]
    assert [money.amount for money in find_money("raised from $2bn to $3bn")] == [2e9, 3e9]


@given(st.text(alphabet="$€£¥0123456789,.- ()abdeillmnorstuw", max_size=60))
def test_every_sum_is_in_its_words_and_finite(text: str) -> None:
    for money in find_money(text):
        assert 0 <= money.start < money.end <= len(text)
        assert 0 <= money.amount < 1e30


def test_dollars_are_those_of_the_year() -> None:
    assert in_usd(1e6, "USD", None) == 1e6
    assert in_usd(1e6, "EUR", 2015) == pytest.approx(1.109e6, rel=0.001)
    assert in_usd(1e6, "EUR", 2021) == pytest.approx(1.183e6, rel=0.001)
    assert in_usd(6.56e8, "XOF", 2020) == pytest.approx(1.14e6, rel=0.01)


@pytest.mark.parametrize("currency, year", [("EUR", 1990), ("EUR", None), ("EUR", 2100), ("XXX", 2021), ("VND", 2021)])
def test_a_year_without_a_rate_is_not_converted(currency: str, year: int | None) -> None:
    assert in_usd(1e6, currency, year) is None


def test_rates_move_as_rates_do() -> None:
    """A slip of a digit in the table would make a currency ten times dearer within a year."""
    rated = [row for row in currencies().values() if row.per_usd]
    assert len(rated) >= 35
    for row in rated:
        years = sorted(int(year) for year in row.per_usd)
        assert years == list(range(years[0], years[-1] + 1)), row.code
        rates = [row.per_usd[str(year)] for year in years]
        assert all(0.4 < late / early < 2.5 for early, late in pairwise(rates)), row.code
        assert row.source, row.code
        assert row.code not in PEGS or len(set(rates)) == 1


def test_a_noun_has_one_meaning_where_nobody_is_told() -> None:
    plain: dict[str, list[str]] = {}
    for row in currencies().values():
        for noun in row.nouns if row.bare is Bare.ALWAYS else ():
            plain.setdefault(noun, []).append(row.code)
    shared = {noun: codes for noun, codes in plain.items() if len(codes) > 1}
    assert shared == {}
