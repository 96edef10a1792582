"""Make the pages to judge: finished ones through the bake, and once more in this process, where
one can see which cell made what and which words were looked up."""

import ast
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import nbformat

from sciatica.check.project import Project
from sciatica.check.texts import Cell, cells
from sciatica.content import Signature, Words, languages, load_clinic, the_clinic, words
from sciatica.content.clinic import ENVIRONMENT
from sciatica.figures.drawing import catalogue
from sciatica.publish import (
    Lesson,
    PublishError,
    Site,
    find_lessons,
    finish,
    site_from,
    trouble_page,
)
from sciatica.publish import page as publisher
from sciatica.publish.front import Entry, Print, front_page
from sciatica.publish.sheets import Paper
from sciatica.publish.trouble import KINDS

REHEARSAL = """\
[clinic]
name = "Rehearsal"
town = "Elsewhere"
phone = "555-0101"
booking_url = "https://example.org/book"

[emergency]
number = "{emergency}"
hospital = "General"

[nurse_line]
number = "555-0199"
name = "Nurse"

[site]
public_url = "https://example.org/sciatica/"

[services]
needling_by = "Nobody"

[local]
lifting = "a lift"
sport = "a sport"

[training]
database = "sqlite:///rehearsal.db"
"""
TROUBLES: dict[str, dict[str, object]] = {
    **{kind: {} for kind in KINDS},
    "full": {"minutes": 5},
}
"""The pages that stand in for a page, each with what fills its text."""
TROUBLE_FILE = "sciatica/publish/trouble.py"
FRONT_FILE = "sciatica/publish/front.py"


class BakeError(RuntimeError):
    """The bake as a whole ended without pages."""


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
def clinic_file(path: Path) -> Iterator[None]:
    """Let this process, and the kernels that it starts, use the clinic of `path`."""
    before = os.environ.get(ENVIRONMENT)
    os.environ[ENVIRONMENT] = str(path)
    the_clinic.cache_clear()
    try:
        yield
    finally:
        the_clinic.cache_clear()
        if before is None:
            del os.environ[ENVIRONMENT]
        else:
            os.environ[ENVIRONMENT] = before


@contextmanager
def rehearsal_clinic(hunted: set[str]) -> Iterator[Path]:
    """Give a clinic with every setting filled and none of the `hunted` numbers."""
    emergency = next(number for number in ("112", "000", "999") if number not in hunted)
    with tempfile.TemporaryDirectory(prefix="sciatica-check-") as folder:
        path = Path(folder) / "clinic.toml"
        path.write_text(REHEARSAL.format(emergency=emergency), encoding="utf-8")
        yield path


@contextmanager
def baking(notebooks: Path, clinic: Path) -> Iterator[Callable[[], Site]]:
    """Start to bake every page into a cache that is thrown away; the call given waits for it.

    The bake runs in a process of its own, as for the server, so that no kernel speaks into ours.
    """
    with tempfile.TemporaryDirectory(prefix="sciatica-check-") as cache:
        command = [sys.executable, "-m", "sciatica.publish", cache, str(clinic), str(notebooks)]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

        def wait() -> Site:
            said, complaint = process.communicate()
            site = None
            if process.returncode == 0:
                site = site_from(json.loads(said.splitlines()[-1])["site"])
            if site is None:
                raise BakeError(complaint.strip().splitlines()[-1] if complaint else "no reason")
            return site

        try:
            yield wait
        finally:
            if process.poll() is None:
                process.terminate()
                process.communicate()


@contextmanager
def recording() -> Iterator[set[tuple[str, str]]]:
    """Record every language and key that is looked up in here, also those that are missing."""
    seen: set[tuple[str, str]] = set()
    look_up = Words.__call__

    def remember(self: Words, key: str, /, **slots: object) -> str:
        seen.add((self.lang, key))
        return look_up(self, key, **slots)

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


def _signed(_page: str, version: str) -> Signature:
    return Signature("Rehearsal", "physiotherapist", date(2000, 1, 1), version)


def _value(source: str, names: dict[str, Any]) -> Any:
    """Run a cell; return the value of its last line, as a kernel would."""
    tree = ast.parse(source)
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Expr):
        tree.body.pop()
    exec(compile(tree, "<cell>", "exec"), names)
    if not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)


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
    names: dict[str, Any] = {}
    given: list[tuple[Cell, str]] = []
    notebook = nbformat.read(path, as_version=4)
    for cell, node in zip(cells(path), notebook.cells, strict=True):
        html = ""
        if cell.kind == "code":
            try:
                html, metadata = _bundle(_value(cell.source, names))
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
            list(catalogue(words(lang)))  # a picture that is offered has its words, shown or not
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
                pages.append(Made(None, TROUBLE_FILE, html, "", ()))
            sheets = {lang: {"": [Print(paper, "", "") for paper in Paper]}}
            entries = {lang: [Entry("", "")]}
            html = front_page(load_clinic(clinic), date(2000, 1, 1), entries, sheets)
            pages.append(Made(None, FRONT_FILE, html, "", ()))
    return Lookup(frozenset(used), tuple(pages), results, failed)


def _finish(notebook: nbformat.NotebookNode, lesson: Lesson, lessons: list[Lesson]) -> str:
    """Finish a page signed, for the words of it, and unsigned; return the unsigned one."""
    with _swapped(publisher, "signature", _signed):
        finish(notebook, lesson, lessons)
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
