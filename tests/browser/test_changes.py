from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.test_overview import choose, rows

pytestmark = pytest.mark.browser
Window = Callable[..., Visit]


def go_to(window: Visit, name: str) -> None:
    window.page.locator("[data-testid=stSidebarNav] a", has_text=name).click()
    expect(window.page.locator(".ambit-kicker").first).to_have_text(re.compile(name, re.IGNORECASE), timeout=30_000)
    window.settled()


def test_an_older_version_is_chosen_kept_from_page_to_page_and_left_again(visit: Window) -> None:
    window = visit()
    page = window.open("/changes")
    expect(page.locator(".ambit-title")).to_have_text("Events: 3 added")
    expect(rows(page)).to_have_count(3)
    page.locator("[data-testid=stMain] [data-testid=stSelectbox]").nth(1).click()
    page.get_by_role("option", name=re.compile("^Version 1 ")).click()
    window.settled()
    expect(page.get_by_text("As it was.")).to_be_visible()
    expect(page.locator(".ambit-kicker")).to_have_text(re.compile("from version 0 to 1", re.IGNORECASE))
    go_to(window, "Overview")
    expect(rows(page)).to_have_count(3)
    assert "as_of=1" in page.url
    page.get_by_role("button", name="Show the newest").click()
    window.settled()
    expect(rows(page)).to_have_count(6)
    assert "as_of" not in page.url


def test_the_filter_is_kept_between_pages_and_holds_for_changes(visit: Window) -> None:
    window = visit()
    page = window.open("/changes?against=0")
    choose(page, "Target", "Niger")
    expect(page.locator(".ambit-title")).to_have_text("Events: 2 added")
    window.settled()
    go_to(window, "Overview")
    expect(rows(page)).to_have_count(2)
    window.settled()
    go_to(window, "Changes")
    expect(page.locator(".ambit-title")).to_have_text("Events: 2 added")


def test_a_change_leads_to_the_event(visit: Window) -> None:
    window = visit()
    page = window.open("/changes?target=KEN")
    page.locator("[class*=st-key-event-row-0] a").click()
    expect(page.locator(".ambit-title")).to_have_text(re.compile("Kenya"))
