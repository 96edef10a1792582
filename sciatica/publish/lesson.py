"""The notebooks of a language, and where each stands in the site."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat

HOME = "home"
_NAME = re.compile(r"\d\d-([a-z0-9-]+)\.ipynb")


@dataclass(frozen=True, slots=True)
class Lesson:
    """One reading notebook. `route` is its address below the base URL: "" for the home page,
    else ``en/nerve-roots``: the file's name without its number. A sheet to print is reached by a
    link, not from the navigation. A page that is `full_screen` has no navigation of its own: what
    it shows fills the screen and leads home itself. One `for_staff` stands on the list of the
    workshop."""

    path: Path
    lang: str
    slug: str
    title: str
    in_navigation: bool = True
    full_screen: bool = False
    for_staff: bool = False

    @property
    def id(self) -> str:
        """The page's name in a signature: ``en/nerve-roots``, ``en/home``."""
        return f"{self.lang}/{self.slug}"

    @property
    def route(self) -> str:
        """The page's address below the base URL."""
        return "" if self.slug == HOME else f"{self.lang}/{self.slug}"

    @property
    def to_root(self) -> str:
        """The relative way from the page to the base URL: "" or "../"."""
        return "../" * self.route.count("/")


def _title(notebook: nbformat.NotebookNode, path: Path) -> str:
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (match := re.search(r"^# (.+)$", cell.source, re.M)):
            return str(match[1].strip())
    return path.stem


def read_lesson(path: Path, lang: str) -> Lesson | None:
    """Return the lesson in `path`, or None where the notebook is not a reading page.

    A notebook that cannot be read still is a lesson: it will fail by name when it is made.
    """
    name = _NAME.fullmatch(path.name)
    if not name:
        return None
    try:
        notebook = nbformat.read(path, as_version=4)
    except Exception:  # nbformat raises many kinds; the bake names the reason
        return Lesson(path, lang, name[1], path.stem)
    about = notebook.metadata.get("sciatica", {})
    if about.get("kind") != "reading":
        return None
    in_navigation = about.get("in_navigation", True)
    full_screen = about.get("full_screen", False)
    for_staff = about.get("for_staff", False)
    title = _title(notebook, path)
    return Lesson(path, lang, name[1], title, in_navigation, full_screen, for_staff)


def find_lessons(folder: Path, lang: str) -> Sequence[Lesson]:
    """Return the lessons in `folder` (``notebooks/<lang>``) in reading order."""
    lessons = (read_lesson(path, lang) for path in sorted(folder.glob("[0-9][0-9]-*.ipynb")))
    return [lesson for lesson in lessons if lesson]


def find_live(folder: Path, lang: str) -> Sequence[Lesson]:
    """Return the live pages in ``notebooks/<lang>/staff``: notebooks that need a kernel, as their
    metadata says (``sciatica.kind`` is ``live``). They stand below ``<lang>/staff/``."""
    found = []
    for path in sorted((folder / "staff").glob("*.ipynb")):
        name = re.fullmatch(r"(?:\d\d-)?([a-z0-9-]+)\.ipynb", path.name)
        try:
            notebook = nbformat.read(path, as_version=4)
        except Exception:  # nbformat raises many kinds; the judge of content names the file
            continue
        if name and notebook.metadata.get("sciatica", {}).get("kind") == "live":
            slug = f"staff/{name[1]}"
            found.append(Lesson(path, lang, slug, _title(notebook, path), in_navigation=False))
    return found
