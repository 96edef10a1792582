"""Where the roots run: waypoints, each tied to the bone or disc that it must pass.

Every waypoint is told in the place of its bone or disc by the same three numbers, in mm: how far
from the midline, how far behind the place's centre, and how far up the place's own axis. In the
sacrum, the centre is that of the S1 endplate, and behind and up follow its curve; so up is below
zero there. Past the bones, waypoints are told in the patient's axes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from artwork.solids import sacrum
from artwork.solids.bending import evenly, yielding
from artwork.solids.dimensions import (
    DISCS,
    GANGLION_RADIUS,
    LEVELS,
    ROOT_RADIUS,
    VERTEBRAE,
)
from artwork.solids.giving_way import Course
from artwork.solids.sdf import Array, Frame, Solid, smooth_path
from artwork.solids.stack import Stack

ROOTS = ("L3", "L4", "L5", "S1", "S2")


class Waypoint(NamedTuple):
    """A place that a left root passes, and how thick it is there."""

    lateral: float
    behind: float
    up: float
    radius: float
    where: str
    """In words, for whoever moves it."""


TRAVERSING_X = {"L3": 9.6, "L4": 10.0, "L5": 10.4, "S1": 10.4}
TRAVERSING_GAP = 0.7
"""Between a traversing root and the disc in front of it."""
CONFLUENCE = (58.0, 8.0, -88.0)
"""Where trunk and sacral roots have become the sciatic nerve, in front of the piriformis."""

TRUNK_WIDE, TRUNK_THICK = 11.4, 3.4
S1_WIDE, S1_THICK = 9.0, 4.3
"""Of the trunk, and of S1 in front of the sacrum: side to side, and front to back."""
TRUNK = (
    Waypoint(36.2, -3.4, -5.0, 0.3, "on the brim of the pelvis, where L4 and L5 have met"),
    Waypoint(38.0, -2.9, -12.0, 1.0, "over the brim, close to the wing of the sacrum"),
    Waypoint(42.6, -0.6, -32.0, 1.0, "before the joint of sacrum and hip bone"),
    Waypoint(48.8, 3.2, -56.0, 1.0, "before the piriformis, where S1 lies beside it"),
    Waypoint(*CONFLUENCE, 0.9, "the confluence"),
)
"""In the patient's axes; radii are shares of the trunk's size."""
_IN_TRUNK: Mapping[str, float] = {"L4": 2.7, "L5": -2.9}
"""How far from the middle of the trunk they lie where they have become it: L4 on the outer side."""
ONWARD: Mapping[str, tuple[Waypoint, ...]] = {
    "L3": (
        Waypoint(33.0, -17.0, 50.0, 2.1, "within the psoas, beside L4"),
        Waypoint(39.0, -20.0, 34.0, 2.1, "within the psoas, beside L5"),
        Waypoint(45.0, -24.0, 14.0, 2.0, "on its way to the front of the thigh"),
    ),
    "L4": (
        Waypoint(31.2, -4.6, 24.0, 2.1, "before the transverse process of L5"),
        Waypoint(34.8, -4.8, 8.0, 2.1, "over the wing of the sacrum"),
    ),
    "L5": (Waypoint(31.2, 1.0, 2.6, 2.4, "over the wing of the sacrum"),),
    "S1": (
        Waypoint(31.2, 9.2, -40.0, 3.1, "before the sacrum, below its first foramen"),
        Waypoint(39.6, 5.0, -53.0, 3.1, "before the piriformis, beside the trunk"),
        Waypoint(49.8, 6.0, -70.0, 3.0, "within the sciatic nerve"),
    ),
    "S2": (
        Waypoint(33.6, 13.4, -55.5, 1.9, "before the piriformis"),
        Waypoint(43.0, 9.6, -66.0, 1.9, "beside S1"),
        Waypoint(51.5, 8.0, -76.0, 1.8, "within the sciatic nerve"),
    ),
}
"""Past the bones, in the patient's axes."""
THREAD_RADIUS = 0.9
"""Of a root inside the sac."""
THREADS = ((4.3, -2.5), (2.9, -1.2), (2.0, 0.6), (1.3, 1.8))
"""Where a root lies in the sac (from the midline, behind its middle), one disc above the one that
it traverses, then two, three, four: the lower the root, the nearer the middle and the back."""
BUD, BUD_RADIUS = (7.8, -2.2), 1.3
"""Where it leaves the sac (from the midline, behind the sac's middle), and how thick it is."""


BEHIND = (0.0, 1.0, 0.0)
"""From the front to the back."""
BAND_STARTS_Z, BAND_GROWS_MM = -24.0, 14.0
"""How high S1 begins to be a band, and over how much of its height it becomes one."""


def rest_controls(root: str, stack: Stack, in_sac: ArrayLike) -> Array:
    """Return the waypoints of a left root where nothing presses on it: x, y, z, radius. `in_sac`
    are those in the dural sac."""
    through = np.vstack([_placed(frame, rows) for frame, rows in _through(root, stack)])
    past = [row[:4] for row in ONWARD[root]]
    if root in _IN_TRUNK:
        return np.vstack([in_sac, through, past, _in_trunk(_IN_TRUNK[root])])
    if root == "L3":
        return np.vstack([in_sac, through, past])
    return np.vstack([in_sac, through, past, (*CONFLUENCE, ROOT_RADIUS[root])])


def ganglion(root: str, stack: Stack) -> Array:
    """Return where the middle of a left root's ganglion lies when nothing presses on it."""
    for frame, rows in _through(root, stack):
        for row in rows:
            if row.where == _GANGLION:
                return np.asarray(_placed(frame, [row])[0, :3])
    raise KeyError(root)


def rest_path(controls: ArrayLike) -> Array:
    """Return a smooth path through waypoints, in even steps, with radii that never overshoot."""
    rows = np.asarray(controls, dtype=float)
    path = smooth_path(rows)
    path[:, 3] = np.clip(path[:, 3], rows[:, 3].min(), rows[:, 3].max())
    return evenly(path)


def trunk(walls: Solid) -> Course:
    """Return the lumbosacral trunk: what L4 gives, and L5, over the wing of the sacrum."""
    path = rest_path([row[:4] for row in TRUNK])
    share = path[:, 3].copy()
    path[:, 3] = share * TRUNK_THICK / 2
    path = yielding(path, walls)
    path[:, 3] = share * (TRUNK_WIDE * TRUNK_THICK) ** 0.5 / 2
    return _band(path, np.full(len(path), (TRUNK_WIDE / TRUNK_THICK) ** 0.5))


def _in_trunk(beside: float) -> Array:
    """Return how a root runs within the trunk: beside its middle."""
    rows = TRUNK[1:3]
    return np.array([(row.lateral + beside, row.behind, row.up, 1.7) for row in rows])


def onward(root: str, path: Array) -> Course:
    """Return the course of a root along its path; before the sacrum S1 is a band."""
    if root != "S1":
        return Course.round(path)
    below = np.clip((BAND_STARTS_Z - path[:, 2]) / BAND_GROWS_MM, 0, 1)
    return _band(path, 1 + ((S1_WIDE / S1_THICK) ** 0.5 - 1) * below)


def _band(path: Array, flat: Array) -> Course:
    """Return a course that lies flat on what is behind it."""
    return replace(Course.flattened(path, flat, BEHIND), moved=False)


_Placed = tuple[Frame | None, tuple[Waypoint, ...]]
_GANGLION = "its ganglion"


def _through(root: str, stack: Stack) -> tuple[_Placed, _Placed]:
    """Return the waypoints past the disc that a root traverses and through the bone of its number;
    without a frame they lie in the sacrum."""
    return _lumbar(root, stack) if root in LEVELS else _sacral(root, stack)


def _lumbar(root: str, stack: Stack) -> tuple[_Placed, _Placed]:
    """Behind the disc above, along the pedicle of its number, under it and out."""
    size, above = VERTEBRAE[root], DISCS[LEVELS.index(root) - 1]
    radius, swollen = ROOT_RADIUS[root], GANGLION_RADIUS[root]
    half, floor, wide = size.canal_width / 2, size.pedicle_floor, size.pedicle_width
    in_recess = size.back + radius + 1.9
    local = (
        Waypoint(half - radius - 1.0, in_recess, size.pedicle_z, radius, "beside its pedicle"),
        Waypoint(half - 1.7, in_recess - 0.5, floor - 1.4, radius + 0.1, "at its lower corner"),
        Waypoint(half + 0.22 * wide, size.back + 1.9, floor - 6.0, swollen - 0.3, "under it"),
        Waypoint(half + 0.55 * wide, size.back + 0.6, floor - 9.4, swollen, _GANGLION),
        Waypoint(half + 0.90 * wide, size.back - 4.6, floor - 14.0, radius + 0.2, "outside"),
    )
    passing = (_passing(root, above, radius),)
    return (stack.spaces[above].frame, passing), (stack.frames[root], local)


def _passing(root: str, disc: str, radius: float) -> Waypoint:
    back = disc_back(disc) + TRAVERSING_GAP + radius
    return Waypoint(TRAVERSING_X[root], back, 0.0, radius, "behind the disc that it traverses")


def disc_back(disc: str) -> float:
    """Return how far the back edge of a healthy disc lies behind its centre, near the root."""
    return VERTEBRAE[LEVELS[DISCS.index(disc)]].lower_depth / 2 - 0.2


def _sacral(root: str, stack: Stack) -> tuple[_Placed, _Placed]:
    """Down the sacral canal and out through the foramen of its number."""
    radius, swollen = ROOT_RADIUS[root], GANGLION_RADIUS[root]
    hole = sacrum.FORAMINA[0 if root == "S1" else 1]
    at, x = hole.along, hole.x

    def behind(along: float, share: float) -> float:
        depth = float(sacrum.CANAL_DEPTH(along))
        return float(sacrum.BODY_HALF_DEPTH(along)) + share * depth

    front = behind(at, 0.0)
    if root == "S1":
        first: _Placed = stack.spaces["L5/S1"].frame, (_passing(root, "L5/S1", radius),)
        rows = (
            Waypoint(10.9, behind(10, 0.28), -10.0, radius, "in the canal of the sacrum"),
            Waypoint(12.6, behind(18, 0.34), -18.0, swollen - 0.3, "above its foramen"),
            Waypoint(17.4, behind(at, 0.12), -at + 2.4, swollen, _GANGLION),
            Waypoint(x + 0.6, front - 6.5, -at - 1.0, radius + 0.6, "in its foramen"),
        )
    else:
        first = None, (Waypoint(6.6, behind(13, 0.45), -13.0, 1.4, "where it leaves the sac"),)
        rows = (
            Waypoint(8.0, behind(26, 0.45), -26.0, radius, "in the canal of the sacrum"),
            Waypoint(10.4, behind(35, 0.40), -35.0, swollen - 0.2, "above its foramen"),
            Waypoint(14.6, behind(at, 0.14), -at + 2.0, swollen, _GANGLION),
            Waypoint(x + 0.6, front - 5.5, -at - 1.0, radius + 0.3, "in its foramen"),
        )
    return first, (None, rows)


def _placed(frame: Frame | None, rows: Sequence[Waypoint]) -> Array:
    """Return waypoints in the patient's axes: x, y, z, radius."""
    places = np.array([row[:3] for row in rows])
    world = sacrum.CURVE.world(places * (1, 1, -1)) if frame is None else frame.world(places)
    return np.column_stack([world, [row.radius for row in rows]])
