"""Every posed picture by its id: who does what, on what, seen from where."""

from collections.abc import Callable
from functools import partial

from artwork.bodies.postures import slider, tensioner
from artwork.bodies.scene import Scene
from artwork.bodies.scenes_lying import LyingScenes
from artwork.bodies.scenes_upright import UprightScenes


class Scenes(LyingScenes, UprightScenes):
    """All scenes of one cast; making one is cheap, drawing it is not."""

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
