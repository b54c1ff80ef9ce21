"""The fitted judge's weights: seeds/judge/weights.json, made by tools/train_judge.py.

Two layers of logistic regression. The first weighs the features of each reading and blends their sum with what the
encoder says, the second weighs the numbers of each act; `scale` and `offset` make of the second's sum a calibrated
probability. Plain numbers: nothing is run on load.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.extraction.judge.acts import chance
from data.reference.tables import SEEDS, TableError

WEIGHTS = SEEDS / "judge" / "weights.json"


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of both layers by name; `threshold` is the least probability of an act that is reported."""

    features: Mapping[str, float]
    bias: float
    blend: Mapping[str, float]
    numbers: Mapping[str, float]
    base: float
    scale: float
    offset: float
    threshold: float

    def score(self, features: Iterable[str]) -> float:
        """Return what these features add to a reading's score."""
        known = self.features
        return sum(known.get(name, 0.0) for name in features)

    def blended(self, words: float, meaning: float) -> float:
        """Return the score of a reading from what its features come to and what the encoder says."""
        return self.blend["base"] + self.blend["words"] * words + self.blend["meaning"] * meaning

    def probability(self, numbers: Mapping[str, float]) -> float:
        """Return the calibrated probability that an act with these numbers is one that a reader would record."""
        total = self.base + sum(self.numbers.get(name, 0.0) * number for name, number in numbers.items())
        return chance(self.scale * total + self.offset)


def read_weights(path: Path) -> Weights:
    """Return the weights of a file; raises `TableError` where it is not one."""
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        return Weights(**row)
    except (OSError, ValueError, TypeError) as error:
        raise TableError(f"seeds/judge/{path.name}: {error}; make it anew with tools/train_judge.py") from error


@cache
def default_weights() -> Weights:
    """Return the weights of seeds/judge, read once."""
    return read_weights(WEIGHTS)
