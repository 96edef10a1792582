"""Needling, injection, surgery in the browser: from the board, on a phone, and on paper."""

import io

import pdfplumber
import pytest
from playwright.sync_api import Page, expect

from sciatica import pages
from sciatica.content.words import words
from tests.harness.browser import Visitor
from tests.harness.clinics import settings
from tests.harness.looking import PHONE, WIDTHS, too_wide, violations

pytestmark = pytest.mark.browser

TEXT = words("en")
PATH = "en/three-treatments"
TITLE = TEXT("home.card.three-treatments.title")
PERMIT = (
    '[clinic]\nname = "A"\n[emergency]\nnumber = "911"\n'
    '[services]\nneedling_by = "Robin Example, Sam Example and Kim Example, physiotherapists"\n'
)


@pytest.mark.parametrize("start", ["en/board", "en/options"])
def test_one_tap_leads_here(visitor: Visitor, start: str) -> None:
    page = visitor.open(start)
    page.get_by_role("link", name=TITLE, exact=False).click()
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()


@WIDTHS
def test_it_fits_and_axe_finds_nothing(visitor: Visitor, size) -> None:
    page = visitor.open(PATH, viewport=size)
    assert not too_wide(page)
    assert violations(page) == []


def test_without_scripts_all_nine_pictures_are_there(visitor: Visitor) -> None:
    page = visitor.open(PATH, viewport=PHONE, java_script_enabled=False)
    expect(page.locator(".sx-three-steps svg:visible")).to_have_count(9)


def with_consent(visitor: Visitor) -> Page:
    """Return the page as a clinic has it that names who needles."""
    with settings(PERMIT):
        made = str(pages.three_treatments("en").html)
    page = visitor.open(PATH)
    page.locator("#needling").evaluate(
        """(section, made) => {
            const other = new DOMParser().parseFromString(made, "text/html");
            section.replaceWith(document.adoptNode(other.getElementById("needling")));
        }""",
        made,
    )
    return page


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_the_card_to_sign_is_one_page_with_the_signs_and_each_treatment_has_its_own(
    visitor: Visitor, paper: str
) -> None:
    page = with_consent(visitor)
    with pdfplumber.open(io.BytesIO(page.pdf(format=paper, prefer_css_page_size=True))) as pdf:
        first, second, third = (side.extract_text() for side in pdf.pages)
    assert TEXT("common.strip.lead") in first
    for said in (
        TEXT("three_treatments.title.needling"),
        TEXT("three_treatments.heading.risks"),
        TEXT("three_treatments.who"),
        TEXT("three_treatments.consent.no"),
        TEXT("three_treatments.consent.line_signature"),
    ):
        assert said in first
    assert TEXT("three_treatments.title.injection") in second
    assert TEXT("three_treatments.title.surgery") in third


def test_lines_to_sign_are_for_paper_alone(visitor: Visitor) -> None:
    page = with_consent(visitor)
    hint, lines = page.locator(".sx-to-print"), page.locator(".sx-lines")
    expect(hint).to_be_visible()
    expect(lines).to_be_hidden()
    page.emulate_media(media="print")
    expect(hint).to_be_hidden()
    expect(lines).to_be_visible()
