"""Below a path of the clinic's own web site."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from playwright.sync_api import Page

from tests.harness.browser import LESSON, Visitor
from tests.harness.explorer import Explorer
from tests.harness.servers import Server, serving

pytestmark = pytest.mark.browser

_HREFS = "nodes => nodes.map(node => node.href)"


@pytest.fixture(scope="module")
def clinic(
    server: Server, cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("clinic"), cache=cache, base_url="/clinic/") as below:
        yield below


def links(page: Page) -> set[str]:
    return set(page.locator("a[href^='http'], a:not([href*=':'])").evaluate_all(_HREFS))


def test_every_link_below_a_base_url_leads_to_a_page_and_to_its_place(
    visitor: Visitor, clinic: Server
) -> None:
    page = visitor.profile(clinic.url).new_page()
    seen: set[str] = set()
    todo = {clinic.url}
    followed = set()
    while todo:
        link = min(todo, key=lambda one: urldefrag(one).url != page.url)  # this page's places first
        todo.discard(link)
        address, place = urldefrag(link)
        followed.add((address, place))
        if page.url != address:
            answer = page.goto(address)
            assert answer is not None and answer.status == 200, address
        if place and "=" not in place:  # behind = stands a choice, which the page's script reads
            assert page.evaluate("id => !!document.getElementById(id)", unquote(place)), place
        found = {link for link in links(page) if link.startswith(clinic.url[:-8])}
        assert all(link.startswith(clinic.url) for link in found), found
        seen |= {address}
        todo |= {link for link in found if tuple(urldefrag(link)) not in followed}
    assert {clinic.url, f"{clinic.url}{LESSON}", f"{clinic.url}en/red-flags"} <= seen


def test_the_explorer_works_below_a_base_url(visitor: Visitor, clinic: Server) -> None:
    explorer = Explorer(visitor.open(url=clinic.url))
    explorer.choose("L5", "left")
    explorer.shows("L5", "left")


def test_the_base_url_needs_no_slash_at_its_end(visitor: Visitor, clinic: Server) -> None:
    page = visitor.open(clinic.url.rstrip("/"))
    assert page.url == clinic.url


def test_a_missing_page_below_a_base_url_leads_home(anyone: Visitor, clinic: Server) -> None:
    page = anyone.open("en/no-such-page", url=clinic.url)
    page.get_by_role("main").get_by_role("link").first.click()
    page.wait_for_url(clinic.url)
