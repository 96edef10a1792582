"""A clinic's own tablet opens the board and the signs without a network, and never an old number
once the server has spoken."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sciatica import resources
from sciatica.content.words import words
from tests.harness.browser import Visitor
from tests.harness.notebooks import OPEN, write_notebook
from tests.harness.servers import Server, serving

pytestmark = pytest.mark.browser
NOTE = words("en")("common.page.kept_title")
WIDGET = "pages.hold_timer('en')"
UNTIL_KEPT = """async (number) => {
    const { serviceWorker } = navigator;
    const isKept = async () => {
        const worker = await serviceWorker.ready;
        if (worker.installing || worker.waiting) return false;
        if (worker.active !== serviceWorker.controller) return false;
        const board = await caches.match("/tablet/en/board");
        return board && (await board.text()).includes(number);
    };
    while (!(await isKept())) await new Promise(requestAnimationFrame);
}"""
REGISTERED = "async () => (await navigator.serviceWorker.getRegistrations()).length"


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    """The four pages that a tablet keeps, short, and one that it does not."""
    folder = tmp_path / "notebooks"
    for name in ("00-home", "04-red-flags", "10-board", "11-emergency-sheet", "12-other"):
        write_notebook(folder, f"{name}.ipynb", ("py", OPEN), f"# The {name}", ("py", WIDGET))
    return folder


@pytest.fixture
def served(tmp_path: Path, lessons: Path) -> Iterator[Server]:
    (tmp_path / "clinic.toml").write_text(resources.default_clinic().read_text("utf-8"), "utf-8")
    with serving(tmp_path, f"--notebooks={lessons}") as server:
        yield server


def kept(visitor: Visitor, server: Server) -> Page:
    """Open the board on a tablet, and wait until it is kept."""
    page = visitor.open("tablet/en/board", url=server.url)
    page.evaluate(UNTIL_KEPT, "tel:911")
    return page


def test_a_killed_server_leaves_board_and_signs_on_the_tablet_with_a_note(
    anyone: Visitor, served: Server
) -> None:
    page = kept(anyone, served)
    expect(page.get_by_text(NOTE)).to_have_count(0)
    served.kill()
    page.reload()
    expect(page.get_by_role("heading", name="The 10-board")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text=NOTE)).to_be_visible()
    expect(page.locator("[data-finished][data-started]")).to_have_count(1)  # it works, too
    page.goto(f"{served.url}tablet/en/red-flags")
    expect(page.get_by_role("heading", name="The 04-red-flags")).to_be_visible()
    expect(page.locator("a[href='tel:911']").first).to_be_visible()


def test_no_old_number_is_shown_once_the_server_has_said_a_new_one(
    anyone: Visitor, served: Server, tmp_path: Path
) -> None:
    page = kept(anyone, served)
    clinic = tmp_path / "clinic.toml"
    clinic.write_text(clinic.read_text("utf-8").replace('"911"', '"112"'), "utf-8")
    served.line("The new pages are served")
    page.goto(f"{served.url}tablet/en/red-flags")  # any page will do
    expect(page.locator("a[href='tel:112']").first).to_be_visible()
    page.evaluate(UNTIL_KEPT, "tel:112")
    served.kill()
    page.goto(f"{served.url}tablet/en/board")
    expect(page.locator("a[href='tel:112']").first).to_be_visible()
    expect(page.locator("a[href='tel:911']")).to_have_count(0)


def test_a_reader_who_is_no_tablet_keeps_nothing(anyone: Visitor, served: Server) -> None:
    page = anyone.open("en/board", url=served.url)
    page.locator("[data-finished][data-started]").wait_for()
    assert page.evaluate(REGISTERED) == 0
    assert page.evaluate("async () => (await caches.keys()).length") == 0
