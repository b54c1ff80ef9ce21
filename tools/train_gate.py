"""Fit the gate of the extractor: files with gold records -> seeds/gate/weights.json and scores.json.

    python -m tools.train_gate TRAIN.jsonl [MORE.jsonl ...] [--kept 0.99]

Logistic regression over the signs of each sentence that may hold a trigger (`data.extraction.grammar.gate`). A
sentence is worth its parse where a right report has evidence in it, by the rules alone or by the judge, or where a
core record's evidence stands in it. The threshold is the highest at which, cross-validated by article, this share of
the right reports is kept; the whole curve goes to scores.json. Run it after a change to triggers, and the judge's
training after it. Needs scikit-learn, which the program does not.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from data.extraction.extractor import Extractor
from data.extraction.grammar.gate import WEIGHTS, setting_of, signs
from data.extraction.judge.weighing import default_judge
from data.extraction.lexicon import default_lexicon
from data.model import Article, EventReport
from data.reference.event_types import event_types
from tools.lessons import FOLDS, folds_of, gold_articles

STRENGTH = 0.05
LEAST_ARTICLES = 8  # a sign that fewer articles have is left out
LEAST_CHARS = 20  # shorter evidence or sentences match by chance
SHARES = (0.14, 0.16, 0.18, 0.2, 0.22, 0.24, 0.26, 0.28, 0.3, 0.35)

Act = tuple[int, str, tuple[str, ...]]


@dataclass(frozen=True)
class Row:
    """One sentence that may hold a trigger: its article, its signs, and the right reports that rest on it."""

    article: int
    signs: frozenset[str]
    rules: frozenset[str]
    acts: frozenset[Act]
    is_evidence: bool
    token_count: int


@dataclass(frozen=True)
class Lesson:
    """The rows of one article, and how many sentences it has."""

    rows: Sequence[Row]
    sentence_count: int
    file: int


def lessons(paths: Sequence[Path]) -> Iterator[Lesson]:
    """Yield the articles of some gold files."""
    readers = [Extractor(default_lexicon()), Extractor(default_lexicon(), default_judge())]
    for number, (file, article, gold) in enumerate(gold_articles(paths)):
        reports = [report for reader in readers for report in reader.extract(article).reports]
        rows, sentence_count = _rows(number, article, [row for row in gold if row["core"]], reports, readers[0])
        yield Lesson(rows, sentence_count, file)


def _rows(
    number: int,
    article: Article,
    core: Sequence[Mapping[str, object]],
    reports: Sequence[EventReport],
    reader: Extractor,
) -> tuple[list[Row], int]:
    """Return the rows of an article, and how many sentences it has."""
    right = {_act(number, str(row["event_type"]), row.get("influencer"), str(row["target"])) for row in core}
    told = [" ".join(str(row.get("evidence") or "").split()) for row in core]
    published = article.published_at.date() if article.published_at else None
    glances = [reader.glance(one) for one in reader.read(article, published)]
    setting = setting_of(glances)
    rows = []
    for glance in glances:
        if not glance.triggers:
            continue
        sentence = glance.sentence
        acts = {
            _act(number, report.event_type, report.influencer, report.target)
            for report in reports
            for span in report.evidence
            if span.field == sentence.field and span.start < sentence.end and sentence.start < span.end
        }
        text = " ".join(sentence.text.split())
        rows.append(
            Row(
                number,
                frozenset(signs(glance, setting)),
                frozenset(pattern.rule_id for _, pattern in glance.triggers),
                frozenset(acts & right),
                any(min(len(text), len(one)) >= LEAST_CHARS and (text in one or one in text) for one in told),
                len(glance.words.lower),
            )
        )
    return rows, len(glances)


def _act(number: int, event_type: str, influencer: object, target: str) -> Act:
    sides = (str(influencer), target)
    return number, event_type, tuple(sorted(sides)) if event_types()[event_type].is_mutual else sides


def matrix(rows: Sequence[Row]) -> tuple[list[str], csr_matrix]:
    """Return the names of the signs that count, and one line of ones for each row."""
    seen = Counter(sign for sign, _ in {(sign, row.article) for row in rows for sign in row.signs})
    names = sorted(sign for sign, count in seen.items() if count >= LEAST_ARTICLES)
    columns = {name: at for at, name in enumerate(names)}
    indices: list[int] = []
    ends = [0]
    for row in rows:
        indices += sorted(columns[sign] for sign in row.signs if sign in columns)
        ends.append(len(indices))
    return names, csr_matrix((np.ones(len(indices), np.float32), indices, ends), shape=(len(rows), len(names)))


def _fit(lines: csr_matrix, labels: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, solver="liblinear").fit(lines, labels)


def unseen_scores(rows: Sequence[Row], lines: csr_matrix, labels: np.ndarray, fold_of: np.ndarray) -> np.ndarray:
    """Return each row's score by weights fitted on other articles."""
    folds = fold_of[[row.article for row in rows]]
    scores = np.zeros(len(rows))
    for fold in range(FOLDS):
        model = _fit(lines[folds != fold], labels[folds != fold])
        scores[folds == fold] = model.decision_function(lines[folds == fold])
    return scores


def at_threshold(rows: Sequence[Row], scores: np.ndarray, threshold: float, sentence_count: int) -> dict[str, float]:
    """Return what is parsed and what is kept where the gate opens at this score."""
    opened = [row for row, score in zip(rows, scores, strict=True) if score >= threshold]
    acts = {act for row in rows for act in row.acts}
    return {
        "threshold": round(float(threshold), 3),
        "parsed_share": round(len(opened) / sentence_count, 3),
        "parsed_token_share_of_promising": round(
            sum(row.token_count for row in opened) / sum(row.token_count for row in rows), 3
        ),
        "right_reports_kept": round(len({act for row in opened for act in row.acts}) / len(acts), 4),
        "evidence_sentences_kept": round(
            sum(row.is_evidence for row in opened) / sum(row.is_evidence for row in rows), 4
        ),
    }


def train(every: Sequence[Lesson], kept: float) -> tuple[dict[str, object], dict[str, object]]:
    """Return the weights and the figures; `kept` is the least share of right reports that the gate lets through."""
    rows = [row for lesson in every for row in lesson.rows]
    sentence_count = sum(lesson.sentence_count for lesson in every)
    labels = np.array([bool(row.acts) or row.is_evidence for row in rows])
    names, lines = matrix(rows)
    scores = unseen_scores(rows, lines, labels, folds_of([lesson.file for lesson in every]))
    best: dict[Act, float] = {}
    for row, score in zip(rows, scores, strict=True):
        for act in row.acts:
            best[act] = max(best.get(act, -99.0), float(score))
    threshold = float(np.quantile(list(best.values()), 1 - kept, method="lower"))
    model = _fit(lines, labels)
    weights = {name: round(float(weight), 3) for name, weight in zip(names, model.coef_[0], strict=True)}
    row = {
        "bias": round(float(model.intercept_[0]), 3),
        "threshold": round(threshold, 3),
        "rules": sorted({rule for row in rows for rule in row.rules}),
        "weights": {name: weight for name, weight in weights.items() if weight},
    }
    ordered = np.sort(scores)[::-1]
    at_shares = [ordered[min(len(ordered), int(share * sentence_count)) - 1] for share in SHARES]
    figures: dict[str, object] = {
        "articles": len(every),
        "sentences": sentence_count,
        "promising_share": round(len(rows) / sentence_count, 3),
        "right_reports": len(best),
        "chosen": at_threshold(rows, scores, threshold, sentence_count),
        "by_threshold": [at_threshold(rows, scores, score, sentence_count) for score in at_shares],
    }
    return row, figures


def main() -> None:
    """Train on gold files and write the weights and the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--kept", type=float, default=0.99, help="least share of right reports kept, cross-validated")
    args = parser.parse_args()
    weights, figures = train(list(lessons(args.gold)), args.kept)
    WEIGHTS.parent.mkdir(exist_ok=True)
    WEIGHTS.write_text(json.dumps(weights, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    (WEIGHTS.parent / "scores.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
