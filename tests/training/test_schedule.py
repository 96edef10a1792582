"""When an item is asked again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica.training.schedule import after

DAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def weeks(answers):
    """Return after how many weeks the item comes back each time, if it is asked when it is due."""
    memory, at, found = None, DAY, []
    for correct in answers:
        memory = after(memory, correct, at)
        found.append((memory.due - at) / timedelta(weeks=1))
        at = memory.due
    return found


def test_who_is_right_is_asked_again_after_about_1_4_and_12_weeks():
    assert weeks([True] * 3) == pytest.approx([1, 4, 12], rel=0.1)


def test_who_is_wrong_at_first_is_asked_again_the_next_day():
    assert weeks([False]) == [pytest.approx(1 / 7)]


@given(st.lists(st.booleans(), max_size=8))
def test_an_item_always_comes_back_on_a_later_day_and_within_a_year(answers):
    for gap in weeks(answers):
        assert 1 / 7 <= gap <= 366 / 7


@given(st.lists(st.booleans(), max_size=6))
def test_a_wrong_answer_never_comes_back_later_than_a_right_one(answers):
    assert weeks([*answers, False])[-1] <= weeks([*answers, True])[-1]


@given(st.lists(st.booleans(), max_size=6))
def test_who_is_right_in_time_is_never_asked_sooner_than_the_time_before(answers):
    *_, before, then = weeks([*answers, True, True])
    assert then >= before


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 100_000)), max_size=6))
def test_an_answer_at_any_moment_sooner_or_later_has_a_plan(answers):
    memory, at = None, DAY
    for correct, minutes in answers:
        memory = after(memory, correct, at)
        assert memory.last == at
        assert memory.due > at
        at += timedelta(minutes=minutes)
