"""What staff do about a sign: more urgent is safe, less urgent than an emergency is not."""

from hypothesis import given
from hypothesis import strategies as st

from sciatica.content.facts import cards
from sciatica.model.red_flags import Tier
from sciatica.model.triage import EMERGENCY_NOW, Action, actions_for, too_late, undertriaged
from sciatica.model.walk import Answer

LINES = [(card, line) for card in cards() for line in card.lines]
lines = st.sampled_from(LINES)


@given(lines)
def test_not_sure_counts_as_yes(one):
    assert actions_for(*one, Answer.NOT_SURE) == actions_for(*one, Answer.YES)


@given(lines)
def test_a_sign_gets_the_action_of_its_tier(one):
    assert {action.tier for action in actions_for(*one, Answer.YES)} == {one[1].tier}


@given(lines)
def test_a_sign_that_says_to_call_is_not_sent_travelling(one):
    _, line = one
    right = actions_for(*one, Answer.YES)
    assert (Action.EMERGENCY in right) == (line.tier is Tier.EMERGENCY_NOW and not line.call)


@given(lines)
def test_old_and_unchanged_gets_the_tier_of_its_card(one):
    card, _ = one
    assert {action.tier for action in actions_for(*one, Answer.OLD)} == {card.old_unchanged}


def test_every_choice_but_hospital_leaves_an_emergency_waiting():
    assert {a for a in Action if undertriaged(a, EMERGENCY_NOW)} == set(Action) - EMERGENCY_NOW
    assert undertriaged(Action.SAME_DAY, {Action.CALL})
    assert not undertriaged(Action.EMERGENCY, {Action.CALL})


@given(st.sampled_from(Action), st.sets(st.sampled_from(Action), min_size=1))
def test_what_is_right_is_never_too_late(chosen, right):
    assert not (chosen in right and too_late(chosen, right))
    assert not (undertriaged(chosen, right) and not too_late(chosen, right))
