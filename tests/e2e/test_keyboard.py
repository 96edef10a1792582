"""The whole page with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from sciatica.content.words import words
from tests.harness.browser import Visitor
from tests.harness.explorer import Explorer
from tests.harness.looking import FOCUS, tab, tab_to

pytestmark = pytest.mark.browser

TEXT = words("en")


def test_tab_reaches_the_emergency_strip_before_the_pages_and_the_buttons(
    visitor: Visitor,
) -> None:
    page = visitor.open()
    names = page.get_by_role("navigation").get_by_role("link").all_inner_texts()
    stops = tab_to(page, TEXT("roots.choose.root_all"))
    assert stops[0] == TEXT("common.site.skip")
    assert stops[1].startswith(TEXT("common.strip.call", number="")), stops
    assert stops[2] == TEXT("common.strip.full_list")
    assert stops[3 : 3 + len(names)] == names
    assert stops[3 + len(names)] == TEXT("common.read.start")
    assert len(stops[3 + len(names) : -1]) == 3  # and how fast it reads; the source of the limit
    assert tab(page) == TEXT("roots.choose.side_right")


def test_the_skip_link_leads_past_the_strip_and_the_pages(visitor: Visitor) -> None:
    page = visitor.open()
    assert tab(page) == TEXT("common.site.skip")
    page.keyboard.press("Enter")
    assert tab(page) == TEXT("common.read.start")


def test_arrow_keys_change_root_and_side(visitor: Visitor) -> None:
    page = visitor.open()
    explorer = Explorer(page)
    tab_to(page, TEXT("roots.choose.root_all"))
    page.keyboard.press("ArrowRight")
    explorer.shows("L4", "right")
    page.keyboard.press("ArrowDown")
    explorer.shows("L5", "right")
    assert page.evaluate(FOCUS)["outlined"]
    tab(page)
    page.keyboard.press("ArrowLeft")
    explorer.shows("L5", "left")
    assert page.evaluate(FOCUS)["outlined"]


def test_enter_opens_what_is_for_clinicians(visitor: Visitor) -> None:
    page = visitor.open()
    inside = page.get_by_role("heading", name=TEXT("roots.clinicians.tests"))
    expect(inside).to_be_hidden()
    tab_to(page, TEXT("common.clinicians.summary"))
    page.keyboard.press("Enter")
    expect(inside).to_be_visible()
