"""What a reader can read of a page, line by line: what a clinician signs, and what a version is of.

Every word counts, also the hidden ones that a tap shows, the names that controls and pictures have
for a screen reader, and the words in a picture. How it looks does not count, nor what changes by
itself on the page about these pages.
"""

import re
from collections.abc import Iterator
from html import unescape

_TAG = re.compile(r"""<(/?)([a-zA-Z][\w:-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>|<!--.*?-->""", re.DOTALL)
_SAID = re.compile(r"""\s(?:aria-label|alt|title|placeholder)=(?:"([^"]*)"|'([^']*)')""")
_UNREAD = re.compile(r"<(style|script|metadata|defs)\b.*?</\1>", re.DOTALL)
_UNSIGNED = re.compile(r"<section data-unsigned>.*?</section>", re.DOTALL)
"""What changes by itself and is nobody's statement: who signed, and what was measured."""
INLINE = {
    "a", "abbr", "b", "bdi", "cite", "code", "dfn", "em", "i", "kbd", "mark", "q", "small", "span",
    "strong", "sub", "sup", "time", "tspan", "var",
}  # fmt: skip
"""Elements that do not end a line."""


def _pieces(html: str) -> Iterator[str | None]:
    """Yield what is said, piece by piece, and None where a line ends."""
    at = 0
    html = _UNSIGNED.sub("", _UNREAD.sub("", html))
    for tag in _TAG.finditer(html):
        yield html[at : tag.start()]
        at = tag.end()
        if tag[2] is None:  # a comment
            continue
        if tag[2].lower() not in INLINE:
            yield None
        for found in _SAID.finditer(tag[3]):
            if said := found[1] or found[2]:
                yield from (None, f"({said})", None)
    yield html[at:]


def readable(html: str) -> tuple[str, ...]:
    """Return the lines that a reader can read, in the order of the page."""
    lines: list[str] = []
    line = ""
    for piece in (*_pieces(html), None):
        if piece is not None:
            line += piece
            continue
        if said := " ".join(unescape(line).split()):
            lines.append(said)
        line = ""
    return tuple(lines)
