"""Fit the judge of the extractor: TRAIN.jsonl with gold records -> seeds/judge/weights.json and scores.json.

    python -m tools.train_judge TRAIN.jsonl [--precision 0.8]

Two layers of logistic regression. The first weighs the features of each reading (`judge.features`); of a
gold record's readings only those count as right that score near its best one, since a pair that is named ten times
is told once (three rounds). The second weighs the numbers of each act (`judge.acts`), on scores that the
first gave to articles it had not seen. Borderline records teach the first layer and are left out of the second. All
figures are cross-validated by article, through the whole extractor. Needs scikit-learn, which the program does not.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from data.extraction.assembly import assemble
from data.extraction.extractor import Extractor
from data.extraction.judge.acts import Rivals, Scored, act_of, gather, numbers
from data.extraction.judge.readings import Reading, Telling
from data.extraction.judge.rules import judge
from data.extraction.judge.view import View, view_of
from data.extraction.judge.weighing import describe_all, keys_by_rules, weigh
from data.extraction.judge.weights import WEIGHTS, Weights
from data.extraction.lexicon import default_lexicon
from data.extraction.proposals import Proposal, propose
from data.model import Article, EventReport
from data.reading import Trouble, read_paths

FOLDS, SEED = 5, 7
LEAST_ARTICLES = 4  # a feature that fewer articles have is left out
ROUNDS = ((None, 0.05), (1.0, 0.12), (0.5, 0.12), (0.3, 0.12))  # how near the best reading, strength C
BORDERLINE = 0.7
SECOND_C = 0.01
LEAST_WEIGHT = 0.01
MUTUAL = frozenset({"diplomatic_visit", "diplomatic_agreement", "military_cooperation", "trade_deal"})


@dataclass(frozen=True)
class Lesson:
    """One article with what the rules read of it and its gold records."""

    article: Article
    tellings: Sequence[Telling]
    view: View
    gold: Sequence[Mapping[str, object]]

    def label(self, event_type: str, sides: tuple[str | None, str]) -> int:
        """Return 1 for an act of a core record, -1 for a borderline one, 0 for none."""
        found = [bool(row["core"]) for row in self.gold if _gold_act(row) == (event_type, sides)]
        return 0 if not found else 1 if any(found) else -1


def _gold_act(row: Mapping[str, object]) -> tuple[str, tuple[str | None, str]]:
    event_type, influencer, target = str(row["event_type"]), row.get("influencer"), str(row["target"])
    if event_type in MUTUAL and str(influencer) > target:
        return event_type, (target, str(influencer))
    return event_type, (str(influencer) if influencer else None, target)


def lessons(path: Path) -> Iterator[Lesson]:
    """Yield the articles of a gold file, each read by the rules."""
    gold = {row["id"]: row["events"] for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
    extractor = Extractor(default_lexicon())
    for article in read_paths([path]):
        if isinstance(article, Trouble):
            raise SystemExit(f"{path}: {article}")
        published: date | None = article.published_at.date() if article.published_at else None
        read = extractor.read(article, published)
        view = view_of((one.sentence, one.mentions) for one in read)
        yield Lesson(article, extractor.tellings(article, read, published), view, gold[article.given_id])


class Table:
    """All readings of all lessons as one sparse matrix, with labels, lessons and acts."""

    def __init__(self, every: Sequence[Lesson]) -> None:
        self.every = every
        self.readings: list[Reading] = []
        rows: list[tuple[str, ...]] = []
        labels, lesson_ids, act_ids = [], [], []
        acts: dict[object, int] = {}
        for at, lesson in enumerate(every):
            for one in describe_all(lesson.tellings, lesson.view):
                act = act_of(one.reading)
                self.readings.append(one.reading)
                rows.append(tuple(name for part in one.parts for name in part))
                labels.append(lesson.label(*act))
                lesson_ids.append(at)
                act_ids.append(acts.setdefault((at, act), len(acts)))
        self.labels, self.lesson_ids, self.act_ids = map(np.array, (labels, lesson_ids, act_ids))
        self.names = _names(rows, self.lesson_ids)
        self.matrix = _matrix(rows, self.names)


def _names(rows: Sequence[Sequence[str]], lesson_ids: np.ndarray) -> list[str]:
    seen: Counter[str] = Counter()
    for name, _ in {(name, int(at)) for row, at in zip(rows, lesson_ids, strict=True) for name in row}:
        seen[name] += 1
    return sorted(name for name, count in seen.items() if count >= LEAST_ARTICLES)


def _matrix(rows: Sequence[Sequence[str]], names: Sequence[str]) -> csr_matrix:
    columns = {name: at for at, name in enumerate(names)}
    indices: list[int] = []
    ends = [0]
    for row in rows:
        indices += sorted({columns[name] for name in row if name in columns})
        ends.append(len(indices))
    return csr_matrix((np.ones(len(indices), np.float32), indices, ends), shape=(len(rows), len(names)))


def fit_first(table: Table, usable: np.ndarray, folds: np.ndarray) -> tuple[np.ndarray, list[LogisticRegression]]:
    """Return the scores of unseen articles, and the models: one for each fold, then one of all usable readings."""
    scores = np.zeros(len(table.labels))
    right = table.labels != 0
    weights = np.where(table.labels < 0, BORDERLINE, 1.0)
    models: list[LogisticRegression] = []
    for near, strength in ROUNDS:
        taught = usable & ~_is_aside(table, scores, near) if near is not None else usable
        models, fresh = [], np.zeros(len(scores))
        for fold in range(FOLDS):
            train = taught & (folds != fold)
            models.append(_fit(table.matrix[train], right[train], strength, weights[train]))
            fresh[folds == fold] = models[-1].decision_function(table.matrix[folds == fold])
        scores = fresh
    models.append(_fit(table.matrix[taught], right[taught], strength, weights[taught]))
    return scores, models


def _is_aside(table: Table, scores: np.ndarray, near: float) -> np.ndarray:
    """Tell which right readings stand aside: their act is told with more certainty elsewhere."""
    best = np.full(table.act_ids.max() + 1, -99.0)
    np.maximum.at(best, table.act_ids, scores)
    return (table.labels != 0) & (scores < best[table.act_ids] - near)


def _fit(matrix: object, right: np.ndarray, strength: float, weights: np.ndarray | None = None) -> LogisticRegression:
    return LogisticRegression(C=strength, solver="liblinear", max_iter=60, tol=3e-3).fit(
        matrix, right, sample_weight=weights
    )


@dataclass(frozen=True)
class Acts:
    """The acts of some lessons in numbers: one row each."""

    names: Sequence[str]
    values: np.ndarray
    labels: np.ndarray
    lesson_ids: np.ndarray


def act_rows(table: Table, scores: np.ndarray) -> Acts:
    """Return all acts of all lessons in numbers."""
    rows: list[dict[str, float]] = []
    labels, lesson_ids = [], []
    starts = np.searchsorted(table.lesson_ids, np.arange(len(table.every) + 1))
    for at, lesson in enumerate(table.every):
        scored = [Scored(table.readings[row], float(scores[row])) for row in range(starts[at], starts[at + 1])]
        acts = gather(scored)
        rivals = Rivals(acts, keys_by_rules(lesson.tellings))
        for act in acts:
            rows.append(numbers(act, rivals, lesson.view))
            labels.append(lesson.label(act.event_type, act.sides))
            lesson_ids.append(at)
    names = sorted({name for row in rows for name in row})
    values = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    return Acts(names, values, np.array(labels), np.array(lesson_ids))


def fit_second(acts: Acts, train: np.ndarray) -> tuple[np.ndarray, float]:
    """Return weights (for numbers as they are) and base of the second layer."""
    train = train & (acts.labels >= 0)
    mean, spread = acts.values[train].mean(0), acts.values[train].std(0) + 1e-6
    model = LogisticRegression(C=SECOND_C, max_iter=1000).fit((acts.values[train] - mean) / spread, acts.labels[train])
    coefficients = model.coef_[0] / spread
    return coefficients, float(model.intercept_[0] - mean @ coefficients)


def platt(totals: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """Return scale and offset that make calibrated log odds of the second layer's sums."""
    model = LogisticRegression(C=1e6).fit(totals[labels >= 0, None], labels[labels >= 0])
    return float(model.coef_[0][0]), float(model.intercept_[0])


def weights_of(table: Table, model: LogisticRegression, acts: Acts, second: tuple[np.ndarray, float]) -> Weights:
    """Return the weights of both layers, without calibration and threshold."""
    features = {name: round(float(weight), 3) for name, weight in zip(table.names, model.coef_[0], strict=True)}
    return Weights(
        features={name: weight for name, weight in features.items() if abs(weight) >= LEAST_WEIGHT},
        bias=round(float(model.intercept_[0]), 4),
        numbers={name: round(float(weight), 4) for name, weight in zip(acts.names, second[0], strict=True)},
        base=round(second[1], 4),
        scale=1.0,
        offset=0.0,
        threshold=0.0,
    )


Counts = tuple[int, int, int]


def counts_of(lesson: Lesson, reports: Iterable[EventReport]) -> Counts:
    """Return (right, false, missed) of an article's reports, as the scorer of the evaluation counts them."""
    free = list(lesson.gold)
    right = false = 0
    for report in sorted(reports, key=lambda one: -one.confidence):
        act = _gold_act({"event_type": report.event_type, "influencer": report.influencer, "target": report.target})
        same = sorted((row for row in free if _gold_act(row) == act), key=lambda row: not row["core"])
        if not same:
            false += 1
            continue
        free.remove(same[0])
        right += bool(same[0]["core"])
    return right, false, sum(bool(row["core"]) for row in free)


def by_rules(lesson: Lesson) -> list[EventReport]:
    """Return what the rules alone report."""
    found = [one for telling in lesson.tellings if telling.has_needs for one in propose(telling)]
    kept, _ = judge([one for one in found if isinstance(one, Proposal)])
    return assemble(lesson.article, kept, "")


def by_judge(lesson: Lesson, weights: Weights) -> list[EventReport]:
    """Return what is reported with the fitted judge."""
    kept, _ = weigh(lesson.tellings, lesson.view, weights)
    return assemble(lesson.article, kept, "")


def summary(lessons_: Sequence[Lesson], counts: Sequence[Counts]) -> dict[str, float]:
    """Return precision, recall, F1 and how many articles without a core record stayed without a false report."""
    right, false, missed = (sum(row[at] for row in counts) for at in range(3))
    empty = [
        row[1] == 0 for lesson, row in zip(lessons_, counts, strict=True) if not any(g["core"] for g in lesson.gold)
    ]
    precision, recall = right / max(1, right + false), right / max(1, right + missed)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    figures = {"precision": precision, "recall": recall, "f1": f1, "empty_kept_empty": sum(empty) / len(empty)}
    return {name: round(value, 4) for name, value in figures.items()}


def reliability(probabilities: np.ndarray, labels: np.ndarray) -> list[dict[str, float]]:
    """Return for each tenth of the confidence scale: how many acts, mean confidence, and how many were right."""
    rows = []
    for low in np.arange(0.0, 1.0, 0.1):
        inside = (labels >= 0) & (probabilities >= low) & (probabilities < low + 0.1 + 1e-9)
        if inside.any():
            mean, right = float(probabilities[inside].mean()), float(labels[inside].mean())
            rows.append({"from": round(float(low), 1), "acts": int(inside.sum()), "confidence": round(mean, 3)})
            rows[-1]["right"] = round(right, 3)
    return rows


def train(every: Sequence[Lesson], precision: float) -> tuple[Weights, dict[str, object]]:
    """Return the weights, and all figures, cross-validated by article."""
    table = Table(every)
    order = list(range(len(every)))
    random.Random(SEED).shuffle(order)  # noqa: S311 - the folds need to be repeatable, not secret
    fold_of = np.zeros(len(every), int)
    fold_of[order] = np.arange(len(every)) % FOLDS
    scores, models = fit_first(table, np.ones(len(table.labels), bool), fold_of[table.lesson_ids])
    acts = act_rows(table, scores)
    folds = fold_of[acts.lesson_ids]
    seconds = [fit_second(acts, folds != fold) for fold in range(FOLDS)]
    totals = np.array([row @ seconds[fold][0] + seconds[fold][1] for row, fold in zip(acts.values, folds, strict=True)])
    scale, offset = platt(totals, acts.labels)
    each = [
        replace(weights_of(table, models[fold], acts, seconds[fold]), scale=scale, offset=offset)
        for fold in range(FOLDS)
    ]
    curve = [_at_threshold(every, fold_of, each, threshold) for threshold in np.arange(0.2, 0.8, 0.05)]
    chosen = next((row for row in curve if row["precision"] >= precision), curve[-1])
    final = weights_of(table, models[-1], acts, fit_second(acts, np.ones(len(folds), bool)))
    final = replace(final, scale=round(scale, 4), offset=round(offset, 4), threshold=chosen["threshold"])
    core = sum(_distinct_core(lesson) for lesson in every)
    figures: dict[str, object] = {
        "articles": len(every),
        "folds": FOLDS,
        "readings": len(table.labels),
        "acts": len(acts.labels),
        "core_acts_among_them": round(float((acts.labels == 1).sum()) / core, 4),
        "rules_alone": summary(every, [counts_of(lesson, by_rules(lesson)) for lesson in every]),
        "with_judge": chosen,
        "by_threshold": curve,
        "reliability": reliability(1 / (1 + np.exp(-(scale * totals + offset))), acts.labels),
    }
    return final, figures


def _at_threshold(
    every: Sequence[Lesson], fold_of: np.ndarray, each: Sequence[Weights], threshold: float
) -> dict[str, float]:
    counts = [
        counts_of(lesson, by_judge(lesson, replace(each[fold], threshold=threshold)))
        for lesson, fold in zip(every, fold_of, strict=True)
    ]
    return {"threshold": round(float(threshold), 2), **summary(every, counts)}


def _distinct_core(lesson: Lesson) -> int:
    return len({_gold_act(row) for row in lesson.gold if row["core"]})


def main() -> None:
    """Train on one gold file and write the weights and the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--precision", type=float, default=0.8, help="least cross-validated precision")
    args = parser.parse_args()
    weights, figures = train(list(lessons(args.gold)), args.precision)
    row = {name: getattr(weights, name) for name in Weights.__slots__}
    WEIGHTS.parent.mkdir(exist_ok=True)
    WEIGHTS.write_text(json.dumps(row, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    (WEIGHTS.parent / "scores.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
