"""The article that the project began with, record by record, against its gold annotation."""

import json
from functools import cache
from pathlib import Path

import pytest

from data.extraction import extract
from data.model import Article, EventReport, Extraction
from data.reading import read_paths

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the corpus of articles is not on this machine")
RECORD_COUNT = 9


@cache
def _gold() -> list[dict]:
    with (CORPUS / "dev.jsonl").open(encoding="utf-8") as lines:
        seed = next(article for article in map(json.loads, lines) if article["id"] == "seed")
    return [record for record in seed["events"] if record["core"]]


@cache
def _extraction() -> Extraction:
    (article,) = read_paths([CORPUS / "seed.txt"])
    assert isinstance(article, Article)
    return extract(article)


def _name(record: dict) -> str:
    return (
        f"{record['event_type']}-{record['influencer'] or 'domestic'}-{record['target']}-{record['influencer_actor']}"
    )


def _is_told_by(report: EventReport, record: dict) -> bool:
    same = (report.event_type, report.influencer, report.target) == (
        record["event_type"],
        record["influencer"],
        record["target"],
    )
    named = record["influencer_actor"] if record["event_type"] == "mining_deal" else None
    return same and (named is None or report.influencer_actor == named)


def _records() -> list:
    return [pytest.param(record, id=_name(record)) for record in (_gold() if CORPUS.exists() else [])]


@pytest.mark.parametrize("record", _records())
def test_record_is_reported_as_annotated(record: dict) -> None:
    (report,) = [report for report in _extraction().reports if _is_told_by(report, record)]
    statuses = record["status"] if isinstance(record["status"], list) else [record["status"]]
    assert report.status in statuses
    assert report.direction == record["direction"]
    assert report.is_background == record["background"]
    assert report.dates.precision == record["date_precision"]
    start = report.dates.start.isoformat() if report.dates.start else ""
    assert start.startswith(record["date"] or "")
    if record["commodity"]:
        assert report.commodity == record["commodity"]


def test_every_record_is_found_and_nothing_else() -> None:
    assert len(_gold()) == RECORD_COUNT
    reports = _extraction().reports
    assert len(reports) == RECORD_COUNT
    assert all(any(_is_told_by(report, record) for record in _gold()) for report in reports)


def test_evidence_is_verbatim() -> None:
    extraction = _extraction()
    spans = [span for report in extraction.reports for span in report.evidence]
    assert len(spans) >= RECORD_COUNT
    for span in spans:
        assert getattr(extraction.article, span.field)[span.start : span.end] == span.text


def test_nothing_comes_from_related_links() -> None:
    words = " ".join(span.text for report in _extraction().reports for span in report.evidence)
    assert "embassy" not in words
    assert "Cairo" not in words
