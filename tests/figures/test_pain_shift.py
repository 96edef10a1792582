"""The rule of centralisation as it is drawn: up is up, the same is the same, down is down."""

import numpy as np
import pytest
from matplotlib.patches import PathPatch, Polygon

from sciatica.content import NerveView, nerve, words
from sciatica.figures import describe_pain_shift, draw_pain_shift
from sciatica.figures.body import outline
from sciatica.model import Shift, Side

TEXT = words("en")
SPOTS = nerve()[NerveView.BACK].spots


def ring(figure, layer):
    (found,) = [p for p in figure.findobj(Polygon) if str(p.get_gid()).startswith(f"{layer}--")]
    return found.get_xy()


def heads(figure):
    return [p for p in figure.findobj(PathPatch) if p.get_gid() == "arrow--head"]


def lowest(figure, layer):
    """Return how far down a band goes; y grows downwards."""
    return ring(figure, layer)[:, 1].max()


@pytest.mark.parametrize("side", Side)
def test_the_lowest_point_moves_as_the_picture_says(side):
    before = {shift: lowest(draw_pain_shift(shift, TEXT, side), "before") for shift in Shift}
    now = {shift: lowest(draw_pain_shift(shift, TEXT, side), "now") for shift in Shift}
    assert len(set(before.values())) == 1
    assert now[Shift.UP] < before[Shift.UP] - 100
    assert now[Shift.SAME] == before[Shift.SAME]
    assert now[Shift.DOWN] > before[Shift.DOWN] + 50


def test_moved_up_it_lies_in_the_low_back_where_it_did_not_before():
    up = draw_pain_shift(Shift.UP, TEXT)
    assert ring(up, "now")[:, 1].min() < SPOTS["low_back"][1] + 8
    assert ring(up, "before")[:, 1].min() > SPOTS["low_back"][1] + 30


def test_before_it_goes_from_the_buttock_to_the_calf():
    band = ring(draw_pain_shift(Shift.SAME, TEXT), "before")
    assert band[:, 1].min() == pytest.approx(SPOTS["buttock"][1], abs=20)
    assert band[:, 1].max() == pytest.approx(SPOTS["calf"][1], abs=10)


@pytest.mark.parametrize("shift", Shift)
def test_an_arrow_points_where_the_pain_went_and_none_where_it_stayed(shift):
    found = heads(draw_pain_shift(shift, TEXT))
    if shift is Shift.SAME:
        assert found == []
        return
    (head,) = found
    tip, *corners = head.get_path().vertices[:3]
    assert bool(tip[1] > corners[0][1]) is (shift is Shift.DOWN)
    assert f"arrow points {shift}" in describe_pain_shift(shift, TEXT)


@pytest.mark.parametrize("shift", Shift)
def test_the_band_lies_within_the_body(shift):
    picture = nerve()[NerveView.BACK].body
    body = outline(picture, Side.LEFT, [*picture.layers["body"], *picture.layers["shorts"]])
    for layer in ("now", "before"):
        inside = [body.contains_point(spot) for spot in ring(draw_pain_shift(shift, TEXT), layer)]
        assert np.mean(inside) > 0.97


@pytest.mark.parametrize("shift", Shift)
def test_the_right_leg_is_the_mirror_of_the_left_and_each_is_named(shift):
    width = nerve()[NerveView.BACK].body.width
    left, right = (draw_pain_shift(shift, TEXT, side) for side in (Side.LEFT, Side.RIGHT))
    for layer in ("now", "before"):
        mirrored = ring(left, layer).copy()
        mirrored[:, 0] = width - mirrored[:, 0]
        assert mirrored == pytest.approx(ring(right, layer))
    # seen from behind, the patient's left is on the viewer's left
    assert ring(left, "before")[:, 0].max() < width / 2
    for side in Side:
        assert f"The {side} leg" in describe_pain_shift(shift, TEXT, side)
    letters = {text.get_text(): text.get_position()[0] for text in left.axes[0].texts}
    assert letters["L"] < letters["R"]


def test_the_words_name_the_regions_that_are_drawn():
    assert "low back" in describe_pain_shift(Shift.UP, TEXT)
    assert "goes only to the buttock" in describe_pain_shift(Shift.UP, TEXT)
    assert "down to the foot" in describe_pain_shift(Shift.DOWN, TEXT)
    for shift in Shift:
        assert "to the calf" in describe_pain_shift(shift, TEXT)
