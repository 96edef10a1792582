"""On paper."""

import io

import pdfplumber
import pytest
from playwright.sync_api import expect

from sciatica.content.words import words
from tests.harness.browser import Visitor
from tests.harness.explorer import Explorer

pytestmark = pytest.mark.browser


def test_paper_shows_every_panel_and_the_strip_but_no_buttons(visitor: Visitor) -> None:
    page = visitor.open()
    explorer = Explorer(page)
    explorer.choose("L5", "left")
    explorer.shows("L5", "left")
    page.emulate_media(media="print")
    expect(explorer.panels.filter(visible=True)).to_have_count(
        8
    )  # what is felt, and where pain runs
    for control in explorer.root.locator("input, label, legend").all():
        expect(control).to_be_hidden()
    strip = page.get_by_role("complementary", name=words("en")("common.strip.label"))
    expect(strip).to_be_visible()
    expect(page.get_by_role("navigation")).to_be_hidden()


def test_the_page_prints_to_a_pdf(visitor: Visitor) -> None:
    page = visitor.open()
    Explorer(page).shows("all", "right")
    pdf = page.pdf(format="Letter")
    assert pdf.startswith(b"%PDF-")
    assert len(pdf) > 10_000


LEAST_PT = 14
_SMALL = f"""parts => parts
    .filter(part => part.checkVisibility() && !part.closest("figure"))
    .map(part => parseFloat(getComputedStyle(part).fontSize) * 72 / 96)
    .filter(size => size < {LEAST_PT} - 0.01).length"""


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_every_sign_stands_on_one_sheet_of_two_sides_in_large_letters(
    visitor: Visitor, paper: str
) -> None:
    page = visitor.open("en/red-flags")
    page.emulate_media(media="print")
    assert page.locator(".sx-safety :is(p, li, h2, h3)").evaluate_all(_SMALL) == 0
    tiers = {
        tier: [
            " ".join(line.split())
            for line in page.locator(f".sx-safety .sx-tier-{tier} li").all_inner_texts()
        ]
        for tier in ("call", "A", "B", "C")
    }
    sides = pdfplumber.open(io.BytesIO(page.pdf(format=paper, prefer_css_page_size=True))).pages
    front, back = ("".join(side.extract_text().split()) for side in sides[:2])
    for tier, lines in tiers.items():
        assert lines
        for line in lines:
            on = front if tier in ("call", "A") else back
            assert "".join(line.split()) in on.replace("•", ""), (tier, line)


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_words_of_a_report_with_none_open_take_one_page_and_no_heading_stands_alone(
    visitor: Visitor, paper: str
) -> None:
    page = visitor.open("en/report")
    with pdfplumber.open(io.BytesIO(page.pdf(format=paper))) as pdf:
        assert len(pdf.pages) == 1
    page.locator("details.sx-word").first.evaluate("one => one.open = true")
    page.emulate_media(media="print")
    expect(page.locator(".sx-sources-paper")).to_be_visible()
