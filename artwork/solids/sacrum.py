"""Sacrum and coccyx, shaped along their curved midline.

A point is told by (x, behind the midline of the bodies, along it downward from the S1 endplate).
All tables are estimated after the usual proportions of the adult sacrum.
"""

from dataclasses import dataclass

import numpy as np

from artwork.solids.dimensions import JOINT_SPACE, SACRAL_SLOPE_DEG, VERTEBRAE
from artwork.solids.facets import Joint, upper_process
from artwork.solids.midline import Midline
from artwork.solids.sdf import (
    Array,
    Frame,
    blend,
    cut,
    ellipsoid,
    intersect,
    limb,
    mirrored,
    oval,
    profile,
    union,
)
from artwork.solids.vertebra import HOLLOW_RADIUS

CURVE = Midline.leaning(
    (-40, 0, 22, 45, 62, 80, 98, 112, 126, 150), (40, 40, 39, 28, 12, -4, -18, -28, -36, -46)
)
"""Backward lean of the bodies' midline, in degrees, down from the S1 endplate."""

HALF_WIDTH = profile(
    (-5, 6, 16, 30, 42, 52, 64, 78, 88, 95, 101, 106),
    (50, 54, 55.5, 54.5, 49, 42.5, 36, 31, 28, 24, 15, 8),
)
BODY_HALF_DEPTH = profile(
    (0, 15, 30, 48, 65, 82, 100, 110), (16.2, 13.5, 10.5, 8, 6.6, 5.6, 4.6, 4.2)
)
BODY_HALF_WIDTH = profile((0, 10, 28, 50, 80, 104), (24.5, 21, 16, 13.5, 11, 8))
CANAL_DEPTH = profile((-5, 15, 30, 48, 65, 80, 100), (14.0, 12.5, 9.5, 6.5, 5.0, 4.0, 3.0))
CANAL_HALF_WIDTH = profile((-5, 10, 30, 60, 90), (14.5, 13.5, 10.5, 7.5, 5))
BACK_PLATE = 4.6
"""Thickness of the fused laminae."""
SIDE_BACK = profile((0, 25, 45, 70, 95), (17, 17, 13.5, 10, 6))
"""Where the back surface lies at the side edge."""
SIDE_FRONT = profile((0, 18, 40, 60, 90), (-10.5, -5, -1, -1.5, -3))
"""Where the front surface lies at the side edge: the hollow ala."""
WING_TOP = profile((0, 22, 30, 42, 52, 60), (2.5, 2.5, 3.0, 3.5, 8.0, 16.0))
"""Where the upper edge lies, by distance from the midline."""
LENGTH = 104.0


@dataclass(frozen=True, slots=True)
class Foramen:
    """One pair of sacral foramina: along, from the midline, radius behind and in front."""

    along: float
    x: float
    back_radius: float
    front_radius: float


FORAMINA = (
    Foramen(27.5, 21.5, 4.4, 6.6),
    Foramen(44.5, 19.0, 3.9, 5.8),
    Foramen(59.5, 16.8, 3.4, 4.9),
    Foramen(73.5, 15.0, 2.8, 4.1),
)
LEVELS_ALONG = (13.0, 36.0, 52.5, 67.0, 82.0)
"""Where the spines S1 to S5 lie."""
SIDE_CREST_X = (33.0, 29.5, 25.5, 22.5, 20.0)
SIDE_CREST_SUNK = (8.0, 5.0, 3.4, 2.8, 2.0)
INNER_CREST_X = (15.5, 13.6, 12.0, 10.5, 7.5)
EAR_RAISED = 1.3
"""How far the ear-shaped joint surface stands out from the side of the wing."""
HIATUS_ALONG = 80.0
"""Where the fused laminae end and the hiatus opens."""
HIATUS_HALF_WIDTH = profile((HIATUS_ALONG, 86, 95, 104), (0.0, 3.2, 5.2, 6.0))


def back_surface(along: float) -> float:
    """Where the back surface lies in the midline."""
    return float(BODY_HALF_DEPTH(along) + CANAL_DEPTH(along)) + BACK_PLATE


class Sacrum:
    """The sacrum, with the upper joint processes that carry L5."""

    def __init__(self, above: Joint) -> None:
        self._above = above

    def __call__(self, points: Array, partner: Array | None = None) -> Array:
        """Signed distance; `partner` is the distance to the lower process of L5."""
        world = mirrored(points)
        p = CURVE.local(world)
        bone = union(4.0, blend(_plate(p), _bodies(p), 6.0), self.endplate(points))
        bone = _with_crests(blend(bone, _ear(p), 0.8), p)
        bone = _without_canal(bone, p)
        bone = _without_foramina(bone, p)
        bone = blend(bone, upper_process(world, self._above), 5.0)
        if partner is not None:
            bone = cut(bone, partner - JOINT_SPACE, 1.6)
        horn = limb(p, (6.5, 8.0, 90.0), (6.4, 6.6, 103.0), (2.3, 2.5), (1.7, 1.8), (1, 0, 0))
        return blend(bone, horn, 2.5)

    def endplate(self, points: Array) -> Array:
        """The upper rim of S1, which carries the last disc."""
        local = Frame(0.0, 0.0, SACRAL_SLOPE_DEG).local(mirrored(points))
        half = VERTEBRAE["L5"].lower_depth / 2
        back = half - 0.6
        across, along = local[..., 0], local[..., 1]
        wall = oval(across, along - 1.0, 24.6, half + 1.2, back)
        hollow = HOLLOW_RADIUS - np.hypot(across, along - 1.0 - back - HOLLOW_RADIUS + 0.6)
        dish = np.clip(1 - (across / 21) ** 2 - (along / 15) ** 2, 0, 1)
        return intersect(
            6.0, intersect(2.2, wall, hollow, local[..., 2] + dish), -local[..., 2] - 10
        )


def _plate(p: Array) -> Array:
    """The bodies' sides, the wings and the fused arches as one bent plate."""
    x, behind, along = p[..., 0], p[..., 1], p[..., 2]
    wide, depth, canal = HALF_WIDTH(along), BODY_HALF_DEPTH(along), CANAL_DEPTH(along)
    out = np.clip(x / wide, 0, 1) ** 1.3
    back = depth + canal + BACK_PLATE
    back = back - (back - SIDE_BACK(along)) * out
    front = -depth + (depth + SIDE_FRONT(along)) * np.clip((x - 14) / 22, 0, 1) ** 1.2
    thick = intersect(5.0, front - behind, behind - back)
    ends = intersect(4.0, WING_TOP(x) - along, along - LENGTH)
    return intersect(7.0, thick, intersect(8.0, (x - wide) / np.sqrt(1.1), ends))


def _ear(p: Array) -> Array:
    """The joint surface for the hip bone: an ear on the side, one lobe down and one to the back."""
    x, behind, along = p[..., 0], p[..., 1], p[..., 2]
    flat = np.stack([np.zeros_like(x), behind, along], axis=-1)
    upper = limb(flat, (0, -4.0, 10.0), (0, 1.5, 30.0), (8.0, 8.0), (7.5, 7.5), (0, 1, 0))
    lower = limb(flat, (0, 1.5, 30.0), (0, 5.5, 44.0), (7.5, 7.5), (4.5, 4.5), (0, 1, 0))
    raised = np.abs(x - HALF_WIDTH(along) + 3.0) - 3.0 - EAR_RAISED
    return intersect(1.0, blend(upper, lower, 3.0), raised)


def _bodies(p: Array) -> Array:
    x, behind, along = p[..., 0], p[..., 1], p[..., 2]
    depth = BODY_HALF_DEPTH(along)
    core = oval(x, behind, BODY_HALF_WIDTH(along), depth, depth * 0.95)
    return intersect(3.0, core, intersect(3.0, 4.0 - along, along - LENGTH))


def _with_crests(bone: Array, p: Array) -> Array:
    for i, along in enumerate(LEVELS_ALONG):
        fade = 1 - 0.13 * i
        if along + 6 < HIATUS_ALONG:
            sunk, start = (2.5, -4.0) if i == 0 else (0.5, -7.0)
            spine = limb(
                p,
                (0, back_surface(along - 7) - sunk, along + start),
                (0, back_surface(along + 6) + 5.0 * fade, along + 5.0 * fade),
                (1.8, 3.4 * fade),
                (2.7, 3.6 * fade),
                (1, 0, 0),
            )
            bone = blend(bone, spine, 6.0)
        side = (SIDE_CREST_X[i], back_surface(along) - SIDE_CREST_SUNK[i], along + 1)
        bone = blend(bone, ellipsoid(p, side, (4.6 * fade, 4.0, 7.0 * fade)), 7.0)
        inner = (INNER_CREST_X[i], back_surface(along) - 1.8, along + 2)
        bone = blend(bone, ellipsoid(p, inner, (2.6, 2.4, 6.0 * fade)), 5.0)
    return bone


def _without_canal(bone: Array, p: Array) -> Array:
    x, behind, along = p[..., 0], p[..., 1], p[..., 2]
    depth, canal = BODY_HALF_DEPTH(along), CANAL_DEPTH(along)
    middle = depth + canal / 2
    tunnel = intersect(3.0, x - CANAL_HALF_WIDTH(along), np.abs(behind - middle) - canal / 2)
    tunnel = intersect(3.0, tunnel, behind + 0.55 * x - depth - canal - 3)
    bone = cut(bone, tunnel, 2.0)
    slot = intersect(2.0, x - HIATUS_HALF_WIDTH(along), HIATUS_ALONG - along)
    bone = cut(bone, np.maximum(slot, depth + 0.5 - behind), 1.0)
    window = limb(p, (0, 26, -9), (0, 33, 3), (11.5, 9.0), (5, 6), (1, 0, 0), 2.2)
    return cut(bone, window, 3.0)


def _without_foramina(bone: Array, p: Array) -> Array:
    for hole in FORAMINA:
        along, x, small, large = hole.along, hole.x, hole.back_radius, hole.front_radius
        floor = float(BODY_HALF_DEPTH(along) + CANAL_DEPTH(along))
        middle = float(BODY_HALF_DEPTH(along) + CANAL_DEPTH(along) / 2)
        behind = limb(
            p,
            (x - 0.5, floor - 5, along - 0.5),
            (x + 0.5, floor + 9, along + 1.5),
            (small, small * 1.15),
            (small + 1.2, small * 1.15 + 1.4),
            (1, 0, 0),
        )
        way = limb(
            p,
            (8, middle, along - 10),
            (x, float(BODY_HALF_DEPTH(along)) + 0.5, along),
            (small, small),
            (small + 0.4, small + 0.4),
            (0, 0, 1),
        )
        front = limb(
            p,
            (x - 1, floor - 6, along - 0.5),
            (x + 5.0, -12, along + 1.0),
            (small, small),
            (large + 1.6, large + 0.4),
            (1, 0, 0),
        )
        for tool in (behind, way, front):
            bone = cut(bone, tool, 2.2)
    return bone


@dataclass(frozen=True, slots=True)
class _Segment:
    """One coccygeal segment: along, half width, half length, half depth."""

    along: float
    half_width: float
    half_length: float
    half_depth: float


SEGMENTS = (
    _Segment(110.0, 9.5, 4.2, 4.2),
    _Segment(121.0, 6.6, 4.6, 3.8),
    _Segment(131.0, 5.2, 4.0, 3.3),
    _Segment(139.0, 3.9, 3.6, 2.8),
)


def coccyx(points: Array) -> Array:
    """Signed distance of the coccyx."""
    p = CURVE.local(mirrored(points))
    parts = [
        limb(
            p,
            (0, 0, one.along - 0.5),
            (0, 0, one.along + 0.5),
            (one.half_width, one.half_depth),
            (one.half_width * 0.85, one.half_depth),
            (1, 0, 0),
            2.2,
            one.half_length + 0.8,
        )
        for one in SEGMENTS
    ]
    bone = union(2.5, *parts)
    wing = limb(p, (5, 0, 108), (11.5, 0.5, 106.5), (3.0, 2.6), (2.2, 2.0), (0, 0, 1))
    horn = limb(p, (5.5, 3, 107), (5.4, 5.6, 103.0), (2.0, 2.0), (1.5, 1.5), (1, 0, 0))
    return union(2.5, blend(bone, wing, 3.0), horn)
