"""Say who tells of an act, where the sentence says so: "TASS reported that ...", "..., the ministry in Oslo said".

"Its managing director", "sources" and "officials" are nobody: a speaker has a name, or belongs to one.
"""

from __future__ import annotations

from data.extraction.parsing import Parse
from data.extraction.word_lists import word_list

_SAYING = word_list("saying")
_MAX_CLIMB = 8
_MAX_TOKENS = 12
_CLAUSES = frozenset({"acl", "acl:relcl", "advcl", "ccomp", "parataxis", "appos"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "who", "which", "that", "we", "i"})


def read_attribution(parse: Parse, head: int) -> str | None:
    """Return the words that name who says so, None where nobody is named."""
    token = head
    for _ in range(_MAX_CLIMB):
        above = parse.heads[token]
        if above == token:
            break
        token = above
        if parse.lower[token] in _SAYING:
            return _speaker(parse, token)
    return next(
        (
            _speaker(parse, child)
            for child in parse.children[token]
            if parse.deps[child] == "parataxis" and parse.lower[child] in _SAYING
        ),
        None,
    )


def _speaker(parse: Parse, verb: int) -> str | None:
    subjects = [child for child in parse.children[verb] if parse.deps[child] == "nsubj"]
    if not subjects or parse.lower[subjects[0]] in _PRONOUNS:
        return None
    tokens = sorted(_phrase(parse, subjects[0]))
    if len(tokens) > _MAX_TOKENS or not any(_is_name(parse, token) for token in tokens):
        return None
    return parse.words.text[parse.words.starts[tokens[0]] : parse.words.ends[tokens[-1]]].strip(" ,")


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
