"""Organisations, companies, forces, groups and people: the codebook's are there and each stands for one code."""

from __future__ import annotations

import importlib
from datetime import date

import pytest

from data.reference import countries, load_all, name_of, organisations
from data.reference.actors import ActorKind, Person, Role, actors, people, titles
from data.reference.geography import claims
from data.reference.tables import TableError
from tests.reference.conftest import Tables

MODULE = importlib.import_module("data.reference.actors")  # the package gives its name to the function
TABLES = Tables(MODULE, "ACTORS", (organisations, actors, titles, people))
CODEBOOK = [
    *("EU", "UN", "NATO", "AU", "ECOWAS", "SADC", "EAC", "AES", "G5S", "IMF", "WB", "AFDB"),
    *("BRICS", "GCC", "OPEC", "G7", "ASEAN", "SCO", "CSTO", "CIS", "OIC", "AL", "PIF"),
]


def sponsors(name):
    return {actor.sponsor for actor in actors() if name in (actor.name, *actor.aliases)}


def test_organisations_are_the_codebooks():
    assert list(organisations()) == CODEBOOK
    assert {code for code, row in organisations().items() if row.latitude is None} == {"BRICS", "G7"}
    assert not set(CODEBOOK) & set(countries())


def test_member_lists_have_their_known_lengths():
    lengths = {code: len(organisations()[code].members) for code in ("EU", "NATO", "AU", "ECOWAS", "AES", "SADC", "AL")}
    assert lengths == {"EU": 27, "NATO": 32, "AU": 55, "ECOWAS": 12, "AES": 3, "SADC": 16, "AL": 22}


@pytest.mark.parametrize(
    "name, sponsor",
    [
        *[("Rusal", "RUS"), ("Alrosa", "RUS"), ("Nordgold", "RUS"), ("Wagner", "RUS"), ("Africa Corps", "RUS")],
        *[("CMOC", "CHN"), ("Exim Bank of China", "CHN"), ("Zijin", "CHN"), ("CRBC", "CHN"), ("Huawei", "CHN")],
        *[("Barrick", "CAN"), ("Shell", "GBR"), ("Royal Dutch Shell", "NLD"), ("Vale", "BRA"), ("SADAT", "TUR")],
        *[("Baykar", "TUR"), ("DP World", "ARE"), ("Mubadala", "ARE"), ("QatarEnergy", "QAT"), ("Aramco", "SAU")],
        *[("IDF", "ISR"), ("IRGC", "IRN"), ("CIA", "USA"), ("USAID", "USA"), ("JICA", "JPN"), ("KfW", "DEU")],
        *[("European Commission", "EU"), ("MINUSMA", "UN"), ("UNSC", "UN"), ("World Food Programme", "UN")],
        *[("KFOR", "NATO"), ("AMISOM", "AU"), ("SAMIM", "SADC"), ("TASS", "RUS"), ("Xinhua", "CHN")],
        *[("M23", None), ("Hezbollah", None), ("Houthis", None), ("RSF", None), ("al-Shabaab", None)],
    ],
)
def test_a_named_body_stands_for_its_sponsor(name, sponsor):
    assert sponsors(name) == {sponsor}


def test_tables_are_at_least_as_large_as_they_were():
    assert len(actors()) >= 1261
    assert len(people()) >= 905
    assert len(titles()) >= 53


def test_miners_have_their_commodity():
    mined = {actor.name: actor.commodity for actor in actors()}
    assert (mined["Rusal"], mined["Alrosa"], mined["CMOC"]) == ("bauxite", "diamonds", "cobalt")
    assert (mined["Ganfeng"], mined["Tsingshan"], mined["Rosatom"]) == ("lithium", "nickel", "nuclear power")


def test_armed_groups_have_a_battleground_and_no_sponsor():
    groups = [actor for actor in actors() if actor.kind is ActorKind.ARMED_GROUP]
    assert len(groups) >= 115
    assert all(group.fights_in and group.sponsor is None for group in groups)


def test_no_strong_name_stands_for_two_codes_across_the_tables():
    held = {}
    clashes = []
    strong = [(claim.form, claim.country) for claim in claims() if not claim.is_weak]
    for row in organisations().values():
        strong += [(name, row.code) for name in {row.name, *row.aliases} - set(row.weak_names)]
    for actor in actors():
        code = actor.sponsor or actor.fights_in[0]
        strong += [(name, code) for name in {actor.name, *actor.aliases} - set(actor.weak_names)]
    for person in people():
        names = {person.name, person.surname, *person.aliases} - set(person.weak_names)
        strong += [(name, person.country) for name in names]
    for name, code in strong:
        if held.setdefault(name, code) != code:
            clashes.append((name, held[name], code))
    assert clashes == []


def test_people_in_office_for_an_organisation_stand_for_it():
    by_name = {person.name: person for person in people()}
    rutte = by_name["Mark Rutte"]
    assert rutte.sponsor_on(date(2020, 1, 1)) == "NLD"
    assert rutte.sponsor_on(date(2025, 1, 1)) == "NATO"
    assert by_name["Sergei Lavrov"].sponsor_on(None) == "RUS"
    assert by_name["Antonio Guterres"].sponsor_on(date(1999, 1, 1)) == "PRT"


def test_a_role_counts_from_its_first_to_its_last_day():
    role = Role(title="envoy", since=date(2020, 1, 1), until=date(2020, 12, 31), organisation="UN")
    person = Person(name="N. N.", country="ESP", surname="N.", roles=(role,))
    assert person.sponsor_on(date(2020, 1, 1)) == person.sponsor_on(date(2020, 12, 31)) == "UN"
    assert person.sponsor_on(date(2019, 12, 31)) == person.sponsor_on(date(2021, 1, 1)) == "ESP"


def test_shared_and_common_surnames_are_weak():
    weak = {person.name for person in people() if person.surname in person.weak_names}
    assert {"Ibrahim Traore", "Moussa Traore", "Theresa May", "Julius Maada Bio", "Lansana Conte"} <= weak
    assert not weak & {"Sergei Lavrov", "Vladimir Putin", "Recep Tayyip Erdogan", "Xi Jinping"}


def test_names_to_show():
    assert name_of("BFA") == "Burkina Faso"
    assert name_of("EU") == "European Union"
    assert name_of(None) == "Domestic"
    with pytest.raises(KeyError, match="neither a country nor an organisation"):
        name_of("XYZ")


def test_all_tables_load_and_are_counted():
    counts = load_all()
    assert counts["event types"] == 22
    assert counts["countries"] == 250
    assert counts["organisations"] == 23
    assert all(count > 0 for count in counts.values())


RUSAL = 'name = "Rusal"\nkind = "company"\nsponsor = "RUS"'
M23 = 'name = "M23"\nkind = "armed_group"\nfights_in = ["COD"]'


@pytest.mark.parametrize(
    "table, old, new, reader, message",
    [
        ("companies.toml", RUSAL, RUSAL.replace("RUS", "RSU"), actors, 'unknown sponsor "RSU"; use "'),
        ("companies.toml", RUSAL, RUSAL.replace('\nsponsor = "RUS"', ""), actors, 'missing key "sponsor"'),
        ("companies.toml", 'name = "Alrosa"', 'name = "CMOC Group"', actors, "is a strong name for RUS too"),
        ("armed_groups.toml", M23, M23 + '\nsponsor = "XYZ"', actors, 'unknown sponsor "XYZ"'),
        ("armed_groups.toml", M23, M23.replace("armed_group", "mercenary"), actors, 'missing key "sponsor"'),
        ("organisations.toml", '"AUT", "BEL"', '"AUT", "BLE"', organisations, 'unknown member "BLE"; use "'),
        ("people.toml", 'title = "prime minister"', 'title = "prime minster"', people, 'use "prime minister"'),
        ("people.toml", "until = 2000-05-07", "until = 1990-05-07", people, "ends before it begins"),
        ("people.toml", 'weak_names = ["Traore"', 'weak_names = ["Traoree"', people, 'unknown weak name "Traoree"'),
    ],
)
def test_a_wrong_row_stops_with_one_line(altered, table, old, new, reader, message):
    with pytest.raises(TableError) as caught:
        altered(table, old, new, reader)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
