"""The dural sac, the roots L3 to S2 in and below it, their ganglia and the lumbosacral trunk.

Every waypoint is tied to the bone it must pass: pedicle, disc, sacral foramen. Then the roots yield
to whatever is in their way. Courses and widths are estimated after the usual anatomy.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.ndimage import gaussian_filter1d

from artwork.solids import sacrum
from artwork.solids.dimensions import (
    DISCS,
    GANGLION_LENGTH,
    GANGLION_RADIUS,
    LEVELS,
    ROOT_RADIUS,
    VERTEBRAE,
)
from artwork.solids.midline import Midline
from artwork.solids.sdf import (
    Array,
    Solid,
    Tube,
    intersect,
    oval,
    profile,
    smooth_path,
    where_below,
)
from artwork.solids.stack import Stack

ROOTS = ("L3", "L4", "L5", "S1", "S2")
SAC_SIZES = {
    "top": (10.6, 7.0, 7.0),
    "L1/2": (10.6, 6.6, 7.0),
    "L2/3": (10.4, 6.2, 6.8),
    "L3/4": (10.4, 6.6, 6.6),
    "L4/5": (10.6, 6.6, 6.6),
    "L5/S1": (9.6, 5.8, 5.8),
    "S1": (7.0, 4.0, 4.4),
    "S2": (4.4, 2.4, 2.6),
}
"""The sac at rest: half width, depth before and behind its middle. It ends at S2. Estimated; the
area at L4/5 lies in the range of lim2017dsca."""
SAC_END_ALONG = 40.0
"""Along the sacrum."""
SAC_CLEARANCE = 0.35
"""Between the sac and what it lies against."""
THREAD_RADIUS = 0.9
"""Of a root inside the sac."""
THREADS = ((4.3, -2.5), (2.9, -1.2), (2.0, 0.6), (1.3, 1.8))
"""Where a root lies in the sac (from the midline, behind its middle), one disc above the one that
it traverses, then two, three, four: the lower the root, the nearer the middle and the back."""
TRAVERSING_X = {"L3": 9.6, "L4": 10.0, "L5": 10.4, "S1": 10.4}
TRAVERSING_GAP = 0.7
"""Between a traversing root and the disc in front of it."""
CONFLUENCE = (58.0, 8.0, -88.0)
"""Where trunk and sacral roots have become the sciatic nerve, in front of the piriformis."""
TRUNK_RADIUS = 2.8
BUD_SAMPLES = 30
"""A root presses on the sac from here on, in samples of its path after it has budded."""


class Canal:
    """The middle line of the vertebral canal, from L1 into the sacrum."""

    def __init__(self, stack: Stack) -> None:
        rows, names = [], []
        first, size = stack.frames["L1"], VERTEBRAE["L1"]
        for rise in (34.0, 15.0):
            rows.append(first.world((0.0, size.wall + size.canal_depth / 2, rise))[1:])
            names.append("top")
        for level, disc in zip(LEVELS, DISCS, strict=True):
            one = VERTEBRAE[level]
            behind = one.wall + one.canal_depth / 2 + 0.2
            rows.append(stack.frames[level].world((0.0, behind, 0.0))[1:])
            rows.append(stack.spaces[disc].frame.world((0.0, behind, 0.0))[1:])
            names += [level, disc]
        for along, name in (
            (12.0, "S1"),
            (26.0, ""),
            (SAC_END_ALONG, "S2"),
            (60.0, ""),
            (92.0, "end"),
        ):
            depth = sacrum.BODY_HALF_DEPTH(along) + sacrum.CANAL_DEPTH(along) / 2
            rows.append(sacrum.CURVE.world((0.0, float(depth), along))[1:])
            names.append(name)
        self.line, knots = Midline.through(rows)
        self.stations = {name: float(s) for name, s in zip(names, knots, strict=True) if name}
        self.top = float(knots[0])

    def point(self, x: float, behind: float, station: str, below: float = 0.0) -> Array:
        """A point told by its offset from the middle line at a station."""
        return self.line.world((x, behind, self.stations[station] + below))


class Sac:
    """The dural sac; it yields to whatever stands in the canal, and to the roots beside it."""

    def __init__(self, canal: Canal, walls: Solid, roots: Sequence[Array]) -> None:
        self._canal, self._walls = canal, walls
        self._roots = [Tube.along(path) for path in roots]
        at = [canal.top if name == "top" else canal.stations[name] for name in SAC_SIZES]
        self._width, self._front, self._back = (
            profile(at, column) for column in zip(*SAC_SIZES.values(), strict=True)
        )
        self._end = at[-1]

    def at_ease(self, points: Array) -> Array:
        """Signed distance if nothing stood in its way."""
        x, behind, along = np.moveaxis(self._canal.line.local(points), -1, 0)
        wall = oval(
            np.abs(x), behind, self._width(along), self._front(along), self._back(along), 2.3, 2.0
        )
        ends = np.maximum(along - self._end, self._canal.top - along)
        return intersect(4.0, wall, ends)

    def __call__(self, points: Array) -> Array:
        """Signed distance."""
        ease = self.at_ease(points)

        def pressed(close: Array) -> Array:
            near = points[close]
            beside = np.minimum.reduce([root(near) for root in self._roots])
            free = intersect(1.6, ease[close], SAC_CLEARANCE - self._walls(near))
            return intersect(1.2, free, ROOT_CLEARANCE - beside)

        return where_below(ease, 3.0, pressed, ease)


def cord_controls(canal: Canal) -> Array:
    """The end of the spinal cord: it tapers out between L1 and L2."""
    stop = canal.stations["L1/2"]
    rows = ((5.0, 4.4), (stop - 26, 4.4), (stop - 14, 3.6), (stop - 5, 2.2), (stop + 4, 0.9))
    return np.array([[*canal.line.world((0.0, 0.0, along)), radius] for along, radius in rows])


# ---- courses of the roots -------------------------------------------------------------------


def rest_controls(root: str, stack: Stack, canal: Canal, disc_back: dict[str, float]) -> Array:
    """Waypoints (x, y, z, radius) of a left root where nothing presses on it."""
    if root in LEVELS:
        return np.vstack(
            [_in_sac(root, canal), _lumbar(root, stack, disc_back), _onward(root, stack)]
        )
    return np.vstack([_in_sac(root, canal), _sacral(root, stack, disc_back)])


def trunk_controls() -> Array:
    """The lumbosacral trunk: what L4 gives, and L5, over the wing of the sacrum."""
    return np.array([*_sacral_rows(TRUNK_ROWS), (*CONFLUENCE, TRUNK_RADIUS)])


TRUNK_ROWS = (
    (37.5, -13.5, 14.0, 2.5),
    (38.5, -13.0, 24.0, 2.7),
    (43.0, -15.0, 42.0, TRUNK_RADIUS),
    (50.0, -20.0, 60.0, TRUNK_RADIUS),
)


def _sacral_rows(rows: Sequence[tuple[float, ...]]) -> list[tuple[float, ...]]:
    return [(*sacrum.CURVE.world(row[:3]), row[3]) for row in rows]


def _in_sac(root: str, canal: Canal) -> Array:
    traversed = ROOTS.index(root) + 1  # L3 traverses DISCS[1]
    rows = []
    for disc in DISCS[:traversed]:
        up = traversed - DISCS.index(disc)
        x, behind = THREADS[min(up, len(THREADS)) - 1]
        rows.append([*canal.point(x, behind, disc), THREAD_RADIUS])
    if traversed < len(LEVELS):  # it buds from the side of the sac behind the body above its disc
        rows.append([*canal.point(7.8, -2.2, LEVELS[traversed]), 1.3])
    return np.array(rows)


def _lumbar(root: str, stack: Stack, disc_back: dict[str, float]) -> Array:
    """Behind the disc above, along the pedicle of its number, under it and out."""
    size, frame = VERTEBRAE[root], stack.frames[root]
    above = DISCS[LEVELS.index(root) - 1]
    radius, ganglion = ROOT_RADIUS[root], GANGLION_RADIUS[root]
    half, floor, wide = size.canal_width / 2, size.pedicle_floor, size.pedicle_width
    out = max(half + 0.88 * wide + 1.2, size.lower_width / 2 + 3.5)
    passing = (TRAVERSING_X[root], disc_back[above] + TRAVERSING_GAP + radius, 0.0)
    local = (
        (half - radius - 0.7, size.back + radius + 2.0, size.pedicle_z + 1.0),
        (half - radius * 0.5, size.back + radius + 1.3, floor + 0.4),
        (half + 0.30 * wide, size.back + 2.0, floor - ganglion - 0.8),
        (half + 0.62 * wide, size.back + 0.4, floor - ganglion - 3.6),
        (out, size.back - 2.6, floor - 13.0),
    )
    sizes = (radius, radius + 0.1, ganglion - 0.3, ganglion, radius + 0.2)
    first = np.array([[*stack.spaces[above].frame.world(passing), radius]])
    return np.vstack([first, np.column_stack([frame.world(local), sizes])])


def _onward(root: str, stack: Stack) -> Array:
    if root == "L3":
        rows = stack.frames["L4"].world([(33.0, 4.0, 2.0), (39.0, 0.0, -14.0), (46.0, -6.0, -34.0)])
        return np.column_stack([rows, [2.1, 2.1, 2.0]])
    if root == "L4":
        rows = stack.frames["L5"].world([(34.5, 7.0, 2.0), (37.0, 5.0, -12.0)])
        down = _sacral_rows(((37.5, -15.5, 2.0, 2.1), TRUNK_ROWS[0], TRUNK_ROWS[1]))
        return np.vstack([np.column_stack([rows, [2.1, 2.1]]), down])
    return np.array(_sacral_rows(((32.4, -16.0, 3.0, 2.4), TRUNK_ROWS[0], TRUNK_ROWS[1])))


def _sacral(root: str, stack: Stack, disc_back: dict[str, float]) -> Array:
    """Down the sacral canal, out through the foramen of its number, in front of the muscle."""
    radius, ganglion = ROOT_RADIUS[root], GANGLION_RADIUS[root]
    hole = sacrum.FORAMINA[0 if root == "S1" else 1]
    along, x = hole.along, hole.x

    def floor(at: float) -> float:
        return float(sacrum.BODY_HALF_DEPTH(at))

    def behind(at: float, share: float) -> float:
        return floor(at) + share * float(sacrum.CANAL_DEPTH(at))

    rows: tuple[tuple[float, ...], ...]
    if root == "S1":
        passing = (TRAVERSING_X[root], disc_back["L5/S1"] + TRAVERSING_GAP + radius, 0.0)
        start = np.array([[*stack.spaces["L5/S1"].frame.world(passing), radius]])
        rows = (
            (10.4, behind(12, 0.32), 12.0, radius),
            (11.4, behind(20, 0.45), 20.0, ganglion - 0.3),
            (15.2, behind(along, 0.30), along - 1.5, ganglion),
            (x + 0.5, floor(along) - 2.0, along + 0.5, radius + 0.4),
            (x + 4.5, floor(along) - 16.0, along + 6.0, radius + 0.3),
            (35.0, -17.0, 47.0, radius + 0.2),
            (46.0, -22.0, 62.0, radius + 0.2),
        )
    else:
        start = np.array([[*sacrum.CURVE.world((6.6, behind(13, 0.45), 13.0)), 1.4]])
        rows = (
            (8.0, behind(27, 0.5), 27.0, radius),
            (10.2, behind(37, 0.45), 37.0, ganglion - 0.2),
            (13.6, behind(along, 0.30), along - 1.2, ganglion),
            (x + 0.5, floor(along) - 2.0, along + 0.5, radius + 0.3),
            (x + 4.0, floor(along) - 13.0, along + 5.0, radius + 0.2),
            (33.0, -19.0, 61.0, radius + 0.2),
            (45.0, -25.0, 72.0, radius + 0.2),
        )
    return np.vstack([start, _sacral_rows(rows), (*CONFLUENCE, radius)])


# ---- yielding -------------------------------------------------------------------------------

YIELD_ROUNDS = 24
YIELD_SPREAD = 7.0
"""Over how many samples of its path a push on a root is spread."""
ROOT_CLEARANCE = 0.25
PRESSED_GAP = 0.1
PRESSED_NEAR = 1.5
"""A pressed root keeps this from its walls, and is flattened so far beyond where it is pressed."""
THINNEST_SHARE = 0.55
"""A squeezed root is drawn flattened, never thinner than this."""
YIELD_NEAR = 3.5
"""Samples farther off than this from every wall are not asked again."""
_NUDGE = 0.1


def yielding(path: Array, walls: Solid) -> Array:
    """Push a sampled path (x, y, z, radius) out of the walls; ends stay, it stays whole."""
    moved = path.copy()
    hold = np.ones(len(path))
    hold[:3] = hold[-3:] = 0.0
    close = walls(moved[:, :3]) < moved[:, 3] + YIELD_NEAR
    for _ in range(YIELD_ROUNDS):
        room, uphill = _room_and_uphill(walls, moved[close, :3])
        short = np.maximum(moved[close, 3] + ROOT_CLEARANCE - room, 0)
        if (short < 0.02).all():
            break
        push = np.zeros((len(path), 3))
        push[close] = short[:, None] * uphill
        spread = gaussian_filter1d(push, YIELD_SPREAD, axis=0)
        tall = np.abs(push).max() / max(np.abs(spread).max(), 1e-6)
        moved[:, :3] += 0.6 * min(tall, 3.0) * spread * hold[:, None]
    moved[:, :3] = gaussian_filter1d(moved[:, :3] - path[:, :3], 2.0, axis=0) + path[:, :3]
    thin = np.clip(walls(moved[:, :3]) - 0.05, THINNEST_SHARE * path[:, 3], path[:, 3])
    moved[:, 3] = gaussian_filter1d(thin, 3.0)
    return moved


def _room_and_uphill(solid: Solid, points: Array) -> tuple[Array, Array]:
    """Distance, and the direction in which it grows."""
    steps = _NUDGE * np.vstack([np.zeros(3), np.eye(3)])
    values = solid(points[:, None, :] + steps)
    slope = values[:, 1:] - values[:, :1]
    return values[:, 0], slope / np.maximum(np.linalg.norm(slope, axis=1, keepdims=True), 1e-6)


@dataclass(frozen=True)
class Root:
    """A left root: where it runs."""

    name: str
    path: Array

    def outside_part(self, canal: Canal) -> Array:
        """The stretch beside and below the sac; it begins as a thread where the root buds."""
        along = canal.line.local(self.path[:, :3])[:, 2]
        bud = canal.stations[LEVELS[min(ROOTS.index(self.name) + 1, len(LEVELS) - 1)]]
        if self.name == "S2":
            bud = canal.stations["S1"]
        part = self.path[along > bud].copy()
        part[:, 3] *= np.clip(np.arange(len(part)) / BUD_SAMPLES, 0, 1)
        return part

    def ganglion_part(self) -> Array:
        """The stretch of the path that is the ganglion."""
        wanted = GANGLION_RADIUS[self.name]
        middle = int(np.argmax(self.path[: int(len(self.path) * 0.9), 3]))
        gaps = np.linalg.norm(np.diff(self.path[:, :3], axis=0), axis=1)
        way = np.concatenate([[0], np.cumsum(gaps)])
        near = np.abs(way - way[middle]) <= GANGLION_LENGTH / 2
        part = self.path[near].copy()
        swell = np.sqrt(
            np.clip(1 - ((way[near] - way[middle]) / (0.55 * GANGLION_LENGTH)) ** 2, 0, 1)
        )
        part[:, 3] = np.minimum(part[:, 3] + 0.1, wanted) * (0.6 + 0.4 * swell) + 0.2
        return part


def rest_path(controls: ArrayLike) -> Array:
    """A smooth path through waypoints, with radii that never overshoot."""
    rows = np.asarray(controls, dtype=float)
    path = smooth_path(rows)
    path[:, 3] = np.clip(path[:, 3], rows[:, 3].min(), rows[:, 3].max())
    return path


def disc_backs() -> dict[str, float]:
    """Where the back edge of each healthy disc lies behind its centre, near the traversing root."""
    return {
        disc: VERTEBRAE[level].lower_depth / 2 - 0.2
        for disc, level in zip(DISCS, LEVELS, strict=True)
    }


def pressed_solid(path: Array, walls: Solid) -> Solid:
    """A nerve along a path; where it is pressed against `walls` it is flattened."""
    cord = Tube.along(path)
    pressed = path[walls(path[:, :3]) < path[:, 3] + PRESSED_GAP]
    if len(pressed) == 0:
        return cord
    squeezed = Tube.along(pressed)

    def distance(points: Array) -> Array:
        away = cord(points)
        near = np.maximum(away, squeezed(points) - PRESSED_NEAR)

        def flattened(close: Array) -> Array:
            return intersect(0.4, away[close], PRESSED_GAP - walls(points[close]))

        return where_below(near, 1.0, flattened, away)

    return distance
