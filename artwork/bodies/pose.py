"""Stand the body up: hip-wide stance, feet flat, arms off, plain close-fitting shorts on."""

from dataclasses import dataclass

import numpy as np

from artwork.bodies.mannequin import Mannequin
from artwork.bodies.surface import Surface, triangles_of

LEG_SPREAD_DEG = -3.2
"""Turn of each leg at the hip, outward; negative because the body rests with its legs wide."""
TOE_OUT_DEG = 4.0
"""Turn of each foot, outward, on top of the rest pose."""
TRUNK_TOP_M = 0.30
"""The mesh ends here unless asked otherwise; the pictures end a little lower, at the waist."""
WAISTBAND_M, HEM_SHARE = 0.125, 0.34
"""Shorts: height of the waistband; the hem as a share of the way from hip to knee."""
CLOTH_M = 0.004
SUBDIVISIONS = 2


@dataclass(frozen=True)
class StandingBody:
    """The posed, smooth lower body."""

    skin: Surface
    joints: dict[str, np.ndarray]  # heads of the bones
    on_shorts: np.ndarray  # per point, positive on the shorts; zero at their seams (metres)
    limb_share: dict[str, np.ndarray]  # per point: how much it belongs to a bone of the left leg


def turn(axis: str, degrees: float) -> np.ndarray:
    """Rotation matrix about a world axis."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    if axis == "y":
        return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])  # z


def stand(body: Mannequin, trunk_top_m: float = TRUNK_TOP_M) -> StandingBody:
    """Pose the mannequin, cut it at the waist, and dress it."""
    points, joints = _skin(body, _stance())
    arms = body.weight_of("upperarm", "lowerarm", "wrist", "finger", "metacarpal")
    low = (points[:, 1] < trunk_top_m) & (arms < 0.3)
    skin, used = Surface(points, triangles_of(body.quads)).keep(low)
    limbs = {
        name: body.weight_of(name)[used] for name in ("foot.L", *(f"toe{n}" for n in range(1, 6)))
    }
    for _ in range(SUBDIVISIONS):
        skin, carry = skin.subdivide()
        limbs = {name: carry @ share for name, share in limbs.items()}
    on_shorts = _height_on_shorts(skin.points, joints)
    return StandingBody(_dress(skin, on_shorts), joints, on_shorts, limbs)


def _stance() -> dict[str, np.ndarray]:
    """Rotation of each moved bone, in world axes, relative to its parent."""
    moves: dict[str, np.ndarray] = {}
    for side, sign in (("L", 1), ("R", -1)):
        leg = turn("z", sign * LEG_SPREAD_DEG)
        moves[f"upperleg01.{side}"] = leg
        moves[f"foot.{side}"] = leg.T @ turn("y", sign * TOE_OUT_DEG)  # flat on the floor again
    return moves


def _skin(body: Mannequin, moves: dict[str, np.ndarray]) -> tuple[np.ndarray, dict]:
    """Linear blend skinning."""
    turned: dict[str, np.ndarray] = {}
    placed: dict[str, np.ndarray] = {}
    for name, bone in body.bones.items():
        own = moves.get(name, np.eye(3))
        if bone.parent:
            carrier = turned[bone.parent]
            arm = bone.head - body.bones[bone.parent].head
            turned[name], placed[name] = carrier @ own, placed[bone.parent] + carrier @ arm
        else:
            turned[name], placed[name] = own, bone.head
    rotation = np.stack(list(turned.values()))
    heads = np.stack([bone.head for bone in body.bones.values()])
    shift = np.stack(list(placed.values())) - np.einsum("bij,bj->bi", rotation, heads)
    blended = np.einsum("nb,bij->nij", body.skin_weights, rotation)
    return np.einsum("nij,nj->ni", blended, body.vertices) + body.skin_weights @ shift, placed


def _height_on_shorts(points: np.ndarray, joints: dict[str, np.ndarray]) -> np.ndarray:
    """Distance (metres) inside the shorts from their nearer seam; negative outside."""
    below_waist = WAISTBAND_M - points[:, 1]
    hip, knee = joints["upperleg01.L"], joints["lowerleg01.L"]
    thigh = knee - hip
    length = np.linalg.norm(thigh)
    mirrored = np.column_stack([np.abs(points[:, 0]), points[:, 1:]])
    above_hem = HEM_SHARE * length - (mirrored - hip) @ thigh / length
    return np.minimum(below_waist, above_hem)


def _dress(skin: Surface, on_shorts: np.ndarray) -> Surface:
    """Cloth is not a film: smooth the skin under the shorts and lift it a little."""
    inside = np.clip(on_shorts / 0.012, 0, 1)[:, None]
    cloth = skin.smooth(skin.points, 60)
    lifted = cloth + skin.smooth(skin.normals, 40) * CLOTH_M
    outward = ((lifted - skin.points) * skin.normals).sum(axis=1, keepdims=True)
    lifted = lifted + skin.normals * np.maximum(0.6 * CLOTH_M - outward, 0)
    return Surface(skin.points + inside * (lifted - skin.points), skin.faces)
