"""A real browser for every journey of this folder."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.harness.browser import FLAGS, SOFTWARE_GL, Visitor, find, launch
from tests.harness.relay import Relay
from tests.harness.servers import Server


# The browser ends with this folder, not with the session: Playwright's loop would stand in the way
# of other tests that call asyncio.run().
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's own browser: one for all journeys."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def drawing(browser: Browser) -> Iterator[Browser]:
    """A browser that draws with WebGL2, in software."""
    flags = [flag for flag in FLAGS if flag != "--disable-gpu"]
    drawing = browser.browser_type.launch(executable_path=find(), args=[*flags, *SOFTWARE_GL])
    yield drawing
    drawing.close()


@pytest.fixture
def anyone(browser: Browser, server: Server) -> Iterator[Visitor]:
    """A visitor of pages that may complain: the test brings the trouble itself."""
    expect.set_options(timeout=15_000)
    visitor = Visitor(browser, server.url)
    yield visitor
    visitor.leave()


@pytest.fixture
def visitor(anyone: Visitor) -> Visitor:
    """A visitor on whose pages no script fails and nothing is missing."""
    yield anyone
    assert anyone.complaints == []


@pytest.fixture
def mortal(server: Server) -> Iterator[Relay]:
    """The shared server at an address that a test may take away."""
    relay = Relay(server.port)
    yield relay
    relay.kill()
