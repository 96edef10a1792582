"""The arm of whoever examines: a second person of whom no more is seen."""

import numpy as np

from artwork.bodies.cast import Cast
from artwork.bodies.props import EXAMINER, Prop
from artwork.bodies.rig import Posture, Vector

HAND = "L"
"""Its thumb is on the viewer's side where it comes from the feet of somebody who lies face up."""


def arm(
    cast: Cast, place: np.ndarray, palm: Vector, fingers: Vector, fore: Vector, upper: Vector
) -> Prop:
    """The arm whose palm lies at `place` and faces `palm`; `fingers`, `fore` and `upper` say where
    hand, forearm and upper arm point, each away from the shoulder. Metres."""
    posture = Posture(
        aims={
            f"upperarm01.{HAND}": upper,
            f"lowerarm01.{HAND}": fore,
            f"wrist.{HAND}": fingers,
        },
        palms={HAND: palm},
        curl=9,
    )
    player = cast.play(posture).only(f"arm.{HAND}")
    points = player.surface.points
    hand = points[player.limbs[f"hand.{HAND}"]]
    joints = player.joints
    middle = 0.45 * joints[f"wrist.{HAND}"] + 0.55 * joints[f"knuckle.{HAND}"]
    out = np.asarray(palm, float) / np.linalg.norm(palm)
    near = hand[np.linalg.norm(hand - middle, axis=1) < 0.035]
    skin = middle + ((near - middle) @ out).max() * out
    return Prop(EXAMINER, player.moved(place - skin).surface)
