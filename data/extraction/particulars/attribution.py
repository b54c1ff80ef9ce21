"""Say who tells of an act, where the sentence says so: "TASS reported that ...", "..., the ministry in Oslo said".

"Its managing director", "sources" and "officials" are nobody: a speaker has a name, or belongs to one.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from data.extraction.grammar.parsing import Parse
from data.extraction.text.word_lists import word_list

_SAYING = word_list("saying")
_MAX_CLIMB = 8
_MAX_TOKENS = 12
_CLAUSES = frozenset({"acl", "acl:relcl", "advcl", "ccomp", "parataxis", "appos"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "who", "which", "that", "we", "i"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says so: the words, and the tokens (half-open) that they are."""

    words: str
    start: int
    end: int


def speaker_of(parse: Parse, head: int, verbs: Collection[str] = _SAYING) -> Speaker | None:
    """Return who is said to tell of the act of a trigger, by one of some verbs; None where nobody is named."""
    token = head
    for _ in range(_MAX_CLIMB):
        above = parse.heads[token]
        if above == token:
            break
        token = above
        if parse.lower[token] in verbs:
            return _speaker(parse, token)
    return next(
        (
            _speaker(parse, child)
            for child in parse.children[token]
            if parse.deps[child] == "parataxis" and parse.lower[child] in verbs
        ),
        None,
    )


def _speaker(parse: Parse, verb: int) -> Speaker | None:
    subjects = [child for child in parse.children[verb] if parse.deps[child] == "nsubj"]
    if not subjects or parse.lower[subjects[0]] in _PRONOUNS:
        return None
    tokens = [token for token in sorted(_phrase(parse, subjects[0])) if parse.lower[token] != ","]
    if len(tokens) > _MAX_TOKENS or not any(_is_name(parse, token) for token in tokens):
        return None
    start, end = tokens[0], tokens[-1] + 1
    return Speaker(parse.words.text[parse.words.starts[start] : parse.words.ends[end - 1]], start, end)


def _is_name(parse: Parse, token: int) -> bool:
    """Tell whether a word is a name or made from one; the first word of a sentence is in capitals anyway."""
    is_capital = parse.words.words[token][0].isupper() and token > 0
    return parse.tags[token].startswith("NNP") or (is_capital and parse.tags[token].startswith(("JJ", "NN")))


def _phrase(parse: Parse, head: int) -> set[int]:
    """Return the tokens of a noun phrase without its clauses."""
    found, open_ = {head}, [head]
    while open_:
        for child in parse.children[open_.pop()]:
            if parse.deps[child] not in _CLAUSES and parse.deps[child] != "punct" and child not in found:
                found.add(child)
                open_.append(child)
    return found
