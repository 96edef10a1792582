"""The buttock from behind: the nerve below the muscle, on the side that is named."""

import numpy as np
import pytest
from matplotlib.patches import PathPatch

from sciatica.content import words
from sciatica.content.spine_artwork import Outside, area_mm2, outside
from sciatica.figures.buttock import describe_buttock, draw_buttock
from sciatica.model import Piriformis, Side
from tests.figures.fitting import names_fit

TEXT = words("en")
VIEWS = {Piriformis.RELAXED: Outside.HIP, Piriformis.TIGHT: Outside.HIP_TIGHT}


def outline(figure, part):
    (patch,) = [
        artist
        for artist in figure.findobj(PathPatch)
        if artist.get_visible()
        and artist.get_gid().partition("--")[2] == part
        and not artist.get_gid().endswith("hidden")
    ]
    return patch.get_path().vertices


@pytest.mark.parametrize("muscle", Piriformis)
def test_the_nerve_comes_out_below_the_muscle(muscle):
    parts = outside(VIEWS[muscle]).parts
    nerve = np.concatenate(
        [np.array(ring) for polygon in parts["sciatic right"] for ring in polygon]
    )
    belly = np.concatenate(
        [np.array(ring) for polygon in parts["piriformis right"] for ring in polygon]
    )
    assert nerve[:, 1].max() > belly[:, 1].max() + 50
    top = nerve[nerve[:, 1].argmin()]
    near = belly[np.abs(belly[:, 0] - top[0]) < 4]
    assert top[1] > near[:, 1].min()


@pytest.mark.parametrize("muscle", Piriformis)
def test_the_nerve_passes_between_the_sitting_bone_and_the_thigh_bone(muscle):
    spots = outside(VIEWS[muscle]).spots
    assert spots["sitting_bone"][0] < spots["sciatic"][0] < spots["femur"][0]


def test_a_tight_muscle_covers_more_than_a_relaxed_one():
    relaxed, tight = (area_mm2(outside(view).parts["piriformis right"]) for view in VIEWS.values())
    assert 1.03 < tight / relaxed < 1.4


@pytest.mark.parametrize("muscle", Piriformis)
def test_the_left_buttock_is_the_mirror_of_the_right_one(muscle):
    width = outside(Outside.HIP).width
    left, right = (
        outline(draw_buttock(muscle, TEXT, side), "piriformis-right")
        for side in (Side.LEFT, Side.RIGHT)
    )
    assert np.allclose(left[:, 0], width - right[:, 0])


@pytest.mark.parametrize("side", Side)
def test_one_picture_holds_both_states(side):
    figure = draw_buttock(Piriformis.TIGHT, TEXT, side, both=True)
    shown = {
        artist.get_gid().partition("--")[0]
        for artist in figure.findobj(PathPatch)
        if artist.get_visible()
    }
    assert shown >= {"tight"}
    assert "relaxed" not in shown


@pytest.mark.parametrize("muscle", Piriformis)
@pytest.mark.parametrize("side", Side)
def test_names_fit_and_words_name_the_side(muscle, side):
    names_fit(draw_buttock(muscle, TEXT, side))
    assert f"The {side} buttock" in describe_buttock(muscle, TEXT, side)
