"""What was found, on the body: skin that feels less, and the test that was done."""

from collections.abc import Iterable, Mapping
from itertools import count

from markupsafe import Markup

from sciatica.content.artwork import LegView
from sciatica.content.posed_artwork import Pose
from sciatica.content.words import Words
from sciatica.figures.legs import leg_map
from sciatica.figures.picture import ALL, WHOLE
from sciatica.figures.posed import END, pose, straight_leg_raise
from sciatica.model.anatomy import RootName, Side
from sciatica.model.examination import CheckKind, Finding

VIEWS = (LegView.FRONT, LegView.BACK)
SLR_FREE_DEG = 80
"""Where a raise that hurts nobody is drawn."""
_POSES: Mapping[str, Pose] = {
    "reflex_knee": Pose.REFLEXES,
    "reflex_ankle": Pose.REFLEXES,
    "slump": Pose.SLUMP,
    "femoral_stretch": Pose.FEMORAL_STRETCH,
    **{
        f"power_{pose}": pose
        for pose in (
            Pose.HIP_UP,
            Pose.KNEE_STRAIGHT,
            Pose.FOOT_UP,
            Pose.BIG_TOE_UP,
            Pose.HIP_OUT,
            Pose.TIPTOE,
            Pose.KNEE_BEND,
        )
    },
}
_prefixes = (f"examine-{number}" for number in count())
"""The same picture may stand on one page twice."""


def touch_map(found: Iterable[Finding], side: Side, text: Words) -> list[Markup]:
    """Return the legs from the front and the back with the skin areas in which touch is weaker;
    nothing where it is weaker nowhere."""
    weaker = [one for one in found if one.check.kind is CheckKind.TOUCH and one.abnormal]
    pictures = []
    for on in (side, side.other):
        here = [one for one in weaker if on is side or one.both_sides]
        felt = {root for one in here for root in one.check.roots}
        roots = tuple(root for root in RootName if root in felt)
        if roots:
            name = f"{roots[0] if len(roots) == 1 else ALL}.{on}"
            maps = (leg_map(view, roots, text) for view in VIEWS)
            pictures += [picture.svg(next(_prefixes), name) for picture in maps]
    return pictures


def picture_of(finding: Finding, side: Side, text: Words) -> tuple[Markup, int] | None:
    """Return the test as it was done, and its natural width; None where there is no picture."""
    check = finding.check.id
    if check in ("slr", "crossed_slr"):
        raised = side if check == "slr" else side.other
        picture, view = (
            straight_leg_raise(finding.angle_deg or SLR_FREE_DEG, raised, text),
            WHOLE,
        )
    elif check in _POSES:
        picture, view = pose(_POSES[check], side, text), END
    else:
        return None
    return picture.svg(next(_prefixes), view), picture.width_px
