"""Stand the body up: hip-wide stance, feet flat, arms off, plain close-fitting shorts on."""

from dataclasses import dataclass

import numpy as np

from artwork.bodies.clothes import dress, inside_shorts
from artwork.bodies.mannequin import Mannequin
from artwork.bodies.rig import Posture, about, take
from artwork.bodies.surface import Surface, triangles_of

LEG_SPREAD_DEG = -3.2
"""Turn of each leg at the hip, outward; negative because the body rests with its legs wide."""
TOE_OUT_DEG = 4.0
"""Turn of each foot, outward, on top of the rest pose."""
TRUNK_TOP_M = 0.30
"""The mesh ends here unless asked otherwise; the pictures end a little lower, at the waist."""
WAISTBAND_M, HEM_SHARE = 0.125, 0.25
"""Shorts: height of the waistband; the hem as a share of the way from hip to knee."""
SUBDIVISIONS = 2


@dataclass(frozen=True)
class StandingBody:
    """The posed, smooth lower body."""

    skin: Surface
    joints: dict[str, np.ndarray]  # heads of the bones
    on_shorts: np.ndarray  # per point, positive on the shorts; zero at their seams (metres)
    limb_share: dict[str, np.ndarray]  # per point: how much it belongs to a bone of the left leg


def stand(body: Mannequin, trunk_top_m: float = TRUNK_TOP_M) -> StandingBody:
    """Pose the mannequin, cut it at the waist, and dress it."""
    points, joints = take(body, stance(body))
    arms = body.weight_of("upperarm", "lowerarm", "wrist", "finger", "metacarpal")
    low = (points[:, 1] < trunk_top_m) & (arms < 0.3)
    skin, used = Surface(points, triangles_of(body.quads)).keep(low)
    limbs = {
        name: body.weight_of(name)[used] for name in ("foot.L", *(f"toe{n}" for n in range(1, 6)))
    }
    for _ in range(SUBDIVISIONS):
        skin, carry = skin.subdivide()
        limbs = {name: carry @ share for name, share in limbs.items()}
    hip, knee = joints["upperleg01.L"], joints["lowerleg01.L"]
    on_shorts = inside_shorts(skin.points, hip, knee, HEM_SHARE, WAISTBAND_M)
    dressed = dress(skin, {"close_shorts": on_shorts}, skin)
    return StandingBody(dressed, joints, on_shorts, limbs)


def stance(body: Mannequin, leg_spread_deg: float = LEG_SPREAD_DEG) -> Posture:
    """Legs hip-wide, feet flat on the floor; toes turned out a little."""
    aims, heads = {}, {name: bone.head for name, bone in body.bones.items()}
    for side, sign in (("L", 1), ("R", -1)):
        leg = about((0, 0, 1), sign * leg_spread_deg)
        for bone, end in (("upperleg01", "lowerleg01"), ("lowerleg01", "foot")):
            aims[f"{bone}.{side}"] = leg @ (heads[f"{end}.{side}"] - heads[f"{bone}.{side}"])
        foot = heads[f"toe1-1.{side}"] - heads[f"foot.{side}"]
        aims[f"foot.{side}"] = about((0, 1, 0), sign * TOE_OUT_DEG) @ foot
    return Posture(aims={name: tuple(aim) for name, aim in aims.items()})
