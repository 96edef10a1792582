"""The hip bone, shaped between named landmarks.

Landmarks are those of the patient's left hip bone while standing: the front spines of the ilium
and the front of the symphysis lie in one upright plane. Positions follow from the overall sizes in
`SIZES`, all of them estimated after the usual adult proportions, midway between the sexes; shapes
between the landmarks are estimated too.
"""

from dataclasses import dataclass

import numpy as np

from artwork.solids.sdf import (
    Array,
    Solid,
    Tube,
    blend,
    cut,
    ellipsoid,
    half_space,
    intersect,
    limb,
    mirrored,
    unit,
    where_below,
)
from artwork.solids.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Span:
    """A size in mm (or degrees) and the range that counts as ordinary for an adult."""

    chosen: float
    low: float
    high: float


SIZES = {
    "between the crests": Span(280, 265, 295),
    "between the front upper spines": Span(230, 220, 255),
    "between the back upper spines": Span(90, 80, 100),
    "between the ischial spines": Span(103, 92, 112),
    "between the sitting bones, inner edges": Span(95, 80, 115),
    "between the hip centres": Span(180, 165, 190),
    "height of the hip bone": Span(215, 200, 230),
    "head of the femur": Span(47, 43, 52),
    "angle of neck and shaft": Span(127, 120, 135),
    "height of the symphysis": Span(38, 32, 45),
}
"""Overall sizes and their ranges. All estimated; the tests measure them on the solids."""
HEAD = np.array([90.0, -25.0, -107.0])
"""Centre of the femoral head: they lie 180 mm apart, their axis 110 mm from the S1 endplate."""
HEAD_RADIUS = 23.5
CARTILAGE_GAP = 3.0
"""Between the bones of the hip joint: both layers of cartilage."""
CUP_RADIUS = HEAD_RADIUS + CARTILAGE_GAP
CUP_INCLINATION_DEG, CUP_ANTEVERSION_DEG = 46.0, 19.0
CUP_SHALLOWER = 4.0
"""How far the rim's plane lies inside the centre: the cup is less than a half ball."""
SACROILIAC_GAP = 1.8
"""Between sacrum and hip bone."""
SYMPHYSIS_GAP = 4.6
"""Between the two pubic bones."""


def _cup_axis() -> Array:
    tilt, turn = np.radians([CUP_INCLINATION_DEG, CUP_ANTEVERSION_DEG])
    return np.array([np.sin(tilt) * np.cos(turn), -np.sin(turn), -np.cos(tilt) * np.cos(turn)])


CUP_AXIS = _cup_axis()
"""Where the socket opens to: outward, forward and down."""

LANDMARKS = {
    "front upper spine of the ilium": (115.0, -77.0, -40.0),
    "front lower spine of the ilium": (99.0, -67.0, -75.0),
    "tubercle of the crest": (138.8, -48.0, 2.0),
    "top of the crest": (104.0, 9.0, 43.0),
    "back upper spine of the ilium": (46.0, 61.0, -25.0),
    "back lower spine of the ilium": (46.0, 43.0, -57.0),
    "top of the greater notch": (66.0, 13.0, -66.0),
    "ischial spine": (51.8, 18.3, -111.5),
    "ischial tuberosity": (64.0, 17.0, -144.0),
    "pubic tubercle": (22.0, -75.0, -117.0),
    "top of the symphysis": (5.0, -67.0, -110.5),
    "foot of the symphysis": (5.0, -55.0, -146.0),
}
"""On the surface. ASIS, AIIS, PSIS and PIIS are spelt out."""


@dataclass(frozen=True, slots=True)
class Pillar:
    """One upright line of the wing: from its lower border to the crest.

    `hollow` is how far its middle lies outward of the straight line; half thicknesses run from the
    lower border to the crest.
    """

    low: tuple[float, float, float]
    top: tuple[float, float, float]
    hollow: tuple[float, float, float]
    half: tuple[float, float, float, float]


WING = (
    Pillar((101, -58, -75), (116, -70, -38), (-1, 5, 0), (8.0, 5.6, 5.0, 6.0)),
    Pillar((96, -40, -84), (131, -49, 0), (3, -2, -3), (12.0, 5.6, 3.6, 6.4)),
    Pillar((86, -14, -84), (127, -14, 30), (0, 0, -2), (13.0, 5.4, 3.2, 5.4)),
    Pillar((74, 3, -66), (105, 9, 37), (-5, -2, 0), (9.0, 7.6, 5.2, 5.2)),
    Pillar((63, 25, -49), (76, 31, 21), (-6, -4, 0), (6.4, 9.6, 8.6, 5.6)),
    Pillar((49, 44, -50), (47, 53, -20), (0, 3, 0), (5.4, 6.0, 6.6, 6.4)),
)
"""From the front border to the back border."""


def _wing() -> Sheet:
    shares = np.array([0.0, 0.3, 0.62, 1.0])
    net = [
        [
            np.array(p.low) * (1 - s) + np.array(p.top) * s + np.array(p.hollow) * 4 * s * (1 - s)
            for p in WING
        ]
        for s in shares
    ]
    return Sheet(net, np.array([p.half for p in WING]).T)


class HipBone:
    """Both hip bones. They leave room for the sacrum they are given."""

    def __init__(self, sacrum: Solid) -> None:
        self._sacrum = sacrum
        self._wing = _wing()
        self._upper_ramus = Tube(
            [
                (86, -44, -92, 14.0),
                (66, -55, -99, 9.6),
                (47, -63, -105, 7.2),
                (30, -68, -111, 7.6),
                (14, -66, -119, 8.6),
            ]
        )
        self._lower_ramus = Tube(
            [
                (13, -58, -132, 8.0),
                (21, -50, -143, 6.2),
                (36, -36, -153, 5.8),
                (50, -20, -160, 8.0),
                (58, -10, -160, 10.0),
            ]
        )

    def __call__(self, points: Array) -> Array:
        """Signed distance."""
        p = mirrored(points)
        rough = np.linalg.norm(p - np.array([85.0, -8.0, -66.0]), axis=-1) - 142.0
        return where_below(rough, 7.0, lambda close: self._bone(p[close]), rough)

    def _bone(self, p: Array) -> Array:
        bone = blend(self._wing(p), _spines(p), 9.0)
        bone = blend(bone, ellipsoid(p, (63, 17, -20), (12, 12, 21)), 18.0)  # faces the sacrum
        bone = blend(bone, _socket(p), 16.0)
        bone = blend(bone, _ischium(p), 12.0)
        bone = blend(bone, self._pubis(p), 12.0)
        bone = cut(bone, _hollow_of_the_socket(p), 1.6)
        beside = np.abs(p[..., 0] - 45.0) - 22.0
        room = np.maximum(beside, np.abs(p[..., 2] + 25.0) - 50.0)
        held = where_below(
            np.maximum(room, bone),
            2.0,
            lambda near: self._sacrum(p[near]) - SACROILIAC_GAP,
            room + 9,
        )
        bone = cut(bone, held, 1.5)
        return intersect(2.0, bone, SYMPHYSIS_GAP / 2 - p[..., 0])

    def _pubis(self, p: Array) -> Array:
        body = limb(p, (12, -65, -118), (10.5, -53, -141), (11, 7.0), (9.5, 6.0), (1, 0, 0), 2.3)
        tubercle = ellipsoid(p, (26, -70, -112), (5, 4, 4))
        return blend(
            blend(blend(self._upper_ramus(p), tubercle, 6.0), body, 10.0),
            self._lower_ramus(p),
            10.0,
        )


def _spines(p: Array) -> Array:
    """What stands out at the ends of the wing's borders, and the tubercle of the crest."""
    return np.minimum.reduce(
        [
            ellipsoid(p, (116, -69, -39), (6.5, 6, 9)),
            ellipsoid(p, (101, -59, -73), (6.5, 6.5, 10)),
            limb(p, (127, -58, -14), (130, -30, 15), (7.6, 6.6), (6.6, 6.0), (1, 0, 0)),
            ellipsoid(p, (46, 52, -24), (6.5, 6.5, 10)),
            ellipsoid(p, (48, 43, -50), (5.5, 6, 6)),
        ]
    )


def _socket(p: Array) -> Array:
    """The bone around the head, up to the rim."""
    ball = ellipsoid(p, HEAD - 4.0 * CUP_AXIS, (CUP_RADIUS + 5.0))
    return intersect(4.0, ball, half_space(p, HEAD - (CUP_SHALLOWER - 2.0) * CUP_AXIS, CUP_AXIS))


def _hollow_of_the_socket(p: Array) -> Array:
    """The cup, its deeper floor and the gap in its lower rim."""
    cup = ellipsoid(p, HEAD, CUP_RADIUS)
    low = np.array([0.0, -0.4, -1.0])  # towards the obturator foramen
    down = unit(low - (low @ CUP_AXIS) * CUP_AXIS)
    gap = limb(
        p,
        HEAD - 23.0 * CUP_AXIS + 3.0 * down,
        HEAD - 3.0 * CUP_AXIS + 27.0 * down,
        (10.0, 5.0),
        (9.0, 6.0),
        np.cross(CUP_AXIS, down),
    )
    return blend(cup, gap, 3.0)


def _ischium(p: Array) -> Array:
    """The pillar behind the socket, the spine and the sitting bone."""
    side = unit((0.85, 0.5, 0.0))
    upper = limb(p, (81, -9, -76), (76, 1, -112), (12.5, 10.5), (14.0, 11.0), side, 2.3)
    lower = limb(p, (76, 1, -112), (68, 1, -142), (14.0, 11.0), (13.5, 12.5), side, 2.3)
    seat = limb(p, (67, 3, -134), (58, -8, -158), (13.5, 13.0), (12.0, 11.5), (1, 0.3, 0), 2.2, 11)
    spine = limb(p, (72, 4, -102), (53.0, 19.0, -110.6), (11.0, 6.0), (3.0, 2.6), (0, 0, 1), 2.0)
    return blend(blend(blend(upper, lower, 10.0), seat, 18.0), spine, 8.0)
