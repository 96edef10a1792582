"""Needling, an injection, surgery: each way in ends where it is said, away from every nerve."""

import numpy as np
import pytest
from shapely.geometry import LineString, Point, Polygon
from shapely.ops import unary_union

from sciatica.content.spine_artwork import Cut, lesion_shapes, section
from sciatica.content.words import words
from sciatica.figures.svg import PART
from sciatica.figures.treatment import (
    CLEAR_MM,
    DISC,
    LESIONS,
    NEEDLES,
    OPENING,
    needle,
    skin_at,
    treatment_steps,
)
from sciatica.model.treatments import Step, Treatment
from tests.harness.asking import shapes

TEXT = words("en")
NERVOUS = {"root", "ganglion", "sac"}
HARD = {"L4", "L5", "disc", "lesion", "cartilage"}
LARGEST = 20_000


def solid(shape):
    return unary_union([Polygon(outer, holes).buffer(0) for outer, *holes in shape])


def parts(treatment):
    """Return the parts of the slice as they lie before the treatment."""
    found = dict(section(Cut.through(DISC)).parts)
    if lesion := LESIONS[treatment]:
        moved = lesion_shapes(lesion, axial=True)
        still = {name: one for name, one in found.items() if name.split()[0] not in NERVOUS}
        found = still | dict(moved)
    return {name: solid(shape) for name, shape in found.items()}


def way_in(treatment):
    """Return all that a treatment takes up under the skin, as it is drawn."""
    if treatment is Treatment.SURGERY:
        return Polygon(OPENING)
    outline = needle(NEEDLES[treatment])[0]
    return Polygon(outline)


@pytest.mark.parametrize("treatment", Treatment)
def test_the_whole_way_in_stays_clear_of_every_nerve_and_their_sac(treatment):
    way = way_in(treatment)
    near = {
        name: round(way.distance(shape), 2)
        for name, shape in parts(treatment).items()
        if name.split()[0] in NERVOUS
    }
    assert len(near) >= 11
    assert {name: mm for name, mm in near.items() if mm < CLEAR_MM[treatment]} == {}


def test_the_tip_of_the_needle_lies_in_the_muscle_and_its_way_meets_nothing_else_but_fat():
    way = NEEDLES[Treatment.NEEDLING]
    found = parts(Treatment.NEEDLING)
    assert found["multifidus"].buffer(-5).contains(Point(way.tip))
    met = {name for name, shape in found.items() if way_in(Treatment.NEEDLING).intersects(shape)}
    assert met == {"multifidus"}


def test_the_injection_ends_in_the_fat_beside_the_nerve_and_meets_no_bone_and_no_disc():
    way, found = NEEDLES[Treatment.INJECTION], parts(Treatment.INJECTION)
    nerve = found["root L4 left"]
    assert found["fat"].contains(Point(way.tip))
    assert nerve.distance(Point(way.tip)) < 4
    line = LineString([way.skin, way.tip])
    met = {name for name, shape in found.items() if line.intersects(shape)}
    assert met == {"erector", "fat"}
    assert not met & HARD


def test_surgery_opens_bone_and_ligament_behind_what_presses_and_no_joint():
    found, opening = parts(Treatment.SURGERY), Polygon(OPENING)
    met = {name for name, shape in found.items() if opening.intersects(shape)}
    assert met == {"multifidus", "fat", "L4", "flavum L4/5"}
    x, y = found["lesion"].centroid.coords[0]
    left, _, right, _ = opening.bounds
    assert left < x + 5 < right  # straight behind the outer part of what presses
    assert y < min(v for _, v in OPENING)


@pytest.mark.parametrize("treatment", NEEDLES)
def test_a_needle_begins_at_the_skin_as_it_is_drawn(treatment):
    x, y = NEEDLES[treatment].skin
    assert y == pytest.approx(skin_at(x), abs=1)


def drawn(treatment, step):
    """Return the names of what a step shows beyond the slice."""
    figure = treatment_steps(treatment, TEXT).figure(step)
    lines = [one for axes in figure.axes for one in axes.lines if one.get_visible()]
    gids = [*shapes(figure), *(str(one.get_gid()) for one in lines)]
    return {gid.partition(PART)[2] for gid in gids if gid.startswith(f"{step}{PART}")}


def test_an_injection_leaves_the_disc_as_it_is_and_surgery_takes_out_what_presses():
    for treatment, after in ((Treatment.INJECTION, True), (Treatment.SURGERY, False)):
        assert "lesion" in drawn(treatment, Step.BEFORE)
        assert "lesion" in drawn(treatment, Step.DURING)
        assert ("lesion" in drawn(treatment, Step.AFTER)) is after
    assert "opening" in drawn(Treatment.SURGERY, Step.DURING)
    assert "opening" not in drawn(Treatment.SURGERY, Step.BEFORE)


@pytest.mark.parametrize("treatment", NEEDLES)
def test_the_needle_is_in_during_the_second_step_alone(treatment):
    shown = [step for step in Step if "needle" in drawn(treatment, step)]
    assert shown == [Step.DURING]
    assert "was" in drawn(treatment, Step.AFTER)


@pytest.mark.parametrize("treatment", Treatment)
def test_every_picture_says_that_it_is_drawn_and_is_small(treatment):
    picture = treatment_steps(treatment, TEXT)
    for step in Step:
        assert picture.views[step].words.startswith(TEXT("three_treatments.drawn_long"))
        assert len(picture.svg("x", step).encode()) < LARGEST
    texts = [text.get_text() for axes in picture.figure(Step.BEFORE).axes for text in axes.texts]
    assert TEXT("three_treatments.name.drawing") in texts


@pytest.mark.parametrize("treatment", Treatment)
def test_all_is_on_the_left_which_is_the_viewers_right(treatment):
    where = [x for x, _ in OPENING] if treatment is Treatment.SURGERY else None
    spots = where or [NEEDLES[treatment].skin[0], NEEDLES[treatment].tip[0]]
    assert np.min(spots) > 0
    assert all(
        "on the left" in view.words
        for view in list(treatment_steps(treatment, TEXT).views.values())[:2]
    )
