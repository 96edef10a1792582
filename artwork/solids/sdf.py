"""The toolbox of the solids: signed distances, and how to join and cut them.

Distances of stretched shapes are first-order: exact at the surface, close to it near by. That is
enough to draw a surface, to cut it and to round where two of them meet.
"""

from collections.abc import Callable, Sequence
from functools import reduce

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.interpolate import CubicSpline, PchipInterpolator
from scipy.spatial import cKDTree

Array = NDArray[np.float64]
Solid = Callable[[Array], Array]
"""Points (..., 3) in mm to signed distances in mm, negative inside."""

FAR_MM = 40.0
"""Beyond this, a tube only says that it is far."""
CLOSE_MM = 7.0
"""Nearer than this, a solid always tells its own distance."""
_TINY = 1e-9


# ---- joining and cutting --------------------------------------------------------------------


def blend(first: Array, second: Array, radius: float) -> Array:
    """Union of two solids; where they meet, the edge is filled over `radius` mm."""
    if radius <= 0:
        return np.minimum(first, second)
    share = np.clip(0.5 + 0.5 * (second - first) / radius, 0, 1)
    return second + (first - second) * share - radius * share * (1 - share)


def union(radius: float, *distances: Array) -> Array:
    """Blend several solids, from the first to the last."""
    return reduce(lambda a, b: blend(a, b, radius), distances)


def intersect(radius: float, *distances: Array) -> Array:
    """What lies in all of them; the new edges are rounded over `radius` mm."""
    return -union(radius, *(-d for d in distances))


def cut(solid: Array, tool: Array, radius: float = 0.0) -> Array:
    """`solid` without `tool`, with edges rounded over `radius` mm."""
    return intersect(radius, solid, -tool)


# ---- shapes ---------------------------------------------------------------------------------


def unit(vector: ArrayLike) -> Array:
    """The direction of a vector."""
    v = np.asarray(vector, dtype=float)
    return v / np.linalg.norm(v)


def _cross(a: Array, b: Array) -> Array:
    """As `np.cross`, which is slow for single vectors."""
    return np.array(
        [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
    )


def mirrored(points: Array) -> Array:
    """The points brought to the patient's left half: what is drawn once stands on both sides."""
    return np.concatenate([np.abs(points[..., :1]), points[..., 1:]], axis=-1)


def ellipsoid(points: Array, centre: ArrayLike, radii: ArrayLike) -> Array:
    """A ball (one radius) or an ellipsoid along the axes (three)."""
    r = np.broadcast_to(np.asarray(radii, dtype=float), 3)
    v = (points - np.asarray(centre, dtype=float)) / r
    length = np.sqrt((v**2).sum(axis=-1)) + _TINY
    slope = np.sqrt(((v / r) ** 2).sum(axis=-1)) + _TINY
    return length * (length - 1) / slope


def half_space(points: Array, through: ArrayLike, outward: ArrayLike) -> Array:
    """Everything behind a plane; `outward` points out of the solid."""
    return (points - np.asarray(through, dtype=float)) @ unit(outward)


def oval(
    across: Array,
    along: Array,
    half_width: ArrayLike,
    front: ArrayLike,
    back: ArrayLike,
    power_front: float = 2.3,
    power_back: float = 2.8,
) -> Array:
    """A flat, rounded outline: `front` and `back` are its depths before and behind the middle.

    Powers above 2 square the outline off. `along` grows to the back.
    """
    half_depth = np.where(along < 0, front, back)
    power = np.where(along < 0, power_front, power_back)
    u = np.abs(across) / half_width + 1e-4
    v = np.abs(along) / half_depth + 1e-4
    size = (u**power + v**power) ** (1 / power)
    slope = size ** (1 - power) * np.sqrt(
        (u ** (power - 1) / half_width) ** 2 + (v ** (power - 1) / half_depth) ** 2
    )
    return (size - 1) / np.maximum(slope, 1e-4)


def limb(
    points: Array,
    start: ArrayLike,
    end: ArrayLike,
    start_size: tuple[float, float],
    end_size: tuple[float, float],
    side: ArrayLike,
    power: float = 2.0,
    cap: float | None = None,
) -> Array:
    """A rod from `start` to `end` with oval ends.

    Sizes are half widths in mm, along `side` and across it. `power` above 2 squares the section
    off. `cap` is how far the rounded ends reach beyond; as far as the smaller half width unless
    told.
    """
    a, b = np.asarray(start, dtype=float), np.asarray(end, dtype=float)
    length = np.linalg.norm(b - a)
    axis = (b - a) / length
    first = np.asarray(side, dtype=float)
    first = unit(first - axis * (first @ axis))
    second = _cross(axis, first)
    offset = points - a
    along = offset @ axis
    share = np.clip(along / length, 0, 1)
    half_first = start_size[0] + (end_size[0] - start_size[0]) * share
    half_second = start_size[1] + (end_size[1] - start_size[1]) * share
    reach = np.minimum(half_first, half_second) if cap is None else cap
    u = np.abs(offset @ first) / half_first + 1e-4
    v = np.abs(offset @ second) / half_second + 1e-4
    w = np.abs(along - share * length) / reach + 1e-6
    size = (u**power + v**power + w**power) ** (1 / power)
    slope = size ** (1 - power) * np.sqrt(
        (u ** (power - 1) / half_first) ** 2
        + (v ** (power - 1) / half_second) ** 2
        + (w ** (power - 1) / reach) ** 2
    )
    return (size - 1) / np.maximum(slope, 1e-4)


# ---- curves and tubes -----------------------------------------------------------------------


def profile(stations: Sequence[float], values: Sequence[float]) -> Callable[[ArrayLike], Array]:
    """A smooth curve through a table that never overshoots it; constant beyond its ends."""
    curve = PchipInterpolator(stations, values)
    low, high = stations[0], stations[-1]
    return lambda s: np.asarray(curve(np.clip(s, low, high)))


def smooth_path(controls: ArrayLike, step_mm: float = 0.4) -> Array:
    """A smooth curve through control rows (x, y, z, and what else changes along it), sampled."""
    rows = np.asarray(controls, dtype=float)
    gaps = np.linalg.norm(np.diff(rows[:, :3], axis=0), axis=1)
    way = np.concatenate([[0], np.cumsum(gaps**0.7)])
    count = max(8, int(gaps.sum() / step_mm))
    return CubicSpline(way / way[-1], rows)(np.linspace(0, 1, count))


class Tube:
    """A round cord along a smooth path; rows of `controls` are (x, y, z, radius) in mm."""

    def __init__(self, controls: ArrayLike) -> None:
        self._lay(smooth_path(controls))

    @classmethod
    def along(cls, path: Array) -> "Tube":
        """A cord along a path that is sampled already."""
        tube = cls.__new__(cls)
        tube._lay(path)
        return tube

    def _lay(self, path: Array) -> None:
        self.path = path
        self._tree = cKDTree(path[:, :3])

    def __call__(self, points: Array) -> Array:
        """Signed distance of the points."""
        return self.beads(points, neighbours=1)

    def beads(self, points: Array, neighbours: int) -> Array:
        """Like a call; more neighbours where the radius changes fast."""
        flat = points.reshape(-1, 3)
        radii = np.append(self.path[:, 3], 0.0)
        distance, nearest = self._tree.query(
            flat, k=neighbours, distance_upper_bound=FAR_MM, workers=1
        )
        away = np.where(np.isinf(distance), FAR_MM, distance - radii[nearest])
        if neighbours > 1:
            away = away.min(axis=-1)
        return away.reshape(points.shape[:-1])


# ---- places ---------------------------------------------------------------------------------


class Frame:
    """A place in the midline plane, tilted forward by `tilt_deg` about the x axis."""

    def __init__(self, y: float, z: float, tilt_deg: float) -> None:
        self.y, self.z, self.tilt_deg = y, z, tilt_deg
        self._cos, self._sin = np.cos(np.radians(tilt_deg)), np.sin(np.radians(tilt_deg))

    def local(self, points: Array) -> Array:
        """From the patient's axes to this place: z runs along its own upward axis."""
        y, z = points[..., 1] - self.y, points[..., 2] - self.z
        turned = (points[..., 0], y * self._cos + z * self._sin, z * self._cos - y * self._sin)
        return np.stack(turned, axis=-1)

    def world(self, points: ArrayLike) -> Array:
        """From this place to the patient's axes."""
        p = np.asarray(points, dtype=float)
        y = self.y + p[..., 1] * self._cos - p[..., 2] * self._sin
        z = self.z + p[..., 1] * self._sin + p[..., 2] * self._cos
        return np.stack([p[..., 0], y, z], axis=-1)


# ---- sparing work ---------------------------------------------------------------------------


def near_only(solid: Solid, centre: ArrayLike, reach: float) -> Solid:
    """The same solid, asked only near by; it must lie within `reach` mm of `centre`.

    Farther off than `CLOSE_MM`, the distance to the ball around it stands for its own.
    """
    middle = np.asarray(centre, dtype=float)

    def distance(points: Array) -> Array:
        away = np.linalg.norm(points - middle, axis=-1) - reach
        return where_below(away, CLOSE_MM, lambda close: solid(points[close]), away)

    return distance


def where_below(
    rough: Array, limit: float, exact: Callable[[NDArray[np.bool_]], Array], otherwise: Array
) -> Array:
    """`otherwise`, but what `exact` says of the points whose `rough` distance is below a limit."""
    close = rough < limit
    result = np.array(otherwise, dtype=float)
    if close.any():
        result[close] = exact(close)
    return result
