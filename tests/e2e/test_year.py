"""A year of a disc in the browser: two taps from the board, by key, on a phone and on paper."""

import re

import pytest
from playwright.sync_api import Page, expect

from sciatica.content.words import words
from tests.harness.browser import Visitor
from tests.harness.looking import PHONE, WIDTHS, tab_to, too_wide, violations

pytestmark = pytest.mark.browser

TEXT = words("en")
PATH = "en/year"
LATER = TEXT("year.choose.scan_later")


def pair(page: Page) -> list[dict[str, float]]:
    """Return the boxes of the pictures that are shown."""
    shown = page.locator('[data-explorer="year"] figure:visible')
    expect(shown).to_have_count(2)
    return [box for one in shown.all() if (box := one.locator("svg").bounding_box())]


def test_the_board_leads_here_and_the_later_scan_is_a_tap_away(visitor: Visitor) -> None:
    page = visitor.open("en/board")
    page.get_by_role("link", name=TEXT("home.card.year.title")).click()
    page.get_by_label(LATER, exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("a later scan")
    expect(page).to_have_url(re.compile(r"#year=L4-5\.right\.extrusion\.later$"))


@WIDTHS
def test_both_people_stand_side_by_side_at_one_size(visitor: Visitor, size) -> None:
    page = visitor.open(PATH, viewport=size)
    left, right = pair(page)
    assert (left["y"], left["width"]) == pytest.approx((right["y"], right["width"]), abs=1)
    assert left["x"] + left["width"] <= right["x"]
    assert not too_wide(page)
    assert violations(page) == []


def test_keys_alone_choose_a_scan(visitor: Visitor) -> None:
    page = visitor.open(PATH)
    tab_to(page, TEXT("year.choose.scan_first"))
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("status")).to_contain_text("a later scan")


def test_without_scripts_and_on_paper_both_scans_of_both_people_are_there(visitor: Visitor) -> None:
    page = visitor.open(PATH, viewport=PHONE, java_script_enabled=False)
    expect(page.locator(".sx-year-row svg:visible")).to_have_count(12)
    paper = visitor.open(PATH)
    paper.emulate_media(media="print")
    expect(paper.locator(".sx-year-row svg:visible")).to_have_count(12)
