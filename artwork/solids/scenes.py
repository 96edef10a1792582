"""The views from outside: which solids stand in them, and from where they are seen."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import product

import numpy as np

from artwork.bodies.surface import Surface
from artwork.solids.buttock import Buttock
from artwork.solids.column import Column
from artwork.solids.export import plain_view
from artwork.solids.outside import Look, Seen, camera, look_at, mirror_of, surface_of, to_room
from artwork.solids.pictures import BONES, DISCS, ROOTS, SPOT_OF, Spots
from artwork.solids.sdf import Array, Solid
from artwork.solids.sections import Window
from sciatica.model.anatomy import Side
from sciatica.model.buttock import Piriformis

Corners = tuple[Array, Array]
SPINE_BOX: Corners = (np.array([-62.0, -60.0, -160.0]), np.array([62.0, 95.0, 190.0]))
HIP_BOX: Corners = (np.array([0.0, -110.0, -320.0]), np.array([170.0, 110.0, 80.0]))
NAMED_OUTSIDE = {"bone": "transverse process L2", "facet": "facet L2/3", "disc": "disc L2/3"}
"""Names point higher up from outside, where no root is in the way."""
NAMED_IN_THE_BUTTOCK = {
    "femur": "greater trochanter",
    "piriformis": "piriformis",
    "sciatic": "sciatic",
    "sitting_bone": "ischial tuberosity",
}
BUTTOCK_CAMERA = camera((0, 1, 0), (-68, 0, -92), 190, 240)
"""Sees the right buttock from behind."""
BELOW_THE_CREST = np.array([-10.0, 10.0, -40.0])
MIRROR = np.array([-1.0, 1.0, 1.0])
_NERVES = ("root", "ganglion", "sac", "trunk", "sciatic")
_CHANGING = ("piriformis", "sciatic")
FINE_MM, NERVE_MM, HIP_MM = 0.8, 0.6, 1.2


class Quarry:
    """Surfaces by name, each made once. Names end in the side where a part has one."""

    def __init__(self, column: Column, buttock: Buttock) -> None:
        self.column, self.buttock = column, buttock
        self._made: dict[str, Surface] = {}

    def get(self, name: str) -> Surface:
        """The surface of a solid; of the right side, the mirror of the left one."""
        if name not in self._made:
            if name.endswith(" right"):
                self._made[name] = mirror_of(self.get(name.replace(" right", " left")))
            else:
                self._made[name] = self._cut(name)
        return self._made[name]

    def with_column(self, column: Column) -> "Quarry":
        """The same quarry with a lesion in the column; bones and discs are kept."""
        other = Quarry(column, self.buttock)
        other._made = {n: s for n, s in self._made.items() if n.split()[0] not in _NERVES}
        return other

    def with_muscle(self, piriformis: Piriformis) -> "Quarry":
        """The same quarry with the muscle in another state; what does not change is kept."""
        other = Quarry(self.column, Buttock(self.column, piriformis))
        kept = {name: s for name, s in self._made.items() if name.split()[0] not in _CHANGING}
        other._made = kept
        return other

    def _cut(self, name: str) -> Surface:
        part = name.removesuffix(" left")
        if part in Buttock.NAMES:
            step = HIP_MM if part in ("hip", "femur") else FINE_MM
            return surface_of(left_half(self.buttock.solid(part)), HIP_BOX, step)
        step = NERVE_MM if part.split()[0] in _NERVES else FINE_MM
        return surface_of(self.column.solid(name), SPINE_BOX, step)


def left_half(solid: Solid) -> Solid:
    """A solid that stands on both sides, cut at the midline: the right half is its mirror."""
    return lambda points: np.maximum(solid(points), -points[..., 0])


def _both(*names: str) -> list[str]:
    return [f"{name} {side}" for name, side in product(names, Side)]


_SPINE = [*BONES, *(f"disc {disc}" for disc in DISCS)]
_ROOTS = [f"root {root}" for root in ROOTS]


def behind(quarry: Quarry) -> dict:
    """The spine and the pelvis from behind, as plain values."""
    nerves = ["sac", *_both(*_ROOTS, "trunk", "sciatic")]
    look = Look(camera((0, 1, 0), (0, 0, -12), 300, 390))
    return _view(quarry, [*_SPINE, *_both("hip"), *nerves], look, symmetric=True)


def from_the_side(quarry: Quarry) -> dict:
    """The spine from the patient's left, without the hip bone."""
    nerves = ["sac", *(f"{root} left" for root in _ROOTS), "trunk left"]
    return _view(quarry, [*_SPINE, *nerves], Look(camera((1, 0, 0), (0, 14, 20), 170, 330)))


def _hip(piriformis: Piriformis, quarry: Quarry) -> dict:
    """The right buttock from behind."""
    deep = [f"{part} right" for part in Buttock.NAMES]
    low = ["L5", "disc L5/S1", "sacrum", "coccyx", "hip left"]
    return _view(quarry.with_muscle(piriformis), [*low, *deep], Look(BUTTOCK_CAMERA))


OUTSIDE: Mapping[str, Callable[[Quarry], dict]] = {
    "behind": behind,
    "side": from_the_side,
    "hip": partial(_hip, Piriformis.RELAXED),
    "hip_tight": partial(_hip, Piriformis.TIGHT),
}
"""The views from outside by their names."""


def look_from_outside(quarry: Quarry, window: Window) -> tuple[Seen, Spots]:
    """What lies outside the ways out of the nerves: the spine from the patient's left, in the
    window of the cuts along it, with the lesion if there is one. Shapes are in the window's mm."""
    x0, y0, x1, y1 = window
    middle = (0.0, (x0 + x1) / 2, -(y0 + y1) / 2)
    view = camera((1, 0, 0), middle, round(x1 - x0), round(y1 - y0))
    roots = [f"root {root} left" for root in ROOTS]
    lesion = ["lesion"] if quarry.column.lesion else []
    names = [*BONES, *(f"disc {disc}" for disc in DISCS), *roots, *lesion]
    seen = look_at({name: quarry.get(name) for name in names}, [], Look(view)).moved(x0, y0)
    known = quarry.column.landmarks()
    marks = {spot: known[mark] for spot, mark in SPOT_OF.items()}
    spots = {
        name: tuple(view.project(to_room(point))[0, :2] + (x0, y0)) for name, point in marks.items()
    }
    inside = {
        name: (float(x), float(y)) for name, (x, y) in spots.items() if x0 < x < x1 and y0 < y < y1
    }
    return seen, inside


def _view(quarry: Quarry, names: Sequence[str], look: Look, symmetric: bool = False) -> dict:
    surfaces = {name: quarry.get(name) for name in names}
    nerves = [name for name in names if name.split()[0] in _NERVES]
    seen = look_at(surfaces, nerves, look)
    size = look.camera.width, look.camera.height
    marks = {
        name: look.camera.project(to_room(point))[0, :2] for name, point in _marks(quarry).items()
    }
    spots = {
        name: (float(x), float(y))
        for name, (x, y) in marks.items()
        if 0 < x < size[0] and 0 < y < size[1]
    }
    return plain_view(seen, size, spots, symmetric=symmetric)


def _marks(quarry: Quarry) -> dict[str, Array]:
    """What names point to; parts of the buttock on the right, roots on both sides."""
    known = quarry.column.landmarks()
    marks = {spot: known[mark] for spot, mark in (SPOT_OF | NAMED_OUTSIDE).items()}
    marks["facet"] = marks["facet"] * MIRROR  # named on the other side than the bone
    for root in ROOTS:
        marks[f"root {root} left"] = known[f"ganglion {root}"]
        marks[f"root {root} right"] = known[f"ganglion {root}"] * MIRROR
    deep = quarry.buttock.landmarks()
    marks["hip"] = (deep["top of the crest"] + BELOW_THE_CREST) * MIRROR
    return marks | {spot: deep[mark] * MIRROR for spot, mark in NAMED_IN_THE_BUTTOCK.items()}
