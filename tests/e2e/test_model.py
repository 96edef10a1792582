"""The low back that turns, by finger, mouse and key; and the flat picture where it cannot."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

from sciatica.content.words import words
from sciatica.publish.export import page_files
from sciatica.publish.site import Site
from tests.harness.browser import Visitor
from tests.harness.looking import DESK, PHONE, TABLET, violations
from tests.harness.servers import Server

pytestmark = pytest.mark.browser
TEXT = words("en")
PATH = "en/model"
LOOK = "() => document.querySelector('[data-model3d]').look()"
SCROLLED = """past => new Promise((done) => {
    const look = () => (scrollY > past ? done() : requestAnimationFrame(look));
    look();
})"""
POINTED = """() => {
    const box = document.querySelector("[data-model3d] canvas").getBoundingClientRect();
    const ends = [...document.querySelectorAll("[data-leaders] path")].map((line) => {
        const [x, y] = line.getAttribute("d").split("L")[1].split(" ").map(Number);
        return [box.x + x, box.y + y];
    });
    const names = [...document.querySelectorAll("[data-labels] span")];
    return names.map(({ dataset }, i) => [dataset.of, ends[i]]);
}"""
PICKED = "() => document.querySelector('[data-model3d]').scene.state.picked"
REPORT = "() => document.querySelector('[data-model3d]').scene.report()"


@pytest.fixture
def looker(drawing: Browser, server: Server) -> Iterator[Visitor]:
    """A visitor whose device draws the model, without motion."""
    expect.set_options(timeout=20_000)
    visitor = Visitor(drawing, server.url)
    yield visitor
    visitor.leave()
    assert visitor.complaints == []


def opened(visitor: Visitor, end: str = "", **options: object) -> Page:
    """Open the model and wait until it stands there."""
    page = visitor.open(f"{PATH}{end}", reduced_motion="reduce", **options)
    page.locator("[data-model3d][data-turns]").wait_for(timeout=30_000)
    return page


def said(page: Page) -> str:
    return page.locator("[data-headline]").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_model_is_seen_with_its_names_over_it(looker: Visitor, scheme: str) -> None:
    page = opened(looker, viewport=TABLET, color_scheme=scheme)
    page.locator(".sx-model-labels span").first.wait_for()
    shot = Image.open(BytesIO(page.locator(".sx-model-stage").screenshot())).convert("RGB")
    drawn = np.asarray(shot)
    middle = drawn[
        drawn.shape[0] // 4 : -drawn.shape[0] // 4, drawn.shape[1] // 3 : -drawn.shape[1] // 3
    ]
    assert len(np.unique(middle.reshape(-1, 3), axis=0)) > 1_000  # shaded solids, not a plate


def test_a_choice_made_while_it_loads_is_shown_and_breaks_nothing(looker: Visitor) -> None:
    page = looker.profile(reduced_motion="reduce").new_page()
    held: list[Route] = []
    page.route(re.compile(r"/assets/model3d-"), lambda route: held.append(route))
    page.goto(PATH)
    page.locator("[data-finished][data-started]").first.wait_for()
    page.locator("[data-model3d]").scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('[data-model3d] canvas')")
    page.locator('[data-trait="level"] input[value="L5/S1"]').check(force=True)
    page.evaluate("() => new Promise(requestAnimationFrame)")
    for route in held:
        route.continue_()
    page.unroute_all()
    page.locator("[data-model3d][data-turns]").wait_for(timeout=30_000)
    expect(page.locator('[data-trait="level"] input[value="L5/S1"]')).to_be_checked()
    assert page.evaluate("document.querySelector('[data-model3d]').scene.shown.level") == "L5/S1"


def test_keys_and_buttons_turn_and_enlarge_it(looker: Visitor) -> None:
    page = opened(looker)
    canvas = page.locator("canvas")
    before = page.evaluate(LOOK)
    canvas.press("ArrowRight")
    canvas.press("ArrowUp")
    canvas.press("+")
    after = page.evaluate(LOOK)
    assert after["yaw"] < before["yaw"]
    assert after["pitch"] > before["pitch"]
    assert after["tall"] < before["tall"]
    page.get_by_role("button", name=TEXT("model.turn_left")).click()
    page.get_by_role("button", name=TEXT("model.smaller")).click()
    assert page.evaluate(LOOK)["yaw"] == pytest.approx(before["yaw"])
    assert page.evaluate(LOOK)["tall"] == pytest.approx(before["tall"])
    canvas.press("Home")
    assert page.evaluate(LOOK)["pitch"] == before["pitch"]


def test_a_mouse_turns_it_both_ways_and_a_tap_names_a_part(looker: Visitor) -> None:
    page = opened(
        looker, "#model=L4-5.none.subarticular.right.neutral.none.behind", viewport=TABLET
    )
    canvas = page.locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(x, y)
    expect(page.locator("[data-chosen]")).to_contain_text(TEXT("model.part.sacrum.text"))
    before = page.evaluate(LOOK)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=4)
    page.mouse.up()
    after = page.evaluate(LOOK)
    assert after["yaw"] == pytest.approx(before["yaw"] - 27)
    assert after["pitch"] == pytest.approx(before["pitch"] + 18)


@pytest.mark.parametrize(
    ("shown", "least"),
    [
        ("L4-5.extrusion.subarticular.right.neutral.reached.turned", 6),
        ("L5-S1.extrusion.subarticular.left.neutral.reached.behind", 6),
        ("L3-4.protrusion.foraminal.left.neutral.reached.along", 5),
        ("L4-5.extrusion.subarticular.right.neutral.reached.slice", 4),
        ("L4-5.severe.subarticular.right.neutral.none.slice", 2),
        ("L4-5.protrusion.subarticular.left.neutral.reached.disc", 3),
        ("L5-S1.extrusion.subarticular.left.neutral.reached.slice", 4),
        ("L5-S1.bulge.central.right.neutral.S1.along", 4),
        ("L5-S1.sequestration.central.right.flexed.reached.along", 4),
    ],
)
def test_what_a_name_points_to_is_what_a_tap_there_names(
    looker: Visitor, shown: str, least: int
) -> None:
    page = opened(looker, f"#model={shown}", viewport=DESK)
    page.locator("canvas").scroll_into_view_if_needed()
    page.locator(".sx-model-labels span").first.wait_for()
    pointed = page.evaluate(POINTED)
    assert len(pointed) >= least
    for part, (x, y) in pointed:
        page.mouse.click(x, y)
        assert page.evaluate(PICKED) == part


def test_a_finger_that_goes_up_scrolls_the_page_and_one_that_goes_aside_turns(
    looker: Visitor,
) -> None:
    page = opened(looker, viewport=PHONE, has_touch=True, is_mobile=True)
    canvas = page.locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    session = page.context.new_cdp_session(page)

    def drag(dx: float, dy: float) -> None:
        session.send(
            "Input.dispatchTouchEvent",
            {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]},
        )
        for step in range(1, 9):
            point = {"x": x + dx * step / 8, "y": y + dy * step / 8}
            session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    before, top = page.evaluate(LOOK), page.evaluate("scrollY")
    drag(80, 0)
    turned = page.evaluate(LOOK)
    assert turned["yaw"] < before["yaw"] - 20
    assert turned["pitch"] == before["pitch"]
    assert page.evaluate("scrollY") == top
    drag(0, -120)
    page.evaluate(SCROLLED, top + 20)
    assert page.evaluate(LOOK)["pitch"] == before["pitch"]


def test_a_choice_changes_words_model_link_and_what_a_screen_reader_hears(looker: Visitor) -> None:
    page = opened(looker)
    page.get_by_label(TEXT("causes.disc.choose.form_extrusion"), exact=True).click()
    page.get_by_label("L5/S1", exact=True).click()
    page.get_by_role("group", name=TEXT("model.choose.side")).get_by_label(
        TEXT("causes.disc.choose.side_left"), exact=True
    ).click()
    assert page.url.endswith("#model=L5-S1.extrusion.subarticular.left.neutral.reached.turned")
    assert "L5/S1" in said(page)
    assert "S1" in said(page)
    label = page.locator("canvas").get_attribute("aria-label")
    assert said(page) in label
    assert TEXT("model.seen.turned") in label
    assert page.evaluate(REPORT)["lit"] == ["S1 left"]
    page.reload()
    page.locator("[data-turns]").wait_for()
    assert page.evaluate(REPORT)["lit"] == ["S1 left"]


def test_a_strange_link_shows_the_first_choice_and_says_so(looker: Visitor) -> None:
    page = opened(looker, "#model=L9-9.extrusion")
    assert said(page).startswith(TEXT("model.unknown_link"))


def test_without_takes_the_lesion_away_and_brings_it_back(looker: Visitor) -> None:
    page = opened(looker)
    button = page.get_by_role("button", name=TEXT("model.without"))
    assert "lesion" in page.evaluate(REPORT)["visible"]
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert "lesion" not in page.evaluate(REPORT)["visible"]
    button.click()
    assert "lesion" in page.evaluate(REPORT)["visible"]


def test_bend_comes_back_to_rest_by_itself(looker: Visitor) -> None:
    page = opened(looker)
    bend = "() => document.querySelector('[data-model3d]').scene.state.bend"
    button = page.get_by_role("button", name=TEXT("model.bend"))
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(bend) != 0
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.evaluate(bend) == 0


def test_a_glow_is_for_clinicians_and_not_there_until_asked_for(looker: Visitor) -> None:
    page = opened(looker)
    glow = "() => document.querySelector('[data-model3d]').scene.state.glow"
    assert page.evaluate(glow) is False
    box = page.get_by_label(TEXT("model.clinicians.glow"))
    expect(box).to_be_hidden()
    page.get_by_text(TEXT("common.clinicians.summary"), exact=True).click()
    box.check()
    assert page.evaluate(glow) is True
    assert "glow" not in page.url


def test_a_lesion_in_the_middle_stands_with_the_signs(looker: Visitor) -> None:
    page = opened(looker)
    alert = page.locator("[data-alert]")
    expect(alert).to_be_hidden()
    page.get_by_label(TEXT("causes.disc.choose.zone_central"), exact=True).click()
    expect(alert).to_be_visible()
    expect(alert).to_contain_text(TEXT("common.strip.signs"))


def test_a_lost_picture_gives_way_to_the_flat_one_and_comes_back(looker: Visitor) -> None:
    page = opened(looker)
    words = said(page)
    page.evaluate("""() => {
        const gl = document.querySelector("[data-model3d] canvas").getContext("webgl2");
        window.lose = gl.getExtension("WEBGL_lose_context");
        window.lose.loseContext();
    }""")
    expect(page.locator("canvas")).to_be_hidden()
    expect(page.locator('[data-picture="slice-L4-5"]')).to_be_visible()
    assert said(page) == words
    page.evaluate("window.lose.restoreContext()")
    expect(page.locator("canvas")).to_be_visible()


def test_paper_shows_the_flat_picture_of_the_choice_and_no_button(looker: Visitor) -> None:
    page = opened(looker, "#model=L5-S1.extrusion.subarticular.left")
    page.emulate_media(media="print")
    expect(page.locator("canvas")).to_be_hidden()
    expect(page.locator('[data-picture="slice-L5-S1"]')).to_be_visible()
    assert page.locator(".sx-model button").filter(visible=True).count() == 0
    assert page.locator(".sx-model input").filter(visible=True).count() == 0
    expect(page.get_by_text(TEXT("model.drawing"))).to_be_visible()


def test_an_exported_page_turns_from_the_disk_with_the_network_off(
    drawing: Browser, real: Site, tmp_path: Path
) -> None:
    file = tmp_path / "model.html"
    file.write_bytes(page_files(real)[f"{PATH}.html"])
    visitor = Visitor(drawing, tmp_path.as_uri())
    page = visitor.profile(offline=True).new_page()
    page.goto(file.as_uri())
    page.locator("[data-model3d][data-turns]").wait_for(timeout=30_000)
    assert "lesion" in page.evaluate(REPORT)["visible"]
    visitor.leave()
    assert visitor.complaints == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_device_that_cannot_draw_it_shows_a_flat_picture_and_the_same_words(
    visitor: Visitor, scripts: bool
) -> None:
    page = visitor.profile(java_script_enabled=scripts).new_page()
    if scripts:
        page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null;")
    page.goto(PATH)
    expect(page.locator('[data-picture="slice-L4-5"]')).to_be_visible()
    expect(page.locator("canvas")).to_be_hidden()
    expect(page.get_by_text(TEXT("model.drawing"))).to_be_visible()
    if scripts:
        expect(page.get_by_text(TEXT("model.flat"))).to_be_visible()
        page.get_by_label("L5/S1", exact=True).click()
        expect(page.locator('[data-picture="slice-L5-S1"]')).to_be_visible()
    else:
        expect(page.get_by_text(TEXT("model.unscripted"))).to_be_visible()
        assert page.locator(".sx-model :is(button, input)").filter(visible=True).count() == 0


def test_axe_finds_nothing_where_it_turns(looker: Visitor) -> None:
    assert violations(opened(looker, viewport=TABLET)) == []
