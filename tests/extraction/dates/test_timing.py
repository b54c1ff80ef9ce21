"""When an act happened and whether it is news: the table in timing.toml, read through the whole extractor.

The rules alone decide which records there are, as in the cases of the event types.
"""

import tomllib
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path

import pytest

from data.extraction import Extractor
from data.extraction.lexicon import default_lexicon
from data.model import Article, Aspect, DateBasis, DatePrecision

CASES = tomllib.loads((Path(__file__).parent / "timing.toml").read_text(encoding="utf-8"))["case"]
WEDNESDAY = date(2024, 6, 5)


@cache
def _extractor() -> Extractor:
    return Extractor(default_lexicon())


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_act_is_dated(case: dict) -> None:
    day = case.get("published", WEDNESDAY)
    published = datetime.combine(day, time(), tzinfo=UTC) if day else None
    article = Article(article_id="case", given_id="case", text=case["text"], published_at=published)
    reports = [one for one in _extractor().extract(article).reports if one.event_type == case["event_type"]]
    assert reports
    report = reports[0]
    wanted = case.get("date", {"start": None, "precision": DatePrecision.UNKNOWN, "basis": DateBasis.UNKNOWN})
    assert (report.dates.start, report.dates.precision, report.dates.basis) == (
        wanted["start"],
        wanted["precision"],
        wanted["basis"],
    ), case["reason"]
    assert report.is_background is case["background"], case["reason"]
    dated = [span for span in report.evidence if span.aspect is Aspect.DATE]
    assert [span.text for span in dated] == ([case["words"]] if "words" in case else [])
    assert all(article.text[span.start : span.end] == span.text for span in dated)


def test_case_ids_are_used_once() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES) >= 20
