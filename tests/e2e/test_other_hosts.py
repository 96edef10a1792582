"""The same notebook in plain Voila and in JupyterLab: the same words and the same choices."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nbformat
import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from sciatica import resources
from sciatica.content.words import words as words_of
from tests.harness.browser import Visitor
from tests.harness.explorer import Explorer
from tests.harness.servers import Server, jupyterlab, voila

pytestmark = pytest.mark.browser

TEXT = words_of("en")
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
    # a workspace of its own: another notebook's tab would take the command to run
    page = open_host(visitor, host.url, f"lab/workspaces/{Path(notebook).stem}/tree/{notebook}")
    idle = page.get_by_text("Python 3 (ipykernel) | Idle")
    expect(idle).to_be_visible(timeout=KERNEL_WITHIN_MS)  # before that, the menu is dead
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    return page


@pytest.fixture(scope="module")
def lab_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the lessons, which JupyterLab opens."""
    folder = tmp_path_factory.mktemp("lab") / "notebooks"
    shutil.copytree(resources.notebooks() / "en", folder)
    return folder


@pytest.fixture(scope="module")
def lab(lab_folder: Path) -> Iterator[Server]:
    """JupyterLab with that copy."""
    # every cell stands in the page, in sight or not, so that all can be asked
    settings = lab_folder.parent / "settings" / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True)
    (settings / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}')
    with jupyterlab(lab_folder, lab_folder.parent) as host:
        yield host


LIVE = ":is([data-explorer], [data-walk], [data-sheet])"
TAPS = ("none", "nerve_glide", "next", "next", "next", "next", "better", "finish")
"""A way through the nerve glide."""
CLICK_THROUGH = """async (taps) => {
  const drawn = () => new Promise((done) => setTimeout(done, 0));
  const told = [];
  for (const root of document.querySelectorAll(":is([data-explorer], [data-walk], [data-sheet])")) {
    const tell = async (what) => {
      await drawn();
      told.push(`${what}: ${root.innerText.replace(/\\s+/g, " ").trim()}`);
    };
    await tell("first");
    for (const input of root.querySelectorAll("input[type=radio], input[type=checkbox]")) {
      input.click();
      await tell(input.value);
    }
    for (let step = 0; root.matches("[data-walk]") && step < 12; step++) {
      const answers = [...root.querySelectorAll("[data-answer]")];
      const seen = answers.filter((one) => one.checkVisibility());
      const way = root.dataset.walk === "practice" ? taps[step] : seen.at(-1)?.dataset.answer;
      const answer = seen.find((one) => one.dataset.answer === way);
      if (!answer) break;
      answer.click();
      await tell(way);
    }
  }
  for (const timer of document.querySelectorAll("sx-hold-timer[data-live]")) {
    timer.querySelector("[data-do=start]").click();
    await drawn();
    told.push(`timer: ${timer.querySelector("[role=status]").innerText}`);
  }
  return told;
}"""
"""Choose everything that can be chosen, one after the other; go the practice by these taps and
every other walk by its last answers; return all that is read after each."""
CHOOSES = ("nerve-roots", "causes", "red-flags", "exercises", "take-home")
"""The lessons in which something can be chosen. That the others run, nbval asks."""


def clicked_through(page: Page) -> list[str]:
    """Return what a page says at each choice, but for the button of ours that reads it aloud."""
    return [
        one.replace(f" {TEXT('common.read.card')}", "")
        for one in page.evaluate(CLICK_THROUGH, TAPS)
    ]


def test_every_lesson_in_jupyterlab_is_the_served_page_choice_by_choice(
    anyone: Visitor, server: Server, lab: Server, lab_folder: Path
) -> None:
    wanted, count, cells = [], 0, []
    for slug in CHOOSES:
        served = anyone.open(f"en/{slug}")
        expect(served.locator(f"{LIVE}:not([data-live])")).to_have_count(0)
        count += served.locator(LIVE).count()
        wanted += clicked_through(served)
        (path,) = lab_folder.glob(f"[0-9][0-9]-{slug}.ipynb")
        lesson = nbformat.read(path, as_version=4).cells
        cells += [cell.source for cell in lesson if cell.cell_type == "code"]
    # all in one notebook: one kernel, one page
    write_notebook(lab_folder / "lessons.ipynb", tuple(cells))
    page = run_in_lab(anyone, lab, "lessons.ipynb")
    done = page.locator(".jp-CodeCell .jp-InputPrompt", has_text=re.compile(r"\[\d+\]"))
    expect(done).to_have_count(len(cells), timeout=3 * KERNEL_WITHIN_MS)  # five lessons are drawn
    expect(page.locator(".jp-RenderedText[data-mime-type*=stderr]")).to_have_count(0)
    expect(page.locator(f"{LIVE}[data-live]")).to_have_count(count, timeout=KERNEL_WITHIN_MS)
    timers = [one for one in wanted if one.startswith("timer")]
    wanted = [one for one in wanted if one not in timers] + timers  # a page tells of them at last
    expect(page.locator("sx-hold-timer[data-live]")).to_have_count(len(timers))
    assert clicked_through(page) == wanted
    assert len(wanted) > count > len(CHOOSES) - 1
    assert anyone.complaints == []


MODEL = (
    "from sciatica import pages\nmodel = pages.low_back_model('en')\nmodel",
    "model.level, model.form, model.side, model.view = 'L5/S1', 'extrusion', 'left', 'disc'",
    "model.observe(lambda _: model.set_trait('view', 'slice'), 'zone')",
)
"""A notebook that turns the model, and answers a choice made in it."""


def follow(page: Page) -> None:
    """Ask that model what it shows; choose in it, and see what the kernel made of it."""
    model = page.locator("[data-model3d][data-turns]")
    model.wait_for(timeout=KERNEL_WITHIN_MS)
    expect(model.locator("[data-trait=level] input:checked")).to_have_value("L5/S1")
    expect(model.locator("[data-trait=view] input:checked")).to_have_value("disc")
    lit = "node => node.scene.lit"
    assert model.evaluate(lit) == ["S1 left"]
    model.get_by_label(TEXT("causes.disc.choose.zone_foraminal"), exact=True).click()
    expect(model.locator("[data-trait=view] input:checked")).to_have_value("slice")
    assert model.evaluate(lit) == ["L5 left"]


def test_a_notebook_turns_the_model_and_hears_of_a_choice_in_plain_voila(
    drawing: Browser, tmp_path: Path
) -> None:
    with voila(write_notebook(tmp_path / "model.ipynb", MODEL), tmp_path) as host:
        visitor = Visitor(drawing, host.url)
        follow(open_host(visitor, host.url))
        visitor.leave()


def test_a_notebook_turns_the_model_and_hears_of_a_choice_in_jupyterlab(
    drawing: Browser, lab: Server, lab_folder: Path
) -> None:
    write_notebook(lab_folder / "model.ipynb", MODEL)
    visitor = Visitor(drawing, lab.url)
    follow(run_in_lab(visitor, lab, "model.ipynb"))
    visitor.leave()


def said(card: Locator) -> str:
    """Return the words of a card, but for the button of ours that reads it aloud."""
    return " ".join(card.inner_text().split()).removesuffix(f" {TEXT('common.read.card')}")


def practise(page: Page) -> list[str]:
    """Go a way through the nerve glide; return the words of every card, and the timer's."""
    root = page.locator("[data-walk=practice][data-live]")
    expect(root).to_have_count(1, timeout=KERNEL_WITHIN_MS)
    root.scroll_into_view_if_needed()  # JupyterLab draws what is in sight
    timers = page.locator("sx-hold-timer[data-live]")
    expect(timers).to_have_count(4, timeout=KERNEL_WITHIN_MS)
    words = []
    for tap in TAPS:
        words.append(said(root))
        root.locator(f"[data-answer={tap}]").filter(visible=True).click()
    words.append(said(root))
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
