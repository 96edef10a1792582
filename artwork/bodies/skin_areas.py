"""The core skin areas of L2 to S2, painted once on the left leg in limb coordinates.

An area is what a `brush` covers when it runs along the skin through a few waypoints.
The shapes follow the evidence-based composite of Lee, McPhee and Stringer (2008): most consistent
areas only, blank skin between them. They are not the full-length bands of Keegan and Garrett.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from artwork.bodies.brush import Painted, paint
from artwork.bodies.limb import LeftLeg

ROOTS = ("L2", "L3", "L4", "L5", "S1", "S2")
SOFT_MARGIN_M = 0.016

Spot = Callable[[LeftLeg], np.ndarray]


def leg(station: float, angle_deg: float) -> Spot:
    """A spot on the shank, see `LeftLeg.on_leg`."""
    return lambda limb: limb.on_leg(station, angle_deg)


def thigh(share: float, angle_deg: float) -> Spot:
    """A spot on the thigh, see `LeftLeg.on_thigh`."""
    return lambda limb: limb.on_thigh(share, angle_deg)


def foot(along: float, angle_deg: float) -> Spot:
    """A spot on the foot, see `LeftLeg.on_foot`."""
    return lambda limb: limb.on_foot(along, angle_deg)


def heel(angle_deg: float, rise_m: float = 0.0) -> Spot:
    """A spot on the heel, see `LeftLeg.on_heel`."""
    return lambda limb: limb.on_heel(angle_deg, rise_m)


def toe(number: int, share: float) -> Spot:
    """A spot on top of a toe, see `LeftLeg.on_toe`."""
    return lambda limb: limb.on_toe(number, share)


Stroke = list[tuple[Spot, float]]
"""Waypoints of a brush and its half width there, in millimetres."""

STROKES: dict[str, list[Stroke]] = {
    "L2": [  # front and inner thigh, its upper half
        [
            (thigh(0.36, -22), 27),
            (thigh(0.46, -28), 34),
            (thigh(0.56, -33), 33),
            (thigh(0.66, -40), 24),
        ],
    ],
    "L3": [  # front of the thigh, slanting to the inner side of the knee
        [
            (thigh(0.55, 14), 25),
            (thigh(0.66, 8), 32),
            (thigh(0.77, -4), 33),
            (thigh(0.87, -26), 30),
            (thigh(0.94, -52), 27),
        ],
    ],
    "S2": [  # back of the thigh to the hollow of the knee
        [
            (thigh(0.38, 180), 30),
            (thigh(0.50, 180), 38),
            (thigh(0.68, 180), 38),
            (thigh(0.85, 180), 33),
            (thigh(0.99, 178), 27),
        ],
    ],
    "L4": [  # inner knee, inner face of the tibia, inner ankle
        [
            (leg(-0.02, -74), 25),
            (leg(0.10, -66), 31),
            (leg(0.30, -60), 34),
            (leg(0.50, -58), 31),
            (leg(0.70, -60), 26),
            (leg(0.87, -68), 21),
            (leg(0.99, -82), 20),
        ],
    ],
    "L5": [
        [  # front and outer shin below the fibular head, top of the foot
            (leg(0.17, 68), 27),
            (leg(0.32, 61), 37),
            (leg(0.50, 54), 35),
            (leg(0.68, 47), 31),
            (leg(0.82, 34), 25),
            (leg(0.93, 18), 21),
            (foot(0.42, -4), 20),
            (foot(0.52, -6), 24),
            (foot(0.64, -2), 27),
        ],
        [
            (foot(0.44, -8), 18),
            (foot(0.58, -20), 21),
            (toe(1, 0.0), 16),
            (toe(1, 0.5), 15),
            (toe(1, 0.95), 15),
        ],
        [(foot(0.64, -4), 24), (toe(2, 0.1), 12), (toe(2, 0.5), 10), (toe(2, 0.9), 10)],
        [
            (foot(0.50, 2), 22),
            (foot(0.62, 5), 22),
            (toe(3, 0.0), 14),
            (toe(3, 0.5), 9),
            (toe(3, 0.8), 9),
        ],
    ],
    "S1": [
        [  # back of the calf, a little to the outer side; Achilles tendon; heel
            (leg(0.15, 172), 27),
            (leg(0.27, 169), 40),
            (leg(0.42, 168), 40),
            (leg(0.58, 168), 33),
            (leg(0.74, 170), 25),
            (leg(0.90, 172), 23),
            (leg(1.02, 174), 26),
            (heel(172), 34),
        ],
        [  # outer edge of the foot, little toe
            (heel(130), 31),
            (heel(100, -0.004), 27),
            (foot(0.30, 100), 22),
            (foot(0.45, 97), 19),
            (foot(0.60, 92), 16),
            (toe(5, 0.0), 12),
            (toe(5, 0.5), 11),
            (toe(5, 0.9), 11),
        ],
    ],
}

KEY_POINTS: dict[str, Spot] = {  # ISNCSCI
    "L2": thigh(0.50, -28),  # halfway from the middle of the groin to the inner knob of the femur
    "L3": thigh(0.93, -66),  # inner knob of the femur, above the knee
    "S2": leg(0.0, 180),  # middle of the hollow of the knee
    "L4": lambda limb: limb.ankle_bone_front(),  # over the medial malleolus
    "L5": lambda limb: limb.on_toe(3, 0.0),  # top of the foot, third MTP joint
    "S1": heel(105),  # outer side of the heel bone
}

SITES: dict[str, dict[str, Spot]] = {
    "L2": {"thigh_anterior_medial": thigh(0.52, -30)},
    "L3": {"thigh_anterior": thigh(0.69, 4), "knee_medial_above": thigh(0.92, -48)},
    "S2": {"thigh_posterior": thigh(0.62, 180)},
    "L4": {
        "knee_medial": leg(0.03, -68),
        "shin_medial": leg(0.48, -50),
        "ankle_medial": lambda limb: limb.malleolus(inner=True),
    },
    "L5": {
        "shin_lateral": leg(0.45, 54),
        "foot_dorsum": foot(0.53, -6),
        "toe_great": toe(1, 0.55),
    },
    "S1": {
        "calf_posterior": leg(0.35, 166),
        "heel": heel(166),
        "foot_lateral": foot(0.48, 90),
        "toe_little": toe(5, 0.5),
    },
}


@dataclass(frozen=True)
class SkinArea(Painted):
    """One root's area of feeling, with the spot where touch is tested."""

    key_point: np.ndarray


def paint_areas(limb: LeftLeg, point_count: int) -> dict[str, SkinArea]:
    """Paint every root; stop if a key point has left the bone it is named after."""
    areas = {root: _paint(root, limb, point_count) for root in ROOTS}
    check_bones(limb, {root: area.key_point for root, area in areas.items()})
    return areas


def check_bones(limb: LeftLeg, key_points: dict[str, np.ndarray]) -> None:
    """Hold each key point against landmarks that do not come from the skin areas (metres)."""
    hip, knee, ankle = limb.hip, limb.knee, limb.ankle
    malleolus, knuckle = limb.malleolus(inner=True), limb.inside_toe(3, 0.0)
    assert np.linalg.norm(key_points["L4"] - malleolus) < 0.012
    assert np.linalg.norm((key_points["L5"] - knuckle) * [1, 0, 1]) < 0.010
    heel = key_points["S1"]
    assert heel[1] < ankle[1] - 0.015 and heel[2] < ankle[2] and heel[0] > ankle[0] + 0.015
    condyle = key_points["L3"]
    assert 0.01 < condyle[1] - knee[1] < 0.05 and condyle[0] < knee[0] - 0.02
    halfway = key_points["L2"]
    assert abs(halfway[1] - (hip[1] + knee[1]) / 2) < 0.03 and halfway[2] > knee[2]
    hollow = key_points["S2"]
    assert abs(hollow[1] - knee[1]) < 0.015 and hollow[2] < knee[2] - 0.03


def _paint(root: str, limb: LeftLeg, point_count: int) -> SkinArea:
    strokes = [
        (np.stack([spot(limb) for spot, _ in stroke]), np.array([mm for _, mm in stroke]))
        for stroke in STROKES[root]
    ]
    sites = {name: spot(limb) for name, spot in SITES[root].items()}
    area = paint(limb.skin, limb.index, point_count, strokes, sites)
    return SkinArea(area.field, area.sites, area.nearest_site, KEY_POINTS[root](limb))
