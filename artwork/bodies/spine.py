"""A pale hint of the lower spine: five lumbar blocks and a sacrum, drawn by ourselves.

Schematic, but in the right place: L4 meets L5 at the height of the top of the hip bones.
"""

import numpy as np
from shapely import affinity
from shapely.geometry import Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

LUMBAR_PITCH_M, DISC_M = 0.0355, 0.009
BODY_WIDTHS_M = (0.041, 0.042, 0.044, 0.046, 0.049)  # L1 to L5
BODY_DEPTH_M = 0.034

_SACRUM_BACK = [  # right half of the outline, seen from behind: (from the midline, below its top)
    (0.000, 0.002), (0.024, 0.000), (0.030, -0.006), (0.050, 0.000), (0.054, 0.012),
    (0.047, 0.040), (0.036, 0.058), (0.030, 0.078), (0.020, 0.092), (0.009, 0.098),
    (0.008, 0.112), (0.003, 0.126), (0.000, 0.127),
]  # fmt: skip
_FORAMINA = [(0.021, 0.022), (0.019, 0.044), (0.017, 0.064), (0.014, 0.081)]

_SACRUM_SIDE = [  # from the side: (forward of its upper back corner, below it)
    (0.000, 0.000), (0.027, 0.017), (0.025, 0.024), (0.010, 0.036), (-0.010, 0.051),
    (-0.030, 0.068), (-0.044, 0.085), (-0.049, 0.098), (-0.046, 0.112), (-0.036, 0.123),
    (-0.040, 0.129), (-0.054, 0.120), (-0.065, 0.102), (-0.073, 0.080), (-0.068, 0.055),
    (-0.050, 0.029), (-0.026, 0.010),
]  # fmt: skip
_TILT_DEG = (-8, -4, 1, 9, 21)  # L1 to L5, top forward: the hollow of the back
_LORDOSIS_M = (-0.010, -0.003, 0.003, 0.006, 0.003)  # L1 to L5, forward of L5


def spine_from_behind(crest: float) -> BaseGeometry:
    """In metres: x from the midline, y upward; mirror-even."""
    parts: list[BaseGeometry] = []
    for number, width in enumerate(BODY_WIDTHS_M):
        centre = _height_of(number, crest)
        half = (LUMBAR_PITCH_M - DISC_M) / 2
        block = _soft(box(-width / 2, centre - half, width / 2, centre + half), 0.006)
        span = 0.084 if number == 2 else 0.078
        wings = _soft(box(-span / 2, centre - 0.001, span / 2, centre + 0.009), 0.0045)
        parts.append(unary_union([block, wings]).buffer(-0.001).buffer(0.001))
    top = crest - LUMBAR_PITCH_M
    right = np.array(_SACRUM_BACK) * [1, -1] + [0, top]
    whole = Polygon(np.concatenate([right, (right * [-1, 1])[::-1]])).buffer(0)
    whole = Polygon(_curved(np.asarray(whole.exterior.coords)[:-1]))
    for x, down in _FORAMINA:
        for side in (-1, 1):
            whole = whole.difference(Point(side * x, top - down).buffer(0.0036))
    return unary_union([*parts, whole])


def spine_from_the_side(crest: float, front_of_canal: float) -> BaseGeometry:
    """In metres: x is the body's front (z), y upward."""
    parts: list[BaseGeometry] = []
    half = (LUMBAR_PITCH_M - DISC_M) / 2
    for number in range(5):
        centre = _height_of(number, crest)
        back = front_of_canal + _LORDOSIS_M[number]
        block = _soft(box(back, centre - half, back + BODY_DEPTH_M, centre + half), 0.006)
        thorn = Polygon(
            [
                (back - 0.046, centre - 0.016),
                (back - 0.044, centre - 0.002),
                (back - 0.014, centre + 0.003),
                (back - 0.014, centre - 0.008),
            ]
        )
        middle = (back + BODY_DEPTH_M / 2, centre)
        for piece in (block, _soft(thorn, 0.003)):
            parts.append(affinity.rotate(piece, -_TILT_DEG[number], origin=middle))
    outline = np.array(_SACRUM_SIDE) * [1, -1] + [
        front_of_canal - 0.002,
        crest - LUMBAR_PITCH_M + 0.001,
    ]
    parts.append(Polygon(_curved(outline)))
    return unary_union(parts)


def _height_of(number: int, crest: float) -> float:
    """Middle of a lumbar vertebra; 0 is L1, 4 is L5."""
    return crest + (3.5 - number) * LUMBAR_PITCH_M


def _soft(shape: BaseGeometry, radius: float) -> BaseGeometry:
    return shape.buffer(-radius).buffer(radius, quad_segs=4)


def _curved(corners: np.ndarray) -> np.ndarray:
    """Cut the corners of a closed outline twice (Chaikin)."""
    for _ in range(2):
        following = np.roll(corners, -1, axis=0)
        cut = [0.75 * corners + 0.25 * following, 0.25 * corners + 0.75 * following]
        corners = np.stack(cut, axis=1).reshape(-1, 2)
    return corners
