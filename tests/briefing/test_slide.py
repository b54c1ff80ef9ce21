"""The slide as a picture: its size, its texts, and that it is sound whatever the numbers and the names are."""

from __future__ import annotations

import ast
import io
import itertools
import time
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib import font_manager
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from PIL import Image

from components.briefing.slide import Overview, draw_overview, overview_slide
from components.figures import print_style
from components.figures.print_sheet import FONT_FOLDER, Sheet
from components.figures.print_style import Face

ROOT = Path(__file__).parents[2]
LONG_NAMES = ("STP", "COD", "CAF", "VCT")
LONG = "Sao Tome and Principe and the Democratic Republic of the Congo " * 6 + "and so on without end."
OverviewOf = Callable[..., Overview]
Events = Callable[..., pd.DataFrame]

VIEWS = {
    "world": ({"count": 400}, {}),
    "africa": ({"count": 300, "targets": ("MLI", "BFA", "NER", "CAF", "ETH", "COD", "STP", "MUS")}, {}),
    "pacific": ({"count": 60, "targets": ("FJI", "KIR", "SLB", "COK", "TON"), "powers": ("CHN", "USA", "AUS")}, {}),
    "reach": ({"count": 400}, {"mode": "reach"}),
    "reach_of_region": ({"count": 200, "targets": ("MLI", "BFA", "NER")}, {"mode": "reach"}),
    "one_event": ({"count": 1, "targets": ("MLI",), "powers": ("RUS",)}, {}),
    "one_event_reach": ({"count": 1, "targets": ("STP",), "powers": ("RUS",)}, {"mode": "reach"}),
    "empty": ({"count": 0}, {}),
    "empty_reach": ({"count": 0}, {"mode": "reach"}),
    "ten_thousand": ({"count": 10_000, "months": 300}, {}),
    "long_names": ({"count": 200, "targets": LONG_NAMES, "powers": LONG_NAMES}, {}),
    "long_words": ({"count": 200}, {"title": LONG, "filter_words": LONG, "permalink": "http://a.b/?" + "q=1&" * 300}),
    "one_long_word": ({"count": 50}, {"title": "W" * 400, "filter_words": "W" * 400}),
    "hardly_covered": ({"count": 90}, {"covered": frozenset({"MLI", "CAN", "AUS"})}),
}  # fmt: skip


@pytest.fixture(scope="module", params=VIEWS, ids=str)
def slide(request: pytest.FixtureRequest, overview_of: OverviewOf, some_events: Events) -> Sheet:
    events, others = VIEWS[request.param]
    return draw_overview(overview_of(some_events(**events), **others))


def texts_of(sheet: Sheet) -> list[Text]:
    found = [text for text in sheet.figure.findobj(Text) if text.get_text()]
    assert len(found) > 8
    return found


def inked(sheet: Sheet) -> list[tuple[str, Bbox]]:
    """Each text with the box of its letters in pixels: without the room for accents and descenders it does not have."""
    renderer = sheet.canvas.get_renderer()
    found = []
    for text in texts_of(sheet):
        whole = text.get_window_extent(renderer)
        _, height, descent = renderer.get_text_width_height_descent(
            text.get_text(), text.get_fontproperties(), ismath=False
        )
        baseline = sheet.transform.transform(text.get_position())[1]
        found.append((text.get_text(), Bbox([[whole.x0, baseline - descent], [whole.x1, baseline - descent + height]])))
    return found


def test_every_text_stands_on_the_page(slide: Sheet) -> None:
    width, height = slide.figure.bbox.size
    page = Bbox([[20, 10], [width - 20, height - 10]])
    outside = [text for text, box in inked(slide) if not all(page.contains(x, y) for x, y in (box.min, box.max))]
    assert outside == []


def test_no_text_stands_on_another(slide: Sheet) -> None:
    boxes = inked(slide)
    crossing = [(a, b) for (a, x), (b, y) in itertools.combinations(boxes, 2) if x.overlaps(y)]
    assert crossing == []


def test_text_is_large_enough_for_the_back_of_the_room(slide: Sheet) -> None:
    foot_top = _foot_top(slide)
    for text in texts_of(slide):
        smallest = 9 if text.get_position()[1] < foot_top else 14
        assert text.get_fontsize() >= smallest, text.get_text()


def _foot_top(sheet: Sheet) -> float:
    """The height of the rule over the foot: the only line as wide as the page's text."""
    (rule,) = [line for line in sheet.figure.findobj(Line2D) if np.ptp(line.get_xdata()) > 880]
    return float(rule.get_ydata()[0])


@pytest.mark.parametrize("scale, size", [(1, (1600, 900)), (2, (3200, 1800))])
def test_the_picture_has_the_exact_size_and_is_not_blank(
    scale: int, size: tuple[int, int], overview_of: OverviewOf, some_events: Events
) -> None:
    picture = Image.open(io.BytesIO(draw_overview(overview_of(some_events(200)), scale=scale).png())).convert("RGB")
    assert picture.size == size
    shares = np.asarray(picture.convert("L"))
    assert 0.02 < (shares < 200).mean() < 0.4
    assert len(picture.resize((400, 225)).getcolors(90_000) or []) > 500


def test_the_same_view_gives_the_same_file_from_many_threads_at_once(
    overview_of: OverviewOf, some_events: Events
) -> None:
    views = [overview_of(some_events(80, seed=seed)) for seed in (1, 2)] * 3
    alone = [draw_overview(view).png() for view in views[:2]]
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(lambda view: draw_overview(view).png(), views))
    assert together == alone * 3


def test_drawing_leaves_no_trace_in_matplotlib(overview_of: OverviewOf, some_events: Events) -> None:
    before = dict(mpl.rcParams)
    draw_overview(overview_of(some_events(50))).png()
    assert dict(mpl.rcParams) == before


def test_no_module_of_print_uses_global_state_of_matplotlib() -> None:
    paths = [*(ROOT / "components/briefing").glob("*.py"), *(ROOT / "components/figures").glob("print_*.py")]
    assert len(paths) >= 14
    for path in paths:
        names = {node.attr for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Attribute)}
        names |= {node.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.alias)}
        assert not names & {"pyplot", "matplotlib.pyplot", "rcParams", "rc_context"}, path


HOSTILE = [
    r"$\frac{a}{b}$ costs $5 and $6",
    "<b>bold</b> <img src=x onerror=alert(1)> &amp;",
    "_under_ **stars** `code` [link](http://example.org) {braces} \\backslash 100%",
    "nul\x00 bell\x07 escape\x1b[31m tab\tnew\nline\r\n",
    "right-to-left \u202eoverride\u202c zero\u200bwidth \ufeffmark",
    "lone surrogate \ud800 and private \ue000 use",
    "Уганда Ελλάδα İstanbul Nguyễn São Tomé",
    "عربي نص 中文 עברית emoji 🛰",
    "   ",
]


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_printed_as_text(hostile: str, overview_of: OverviewOf, some_events: Events) -> None:
    view = overview_of(some_events(20), title=hostile, filter_words=hostile, permalink=hostile)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")  # letters of no bundled face are drawn as boxes
        sheet = draw_overview(view)
        assert len(sheet.png()) > 10_000
    printed = " ".join(text.get_text() for text in texts_of(sheet))
    for word in hostile.split():
        if word.isascii() and word.isprintable():
            assert word in printed
    assert not any(text.get_parse_math() for text in texts_of(sheet))
    assert not any(char in printed for char in "\x00\x07\x1b\t\n\r\u202e\u200b\ud800\ue000")


def test_a_title_of_blanks_gives_way_to_the_computed_one(overview_of: OverviewOf, some_events: Events) -> None:
    sheet = draw_overview(overview_of(some_events(1, targets=("MLI",), powers=("RUS",)), title="  "))
    assert "Russia in Mali: 1 event" in [text.get_text() for text in texts_of(sheet)]


def test_every_face_is_one_of_the_bundled_files() -> None:
    Sheet(100, 100)
    faces = [value for value in vars(print_style).values() if isinstance(value, Face)]
    assert len(faces) >= 8
    for face in faces:
        path = Path(font_manager.findfont(font_manager.FontProperties(family=face.family), fallback_to_default=False))
        assert path.parent == FONT_FOLDER


def test_the_foot_says_what_the_slide_rests_on(overview_of: OverviewOf, some_events: Events) -> None:
    events = some_events(10, targets=("MLI",), powers=("RUS",))
    events.loc[:2, "month"] = pd.NaT
    events.loc[3:, "month"] = pd.Timestamp("2026-01-01")
    events.loc[9, "influencer"] = None
    printed = " ".join(text.get_text() for text in texts_of(draw_overview(overview_of(events))))
    assert "Source: Ambit event records (10 events, 5 articles, 10 outlets). Data through 12 Nov 2026." in printed
    assert "http://127.0.0.1:8501/?influencer=RUS" in printed
    assert "Few events" in printed
    assert "Left out of the timeline: 3 events whose month is not known." in printed
    assert "No pair: 1 event without an outside power." in printed
    assert "Boundaries imply no endorsement" in printed


def test_what_is_listed_and_what_is_summed_up_make_the_whole(overview_of: OverviewOf, some_events: Events) -> None:
    view = overview_of(some_events(400))
    printed = [text.get_text() for text in texts_of(draw_overview(view))]
    rest = next(text for text in printed if text.startswith("+ "))
    count, total = rest.removeprefix("+ ").replace(",", "").split(" other pairs: ")
    listed = view.ranked_pairs.iloc[: len(view.ranked_pairs) - int(count)]
    assert int(listed["value"].sum()) + int(total) == 400
    assert sum(" → " in text for text in printed) == len(listed)


def test_a_wrong_mode_or_scale_is_refused(overview_of: OverviewOf, some_events: Events) -> None:
    view = overview_of(some_events(5), mode="votes")
    with pytest.raises(ValueError, match="use one of"):
        draw_overview(view)
    with pytest.raises(ValueError, match="use one of"):
        draw_overview(overview_of(some_events(5)), scale=3)


def test_the_slide_is_ready_before_the_reader_looks_up(overview_of: OverviewOf, some_events: Events) -> None:
    view = overview_of(some_events(10_000))
    arguments = {name: getattr(view, name) for name in view.__dataclass_fields__}
    overview_slide(**arguments)
    start = time.process_time()  # not the clock: other work on the machine is not the slide's
    assert overview_slide(**arguments).startswith(b"\x89PNG")
    assert time.process_time() - start < 2  # 0.4 s where it was measured
