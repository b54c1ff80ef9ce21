"""The words of seeds/extraction/status.toml as they stand in a parsed sentence: what a word says of how far an act got.

A word counts in its own part of speech: "how to deal with" is no deal, and a "study visit" studies nothing. A verb with
a particle counts as both together or not at all: "set up" sets no date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from data.extraction.grammar.parsing import Parse
from data.extraction.text.forms import noun_forms, verb_forms
from data.extraction.text.word_classes import Operator
from data.reference.tables import SEEDS, read_records

_NO_STATUS = "receiving"
_ATTRIBUTES = frozenset({"compound", "det", "nmod:desc"})


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that speak of an act: half-open token range, what they say, and whether they are a noun."""

    start: int
    end: int
    keys: frozenset[str]
    is_noun: bool = False


@dataclass(frozen=True, slots=True)
class _Tables:
    verbs: Mapping[str, frozenset[str]]
    nouns: Mapping[str, frozenset[str]]
    other: Mapping[str, frozenset[str]]


@cache
def _tables() -> _Tables:
    table = read_records(SEEDS / "extraction" / "status.toml", "operator", Operator, key="key")
    rows = [row for row in table.values() if row.key != _NO_STATUS]
    return _Tables(
        verbs=_by_form((form, row.key) for row in rows for word in row.verbs for form in verb_forms(word)),
        nouns=_by_form((form, row.key) for row in rows for word in row.nouns for form in noun_forms(word)),
        other=_by_form((word, row.key) for row in rows for word in row.other),
    )


def _by_form(pairs: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for form, key in pairs:
        found.setdefault(form, set()).add(key)
    return {form: frozenset(keys) for form, keys in found.items()}


def cue_at(parse: Parse, token: int) -> Cue | None:
    """Return what the word at a token says of the act that it governs, None where it says nothing."""
    particle = next((child for child in parse.children[token] if parse.deps[child] == "compound:prt"), None)
    if particle is not None and parse.is_verb(token):
        keys = verb_keys(f"{parse.lower[token]} {parse.lower[particle]}")
        return Cue(token, particle + 1, keys) if keys and particle == token + 1 else None
    keys = _keys_at(parse, token)
    return Cue(token, token + 1, keys, is_noun=parse.is_noun(token)) if keys else None


def _keys_at(parse: Parse, token: int) -> frozenset[str]:
    tables, word, tag = _tables(), parse.lower[token], parse.tags[token]
    keys = tables.other.get(word, frozenset())
    if parse.is_noun(token):
        if parse.deps[token] in _ATTRIBUTES:
            return keys
        # The parser now and then takes a verb of a headline or a side clause for a noun.
        return keys | tables.nouns.get(word, frozenset()) | tables.verbs.get(word, frozenset())
    if tag.startswith(("VB", "JJ")):
        return keys | tables.verbs.get(word, frozenset())
    return keys


def verb_keys(phrase: str) -> frozenset[str]:
    """Return what a form of a verb, with its particle, says of an act."""
    return _tables().verbs.get(phrase, frozenset())
