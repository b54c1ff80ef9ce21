"""The event types of seeds/event_types/, one TOML each, and their sectors: typed, and checked against each other.

A file holds what the codebook's section 2 says of a type, and the triggers: the words that may tell of such an
event, with the slots of the sentence that hold its influencer and its target. The slots are grammar (see `SLOTS`),
so that a table can name them and the code that fills them never needs to know a type.

Refused, with one line: an unknown sector, slot or colour, a trigger without words, an id used twice, a file whose
name is not its key.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

from data.model import Status
from data.reference.tables import SEEDS, TableError, read_record, read_records, require_known, table_name

_COLOUR = re.compile(r"#[0-9a-f]{6}")
_CLASS = re.compile(r"<(\w+)>")

PREPOSITIONS = frozenset(
    [
        "to",
        "for",
        "from",
        "in",
        "into",
        "on",
        "onto",
        "against",
        "with",
        "of",
        "by",
        "at",
        "over",
        "between",
        "among",
        "across",
        "inside",
        "near",
        "off",
        "out",
        "as",
        "alongside",
        "under",
        "towards",
    ]
)
SLOTS = PREPOSITIONS | {
    "subject",  # who does it; with a noun, who does what the noun is the object of
    "actor",  # the subject of a verb that acts on the noun: imposes, plans, ends (not: discusses, resists)
    "receiver",  # the subject of a receiving verb (gets, hosts, asks for), which is not who does it
    "object",  # what or whom the verb acts on; of a passive, its subject
    "indirect",  # "send Mali arms"
    "agent",  # "by" with a passive
    "owner",  # "Russia's ...", "its ..."
    "modifier",  # "Russian ...", "... of the Mali mission"
    "pair",  # two names joined right before a noun: "the Russia-U.S. summit"
    "holder",  # the noun that a noun hangs from: "[Mali], under army rule since a coup"
    "theme",  # a country's plain name right before a noun: "the Syria talks"
    "self",  # the trigger's own words name an actor: "Wagner fighters"
    "invader",  # who wages a war in the target, by seeds/extraction/wars.toml
    "invaded",  # where the influencer wages a war, by the same table
    "person",  # the person named nearest, for an act of leaders
    "scene",  # "in Mali" anywhere in the clause
    "sentence",  # the only other country that the sentence names
    "topic",  # the country that the article is about
}


class Particular(StrEnum):
    """What else a record of a type may tell. `OWN_...`: only what the trigger itself is of (an oil embargo)."""

    AMOUNT = "amount"
    OWN_AMOUNT = "own_amount"
    QUANTITY = "quantity"
    COMMODITY = "commodity"
    OWN_COMMODITY = "own_commodity"


@dataclass(frozen=True, slots=True)
class Sector:
    """A field of life that event types belong to, as it is shown."""

    key: str
    label: str
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Words that may tell of an event, and where in their sentence its two sides stand.

    `verbs` are base forms, with particles (`pull out`); `nouns` are phrases whose last word is the head, where
    `<arms>` stands for any word of that class of seeds/extraction/words.toml. `needs`: one word of these classes must
    stand in the verb's object, or anywhere in the sentence for `needs_in = "sentence"`; `excludes`: none of these may
    stand in the sentence. `status` is what the words tell as a bare fact of the past; `is_end`: the act is an
    end (expelled, lifted); `direction`: its own, where it differs from the type's; `is_reciprocal`: a list of subjects
    acts on each other (they restore ties); `is_of_organisation`: only an organisation can be the influencer
    (membership); `confidence`: how often its clear readings proved right on annotated articles, or a start value where
    there were few. Slots are tried in order; the first that names a country is taken.
    """

    id: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    needs_in: str = "object"
    excludes: tuple[str, ...] = ()
    influencer: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    status: Status = Status.COMPLETED
    is_end: bool = False
    direction: int | None = None
    is_reciprocal: bool = False
    is_of_organisation: bool = False
    confidence: float = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """One row of the codebook's section 2.

    direction             of an event that took hold
    ended_direction       of one that ended
    is_mutual             two sides do it together; section 4 decides which is the influencer
    is_deal               of a country and a company the company's state is the influencer, whoever signs
    has_strong_giver      what a weak side is read as giving to a strong one, it gets from it (a loan, a base)
    is_domestic           no influencer (a coup)
    has_commodity_sector  a named commodity moves the event to its own sector
    has_acting_outlets    broadcasters and agencies, which elsewhere only speak, may be a side
    is_mostly_recalled    told without a date, and not at the head of the article, it is past context
    particulars           what else its records may tell: a sum, a count, a commodity
    """

    key: str
    label: str
    definition: str
    sector: str
    colour: str
    plover: tuple[str, ...]
    cameo: tuple[str, ...]
    direction: int = 1
    ended_direction: int = -1
    is_mutual: bool = False
    is_deal: bool = False
    has_strong_giver: bool = False
    is_domestic: bool = False
    has_commodity_sector: bool = False
    has_acting_outlets: bool = False
    is_mostly_recalled: bool = False
    particulars: tuple[Particular, ...] = ()
    excludes: tuple[str, ...] = ()
    trigger: tuple[Trigger, ...] = ()


@cache
def sectors() -> Mapping[str, Sector]:
    """Return the sectors by key, in the order in which they are shown."""
    path = SEEDS / "extraction" / "sectors.toml"
    rows = read_records(path, "sector", Sector, key="key")
    for row in rows.values():
        _check_colour(f'{table_name(path)}, sector "{row.key}"', row.colour)
    return rows


@cache
def event_types() -> Mapping[str, EventType]:
    """Return the event types by key, in the order of their sectors, then by key."""
    return read_event_types(SEEDS / "event_types")


def read_event_types(folder: Path) -> Mapping[str, EventType]:
    """Read a folder of event types, one TOML each; raises `TableError` for the first wrong one."""
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise TableError(f"{table_name(folder)}: no event types; restore the folder from the repository")
    rows = [_read_event_type(path) for path in paths]
    order = list(sectors())
    return MappingProxyType({row.key: row for row in sorted(rows, key=lambda row: (order.index(row.sector), row.key))})


def word_classes(phrase: str) -> list[str]:
    """Return the word classes that a phrase of a trigger stands on: `<arms> delivery` -> arms."""
    return _CLASS.findall(phrase)


def _read_event_type(path: Path) -> EventType:
    row = read_record(path, EventType)
    table = table_name(path)
    if row.key != path.stem:
        raise TableError(f'{table}: key is "{row.key}"; write "{path.stem}", as the file is called')
    require_known(table, "sector", [row.sector], sectors(), listed_in="sectors.toml")
    _check_colour(table, row.colour)
    seen: set[str] = set()
    for trigger in row.trigger:
        where = f'{table}, trigger "{trigger.id}"'
        if trigger.id in seen:
            raise TableError(f"{where}: id is used by an earlier trigger; keep one of them")
        seen.add(trigger.id)
        _check_trigger(where, trigger, is_domestic=row.is_domestic)
    return row


def _check_trigger(where: str, trigger: Trigger, *, is_domestic: bool) -> None:
    if not trigger.verbs and not trigger.nouns:
        raise TableError(f"{where}: no words; add verbs or nouns")
    for slot in (*trigger.influencer, *trigger.target):
        if slot not in SLOTS:
            known = ", ".join(sorted(SLOTS - PREPOSITIONS))
            raise TableError(f"{where}: unknown slot {{{slot}}}; use {known} or a preposition")
    if not trigger.target or (not trigger.influencer and not is_domestic):
        raise TableError(f"{where}: no slots for its two sides; add influencer and target")
    if trigger.needs_in not in ("object", "subject", "sentence"):
        raise TableError(f'{where}: unknown needs_in "{trigger.needs_in}"; use object, subject or sentence')


def _check_colour(where: str, colour: str) -> None:
    if not _COLOUR.fullmatch(colour):
        raise TableError(f'{where}: colour "{colour}" is not one; use #rrggbb in lower case')
