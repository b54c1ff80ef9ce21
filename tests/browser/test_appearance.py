from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Page

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
Window = Callable[..., Visit]
LOOK = """() => {
    const colour = (selector, name) => getComputedStyle(document.querySelector(selector))[name];
    const map = document.querySelector('.js-plotly-plot');
    return [colour('.stApp', 'backgroundColor'), colour('.ambit-title', 'color'), map.layout.font.color];
}"""


def test_the_switch_between_light_and_dark_is_followed_by_words_and_charts(visit: Window) -> None:
    window = visit()
    page = window.open()
    page.wait_for_selector(".choroplethlayer path", timeout=30_000)
    assert page.evaluate(LOOK) == ["rgb(251, 250, 247)", "rgb(23, 33, 43)", "#17212B"]
    choose_dark(page)
    page.wait_for_function("document.querySelector('.js-plotly-plot').layout.font.color === '#E7EBEF'", timeout=15_000)
    assert page.evaluate(LOOK) == ["rgb(13, 20, 28)", "rgb(231, 235, 239)", "#E7EBEF"]


def choose_dark(page: Page) -> None:
    """Open the menu and choose; a menu that is opened while the page still settles shuts again."""
    for _ in range(5):
        page.locator("[data-testid=stMainMenuButton]").click()
        try:
            page.get_by_text("Dark").first.click(timeout=3_000)
        except Error:
            continue
        return
    pytest.fail("the menu does not offer the dark appearance")
