"""The parts of a figure for print: classes, views of the world, arcs, periods, ranked rows, fitted text."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from PIL import ImageColor

from components.figures.classes import MapScale, map_scale
from components.figures.print_arcs import arcs_of, gates_of
from components.figures.print_fitting import fit, shorten, shorten_middle, wrap
from components.figures.print_legend import legend_entries
from components.figures.print_map import hatch_of
from components.figures.print_periods import periods_of
from components.figures.print_ranking import Bar, lay_rows
from components.figures.print_sheet import Box, Sheet, plain
from components.figures.print_style import LABEL, PRINT, TITLE
from components.figures.print_world import choose_view, world_frame, world_view
from components.theme import POWER_COLOURS
from data.reference import countries, organisations

LEAST_STEP = 6.0  # of lightness (L*, 0 to 100) between two neighbours of a greyscale print


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return Sheet(960, 540)


def lightness(colour: str) -> float:
    """CIE L* of an sRGB colour."""
    channels = np.array(ImageColor.getrgb(colour)) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    luminance = float(linear @ [0.2126, 0.7152, 0.0722])
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance


def plain_shades(scale: MapScale) -> list[float]:
    """Lightness of every class that has no hatching."""
    return [lightness(entry.colour) for place, entry in enumerate(scale.classes) if hatch_of(scale, place) is None]


@pytest.mark.parametrize("highest", [1, 3, 5, 8, 40, 90, 10_000])
def test_counts_are_told_apart_in_greyscale(highest: int) -> None:
    scale = map_scale({"MLI": highest, "NER": 1}, "events", PRINT)
    shades = sorted(plain_shades(scale))
    assert all(after - before >= LEAST_STEP for before, after in pairwise(shades))
    assert hatch_of(scale, len(scale.classes) - 1) is not None


@pytest.mark.parametrize("highest", [1, 3, 40, 10_000])
def test_gains_losses_and_neither_are_told_apart_in_greyscale(highest: int) -> None:
    scale = map_scale({"MLI": highest, "NER": -highest, "TCD": 0}, "reach", PRINT)
    shades = sorted(plain_shades(scale))
    assert all(after - before >= LEAST_STEP for before, after in pairwise(shades))
    losses = [place for place, entry in enumerate(scale.classes) if entry.high is not None and entry.high < 0]
    assert losses
    assert all(hatch_of(scale, place) for place in losses)
    loss_shades = [lightness(scale.classes[place].colour) for place in losses]
    assert all(abs(after - before) >= LEAST_STEP for before, after in pairwise(loss_shades))


def test_the_key_has_an_entry_for_each_class_and_apart_from_them_no_event_and_not_covered(sheet: Sheet) -> None:
    scale = map_scale({"MLI": 40}, "reach", PRINT)
    labels = [entry.label for entry in legend_entries(sheet, 560, scale, "reach", has_not_covered=True)]
    assert labels == [*(entry.label for entry in scale.classes[:-2]), "no event", "not covered"]
    entries = legend_entries(sheet, 560, scale, "reach", has_not_covered=False)
    assert entries[-1].label == "no event"
    assert {entry.line for entry in entries} <= {0, 1}


def test_every_country_with_borders_is_in_the_world_view() -> None:
    assert len(world_view().outlines) > 235
    assert {iso3 for iso3, row in countries().items() if row.is_un_member} <= world_view().outlines.keys()


def test_russia_and_fiji_are_whole_on_the_world_map() -> None:
    # Cut at 180 degrees, both would span the whole map.
    for iso3 in ("RUS", "FJI"):
        points = world_view().outlines[iso3].vertices
        assert np.ptp(points[:, 0]) < world_frame().width / 2


@pytest.mark.parametrize(
    "targets, is_world",
    [
        (("MLI", "NER", "BFA"), False),
        (("ZAF", "EGY", "SEN", "SOM"), False),
        (("FJI", "KIR", "TON"), False),
        (("MLI", "BRA", "KAZ"), True),
        (("USA", "CHN"), True),
        ((), True),
        (("nowhere",), True),
    ],
)
def test_the_map_shows_the_region_where_there_is_one(targets: tuple[str, ...], is_world: bool) -> None:
    view, frame = choose_view(targets, aspect=2.4)
    assert view.is_world is is_world
    for iso3 in targets:
        if iso3 in countries():
            x, y = view.place(countries()[iso3].longitude, countries()[iso3].latitude)
            assert frame.left < x < frame.left + frame.width
            assert frame.bottom < y < frame.bottom + frame.height


def test_every_country_alone_has_a_view_that_holds_it() -> None:
    shown = [iso3 for iso3 in countries() if iso3 in world_view().outlines][::9]
    assert len(shown) > 25
    for iso3 in shown:
        view, frame = choose_view([iso3], aspect=2.4)
        x, y = view.place(countries()[iso3].longitude, countries()[iso3].latitude)
        assert frame.left < x < frame.left + frame.width, iso3
        assert frame.bottom < y < frame.bottom + frame.height, iso3


def test_arcs_stay_in_the_frame_and_powers_from_outside_enter_at_its_edge() -> None:
    box = Box(0, 0, 500, 200)
    place = lambda longitude, latitude: (250 + longitude * 20, 100 + (latitude - 15) * 20)  # noqa: E731
    codes = ["RUS", "CHN", "USA", "FRA", "TUR", "EU"]
    gates = gates_of(place, box, codes)
    assert list(gates) == codes
    arcs = arcs_of(place, box, [(code, "MLI", -3) for code in codes], gates)
    assert len(arcs) == len(codes)
    for arc in arcs:
        assert arc.is_loss
        assert all(box.holds(Box(x, y, 0, 0)) for x, y in arc.along())
    points = [gate.point for gate in gates.values()]
    assert all(abs(a[0] - b[0]) + abs(a[1] - b[1]) > 15 for i, a in enumerate(points) for b in points[:i])


def test_powers_enter_in_the_order_in_which_they_lie_on_the_globe() -> None:
    box = Box(0, 0, 500, 200)
    place = lambda longitude, latitude: (250 + longitude * 3, 900.0 + 0 * latitude)  # noqa: E731
    gates = gates_of(place, box, ["RUS", "FRA", "TUR", "GBR", "EU"])
    assert not any(gate.is_seat for gate in gates.values())
    assert [code for code, gate in sorted(gates.items(), key=lambda item: item[1].point)] == [
        "GBR",
        "FRA",
        "EU",
        "TUR",
        "RUS",
    ]


def test_an_arc_and_its_return_do_not_cover_each_other() -> None:
    box = Box(0, 0, 500, 300)
    place = lambda longitude, latitude: (250 + longitude, 150 + latitude)  # noqa: E731
    pairs = [("CHN", "RUS", 5), ("RUS", "CHN", 5)]
    there, back = arcs_of(place, box, pairs, gates_of(place, box, ["CHN", "RUS"]))
    middles = [np.array(arc.along()[len(arc.along()) // 2]) for arc in (there, back)]
    assert float(np.hypot(*(middles[0] - middles[1]))) > 8


def test_an_arc_over_the_date_line_leaves_on_one_side_and_comes_in_on_the_other() -> None:
    box = Box(0, 0, 360, 180)
    world = lambda longitude, latitude: (180 + longitude, 90 + latitude)  # noqa: E731
    pacific = lambda longitude, latitude: (longitude % 360, 90 + latitude)  # noqa: E731
    out, back = arcs_of(world, box, [("CHN", "COK", 3)], gates_of(world, box, ["CHN"]))
    assert (out.leaves, back.comes_in) == (True, True)
    assert out.end[0] > out.start[0] > 180 > back.end[0] > back.start[0]
    assert out.end[1] == back.start[1]
    (whole,) = arcs_of(pacific, box, [("CHN", "COK", 3)], gates_of(pacific, box, ["CHN"]))
    assert not whole.leaves
    assert not whole.comes_in


def test_what_has_no_place_has_no_arc() -> None:
    box = Box(0, 0, 500, 300)
    place = lambda longitude, latitude: (250 + longitude, 150 + latitude)  # noqa: E731
    gates = gates_of(place, box, ["RUS", "nobody"])
    assert "nobody" not in gates
    assert arcs_of(place, box, [("nobody", "MLI", 3), ("RUS", "nowhere", 3), ("RUS", "RUS", 3)], gates) == []


def months(*rows: tuple[str | None, str, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["month", "sector", "event_count"])
    return frame.assign(month=pd.to_datetime(frame["month"]))


def test_months_without_events_are_gaps_of_zero_and_unknown_months_are_nowhere() -> None:
    found = periods_of(months(("2024-01-01", "security", 2), ("2024-04-01", "energy", 1), (None, "energy", 9)), None)
    assert found is not None
    assert found.counts == {"security": (2, 0, 0, 0), "energy": (0, 0, 0, 1)}
    assert found.first_day(3) == date(2024, 4, 1)


@pytest.mark.parametrize(
    "last, step, length", [("2024-12-01", "month", 12), ("2039-12-01", "quarter", 64), ("2099-12-01", "year", 76)]
)
def test_long_times_are_told_in_quarters_or_years(last: str, step: str, length: int) -> None:
    found = periods_of(months(("2024-01-01", "security", 2), (last, "security", 1)), None)
    assert found is not None
    assert (found.step, found.length) == (step, length)
    assert sum(found.counts["security"]) == 3


@pytest.mark.parametrize(
    "through, is_open",
    [
        (date(2024, 4, 12), True),
        (date(2024, 4, 30), False),
        (date(2024, 3, 31), False),
        (date(2024, 6, 1), False),
        (None, False),
    ],
)
def test_only_a_last_month_that_the_data_end_in_is_incomplete(through: date | None, is_open: bool) -> None:
    found = periods_of(months(("2024-01-01", "security", 2), ("2024-04-01", "energy", 1)), through)
    assert found is not None
    assert found.is_last_incomplete is is_open


def test_no_known_month_gives_no_periods() -> None:
    assert periods_of(months((None, "energy", 9)), None) is None


def test_a_pair_too_long_for_one_line_is_whole_in_two(sheet: Sheet) -> None:
    names = ("Sao Tome and Principe", "Democratic Republic of the Congo")
    (row,) = lay_rows(sheet, [Bar(names, 3, "3", PRINT.accent)], width=290, height=300)
    assert row.lines == ("Sao Tome and Principe →", "Democratic Republic of the Congo")
    assert all(sheet.text_width(line, LABEL) <= 290 for line in row.lines)


def test_rows_leave_room_for_the_line_about_the_rest(sheet: Sheet) -> None:
    bars = [Bar(("Russia", "Mali"), 3, "3", PRINT.accent)] * 30
    rows = lay_rows(sheet, bars, width=290, height=300)
    assert 5 < len(rows) < 30
    assert lay_rows(sheet, bars[: len(rows)], width=290, height=300) == rows


@pytest.mark.parametrize("text", ["", "x", "word " * 80, "W" * 300, "Русский текст " * 30])
@pytest.mark.parametrize("width", [60, 400, 888])
def test_fitted_text_is_never_wider_than_its_place(sheet: Sheet, text: str, width: float) -> None:
    fitted = fit(sheet, text, TITLE, width, sizes=((28, 24), (24, 20)))
    assert len(fitted.lines) <= 2
    assert fitted.face.size >= 20
    for line in (*fitted.lines, *wrap(sheet, text, fitted.face, width)):
        assert sheet.text_width(line, fitted.face) <= width + 0.5
    for short in (shorten(sheet, text, LABEL, width), shorten_middle(sheet, text, LABEL, width)):
        assert sheet.text_width(short, LABEL) <= width


def test_wrapping_loses_no_word(sheet: Sheet) -> None:
    text = "Russia accounts for 38 of 90 events in the Sahel, ahead of France with twenty"
    assert " ".join(wrap(sheet, text, TITLE, 200)) == text


def test_a_short_title_stands_in_one_line_at_its_full_size(sheet: Sheet) -> None:
    assert fit(sheet, "1 event", TITLE, 800, sizes=((28, 24), (24,))).face.size == 28


def test_plain_text_has_neither_controls_nor_direction_marks() -> None:
    assert plain(" a\x00b\u202ec \n\td\ufeff\ud800 ") == "abc d"


def test_powers_with_a_colour_have_a_place_on_the_map() -> None:
    assert POWER_COLOURS.keys() <= countries().keys() | organisations().keys()
