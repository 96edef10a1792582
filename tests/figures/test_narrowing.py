"""The pictures of a narrowing show less room step by step, and posture changes it only a little."""

from functools import cache
from itertools import pairwise, product

import numpy as np
import pytest
from matplotlib.path import Path

from sciatica.content.spine_artwork import Cut, area_mm2, narrowed
from sciatica.content.words import words
from sciatica.figures.narrowing import CUTS, names_of, narrowing, narrowing_view, postures, room
from sciatica.model.lesions import Posture, Severity
from tests.harness.asking import area, shapes

TEXT = words("en")
STATES = list(product(Severity, Posture))
ABOVE_L5_MM = -22.0
"""Where L5 begins in the midline: below, the sac becomes narrow in everybody."""


@cache
def room_mm2(severity, posture):
    """Return the room of the sac in the slice, as it is drawn."""
    view = narrowing_view(severity, posture)
    return area(shapes(narrowing(Cut.L4_L5, TEXT).figure(view))[f"{view}--sac"].get_path())


def test_the_sac_has_less_room_with_each_step_of_narrowing():
    for posture in Posture:
        rooms = [room_mm2(severity, posture) for severity in Severity]
        assert all(wider > narrower + 5 for wider, narrower in pairwise(rooms)), posture


def test_bending_gives_room_and_leaning_back_takes_a_little_without_a_jump():
    for severity in Severity:
        flexed, neutral, extended = (room_mm2(severity, posture) for posture in Posture)
        assert flexed > neutral > extended, severity
        assert max(flexed - neutral, neutral - extended) < 25, severity
        least = 0.6 if severity is Severity.SEVERE else 0.75  # of little room the same is much
        assert least < extended / flexed < 0.95, severity


def test_the_way_out_of_the_nerve_is_narrower_with_narrowing():
    for posture in Posture:
        wide, narrow = (
            area_mm2(narrowed(severity, posture, Cut.FORAMINA).parts["fat"])
            for severity in (Severity.NONE, Severity.SEVERE)
        )
        assert narrow < wide, posture


def test_the_nerves_in_the_sac_stand_closer_the_narrower_it_is():
    for posture in Posture:
        rooms = [strands_apart_mm(severity, posture) for severity in Severity]
        assert all(wider > narrower for wider, narrower in pairwise(rooms)), posture


def strands_apart_mm(severity, posture):
    """Return how far the outermost strands are apart where they are closest, at L4/5."""
    view = narrowing_view(severity, posture)
    lines = [
        line
        for line in narrowing(Cut.MIDLINE, TEXT).figure(view).axes[0].lines
        if line.get_gid() == f"{view}--strand"
    ]
    assert len(lines) > 4
    above_l5 = np.asarray(lines[0].get_ydata()) < ABOVE_L5_MM
    return (lines[-1].get_xdata() - lines[0].get_xdata())[above_l5].min()


def test_every_state_of_every_cut_has_words_of_its_own_that_say_it():
    said = {}
    for cut, (severity, posture) in product(CUTS, STATES):
        text = narrowing(cut, TEXT).views[narrowing_view(severity, posture)].words
        assert TEXT(f"spine.narrowing.severity.{severity}.picture") in text, (cut, severity)
        assert TEXT(f"spine.narrowing.posture.{posture}") in text, (cut, posture)
        said[cut, severity, posture] = text
    assert len(set(said.values())) == len(CUTS) * len(STATES)


def bar_of(picture, view, layer):
    """Return which share of the bar's frame is filled."""
    drawn = shapes(picture.figure(view))
    whole = area(drawn[f"{layer}--room-whole"].get_path())
    return area(drawn[f"{layer}--room"].get_path()) / whole


def test_the_bar_tells_the_room_that_is_drawn():
    for cut, state in product((Cut.L4_L5, Cut.FORAMINA), STATES):
        view = narrowing_view(*state)
        assert bar_of(narrowing(cut, TEXT), view, view) == pytest.approx(room(*state, cut))
    assert room(Severity.NONE, Posture.NEUTRAL, Cut.L4_L5) == 1
    told = room_mm2(Severity.SEVERE, Posture.FLEXED) / room_mm2(Severity.NONE, Posture.NEUTRAL)
    assert room(Severity.SEVERE, Posture.FLEXED, Cut.L4_L5) == pytest.approx(told, abs=0.01)


def test_in_every_cut_leaning_back_takes_room_and_so_does_each_step_of_narrowing():
    for cut in (Cut.L4_L5, Cut.FORAMINA):
        for severity in Severity:
            rooms = [room(severity, posture, cut) for posture in Posture]
            assert all(wider > narrower for wider, narrower in pairwise(rooms)), (cut, severity)
        for posture in Posture:
            rooms = [room(severity, posture, cut) for severity in Severity]
            assert all(wider > narrower for wider, narrower in pairwise(rooms)), (cut, posture)


def test_one_picture_moves_between_the_postures_and_each_says_its_own():
    picture = postures(Severity.MODERATE, TEXT)
    assert set(picture.views) == set(map(str, Posture))
    frames = [bar_of(picture, posture.value, posture.value) for posture in Posture]
    assert frames == [
        pytest.approx(room(Severity.MODERATE, posture, Cut.L4_L5)) for posture in Posture
    ]
    for posture in Posture:
        assert TEXT(f"spine.narrowing.posture.{posture}") in picture.views[posture.value].words


def waist(severity):
    """Return how wide the sac is at L4/5 as a share of its width above, in the midline."""
    ring = np.asarray(max(narrowed(severity, Posture.NEUTRAL, Cut.MIDLINE).parts["sac"])[0])
    box = Path([*ring, ring[0]], closed=True)
    x = np.arange(ring[:, 0].min(), ring[:, 0].max(), 0.1)
    wide = [
        box.contains_points(np.column_stack([x, np.full_like(x, y)])).sum() * 0.1
        for y in np.arange(ring[:, 1].min() + 1, ABOVE_L5_MM, 0.5)
    ]
    return min(wide) / max(wide)


def test_a_severe_narrowing_is_an_hourglass_in_the_midline():
    waists = [waist(severity) for severity in Severity]
    assert all(wider > narrower for wider, narrower in pairwise(waists)), waists
    assert waists[-1] < 0.5 < 0.7 < waists[0]


def test_the_name_of_a_bone_ends_on_a_bone():
    for cut, state in product((Cut.MIDLINE, Cut.FORAMINA), STATES):
        picture = narrowed(*state, cut)
        (spot,) = (name.spot for name in names_of(cut, picture, TEXT) if name.id == "bone")
        rings = [polygon[0] for name in ("L4", "L5") for polygon in picture.parts[name]]
        assert any(Path([*ring, ring[0]], closed=True).contains_point(spot) for ring in rings)
