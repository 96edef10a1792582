"""Lesions, narrowing and posture: who is reached, what gives way, and by how much."""

from itertools import pairwise, product

import numpy as np
import pytest

from artwork.solids.changes import STENOSIS, DiscChange, Lesion
from artwork.solids.column import Column
from artwork.solids.dimensions import LEVELS, VERTEBRAE
from artwork.solids.measures import area, canal_area, disc_plane, foramen_area, sac_area
from sciatica.content import measures
from sciatica.model import Disc, Form, Posture, Relation, Side, Size, Zone, roots_at_risk

HERNIATIONS = (Form.PROTRUSION, Form.EXTRUSION, Form.SEQUESTRATION)
L4_5 = Disc.L4_L5


def column_with(disc=L4_5, zone=Zone.SUBARTICULAR, form=Form.PROTRUSION, size=Size.LARGE, **more):
    return Column(lesion=Lesion(disc, zone, form, size, **more))


@pytest.mark.parametrize(("disc", "form"), list(product(Disc, HERNIATIONS)))
def test_a_lesion_reaches_the_roots_of_the_table(disc, form):
    for zone, size, side in product(Zone, Size, Side):
        told = roots_at_risk(disc, zone)
        reached = column_with(disc, zone, form, size, side=side).reached()
        if told.relation is Relation.SEVERAL:
            roots = {root for root, _ in reached}
            assert disc.traversing in roots and len(roots) > 1 and roots <= set(told.roots)
            assert reached == {(root, other.other) for root, other in reached}  # in the midline
        else:
            assert reached == {(told.roots[0], side)}, (zone, size)


def test_a_column_without_a_lesion_reaches_nothing():
    assert Column().reached() == set()


# ---- forms ----------------------------------------------------------------------------------


def widths(column, distances):
    """How wide a subarticular lesion is, so many mm behind the edge of the disc, at each height."""
    lesion, frame = column.solid("lesion"), column.disc_frames[str(column.lesion.disc)]
    x, z = np.arange(-4, 30, 0.2), np.arange(-16, 8, 0.5)
    edge = VERTEBRAE["L4"].lower_depth / 2
    grids = [np.stack(np.meshgrid(x, [edge + d], z, indexing="ij"), -1) for d in distances]
    return [(lesion(frame.world(grid))[:, 0] < 0).sum(axis=0).max() * 0.2 for grid in grids]


def test_a_protrusion_is_widest_at_its_base():
    found = widths(column_with(form=Form.PROTRUSION), (0.5, 2.5, 4.5))
    assert found == sorted(found, reverse=True) and found[-1] > 0


def test_an_extrusion_is_narrower_at_its_base_than_farther_out():
    base, dome = widths(column_with(form=Form.EXTRUSION), (0.5, 4.5))
    assert 0 < base < dome - 2


def test_a_sequestration_has_lost_its_continuity_with_the_disc():
    for zone, size in product(Zone, Size):
        column = column_with(zone=zone, form=Form.SEQUESTRATION, size=size)
        points = column.disc_frames[L4_5].world(
            np.stack(
                np.meshgrid(
                    np.arange(-18, 40, 0.8), np.arange(-2, 40, 0.8), np.arange(-20, 26, 0.8)
                ),
                -1,
            )
        )
        inside = column.solid("lesion")(points) < 0
        assert inside.any()
        assert column.solid(f"disc {L4_5}")(points[inside]).min() > 0.4


def test_the_other_forms_are_one_with_the_disc():
    for zone, form in product(Zone, (Form.PROTRUSION, Form.EXTRUSION)):
        column = column_with(zone=zone, form=form)
        points = column.disc_frames[L4_5].world(
            np.stack(
                np.meshgrid(np.arange(-18, 40, 0.8), np.arange(-2, 40, 0.8), np.arange(-8, 9, 0.8)),
                -1,
            )
        )
        both = (column.solid("lesion")(points) < 0) & (column.solid(f"disc {L4_5}")(points) < 0)
        assert both.any()


def turns_of(lesion, disc_frame):
    """The share of the disc's edge that a lesion takes, in degrees."""
    turns = np.radians(np.arange(0, 360, 2))
    reach = np.arange(10, 40, 0.25)
    x, y = np.cos(turns)[:, None] * reach, np.sin(turns)[:, None] * reach
    distance = lesion(disc_frame.world(np.stack([x, y, 0 * x], -1)))
    return 2.0 * (distance < 0).any(axis=1).sum()


def test_a_bulge_takes_more_than_a_quarter_of_the_edge_and_a_herniation_less():
    bulge = Column(lesion=Lesion(L4_5, None, Form.BULGE, Size.SMALL))
    assert turns_of(bulge.solid("lesion"), bulge.disc_frames[L4_5]) > 90
    for zone in Zone:
        column = column_with(zone=zone)
        assert turns_of(column.solid("lesion"), column.disc_frames[L4_5]) < 90


def test_only_a_bulge_has_no_zone():
    with pytest.raises(ValueError, match="a bulge, and only it, has no zone"):
        Lesion(L4_5, Zone.CENTRAL, Form.BULGE, Size.SMALL)
    with pytest.raises(ValueError, match="a bulge, and only it, has no zone"):
        Lesion(L4_5, None, Form.PROTRUSION, Size.SMALL)


# ---- what gives way -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "root"), [(Zone.SUBARTICULAR, "L5"), (Zone.FORAMINAL, "L4"), (Zone.CENTRAL, "L5")]
)
def test_the_reached_root_bends_away_and_stays_whole(zone, root):
    column = column_with(zone=zone, form=Form.EXTRUSION)
    path, rest = column.root_path(root, Side.LEFT), Column().root_path(root, Side.LEFT)
    assert np.linalg.norm(path[:, :3] - rest[:, :3], axis=1).max() > 1
    steps = np.linalg.norm(np.diff(path[:, :3], axis=0), axis=1)
    assert steps.max() < 2.0
    assert path[:, 3].min() > 0.4
    assert column.solid("lesion")(path[:, :3]).min() > 0


def test_the_root_of_the_other_side_stays_where_it_was():
    column = column_with(side=Side.RIGHT)
    assert np.array_equal(column.root_path("L5", Side.LEFT), Column().root_path("L5", Side.LEFT))


def test_a_lesion_on_the_right_is_the_mirror_of_one_on_the_left():
    left, right = column_with(side=Side.LEFT), column_with(side=Side.RIGHT)
    points = np.random.default_rng(7).uniform((-25, 0, 20), (25, 45, 60), (3000, 3))
    for name, other in (("lesion", "lesion"), ("sac", "sac"), ("root L5 left", "root L5 right")):
        here, there = left.solid(name)(points), right.solid(other)(points * [-1, 1, 1])
        assert np.allclose(here, there, atol=1e-9), name


def plane_points(column, reach=24.0, step=0.5):
    x, y = np.meshgrid(np.arange(-reach, reach, step), np.arange(6, 46, step))
    return np.concatenate([disc_plane(column, L4_5, up)(x, y).reshape(-1, 3) for up in (-6, 0, 6)])


def check_that_nothing_overlaps_the_sac(column):
    points = plane_points(column)
    sac = points[column.solid("sac")(points) < 0]
    assert len(sac) > 50
    for name in ("L4", "L5", f"disc {L4_5}", f"flavum {L4_5}"):
        assert column.solid(name)(sac).min() > 0, name
    if column.lesion:
        assert column.solid("lesion")(sac).min() > 0


@pytest.mark.parametrize("form", list(Form))
def test_the_sac_overlaps_neither_lesion_nor_bone(form):
    zone = None if form is Form.BULGE else Zone.CENTRAL
    check_that_nothing_overlaps_the_sac(column_with(zone=zone, form=form))


@pytest.mark.parametrize("severity", STENOSIS)
def test_the_sac_overlaps_no_wall_of_a_narrow_canal(severity):
    check_that_nothing_overlaps_the_sac(Column(changes={L4_5: STENOSIS[severity]}))


def test_the_larger_the_lesion_the_smaller_the_sac():
    for zone, form in ((Zone.CENTRAL, Form.PROTRUSION), (Zone.SUBARTICULAR, Form.EXTRUSION)):
        areas = [sac_area(Column(), L4_5)]
        areas += [sac_area(column_with(zone=zone, form=form, size=size), L4_5) for size in Size]
        assert areas == sorted(areas, reverse=True) and len(set(areas)) == 3, (zone, form)


def test_the_sac_shrinks_with_every_step_of_stenosis():
    areas = [sac_area(Column(changes={L4_5: change}), L4_5) for change in STENOSIS.values()]
    assert all(first > second + 10 for first, second in pairwise(areas))
    assert measures()["sac_area"][L4_5].holds(areas[0])
    assert measures()["sac_area_in_stenosis"][L4_5].holds(areas[-1])
    assert 60 <= areas[-1] <= 75


def test_each_change_alone_narrows_the_canal():
    normal = canal_area(Column(), L4_5)
    for change in (
        DiscChange(bulge_mm=2),
        DiscChange(flavum_mm=2),
        DiscChange(slip_mm=4),
    ):
        assert canal_area(Column(changes={L4_5: change}), L4_5) < normal - 5, change
    lower = Column(changes={L4_5: DiscChange(height_mm=3)})
    assert foramen_area(lower, L4_5) < foramen_area(Column(), L4_5) - 5


# ---- posture --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def postures():
    return {posture: Column(posture) for posture in Posture}


def test_the_canal_is_smaller_leaning_back_by_about_what_was_measured(postures):
    areas = {posture: canal_area(column, L4_5) for posture, column in postures.items()}
    flexed, extended = (measures()[f"canal_area_{p}"][L4_5] for p in ("flexed", "extended"))
    assert flexed.holds(areas[Posture.FLEXED]) and extended.holds(areas[Posture.EXTENDED])
    assert areas[Posture.EXTENDED] < areas[Posture.NEUTRAL] < areas[Posture.FLEXED]
    told = 1 - extended.mean / flexed.mean
    assert 1 - areas[Posture.EXTENDED] / areas[Posture.FLEXED] == pytest.approx(told, abs=0.03)


def test_the_foramen_is_smaller_leaning_back(postures):
    for disc in ("L3/4", "L4/5", "L5/S1"):
        small, middle, large = (
            foramen_area(postures[p], disc)
            for p in (Posture.EXTENDED, Posture.NEUTRAL, Posture.FLEXED)
        )
        assert small < middle < large < 2 * small


def test_the_yellow_ligament_is_thicker_leaning_back(postures):
    def thickness(column):
        return area(column.solid(f"flavum {L4_5}"), disc_plane(column, L4_5), (-16, 16), (8, 44))

    assert thickness(postures[Posture.EXTENDED]) > thickness(postures[Posture.FLEXED]) + 5


def test_bones_keep_their_shape_in_every_posture(postures):
    local = np.random.default_rng(3).uniform((-30, -20, -18), (30, 45, 14), (2000, 3))
    for level in LEVELS:
        bodies = [
            column._bones[level].body(column.frames[level].world(local))
            for column in postures.values()
        ]
        assert np.allclose(bodies[0], bodies[1]) and np.allclose(bodies[0], bodies[2])
