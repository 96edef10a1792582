"""The walk over the safety cards, in a real browser."""

import re
from collections.abc import Sequence

import pytest
from playwright.sync_api import Locator, Page, expect

from sciatica.content.facts import cards
from sciatica.content.words import words
from tests.harness.browser import Visitor
from tests.harness.looking import WIDTHS, hears, violations
from tests.harness.relay import Relay
from tests.harness.servers import Server
from tests.harness.traces import no_trace

pytestmark = pytest.mark.browser

TEXT = words("en")
PATH = "en/red-flags"
CALL = TEXT("red_flags.tier.call.title", number="911")
EMERGENCY = TEXT("red_flags.tier.A.title")
TITLES = {card.id: TEXT(f"red_flags.card.{card.id}.title") for card in cards()}


class Walk:
    """The walk as a reader uses it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.locator("[data-walk]")
        expect(self.root).to_have_attribute("data-live", "")

    def answer(self, *given: str) -> None:
        """Answer card after card by the ids of the answers."""
        for name in given:
            self.button(TEXT(f"red_flags.walk.{name}")).click()

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name, exact=True)

    def asks(self, card: str) -> None:
        """Expect `card` to be asked, alone, and nothing of an end to show."""
        expect(self.root.get_by_role("heading", level=3).filter(visible=True)).to_have_text(
            [TITLES[card]]
        )

    def ends_with(self, titles: Sequence[str]) -> None:
        """Expect the end to show these panels in this order and no card."""
        expect(self.root.get_by_role("heading", level=3).filter(visible=True)).to_have_text(titles)
        expect(self.root.get_by_role("status")).to_have_text(TEXT("red_flags.walk.end"))

    def is_new(self) -> None:
        """Expect the first card with nothing chosen."""
        self.asks("call_now")
        expect(self.root.locator("[aria-pressed=true]")).to_have_count(0)
        expect(self.button(TEXT("red_flags.walk.back"))).to_be_disabled()


def begin(visitor: Visitor, **options: object) -> Walk:
    return Walk(visitor.open(PATH, **options))


def test_the_walk_begins_with_the_first_card_and_nothing_chosen(visitor: Visitor) -> None:
    begin(visitor).is_new()


@pytest.mark.parametrize("answer", ["yes", "not_sure"])
def test_yes_or_not_sure_on_a_tier_a_card_stops_with_what_to_do_now(
    visitor: Visitor, answer: str
) -> None:
    walk = begin(visitor)
    walk.answer("none", "none", answer)
    walk.ends_with([EMERGENCY])
    call = walk.root.get_by_role("link", name=TEXT("common.strip.call", number="911"))
    expect(call.filter(visible=True)).to_have_attribute("href", "tel:911")
    sign = walk.root.get_by_text(TEXT("red_flags.card.toilet.leaks"))
    expect(sign.filter(visible=True)).to_have_count(1)
    expect(walk.root.filter(visible=True)).not_to_contain_text("811")


def test_what_to_call_for_ends_in_the_call_before_anything_else_is_asked(visitor: Visitor) -> None:
    walk = begin(visitor)
    walk.answer("not_sure")
    walk.ends_with([CALL])
    call = walk.root.get_by_role("link", name=TEXT("common.strip.call", number="911"))
    expect(call.filter(visible=True)).to_have_attribute("href", "tel:911")


def test_an_old_sign_is_noted_and_never_hides_a_later_emergency(visitor: Visitor) -> None:
    walk = begin(visitor)
    walk.answer("none", "old", "none", "none", "yes")
    walk.ends_with([EMERGENCY, TEXT("red_flags.tier.B.title")])


def test_rather_not_say_leads_on_and_says_at_the_end_that_a_change_means_go_now(
    visitor: Visitor,
) -> None:
    walk = begin(visitor)
    walk.answer("none", "none", "none", "rather_not")
    walk.asks("legs")
    walk.answer("none", "none", "yes")
    walk.ends_with(
        [
            TEXT("red_flags.walk.open_title"),
            TEXT("red_flags.tier.B.title"),
            TEXT("red_flags.tier.C.title"),
        ]
    )


def test_none_to_everything_says_that_this_rules_nothing_out(visitor: Visitor) -> None:
    walk = begin(visitor)
    walk.answer(*["none"] * len(cards()))
    walk.ends_with([TEXT("red_flags.walk.all_none_title")])
    expect(walk.root.get_by_text(TEXT("red_flags.walk.all_none_text"))).to_be_visible()


def test_back_shows_what_was_answered_and_lets_it_be_changed(visitor: Visitor) -> None:
    walk = begin(visitor)
    walk.answer("none", "none", "yes")
    walk.button(TEXT("red_flags.walk.back")).click()
    walk.asks("toilet")
    expect(walk.button(TEXT("red_flags.walk.yes"))).to_have_attribute("aria-pressed", "true")
    walk.answer("none")
    walk.asks("intimate")


def test_new_patient_clears_everything(visitor: Visitor) -> None:
    walk = begin(visitor)
    walk.answer("none", "none", "old", "none", "not_sure")
    walk.ends_with([EMERGENCY, TEXT("red_flags.tier.B.title")])
    walk.button(TEXT("common.walk.again")).click()
    walk.is_new()


def clocked(visitor: Visitor, path: str = PATH) -> Walk:
    """Open the page with its clock in our hands."""
    page = visitor.profile().new_page()
    page.clock.install()
    page.goto(path)
    return Walk(page)


def warns(walk: Walk, expected: bool = True) -> None:
    expect(walk.root.get_by_role("alert")).to_have_count(int(expected))


def test_idle_minutes_clear_the_answers_after_a_warning(visitor: Visitor) -> None:
    walk = clocked(visitor)
    walk.answer("none", "none", "old")
    walk.page.clock.run_for("13:58")
    warns(walk, False)
    walk.page.clock.run_for("00:04")
    warns(walk)
    walk.asks("intimate")
    walk.page.clock.run_for("01:02")
    walk.is_new()
    warns(walk, False)
    expect(walk.root.get_by_role("status")).to_have_text(TEXT("red_flags.walk.cleared"))


def test_one_tap_on_the_warning_keeps_the_answers(visitor: Visitor) -> None:
    walk = clocked(visitor)
    walk.answer("none", "none", "old")
    walk.page.clock.run_for("14:30")
    walk.button(TEXT("common.walk.here")).click()
    warns(walk, False)
    walk.page.clock.run_for("13:30")
    walk.asks("intimate")


def test_a_phone_that_slept_warns_before_it_clears(visitor: Visitor) -> None:
    walk = clocked(visitor)
    walk.answer("none", "none", "old")
    walk.page.clock.fast_forward("02:00:00")  # no tick in between
    warns(walk)
    walk.asks("intimate")
    walk.page.clock.run_for("01:02")
    walk.is_new()


def test_an_emergency_end_stays_until_a_person_clears_it(visitor: Visitor) -> None:
    walk = clocked(visitor)
    walk.answer("none", "old", "yes")
    walk.ends_with([EMERGENCY, TEXT("red_flags.tier.B.title")])
    walk.page.clock.run_for("20:00")
    # what to do is there, and not what was answered
    shown = walk.root.get_by_role("heading", level=3).filter(visible=True)
    expect(shown).to_have_text([EMERGENCY])
    sign = walk.root.get_by_text(TEXT("red_flags.card.toilet.leaks"))
    expect(sign.filter(visible=True)).to_have_count(0)
    expect(walk.root.get_by_role("link", name="911").first).to_be_visible()
    expect(walk.root.get_by_role("status")).to_have_text(TEXT("common.walk.kept"))
    expect(walk.button(TEXT("red_flags.walk.back"))).to_be_disabled()
    walk.button(TEXT("common.walk.again")).click()
    walk.is_new()


def test_the_browsers_back_button_brings_no_answer_back(visitor: Visitor) -> None:
    walk = begin(visitor)
    walk.answer("none", "old")
    walk.page.get_by_role("navigation").get_by_role("link").first.click()
    expect(walk.page.get_by_role("heading", level=1)).to_have_text("Sciatica, explained")
    walk.page.go_back()
    Walk(walk.page).is_new()


def test_a_tablet_of_the_clinic_clears_sooner_and_hides_answers(visitor: Visitor) -> None:
    staff = TEXT("common.walk.staff")
    walk = clocked(visitor, f"tablet/{PATH}")
    walk.answer("none", "old")
    walk.button(TEXT("red_flags.walk.back")).click()
    expect(walk.root.locator("[aria-pressed=true]")).to_have_count(0)
    walk.page.clock.run_for("02:02")
    warns(walk)
    walk.page.clock.run_for("01:00")
    walk.is_new()
    walk.answer("yes")
    expect(walk.root.get_by_text(staff)).to_be_visible()
    # every page below /tablet/ leads on below it
    walk.page.get_by_role("navigation").get_by_role("link").first.click()
    expect(walk.page).to_have_url(re.compile(r"/tablet/"))
    at_home = begin(visitor)
    at_home.answer("yes")
    expect(at_home.root.get_by_text(staff)).not_to_be_visible()


def test_a_walk_leaves_no_trace_in_address_history_storage_or_server(
    visitor: Visitor, server: Server
) -> None:
    walk = begin(visitor)
    with no_trace(walk.page, server):
        walk.answer("none", "old", "none", "rather_not", "none", "none", "yes")


def test_the_walk_goes_on_when_the_server_is_gone(anyone: Visitor, mortal: Relay) -> None:
    walk = Walk(anyone.open(PATH, url=mortal.url))
    walk.answer("none")
    mortal.kill()
    walk.answer("none", "none", "not_sure")
    walk.ends_with([EMERGENCY])


def test_the_walk_can_be_done_with_the_keyboard_alone(visitor: Visitor) -> None:
    walk = begin(visitor)
    first = walk.button(TEXT("red_flags.walk.yes"))
    first.focus()
    for _ in range(2):
        walk.page.keyboard.press("Tab")
    expect(walk.button(TEXT("red_flags.walk.none"))).to_be_focused()
    walk.page.keyboard.press("Enter")
    walk.asks("saddle")
    # focus moved to the new card's heading, so the next Tab reaches its first answer
    expect(walk.root.get_by_role("heading", name=TITLES["saddle"])).to_be_focused()
    walk.page.keyboard.press("Tab")
    expect(walk.button(TEXT("red_flags.walk.yes"))).to_be_focused()
    walk.page.keyboard.press("Space")
    walk.ends_with([EMERGENCY])
    expect(walk.root.get_by_role("heading", name=EMERGENCY)).to_be_focused()


def test_without_javascript_the_list_says_it_all_and_the_walk_shows_no_dead_button(
    visitor: Visitor,
) -> None:
    page = visitor.open(PATH, java_script_enabled=False)
    for card in cards():
        for line in card.lines:
            sign = TEXT(f"red_flags.card.{card.id}.{line.id}")
            expect(page.get_by_role("listitem").filter(has_text=sign).first).to_be_visible()
    expect(page.get_by_text(TEXT("red_flags.walk.unscripted"))).to_be_visible()
    expect(page.locator("[data-walk] button").filter(visible=True)).to_have_count(0)


def test_paper_shows_the_list_and_not_the_walk(visitor: Visitor) -> None:
    walk = begin(visitor)
    walk.page.emulate_media(media="print")
    expect(walk.root.get_by_role("button").filter(visible=True)).to_have_count(0)
    expect(walk.root.get_by_text(TEXT("red_flags.walk.unscripted"))).to_be_visible()
    expect(walk.page.get_by_role("heading", name=EMERGENCY).first).to_be_visible()


@WIDTHS
def test_axe_finds_nothing_on_any_card_or_end(visitor: Visitor, size: dict[str, int]) -> None:
    walk = begin(visitor, viewport=size)
    found = {"whole": violations(walk.page)}
    for card in cards():
        walk.asks(card.id)
        found[card.id] = violations(walk.page, "[data-walk]")
        walk.answer("rather_not" if card.may_decline else "old")
    found["end"] = violations(walk.page)
    walk.button(TEXT("common.walk.again")).click()
    walk.answer("yes")
    found["stop"] = violations(walk.page)
    assert not any(found.values()), found


def test_a_screen_reader_meets_each_card_in_these_words(visitor: Visitor) -> None:
    walk = begin(visitor)
    for number, card in enumerate(cards(), 1):
        walk.asks(card.id)
        hears(walk.root, f"card-{number}-{card.id}")
        walk.answer("none")
    hears(walk.root, "end-all-none")
    walk.button(TEXT("common.walk.again")).click()
    walk.answer("yes")
    hears(walk.root, "end-call")
    walk.button(TEXT("common.walk.again")).click()
    walk.answer("none", "yes")
    hears(walk.root, "end-emergency")


def test_a_card_and_its_answers_fit_one_screen_of_a_tablet(visitor: Visitor) -> None:
    walk = begin(visitor, viewport={"width": 820, "height": 1180})
    for card in cards():
        walk.asks(card.id)
        box = walk.root.bounding_box()
        assert box is not None
        assert box["height"] < 1180
        walk.answer("none")


def test_nothing_scrolls_sideways_on_a_small_phone_during_the_walk(visitor: Visitor) -> None:
    walk = begin(visitor, viewport={"width": 320, "height": 640})
    for _ in cards():
        assert walk.page.evaluate("document.documentElement.scrollWidth") <= 320
        walk.answer("none")
    assert walk.page.evaluate("document.documentElement.scrollWidth") <= 320
