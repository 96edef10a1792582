"""A real browser and a real server for every journey of this folder."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from sciatica import resources
from tests.e2e.servers import Server, sciatica

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NO_BROWSER = (
    f"No browser: none of {', '.join(BROWSERS)} is on the PATH, so no journey ran. "
    "Install one with: make test-system"
)
LESSON = "en/nerve-roots"
PATHS = [
    "" if path.stem.endswith("-home") else f"en/{path.stem[3:]}"
    for path in sorted((resources.notebooks() / "en").glob("*.ipynb"))
]
"""Every page of the site, as an address below the base URL."""

_missing: list[str] = []


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say loudly that the journeys were skipped: a quiet "s" would look like success."""
    if _missing:
        terminalreporter.section("browser journeys SKIPPED", sep="!", red=True, bold=True)
        terminalreporter.line(NO_BROWSER, red=True)


# The fixtures end with this folder, not with the session: Playwright's loop would stand in the
# way of other tests that call asyncio.run().
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's own browser. Without one: failure in CI, a loud skip elsewhere."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(NO_BROWSER)
        _missing.append(NO_BROWSER)
        pytest.skip(NO_BROWSER)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def server(
    browser: Browser, cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """The real server. Its end is part of the test: a clean exit, no process left."""
    with sciatica(tmp_path_factory.mktemp("server"), cache) as server:
        yield server


class Visitor:
    """Opens pages, each with an empty browser profile, and hears what goes wrong on them."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser = browser
        self._url = url
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def profile(self, url: str | None = None, **options: Any) -> BrowserContext:
        """Return a new, empty profile. Addresses in it are relative to `url`."""
        context = self._browser.new_context(base_url=url or self._url, **options)
        context.set_default_timeout(5_000)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("console", self._hear)
        self._contexts.append(context)
        return context

    def _hear(self, message: Any) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def open(self, path: str = LESSON, *, url: str | None = None, **options: Any) -> Page:
        """Open `path` in a new profile."""
        page = self.profile(url, **options).new_page()
        page.goto(path)
        return page

    def leave(self) -> None:
        """Close every profile."""
        for context in self._contexts:
            context.close()


@pytest.fixture
def anyone(browser: Browser, server: Server) -> Iterator[Visitor]:
    """A visitor of pages that may complain: the test brings the trouble itself."""
    expect.set_options(timeout=5_000)
    visitor = Visitor(browser, server.url)
    yield visitor
    visitor.leave()


@pytest.fixture
def visitor(anyone: Visitor) -> Visitor:
    """A visitor on whose pages no script fails and nothing is missing."""
    yield anyone
    assert anyone.complaints == []
