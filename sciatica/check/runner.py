"""Runs every lesson in this process, where one can see which cell made what and which words were
looked up, and finishes its page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
from IPython.core.displayhook import DisplayHook
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from sciatica.check.project import Project
from sciatica.check.rehearsal import clinic_file
from sciatica.check.texts import Cell, cells
from sciatica.content.clinic import load_clinic
from sciatica.content.signing import UNSIGNED, Line, Signature, Standing, Text
from sciatica.content.words import Words, languages, words
from sciatica.figures.catalogue import catalogue
from sciatica.publish import page as publisher
from sciatica.publish.errors import PublishError
from sciatica.publish.front import FrontLink, Print, front_page
from sciatica.publish.lesson import Lesson, find_lessons
from sciatica.publish.page import finish
from sciatica.publish.sheets import Paper
from sciatica.publish.site import Site
from sciatica.publish.trouble import KINDS, kept_note, trouble_page

TROUBLES: dict[str, dict[str, object]] = {
    **{kind: {} for kind in KINDS},
    "full": {"minutes": 5},
}
"""The pages that stand in for a page, each with what fills its text."""
TROUBLE_FILE = "sciatica/publish/trouble.py"
FRONT_FILE = "sciatica/publish/front.py"


@dataclass(frozen=True, slots=True)
class Made:
    """A finished page, with what each cell of its notebook gave (in this process)."""

    lesson: Lesson | None
    file: str
    html: str
    error: str
    cells: tuple[tuple[Cell, str], ...]

    def line_of(self, fragment: str) -> int:
        """Return the line of the cell that made `fragment`, or of its Markdown, else 1."""
        for cell, html in self.cells:
            for number, line in zip(cell.lines, cell.source.splitlines(), strict=False):
                if cell.kind == "markdown" and fragment in line:
                    return number
            if fragment in html:
                return cell.lines[0]
        return 1


@dataclass(frozen=True, slots=True)
class Lookup:
    """What came of making pages in this process: the words looked up, what each cell gave, which
    notebooks failed (line and reason), and the finished pages."""

    used: frozenset[tuple[str, str]]
    pages: tuple["Made", ...]
    cells: dict[Path, tuple[tuple[Cell, str], ...]]
    failed: dict[Path, tuple[int, str]]


@contextmanager
def recording() -> Iterator[set[tuple[str, str]]]:
    """Record every language and key that is looked up in here, also those that are missing."""
    seen: set[tuple[str, str]] = set()
    look_up = Words.__call__

    def remember(self: Words, key: str, /, **slots: object) -> str:
        seen.add((self.lang, key))
        return look_up(self, key, **slots)

    words.cache_clear()  # what was made of the words before is made anew, and looks them up again
    with _swapped(Words, "__call__", remember):
        yield seen


@contextmanager
def _swapped(owner: Any, name: str, value: Any) -> Iterator[None]:
    before = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)


_SOMEBODY = Signature(
    of="rehearsal",
    clinic="Rehearsal",
    name=Line("Rehearsal"),
    role=Line("physiotherapist"),
    licence=Line("none"),
    signed_on=date(2000, 1, 1),
    version="",
    text=Text(()),
)
STANDINGS = (Standing(_SOMEBODY), Standing(lapsed=_SOMEBODY))
"""What can stand under a page, besides nothing."""


class _Keep(DisplayHook):  # type: ignore[misc]
    """Keeps the value of a cell's last line for `run_cell`, and prints nothing."""

    def __call__(self, result: object = None) -> None:
        """Keep `result`."""
        if result is not None:
            self.fill_exec_result(result)


class _Shell(InteractiveShell):  # type: ignore[misc]
    """Runs cells as a kernel does. It is no kernel: it says nothing and remembers nothing."""

    displayhook_class = Type(_Keep)

    def showtraceback(self, *args: object, **kwargs: object) -> None:
        """Say nothing: the result of the cell holds the error."""


def _shell() -> _Shell:
    config = Config({"HistoryManager": {"enabled": False}})
    return _Shell(config=config, user_module=ModuleType("lesson"))


def _bundle(value: Any) -> tuple[str, dict[str, Any]]:
    """Return the HTML of a block or a widget, and the metadata of its output."""
    represent: Callable[[], Any] | None = getattr(value, "_repr_mimebundle_", None)
    given = represent() if represent else ({}, {})
    data, metadata = given if isinstance(given, tuple) else (given, {})
    return str((data or {}).get("text/html", "")), metadata


def _run(
    path: Path,
) -> tuple[list[tuple[Cell, str]], nbformat.NotebookNode, tuple[int, str] | None]:
    """Run a notebook here. Return what each cell gave, the notebook, and the failure if any."""
    shell = _shell()
    given: list[tuple[Cell, str]] = []
    notebook = nbformat.read(path, as_version=4)
    for cell, node in zip(cells(path), notebook.cells, strict=True):
        html = ""
        if cell.kind == "code":
            try:
                ran = shell.run_cell(cell.source)
                ran.raise_error()
                html, metadata = _bundle(ran.result)
            except (Exception, SystemExit) as error:  # whatever a lesson raises is told
                line = cell.lines[0]
                return given, notebook, (line, f"{type(error).__name__}: {error}")
            output = nbformat.v4.new_output("display_data", {"text/html": html}, metadata=metadata)
            node.outputs = [output] if html else []
        given.append((cell, html))
    return given, notebook, None


def look_up(project: Project, clinic: Path) -> Lookup:
    """Make every page here, unsigned and signed, with this clinic; record the words."""
    results: dict[Path, tuple[tuple[Cell, str], ...]] = {}
    failed: dict[Path, tuple[int, str]] = {}
    pages: list[Made] = []
    with clinic_file(clinic), recording() as used:
        for lang in languages():
            catalogue(words(lang))  # a picture that is offered has its words, shown or not
            lessons = list(find_lessons(project.notebooks / lang, lang))
            for lesson in lessons:
                given, notebook, failure = _run(lesson.path)
                results[lesson.path] = tuple(given)
                html = ""
                if failure is None:
                    try:
                        html = _finish(notebook, lesson, lessons)
                    except (PublishError, KeyError) as error:
                        failure = 1, str(error)
                if failure is not None:
                    failed[lesson.path] = failure
                pages.append(Made(lesson, project.name(lesson.path), html, "", tuple(given)))
            for kind, slots in TROUBLES.items():
                html = trouble_page(lang, load_clinic(clinic), kind, "/", **slots)
                html = html.replace("</main>", f"{kept_note(words(lang))}</main>")
                pages.append(Made(None, TROUBLE_FILE, html, "", ()))
            sheets = {lang: {"": [Print(paper, "", "") for paper in Paper]}}
            entries = {lang: [FrontLink("", "")]}
            html = front_page(load_clinic(clinic), date(2000, 1, 1), entries, sheets)
            pages.append(Made(None, FRONT_FILE, html, "", ()))
    return Lookup(frozenset(used), tuple(pages), results, failed)


def _finish(notebook: nbformat.NotebookNode, lesson: Lesson, lessons: list[Lesson]) -> str:
    """Finish a page with all that can stand under it, for the words of it; return the page that
    nobody has signed."""
    for standing in STANDINGS:
        # a page that fails is told once, below
        with _swapped(publisher, "_standing", lambda *_, one=standing: one), suppress(PublishError):
            finish(notebook, lesson, lessons)
    with _swapped(publisher, "_standing", lambda *_: UNSIGNED):
        return finish(notebook, lesson, lessons).html


def made(project: Project, site: Site, lookup: Lookup) -> list[Made]:
    """Return the pages of `site`, each with its notebook."""
    lessons = {
        lesson.route: lesson
        for lang in languages()
        for lesson in find_lessons(project.notebooks / lang, lang)
    }
    return [
        Made(
            lessons.get(page.route),
            project.name(lessons[page.route].path) if page.route in lessons else page.route,
            page.html,
            page.error,
            lookup.cells.get(lessons[page.route].path, ()) if page.route in lessons else (),
        )
        for page in site.pages
    ]
