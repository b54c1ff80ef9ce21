"""Who acts: organisations, companies, forces, armed groups and people, and the state or organisation each stands for.

Decides (codebook, section 4): a state's company, bank, force, agency or leader stands for its state, a private
company for the country of its headquarters, an organisation's agency for the organisation. An armed group stands for
nobody: `fights_in` tells where. An outlet speaks and never acts.

Names are case-sensitive. A weak name is also something else ("Brussels", "Eni" in other languages, a surname that
two people share): it counts only where the text speaks of this actor. Ministries that every state has ("the Foreign
Ministry") are not listed: the country's name beside them says whose they are.

Refuses, as TableError: an unknown code, an actor with no sponsor that is not an armed group, a name that two actors
hold as strong for different sponsors, a role that ends before it begins. Sources: seeds/actors/README.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from data.reference.geography import countries
from data.reference.tables import SEEDS, TableError, read_records, require_known

ACTORS = SEEDS / "actors"
TABLES = ("companies", "banks", "agencies", "armed_forces", "armed_groups", "outlets")
DOMESTIC = "Domestic"
"""Display name of no influencer: a coup is the country's own affair."""


class ActorKind(StrEnum):
    """What a named body is."""

    COMPANY = "company"
    BANK = "bank"
    FUND = "fund"
    AGENCY = "agency"
    ARMED_FORCE = "armed_force"
    INTELLIGENCE = "intelligence"
    MERCENARY = "mercenary"
    ARMED_GROUP = "armed_group"
    OUTLET = "outlet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An organisation that the codebook lets act as one; the coordinates are its seat's, None where it has none."""

    code: str
    name: str
    seat: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    aliases: tuple[str, ...] = ()
    weak_names: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A named body; `sponsor` is the country or organisation it stands for, None for an armed group."""

    name: str
    kind: ActorKind
    sponsor: str | None = None
    aliases: tuple[str, ...] = ()
    weak_names: tuple[str, ...] = ()
    commodity: str | None = None
    fights_in: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """An office as titles.toml knows it: the words that name it, and whether its holder acts for the state."""

    name: str
    forms: tuple[str, ...]
    is_office: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An office that a person held: first and last day, None where not sure or, for `until`, still held.

    `organisation` is set where the office is an organisation's and not the country's.
    """

    title: str
    since: date | None = None
    until: date | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person who acts for a country, or in some roles for an organisation."""

    name: str
    country: str
    surname: str
    aliases: tuple[str, ...] = ()
    weak_names: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()

    def sponsor_on(self, day: date | None) -> str:
        """Return the code that the person stood for on a day: an organisation while in its office, else the country."""
        for role in self.roles:
            if role.organisation and (day is None or _covers(role, day)):
                return role.organisation
        return self.country


@cache
def organisations() -> Mapping[str, Organisation]:
    """Return the codebook's organisations by code."""
    rows = read_records(ACTORS / "organisations.toml", "organisation", Organisation, key="code")
    for row in rows.values():
        where = f'seeds/actors/organisations.toml, organisation "{row.code}"'
        require_known(where, "member", row.members, countries(), listed_in="seeds/geography/countries.toml")
        require_known(where, "weak name", row.weak_names, (row.code, row.name, *row.aliases), listed_in="its aliases")
    return rows


@cache
def actors() -> tuple[Actor, ...]:
    """Return all named bodies, table by table."""
    found: list[Actor] = []
    holder: dict[str, str] = {}
    for table in TABLES:
        rows = read_records(ACTORS / f"{table}.toml", "actor", Actor, key="name")
        for actor in rows.values():
            where = f'seeds/actors/{table}.toml, actor "{actor.name}"'
            _check_actor(actor, where)
            stands_for = actor.sponsor or actor.fights_in[0]
            _check_strong(where, stands_for, (actor.name, *actor.aliases), actor.weak_names, holder)
            found.append(actor)
    return tuple(found)


@cache
def titles() -> Mapping[str, Title]:
    """Return the titles of office by name."""
    return read_records(ACTORS / "titles.toml", "title", Title, key="name")


@cache
def people() -> tuple[Person, ...]:
    """Return the people who act for countries and organisations, in the table's order."""
    rows = read_records(ACTORS / "people.toml", "person", Person, key="name")
    holder: dict[str, str] = {}
    for person in rows.values():
        where = f'seeds/actors/people.toml, person "{person.name}"'
        _check_person(person, where)
        names = (person.name, person.surname, *person.aliases)
        _check_strong(where, person.country, names, person.weak_names, holder)
    return tuple(rows.values())


def name_of(code: str | None) -> str:
    """Return the display name of a country or organisation; None is the domestic side of a coup."""
    if code is None:
        return DOMESTIC
    if code in countries():
        return countries()[code].name
    if code in organisations():
        return organisations()[code].name
    raise KeyError(f"{code!r} is neither a country nor an organisation of the codebook")


def _covers(role: Role, day: date) -> bool:
    return (role.since or date.min) <= day <= (role.until or date.max)


def _check_actor(actor: Actor, where: str) -> None:
    known = {*countries(), *organisations()}
    if actor.sponsor is not None:
        require_known(where, "sponsor", [actor.sponsor], known, listed_in="countries.toml or organisations.toml")
    elif actor.kind is not ActorKind.ARMED_GROUP:
        raise TableError(f'{where}: missing key "sponsor"; add the code of the state or organisation it stands for')
    if (actor.kind is ActorKind.ARMED_GROUP) != bool(actor.fights_in):
        raise TableError(f"{where}: fights_in goes with kind armed_group; add it there and only there")
    require_known(where, "country in fights_in", actor.fights_in, countries(), listed_in="countries.toml")
    require_known(where, "weak name", actor.weak_names, (actor.name, *actor.aliases), listed_in="its aliases")


def _check_person(person: Person, where: str) -> None:
    require_known(where, "country", [person.country], countries(), listed_in="seeds/geography/countries.toml")
    own = (person.name, person.surname, *person.aliases)
    require_known(where, "weak name", person.weak_names, own, listed_in="the person's aliases")
    for role in person.roles:
        require_known(where, "title", [role.title], titles(), listed_in="seeds/actors/titles.toml")
        if role.organisation is not None:
            require_known(where, "organisation", [role.organisation], organisations(), listed_in="organisations.toml")
        if role.since and role.until and role.until < role.since:
            raise TableError(f"{where}: role {role.title} ends before it begins; change since or until")


def _check_strong(where: str, code: str, names: Iterable[str], weak: Iterable[str], holder: dict[str, str]) -> None:
    """Refuse a strong name that is also one for another code; `holder` keeps the code of each name so far."""
    for name in sorted(set(names) - set(weak)):
        other = holder.setdefault(name, code)
        if other != code:
            raise TableError(f'{where}: "{name}" is a strong name for {other} too; list it in weak_names of one')
