"""Nothing that a page loads stands on another machine."""

import re
from collections.abc import Iterator

from sciatica.check.making import Made
from sciatica.check.report import Finding

# what a browser loads by itself, in HTML and CSS, and in scripts; a link to be clicked is neither
_ADDRESS = r"""((?:https?:|wss?:)?//[\w.-]+[^\s"'`)<>]*)"""
_MARKUP = r"(?:\bsrc(?:set)?\s*=|\bposter\s*=|<link\b[^>]*?\bhref\s*=|\burl\(|@import)"
_CALL = r"\b(?:import|fetch|WebSocket|EventSource|Worker|sendBeacon)\("
_SCRIPT = rf"(?:\bfrom|\bimport|{_CALL})"
_LOADED = re.compile(
    rf"""{_MARKUP}\s*["']?\s*{_ADDRESS}|{_SCRIPT}\s*["'`]{_ADDRESS}""", re.IGNORECASE
)


def outside_addresses(source: str) -> Iterator[str]:
    """Yield each address on another machine that `source` (HTML, CSS or script) would load."""
    for match in _LOADED.finditer(source):
        yield match[1] or match[2]


def loads_from_outside(page: Made) -> Iterator[Finding]:
    """Yield everything that a finished page would load from another machine."""
    for address in outside_addresses(page.html):
        yield Finding(
            page.file,
            page.line_of(address),
            f"the page loads {address} from another machine.",
            "Put it into the project: no page asks another machine for anything.",
        )
