"""The clauses of a parsed sentence: the verb that a word belongs to, and those that this one hangs from."""

from __future__ import annotations

from collections.abc import Iterator

from data.extraction.grammar.parsing import Parse

_TOPS = ("ROOT", "advcl", "acl:relcl", "acl", "ccomp", "parataxis", "conj")


def clause_top(parse: Parse, token: int) -> int:
    """Return the verb on top of a word's clause, the root of the sentence where there is none."""
    while parse.heads[token] != token and not (parse.deps[token] in _TOPS and parse.is_verb(token)):
        token = parse.heads[token]
    return token


def clauses_above(parse: Parse, token: int) -> Iterator[int]:
    """Yield the verbs of a word's clause and of those that it hangs from, the nearest first."""
    while True:
        token = clause_top(parse, token)
        yield token
        if parse.heads[token] == token:
            return
        token = parse.heads[token]


def verb_above(parse: Parse, token: int) -> int:
    """Return the verb to which a word belongs, the word itself where it is one; the root where there is none."""
    while not parse.is_verb(token) and parse.heads[token] != token:
        token = parse.heads[token]
    return token
