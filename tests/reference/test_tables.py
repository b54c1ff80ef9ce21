"""Strict reading of TOML tables: what is right is read as it is, what is wrong gives one line."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import pytest

from data.reference.tables import SEEDS, TableError, read_record, read_records, require_known, table_name

CASES = tomllib.loads((Path(__file__).parent / "table_errors.toml").read_text(encoding="utf-8"))["case"]


class Kind(StrEnum):
    STATE = "state"
    BLOC = "bloc"


@dataclass(frozen=True)
class Office:
    title: str
    since: date | None = None


@dataclass(frozen=True)
class Power:
    code: str
    name: str
    kind: Kind
    weight: float
    is_nuclear: bool = False
    aliases: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    words: Mapping[str, str] | None = None


def test_all_cases_are_collected():
    assert len(CASES) == 17
    assert len({case["id"] for case in CASES}) == 17


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_wrong_table_gives_its_one_line(case, tmp_path):
    path = tmp_path / "powers.toml"
    path.write_text(case["table"], encoding="utf-8")
    with pytest.raises(TableError) as caught:
        read_records(path, "power", Power, key="code")
    assert str(caught.value) == case["error"]


def test_right_rows_keep_order_types_and_defaults(tmp_path):
    path = tmp_path / "powers.toml"
    path.write_text(
        '[[power]]\ncode = "RUS"\nname = "Russia"\nkind = "state"\nweight = 1\naliases = ["Moscow"]\n'
        'offices = [{ title = "president", since = 2012-05-07 }]\nwords = { aid = "help" }\n'
        '[[power]]\ncode = "EU"\nname = "European Union"\nkind = "bloc"\nweight = 0.5\nis_nuclear = true\n'
    )
    rows = read_records(path, "power", Power, key="code")
    assert list(rows) == ["RUS", "EU"]
    russia = rows["RUS"]
    assert russia.weight == 1.0
    assert isinstance(russia.weight, float)
    assert russia.kind is Kind.STATE
    assert russia.offices == (Office("president", date(2012, 5, 7)),)
    assert russia.words == {"aid": "help"}
    assert rows["EU"].aliases == ()
    assert rows["EU"].is_nuclear


def test_a_file_may_be_one_record(tmp_path):
    path = tmp_path / "office.toml"
    path.write_text('title = "president"\n')
    assert read_record(path, Office) == Office("president")
    path.write_text('titel = "president"\n')
    with pytest.raises(TableError, match=r'^office\.toml: unknown key "titel"; use "title"$'):
        read_record(path, Office)


def test_missing_and_undecodable_files_are_named(tmp_path):
    with pytest.raises(TableError, match=r"^powers\.toml: there is no such file"):
        read_records(tmp_path / "powers.toml", "power", Power, key="code")
    (tmp_path / "powers.toml").write_bytes(b'[[power]]\ncode = "\xff"')
    with pytest.raises(TableError, match=r"^powers\.toml: byte 18 is not UTF-8"):
        read_records(tmp_path / "powers.toml", "power", Power, key="code")


def test_dangling_reference_says_what_was_meant():
    with pytest.raises(TableError) as caught:
        require_known("seeds/x.toml, actor A", "sponsor", ["RSU"], {"RUS", "CHN"}, listed_in="countries.toml")
    assert str(caught.value) == 'seeds/x.toml, actor A: unknown sponsor "RSU"; use "RUS"'
    with pytest.raises(TableError) as caught:
        require_known("w", "sponsor", ["XQ"], [f"A{number}" for number in range(20)], listed_in="countries.toml")
    assert str(caught.value) == 'w: unknown sponsor "XQ"; add it to countries.toml'


def test_tables_of_the_tree_are_named_from_seeds():
    assert table_name(SEEDS / "geography" / "countries.toml") == "seeds/geography/countries.toml"
