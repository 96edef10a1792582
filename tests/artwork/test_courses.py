"""The nerves run in soft oblique curves, as wide and as steep as published: asked of the solids."""

from itertools import pairwise

import numpy as np
import pytest

from artwork.solids.bending import bend_radius, evenly
from artwork.solids.column import Column
from artwork.solids.courses import ROOTS
from artwork.solids.measures import measure_nerve
from sciatica.content.facts import measures
from sciatica.model.anatomy import Side
from sciatica.model.lesions import Posture

SOFT_MM = 8.0
"""No nerve is drawn with a sharper bend."""
NERVES = (*ROOTS, "trunk")


@pytest.fixture(scope="module")
def column():
    return Column()


@pytest.fixture(scope="module")
def measured(column):
    return {name: measure_nerve(column, name) for name in NERVES}


def published():
    return [
        pytest.param(what, place, id=f"{what} {place}")
        for what, table in measures().items()
        for place in table
        if what.startswith("nerve")
    ]


@pytest.mark.solids
@pytest.mark.parametrize("name", NERVES)
def test_no_nerve_has_a_kink(measured, name):
    assert measured[name]["bend_radius"] >= SOFT_MM


@pytest.mark.solids
@pytest.mark.parametrize("posture", [Posture.FLEXED, Posture.EXTENDED])
def test_bent_forward_or_back_no_root_has_a_kink(posture):
    column = Column(posture)
    radii = {root: bend_radius(column.root_path(root, Side.LEFT)).min() for root in ROOTS}
    assert min(radii.values()) >= SOFT_MM, radii


@pytest.mark.solids
@pytest.mark.parametrize(("what", "place"), published())
def test_what_is_published_about_a_nerve_holds(measured, what, place):
    assert measures()[what][place].holds(measured[place][what]), measured[place][what]


@pytest.mark.solids
def test_the_lower_a_root_the_farther_it_runs_outward_in_front_of_the_bones(measured):
    turns = [measured[root]["nerve_to_sagittal"] for root in ("L4", "L5", "S1", "S2")]
    assert all(upper < lower for upper, lower in pairwise(turns)), turns


@pytest.mark.solids
def test_no_root_climbs_on_its_way_out(column):
    for root in ROOTS:
        path = column.ramus(root).path
        assert (np.diff(path[:, 2]) < 0).all(), root


@pytest.mark.solids
def test_l4_and_l5_end_within_the_trunk_and_l4_lies_outside(column):
    ends = {root: column.root_path(root, Side.LEFT)[-1, :3] for root in ("L4", "L5")}
    trunk = column.solid("trunk left")
    assert all(trunk(end) < 0 for end in ends.values())
    assert ends["L5"][0] < ends["L4"][0] - 3


def circle(radius, degrees, step):
    turn = np.arange(0.0, np.radians(degrees), step / radius)
    rows = np.stack([radius * np.cos(turn), radius * np.sin(turn), 0 * turn, 0 * turn + 2], axis=1)
    return evenly(rows)


@pytest.mark.parametrize("radius", [4.0, 9.0, 30.0])
def test_the_radius_of_an_arc_is_told_to_a_few_hundredths(radius):
    assert bend_radius(circle(radius, 150, 0.05)) == pytest.approx(radius, rel=0.04)


def test_a_straight_way_with_one_kink_is_sharp_there_alone():
    way = np.linspace(0, 20, 201)
    out = np.stack([way, 0 * way, 0 * way], axis=1)
    on = out[-1] + np.stack([way, way, 0 * way], axis=1)
    radii = bend_radius(evenly(np.concatenate([out, on[1:]])))
    sharp = radii < SOFT_MM
    assert sharp.any() and sharp.sum() < 15
