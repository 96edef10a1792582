"""Limb coordinates: where on the skin of the left leg something lies, in a clinician's terms.

An angle runs around the limb: 0 front (on the foot: top), 90 outer side, 180 back (on the foot:
sole), -90 inner side. ``artwork/README.md`` draws the map.
"""

import numpy as np

from artwork.bodies.pose import StandingBody
from artwork.bodies.surface import Surface

_SLICE_M = 0.012
_UP = np.array([0.0, 1.0, 0.0])


def axis_at(skin: Surface, height: float, front: float = np.inf) -> np.ndarray:
    """Middle of the left limb's horizontal section, of what lies behind `front` (metres)."""
    near = skin.points[np.abs(skin.points[:, 1] - height) < _SLICE_M]
    near = near[(near[:, 2] < front) & (near[:, 0] > 0)]
    middle = (near.min(axis=0) + near.max(axis=0)) / 2
    return np.array([middle[0], height, middle[2]])


class LeftLeg:
    """The skin of the patient's left leg, from below the hip to the toes."""

    def __init__(self, body: StandingBody) -> None:
        self.hip = body.joints["upperleg01.L"]
        self.knee, self.ankle = body.joints["lowerleg01.L"], body.joints["foot.L"]
        points = body.skin.points
        wanted = (points[:, 0] > 0.012) & (points[:, 1] < self.hip[1] - 0.04)
        self.skin: Surface
        self.skin, self.index = body.skin.keep(wanted)  # index: into the points of the whole body
        self._shares = {name: share[self.index] for name, share in body.limb_share.items()}
        self._joints = body.joints
        self._measure_foot()

    # ---- the shank: from the knee joint (0) to the ankle joint (1) -------------------------

    def on_leg(self, station: float, angle_deg: float) -> np.ndarray:
        """A point of the skin; `station` 0 is the knee joint, 1 the ankle joint."""
        origin = self.shank_axis(station)
        angle = np.radians(angle_deg)
        return self.skin.first_hit(origin, np.array([np.sin(angle), 0.0, np.cos(angle)]))

    def on_thigh(self, share: float, angle_deg: float) -> np.ndarray:
        """A point of the skin; `share` 0 is the hip joint (from about 0.3), 1 the knee joint."""
        origin = self._axis_at(float(self.hip[1] + share * (self.knee[1] - self.hip[1])))
        angle = np.radians(angle_deg)
        return self.skin.first_hit(origin, np.array([np.sin(angle), 0.0, np.cos(angle)]))

    def shank_axis(self, station: float) -> np.ndarray:
        """Middle of the horizontal section: bones lie off the middle, sections do not."""
        return self._axis_at(float(self.knee[1] + station * (self.ankle[1] - self.knee[1])))

    def _axis_at(self, height: float) -> np.ndarray:
        return axis_at(self.skin, height, front=float(self.ankle[2] + 0.10))  # not the forefoot

    def malleolus(self, inner: bool) -> np.ndarray:
        """The ankle bone under the skin: the point that stands out most near the ankle joint."""
        points = self.skin.points
        height = self.ankle[1] + (0.006 if inner else -0.006)  # the inner one lies higher
        near = np.abs(points[:, 1] - height) < 0.006
        near &= np.abs(points[:, 2] - self.ankle[2] + (0.0 if inner else 0.012)) < 0.03
        side = points[:, 0] * (-1 if inner else 1)
        return points[np.flatnonzero(near)[side[near].argmax()]]

    def ankle_bone_front(self) -> np.ndarray:
        """Still over the inner malleolus, a little to its front: in sight from the front too."""
        spot = self.malleolus(inner=True) + np.array([0.02, 0.0, 0.007])
        return self.skin.first_hit(spot, np.array([-1.0, 0.0, 0.0]))

    # ---- the foot: from the back of the heel (0) to the tip of the second toe (1) ------------

    def _measure_foot(self) -> None:
        points = self.skin.points
        low = points[:, 1] < self.ankle[1] - 0.02
        heel = points[low][points[low][:, 2].argmin()]
        tip = self.toe_tip(2)
        forward = (tip - heel) * [1, 0, 1]
        self.foot_length = float(np.linalg.norm(forward))
        self.forward = forward / self.foot_length
        self.outward = np.array([self.forward[2], 0.0, -self.forward[0]])
        self._heel = heel

    def _foot_axis(self, along: float) -> np.ndarray:
        offset = self.skin.points - self._heel
        station = offset @ self.forward - along * self.foot_length
        near = (np.abs(station) < _SLICE_M / 2) & (self.skin.points[:, 1] < self.ankle[1] - 0.015)
        section = self.skin.points[near]
        across = (section - self._heel) @ self.outward
        middle = (across.min() + across.max()) / 2
        height = (section[:, 1].min() + section[:, 1].max()) / 2
        spot = self._heel + self.forward * along * self.foot_length + self.outward * middle
        return np.array([spot[0], height, spot[2]])

    def on_foot(self, along: float, angle_deg: float) -> np.ndarray:
        """A point of the skin; angles run around the long axis of the foot."""
        angle = np.radians(angle_deg)
        direction = self.outward * np.sin(angle) + _UP * np.cos(angle)
        return self.skin.first_hit(self._foot_axis(along), direction)

    def on_heel(self, angle_deg: float, rise_m: float = 0.0) -> np.ndarray:
        """A point around the heel, as the leg's angles run: 90 outer side, 180 back."""
        angle = np.radians(angle_deg)
        direction = self.outward * np.sin(angle) + self.forward * np.cos(angle)
        return self.skin.first_hit(self._foot_axis(0.16) + _UP * rise_m, direction)

    def toe_tip(self, number: int) -> np.ndarray:
        """The tip of a toe; 1 is the great toe."""
        own = np.flatnonzero(self._shares[f"toe{number}"] > 0.6)
        return self.skin.points[own[self.skin.points[own, 2].argmax()]]

    def inside_toe(self, number: int, share: float) -> np.ndarray:
        """A point inside a toe; `share` 0 is the joint at its root (MTP), 1 its tip."""
        root = self._joints[f"toe{number}-1.L"]
        return root + share * (self.toe_tip(number) - root)

    def toe_section(self, number: int, share: float) -> tuple[np.ndarray, float]:
        """Middle and half width of a toe at a share of its length."""
        own = self.skin.points[self._shares[f"toe{number}"] > 0.6]
        spot = self.inside_toe(number, share)
        own = own[np.abs((own - spot) @ self.forward) < 0.004]
        across = (own - spot) @ self.outward
        return spot + self.outward * (across.min() + across.max()) / 2, float(np.ptp(across) / 2)

    def on_toe(self, number: int, share: float) -> np.ndarray:
        """A point on top of a toe."""
        return self.skin.first_hit(self.inside_toe(number, min(share, 0.93)), _UP)
