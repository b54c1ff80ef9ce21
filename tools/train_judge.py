"""Fit the judge of the extractor: files with gold records -> seeds/judge/weights.json and scores.json.

    python -m tools.train_judge TRAIN.jsonl [MORE.jsonl ...] --encoders ENCODERS [--precision 0.8]

Two layers of logistic regression. The first weighs the features of each reading (`judge.features`) and blends their
sum with the word of an encoder that never saw the article (ENCODERS, made by `tools/train_encoder.py`); of a gold
record's readings only those count as right that score near its best one, since a pair that is named ten times is told
once (three rounds). The second weighs the numbers of each act (`judge.acts`), on scores that the first gave to
articles it had not seen. Borderline records teach the first layer and are left out of the second. All figures are
cross-validated by article, through the whole extractor, and are those of the first file's articles: the others only
teach. Needs scikit-learn, which the program does not.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from data.extraction.assembly import assemble
from data.extraction.grammar.gate import default_gate
from data.extraction.judge.acts import Rivals, Scored, act_of, gather, numbers
from data.extraction.judge.encoder import Encoder
from data.extraction.judge.readings import Reading
from data.extraction.judge.rules import by_rules
from data.extraction.judge.weighing import Judge, describe_all, keys_by_rules, read_meanings, weigh
from data.extraction.judge.weights import WEIGHTS, Weights
from data.extraction.judge.wordpiece import default_pieces
from data.model import EventReport
from tools.lessons import FOLDS, Lesson, counts_of, folds_of, gold_act, lessons, summary

LEAST_ARTICLES = 4  # a feature that fewer articles have is left out
ROUNDS = ((None, 0.05), (1.0, 0.12), (0.5, 0.12), (0.3, 0.12))  # how near the best reading, strength C
NEAR_BLEND = 0.5
BORDERLINE = 0.7
SECOND_C = 0.01
LEAST_WEIGHT = 0.01


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


class Remembered:
    """An encoder that reads nothing twice: the same readings are weighed at many thresholds."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[tuple[object, ...], float] = {}

    def scores(self, readings: Sequence[Reading]) -> list[float]:
        """Return the log odds of each reading."""
        keys = [(id(one.telling), one.is_ruled, *one.key) for one in readings]
        fresh = {key: one for key, one in zip(keys, readings, strict=True) if key not in self._known}
        self._known.update(zip(fresh, self._encoder.scores(list(fresh.values())), strict=True))
        return [self._known[key] for key in keys]


def meanings_of(table: Table, words: np.ndarray, fold_of: np.ndarray, encoders: Sequence[Remembered]) -> np.ndarray:
    """Return what encoders that never saw an article say of its readings."""
    found = []
    for at, fold in enumerate(fold_of):
        rows = np.flatnonzero(table.lesson_ids == at)
        readings = [table.readings[row] for row in rows]
        found += read_meanings(readings, words[rows].tolist(), encoders[fold])
    return np.array(found)


def fit_blend(table: Table, words: np.ndarray, meanings: np.ndarray) -> dict[str, float]:
    """Return how much the features' sum and the encoder's word count in a reading's score."""
    both = np.column_stack([words, meanings])
    taught = (table.labels >= 0) & ~_is_aside(table, both.sum(1), NEAR_BLEND)
    model = LogisticRegression(C=1e3).fit(both[taught], table.labels[taught] > 0)
    first, second = model.coef_[0]
    named = {"base": model.intercept_[0], "words": first, "meaning": second}
    return {name: round(float(weight), 4) for name, weight in named.items()}


def act_rows(table: Table, words: np.ndarray, meanings: np.ndarray, blend: Mapping[str, float]) -> Acts:
    """Return all acts of all lessons in numbers."""
    rows: list[dict[str, float]] = []
    labels, lesson_ids = [], []
    scores = blend["base"] + blend["words"] * words + blend["meaning"] * meanings
    starts = np.searchsorted(table.lesson_ids, np.arange(len(table.every) + 1))
    for at, lesson in enumerate(table.every):
        scored = [
            Scored(table.readings[row], float(scores[row]), float(words[row]), float(meanings[row]))
            for row in range(starts[at], starts[at + 1])
        ]
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


def weights_of(
    table: Table,
    model: LogisticRegression,
    blend: Mapping[str, float],
    acts: Acts,
    second: tuple[np.ndarray, float],
) -> Weights:
    """Return the weights of both layers, without calibration and threshold."""
    features = {name: round(float(weight), 3) for name, weight in zip(table.names, model.coef_[0], strict=True)}
    return Weights(
        features={name: weight for name, weight in features.items() if abs(weight) >= LEAST_WEIGHT},
        bias=round(float(model.intercept_[0]), 4),
        blend=blend,
        numbers={name: round(float(weight), 4) for name, weight in zip(acts.names, second[0], strict=True)},
        base=round(second[1], 4),
        scale=1.0,
        offset=0.0,
        threshold=0.0,
    )


def of_rules(lesson: Lesson) -> list[EventReport]:
    """Return what the rules alone report."""
    kept, _ = by_rules(lesson.tellings)
    return assemble(lesson.article, kept, "")


def by_judge(lesson: Lesson, judge_: Judge) -> list[EventReport]:
    """Return what is reported with the fitted judge."""
    kept, _ = weigh(lesson.tellings, lesson.view, judge_)
    return assemble(lesson.article, kept, "")


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


def train(
    every: Sequence[Lesson], encoders: Sequence[Remembered], precision: float
) -> tuple[Weights, dict[str, object]]:
    """Return the weights, and all figures, cross-validated by article. `encoders`: one for each fold, blind to it."""
    table = Table(every)
    fold_of = folds_of([lesson.file for lesson in every])
    words, models = fit_first(table, np.ones(len(table.labels), bool), fold_of[table.lesson_ids])
    meanings = meanings_of(table, words, fold_of, encoders)
    blend = fit_blend(table, words, meanings)
    acts = act_rows(table, words, meanings, blend)
    folds = fold_of[acts.lesson_ids]
    seconds = [fit_second(acts, folds != fold) for fold in range(FOLDS)]
    totals = np.array([row @ seconds[fold][0] + seconds[fold][1] for row, fold in zip(acts.values, folds, strict=True)])
    scale, offset = platt(totals, acts.labels)
    each = [
        Judge(
            replace(weights_of(table, models[fold], blend, acts, seconds[fold]), scale=scale, offset=offset),
            encoders[fold],
        )
        for fold in range(FOLDS)
    ]
    measured = [(lesson, each[fold]) for lesson, fold in zip(every, fold_of, strict=True) if lesson.file == 0]
    curve = [_at_threshold(measured, threshold) for threshold in np.arange(0.2, 0.8, 0.05)]
    chosen = next((row for row in curve if row["precision"] >= precision), curve[-1])
    final = weights_of(table, models[-1], blend, acts, fit_second(acts, np.ones(len(folds), bool)))
    final = replace(final, scale=round(scale, 4), offset=round(offset, 4), threshold=chosen["threshold"])
    first = [lesson for lesson, _ in measured]
    is_first = np.array([every[at].file == 0 for at in acts.lesson_ids])
    core = sum(_distinct_core(lesson) for lesson in first)
    chances = 1 / (1 + np.exp(-(scale * totals + offset)))
    figures: dict[str, object] = {
        "articles": len(first),
        "taught_by": len(every),
        "folds": FOLDS,
        "readings": len(table.labels),
        "acts": int(is_first.sum()),
        "core_acts_among_them": round(float((acts.labels[is_first] == 1).sum()) / core, 4),
        "rules_alone": summary(first, [counts_of(lesson, of_rules(lesson)) for lesson in first]),
        "with_judge": chosen,
        "by_threshold": curve,
        "reliability": reliability(chances[is_first], acts.labels[is_first]),
    }
    return final, figures


def _at_threshold(measured: Sequence[tuple[Lesson, Judge]], threshold: float) -> dict[str, float]:
    counts = [
        counts_of(lesson, by_judge(lesson, replace(judge_, weights=replace(judge_.weights, threshold=threshold))))
        for lesson, judge_ in measured
    ]
    return {"threshold": round(float(threshold), 2), **summary([lesson for lesson, _ in measured], counts)}


def _distinct_core(lesson: Lesson) -> int:
    return len({gold_act(row) for row in lesson.gold if row["core"]})


def main() -> None:
    """Train on gold files and write the weights and the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--encoders", type=Path, required=True, help="folder that tools/train_encoder.py made")
    parser.add_argument("--precision", type=float, default=0.8, help="least cross-validated precision")
    args = parser.parse_args()
    encoders = [Remembered(Encoder(args.encoders / f"fold-{fold}.onnx", default_pieces())) for fold in range(FOLDS)]
    weights, figures = train(list(lessons(args.gold, default_gate())), encoders, args.precision)
    row = {name: getattr(weights, name) for name in Weights.__slots__}
    WEIGHTS.parent.mkdir(exist_ok=True)
    WEIGHTS.write_text(json.dumps(row, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    (WEIGHTS.parent / "scores.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
