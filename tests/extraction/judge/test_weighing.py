"""The fitted judge: what it may see, what it decides, and that its confidence is a probability."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.extraction.extractor import Extractor
from data.extraction.judge.acts import NOTHING, Rivals, gather, numbers
from data.extraction.judge.view import view_of
from data.extraction.judge.weighing import Judge, default_judge, describe_all, score_all
from data.extraction.judge.weights import WEIGHTS, default_weights, read_weights
from data.extraction.lexicon import default_lexicon
from data.model import Article
from data.reference.geography import countries
from data.reference.tables import TableError

TEXT = (
    "Russia delivered six helicopters to Mali on Monday, the defence ministry in Bamako said. "
    "The minister thanked Moscow for the aircraft. "
    "Earlier this year France withdrew its last troops from Mali. "
    "Analysts in Nairobi discussed the price of maize."
)


@pytest.fixture
def article() -> Article:
    return Article(
        article_id="a",
        given_id="a",
        text=TEXT,
        headline="Russian helicopters arrive in Mali",
        published_at=datetime(2023, 3, 14, tzinfo=UTC),
    )


@pytest.fixture
def tellings_and_view(article):
    extractor = Extractor(default_lexicon())
    read = extractor.read(article, article.published_at.date())
    view = view_of((one.sentence, one.mentions) for one in read)
    return extractor.tellings(article, read, article.published_at.date()), view


def keys(extraction) -> set[tuple[str, str | None, str]]:
    return {(report.event_type, report.influencer, report.target) for report in extraction.reports}


def judge_at(threshold: float) -> Judge:
    return replace(default_judge(), weights=replace(default_weights(), threshold=threshold))


def test_plain_news_is_reported_with_the_judge_and_by_the_rules_alone(article):
    withdrawal = ("troop_deployment", "FRA", "MLI")
    assert withdrawal in keys(Extractor(default_lexicon(), default_judge()).extract(article))
    assert withdrawal in keys(Extractor(default_lexicon()).extract(article))


def test_confidence_is_a_probability_above_the_threshold(article):
    reports = Extractor(default_lexicon(), default_judge()).extract(article).reports
    assert reports
    assert all(default_weights().threshold - 0.001 <= report.confidence <= 1 for report in reports)


def test_a_threshold_of_one_keeps_nothing_and_says_why(article):
    none = Extractor(default_lexicon(), judge_at(1.1)).extract(article)
    assert not none.reports
    assert none.rejections


def test_a_lower_threshold_only_adds(article):
    strict, lax = (keys(Extractor(default_lexicon(), judge_at(threshold)).extract(article)) for threshold in (0.7, 0.2))
    assert strict <= lax


def test_no_country_has_a_weight_of_its_own():
    codes = set(countries())
    named = [name for name in default_weights().features if codes & set(name.replace("=", ",").split(","))]
    assert named == []


def test_every_reading_has_two_different_sides(tellings_and_view):
    tellings, view = tellings_and_view
    described = list(describe_all(tellings, view))
    assert len(described) > 5
    assert all(one.reading.key[1] != one.reading.key[2] for one in described)


def test_readings_beyond_the_frame_have_no_certainty_of_their_own(tellings_and_view):
    tellings, view = tellings_and_view
    widened = [one.reading for one in describe_all(tellings, view) if not one.reading.is_ruled]
    assert widened
    assert all(reading.pair.target.certainty == 0 for reading in widened)


def test_every_number_of_an_act_has_a_weight(tellings_and_view):
    tellings, view = tellings_and_view
    acts = gather(score_all(tellings, view, default_judge()))
    known = set(default_weights().numbers)
    found = {name for act in acts for name in numbers(act, Rivals(acts), view)}
    assert {name for name in found if not name.startswith("type=")} <= known


def test_the_right_pair_outscores_the_turned_one(tellings_and_view):
    tellings, view = tellings_and_view
    best = {act.key: act.best for act in gather(score_all(tellings, view, default_judge()))}
    assert best["troop_deployment", "FRA", "MLI"] > best.get(("troop_deployment", "MLI", "FRA"), NOTHING)


def test_broken_weights_are_named_in_one_line(tmp_path: Path):
    broken = tmp_path / "weights.json"
    broken.write_text(json.dumps({"features": {}}))
    with pytest.raises(TableError, match=r"make it anew with tools/train_judge\.py"):
        read_weights(broken)


def test_weights_are_numbers_and_nothing_else():
    row = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    values = [*row["features"].values(), *row["numbers"].values(), *row["blend"].values(), row["bias"], row["base"]]
    assert all(isinstance(value, int | float) for value in values)
    assert len(values) > 1000
