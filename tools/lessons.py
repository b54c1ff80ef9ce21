"""Articles with gold records as lessons: what the rules read of each, its records, its fold, and how reports count.

What `train_judge` and `train_encoder` share, and `train_gate` in part. A gold file has one article a line, in the
form that the program reads, with its records under `events`.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from data.extraction.extractor import Extractor
from data.extraction.grammar.gate import Gate
from data.extraction.judge.readings import Telling
from data.extraction.judge.view import View, view_of
from data.extraction.lexicon import default_lexicon
from data.extraction.text.sentences import Sentence
from data.model import Article, EventReport
from data.reading import Trouble, read_paths
from data.reference import event_types

FOLDS, SEED = 5, 7


@dataclass(frozen=True)
class Lesson:
    """One article with what the rules read of it and its gold records. `file`: which of the gold files it is from."""

    article: Article
    tellings: Sequence[Telling]
    view: View
    gold: Sequence[Mapping[str, object]]
    sentences: Sequence[Sentence]
    file: int

    def label(self, event_type: str, sides: tuple[str | None, str]) -> int:
        """Return 1 for an act of a core record, -1 for a borderline one, 0 for none."""
        found = [bool(row["core"]) for row in self.gold if gold_act(row) == (event_type, sides)]
        return 0 if not found else 1 if any(found) else -1


def gold_act(row: Mapping[str, object]) -> tuple[str, tuple[str | None, str]]:
    """Return type and sides of a gold record, the sides of a mutual act in alphabetical order."""
    event_type, influencer, target = str(row["event_type"]), row.get("influencer"), str(row["target"])
    if event_types()[event_type].is_mutual and str(influencer) > target:
        return event_type, (target, str(influencer))
    return event_type, (str(influencer) if influencer else None, target)


def gold_articles(paths: Sequence[Path]) -> Iterator[tuple[int, Article, Sequence[Mapping[str, object]]]]:
    """Yield the articles of some gold files: the file's number, the article, its gold records."""
    for file, path in enumerate(paths):
        gold = {row["id"]: row["events"] for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
        for article in read_paths([path]):
            if isinstance(article, Trouble):
                raise SystemExit(f"{path}: {article}")
            yield file, article, gold[article.given_id]


def lessons(paths: Sequence[Path], gate: Gate | None = None) -> Iterator[Lesson]:
    """Yield the articles of some gold files, each read by the rules, where the gate lets them read."""
    extractor = Extractor(default_lexicon(), gate=gate)
    for file, article, gold in gold_articles(paths):
        published: date | None = article.published_at.date() if article.published_at else None
        read = extractor.read(article, published)
        view = view_of((one.sentence, one.mentions) for one in read)
        tellings = extractor.tellings(article, read, published)
        yield Lesson(article, tellings, view, gold, [one.sentence for one in read], file)


def folds_of(files: Sequence[int]) -> np.ndarray:
    """Return the fold of each article, given its file: always the same, by chance, each file shared out evenly."""
    fold_of = np.zeros(len(files), int)
    for file in set(files):
        order = [at for at, one in enumerate(files) if one == file]
        random.Random(SEED).shuffle(order)  # noqa: S311 - the folds need to be repeatable, not secret
        fold_of[order] = np.arange(len(order)) % FOLDS
    return fold_of


Counts = tuple[int, int, int]


def counts_of(lesson: Lesson, reports: Iterable[EventReport]) -> Counts:
    """Return (right, false, missed) of an article's reports, as the scorer of the evaluation counts them."""
    free = list(lesson.gold)
    right = false = 0
    for report in sorted(reports, key=lambda one: -one.confidence):
        act = gold_act({"event_type": report.event_type, "influencer": report.influencer, "target": report.target})
        same = sorted((row for row in free if gold_act(row) == act), key=lambda row: not row["core"])
        if not same:
            false += 1
            continue
        free.remove(same[0])
        right += bool(same[0]["core"])
    return right, false, sum(bool(row["core"]) for row in free)


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
