"""What the documents say is what is measured, and what they point to is there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.benchmarks.questions import QUESTIONS

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


def row_of(page: str, label: str) -> list[float]:
    """Return the numbers of the row of a Markdown table that begins with a label."""
    (row,) = re.findall(rf"^\| {re.escape(label)} \|(.+)\|$", page, re.MULTILINE)
    return [float(cell) for cell in row.split("|")]


@pytest.mark.parametrize(
    "label, key",
    [("rules alone, training", "rules_alone"), ("with the judge, training, cross-validated by article", "with_judge")],
)
def test_the_method_page_tells_what_was_measured(label: str, key: str) -> None:
    scores = json.loads((ROOT / "seeds" / "judge" / "scores.json").read_text(encoding="utf-8"))[key]
    measured = [round(scores[name], 2) for name in ("precision", "recall", "f1", "empty_kept_empty")]
    assert row_of((ROOT / "docs" / "method.md").read_text(encoding="utf-8"), label) == measured


def test_links_between_the_documents_lead_somewhere() -> None:
    links = [
        (page, link) for page in PAGES for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    ]
    assert len(links) >= 10
    broken = [f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()]
    assert not broken


def test_the_scale_page_has_each_question_of_the_benchmark() -> None:
    page = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    table = page.split("| question |")[1].split("\n\n")[0]
    assert re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE) == list(QUESTIONS)
