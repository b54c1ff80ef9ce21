"""Which texts are copies: the cases of copies.toml, either way round, by the law and by the fingerprints before it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from data.linking.copies import Groups, Wording, is_copy, join_copies, likeness
from data.linking.fingerprints import fingerprint, words_of
from data.model import Article

DAY = datetime(2024, 6, 5, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    """Two articles, and whether one is a copy of the other."""

    id: str
    is_copy: bool
    articles: tuple[Article, Article]

    @property
    def wordings(self) -> tuple[Wording, Wording]:
        one, other = map(wording, self.articles)
        return one, other


def wording(article: Article) -> Wording:
    return Wording.of(article.article_id, article.outlet, article.published_at, article.text)


def read_cases() -> list[Case]:
    with (Path(__file__).parent / "copies.toml").open("rb") as file:
        table = tomllib.load(file)
    return [_case(entry, table["text"]) for entry in table["case"]]


def _case(entry: dict[str, Any], texts: dict[str, str]) -> Case:
    outlets = entry.get("outlets", ["Agency", "Paper"])
    days = (DAY, DAY + timedelta(days=entry.get("days_apart", 0)))
    one, other = (
        Article(
            article_id=side,
            given_id=side,
            text="\n\n".join(texts[name].strip() for name in entry[side]),
            outlet=outlet,
            published_at=day,
        )
        for side, outlet, day in zip(("one", "other"), outlets, days, strict=True)
    )
    return Case(entry["id"], entry["is_copy"], (one, other))


CASES = read_cases()


def test_there_are_cases_of_both_kinds() -> None:
    assert sum(case.is_copy for case in CASES) >= 10
    assert sum(not case.is_copy for case in CASES) >= 10


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_copy_is_told_from_what_is_none(case: Case) -> None:
    one, other = case.wordings
    assert is_copy(one, other) is case.is_copy
    assert is_copy(other, one) is case.is_copy
    assert likeness(one, other) == likeness(other, one)


@pytest.mark.parametrize("case", [case for case in CASES if case.is_copy], ids=lambda case: case.id)
def test_the_fingerprints_of_copies_share_a_band(case: Case) -> None:
    one, other = map(fingerprint, case.articles)
    assert one
    assert other
    assert set(one.bands) & set(other.bands)


def test_punctuation_case_and_letter_forms_make_no_difference() -> None:
    assert words_of("“Mali’s” ARMY—ﬁrst;\n Straße") == words_of('"Mali\'s" army, first strasse')


def test_a_fingerprint_is_the_same_on_every_machine_and_in_every_year() -> None:
    """Stored ones are compared with those of later versions: if this fails, what is stored finds no copy any more."""
    text = " ".join(f"word{number} of {number % 7}" for number in range(40))
    found = fingerprint(Article(article_id="a", given_id="a", text=text, published_at=DAY))
    assert found is not None
    assert (found.article_id, found.day, len(found.bands)) == ("a", DAY.date(), 32)
    assert found.bands[:3] == (-8640852730434464326, -902030698321822123, 3940682394773034981)
    assert found.bands[-3:] == (6252170723970527810, 7919932126379425392, -7814150571607043102)


def test_few_words_have_no_fingerprint() -> None:
    words = " ".join(f"word{number}" for number in range(50))
    assert fingerprint(Article(article_id="a", given_id="a", text=words)) is not None
    assert fingerprint(Article(article_id="a", given_id="a", text=words.rsplit(" ", 1)[0])) is None


def test_a_text_without_end_is_compared_by_its_beginning() -> None:
    endless = " ".join(f"word{number}" for number in range(400_000))
    one, other = Wording.of("a", "A", DAY, endless), Wording.of("b", "B", DAY, endless + " and so on")
    assert len(one.words) == 5_000
    assert is_copy(one, other)


def test_an_article_without_a_date_may_be_a_copy_of_any() -> None:
    one, other = CASES[0].wordings
    assert is_copy(replace(one, published_at=None), other)


def test_copies_of_copies_are_one_group_in_any_order() -> None:
    """The first third and the last third share nothing, but both are in the whole."""
    whole = [f"w{number}" for number in range(300)]
    texts = {"whole": whole, "begin": whole[:120], "end": whole[180:], "other": [f"x{number}" for number in range(300)]}
    wordings = {name: Wording.of(name, name, DAY, " ".join(words)) for name, words in texts.items()}
    assert not is_copy(wordings["begin"], wordings["end"])
    for names in permutations(texts):
        groups = Groups()
        join_copies(((one, other) for one in names for other in names if one != other), groups, wordings)
        assert sorted(map(sorted, groups.members(names))) == [["begin", "end", "whole"], ["other"]]


def test_groups_hold_what_was_joined_in_whatever_order() -> None:
    joined = [("a", "b"), ("c", "d"), ("e", "f"), ("b", "d"), ("f", "a"), ("h", "g")]
    for pairs in permutations(joined):
        groups = Groups()
        for one, other in pairs:
            groups.join(one, other)
        assert sorted(map(sorted, groups.members("abcdefghi"))) == [list("abcdef"), ["g", "h"], ["i"]]
