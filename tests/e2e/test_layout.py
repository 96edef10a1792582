"""Small screens, large letters, and a strip that leaves room for the page."""

import pytest
from playwright.sync_api import Page

from tests.harness.browser import PATHS, Visitor
from tests.harness.explorer import Explorer
from tests.harness.looking import PHONE, SMALLEST, TABLET, too_wide

pytestmark = pytest.mark.browser

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
        if summary.is_visible():  # what one fold opens may hide another
            summary.click()


@EVERY_PAGE
def test_nothing_scrolls_sideways_on_the_smallest_phone(visitor: Visitor, path: str) -> None:
    page = visitor.open(path, viewport=SMALLEST)
    open_folds(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALLEST["width"]
    assert page.evaluate(_CLIPPED) == []


@pytest.mark.parametrize("width", [820, 1280])
@pytest.mark.parametrize("path", ["en/nerve-roots", "en/causes"])
def test_nothing_scrolls_sideways_where_pictures_stand_out(
    visitor: Visitor, path: str, width: int
) -> None:
    page = visitor.open(path, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


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
