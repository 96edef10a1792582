"""The pictures of a narrowing show less room step by step, and posture changes it only a little."""

from itertools import pairwise, product

import pytest

from sciatica.content import words
from sciatica.content.spine_artwork import Cut, area_mm2, narrowed
from sciatica.figures.narrowing import (
    CUTS,
    STATES,
    describe_narrowing,
    draw_narrowing,
    draw_postures,
    narrowed_sac_mm2,
)
from sciatica.model import Posture, Severity
from tests.figures.fitting import names_fit

TEXT = words("en")


@pytest.mark.parametrize("posture", Posture)
def test_the_sac_has_less_room_with_each_step_of_narrowing(posture):
    rooms = [narrowed_sac_mm2(severity, posture) for severity in Severity]
    assert all(wider > narrower + 5 for wider, narrower in pairwise(rooms))


@pytest.mark.parametrize("severity", Severity)
def test_bending_gives_room_and_leaning_back_takes_a_little_without_a_jump(severity):
    flexed, neutral, extended = (narrowed_sac_mm2(severity, posture) for posture in Posture)
    assert flexed > neutral > extended
    assert 0.75 < extended / flexed < 0.95


@pytest.mark.parametrize("posture", Posture)
def test_the_way_out_of_the_nerve_is_narrower_with_narrowing(posture):
    fat = [
        area_mm2(narrowed(severity, posture, Cut.FORAMINA).parts["fat"])
        for severity in (Severity.NONE, Severity.SEVERE)
    ]
    assert fat[1] < fat[0]


@pytest.mark.parametrize(("cut", "state"), product(CUTS, STATES))
def test_every_state_has_a_picture_with_names_that_fit(cut, state):
    names_fit(draw_narrowing(cut, *state, TEXT))


def test_every_state_has_words_of_its_own():
    said = {describe_narrowing(cut, *state, TEXT) for cut, state in product(CUTS, STATES)}
    assert len(said) == len(CUTS) * len(STATES)


def test_the_postures_stand_side_by_side_each_with_its_name():
    figure = draw_postures(Severity.MODERATE, TEXT)
    assert len(figure.axes[0].child_axes) == 3
    names_fit(figure)


@pytest.mark.parametrize("state", STATES)
def test_one_picture_holds_every_state_and_shows_one(state):
    figure = draw_narrowing(Cut.L4_L5, *state, TEXT, among=STATES)
    sacs = [a for a in figure.findobj() if str(a.get_gid() or "").endswith("--sac")]
    assert len(sacs) == len(STATES)
    assert [a.get_gid() for a in sacs if a.get_visible()] == [f"{state[0]}-{state[1]}--sac"]
