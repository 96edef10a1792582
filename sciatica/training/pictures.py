"""What was found, on the body: skin that feels less, and the test that was done."""

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import count

from markupsafe import Markup

from sciatica.content import Pose, View, Words, posed, words
from sciatica.figures import (
    Shown,
    describe_legs,
    describe_pose,
    describe_slr,
    draw_legs,
    draw_pose,
    draw_slr,
    to_svg,
)
from sciatica.model import CheckKind, Finding, RootName, Side

VIEWS = (View.FRONT, View.BACK)
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
_names = (f"examine-{number}" for number in count())


def _named(figure: str, name: str) -> Markup:
    """Return a picture under a name of its own: two of them may stand on one page."""
    return Markup(figure.replace("NAME-", f"{name}-"))


@cache
def _legs(view: View, roots: frozenset[RootName], side: Side, lang: str) -> str:
    text, shown = words(lang), Shown(roots, side)
    figure = draw_legs(view, shown, text, among=sorted(roots))
    return str(to_svg(figure, name="NAME", description=describe_legs(view, shown, text)))


def touch_map(found: Iterable[Finding], side: Side, text: Words) -> list[Markup]:
    """Return the legs from the front and the back with the skin areas in which touch is weaker;
    nothing where it is weaker nowhere."""
    weaker = [one for one in found if one.check.kind is CheckKind.TOUCH and one.abnormal]
    pictures = []
    for on in (side, side.other):
        here = [one for one in weaker if on is side or one.both_sides]
        roots = frozenset(root for one in here for root in one.check.roots)
        if roots:
            pictures += [_named(_legs(view, roots, on, text.lang), next(_names)) for view in VIEWS]
    return pictures


@cache
def _slr(angle_deg: int, side: Side, lang: str) -> str:
    text = words(lang)
    described = describe_slr(angle_deg, text, side)
    return str(to_svg(draw_slr(angle_deg, text, side), name="NAME", description=described))


@cache
def _pose(pose: Pose, side: Side, lang: str) -> str:
    described = describe_pose(pose, words(lang), side)
    return str(to_svg(draw_pose(pose, side), name="NAME", description=described))


def picture_of(finding: Finding, side: Side, text: Words) -> tuple[Markup, int] | None:
    """Return the test as it was done, and its natural width; None where there is no picture."""
    check = finding.check.id
    if check in ("slr", "crossed_slr"):
        raised = side if check == "slr" else side.other
        svg, pose = _slr(finding.angle_deg or SLR_FREE_DEG, raised, text.lang), Pose.SLR
    elif check in _POSES:
        pose = _POSES[check]
        svg = _pose(pose, side, text.lang)
    else:
        return None
    return _named(svg, next(_names)), round(posed()[pose].width)
