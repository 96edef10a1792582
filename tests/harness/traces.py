"""What a page must not leave behind: nothing in its address, history, storage, requests or log."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

from tests.harness.servers import Server


@contextmanager
def no_trace(page: Page, server: Server) -> Iterator[None]:
    """Assert that what is done inside leaves no trace in the browser or at the server."""
    address, history, log = page.url, page.evaluate("history.length"), server.log.read_text()
    children = {child.pid for child in server.process.children(recursive=True)}
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    yield
    assert page.url == address
    assert page.evaluate("history.length") == history
    assert page.evaluate("history.state") is None
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.context.cookies() == []
    assert asked == []
    assert server.log.read_text() == log
    assert {child.pid for child in server.process.children(recursive=True)} <= children
