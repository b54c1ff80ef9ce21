"""The tables of event types: whole, and strict."""

from pathlib import Path

import pytest

from data.reference.event_types import event_types, read_event_types, sectors
from data.reference.tables import TableError

GOOD = """
key = "test_type"
label = "Test"
definition = "A test."
sector = "security"
colour = "#a0b0c0"
plover = []
cameo = []

[[trigger]]
id = "one"
verbs = ["test"]
influencer = ["subject"]
target = ["object"]
"""

FAULTS = [
    ('["object"]', '["tgt"]', r'test_type.toml, trigger "one": unknown slot {tgt}; use .*'),
    ('"security"', '"war"', r'test_type.toml: unknown sector "war"; use .*'),
    ('"#a0b0c0"', '"blue"', r'test_type.toml: colour "blue" is not one; use #rrggbb in lower case'),
    ('key = "test_type"', 'key = "other"', r'test_type.toml: key is "other"; write "test_type", as the file is called'),
    ('verbs = ["test"]', "", r'test_type.toml, trigger "one": no words; add verbs or nouns'),
    ('influencer = ["subject"]', "", r'test_type.toml, trigger "one": no slots for its two sides; .*'),
    ('label = "Test"', "", r'test_type.toml: missing key "label"; add it'),
    ('id = "one"', 'id = "one"\nneeds_in = "air"', r'test_type.toml, trigger "one": unknown needs_in "air"; .*'),
]


def test_all_types_and_sectors_of_the_codebook_are_there() -> None:
    assert len(event_types()) == 22
    assert list(sectors()) == ["security", "extractives", "energy", "economy", "governance", "diplomacy", "society"]
    assert {row.sector for row in event_types().values()} == set(sectors())


def test_colours_are_distinct() -> None:
    colours = [row.colour for row in event_types().values()]
    assert len(colours) == len(set(colours)) == 22


def test_every_type_has_triggers_codes_and_a_definition() -> None:
    for row in event_types().values():
        assert row.trigger, row.key
        assert row.plover, row.key
        assert row.cameo, row.key
        assert row.definition.endswith("."), row.key


def test_only_a_coup_is_domestic() -> None:
    assert [row.key for row in event_types().values() if row.is_domestic] == ["coup"]


def test_good_table_is_read(tmp_path: Path) -> None:
    (tmp_path / "test_type.toml").write_text(GOOD, encoding="utf-8")
    assert list(read_event_types(tmp_path)) == ["test_type"]


@pytest.mark.parametrize("right, wrong, message", FAULTS)
def test_wrong_table_stops_with_one_line(tmp_path: Path, right: str, wrong: str, message: str) -> None:
    assert right in GOOD
    (tmp_path / "test_type.toml").write_text(GOOD.replace(right, wrong), encoding="utf-8")
    with pytest.raises(TableError, match=message) as caught:
        read_event_types(tmp_path)
    assert "\n" not in str(caught.value)


def test_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="no event types"):
        read_event_types(tmp_path)
