"""Curved plates of changing thickness: the wing of the hip bone, flat muscles, a nerve."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.interpolate import CubicSpline
from scipy.spatial import cKDTree

from artwork.solids.sdf import FAR_MM, Array, where_below

_NEIGHBOURS = 6
_GRAIN = 0.6
"""So far from a sample, in steps, the plate is taken to be flat; it grows by that all around."""


class Sheet:
    """A plate through a net of control points [row][column]; it is rounded at its border.

    Rows of the net are (x, y, z); `half_thickness` has the same rows and columns. The plate reaches
    beyond the outer control points by the half thickness there.
    """

    def __init__(
        self, controls: ArrayLike, half_thickness: ArrayLike, step_mm: float = 1.6
    ) -> None:
        net = np.asarray(controls, dtype=float)
        thick = np.broadcast_to(np.asarray(half_thickness, dtype=float), net.shape[:2])
        whole = np.concatenate([net, thick[..., None]], axis=-1)
        for axis in (0, 1):
            whole = _sampled(whole, axis, step_mm)
        across = np.cross(
            np.gradient(whole[..., :3], axis=0), np.gradient(whole[..., :3], axis=1)
        ).reshape(-1, 3)
        self.normals = across / np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-9)
        self.net = whole
        self.places, self.radii = whole[..., :3].reshape(-1, 3), whole[..., 3].ravel()
        self._step = step_mm
        self._tree = cKDTree(self.places)

    def __call__(self, points: Array) -> Array:
        """Signed distance of the points."""
        flat = points.reshape(-1, 3)
        far, _ = self._tree.query(flat, distance_upper_bound=FAR_MM)
        rough = np.where(np.isinf(far), FAR_MM, far) - self.radii.max()
        away = where_below(
            rough, self.radii.max() + 4.0, lambda near: self._close(flat[near]), rough
        )
        return away.reshape(points.shape[:-1])

    def _close(self, points: Array) -> Array:
        """A mean of what the nearest samples say, each of which is a small piece of a plane."""
        gaps, which = self._tree.query(points, k=_NEIGHBOURS)
        offset = points[:, None, :] - self.places[which]
        above = (offset * self.normals[which]).sum(axis=-1)
        beside = np.sqrt(np.maximum(gaps**2 - above**2, 0))
        away = np.hypot(above, np.maximum(beside - _GRAIN * self._step, 0)) - self.radii[which]
        weight = np.exp(-(gaps**2 - gaps[:, :1] ** 2) / self._step**2)
        return (away * weight).sum(axis=1) / weight.sum(axis=1)


def _sampled(net: Array, axis: int, step_mm: float) -> Array:
    """Smooth curves along one axis of a net, sampled about every `step_mm`."""
    gaps = np.linalg.norm(np.diff(net[..., :3], axis=axis), axis=-1)
    length = gaps.sum(axis=axis).max()
    knots = np.concatenate(
        [[0], np.cumsum(np.moveaxis(gaps, axis, -1).reshape(-1, gaps.shape[axis]).mean(0))]
    )
    count = max(4, int(np.ceil(length / step_mm)))
    return np.asarray(CubicSpline(knots, net, axis=axis)(np.linspace(0, knots[-1], count)))


def ribbon(controls: ArrayLike, step_mm: float = 1.2) -> Sheet:
    """A flat cord along a smooth path.

    Rows are x, y, z, half width, half thickness, and which way the width lies (three more).
    """
    rows = _sampled(np.asarray(controls, dtype=float)[:, None, :], 0, 2 * step_mm)[:, 0]
    along = np.gradient(rows[:, :3], axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    side = rows[:, 5:] - along * (rows[:, 5:] * along).sum(axis=1, keepdims=True)
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    reach = np.maximum(rows[:, 3:4] - rows[:, 4:5] - _GRAIN * step_mm, 0.05) * side
    net = np.stack([rows[:, :3] - reach, rows[:, :3], rows[:, :3] + reach], axis=1)
    return Sheet(net, rows[:, 4:5] * np.ones(3), step_mm)
