"""Every staff page and a room, walked through once in one browser: the cookies that README names,
and neither the console nor the server's log holds a warning or an error."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from sciatica import resources
from sciatica.content.words import words
from sciatica.training.items import items
from tests.harness.browser import Visitor
from tests.harness.looking import KEPT
from tests.harness.servers import Server, serving

pytestmark = pytest.mark.browser

TEXT = words("en")
OPENS_WITHIN_MS = 60_000
STAFF = resources.notebooks() / "en" / "staff"
LIVE = [f"en/staff/{path.stem[3:]}" for path in sorted(STAFF.glob("*.ipynb"))]
OF_LIVE_PAGES, OF_ROOMS = "_xsrf", "sciatica_room"
ROOM_LASTS_S = 3 * 60 * 60
OF_THE_DRIVER = "GL Driver Message"
"""How software draws WebGL, which is not ours to say."""
TROUBLE = re.compile(r"warn|error|traceback|exception|fail", re.IGNORECASE)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Server]:
    """A server that nobody else makes say anything. Its log is read when all is done."""
    with serving(tmp_path_factory.mktemp("quiet"), cache=cache) as server:
        yield server
        said = server.stop()
    assert [line for line in said.splitlines() if TROUBLE.search(line)] == []


class Walk:
    """One browser in which everything is opened, and what its pages complain of while they are
    open: what one says when its line is cut as it is left, nobody is there to read."""

    def __init__(self, visitor: Visitor) -> None:
        self._profile = visitor.profile()
        self.complaints: list[str] = []

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("warning", "error") and OF_THE_DRIVER not in message.text:
            self.complaints.append(f"{message.page and message.page.url}: {message.text}")

    def open(self, path: str) -> Page:
        """Open a page beside the others."""
        page = self._profile.new_page()
        page.on("console", self._hear)
        page.goto(path, timeout=OPENS_WITHIN_MS)
        return page

    def leave(self, page: Page) -> None:
        """Say goodbye: the place is free."""
        page.remove_listener("console", self._hear)
        page.goto("about:blank")
        page.close()

    @property
    def cookies(self) -> dict[str, float]:
        """When each cookie ends; -1 is with the browser."""
        return {str(one.get("name")): one.get("expires", 0) for one in self._profile.cookies()}


@pytest.fixture
def walk(drawing: Browser, own: Server) -> Iterator[Walk]:
    """A walk on which nothing complains."""
    visitor = Visitor(drawing, own.url)
    walk = Walk(visitor)
    yield walk
    visitor.leave()
    assert walk.complaints == []


def test_live_pages_set_one_cookie_until_the_browser_closes_and_nothing_complains(
    walk: Walk,
) -> None:
    walk.open("en/staff")
    assert walk.cookies == {}
    for path in LIVE:
        page = walk.open(path)
        expect(page.get_by_text(TEXT("live.loading"))).to_be_hidden(timeout=OPENS_WITHIN_MS)
        expect(page.locator("#live-failed")).to_have_count(0)
        assert set(page.evaluate(KEPT).values()) == {0}, path
        walk.leave(page)
    assert walk.cookies == {OF_LIVE_PAGES: -1}


def test_a_room_its_wall_and_its_record_set_a_cookie_only_when_it_sends_somebody_on(
    walk: Walk,
) -> None:
    lead = walk.open("en/staff/room")
    lead.get_by_role("button", name=TEXT("room.lead.open")).click()
    code = lead.locator('[data-part="code"]')
    expect(code).to_have_text(re.compile(r"\w{3}-\w{3}"))
    wall = walk.open(f"en/room/wall#{code.inner_text()}")
    expect(wall.locator('[data-part="code"]')).to_have_text(code.inner_text())
    learner = walk.open("en/room")
    learner.get_by_label(TEXT("room.join.code")).fill(code.inner_text())
    learner.keyboard.press("Enter")
    expect(learner.locator('[data-part="inside"]')).to_be_visible()
    lead.get_by_label(TEXT("room.lead.question")).select_option(items("en")[0].id)
    lead.get_by_role("button", name=TEXT("room.lead.ask")).click()
    learner.get_by_role("radio").first.check()
    learner.get_by_role("button", name=TEXT("room.join.answer"), exact=True).click()
    expect(learner.get_by_text(TEXT("room.join.counted"))).to_be_visible()
    lead.get_by_role("button", name=TEXT("room.lead.show")).click()
    expect(learner.get_by_text(TEXT("room.join.closed"), exact=True)).to_be_visible()
    expect(walk.open("en/room/record").get_by_role("heading", level=1)).to_be_visible()
    assert walk.cookies == {}
    lead.locator("details.sx-send").evaluate("node => { node.open = true }")
    lead.locator('[data-part="send"] [type=submit]').click()
    expect(learner.locator("[data-go] a").filter(visible=True)).to_be_visible()
    ends = walk.cookies
    assert list(ends) == [OF_ROOMS]
    assert 0 < ends[OF_ROOMS] - lead.evaluate("Date.now() / 1000") <= ROOM_LASTS_S
    lead.locator('[data-part="end"]').evaluate("button => button.click()")
    expect(learner.get_by_label(TEXT("room.join.code"))).to_be_visible()
