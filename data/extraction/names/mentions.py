"""Find who is named in a sentence: countries by any of their forms, organisations, bodies and people.

A mention is words that stand for one code (a country or an organisation). Refused: a form in the wrong case ("us"),
a form that is part of a longer word-pair ("anti-American", "German-made"), a weak form (Georgia, Jordan) that
nothing else in the article speaks for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import groupby

from data.extraction.grammar.parsing import Words
from data.extraction.text.phrases import PhraseIndex, tokens_of
from data.extraction.text.word_lists import word_list
from data.reference.actors import Person

# What a hyphen may join to a country and leave it the one that acts: a Saudi-led coalition strikes for Saudi Arabia.
_ACTING_SUFFIXES = frozenset({"led"})
NOBODY = ""
"""The code of words that look like a name and stand for nobody."""

OUTLET = "outlet"
_SHORT_NAME = 3
_TITLES = word_list("title_words")
_PRONOUNS = word_list("personal_pronouns")
_DULL_PREFIXES = frozenset({"anti", "pro", "ex", "non", "post", "pre", "trans", "mid"})


class MentionKind(StrEnum):
    """What sort of words a mention is."""

    NAME = "name"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    SEAT = "seat"
    PLACE = "place"
    ORGANISATION = "organisation"
    ACTOR = "actor"
    PERSON = "person"
    ANAPHOR = "anaphor"


@dataclass(frozen=True, slots=True)
class Entity:
    """What a form may stand for: `label` is the canonical name, `actor_kind` a body's kind (company, mercenary)."""

    form: str
    code: str
    kind: MentionKind
    label: str
    is_weak: bool = False
    actor_kind: str = ""
    commodity: str | None = None
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `start` to `end` (half-open) of a sentence that stand for `entity.code`.

    `suffix` is the word that a hyphen joins to it (backed, made, led); `others` are further codes that an anaphor
    such as "the two countries" stands for.
    """

    start: int
    end: int
    entity: Entity
    suffix: str = ""
    others: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """ISO 3166-1 alpha-3, or the codebook's code of an organisation."""
        return self.entity.code

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes that the words stand for."""
        return (self.entity.code, *self.others)

    @property
    def kind(self) -> MentionKind:
        """What sort of words these are."""
        return self.entity.kind

    @property
    def is_outlet(self) -> bool:
        """Tell whether the words name a broadcaster, an agency or a paper."""
        return self.entity.actor_kind == OUTLET

    @property
    def is_actor(self) -> bool:
        """Tell whether the words name one who acts, rather than an attribute of something else."""
        return not self.suffix or self.suffix in _ACTING_SUFFIXES


Gazetteer = PhraseIndex[Entity]


def build_gazetteer(entities: Iterable[Entity]) -> Gazetteer:
    """Return an index over the forms of all entities."""
    index: Gazetteer = PhraseIndex()
    for entity in entities:
        index.add(entity.form, entity)
    return index


def find_mentions(
    words: Words, gazetteer: Gazetteer, *, supported: Collection[str] = (), day: date | None = None
) -> list[Mention]:
    """Return the mentions of a sentence from left to right, the longest first where they overlap.

    `supported` are the codes that the article names by a strong form: a weak form needs its code among them.
    `day` is that of the publication, by which a person stands for a country or for an organisation.
    """
    found: list[Mention] = []
    reached = 0
    for start, end, entities in _longest_first(gazetteer, words.lower):
        if start < reached:
            continue
        fitting = [entity for entity in entities if _is_written_so(words.words[start:end], entity.form)]
        entity = _choose(fitting, supported) or _lone_name(words, start, end, fitting)
        if entity is None or (
            start >= 2 and words.lower[start - 1] == "-" and words.lower[start - 2] in _DULL_PREFIXES
        ):
            continue
        if _is_anothers_surname(words, start, entity):
            continue
        if entity.person is not None:
            entity = replace(entity, code=entity.person.sponsor_on(day))
        reached = end
        if entity.code != NOBODY:
            found.append(Mention(start, end, entity, suffix=_suffix(words.lower, end)))
    return _joined_names(words, found)


def strong_codes(words: Words, gazetteer: Gazetteer) -> set[str]:
    """Return the codes that a sentence names by a strong form."""
    return {
        entity.code
        for start, end, entities in gazetteer.all_matches(words.lower)
        for entity in entities
        if not entity.is_weak and entity.code != NOBODY and _is_written_so(words.words[start:end], entity.form)
    }


def _longest_first(gazetteer: Gazetteer, lower: Sequence[str]) -> Iterator[tuple[int, int, list[Entity]]]:
    """Yield the forms at each token, the longest first: "Wagner group" may be no form of any name, and "Wagner" one."""
    for _, forms in groupby(gazetteer.all_matches(lower), key=lambda match: match[0]):
        yield from reversed(list(forms))


def _choose(entities: Sequence[Entity], supported: Collection[str]) -> Entity | None:
    strong = [entity for entity in entities if not entity.is_weak]
    if strong:
        return strong[0]
    backed = [entity for entity in entities if entity.code in supported]
    return backed[0] if backed else None


def _is_anothers_surname(words: Words, start: int, entity: Entity) -> bool:
    """Tell whether a surname that is also a common name follows another first name, or begins no name ("He")."""
    if entity.person is None or not entity.is_weak or not start:
        return entity.person is not None and entity.is_weak and entity.form.lower() in _PRONOUNS
    before = words.words[start - 1]
    is_name = before[0].isupper() and before.isalpha() and words.lower[start - 1] not in _TITLES
    is_own = before in entity.label.split() or (len(before) == 1 and before == entity.label[0])
    return is_name and not is_own


def _lone_name(words: Words, start: int, end: int, entities: Sequence[Entity]) -> Entity | None:
    """Return a country whose name is also a person's ("Chad"), where no other capitalised word stands beside it."""
    named = [entity for entity in entities if entity.kind is MentionKind.NAME and len(entity.form) > _SHORT_NAME]
    if len(entities) == 1 and entities[0].kind is MentionKind.DEMONYM:
        return entities[0]
    beside = [at for at in (start - 1, end) if 0 < at < len(words.words)]
    return named[0] if named and not any(words.words[at][0].isupper() for at in beside) else None


def _is_written_so(words: Sequence[str], form: str) -> bool:
    """Compare letter case: a form in capitals must be so written, any other needs its capital letters at least."""
    if form.isupper() and len(form.replace(".", "")) <= 4:
        return "".join(words).replace(".", "") == form.replace(".", "")
    pieces = tokens_of_form(form)
    return all(
        not piece[0].isupper() or word[0].isupper()
        for piece, word in zip(pieces, words, strict=False)
        if piece and word
    )


def tokens_of_form(form: str) -> list[str]:
    """Return a form's tokens as it is written, with its capitals."""
    position, pieces = 0, []
    for token in tokens_of(form):
        position = form.lower().replace("’", "'").find(token, position)
        pieces.append(form[position : position + len(token)])
        position += len(token)
    return pieces


def _suffix(lower: Sequence[str], end: int) -> str:
    if end + 1 < len(lower) and lower[end] == "-" and lower[end + 1].isalpha():
        return lower[end + 1]
    return ""


def _joined_names(words: Words, mentions: list[Mention]) -> list[Mention]:
    """Drop a surname or a place that is only part of somebody's longer name ("Boris Johnson Street")."""
    kept: list[Mention] = []
    for mention in mentions:
        before = kept[-1] if kept else None
        touches = before is not None and before.end == mention.start
        if touches and before is not None and before.kind is MentionKind.PERSON and mention.kind is MentionKind.PERSON:
            kept[-1] = replace(before, end=mention.end)
            continue
        # "U.S.-Russian": the first of a hyphenated pair is a party of its own, not an attribute of the second.
        if before is not None and before.suffix and before.end + 1 == mention.start and words.lower[before.end] == "-":
            kept[-1] = replace(before, suffix="")
        kept.append(mention)
    return kept
