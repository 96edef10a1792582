"""On which line every key of a TOML text stands.

`tomllib` judges whether a text is valid and tells no lines, and no kept library tells them either;
this tells lines and judges nothing, so a broken text cannot break it.
"""

import re
import tomllib
from collections.abc import Iterator
from typing import NamedTuple

Step = str | int
Key = tuple[Step, ...]
"""The way to a value: names of keys, and places (from 0) in lists."""

_TOKEN = re.compile(
    r"""\#[^\n]*
    | (?P<text> \"{3}(?:\\.|[^\\])*?\"{3,5} | '{3}.*?'{3,5} | "(?:\\.|[^"\\\n])*" | '[^'\n]*' )
    | (?P<mark> [\[\]{}=,\n] )
    | (?P<bare> [^\s\[\]{}=,"'\#]+ )""",
    re.VERBOSE | re.DOTALL,
)


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


_END = _Token("end", "", 0)


def _tokens(text: str) -> Iterator[_Token]:
    line, at = 1, 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        if match.lastgroup:
            yield _Token(match.lastgroup, match[0], line)


def _unquoted(text: str) -> str:
    try:
        return str(tomllib.loads(f"key = {text}")["key"])
    except tomllib.TOMLDecodeError:
        return text


class _Scanner:
    """Walks over a TOML text; every step takes at least one token, so it always ends."""

    def __init__(self, text: str) -> None:
        self._tokens = [*_tokens(text), _END]
        self._at = 0
        self._lists: dict[Key, int] = {}

    def keys(self) -> Iterator[tuple[Key, int]]:
        table: Key = ()
        while self._skip_lines() is not _END:
            if self._next.text == "[":
                table, line = self._head()
                yield table, line
            else:
                yield from self._pair(table)

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]

    def _take(self) -> _Token:
        token = self._next
        self._at += token is not _END
        return token

    def _skip_lines(self) -> _Token:
        while self._next.text == "\n":
            self._take()
        return self._next

    def _names(self) -> list[str]:
        names: list[str] = []
        while self._next.kind in ("bare", "text"):
            token = self._take()
            quoted = token.kind == "text"
            names += [_unquoted(token.text)] if quoted else filter(None, token.text.split("."))
        return names

    def _head(self) -> tuple[Key, int]:
        line = self._take().line
        in_list = self._next.text == "["
        if in_list:
            self._take()
        at: Key = ()
        names = self._names()
        for depth, name in enumerate(names, 1):
            at = (*at, name)
            if in_list and depth == len(names):
                self._lists[at] = self._lists.get(at, -1) + 1
            if at in self._lists:
                at = (*at, self._lists[at])
        while self._next.text == "]":
            self._take()
        return at, line

    def _pair(self, table: Key) -> Iterator[tuple[Key, int]]:
        line = self._next.line
        at = (*table, *self._names())
        if self._take().text == "=":
            yield at, line
            yield from self._value(at)

    def _value(self, at: Key) -> Iterator[tuple[Key, int]]:
        opening = self._take()
        if opening.text == "[":
            place = 0
            while self._skip_lines() is not _END and self._next.text != "]":
                yield (*at, place), self._next.line
                yield from self._value((*at, place))
                if self._skip_lines().text == ",":
                    self._take()
                place += 1
            self._take()
        elif opening.text == "{":
            while self._skip_lines() is not _END and self._next.text != "}":
                yield from self._pair(at)
                if self._skip_lines().text == ",":
                    self._take()
            self._take()
        else:
            while self._next.kind == "bare":  # a date and its time
                self._take()


def keys_of(text: str) -> Iterator[tuple[Key, int]]:
    """Yield every key, table and entry of a list of a TOML text with its line (from 1), in the
    order of the text. What stands twice is yielded twice."""
    return _Scanner(text).keys()
