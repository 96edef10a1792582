"""Which views and sections are baked, and what is drawn in each."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, product

import numpy as np
from shapely.geometry import LineString, MultiPolygon, Point, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from artwork.bodies.outlines import polygons_in
from artwork.solids.around import muscles
from artwork.solids.column import Column
from artwork.solids.sections import Plane, Window, axial, sagittal, shape_of_field
from sciatica.model.anatomy import Side

Parts = dict[str, BaseGeometry]
Spots = dict[str, tuple[float, float]]

BONES = ("L1", "L2", "L3", "L4", "L5", "sacrum", "coccyx")
DISCS = ("L1/2", "L2/3", "L3/4", "L4/5", "L5/S1")
ROOTS = ("L3", "L4", "L5", "S1", "S2")

AXIAL_WINDOW = (-53.0, -32.0, 53.0, 70.0)
WHOLE_WINDOW = (-66.0, -186.0, 92.0, 128.0)
ALONG_WINDOW = (-54.0, -118.0, 70.0, 34.0)
AROUND_L45_WINDOW = (-34.0, -66.0, 50.0, 6.0)
"""The lower half of L4 and L5: what a narrowing at L4/5 changes, large enough to see it."""
SLICE_MM = 1.0
"""A slice through a disc lies so far above its middle: there the root that leaves is still close
to the disc, and what reaches it can be seen."""
PEDICLE_MM = 2.0
"""How far above the middle of the body of L5 the slice through its pedicles lies."""
RECESS_X_MM = 10.0
"""Just beside the middle: the roots that pass behind a disc."""
SLAB_HALF_MM, SLAB_SAC_X_MM = 6.0, 7.6
"""How far on either side of that plane a root is still drawn, and where the sac is cut."""
NEAR_MM, NEAR_ACROSS_MM = (26, 32, 46, 32), (46, 22, 46, 38)
"""So far around the middle of its disc a lesion moves anything: to the left, top, right and bottom
of a picture along the spine, and of one across it."""
SEAM_MM = 0.005
FORAMEN_X_MM, FORAMEN_SLANT = 22.0, 0.05
"""Through the ways out of the nerves, moving outwards with the pedicles from L3 down to L5."""
FAT_MM = 9.0
"""Fat is drawn so far around sac and nerves."""
JOINT_MM = 1.6
"""Two bones nearer than this are joined by cartilage."""


class Knife:
    """Cuts a column on one plane; each solid is asked once."""

    def __init__(self, column: Column, plane: Plane) -> None:
        self.column, self.plane = column, plane
        self._points = plane.points()
        self._known: dict[str, MultiPolygon] = {}

    def __call__(self, name: str) -> MultiPolygon:
        """The shape that a named solid leaves on the plane."""
        if name not in self._known:
            self._known[name] = shape_of_field(self.column.solid(name)(self._points), self.plane)
        return self._known[name]

    def all(self, names: Sequence[str]) -> Parts:
        """Several solids; those that leave nothing are left out."""
        return {name: self(name) for name in names if not self(name).is_empty}


def nerves(sides: Sequence[Side] = tuple(Side)) -> list[str]:
    """Names of the roots' solids, with their ganglia, on the sides asked for."""
    return [
        f"{kind} {root} {side}"
        for kind in ("root", "ganglion")
        for root, side in product(ROOTS, sides)
    ]


def fat_around(knife: Knife, hard: BaseGeometry, names: Sequence[str]) -> BaseGeometry:
    """The fat about the sac and the nerves, kept off bones and discs."""
    near = unary_union([knife(name) for name in ("sac", *names)]).buffer(FAT_MM)
    return polygons_in(knife("fat").intersection(near).difference(hard), 1)


def cartilage(bones: Parts) -> BaseGeometry:
    """The joint spaces between bones that all but touch."""
    shapes = list(bones.values())
    gaps = [
        one.buffer(JOINT_MM).intersection(other.buffer(JOINT_MM))
        for number, one in enumerate(shapes)
        for other in shapes[number + 1 :]
    ]
    return polygons_in(unary_union(gaps).difference(unary_union(shapes).buffer(0.15)), 1)


# ---- across the spine -----------------------------------------------------------------------


def axial_plane(column: Column, name: str) -> Plane:
    """The plane of a slice through a disc ("L4/5"), or the pedicles of L5 ("pedicles")."""
    if name == "pedicles":
        return axial(column.frames["L5"], AXIAL_WINDOW, PEDICLE_MM)
    return axial(column.disc_frames[name], AXIAL_WINDOW, SLICE_MM)


def slice_of(column: Column, name: str) -> tuple[Plane, Parts]:
    """A slice across the spine and everything in it, in the order in which it is drawn."""
    plane = axial_plane(column, name)
    knife = Knife(column, plane)
    bones = knife.all(BONES)
    discs = knife.all([f"disc {disc}" for disc in DISCS])
    nuclei = knife.all([f"nucleus {disc}" for disc in DISCS])
    yellow = knife.all([f"flavum {disc}" for disc in DISCS])
    hard = unary_union([*bones.values(), *discs.values()])
    parts = {
        **muscles(plane, name, hard),
        "fat": fat_around(knife, hard, nerves()),
        **discs,
        **nuclei,
        "cartilage": cartilage(bones),
        **bones,
        **yellow,
        **knife.all(["sac", *nerves()]),
    }
    return plane, parts


# ---- along the spine ------------------------------------------------------------------------


def along_planes(window: Window) -> dict[str, Plane]:
    """The cuts along the spine: the middle, beside it, and through the ways out."""
    return {
        "midline": sagittal(0.0, window),
        "recess": sagittal(RECESS_X_MM, window),
        "foramina": sagittal(FORAMEN_X_MM, window, FORAMEN_SLANT),
    }


def along(column: Column, name: str, plane: Plane) -> Parts:
    """A section along the spine, seen from the patient's left."""
    knife = Knife(column, plane)
    bones = knife.all(BONES)
    discs = knife.all([f"disc {disc}" for disc in DISCS])
    yellow = knife.all([f"flavum {disc}" for disc in DISCS])
    hard = unary_union([*bones.values(), *discs.values()])
    middle = name in ("midline", "whole")
    inside = ["sac", "cord"] if middle else ["sac", *nerves([Side.LEFT])]
    parts = {
        "fat": fat_around(knife, hard, inside),
        **discs,
        **knife.all([f"nucleus {disc}" for disc in DISCS]),
        **bones,
        **yellow,
        **knife.all(inside),
    }
    return {part: shape for part, shape in parts.items() if not shape.is_empty}


def moved(column: Column, plane: Plane, rest: Knife, sides: Sequence[Side]) -> Parts:
    """What a lesion adds and moves on a plane. `rest` has cut the column without it."""
    knife = Near(column, plane, rest)
    names = [*added(column), "sac", *nerves(sides)]
    parts = {name: knife(name) for name in names}
    return {name: shape for name, shape in parts.items() if not shape.is_empty}


class Near:
    """Cuts what a lesion adds and moves: near its disc anew, and farther off as it was."""

    def __init__(self, column: Column, plane: Plane, rest: Knife) -> None:
        assert column.lesion is not None
        self._column, self._rest, self._added = column, rest, added(column)
        middle = column.disc_frames[str(column.lesion.disc)].world((0.0, 0.0, 0.0))
        x, y = (round(value) for value in plane.place(middle))
        before, above, behind, below = NEAR_MM if plane.right[0] == 0 else NEAR_ACROSS_MM
        x0, y0, x1, y1 = plane.window
        window = (
            max(x0, x - before), max(y0, y - above), min(x1, x + behind), min(y1, y + below),
        )  # fmt: skip
        self._knife = Knife(column, replace(plane, window=window))
        self._window = box(*window)

    def __call__(self, name: str) -> MultiPolygon:
        """The shape that a named solid leaves on the plane."""
        if name in self._added:
            return self._knife(name)
        if name != "sac" and not self._column.is_moved(name):
            return self._rest(name)
        far = self._rest(name).difference(self._window)
        return polygons_in(unary_union([self._knife(name).buffer(SEAM_MM), far]))


def added(column: Column) -> list[str]:
    """What a lesion adds to its column: itself, and the core of the disc within it."""
    return [name for name in ("lesion", "core") if name in column.names]


def moved_in_recess(column: Column, rest: Knife, slab_sac: Knife, root: str) -> Parts:
    """What a lesion adds and moves beside the middle, where one root is drawn whole.

    It runs in and out of any plane: cut, it would look as if it were severed. So the picture is
    that of a slab: the lesion on the plane, the sac a little nearer the middle, and before both all
    of the root that runs through the slab. `rest` and `slab_sac` have cut the column without the
    lesion.
    """
    plane = rest.plane
    knife = Near(column, plane, rest)
    inner = Near(column, slab_sac.plane, slab_sac)
    path = column.root_path(root, Side.LEFT)
    near = path[np.abs(path[:, 0] - RECESS_X_MM) < SLAB_HALF_MM][::2]
    beads = [Point(plane.place(row[:3])).buffer(row[3], 12) for row in near]
    steps = [unary_union(pair).convex_hull for pair in pairwise(beads)]
    band = unary_union(steps).difference(
        unary_union([_beyond(beads, 0, 1), _beyond(beads, -1, -2)])
    )
    whole = polygons_in(band.intersection(box(*plane.window)), 1)
    shapes = {name: knife(name) for name in added(column)}
    return {**shapes, "sac": inner("sac"), f"root {root} left": whole}


def _beyond(beads: Sequence[BaseGeometry], end: int, before: int) -> BaseGeometry:
    """What lies beyond an end of a string of beads: a root that leaves a slab is cut straight, and
    bears no cap as if it ended there."""
    here, inward = beads[end].centroid, beads[before].centroid
    size = (beads[end].bounds[2] - beads[end].bounds[0]) / 2
    way = np.array([here.x - inward.x, here.y - inward.y])
    x, y = way / max(np.hypot(*way), 1e-6) * 2 * size
    line = LineString([(here.x, here.y), (here.x + x, here.y + y)])
    return line.buffer(1.3 * size, cap_style="flat")


# ---- spots for names ------------------------------------------------------------------------


def spots_across(parts: Parts) -> Spots:
    """Where names of a slice point to, in its right half (the patient's left)."""
    right = box(0, -200, 200, 200)

    def half(prefix: str) -> BaseGeometry:
        shapes = [shape for name, shape in parts.items() if name.startswith(prefix)]
        return unary_union(shapes).intersection(right)

    spots = {}
    disc = half("disc")
    if not disc.is_empty:
        x, y = disc.bounds[2], disc.centroid.y
        spots["disc"] = (0.82 * x, y)
        spots["nucleus"] = (0.35 * x, y + 1)
    for spot, prefix in (("facet", "cartilage"), ("flavum", "flavum")):
        shape = half(prefix)
        if not shape.is_empty:
            largest = max(polygons_in(shape).geoms, key=lambda polygon: polygon.area)
            inner = largest.representative_point()
            spots[spot] = (inner.x, inner.y)
    return spots


SPOT_OF = {
    "bone": "body L4",
    "disc": "disc L4/5",
    "centre": "nucleus L3/4",
    "facet": "facet L4/5",
    "flavum": "flavum L4/5",
    "spinous": "spinous process L3",
    "sacrum": "sacrum",
    "coccyx": "coccyx",
    "cord": "cord",
}
"""Which landmark of the column a name in a picture points to."""


def spots_along(column: Column, plane: Plane, parts: Parts) -> Spots:
    """Where names of a section along the spine point to; the sac is named at the height of L4."""
    marks = column.landmarks()
    places = {spot: plane.place(marks[mark]) for spot, mark in SPOT_OF.items()}
    x0, y0, x1, y1 = plane.window
    spots = {spot: (x, y) for spot, (x, y) in places.items() if x0 < x < x1 and y0 < y < y1}
    level = LineString([(x0, places["bone"][1]), (x1, places["bone"][1])])
    if "sac" in parts and not (across := level.intersection(parts["sac"])).is_empty:
        spots["sac"] = (across.centroid.x, across.centroid.y)
    return spots
