from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
Window = Callable[..., Visit]


def follow_first(window: Visit, query: str) -> Page:
    """Open the overview and follow its first event."""
    page = window.open(f"/?{query}")
    page.locator("[class*=st-key-event-row-] a").first.click()
    page.wait_for_selector(".ambit-report", timeout=30_000)
    return page


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1600, 390])
def test_an_event_leads_to_the_words_it_rests_on(visit: Window, dark: bool, width: int) -> None:
    page = follow_first(visit(width=width, dark=dark), "target=MLI")
    expect(page.locator("mark").first).to_have_text("Russia delivered six helicopters to Mali")
    mark = page.locator("mark").first.evaluate("mark => getComputedStyle(mark).backgroundColor")
    assert mark not in {"rgba(0, 0, 0, 0)", "rgb(255, 255, 0)"}, "the marker's colour is the theme's"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert "event=" in page.url


def test_the_address_of_an_event_opens_it_again(visit: Window) -> None:
    page = follow_first(visit(), "target=GIN")
    again = visit()
    again.page.goto(page.url)
    again.settled()
    expect(again.page.get_by_text("digest in our own words")).to_be_visible()
    again.page.get_by_text("Back to the overview").click()
    expect(again.page.locator(".ambit-event")).to_have_count(1)
    assert again.page.url.endswith("/?target=GIN")


def test_the_way_back_keeps_the_filter(visit: Window) -> None:
    page = follow_first(visit(), "target=NER")
    page.get_by_text("Back to the overview").click()
    expect(page.locator(".ambit-event")).to_have_count(2)
    assert page.url.endswith("/?target=NER")


def test_hostile_words_fetch_nothing_and_run_nothing(visit: Window) -> None:
    page = follow_first(visit(width=390), "influencer=TUR")
    expect(page.locator(".ambit-report h3")).to_contain_text("<script>window.hacked=1</script>")
    assert page.evaluate("window.hacked") is None
    assert page.locator(".ambit-report img, .ambit-report script").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "a word of 10,000 letters must wrap"


def test_an_unknown_event_leads_back(visit: Window) -> None:
    window = visit()
    page = window.open("/event?event=nothing")
    expect(page.get_by_text("This address names no event of the store")).to_be_visible()
    page.get_by_text("Back to the overview").click()
    expect(page.locator(".ambit-event")).to_have_count(6)
