"""The workshop's pages, answered in plain Python: every callback, no browser."""

import random
import sys
from html import unescape

import pytest

from sciatica import resources
from sciatica.content.cases import cases
from sciatica.content.examination import world
from sciatica.content.facts import cards, scenarios
from sciatica.content.words import words
from sciatica.model.anatomy import RootName
from sciatica.model.examination import CauseName, CheckKind, Hypothesis, Supports
from sciatica.model.patients import draw, patient
from sciatica.model.triage import EMERGENCY_NOW, Action
from sciatica.model.walk import Answer
from sciatica.training import cases as cases_page
from sciatica.training import examine, explain_it, patients_to_print, red_flag_drill
from sciatica.training.cases import WROTE_DOWN, Cases
from sciatica.training.drill import Drill
from sciatica.training.examine import MINUTES, Examine
from sciatica.training.explain import Explain, example
from sciatica.training.reasoning import Conclusion, judge, not_tested, why_action

TEXT = words("en")
ALL_CASES = cases("en")


class Book:
    """Hears what is recorded."""

    def __init__(self):
        self.lines = []

    def __call__(self, item_id, correct):
        self.lines.append((item_id, correct))


@pytest.fixture
def book():
    return Book()


# The drill ---------------------------------------------------------------------------------------


def named(drill):
    """Return the scenario whose question is shown."""
    return next(s for s in scenarios() if f"drill.{s.id}" == drill.question)


def test_nothing_is_chosen_before_somebody_chooses(book):
    drill = Drill("en", 1, book)
    assert drill.action.chosen() == drill.timed.chosen() == ()
    assert book.lines == []


def test_the_drill_goes_through_every_scenario_once_and_begins_again(book):
    drill = Drill("en", 1, book)
    for _ in scenarios():
        drill.action.choose(min(named(drill).right))
        drill.words.choose("say")
        last = drill.go_on
        last.press(next(iter(last._known)))
    assert len(book.lines) == 2 * len(scenarios()) == len(dict(book.lines))
    assert all(correct for _, correct in book.lines)
    assert last._known == {"again"}
    assert drill.score.answered == 0


def test_an_emergency_left_waiting_is_said_and_counted(book):
    drill = Drill("en", 1, book)
    while Action.TREAT in named(drill).right or Action.CALL not in named(drill).right:
        drill.action.choose(Action.TREAT)
        drill.words.choose("say")
        drill.go_on.press("next")
    before = drill.score.unsafe
    drill.action.choose(Action.TREAT)
    assert TEXT("training.ask.unsafe") in drill.action.feedback
    assert drill.score.unsafe == before + 1
    assert book.lines[-1][1] is False


def test_more_urgent_than_needed_is_wrong_and_called_the_safe_side(book):
    drill = Drill("en", 1, book)
    while Action.WITHIN_DAYS not in named(drill).right:
        drill.action.choose(Action.CALL)
        drill.words.choose("say")
        drill.go_on.press("next")
    drill.action.choose(Action.EMERGENCY)
    assert TEXT("training.ask.cautious") in drill.action.feedback
    assert book.lines[-1][1] is False


def test_an_answer_counts_once(book):
    drill = Drill("en", 1, book)
    drill.action.choose(Action.TREAT)
    drill.action.choose(Action.CALL)
    assert len(book.lines) == 1


def test_what_is_no_option_is_no_answer(book):
    drill = Drill("en", 1, book)
    drill.action.choose("<script>")
    drill.action.choose(Action.CALL, Action.TREAT)
    assert book.lines == []
    assert not drill.action.disabled


def test_the_clock_is_off_until_somebody_turns_it_on(book):
    now = [0.0]
    drill = Drill("en", 1, book, clock=lambda: now[0])
    drill.action.choose(Action.TREAT)
    assert "seconds" not in drill.action.feedback
    drill.timed.value = ["on"]
    drill.words.choose("say")
    drill.go_on.press("next")
    now[0] += 12
    drill.action.choose(Action.TREAT)
    assert TEXT("training.drill.seconds", seconds=12) in drill.action.feedback


def test_the_same_seed_gives_the_same_order(book):
    assert named(Drill("en", 5, book)) == named(Drill("en", 5, book))
    assert len({named(Drill("en", seed, book)).id for seed in range(20)}) > 5


# Cases -------------------------------------------------------------------------------------------


def answer(run, case, action, wording="say"):
    """Answer a case as the rubric wants it, but for the action and the wording."""
    run.asked.choose(*(card.id for card in cards()), WROTE_DOWN)
    run.answer.choose(case.answer)
    run.supports.choose(*case.bearing(Supports.FOR))
    run.contradicts.choose(*case.bearing(Supports.AGAINST))
    run.action.choose(action)
    run.wording.choose(wording)


@pytest.mark.parametrize(("case", "told"), ALL_CASES, ids=lambda one: getattr(one, "slug", ""))
def test_a_case_answered_well_is_passed_and_says_why(case, told, book):
    page = Cases("en", book)
    page.choose.press(case.id)
    answer(page.run, case, min(case.right))
    assert TEXT("training.case.verdict_passed", total=10) in page.run.wording.feedback
    assert dict(book.lines) == {
        case.id: True,
        f"{case.id}.action": True,
        f"{case.id}.words": True,
    }


def test_under_triage_fails_the_case_whatever_else_was_right(book):
    case = next(case for case, _ in ALL_CASES if case.number == 4)
    page = Cases("en", book)
    page.choose.press(case.id)
    answer(page.run, case, Action.SAME_DAY)
    assert TEXT("training.case.verdict_unsafe", total=8) in page.run.wording.feedback
    assert dict(book.lines)[case.id] is False


def test_each_part_waits_for_the_one_before(book):
    page = Cases("en", book)
    page.choose.press("case.01")
    assert page.run.answer not in page.run.box.children
    page.run.asked.choose()
    assert page.run.answer in page.run.box.children
    assert page.run.supports not in page.run.box.children


def test_what_the_patient_answers_is_told_only_when_asked(book):
    case, _ = ALL_CASES[3]
    page = Cases("en", book)
    page.choose.press(case.id)
    assert page.run.asked.feedback == ""
    page.run.asked.choose()
    assert "cotton" in page.run.asked.feedback


def test_another_case_can_be_chosen_in_the_middle_of_one(book):
    page = Cases("en", book)
    page.choose.press("case.01")
    page.run.asked.choose()
    page.choose.press("case.02")
    assert page.run.case.number == 2
    assert not page.run.asked.disabled


def test_answers_at_random_never_raise(book):
    chance = random.Random(7)
    for case, _ in ALL_CASES:
        page = Cases("en", book)
        page.choose.press(case.id)
        for group in page.run.groups:
            options = sorted(group._known)
            group.choose(*chance.sample(options, 1))
        assert page.run.wording.feedback


def test_after_the_verdict_the_next_case_is_one_press_away_and_after_the_last_the_first(book):
    page = Cases("en", book)
    for last, following in ((1, 2), (12, 1)):
        page.choose.press(f"case.{last:02d}")
        answer(page.run, page.run.case, min(page.run.case.right))
        assert page.run.box.children[-1] is page.go_on
        page.go_on.press(f"case.{following:02d}")
        assert page.run.case.number == following


# Examine -----------------------------------------------------------------------------------------


def number_of(template):
    """Return a number whose patient is of this template."""
    return next(n for n in range(1, 2000) if patient(n, world()).template.id == template)


def conclude(examination, root, cause, action):
    examination.root.choose(root)
    examination.cause.choose(cause)
    examination.action.choose(action)


def ask_every_card(examination):
    for card in cards():
        examination.cards.press(card.id)


def group_of(examination, check):
    return next(group for group in examination.tests.values() if check in group._known)


def test_the_tests_wait_until_the_red_flags_are_done_with(book):
    examination = Examine("en", 1, book).examination
    assert not set(examination.tests.values()) & set(examination.box.children)
    examination.go_on.press("go_on")
    assert set(examination.tests.values()) <= set(examination.box.children)


def test_each_test_costs_a_minute_once_and_shows_its_finding(book):
    examination = Examine("en", number_of("s1_typical"), book).examination
    examination.go_on.press("go_on")
    group = group_of(examination, "slr")
    for _ in range(2):
        group.press("slr")
    assert examination.minutes == 1
    angle = examination.patient.findings["slr"].angle_deg
    assert TEXT("examine.value.slr.positive", angle=angle) in group.feedback
    assert f"raised to {angle} degrees" in group.feedback


def test_weaker_touch_is_shown_on_the_body_on_the_right_side(book):
    examination = Examine("en", number_of("l5_typical"), book).examination
    examination.go_on.press("go_on")
    assert "<svg" not in examination._seen.value
    group_of(examination, "touch_l5").press("touch_l5")
    side = TEXT(f"roots.side.{examination.patient.side}")
    assert f"on the patient's {side} leg: L5" in unescape(examination._seen.value)


def test_touch_that_is_weaker_on_both_sides_is_shown_on_both(book):
    examination = Examine("en", number_of("polyneuropathy_typical"), book).examination
    examination.go_on.press("go_on")
    group_of(examination, "touch_s1").press("touch_s1")
    for side in ("left", "right"):
        assert f"on the patient's {side} leg: S1" in unescape(examination._seen.value)


def test_what_was_not_tested_is_told_as_such_and_never_as_negative(book):
    examination = Examine("en", number_of("l5_typical"), book).examination
    examination.go_on.press("go_on")
    group_of(examination, "touch_l5").press("touch_l5")
    conclude(examination, "S1", "disc", Action.TREAT)
    said = examination.action.feedback
    untested = said.split(TEXT("examine.end.step_not_tested"))[1].split("</li>")[0]
    assert TEXT("examine.check.power_hip_out") in untested
    assert TEXT("examine.check.touch_l5") not in untested
    assert TEXT("examine.check.pulses") not in untested  # it would have told nothing
    reasons = said.split(TEXT("examine.end.step_not_tested"))[0]
    assert TEXT("examine.check.power_hip_out") not in reasons


def test_whoever_is_right_is_not_told_of_tests_that_would_have_changed_nothing(book):
    examination = Examine("en", number_of("l5_typical"), book).examination
    examination.go_on.press("go_on")
    conclude(examination, "L5", "disc", Action.WITHIN_DAYS)
    assert TEXT("examine.end.all_tested") in examination.action.feedback


@pytest.mark.parametrize("template", world().templates, ids=lambda one: one.id)
def test_what_would_have_changed_a_wrong_answer_is_named_and_never_everything(template):
    one = draw(template, 1, world())
    for own in (Hypothesis(CauseName.DISC, RootName.L5), Hypothesis(CauseName.HIP)):
        named = not_tested(one, [], own, TEXT)
        assert bool(named) is (own != template.hypothesis)
        assert len(named) < len(one.findings) / 2, named


def test_when_the_minutes_are_used_up_nothing_more_is_found(book):
    examination = Examine("en", number_of("l5_typical"), book).examination
    examination.go_on.press("go_on")
    up = TEXT("examine.page.minutes_up")
    for check in [check.id for check in world().checks.values()][: MINUTES + 1]:
        assert up not in examination._seen.value or examination.minutes == MINUTES
        group_of(examination, check).press(check)
    assert examination.minutes == MINUTES
    assert up in examination._seen.value
    assert up in group_of(examination, check).feedback
    examination.cards.press("saddle")  # the cards cost none
    assert "saddle" in examination.asked


def test_the_reasoning_tells_strength_in_bands_with_intervals_and_no_chained_number(book):
    examination = Examine("en", number_of("s1_typical"), book).examination
    examination.go_on.press("go_on")
    for check in ("reflex_ankle", "power_tiptoe", "touch_s1", "slr"):
        group_of(examination, check).press(check)
    conclude(examination, "S1", "disc", Action.WITHIN_DAYS)
    said = examination.action.feedback
    assert "moderate, ratio 7.1 (0.96 to 53)" in said
    assert TEXT("training.accuracy.doubtful") in said
    assert "%" not in said


@pytest.mark.parametrize(
    "template",
    [one.id for one in world().templates],
)
def test_the_right_conclusion_is_right_for_every_template(template, book):
    examination = Examine("en", number_of(template), book).examination
    one = examination.patient
    ask_every_card(examination)
    examination.go_on.press("go_on")
    conclude(examination, min(one.template.roots), one.template.cause, min(one.right))
    assert TEXT("examine.end.verdict_right") in examination.action.feedback
    assert book.lines == [(f"examine.{template}", True)]


@pytest.mark.parametrize("left_out", [card.id for card in cards()])
def test_a_guess_is_never_passed_while_one_red_flag_card_is_missing(left_out, book):
    examination = Examine("en", number_of("s1_typical"), book).examination
    one = examination.patient
    for card in cards():
        if card.id != left_out:
            examination.cards.press(card.id)
    examination.go_on.press("go_on")
    conclude(examination, "S1", "disc", min(one.right))
    said = unescape(examination.action.feedback)
    assert TEXT("examine.end.verdict_unasked") in said
    missed = TEXT(f"red_flags.card.{left_out}.title")
    assert f"<strong>{TEXT('examine.end.flags_missed', cards=missed)}</strong>" in said
    assert book.lines == [("examine.s1_typical", False)]


def test_an_action_that_is_too_urgent_is_called_the_safe_side_and_no_plain_cross(book):
    examination = Examine("en", number_of("fibular_typical"), book).examination
    ask_every_card(examination)
    examination.go_on.press("go_on")
    conclude(examination, "none", "fibular", Action.EMERGENCY)
    said = examination.action.feedback
    assert TEXT("examine.end.verdict_cautious") in said
    assert f"↑ {TEXT('training.action.emergency')} ({TEXT('training.ask.cautious')})" in said
    assert book.lines[-1][1] is False


@pytest.mark.parametrize("template", world().templates, ids=lambda one: one.id)
def test_the_reason_of_an_action_never_calls_new_what_the_history_calls_old(template):
    for seed in range(100):
        one = draw(template, seed, world())
        if set(one.told.values()) == {Answer.OLD}:
            reason = why_action(one, TEXT).partition("Measure power")[0]
            assert " new " not in f" {reason} ", (seed, reason)


@pytest.mark.parametrize("template", ["central_partial", "cord_partial", "l5_growing"])
def test_under_triage_of_an_emergency_fails_whatever_else_was_right(template, book):
    examination = Examine("en", number_of(template), book).examination
    one = examination.patient
    assert one.right <= EMERGENCY_NOW
    ask_every_card(examination)
    examination.go_on.press("go_on")
    conclude(examination, min(one.template.roots), one.template.cause, Action.SAME_DAY)
    assert TEXT("examine.end.verdict_unsafe") in examination.action.feedback
    assert book.lines[-1][1] is False


def test_a_card_that_was_not_asked_is_told_as_missed_with_what_it_would_have_given(book):
    examination = Examine("en", number_of("central_partial"), book).examination
    examination.go_on.press("go_on")
    conclude(examination, "none", "central", Action.EMERGENCY)
    said = examination.action.feedback
    assert TEXT("examine.end.flags_asked", asked=0, all=len(cards())) in said
    assert TEXT("examine.says.central_partial.toilet.slow_or_urgent") in said


def test_pooled_figures_of_discs_stand_with_a_disc_alone(book):
    for template, is_disc in (("s1_typical", True), ("cord_typical", False)):
        examination = Examine("en", number_of(template), book).examination
        examination.go_on.press("go_on")
        for check in ("slr", "reflex_ankle", "reflex_knee", "plantar"):
            group_of(examination, check).press(check)
        conclude(examination, "none", "hip", Action.CALL)
        assert ("pooled" in examination.action.feedback) is is_disc


def test_overlapping_roots_are_accepted_where_the_template_says_so():
    one, every = patient(number_of("l4_partial"), world()), {card.id for card in cards()}
    for root, right in (("L4", True), ("L3", True), ("L5", False), ("uncertain", False)):
        said = Conclusion(root, one.template.cause, min(one.right))
        assert judge(one, said, every).correct is right


def test_the_same_number_brings_the_same_patient_and_another_one_a_new_one(book):
    page = Examine("en", 5, book)
    first = page.examination.patient
    page.another.press("new")
    assert page.number.value == 6
    assert page.examination.patient != first
    page.number.value = 5
    assert page.examination.patient == first


def test_cards_and_tests_that_are_pressed_faster_than_the_line_speaks_all_count(book):
    examination = Examine("en", 5, book).examination
    examination.cards.value = [card.id for card in cards()]
    examination.cards.pressed = cards()[-1].id
    examination.cards.submits += 1
    assert set(examination.asked) == {card.id for card in cards()}
    examination.go_on.press("go_on")
    nerve = examination.tests[CheckKind.NERVE]
    nerve.value, nerve.pressed = ["slr", "slump"], "slump"
    nerve.submits += 1
    assert set(examination.found) == {"slr", "slump"}


def test_after_the_verdict_the_next_patient_is_one_press_away(book):
    page = Examine("en", 5, book)
    before = page.examination
    before.go_on.press("go_on")
    assert before.another not in before.box.children
    conclude(before, "uncertain", "hip", Action.CALL)
    assert before.box.children[-1] is before.another
    before.another.press("new")
    assert page.number.value == 6
    assert page.examination.cards.shows_focus


def test_every_test_of_every_template_can_be_done_and_told(book, monkeypatch):
    monkeypatch.setattr(sys.modules[Examine.__module__], "MINUTES", len(world().checks))
    for template in world().templates:
        examination = Examine("en", number_of(template.id), book).examination
        ask_every_card(examination)
        examination.go_on.press("go_on")
        for kind in CheckKind:
            for check in sorted(examination.tests[kind]._known):
                examination.tests[kind].press(check)
        assert examination.minutes == len(world().checks)
        conclude(examination, "uncertain", "hip", Action.CALL)
        assert TEXT("examine.end.step_action") in examination.action.feedback


# Explain it --------------------------------------------------------------------------------------


def test_sixty_seconds_are_told_and_too_many_too(book):
    now = [0.0]
    page = Explain("en", book, clock=lambda: now[0])
    page.speaking.group.press("done")
    assert TEXT("explain.not_started") in page.speaking.group.feedback
    for seconds, key in ((58, "took"), (140, "took_long")):
        page.speaking.group.press("start")
        now[0] += seconds
        page.speaking.group.press("done")
        assert TEXT(f"explain.{key}", seconds=seconds) in page.speaking.group.feedback


def test_the_listener_hears_what_was_missing_and_can_tick_again(book):
    page = Explain("en", book)
    page.heard.choose("plain")
    assert TEXT("explain.checklist.no_promise") in page.heard.feedback
    assert TEXT("explain.checklist.plain") not in page.heard.feedback
    page.heard.choose(*page.heard._known)
    assert TEXT("explain.heard_all") in page.heard.feedback


def test_every_bad_sentence_gets_a_better_one_and_the_teach_back_is_open(book):
    page = Explain("en", book)
    for left in reversed(range(len(page._wordings))):
        page.asked.choose("better")
        if left:
            page.go_on.press("next")
    page.teach_back.choose("good")
    assert len(book.lines) == len(page._wordings) + 1
    assert all(correct for _, correct in book.lines)


def test_the_example_is_a_minute_long_says_emergency_and_asks_back():
    said = " ".join(example(TEXT))
    assert 110 <= len(said.split()) <= 165
    assert "Emergency at once" in said
    assert said.endswith("Emergency tonight?")


# All of them -------------------------------------------------------------------------------------


def test_every_page_of_the_workshop_says_that_its_people_are_invented():
    pages = sorted((resources.notebooks() / "en" / "staff").glob("0[1-479]-*.ipynb"))
    assert len(pages) == 6
    for path in pages:
        assert "invented" in path.read_text(encoding="utf-8"), path.name


@pytest.mark.parametrize("show", [examine, red_flag_drill, cases_page, explain_it])
def test_every_page_takes_language_seed_and_recorder(show, book):
    assert show("en", 3, book).children
    assert show("en", seed=3, recorder=book).children
    assert book.lines == []


def test_twenty_patients_stand_on_a_sheet_each_and_their_key_on_the_last():
    sheets = patients_to_print("en").children[1].value.split('<section class="sx-patient">')[1:]
    assert len(sheets) == 21
    for number, sheet in enumerate(sheets[:-1], 1):
        assert TEXT("examine.print.title", number=number) in sheet
        assert sheet.count("<dt>") == len(world().checks) + len(cards())
        assert TEXT("examine.print.judge") in sheet
        assert TEXT(f"examine.cause.{patient(number, world()).template.cause}") not in sheet
    assert sheets[-1].count("<tr>") == 21
