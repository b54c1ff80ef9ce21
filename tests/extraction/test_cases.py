"""What counts as an event of each type, and what only looks like one: the tables in tests/cases.

They hold the rules to their word, so the rules alone decide here; the fitted judge has tests of its own. It weighs a
whole article, and a case is one or two sentences.
"""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.extraction import Extractor
from data.extraction.lexicon import default_lexicon
from data.model import Article
from data.reference.event_types import event_types

CASES = Path(__file__).resolve().parents[1] / "cases"
PUBLISHED = datetime(2024, 6, 14, tzinfo=UTC)


def _read() -> list[tuple[str, dict]]:
    found = []
    for path in sorted(CASES.glob("*.toml")):
        found += [(path.stem, case) for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]]
    return found


def _parameters() -> list:
    return [
        pytest.param(
            event_type,
            case,
            id=f"{event_type}-{case['id']}",
            marks=[pytest.mark.xfail(strict=True, reason=case["gap"])] if "gap" in case else [],
        )
        for event_type, case in _read()
    ]


@pytest.mark.parametrize("event_type, case", _parameters())
def test_text_gives_these_reports_of_the_type(event_type: str, case: dict) -> None:
    article = Article(article_id="case", given_id="case", text=case["text"], published_at=PUBLISHED)
    extraction = Extractor(default_lexicon()).extract(article)
    reports = [report for report in extraction.reports if report.event_type == event_type]
    found = {(report.influencer, report.target, report.status.value, report.direction) for report in reports}
    wanted = {(row.get("influencer"), row["target"], row["status"], row["direction"]) for row in case["reports"]}
    assert found == wanted, case["reason"]


def test_every_type_has_five_of_each_sort() -> None:
    cases = _read()
    assert {event_type for event_type, _ in cases} == set(event_types())
    for event_type in event_types():
        own = [case for key, case in cases if key == event_type]
        assert len([case for case in own if case["reports"]]) >= 5, event_type
        assert len([case for case in own if not case["reports"]]) >= 5, event_type


def test_case_ids_are_used_once() -> None:
    ids = [(event_type, case["id"]) for event_type, case in _read()]
    assert len(ids) == len(set(ids))
    assert len(ids) >= 220
