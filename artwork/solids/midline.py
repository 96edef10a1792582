"""Curves in the midline plane, and points told by how far along and behind them they lie."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.interpolate import CubicSpline
from scipy.spatial import cKDTree

from artwork.solids.sdf import Array

STEP_MM = 0.25


class Midline:
    """A curve (y, z) that runs downward, by its length `along` and the offset `behind` it."""

    def __init__(self, along: Array, points: Array) -> None:
        self.along, self.points = along, points
        down = np.gradient(points, along, axis=0)
        self._down = down / np.linalg.norm(down, axis=1, keepdims=True)
        self._behind = np.stack([-self._down[:, 1], self._down[:, 0]], axis=1)
        self._tree = cKDTree(points)

    @classmethod
    def leaning(cls, along: ArrayLike, lean_deg: ArrayLike) -> "Midline":
        """A curve through the origin at 0, by how far it leans backward as it runs down."""
        stations = np.asarray(along, dtype=float)
        way = np.arange(stations[0], stations[-1] + STEP_MM / 2, STEP_MM)
        lean = np.radians(CubicSpline(stations, lean_deg, bc_type="natural")(way))
        steps = np.stack([np.sin(lean), -np.cos(lean)], axis=1) * STEP_MM
        points = np.cumsum(steps, axis=0)
        return cls(way, points - points[np.argmin(np.abs(way))])

    @classmethod
    def through(cls, points: ArrayLike) -> tuple["Midline", Array]:
        """A smooth curve through points (y, z); also tells where along it they lie."""
        rows = np.asarray(points, dtype=float)
        knots = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(rows, axis=0), axis=1))])
        way = np.arange(0, knots[-1] + STEP_MM / 2, STEP_MM)
        return cls(way, CubicSpline(knots, rows)(way)), knots

    def local(self, points: Array) -> Array:
        """From the patient's axes to (x, behind, along)."""
        flat = points[..., 1:].reshape(-1, 2)
        _, nearest = self._tree.query(flat)
        offset = flat - self.points[nearest]
        behind = (offset * self._behind[nearest]).sum(axis=1).reshape(points.shape[:-1])
        along = self.along[nearest] + (offset * self._down[nearest]).sum(axis=1)
        return np.stack([points[..., 0], behind, along.reshape(points.shape[:-1])], axis=-1)

    def world(self, points: ArrayLike) -> Array:
        """From (x, behind, along) to the patient's axes."""
        rows = np.asarray(points, dtype=float)
        at = np.clip(rows[..., 2], self.along[0], self.along[-1])
        nearest = np.rint((at - self.along[0]) / STEP_MM).astype(int)
        nearest = np.clip(nearest, 0, len(self.along) - 1)
        beyond = (rows[..., 2] - self.along[nearest])[..., None]
        plane = self.points[nearest] + beyond * self._down[nearest]
        plane = plane + rows[..., 1:2] * self._behind[nearest]
        return np.concatenate([rows[..., :1], plane], axis=-1)
