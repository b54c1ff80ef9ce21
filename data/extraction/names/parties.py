"""Say which countries a noun phrase stands for: its own name, its possessor, its adjective, what it is of.

"The government of Ghana", "Chinese miner X", "its forces", "Ghana, Togo and Benin" (each).
A list counts as a list when commas and an "and" hold its names together, whatever the parser made of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from data.extraction.grammar.parsing import Parse
from data.extraction.names.mentions import Mention, MentionKind

_LINKS = frozenset({",", ";", "and", "&", "or", "the", "both", "well", "as", "also"})
_CLOSING = frozenset({"and", "&", "or", "along", "together"})
_NAMING = frozenset({"such", "like", "including", "as"})
_MAX_DEPTH = 3


class Parties:
    """The mentions of one sentence, asked by noun phrase."""

    def __init__(self, parse: Parse, mentions: Sequence[Mention]) -> None:
        self._parse = parse
        self.mentions = [mention for mention in mentions if mention.is_actor]
        self._at = {token: mention for mention in self.mentions for token in range(mention.start, mention.end)}
        self._groups = name_lists(parse, self.mentions)

    def at(self, token: int) -> Mention | None:
        """Return the mention that a token belongs to, if any."""
        return self._at.get(token)

    def of_phrase(self, head: int) -> list[Mention]:
        """Return who a noun phrase stands for, itself and those joined to it by "and"."""
        found: list[Mention] = []
        for part in (head, *self._conjuncts(head)):
            mention = self._of_head(part)
            if mention is not None:
                found += [one for one in self._group(mention) if one not in found]
        return found

    def _group(self, mention: Mention) -> Sequence[Mention]:
        return next((group for group in self._groups if mention in group), [mention])

    def _of_head(self, head: int, depth: int = 0) -> Mention | None:
        own = self._at.get(head)
        if own is not None:
            return own
        if depth > _MAX_DEPTH:
            return None
        return self._of_children(head, depth)

    def _of_children(self, head: int, depth: int) -> Mention | None:
        parse = self._parse
        children = parse.children[head]
        owners = [child for child in children if parse.deps[child] == "nmod:poss"]
        named_owners = [child for child in owners if parse.tags[child] != "PRP$"]
        attributes = [
            child
            for child in children
            if parse.deps[child] in ("amod", "compound", "nmod:desc", "nmod:unmarked", "flat", "nmod", "dep", "det")
            and not parse.case(child)
        ]
        after = [child for child in children if parse.deps[child] == "appos"]
        of = [
            child for child in children if parse.deps[child] in ("nmod", "obl") and parse.case(child) in ("of", "from")
        ]
        named = [child for child in children if parse.deps[child] == "nmod" and parse.case(child) in _NAMING]
        inside = [child for child in children if parse.deps[child] == "nmod" and parse.case(child) in ("in", "inside")]
        # "His Norwegian counterpart" is Norway's: a pronoun comes after the adjective.
        for child in (*named_owners, *attributes, *owners, *after, *of, *named, *inside):
            mention = self._of_head(child, depth + 1)
            if mention is not None:
                return mention
        return None

    def _conjuncts(self, head: int) -> list[int]:
        """Return the heads that stand in one list with a head; a name's every word may carry the rest of the list."""
        found, open_ = {head}, [head]
        while open_:
            token = open_.pop()
            own = self._at.get(token)
            for part in range(own.start, own.end) if own is not None else (token,):
                for child in self._parse.children[part]:
                    if self._parse.deps[child] == "conj" and not self._parse.is_verb(child) and child not in found:
                        found.add(child)
                        open_.append(child)
        return sorted(found - {head})


def name_lists(parse: Parse, mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Return the lists of names: neighbours that only commas and "and" part, with an "and" before the last."""
    groups: list[list[Mention]] = []
    current: list[Mention] = []
    has_and = False
    for mention in mentions:
        between = parse.lower[current[-1].end : mention.start] if current else ()
        is_next = bool(current) and _links(between)
        same = bool(current) and (mention.kind is MentionKind.DEMONYM) == (current[-1].kind is MentionKind.DEMONYM)
        if is_next and same:
            current.append(mention)
            has_and = has_and or bool(_CLOSING & set(between))
            continue
        if len(current) > 1 and has_and:
            groups.append(current)
        current, has_and = [mention], False
    if len(current) > 1 and has_and:
        groups.append(current)
    return groups


def _links(between: Sequence[str]) -> bool:
    """Tell whether the words between two names hold them together: ", the", "and", ", along with"."""
    words = set(between)
    if "with" in words:
        return words <= _LINKS | {"along", "together", "with"} and bool(words & {"along", "together"})
    return bool(words) and words <= _LINKS
