"""Small screens, large letters, and a strip that leaves room for the page."""

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import PATHS, Visitor
from tests.e2e.explorer import Explorer

pytestmark = pytest.mark.browser

SMALLEST = {"width": 320, "height": 640}
PHONE = {"width": 390, "height": 844}
TABLET = {"width": 820, "height": 1180}
EVERY_PAGE = pytest.mark.parametrize("path", PATHS)

_TWICE_AS_LARGE = """() => {
    const html = document.documentElement;
    html.style.fontSize = `${2 * parseFloat(getComputedStyle(html).fontSize)}px`;
}"""
# Text that a reader cannot get at: past the edge of the screen, or cut by its own box. A region
# that scrolls on purpose, and what is hidden from sight on purpose, are no loss.
_CLIPPED = """() => {
    const width = document.documentElement.clientWidth;
    const scrolls = new Set(["auto", "scroll"]);
    const lost = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        const parent = text.parentElement;
        if (!text.data.trim() || !parent.checkVisibility({ visibilityProperty: true })) continue;
        if (parent.closest(".sx-skip, svg, script, style")) continue;
        if (getComputedStyle(parent).clipPath === "inset(50%)") continue;
        let frame = parent;
        while (frame && !scrolls.has(getComputedStyle(frame).overflowX))
            frame = frame.parentElement;
        if (frame) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        const box = range.getBoundingClientRect();
        if (box.left < 0 || box.right > width + 0.5) lost.push(text.data.trim());
        for (let node = parent; node; node = node.parentElement) {
            const { overflowX, overflowY } = getComputedStyle(node);
            if (overflowX === "visible" && overflowY === "visible") continue;
            const frame = node.getBoundingClientRect();
            if (box.bottom > frame.bottom + 1 || box.right > frame.right + 1)
                lost.push(text.data.trim());
        }
    }
    return lost;
}"""
_LINES = """strip => {
    const range = document.createRange();
    range.selectNodeContents(strip);
    const boxes = [...range.getClientRects()].filter(box => box.width > 0 && box.height < 60);
    const middles = boxes.map(box => (box.top + box.bottom) / 2).sort((a, b) => a - b);
    return middles.filter((middle, i) => i === 0 || middle - middles[i - 1] > 8).length;
}"""


def open_folds(page: Page) -> None:
    for summary in page.locator("summary").all():
        summary.click()


def too_wide(page: Page) -> int:
    """Return by how many pixels the document is wider than the screen."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


@EVERY_PAGE
def test_nothing_scrolls_sideways_on_the_smallest_phone(visitor: Visitor, path: str) -> None:
    page = visitor.open(path, viewport=SMALLEST)
    open_folds(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALLEST["width"]
    assert page.evaluate(_CLIPPED) == []


def test_no_choice_makes_the_smallest_phone_scroll_sideways(visitor: Visitor) -> None:
    page = visitor.open(viewport=SMALLEST)
    explorer = Explorer(page)
    for root in ("L4", "L5", "S1"):
        explorer.choose(root, "left")
        explorer.shows(root, "left")
        assert too_wide(page) <= 0


@EVERY_PAGE
def test_letters_twice_as_large_still_fit_a_phone(visitor: Visitor, path: str) -> None:
    page = visitor.open(path, viewport=PHONE)
    open_folds(page)
    page.evaluate(_TWICE_AS_LARGE)
    assert too_wide(page) <= 0
    assert page.evaluate(_CLIPPED) == []


@EVERY_PAGE
def test_the_emergency_strip_takes_at_most_four_lines_of_a_tablet(
    visitor: Visitor, path: str
) -> None:
    page = visitor.open(path, viewport=TABLET)
    strip = page.get_by_role("complementary").first
    assert 1 <= strip.locator("p").evaluate(_LINES) <= 4
    assert strip.bounding_box()["y"] == 0
