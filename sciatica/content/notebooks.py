"""The notebooks that become pages to read, as a page names and links them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sciatica import resources

_NAME = re.compile(r"\d\d-([a-z0-9-]+)\.ipynb")
_HEADING = re.compile(r"^# (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """A page: its slug, the file that a link names, its heading, its name in a signature."""

    slug: str
    file: str
    title: str
    id: str


def _pages(lang: str) -> Iterator[ReadingPage]:
    for path in sorted((resources.notebooks() / lang).glob("[0-9][0-9]-*.ipynb")):
        name = _NAME.fullmatch(path.name)
        notebook = json.loads(path.read_text(encoding="utf-8"))
        about = notebook["metadata"].get("sciatica", {})
        text = "\n".join(
            "".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"
        )
        heading = _HEADING.search(text)
        if name and heading and about.get("kind") == "reading":
            yield ReadingPage(name[1], path.name, heading[1].strip(), f"{lang}/{name[1]}")


@cache
def reading_pages(lang: str) -> tuple[ReadingPage, ...]:
    """Return the pages of a language in reading order."""
    return tuple(_pages(lang))
