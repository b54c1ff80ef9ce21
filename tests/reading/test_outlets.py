import pytest

from data.reading import outlets as module
from data.reading.outlets import known_outlet, outlet_country, outlet_name, outlets
from data.reference.tables import TableError


def test_outlets_are_many():
    assert len({outlet.name for outlet in outlets().values()}) > 150


@pytest.mark.parametrize(
    "words, name",
    [
        ("TRTWorld and agencies", "TRT World"),
        ("al jazeera and news agencies", "Al Jazeera"),
        ("The Associated Press", "AP"),
        ("Evening Example and agencies", "Evening Example"),
    ],
)
def test_outlets_are_named_in_one_way(words, name):
    assert outlet_name(words) == name


@pytest.mark.parametrize(
    "name, country",
    [
        ("AFP", "FRA"),
        ("AFP (One News Page)", "FRA"),
        ("Reuters via Daily Maverick", "GBR"),
        ("Evening Example", None),
        ("", None),
    ],
)
def test_the_country_is_that_of_who_wrote(name, country):
    assert outlet_country(name) == country


def test_a_name_of_a_page_long_is_no_outlet():
    assert known_outlet("Reuters " * 1000) is None


@pytest.mark.parametrize(
    "rows, message",
    [
        ('outlet = [{ name = "A", place = "GBR" }]', 'unknown key "place"'),
        ('outlet = [{ name = "A", country = "UK" }]', 'outlet "A": unknown country "UK"'),
        ('outlet = [{ country = "GBR" }]', 'missing key "name"'),
        ('outlet = [{ name = "A", also = ["B"] }, { name = "b" }]', 'outlet "b": "b" is listed twice'),
    ],
)
def test_a_wrong_row_is_told_in_one_line(rows, message, tmp_path, monkeypatch):
    (tmp_path / "reading").mkdir()
    (tmp_path / "reading" / "outlets.toml").write_text(rows, encoding="utf-8")
    monkeypatch.setattr(module, "SEEDS", tmp_path)
    with pytest.raises(TableError, match=message) as error:
        outlets.__wrapped__()
    assert "\n" not in str(error.value)
