"""The way of the patient's left sciatic nerve, laid in 3-D between landmarks of the body.

Roots and trunk down to the upper thigh are those of `artwork.solids` (`skeleton`). From there the
nerve runs down the middle of the back of the thigh and divides a hand's breadth above the knee.
``artwork/README.md`` holds the numbers and the doubts.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.interpolate import CubicSpline, PchipInterpolator

from artwork.bodies.limb import LeftLeg
from artwork.bodies.pose import StandingBody
from artwork.bodies.skeleton import ROOTS, Skeleton

SPLIT_ABOVE_KNEE_M = 0.065
"""Pooled mean distance from the hollow of the knee (Tomaszewski 2016)."""
SOLID_UNTIL_Z = -190.0
"""Down to this height of the solids, the nerve is theirs."""

_STEP_M = 0.004
_FINE_STEPS = 15
_SLICE_M = 0.008


@dataclass(frozen=True)
class Strand:
    """A stretch of nerve: its way, downward and outward from the spine, and its width."""

    points: np.ndarray  # (n, 3)
    widths: np.ndarray  # (n,) metres

    def at_height(self, height: float) -> np.ndarray:
        """The point of the strand nearest to a height."""
        return self.points[np.abs(self.points[:, 1] - height).argmin()]

    def cut(self, where: np.ndarray | slice) -> "Strand":
        """The run of points that are wanted; they lie together."""
        return Strand(self.points[where], self.widths[where])

    def with_fine_end(self, share: float = 0.4) -> "Strand":
        """The same, thinning out over its last stretch."""
        thin = np.ones(len(self.widths))
        thin[-_FINE_STEPS:] = np.linspace(1, share, _FINE_STEPS)
        return Strand(self.points, self.widths * thin)


class SciaticNerve:
    """Roots, trunk, tibial and common fibular nerve of the left side."""

    def __init__(self, body: StandingBody, limb: LeftLeg) -> None:
        self._skin, self.limb = body.skin.points, limb
        self.hip, self.knee = body.joints["upperleg01.L"], limb.knee
        self.skeleton = Skeleton(self.hip)
        self.split = float(self.knee[1]) + SPLIT_ABOVE_KNEE_M

    # ---- waypoints ------------------------------------------------------------------------

    def _in_thigh(self, height: float, depth_m: float) -> np.ndarray:
        """In the middle of the thigh's width, this deep under the skin of its back."""
        near = np.abs(self._skin[:, 1] - height) < _SLICE_M
        section = self._skin[near & (self._skin[:, 0] > 0.002)]
        middle = (section[:, 0].min() + section[:, 0].max()) / 2
        back = section[np.abs(section[:, 0] - middle) < 0.02][:, 2].min()
        return np.array([middle, height, back + depth_m])

    def _in_leg(self, station: float, angle_deg: float, share: float) -> np.ndarray:
        """In the shank; `share` 0 is its middle, 1 the skin."""
        skin = self.limb.on_leg(station, angle_deg)
        middle = self.limb.shank_axis(station)
        return middle + share * (skin - middle)

    @cached_property
    def _thigh_way(self) -> list[np.ndarray]:
        hip = float(self.hip[1])
        return [
            self._in_thigh(hip + share * (self.split - hip), depth)
            for share, depth in ((0.58, 0.040), (0.80, 0.034), (1.0, 0.026))
        ]

    @cached_property
    def _tibial_way(self) -> list[np.ndarray]:
        inner_ankle = self.limb.malleolus(inner=True)
        sole = self.limb.on_foot
        up = np.array([0.0, 1.0, 0.0])
        return [
            self._in_leg(-0.05, 180, 0.66),  # the hollow of the knee
            self._in_leg(0.10, 180, 0.50),
            self._in_leg(0.30, 182, 0.34),  # deep in the calf
            self._in_leg(0.55, 195, 0.30),
            self._in_leg(0.80, 222, 0.46),
            inner_ankle + np.array([0.007, 0.004, -0.021]),  # behind the inner ankle bone
            inner_ankle + np.array([0.012, -0.030, -0.004]),
            sole(0.45, 206) + 0.014 * up,
            sole(0.66, 196) + 0.010 * up,
        ]

    @cached_property
    def _fibular_way(self) -> list[np.ndarray]:
        return [
            self._in_leg(-0.07, 155, 0.62),  # along the outer edge of the hollow of the knee
            self._in_leg(0.02, 118, 0.80),
            self._in_leg(0.10, 98, 0.90),  # round the neck of the fibula
            self._in_leg(0.18, 74, 0.84),
            self._in_leg(0.32, 50, 0.72),
            self._in_leg(0.56, 26, 0.66),  # the front of the shin
            self._in_leg(0.80, 10, 0.68),
            self._in_leg(0.96, 2, 0.84),
        ]

    # ---- strands --------------------------------------------------------------------------

    @cached_property
    def _whole(self) -> Strand:
        """Trunk and tibial nerve are one smooth line."""
        upper, wide = self.skeleton.sciatic(SOLID_UNTIL_Z)
        return _strand(
            [*upper, *self._thigh_way, *self._tibial_way],
            [*(1000 * wide), 14.5, 13.5, 12, 9.5, 9, 8, 7, 6.5, 6, 5.5, 5, 3],
        )

    @property
    def trunk(self) -> Strand:
        """From the joining of the roots to the division."""
        whole = self._whole
        return whole.cut(whole.points[:, 1] >= self.split - _STEP_M).with_fine_end(0.7)

    @property
    def tibial(self) -> Strand:
        """Straight on, to the sole; it starts inside the trunk, so that no gap shows."""
        whole = self._whole
        start = int((whole.points[:, 1] >= self.split + 0.030).sum())
        slim = np.minimum(whole.widths, 0.0110)
        return Strand(whole.points[start:], slim[start:])

    @cached_property
    def fibular(self) -> Strand:
        """Outward round the neck of the fibula, to the shin's front and the top of the foot."""
        above = [self.trunk.at_height(self.split + rise) for rise in (0.045, 0.016)]
        top = [self.limb.on_foot(along, 4) - [0, 0.004, 0] for along in (0.48, 0.66)]
        return _strand(
            [*above, *self._fibular_way, *top],
            [8, 8, 8, 8, 8, 7.5, 6.5, 6, 5.5, 5, 4.5, 3],
        ).cut(slice(4, None))

    @cached_property
    def roots(self) -> dict[str, Strand]:
        """L4 to S2 from behind their discs, and the trunk that L4 and L5 become."""
        found = {root: Strand(*self.skeleton.root(root)) for root in ROOTS}
        return found | {"trunk": Strand(*self.skeleton.trunk())}


def _strand(waypoints: list[np.ndarray], widths_mm: list[float]) -> Strand:
    """A smooth line through the waypoints, and its width along it."""
    points = np.stack(waypoints)
    steps = np.sqrt(np.linalg.norm(np.diff(points, axis=0), axis=1))  # centripetal: no loops
    knots = np.concatenate([[0], np.cumsum(steps)])
    fine = np.linspace(0, knots[-1], 400)
    line = CubicSpline(knots, points, bc_type="natural")(fine)
    width = PchipInterpolator(knots, np.array(widths_mm) / 1000)(fine)
    way = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    even = np.linspace(0, way[-1], int(np.ceil(way[-1] / _STEP_M)) + 1)
    return Strand(
        np.stack([np.interp(even, way, line[:, i]) for i in range(3)], axis=1),
        np.interp(even, way, width),
    )
