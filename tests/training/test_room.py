"""The rules of a room hold whatever anybody does, in any order."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sciatica.training.items import items
from sciatica.training.room import Phase, Refusal, Room, RoomRefusedError

ONE, TWO = items("en")[:2]
SEATS = st.sampled_from([f"seat {number}" for number in range(6)])
QUESTIONS = st.sampled_from([ONE, TWO])
OPTIONS = st.sampled_from([option.id for item in (ONE, TWO) for option in item.options] + ["none"])


def refused(act, *arguments):
    """Return why it is refused, or None where it is not."""
    try:
        act(*arguments)
    except RoomRefusedError as error:
        return error.why
    return None


class AnyOrder(RuleBasedStateMachine):
    """A room beside the simplest account of it: who sits where, and who chose what this round."""

    @initialize(most=st.integers(1, 4))
    def open(self, most):
        self.room = Room(most)
        self.present, self.chosen, self.over = set(), {}, False

    @rule(seat=SEATS)
    def enter(self, seat):
        before = set(self.room.seats)
        why = refused(self.room.enter, seat)
        if self.over:
            assert why is Refusal.OVER
        elif seat not in before and len(before) == self.room.most and before <= self.present:
            assert why is Refusal.FULL
        else:
            assert why is None
            self.present.add(seat)
            for gone in before - set(self.room.seats):
                assert gone not in self.present
                self.chosen.pop(gone, None)

    @rule(seat=SEATS)
    def step_out(self, seat):
        self.room.step_out(seat)
        self.present.discard(seat)

    @rule(question=QUESTIONS)
    def ask(self, question):
        why = refused(self.room.ask, question)
        assert why is (Refusal.OVER if self.over else None)
        if not self.over:
            self.chosen = {}
            assert set(self.room.seats) == self.present

    @rule(seat=SEATS, back=st.integers(0, 1), option=OPTIONS)
    def answer(self, seat, back, option):
        asking = self.room.phase is Phase.ASKING
        why = refused(self.room.answer, seat, self.room.round - back, option)
        known = asking and option in {one.id for one in self.room.question.options}
        counts = asking and seat in self.room.seats and not back and known
        assert (why is None) == counts
        if counts:
            self.chosen[seat] = option

    @rule()
    def show(self):
        was = self.room.phase
        refused(self.room.show)
        assert self.room.phase is (Phase.SHOWN if was is Phase.ASKING else was)

    @precondition(lambda self: self.room.round > 2)
    @rule()
    def end(self):
        self.room.end()
        self.present, self.chosen, self.over = set(), {}, True

    @invariant()
    def the_spread_is_what_was_chosen_and_no_more(self):
        if not hasattr(self, "room"):
            return
        expected = list(self.chosen.values())
        assert {k: n for k, n in self.room.spread.items() if n} == {
            option: expected.count(option) for option in expected
        }
        assert len(self.room.seats) <= self.room.most
        assert self.room.present == len(self.present)
        for seat in self.room.seats:
            assert self.room.answer_of(seat) == self.chosen.get(seat)
        if self.over:
            assert (self.room.question, set(self.room.seats)) == (None, set())


AnyOrder.TestCase.settings = settings(max_examples=60, stateful_step_count=30)
TestAnyOrder = AnyOrder.TestCase


@pytest.fixture
def room():
    made = Room(2)
    made.enter("a")
    made.enter("b")
    made.ask(ONE)
    return made


def test_the_last_choice_counts_and_only_once(room):
    first, second = (option.id for option in ONE.options[:2])
    room.answer("a", 1, first)
    room.answer("a", 1, second)
    assert (room.spread[first], room.spread[second]) == (0, 1)
    assert sum(room.spread.values()) == 1


def test_an_answer_that_comes_late_does_not_count_for_the_next_question(room):
    room.ask(ONE)
    assert refused(room.answer, "a", 1, ONE.options[0].id) is Refusal.LATE
    assert sum(room.spread.values()) == 0


def test_after_the_question_is_closed_nothing_changes(room):
    room.answer("a", 1, ONE.options[0].id)
    room.show()
    assert refused(room.answer, "b", 1, ONE.options[0].id) is Refusal.LATE
    assert sum(room.spread.values()) == 1


def test_who_reloads_the_page_keeps_seat_and_answer(room):
    room.answer("a", 1, ONE.options[0].id)
    room.step_out("a")
    room.enter("a")
    assert room.answer_of("a") == ONE.options[0].id
    assert sum(room.spread.values()) == 1


def test_one_too_many_is_refused_until_somebody_has_gone(room):
    assert refused(room.enter, "c") is Refusal.FULL
    room.step_out("b")
    assert refused(room.enter, "c") is None
    assert set(room.seats) == {"a", "c"}


def test_every_option_has_its_number_in_the_order_of_the_options(room):
    assert list(room.spread) == [option.id for option in ONE.options]
    assert set(room.spread.values()) == {0}
