"""Countries, regions, places and the seats of governments, and which words may stand for which country.

Decides: a country is an ISO 3166-1 alpha-3 code, or XKX for Kosovo. Regions of continents are the UN's M49.
Somaliland, Northern Cyprus, Abkhazia, South Ossetia and Transnistria have no code and are places in SOM, CYP,
GEO, GEO and MDA. Names are case-sensitive ("US", not "us").

A form that two countries share, or that is also something else (Georgia, Jordan, Guinean), is *weak*: it may be
read as that country only where something else in the text speaks for it. One country at most may hold a form as
its strong one; that is the default ("Congolese" is COD unless the text speaks of COG).

Refuses, as TableError: a code that no country has, a form that two countries hold as strong, a weak name that the
country does not list, coordinates off the globe. Sources and the view taken: seeds/geography/README.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from data.reference.tables import SEEDS, TableError, read_records, require_known

GEOGRAPHY = SEEDS / "geography"
COUNTRIES = "seeds/geography/countries.toml"


class PlaceKind(StrEnum):
    """What a place inside a country is."""

    CITY = "city"
    PROVINCE = "province"
    REGION = "region"
    BASE = "base"
    PORT = "port"
    AIRPORT = "airport"
    ISLAND = "island"
    MINE = "mine"
    PLANT = "plant"


class ClaimKind(StrEnum):
    """In what way a form stands for a country."""

    NAME = "name"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    SEAT = "seat"
    PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country or territory; `latitude` and `longitude` are its label point, inside its largest part.

    `weak_names` lists those of its own names, demonyms and capitals that need support from the text.
    `continent`, `region` and `subregion` are the three levels of M49; the last two may be equal.
    """

    iso3: str
    iso2: str
    name: str
    official_name: str
    continent: str
    region: str
    subregion: str
    latitude: float
    longitude: float
    is_un_member: bool
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str | None = None
    capital_aliases: tuple[str, ...] = ()
    capital_latitude: float | None = None
    capital_longitude: float | None = None
    weak_names: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A building, a city quarter or an institution whose name stands for a country's government."""

    name: str
    country: str
    aliases: tuple[str, ...] = ()
    is_weak: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A group of countries that news and maps speak of; never an influencer or a target.

    `aliases` are its other names, `adjectives` the words that must not be read as a country ("Latin American").
    The view is the map's box in degrees; `west` above `east` means that it crosses the antimeridian.
    """

    key: str
    name: str
    members: tuple[str, ...]
    west: float
    south: float
    east: float
    north: float
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place inside a country, other than its capital; no coordinates where they are not sure."""

    name: str
    country: str
    kind: PlaceKind
    aliases: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    is_weak: bool = False
    note: str | None = None

    @property
    def key(self) -> str:
        """Name and country: two countries may have places of one name."""
        return f"{self.name}, {self.country}"


@dataclass(frozen=True, slots=True)
class Claim:
    """A form that stands for a country: "Kremlin" for RUS, as a seat, strongly."""

    form: str
    country: str
    kind: ClaimKind
    is_weak: bool


@cache
def countries() -> Mapping[str, Country]:
    """Return all countries and territories by ISO 3166-1 alpha-3 code, in the order of their codes."""
    rows = read_records(GEOGRAPHY / "countries.toml", "country", Country, key="iso3")
    for country in rows.values():
        _check_country(country)
    _check_strong_forms(rows)
    return rows


@cache
def seats() -> Mapping[str, Seat]:
    """Return the seats of governments by name."""
    rows = read_records(GEOGRAPHY / "government_seats.toml", "seat", Seat, key="name")
    for seat in rows.values():
        where = f'seeds/geography/government_seats.toml, seat "{seat.name}"'
        require_known(where, "country", [seat.country], countries(), listed_in=COUNTRIES)
    return rows


@cache
def regions() -> Mapping[str, Region]:
    """Return the regional views by key."""
    rows = read_records(GEOGRAPHY / "regions.toml", "region", Region, key="key")
    for region in rows.values():
        where = f'seeds/geography/regions.toml, region "{region.key}"'
        require_known(where, "member", region.members, countries(), listed_in=COUNTRIES)
        _check_point(where, region.south, region.west)
        _check_point(where, region.north, region.east)
    return rows


@cache
def places() -> tuple[Place, ...]:
    """Return the places inside countries, in the table's order."""
    rows = read_records(GEOGRAPHY / "places.toml", "place", Place, key="key")
    for place in rows.values():
        where = f'seeds/geography/places.toml, place "{place.name}"'
        require_known(where, "country", [place.country], countries(), listed_in=COUNTRIES)
        if (place.latitude is None) != (place.longitude is None):
            raise TableError(f"{where}: one coordinate alone; give both or neither")
        if place.latitude is not None and place.longitude is not None:
            _check_point(where, place.latitude, place.longitude)
    return tuple(rows.values())


@cache
def claims() -> tuple[Claim, ...]:
    """Return every form that may stand for a country; a form comes once for each country, names before places."""
    found: dict[tuple[str, str], Claim] = {}
    holder: dict[str, str] = {}
    for claim in _all_claims():
        kept = found.setdefault((claim.form, claim.country), claim)
        other = claim.country if kept.is_weak else holder.setdefault(claim.form, claim.country)
        if other != claim.country:
            where = f'seeds/geography, {claim.kind} "{claim.form}" of {claim.country}'
            raise TableError(f"{where}: strong for {other} too; mark it weak for one")
    return tuple(found.values())


def borders_path() -> Path:
    """Return the GeoJSON of borders for print, one feature for each `iso3`; the browser's copy is in static/."""
    return GEOGRAPHY / "borders.geojson"


def disputed_path() -> Path:
    """Return the GeoJSON of disputed areas and lines (`kind` is area or line), to be laid over the borders."""
    return GEOGRAPHY / "disputed.geojson"


def _all_claims() -> Iterator[Claim]:
    for country in countries().values():
        for form, kind in _forms(country):
            yield Claim(form, country.iso3, kind, form in country.weak_names)
    for seat in seats().values():
        for form in (seat.name, *seat.aliases):
            yield Claim(form, seat.country, ClaimKind.SEAT, seat.is_weak)
    for place in places():
        for form in (place.name, *place.aliases):
            yield Claim(form, place.country, ClaimKind.PLACE, place.is_weak)


def _forms(country: Country) -> Iterator[tuple[str, ClaimKind]]:
    for name in (country.name, country.official_name, *country.aliases):
        yield name, ClaimKind.NAME
    for demonym in country.demonyms:
        yield demonym, ClaimKind.DEMONYM
    if country.capital:
        yield country.capital, ClaimKind.CAPITAL
    for capital in country.capital_aliases:
        yield capital, ClaimKind.CAPITAL


def _check_country(country: Country) -> None:
    where = f'{COUNTRIES}, country "{country.iso3}"'
    if len(country.iso3) != 3 or not country.iso3.isupper() or len(country.iso2) != 2:
        raise TableError(f"{where}: not a pair of ISO 3166-1 codes; use three and two capital letters")
    _check_point(where, country.latitude, country.longitude)
    own = [form for form, _ in _forms(country)]
    require_known(where, "weak name", country.weak_names, own, listed_in="the country's aliases")


def _check_strong_forms(rows: Mapping[str, Country]) -> None:
    holder: dict[str, str] = {}
    for country in rows.values():
        for form, _ in _forms(country):
            if form in country.weak_names:
                continue
            other = holder.setdefault(form, country.iso3)
            if other != country.iso3:
                where = f'{COUNTRIES}, country "{country.iso3}"'
                raise TableError(f'{where}: "{form}" is a strong name of {other} too; list it in weak_names of one')


def _check_point(where: str, latitude: float, longitude: float) -> None:
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise TableError(f"{where}: {latitude}, {longitude} is off the globe; use degrees, latitude first")
