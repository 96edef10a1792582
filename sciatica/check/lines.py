"""On which line something stands: a key of a TOML file, a line of a notebook's cell."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

_HEAD = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
_PART = re.compile(r"\"([^\"]*)\"|'([^']*)'|([\w-]+)")

Step = str | int


def _parts(dotted: str) -> list[str]:
    return ["".join(match) for match in _PART.findall(dotted)]


def _heads(lines: Sequence[str]) -> list[tuple[int, tuple[Step, ...]]]:
    """Return line (from 0) and path of every table's head; tables of an array are numbered."""
    heads: list[tuple[int, tuple[Step, ...]]] = [(0, ())]
    counts: dict[tuple[str, ...], int] = {}
    for index, line in enumerate(lines):
        match = _HEAD.match(line)
        if not match or "=" in match[2]:
            continue
        names = tuple(_parts(match[2]))
        if match[1] == "[[":
            counts[names] = counts.get(names, -1) + 1
        path: list[Step] = []
        for depth, name in enumerate(names, 1):
            path.append(name)
            if names[:depth] in counts:
                path.append(counts[names[:depth]])
        heads.append((index, tuple(path)))
    return heads


def toml_line(text: str, path: Sequence[Step], data: Mapping[str, Any] | None = None) -> int:
    """Return the line (from 1) of `path` in the TOML `text`, or of the nearest thing around it.

    `data` is the parsed text: with it, a table inside an array is found by its ``id``.
    """
    lines = text.splitlines()
    heads = _heads(lines)
    around = [(i, head) for i, head in heads if head == tuple(path[: len(head)])]
    index, head = max(around, key=lambda item: (len(item[1]), item[0]))
    ends = [start for start, _ in heads if start > index]
    end = ends[0] if ends else len(lines)
    value: Any = data
    for step in head:
        value = value[step] if value is not None else None
    for step in path[len(head) :]:
        value = _below(value, step)
        if isinstance(step, int):
            name = value.get("id") if isinstance(value, dict) else None
            wanted = rf"\bid\s*=\s*[\"']{re.escape(str(name))}[\"']" if name else None
        else:
            wanted = rf"(?:^|[\s{{,.])[\"']?{re.escape(step)}[\"']?\s*[.=]"
        if wanted:
            index = next((i for i in range(index, end) if re.search(wanted, lines[i])), index)
    return index + 1


def _below(value: Any, step: Step) -> Any:
    try:
        return value[step]
    except (KeyError, IndexError, TypeError):
        return None


def error_line(message: str) -> int:
    """Return the line that an error of `tomllib` or `json` names, else 1."""
    match = re.search(r"\bline (\d+)", message)
    return int(match[1]) if match else 1


def cell_lines(text: str, sources: Sequence[str]) -> list[list[int]]:
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
