"""What a scene is, and how contact is solved, not guessed. Heights: metres above the floor."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from artwork.bodies.cast import Cast, Player
from artwork.bodies.postures import prone, supine
from artwork.bodies.props import mat
from artwork.bodies.rig import Posture
from artwork.bodies.stage import Shot

SCALE = 170.0
"""Points a metre of every whole figure."""
FRAMES = 7
"""Of one movement."""
SLR_STEP_DEG, SLR_HIGHEST_DEG = 5, 90


@dataclass(frozen=True)
class Scene:
    """What to draw. Several shots are a movement: they share the camera and the backdrop."""

    shots: Sequence[Shot]
    turned: float = 0.0  # degrees towards the body's front, see `stage.camera_for`
    raised: float = 14.0
    scale: float = SCALE
    crop: Sequence[str] = ()  # only these limbs and what is near
    tracks: Sequence[str] = ()  # joints whose way through the movement is kept for an arrow
    way: Sequence[Player] = ()  # the movement that leads to a single shot
    moved: str = "leg.R"  # the limb whose start is shown as a dashed line


def meet(
    cast: Cast,
    posture: Callable[[float], Posture],
    one: Sequence[str],
    other: Sequence[str],
    low: float,
    high: float,
    above_m: float = 0.0,
) -> float:
    """The value between `low` and `high` at which the limbs `one` lie as low as the `other`.

    `above_m`: or so much higher.
    """

    def gap(value: float) -> float:
        player = cast.play(posture(value))
        return player.lowest(*one) - player.lowest(*other) - above_m

    at_low = gap(low)
    for _ in range(9):
        middle = (low + high) / 2
        now = gap(middle)
        if (now > 0) == (at_low > 0):
            low, at_low = middle, now
        else:
            high = middle
    return (low + high) / 2


def grounded(player: Player, *limbs: str, at: float = 0.0) -> Player:
    """The player, moved up or down so that these limbs stand at a height."""
    return player.moved(np.array([0.0, at - player.lowest(*limbs), 0.0]))


def eased(t: float) -> float:
    """A movement that starts and ends slowly."""
    return float(0.5 - 0.5 * np.cos(np.pi * t))


class Setting:
    """The cast, and the contacts that many scenes share."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.body = cast, cast.body
        self.leg_drop = meet(
            cast, lambda v: prone(self.body, 0, legs=v), ["foot.R"], ["trunk"], -0.1, 0.3
        )
        self.arch = meet(
            cast,
            lambda v: prone(self.body, 1, v, self.leg_drop),
            ["elbow.R"],
            ["trunk"],
            0.3,
            1.6,
        )
        self.lying = meet(
            cast,
            lambda v: supine(self.body, {"L": (v, v), "R": (v, v)}),
            ["foot.R"],
            ["trunk"],
            -8.0,
            6.0,
        )
        self.hooked = meet(
            cast,
            lambda v: supine(self.body, {"L": (58.0, v), "R": (58.0, v)}),
            ["foot.R"],
            ["trunk"],
            -80.0,
            -30.0,
        )

    def _on_mat(self, *postures: Posture, margin: float = 0.07, near: float = 0.33) -> list[Shot]:
        """On a mat that reaches `near` metres towards the viewer."""
        players = [grounded(self.cast.play(posture)) for posture in postures]
        ends = np.concatenate([player.surface.points[:, 2] for player in players])
        under = mat((-near, 0, ends.min() - margin), (0.33, 0, ends.max() + margin))
        return [Shot(player, under) for player in players]
