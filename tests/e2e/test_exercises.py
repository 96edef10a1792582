"""The walk through an exercise and its timer, in a real browser."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from sciatica.content.words import words
from sciatica.model.practice import (
    ExerciseName,
    Position,
    PracticeAnswer,
    PracticeEnding,
    Stage,
    compile_practice,
)
from tests.harness.browser import Visitor
from tests.harness.looking import PHONE, WIDTHS, hears, too_wide, violations
from tests.harness.relay import Relay
from tests.harness.servers import Server
from tests.harness.traces import no_trace

pytestmark = pytest.mark.browser

TEXT = words("en")
PATH = "en/exercises"
SIDEWAYS = {"width": 844, "height": 390}
TO_PRACTICE = ("none", "prone_propping", "next", "next", "next")
# keep one part of a page and what it stands in; take everything else away
_ALONE = """part => {
    for (let node = part; node !== document.body; node = node.parentElement)
        for (const other of [...node.parentElement.children]) if (other !== node) other.remove();
}"""
# what a browser would do, written down: which sounds, buzzes and locks of the screen it was asked
_INSTRUMENTS = """
window.asked = { sounds: 0, buzzes: 0, locks: 0, released: 0 };
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (at) { asked.sounds++; return start.call(this, at); };
navigator.vibrate = () => { asked.buzzes++; return true; };
Object.defineProperty(navigator, "wakeLock", { value: { request: async () => {
    asked.locks++;
    return { release: async () => { asked.released++; } };
} } });
"""
_SLOW_SOUND = """
const Quick = AudioContext;
window.AudioContext = class extends Quick {
    constructor() {
        super();
        const end = performance.now() + 600;
        while (performance.now() < end);
    }
};
"""


class Practice:
    """The walk as somebody on a mat uses it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.locator("[data-walk]")
        expect(self.root).to_have_attribute("data-live", "")
        self.back = self.root.get_by_role("button", name=TEXT("exercises.walk.back"))
        self.again = self.root.get_by_role("button", name=TEXT("common.walk.again"))

    def tap(self, *taps: str) -> None:
        for tap in taps:
            self.root.locator(f"[data-answer={tap}]").filter(visible=True).click()

    def asks(self, card: str) -> None:
        """Expect this card, and it alone."""
        shown = self.root.locator("[data-step]").filter(visible=True)
        expect(shown).to_have_count(1)
        expect(shown).to_have_attribute("data-step", card)
        expect(self.root.locator("[data-advice]").filter(visible=True)).to_have_count(0)

    def ends(self, close: PracticeEnding) -> None:
        """Expect this end, and nothing to practise any more."""
        shown = self.root.locator("[data-advice]").filter(visible=True)
        expect(shown).to_have_count(1)
        expect(shown).to_have_attribute("data-advice", close)
        expect(self.root.locator("[data-step]").filter(visible=True)).to_have_count(0)
        expect(self.root.locator("[data-answer]").filter(visible=True)).to_have_count(0)

    def timer(self) -> "Timer":
        return Timer(self.root.locator("sx-hold-timer").filter(visible=True))


class Timer:
    """The timer as somebody uses it."""

    def __init__(self, root: Locator) -> None:
        self.root = root
        expect(root).to_have_attribute("data-live", "")
        self.said = root.get_by_role("status")
        self.count = root.get_by_role("timer")

    def press(self, name: str) -> None:
        self.root.get_by_role("button", name=TEXT(f"exercises.timer.{name}"), exact=True).click()

    def settings(self) -> None:
        """Unfold the times and signals."""
        if not self.root.locator("details[open]").count():
            self.root.get_by_text(TEXT("exercises.timer.settings")).click()

    def fill(self, **numbers: int) -> None:
        self.settings()
        for name, number in numbers.items():
            self.root.locator(f"[data-number={name}]").fill(str(number))


def begin(visitor: Visitor, *taps: str, **options: Any) -> Practice:
    practice = Practice(visitor.open(PATH, **options))
    practice.tap(*taps)
    return practice


def alone(visitor: Visitor, script: str = "", clock: bool = True) -> Timer:
    """Open the page, its clock in our hands, and return the timer that stands alone."""
    page = visitor.profile().new_page()
    if clock:
        page.clock.install()
    if script:
        page.add_init_script(script)
    page.goto(PATH)
    return Timer(page.locator("sx-hold-timer").last)


# The walk ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["yes", "not_sure"])
def test_a_sign_on_todays_safety_card_leads_to_the_red_flags_and_to_no_exercise(
    visitor: Visitor, answer: str
) -> None:
    practice = begin(visitor)
    practice.asks("safety")
    expect(practice.root.locator("[aria-pressed=true]")).to_have_count(0)
    practice.tap(answer)
    practice.ends(PracticeEnding.RED_FLAGS)
    expect(practice.back).to_be_disabled()
    practice.root.get_by_role("link", name=TEXT("exercises.close.red_flags.link")).click()
    expect(practice.page).to_have_url(re.compile(r"/en/red-flags#list$"))
    practice.page.go_back()
    Practice(practice.page).asks("safety")


@pytest.mark.parametrize(
    ("tap", "close"), [("sign", PracticeEnding.EMERGENCY), ("worse", PracticeEnding.TELL_PHYSIO)]
)
def test_a_stop_sign_ends_the_walk_and_the_only_way_on_begins_with_the_safety_card(
    visitor: Visitor, tap: str, close: PracticeEnding
) -> None:
    practice = begin(visitor, *TO_PRACTICE, "next", tap)
    practice.ends(close)
    expect(practice.back).to_be_disabled()
    expect(practice.root.get_by_text(TEXT("common.walk.closed"))).to_be_visible()
    expect(practice.page.locator("sx-hold-timer").filter(visible=True)).to_have_count(0)
    practice.again.click()
    practice.asks("safety")
    expect(practice.root.get_by_text(TEXT("common.walk.closed"))).to_be_hidden()
    expect(practice.page.locator("sx-hold-timer").filter(visible=True)).to_have_count(1)


def test_easier_leg_pain_opens_more_and_no_change_does_not(visitor: Visitor) -> None:
    practice = begin(visitor, *TO_PRACTICE)
    practice.tap("next", "better", "harder")
    practice.asks("prone_propping-harder")
    practice.tap("next", "next", "same")
    offered = practice.root.locator("[data-answer]").filter(visible=True)
    assert [one.get_attribute("data-answer") for one in offered.all()] == [
        *("easier", "other", "finish"),
    ]
    practice.tap("other", "dead_bug")
    practice.asks("dead_bug-ask_first")
    practice.tap("finish")
    practice.ends(PracticeEnding.FINISHED)
    practice.back.click()
    practice.asks("dead_bug-ask_first")


def test_every_card_of_the_table_shows_in_the_browser(visitor: Visitor) -> None:
    """The browser is led to every card by the shortest way, and shows that card alone."""
    table = compile_practice()
    ways: dict[int, tuple[PracticeAnswer, ...]] = {0: ()}
    for node in table.nodes:  # numbered along the ways from the first card
        for tap, to in table.nodes[node].items():
            ways.setdefault(to, (*ways[node], tap))
    practice = begin(visitor)
    for node, card in table.cards.items():
        practice.tap(*ways[node])
        practice.asks(card)
        practice.again.click()


def test_a_walk_leaves_no_trace_in_address_history_storage_or_server(
    visitor: Visitor, server: Server
) -> None:
    practice = begin(visitor)
    with no_trace(practice.page, server):
        practice.tap(*TO_PRACTICE)
        practice.timer().press("start")
        practice.tap("next", "better", "finish")
        practice.ends(PracticeEnding.FINISHED)


def test_walk_and_timer_go_on_when_the_server_is_gone(anyone: Visitor, mortal: Relay) -> None:
    page = anyone.profile(mortal.url).new_page()
    page.clock.install()
    page.goto(PATH)
    practice = Practice(page)
    practice.tap(*TO_PRACTICE)
    timer = practice.timer()
    timer.press("start")
    mortal.kill()
    page.clock.run_for("00:20")
    expect(timer.count).to_have_text("15")
    page.clock.run_for("00:15")
    expect(timer.said).to_have_text(TEXT("exercises.timer.done"))
    practice.tap("next", "sign")
    practice.ends(PracticeEnding.EMERGENCY)


def test_a_timer_that_runs_keeps_the_walk_and_one_that_rests_does_not(visitor: Visitor) -> None:
    page = visitor.profile().new_page()
    page.clock.install()
    page.goto(PATH)
    practice = Practice(page)
    practice.tap(*TO_PRACTICE)
    timer = practice.timer()
    timer.fill(hold_s=600, rest_s=600, rounds=2)
    timer.press("start")
    page.clock.run_for("25:00")
    practice.asks("prone_propping-practice")
    page.clock.run_for("20:30")
    practice.asks("safety")
    said = practice.root.locator("> div > [role=status]")
    expect(said).to_have_text(TEXT("exercises.walk.cleared"))


def test_leaving_the_practice_ends_its_timer(visitor: Visitor) -> None:
    page = visitor.profile().new_page()
    page.clock.install()
    page.goto(PATH)
    practice = Practice(page)
    practice.tap(*TO_PRACTICE)
    timer = practice.root.locator("[data-step=prone_propping-practice] sx-hold-timer")
    Timer(timer).press("start")
    practice.tap("next")
    page.clock.run_for("00:02")
    expect(timer.locator("[role=status]")).to_have_text(TEXT("exercises.timer.stopped"))


def test_the_walk_can_be_done_with_the_keyboard_alone(visitor: Visitor) -> None:
    practice = begin(visitor)
    keys = practice.page.keyboard
    practice.root.locator("[data-answer=yes]").focus()
    for _ in range(2):
        keys.press("Tab")
    keys.press("Enter")
    practice.asks("choose")
    expect(practice.root.get_by_role("heading", name="Which exercise?")).to_be_focused()
    keys.press("Tab")
    keys.press("Space")
    practice.asks("prone_propping-ask_first")


@WIDTHS
def test_axe_finds_nothing_on_the_way(visitor: Visitor, size: dict[str, int]) -> None:
    practice = begin(visitor, viewport=size)
    found = {"whole": violations(practice.page)}
    for tap in (*TO_PRACTICE, "next", "better", "harder", "next", "next", "same", "easier"):
        practice.tap(tap)
        found[str(len(found))] = violations(practice.page, "[data-walk]")
    practice.tap("finish")
    found["finished"] = violations(practice.page, "[data-walk]")
    practice.again.click()
    practice.tap("yes")
    found["red flags"] = violations(practice.page)
    assert not any(found.values()), found


def test_a_screen_reader_meets_the_pain_check_and_the_practice_in_these_words(
    visitor: Visitor,
) -> None:
    page = visitor.profile().new_page()
    page.add_init_script("speechSynthesis.getVoices = () => []")  # the same on every machine
    page.goto(PATH)
    practice = Practice(page)
    practice.tap(*TO_PRACTICE)
    hears(practice.root, "exercise-practice")
    practice.tap("next")
    hears(practice.root, "exercise-pain")
    practice.tap("sign")
    hears(practice.root, "exercise-emergency")


def test_on_a_phone_held_sideways_the_count_and_its_buttons_fit_the_screen(
    visitor: Visitor,
) -> None:
    practice = begin(visitor, *TO_PRACTICE, viewport=SIDEWAYS)
    assert too_wide(practice.page) <= 0
    timer = practice.timer()
    timer.count.scroll_into_view_if_needed()
    top = timer.count.bounding_box()
    bottom = timer.root.get_by_role("button").last.bounding_box()
    assert top
    assert bottom
    assert bottom["y"] + bottom["height"] - top["y"] < SIDEWAYS["height"] / 2


# On paper, without JavaScript, with less motion --------------------------------------------------


def test_without_javascript_everything_stands_in_order_and_no_button_is_dead(
    visitor: Visitor,
) -> None:
    page = visitor.open(PATH, java_script_enabled=False)
    expect(page.locator("[data-walk] button").filter(visible=True)).to_have_count(0)
    expect(page.locator("sx-hold-timer input").filter(visible=True)).to_have_count(0)
    cards = [Position(Stage.SAFETY).card]
    for name in ExerciseName:
        cards += [
            Position(stage, name).card
            for stage in (Stage.ASK_FIRST, Stage.SET_UP, Stage.STEPS, Stage.PRACTICE)
        ]
        cards += [Position(stage, name).card for stage in (Stage.EASIER, Stage.HARDER)]
    cards += [Stage.PAIN, Stage.GO_ON, Stage.NO_CHANGE]
    shown = page.locator("[data-step]").filter(visible=True)
    assert [one.get_attribute("data-step") for one in shown.all()] == cards
    ends = page.locator("[data-advice]").filter(visible=True)
    assert [one.get_attribute("data-advice") for one in ends.all()] == list(PracticeEnding)
    expect(page.locator(".sx-card-emergency").filter(visible=True)).to_have_count(3)
    expect(page.get_by_text(TEXT("exercises.timer.unscripted")).first).to_be_visible()


@pytest.mark.parametrize("paper", ["Letter", "A4"])
@pytest.mark.parametrize("name", ExerciseName)
def test_each_exercise_prints_on_one_page_with_all_of_it(
    visitor: Visitor, name: ExerciseName, paper: str
) -> None:
    practice = begin(visitor, "none", "nerve_glide")  # whatever the screen shows just then
    page, card = practice.page, practice.page.locator(f"#practice-{name}")
    card.evaluate(_ALONE)
    # as for a clinic that names its hospital
    hospital = TEXT("red_flags.tier.A.hospital", hospital="Foothills Medical Centre, Calgary")
    card.locator(".sx-card-emergency p").evaluate("(p, text) => p.append(' ' + text)", hospital)
    page.emulate_media(media="print")
    for part in (
        ".sx-steps",
        ".sx-movement svg",
        ".sx-stop",
        ".sx-dose",
        ".sx-rule",
        ".sx-card-emergency",
    ):
        expect(card.locator(part).first).to_be_visible()
    expect(card.locator(".sx-start-points")).to_be_visible()
    for control in ("button", "input"):
        expect(card.locator(control).filter(visible=True)).to_have_count(0)
    pdf = page.pdf(format=paper, prefer_css_page_size=False)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


def moments(figure: Locator) -> list[str]:
    """Return the moments of a movement that can be seen just now."""
    seen = figure.locator("[data-layer^=moment]").evaluate_all(
        """layers => layers.filter(one => {
            const style = getComputedStyle(one);
            return style.display !== "none" && style.visibility === "visible";
        }).map(one => one.dataset.layer)"""
    )
    return sorted(set(seen))


STEPS_OF_GLIDE = ("none", "nerve_glide", "next", "next")
PLAYS = pytest.mark.parametrize(
    ("ways", "where", "still"),
    [
        ((), ".sx-sight-all", "still_all"),
        (STEPS_OF_GLIDE, "[data-step=nerve_glide-steps] .sx-plays", "still"),
    ],
    ids=["in sight", "with the steps"],
)


@PLAYS
def test_a_movement_plays_until_it_is_held_still(
    visitor: Visitor, ways: tuple[str, ...], where: str, still: str
) -> None:
    page = begin(visitor, *ways, reduced_motion="no-preference").root.page
    figure = page.locator(where)
    animations = figure.evaluate(
        "figure => figure.getAnimations({ subtree: true }).map(one => one.animationName)"
    )
    assert set(animations) == {f"sx-moment-{number}" for number in range(7)}
    for _ in range(5):
        assert len(moments(figure)) == 1
    figure.get_by_label(TEXT(f"exercises.motion.{still}")).check()
    assert moments(figure) == ["moment-6"]
    assert figure.evaluate("figure => figure.getAnimations({ subtree: true }).length") == 0


@PLAYS
def test_a_movement_stands_still_where_less_motion_is_wanted_and_on_paper(
    visitor: Visitor, ways: tuple[str, ...], where: str, still: str
) -> None:
    page = begin(visitor, *ways, reduced_motion="reduce").root.page
    figure = page.locator(where)
    expect(figure.get_by_label(TEXT(f"exercises.motion.{still}"))).to_be_hidden()
    assert moments(figure) == ["moment-6"]
    page.emulate_media(media="print", reduced_motion="no-preference")
    assert figure.evaluate("figure => figure.getAnimations({ subtree: true }).length") == 0


def test_what_is_drawn_once_is_seen_wherever_it_stands_again(visitor: Visitor) -> None:
    page = begin(visitor, "none").root.page
    drawn = page.locator("[data-step=choose] svg, .sx-sight svg").evaluate_all(
        """pictures => pictures.map(picture => {
            const boxes = [...picture.querySelectorAll("use")].map(use => use.getBBox());
            return Math.max(...boxes.map(box => box.width));
        })"""
    )
    assert len(drawn) == 6
    assert all(width > 50 for width in drawn)


# The timer ---------------------------------------------------------------------------------------


def test_the_timer_leads_in_holds_rests_and_ends(visitor: Visitor) -> None:
    timer = alone(visitor)
    clock = timer.root.page.clock
    timer.fill(rest_s=10, rounds=2)
    timer.press("start")
    expect(timer.said).to_have_text(TEXT("exercises.timer.get_ready"))
    expect(timer.count).to_have_text("5")
    clock.run_for("00:05")
    expect(timer.said).to_have_text(TEXT("exercises.timer.hold", round=1, rounds=2))
    clock.run_for("00:12")
    expect(timer.count).to_have_text("18")
    clock.run_for("00:18")
    expect(timer.said).to_have_text(TEXT("exercises.timer.rest"))
    clock.run_for("00:10")
    expect(timer.said).to_have_text(TEXT("exercises.timer.hold", round=2, rounds=2))
    clock.run_for("00:30")
    expect(timer.said).to_have_text(TEXT("exercises.timer.done"))
    expect(timer.count).to_have_text("0")  # and not the hold, which asks "three what?"


def test_a_pause_stops_the_time_and_it_goes_on_where_it_stood(visitor: Visitor) -> None:
    timer = alone(visitor)
    clock = timer.root.page.clock
    timer.press("start")
    clock.run_for("00:15")
    timer.press("pause")
    expect(timer.said).to_have_text(TEXT("exercises.timer.paused"))
    clock.run_for("05:00")
    expect(timer.count).to_have_text("20")
    timer.press("go_on")
    clock.run_for("00:19")
    expect(timer.count).to_have_text("1")
    clock.run_for("00:01")
    expect(timer.said).to_have_text(TEXT("exercises.timer.done"))


def test_ticks_that_never_came_make_the_count_late_but_not_wrong(visitor: Visitor) -> None:
    timer = alone(visitor)
    timer.fill(rounds=3)
    timer.press("start")
    timer.root.page.clock.fast_forward("01:20")  # one late tick for eighty that were due
    expect(timer.said).to_have_text(TEXT("exercises.timer.hold", round=2, rounds=3))
    expect(timer.count).to_have_text("15")


def test_only_starts_and_ends_are_announced_not_each_second(visitor: Visitor) -> None:
    timer = alone(visitor)
    timer.fill(rest_s=10, rounds=2)
    expect(timer.count).not_to_have_attribute("aria-live", re.compile(".*"))
    timer.root.evaluate(
        """root => {
            window.announced = [];
            const status = root.querySelector("[role=status]");
            new MutationObserver(() => announced.push(status.textContent))
                .observe(status, { childList: true });
        }"""
    )
    timer.press("start")
    timer.root.page.clock.run_for("01:20")
    assert timer.root.page.evaluate("announced") == [
        TEXT("exercises.timer.get_ready"),
        TEXT("exercises.timer.hold", round=1, rounds=2),
        TEXT("exercises.timer.rest"),
        TEXT("exercises.timer.hold", round=2, rounds=2),
        TEXT("exercises.timer.done"),
    ]


@pytest.mark.parametrize("device", ["", _SLOW_SOUND], ids=["quick", "slow"])
def test_signals_are_given_only_where_switched_on(visitor: Visitor, device: str) -> None:
    timer = alone(visitor, _INSTRUMENTS + device)
    page = timer.root.page
    timer.press("start")
    page.clock.run_for("00:36")
    asked = page.evaluate("asked")
    assert (asked["sounds"], asked["buzzes"]) == (0, 0)
    timer.settings()
    for signal in ("sound", "vibration"):
        timer.root.get_by_label(TEXT(f"exercises.timer.{signal}")).check()
    timer.press("start")
    page.clock.run_for("00:36")
    asked = page.evaluate("asked")
    assert (asked["sounds"], asked["buzzes"]) == (3, 3)  # get in place, hold, done


def test_the_screen_is_kept_on_while_the_timer_runs_and_no_longer(visitor: Visitor) -> None:
    timer = alone(visitor, _INSTRUMENTS)
    page = timer.root.page
    timer.press("start")
    expect(timer.root.get_by_text(TEXT("exercises.timer.awake"))).to_be_visible()
    assert page.evaluate("asked.locks") == 1
    assert page.evaluate("asked.released") == 0
    page.clock.run_for("00:36")
    expect(timer.said).to_have_text(TEXT("exercises.timer.done"))
    assert page.evaluate("asked.released") == 1


def test_where_the_screen_cannot_be_kept_on_the_page_says_so(visitor: Visitor) -> None:
    no_lock = "delete Navigator.prototype.wakeLock;"
    timer = alone(visitor, no_lock)
    expect(timer.root.get_by_text(TEXT("exercises.timer.asleep"))).to_be_visible()


def test_a_blank_number_is_asked_for_and_nothing_starts(visitor: Visitor) -> None:
    practice = begin(visitor, "none", "nerve_glide", "next", "next", "next")
    timer = practice.timer()
    timer.press("start")
    expect(timer.said).to_have_text(TEXT("exercises.timer.missing"))
    expect(timer.root.locator("[data-number=hold_s]")).to_be_focused()
    expect(timer.count).to_have_text("–")


def test_on_a_phone_with_large_text_start_and_the_way_to_stop_need_no_scrolling(
    visitor: Visitor,
) -> None:
    practice = begin(visitor, viewport={"width": 360, "height": 740})
    practice.page.add_style_tag(content="html { font-size: 130% }")
    practice.tap(*TO_PRACTICE)
    timer = practice.timer()
    for button in (
        timer.root.locator("[data-do=start]"),
        timer.count,
        practice.root.locator("[data-answer=sign]").filter(visible=True),
        practice.root.locator("[data-answer=next]").filter(visible=True),
    ):
        expect(button).to_be_in_viewport(ratio=1)
    # nothing lies over Start, and at the end of the card the way to stop still stands there
    timer.press("start")
    practice.page.keyboard.press("End")
    practice.root.get_by_text(TEXT("exercises.card.practice.stop_title"), exact=True).filter(
        visible=True
    ).scroll_into_view_if_needed()
    expect(practice.root.locator("[data-answer=sign]").filter(visible=True)).to_be_in_viewport(
        ratio=1
    )


def test_the_smallest_phone_shows_the_whole_timer(visitor: Visitor) -> None:
    practice = begin(visitor, *TO_PRACTICE, viewport={**PHONE, "width": 320})
    assert too_wide(practice.page) <= 0
