"""Flat cuts through solids: a plane, what each solid leaves on it, and how large that is."""

from dataclasses import dataclass

import numpy as np
from shapely import affinity
from shapely.geometry import MultiPolygon, box

from artwork.bodies.outlines import contour, polygons_in
from artwork.solids.sdf import Array, Frame, Solid

PIXELS_PER_MM = 4
SMALLEST_MM2 = 0.6
"""Crumbs below this are not drawn."""

Window = tuple[float, float, float, float]
"""Left, top, right, bottom of a picture, in mm."""


@dataclass(frozen=True)
class Plane:
    """A cut. The picture's x runs along `right`, its y along `down`, both in mm from `origin`."""

    origin: Array
    right: Array
    down: Array
    window: Window

    def points(self) -> Array:
        """The middle of every pixel in the patient's axes, shape (rows, columns, 3)."""
        x0, y0, x1, y1 = self.window
        x = x0 + (np.arange(round((x1 - x0) * PIXELS_PER_MM)) + 0.5) / PIXELS_PER_MM
        y = y0 + (np.arange(round((y1 - y0) * PIXELS_PER_MM)) + 0.5) / PIXELS_PER_MM
        return self.origin + x[None, :, None] * self.right + y[:, None, None] * self.down

    def place(self, point: Array) -> tuple[float, float]:
        """Where a point of the patient lies in the picture, seen straight through the plane."""
        axes = np.column_stack([self.right, self.down])
        x, y = np.linalg.lstsq(axes, np.asarray(point, dtype=float) - self.origin, rcond=None)[0]
        return float(x), float(y)


def axial(frame: Frame, window: Window, height_mm: float = 0.0) -> Plane:
    """A slice across the spine, as scans show it: seen from the feet, the front at the top.

    The patient's left is on the viewer's right.
    """
    origin = frame.world((0.0, 0.0, height_mm))
    back = frame.world((0.0, 1.0, height_mm)) - origin
    return Plane(origin, np.array([1.0, 0.0, 0.0]), back, window)


def sagittal(x_mm: float, window: Window, slant: float = 0.0) -> Plane:
    """A cut along the spine, seen from the patient's left: the front is on the viewer's left.

    `slant` moves the cut outwards by so many mm for each mm downwards, to stay in the pedicles.
    """
    origin = np.array([x_mm, 0.0, 0.0])
    return Plane(origin, np.array([0.0, 1.0, 0.0]), np.array([slant, 0.0, -1.0]), window)


def trace(solid: Solid, plane: Plane, points: Array | None = None) -> MultiPolygon:
    """What `solid` leaves on the plane, in picture mm; `points` spares computing them again."""
    return shape_of_field(solid(plane.points() if points is None else points), plane)


def shape_of_field(distance: Array, plane: Plane) -> MultiPolygon:
    """The inside of distances that were taken on the plane's points."""
    shape = contour(-distance, 0.0, PIXELS_PER_MM, SMALLEST_MM2)
    moved = affinity.translate(shape, plane.window[0], plane.window[1])
    return polygons_in(moved.intersection(box(*plane.window)), SMALLEST_MM2)
