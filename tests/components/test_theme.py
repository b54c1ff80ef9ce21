from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from components.theme import (
    DARK,
    LIGHT,
    OTHER_POWER,
    POWER_COLOURS,
    Palette,
    count_words,
    day_words,
    money_words,
    signed,
)

CONFIG = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text("utf-8"))


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_every_power_stands_out_from_the_background(palette: Palette) -> None:
    assert len(POWER_COLOURS) >= 12
    for power, colour in {**POWER_COLOURS, "other": OTHER_POWER}.items():
        assert contrast(colour, palette.background) >= 3, power


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_text_is_read_easily(palette: Palette) -> None:
    for colour in (palette.text, palette.muted, palette.link):
        assert contrast(colour, palette.background) >= 4.5
        assert contrast(colour, palette.surface) >= 4.5
    assert contrast(palette.text, palette.mark) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_streamlit_has_the_colours_of_the_theme(palette: Palette) -> None:
    config = CONFIG["theme"][palette.name]
    assert config["backgroundColor"] == palette.background
    assert config["secondaryBackgroundColor"] == palette.surface
    assert config["textColor"] == palette.text
    assert config["primaryColor"] == palette.accent
    assert config["linkColor"] == palette.link
    assert config["borderColor"] == palette.border
    assert config["grayColor"] == palette.muted


def test_the_fonts_of_the_configuration_are_shipped() -> None:
    faces = CONFIG["theme"]["fontFaces"]
    assert len(faces) == 6
    for face in faces:
        assert (Path(__file__).parents[2] / face["url"].removeprefix("app/")).is_file()


def test_the_server_speaks_to_this_machine_only() -> None:
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert set(CONFIG["server"]["allowedHosts"]) == {"127.0.0.1", "localhost"}
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"]["showErrorDetails"] == "none"


def test_numbers_and_days_read_as_a_person_says_them() -> None:
    assert (count_words(1, "event"), count_words(1204, "event")) == ("1 event", "1,204 events")
    assert (signed(3), signed(-2), signed(0)) == ("+3", "−2", "0")
    assert day_words(date(2024, 6, 5)) == "5 June 2024"
    assert (money_words(2.5e8), money_words(1.44e9), money_words(900)) == ("$250 million", "$1.4 billion", "$900")
