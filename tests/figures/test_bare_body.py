"""The bare body to paint on: what of it is the saddle, and what is a leg."""

import numpy as np
import pytest
from matplotlib.path import Path

from sciatica.content.artwork import LegView, legs
from sciatica.content.saddle_artwork import Band, SaddleView, saddles
from sciatica.content.words import words
from sciatica.figures.bare_body import (
    BARE,
    LEG_FROM,
    MAPS,
    bare_leg,
    bare_legs,
    bare_saddle,
    regions,
    to_legs,
)
from sciatica.figures.svg import layered
from sciatica.model.anatomy import Side
from tests.harness.asking import at

TEXT = words("en")
UPRIGHT = (LegView.FRONT, LegView.BACK)


def inside(rings, point):
    return any(Path([*ring, ring[0]]).contains_point(point) for ring in rings)


def width(shape, y):
    rings = [Path([*ring, ring[0]]) for polygon in shape for ring in polygon]
    xs = np.arange(0, 230, 0.5)
    points = np.column_stack([xs, np.full_like(xs, y)])
    seen = np.logical_xor.reduce([ring.contains_points(points) for ring in rings])
    return np.ptp(xs[seen])


@pytest.mark.parametrize("view", UPRIGHT)
def test_the_saddle_lies_on_the_legs_where_its_own_pictures_draw_it(view):
    of_saddle, of_legs = saddles()[SaddleView(view)].body, legs()[view].layers["body"]
    for y in (20, 60, 100):
        wide = np.ptp([to_legs((x, y))[0] for x in (0, width(of_saddle, y))])
        assert wide == pytest.approx(width(of_legs, to_legs((0, y))[1]), abs=6)


@pytest.mark.parametrize("view", SaddleView)
def test_all_skin_that_a_band_covers_is_saddle_and_so_is_the_middle(view):
    picture, rings = saddles()[view], regions(view).saddle
    for band in Band:
        for polygon in (*picture.bands[band].core, *picture.bands[band].soft):
            middle = tuple(np.mean(polygon[0], axis=0))
            assert inside(rings, middle) or not inside([polygon[0]], middle)
    if view is SaddleView.BACK:
        assert inside(rings, picture.spots["anus"])


@pytest.mark.parametrize("view", UPRIGHT)
@pytest.mark.parametrize("side", Side)
def test_both_sides_of_the_saddle_count_and_knee_foot_and_low_back_do_not(view, side):
    rings = regions(view).saddle
    assert inside(rings, at(view, side, (106, 96)))
    assert inside(rings, at(view, side, (112, 116)))
    for name, spot in legs()[view].sites.items():
        if not name.startswith("thigh"):
            assert not inside(rings, at(view, side, spot)), name
    assert not inside(rings, at(view, side, (110, LEG_FROM - 2)))


def test_from_inside_the_upper_thigh_counts_and_from_outside_and_on_feet_nothing_of_it_is_seen():
    for side in Side:
        inner = regions(LegView.INNER, side).saddle
        assert inside(inner, (70, 110))
        assert not inside(inner, legs()[LegView.INNER].sites["knee_medial"])
        for view in (LegView.OUTER, LegView.FOOT, LegView.SOLE):
            assert regions(view, side).saddle == []


def test_left_and_right_are_the_patients():
    for view in (*UPRIGHT, *SaddleView):
        first = view in (LegView.BACK, SaddleView.BACK)
        of = regions(view).legs
        assert inside([of[Side.LEFT]], (50 if first else 150, 190))
        assert inside([of[Side.RIGHT]], (150 if first else 50, 190))
    for view in (LegView.OUTER, LegView.INNER, LegView.FOOT, LegView.SOLE):
        for side in Side:
            assert regions(view, side).legs.keys() == {side}


def test_the_low_back_belongs_to_no_leg():
    for view in UPRIGHT:
        assert not any(inside([leg], (90, LEG_FROM - 5)) for leg in regions(view).legs.values())


def test_a_body_is_bare_until_a_map_is_asked_for_and_a_map_shows_every_root_alike():
    pictures = [bare_legs(view, TEXT) for view in UPRIGHT]
    pictures += [
        bare_leg(view, side, TEXT) for view in (LegView.OUTER, LegView.SOLE) for side in Side
    ]
    pictures += [bare_saddle(view, TEXT) for view in SaddleView]
    for picture in pictures:
        assert tuple(picture.views) == MAPS
        assert not picture.views[BARE].layers
        assert picture.switched <= {"feeling", "pain"}, "no layer of one root alone"
        shown = {layer for artist, layer in layered(picture.figure(BARE)) if artist.get_visible()}
        assert shown == {"fixed"}
