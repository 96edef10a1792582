"""A learner in the workshop: by keyboard alone, seen by axe, on a phone and on a desk."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from sciatica.content.examination import world
from sciatica.content.facts import cards
from sciatica.content.words import words
from sciatica.model.anatomy import usual_origins
from sciatica.model.patients import Patient, patient
from sciatica.training.examine import MINUTES
from sciatica.training.where import person
from tests.harness.browser import Visitor
from tests.harness.looking import violations
from tests.harness.servers import Server

pytestmark = pytest.mark.browser

TEXT = words("en")
OPENS_WITHIN_MS = 60_000
NUMBER = 7
ONE: Patient = patient(NUMBER, world())


def group(page: Page, legend: str) -> Locator:
    return page.locator("fieldset", has=page.get_by_text(legend, exact=True))


def open_page(visitor: Visitor, slug: str, width: int) -> Page:
    page = visitor.profile(viewport={"width": width, "height": 900}).new_page()
    page.goto(f"en/staff/{slug}", timeout=OPENS_WITHIN_MS)
    expect(page.locator(".sx-form").first).to_be_visible(timeout=OPENS_WITHIN_MS)
    return page


def look(page: Page, width: int) -> None:
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def press(page: Page, button: Locator) -> None:
    button.focus()
    page.keyboard.press("Enter")


def submit(page: Page, legend: str, option: str) -> None:
    """Choose a radio button with the space bar, go to the button with Tab, and press Enter."""
    radio = group(page, legend).get_by_role("radio", name=option)
    expect(group(page, legend).locator("input:checked")).to_have_count(0)
    radio.focus()
    page.keyboard.press("Space")
    expect(radio).to_be_checked()
    page.keyboard.press("Tab")
    expect(group(page, legend).get_by_role("button")).to_be_focused()
    page.keyboard.press("Enter")


@pytest.fixture(params=[390, 1280])
def width(request: pytest.FixtureRequest) -> Iterator[int]:
    yield request.param


def test_a_learner_examines_an_invented_patient_by_keyboard_alone(
    visitor: Visitor, width: int
) -> None:
    page = open_page(visitor, "examine", width)
    number = page.get_by_label(TEXT("examine.page.number"))
    number.fill(str(NUMBER))
    page.keyboard.press("Enter")
    title = TEXT("examine.print.title", number=NUMBER)
    # whole: the page may have begun with number 70
    expect(page.get_by_text(title, exact=True)).to_be_visible()
    for card in cards():
        title = TEXT(f"red_flags.card.{card.id}.title")
        button = group(page, TEXT("examine.page.cards")).get_by_role("button", name=title)
        press(page, button)
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(button).to_be_focused()
    press(page, page.get_by_role("button", name=TEXT("examine.page.go_on")))
    expect(page.get_by_text(TEXT("examine.kind.ask"), exact=True)).to_be_focused()
    for check, kind in (("touch_l5", "touch"), ("slr", "nerve"), ("power_hip_out", "power")):
        tests = group(page, TEXT(f"examine.kind.{kind}"))
        press(page, tests.get_by_role("button", name=TEXT(f"examine.check.{check}"), exact=True))
    expect(page.get_by_text(TEXT("examine.page.minutes", minutes=3, all=MINUTES))).to_be_visible()
    angle = ONE.findings["slr"].angle_deg
    expect(page.get_by_text(TEXT("examine.value.slr.positive", angle=angle)).first).to_be_visible()
    look(page, width)
    submit(page, TEXT("examine.page.root"), "L5")
    expect(page.get_by_text(TEXT("examine.page.cause"), exact=True)).to_be_focused()
    submit(page, TEXT("examine.page.cause"), TEXT("examine.cause.disc"))
    expect(page.get_by_text(TEXT("examine.page.act"), exact=True)).to_be_focused()
    submit(page, TEXT("examine.page.act"), TEXT("training.action.within_days"))
    expect(page.get_by_text(TEXT("examine.end.verdict_right"))).to_be_visible()
    expect(page.locator(".sx-feedback:focus .sx-reasoning")).to_be_visible()
    expect(page.locator(".sx-thirds")).to_have_css("display", "table")
    look(page, width)


def test_a_learner_who_hands_in_nothing_is_told_so(visitor: Visitor) -> None:
    page = open_page(visitor, "red-flag-drill", 390)
    answer = page.get_by_role("button", name=TEXT("training.ask.hand_in"))
    press(page, answer)
    expect(page.get_by_text(TEXT("training.ask.missing"))).to_be_visible()
    submit(page, TEXT("drill.ask"), TEXT("training.action.call"))
    expect(page.locator(".sx-feedback:focus .sx-outcome")).to_be_visible()
    look(page, 390)


@pytest.mark.parametrize("slug", ["cases", "explain-it", "patients-to-print", "where-is-the-disc"])
def test_axe_finds_nothing_on_the_other_pages_of_the_workshop(visitor: Visitor, slug: str) -> None:
    page = visitor.profile(viewport={"width": 390, "height": 900}).new_page()
    page.goto(f"en/staff/{slug}", timeout=OPENS_WITHIN_MS)
    # where nothing is kept, the part that asks for a nickname is there and empty
    filled = page.locator("main :is(button, fieldset, .sx-training):visible").first
    expect(filled).to_be_visible(timeout=OPENS_WITHIN_MS)
    look(page, 390)


@pytest.mark.parametrize("scheme", [{"color_scheme": "dark"}, {"forced_colors": "active"}], ids=str)
def test_axe_finds_nothing_on_a_dark_screen_and_in_forced_colours(
    visitor: Visitor, scheme: dict[str, str]
) -> None:
    page = visitor.profile(viewport={"width": 390, "height": 900}, **scheme).new_page()
    page.goto("en/staff/red-flag-drill", timeout=OPENS_WITHIN_MS)
    expect(group(page, TEXT("drill.ask"))).to_be_visible(timeout=OPENS_WITHIN_MS)
    submit(page, TEXT("drill.ask"), TEXT("training.action.call"))
    expect(page.locator(".sx-feedback:focus .sx-outcome")).to_be_visible()
    look(page, 390)


def test_a_learner_says_where_the_disc_may_be_and_sees_it_in_the_model(
    drawing: Browser, server: Server
) -> None:
    visitor = Visitor(drawing, server.url)
    page = open_page(visitor, "where-is-the-disc", 1280)
    model = page.locator("[data-model3d][data-turns]")
    model.wait_for(timeout=OPENS_WITHIN_MS)
    root, side = person(1)
    (disc, zone), *_ = usual_origins(root)
    assert model.evaluate("node => node.scene.lit") == []
    place = page.get_by_role("checkbox", name=TEXT(f"roots.disc.{zone}", disc=disc)[1:])
    place.focus()
    page.keyboard.press("Space")
    press(page, group(page, TEXT("where.ask")).get_by_role("button"))
    expect(page.locator(".sx-feedback:focus")).to_contain_text(f"the {root} root")
    expect(model.locator("[data-headline]")).to_contain_text(f"the {root} root")
    assert model.evaluate("node => node.scene.lit") == [f"{root} {side}"]
    look(page, 1280)
    visitor.leave()
    assert visitor.complaints == []
