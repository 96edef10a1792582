"""The whole page with the keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from sciatica.content import words
from tests.e2e.conftest import Visitor
from tests.e2e.explorer import Explorer

pytestmark = pytest.mark.browser

TEXT = words("en")
# a transparent radio button lends its outline to the label's text, which stands beside it
_FOCUS = """() => {
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


def tab(page: Page) -> str:
    """Press Tab; insist that one can see where it led; return the words there."""
    page.keyboard.press("Tab")
    focus = page.evaluate(_FOCUS)
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


def test_tab_reaches_the_emergency_strip_before_the_pages_and_the_buttons(
    visitor: Visitor,
) -> None:
    page = visitor.open()
    names = page.get_by_role("navigation").get_by_role("link").all_inner_texts()
    stops = tab_to(page, TEXT("roots.choose.root_all"))
    assert stops[0] == TEXT("common.site.skip")
    assert stops[1].startswith(TEXT("common.strip.call", number="")), stops
    assert stops[2] == TEXT("common.strip.full_list")
    assert stops[3:-1] == names
    assert tab(page) == TEXT("roots.choose.side_right")


def test_the_skip_link_leads_past_the_strip_and_the_pages(visitor: Visitor) -> None:
    page = visitor.open()
    assert tab(page) == TEXT("common.site.skip")
    page.keyboard.press("Enter")
    assert tab(page) == TEXT("roots.choose.root_all")


def test_arrow_keys_change_root_and_side(visitor: Visitor) -> None:
    page = visitor.open()
    explorer = Explorer(page)
    tab_to(page, TEXT("roots.choose.root_all"))
    page.keyboard.press("ArrowRight")
    explorer.shows("L4", "right")
    page.keyboard.press("ArrowDown")
    explorer.shows("L5", "right")
    assert page.evaluate(_FOCUS)["outlined"]
    tab(page)
    page.keyboard.press("ArrowLeft")
    explorer.shows("L5", "left")
    assert page.evaluate(_FOCUS)["outlined"]


def test_enter_opens_what_is_for_clinicians(visitor: Visitor) -> None:
    page = visitor.open()
    inside = page.get_by_role("heading", name=TEXT("roots.clinicians.tests"))
    expect(inside).to_be_hidden()
    tab_to(page, TEXT("common.clinicians.summary"))
    page.keyboard.press("Enter")
    expect(inside).to_be_visible()
