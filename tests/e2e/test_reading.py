"""A page read aloud, in a browser whose voices are written down instead of heard."""

import pytest
from playwright.sync_api import Page, expect

from sciatica.content.words import words
from tests.harness.browser import Visitor

pytestmark = pytest.mark.browser

TEXT = words("en")
PATH = "en/how-long"
# what is asked of the device's voice; a sentence ends when the test says so
_SPEECH = """(voices) => {
    window.said = [];
    const speech = {
        getVoices: () => voices,
        addEventListener: () => {},
        cancel: () => { window.now = null; },
        speak: (one) => { said.push([one.text, one.rate]); window.now = one; },
    };
    Object.defineProperty(window, "speechSynthesis", { value: speech });
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    window.over = () => { const one = now; window.now = null; one.onend(); };
}"""
_HERE = '[{ localService: true, lang: "en-CA" }]'
_ELSEWHERE = '[{ localService: false, lang: "en-CA" }, { localService: true, lang: "de-DE" }]'


def begin(visitor: Visitor, path: str = PATH, voices: str = _HERE) -> Page:
    context = visitor.profile()
    context.add_init_script(f"({_SPEECH})({voices})")
    page = context.new_page()
    page.goto(path)
    expect(page.locator("[data-reader]")).to_have_attribute("data-live", "")
    return page


def press(page: Page, key: str) -> None:
    page.get_by_role("button", name=TEXT(f"common.read.{key}"), exact=True).first.click()


def said(page: Page) -> list[str]:
    return [text for text, _ in page.evaluate("said")]


def test_a_page_is_read_in_the_order_of_the_screen_sentence_by_sentence(visitor: Visitor) -> None:
    page = begin(visitor)
    press(page, "start")
    for _ in range(3):
        page.evaluate("over()")
    heading = TEXT("home.card.how-long.title")
    assert said(page)[:3] == [
        heading,
        "Many people with leg pain from the back feel better within weeks.",
        "Some take much longer.",
    ]
    marked = page.locator("[data-reading]")
    expect(marked).to_have_count(1)
    expect(marked).to_contain_text(said(page)[-1])


def test_a_pause_says_the_sentence_again_and_another_speed_holds_at_once(visitor: Visitor) -> None:
    page = begin(visitor)
    press(page, "start")
    page.evaluate("over()")
    press(page, "pause")
    press(page, "go_on")
    page.locator("[data-reader] select").select_option(label=TEXT("common.read.slow"))
    sentence = said(page)[1]
    assert page.evaluate("said.slice(1)") == [
        [sentence, 1],
        [sentence, 1],
        [sentence, 0.75],
    ]
    press(page, "stop")
    expect(page.locator("[data-reading]")).to_have_count(0)


@pytest.mark.parametrize("voices", ["[]", _ELSEWHERE], ids=["none", "not-of-the-device"])
def test_a_device_without_a_voice_of_its_own_says_so(visitor: Visitor, voices: str) -> None:
    page = begin(visitor, voices=voices)
    press(page, "start")
    told = page.locator("[data-reader] [role=status]")
    expect(told).to_have_text(TEXT("common.read.no_voice"))
    assert said(page) == []


def test_a_card_is_read_alone_with_its_answers(visitor: Visitor) -> None:
    page = begin(visitor, "en/red-flags")
    press(page, "card")
    card = "red_flags.card.call_now"
    while page.evaluate("Boolean(now)"):
        page.evaluate("over()")
    heard = said(page)
    assert TEXT(f"{card}.title") in heard
    assert TEXT(f"{card}.cold_leg") in heard
    assert TEXT("red_flags.walk.yes") in heard
    assert TEXT("red_flags.card.saddle.title") not in heard


def test_answering_ends_what_was_read(visitor: Visitor) -> None:
    page = begin(visitor, "en/red-flags")
    press(page, "card")
    page.get_by_role("button", name=TEXT("red_flags.walk.none"), exact=True).click()
    expect(page.locator("[data-reading]")).to_have_count(0)
    assert page.evaluate("now") is None


def test_without_javascript_no_dead_button_offers_to_read(visitor: Visitor) -> None:
    page = visitor.open(PATH, java_script_enabled=False)
    expect(page.locator("[data-reader]")).not_to_be_visible()
