"""A hundred signs can be counted, and they say what the fact says."""

import re

import pytest

from sciatica.content import frequencies, words
from sciatica.figures import describe_icon_array, draw_icon_array, to_svg
from sciatica.figures.icon_array import SHOWN
from sciatica.figures.svg import PART

TEXT = words("en")


def signs(figure, number, part):
    """Return the middles of the signs of one kind as (column, row)."""
    (patch,) = [a for a in figure.findobj() if a.get_gid() == f"{number}{PART}{part}"]
    rings = patch.get_path().to_polygons(closed_only=False)
    return {tuple((ring.min(axis=0) + ring.max(axis=0)).round(3) / 2) for ring in rings}


@pytest.mark.parametrize("number", SHOWN)
def test_there_are_a_hundred_signs_and_as_many_filled_as_the_study_counted(number):
    figure = draw_icon_array(number)
    yes, no = signs(figure, number, "yes"), signs(figure, number, "no")
    assert len(yes) == frequencies()[number].in_100
    assert len(yes | no) == 100


@pytest.mark.parametrize("number", SHOWN)
def test_the_filled_signs_stand_together_from_the_top_left(number):
    yes = signs(draw_icon_array(number), number, "yes")
    in_reading_order = sorted(yes, key=lambda sign: (sign[1], sign[0]))
    assert in_reading_order == [(i % 10, i // 10) for i in range(len(yes))]


@pytest.mark.parametrize("number", SHOWN)
def test_shape_and_not_colour_alone_tells_the_two_kinds_apart(number):
    filled = {
        str(artist.get_gid()).partition(PART)[2]: artist.get_facecolor()[3]
        for artist in draw_icon_array(number).findobj()
        if PART in str(artist.get_gid())
    }
    assert filled == {"yes": 1, "no": 0}


@pytest.mark.parametrize("number", SHOWN)
def test_the_words_give_both_numbers_and_when(number):
    said = describe_icon_array(number, TEXT)
    count = frequencies()[number].in_100
    assert str(count) in said
    assert str(100 - count) in said
    assert re.search(r"12 weeks|12 months|[28]0 years without pain", said)


@pytest.mark.parametrize("number", SHOWN)
def test_the_svg_is_small_and_the_same_bytes_each_time(number):
    first, second = (
        to_svg(draw_icon_array(number), name="icons", description="a hundred signs in rows")
        for _ in range(2)
    )
    assert first == second
    assert len(first) < 40_000
