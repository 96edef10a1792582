"""Dressed figures: exercises, positions of ease, movements that show a root, bedside tests.

Stored with the right side moving; the left is the mirror of the whole picture. A movement keeps
all its moments in one picture, a layer each, so that a player shows one after the other and paper
shows the last.
"""

from collections.abc import Mapping
from functools import cache, partial

import numpy as np
from matplotlib.figure import Figure
from matplotlib.path import Path

from sciatica.content.artwork import Line, Point, Polygon
from sciatica.content.posed_artwork import (
    SLR_HIGHEST_DEG,
    SLR_STEP_DEG,
    Frame,
    Pose,
    PosedPicture,
    posed,
)
from sciatica.content.words import Words
from sciatica.figures import palette, sliding_nerve
from sciatica.figures.canvas import DASHED, LETTERING, PLATE, Canvas, ring
from sciatica.figures.picture import WHOLE, Picture, View
from sciatica.model.anatomy import Side

START, END = "start", "end"
"""The views of the first moment, and of the last with arrows along the way."""
MOVEMENTS = (Pose.PRONE_PROPPING, Pose.NERVE_GLIDE, Pose.DEAD_BUG, Pose.DEAD_BUG_OTHER_SIDE)
"""Figures with several moments."""
FILLS: Mapping[str, str] = {
    "mat": palette.MAT,
    "wood": palette.WOOD,
    "cushion": palette.CUSHION,
    "tool": palette.TOOL,
    "rubber": palette.RUBBER,
    "examiner": palette.EXAMINER,
    "skin_far": palette.SKIN_FAR,
    "skin": palette.SKIN,
    "shorts": palette.SHORTS,
    "shirt": palette.SHIRT,
    "hair": palette.HAIR,
    "zone": palette.MARKED,
}
ANGLE_PT = 13
"""Size of the number of an angle."""
TAPPED = ("tap_knee", "tap_ankle")
_PEN = 0.9
_MAT_THICK_M = 0.018
_RESTS_BELOW_MM = 175
"""What lies lower than this casts its shadow on the mat."""
_SHADOWS: tuple[tuple[str, str, float], ...] = (
    ("chest", "pelvis", 0.36),
    ("skull", "skull", 0.16),
    *(
        (f"{one}.{side}", f"{other}.{side}", width)
        for side in "LR"
        for one, other, width in (
            ("hip", "knee", 0.15),
            ("knee", "ankle", 0.09),
            ("ankle", "heel", 0.07),
            ("elbow", "wrist", 0.07),
        )
    ),
)
"""Pairs of joints, and how wide the body is between them, in metres."""
_ARROWS = "arrows"
_ARROW_PEN, _ARROW_HEAD, _SHORTEST_ARROW = 2.6, 8.0, 12.0
_ARC_RADIUS = 62.0


@cache
def pose(pose: Pose, side: Side, words: Words) -> Picture:
    """Return a figure whose `side` moves; an arrow shows the way of a movement.

    Its view is ``end``; a movement has ``start`` too, and each of its moments, without arrows, for
    a player: ``moment-0``, ``moment-1`` ... `straight_leg_raise` is for ``Pose.SLR``, which has no
    words without an angle (`KeyError`).
    """
    end = _say(f"figures.pose.{pose}.describe", side, words)
    if pose in MOVEMENTS:
        start = _say(f"figures.pose.{pose}.start", side, words)
        moments = [moment_layer(number) for number in range(len(posed()[pose].frames))]
        views = {
            START: View(frozenset({moments[0]}), start),
            END: View(frozenset({moments[-1], _ARROWS}), end),
            **{
                moment: View(frozenset({moment}), end if number else start)
                for number, moment in enumerate(moments)
            },
        }
    else:
        views = {END: View(frozenset(), end)}
    return Picture(
        f"{pose}-{side}",
        partial(_draw_pose, pose, side),
        views,
        round(posed()[pose].width),
        words(f"figures.pose.{pose}.name"),
    )


def moment_layer(number: int) -> str:
    """Return the layer and the view of one moment of a movement; a player switches by this name."""
    return f"moment-{number}"


@cache
def straight_leg_raise(angle_deg: int, side: Side, words: Words) -> Picture:
    """Return the straight-leg raise with the leg of `side` raised to `angle_deg`.

    Raises `ValueError` for an angle that is not one of 0, 5, 10 ... 90 degrees.
    """
    frame = posed()[Pose.SLR].frames[slr_moment(angle_deg)]
    moved = ("held", "slid") if angle_deg else ("at_rest",)
    said = " ".join(
        _say(f"figures.pose.{Pose.SLR}.{key}", side, words, angle=angle_deg)
        for key in ("describe", *moved)
    )
    written = words("figures.degrees", angle=angle_deg)
    return Picture(
        f"{Pose.SLR}-{angle_deg}-{side}",
        partial(_draw_raise, frame, angle_deg, side, written),
        {WHOLE: View(frozenset(), said)},
        round(posed()[Pose.SLR].width),
        words(f"figures.pose.{Pose.SLR}.name"),
    )


def slr_moment(angle_deg: int) -> int:
    """Return which moment of the straight-leg raise shows an angle; `ValueError` if none does."""
    step, rest = divmod(angle_deg, SLR_STEP_DEG)
    if rest or not 0 <= angle_deg <= SLR_HIGHEST_DEG:
        raise ValueError(
            f"the leg is drawn raised to 0 to {SLR_HIGHEST_DEG} degrees in steps of "
            f"{SLR_STEP_DEG}, not to {angle_deg}"
        )
    return step


def _say(key: str, side: Side, words: Words, **slots: object) -> str:
    named = words(f"roots.side.{side}")
    return words(key, side=named, other=words(f"roots.side.{side.other}"), **slots)


def _canvas(picture: PosedPicture, side: Side) -> Canvas:
    """Return a canvas with what stands behind the figure."""
    canvas = Canvas.of(0, 0, picture.width, picture.height)
    if side is Side.LEFT:
        canvas = canvas.mirrored(picture.width / 2)
    for name, shape in picture.backdrop.items():
        _fill(canvas, shape, name, zorder=1)
        _draw_front_of_mat(canvas, picture, shape)
    return canvas


def _draw_front_of_mat(canvas: Canvas, picture: PosedPicture, mat: tuple[Polygon, ...]) -> None:
    """The edge of the mat that faces us: what is above it is its top, on which a person lies."""
    (outline, *_), *_ = mat
    xs, ys = zip(*outline, strict=True)
    top = max(ys) - _MAT_THICK_M * picture.scale * abs(picture.axes[1][1])
    corners = [(min(xs), top), (max(xs), top), (max(xs), max(ys)), (min(xs), max(ys))]
    front = ((tuple(corners),),)
    canvas.shape(front, "mat-front", fc=palette.MAT_DEEP, ec=palette.INK, lw=_PEN, zorder=1.1)


def _draw_shadow(canvas: Canvas, picture: PosedPicture, frame: Frame) -> None:
    """Shade on the mat under all of a person that lies on it, as light from above would cast it."""
    steep = abs(picture.axes[1][0])  # how much of the floor's depth is seen
    for one, other, width_m in _SHADOWS:
        ends = [frame.joints[name] for name in (one, other)]
        if max(height for _, height, _ in ends) < _RESTS_BELOW_MM:
            below = [picture.seen((x, 0.0, z)) for x, _, z in ends]
            canvas.line(
                below,
                f"shadow-{one}",
                color=palette.MAT_DEEP,
                lw=width_m * steep * picture.scale,
                solid_capstyle="round",
                zorder=1.3,
            )


def _draw_pose(pose: Pose, side: Side) -> Figure:
    picture = posed()[pose]
    canvas = _canvas(picture, side)
    if picture.start:
        canvas.shape(
            picture.start, "start", fc="none", ec=palette.INK, lw=0.8, ls=DASHED, zorder=1.2
        )
    if pose in MOVEMENTS:
        for number, frame in enumerate(picture.frames):
            _draw_with_shadow(canvas.on(moment_layer(number)), picture, frame)
    else:
        _draw_with_shadow(canvas, picture, picture.frames[-1])
    arrows = canvas.on(_ARROWS) if pose in MOVEMENTS else canvas
    if pose in MOVEMENTS:  # an arrow begins where something was, not at what stays
        began = [_what_was_at(picture.frames[0], way[0]) for way in picture.tracks.values()]
        arrows.shape(began, "start", fc="none", ec=palette.INK, lw=0.8, ls=DASHED, zorder=1.9)
    for joint, way in picture.tracks.items():
        _draw_arrow(arrows, way, joint.split(".")[0])
    if pose is Pose.REFLEXES:
        for joint in TAPPED:
            at = picture.seen(picture.frames[-1].joints[joint])
            canvas.dot(at, 3.2, joint, fc=palette.MOVE, ec=palette.PAPER, lw=1.2, zorder=8)
    return canvas.figure


def _what_was_at(frame: Frame, spot: Point) -> Polygon:
    """Return the outline of the part of the body that a spot of it belongs to."""
    bare = [
        polygon[:1]
        for part in ("skin", "skin_far", "hair")
        for polygon in frame.shapes.get(part, ())
    ]
    return min(bare, key=lambda polygon: np.hypot(*(np.asarray(polygon[0]) - spot).T).min())


def _draw_raise(frame: Frame, angle_deg: int, side: Side, written: str) -> Figure:
    picture = posed()[Pose.SLR]
    canvas = _canvas(picture, side)
    _draw_with_shadow(canvas, picture, frame)
    _draw_nerve(canvas, picture, frame)
    hip = picture.seen(frame.joints["hip.R"])
    _draw_angle(canvas, hip, 0.62 * (picture.width - hip[0]), angle_deg, written)
    return canvas.figure


def _draw_nerve(canvas: Canvas, picture: PosedPicture, frame: Frame) -> None:
    """The nerve of the raised leg, beads on it, and marks on the leg where the beads lay when the
    leg was flat."""
    flat = sliding_nerve.course(picture.frames[0].joints)
    now = sliding_nerve.course(frame.joints)
    way = [picture.seen(place) for place in now.places]
    inside, out = sliding_nerve.IN_THE_PELVIS_STEPS, slice(sliding_nerve.IN_THE_PELVIS_STEPS, None)
    for part, points, colour, width in (
        ("far-edge", way[: inside + 1], palette.FAR_EDGE, 5.0),
        ("far", way[: inside + 1], palette.FAR, 3.8),
        ("nerve-edge", way[out], palette.NERVE_EDGE, 5.4),
        ("nerve", way[out], palette.NERVE, 4.0),
    ):
        canvas.line(points, part, color=colour, lw=width, zorder=6, solid_capstyle="round")
    for number, share in enumerate(sliding_nerve.BEADS):
        mark, across = now.beside(flat, share)
        ends = [picture.seen(tuple(mark + reach * across)) for reach in (-34.0, 34.0)]
        for part, colour, width in (("halo", palette.PAPER, 4.0), ("mark", palette.TEXT, 1.8)):
            canvas.line(ends, f"{part}-{number}", color=colour, lw=width, zorder=6.1)
        bead = picture.seen(tuple(now.stretched(flat, share)))
        canvas.dot(
            bead, 3.6, f"bead-{number}", fc=palette.PAPER, ec=palette.NERVE_EDGE, lw=1.4, zorder=6.3
        )


def _fill(canvas: Canvas, shape: tuple[Polygon, ...], part: str, zorder: float) -> None:
    canvas.shape(shape, part, fc=FILLS[part], ec=palette.INK, lw=_PEN, zorder=zorder)


def _draw_with_shadow(canvas: Canvas, picture: PosedPicture, frame: Frame) -> None:
    if picture.backdrop:
        _draw_shadow(canvas, picture, frame)
    draw_frame(canvas, frame)


def draw_frame(canvas: Canvas, frame: Frame) -> None:
    """Lay one moment of a figure on the canvas, what lies behind first."""
    for place, part in enumerate(FILLS):
        if part in frame.shapes:
            _fill(canvas, frame.shapes[part], part, zorder=2 + place / 100)
    if frame.hatch:
        canvas.lines(frame.hatch, "lines", colors=palette.TEXT, linewidths=0.8, zorder=2.3)
    for part, colour, alpha in (("shade", palette.TEXT, 0.11), ("crease", palette.INK, 1.0)):
        if part in frame.shapes:
            canvas.shape(frame.shapes[part], part, fc=colour, alpha=alpha, zorder=2.5)


def _draw_arrow(canvas: Canvas, way: Line, joint: str) -> None:
    """A bent arrow along the last part of a joint's way, clear of both ends."""
    points = np.asarray(way)
    length = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    if length[-1] < _SHORTEST_ARROW:
        return
    gap = min(12.0, 0.18 * length[-1])
    steps = np.linspace(gap, length[-1] - gap, 24)
    curve = [np.polyfit(length, points[:, i], min(3, len(points) - 1)) for i in range(2)]
    line = np.column_stack([np.polyval(part, steps) for part in curve])  # no corners
    ahead = line[-1] - line[-4]
    ahead /= np.hypot(*ahead)
    aside = np.array([-ahead[1], ahead[0]])
    head = min(_ARROW_HEAD, 0.4 * length[-1])
    tip = line[-1] + 0.4 * head * ahead
    corners = [tip - head * ahead + turn * 0.62 * head * aside for turn in (1, -1)]
    shaft = line[: max(2, int((steps < steps[-1] - 0.5 * head).sum()))]
    triangle = ring(canvas.place(np.array([tip, *corners])))
    for part, colour, wider in (("halo", palette.PAPER, 3.0), ("line", palette.MOVE, 0.0)):
        order = 8.0 if wider else 8.1
        canvas.line(
            shaft,
            f"{joint}-{part}",
            color=colour,
            lw=_ARROW_PEN + wider,
            zorder=order,
            solid_capstyle="round",
        )
        canvas.shape(triangle, f"{joint}-{part}-head", fc=colour, ec=colour, lw=wider, zorder=order)


def _draw_angle(canvas: Canvas, hip: Point, reach: float, angle_deg: int, written: str) -> None:
    """The angle above the floor: a level line, an arc, and the number beyond the arc."""
    x, y = hip
    canvas.line([hip, (x + reach, y)], "level", color=palette.MOVE, lw=1.2, ls=DASHED, zorder=8)
    arc = Path.arc(-angle_deg, 0)
    bend = Path(canvas.place(np.array(hip) + _ARC_RADIUS * np.asarray(arc.vertices)), arc.codes)
    canvas.shape(bend, "arc", fc="none", ec=palette.MOVE, lw=2, zorder=8)
    middle = np.radians(max(angle_deg / 2, 9))
    far = _ARC_RADIUS + 20
    canvas.text(
        (x + far * np.cos(middle), y - far * np.sin(middle)),
        written,
        "angle",
        **{**LETTERING, "color": palette.MOVE},
        fontsize=ANGLE_PT,
        bbox={**PLATE, "boxstyle": "round,pad=0.12"},
    )
