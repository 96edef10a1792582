"""Bring the mannequin into a posture: limbs aim in directions, spine and neck bend by degrees.

A direction is easier to say than an angle: "the thigh points forward" holds for every patient who
sits. Axes as everywhere: x = the body's LEFT, y = up, z = front, in metres; degrees.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from artwork.bodies.mannequin import Mannequin

Vector = tuple[float, float, float]
AIMED = {  # the joint at the far end of each bone that can aim
    "clavicle": "upperarm01",
    "upperarm01": "lowerarm01",
    "lowerarm01": "wrist",
    "wrist": "finger3-1",
    "upperleg01": "lowerleg01",
    "lowerleg01": "foot",
    "foot": "toe1-1",
}
SPINE = {"spine05": 0.3, "spine04": 0.3, "spine03": 0.4, "spine02": 0.5, "spine01": 0.5}
"""Share of the bend of the low back (the first three) and of the upper back."""
NECK = {"neck01": 0.25, "neck02": 0.25, "neck03": 0.25, "head": 0.25}


@dataclass(frozen=True)
class Posture:
    """What is set; all else hangs as at rest. Forward bends are positive."""

    turn: np.ndarray = field(default_factory=lambda: np.eye(3))  # of the whole body
    aims: Mapping[str, Vector] = field(default_factory=dict)  # "upperleg01.L": direction
    palms: Mapping[str, Vector] = field(default_factory=dict)  # "L": what the palm faces
    low_back: float = 0.0
    upper_back: float = 0.0
    neck: float = 0.0
    look_left: float = 0.0
    lean_left: float = 0.0
    curl: float = 6.0  # of every finger joint
    close: float = 0.9  # 0: fingers spread as at rest; 1: all along the middle finger
    toes_up: Mapping[str, float] = field(default_factory=dict)  # "toe1.R": degrees


def about(axis: Vector | np.ndarray, degrees: float) -> np.ndarray:
    """Rotation matrix about any axis (Rodrigues)."""
    x, y, z = np.asarray(axis, float) / np.linalg.norm(axis)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    angle = np.radians(degrees)
    return np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross


def shortest(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """The smallest rotation that takes one direction to another."""
    start, end = start / np.linalg.norm(start), end / np.linalg.norm(end)
    axis = np.cross(start, end)
    if np.linalg.norm(axis) < 1e-9:
        return np.eye(3) if start @ end > 0 else about((1, 0, 0), 180)
    return about(axis, float(np.degrees(np.arctan2(np.linalg.norm(axis), start @ end))))


def take(body: Mannequin, posture: Posture) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """The skin and the joints (heads of the bones) in a posture."""
    turned = _turned(body, posture)
    return skin_with(body, turned), place(body, turned)


def reach(body: Mannequin, posture: Posture, goals: Mapping[str, tuple[Vector, Vector]]) -> Posture:
    """Aim arms and legs so that wrists and ankles come to places in the world.

    `goals` names limbs ("arm.L", "leg.R"), each with its place and the direction in which its
    elbow or knee points. A limb that is too short ends straight on the way there.
    """
    joints = place(body, _turned(body, posture))
    aims = dict(posture.aims)
    for limb, (place_of_end, hint) in goals.items():
        kind, side = limb.split(".")
        first, second = (
            ("upperarm01", "lowerarm01") if kind == "arm" else ("upperleg01", "lowerleg01")
        )
        names = [f"{bone}.{side}" for bone in (first, second, AIMED[second])]
        at_rest = [body.bones[name].head for name in names]
        upper, lower = (float(np.linalg.norm(b - a)) for a, b in pairwise(at_rest))
        start = joints[names[0]]
        way = np.asarray(place_of_end, float) - start
        length = min(float(np.linalg.norm(way)), 0.999 * (upper + lower))
        ahead = way / np.linalg.norm(way)
        aside = np.asarray(hint, float)
        aside = aside - (aside @ ahead) * ahead
        aside /= np.linalg.norm(aside)
        along = (upper**2 + length**2 - lower**2) / (2 * length)
        out = np.sqrt(max(upper**2 - along**2, 0.0))
        bend = along * ahead + out * aside
        aims[names[0]] = tuple(bend)
        aims[names[1]] = tuple(length * ahead - bend)
    return replace(posture, aims=aims)


def _turned(body: Mannequin, posture: Posture) -> dict[str, np.ndarray]:
    """The rotation of every bone in the world."""
    bends = dict(_bends(body, posture))
    heads = {name: bone.head for name, bone in body.bones.items()}
    turned: dict[str, np.ndarray] = {}
    for name, bone in body.bones.items():
        carrier = turned[bone.parent] if bone.parent else posture.turn
        own = carrier @ bends.get(name, np.eye(3))
        if name in posture.aims:
            kind, side = name.rsplit(".", 1)
            at_rest = heads[f"{AIMED[kind]}.{side}"] - heads[name]
            wanted = np.array(posture.aims[name], float)
            own = shortest(own @ at_rest, wanted) @ own
            if kind == "wrist" and side in posture.palms:
                own = _facing(own @ _palm(body, side), posture.palms[side], wanted, 1.0) @ own
        if name.startswith("upperarm") and f"lowerarm01.{name[-1]}" in posture.aims:
            own = _elbow_ahead(heads, posture, name, own) @ own
        if name.startswith("lowerarm") and name[-1] in posture.palms:
            # the forearm turns with the hand, more and more towards the wrist
            side = name[-1]
            line = own @ (heads[f"wrist.{side}"] - heads[f"lowerarm01.{side}"])
            share = 0.35 if name.startswith("lowerarm01") else 0.6
            own = _facing(own @ _palm(body, side), posture.palms[side], line, share) @ own
        turned[name] = own
    return turned


def _elbow_ahead(
    heads: Mapping[str, np.ndarray], posture: Posture, name: str, own: np.ndarray
) -> np.ndarray:
    """The turn of the upper arm about its line that lets the elbow bend as a hinge."""
    side = name[-1]
    shoulder, elbow, wrist = (
        heads[f"{bone}.{side}"] for bone in ("upperarm01", "lowerarm01", "wrist")
    )
    line, fore = own @ (elbow - shoulder), own @ (wrist - elbow)
    wanted = np.asarray(posture.aims[f"lowerarm01.{side}"], float)
    bent = np.linalg.norm(np.cross(line, wanted))
    bent /= np.linalg.norm(line) * np.linalg.norm(wanted)
    share = min(1.0, float(bent) / 0.5) * (0.5 if name.startswith("upperarm01") else 1.0)
    return _facing(fore, posture.aims[f"lowerarm01.{side}"], line, share)


def _facing(what: np.ndarray, wanted: Vector, line: np.ndarray, share: float) -> np.ndarray:
    """A share of the turn about a line that brings something to face a direction."""
    line = line / np.linalg.norm(line)
    now, goal = (v - (v @ line) * line for v in (what, np.asarray(wanted, float)))
    angle = np.degrees(np.arctan2(np.cross(now, goal) @ line, now @ goal))
    return about(line, share * float(angle))


def place(body: Mannequin, turned: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Where the head of every bone comes to lie."""
    placed: dict[str, np.ndarray] = {}
    for name, bone in body.bones.items():
        placed[name] = bone.head
        if bone.parent:
            arm = bone.head - body.bones[bone.parent].head
            placed[name] = placed[bone.parent] + turned[bone.parent] @ arm
    return placed


def skin_with(body: Mannequin, turned: Mapping[str, np.ndarray]) -> np.ndarray:
    """Linear blend skinning: every bone with its rotation in the world."""
    placed = place(body, turned)
    rotation = np.stack([turned[name] for name in body.bones])
    heads = np.stack([bone.head for bone in body.bones.values()])
    shift = np.stack([placed[name] for name in body.bones])
    shift = shift - np.einsum("bij,bj->bi", rotation, heads)
    blended = np.einsum("nb,bij->nij", body.skin_weights, rotation)
    return np.einsum("nij,nj->ni", blended, body.vertices) + body.skin_weights @ shift


def _bends(body: Mannequin, posture: Posture) -> Iterator[tuple[str, np.ndarray]]:
    side, up, front = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
    for name, share in SPINE.items():
        low = name in ("spine05", "spine04", "spine03")
        bend = share * (posture.low_back if low else posture.upper_back)
        yield name, about(front, -share * posture.lean_left / 2) @ about(side, bend)
    for name, share in NECK.items():
        yield name, about(up, share * posture.look_left) @ about(side, share * posture.neck)
    for hand in ("L", "R"):
        yield from _fingers(body, hand, posture.curl, posture.close)
        for toe in range(1, 6):
            lift = posture.toes_up.get(f"toe{toe}.{hand}", posture.toes_up.get(f"toes.{hand}", 0))
            yield f"toe{toe}-1.{hand}", about(side, -lift)


def _hinge(body: Mannequin, hand: str) -> np.ndarray:
    """The line across the knuckles about which fingers bend towards the palm, at rest."""
    wrist, thumb, first, last = (
        body.bones[f"{bone}.{hand}"].head
        for bone in ("wrist", "finger1-2", "finger2-1", "finger5-1")
    )
    knuckles = last - first
    back = np.cross(knuckles, first - wrist)
    return -knuckles if (thumb - wrist) @ back < 0 else knuckles  # the thumb lies to the palm


def _palm(body: Mannequin, hand: str) -> np.ndarray:
    """Out of the palm, at rest."""
    wrist, middle = (body.bones[f"{bone}.{hand}"].head for bone in ("wrist", "finger3-1"))
    return np.cross(_hinge(body, hand), middle - wrist)


def _fingers(
    body: Mannequin, hand: str, curl: float, close: float
) -> Iterator[tuple[str, np.ndarray]]:
    heads = {
        (n, joint): body.bones[f"finger{n}-{joint}.{hand}"].head
        for n in range(1, 6)
        for joint in range(1, 4)
    }
    ahead, palm = heads[3, 2] - heads[3, 1], _palm(body, hand)
    for finger in range(2, 6):
        along = heads[finger, 2] - heads[finger, 1]
        level = along - (along @ palm) * palm / (palm @ palm)
        wanted = ahead - (ahead @ palm) * palm / (palm @ palm)
        straight = shortest(level, level + close * (wanted - level))
        for joint in range(1, 4):
            bend = about(_hinge(body, hand), curl)
            yield f"finger{finger}-{joint}.{hand}", straight @ bend if joint == 1 else bend
    thumb = heads[1, 2] - heads[1, 1]
    yield f"finger1-1.{hand}", shortest(thumb, thumb + 0.5 * close * ahead)
