"""Every text that a page can show, with the place where it is written."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from sciatica.check.lines import cell_lines, toml_line
from sciatica.check.project import Project

_INLINE_TAG = re.compile(r"</?(?:b|i|em|strong|span|a|u|mark|sub|sup|small|abbr|q|cite)\b[^>]*>")
_TAG = re.compile(r"<[^>]+>")
_TOKEN = re.compile(
    rf"(?P<inside>{_INLINE_TAG.pattern}|[*_`\xad\u200b])|(?P<other>\]\([^)]*\)|<[^>]+>)|.",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text, its key (of the words) or its notebook's name, and the line of each of its lines."""

    file: str
    key: str
    body: str
    lines: tuple[int, ...]

    def line_at(self, offset: int) -> int:
        """Return the line of the file on which `offset` of the body stands."""
        return self.lines[min(self.body.count("\n", 0, offset), len(self.lines) - 1)]


def toml(path: Path) -> dict[str, Any]:
    """Read a TOML file. Broken ones have been reported before anything else is read."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _entries(
    table: Mapping[str, Any], path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _entries(value, (*path, name))
        else:
            yield (*path, name), str(value)


def locale_texts(project: Project, lang: str) -> Iterator[Text]:
    """Yield the short words of `lang` under the keys that pages look up."""
    for path in sorted((project.locales / lang).glob("*.toml")):
        written = path.read_text(encoding="utf-8")
        for steps, body in _entries(tomllib.loads(written), ()):
            key = ".".join((path.stem, *steps))
            yield Text(project.name(path), key, body, (toml_line(written, steps),))


def notebook_paths(project: Project, *, staff: bool) -> Iterator[Path]:
    """Yield the notebooks, the workshop pages for `staff` too if asked."""
    for path in sorted(project.notebooks.rglob("*.ipynb")):
        parts = path.relative_to(project.notebooks).parts
        if ".ipynb_checkpoints" not in parts and (staff or len(parts) == 2):
            yield path


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a notebook and the lines of the file that its source stands on."""

    kind: str
    source: str
    lines: tuple[int, ...]


def cells(path: Path) -> list[Cell]:
    """Return the cells of a notebook. Raises `ValueError` for a file that is none."""
    written = path.read_text(encoding="utf-8")
    try:
        raw = json.loads(written)["cells"]
        sources = ["".join(cell["source"]) for cell in raw]
        kinds = [cell["cell_type"] for cell in raw]
    except (KeyError, TypeError) as missing:
        raise ValueError(f"it has no {missing}") from missing
    found = cell_lines(written, sources)
    return [
        Cell(kind, source, tuple(lines) or (1,))
        for kind, source, lines in zip(kinds, sources, found, strict=True)
    ]


def markdown_texts(project: Project, *, staff: bool) -> Iterator[Text]:
    """Yield the Markdown of every notebook, cell by cell."""
    for path in notebook_paths(project, staff=staff):
        for cell in cells(path):
            if cell.kind == "markdown":
                yield Text(project.name(path), path.name, cell.source, cell.lines)


def without_markup(text: str) -> tuple[str, list[int]]:
    """Return `text` without markup, and the old offset of each of its characters.

    What may stand inside a word (``cho<b>ke</b>``) vanishes; other tags and the targets of links
    become a blank.
    """
    kept: list[str] = []
    offsets: list[int] = []
    for match in _TOKEN.finditer(text):
        if match["inside"]:
            continue
        kept.append(" " if match["other"] else match[0])
        offsets.append(match.start())
    return "".join(kept), offsets


def plain(html: str) -> str:
    """Return the words of a piece of HTML on one line."""
    text = _TAG.sub(" ", _INLINE_TAG.sub("", html))
    return " ".join(unescape(text).replace("\xad", "").split())
