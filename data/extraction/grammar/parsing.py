"""Parse sentences: tokens with their grammar, as Universal Dependencies has it, and offsets into the sentence.

The parser is the one of seeds/parser (spaCy). Tokens are cut here, not by spaCy, so that tables and text are cut
alike; a possessive that lost its apostrophe ("Iraq s") is given it back for the parser, while the offsets stay those
of the text. A sentence is read up to `MAX_TOKENS`: what stands behind them is not parsed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import spacy
from spacy.attrs import DEP, HEAD
from spacy.pipeline import Tagger, TrainablePipe
from spacy.tokens import Doc
from spacy.vocab import Vocab
from threadpoolctl import threadpool_limits

from data.extraction.grammar.arcs import ArcFinder
from data.extraction.grammar.repairs import repair
from data.extraction.grammar.tok2vec import Floats, Tok2Vec
from data.extraction.text.phrases import TOKEN, plain
from data.extraction.text.word_lists import word_list
from data.reference.tables import SEEDS

MAX_TOKENS = 160
_BATCH_TOKENS = 1_000
BE = word_list("be")


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of one sentence as far as it is read: half-open offsets into `text`, which ends there too."""

    text: str
    words: tuple[str, ...]
    lower: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Parse:
    """A sentence with its grammar: tag (Penn), relation and head of each token; a root is its own head."""

    words: Words
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]

    @property
    def lower(self) -> tuple[str, ...]:
        """The tokens in lower case."""
        return self.words.lower

    def subtree(self, top: int) -> set[int]:
        """Return the token and everything below it."""
        found, open_ = {top}, [top]
        while open_:
            for child in self.children[open_.pop()]:
                if child not in found:
                    found.add(child)
                    open_.append(child)
        return found

    def is_verb(self, token: int) -> bool:
        """Tell whether the token is tagged as a verb."""
        return self.tags[token].startswith("VB")

    def is_noun(self, token: int) -> bool:
        """Tell whether the token is tagged as a noun or a name."""
        return self.tags[token].startswith("NN")

    def case(self, token: int) -> str:
        """Return the preposition of a noun, or an empty string."""
        return next((self.lower[child] for child in self.children[token] if self.deps[child] == "case"), "")

    def is_passive(self, verb: int) -> bool:
        """Tell whether a verb is a passive: a past participle with a form of `be`, or one that stands alone."""
        if self.tags[verb] not in ("VBN", "VBD"):
            return False
        helpers = {self.lower[child] for child in self.children[verb] if self.deps[child].startswith("aux")}
        if any(self.deps[child] == "nsubj:pass" for child in self.children[verb]):
            return True
        return self.tags[verb] == "VBN" and bool(helpers & BE)


def tokenise(text: str) -> Words:
    """Cut a sentence's text into tokens."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in TOKEN.finditer(text):
        word = match.group()
        if word == "s" and words and words[-1][-1].isalpha() and match.start() == ends[-1] + 1:
            word = "'s"
        words.append(word)
        starts.append(match.start())
        ends.append(match.end())
        if len(words) == MAX_TOKENS:
            text = text[: match.end()]
            break
    return Words(text, tuple(words), tuple(map(plain, words)), tuple(starts), tuple(ends))


def parse(sentences: Sequence[Words]) -> Iterator[Parse]:
    """Yield the parse of each sentence, in order."""
    start = tokens = 0
    for at, words in enumerate(sentences):
        if tokens + len(words.words) > _BATCH_TOKENS and at > start:
            yield from _parse_batch(sentences[start:at])
            start, tokens = at, 0
        tokens += len(words.words)
    if start < len(sentences):
        yield from _parse_batch(sentences[start:])


def _parse_batch(sentences: Sequence[Words]) -> Iterator[Parse]:
    reader = _reader()
    vectors = reader.tok2vec.vectors([words.words for words in sentences])
    tags = (vectors @ reader.tag_weights + reader.tag_bias).argmax(axis=1).tolist()
    # The parser looks at the vectors alone, so that its documents may be of any words.
    documents = [Doc(reader.vocab, words=["x"] * len(words.words)) for words in sentences]
    reader.arcs.annotate(documents, vectors)
    start = 0
    for words, document in zip(sentences, documents, strict=True):
        end = start + len(document)
        found = document.to_array([HEAD, DEP])
        deps = [reader.vocab.strings[name] for name in found[:, 1].tolist()]
        heads = [token + offset for token, offset in enumerate(found[:, 0].astype(np.int32).tolist())]
        yield _read(words, [reader.tags[at] for at in tags[start:end]], deps, heads)
        start = end


@dataclass(frozen=True, slots=True)
class Reader:
    """The parts of the pipeline of seeds/parser."""

    vocab: Vocab
    tok2vec: Tok2Vec
    arcs: ArcFinder
    tags: Sequence[str]
    tag_weights: Floats
    tag_bias: Floats


@cache
def _reader() -> Reader:
    """Return the parser, loaded once; lemmas come from the tables' own forms."""
    nlp = spacy.load(SEEDS / "parser" / "model", exclude=["trainable_lemmatizer"])
    # One core each: more threads than that only wait for one another on matrices of this size.
    threadpool_limits(limits=1, user_api="blas")
    tagger: Tagger = nlp.get_pipe("tagger")
    vectors: TrainablePipe = nlp.get_pipe("tok2vec")
    softmax = tagger.model.get_ref("softmax")
    return Reader(
        vocab=nlp.vocab,
        tok2vec=Tok2Vec(vectors.model, nlp.vocab),
        arcs=ArcFinder(nlp.get_pipe("parser")),
        tags=tagger.labels,
        tag_weights=np.ascontiguousarray(softmax.get_param("W").T),
        tag_bias=softmax.get_param("b"),
    )


def _read(words: Words, tags: list[str], deps: list[str], heads: list[int]) -> Parse:
    repair(words.lower, tags, deps, heads)
    children: list[list[int]] = [[] for _ in heads]
    for token, head in enumerate(heads):
        if head != token:
            children[head].append(token)
    return Parse(
        words=words,
        tags=tuple(tags),
        deps=tuple(deps),
        heads=tuple(heads),
        children=tuple(map(tuple, children)),
    )
