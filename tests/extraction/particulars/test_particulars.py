"""Sums, counts, goods, places and named bodies: each with its own words, or left open."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.extraction import Extractor
from data.extraction.grammar.parsing import parse, tokenise
from data.extraction.lexicon import default_lexicon
from data.extraction.particulars.commodities import commodities, find_commodities
from data.extraction.particulars.quantities import find_quantities
from data.model import Article, Aspect, EventReport
from data.reference.actors import actors

CASES = tomllib.loads(Path(__file__).with_name("particulars.toml").read_text(encoding="utf-8"))["case"]
PUBLISHED = datetime(2022, 6, 14, tzinfo=UTC)
EXTRACTOR = Extractor(default_lexicon())
NOTES = {"id", "reason", "text", "type", "none", "words"}


def _report(case: dict) -> EventReport:
    article = Article(article_id="case", given_id="case", text=case["text"], published_at=PUBLISHED)
    reports = [one for one in EXTRACTOR.extract(article).reports if one.event_type == case["type"]]
    reports = [one for one in reports if one.target == case.get("target", one.target)]
    assert len(reports) == 1, [one.event_type for one in reports]
    for span in reports[0].evidence:
        assert case["text"][span.start : span.end] == span.text
    return reports[0]


def test_there_are_cases() -> None:
    assert len(CASES) >= 20
    assert len({case["id"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_record_tells_this_in_these_words(case: dict) -> None:
    report = _report(case)
    wanted = {name: value for name, value in case.items() if name not in NOTES}
    assert {name: getattr(report, name) for name in wanted} == wanted, case["reason"]
    assert [name for name in case.get("none", ()) if getattr(report, name) is not None] == [], case["reason"]
    told = {span.aspect.value: span.text for span in report.evidence}
    words = case.get("words", {})
    assert {aspect: told.get(aspect) for aspect in words} == words, case["reason"]
    assert not {Aspect.AMOUNT, Aspect.QUANTITY, Aspect.COMMODITY, Aspect.PLACE}.intersection(
        aspect for aspect in Aspect if aspect in case.get("none", ()) and aspect in told
    )


@pytest.mark.parametrize(
    "text, found",
    [
        ("In 2023 it sent 300 military instructors.", [(300, "instructors", "300 military instructors")]),
        ("They gave Ghana 14 tanks.", [(14, "tanks", "14 tanks")]),
        ("Between 200 and 300 soldiers left.", [(200, "soldiers", "Between 200 and 300 soldiers")]),
        ("Up to 150-200 instructors arrived.", [(150, "instructors", "Up to 150-200 instructors")]),
        ("It got three hundred thousand doses.", [(300_000, "doses", "three hundred thousand doses")]),
        ("It got S-300 missiles and 2 million barrels.", [(2e6, "barrels", "2 million barrels")]),
        ("China gave it 200 000 doses.", [(200_000, "doses", "200 000 doses")]),
        ("It sent several dozen soldiers.", []),
        ("The $5 million to buy tanks is there.", []),
        ("The 1.2.3 tanks came.", []),
    ],
)
def test_count_is_read_with_its_unit(text: str, found: list[tuple[float, str, str]]) -> None:
    (parsed,) = parse([tokenise(text)])
    quantities = list(find_quantities(parsed))
    assert [(one.count, one.unit, text[one.start : one.end]) for one in quantities] == found


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([*(case["text"] for case in CASES), "\u200b…", "«é» 🛢", "\n\n- "]), max_size=6))
def test_every_span_is_its_words_whatever_stands_around(pieces: list[str]) -> None:
    article = Article(article_id="made", given_id="made", text=" ".join(pieces), published_at=PUBLISHED)
    for report in EXTRACTOR.extract(article).reports:
        assert report.evidence[0].aspect is Aspect.EVENT
        for span in report.evidence:
            assert span.text
            assert article.text[span.start : span.end] == span.text


def test_goods_are_known_by_their_longest_words() -> None:
    named = find_commodities(("palm", "oil", ",", "solar", "panels", ",", "crude", "oil", "and", "tear", "gas"))
    assert [row.name for _, _, row in named] == ["palm oil", "solar", "oil"]


def test_the_trade_of_every_company_is_among_the_goods() -> None:
    assert {actor.commodity for actor in actors() if actor.commodity} <= set(commodities())
