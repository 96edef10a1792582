"""Every picture says in words what it shows."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup

from sciatica.check.making import Made
from sciatica.check.report import Finding

WORDS_OF_A_DESCRIPTION = 4
_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_ID = re.compile(r'\b(?:id|aria-label|href|xlink:href)="[^"]*"')


def _drawing(svg: str) -> str:
    """Return what is drawn, without names: two views of one figure are the same."""
    return _ID.sub("", svg)


def figures_without_words(page: Made) -> Iterator[Finding]:
    """Yield every picture of a page without a role or a real description of its own."""
    described: dict[str, str] = {}
    for svg in _SVG.findall(page.html):
        tag = BeautifulSoup(svg, "html.parser").svg
        if tag is None or tag.get("aria-hidden") == "true":
            continue
        label = " ".join(str(tag.get("aria-label") or "").split())
        line = page.line_of(svg)
        if tag.get("role") != "img":
            yield Finding(
                page.file, line, f'a figure ({label or "unnamed"}) has no role="img".', "Add it."
            )
        if len(label.split()) < WORDS_OF_A_DESCRIPTION:
            yield Finding(
                page.file,
                line,
                f'a figure says only "{label}" to a screen reader.',
                "Say in its aria-label what it shows (describe_...).",
            )
        elif described.setdefault(label, _drawing(svg)) != _drawing(svg):
            yield Finding(
                page.file,
                line,
                f'two different figures have the same description: "{label}".',
                "Say what tells them apart.",
            )
