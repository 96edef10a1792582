"""A piece of a finished page as a tree of plain data, for the typesetter: the same words once more.

What a browser does not print is left out here too. An element that the typesetter does not know is
an error, never a gap on paper.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from sciatica.publish.errors import PublishError

Node = dict[str, Any]
"""An element: ``tag``, ``class``, ``kids`` (nodes and texts), and what some tags need besides."""

INLINE = {"strong", "em", "b", "i", "a", "cite", "dfn", "small", "span", "br"}
BLOCKS = {
    "section", "article", "aside", "div", "header", "footer", "figure", "figcaption", "p", "ul",
    "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr", "th", "td", "h1",
    "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
NOT_PRINTED = (
    "script, style, button, input, label, .sx-unscripted, .sx-take-desk, .sx-take-qr, .sx-answers, "
    ".sx-practice, .sx-begins, .sx-timer, .sx-live-only, .sx-walk-unscripted, .sx-about, [hidden], "
    ".sx-strip a:not(.sx-call)"
)
_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_HEADING = re.compile(r"h[1-6]")
_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class Pictures:
    """The SVG pictures of a page, lifted out before the HTML is read: a parser of HTML would
    write their names in small letters."""

    svgs: list[str] = field(default_factory=list)

    def lift(self, html: str) -> BeautifulSoup:
        """Return the parsed page; ``<img data-svg=N alt=...>`` stands for each picture."""

        def replace(match: re.Match[str]) -> str:
            self.svgs.append(match[0])
            label = re.search(r'aria-label="([^"]*)"', match[0])
            alt = label[1] if label else ""
            return f'<img data-svg="{len(self.svgs) - 1}" alt="{alt}">'

        return BeautifulSoup(_SVG.sub(replace, html), "html.parser")


def tree_of(element: Tag) -> Node:
    """Return `element` as a tree. Its headings begin at 1 and leave no level out, as PDF/UA asks.

    Raises `PublishError` for an element that cannot be set.
    """
    for tag in element.select(NOT_PRINTED):
        tag.decompose()
    element.smooth()  # the blanks around what was left out are one blank, not a line of them
    levels = sorted({tag.name for tag in element.find_all(_HEADING)})
    node = _node(element, {name: level for level, name in enumerate(levels, 1)})
    _close_ranks(node)
    return node


def _close_ranks(node: Node) -> None:
    """Lower a heading that stands more than one level below the one before it."""
    last = 0
    for heading in (one for one in walk(node) if one["tag"] == "h"):
        last = heading["level"] = min(heading["level"], last + 1)


def _node(tag: Tag, levels: dict[str, int]) -> Node:
    classes = [one.removeprefix("sx-") for one in tag.get_attribute_list("class") if one]
    if tag.name == "img":
        if not tag.get("data-svg") or not tag.get("alt"):
            raise PublishError("a picture on a sheet has no description")
        return {"tag": "img", "class": classes, "svg": int(str(tag["data-svg"])), "alt": tag["alt"]}
    if tag.name not in INLINE | BLOCKS:
        raise PublishError(f"a sheet cannot hold <{tag.name}>: teach sciatica/publish/paper.py")
    node: Node = {"tag": tag.name, "class": classes, "kids": list(_kids(tag, levels))}
    if tag.name in levels:
        node |= {"tag": "h", "level": levels[tag.name]}
    if tag.name == "a":
        href = str(tag.get("href", ""))
        node["href"] = href if urlsplit(href).scheme in ("https", "http", "tel") else ""
    if tag.name == "figure":
        style = str(tag.get("style", ""))
        for name, key in (("w", "width"), ("mm", "least")):
            if found := re.search(rf"--{name}:\s*(\d+)", style):
                node[key] = int(found[1])
    return node


def _kids(tag: Tag, levels: dict[str, int]) -> Iterator[Node | str]:
    """Yield the children of `tag`. Blanks collapse; at the edge of a block they vanish."""
    kids: list[Node | str] = []
    for child in tag.children:
        if isinstance(child, Tag):
            kids.append(_node(child, levels))
        elif type(child) is NavigableString and (text := _SPACE.sub(" ", child)):
            kids.append(text)
    if tag.name in INLINE:
        yield from kids
        return
    for at, kid in enumerate(kids):
        if isinstance(kid, str):
            if at == 0 or _is_block(kids[at - 1]):
                kid = kid.lstrip(" ")
            if at == len(kids) - 1 or _is_block(kids[at + 1]):
                kid = kid.rstrip(" ")
            if not kid:
                continue
        yield kid


def _is_block(kid: Node | str) -> bool:
    return not isinstance(kid, str) and kid["tag"] not in INLINE


def walk(node: Node) -> Iterator[Node]:
    """Yield `node` and every node in it, in reading order."""
    yield node
    for kid in node.get("kids", []):
        if not isinstance(kid, str):
            yield from walk(kid)
