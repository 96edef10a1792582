"""Lesions of a disc: what they look like, which roots they reach, and what gives way."""

from functools import cache
from itertools import pairwise, product

import numpy as np
import pytest

from artwork.solids.column import Column
from artwork.solids.dimensions import VERTEBRAE
from artwork.solids.measures import sac_area
from sciatica.model.anatomy import Disc, Relation, Side, Zone, roots_at_risk
from sciatica.model.lesions import Form, Lesion, Size

HERNIATIONS = (Form.PROTRUSION, Form.EXTRUSION, Form.SEQUESTRATION)
L4_5 = Disc.L4_L5
TOUCHES_TOO = {(Disc.L3_L4, Form.EXTRUSION, Zone.SUBARTICULAR, Size.SMALL)}
"""Here the root that leaves hangs so low that the lesion comes within `CONTACT_MM` of it. Nothing
that a reader sees names it: words follow the table, and no page shows a small one."""

pytestmark = pytest.mark.solids


@cache
def normal():
    return Column()


@cache
def column_with(form, zone=Zone.CENTRAL, size=Size.LARGE, side=Side.LEFT, disc=L4_5):
    return Column(lesion=Lesion(disc, zone, form, size, side))


def box(column, x, y, z, step=0.8):
    """Points of a box in the place of the disc L4/5."""
    axes = [np.arange(low, high, step) for low, high in (x, y, z)]
    return column.disc_frames[L4_5].world(np.stack(np.meshgrid(*axes), -1)).reshape(-1, 3)


@pytest.mark.parametrize(("disc", "form"), list(product(Disc, HERNIATIONS)))
def test_a_lesion_reaches_the_roots_of_the_table(disc, form):
    for zone, size, side in product(Zone, Size, Side):
        told = roots_at_risk(disc, zone)
        reached = column_with(form, zone, size, side, disc).reached()
        if told.relation is Relation.SEVERAL:
            roots = {root for root, _ in reached}
            assert disc.traversing in roots and len(roots) > 1 and roots <= set(told.roots)
            assert reached == {(root, other.other) for root, other in reached}  # in the midline
        else:
            near = (disc, form, zone, size) in TOUCHES_TOO
            also = {(disc.exiting, side)} if near else set()
            assert reached == {(told.roots[0], side)} | also, (zone, size)


def test_a_column_without_a_lesion_reaches_nothing():
    assert normal().reached() == set()


# ---- forms ----------------------------------------------------------------------------------


def widths(column, distances):
    """How wide a subarticular lesion is, so many mm behind the edge of the disc, at each height."""
    lesion, frame = column.solid("lesion"), column.disc_frames[str(column.lesion.disc)]
    x, z = np.arange(-4, 30, 0.2), np.arange(-16, 8, 0.5)
    edge = VERTEBRAE["L4"].lower_depth / 2
    grids = [np.stack(np.meshgrid(x, [edge + d], z, indexing="ij"), -1) for d in distances]
    return [(lesion(frame.world(grid))[:, 0] < 0).sum(axis=0).max() * 0.2 for grid in grids]


def test_a_protrusion_is_widest_at_its_base():
    found = widths(column_with(Form.PROTRUSION, Zone.SUBARTICULAR), (0.5, 2.0, 3.5))
    assert found == sorted(found, reverse=True) and found[-1] > 0


def test_an_extrusion_is_narrower_at_its_base_than_farther_out():
    base, dome = widths(column_with(Form.EXTRUSION, Zone.SUBARTICULAR), (0.5, 2.0))
    assert 0 < base < dome - 2


def test_a_sequestration_has_lost_its_continuity_with_the_disc():
    for zone, size in product(Zone, Size):
        column = column_with(Form.SEQUESTRATION, zone, size)
        points = box(column, (-14, 36), (4, 32), (-18, 24), 1.0)
        inside = column.solid("lesion")(points) < 0
        assert inside.any()
        assert column.solid(f"disc {L4_5}")(points[inside]).min() > 0.4


def test_the_other_forms_are_one_with_the_disc():
    for zone, form in product(Zone, (Form.PROTRUSION, Form.EXTRUSION)):
        column = column_with(form, zone)
        points = box(column, (-4, 30), (4, 22), (-4, 6))
        within = points[column.solid("lesion")(points) < 0]
        disc = column.solid(f"disc {L4_5}")(within)
        assert disc.min() < 0 < disc.max()


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
        column = column_with(Form.PROTRUSION, zone)
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
    column = column_with(Form.EXTRUSION, zone)
    path, rest = column.root_path(root, Side.LEFT), normal().root_path(root, Side.LEFT)
    assert np.linalg.norm(path[:, :3] - rest[:, :3], axis=1).max() > 1
    steps = np.linalg.norm(np.diff(path[:, :3], axis=0), axis=1)
    assert steps.max() < 2.0
    assert path[:, 3].min() > 0.4
    assert column.solid("lesion")(path[:, :3]).min() > 0


def test_the_root_of_the_other_side_stays_where_it_was():
    column = column_with(Form.PROTRUSION, Zone.SUBARTICULAR, side=Side.RIGHT)
    assert np.array_equal(column.root_path("L5", Side.LEFT), normal().root_path("L5", Side.LEFT))


def test_a_lesion_on_the_right_is_the_mirror_of_one_on_the_left():
    left, right = (column_with(Form.EXTRUSION, Zone.SUBARTICULAR, side=side) for side in Side)
    points = np.random.default_rng(7).uniform((-25, 0, 20), (25, 45, 60), (3000, 3))
    for name, other in (("lesion", "lesion"), ("sac", "sac"), ("root L5 left", "root L5 right")):
        here, there = left.solid(name)(points), right.solid(other)(points * [-1, 1, 1])
        assert np.array_equal(here, there), name


@pytest.mark.parametrize("form", list(Form))
def test_the_sac_overlaps_neither_lesion_nor_bone(form):
    column = column_with(form, None if form is Form.BULGE else Zone.CENTRAL)
    points = box(column, (-14, 14), (12, 40), (-8, 8))
    sac = points[column.solid("sac")(points) < 0]
    assert len(sac) > 50
    for name in ("L4", "L5", f"disc {L4_5}", f"flavum {L4_5}", "lesion"):
        assert column.solid(name)(sac).min() > 0, name


def test_the_larger_a_central_lesion_the_smaller_the_sac():
    areas = [sac_area(normal(), L4_5)]
    areas += [sac_area(column_with(Form.PROTRUSION, size=size), L4_5) for size in Size]
    assert all(first > second + 10 for first, second in pairwise(areas))


def test_a_subarticular_lesion_narrows_the_sac_less_than_a_central_one():
    without = sac_area(normal(), L4_5)
    central, aside = (
        sac_area(column_with(Form.PROTRUSION, zone), L4_5)
        for zone in (Zone.CENTRAL, Zone.SUBARTICULAR)
    )
    assert central < aside - 20 < without - 20
