"""Every text that a page can show, with the place where it is written."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from sciatica.check.project import Project
from sciatica.content.toml import read

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
        written = read(path)
        for steps, body in _entries(written.data, ()):
            key = ".".join((path.stem, *steps))
            yield Text(project.name(path), key, body, (written.line(steps),))


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
    found = _cell_lines(written, sources)
    return [
        Cell(kind, source, tuple(lines) or (1,))
        for kind, source, lines in zip(kinds, sources, found, strict=True)
    ]


def _cell_lines(text: str, sources: Sequence[str]) -> list[list[int]]:
    """Return, for each line of each cell's source, its line (from 1) in the notebook `text`."""
    raw = [line.strip().rstrip(",") for line in text.splitlines()]
    found, cursor = [], 0
    for source in sources:
        numbers = []
        for line in source.splitlines(keepends=True) or [""]:
            written = {json.dumps(line), json.dumps(line, ensure_ascii=False)}
            here = next((i for i in range(cursor, len(raw)) if raw[i] in written), None)
            if here is None:  # the whole cell on one line of the file
                here = next(
                    (i for i in range(cursor, len(raw)) if _inside(written, raw[i])), cursor
                )
                numbers.append(here + 1)
                continue
            numbers.append(here + 1)
            cursor = here + 1
        found.append(numbers)
    return found


def _inside(written: set[str], raw: str) -> bool:
    return any(text[1:-1] and text[1:-1] in raw for text in written)


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
