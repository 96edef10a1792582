"""Landmarks as a few pen strokes on the skin: kneecap, ankle bones, tendons, toenails."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.interpolate import CubicSpline

from artwork.bodies.limb import LeftLeg
from artwork.bodies.raster import Camera

_SAMPLES = 41


@dataclass(frozen=True)
class Hint:
    """A line on the skin of the left leg."""

    name: str
    points: np.ndarray  # (n, 3)
    width: float  # as a share of the pen


def make_hints(limb: LeftLeg) -> list[Hint]:
    """All strokes; each view shows those in sight."""

    def around(spots: list[tuple[float, float]]) -> np.ndarray:
        coordinates = _curve(np.array(spots))
        return np.stack([limb.on_leg(station, angle) for station, angle in coordinates])

    hints = [
        Hint(
            "kneecap",
            around([(-0.080, -26), (-0.025, -21), (0.010, 0), (-0.025, 21), (-0.075, 26)]),
            0.9,
        ),
        Hint("kneecap_top", around([(-0.125, -17), (-0.143, 0), (-0.125, 17)]), 0.7),
        Hint("knee_crease", around([(-0.02, 150), (0.0, 175), (-0.005, 205)]), 0.8),
        Hint("achilles_outer", around([(0.70, 150), (0.84, 152), (0.97, 146)]), 0.7),
        Hint("achilles_inner", around([(0.70, 212), (0.84, 210), (0.97, 214)]), 0.7),
    ]
    for inner in (True, False):
        name = "ankle_bone_inner" if inner else "ankle_bone_outer"
        hints.append(Hint(name, _ankle_bone(limb, inner), 0.9))
    hints += [Hint(f"tendon_{n}", _tendon(limb, n), 0.75) for n in range(1, 5)]
    hints += [Hint(f"toenail_{n}", _toenail(limb, n), 0.7) for n in range(1, 6)]
    return hints


def draw_hints(
    hints: list[Hint], camera: Camera, shows: Callable[[np.ndarray], bool]
) -> Iterator[tuple[np.ndarray, float]]:
    """The parts in sight, as lines of the picture, with their widths."""
    for hint in hints:
        if hint.name.startswith(("toenail", "tendon")) and camera.scale < 800:
            continue  # too small to read
        line = camera.project(hint.points)[:, :2]
        shown = np.array([shows(point) for point in hint.points])
        for run in np.split(np.arange(len(line)), np.flatnonzero(np.diff(shown)) + 1):
            length = np.linalg.norm(np.diff(line[run], axis=0), axis=1).sum()
            if shown[run[0]] and length > 5:
                yield line[run], hint.width


def _curve(spots: np.ndarray) -> np.ndarray:
    knots = np.linspace(0, 1, len(spots))
    return CubicSpline(knots, spots)(np.linspace(0, 1, _SAMPLES))


def _ankle_bone(limb: LeftLeg, inner: bool) -> np.ndarray:
    """The lower front of the knob: three eighths of a circle around the malleolus."""
    centre = limb.malleolus(inner)
    outward = np.array([-1.0 if inner else 1.0, 0.0, 0.0])
    turns = np.radians(np.linspace(-65, 75, _SAMPLES))  # 0 straight down, positive to the back
    circle = np.stack([np.zeros(_SAMPLES), -np.cos(turns), -np.sin(turns)], axis=1) * 0.012
    return np.stack([limb.skin.first_hit(centre + p - outward * 0.02, outward) for p in circle])


def _tendon(limb: LeftLeg, number: int) -> np.ndarray:
    """The last stretch of a tendon that lifts a toe, on the top of the foot."""
    knuckle = limb.on_toe(number, 0.0)
    start = limb.on_foot(0.40, -8 + 5 * number)
    share = np.linspace(0.52 if number > 1 else 0.25, 0.93, _SAMPLES)[:, None]
    spots = start + share * (knuckle - start)
    above, down = np.array([0.0, 0.05, 0.0]), np.array([0.0, -1.0, 0.0])
    return np.stack([limb.skin.first_hit(spot + above, down) for spot in spots])


def _toenail(limb: LeftLeg, number: int) -> np.ndarray:
    """The edge of a nail, on top of the last part of the toe."""
    tip, knuckle = limb.inside_toe(number, 0.95), limb.inside_toe(number, 0.70)
    middle, half_width = limb.toe_section(number, 0.82)
    turns = np.linspace(0, 2 * np.pi, _SAMPLES)
    squared = 0.62  # between an ellipse (1) and a box (0)
    along = np.sign(np.cos(turns)) * np.abs(np.cos(turns)) ** squared
    across = np.sign(np.sin(turns)) * np.abs(np.sin(turns)) ** squared
    spots = (
        middle
        + (tip - knuckle) * along[:, None] / 2
        + limb.outward * across[:, None] * half_width * 0.62
    )
    above, down = np.array([0.0, 0.05, 0.0]), np.array([0.0, -1.0, 0.0])
    return np.stack([limb.skin.first_hit(spot + above, down) for spot in spots])
