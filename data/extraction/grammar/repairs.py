"""Mend what the parser often gets wrong: a verb that it takes for an adjective or a noun.

Six shapes: "is supplying gas" read as "is [supplying] gas"; "accused of supplying arms" read as "of [supplying]
arms"; "Kyiv imposed sanctions" read as "[imposed] sanctions"; "has imposed sanctions" read as "has [imposed]
sanctions"; "troops entered Juba" read as "troops [that were] entered"; the headline "Mali signs deals" read as
"Mali-signs deals". In each the verb takes the place of its object in the
tree and the object becomes its object. Nothing else is touched.
"""

from __future__ import annotations

from collections.abc import Sequence

_BE = frozenset({"be", "is", "are", "was", "were", "been", "'s", "'re"})
_HAVE = frozenset({"has", "have", "had"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BEFORE_GERUND = frozenset({"of", "for", "from", "by", "without", "after", "before", "against"})
# What hangs on the object in the wrong tree and belongs to the verb.
_OF_VERB = frozenset(
    {"nsubj", "nsubj:pass", "cop", "aux", "aux:pass", "mark", "advmod", "obl", "punct", "advcl", "ccomp", "parataxis"}
)


def repair(lower: Sequence[str], tags: list[str], deps: list[str], heads: list[int]) -> None:
    """Mend relations and heads in place."""
    is_verbless = not any(tag in _FINITE for tag in tags)
    for token, dep in enumerate(deps):
        head = heads[token]
        if dep == "acl" and tags[token] == "VBN" and _has_object(deps, heads, token):
            _become_clause(token, head, tags, deps, heads)
            continue
        if is_verbless and _is_headline_verb(lower, tags, deps, heads, token):
            _raise(token, head, tags, deps, heads, tag="VBZ")
            is_verbless = False
            deps[token - 1], heads[token - 1] = "nsubj", token
            continue
        if dep not in ("amod", "compound") or head <= token or not _is_noun(tags[head]):
            continue
        is_ing = lower[token].endswith("ing") and tags[token] in ("VBG", "JJ", "NN")
        if is_ing and _follows_be(lower, deps, heads, token):
            _raise(token, head, tags, deps, heads, tag="VBG")
        elif is_ing and _is_gerund(lower, deps, heads, token):
            _raise(token, head, tags, deps, heads, tag="VBG", gerund=True)
        elif tags[token] in ("VBN", "VBD") and any(
            deps[child] == "nsubj" and heads[child] == token for child in range(token)
        ):
            _raise(token, head, tags, deps, heads, tag="VBD")
        elif tags[token] == "VBN" and _is_perfect(lower, deps, heads, token):
            _take_over(token, head, deps, heads)


def _is_noun(tag: str) -> bool:
    return tag.startswith("NN")


def _follows_be(lower: Sequence[str], deps: Sequence[str], heads: Sequence[int], token: int) -> bool:
    """Tell whether a form of "be" that was taken for the object's stands right before, an adverb apart."""
    return any(
        lower[at] in _BE and deps[at] in ("cop", "aux") and heads[at] == heads[token]
        for at in range(max(0, token - 2), token)
    )


def _is_gerund(lower: Sequence[str], deps: Sequence[str], heads: Sequence[int], token: int) -> bool:
    """Tell whether a preposition that was taken for the object's stands right before."""
    return (
        token > 0
        and lower[token - 1] in _BEFORE_GERUND
        and deps[token - 1] == "case"
        and heads[token - 1] == heads[token]
    )


def _raise(
    token: int, head: int, tags: list[str], deps: list[str], heads: list[int], *, tag: str, gerund: bool = False
) -> None:
    """Put the verb in its object's place, and the object below it."""
    is_root = heads[head] == head
    heads[token] = token if is_root else heads[head]
    deps[token] = "advcl" if gerund else deps[head]
    tags[token] = tag
    heads[head], deps[head] = token, "obj"
    for child in range(len(heads)):
        if heads[child] != head or child in (token, head):
            continue
        if deps[child] in _OF_VERB or (gerund and deps[child] == "case" and child == token - 1):
            heads[child] = token
            deps[child] = {"cop": "aux", "case": "mark"}.get(deps[child], deps[child])


def _is_perfect(lower: Sequence[str], deps: Sequence[str], heads: Sequence[int], token: int) -> bool:
    """Tell whether the participle's noun was taken for the object of a "have" right before it."""
    have = heads[heads[token]]
    return lower[have] in _HAVE and deps[heads[token]] == "obj" and token - 3 <= have < token


def _take_over(token: int, head: int, deps: list[str], heads: list[int]) -> None:
    """Make the participle the verb, "have" its helper, and the noun its object."""
    have = heads[head]
    heads[token] = token if heads[have] == have else heads[have]
    deps[token] = deps[have]
    for child in range(len(heads)):
        if heads[child] == have and child not in (have, token):
            heads[child] = token
    heads[have], deps[have] = token, "aux"
    heads[head], deps[head] = token, "obj"


def _has_object(deps: Sequence[str], heads: Sequence[int], token: int) -> bool:
    return any(deps[child] == "obj" and heads[child] == token for child in range(token + 1, len(deps)))


def _become_clause(token: int, head: int, tags: list[str], deps: list[str], heads: list[int]) -> None:
    """Make the participle a verb of the past, and the noun it hung on its subject."""
    heads[token] = token if heads[head] == head else heads[head]
    deps[token], tags[token] = deps[head], "VBD"
    for child in range(token + 1, len(heads)):
        if heads[child] == head:
            heads[child] = token
    heads[head], deps[head] = token, "nsubj"


def _is_headline_verb(
    lower: Sequence[str], tags: Sequence[str], deps: Sequence[str], heads: Sequence[int], token: int
) -> bool:
    """Tell whether a plural noun between a name and a noun is the verb of a headline."""
    return (
        token > 0
        and tags[token] == "NNS"
        and deps[token] == "compound"
        and lower[token].endswith("s")
        and tags[token - 1] == "NNP"
        and heads[token - 1] == token
        and heads[token] > token
    )
