"""The postures of every picture, in a clinician's terms.

Upright: x = the body's LEFT, y = up, z = front. Face down the head points to +z, face up to -z, so
that from the right side everybody lies along the picture. `t` runs from 0 to 1 through a movement.
"""

from collections.abc import Mapping

import numpy as np

from artwork.bodies.mannequin import Mannequin
from artwork.bodies.rig import Posture, Vector, about, reach

FACE_DOWN = about((1, 0, 0), 90)
FACE_UP = about((1, 0, 0), -90)
ON_RIGHT_SIDE = np.array([[0.0, 0.0, -1.0], [1.0, 0.0, 0.0], [0.0, -1.0, 0.0]])
"""Head to -z, the front towards the viewer who stands on the body's right (-x)."""
SIGN = {"L": 1.0, "R": -1.0}
DOWN: Vector = (0.0, -1.0, 0.0)


def both(**aims: Vector) -> dict[str, Vector]:
    """Aims of both sides from those of the left: the right is its mirror."""
    named: dict[str, Vector] = {}
    for bone, (x, y, z) in aims.items():
        named[f"{bone}.L"], named[f"{bone}.R"] = (x, y, z), (-x, y, z)
    return named


def palms(x: float, y: float, z: float) -> dict[str, Vector]:
    """What both palms face, mirrored."""
    return {"L": (x, y, z), "R": (-x, y, z)}


def swing(start: float, end: float, t: float) -> float:
    """A value on its way."""
    return start + (end - start) * t


# ---- seated ------------------------------------------------------------------------------------


def seated(
    body: Mannequin,
    knee: Mapping[str, float] | None = None,
    foot_up: Mapping[str, float] | None = None,
    hands: str = "thighs",
    **spine: float,
) -> Posture:
    """Sitting; `knee` is how far each shank has risen from hanging (0) towards level (90)."""
    knee, foot_up = knee or {}, foot_up or {}
    aims: dict[str, Vector] = {}
    for side, sign in SIGN.items():
        rise = np.radians(knee.get(side, 0.0))
        lift = 0.10 * max(knee.get(side, 0.0), 0) / 90
        aims[f"upperleg01.{side}"] = (sign * 0.08, -0.02 + lift, 1.0)
        aims[f"lowerleg01.{side}"] = (sign * 0.03, -np.cos(rise), np.sin(rise))
        sole = rise + np.radians(-17 + foot_up.get(side, 0.0))
        aims[f"foot.{side}"] = (sign * 0.04, np.sin(sole), np.cos(sole))
    goals: dict[str, tuple[Vector, Vector]] = {}
    for side, sign in SIGN.items():
        if hands == "thighs":
            lift = aims[f"upperleg01.{side}"][1] + 0.02  # the hand rides on its thigh
            spot = (sign * 0.150, 0.178 + 0.26 * lift, 0.215)
            goals[f"arm.{side}"] = (spot, (sign * 0.8, -0.3, -0.6))
            aims[f"wrist.{side}"] = (-sign * 0.08, -0.17 + lift, 1.0)
        else:  # beside the hips, on the seat
            goals[f"arm.{side}"] = ((sign * 0.245, 0.015, -0.03), (sign * 0.6, 0.0, -0.8))
            aims[f"wrist.{side}"] = (sign * 0.1, -0.40, 0.9)
    return reach(body, Posture(aims=aims, palms=palms(0, -1, 0), **spine), goals)


def slider(body: Mannequin, t: float, leg: str = "R", foot_up: float = 0.0) -> Posture:
    """Knee bent with the chin tucked (0) to knee straight with the head up (1)."""
    return seated(
        body,
        {leg: swing(0, 84, t)},
        {leg: swing(0, foot_up, t)},
        low_back=swing(10, 4, t),
        upper_back=swing(12, 0, t),
        neck=swing(46, -34, t),
    )


def tensioner(body: Mannequin) -> Posture:
    """The other pairing, for a supervised step later on: knee straight, chin tucked, toes up."""
    return seated(body, {"R": 80}, {"R": 22}, low_back=14, upper_back=26, neck=48)


# ---- face down ---------------------------------------------------------------------------------


def prone(body: Mannequin, t: float, arch: float = 1.0, legs: float = 0.0) -> Posture:
    """Lying with the hands beside the head (0) to propped on the elbows (1).

    `arch` scales how far the back bends, `legs` lowers the thighs: both found by contact.
    """
    upper = np.array([0.86, -0.08, 0.42]) * (1 - t) + np.array([0.12, -1.0, 0.10]) * t
    fore = np.array([-0.42, -0.10, 1.0]) * (1 - t) + np.array([-0.12, -0.055, 1.0]) * t
    return Posture(
        turn=FACE_DOWN,
        aims=prone_legs(legs)
        | both(
            upperarm01=tuple(upper),
            lowerarm01=tuple(fore),
            wrist=(0.0, swing(-0.03, 0.075, t), 1.0),
        ),
        palms=palms(0, -1, 0),
        low_back=-30 * t * arch,
        upper_back=-22 * t * arch,
        neck=swing(-6, -14, t),
        curl=3,
    )


def prone_legs(lower: float = 0.0) -> dict[str, Vector]:
    """Legs that lie face down, the insteps on the floor."""
    return both(
        upperleg01=(0.10, 0.015 - lower, -1),
        lowerleg01=(0.05, 0.02 - lower, -1),
        foot=(0.06, -0.40, -1),
    )


# ---- face up -----------------------------------------------------------------------------------


def dead_bug(
    body: Mannequin, t: float, arm: str = "R", leg: str = "L", straight: float = 0.0
) -> Posture:
    """Arms up, hips and knees at 90 degrees (0) to one arm and the opposite leg lowered (1).

    `straight` is how far the knees are straight from the start (a longer lever).
    """
    aims: dict[str, Vector] = {}
    for side, sign in SIGN.items():
        back = np.radians(74 * t if side == arm else 0)
        for bone, out in (("upperarm01", 0.10), ("lowerarm01", 0.02), ("wrist", 0.0)):
            aims[f"{bone}.{side}"] = (sign * out, np.cos(back), -np.sin(back))
        down = np.radians(swing(0, 77, t) if side == leg else 0)
        aims[f"upperleg01.{side}"] = (sign * 0.06, np.cos(down), np.sin(down))
        start = 90 - 80 * straight
        shank = np.radians(swing(start, 85, t) if side == leg else start)
        aims[f"lowerleg01.{side}"] = (sign * 0.03, np.cos(shank), np.sin(shank))
        sole = shank - np.radians(68)
        aims[f"foot.{side}"] = (sign * 0.03, np.cos(sole), np.sin(sole))
    return Posture(turn=FACE_UP, aims=aims, palms=palms(-1, 0, 0), low_back=3, neck=6)


def supine(
    body: Mannequin,
    legs: Mapping[str, tuple[float, float]],
    arms: str = "sides",
    foot: float = 66.0,
    neck: float = 8.0,
) -> Posture:
    """Lying on the back. `legs` gives for each side the angles of thigh and shank above level."""
    aims: dict[str, Vector] = {}
    for side, sign in SIGN.items():
        thigh, shank = np.radians(legs[side])
        aims[f"upperleg01.{side}"] = (sign * 0.06, np.sin(thigh), np.cos(thigh))
        aims[f"lowerleg01.{side}"] = (sign * 0.03, np.sin(shank), np.cos(shank))
        # a foot on the floor lies flat
        sole = -np.radians(17) if legs[side][1] < -30 else shank + np.radians(foot)
        aims[f"foot.{side}"] = (sign * 0.05, np.sin(sole), np.cos(sole))
    faced = palms(0, -1, 0)
    if arms == "sides":
        aims |= both(upperarm01=(0.40, -0.12, 1), lowerarm01=(0.10, -0.09, 1), wrist=(0, 0.0, 1))
    elif arms == "belly":
        aims |= both(
            upperarm01=(0.62, -0.16, 1), lowerarm01=(-0.55, 0.52, 0.34), wrist=(-0.36, -0.10, 0.36)
        )
    else:  # up
        aims |= both(upperarm01=(0.1, 1, 0), lowerarm01=(0.02, 1, 0), wrist=(0, 1, 0))
        faced = palms(-1, 0, 0)
    return Posture(turn=FACE_UP, aims=aims, palms=faced, low_back=2, neck=neck)
