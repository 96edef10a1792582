"""The rule of centralisation as it is drawn: up is up, the same is the same, down is down."""

from itertools import product

import numpy as np
import pytest

from sciatica.content.nerve_artwork import NerveView, nerve
from sciatica.content.words import words
from sciatica.figures.canvas import Canvas
from sciatica.figures.pain_shift import pain_shift
from sciatica.model.anatomy import Side
from sciatica.model.practice import Shift
from tests.harness.asking import corners, shapes, written

TEXT = words("en")
SPOTS, BODY = nerve()[NerveView.BACK].spots, nerve()[NerveView.BACK].body
HEAD = "fixed--arrow-head"


def figure(shift, side=Side.LEFT):
    return pain_shift(shift, side, TEXT).figure("whole")


def band(shift, when, side=Side.LEFT):
    return corners(figure(shift, side), f"fixed--{when}")


def said(shift, side=Side.LEFT):
    return pain_shift(shift, side, TEXT).views["whole"].words


def test_the_lowest_point_moves_as_the_picture_says():
    for side in Side:
        # y grows downwards
        before = {shift: band(shift, "before", side)[:, 1].max() for shift in Shift}
        now = {shift: band(shift, "now", side)[:, 1].max() for shift in Shift}
        assert len(set(before.values())) == 1
        assert now[Shift.UP] < before[Shift.UP] - 100
        assert now[Shift.SAME] == before[Shift.SAME]
        assert now[Shift.DOWN] > before[Shift.DOWN] + 50


def test_moved_up_it_lies_in_the_low_back_where_it_did_not_before():
    assert band(Shift.UP, "now")[:, 1].min() < SPOTS["low_back"][1] + 8
    assert band(Shift.UP, "before")[:, 1].min() > SPOTS["low_back"][1] + 30


def test_before_it_goes_from_the_buttock_to_the_calf():
    heights = band(Shift.SAME, "before")[:, 1]
    assert heights.min() == pytest.approx(SPOTS["buttock"][1], abs=20)
    assert heights.max() == pytest.approx(SPOTS["calf"][1], abs=10)


def test_an_arrow_points_where_the_pain_went_and_none_where_it_stayed():
    assert HEAD not in shapes(figure(Shift.SAME))
    for shift in (Shift.UP, Shift.DOWN):
        tip, corner = corners(figure(shift), HEAD)[:2]
        assert (tip[1] > corner[1]) == (shift is Shift.DOWN), shift
        assert f"arrow points {shift}" in said(shift)


def test_the_band_lies_within_the_body():
    size = 0, 0, BODY.width, BODY.height
    body = Canvas.of(*size).path([*BODY.layers["body"], *BODY.layers["shorts"]])
    for shift, when in product(Shift, ("now", "before")):
        inside = [body.contains_point(spot) for spot in band(shift, when)]
        assert np.mean(inside) > 0.97, (shift, when)


def test_the_right_leg_is_the_mirror_of_the_left_and_each_is_named():
    for shift, when in product(Shift, ("now", "before")):
        left, right = (band(shift, when, side) for side in Side)
        assert left * [-1, 1] + [BODY.width, 0] == pytest.approx(right), (shift, when)
    # seen from behind, the patient's left is on the viewer's left
    assert band(Shift.SAME, "before")[:, 0].max() < BODY.width / 2
    for shift, side in product(Shift, Side):
        assert f"The {side} leg" in said(shift, side)
        x = written(figure(shift, side))
        assert x["L"] < x["R"], (shift, side)


def test_the_words_name_the_regions_that_are_drawn():
    assert "low back" in said(Shift.UP)
    assert "goes only to the buttock" in said(Shift.UP)
    assert "down to the foot" in said(Shift.DOWN)
    for shift in Shift:
        assert "to the calf" in said(shift), shift
