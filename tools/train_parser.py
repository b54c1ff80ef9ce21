"""Train the English tagger, parser and lemmatizer that the extractor reads with.

    python tools/train_parser.py TREEBANK_DIR OUTPUT_DIR

TREEBANK_DIR holds Universal Dependencies files (`en_ewt-train.conllu.xz`, `en_ewt-dev.conllu.xz`,
`en_ewt-test.conllu.xz`, `en_pud-test.conllu.xz`). The weights go to OUTPUT_DIR/model, the scores on EWT
test, which training never sees, to OUTPUT_DIR/scores.json.

Words inside a multi-word token ("do" + "n't") are kept as words without a space between them, which is
how spaCy's English tokenizer cuts them when the program runs. Documents are six sentences long, so that the
parser learns to find sentence starts. Contractions that do not concatenate to their surface are rare and
keep the words' own forms.
"""

from __future__ import annotations

import argparse
import json
import lzma
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.cli.init_config import init_config
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.vocab import Vocab

SENTENCES_PER_DOC = 6
STEPS = 7_000

# CoNLL-U columns
ID, FORM, LEMMA, XPOS, HEAD, DEPREL, MISC = 0, 1, 2, 4, 6, 7, 9


def sentences(path: Path) -> Iterator[list[list[str]]]:
    """Yield each sentence of a CoNLL-U file as rows of its ten columns."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        rows: list[list[str]] = []
        for line in lines:
            if line.startswith("#"):
                continue
            if not line.strip():
                if rows:
                    yield rows
                rows = []
                continue
            rows.append(line.rstrip("\n").split("\t"))


def words(rows: list[list[str]]) -> list[tuple[list[str], bool]]:
    """Return a sentence's words with whether a space follows, multi-word tokens cut apart."""
    kept: list[tuple[list[str], bool]] = []
    last_of_range, range_has_space = 0, True
    for row in rows:
        if "." in row[ID]:  # an empty node of the enhanced graph
            continue
        if "-" in row[ID]:
            last_of_range = int(row[ID].split("-")[1])
            range_has_space = "SpaceAfter=No" not in row[MISC]
            continue
        if int(row[ID]) < last_of_range:
            has_space = False
        elif int(row[ID]) == last_of_range:
            has_space = range_has_space
        else:
            has_space = "SpaceAfter=No" not in row[MISC]
        kept.append((row, has_space))
    return kept


def document(vocab: Vocab, group: list[list[list[str]]]) -> Doc:
    """Build one document of several sentences with tags, lemmas and heads."""
    forms, spaces, tags, lemmas, heads, deps, starts = [], [], [], [], [], [], []
    for rows in group:
        offset = len(forms)
        for row, has_space in words(rows):
            head = int(row[HEAD])
            position = int(row[ID]) - 1
            forms.append(row[FORM])
            spaces.append(has_space)
            tags.append(row[XPOS])
            lemmas.append(row[LEMMA])
            heads.append(offset + (head - 1 if head else position))
            deps.append("ROOT" if head == 0 else row[DEPREL])
            starts.append(position == 0)
    return Doc(vocab, words=forms, spaces=spaces, tags=tags, lemmas=lemmas, heads=heads, deps=deps, sent_starts=starts)


def documents(vocab: Vocab, *paths: Path) -> Iterator[Doc]:
    """Yield documents of SENTENCES_PER_DOC sentences from the given treebank files."""
    for path in paths:
        group: list[list[list[str]]] = []
        for rows in sentences(path):
            group.append(rows)
            if len(group) == SENTENCES_PER_DOC:
                yield document(vocab, group)
                group = []
        if group:
            yield document(vocab, group)


def write_config(path: Path, *, steps: int) -> None:
    """Write the training configuration: spaCy's efficient pipeline with averaged weights."""
    config = init_config(lang="en", pipeline=["tagger", "parser", "trainable_lemmatizer"], optimize="efficiency")
    config["training"]["optimizer"]["use_averages"] = True
    config["training"]["max_steps"] = steps
    config["training"]["patience"] = 0
    config["training"]["eval_frequency"] = 500
    config.to_disk(path)


def score(model_dir: Path, test: list[Doc]) -> dict[str, float]:
    """Score a trained pipeline on documents that it has not seen, in per cent."""
    pipeline = spacy.load(model_dir)
    examples = [
        Example(Doc(pipeline.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc]), doc)
        for doc in test
    ]
    scores = pipeline.evaluate(examples)
    wanted = ("tag_acc", "dep_uas", "dep_las", "sents_f", "lemma_acc")
    return {name: round(100 * scores[name], 1) for name in wanted}


def main() -> None:
    """Train, score and store the pipeline."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("treebank", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--steps", type=int, default=STEPS)
    options = parser.parse_args()
    vocab = spacy.blank("en").vocab
    bank: Path = options.treebank
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        train = list(documents(vocab, bank / "en_ewt-train.conllu.xz", bank / "en_pud-test.conllu.xz"))
        DocBin(docs=train).to_disk(work / "train.spacy")
        DocBin(docs=list(documents(vocab, bank / "en_ewt-dev.conllu.xz"))).to_disk(work / "dev.spacy")
        write_config(work / "config.cfg", steps=options.steps)
        command = [sys.executable, "-m", "spacy", "train", str(work / "config.cfg"), "--output", str(work / "out")]
        command += ["--paths.train", str(work / "train.spacy"), "--paths.dev", str(work / "dev.spacy")]
        subprocess.run(command, check=True)
        test = list(documents(vocab, bank / "en_ewt-test.conllu.xz"))
        scores = score(work / "out" / "model-last", test)
        target = options.output / "model"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(work / "out" / "model-last", target)
    (options.output / "scores.json").write_text(json.dumps(scores, indent=2) + "\n", encoding="utf-8")
    print(scores)


if __name__ == "__main__":
    main()
