"""The sciatic nerve in a raised leg, as a line from the low back to the heel that keeps its ends.

The way is laid between the joints of a figure, in millimetres: x to the patient's left, y up, z to
the feet of a patient who lies on the back. Behind the hip it runs on the outside of the turn, so
raising the leg makes the way longer. A nerve that holds at both ends and stretches evenly must then
slide towards the hip, as it does in cadavers (Coppieters 2006, abstract). How far is geometry
alone: no study that was read gives these sizes, and in life a nerve does not stretch evenly. The
picture shows that it slides and which way, not how far; ``artwork/README.md`` has the figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

Place = tuple[float, float, float]
BEADS = (0.30, 0.40, 0.50)
"""Shares of the nerve's length, from its roots: where beads on it are followed."""

_IN_THE_PELVIS = ((138.0, 2.0), (114.0, 8.0), (80.0, 2.0), (20.0, -26.0), (-14.0, -42.0))
"""Above the hip joint and in front of it, in mm: from the root L5 to below the piriformis. The
offsets are those of the whole-leg course, ``artwork/bodies/nerve.py``."""
_IN_THE_THIGH = ((0.24, 46.0), (0.42, 42.0), (0.60, 37.0), (0.80, 32.0), (0.97, 27.0))
_IN_THE_SHANK = ((0.10, 26.0), (0.30, 24.0), (0.60, 24.0), (0.85, 26.0), (1.0, 27.0))
"""Share of the way to the next joint, and how far behind the straight line between the joints."""
_STEPS = 12
IN_THE_PELVIS_STEPS = 3 * _STEPS
"""So many steps of the line lie in front of the bones."""


@dataclass(frozen=True)
class Course:
    """Places along the nerve, and how far along it each lies, in mm."""

    line: np.ndarray  # (n, 3)
    along: np.ndarray  # (n,)

    @property
    def places(self) -> list[Place]:
        """The line as places in the room."""
        return [(float(x), float(y), float(z)) for x, y, z in self.line]

    @property
    def length_mm(self) -> float:
        """Of the way."""
        return float(self.along[-1])

    def at(self, along_mm: float) -> np.ndarray:
        """Return the place so far along the way."""
        return np.array([np.interp(along_mm, self.along, part) for part in self.line.T])

    def stretched(self, flat: "Course", share: float) -> np.ndarray:
        """Return where the piece of nerve is now that lay at a share of the `flat` way: both ends
        hold, and the nerve stretches evenly."""
        return self.at(share * self.length_mm)

    def beside(self, flat: "Course", share: float) -> tuple[np.ndarray, np.ndarray]:
        """Return the spot of the leg at which that piece lay when the leg was flat, and which way
        is across the nerve there: as far from the heel as it was."""
        from_the_heel = (1 - share) * flat.length_mm
        along = self.length_mm - from_the_heel
        ahead = self.at(along + 5) - self.at(along - 5)
        across = np.array([0.0, -ahead[2], ahead[1]])
        return self.at(along), across / np.linalg.norm(across)

    def slide_mm(self, flat: "Course", share: float) -> float:
        """Return how far that piece has moved towards the hip, along the leg."""
        return (1 - share) * (self.length_mm - flat.length_mm)


def course(joints: Mapping[str, Place]) -> Course:
    """Return the way of the nerve of the right leg between the joints of a figure on the back."""
    hip, knee, ankle = (np.array(joints[f"{name}.R"]) for name in ("hip", "knee", "ankle"))
    spots = [hip + np.array([0.0, forward, -up]) for up, forward in _IN_THE_PELVIS]
    for start, end, rows in ((hip, knee, _IN_THE_THIGH), (knee, ankle, _IN_THE_SHANK)):
        ahead = (end - start) / np.linalg.norm(end - start)
        behind = np.array([0.0, -ahead[2], ahead[1]])
        spots += [start + share * (end - start) + depth * behind for share, depth in rows]
    line = _smooth(np.array(spots))
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    return Course(line, along)


def _smooth(spots: np.ndarray) -> np.ndarray:
    """A line through all spots without corners (Catmull-Rom)."""
    ends = np.concatenate([[2 * spots[0] - spots[1]], spots, [2 * spots[-1] - spots[-2]]])
    t = np.linspace(0, 1, _STEPS, endpoint=False)[:, None]
    pieces = [
        0.5
        * (
            2 * b
            + (c - a) * t
            + (2 * a - 5 * b + 4 * c - d) * t**2
            + (3 * b - a - 3 * c + d) * t**3
        )
        for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False)
    ]
    return np.concatenate([*pieces, spots[-1:]])
