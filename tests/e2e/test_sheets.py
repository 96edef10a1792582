"""What is made to be printed fits the paper it is printed on."""

import re

import pytest
from playwright.sync_api import expect

from tests.harness.browser import Visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("paper", ["Letter", "A4"])
@pytest.mark.parametrize("path", ["en/emergency-sheet", "en/red-flag-card"])
def test_a_sheet_to_print_takes_one_page(visitor: Visitor, path: str, paper: str) -> None:
    pdf = visitor.open(path).pdf(format=paper)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


@pytest.mark.parametrize("paper", ["Letter", "A4"])
@pytest.mark.parametrize(
    ("path", "section", "pages"),
    [
        ("en/options", "#options", 2),
        ("en/flare-up-plan", "#plan", 1),
        ("en/how-long", "#fridge", 1),
    ],
)
def test_the_options_take_two_pages_and_sheets_to_fill_in_one(
    visitor: Visitor, path: str, section: str, pages: int, paper: str
) -> None:
    page = visitor.open(path)
    page.locator(section).evaluate("part => part.ownerDocument.body.replaceChildren(part)")
    pdf = page.pdf(format=paper, prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) <= pages


def test_on_paper_every_question_is_answered(visitor: Visitor) -> None:
    page = visitor.open("en/care")
    answers = page.locator(".sx-question p")
    expect(answers.first).to_be_hidden()
    page.emulate_media(media="print")
    for answer in answers.all():
        assert answer.evaluate("p => p.checkVisibility({contentVisibilityAuto: true})")
