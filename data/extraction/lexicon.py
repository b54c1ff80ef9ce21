"""All tables that the extractor reads, made ready once: who can be named, what can tell of an event.

A `Lexicon` is what an `Extractor` is built from; `default_lexicon` is that of seeds/, and another one (with a type
added, say) is made by `build_lexicon`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from data.extraction.names.mentions import NOBODY, Entity, Gazetteer, MentionKind, build_gazetteer
from data.extraction.roles.triggers import TriggerIndex, build_triggers, trigger_words
from data.extraction.text.forms import noun_forms
from data.extraction.text.scan import Scanner
from data.extraction.text.word_classes import word_classes
from data.reference.actors import actors, organisations, people
from data.reference.event_types import EventType, event_types
from data.reference.geography import ClaimKind, claims, countries
from data.reference.tables import SEEDS, read_record

_KINDS = {
    ClaimKind.NAME: MentionKind.NAME,
    ClaimKind.DEMONYM: MentionKind.DEMONYM,
    ClaimKind.CAPITAL: MentionKind.CAPITAL,
    ClaimKind.SEAT: MentionKind.SEAT,
    ClaimKind.PLACE: MentionKind.PLACE,
}


@dataclass(frozen=True, slots=True)
class NotNames:
    """Longer names that hold a country's name and do not stand for it."""

    not_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tables of one extractor. `officials` and `bodies` are the words that tell a leader and a company."""

    event_types: Mapping[str, EventType]
    triggers: TriggerIndex
    gazetteer: Gazetteer
    scanner: Scanner
    countries: Collection[str]
    officials: frozenset[str]
    bodies: frozenset[str]


def build_lexicon(types: Mapping[str, EventType]) -> Lexicon:
    """Return the lexicon of these event types, with the names of seeds/geography and seeds/actors."""
    entities = list(_entities())
    classes = word_classes()
    return Lexicon(
        event_types=types,
        triggers=build_triggers(types.values(), classes),
        gazetteer=build_gazetteer(entities),
        scanner=Scanner.of(names=(entity.form for entity in entities), triggers=trigger_words(types.values(), classes)),
        countries=frozenset(countries()),
        officials=_last_words(classes["officials"].words),
        bodies=_last_words(classes["bodies"].words),
    )


@cache
def default_lexicon() -> Lexicon:
    """Return the lexicon of seeds/event_types."""
    return build_lexicon(event_types())


def _last_words(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(form for phrase in phrases for form in noun_forms(phrase.split(" ")[-1]))


def _entities() -> Iterator[Entity]:
    for claim in claims():
        yield Entity(claim.form, claim.country, _KINDS[claim.kind], claim.form, is_weak=claim.is_weak)
    for organisation in organisations().values():
        for form in dict.fromkeys((organisation.code, organisation.name, *organisation.aliases)):
            is_weak = form in organisation.weak_names
            yield Entity(form, organisation.code, MentionKind.ORGANISATION, organisation.name, is_weak=is_weak)
    yield from _bodies()
    for form in _not_names():
        yield Entity(form, NOBODY, MentionKind.NAME, form)
    for person in people():
        for form in dict.fromkeys((person.name, person.surname, *person.aliases)):
            is_weak = form in person.weak_names
            yield Entity(form, person.country, MentionKind.PERSON, person.name, is_weak=is_weak, person=person)


def _not_names() -> tuple[str, ...]:
    return read_record(SEEDS / "extraction" / "not_names.toml", NotNames).not_names


def _bodies() -> Iterator[Entity]:
    for actor in actors():
        code = actor.sponsor or (actor.fights_in[0] if actor.fights_in else "")
        if not code:
            continue
        for form in dict.fromkeys((actor.name, *actor.aliases)):
            yield Entity(
                form,
                code,
                MentionKind.ACTOR,
                actor.name,
                is_weak=form in actor.weak_names,
                actor_kind=actor.kind,
                commodity=actor.commodity,
            )
