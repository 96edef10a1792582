"""Below a path of the clinic's own web site."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from bs4 import BeautifulSoup

from tests.harness.browser import LESSON, Visitor
from tests.harness.explorer import Explorer
from tests.harness.servers import Server, serving

pytestmark = pytest.mark.browser

_HREFS = "nodes => nodes.map(node => node.href)"
_BY_SCRIPT = ("en/board", "en/take-home", "en/tonight")
"""Pages whose scripts write links."""


@pytest.fixture(scope="module")
def clinic(
    server: Server, cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("clinic"), cache=cache, base_url="/clinic/") as below:
        yield below


def links(html: str, address: str) -> set[str]:
    """Return where the links of a page lead, without those of another kind, such as a number."""
    found = BeautifulSoup(html, "html.parser").find_all("a", href=True)
    whole = {urljoin(address, str(link["href"])) for link in found}
    return {link for link in whole if link.startswith("http")}


def test_every_link_below_a_base_url_leads_to_a_page_and_to_its_place(clinic: Server) -> None:
    places: dict[str, set[str]] = {}
    asked: set[tuple[str, str]] = set()
    todo = {clinic.url}
    while todo:
        address = todo.pop()
        answer = clinic.get(address.removeprefix(clinic.root))
        assert answer.code == 200, address
        html = answer.body.decode()
        places[address] = {str(one["id"]) for one in BeautifulSoup(html, "html.parser")(id=True)}
        ours = {link for link in links(html, address) if link.startswith(clinic.root)}
        assert all(link.startswith(clinic.url) for link in ours), ours
        asked |= {(one.url, unquote(one.fragment)) for one in map(urldefrag, ours)}
        todo |= {address for address, _ in asked} - set(places)
    assert {clinic.url, f"{clinic.url}{LESSON}", f"{clinic.url}en/red-flags"} <= set(places)
    for address, place in asked:  # behind = stands a choice, which the page's script reads
        assert not place or "=" in place or place in places[address], (address, place)


def test_the_links_that_scripts_write_stay_below_the_base_url(
    visitor: Visitor, clinic: Server
) -> None:
    for page in _BY_SCRIPT:
        shown = visitor.open(page, url=clinic.url).locator("a[href]").evaluate_all(_HREFS)
        ours = [link for link in shown if link.startswith(clinic.root)]
        assert ours and all(link.startswith(clinic.url) for link in ours), page


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
