"""The saddle: nothing of the skin that counts is left out, and nothing is mistaken."""

from itertools import pairwise, product

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from sciatica.content.saddle_artwork import Band, SaddleView, saddles
from sciatica.content.words import words
from sciatica.figures.palette import SADDLE
from sciatica.figures.picture import WHOLE
from sciatica.figures.saddle import saddle
from tests.harness.asking import area, shapes, written

TEXT = words("en")


def band(view, name):
    return shapes(saddle(view, TEXT).figure(WHOLE))[f"fixed--{name}"].get_path()


def seen_bands(view):
    return [name for name in Band if len(band(view, name).vertices)]


def test_from_below_all_three_bands_are_nested():
    assert seen_bands(SaddleView.BELOW) == list(Band)
    sizes = [area(band(SaddleView.BELOW, name)) for name in Band]
    assert sizes == sorted(sizes, reverse=True)
    for wide, narrow in pairwise(Band):
        across, down = np.meshgrid(np.arange(0, 220, 2), np.arange(0, 210, 2))
        spots = np.column_stack([across.ravel(), down.ravel()])
        within = spots[band(SaddleView.BELOW, narrow).contains_points(spots)]
        assert len(within) > 100, narrow
        assert band(SaddleView.BELOW, wide).contains_points(within).mean() > 0.99, (wide, narrow)


@pytest.mark.parametrize(
    ("view", "spot", "inside"),
    [
        (SaddleView.BELOW, "anus", Band.S4_5),
        (SaddleView.BELOW, "genitals", Band.S3),
        (SaddleView.BELOW, "sitting_bone", Band.S3),
        (SaddleView.BACK, "sitting_bone", Band.S3),
        (SaddleView.FRONT, "pubis", Band.S3),
    ],
)
def test_a_landmark_lies_in_its_band(view, spot, inside):
    assert band(view, inside).contains_point(saddles()[view].spots[spot])


@pytest.mark.parametrize("view", [SaddleView.BACK, SaddleView.BELOW])
def test_the_back_of_the_thigh_which_the_sign_does_not_name_is_left_out(view):
    spot = saddles()[view].spots["thigh"]
    outermost = shapes(saddle(view, TEXT).figure(WHOLE))[f"fixed--{Band.S2}-soft"].get_path()
    assert not outermost.contains_point(spot)
    assert outermost.contains_point(saddles()[view].spots["sitting_bone"])


def test_the_private_parts_are_marked_in_front_and_the_middle_from_behind():
    assert Band.S3 in seen_bands(SaddleView.FRONT)
    assert seen_bands(SaddleView.BACK) == list(Band)


def test_both_sides_are_marked_alike():
    for view, name in product(SaddleView, Band):
        points, width = band(view, name).vertices, saddles()[view].width
        if len(points):
            middle = (points[:, 0].min() + points[:, 0].max()) / 2
            assert middle == pytest.approx(width / 2, abs=0.3), (view, name)


def test_the_patients_left_is_lettered_on_the_viewers_left_from_behind_alone():
    for view in SaddleView:
        x = written(saddle(view, TEXT).figure(WHOLE))
        assert (x["L"] < x["R"]) is (view is SaddleView.BACK), view
    below = saddle(SaddleView.BELOW, TEXT).figure(WHOLE)
    y = {text.get_text(): text.get_position()[1] for text in below.axes[0].texts}
    assert y[TEXT("saddle.end.front")] < y[TEXT("saddle.end.back")]


def test_on_a_grey_printer_each_band_is_darker_than_the_one_around_it():
    grey = [float(np.dot(to_rgb(SADDLE[name]), [0.299, 0.587, 0.114])) for name in Band]
    for outer, inner in pairwise(grey):
        assert outer - inner > 0.15
