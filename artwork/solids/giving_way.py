"""How roots and sac give way to a lesion of a disc.

Which way a root goes is said for each zone, not found from the slope of distances: in the canal
back and a little outward, in the foramen up and back. It goes no farther than it must and no
farther than bone and ligament let it; between the two it is flattened, its section as large as
before. The sac keeps its section too: where it is dented it widens elsewhere, as far as it gives.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.ndimage import gaussian_filter1d, maximum_filter1d, minimum_filter1d
from scipy.spatial import cKDTree

from artwork.solids.sdf import FAR_MM, Array, Solid, intersect, unit, where_below
from sciatica.model.anatomy import Zone

AWAY: Mapping[Zone | None, tuple[float, float, float]] = {
    None: (0.25, 1.0, 0.0),
    Zone.CENTRAL: (0.40, 1.0, 0.0),
    Zone.SUBARTICULAR: (0.30, 1.0, 0.0),
    Zone.FORAMINAL: (0.0, 0.72, 0.70),
    Zone.EXTRAFORAMINAL: (0.86, 0.30, 0.42),
}
"""The way a left root goes in the place of the disc: outward, backward, upward. Estimated."""
FLATTER, THREAD_MM = 1.48, 1.2
"""How much wider than at rest a fully pressed root is, and as much thinner (estimated); a
thread inside the sac is thinner than the second and stays round."""
FLAT_AFTER_MM = 1.0
"""A root that has given way by so much is fully flattened."""
FARTHEST_MM, STEP_MM = 7.0, 0.1
"""How far a root may give way, and the steps in which it is tried."""
ROOT_GAP, WALL_GAP = 0.15, 0.1
"""Between a pressed root and the lesion, and behind it."""
ROUND = 1.001
"""A section that is no flatter than this is round."""
HELD_SAMPLES = 13
"""A push is held over so many samples of a root's path on either side, so that it bends softly."""
BEND_SAMPLES = 6.0
HELD_OFF, STOP_SAMPLES = 0.8, 5
"""A wall stops a root whose middle is nearer than this share of its radius, and so many samples of
its path on either side."""


@dataclass(frozen=True)
class Course:
    """A root's way: rows of x, y, z, radius; how flat it is, across which direction; and whether a
    lesion has moved it."""

    path: Array
    flat: Array
    """Of each row: 1 for a round section, more for a wider and thinner one."""
    across: Array
    """The direction in which each row is thin, at right angles to its way."""
    moved: bool = False

    @classmethod
    def round(cls, path: Array) -> "Course":
        """A course of round sections."""
        return cls(path, np.ones(len(path)), np.zeros((len(path), 3)))

    @classmethod
    def flattened(cls, path: Array, flat: Array, way: ArrayLike) -> "Course":
        """A course that is flattened along `way`."""
        onward = np.gradient(path[:, :3], axis=0)
        onward /= np.maximum(np.linalg.norm(onward, axis=1, keepdims=True), 1e-9)
        across = unit(way) - onward * (onward @ unit(way))[:, None]
        across /= np.maximum(np.linalg.norm(across, axis=1), 1e-6)[:, None]
        return cls(path, flat, across, moved=True)

    def mirrored(self) -> "Course":
        """The same course on the other side."""
        flip = np.array([-1.0, 1.0, 1.0])
        return replace(self, path=self.path * np.append(flip, 1.0), across=self.across * flip)

    def part(self, chosen: NDArray[np.bool_]) -> "Course":
        """Some of its rows."""
        rows = self.path[chosen].copy(), self.flat[chosen], self.across[chosen]
        return Course(*rows, moved=self.moved)


def giving_way(rest: Course, lesion: Solid, walls: Solid, way: ArrayLike) -> Course:
    """Push a root along `way` until it clears a lesion, no farther than the `walls` behind it."""
    way, path = unit(way), rest.path
    touched = lesion(path[:, :3]) < path[:, 3] + ROOT_GAP
    if not touched.any():
        return rest
    tried = np.arange(0.0, FARTHEST_MM, STEP_MM)
    wider = np.where(path[:, 3] > THREAD_MM, FLATTER, 1.0)
    thin = (path[:, 3] / wider)[touched]
    spots = path[touched, None, :3] + tried[None, :, None] * way
    # the section of a pressed root is thin: it is free as soon as half of that is
    held_back = lesion(spots) < (thin + ROOT_GAP)[:, None]
    last = np.where(held_back, np.arange(len(tried)), -1).max(axis=1) + 1
    needed = np.zeros(len(path))
    needed[touched] = tried[np.minimum(last, len(tried) - 1)]
    moving = maximum_filter1d(touched, 4 * HELD_SAMPLES + 1)
    spots = path[moving, None, :3] + tried[None, :, None] * way
    stopped = walls(spots) < (HELD_OFF * path[moving, 3] + WALL_GAP)[:, None]
    stopped[:, 0] = False
    first = np.where(stopped.any(axis=1), np.argmax(stopped, axis=1) - 1, len(tried) - 1)
    room = np.full(len(path), FARTHEST_MM)
    room[moving] = tried[first]
    ends = np.ones(len(path))
    ends[:3] = ends[-3:] = 0.0
    held = gaussian_filter1d(maximum_filter1d(needed, 2 * HELD_SAMPLES + 1), BEND_SAMPLES)
    kept = gaussian_filter1d(minimum_filter1d(room, 2 * STOP_SAMPLES + 1), 2.0)
    amount = gaussian_filter1d(np.minimum(held, kept), 2.0) * ends
    moved = path.copy()
    moved[:, :3] += amount[:, None] * way
    flat = 1 + (wider - 1) * np.clip(amount / FLAT_AFTER_MM, 0, 1)
    pressed = Course.flattened(moved, gaussian_filter1d(flat, 3.0), way)
    band = rest.flat > pressed.flat
    return replace(
        pressed,
        flat=np.where(band, rest.flat, pressed.flat),
        across=np.where(band[:, None], rest.across, pressed.across),
    )


class Cord:
    """A nerve along a course; like a tube, but flat where its course is."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self._tree = cKDTree(course.path[:, :3])

    def __call__(self, points: Array) -> Array:
        """Signed distance of the points."""
        path, flat, across = self.course.path, self.course.flat, self.course.across
        whole = points.reshape(-1, 3)
        gap, nearest = self._tree.query(whole, distance_upper_bound=FAR_MM, workers=1)
        away = np.full(len(whole), FAR_MM)
        found = np.flatnonzero(~np.isinf(gap))
        at = nearest[found]
        radius, wide = path[at, 3], flat[at]
        away[found] = gap[found] - radius
        oval = np.flatnonzero((wide > ROUND) & (away[found] < 4.0))
        offset = whole[found[oval]] - path[at[oval], :3]
        thin = (offset * across[at[oval]]).sum(axis=1)
        beside = np.sqrt(np.maximum((offset**2).sum(axis=1) - thin**2, 0.0))
        u, v = beside / wide[oval], thin * wide[oval]
        size = np.hypot(u, v) + 1e-6
        slope = np.hypot(u / wide[oval], v * wide[oval]) / size
        away[found[oval]] = (size - radius[oval]) / np.maximum(slope, 1e-3)
        return away.reshape(points.shape[:-1])


def squeezed(course: Course, walls: Solid) -> Solid:
    """A flattened nerve that also keeps off its walls."""
    cord = Cord(course)

    def distance(points: Array) -> Array:
        away = cord(points)

        def kept_off(close: Array) -> Array:
            return intersect(0.4, away[close], WALL_GAP - walls(points[close]))

        return where_below(away, 1.0, kept_off, away)

    return distance


# ---- the sac --------------------------------------------------------------------------------

SWELLS_MM = 2.2
"""How far the sac can widen beyond its shape at rest to keep its section. Estimated."""
SWELL_REACH_MM = 24.0
"""So far above and below a disc the sac is asked how large it is."""
_STATION_MM, _CELL_MM, _HALVINGS, _EVEN_STATIONS = 2.0, 0.7, 8, 1.0
_ACROSS, _BEHIND = (-16.0, 16.0), (-14.0, 15.0)


@dataclass(frozen=True)
class Sections:
    """The sac on many planes across the canal: rows are planes, columns the cells of one."""

    stations: Array
    ease: Array
    """Distance to its shape at rest."""
    walls: Array
    beside: Array
    """Distances out of what walls and roots leave for it: negative where it may be."""

    def area(self, swell: Array | float = 0.0) -> Array:
        """Area of each section if its shape at rest is wider by `swell` mm all around."""
        ease = self.ease - np.reshape(swell, (-1, 1))
        field = sac_shape(ease, self.walls, self.beside)
        return np.asarray(np.clip(0.5 - field / _CELL_MM, 0, 1).sum(axis=1)) * _CELL_MM**2


def sac_shape(ease: Array, walls: Array, beside: Array) -> Array:
    """The sac's shape at rest, without what walls and roots take; edges are soft."""
    return intersect(1.2, intersect(1.6, ease, walls), beside)


def cells(along: float) -> tuple[Array, Array]:
    """Stations around a place along the canal, and the cells of the planes across it there, told
    from the middle line of the canal."""
    stations = along + np.arange(-SWELL_REACH_MM, SWELL_REACH_MM + 0.1, _STATION_MM)
    x, behind = np.meshgrid(np.arange(*_ACROSS, _CELL_MM), np.arange(*_BEHIND, _CELL_MM))
    flat = np.stack([x.ravel(), behind.ravel()], axis=-1)
    rows = np.stack([np.column_stack([flat, np.full(len(flat), s)]) for s in stations])
    return stations, rows


def swelling(sections: Sections, wanted: Array) -> Array:
    """How much wider the sac must be at each station to have the area `wanted`, if it can."""
    low, high = np.zeros(len(wanted)), np.full(len(wanted), SWELLS_MM)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        small = sections.area(middle) < wanted
        low, high = np.where(small, middle, low), np.where(small, high, middle)
    return np.asarray(gaussian_filter1d(low, _EVEN_STATIONS))
