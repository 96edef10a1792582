"""Painting where it hurts: what it can do to the signs beside it, and what is left afterwards."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from playwright.sync_api import expect

from sciatica.content.artwork import LegView, Point
from sciatica.content.saddle_artwork import SaddleView
from sciatica.content.words import words
from sciatica.figures.bare_body import LEG_FROM, Regions, regions
from sciatica.model.anatomy import Side
from sciatica.widgets.idle import IDLE_S
from sciatica.widgets.pain_drawing import KINDS
from tests.harness.board import DESK, PHONE, PORTRAIT, Fingers
from tests.harness.browser import Visitor
from tests.harness.ink import ASKS, PLACE, Painting
from tests.harness.looking import KEPT, tab_to, too_wide, violations
from tests.harness.relay import Relay

pytestmark = pytest.mark.browser

TEXT = words("en")
PATH = "en/where-it-hurts"
PICTURES: dict[str, tuple[str, Regions]] = {
    **{f"bare-{view}": ("body", regions(view)) for view in (LegView.FRONT, LegView.BACK)},
    **{
        f"bare-{view}-{side}": (str(view), regions(view, side))
        for view in (LegView.OUTER, LegView.INNER, LegView.FOOT, LegView.SOLE)
        for side in Side
    },
    **{f"bare-saddle-{view}": ("saddle", regions(view)) for view in SaddleView},
}
"""Every picture: the button that shows it, and what of it is saddle and leg."""
MARK_PX = 18


@pytest.fixture
def painting(visitor: Visitor) -> Painting:
    """The drawing on a tablet."""
    return Painting(visitor.open(PATH, viewport=PORTRAIT))


def extremes(rings: Sequence[Sequence[Point]], wide: float) -> Iterator[tuple[Point, Point]]:
    """Yield outermost points of a region with the way out, where that stays in the picture."""
    points = [point for ring in rings for point in ring]
    for axis, sign in ((1, -1), (1, 1), (0, -1), (0, 1)):
        farthest = max(sign * point[axis] for point in points)
        ends = [point for point in points if sign * point[axis] == farthest]
        x, y = (sum(values) / len(ends) for values in zip(*ends, strict=True))
        if 20 < x < wide - 20:
            yield (x, y), ((sign, 0) if axis == 0 else (0, sign))


@pytest.mark.parametrize("picture", [name for name, (_, of) in PICTURES.items() if of.saddle])
def test_a_mark_that_touches_the_saddle_makes_the_signs_larger_and_one_beside_it_does_not(
    painting: Painting, picture: str
) -> None:
    place, of = PICTURES[picture]
    painting.show(place)
    placed: Any = painting.svg(picture).evaluate(PLACE)
    half = MARK_PX / 2 / placed["unit"]
    asked = 0
    for (x, y), (dx, dy) in extremes(of.saddle, placed["width"]):
        middle = len(of.legs) > 1 and abs(x - placed["width"] / 2) < half + 3
        for reach, touches in ((half + 1.5, False), (half - 1.5, True)):
            # in the middle a mark beside the saddle may touch both legs
            legs_at = min(height for ring in of.legs.values() for _, height in ring)
            larger = touches or (middle and y + dy * reach + half > legs_at)
            painting.show(place)
            painting.paint(picture, (x + dx * reach, y + dy * reach))
            expect(painting.strokes()).to_have_count(1)
            assert painting.larger is larger, (picture, x, y, dx, dy)
            painting.press("board.new_patient")
            assert not painting.larger
            asked += 1
    assert asked >= 2


def test_weak_makes_the_signs_larger_in_every_picture_wherever_it_is(painting: Painting) -> None:
    for picture, (place, _) in PICTURES.items():
        painting.show(place)
        painting.kind("weak")
        painting.paint(picture, (12, 12))
        assert painting.larger, picture
        painting.press("board.new_patient")


def test_both_legs_make_them_larger_in_whatever_pictures_and_one_leg_or_the_low_back_does_not(
    painting: Painting,
) -> None:
    knees = {
        Side.RIGHT: [("bare-front", (55.0, 230.0)), ("bare-back", (145.0, 300.0)),
                     ("bare-outer-right", (70.0, 250.0)), ("bare-sole-right", (75.0, 100.0))],
        Side.LEFT: [("bare-front", (145.0, 230.0)), ("bare-back", (55.0, 300.0)),
                    ("bare-inner-left", (70.0, 250.0)), ("bare-foot-left", (80.0, 150.0))],
    }  # fmt: skip
    for ones in knees.values():
        for kind, (picture, at) in zip(("pain", "tingling", "numb", "pain"), ones, strict=True):
            painting.show(PICTURES[picture][0])
            painting.kind(kind)
            painting.paint(picture, at)
        assert not painting.larger
        painting.press("board.new_patient")
    for (one, at), (other, there) in zip(*knees.values(), strict=True):
        painting.show(PICTURES[one][0])
        painting.paint(one, at)
        painting.show(PICTURES[other][0])
        painting.paint(other, there)
        assert painting.larger, (one, other)
        painting.press("board.new_patient")


def test_across_the_low_back_is_no_leg_and_where_the_buttock_begins_is_both(
    painting: Painting,
) -> None:
    placed: Any = painting.svg("bare-back").evaluate(PLACE)
    half = MARK_PX / 2 / placed["unit"]
    for reach, larger in ((half + 1.5, False), (half - 1.5, True)):
        y = LEG_FROM - reach
        painting.paint("bare-back", (60, y), (140, y))
        assert painting.larger is larger
        painting.press("board.new_patient")


def test_a_fast_stroke_that_only_crosses_the_saddle_counts(painting: Painting) -> None:
    painting.show("inner")
    painting.paint("bare-inner-left", (70, 20), (70, 300), steps=1)
    assert painting.larger


def test_eraser_undo_clear_and_another_part_do_not_make_them_smaller(painting: Painting) -> None:
    painting.kind("weak")
    painting.paint("bare-front", (55, 300))
    expect(painting.headline).to_have_text(ASKS)
    painting.press("where_it_hurts.undo")
    expect(painting.strokes()).to_have_count(0)
    assert painting.larger
    painting.kind("pain")
    painting.paint("bare-front", (55, 230))
    painting.kind("erase")
    painting.paint("bare-front", (55, 230))
    expect(painting.strokes()).to_have_count(0)
    painting.kind("numb")
    painting.paint("bare-front", (55, 230))
    painting.press("where_it_hurts.clear")
    painting.show("sole")
    assert painting.larger
    painting.press("board.new_patient")
    assert not painting.larger


def test_before_and_after_stand_beside_each_other_and_both_count(painting: Painting) -> None:
    painting.paint("bare-front", (55, 230))
    painting.press("where_it_hurts.beside")
    for time in ("before", "after"):
        label = painting.root.get_by_text(TEXT(f"where_it_hurts.{time}"), exact=True)
        expect(label.filter(visible=True)).to_have_count(1)
    assert not painting.larger
    painting.paint("bare-front", (145, 230), time="after")
    expect(painting.svg("bare-front", "after").locator("[data-ink] path")).to_have_count(1)
    expect(painting.svg("bare-front").locator("[data-ink] path")).to_have_count(1)
    assert painting.larger


def test_a_map_is_laid_under_what_is_painted_when_the_clinician_asks(painting: Painting) -> None:
    painting.paint("bare-back", (55, 280))
    layers = painting.svg("bare-back").locator("[data-layer]:not([display])")
    note = painting.root.get_by_text(TEXT("where_it_hurts.map_note"))
    expect(note).to_be_hidden()
    assert layers.count() == 0
    painting.press("board.notes")
    name = TEXT("where_it_hurts.map_feeling")
    painting.root.get_by_role("radio", name=name, exact=True).check(force=True)
    assert set(layers.evaluate_all("all => all.map(one => one.dataset.layer)")) == {"feeling"}
    expect(note).to_be_visible()
    last = painting.svg("bare-back").evaluate("svg => svg.lastElementChild.dataset.ink")
    assert last == "", "what is painted lies on top"
    expect(painting.strokes()).to_have_count(1)


def test_new_patient_leaves_nothing_on_the_page_or_on_the_device(painting: Painting) -> None:
    painting.kind("weak")
    painting.paint("bare-front", (55, 300))
    painting.show("sole")
    painting.paint("bare-sole-left", (75, 100))
    painting.press("board.new_patient")
    expect(painting.headline).to_have_text(TEXT("board.forgotten"))
    page = painting.page
    assert page.locator("[data-ink] path").count() == 0
    assert page.locator("[data-marked], [data-larger], [data-any]").count() == 0
    assert page.evaluate(KEPT) == dict.fromkeys(
        ("localStorage", "sessionStorage", "databases", "workers"), 0
    )
    assert page.context.cookies() == []
    assert page.url.endswith(PATH), "nothing stands in the address"


def test_leaving_forgets_and_so_does_time_after_a_minutes_warning(visitor: Visitor) -> None:
    context = visitor.profile(viewport=PORTRAIT)
    page = context.new_page()
    page.clock.install()
    page.goto(PATH)
    painting = Painting(page)
    painting.kind("weak")
    painting.paint("bare-front", (55, 300))
    painting.press("where_it_hurts.clear")
    warning = page.get_by_role("alert").filter(has_text=TEXT("board.warning"))
    page.clock.run_for(1000 * (IDLE_S - 55))
    expect(warning).to_be_visible()
    page.clock.run_for(61_000)
    expect(painting.headline).to_have_text(TEXT("board.forgotten"))
    assert not painting.larger
    painting.kind("weak")
    painting.paint("bare-front", (55, 300))
    page.goto("en/red-flags")
    page.go_back()
    again = Painting(page)
    assert page.locator("[data-ink] path").count() == 0
    assert not again.larger


def test_what_is_painted_prints_with_its_kinds_in_words_and_every_sign(painting: Painting) -> None:
    painting.paint("bare-front", (55, 230))
    painting.show("saddle")
    painting.kind("numb")
    painting.paint("bare-saddle-below", (110, 110))
    pdf = painting.page.pdf(format="Letter")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    painting.page.emulate_media(media="print")
    expect(painting.strokes()).to_have_count(2)
    expect(painting.signs).to_be_visible()
    for kind in KINDS:
        legend = painting.root.locator(".sx-pain-legend").get_by_text(
            TEXT(f"where_it_hurts.kind_{kind}"), exact=True
        )
        expect(legend).to_be_visible()
    expect(painting.root.get_by_role("button", name=TEXT("where_it_hurts.undo"))).to_be_hidden()


def test_in_forced_colours_the_kinds_keep_what_fills_them(visitor: Visitor) -> None:
    page = visitor.open(PATH, viewport=PORTRAIT, forced_colors="active")
    painting = Painting(page)
    for place, kind in enumerate(KINDS):
        painting.kind(kind)
        painting.paint("bare-front", (55, 200 + 40 * place), (62, 215 + 40 * place))
    fills = painting.strokes().evaluate_all("all => all.map(one => getComputedStyle(one).fill)")
    assert fills == [f'url("#pain-{kind}")' for kind in KINDS]


def test_a_finger_paints_and_a_key_marks_and_says_what(visitor: Visitor) -> None:
    page = visitor.open(PATH, viewport=PORTRAIT, has_touch=True)
    painting = Painting(page)
    box: Any = painting.svg("bare-front").bounding_box()
    x, y = box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.6
    Fingers(page).move([(x, y)], [(x, y + 40)])
    expect(painting.strokes()).to_have_count(1)
    painting.root.locator("[data-stage]").filter(visible=True).focus()
    for key in ["ArrowLeft"] * 20 + ["ArrowDown"] * 2 + ["Enter"]:
        page.keyboard.press(key)
    expect(painting.strokes()).to_have_count(2)
    kind, body = TEXT("where_it_hurts.kind_pain"), TEXT("where_it_hurts.body.front")
    expect(painting.headline).to_contain_text(f"{kind}, {body}")


def test_the_tools_are_reached_by_keyboard(visitor: Visitor) -> None:
    page = visitor.open(PATH, viewport=DESK)
    painting = Painting(page)
    tab_to(page, TEXT("where_it_hurts.beside"), 30)
    page.keyboard.press("Enter")
    expect(painting.svg("bare-front", "after")).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, PORTRAIT, DESK], ids=["phone", "tablet", "desk"])
def test_axe_finds_nothing_and_nothing_is_too_wide(visitor: Visitor, size: dict[str, int]) -> None:
    painting = Painting(visitor.open(PATH, viewport=size))
    painting.kind("weak")
    painting.paint("bare-front", (55, 300))
    painting.press("where_it_hurts.beside")
    painting.press("board.notes")
    assert violations(painting.page) == []
    assert too_wide(painting.page) <= 0


def test_without_a_script_the_bodies_print_to_be_painted_with_a_pen(visitor: Visitor) -> None:
    page = visitor.open(PATH, viewport=PORTRAIT, java_script_enabled=False)
    expect(page.get_by_text(TEXT("where_it_hurts.unscripted"))).to_be_visible()
    expect(page.get_by_role("region", name=ASKS)).to_be_visible()
    expect(page.locator("[data-picture]").filter(visible=True)).to_have_count(len(PICTURES))


def test_a_server_that_dies_while_somebody_paints_takes_nothing(
    anyone: Visitor, mortal: Relay
) -> None:
    painting = Painting(anyone.open(PATH, url=mortal.url, viewport=PORTRAIT))
    painting.paint("bare-front", (55, 230))
    mortal.kill()
    painting.show("saddle")
    painting.paint("bare-saddle-back", (40, 30))
    painting.show("body")
    expect(painting.strokes()).to_have_count(1)
