"""What the baked slices show is in the order that the words say: asked of the pictures' own shapes.

Nothing here looks at the code that made them: a shape is a shape.
"""

from functools import cache
from itertools import pairwise, product

import numpy as np
import pytest
from matplotlib.path import Path
from scipy.ndimage import distance_transform_edt

from sciatica.content.spine_artwork import (
    Cut,
    area_mm2,
    lesion_shapes,
    narrowed,
    section,
)
from sciatica.model.anatomy import Disc, Side, Zone
from sciatica.model.lesions import Form, Lesion, Posture, Severity, Size

HERNIATIONS = (Form.PROTRUSION, Form.EXTRUSION, Form.SEQUESTRATION)
CELL_MM = 0.2
"""Shapes are compared on a grid of this step: an area is told to about half a square mm."""
X, Y = np.meshgrid(np.arange(-40, 62, CELL_MM) + 0.01, np.arange(-120, 50, CELL_MM) + 0.01)
HALF_CANAL_MM = 12.5
"""About half the width of the bony canal: beyond it lie the ways out of the nerves."""
CANAL, WAY_OUT = (abs(X) < HALF_CANAL_MM) & (Y > 0), (X > HALF_CANAL_MM) & (Y > 0)
WINDOWS = {Zone.CENTRAL: CANAL, Zone.SUBARTICULAR: CANAL, Zone.FORAMINAL: WAY_OUT}
"""Where a bulge is counted beside a herniation of a zone: in the canal, or in the way out."""
LEVELS_AND_SIZES = list(product(Disc, Size))


@cache
def flat(shape):
    """Which cells of the grid a baked shape covers."""
    inside = np.zeros(X.shape, dtype=bool)
    for ring in (ring for rings in shape for ring in rings):  # a ring inside another is a hole
        (left, top), (right, bottom) = np.min(ring, axis=0), np.max(ring, axis=0)
        near = (left <= X) & (right >= X) & (top <= Y) & (bottom >= Y)
        spots = np.column_stack([X[near], Y[near]])
        inside[near] ^= Path([*ring, ring[0]], closed=True).contains_points(spots)
    return inside


def cells_mm2(cells):
    return cells.sum() * CELL_MM**2


def middle(cells):
    return X[cells].mean(), Y[cells].mean()


def gap_mm(cells, others):
    """How far apart two shapes are."""
    return distance_transform_edt(~others)[cells].min() * CELL_MM


def of(disc, form, size, zone=None, axial=True):
    return lesion_shapes(Lesion(disc, zone, form, size), axial=axial)


def sac_mm2(parts):
    return area_mm2(parts["sac"])


def rest(disc):
    return section(Cut.through(disc)).parts


def taken_mm2(disc, form, size, zone, where=True):
    """How much room a lesion takes outside its disc."""
    kind = None if form is Form.BULGE else zone
    shape = flat(of(disc, form, size, kind)["lesion"])
    return cells_mm2(shape & ~flat(rest(disc)[f"disc {disc}"]) & where)


# ---- the order of severity --------------------------------------------------------------------


@pytest.mark.parametrize(("disc", "size"), LEVELS_AND_SIZES)
@pytest.mark.parametrize("zone", WINDOWS)
def test_a_bulge_takes_less_room_than_a_protrusion_and_that_less_than_an_extrusion(
    disc, size, zone
):
    forms = (Form.BULGE, Form.PROTRUSION, Form.EXTRUSION)
    where = [WINDOWS[zone], True, True]
    rooms = [
        taken_mm2(disc, form, size, zone, place) for form, place in zip(forms, where, strict=True)
    ]
    assert all(first < second for first, second in pairwise(rooms)), rooms


@pytest.mark.parametrize(("disc", "size"), LEVELS_AND_SIZES)
def test_far_to_the_side_too_an_extrusion_is_larger_than_a_protrusion(disc, size):
    zone = Zone.EXTRAFORAMINAL
    rooms = [taken_mm2(disc, form, size, zone) for form in (Form.PROTRUSION, Form.EXTRUSION)]
    assert rooms[0] < rooms[1]


@pytest.mark.parametrize(("disc", "form"), list(product(Disc, Form)))
def test_a_large_lesion_takes_more_room_than_a_small_one_of_its_form_and_zone(disc, form):
    for zone in Zone:
        small, large = (taken_mm2(disc, form, size, zone) for size in Size)
        assert small * 1.1 < large, zone


@pytest.mark.parametrize(("disc", "size"), LEVELS_AND_SIZES)
def test_a_bulge_leaves_the_sac_at_least_85_percent_of_its_room(disc, size):
    assert sac_mm2(of(disc, Form.BULGE, size)) >= 0.85 * sac_mm2(rest(disc))


@pytest.mark.parametrize(("disc", "size"), LEVELS_AND_SIZES)
def test_the_sac_loses_more_to_an_extrusion_in_the_middle_than_to_a_protrusion_or_a_bulge(
    disc, size
):
    kinds = ((Form.BULGE, None), (Form.PROTRUSION, Zone.CENTRAL), (Form.EXTRUSION, Zone.CENTRAL))
    rooms = [sac_mm2(rest(disc))]
    rooms += [sac_mm2(of(disc, form, size, zone)) for form, zone in kinds]
    assert (
        rooms[0] + 0.1 >= rooms[1]
        and all(  # as finely as shapes are kept
            wider > narrower for wider, narrower in pairwise(rooms[1:])
        )
    ), rooms


@pytest.mark.parametrize("disc", Disc)
def test_a_sac_that_is_dented_on_one_side_keeps_most_of_its_room(disc):
    for form, size in product(HERNIATIONS, Size):
        room = sac_mm2(of(disc, form, size, Zone.SUBARTICULAR))
        assert 0.8 * sac_mm2(rest(disc)) < room <= sac_mm2(rest(disc)), (form, size)


def test_a_moderate_narrowing_leaves_less_room_than_any_bulge():
    moderate = sac_mm2(narrowed(Severity.MODERATE, Posture.NEUTRAL, Cut.L4_L5).parts)
    assert all(moderate < sac_mm2(of(Disc.L4_L5, Form.BULGE, size)) - 20 for size in Size)


def test_leaning_back_leaves_less_room_than_standing_and_that_less_than_bending():
    for severity in Severity:
        extended, neutral, flexed = (
            sac_mm2(narrowed(severity, posture, Cut.L4_L5).parts)
            for posture in (Posture.EXTENDED, Posture.NEUTRAL, Posture.FLEXED)
        )
        assert extended + 4 < neutral < flexed - 4, severity


# ---- what presses -----------------------------------------------------------------------------


def root_of(parts, root, side=Side.LEFT):
    return parts[f"root {root} {side}"]


def flatness(cells):
    """How much longer a shape is than wide."""
    small, large = np.linalg.eigvalsh(np.cov(X[cells], Y[cells]))
    return (large / small) ** 0.5


@pytest.mark.parametrize(("disc", "size"), LEVELS_AND_SIZES)
@pytest.mark.parametrize("form", HERNIATIONS)
def test_a_lesion_beside_the_middle_stands_before_its_root_and_pushes_it_back(disc, size, form):
    parts, before = of(disc, form, size, Zone.SUBARTICULAR), rest(disc)
    root, was = (flat(root_of(one, disc.traversing)) for one in (parts, before))
    (x, y), (x_was, y_was) = middle(root), middle(was)
    assert 1.0 < y - y_was < 3.5
    assert -0.2 < x - x_was < y - y_was  # back, and a little to the side
    lesion = flat(parts["lesion"])
    assert gap_mm(lesion, root) < 0.8  # it touches
    left, right = X[root].min(), X[root].max()
    in_its_way = lesion & (left < X) & (right > X)
    assert middle(in_its_way)[1] < y - 1


@pytest.mark.parametrize(("disc", "size"), LEVELS_AND_SIZES)
@pytest.mark.parametrize("form", HERNIATIONS)
def test_the_root_that_is_pressed_is_flatter_and_no_larger_than_at_rest(disc, size, form):
    parts, before = of(disc, form, size, Zone.SUBARTICULAR), rest(disc)
    root, was = (root_of(one, disc.traversing) for one in (parts, before))
    # bent back, it is cut a little more obliquely: its own section is what it was
    assert 0.6 * area_mm2(was) < area_mm2(root) <= 1.03 * area_mm2(was)
    assert flatness(flat(root)) > 1.3 * flatness(flat(was))


@pytest.mark.parametrize("disc", Disc)
@pytest.mark.parametrize("form", HERNIATIONS)
def test_in_its_way_out_a_root_is_pushed_up_and_back(disc, form):
    parts = of(disc, form, Size.LARGE, Zone.FORAMINAL, axial=False)
    root, was = (root_of(one, disc.exiting) for one in (parts, at_rest_in_the_way_out(disc)))
    (x, y), (x_was, y_was) = middle(flat(root)), middle(flat(was))
    assert y < y_was - 0.3  # up: y grows downward
    assert x > x_was + 0.2  # back: the front is on the viewer's left
    assert 0.5 * area_mm2(was) < area_mm2(root) <= 1.1 * area_mm2(was)
    assert middle(flat(parts["lesion"]))[1] > y


def at_rest_in_the_way_out(disc):
    """The same cut where nothing reaches that root: with a lesion of another disc."""
    other = Disc.L5_S1 if disc is not Disc.L5_S1 else Disc.L3_L4
    return of(other, Form.PROTRUSION, Size.SMALL, Zone.FORAMINAL, axial=False)


@pytest.mark.parametrize("disc", Disc)
def test_no_two_solids_lie_in_one_place(disc):
    for form, zone, size in product(HERNIATIONS, Zone, Size):
        parts = of(disc, form, size, zone)
        lesion, sac = flat(parts["lesion"]), flat(parts["sac"])
        for side in Side:
            root = flat(root_of(parts, disc.traversing, side))
            assert cells_mm2(root & lesion) < 0.4, (form, zone, size)
            assert cells_mm2(root & sac) < 0.4, (form, zone, size)
        assert cells_mm2(sac & lesion) < 0.4, (form, zone, size)


@pytest.mark.parametrize("disc", Disc)
def test_a_root_beside_the_middle_is_one_piece_in_the_cut_along_the_spine(disc):
    for form in HERNIATIONS:
        parts = of(disc, form, Size.LARGE, Zone.SUBARTICULAR, axial=False)
        roots = [name for name in parts if name.startswith(("root", "ganglion"))]
        assert roots == [f"root {disc.traversing} left"], form
        assert len(parts[roots[0]]) == 1, form


# ---- what came out ----------------------------------------------------------------------------


@pytest.mark.parametrize("disc", Disc)
def test_the_core_runs_out_into_an_extrusion_and_stays_behind_the_ring_of_a_free_piece(disc):
    nucleus, ring = flat(rest(disc)[f"nucleus {disc}"]), flat(rest(disc)[f"disc {disc}"])
    for zone, size in product(Zone, Size):
        out = flat(of(disc, Form.EXTRUSION, size, zone)["core"])
        assert gap_mm(out, nucleus) < 0.4 and cells_mm2(out & ~ring) > 1.5, (zone, size)
        free = of(disc, Form.SEQUESTRATION, size, zone)
        assert gap_mm(flat(free["lesion"]), ring) > 0.2, (zone, size)


@pytest.mark.parametrize(("disc", "size"), LEVELS_AND_SIZES)
def test_no_corner_of_a_root_is_seen_when_a_slice_is_magnified(disc, size):
    (outer, *_), *_ = of(disc, Form.EXTRUSION, size, Zone.SUBARTICULAR)[
        f"root {disc.traversing} left"
    ]
    steps = [((a - c) ** 2 + (b - d) ** 2) ** 0.5 for (a, b), (c, d) in pairwise(outer)]
    assert len(outer) >= 14 and max(steps) < 2.0


# ---- every state is a picture of its own ------------------------------------------------------


def test_no_two_lesions_give_the_same_picture():
    seen = {}
    for disc, size, form, side in product(Disc, Size, Form, Side):
        for zone in (None,) if form is Form.BULGE else Zone:
            if side is Side.RIGHT and zone in (None, Zone.CENTRAL):
                continue
            parts = lesion_shapes(Lesion(disc, zone, form, size, side), axial=True)
            key = str(sorted(parts.items()))
            assert key not in seen, (seen.get(key), disc, size, form, zone, side)
            seen[key] = (disc, size, form, zone, side)
