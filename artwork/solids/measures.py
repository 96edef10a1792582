"""Measures of solids: areas on a plane and widths along a line, as a radiologist takes them."""

from collections.abc import Callable

import numpy as np

from artwork.solids.column import Column
from artwork.solids.dimensions import DISCS, LEVELS, VERTEBRAE
from artwork.solids.sdf import Array, Solid
from sciatica.model import Side

STEP_MM = 0.25

Plane = Callable[[Array, Array], Array]
"""From two coordinates on a plane to points in the patient's axes."""


def area(
    solid: Solid, plane: Plane, first: tuple[float, float], second: tuple[float, float]
) -> float:
    """Area in mm² of a solid on a window of a plane; the edge counts by how much of it is in."""
    a, b = (np.arange(low, high + STEP_MM / 2, STEP_MM) for low, high in (first, second))
    distance = solid(plane(*np.meshgrid(a, b)))
    return float(np.clip(0.5 - distance / STEP_MM, 0, 1).sum()) * STEP_MM**2


def disc_plane(column: Column, disc: str, up: float = 0.0) -> Plane:
    """The plane of a disc: x to the left, y back in the disc's place."""
    frame = column.disc_frames[disc]
    return lambda x, y: frame.world(np.stack([x, y, np.full_like(x, up)], axis=-1))


def canal_area(column: Column, disc: str) -> float:
    """Area of the soft canal on the plane of a disc, in mm²."""
    return area(column.canal(disc), disc_plane(column, disc), (-24.0, 24.0), (8.0, 44.0))


def sac_area(column: Column, disc: str) -> float:
    """Smallest area of the dural sac on planes along a disc, within its height, in mm²."""
    sac = column.solid("sac")
    planes = (disc_plane(column, disc, up) for up in (-4.0, -2.0, 0.0, 2.0, 4.0))
    return min(area(sac, plane, (-18.0, 18.0), (8.0, 44.0)) for plane in planes)


def foramen_area(column: Column, disc: str, side: Side = Side.LEFT) -> float:
    """Area of a foramen on the upright plane along the middle of the pedicles, in mm²."""
    level = LEVELS[DISCS.index(disc)]
    x = VERTEBRAE[level].pedicle_x * (1.0 if side is Side.LEFT else -1.0)
    frame = column.disc_frames[disc]
    return area(
        column.foramen(disc, side),
        lambda y, z: frame.world(np.stack([np.full_like(y, x), y, z], axis=-1)),
        (0.0, 40.0),
        (-14.0, 34.0),
    )


def inside_length(solid: Solid, start: Array, end: Array, wanted: bool = True) -> float:
    """How much of a straight line lies in a solid (or, not `wanted`, outside it), in mm."""
    length = float(np.linalg.norm(end - start))
    count = int(length / 0.1)
    share = (np.arange(count) + 0.5) / count
    inside = solid(start + share[:, None] * (end - start)) < 0
    return float((inside == wanted).sum()) * length / count
