"""The upper end of the femur, standing: the shaft leans inward, the neck turns a little forward.

All sizes are estimated after the usual adult proportions.
"""

import numpy as np

from artwork.solids.pelvis import HEAD, HEAD_RADIUS
from artwork.solids.sdf import Array, Tube, blend, ellipsoid, limb, mirrored, near_only, union

NECK_SHAFT_DEG = 127.0
NECK_ANTEVERSION_DEG = 13.0
SHAFT_LEAN_DEG = 7.0
"""How far the shaft runs inward on its way down."""
HEAD_OFFSET = 43.0
"""From the centre of the head to the axis of the shaft."""
SHAFT_END_Z = -330.0


def _axes() -> tuple[Array, Array, Array]:
    """Where neck and shaft meet, and their directions: outward along the neck, down the shaft."""
    lean = np.radians(SHAFT_LEAN_DEG)
    turn = np.radians(NECK_ANTEVERSION_DEG)
    shaft = np.array([-np.sin(lean), 0.0, -np.cos(lean)])
    out = np.array([np.cos(lean) * np.cos(turn), np.sin(turn), -np.sin(lean) * np.cos(turn)])
    angle = np.radians(180.0 - NECK_SHAFT_DEG)
    neck = np.sin(angle) * out + np.cos(angle) * shaft
    return HEAD + neck * HEAD_OFFSET / np.sin(angle), neck, shaft


CORNER, NECK, SHAFT = _axes()
TROCHANTER = np.array([143.0, -3.0, -107.0])
"""Tip of the greater trochanter."""
LESSER_TROCHANTER = np.array([113.0, -1.0, -169.0])


def _axis_at(z: float) -> Array:
    return np.asarray(CORNER + SHAFT * (z - CORNER[2]) / SHAFT[2])


_SHAFT = Tube(
    [
        (*(_axis_at(z) + np.array([0.0, bow, 0.0])), radius)
        for z, bow, radius in (
            (-146, 1, 17.5),
            (-166, 0, 17.0),
            (-190, -1, 15.4),
            (-220, -3, 14.2),
            (-260, -5, 13.6),
            (SHAFT_END_Z, -5, 13.4),
        )
    ]
)


def _bone(p: Array) -> Array:
    head = ellipsoid(p, HEAD, HEAD_RADIUS)
    neck = limb(p, HEAD + 8 * NECK, CORNER - 4 * NECK, (15.5, 13.0), (18.5, 13.0), SHAFT, 2.0)
    bone = union(9.0, _SHAFT(p), neck)
    greater = limb(
        p, (141, -7, -117), (137, -13, -144), (10.5, 16.0), (10.0, 13.0), (1, 0, 0), 2.2, 12
    )
    tip = ellipsoid(p, TROCHANTER - (3.5, 1.5, 10), (8.0, 10.5, 10.5))
    bone = blend(bone, union(12.0, greater, tip), 16.0)
    crest = limb(p, (137, -1, -118), (119, -1, -160), (6.0, 6.0), (5.5, 5.5), (1, 0, 0))
    lesser = limb(p, (122, -9, -172), LESSER_TROCHANTER, (15, 10), (8.0, 6.5), (0, 0, 1))
    bone = blend(bone, union(7.0, crest, lesser), 9.0)
    return blend(bone, head, 5.0)


_left = near_only(_bone, (120.0, -15.0, -205.0), 160.0)


def femur(points: Array) -> Array:
    """Signed distance of both femurs."""
    return _left(mirrored(points))
