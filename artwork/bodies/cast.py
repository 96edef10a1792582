"""The one person of all pictures: takes a posture, wears the clothes, knows its own landmarks."""

from dataclasses import dataclass, replace

import numpy as np

from artwork.bodies.clothes import dress, garments, on_saddle
from artwork.bodies.mannequin import Mannequin
from artwork.bodies.rig import Posture, take
from artwork.bodies.surface import Surface, triangles_of

JOINTS = {  # name in the artwork -> bone of the rig whose head it is
    "pelvis": "root",
    "waist": "spine03",
    "chest": "spine01",
    "neck": "neck01",
    "skull": "head",
    **{
        f"{name}.{side}": f"{bone}.{side}"
        for side in "LR"
        for name, bone in {
            "shoulder": "upperarm01",
            "elbow": "lowerarm01",
            "wrist": "wrist",
            "knuckle": "finger3-1",
            "hip": "upperleg01",
            "knee": "lowerleg01",
            "ankle": "foot",
            "ball": "toe2-1",
        }.items()
    },
}
LIMBS = {
    "arm": ("upperarm", "lowerarm", "wrist", "finger", "metacarpal"),
    "forearm": ("lowerarm", "wrist", "finger", "metacarpal"),
    "hand": ("wrist", "finger", "metacarpal"),
    "leg": ("upperleg", "lowerleg", "foot", "toe"),
    "shank": ("lowerleg", "foot", "toe"),
    "foot": ("foot", "toe"),
}


@dataclass(frozen=True)
class Player:
    """The person in one posture. Every array has one row a point of the skin."""

    surface: Surface
    joints: dict[str, np.ndarray]
    worn: dict[str, np.ndarray]  # fields of the garments, metres from the seam
    limbs: dict[str, np.ndarray]  # which points belong to "arm.L", "foot.R", "trunk", "head"
    marked: dict[str, np.ndarray]  # fields of areas that a picture may point out

    def moved(self, by: np.ndarray) -> "Player":
        """The same, elsewhere."""
        surface = Surface(self.surface.points + by, self.surface.faces)
        return replace(self, surface=surface, joints={k: v + by for k, v in self.joints.items()})

    def only(self, limb: str) -> "Player":
        """This limb alone."""
        faces = self.surface.faces
        cut = Surface(self.surface.points, faces[self.limbs[limb][faces].any(axis=1)])
        cut.__dict__["normals"] = self.surface.normals  # as if whole: no edge shows in the shade
        return replace(self, surface=cut)

    def lowest(self, *limbs: str) -> float:
        """Height of the lowest point of these limbs (of all of them: none named)."""
        height = self.surface.points[:, 1]
        if not limbs:
            return float(height.min())
        return float(min(height[self.limbs[limb]].min() for limb in limbs))


class Cast:
    """Makes players; what no posture changes is computed once."""

    def __init__(self, body: Mannequin) -> None:
        self.body = body
        coarse = Surface(body.vertices, triangles_of(body.quads))
        self._template, self._carry = coarse.subdivide()
        at_rest = self._template.points
        share = {
            f"{limb}.{side}": self._carry
            @ body.weight_of(*(name for name in body.bones if _is(name, bones, side)))
            for limb, bones in LIMBS.items()
            for side in "LR"
        }
        face = ("head", "jaw", "special", "levator", "oculi", "oris", "orbic", "risor", "tempor")
        face += ("tongue", "eye", "neck02", "neck03")
        head = self._carry @ body.weight_of(*face)
        self._worn = garments(body, at_rest, share["arm.L"] + share["arm.R"], head)
        self._limbs = {name: values > 0.6 for name, values in share.items()}
        limbs = sum(share[f"{limb}.{side}"] for limb in ("arm", "leg") for side in "LR")
        self._limbs["head"] = head > 0.6
        for side in "LR":
            elbow = body.bones[f"lowerarm01.{side}"].head
            self._limbs[f"elbow.{side}"] = np.linalg.norm(at_rest - elbow, axis=1) < 0.05
        self._limbs["nobody"] = np.zeros(len(at_rest), bool)
        self._limbs["trunk"] = (limbs + head) < 0.4
        self._marked = {
            "saddle": np.where(
                self._limbs["hand.L"] | self._limbs["hand.R"], -1.0, on_saddle(at_rest)
            )
        }
        near_seat = np.abs(at_rest[:, 1] + 0.03) < 0.17
        self._limbs["seat"] = near_seat & ~(share["arm.L"] + share["arm.R"] > 0.3)
        self._marks = self._find_marks(at_rest)

    def play(self, posture: Posture) -> Player:
        """The dressed person in a posture, as the rig has it: the pelvis stays in its place."""
        points, bones = take(self.body, posture)
        skin = Surface(self._carry @ points, self._template.faces)
        surface = dress(skin, self._worn, self._template)
        joints = {name: bones[bone] for name, bone in JOINTS.items()}
        joints |= {name: surface.points[index] for name, index in self._marks.items()}
        return Player(surface, joints, self._worn, self._limbs, self._marked)

    def _find_marks(self, points: np.ndarray) -> dict[str, int]:
        """Landmarks on the skin: points that stand out most in the body at rest."""

        def farthest(limb: str, direction: tuple[float, float, float]) -> int:
            own = np.flatnonzero(self._limbs[limb])
            return int(own[(points[own] @ np.array(direction)).argmax()])

        marks = {
            "crown": farthest("head", (0, 1, 0)),
            "nose": farthest("head", (0, 0, 1)),
            "chin": farthest("head", (0, -1, 0.9)),
        }
        bones = self.body.bones
        for side, sign in (("L", 1), ("R", -1)):
            shoulder, elbow, wrist = (
                bones[f"{name}.{side}"].head for name in ("upperarm01", "lowerarm01", "wrist")
            )
            upper, fore = elbow - shoulder, wrist - elbow
            back = upper / np.linalg.norm(upper) - fore / np.linalg.norm(fore)
            near = np.flatnonzero(np.linalg.norm(points - elbow, axis=1) < 0.07)
            marks[f"elbow_tip.{side}"] = int(near[(points[near] @ back).argmax()])
            marks[f"fingertip.{side}"] = farthest(f"hand.{side}", (0.3 * sign, -1, 0.5))
            marks[f"heel.{side}"] = farthest(f"foot.{side}", (0, -0.4, -1))
            marks[f"toe.{side}"] = farthest(f"foot.{side}", (-0.2 * sign, 0, 1))
        return marks


def _is(name: str, bones: tuple[str, ...], side: str) -> bool:
    return name.startswith(bones) and name.endswith(f".{side}")
