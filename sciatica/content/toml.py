"""Read our own TOML files and know on which line every key stands; what is wrong is named."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

from sciatica.content.letters import MisreadError, decoded, named, refuse_unseen
from sciatica.content.toml_lines import Key, keys_of
from sciatica.errors import UserError

SHOWN = 12
"""So many known names are told where none is near."""


class ContentError(UserError, ValueError):
    """A file of facts, words or settings cannot be used.

    `path` and `line` (from 1; 0: unknown) say where, `key` which entry, `what` is wrong and
    `remedy` mends it. `more` holds what else is wrong in the same file.
    """

    def __init__(
        self, what: str, remedy: str = "", *, path: Path | None = None, line: int = 0, key: str = ""
    ) -> None:
        self.what, self.remedy = what, remedy
        self.path, self.line, self.key = path, line, key
        self.more: tuple[ContentError, ...] = ()
        place = [self.shown_path, f"line {line}" if line else "", key]
        said = ": ".join(part for part in (", ".join(filter(None, place)), what) if part)
        super().__init__(f"{said} {remedy}".rstrip())

    @property
    def shown_path(self) -> str:
        """The file as a message names it, with its folder: ``facts/red_flags.toml``."""
        return "/".join(self.path.parts[-2:]) if self.path else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return what may have been meant by an unknown `word`, as a remedy."""
    names = list(known)
    near = get_close_matches(word, names, 1)
    more = " and so on" if len(names) > SHOWN else ""
    return f"Did you mean {near[0]!r}?" if near else f"Known are: {', '.join(names[:SHOWN])}{more}."


@dataclass(frozen=True)
class Document:
    """A file that was read: what it holds, and on which line each key stands."""

    path: Path
    text: str
    data: Mapping[str, Any]

    @cached_property
    def lines(self) -> Mapping[Key, int]:
        """The line (from 1) of every key, table and entry of a list."""
        found: dict[Key, int] = {}
        for key, line in keys_of(self.text):
            for depth in range(1, len(key) + 1):
                found.setdefault(key[:depth], line)
        return found

    def line(self, key: Key) -> int:
        """Return the line of `key`, or of the nearest thing around it."""
        return next((self.lines[at] for at in _upwards(key) if at in self.lines), 1)

    def value(self, key: Key) -> Any:
        """Return what stands at `key`."""
        value: Any = self.data
        for step in key:
            value = value[step]
        return value

    def shown(self, key: Key) -> str:
        """Return `key` in words: entries of lists by their id, else by their number from 1."""
        said, value = "", self.data
        for step in key:
            try:
                value = value[step]  # type: ignore[index]
            except (LookupError, TypeError):
                value = {}
            if isinstance(step, int):
                named = isinstance(value, Mapping) and (value.get("id") or value.get("name"))
                said += f"[{named or step + 1}]"
            else:
                name = step if re.fullmatch(r"[\w-]+", step) else f'"{step}"'
                said += f".{name}" if said else name
        return said

    def error(self, key: Key, what: str, remedy: str) -> ContentError:
        """Return the error that says `what` is wrong at `key`."""
        line = self.line(key)
        what = what.removeprefix(f"{key[-1]}: ") if key else what  # the model names the id too
        return ContentError(what, remedy, path=self.path, line=line, key=self.shown(key))


def _upwards(key: Key) -> Iterator[Key]:
    return (key[:depth] for depth in range(len(key), 0, -1))


def read(path: Path, missing: str = "Put it back.") -> Document:
    """Read a TOML file. Raises `ContentError`; `missing` is the remedy where there is none."""
    try:
        text = decoded(path.read_bytes())
        refuse_unseen(text)
    except OSError as error:
        raise ContentError(f"cannot be read ({error.strerror}).", missing, path=path) from error
    except MisreadError as error:
        raise ContentError(error.what, error.remedy, path=path, line=error.line) from error
    try:
        return Document(path, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise _broken(path, text, str(error)) from error
    except RecursionError as error:
        rows = [len(re.findall(r"[\[{]", row)) for row in text.split("\n")]
        what, remedy = "brackets stand in brackets too often.", "Take the inner ones out."
        raise ContentError(what, remedy, path=path, line=rows.index(max(rows)) + 1) from error


def read_toml(path: Path) -> dict[str, Any]:
    """Return the tables of `path`. Raises `ContentError` with file, line and remedy."""
    return dict(read(path).data)


def _broken(path: Path, text: str, why: str) -> ContentError:
    at = re.search(r"\bline (\d+), column (\d+)", why)
    line = int(at[1]) if at else text.count("\n") + 1
    row = text.split("\n")[line - 1]
    if found := _stranger(row, int(at[2]) if at else 0):
        what, remedy = found
        return ContentError(what, remedy, path=path, line=line)
    seen: dict[Key, int] = {}
    for key, place in keys_of(text):
        if key in seen:
            what = f"this stands on line {seen[key]} already."
            shown = Document(path, text, {}).shown(key)
            return ContentError(what, "Remove one of the two.", path=path, line=place, key=shown)
        seen[key] = place
    return ContentError(
        f"this is not valid TOML: {why}.",
        "Texts stand in double quotes, one entry a line.",
        path=path,
        line=line,
    )


def _stranger(row: str, column: int) -> tuple[str, str] | None:
    """Return what is wrong, and the remedy, where a broken row holds a letter that only looks like
    one of TOML: at the `column` (from 1) where it broke, or at its end, where a quote would stand.
    """
    if row.lstrip().startswith("```"):
        return "``` is a fence of Markdown, not of TOML.", "Delete this line."
    end = len(row.rstrip())
    for place in (column, end):
        letter = row[place - 1 : place]
        if letter and not letter.isascii() and not letter.isalpha():
            what = f"column {place} holds {named(letter)}, which TOML does not know there."
            return what, "Type it again on the keyboard, in plain letters."
    return None
