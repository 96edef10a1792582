"""What is asked of any page in a browser: axe, the keyboard, its width, what a reader hears."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

SMALLEST = {"width": 320, "height": 640}
PHONE = {"width": 390, "height": 844}
TABLET = {"width": 820, "height": 1180}
DESK = {"width": 1280, "height": 900}
WIDTHS = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
SNAPSHOTS = Path(__file__).parents[1] / "e2e" / "snapshots"
# a transparent radio button lends its outline to the label's text, which stands beside it
FOCUS = """() => {
    const node = document.activeElement;
    const drawn = node.matches("input") ? node.nextElementSibling : node;
    const { outlineStyle, outlineWidth } = getComputedStyle(drawn);
    const box = drawn.getBoundingClientRect();
    return {
        words: (node.closest("label") ?? node).textContent.replace(/\\s+/g, " ").trim(),
        tag: node.localName,
        outlined: outlineStyle !== "none" && parseFloat(outlineWidth) > 0,
        onScreen: box.width > 0 && box.right > 0 && box.bottom > 0 && box.top < innerHeight,
    };
}"""


# what a picture is made of is hidden from readers by its role: to axe it is thousands of elements
LIFTED = """() => {
    window.lifted = [...document.querySelectorAll("svg[role=img], svg[aria-hidden=true]")].map(
        (svg) => [svg, [...svg.childNodes]],
    );
    for (const [svg] of window.lifted) svg.replaceChildren();
}"""
PUT_BACK = """() => {
    for (const [svg, inside] of window.lifted) svg.replaceChildren(...inside);
    delete window.lifted;
}"""


KEPT = """async () => ({
    localStorage: localStorage.length,
    sessionStorage: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
"""What a page keeps in the browser, besides cookies."""


def examined(page: Page, within: str | None = None) -> dict[str, Any]:
    """Return all that axe-core says of a page.

    `within` is a selector: of a page that has been seen whole, only what changed is asked again.
    """
    page.evaluate(LIFTED)
    try:
        return dict(Axe().run(page, within).response)
    finally:
        page.evaluate(PUT_BACK)


def violations(page: Page, within: str | None = None) -> list[str]:
    """Return what axe-core objects to: the rule and the elements."""
    return [
        f"{rule['id']} ({rule['impact']}): {[node['target'] for node in rule['nodes']]}"
        for rule in examined(page, within)["violations"]
    ]


def too_wide(page: Page) -> int:
    """Return by how many pixels the document is wider than the screen."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def tab(page: Page) -> str:
    """Press Tab; insist that one can see where it led; return the words there."""
    page.keyboard.press("Tab")
    focus = page.evaluate(FOCUS)
    assert focus["outlined"], f"no outline on {focus}"
    assert focus["onScreen"], f"out of sight: {focus}"
    return str(focus["words"])


def tab_to(page: Page, wanted: str, at_most: int = 40) -> list[str]:
    """Press Tab until `wanted` has the focus; return the words of all stops."""
    stops = [tab(page)]
    while stops[-1] != wanted:
        assert len(stops) < at_most, f"Tab never reaches {wanted!r}: {stops}"
        stops.append(tab(page))
    return stops


def hears(part: Locator, name: str) -> None:
    """Expect a screen reader to meet in `part` what the snapshot `name` says, word for word.

    With SCIATICA_RENEW_SNAPSHOTS set the snapshot is written instead: read its diff.
    """
    said = re.sub(r"[ \t]+\n", "\n", part.aria_snapshot()) + "\n"
    snapshot = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("SCIATICA_RENEW_SNAPSHOTS"):
        snapshot.write_text(said, encoding="utf-8")
    assert said == snapshot.read_text(encoding="utf-8"), snapshot.name
