"""The muscles around the spine in slices across it, as flat ovals.

Only their place and rough size are meant: psoas beside the bodies, multifidus beside the spinous
processes, erector spinae outside it. All numbers are estimated, in mm of the slice: x from the
midline, y behind the middle of the disc.
"""

from dataclasses import dataclass

import numpy as np
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from artwork.bodies.outlines import polygons_in, rounded
from artwork.solids.sdf import oval
from artwork.solids.sections import Plane, shape_of_field

BONE_GAP_MM = 0.5
"""Fat between a muscle and bone, so that neither line covers the other."""


@dataclass(frozen=True)
class Belly:
    """An oval muscle belly of the left side: its middle, half width, and depths from there."""

    x: float
    y: float
    half_width: float
    front: float
    back: float
    lean: float = 0.0
    """How far the middle moves outwards for each mm backwards."""


MUSCLES = {
    "psoas": {"L3/4": Belly(38, 1, 11, 15, 14), "L4/5": Belly(40, -2, 13, 17, 16),
              "L5/S1": Belly(40.5, -12, 11.5, 16, 17), "pedicles": Belly(40, -6, 12, 17, 17)},
    "multifidus": {"L3/4": Belly(13, 49, 11, 15, 15, 0.1), "L4/5": Belly(16, 50, 13.5, 16, 15, 0.1),
                   "L5/S1": Belly(18, 46, 15.5, 15, 17, 0.1),
                   "pedicles": Belly(17, 52, 14.5, 15, 15, 0.1)},
    "erector": {"L3/4": Belly(36.5, 46, 15, 16, 17), "L4/5": Belly(38, 46, 13.5, 15, 16),
                "L5/S1": Belly(40, 48, 8, 10, 12), "pedicles": Belly(39, 48, 12, 13, 15)},
}  # fmt: skip


def muscles(plane: Plane, slice_name: str, solid_parts: BaseGeometry) -> dict[str, MultiPolygon]:
    """The muscles of a slice, kept off bones and disc (`solid_parts`) and off one another."""
    points = plane.points()
    x = np.abs((points - plane.origin) @ plane.right)
    y = (points - plane.origin) @ plane.down
    taken = solid_parts.buffer(BONE_GAP_MM)
    found = {}
    for muscle, slices in MUSCLES.items():
        belly = slices[slice_name]
        along = y - belly.y
        across = x - belly.x - belly.lean * along
        field = oval(across, along, belly.half_width, belly.front, belly.back, 2.3, 2.3)
        shape = rounded(shape_of_field(field, plane).difference(taken), 0.8)
        found[muscle] = polygons_in(shape, 6)
        taken = unary_union([taken, shape.buffer(BONE_GAP_MM)])
    return found
