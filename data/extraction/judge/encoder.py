"""The encoder: a small language model that reads a whole sentence and says how likely it tells of each reading.

What the features of the judge cannot know is what words mean: that "hand over" may be a delivery or a withdrawal. A
model that has seen much English knows some of it. It is all-MiniLM-L6-v2's first four layers, of which the upper
two and the head were fitted on the training articles (tools/train_encoder.py); eight-bit weights, run by onnxruntime on
one core. It sees the sentence, where the trigger and both sides stand, the type, and a few plain facts; no country has
a feature, and a sentence's neighbours are not read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime

from data.extraction.judge.readings import Reading
from data.extraction.judge.wordpiece import WordPieces, default_pieces
from data.extraction.roles.orientation import tier
from data.extraction.roles.scope import Side
from data.model import Field
from data.reference import event_types
from data.reference.tables import SEEDS, TableError

ENCODER = SEEDS / "judge" / "encoder.onnx"
AWAY = ("elsewhere", "before", "topic", "nobody")  # where a side stands that the sentence does not name
HERE = -1

_TIERS = (1, 2, 3)
_LATE = 20

Arrays = dict[str, np.ndarray]


class Encoder:
    """One model with its vocabulary; a pure function of the readings.

    Sentences are read one at a time: eight-bit rounding goes by the largest value of all that is read together.
    """

    def __init__(self, path: Path, pieces: WordPieces) -> None:
        """Load the model of a file; raises `TableError` where it is not one."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        try:
            self._session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime's errors have no common name of their own
            raise TableError(f"seeds/judge/{path.name}: {error}; make it anew with tools/train_encoder.py") from error
        self._pieces = pieces

    def scores(self, readings: Sequence[Reading]) -> list[float]:
        """Return for each reading the log odds that its sentence tells of it."""
        by_sentence: dict[int, list[int]] = defaultdict(list)
        for at, reading in enumerate(readings):
            by_sentence[id(reading.telling.scope.parse)].append(at)
        found = [0.0] * len(readings)
        for places in by_sentence.values():
            arrays = arrays_of([[readings[at] for at in places]], self._pieces)
            (scores,) = self._session.run(None, arrays)
            for at, score in zip(places, scores, strict=True):
                found[at] = float(score)
        return found


def arrays_of(sentences: Sequence[Sequence[Reading]], pieces: WordPieces) -> Arrays:
    """Return what the model takes, for the readings of some sentences.

    Shapes: `pieces` and `mask` sentences x longest sentence; `sentence` and `type` one number for each reading, in
    order; `spans` readings x (trigger, influencer, target) x (first piece, one behind the last); `away` readings x
    (influencer, target): a number of `AWAY`, or `HERE`; `facts` readings x facts.
    """
    cut = [pieces.cut(group[0].telling.scope.parse.lower) for group in sentences]
    longest = max(len(numbers) for numbers, _ in cut)
    every = [(row, reading) for row, group in enumerate(sentences) for reading in group]
    return {
        "pieces": np.array([numbers + [0] * (longest - len(numbers)) for numbers, _ in cut], np.int64),
        "mask": np.array([[1] * len(numbers) + [0] * (longest - len(numbers)) for numbers, _ in cut], np.int64),
        "sentence": np.array([row for row, _ in every], np.int64),
        "type": np.array([_type_numbers()[reading.telling.event_type] for _, reading in every], np.int64),
        "spans": np.array([_spans(reading, cut[row][1]) for row, reading in every], np.int64),
        "away": np.array([_away(reading) for _, reading in every], np.int64),
        "facts": np.array([facts(reading) for _, reading in every], np.float32),
    }


def _spans(reading: Reading, places: Sequence[int]) -> list[tuple[int, int]]:
    hit, pair = reading.telling.scope.hit, reading.pair
    tokens = [(hit.start, hit.end)]
    for side in (pair.influencer, pair.target):
        mention = side.mention if side else None
        tokens.append((mention.start, mention.end) if mention else (0, 1))
    return [(places[start], max(places[start] + 1, places[end])) for start, end in tokens]


def _away(reading: Reading) -> list[int]:
    return [_spot(side) for side in (reading.pair.influencer, reading.pair.target)]


def _spot(side: Side | None) -> int:
    if side is None:
        return AWAY.index("nobody")
    if side.mention is not None:
        return HERE
    return AWAY.index(side.slot) if side.slot in AWAY else 0


def facts(reading: Reading) -> list[float]:
    """Return the plain facts of a reading that its sentence does not show."""
    telling, pair = reading.telling, reading.pair
    first = tier(pair.influencer.code) if pair.influencer else 0
    second = tier(pair.target.code)
    return [
        float(reading.is_ruled),
        float(telling.sentence.field is Field.HEADLINE),
        min(telling.sentence.number, _LATE) / _LATE,
        *(float(first == one) for one in _TIERS),
        *(float(second == one) for one in _TIERS),
        float(pair.influencer is None),
    ]


@cache
def _type_numbers() -> Mapping[str, int]:
    return {key: number for number, key in enumerate(sorted(event_types()))}


@cache
def default_encoder() -> Encoder:
    """Return the encoder of seeds/judge, loaded once."""
    return Encoder(ENCODER, default_pieces())
