"""The same notebook in plain Voila and in JupyterLab: the same words and the same choices."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nbformat
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from sciatica import resources
from tests.e2e.conftest import Visitor
from tests.e2e.explorer import Explorer
from tests.e2e.servers import Server, jupyterlab, voila

pytestmark = pytest.mark.browser

NOTEBOOK = "02-nerve-roots.ipynb"
EXERCISES = "05-exercises.ipynb"
KERNEL_WITHIN_MS = 60_000
THREE = (
    "from sciatica import pages\none = pages.root_explorer('en')",
    *("one", "one"),
    "pages.root_explorer('en')",
)


def _only_this_machine(route: Route) -> None:
    """Refuse at once what Voila's own template asks of a CDN."""
    if urlsplit(route.request.url).hostname == "127.0.0.1":
        route.continue_()
    else:
        route.abort()


def open_host(visitor: Visitor, url: str, path: str = "") -> Page:
    context = visitor.profile(url)
    context.route(lambda address: urlsplit(address).hostname != "127.0.0.1", _only_this_machine)
    page = context.new_page()
    page.goto(path, timeout=KERNEL_WITHIN_MS)
    return page


def wait_for_explorers(page: Page, count: int = 1) -> None:
    live = page.locator("[data-explorer][data-live]")
    expect(live).to_have_count(count, timeout=KERNEL_WITHIN_MS)


def write_notebook(path: Path, cells: tuple[str, ...]) -> Path:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, path)
    return path


@pytest.fixture(scope="module")
def finished(browser: Browser, server: Server) -> Iterator[dict[str, Any]]:
    """What the finished page says: at first, and after choosing L5."""
    visitor = Visitor(browser, server.url)
    yield journey(Explorer(visitor.open()))
    visitor.leave()


def journey(explorer: Explorer) -> dict[str, Any]:
    """Choose L5; return all words before and after, and what the reader then sees."""
    explorer.shows("all", "right")
    first = explorer.words()
    explorer.radio("L5").click()
    explorer.shows("L5", "right")
    seen = " ".join(explorer.panels.filter(visible=True).inner_text().split())
    return {"first": first, "after L5": explorer.words(), "seen": seen}


def test_plain_voila_shows_the_same_words_and_choices(
    anyone: Visitor, finished: dict[str, Any], tmp_path: Path
) -> None:
    with voila(resources.notebooks() / "en" / NOTEBOOK, tmp_path) as host:
        page = open_host(anyone, host.url)
        wait_for_explorers(page)
        assert journey(Explorer(page)) == finished


def run_in_lab(visitor: Visitor, host: Server, notebook: str) -> Page:
    """Open a notebook in JupyterLab and run all its cells."""
    page = open_host(visitor, host.url, f"lab/tree/{notebook}")
    idle = page.get_by_text("Python 3 (ipykernel) | Idle")
    expect(idle).to_be_visible(timeout=KERNEL_WITHIN_MS)  # before that, the menu is dead
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    return page


def test_jupyterlab_shows_the_same_words_and_choices(
    anyone: Visitor, finished: dict[str, Any], tmp_path: Path
) -> None:
    notebooks = tmp_path / "notebooks"
    shutil.copytree(resources.notebooks() / "en", notebooks)
    with jupyterlab(notebooks, tmp_path) as host:
        page = run_in_lab(anyone, host, NOTEBOOK)
        wait_for_explorers(page)
        assert journey(Explorer(page)) == finished


def test_an_exercise_has_the_same_words_and_steps_in_jupyterlab(
    anyone: Visitor, exercise: list[str], tmp_path: Path
) -> None:
    notebooks = tmp_path / "notebooks"
    shutil.copytree(resources.notebooks() / "en", notebooks)
    with jupyterlab(notebooks, tmp_path) as host:
        assert practise(run_in_lab(anyone, host, EXERCISES)) == exercise


def practise(page: Page) -> list[str]:
    """Go a way through the nerve glide; return the words of every card, and the timer's."""
    root = page.locator("[data-walk=practice][data-live]")
    expect(root).to_have_count(1, timeout=KERNEL_WITHIN_MS)
    timers = page.locator("sx-hold-timer[data-live]")
    expect(timers).to_have_count(4, timeout=KERNEL_WITHIN_MS)
    words = []
    for tap in ("none", "nerve_glide", "next", "next", "next", "next", "better", "finish"):
        words.append(" ".join(root.inner_text().split()))
        root.locator(f"[data-answer={tap}]").filter(visible=True).click()
    words.append(" ".join(root.inner_text().split()))
    alone = timers.last
    alone.locator("[data-do=start]").click()
    words.append(alone.get_by_role("status").inner_text())
    return words


@pytest.fixture(scope="module")
def exercise(browser: Browser, server: Server) -> Iterator[list[str]]:
    """What the finished page says on a way through an exercise."""
    visitor = Visitor(browser, server.url)
    yield practise(visitor.open("en/exercises"))
    visitor.leave()


def test_an_exercise_has_the_same_words_and_steps_in_plain_voila(
    anyone: Visitor, exercise: list[str], tmp_path: Path
) -> None:
    with voila(resources.notebooks() / "en" / EXERCISES, tmp_path) as host:
        assert practise(open_host(anyone, host.url)) == exercise


@pytest.fixture(scope="module")
def three(
    browser: Browser, server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    """A page with two views of one explorer and with an explorer of its own."""
    folder = tmp_path_factory.mktemp("three")
    visitor = Visitor(browser, server.url)
    with voila(write_notebook(folder / "three.ipynb", THREE), folder) as host:
        page = open_host(visitor, host.url)
        wait_for_explorers(page, 3)
        yield page
        visitor.leave()


def test_two_views_of_one_explorer_follow_one_another(three: Page) -> None:
    one, same = Explorer(three, 0), Explorer(three, 1)
    one.choose("L5", "left")
    one.shows("L5", "left")
    same.shows("L5", "left")
    same.choose("S1", "right")
    one.shows("S1", "right")
    same.shows("S1", "right")


def test_two_explorers_on_one_page_keep_their_own_choices(three: Page) -> None:
    one, other = Explorer(three, 0), Explorer(three, 2)
    one.choose("L5", "left")
    other.choose("S1", "right")
    one.shows("L5", "left")
    other.shows("S1", "right")


def test_no_two_explorers_on_one_page_share_an_id(three: Page) -> None:
    ids = three.locator("[data-explorer] [id]").evaluate_all("nodes => nodes.map(one => one.id)")
    twice = sorted({one for one in ids if ids.count(one) > 1})
    assert not twice
