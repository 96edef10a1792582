"""The baked dressed figures from ``artwork/figures.json`` (made by ``make art``).

Every figure moves its RIGHT side; for the left the whole picture is mirrored.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from sciatica.content.artwork import FILE, Axes, Line, Point, Polygon, load_artwork

POSED_FILE = FILE.with_name("figures.json")
SLR_STEP_DEG, SLR_HIGHEST_DEG = 5, 90
"""The raised leg is baked at every so many degrees, from flat to the highest."""


class Pose(StrEnum):
    """A figure by name; ``content/locales/<lang>/figures.toml`` has its words."""

    # the three exercises (as movements), each with its easier and harder versions
    PRONE_PROPPING = "prone_propping"
    PRONE_PILLOW = "prone_pillow"
    BENCH_LEAN = "bench_lean"
    PRESS_UP = "press_up"
    STANDING_EXTENSION = "standing_extension"
    NERVE_GLIDE = "nerve_glide"
    GLIDE_SMALL = "glide_small"
    GLIDE_OTHER_LEG = "glide_other_leg"
    GLIDE_LYING = "glide_lying"
    GLIDE_FOOT_UP = "glide_foot_up"
    GLIDE_STANDING = "glide_standing"
    GLIDE_TENSIONER = "glide_tensioner"
    DEAD_BUG = "dead_bug"
    DEAD_BUG_OTHER_SIDE = "dead_bug_other_side"
    HEEL_SLIDES = "heel_slides"
    ONE_ARM = "one_arm"
    MARCHING = "marching"
    LONG_LEVERS = "long_levers"
    BAND = "band"
    BIRD_DOG = "bird_dog"
    SIDE_PLANK = "side_plank"
    # positions of ease
    EASE_CALVES_ON_CHAIR = "ease_calves_on_chair"
    EASE_SIDE_PILLOW = "ease_side_pillow"
    EASE_KNEES_RAISED = "ease_knees_raised"
    # movements that show a root
    KNEE_STRAIGHT = "knee_straight"
    FOOT_UP = "foot_up"
    BIG_TOE_UP = "big_toe_up"
    HIP_OUT = "hip_out"
    TIPTOE = "tiptoe"
    HIP_BACK = "hip_back"
    HIP_UP = "hip_up"
    KNEE_BEND = "knee_bend"
    # bedside tests, where a reflex is tapped, and the saddle
    SLR = "slr"
    SLUMP = "slump"
    FEMORAL_STRETCH = "femoral_stretch"
    REFLEXES = "reflexes"
    SADDLE = "saddle"


@dataclass(frozen=True, slots=True)
class Frame:
    """One moment: flat shapes by region, and where the joints are in the room.

    Joints are in millimetres: x to the patient's left, y up from the floor, z to the front (of a
    patient who lies face down: to the head; face up: to the feet).
    """

    shapes: Mapping[str, tuple[Polygon, ...]]
    joints: Mapping[str, tuple[float, float, float]]
    hatch: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class PosedPicture:
    """All moments of one figure, seen by one camera; x to the right, y downwards, in points.

    `tracks` is the way of a joint through the movement, `start` the outline it starts from.
    """

    width: float
    height: float
    axes: Axes
    anchor: Point
    scale: float
    backdrop: Mapping[str, tuple[Polygon, ...]]
    frames: tuple[Frame, ...]
    tracks: Mapping[str, Line] = field(default_factory=dict)
    start: tuple[Polygon, ...] = ()

    def seen(self, joint: tuple[float, float, float]) -> Point:
        """Return where a place in the room (millimetres) lies in the picture."""
        right, down, _ = (
            sum(part * place / 1000 for part, place in zip(axis, joint, strict=True))
            for axis in self.axes
        )
        return self.anchor[0] + self.scale * right, self.anchor[1] + self.scale * down


@dataclass(frozen=True, slots=True)
class _File:
    format: int
    body: str
    pictures: Mapping[Pose, PosedPicture]


@cache
def posed() -> Mapping[Pose, PosedPicture]:
    """Return every dressed figure."""
    return load_artwork(POSED_FILE, _File).pictures
