"""Drawing on the pictures of a visit, and laying one over another: what stays, what goes, what
prints."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from sciatica.content.words import words
from sciatica.widgets.idle import IDLE_S, SHARED_IDLE_S
from tests.harness.board import LANDSCAPE, PATH, PHONE, PORTRAIT, Fingers
from tests.harness.browser import Visitor
from tests.harness.ink import Ink, cut
from tests.harness.looking import KEPT, tab_to, too_wide, violations
from tests.harness.relay import Relay

pytestmark = pytest.mark.browser

TEXT = words("en")
_SEEN = """drawn => [...drawn.querySelectorAll("[data-layer]:not([display])")]
    .map((one) => one.dataset.layer)"""


LINE = ((0.3, 0.4), (0.5, 0.45), (0.6, 0.4))
LOW = ((0.3, 0.7), (0.6, 0.75))


@pytest.fixture
def drawn_on(visitor: Visitor) -> Callable[..., Ink]:
    """Opens the board with its ink at hand."""

    def opened(entry: str = "disc-L4-5.left", **options: Any) -> Ink:
        ink = Ink(visitor.open(f"{PATH}#board={entry}", **{"viewport": PORTRAIT, **options}))
        ink.open("draw")
        return ink

    return opened


def test_three_colours_an_eraser_undo_and_clear(drawn_on: Callable[..., Ink]) -> None:
    ink = drawn_on()
    undo = ink.root.get_by_role("button", name=TEXT("board.ink_undo"))
    expect(undo).to_be_disabled()
    for place, colour in enumerate(("black", "red", "blue")):
        ink.tool(colour)
        ink.draw((0.3, 0.3 + place / 10), (0.6, 0.3 + place / 10))
    fills = ink.strokes().evaluate_all("all => all.map((one) => getComputedStyle(one).fill)")
    assert len(set(fills)) == 3
    ink.tool("erase")
    ink.draw((0.45, 0.38), (0.45, 0.42))
    expect(ink.strokes()).to_have_count(2)
    undo.click()
    expect(ink.strokes()).to_have_count(3)
    ink.root.get_by_role("button", name=TEXT("board.ink_clear")).click()
    expect(ink.strokes()).to_have_count(0)
    undo.click()
    undo.click()
    expect(ink.strokes()).to_have_count(2)


def test_a_stroke_belongs_to_its_picture_and_side_and_grows_with_it(
    drawn_on: Callable[..., Ink],
) -> None:
    ink = drawn_on()
    ink.draw(*LINE)
    box = ink.strokes().bounding_box()
    path = ink.strokes().get_attribute("d")
    ink.side("right")
    expect(ink.strokes()).to_have_count(0)
    ink.tap("leg", "leg-S1")
    expect(ink.strokes()).to_have_count(0)
    ink.draw(*LOW)
    ink.side("left")
    ink.tap("L4-5", "disc-L4-5-bulge")
    expect(ink.strokes()).to_have_count(0)
    ink.tap("L4-5", "disc-L4-5")
    assert ink.strokes().get_attribute("d") == path
    ink.root.get_by_role("button", name=TEXT("board.zoom_out"), exact=True).click()
    small = ink.strokes().bounding_box()
    assert box and small
    assert small["width"] == pytest.approx(box["width"] / 1.5, rel=0.05)


def test_a_finger_draws_and_two_enlarge_without_a_stroke(drawn_on: Callable[..., Ink]) -> None:
    ink = drawn_on("leg-L5.left", has_touch=True)
    fingers = Fingers(ink.page)
    fingers.move([ink.at(0.3, 0.3)], [ink.at(0.5, 0.6)])
    expect(ink.strokes()).to_have_count(1)
    assert ink.page.evaluate("scrollY") == 0
    x, y = ink.at(0.5, 0.5)
    fingers.move([(x, y), (x + 60, y)], [(x - 60, y), (x + 160, y)])
    assert ink.view()["scale"] > 1.5
    expect(ink.strokes()).to_have_count(1)


def test_a_pen_beats_the_hand_that_rests_on_the_glass(drawn_on: Callable[..., Ink]) -> None:
    ink = drawn_on()
    ink.pointer("touch", 2, (0.8, 0.8))  # the palm comes first
    ink.pointer("pen", 3, *LINE, pressure=0.9)
    expect(ink.strokes()).to_have_count(1)
    ink.pointer("touch", 4, *LOW)  # it rests while the pen is lifted
    expect(ink.strokes()).to_have_count(1)
    strong = ink.strokes().bounding_box()
    ink.root.get_by_role("button", name=TEXT("board.ink_clear")).click()
    ink.pointer("pen", 5, *LINE, pressure=0.1)
    soft = ink.strokes().bounding_box()
    assert strong and soft
    assert soft["height"] < strong["height"], "pressure makes a line wider"


def test_new_patient_leaves_nothing(drawn_on: Callable[..., Ink]) -> None:
    ink = drawn_on()
    ink.draw(*LINE)
    ink.tap("leg", "leg-S1")
    ink.draw(*LOW)
    ink.open("new_patient")
    expect(ink.headline).to_have_text(TEXT("board.forgotten"))
    assert ink.page.locator("[data-ink] path").count() == 0
    for group, picture in (("L4-5", "disc-L4-5"), ("leg", "leg-S1")):
        ink.tap(group, picture)
        expect(ink.strokes()).to_have_count(0)
    assert ink.page.evaluate(KEPT) == dict.fromkeys(
        ("localStorage", "sessionStorage", "databases", "workers"), 0
    )
    assert ink.page.context.cookies() == []


@pytest.mark.parametrize("shared", [False, True], ids=["own", "tablet"])
def test_time_clears_after_a_minutes_warning(visitor: Visitor, shared: bool) -> None:
    context = visitor.profile(viewport=PORTRAIT)
    page = context.new_page()
    page.clock.install()
    page.goto(f"{'tablet/' if shared else ''}{PATH}#board=disc-L4-5.left")
    ink = Ink(page)
    ink.open("draw")
    ink.draw(*LINE)
    expect(ink.strokes()).to_have_count(1)
    warning = page.get_by_role("alert").filter(has_text=TEXT("board.warning"))
    left = (SHARED_IDLE_S if shared else IDLE_S) - 60
    page.clock.run_for(1000 * (left - 5))
    expect(warning).to_be_hidden()
    page.clock.run_for(7000)
    expect(warning).to_be_visible()
    page.get_by_role("button", name=TEXT("board.here")).click()
    expect(warning).to_be_hidden()
    page.clock.run_for(1000 * (left + 5))
    expect(warning).to_be_visible()
    expect(ink.strokes()).to_have_count(1)
    page.clock.run_for(61_000)
    expect(ink.headline).to_have_text(TEXT("board.forgotten"))
    assert page.locator("[data-ink] path").count() == 0


def test_the_way_back_to_the_board_finds_no_stroke_and_the_sheet_opens_beside_it(
    drawn_on: Callable[..., Ink],
) -> None:
    ink = drawn_on()
    sheet = ink.picture().locator("[data-sheet]")
    expect(sheet).not_to_have_attribute("target", "_blank")
    ink.draw(*LINE)
    expect(sheet).to_have_attribute("target", "_blank")
    ink.page.goto(f"{PATH.removesuffix('board')}care")
    ink.page.go_back()
    expect(ink.root).to_be_visible()
    assert ink.page.locator("[data-ink] path").count() == 0


def test_ink_prints_with_its_picture_as_lines_and_without_the_tools(
    drawn_on: Callable[..., Ink],
) -> None:
    ink = drawn_on()
    ink.draw(*LINE)
    for paper in ("Letter", "A4"):
        pdf = ink.page.pdf(format=paper)
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
        assert b"/Subtype /Image" not in pdf, "vectors alone"
    ink.page.emulate_media(media="print")
    expect(ink.strokes()).to_be_visible()
    expect(ink.page.get_by_role("complementary", name=TEXT("common.strip.label"))).to_be_visible()
    expect(ink.root.get_by_role("button", name=TEXT("board.ink_undo"))).to_be_hidden()


def test_a_server_that_dies_while_somebody_draws_takes_nothing(
    anyone: Visitor, mortal: Relay
) -> None:
    ink = Ink(anyone.open(f"{PATH}#board=disc-L4-5.left", url=mortal.url, viewport=PORTRAIT))
    ink.open("draw")
    ink.page.mouse.move(*ink.at(0.3, 0.4))
    ink.page.mouse.down()
    mortal.kill()
    ink.page.mouse.move(*ink.at(0.6, 0.5), steps=6)
    ink.page.mouse.up()
    ink.tap("leg", "leg-S1")
    ink.tap("L4-5", "disc-L4-5")
    expect(ink.strokes()).to_have_count(1)


# ---- one over the other -------------------------------------------------------------------------


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE, PHONE], ids=["upright", "flat", "phone"])
def test_a_wipe_is_moved_by_finger_and_key_and_both_pictures_are_enlarged_alike(
    visitor: Visitor, size: dict[str, int]
) -> None:
    page = visitor.open(f"{PATH}#board=disc-L4-5-large.left", viewport=size, has_touch=True)
    ink = Ink(page)
    ink.open("compare")
    slider = ink.root.get_by_role("slider", name=TEXT("board.wipe"))
    ink.root.get_by_role("radio", name=TEXT("board.picture.disc-L4-5.label")).last.check(force=True)
    assert cut(ink) == 50
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert cut(ink) == 51
    box = slider.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] * 0.51, box["y"] + box["height"] / 2
    Fingers(page).move([(x, y)], [(x - box["width"] * 0.2, y)])
    assert 25 < cut(ink) < 40
    ink.root.get_by_role("button", name=TEXT("board.zoom_in"), exact=True).click()
    drawn = ink.stage().locator(".sx-drawn")
    lower, upper = drawn.evaluate_all("all => all.map((one) => one.style.transform)")
    assert lower == upper != ""
    ink.tap("leg", "leg-S1")
    expect(ink.root.get_by_text(TEXT("board.no_partners"))).to_be_visible()
    expect(slider).to_be_hidden()


def test_what_is_laid_over_is_the_view_of_its_button(visitor: Visitor) -> None:
    ink = Ink(visitor.open(f"{PATH}#board=narrow-bend.left", viewport=PORTRAIT))
    ink.open("compare")
    ink.root.get_by_role("radio", name=TEXT("board.picture.narrow-lean.label")).last.check(
        force=True
    )
    lower, upper = (set(one.evaluate(_SEEN)) for one in ink.stage().locator(".sx-drawn").all())
    assert "flexed" in lower and "extended" in upper
    expect(ink.stage().locator("[data-over]").last).to_have_text(
        TEXT("board.picture.narrow-lean.label")
    )


def test_no_name_of_one_picture_points_into_the_other(visitor: Visitor) -> None:
    page = visitor.open(f"{PATH}#board=disc-L4-5-large.right", viewport=PORTRAIT)
    ink = Ink(page)
    ink.open("compare")  # with the quiet disc
    lesion = ink.stage().locator(".sx-pins").get_by_text(TEXT("spine.form.extrusion.short"))
    expect(lesion).to_be_visible()
    ink.root.get_by_role("slider", name=TEXT("board.wipe")).fill("10")
    expect(lesion).to_be_hidden()


def test_ink_and_wipe_are_reached_by_keyboard(visitor: Visitor) -> None:
    page = visitor.open(f"{PATH}#board=disc-L4-5.left", viewport=LANDSCAPE)
    ink = Ink(page)
    tab_to(page, TEXT("board.draw"), 60)
    page.keyboard.press("Enter")
    expect(ink.root.get_by_role("radio", name=TEXT("board.ink_black"))).to_be_visible()
    tab_to(page, TEXT("board.compare"), 60)
    page.keyboard.press("Enter")
    expect(ink.root.get_by_role("slider", name=TEXT("board.wipe"))).to_be_visible()


@pytest.mark.parametrize("bar", ["draw", "compare", "names"])
@pytest.mark.parametrize("size", [PHONE, PORTRAIT], ids=["phone", "tablet"])
def test_axe_finds_nothing_on_an_open_bar(visitor: Visitor, bar: str, size: dict[str, int]) -> None:
    ink = Ink(visitor.open(f"{PATH}#board=disc-L4-5-large.left", viewport=size))
    ink.open(bar)
    assert violations(ink.page) == []
    assert too_wide(ink.page) <= 0
