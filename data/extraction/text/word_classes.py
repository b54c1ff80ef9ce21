"""The word tables that the rules stand on: classes of seeds/extraction/words.toml and operators of status.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from data.extraction.text.forms import noun_forms, verb_forms
from data.extraction.text.phrases import PhraseIndex
from data.reference.tables import SEEDS, read_records


@dataclass(frozen=True, slots=True)
class WordClass:
    """Words of one sort, by which triggers are written: arms, troops, minerals."""

    key: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Operator:
    """Words that say of the act they govern how far it has got."""

    key: str
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    other: tuple[str, ...]


@cache
def word_classes() -> Mapping[str, WordClass]:
    """Return the word classes by key."""
    return read_records(SEEDS / "extraction" / "words.toml", "class", WordClass, key="key")


@cache
def class_index() -> PhraseIndex[str]:
    """Return an index from each word of each class, in singular and plural, to the class's key."""
    index: PhraseIndex[str] = PhraseIndex()
    for row in word_classes().values():
        for form in {form for word in row.words for form in noun_forms(word)}:
            index.add(form, row.key)
    return index


@cache
def operators() -> Mapping[str, frozenset[str]]:
    """Return the operators of status.toml: each form of each word, mapped to the keys that it holds."""
    found: dict[str, set[str]] = {}
    rows = read_records(SEEDS / "extraction" / "status.toml", "operator", Operator, key="key")
    for row in rows.values():
        if row.key == "receiving":
            continue
        forms: Iterator[str] = (form for verb in row.verbs for form in verb_forms(verb))
        nouns = (form for noun in row.nouns for form in noun_forms(noun))
        for form in (*forms, *nouns, *row.other):
            found.setdefault(form, set()).add(row.key)
    return {form: frozenset(keys) for form, keys in found.items()}


@cache
def receiving_verbs() -> frozenset[str]:
    """Return every form of the verbs whose subject is given something, or has it done to it."""
    rows = read_records(SEEDS / "extraction" / "status.toml", "operator", Operator, key="key")
    return frozenset(form for verb in rows["receiving"].verbs for form in verb_forms(verb))


def classes_in(lower: Sequence[str]) -> Mapping[str, frozenset[int]]:
    """Return for each word class the tokens of a sentence that belong to it."""
    found: dict[str, set[int]] = {}
    for start, end, keys in class_index().all_matches(lower):
        for key in keys:
            found.setdefault(key, set()).update(range(start, end))
    return {key: frozenset(tokens) for key, tokens in found.items()}
