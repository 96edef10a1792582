"""A visit at the board: two taps to a picture, one side for all of them, a magnifier."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from sciatica.content.words import words
from tests.harness.board import DESK, LANDSCAPE, PATH, PHONE, PORTRAIT, Board, Fingers
from tests.harness.browser import Visitor
from tests.harness.looking import tab, tab_to, too_wide, violations
from tests.harness.relay import Relay

pytestmark = pytest.mark.browser

TEXT = words("en")
EITHER_WAY_UP = pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["upright", "flat"])


@EITHER_WAY_UP
def test_a_visit_two_taps_one_side_one_question(visitor: Visitor, size: dict[str, int]) -> None:
    page = visitor.open(PATH, viewport=size, has_touch=True)
    board = Board(page)
    board.side("left")
    board.tap("L4-5", "disc-L4-5")
    board.shows("disc-L4-5", "left")
    question = board.question("disc-L4-5")
    expect(question).to_be_hidden()
    board.notes.click()
    expect(question).to_be_visible()
    board.tap("leg", "leg-S1")
    board.shows("leg-S1", "left")
    expect(board.question("leg-S1")).to_be_visible()
    expect(question).to_be_hidden()
    assert page.evaluate("scrollY") == 0
    bottom = board.notes.bounding_box()
    assert bottom is not None
    assert bottom["y"] + bottom["height"] <= size["height"], "all controls are on the screen"


def test_every_tap_on_a_group_shows_its_first_picture_and_keeps_the_side(visitor: Visitor) -> None:
    page = visitor.open(PATH, viewport=PORTRAIT)
    board = Board(page)
    board.side("left")
    firsts = {
        "leg": "leg-L4",
        "L4-5": "disc-L4-5-quiet",
        "L3-4": "disc-L3-4-quiet",
        "test": "test-L4",
        "narrow": "narrow-none",
        "buttock": "buttock-relaxed",
        "nerve": "nerve-way",
        "move": "move-prop",
        "spine": "spine-behind",
    }
    for group, picture in firsts.items():
        board.tap(group)
        board.shows(picture, "left")


@pytest.mark.parametrize("picture", ["disc-L4-5-quiet", "disc-L4-5"])
def test_what_is_enlarged_is_seen_below_its_names(visitor: Visitor, picture: str) -> None:
    """The names lie over the drawing, on a sheet that one sees through."""
    page = visitor.open(f"{PATH}#board={picture}.left", viewport=PORTRAIT)
    board = Board(page)
    expect(board.stage().locator(".sx-pins svg")).to_be_visible()
    assert board.view()["scale"] > 1
    seen = Image.open(io.BytesIO(board.stage().screenshot())).convert("L")
    dark = sum(seen.histogram()[:245]) / (seen.width * seen.height)
    assert dark > 0.3, f"{dark:.0%} of the stage is drawn on"


_OUTLINES = """stage =>
    [...stage.querySelectorAll("[data-picture]:not([hidden]) svg [stroke-width]")]
    .map(one => [parseFloat(one.getAttribute("stroke-width")),
                 parseFloat(getComputedStyle(one).strokeWidth)])"""


def test_outlines_stay_as_fine_however_much_is_enlarged(visitor: Visitor) -> None:
    page = visitor.open(f"{PATH}#board=spine-behind.left", viewport=PORTRAIT)
    board = Board(page)
    larger = board.root.get_by_role("button", name=TEXT("board.zoom_in"))
    for _ in range(3):
        larger.click()
    scale = board.view()["scale"]
    assert scale > 3
    fine = [(own, seen) for own, seen in board.stage().evaluate(_OUTLINES) if own <= 1.6]
    assert fine
    for own, seen in fine:
        assert seen * scale == pytest.approx(own, rel=0.05)
    board.root.get_by_role("button", name=TEXT("board.whole")).click()
    assert [seen for _, seen in board.stage().evaluate(_OUTLINES)] == [
        own for own, _ in board.stage().evaluate(_OUTLINES)
    ]


def test_a_link_opens_its_picture_and_its_side_and_a_wrong_one_says_so(visitor: Visitor) -> None:
    page = visitor.open(f"{PATH}#board=buttock-tight.left")
    board = Board(page)
    board.shows("buttock-tight", "left")
    page.evaluate("location.hash = '#board=disc-L5-S1'")
    expect(board.headline).to_contain_text("S1")
    assert board.picture().get_attribute("data-entry") == "disc-L5-S1"
    assert "disc-L5-S1 left" in board.checked()
    page.evaluate("location.hash = '#board=constructor.left'")
    expect(board.headline).to_contain_text(TEXT("board.unknown_link"))
    assert board.picture().get_attribute("data-entry") == "spine-behind"


def test_two_fingers_enlarge_one_moves_and_the_strip_stays_in_sight(visitor: Visitor) -> None:
    page = visitor.open(f"{PATH}#board=disc-L4-5.left", viewport=PORTRAIT, has_touch=True)
    board, fingers = Board(page), Fingers(page)
    strip = page.get_by_role("complementary", name=TEXT("common.strip.label"))
    before = strip.bounding_box()
    box = board.stage().bounding_box()
    assert box is not None and before is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    fingers.move([(x, y), (x + 60, y)], [(x, y), (x + 60, y + 200)])  # a thumb that stays
    large = board.view()
    assert large["scale"] > 2
    fingers.move([(x, y)], [(x - 90, y - 70)])
    moved = board.view()
    assert moved["scale"] == large["scale"]
    assert moved["x"] == pytest.approx(large["x"] - 90, abs=2)
    assert moved["y"] == pytest.approx(large["y"] - 70, abs=2)
    fingers.move([(x, y)], [(x + 4000, y + 4000)])  # never past the edge
    assert board.view()["x"] == board.view()["y"] == 0
    assert strip.bounding_box() == before
    at = "([x, y]) => !!document.elementFromPoint(x, y).closest('.sx-strip')"
    assert page.evaluate(at, [before["x"] + 5, before["y"] + before["height"] - 5])
    fingers.move([(x - 200, y), (x + 200, y)], [(x - 10, y), (x + 10, y)])
    assert board.view() == {"scale": 1, "x": 0, "y": 0}
    assert page.evaluate("[scrollY, visualViewport.scale]") == [0, 1]


def test_one_finger_on_a_whole_picture_scrolls_the_page(visitor: Visitor) -> None:
    page = visitor.open(f"{PATH}#board=leg-L5.left", viewport=PHONE, has_touch=True)
    board = Board(page)
    box = board.stage().bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + 200
    Fingers(page).move([(x, y)], [(x, y - 300)])
    page.wait_for_function("scrollY > 100")
    assert board.view()["scale"] == 1


def test_zoom_and_place_stay_while_the_drawing_stays_and_another_is_shown_as_it_opens(
    visitor: Visitor,
) -> None:
    page = visitor.open(f"{PATH}#board=disc-L4-5.left", viewport=PORTRAIT)
    board = Board(page)
    opened = board.view()
    assert opened["scale"] > 2, "it opens on the canal"
    board.root.get_by_role("button", name=TEXT("board.zoom_in"), exact=True).click()
    board.root.get_by_role("button", name=TEXT("board.pan_left"), exact=True).click()
    near = board.view()
    board.tap("L4-5", "disc-L4-5-large")
    assert board.view() == near
    board.side("right")
    mirrored = board.view()
    width = board.stage().evaluate("one => one.clientWidth")
    assert mirrored["scale"] == near["scale"]
    assert mirrored["x"] == pytest.approx(width * (1 - near["scale"]) - near["x"], abs=1)
    board.tap("leg", "leg-S1")
    assert board.view()["scale"] == 1
    expect(board.root.get_by_role("group", name=TEXT("board.pan"))).to_be_hidden()
    board.tap("L4-5", "disc-L4-5-large")
    assert board.view() == opened


def test_enlarged_names_and_sides_stay_in_sight_and_a_tap_or_a_key_says_both_names(
    visitor: Visitor,
) -> None:
    page = visitor.open(f"{PATH}#board=disc-L4-5-large.right", viewport=PORTRAIT)
    board = Board(page)
    pins = board.stage().locator(".sx-pins")
    for name in ("L5 root", "extrusion", "sac with nerves"):
        expect(pins.get_by_text(name, exact=True)).to_be_visible()
    letters = [one.bounding_box() for one in (pins.locator("b", has_text=side) for side in "RL")]
    assert letters[0] and letters[1] and letters[0]["x"] < letters[1]["x"]
    box = board.stage().bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 30)  # the middle of the disc
    both = f"{TEXT('spine.name.centre')}: {TEXT('spine.second.centre')}"
    expect(board.root.locator("[data-named]")).to_have_text(both)
    board.root.get_by_role("button", name=TEXT("board.names")).press("Enter")
    tab_to(page, TEXT("spine.name.facet"), 60)
    page.keyboard.press("Enter")
    both = f"{TEXT('spine.name.facet')}: {TEXT('spine.second.facet')}"
    expect(board.root.locator("[data-named]")).to_have_text(both)


def test_a_remote_control_turns_to_the_next_picture_and_back(visitor: Visitor) -> None:
    page = visitor.open(f"{PATH}#board=spine-midline.left", viewport=DESK)
    board = Board(page)
    page.keyboard.press("PageDown")
    board.shows("disc-L3-4-quiet", "left")
    page.keyboard.press("PageUp")
    board.shows("spine-midline", "left")


def test_the_whole_page_fills_the_screen_with_the_strip(visitor: Visitor) -> None:
    page = visitor.open(PATH, viewport=DESK)
    board = Board(page)
    full = board.root.get_by_role("button", name=TEXT("board.full"))
    full.click()
    expect(full).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("document.fullscreenElement === document.documentElement")
    expect(page.get_by_role("complementary", name=TEXT("common.strip.label"))).to_be_visible()
    full.click()
    expect(full).to_have_attribute("aria-pressed", "false")


def test_buttons_enlarge_move_and_show_the_whole(visitor: Visitor) -> None:
    page = visitor.open(f"{PATH}#board=spine-side.left", viewport=LANDSCAPE)
    board = Board(page)
    press = {
        name: board.root.get_by_role("button", name=TEXT(f"board.{name}"), exact=True)
        for name in ("zoom_in", "zoom_out", "whole", "pan_left", "pan_down")
    }
    expect(press["pan_left"]).to_be_hidden()
    press["zoom_in"].click()
    press["zoom_in"].click()
    middle = board.view()
    press["pan_left"].click()
    press["pan_down"].click()
    moved = board.view()
    assert moved["x"] > middle["x"] and moved["y"] < middle["y"]
    press["zoom_out"].click()
    assert 1 < board.view()["scale"] < moved["scale"]
    press["whole"].click()
    assert board.view() == {"scale": 1, "x": 0, "y": 0}


def test_the_keyboard_alone_reaches_chooses_enlarges_and_moves(visitor: Visitor) -> None:
    page = visitor.open(PATH, viewport=DESK)
    board = Board(page)
    tab_to(page, TEXT("board.group.spine.name"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    board.shows("disc-L4-5-quiet", "right")
    tab(page)
    page.keyboard.press("ArrowRight")
    board.shows("disc-L4-5-bulge", "right")
    page.keyboard.press("Tab")
    expect(board.stage()).to_be_focused()
    for key in ("+", "+", "ArrowRight"):
        page.keyboard.press(key)
    large = board.view()
    assert large["scale"] > 2
    page.keyboard.press("ArrowLeft")
    assert board.view()["x"] > large["x"]
    page.keyboard.press("0")
    assert board.view()["scale"] == 1
    tab_to(page, TEXT("board.side.right"))
    page.keyboard.press("ArrowLeft")
    board.shows("disc-L4-5-bulge", "left")
    tab_to(page, TEXT("board.notes"))
    page.keyboard.press("Enter")
    expect(board.question("disc-L4-5-bulge")).to_be_visible()


def test_the_picture_in_the_middle_repeats_the_signs_with_and_without_notes(
    visitor: Visitor,
) -> None:
    page = visitor.open(f"{PATH}#board=disc-L4-5-central.left", viewport=PORTRAIT)
    board = Board(page)
    again = board.picture().get_by_role("link", name=TEXT("common.strip.call", number="911"))
    expect(again).to_be_visible()
    board.notes.click()
    expect(again).to_be_in_viewport()


@pytest.mark.parametrize("size", [PHONE, PORTRAIT, DESK], ids=["phone", "tablet", "desk"])
def test_axe_finds_nothing_with_a_large_picture_and_open_notes(
    visitor: Visitor, size: dict[str, int]
) -> None:
    page = visitor.open(f"{PATH}#board=disc-L4-5-central.left", viewport=size)
    board = Board(page)
    board.notes.click()
    board.root.get_by_role("button", name=TEXT("board.zoom_in")).click()
    assert violations(page) == []
    assert too_wide(page) <= 0


def test_the_board_goes_on_when_the_server_is_gone(anyone: Visitor, mortal: Relay) -> None:
    page = anyone.open(PATH, url=mortal.url, viewport=PORTRAIT)
    board = Board(page)
    mortal.kill()
    board.side("left")
    for group, picture in (("nerve", "nerve-way"), ("move", "move-glide")):
        board.tap(group, picture)
        board.shows(picture, "left")
    board.notes.click()
    expect(board.question("move-glide")).to_be_visible()


def test_without_a_script_every_picture_stands_there_with_its_words(visitor: Visitor) -> None:
    page = visitor.open(PATH, java_script_enabled=False, viewport=PHONE)
    pictures = page.locator("[data-entry]")
    assert pictures.filter(visible=True).count() == pictures.count() > 20
    expect(page.get_by_text(TEXT("board.unscripted"))).to_be_visible()
    for control in page.locator("[data-board] :is(input, button)").all():
        expect(control).to_be_hidden()
    for picture in pictures.all():
        expect(picture.get_by_role("img").first).to_be_visible()
        expect(picture.locator(".sx-board-notes")).to_be_visible()


def test_the_picture_that_is_shown_prints_on_one_page_with_its_words(visitor: Visitor) -> None:
    page = visitor.open(f"{PATH}#board=disc-L4-5-central.left", viewport=PORTRAIT)
    board = Board(page)
    board.root.get_by_role("button", name=TEXT("board.zoom_in")).click()
    for paper in ("Letter", "A4"):
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper))) == 1
    page.emulate_media(media="print")
    assert board.view()["scale"] == 1
    expect(board.picture().locator(".sx-board-notes")).to_be_visible()
    expect(board.picture().locator("[data-said]")).to_be_visible()
    expect(board.notes).to_be_hidden()
