"""A hundred signs can be counted, and they say what the fact says."""

import re

import pytest

from sciatica.content.facts import frequencies
from sciatica.content.words import words
from sciatica.figures.icon_array import BULGES, ROADS, icon_array, walkers
from tests.harness.asking import shapes

TEXT = words("en")
MADE = dict.fromkeys(BULGES, icon_array)
MADE |= {number: walkers for numbers in ROADS.values() for number in numbers}
EVERY = pytest.mark.parametrize("number", MADE)
DOTS = pytest.mark.parametrize("number", BULGES)
PEOPLE = pytest.mark.parametrize("number", sorted(set(MADE) - set(BULGES)))


def kinds(number):
    drawn = shapes(MADE[number](number, TEXT).figure("whole"))
    return drawn["fixed--yes"], drawn["fixed--no"]


def middles(patch):
    """Return the middles of the signs of one kind as (column, row)."""
    rings = patch.get_path().to_polygons(closed_only=False)
    return {tuple((ring.min(axis=0) + ring.max(axis=0)).round(3) / 2) for ring in rings}


def feet(patch):
    """Return where the people of one kind stand as (column, row): a head and a body each."""
    shapes_of = patch.get_path().to_polygons(closed_only=False)
    lows = [(shape[:, 0].mean().round(), (shape[:, 1].max() - 0.86) / 2) for shape in shapes_of]
    return {(int(x), round(y)) for x, y in lows[1::2]}


@DOTS
def test_a_hundred_signs_of_which_as_many_are_filled_as_the_study_counted_from_the_top_left(number):
    yes, no = map(middles, kinds(number))
    assert len(yes) == frequencies()[number].in_100
    assert len(yes | no) == 100
    in_reading_order = sorted(yes, key=lambda sign: (sign[1], sign[0]))
    assert in_reading_order == [(i % 10, i // 10) for i in range(len(yes))]


@PEOPLE
def test_a_hundred_small_people_of_whom_as_many_are_filled_as_the_study_counted(number):
    yes, no = map(feet, kinds(number))
    assert len(yes) == frequencies()[number].in_100
    assert len(yes | no) == 100
    in_reading_order = sorted(yes, key=lambda sign: (sign[1], sign[0]))
    assert in_reading_order == [(i % 20, i // 20) for i in range(len(yes))]


def test_a_road_counts_one_outcome_and_two_roads_count_two():
    counted = [{frequencies()[number].outcome for number in numbers} for numbers in ROADS.values()]
    assert all(len(outcomes) == 1 for outcomes in counted)
    assert len(set.union(*counted)) == len(ROADS)


@EVERY
def test_shape_and_not_colour_alone_tells_the_two_kinds_apart(number):
    assert [patch.get_facecolor()[3] for patch in kinds(number)] == [1, 0]


@EVERY
def test_the_words_give_both_numbers_and_when(number):
    said = MADE[number](number, TEXT).views["whole"].words
    count = frequencies()[number].in_100
    assert str(count) in said
    assert str(100 - count) in said
    assert re.search(r"2 weeks|12 months|[28]0 years without pain", said)
