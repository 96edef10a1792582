"""Scenes that stand or sit."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from artwork.bodies.cast import Player
from artwork.bodies.postures import (
    SIGN,
    both,
    palms,
    seated,
    slider,
    swing,
)
from artwork.bodies.props import Prop, bench, block, chair, hammer, saddle_prop
from artwork.bodies.rig import Posture, Vector, reach
from artwork.bodies.scene import FRAMES, Scene, Setting, eased, grounded
from artwork.bodies.stage import Shot


class UprightScenes(Setting):
    """One method a scene."""

    def _standing(
        self,
        legs: dict[str, Vector] | None = None,
        goals: dict[str, tuple[Vector, Vector]] | None = None,
        facing: dict[str, Vector] | None = None,
        hands: dict[str, Vector] | None = None,
        **more: object,
    ) -> Posture:
        aims = both(
            upperarm01=(0.22, -1, 0.0),
            lowerarm01=(0.06, -1, 0.16),
            wrist=(0.0, -1, 0.12),
            upperleg01=(0.035, -1, 0.0),
            lowerleg01=(0.03, -1, -0.03),
            foot=(0.03, -0.30, 1),
        )
        aims |= (legs or {}) | (hands or {})
        posture = Posture(aims=aims, palms=facing or palms(-1, 0, 0), **more)  # type: ignore[arg-type]
        return reach(self.body, posture, goals or {})

    def bench_lean(self) -> Scene:
        """Hands on a bench in front, the hips sink forward, the back bends back a little."""
        goals: dict[str, tuple[Vector, Vector]] = {
            f"arm.{side}": ((sign * 0.20, 0.085, 0.30), (sign * 0.3, 0.1, -1))
            for side, sign in SIGN.items()
        }
        posture = self._standing(
            legs=both(
                upperleg01=(0.035, -1, -0.16), lowerleg01=(0.03, -1, -0.20), foot=(0.03, -0.30, 1)
            ),
            goals=goals,
            facing=palms(0, -1, 0),
            hands=both(wrist=(0, -0.05, 1)),
            low_back=-18,
            upper_back=-12,
            neck=28,  # the head stays in line with the gaze ahead
        )
        player = grounded(self.cast.play(posture))
        top = player.lowest("hand.L", "hand.R") + 0.004
        z = float(player.joints["wrist.R"][2]) - 0.03
        return Scene([Shot(player, bench((-0.34, 0, z), (0.34, top, z + 0.38)))], 22, 8)

    def standing_extension(self) -> Scene:
        """Hands on the low back, leaning back."""
        posture = self._standing(
            legs=both(
                upperleg01=(0.045, -1, -0.10), lowerleg01=(0.03, -1, -0.09), foot=(0.03, -0.30, 1)
            ),
            low_back=-24,
            upper_back=-16,
            neck=30,
        )
        joints = self.cast.play(posture).joints
        waist = joints["waist"]
        goals: dict[str, tuple[Vector, Vector]] = {
            f"arm.{side}": (
                (sign * 0.155, waist[1] - 0.05, waist[2] - 0.085),
                (sign * 0.9, 0.0, -1),
            )
            for side, sign in SIGN.items()
        }
        aims = dict(posture.aims) | both(wrist=(-0.75, -0.6, -0.12))
        posture = reach(self.body, replace(posture, aims=aims, palms=palms(0, 0, 1)), goals)
        return Scene([Shot(grounded(self.cast.play(posture)))], 25, 8)

    def _beside_chair(self, player: Player, ahead: float = 0.36) -> list[Prop]:
        """A chair in front, its back towards the player, under the hands."""
        top = player.lowest("hand.L", "hand.R") + 0.004
        z = float(player.joints["wrist.R"][2]) + 0.035
        seat = 0.45
        return chair((-0.22, 0, z), (0.22, seat, z + ahead), top - seat, behind=True)

    _HOLD = both(wrist=(0, -0.25, 1))

    def _holding(self, legs: dict[str, Vector], **more: object) -> Player:
        goals: dict[str, tuple[Vector, Vector]] = {
            f"arm.{side}": ((sign * 0.17, 0.15, 0.26), (sign * 0.5, 0, -1))
            for side, sign in SIGN.items()
        }
        posture = self._standing(
            legs=legs, goals=goals, facing=palms(0, -1, 0), hands=self._HOLD, **more
        )
        return self.cast.play(posture)

    def tiptoe(self) -> Scene:
        """Standing on tiptoe on one foot, the hands on the back of a chair: with both feet on the
        floor a strong leg would hide a weak one."""

        def at(t: float) -> Player:
            legs: dict[str, Vector] = {
                "upperleg01.R": (0.05, -1.0, 0.0),  # the foot comes under the body
                "lowerleg01.R": (0.04, -1.0, -0.03),
                "foot.R": (-0.03, swing(-0.30, -1.15, t), swing(1, 0.62, t)),
                "upperleg01.L": (0.03, -1.0, 0.10),
                "lowerleg01.L": (0.02, -0.35, -1.0),
                "foot.L": (0.02, -0.95, -0.50),
            }
            return grounded(self._holding(legs, toes_up={"toes.R": 44.0 * t}), "foot.R")

        end = at(1.0)
        return Scene(
            [Shot(end, self._beside_chair(end))],
            22,
            8,
            tracks=["heel.R"],
            way=[at(t) for t in (0, 0.5, 1)],
            moved="foot.R",
        )

    def _leg_moves(
        self, leg: Callable[[float], dict[str, Vector]], track: str, turned: float = 22
    ) -> Scene:
        def at(t: float) -> Player:
            return grounded(self._holding(leg(t)), "foot.L")

        end = at(1.0)
        steps = np.linspace(0, 1, 7)
        return Scene(
            [Shot(end, self._beside_chair(end))],
            turned,
            8,
            tracks=[track],
            way=[at(t) for t in steps],
        )

    def hip_back(self) -> Scene:
        """Pushing the straight leg back."""

        def leg(t: float) -> dict[str, Vector]:
            back = np.radians(30 * t)
            way = (-0.03, -np.cos(back), -np.sin(back))
            sole = np.radians(-20 - 30 * t - 12 * t)
            return {
                "upperleg01.R": way,
                "lowerleg01.R": (-0.03, -np.cos(back + 0.06), -np.sin(back + 0.06)),
                "foot.R": (-0.02, np.sin(sole), np.cos(sole)),
            }

        return self._leg_moves(leg, "heel.R")

    def knee_bend(self) -> Scene:
        """Bending the knee backwards, the thighs side by side."""

        def leg(t: float) -> dict[str, Vector]:
            bend = np.radians(88 * t)
            sole = np.radians(-17 - 88 * t - 8 * t)
            return {
                "lowerleg01.R": (-0.03, -np.cos(bend), -np.sin(bend)),
                "foot.R": (-0.02, np.sin(sole), np.cos(sole)),
            }

        return self._leg_moves(leg, "heel.R")

    def hip_out(self) -> Scene:
        """Moving the leg out to the side, seen from the front; a hand on a chair."""

        def at(t: float) -> Player:
            out = np.radians(swing(3, 34, t))
            legs: dict[str, Vector] = {
                "upperleg01.R": (-np.sin(out), -np.cos(out), 0.0),
                "lowerleg01.R": (-np.sin(out), -np.cos(out), -0.02),
                "foot.R": (-0.25 * t, -0.30, 1.0),
                "upperleg01.L": (0.02, -1.0, 0.0),
                "lowerleg01.L": (0.01, -1.0, -0.03),
            }
            goals: dict[str, tuple[Vector, Vector]] = {"arm.L": ((0.40, 0.10, 0.06), (0.6, 0, -1))}
            posture = self._standing(
                legs=legs,
                goals=goals,
                facing={"L": (0, -1, 0), "R": (1, 0, 0)},
                hands={"wrist.L": (0.15, -0.2, 1.0)},
                lean_left=4 * t,
            )
            return grounded(self.cast.play(posture), "foot.L")

        end = at(1.0)
        top = end.lowest("hand.L") + 0.004
        hand = end.joints["wrist.L"]
        seat = chair(
            (hand[0] - 0.2, 0, hand[2] + 0.03), (hand[0] + 0.2, 0.45, hand[2] + 0.4), top - 0.45
        )
        return Scene(
            [Shot(end, seat)],
            90,
            6,
            tracks=["heel.R"],
            way=[at(t) for t in np.linspace(0, 1, 7)],
        )

    def glide_standing(self) -> Scene:
        """Standing, the heel on a low stool: knee straight with the head up."""

        def at(t: float) -> Player:
            thigh, shank = np.radians(swing(46, 33, t)), np.radians(swing(8, 30, t))
            legs: dict[str, Vector] = {
                "upperleg01.R": (-0.04, -np.cos(thigh), np.sin(thigh)),
                "lowerleg01.R": (-0.03, -np.cos(shank), np.sin(shank)),
                "foot.R": (-0.03, swing(-0.3, 0.75, t), 1.0),
            }
            posture = self._standing(
                legs=legs, neck=swing(42, -26, t), upper_back=swing(10, 0, t), low_back=2
            )
            return grounded(self.cast.play(posture), "foot.L")

        end = at(1.0)
        low = end.lowest("foot.R")
        heel = end.joints["heel.R"]
        step = block(
            "wood", (heel[0] - 0.2, 0, heel[2] - 0.06), (heel[0] + 0.2, low, heel[2] + 0.26)
        )
        return Scene([Shot(end, [step])], 20, 8)

    def _on_stool(
        self, *postures: Posture, foot: str = "foot.L", height: float = 0.0
    ) -> list[Shot]:
        """Seated on a stool; `height` lifts the seat so that the feet hang."""
        players = [grounded(self.cast.play(posture), foot, at=height) for posture in postures]
        first = players[0]
        points = first.surface.points[first.limbs["trunk"]]
        top = float(points[:, 1].min()) + 0.012
        back = float(points[:, 2].min()) - 0.03
        seat = bench((-0.23, 0, back), (0.23, top, back + 0.42))
        level = [
            player.moved(np.array([0, top - 0.012 - player.lowest("trunk"), 0]))
            for player in players
        ]
        return [Shot(player, seat) for player in level]

    def nerve_glide(self) -> Scene:
        """The slider: knee bent with chin tucked to knee straight with head up."""
        steps = [eased(t) for t in np.linspace(0, 1, FRAMES)]
        shots = self._on_stool(*(slider(self.body, t) for t in steps))
        return Scene(shots, 18, 8, tracks=["toe.R", "nose"])

    def glide(self, posture: Callable[[float], Posture]) -> Scene:
        """The end of a variant of the glide."""
        foot = "foot.R" if posture(1.0).aims["lowerleg01.L"][2] > 0.5 else "foot.L"
        (shot,) = self._on_stool(posture(1.0), foot=foot)
        return Scene([shot], 18, 8)

    def _moved_leg(self, posture: Callable[[float], Posture], track: str, **more: object) -> Scene:
        shots = self._on_stool(*(posture(t) for t in (1.0, *np.linspace(0, 1, 7))))
        return Scene(
            shots[:1],
            tracks=[track],
            way=[shot.player for shot in shots[1:]],
            **{"turned": 18, "raised": 8, **more},  # type: ignore[arg-type]
        )

    def knee_straight(self) -> Scene:
        """Straightening the knee while sitting."""
        return self._moved_leg(
            lambda t: seated(self.body, {"R": 82 * t}, hands="seat", low_back=6), "toe.R"
        )

    def hip_up(self) -> Scene:
        """Lifting the thigh while sitting."""

        def posture(t: float) -> Posture:
            base = seated(self.body, hands="seat", low_back=6)
            up = (-0.08, swing(-0.02, 0.42, t), 1.0)
            return replace(base, aims=dict(base.aims) | {"upperleg01.R": up})

        return self._moved_leg(posture, "knee.R")

    def foot_up(self) -> Scene:
        """Lifting the front of the foot, the heel on the floor."""
        return self._moved_leg(
            lambda t: seated(self.body, {"R": 6}, {"R": 30 * t - 2}, hands="seat"),
            "toe.R",
            scale=300.0,
            crop=("shank.R", "shank.L"),
            moved="foot.R",
        )

    def big_toe_up(self) -> Scene:
        """Lifting the big toe alone."""

        def posture(t: float) -> Posture:
            base = seated(self.body, hands="seat")
            return replace(base, toes_up={"toe1.R": 48 * t, "toe2.R": 6 * t})

        return self._moved_leg(
            posture,
            "toe.R",
            scale=520.0,
            crop=("foot.R",),
            turned=52.0,
            raised=24.0,
            moved="foot.R",
        )

    def slump(self) -> Scene:
        """The slump test: slumped, chin down, knee straight, foot up, hands behind."""
        posture = seated(
            self.body, {"R": 78}, {"R": 24}, hands="seat", low_back=30, upper_back=46, neck=52
        )
        return Scene(self._on_stool(posture, height=0.14), 18, 8)

    def reflexes(self) -> Scene:
        """Seated with the legs hanging; two reflex hammers show where to tap."""
        (shot,) = self._on_stool(
            seated(self.body, {"R": 6, "L": 6}, hands="seat", low_back=6), height=0.16
        )
        player = shot.player
        knee, ankle = (player.joints[f"{name}.R"] for name in ("knee", "ankle"))
        tap_knee = _skin_towards(player, "shank.R", knee + np.array([0, -0.045, 0]), (0, 0.15, 1))
        tap_heel = _skin_towards(player, "shank.R", ankle + np.array([0, 0.055, 0]), (0, 0.0, -1))
        hammers = [*hammer(tap_knee, (0, 0.1, 1)), *hammer(tap_heel, (0, 0.05, -1))]
        player = replace(
            player, joints=player.joints | {"tap_knee": tap_knee, "tap_ankle": tap_heel}
        )
        return Scene([Shot(player, [*shot.props, *hammers])], 10, 6, scale=190.0)

    def saddle(self) -> Scene:
        """Seated on a bicycle saddle, seen from behind; what it touches is marked."""
        posture = seated(self.body, low_back=14, upper_back=6)
        aims = dict(posture.aims)
        for side, sign in SIGN.items():
            aims[f"upperleg01.{side}"] = (sign * 0.34, -0.75, 1.0)
            aims[f"lowerleg01.{side}"] = (sign * 0.02, -1.0, -0.15)
        goals: dict[str, tuple[Vector, Vector]] = {
            f"arm.{side}": ((sign * 0.16, 0.24, 0.44), (sign * 0.5, -1.0, -0.2))
            for side, sign in SIGN.items()
        }
        player = self.cast.play(reach(self.body, replace(posture, aims=aims), goals))
        player = grounded(player, "trunk", at=0.6)
        z = float(player.joints["hip.R"][2])
        parts = saddle_prop(0.53, z - 0.06)
        return Scene(
            [Shot(player, parts, "saddle")],
            -90,
            -16,
            scale=230.0,
            crop=("trunk", "seat", "arm.L", "arm.R"),
        )


def _skin_towards(player: Player, limb: str, start: np.ndarray, direction: Vector) -> np.ndarray:
    """The point of the limb's skin that lies from `start` towards `direction`."""
    points = player.surface.points[player.limbs[limb]]
    way = np.asarray(direction, float) / np.linalg.norm(direction)
    offset = points - start
    along = offset @ way
    aside = np.linalg.norm(offset - along[:, None] * way, axis=1)
    near = points[(along > 0) & (aside < 0.012)]
    return near[((near - start) @ way).argmax()]
