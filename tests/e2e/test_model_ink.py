"""Drawing on a view of the model that stands still."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from sciatica.content.words import words
from sciatica.widgets.idle import IDLE_S
from tests.harness.browser import Visitor
from tests.harness.looking import DESK, KEPT, PHONE, TABLET, tab_to, too_wide, violations
from tests.harness.servers import Server

pytestmark = pytest.mark.browser
TEXT = words("en")
PATH = "en/model"
_COLOURS = """async () => {
    const image = new Image();
    image.src = document.querySelector("[data-frozen] image").getAttribute("href");
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: 60, height: 60 });
    canvas.getContext("2d").drawImage(image, 0, 0, 60, 60);
    return new Set(canvas.getContext("2d").getImageData(0, 0, 60, 60).data).size;
}"""


@pytest.fixture
def looker(drawing: Browser, server: Server) -> Iterator[Visitor]:
    """A visitor whose device draws the model, without motion."""
    expect.set_options(timeout=20_000)
    visitor = Visitor(drawing, server.url)
    yield visitor
    visitor.leave()
    assert visitor.complaints == []


def opened(visitor: Visitor, **options: Any) -> Page:
    """Open the model, wait until it stands there, and freeze it."""
    page = visitor.open(PATH, reduced_motion="reduce", **{"viewport": TABLET, **options})
    page.locator("[data-model3d][data-turns]").wait_for(timeout=30_000)
    page.get_by_role("button", name=TEXT("model.draw")).click()
    expect(page.locator("[data-frozen] image")).to_have_count(1)
    return page


def draw(page: Page) -> None:
    """Draw a line across what stands still."""
    page.locator("[data-frozen]").scroll_into_view_if_needed()
    box: Any = page.locator("[data-frozen]").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.4)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.5, steps=6)
    page.mouse.up()


def test_ink_lies_on_the_view_that_is_seen_with_its_names_and_the_model_stands_still(
    looker: Visitor,
) -> None:
    page = opened(looker)
    look = "() => JSON.stringify(document.querySelector('[data-model3d]').look())"
    before = page.evaluate(look)
    draw(page)
    strokes = page.locator("[data-frozen] [data-ink] path")
    expect(strokes).to_have_count(1)
    assert page.evaluate(look) == before
    assert page.locator("[data-frozen] text").count() > 2
    coloured: int = page.evaluate(_COLOURS)
    assert coloured > 20, "a picture, not an empty one"
    page.get_by_role("button", name=TEXT("board.ink_undo")).click()
    expect(strokes).to_have_count(0)


def test_any_choice_lets_it_turn_again_and_nothing_is_left_of_the_ink(looker: Visitor) -> None:
    page = opened(looker)
    draw(page)
    page.locator('[data-trait="side"] input:not(:checked)').check(force=True)
    expect(page.locator("[data-frozen]")).to_be_hidden()
    assert page.locator("[data-ink] path, [data-frozen] image").count() == 0
    page.get_by_role("button", name=TEXT("model.draw")).click()
    assert page.locator("[data-ink] path").count() == 0
    draw(page)
    page.goto("en/red-flags")
    page.go_back()
    page.locator("[data-model3d][data-turns]").wait_for(timeout=30_000)
    assert page.locator("[data-ink] path").count() == 0
    assert page.evaluate(KEPT) == dict.fromkeys(
        ("localStorage", "sessionStorage", "databases", "workers"), 0
    )


def test_time_clears_it_after_a_warning(looker: Visitor) -> None:
    page = looker.profile(viewport=TABLET, reduced_motion="reduce").new_page()
    page.clock.install()
    page.goto(PATH)
    page.locator("[data-model3d][data-turns]").wait_for(timeout=30_000)
    page.get_by_role("button", name=TEXT("model.draw")).click()
    draw(page)
    page.clock.run_for(1000 * (IDLE_S - 55))
    expect(page.get_by_role("alert").filter(has_text=TEXT("model.warning"))).to_be_visible()
    page.clock.run_for(61_000)
    expect(page.locator("[data-frozen]")).to_be_hidden()
    assert page.locator("[data-ink] path").count() == 0


def test_the_view_with_its_ink_is_printed_instead_of_the_flat_picture(looker: Visitor) -> None:
    page = opened(looker)
    draw(page)
    assert b"/Subtype /Image" in page.pdf(format="Letter")
    page.emulate_media(media="print")
    expect(page.locator("[data-frozen] [data-ink] path")).to_be_visible()
    expect(page.locator("[data-flat]")).to_be_hidden()
    expect(page.get_by_role("button", name=TEXT("board.ink_undo"))).to_be_hidden()


@pytest.mark.parametrize("size", [PHONE, TABLET, DESK], ids=["phone", "tablet", "desk"])
def test_axe_finds_nothing_and_nothing_is_too_wide(looker: Visitor, size: Any) -> None:
    page = opened(looker, viewport=size)
    assert violations(page, "[data-model3d]") == []
    assert too_wide(page) <= 0


def test_it_is_reached_by_keyboard(looker: Visitor) -> None:
    page = looker.open(PATH, reduced_motion="reduce", viewport=DESK)
    page.locator("[data-model3d][data-turns]").wait_for(timeout=30_000)
    tab_to(page, TEXT("model.draw"), 60)
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name=TEXT("board.ink_black"))).to_be_visible()
