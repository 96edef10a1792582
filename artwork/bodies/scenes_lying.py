"""Scenes on the mat: face down, face up, on the side, on all fours."""

from dataclasses import replace

import numpy as np

from artwork.bodies.examiner import arm
from artwork.bodies.postures import (
    ON_RIGHT_SIDE,
    SIGN,
    both,
    dead_bug,
    prone,
    prone_legs,
    supine,
)
from artwork.bodies.props import block, chair, cushion, mat, rod
from artwork.bodies.rig import Posture, Vector, about, reach
from artwork.bodies.scene import (
    FRAMES,
    SLR_HIGHEST_DEG,
    SLR_STEP_DEG,
    Scene,
    Setting,
    eased,
    grounded,
    meet,
)
from artwork.bodies.stage import Shot


class LyingScenes(Setting):
    """One method a scene."""

    def prone_propping(self) -> Scene:
        """Lying face down to propped on the elbows."""
        steps = np.linspace(0, 1, FRAMES)
        shots = self._on_mat(*(prone(self.body, eased(t), self.arch, self.leg_drop) for t in steps))
        return Scene(shots, tracks=["crown"])

    def prone_pillow(self) -> Scene:
        """Flat, with a pillow under the belly."""
        thick = 0.075

        def posture(legs: float, arms: float = 0.0) -> Posture:
            base = prone(self.body, 0, legs=legs)
            aims = dict(base.aims) | both(
                upperarm01=(0.86, -0.08 - arms, 0.42), lowerarm01=(-0.42, -0.10 - arms, 1.0)
            )
            return replace(base, aims=aims, low_back=8, upper_back=5, neck=-10)

        legs = meet(self.cast, posture, ["foot.R"], ["trunk"], 0.0, 0.4, -thick)
        arms = meet(self.cast, lambda v: posture(legs, v), ["hand.R"], ["trunk"], 0.0, 0.6, -thick)
        player = grounded(self.cast.play(posture(legs, arms)), "foot.R")
        z = float(player.joints["waist"][2]) - 0.06
        pillow = cushion("cushion", (0, 0.048, z), (0.58, 0.10, 0.36))
        ends = player.surface.points[:, 2]
        under = mat((-0.33, 0, ends.min() - 0.07), (0.33, 0, ends.max() + 0.07))
        return Scene([Shot(player, [*under, pillow])])

    def press_up(self) -> Scene:
        """On the hands, arms nearly straight, hips down."""
        flat = replace(
            prone(self.body, 1, legs=self.leg_drop), low_back=-60, upper_back=-42, neck=6
        )
        player = self.cast.play(flat)
        floor = player.lowest("trunk", "leg.L", "leg.R")
        goals: dict[str, tuple[Vector, Vector]] = {}
        for side, sign in SIGN.items():
            z = float(player.joints[f"shoulder.{side}"][2])
            goals[f"arm.{side}"] = ((sign * 0.21, floor + 0.030, z + 0.015), (sign * 0.4, 0, -1))
        posture = reach(self.body, flat, goals)
        return Scene(self._on_mat(posture))

    def dead_bug_side(self, arm: str, leg: str) -> Scene:
        """Arms and knees up to one arm and the opposite leg lowered."""
        steps = [eased(t) for t in np.linspace(0, 1, FRAMES)]
        shots = self._on_mat(*(dead_bug(self.body, t, arm, leg) for t in steps))
        return Scene(shots, tracks=[f"fingertip.{arm}", f"heel.{leg}"])

    def _hook(self, **legs: tuple[float, float]) -> dict[str, tuple[float, float]]:
        return {"L": (58.0, self.hooked), "R": (58.0, self.hooked)} | legs

    def heel_slides(self) -> Scene:
        """One heel slides out along the floor."""
        shank = meet(
            self.cast,
            lambda v: supine(self.body, self._hook(R=(24.0, v)), "belly", foot=70),
            ["foot.R"],
            ["trunk"],
            -40.0,
            -2.0,
        )
        return Scene(self._on_mat(supine(self.body, self._hook(R=(24.0, shank)), "belly", foot=70)))

    def one_arm(self) -> Scene:
        """Feet on the floor, only one arm is lowered."""
        posture = supine(self.body, self._hook(), "up")
        back = np.radians(74)
        aims = dict(posture.aims)
        for bone, out in (("upperarm01", 0.10), ("lowerarm01", 0.02), ("wrist", 0.0)):
            aims[f"{bone}.R"] = (-out, np.cos(back), -np.sin(back))
        return Scene(self._on_mat(replace(posture, aims=aims)))

    def marching(self) -> Scene:
        """Feet on the floor, one knee is lifted."""
        return Scene(self._on_mat(supine(self.body, self._hook(R=(92.0, 4.0)))))

    def long_levers(self) -> Scene:
        """The dead bug with the knees straight."""
        return Scene(self._on_mat(dead_bug(self.body, 1.0, "R", "L", straight=1.0)))

    def band(self) -> Scene:
        """Both hands pull a band that is fixed behind the head; one leg is lowered."""
        posture = dead_bug(self.body, 1.0, "", "L")
        (shot,) = self._on_mat(posture)
        player = shot.player
        hands = [player.joints[f"knuckle.{side}"] for side in "LR"]
        post = np.array([0.0, 0.05, float(player.joints["crown"][2]) - 0.42])
        strands = [rod("tool", hand, post, 0.008) for hand in hands]
        under = mat((-0.33, 0, post[2] - 0.1), (0.33, 0, player.surface.points[:, 2].max() + 0.07))
        knob = block("wood", (-0.05, 0, post[2] - 0.03), (0.05, 0.09, post[2] + 0.03))
        return Scene([Shot(player, [*under, *strands, knob])])

    def glide_lying(self) -> Scene:
        """On the back, one thigh upright, its knee straightens a little."""
        return Scene(self._on_mat(supine(self.body, self._hook(R=(92.0, 50.0)))))

    def slr(self) -> Scene:
        """Straight-leg raise, from flat upwards."""
        flat = self.lying
        angles = range(0, SLR_HIGHEST_DEG + 1, SLR_STEP_DEG)
        shots = self._on_mat(
            *(
                supine(self.body, {"L": (flat, flat), "R": (a + flat, a + flat)}, "belly", 72)
                for a in angles
            )
        )
        return Scene([self._lifted(shot, a) for shot, a in zip(shots, angles, strict=True)])

    def _lifted(self, shot: Shot, angle_deg: int) -> Shot:
        """The examiner's hand below the heel of the raised leg."""
        if not angle_deg:
            return shot
        player = shot.player
        rise = np.radians(angle_deg + self.lying)
        along = np.array([0.0, np.sin(rise), np.cos(rise)])
        below = np.array([0.0, -np.cos(rise), np.sin(rise)])
        foot = player.surface.points[player.limbs["foot.R"]]
        heel = player.joints["heel.R"]
        near = foot[np.abs((foot - heel) @ along) < 0.02]
        under = heel - 0.03 * along
        under = under + ((near - under) @ below).max() * below
        under[0] = near[:, 0].mean()
        # the elbow is above a heel that is low, and behind one that is high
        lift = np.radians(40 - angle_deg)
        fore = -(np.cos(lift) * along - np.sin(lift) * below)
        upper = fore + np.array([0.0, -1.0, -0.25])
        hand = arm(self.cast, under, tuple(-below), tuple(-along), tuple(fore), tuple(upper))
        return Shot(player, [*shot.props, hand])

    def ease_calves_on_chair(self) -> Scene:
        """On the back, the calves on the seat of a chair."""
        posture = supine(self.body, {"L": (84.0, 2.0), "R": (84.0, 2.0)}, "belly")
        player = grounded(self.cast.play(posture))
        knee, heel = player.joints["knee.R"], player.joints["heel.R"]
        top = player.lowest("shank.L", "shank.R") + 0.012
        under = mat((-0.33, 0, player.surface.points[:, 2].min() - 0.07), (0.33, 0, knee[2] - 0.02))
        seat = chair((-0.24, 0, knee[2] + 0.06), (0.24, top, heel[2] + 0.10), 0.42, behind=False)
        pillow = cushion("cushion", (0, 0.02, player.joints["skull"][2] - 0.06), (0.42, 0.05, 0.30))
        return Scene([Shot(player, [*under, *seat, pillow])])

    def ease_knees_raised(self) -> Scene:
        """On the back, a pillow roll under the knees."""
        shank = meet(
            self.cast,
            lambda v: supine(self.body, {"L": (30.0, v), "R": (30.0, v)}, "belly", foot=60),
            ["foot.R"],
            ["trunk"],
            -50.0,
            -5.0,
        )
        legs = {"L": (30.0, shank), "R": (30.0, shank)}
        (shot,) = self._on_mat(supine(self.body, legs, "belly", foot=60))
        knee = shot.player.joints["knee.R"]
        high = float(knee[1]) - 0.05  # up to the hollow of the knee
        roll = cushion("cushion", (0, high / 2, knee[2] - 0.02), (0.46, high, high), 0.8)
        head = shot.player.joints["skull"]
        pillow = cushion("cushion", (0, 0.02, head[2] - 0.06), (0.42, 0.05, 0.30))
        return Scene([Shot(shot.player, [*shot.props, roll, pillow])])

    def ease_side_pillow(self) -> Scene:
        """Lying on the side, facing the viewer, a pillow between the knees."""
        aims: dict[str, Vector] = {}
        for side, lift in (("L", 0.0), ("R", 0.0)):
            aims[f"upperleg01.{side}"] = (-0.72, lift, 0.70)
            aims[f"lowerleg01.{side}"] = (0.55, lift, 0.83)
            aims[f"foot.{side}"] = (-0.45, 0.0, 0.9)
        aims |= {
            "upperarm01.R": (-0.95, 0.0, 0.1),
            "lowerarm01.R": (-0.35, 0.0, -0.95),
            "wrist.R": (0.2, 0.0, -1.0),
            "wrist.L": (-0.7, -0.15, -0.7),
        }
        posture = Posture(
            turn=ON_RIGHT_SIDE,
            aims=aims,
            palms={"R": (0, 1, 0), "L": (0, -1, 0)},
            low_back=10,
            upper_back=14,
            neck=14,
            lean_left=-6,
        )
        joints = (lying := self.cast.play(posture)).joints
        hand = (joints["chest"][0] - 0.36, lying.lowest() + 0.03, joints["chest"][2] + 0.16)
        posture = reach(self.body, posture, {"arm.L": (hand, (-0.3, 0.2, 1.0))})
        player = grounded(self.cast.play(posture))
        knees = [player.joints[f"knee.{side}"] for side in "LR"]
        ankles = [player.joints[f"ankle.{side}"] for side in "LR"]
        middle = (knees[0] + knees[1] + ankles[0] + ankles[1]) / 4
        gap = cushion("cushion", middle, (0.34, abs(knees[0][1] - knees[1][1]) - 0.045, 0.46), 0.5)
        skull = player.joints["skull"]
        head_low = player.lowest("head")
        pillow = cushion(
            "cushion",
            (skull[0] - 0.02, head_low / 2, skull[2] - 0.08),
            (0.40, head_low + 0.04, 0.38),
        )
        ends = player.surface.points[:, 2]
        near = float(player.surface.points[:, 0].min()) - 0.08
        under = mat((near, 0, ends.min() - 0.1), (0.30, 0, ends.max() + 0.1))
        return Scene([Shot(player, [*under, gap, pillow])], 0, 22)

    def bird_dog(self) -> Scene:
        """On all fours, one arm and the opposite leg stretched out."""
        turn = about((1, 0, 0), 84)
        aims: dict[str, Vector] = {
            "upperleg01.R": (-0.05, -1.0, 0.0),
            "lowerleg01.R": (0.0, -0.06, -1.0),
            "foot.R": (0.0, -0.42, -1.0),
            "upperleg01.L": (0.04, -0.06, -1.0),
            "lowerleg01.L": (0.03, -0.03, -1.0),
            "foot.L": (0.02, -0.75, -0.7),
            "upperarm01.R": (-0.10, 0.10, 1.0),
            "lowerarm01.R": (0.0, 0.06, 1.0),
            "wrist.R": (0.0, 0.0, 1.0),
            "wrist.L": (0.0, -0.04, 1.0),
        }
        base = Posture(
            turn=turn, aims=aims, palms={"L": (0, -1, 0), "R": (1, 0, 0)}, low_back=4, neck=-14
        )
        player = self.cast.play(base)
        floor, shoulder = player.lowest("shank.R"), player.joints["shoulder.L"]
        goal: tuple[Vector, Vector] = (
            (shoulder[0] + 0.01, floor + 0.03, shoulder[2] + 0.01),
            (0.4, 0, -1),
        )
        posture = reach(self.body, base, {"arm.L": goal})
        return Scene(self._on_mat(posture), 0, 10)

    def side_plank(self) -> Scene:
        """On one elbow, the body a straight line."""

        def posture(tilt: float) -> Posture:
            turn = about((1, 0, 0), tilt) @ ON_RIGHT_SIDE
            rise = np.radians(tilt)
            along = (-np.sin(rise), np.cos(rise))
            aims: dict[str, Vector] = {
                "upperleg01.L": (0.02, along[0] - 0.05, along[1]),
                "upperleg01.R": (0.0, along[0] + 0.03, along[1]),
                "lowerleg01.L": (0.02, along[0] - 0.05, along[1]),
                "lowerleg01.R": (0.0, along[0] + 0.03, along[1]),
                "foot.L": (-0.9, along[0], 0.35),
                "foot.R": (-0.9, along[0] + 0.05, 0.35),
                "upperarm01.R": (-0.10, -1.0, 0.05),
                "lowerarm01.R": (-1.0, -0.12, -0.12),
                "wrist.R": (-1.0, -0.04, -0.1),
                "upperarm01.L": (0.05, along[0] + 0.32, along[1]),
                "lowerarm01.L": (-0.12, along[0] - 0.05, along[1]),
                "wrist.L": (-0.1, along[0], along[1]),
            }
            return Posture(turn=turn, aims=aims, palms={"R": (0, -1, 0), "L": (0, -1, 0)}, neck=2)

        tilt = meet(self.cast, posture, ["forearm.R"], ["foot.R"], 4.0, 40.0)
        return Scene(self._on_mat(posture(tilt), near=0.62), 0, 12)

    def femoral_stretch(self) -> Scene:
        """Face down, the knee is bent."""

        def posture(t: float) -> Posture:
            base = prone(self.body, 0, legs=self.leg_drop)
            bend = np.radians(112 * t)
            shank = (-0.03, np.sin(bend), -np.cos(bend))
            sole = bend + np.radians(48)
            foot = (-0.03, np.sin(sole), -np.cos(sole))
            aims = dict(base.aims) | prone_legs(self.leg_drop)
            aims |= {"lowerleg01.R": shank, "foot.R": foot} if t else {}
            return replace(base, aims=aims)

        shots = self._on_mat(*(posture(t) for t in (1.0, *np.linspace(0, 1, 7))))
        return Scene(shots[:1], tracks=["heel.R"], way=[shot.player for shot in shots[1:]])
