"""The records that the judge learned from point at words of their articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from data.reference import event_types
from tools.join_records import joined

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
RECORDS = ROOT / "tools" / "records"


def test_every_digest_has_records_whose_evidence_is_in_its_text() -> None:
    rows = list(joined(RECORDS / "digests.jsonl", ROOT / "seeds" / "articles"))
    assert len(rows) == len(list((ROOT / "seeds" / "articles").glob("*.md")))
    events = [event for row in rows for event in row["events"]]
    assert {event["event_type"] for event in events} <= set(event_types())
    told = [event["evidence"] for event in events if event["core"]]
    assert sum(bool(words.strip()) for words in told) > 0.98 * len(told)


def test_records_without_their_articles_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="are not there"):
        list(joined(RECORDS / "digests.jsonl", tmp_path))


def test_records_hold_no_words_of_articles() -> None:
    for file in RECORDS.glob("*.jsonl"):
        for row in _rows(file):
            assert all(isinstance(at, int) for event in row["events"] for span in event["evidence"] for at in span)


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus of real articles is not there")
def test_no_article_that_measures_is_learned_from() -> None:
    measuring = {_bare(row["text"]) for row in _rows(CORPUS / "dev.jsonl")}
    taught = {row["id"] for file in RECORDS.glob("*.jsonl") for row in _rows(file)}
    learned = [row for row in _rows(CORPUS / "unlabelled.jsonl") if row["id"] in taught]
    assert learned
    assert not [row["id"] for row in learned + _rows(CORPUS / "train.jsonl") if _bare(row["text"]) in measuring]


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _bare(text: str) -> str:
    return " ".join(text.lower().split())
