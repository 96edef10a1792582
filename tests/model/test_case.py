"""The rubric: five marks of 0 to 2; safety fails a case whatever else was right."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica.content.cases import cases
from sciatica.content.facts import cards
from sciatica.model.case import Given, Wording, mark
from sciatica.model.examination import Supports
from sciatica.model.triage import Action, too_late, undertriaged

CASES = [case for case, _ in cases("en")]
CARDS = frozenset(card.id for card in cards())
FAILED_BY_DELAY = {2, 4, 5, 9}
"""By hand, from the rubric of the clinical base."""
of_a_case = st.sampled_from(CASES)


def best(case):
    return Given(
        cards=CARDS,
        wrote_down=True,
        answer=case.answer,
        supports=case.bearing(Supports.FOR),
        contradicts=case.bearing(Supports.AGAINST),
        action=min(case.right),
        wording=Wording.SAY,
    )


@st.composite
def anything(draw):
    case = draw(of_a_case)
    some = st.frozensets(st.sampled_from(sorted(case.findings)))
    return case, Given(
        draw(st.frozensets(st.sampled_from(sorted(CARDS)))),
        draw(st.booleans()),
        draw(st.sampled_from(case.options)),
        draw(some),
        draw(some),
        draw(st.sampled_from(Action)),
        draw(st.sampled_from(Wording)),
    )


def test_there_are_twelve_cases_and_the_rubric_names_those_that_delay_fails():
    assert [case.number for case in CASES] == list(range(1, 13))
    assert {case.number for case in CASES if case.critical} == FAILED_BY_DELAY


@given(of_a_case)
def test_the_best_answer_gets_every_mark(case):
    marks = mark(case, best(case), CARDS)
    assert (marks.total, marks.passed, marks.unsafe) == (10, True, False)


@given(anything())
def test_marks_are_0_to_2_and_an_unsafe_case_is_never_passed(one):
    case, what = one
    marks = mark(case, what, CARDS)
    parts = (marks.asked, marks.named, marks.contradicted, marks.acted, marks.explained)
    assert set(parts) <= {0, 1, 2}
    assert not (marks.unsafe and marks.passed)
    assert marks.unsafe or not undertriaged(what.action, case.right)


@given(of_a_case, st.sampled_from(Action))
def test_an_action_that_comes_too_late_fails_a_critical_case_whatever_else_was_right(case, action):
    marks = mark(case, replace(best(case), action=action), CARDS)
    late = too_late(action, case.right)
    assert marks.unsafe == (late and (case.critical or undertriaged(action, case.right)))
    assert (marks.acted == 0) == late


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.slug)
def test_an_accepted_alternative_counts_like_the_answer(case):
    for other in case.options:
        named = mark(case, replace(best(case), answer=other), CARDS).named
        assert named == (2 if other in case.accept | {case.answer} else 0)


@given(of_a_case)
def test_what_was_asked_and_not_written_down_is_half(case):
    assert mark(case, replace(best(case), wrote_down=False), CARDS).asked == 1
    assert mark(case, replace(best(case), cards=frozenset()), CARDS).asked == 0


@given(of_a_case)
def test_an_answer_without_findings_is_half(case):
    assert mark(case, replace(best(case), supports=frozenset()), CARDS).named == 1


@given(of_a_case)
def test_ticking_everything_as_contradiction_is_not_full(case):
    every = frozenset(case.findings)
    assert mark(case, replace(best(case), contradicts=every), CARDS).contradicted < 2


@given(of_a_case)
def test_a_sentence_that_plays_down_or_frightens_gets_nothing(case):
    for wording in (Wording.SOFT, Wording.FEAR):
        assert mark(case, replace(best(case), wording=wording), CARDS).explained == 0
