"""Posture and narrowing: how the canal, the foramina and the sac change, and by how much."""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from artwork.solids.changes import STENOSIS, DiscChange
from artwork.solids.column import Column
from artwork.solids.dimensions import LEVELS
from artwork.solids.measures import area, canal_area, disc_plane, foramen_area, sac_area
from sciatica.content.facts import measures
from sciatica.model.anatomy import Disc, Side
from sciatica.model.lesions import Posture, Severity

L4_5 = Disc.L4_L5
pytestmark = pytest.mark.solids


@cache
def standing(posture=Posture.NEUTRAL):
    return Column(posture)


@cache
def narrowed(severity):
    return Column(changes={L4_5: STENOSIS[severity]})


def test_the_sac_shrinks_with_every_step_of_stenosis():
    areas = [sac_area(narrowed(severity), L4_5) for severity in STENOSIS]
    assert all(first > second + 10 for first, second in pairwise(areas))
    assert measures()["sac_area"][L4_5].holds(areas[0])
    assert measures()["sac_area_in_stenosis"][L4_5].holds(areas[-1])
    assert 60 <= areas[-1] <= 75


@pytest.mark.parametrize("severity", STENOSIS)
def test_the_sac_overlaps_no_wall_of_a_narrow_canal(severity):
    column = narrowed(severity)
    x, y = np.meshgrid(np.arange(-14, 14, 0.6), np.arange(12, 40, 0.6))
    points = np.concatenate([disc_plane(column, L4_5, up)(x, y) for up in (-5.0, 0.0, 5.0)])
    sac = points[column.solid("sac")(points) < 0]
    assert len(sac) > 50
    for name in ("L4", "L5", f"disc {L4_5}", f"flavum {L4_5}"):
        assert column.solid(name)(sac).min() > 0, name


@pytest.mark.parametrize("severity", STENOSIS)
def test_a_root_in_a_narrow_canal_is_squeezed_but_not_cut(severity):
    column = narrowed(severity)
    for root in ("L4", "L5", "S1"):
        path = column.root_path(root, Side.LEFT)
        assert np.linalg.norm(np.diff(path[:, :3], axis=0), axis=1).max() < 2.0
        assert (column.solid(f"root {root} left")(path[:, :3]) < 0).all()


def test_each_change_alone_narrows_the_canal():
    for change, up in (
        (DiscChange(bulge_mm=2), 0.0),
        (DiscChange(flavum_mm=2), 0.0),
        (DiscChange(slip_mm=4), -6.0),  # between the arch of L4 and the upper edge of L5
    ):
        changed = Column(changes={L4_5: change})
        assert canal_area(changed, L4_5, up) < canal_area(standing(), L4_5, up) - 5, change
    lower = Column(changes={L4_5: DiscChange(height_mm=3)})
    assert foramen_area(lower, L4_5) < foramen_area(standing(), L4_5) - 5


# ---- posture --------------------------------------------------------------------------------


def test_the_canal_is_smaller_leaning_back_by_about_what_was_measured():
    areas = {posture: canal_area(standing(posture), L4_5) for posture in Posture}
    flexed, extended = (measures()[f"canal_area_{p}"][L4_5] for p in ("flexed", "extended"))
    assert flexed.holds(areas[Posture.FLEXED]) and extended.holds(areas[Posture.EXTENDED])
    assert areas[Posture.EXTENDED] < areas[Posture.NEUTRAL] < areas[Posture.FLEXED]
    told = 1 - extended.mean / flexed.mean
    assert 1 - areas[Posture.EXTENDED] / areas[Posture.FLEXED] == pytest.approx(told, abs=0.03)


def test_the_foramen_is_smaller_leaning_back():
    for disc in ("L3/4", "L4/5", "L5/S1"):
        small, middle, large = (
            foramen_area(standing(p), disc)
            for p in (Posture.EXTENDED, Posture.NEUTRAL, Posture.FLEXED)
        )
        assert small < middle < large < 2 * small


def test_the_yellow_ligament_is_thicker_leaning_back():
    def thickness(column):
        return area(column.solid(f"flavum {L4_5}"), disc_plane(column, L4_5), (-16, 16), (8, 44))

    assert thickness(standing(Posture.EXTENDED)) > thickness(standing(Posture.FLEXED)) + 5


@pytest.mark.parametrize("severity", [Severity.NONE, Severity.SEVERE])
def test_leaning_back_no_spinous_process_touches_the_next(severity):
    column = Column(Posture.EXTENDED, {L4_5: STENOSIS[severity]})
    least = 2.0 if severity is Severity.NONE else 0.5
    for upper, lower in pairwise(LEVELS[1:]):
        y, z = np.meshgrid(np.arange(24, 75, 0.7), np.arange(-30, 45, 0.7))
        points = column.frames[lower].world(np.stack([0 * y, y, z], -1))
        between = np.maximum(column.solid(upper)(points), column.solid(lower)(points))
        assert 2 * between.min() > least, (upper, lower)


def test_bones_keep_their_shape_in_every_posture():
    local = np.random.default_rng(3).uniform((-30, -20, -18), (30, 45, 14), (2000, 3))
    for level in LEVELS:
        bodies = [
            column._bones[level].body(column.frames[level].world(local))
            for column in map(standing, Posture)
        ]
        assert np.allclose(bodies[0], bodies[1]) and np.allclose(bodies[0], bodies[2])
