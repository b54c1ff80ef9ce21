"""Countries, seats, regions and places: complete, consistent, and careful with names that mean two things."""

from __future__ import annotations

import time
from collections import defaultdict

import pytest

from data.reference import geography
from data.reference.geography import ClaimKind, claims, countries, places, regions, seats
from data.reference.tables import TableError, read_records
from tests.reference.conftest import Tables

TABLES = Tables(geography, "GEOGRAPHY", (countries, seats, regions, places, claims))


def test_all_iso_codes_are_there_with_kosovo():
    assert len(countries()) == 250
    assert {"XKX", "TWN", "PSE", "ESH", "HKG", "GRL"} <= set(countries())
    assert len({country.iso2 for country in countries().values()}) == 250
    assert list(countries()) == sorted(countries())


def test_193_members_of_the_united_nations_and_no_others():
    members = {code for code, country in countries().items() if country.is_un_member}
    assert len(members) == 193
    assert not members & {"XKX", "TWN", "PSE", "VAT", "ESH", "HKG"}


def test_every_member_has_demonyms_a_capital_and_its_place():
    bare = [
        country.iso3
        for country in countries().values()
        if country.is_un_member and not (country.demonyms and country.capital and country.capital_latitude)
    ]
    assert bare == []


def test_m49_puts_countries_where_the_un_does():
    assert (countries()["BFA"].continent, countries()["BFA"].subregion) == ("Africa", "Western Africa")
    assert countries()["BFA"].region == "Sub-Saharan Africa"
    assert countries()["KAZ"].subregion == "Central Asia"
    assert countries()["BRA"].region == "Latin America and the Caribbean"
    assert {country.continent for country in countries().values()} == {
        *("Africa", "Americas", "Antarctica", "Asia", "Europe", "Oceania")
    }


@pytest.mark.parametrize(
    "form, code, kind",
    [
        ("Türkiye", "TUR", ClaimKind.NAME),
        ("Cote d'Ivoire", "CIV", ClaimKind.NAME),
        ("Burma", "MMR", ClaimKind.NAME),
        ("Swaziland", "SWZ", ClaimKind.NAME),
        ("DRC", "COD", ClaimKind.NAME),
        ("Congo-Brazzaville", "COG", ClaimKind.NAME),
        ("UAE", "ARE", ClaimKind.NAME),
        ("U.S.", "USA", ClaimKind.NAME),
        ("Burkinabe", "BFA", ClaimKind.DEMONYM),
        ("Emiratis", "ARE", ClaimKind.DEMONYM),
        ("Kyrgyz", "KGZ", ClaimKind.DEMONYM),
        ("Britons", "GBR", ClaimKind.DEMONYM),
        ("Kiev", "UKR", ClaimKind.CAPITAL),
        ("NDjamena", "TCD", ClaimKind.CAPITAL),
        ("Naypyidaw", "MMR", ClaimKind.CAPITAL),
        ("Kremlin", "RUS", ClaimKind.SEAT),
        ("Pentagon", "USA", ClaimKind.SEAT),
        ("Downing Street", "GBR", ClaimKind.SEAT),
        ("Élysée", "FRA", ClaimKind.SEAT),
        ("Gaza", "PSE", ClaimKind.PLACE),
        ("Crimea", "UKR", ClaimKind.PLACE),
        ("Berbera", "SOM", ClaimKind.PLACE),
        ("Abkhazia", "GEO", ClaimKind.PLACE),
        ("Transnistria", "MDA", ClaimKind.PLACE),
        ("Hmeimim", "SYR", ClaimKind.PLACE),
    ],
)
def test_a_name_in_the_news_stands_strongly_for_one_country(form, code, kind):
    strong = [claim for claim in claims() if claim.form == form and not claim.is_weak]
    assert [(claim.country, claim.kind) for claim in strong] == [(code, kind)]


@pytest.mark.parametrize("form", ["Georgia", "Georgians", "Jordan", "Chad", "Korean", "Brussels", "Tripoli", "Jersey"])
def test_a_name_that_is_also_something_else_is_weak_everywhere(form):
    held = [claim for claim in claims() if claim.form == form]
    assert held
    assert all(claim.is_weak for claim in held)


def test_shared_names_have_one_default_at_most():
    holders = defaultdict(set)
    for claim in claims():
        if not claim.is_weak:
            holders[claim.form].add(claim.country)
    assert [form for form, codes in holders.items() if len(codes) > 1] == []
    assert holders["Congolese"] == {"COD"}
    assert holders["Guinean"] == {"GIN"}


def test_no_form_has_stray_blanks_and_both_apostrophes_are_known():
    forms = {claim.form for claim in claims()}
    assert [form for form in forms if form != form.strip() or "  " in form] == []
    capitals = {claim.form for claim in claims() if claim.kind in (ClaimKind.NAME, ClaimKind.CAPITAL)}
    long_names = {country.official_name for country in countries().values()}
    lone = [form for form in capitals - long_names if "’" in form and form.replace("’", "'") not in capitals]
    assert lone == []


def test_tables_are_at_least_as_large_as_they_were():
    assert len(seats()) >= 99
    assert len(regions()) >= 30
    assert len(places()) >= 1126


def test_regions_hold_the_countries_that_news_means():
    assert set(regions()["sahel"].members) == {"BFA", "MLI", "MRT", "NER", "TCD"}
    assert len(regions()["central_asia"].members) == 5
    assert len(regions()["world"].members) == 250
    assert regions()["pacific"].west > regions()["pacific"].east


def test_countries_load_in_a_tenth_of_a_second():
    started = time.perf_counter()
    read_records(geography.GEOGRAPHY / "countries.toml", "country", geography.Country, key="iso3")
    assert time.perf_counter() - started < 0.1 * 5  # five times the budget, for a busy machine


@pytest.mark.parametrize(
    "table, old, new, reader, message",
    [
        (
            "countries.toml",
            'weak_names = ["Chad"]',
            'weak_names = ["Chda"]',
            countries,
            'unknown weak name "Chda"; use',
        ),
        ("countries.toml", 'aliases = ["Burkina", ', 'aliases = ["Mali", ', countries, "is a strong name of BFA too"),
        ("countries.toml", "latitude = 12.825", "latitude = 128.25", countries, "is off the globe"),
        ("countries.toml", 'iso2 = "BF"', 'iso2 = "BFA"', countries, "not a pair of ISO 3166-1 codes"),
        ("government_seats.toml", 'country = "RUS"', 'country = "SUR1"', seats, 'unknown country "SUR1"'),
        ("regions.toml", '"BFA", "CIV"', '"BFO", "CIV"', regions, 'unknown member "BFO"; use "'),
        ("places.toml", 'name = "Gao"', 'name = "Moscow"', claims, "strong for RUS too"),
        ("places.toml", 'kind = "city"', 'kind = "town"', places, 'unknown kind "town"; use city, province'),
    ],
)
def test_a_wrong_row_stops_with_one_line(altered, table, old, new, reader, message):
    with pytest.raises(TableError) as caught:
        altered(table, old, new, reader)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
