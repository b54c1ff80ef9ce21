"""Parse sentences: tokens with their grammar, as Universal Dependencies has it, and offsets into the sentence.

The parser is the one of seeds/parser (spaCy). Tokens are cut here, not by spaCy, so that tables and text are cut
alike; a possessive that lost its apostrophe ("Iraq s") is given it back for the parser, while the offsets stay those
of the text. A sentence is read up to `MAX_TOKENS`: what stands behind them is not parsed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from data.extraction.phrases import TOKEN, plain
from data.extraction.repairs import repair
from data.extraction.word_lists import word_list
from data.reference.tables import SEEDS

MAX_TOKENS = 160
BE = word_list("be")


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of one sentence: half-open offsets into the sentence's text."""

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
            break
    return Words(text, tuple(words), tuple(map(plain, words)), tuple(starts), tuple(ends))


def parse(sentences: Iterable[Words]) -> Iterator[Parse]:
    """Yield the parse of each sentence, in order."""
    nlp = parser()
    documents = (Doc(nlp.vocab, words=list(words.words), spaces=_spaces(words)) for words in sentences)
    for words, document in zip(sentences, nlp.pipe(documents), strict=True):
        yield _read(words, document)


@cache
def parser() -> Language:
    """Return the parser, loaded once; lemmas come from the tables' own forms."""
    return spacy.load(SEEDS / "parser" / "model", exclude=["trainable_lemmatizer"])


def _spaces(words: Words) -> list[bool]:
    return [end < start for end, start in zip(words.ends, [*words.starts[1:], 1 << 30], strict=True)]


def _read(words: Words, document: Doc) -> Parse:
    heads = [token.head.i for token in document]
    tags = [token.tag_ for token in document]
    deps = [token.dep_ for token in document]
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
