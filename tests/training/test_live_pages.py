"""The workshop's pages, answered in plain Python: every callback, no browser."""

import random

import pytest

from sciatica.content import cards, cases, scenarios, words
from sciatica.model import Action, Bearing
from sciatica.training.cases import WROTE_DOWN, Cases
from sciatica.training.drill import Drill

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
    assert TEXT("training.ask.unsafe") in drill.action.said
    assert drill.score.unsafe == before + 1
    assert book.lines[-1][1] is False


def test_more_urgent_than_needed_is_wrong_and_called_the_safe_side(book):
    drill = Drill("en", 1, book)
    while Action.WITHIN_DAYS not in named(drill).right:
        drill.action.choose(Action.CALL)
        drill.words.choose("say")
        drill.go_on.press("next")
    drill.action.choose(Action.EMERGENCY)
    assert TEXT("training.ask.cautious") in drill.action.said
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
    assert not drill.action.closed


def test_the_clock_is_off_until_somebody_turns_it_on(book):
    now = [0.0]
    drill = Drill("en", 1, book, clock=lambda: now[0])
    drill.action.choose(Action.TREAT)
    assert "seconds" not in drill.action.said
    drill.timed.value = ["on"]
    drill.words.choose("say")
    drill.go_on.press("next")
    now[0] += 12
    drill.action.choose(Action.TREAT)
    assert TEXT("training.drill.seconds", seconds=12) in drill.action.said


def test_the_same_seed_gives_the_same_order(book):
    assert named(Drill("en", 5, book)) == named(Drill("en", 5, book))
    assert len({named(Drill("en", seed, book)).id for seed in range(20)}) > 5


# Cases -------------------------------------------------------------------------------------------


def answer(run, case, action, wording="say"):
    """Answer a case as the rubric wants it, but for the action and the wording."""
    run.asked.choose(*(card.id for card in cards()), WROTE_DOWN)
    run.answer.choose(case.answer)
    run.supports.choose(*case.bearing(Bearing.FOR))
    run.contradicts.choose(*case.bearing(Bearing.AGAINST))
    run.action.choose(action)
    run.wording.choose(wording)


@pytest.mark.parametrize(("case", "told"), ALL_CASES, ids=lambda one: getattr(one, "slug", ""))
def test_a_case_answered_well_is_passed_and_says_why(case, told, book):
    page = Cases("en", book)
    page.choose.press(case.id)
    answer(page.run, case, min(case.right))
    assert TEXT("training.case.verdict_passed", total=10) in page.run.wording.said
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
    assert TEXT("training.case.verdict_unsafe", total=8) in page.run.wording.said
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
    assert page.run.asked.said == ""
    page.run.asked.choose()
    assert "cotton" in page.run.asked.said


def test_another_case_can_be_chosen_in_the_middle_of_one(book):
    page = Cases("en", book)
    page.choose.press("case.01")
    page.run.asked.choose()
    page.choose.press("case.02")
    assert page.run.case.number == 2
    assert not page.run.asked.closed


def test_answers_at_random_never_raise(book):
    chance = random.Random(7)
    for case, _ in ALL_CASES:
        page = Cases("en", book)
        page.choose.press(case.id)
        for group in page.run.groups:
            options = sorted(group._known)
            group.choose(*chance.sample(options, 1))
        assert page.run.wording.said
