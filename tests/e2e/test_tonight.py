"""The cards of the night on a phone: no sign is covered, no card is cut."""

import pytest
from playwright.sync_api import Page, expect

from sciatica.content.clinic import the_clinic
from sciatica.content.tonight import FIRST, night_cards
from sciatica.content.words import words
from tests.harness.browser import Visitor
from tests.harness.looking import too_wide

pytestmark = pytest.mark.browser

PATH = "en/tonight"
SMALL = {"width": 360, "height": 740}
LARGE_LETTERS = "html { font-size: calc(1.3 * 112.5%); }"
"""What a phone set to letters of 130 % shows: our own base stands on top of the device's."""
# Signs of which some point that is on the screen belongs to something else.
COVERED = """signs => signs.flatMap(sign => {
    const range = document.createRange();
    range.selectNodeContents(sign);
    const over = [...range.getClientRects()].some(box => {
        const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
        if (y < 0 || y > innerHeight) return false;
        const top = document.elementFromPoint(x, y);
        return top !== sign && !sign.contains(top);
    });
    return over ? [sign.textContent.trim()] : [];
})"""


def signs(page: Page) -> list[str]:
    """Return what of the first card lies under something, however far a reader has scrolled."""
    found: list[str] = []
    for _ in range(40):
        lines = page.locator(f"#tonight-{FIRST} :is(h2, li, p:not(:has(a)))")
        found += lines.evaluate_all(COVERED)
        before = page.evaluate("scrollY")
        page.evaluate("scrollBy({ top: 60, behavior: 'instant' })")
        if page.evaluate("scrollY") == before:
            break
    return found


def test_nothing_lies_over_a_sign_where_letters_are_large(visitor: Visitor) -> None:
    page = visitor.open(PATH, viewport=SMALL)
    page.add_style_tag(content=LARGE_LETTERS)
    expect(page.locator("[data-carousel][data-live]")).to_be_visible()
    assert signs(page) == []
    assert too_wide(page) <= 0


def test_next_stands_below_the_last_sign_where_letters_are_large(visitor: Visitor) -> None:
    page = visitor.open(PATH, viewport=SMALL)
    page.add_style_tag(content=LARGE_LETTERS)
    on = page.get_by_role("button", name=words("en")("tonight.next"), exact=True)
    card = page.locator(f"#tonight-{FIRST}").bounding_box()
    box = on.bounding_box()
    assert card and box
    assert box["y"] >= card["y"] + card["height"]


def test_every_card_fits_the_first_screen_of_a_phone_with_its_buttons(visitor: Visitor) -> None:
    page = visitor.open(PATH, viewport=SMALL)
    on = page.get_by_role("button", name=words("en")("tonight.next"), exact=True)
    for number, card in enumerate(night_cards()):
        expect(page.locator(f"#tonight-{card.id}")).to_be_visible()
        box = on.bounding_box()
        assert box, card.id
        assert page.evaluate("scrollY") == 0, card.id
        assert box["y"] + box["height"] <= SMALL["height"], card.id
        if number < len(night_cards()) - 1:
            on.click()


def test_without_javascript_all_cards_stand_in_order_and_the_first_call_is_the_emergency_number(
    visitor: Visitor,
) -> None:
    page = visitor.open(PATH, viewport=SMALL, java_script_enabled=False)
    cards = page.locator("[data-slide]")
    ids = [f"tonight-{card.id}" for card in night_cards()]
    assert [card.get_attribute("id") for card in cards.all()] == ids
    tops = []
    for card in cards.all():
        expect(card).to_be_visible()
        tops.append((card.bounding_box() or {"y": -1.0})["y"])
    assert tops == sorted(tops)
    call = page.locator("main a[href^='tel:']").first
    expect(call).to_be_visible()
    assert call.get_attribute("href") == the_clinic().emergency_number.link
    assert call.evaluate("link => link.closest('[data-slide]').id") == ids[0]
    expect(page.get_by_role("button", name=words("en")("tonight.next"), exact=True)).to_be_hidden()
