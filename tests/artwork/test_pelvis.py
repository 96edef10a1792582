"""Truths about hip bone, femur, piriformis and sciatic nerve, asked of the solids at points."""

from collections.abc import Callable

import numpy as np
import pytest

from artwork.solids.buttock import FIBULAR, NERVE_WIDTH, PIRIFORMIS, TIGHT_THICKER, WEB, Buttock
from artwork.solids.courses import CONFLUENCE
from artwork.solids.femur import NECK, femur
from artwork.solids.pelvis import (
    CARTILAGE_GAP,
    CUP_AXIS,
    HEAD,
    HEAD_RADIUS,
    LANDMARKS,
    SIZES,
)
from artwork.solids.sacrum import CURVE, FORAMINA
from artwork.solids.sdf import Array, Solid, unit
from sciatica.model.buttock import Course, Piriformis

pytestmark = pytest.mark.solids


@pytest.fixture(scope="module")
def buttock() -> Buttock:
    return Buttock()


@pytest.fixture(scope="module")
def tight(buttock: Buttock) -> Buttock:
    return Buttock(buttock.column, Piriformis.TIGHT)


@pytest.fixture(scope="module")
def split(buttock: Buttock) -> Buttock:
    return Buttock(buttock.column, course=Course.SPLIT)


def inside(
    solid: Solid, low: tuple[float, ...], high: tuple[float, ...], step: float = 1.0
) -> Array:
    """The points of a grid that lie in a solid."""
    axes = [np.arange(a, b + step / 2, step) for a, b in zip(low, high, strict=True)]
    points = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 3)
    return points[solid(points) < 0]


def thickness(solid: Solid, through: Array, direction: Array, reach: float = 20.0) -> float:
    """How much of a line through a point lies in a solid, in mm."""
    way = np.arange(-reach, reach, 0.05)
    return float((solid(through + way[:, None] * unit(direction)) < 0).sum() * 0.05)


# ---- sizes ----------------------------------------------------------------------------------


def _top(buttock: Buttock) -> float:
    return float(inside(buttock.solid("hip"), (80, -20, 30), (130, 30, 55), 2.0)[:, 2].max())


def _height(buttock: Buttock) -> float:
    foot = inside(buttock.solid("hip"), (40, -30, -180), (75, 10, -160))[:, 2].min()
    return _top(buttock) - float(foot)


def _symphysis(buttock: Buttock) -> float:
    bone = inside(buttock.solid("hip"), (4, -80, -160), (5, -40, -100))
    return float(np.ptp(bone @ unit((0.0, 12.0, -36.0))))


def _neck_angle(_: Buttock) -> float:
    def middle(at: float) -> Array:
        """Centre of the shaft's section at a height."""
        return np.asarray(inside(femur, (85, -50, at), (150, 30, at)).mean(axis=0))

    shaft = unit(middle(-320.0) - middle(-225.0))
    side = unit(np.cross(NECK, (0.0, 0.0, 1.0)))
    up = np.cross(side, NECK)
    a, b = np.meshgrid(np.arange(-30, 30.5, 1.0), np.arange(-30, 30.5, 1.0))
    disc = a[..., None] * side + b[..., None] * up
    middles = []
    for along in (20.0, 27.0):
        points = (HEAD + along * NECK + disc).reshape(-1, 3)
        middles.append(points[femur(points) < 0].mean(axis=0))
    neck = unit(middles[0] - middles[1])
    return float(np.degrees(np.arccos(neck @ shaft)))


MEASURES: dict[str, Callable[[Buttock], float]] = {
    "between the crests": lambda b: (
        2 * float(inside(b.solid("hip"), (125, -75, -20), (150, -20, 20))[:, 0].max())
    ),
    "between the front upper spines": lambda b: (
        2
        * float((p := inside(b.solid("hip"), (95, -85, -55), (130, -60, -25)))[p[:, 1].argmin(), 0])
    ),
    "between the back upper spines": lambda b: (
        2 * float((p := inside(b.solid("hip"), (30, 40, -40), (70, 70, -5)))[p[:, 1].argmax(), 0])
    ),
    "between the ischial spines": lambda b: (
        2 * float(inside(b.solid("hip"), (40, 5, -120), (62, 30, -100))[:, 0].min())
    ),
    "between the sitting bones, inner edges": lambda b: (
        2 * float(inside(b.solid("hip"), (35, -5, -158), (70, 20, -145))[:, 0].min())
    ),
    "between the hip centres": lambda _: (
        2 * float(inside(femur, (70, -45, -88), (110, -5, -80))[:, 0].mean())
    ),
    "height of the hip bone": _height,
    "head of the femur": lambda b: thickness(femur, HEAD, np.cross(NECK, CUP_AXIS), 40.0),
    "angle of neck and shaft": _neck_angle,
    "height of the symphysis": _symphysis,
}


@pytest.mark.parametrize("name", SIZES)
def test_every_overall_size_lies_in_its_range(buttock: Buttock, name: str) -> None:
    measured = MEASURES[name](buttock)
    assert SIZES[name].low <= measured <= SIZES[name].high
    assert measured == pytest.approx(SIZES[name].chosen, rel=0.06)


def test_landmarks_lie_on_the_hip_bone(buttock: Buttock) -> None:
    far = {name: float(buttock.solid("hip")(np.array(p))) for name, p in LANDMARKS.items()}
    assert max(far.values()) < 1.5, far
    assert min(far.values()) > -2.5, far


def test_the_crest_is_as_high_as_the_disc_between_l4_and_l5(buttock: Buttock) -> None:
    frames = buttock.column.frames
    assert frames["L5"].z < _top(buttock) < frames["L4"].z


def test_front_upper_spines_and_pubis_lie_in_one_upright_plane() -> None:
    spine, pubis = LANDMARKS["front upper spine of the ilium"], LANDMARKS["pubic tubercle"]
    assert spine[1] == pytest.approx(pubis[1], abs=5.0)


def test_the_head_sits_in_the_middle_of_the_socket_with_room_for_cartilage(
    buttock: Buttock,
) -> None:
    hip = buttock.solid("hip")
    way = np.arange(20.0, 32.0, 0.05)
    for tilt in np.radians((40.0, 60.0)):
        for turn in np.radians((60.0, 120.0, 240.0, 300.0)):
            first = unit(np.cross(CUP_AXIS, (0.0, 1.0, 0.0)))
            second = np.cross(CUP_AXIS, first)
            out = np.cos(tilt) * -CUP_AXIS
            out = out + np.sin(tilt) * (np.cos(turn) * second + np.sin(turn) * first)
            wall = way[np.argmax(hip(HEAD + way[:, None] * out) < 0)]
            assert wall - HEAD_RADIUS == pytest.approx(CARTILAGE_GAP, abs=0.6)


def test_bones_do_not_overlap(buttock: Buttock) -> None:
    hip, sacrum = buttock.solid("hip"), buttock.column.solid("sacrum")
    joint = inside(hip, (40, -10, -60), (62, 60, 10), 1.5)
    assert sacrum(joint).min() > 0.5
    assert (sacrum(joint) < 3.0).sum() > 100  # and they do meet, over the joint's face
    socket = inside(hip, (60, -60, -145), (140, 10, -75), 2.0)
    assert femur(socket).min() > 1.0


def test_left_and_right_are_exact_mirror_images(split: Buttock) -> None:
    points = np.random.default_rng(1).uniform((0, -80, -180), (150, 60, 50), (3000, 3))
    flipped = points * (-1.0, 1.0, 1.0)
    for name in Buttock.NAMES:
        solid = split.solid(name)
        assert np.array_equal(solid(points), solid(flipped)), name


# ---- the way of the nerve -------------------------------------------------------------------


def _nerve(one: Buttock) -> Array:
    return inside(one.solid("sciatic"), (45, 0, -190), (115, 35, -75), 1.2)


@pytest.mark.parametrize("state", ["buttock", "tight", "split"])
def test_the_nerve_enters_no_bone_and_no_piriformis(
    state: str, request: pytest.FixtureRequest
) -> None:
    one: Buttock = request.getfixturevalue(state)
    nerve = _nerve(one)
    assert len(nerve) > 3000
    bones = (one.solid("hip"), femur, one.column.solid("sacrum"), one.column.solid("coccyx"))
    for solid in (*bones, one.solid("piriformis")):
        assert solid(nerve).min() > 0


def test_the_nerve_lies_on_the_small_muscles_and_at_most_dents_them(buttock: Buttock) -> None:
    nerve = _nerve(buttock)
    for name in (
        "superior gemellus",
        "obturator internus",
        "inferior gemellus",
        "quadratus femoris",
    ):
        gap = buttock.solid(name)(nerve).min()
        assert -0.6 < gap < 2.0, name


def _above(solid: Solid, point: Array, reach: float = 40.0) -> bool:
    way = np.arange(1.0, reach, 0.5)
    return bool((solid(point + way[:, None] * (0.0, 0.0, 1.0)) < 0).any())


def _behind(solid: Solid, point: Array, reach: float = 40.0) -> bool:
    way = np.arange(1.0, reach, 0.5)
    return bool((solid(point + way[:, None] * (0.0, 1.0, 0.0)) < 0).any())


def test_the_nerve_comes_from_before_the_piriformis_and_leaves_below_it(buttock: Buttock) -> None:
    muscle = buttock.solid("piriformis")
    way = buttock.nerve_controls[:, :3]
    start, out = way[1], way[4]
    assert _behind(muscle, start)  # in the pelvis the muscle lies behind the nerve
    assert not _behind(muscle, out)  # outside nothing of it covers the nerve
    assert _above(muscle, out)  # it lies above
    for row in way[4:]:
        assert not _behind(muscle, row)


def test_the_nerve_leaves_above_superior_gemellus_and_ischial_spine(buttock: Buttock) -> None:
    out = buttock.nerve_controls[3, :3]  # where it passes the edge of the bone
    assert out[2] > LANDMARKS["ischial spine"][2] + 5
    assert out[0] > LANDMARKS["ischial spine"][0]  # to the outer side of the spine
    gemellus = inside(buttock.solid("superior gemellus"), (55, 0, -125), (100, 30, -90))
    assert out[2] > gemellus[:, 2].max()


def test_the_nerve_runs_behind_the_four_small_muscles(buttock: Buttock) -> None:
    nerve = buttock.nerve_controls[4:9, :3]
    for name in ("obturator internus", "inferior gemellus", "quadratus femoris"):
        muscle = buttock.solid(name)
        in_front = [
            bool((muscle(p - np.arange(1, 25)[:, None] * (0, 1, 0)) < 0).any()) for p in nerve
        ]
        assert any(in_front), name
        assert not any(_behind(muscle, p) for p in nerve), name


def test_the_nerve_runs_midway_between_sitting_bone_and_femur(buttock: Buttock) -> None:
    z = -150.0
    seat = inside(buttock.solid("hip"), (45, -20, z), (95, 25, z))[:, 0].max()
    shaft = inside(femur, (90, -40, z), (160, 20, z))[:, 0].min()
    way = buttock.nerve_controls
    x = float(np.interp(-z, -way[:, 2], way[:, 0]))
    assert 0.3 < (x - seat) / (shaft - seat) < 0.7


def test_the_nerve_is_as_wide_as_measured_where_it_leaves(buttock: Buttock) -> None:
    row = buttock.nerve_controls[5]
    along = unit(buttock.nerve_controls[6, :3] - buttock.nerve_controls[4, :3])
    side = row[5:] - along * (row[5:] @ along)
    wide = thickness(buttock.solid("sciatic"), row[:3], side)
    assert wide == pytest.approx(NERVE_WIDTH, abs=0.6)
    assert thickness(buttock.solid("sciatic"), row[:3], np.cross(along, side)) < wide / 2  # flat


def test_roots_and_trunk_end_in_the_nerve(buttock: Buttock) -> None:
    ends = [buttock.column.trunk.path[-1, :3]]
    ends += [buttock.column.ramus(root).path[-1, :3] for root in ("S1", "S2")]
    for end in ends:
        assert end == pytest.approx(np.array(CONFLUENCE), abs=0.01)
    assert buttock.solid("sciatic")(np.array(CONFLUENCE)) < -2


def test_where_the_nerve_begins_it_lies_between_trunk_and_s1(buttock: Buttock) -> None:
    """No end of it is seen: its upper edge is thinner than what it lies between."""
    way = np.array(WEB)
    trunk, first = buttock.column.solid("trunk left"), buttock.column.solid("root S1 left")
    for row in way[:, :3]:
        assert min(trunk(row), first(row)) < 2.0
    assert (np.diff(way[:, 3:5], axis=0) > 0).all()


# ---- the piriformis -------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["buttock", "tight"])
def test_the_piriformis_passes_through_the_greater_foramen(
    state: str, request: pytest.FixtureRequest
) -> None:
    one: Buttock = request.getfixturevalue(state)
    muscle = inside(one.solid("piriformis"), (20, -10, -115), (140, 45, -30), 1.5)
    for name in ("hip", "femur", "sacrospinous ligament", "sacrotuberous ligament"):
        assert one.solid(name)(muscle).min() > -0.01, name
    assert one.column.solid("sacrum")(muscle).min() > 0
    door = muscle[np.abs(muscle[:, 0] - 60) < 1.0]  # in the plane of the foramen
    assert len(door) > 100
    assert door[:, 2].max() < LANDMARKS["back lower spine of the ilium"][2] + 6
    assert door[:, 2].min() > LANDMARKS["ischial spine"][2] + 8
    assert (door[:, 1] > LANDMARKS["top of the greater notch"][1] - 2).all()


def test_the_piriformis_runs_from_the_front_of_the_sacrum_to_the_trochanter(
    buttock: Buttock,
) -> None:
    muscle = buttock.solid("piriformis")
    near = inside(muscle, (20, 10, -80), (40, 40, -30))
    sacrum = buttock.column.solid("sacrum")
    assert 0 < sacrum(near).min() < 1.5
    assert near[:, 1].mean() < CURVE.world((0.0, 0.0, 55.0))[1]  # in front of it
    second, fourth = (CURVE.world((0.0, 0.0, FORAMINA[i].along))[2] for i in (1, 3))
    assert near[:, 2].max() > second - 6
    assert near[:, 2].min() < fourth + 4
    tip = buttock.landmarks()["greater trochanter"]
    end = inside(muscle, (125, -15, -120), (145, 10, -95))
    assert np.linalg.norm(end - tip, axis=1).min() < 12
    assert femur(end).min() < 1.5


def test_a_tight_piriformis_is_as_much_thicker_as_stated(buttock: Buttock, tight: Buttock) -> None:
    belly = np.array(PIRIFORMIS[1][2])
    along = np.array(PIRIFORMIS[1][3]) - np.array(PIRIFORMIS[1][1])
    across = np.cross(along, np.array(PIRIFORMIS[2][2]) - np.array(PIRIFORMIS[0][2]))
    relaxed = thickness(buttock.solid("piriformis"), belly, across)
    assert 12 < relaxed < 18
    now = thickness(tight.solid("piriformis"), belly, across)
    assert now / relaxed == pytest.approx(TIGHT_THICKER, abs=0.04)


def test_a_tight_piriformis_presses_the_nerve_only_a_little(
    buttock: Buttock, tight: Buttock
) -> None:
    at_ease, pressed = len(_nerve(buttock)), len(_nerve(tight))
    assert 0.97 < pressed / at_ease < 0.998


def test_the_fibular_part_of_a_split_nerve_runs_through_the_muscle(split: Buttock) -> None:
    muscle, through = split.solid("piriformis"), np.array(FIBULAR[2][:3])
    assert split.solid("sciatic")(through) < 0
    between = through + np.linspace(-14, 14, 113)[:, None] * unit((0.5, 0.2, 0.8))
    filled = muscle(between) < 0
    assert filled[:50].any() and filled[63:].any() and not filled[56]
    assert split.solid("sciatic")(np.array(FIBULAR[4][:3])) < 0


def test_an_unknown_name_is_refused_with_what_there_is(buttock: Buttock) -> None:
    with pytest.raises(KeyError, match="quadratus femoris"):
        buttock.solid("gluteus")
