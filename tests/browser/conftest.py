"""The real app in a real browser, with no way out: every request to another host is stopped and fails the test."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Route, sync_playwright

from tests.components.sample import sample_store

ROOT = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BOOT_SECONDS = 60
# plotly goes on drawing a map whose borders arrive after its page was left: nothing is shown, nothing is lost
LEFT_MAP = "Cannot read properties of undefined (reading '_scrollZoom')"
SETTLED = "!document.querySelector('[data-testid=stStatusWidget], [data-testid=stSkeleton]')"


@dataclass
class Visit:
    """A page of the browser, with what it asked of other hosts and what it complained of."""

    page: Page
    address: str
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str = "/") -> Page:
        """Open an address of the app and wait until it stands."""
        self.page.goto(self.address + path)
        return self.settled()

    def settled(self) -> Page:
        """Wait until no rerun is under way."""
        self.page.wait_for_selector(".ambit-title", timeout=30_000)
        self.page.wait_for_function(SETTLED, timeout=30_000)
        return self.page


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return Debian's Chromium; without it the tests are skipped, or fail where a browser is required."""
    if not CHROMIUM.is_file():
        reason = f"{CHROMIUM} is missing: apt-get install chromium"
        if os.environ.get("AMBIT_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the app over the sample store and return its address."""
    folder = tmp_path_factory.mktemp("browser")
    sample_store(folder / "store")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
            cwd=ROOT,
            env={**os.environ, "AMBIT_STORE": str(folder / "store")},
            stdout=log,
            stderr=log,
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    """Return a function that opens a new window; what it asked for and complained of is judged in the end."""
    visits: list[Visit] = []

    def open_window(*, width: int = 1600, height: int = 900, dark: bool = False) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
        )
        made = Visit(context.new_page(), address)
        context.route("**/*", lambda route: _stop_at_the_door(route, made))
        made.page.on("console", lambda message: _listen(message, made))
        made.page.on("pageerror", lambda error: _note_error(str(error), made))
        visits.append(made)
        return made

    yield open_window
    for made in visits:
        made.page.context.close()
    assert [made.outside for made in visits if made.outside] == []
    assert [made.complaints for made in visits if made.complaints] == []


def _stop_at_the_door(route: Route, visit: Visit) -> None:
    """Let requests to the app through, stop and note all others."""
    asked = urlsplit(route.request.url)
    with suppress(Error):  # a page that is left drops its requests
        if asked.scheme in {"data", "blob"} or f"http://{asked.netloc}" == visit.address:
            route.continue_()
            return
        visit.outside.append(route.request.url)
        route.abort()


def _note_error(words: str, visit: Visit) -> None:
    """Note what a script threw, but for the map that was left before its borders came."""
    if words != LEFT_MAP:
        visit.complaints.append(words)


def _listen(message: ConsoleMessage, visit: Visit) -> None:
    """Note errors; Streamlit itself probes for its server below the address of a page, and fails there once."""
    if message.type == "error" and "/_stcore/" not in message.location["url"]:
        visit.complaints.append(message.text)


def _wait_for(url: str) -> None:
    """Wait until the server answers."""
    until = time.monotonic() + BOOT_SECONDS
    while time.monotonic() < until:
        with suppress(OSError), urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own server
            if answer.status == 200:
                return
        time.sleep(0.2)
    pytest.fail(f"the app did not come up within {BOOT_SECONDS} s")
