"""The buttock from behind: the nerve below the muscle, on the side that is named."""

import numpy as np
import pytest
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from sciatica.content.buttock_artwork import buttock_cut
from sciatica.content.spine_artwork import Outside, outside
from sciatica.content.words import words
from sciatica.figures.buttock import buttock
from sciatica.figures.svg import PART
from sciatica.model.anatomy import Side
from sciatica.model.buttock import Piriformis
from tests.harness.asking import area, written

TEXT = words("en")
ARTWORK = {
    Piriformis.RELAXED: outside(Outside.HIP),
    Piriformis.TIGHT: outside(Outside.HIP_TIGHT),
}


def drawn(muscle, side=Side.RIGHT):
    """Return the visible shapes by their part, whatever their layer, those of the cut too."""
    figure = buttock(side, TEXT).figure(str(muscle))
    (axes,) = figure.axes
    patches = [patch for one in (axes, *axes.child_axes) for patch in one.patches]
    return {
        str(patch.get_gid()).partition(PART)[2]: patch.get_path()
        for patch in patches
        if isinstance(patch, PathPatch) and patch.get_visible()
    }


def test_the_nerve_comes_out_below_the_muscle():
    for muscle in Piriformis:
        shown = drawn(muscle)
        nerve, belly = (shown[f"{part}-right"].vertices for part in ("sciatic", "piriformis"))
        assert nerve[:, 1].max() > belly[:, 1].max() + 50, muscle
        top = nerve[nerve[:, 1].argmin()]
        near = belly[np.abs(belly[:, 0] - top[0]) < 4]
        assert top[1] > near[:, 1].min(), muscle


def test_the_nerve_passes_between_the_sitting_bone_and_the_thigh_bone():
    for muscle, picture in ARTWORK.items():
        spots = picture.spots
        assert spots["sitting_bone"][0] < spots["sciatic"][0] < spots["femur"][0], muscle


def test_a_tight_muscle_covers_more_than_at_rest_which_is_drawn_over_it_alone():
    relaxed, tight = drawn(Piriformis.RELAXED), drawn(Piriformis.TIGHT)
    at_rest = area(relaxed["piriformis-right"])
    assert 1.03 < area(tight["piriformis-right"]) / at_rest < 1.4
    assert area(tight["piriformis-at-rest"]) == at_rest
    assert "piriformis-at-rest" not in relaxed


def test_words_and_letter_name_the_side_of_the_patient():
    for side in Side:
        picture = buttock(side, TEXT)
        letters = {"L", "R"} & set(written(picture.figure("relaxed")))
        assert letters == {TEXT(f"roots.side.{side}_letter")}
        for view in picture.views.values():
            assert f"The {side} buttock" in view.words


# ---- the cut and the ghost --------------------------------------------------------------------

CUT = buttock_cut()


def room(muscle):
    """Return the least room between muscle and nerve as they are drawn, in mm."""
    shown = drawn(muscle)
    belly, nerve = (shown[part].interpolated(8).vertices for part in ("piriformis", "sciatic"))
    return float(np.hypot(*(belly[:, None] - nerve[None]).T).min())


def test_the_cut_shows_room_that_a_tight_muscle_takes():
    at_rest, tight = (room(muscle) for muscle in Piriformis)
    assert at_rest > 2
    assert 0 < tight < 0.7
    for muscle, seen in zip(Piriformis, (at_rest, tight), strict=True):
        assert CUT.states[muscle].room_mm == pytest.approx(seen, abs=0.2)


def test_in_the_cut_the_muscle_grows_and_the_nerve_does_not():
    relaxed, tight = drawn(Piriformis.RELAXED), drawn(Piriformis.TIGHT)
    assert 1.2 < area(tight["piriformis"]) / area(relaxed["piriformis"]) < 1.8
    assert area(tight["sciatic"]) <= 1.01 * area(relaxed["sciatic"])
    assert area(tight["cut-at-rest"]) == area(relaxed["piriformis"])


def test_the_back_is_at_the_top_of_the_cut_and_the_nerve_lies_to_the_midline_of_the_muscle():
    for muscle in Piriformis:
        right, left = (drawn(muscle, side) for side in (Side.RIGHT, Side.LEFT))
        for shown, outwards in ((right, 1), (left, -1)):
            middle = {part: shown[part].vertices.mean(axis=0) for part in ("piriformis", "sciatic")}
            assert shown["big-muscle"].vertices[:, 1].max() < middle["sciatic"][1]
            assert shown["femur"].vertices[:, 1].mean() > middle["sciatic"][1]
            assert outwards * (middle["piriformis"][0] - middle["sciatic"][0]) > 10
        assert np.allclose(left["sciatic"].vertices, right["sciatic"].vertices * [-1, 1])


def test_the_dark_line_crosses_muscle_and_nerve_where_they_are_cut():
    line = np.linspace(*CUT.line, 60)
    for muscle, picture in ARTWORK.items():
        for part in ("piriformis right", "sciatic right"):
            rings = [Path([*ring, ring[0]]) for polygon in picture.parts[part] for ring in polygon]
            assert any(ring.contains_points(line).any() for ring in rings), (muscle, part)


def test_the_ghost_of_the_nerve_goes_up_to_the_sacrum_and_on_behind_the_visible_nerve():
    for muscle, picture in ARTWORK.items():
        ghost = np.concatenate([ring for polygon in CUT.states[muscle].ghost for ring in polygon])
        nerve = np.concatenate(
            [ring for polygon in picture.parts["sciatic right"] for ring in polygon]
        )
        assert ghost[:, 1].min() < picture.spots["sacrum"][1] - 40
        assert ghost[:, 1].max() > nerve[:, 1].min() + 3  # no gap where it comes out
