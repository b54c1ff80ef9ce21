"""Say which named body acts for a side: a company, an office holder, the Kremlin, the Finnish defence ministry.

First the words that name the side, where they are a body's or a person's, or "he" and the person named before it; then
the noun that they belong to, where it is one of a state's bodies (list `state_bodies` of
seeds/extraction/word_lists.toml); then a name of the same side beside it ("US president Donald Trump"); last, for what
is planned or agreed, who of that side makes it known ("..., the Pentagon said"). Refused: a government or an army that
has no name but its country's, a name of another side.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.extraction.grammar.parsing import Parse
from data.extraction.names.mentions import Mention, MentionKind
from data.extraction.particulars.attribution import speaker_of
from data.extraction.roles.scope import Scope, Side
from data.extraction.text.word_lists import word_list

_PRONOUNS = word_list("personal_pronouns")
_MAKING_KNOWN = word_list("saying") | word_list("making_known")
_STATE_BODIES = word_list("state_bodies")
_NAMED = frozenset({MentionKind.ACTOR, MentionKind.PERSON, MentionKind.SEAT})
_ATTRIBUTES = frozenset({"amod", "compound", "nmod:poss", "nmod:desc", "flat", "nmod"})
_BESIDE = frozenset({"appos", "flat", "nmod:desc", "compound", "conj"})
_MAX_CLIMB = 4


@dataclass(frozen=True, slots=True)
class Body:
    """A named body: its name as records carry it, and the tokens (half-open) that name it."""

    name: str
    start: int
    end: int


def body_of(scope: Scope, side: Side | None) -> Body | None:
    """Return the named body that acts for a side in the words that name it, None where there is none."""
    mention = side.mention if side is not None else None
    if side is None or mention is None:
        return None
    if mention.kind in _NAMED:
        return _named(mention)
    if mention.entity.form.lower() in _PRONOUNS:
        before = [other for other in scope.parties.mentions if other.end <= mention.start and other.code == side.code]
        return next((_named(other) for other in reversed(before) if other.kind is MentionKind.PERSON), None)
    return _state_body(scope.parse, mention) or _beside(scope, side.code, mention)


def speaking_body(scope: Scope, side: Side | None) -> Body | None:
    """Return the named body of a side that makes the act known, None where another or nobody does."""
    speaker = speaker_of(scope.parse, scope.hit.head, _MAKING_KNOWN) if side is not None else None
    if side is None or speaker is None:
        return None
    own = [mention for mention in scope.parties.mentions if mention.code == side.code]
    told = [mention for mention in own if speaker.start <= mention.start < speaker.end]
    named = next((mention for mention in told if mention.kind in _NAMED), None)
    if named is not None:
        return _named(named)
    return next((body for body in (_state_body(scope.parse, mention) for mention in told) if body), None)


def _named(mention: Mention) -> Body:
    return Body(mention.entity.label, mention.start, mention.end)


def _state_body(parse: Parse, mention: Mention) -> Body | None:
    """Return the body of a state whose name a side's name is part of: "U.S. Commerce Department"."""
    for head in _nouns_above(parse, mention):
        if parse.lower[head] in _STATE_BODIES and head >= mention.end:
            end = _end_of_name(parse, head)
            first = mention.start
            words = parse.words
            return Body(words.text[words.starts[first] : words.ends[end - 1]], first, end)
    return None


def _nouns_above(parse: Parse, mention: Mention) -> Iterator[int]:
    token = mention.end - 1
    for _ in range(_MAX_CLIMB):
        if parse.deps[token] not in _ATTRIBUTES or parse.heads[token] == token or parse.case(token):
            return
        token = parse.heads[token]
        if parse.is_noun(token):
            yield token


def _end_of_name(parse: Parse, head: int) -> int:
    """Return the end of a body's name, with what it is of: "Ministry of Defence", "House of Representatives"."""
    end = head + 1
    if parse.lower[end : end + 1] != ("of",):
        return end
    at = end + 1
    while at < len(parse.lower) and (parse.words.words[at][0].isupper() or parse.lower[at] == "the"):
        at += 1
    return at if at > end + 1 and parse.lower[at - 1] != "the" else end


def _beside(scope: Scope, code: str, mention: Mention) -> Body | None:
    """Return a person or body of the same side in the same noun phrase: "US president Donald Trump"."""
    parse = scope.parse
    phrase = {mention.end - 1, *_nouns_above(parse, mention)}
    for other in scope.parties.mentions:
        tokens = range(other.start, other.end)
        is_joined = any(
            token in phrase or (parse.heads[token] in phrase and parse.deps[token] in _BESIDE) for token in tokens
        )
        if other.code == code and other.kind in _NAMED and other is not mention and is_joined:
            return _named(other)
    return None
