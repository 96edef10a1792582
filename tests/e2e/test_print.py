"""On paper."""

import pytest
from playwright.sync_api import expect

from sciatica.content import words
from tests.e2e.conftest import Visitor
from tests.e2e.explorer import Explorer

pytestmark = pytest.mark.browser


def test_paper_shows_every_panel_and_the_strip_but_no_buttons(visitor: Visitor) -> None:
    page = visitor.open()
    explorer = Explorer(page)
    explorer.choose("L5", "left")
    explorer.shows("L5", "left")
    page.emulate_media(media="print")
    expect(explorer.panels.filter(visible=True)).to_have_count(4)
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
