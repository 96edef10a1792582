"""The baked cut across muscle and nerve in the buttock, from
``artwork/buttock.json`` (made by ``make art``).

Millimetres; the RIGHT buttock, as in `Outside.HIP`. The cut is seen from the feet with the back of
the body at the top, so that left and right are those of the view from behind. The ghost is the way
of the nerve through pelvis and bones, in that view.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sciatica.content.artwork import FILE, Point, Polygon, load_artwork
from sciatica.content.spine_artwork import Shapes
from sciatica.model.buttock import Piriformis

BUTTOCK_FILE = FILE.with_name("buttock.json")


@dataclass(frozen=True, slots=True)
class State:
    """The cut with the muscle in one state, the room between muscle and nerve, and the ghost."""

    parts: Shapes
    room_mm: float
    ghost: tuple[Polygon, ...]


@dataclass(frozen=True, slots=True)
class ButtockCut:
    """Both states. `window` is left, top, right and bottom of the cut; `line` is where it lies in
    the view from behind, `spots` what else is named in that view."""

    format: int
    window: tuple[float, float, float, float]
    line: tuple[Point, Point]
    spots: Mapping[str, Point]
    states: Mapping[Piriformis, State]


@cache
def buttock_cut() -> ButtockCut:
    """Return the cut and the ghost."""
    return load_artwork(BUTTOCK_FILE, ButtockCut)
