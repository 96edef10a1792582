"""The baked dressed figures from ``artwork/figures.json`` (made by ``make art``).

Every figure moves its RIGHT side; for the left the whole picture is mirrored.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from sciatica.content.artwork import FILE, Line, Point, Polygon, line, polygons

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
    hatch: tuple[Line, ...]
    joints: Mapping[str, tuple[float, float, float]]


@dataclass(frozen=True, slots=True)
class PosedPicture:
    """All moments of one figure, seen by one camera; x to the right, y downwards, in points.

    `tracks` is the way of a joint through the movement, `start` the outline it starts from.
    """

    width: float
    height: float
    axes: tuple[tuple[float, ...], ...]
    anchor: Point
    scale: float
    backdrop: Mapping[str, tuple[Polygon, ...]]
    frames: tuple[Frame, ...]
    tracks: Mapping[str, Line]
    start: tuple[Polygon, ...]

    def seen(self, joint: tuple[float, float, float]) -> Point:
        """Return where a place in the room (millimetres) lies in the picture."""
        right, down, _ = (
            sum(part * place / 1000 for part, place in zip(axis, joint, strict=True))
            for axis in self.axes
        )
        return self.anchor[0] + self.scale * right, self.anchor[1] + self.scale * down


def _shapes(raw: Mapping[str, list[list[list[int]]]]) -> dict[str, tuple[Polygon, ...]]:
    return {name: polygons(shape) for name, shape in raw.items()}


@cache
def posed() -> Mapping[Pose, PosedPicture]:
    """Return every dressed figure."""
    raw = json.loads(POSED_FILE.read_text(encoding="utf-8"))
    return {
        Pose(name): PosedPicture(
            width=picture["width"],
            height=picture["height"],
            axes=tuple(tuple(picture["axes"][row : row + 3]) for row in (0, 3, 6)),
            anchor=(picture["anchor"][0], picture["anchor"][1]),
            scale=picture["scale"],
            backdrop=_shapes(picture["backdrop"]),
            frames=tuple(
                Frame(
                    shapes=_shapes(frame["shapes"]),
                    hatch=tuple(line(steps) for steps in frame.get("hatch", ())),
                    joints={joint: (x, y, z) for joint, (x, y, z) in frame["joints"].items()},
                )
                for frame in picture["frames"]
            ),
            tracks={joint: line(steps) for joint, steps in picture.get("tracks", {}).items()},
            start=polygons(picture.get("start", [])),
        )
        for name, picture in raw["pictures"].items()
    }
