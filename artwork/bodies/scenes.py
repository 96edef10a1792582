"""Every posed picture: who does what, on what, seen from where.

Contact is solved, not guessed: `meet` bends a posture until two parts of the body lie at one
height. Heights are in metres above the floor.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from artwork.bodies.cast import Cast, Player
from artwork.bodies.postures import (
    ON_RIGHT_SIDE,
    SIGN,
    both,
    dead_bug,
    palms,
    prone,
    prone_legs,
    seated,
    slider,
    supine,
    swing,
    tensioner,
)
from artwork.bodies.props import Prop, bench, block, chair, cushion, mat, rod
from artwork.bodies.rig import Posture, Vector, about, reach
from artwork.bodies.stage import Shot

SCALE = 170.0
"""Points a metre of every whole figure."""
FRAMES = 7
"""Of one movement."""
SLR_STEP_DEG, SLR_HIGHEST_DEG = 5, 90
_FLAT = (-1.5, -1.5)


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


class Scenes:
    """All scenes of one cast; making one is cheap, drawing it is not."""

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

    def all(self) -> dict[str, Callable[[], Scene]]:
        """By id, in the order of the contact sheet."""
        return {
            "prone_propping": self.prone_propping,
            "prone_pillow": self.prone_pillow,
            "bench_lean": self.bench_lean,
            "press_up": self.press_up,
            "standing_extension": self.standing_extension,
            "nerve_glide": self.nerve_glide,
            "glide_small": partial(self.glide, lambda t: slider(self.body, 0.5 * t)),
            "glide_other_leg": partial(self.glide, lambda t: slider(self.body, t, "L")),
            "glide_lying": self.glide_lying,
            "glide_foot_up": partial(self.glide, lambda t: slider(self.body, t, foot_up=26)),
            "glide_standing": self.glide_standing,
            "glide_tensioner": partial(
                self.glide, lambda t: tensioner(self.body) if t else slider(self.body, 0)
            ),
            "dead_bug": partial(self.dead_bug_side, "R", "L"),
            "dead_bug_other_side": partial(self.dead_bug_side, "L", "R"),
            "heel_slides": self.heel_slides,
            "one_arm": self.one_arm,
            "marching": self.marching,
            "long_levers": self.long_levers,
            "band": self.band,
            "bird_dog": self.bird_dog,
            "side_plank": self.side_plank,
            "ease_calves_on_chair": self.ease_calves_on_chair,
            "ease_side_pillow": self.ease_side_pillow,
            "ease_knees_raised": self.ease_knees_raised,
            "knee_straight": self.knee_straight,
            "foot_up": self.foot_up,
            "big_toe_up": self.big_toe_up,
            "hip_out": self.hip_out,
            "tiptoe": self.tiptoe,
            "hip_back": self.hip_back,
            "hip_up": self.hip_up,
            "knee_bend": self.knee_bend,
            "slr": self.slr,
            "slump": self.slump,
            "femoral_stretch": self.femoral_stretch,
            "reflexes": self.reflexes,
            "saddle": self.saddle,
        }

    # ---- face down ----------------------------------------------------------------------------

    def _on_mat(self, *postures: Posture, margin: float = 0.07) -> list[Shot]:
        players = [grounded(self.cast.play(posture)) for posture in postures]
        ends = np.concatenate([player.surface.points[:, 2] for player in players])
        under = mat((-0.33, 0, ends.min() - margin), (0.33, 0, ends.max() + margin))
        return [Shot(player, under) for player in players]

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
            prone(self.body, 1, legs=self.leg_drop), low_back=-46, upper_back=-34, neck=-14
        )
        player = self.cast.play(flat)
        floor = player.lowest("trunk")
        goals: dict[str, tuple[Vector, Vector]] = {}
        for side, sign in SIGN.items():
            z = float(player.joints[f"shoulder.{side}"][2])
            goals[f"arm.{side}"] = ((sign * 0.21, floor + 0.028, z + 0.015), (sign * 0.4, 0, -1))
        posture = reach(self.body, flat, goals)
        return Scene(self._on_mat(posture))

    # ---- standing -----------------------------------------------------------------------------

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
            neck=6,
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
            neck=2,
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
        """Standing on tiptoe, the hands on the back of a chair."""

        def at(t: float) -> Player:
            legs = both(foot=(0.03, swing(-0.30, -1.15, t), swing(1, 0.62, t)))
            toes = {"toes.L": 44.0 * t, "toes.R": 44.0 * t}
            return grounded(self._holding(legs, toes_up=toes), "foot.L", "foot.R")

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

    # ---- seated -------------------------------------------------------------------------------

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

    # ---- face up ------------------------------------------------------------------------------

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
        return Scene(shots)

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
        roll = cushion(
            "cushion", (0, knee[1] / 2 - 0.02, knee[2] - 0.01), (0.55, knee[1] - 0.03, 0.30)
        )
        head = shot.player.joints["skull"]
        pillow = cushion("cushion", (0, 0.02, head[2] - 0.06), (0.42, 0.05, 0.30))
        return Scene([Shot(shot.player, [*shot.props, roll, pillow])])

    # ---- on the side, on all fours ---------------------------------------------------------------

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
            "upperarm01.L": (-0.75, -0.45, 0.45),
            "lowerarm01.L": (-0.75, -0.62, 0.05),
            "wrist.L": (-0.8, -0.3, -0.3),
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
        under = mat((-0.66, 0, ends.min() - 0.1), (0.30, 0, ends.max() + 0.1))
        return Scene([Shot(player, [*under, gap, pillow])], 0, 34)

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
        return Scene(self._on_mat(posture(tilt)), 0, 12)

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


def eased(t: float) -> float:
    """A movement that starts and ends slowly."""
    return float(0.5 - 0.5 * np.cos(np.pi * t))


def _skin_towards(player: Player, limb: str, start: np.ndarray, direction: Vector) -> np.ndarray:
    """The point of the limb's skin that lies from `start` towards `direction`."""
    points = player.surface.points[player.limbs[limb]]
    way = np.asarray(direction, float) / np.linalg.norm(direction)
    offset = points - start
    along = offset @ way
    aside = np.linalg.norm(offset - along[:, None] * way, axis=1)
    near = points[(along > 0) & (aside < 0.012)]
    return near[((near - start) @ way).argmax()]


def hammer(tip: np.ndarray, out: Vector) -> Iterator[Prop]:
    """A reflex hammer whose head points at `tip`, coming from `out`."""
    way = np.asarray(out, float) / np.linalg.norm(out)
    head = tip + 0.045 * way
    yield rod("rubber", tip + 0.022 * way, tip + 0.070 * way, 0.013)
    yield rod("tool", head, head + np.array([0.0, 0.20, 0.0]) + 0.06 * way, 0.005)


def saddle_prop(top: float, back: float) -> list[Prop]:
    """A bicycle saddle on its post: broad behind, narrow in front."""
    rear = cushion("tool", (0, top - 0.03, back + 0.02), (0.17, 0.06, 0.13), 0.7)
    nose = cushion("tool", (0, top - 0.028, back + 0.14), (0.055, 0.045, 0.20), 0.7)
    post = rod(
        "rubber",
        np.array([0, top - 0.05, back + 0.06]),
        np.array([0, top - 0.30, back + 0.09]),
        0.014,
    )
    return [rear, nose, post]
