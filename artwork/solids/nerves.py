"""The dural sac, the roots L3 to S2 in and below it, and their ganglia."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from artwork.solids import sacrum
from artwork.solids.bending import CLEARANCE_MM, length_along
from artwork.solids.courses import BUD, BUD_RADIUS, ROOTS, THREAD_RADIUS, THREADS
from artwork.solids.dimensions import (
    DISCS,
    GANGLION_LENGTH,
    GANGLION_RADIUS,
    LEVELS,
    VERTEBRAE,
)
from artwork.solids.giving_way import (
    SWELLS_MM,
    Cord,
    Course,
    Sections,
    cells,
    sac_shape,
    swelling,
)
from artwork.solids.midline import Midline
from artwork.solids.sdf import (
    Array,
    Solid,
    Tube,
    intersect,
    oval,
    profile,
    where_below,
)
from artwork.solids.stack import Stack

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
    """The dural sac; it yields to whatever stands in the canal, and to the roots beside it.

    `like` is the sac before a lesion at the station `around`: there this one keeps its sections as
    large, by widening, as far as it can.
    """

    def __init__(
        self,
        canal: Canal,
        walls: Solid,
        roots: Sequence[Course],
        like: "Sac | None" = None,
        around: str = "",
    ) -> None:
        self._canal, self._walls = canal, walls
        self._roots = [Cord(course) for course in roots]
        at = [canal.top if name == "top" else canal.stations[name] for name in SAC_SIZES]
        self._width, self._front, self._back = (
            profile(at, column) for column in zip(*SAC_SIZES.values(), strict=True)
        )
        self._end = at[-1]
        self._swell = profile((0.0, 1.0), (0.0, 0.0))
        self._areas: dict[str, Array] = {}
        if like:
            here = self._sections(around)
            wider = swelling(here, like.areas(around))
            wider[[0, -1]] = 0.0
            self._swell = profile(here.stations, wider)

    def at_ease(self, points: Array) -> Array:
        """Signed distance if nothing stood in its way."""
        return self._ease(*np.moveaxis(self._canal.line.local(points), -1, 0))

    def _ease(self, x: Array, behind: Array, along: Array) -> Array:
        wall = oval(
            np.abs(x), behind, self._width(along), self._front(along), self._back(along), 2.3, 2.0
        )
        ends = np.maximum(along - self._end, self._canal.top - along)
        return intersect(4.0, wall - self._swell(along), ends)

    def _left_free(self, points: Array) -> tuple[Array, Array]:
        """What the walls and the roots beside it leave for it: negative inside."""
        beside = np.minimum.reduce([root(points) for root in self._roots])
        return SAC_CLEARANCE - self._walls(points), CLEARANCE_MM - beside

    def areas(self, station: str) -> Array:
        """How large its sections around a station are."""
        if station not in self._areas:
            self._areas[station] = self._sections(station).area()
        return self._areas[station]

    def _sections(self, station: str) -> Sections:
        stations, places = cells(self._canal.stations[station])
        ease, points = self._ease(*np.moveaxis(places, -1, 0)), self._canal.line.world(places)
        walls, beside = np.zeros((2, *ease.shape))
        close = ease < SWELLS_MM + 0.5
        walls[close], beside[close] = self._left_free(points[close])
        return Sections(stations, ease, walls, beside)

    def __call__(self, points: Array) -> Array:
        """Signed distance."""
        ease = self.at_ease(points)
        return where_below(
            ease, 3.0, lambda close: sac_shape(ease[close], *self._left_free(points[close])), ease
        )


def cord_controls(canal: Canal) -> Array:
    """The end of the spinal cord: it tapers out between L1 and L2."""
    stop = canal.stations["L1/2"]
    rows = ((5.0, 4.4), (stop - 26, 4.4), (stop - 14, 3.6), (stop - 5, 2.2), (stop + 4, 0.9))
    return np.array([[*canal.line.world((0.0, 0.0, along)), radius] for along, radius in rows])


# ---- roots ----------------------------------------------------------------------------------


def in_sac(root: str, canal: Canal) -> Array:
    """Where a root runs in the sac, and where it buds from it: rows of x, y, z, radius."""
    traversed = ROOTS.index(root) + 1  # L3 traverses DISCS[1]
    rows = []
    for disc in DISCS[:traversed]:
        up = traversed - DISCS.index(disc)
        x, behind = THREADS[min(up, len(THREADS)) - 1]
        rows.append([*canal.point(x, behind, disc), THREAD_RADIUS])
    if traversed < len(LEVELS):  # it buds from the side of the sac behind the body above its disc
        rows.append([*canal.point(*BUD, LEVELS[traversed]), BUD_RADIUS])
    return np.array(rows)


@dataclass(frozen=True)
class Root:
    """A root: where it runs, and where its ganglion lies."""

    name: str
    course: Course
    ganglion: Array

    @property
    def path(self) -> Array:
        """Rows of x, y, z, radius."""
        return self.course.path

    @property
    def middle(self) -> int:
        """Which row of its path is nearest to the middle of its ganglion."""
        return int(np.linalg.norm(self.path[:, :3] - self.ganglion, axis=1).argmin())

    def outside_part(self, canal: Canal) -> Course:
        """The stretch beside and below the sac; it begins as a thread where the root buds."""
        along = canal.line.local(self.path[:, :3])[:, 2]
        bud = canal.stations[LEVELS[min(ROOTS.index(self.name) + 1, len(LEVELS) - 1)]]
        if self.name == "S2":
            bud = canal.stations["S1"]
        part = self.course.part(along > bud)
        part.path[:, 3] *= np.clip(np.arange(len(part.path)) / BUD_SAMPLES, 0, 1)
        return part

    def ganglion_part(self) -> Course:
        """The stretch of the path that is the ganglion."""
        wanted, middle = GANGLION_RADIUS[self.name], self.middle
        way = length_along(self.path)
        near = np.abs(way - way[middle]) <= GANGLION_LENGTH / 2
        part = self.course.part(near)
        swell = np.sqrt(
            np.clip(1 - ((way[near] - way[middle]) / (0.55 * GANGLION_LENGTH)) ** 2, 0, 1)
        )
        radius = np.minimum(part.path[:, 3] + 0.1, wanted)
        part.path[:, 3] = radius * (0.6 + 0.4 * swell) + 0.2
        return part


PRESSED_GAP = 0.1
PRESSED_NEAR = 1.5
"""A pressed root keeps this from its walls, and is flattened so far beyond where it is pressed."""


def pressed_solid(course: Course, walls: Solid) -> Solid:
    """A nerve along a course; where it is pressed against `walls` it is flattened."""
    cord, path = Cord(course), course.path
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
