from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from PIL import Image, ImageStat
from playwright.sync_api import Error, Locator, Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
Window = Callable[..., Visit]
CENTRE_OF = """code => {
    const map = document.querySelector('.js-plotly-plot');
    const shape = map.querySelectorAll('.choroplethlayer path')[map.data[0].locations.indexOf(code)];
    const box = shape.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
}"""


def rows(page: Page) -> Locator:
    return page.locator(".ambit-event")


def map_drawn(page: Page) -> None:
    page.wait_for_selector(".choroplethlayer path", timeout=30_000)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1600, 390])
def test_the_overview_opens_offline_and_is_neither_blank_nor_cut(visit: Window, dark: bool, width: int) -> None:
    window = visit(width=width, dark=dark)
    page = window.open()
    map_drawn(page)
    expect(rows(page)).to_have_count(6)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than the window"
    image = Image.open(io.BytesIO(page.screenshot()))
    assert image.size == (width, 900)
    shades = ImageStat.Stat(image.convert("L"))
    assert shades.stddev[0] > 8, "blank"
    assert (shades.median[0] < 60) is dark


def test_the_bundled_fonts_are_used(visit: Window) -> None:
    page = visit().open()
    loaded = page.evaluate("[...document.fonts].filter(face => face.status === 'loaded').map(face => face.family)")
    assert {"IBM Plex Sans", "Ambit Serif"} <= {family.strip("\"'") for family in loaded}


def test_a_click_on_a_country_narrows_and_a_second_one_widens(visit: Window) -> None:
    window = visit()
    page = window.open()
    map_drawn(page)
    click_country(page, "NER", "target=NER")
    expect(rows(page)).to_have_count(2)
    window.settled()
    click_country(page, "NER", "")
    expect(rows(page)).to_have_count(6)


def click_country(page: Page, code: str, query: str) -> None:
    """Click a country until the address follows: plotly ignores a click that comes before it has seen the mouse."""
    for shift in range(6):
        x, y = page.evaluate(CENTRE_OF, code)
        page.mouse.move(x + shift, y)
        page.wait_for_selector(".hoverlayer .hovertext", timeout=5_000)
        page.mouse.click(x + shift, y)
        try:
            page.wait_for_function("query => location.search.replace('?', '') === query", arg=query, timeout=4_000)
        except Error:
            continue
        return
    pytest.fail(f"clicks on {code} did nothing")


def test_a_drag_across_the_timeline_chooses_the_period(visit: Window) -> None:
    window = visit()
    page = window.open()
    page.wait_for_selector(".bars path", state="attached", timeout=30_000)
    plot = page.locator(".js-plotly-plot").nth(1)
    plot.scroll_into_view_if_needed()
    window.settled()
    for _ in range(5):
        box = plot.locator(".nsewdrag").first.bounding_box()
        assert box is not None
        middle = box["y"] + box["height"] / 2
        page.mouse.move(box["x"] + 5, middle)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] / 3, middle, steps=5)
        page.mouse.move(box["x"] + box["width"] / 2, middle, steps=5)
        page.mouse.up()
        try:
            page.wait_for_function("location.search.includes('since=2023-07-01')", timeout=5_000)
        except Error:
            continue
        break
    expect(rows(page)).to_have_count(2)
    assert "until=202" in page.url


def test_a_pair_leads_to_its_events(visit: Window) -> None:
    page = visit().open()
    page.get_by_role("button", name="France to Niger").click()
    expect(rows(page)).to_have_count(1)
    page.wait_for_function("location.search === '?influencer=FRA&target=NER'", timeout=10_000)


def test_filters_by_country_and_by_sector_change_the_events(visit: Window) -> None:
    window = visit()
    page = window.open()
    choose(page, "Target", "Niger")
    expect(rows(page)).to_have_count(2)
    window.settled()
    choose(page, "Sector", "Governance")
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text("Coup")
    assert "target=NER" in page.url
    assert "sector=governance" in page.url


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a filter in the sidebar."""
    box = page.locator("[data-testid=stMultiSelect]", has_text=label).locator("input")
    box.click()
    box.fill(option)
    page.get_by_role("option", name=re.compile(f"^{option}")).first.click()
    page.keyboard.press("Escape")


def test_a_link_is_followed_and_comes_out_the_same(visit: Window) -> None:
    window = visit()
    query = "?influencer=RUS&influencer=FRA&status=cancelled&since=2023-01-01&map=reach&power=FRA"
    page = window.open("/" + query)
    expect(rows(page)).to_have_count(1)
    expect(page.locator(".ambit-kicker").first).to_have_text(re.compile("Russia and France", re.IGNORECASE))
    expect(page.get_by_text("Where France gains and loses reach")).to_be_visible()
    assert page.url == window.address + "/" + query


def test_back_and_forward_follow_the_filter(visit: Window) -> None:
    window = visit()
    page = window.open()
    choose(page, "Target", "Niger")
    expect(rows(page)).to_have_count(2)
    window.settled()
    page.go_back()
    expect(rows(page)).to_have_count(6)
    page.go_forward()
    expect(rows(page)).to_have_count(2)


def test_an_empty_view_leads_back(visit: Window) -> None:
    window = visit()
    page = window.open("/?target=TUV")
    expect(page.get_by_text("The store holds no event for")).to_be_visible()
    page.locator(".st-key-clear_empty button").click()
    expect(rows(page)).to_have_count(6)
    assert "target" not in page.url


def test_hostile_words_fetch_nothing_and_run_nothing(visit: Window) -> None:
    window = visit()
    page = window.open("/?influencer=TUR")
    map_drawn(page)
    expect(rows(page)).to_contain_text("window.hacked=1")
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_slide_is_a_picture_of_sixteen_by_nine(visit: Window) -> None:
    page = visit().open("/?target=NER")
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name="Slide (PNG)").click()
    image = Image.open(download.value.path())
    assert image.size == (1600, 900)
