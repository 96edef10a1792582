"""The low back, the pelvis and their nerves of `artwork.solids`, set into the standing body.

The solids are those of one adult, the body that of another: what they share is the midline and the
height of the hip joint. There they meet, at one scale for all, so that the crests and the spinous
processes, which a hand can feel, lie close under the skin. The joint of the rig itself is a hinge
of skin: it lies farther out and farther back than any head of a femur.
"""

from functools import cached_property

import numpy as np
from shapely.geometry.base import BaseGeometry

from artwork.bodies.raster import Camera
from artwork.bodies.surface import Surface
from artwork.solids.buttock import WEB, Buttock
from artwork.solids.column import Column
from artwork.solids.femur import TROCHANTER
from artwork.solids.giving_way import Course
from artwork.solids.outside import Look, look_at, mirror_of, surface_of, to_room
from artwork.solids.pelvis import HEAD, LANDMARKS
from artwork.solids.pictures import BONES, DISCS
from artwork.solids.scenes import HIP_BOX, SPINE_BOX, left_half
from artwork.solids.sdf import Array
from sciatica.model.anatomy import Side

SCALE = 0.95
"""Then the crests lie 10 mm under the skin of this body's sides."""
FORWARD_M = 0.038
"""So far before the rig's joint the spinous processes lie 8 to 15 mm under the skin."""
STEP_MM = 1.6
"""How finely the bones are sampled: they are drawn small."""
NEAR_DISC_MM = 24.0
"""A root is drawn from so far above its ganglion on."""
ROOTS = ("L4", "L5", "S1", "S2")
_OVERSAMPLE = 6


class Skeleton:
    """Bones and nerves in the body's metres: x to the left, y up, z to the front."""

    def __init__(self, hinge: np.ndarray) -> None:
        """Set it into a body whose left leg turns about this joint of its rig."""
        self._hip = np.array([HEAD[0] * SCALE / 1000, hinge[1], hinge[2] + FORWARD_M])
        self._column = Column()
        self._buttock = Buttock(self._column)

    def place(self, points: Array) -> np.ndarray:
        """From the millimetres of the solids to the body."""
        moved = (to_room(np.asarray(points, dtype=float)) - to_room(HEAD)) * SCALE
        return np.asarray(moved + self._hip)

    @property
    def crest(self) -> float:
        """Height of the top of the hip bones, where L4 meets L5."""
        return float(self.place(LANDMARKS["top of the crest"])[1])

    @property
    def sitting_bone(self) -> np.ndarray:
        """The ischial tuberosity."""
        return self.place(LANDMARKS["ischial tuberosity"])

    @property
    def outer_hip_bone(self) -> np.ndarray:
        """The greater trochanter."""
        return self.place(TROCHANTER)

    # ---- nerves ---------------------------------------------------------------------------

    def root(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """A left root from behind the disc that it traverses on: its way, and its width (m)."""
        path, ramus = self._column.root_path(name, Side.LEFT), self._column.ramus(name)
        before = path[: len(path) - len(ramus.path)]
        gaps = np.linalg.norm(before[:, :3] - ramus.path[0, :3], axis=1)
        near = before[gaps < NEAR_DISC_MM]
        inner, outer = self._strand(Course.round(near)), self._strand(ramus)
        return np.vstack([inner[0], outer[0]]), np.concatenate([inner[1], outer[1]])

    def trunk(self) -> tuple[np.ndarray, np.ndarray]:
        """The lumbosacral trunk."""
        return self._strand(self._column.trunk)

    def sciatic(self, until_z: float) -> tuple[np.ndarray, np.ndarray]:
        """The left sciatic nerve from where it begins down to a height of the solids."""
        rows = np.array([*WEB[1:], *self._buttock.nerve_controls])
        rows = rows[rows[:, 2] >= until_z]
        return self.place(rows[:, :3]), 2 * rows[:, 3] * SCALE / 1000

    def _strand(self, course: Course) -> tuple[np.ndarray, np.ndarray]:
        wide = 2 * course.path[:, 3] * course.flat * SCALE / 1000
        return self.place(course.path[:, :3]), wide

    # ---- bones ----------------------------------------------------------------------------

    @cached_property
    def _surfaces(self) -> dict[str, Surface]:
        made = {
            name: surface_of(self._column.solid(name), SPINE_BOX, STEP_MM)
            for name in (*BONES, *(f"disc {disc}" for disc in DISCS))
        }
        half = surface_of(left_half(self._buttock.solid("hip")), HIP_BOX, STEP_MM)
        made |= {"hip left": half, "hip right": mirror_of(half)}
        return {name: Surface(self._in_body(one), one.faces) for name, one in made.items()}

    def _in_body(self, surface: Surface) -> np.ndarray:
        return (surface.points - to_room(HEAD)) * SCALE + self._hip

    def seen(self, camera: Camera, without: tuple[str, ...] = ()) -> dict[str, BaseGeometry]:
        """Return what a camera sees of each bone and disc."""
        shown = {name: one for name, one in self._surfaces.items() if name not in without}
        return dict(look_at(shown, [], Look(camera, oversample=_OVERSAMPLE)).parts)
