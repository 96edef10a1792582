"""Dressed figures: exercises, positions of ease, movements that show a root, bedside tests.

Baked with the right side moving; the left is the mirror of the whole picture. A movement keeps
all its moments in one picture, a layer each, so that a player shows one after the other and paper
shows the last.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import Arc, Circle, Patch, PathPatch
from matplotlib.path import Path

from sciatica.content import Words
from sciatica.content.artwork import Line, Point, Polygon
from sciatica.content.posed_artwork import (
    SLR_HIGHEST_DEG,
    SLR_STEP_DEG,
    Frame,
    Pose,
    PosedPicture,
    posed,
)
from sciatica.figures import palette
from sciatica.figures.body import LETTERING, sheet
from sciatica.figures.drawing import Drawing
from sciatica.figures.svg import PART
from sciatica.model import Side

MOVEMENTS = (Pose.PRONE_PROPPING, Pose.NERVE_GLIDE, Pose.DEAD_BUG, Pose.DEAD_BUG_OTHER_SIDE)
"""Figures with several moments, from the start (0) to the end (-1)."""
FILLS: Mapping[str, str] = {
    "mat": palette.MAT,
    "wood": palette.WOOD,
    "cushion": palette.CUSHION,
    "tool": palette.TOOL,
    "rubber": palette.RUBBER,
    "skin_far": palette.SKIN_FAR,
    "skin": palette.SKIN,
    "shorts": palette.SHORTS,
    "shirt": palette.SHIRT,
    "hair": palette.HAIR,
    "zone": palette.MARKED,
}
LETTER = 13
"""Size of names and angles, in points."""
TAPPED = ("tap_knee", "tap_ankle")
_PEN = 0.9
_ARROW_PEN, _ARROW_HEAD, _SHORTEST_ARROW = 2.6, 8.0, 12.0


def draw_pose(pose: Pose, side: Side = Side.RIGHT, moment: int = -1) -> Figure:
    """Draw one moment of a figure whose `side` moves; an arrow shows the way of a movement."""
    picture = posed()[pose]
    figure, axes = sheet(0, picture.width, 0, picture.height)
    canvas = _Canvas(axes, picture, side)
    canvas.backdrop()
    if picture.start:
        canvas.outline_of_start()
    canvas.frame(picture.frames[moment])
    if picture.start or moment:  # the start of a movement stands still
        for joint, way in picture.tracks.items():
            canvas.arrow(way, f"arrow-{joint.split('.')[0]}")
    if pose is Pose.REFLEXES:
        for joint in TAPPED:
            canvas.dot(picture.seen(picture.frames[0].joints[joint]), joint)
    return figure


def draw_movement(pose: Pose, side: Side = Side.RIGHT, moment: int = -1) -> Figure:
    """Draw every moment of a movement as a layer ``moment-N``; only `moment` is visible."""
    picture = posed()[pose]
    figure, axes = sheet(0, picture.width, 0, picture.height)
    canvas = _Canvas(axes, picture, side)
    canvas.backdrop()
    shown = range(len(picture.frames))[moment]
    for number, frame in enumerate(picture.frames):
        canvas.frame(frame, f"moment-{number}", number == shown)
    return figure


def draw_slr(angle_deg: int, words: Words, side: Side = Side.RIGHT) -> Figure:
    """Draw the straight-leg raise with the leg of `side` raised to `angle_deg`.

    Raises `ValueError` for an angle that is not one of 0, 5, 10 ... 90 degrees.
    """
    picture, frame = posed()[Pose.SLR], posed()[Pose.SLR].frames[slr_moment(angle_deg)]
    figure, axes = sheet(0, picture.width, 0, picture.height)
    canvas = _Canvas(axes, picture, side)
    canvas.backdrop()
    canvas.frame(frame)
    hip = picture.seen(frame.joints["hip.R"])
    canvas.angle(hip, angle_deg, words("figures.degrees", angle=angle_deg))
    return figure


def slr_moment(angle_deg: int) -> int:
    """Return which moment of the straight-leg raise shows an angle; `ValueError` if none does."""
    step, rest = divmod(angle_deg, SLR_STEP_DEG)
    if rest or not 0 <= angle_deg <= SLR_HIGHEST_DEG:
        raise ValueError(
            f"the leg is drawn raised to 0 to {SLR_HIGHEST_DEG} degrees in steps of "
            f"{SLR_STEP_DEG}, not to {angle_deg}"
        )
    return step


def describe_pose(pose: Pose, words: Words, side: Side = Side.RIGHT, moment: int = -1) -> str:
    """Say in words what `draw_pose` shows for the same values."""
    at_start = pose in MOVEMENTS and not moment
    return words(
        f"figures.pose.{pose}.{'start' if at_start else 'describe'}",
        side=words(f"roots.side.{side}"),
        other=words(f"roots.side.{side.other}"),
    )


def describe_slr(angle_deg: int, words: Words, side: Side = Side.RIGHT) -> str:
    """Say in words what `draw_slr` shows for the same values."""
    return words(
        "figures.pose.slr.describe",
        angle=angle_deg,
        side=words(f"roots.side.{side}"),
        other=words(f"roots.side.{side.other}"),
    )


def drawings(words: Words) -> Iterator[Drawing]:
    """Yield every dressed figure, the start of each movement, and three angles of the SLR."""
    for pose in Pose:
        caption = words(f"figures.pose.{pose}.name")
        if pose is Pose.SLR:
            for angle in (0, 45, 80):
                draw, said = partial(draw_slr, angle, words), describe_slr(angle, words)
                yield Drawing(f"slr-{angle}", draw, said, caption)
            continue
        if pose in MOVEMENTS:
            draw = partial(draw_pose, pose, moment=0)
            yield Drawing(f"{pose}-start", draw, describe_pose(pose, words, moment=0), caption)
        yield Drawing(str(pose), partial(draw_pose, pose), describe_pose(pose, words), caption)


class _Canvas:
    """Draws the parts of one picture for one side."""

    def __init__(self, axes: Axes, picture: PosedPicture, side: Side) -> None:
        self.axes, self.picture = axes, picture
        self.mirrored = side is Side.LEFT

    def _placed(self, points: Iterable[Point]) -> np.ndarray:
        array = np.asarray(list(points), dtype=float)
        if self.mirrored:
            array[:, 0] = self.picture.width - array[:, 0]
        return array

    def _path(self, shape: Iterable[Polygon]) -> Path:
        rings = [
            Path(self._placed([*ring, ring[0]]), closed=True)
            for polygon in shape
            for ring in polygon
        ]
        return Path.make_compound_path(*rings)

    def backdrop(self) -> None:
        for name, shape in self.picture.backdrop.items():
            self._fill(self._path(shape), name, "backdrop", True, 1.0)

    def outline_of_start(self) -> None:
        path = self._path(self.picture.start)
        patch = PathPatch(path, fc="none", ec=palette.INK, lw=0.8, ls=(0, (3, 2)), zorder=1.2)
        self._add(patch, "start", "outline")

    def frame(
        self,
        frame: Frame,
        layer: str = "figure",
        visible: bool = True,
    ) -> None:
        order = 2.0
        for place, name in enumerate(FILLS):
            if name in frame.shapes:
                shape = self._path(frame.shapes[name])
                self._fill(shape, name, layer, visible, order + place / 100)
        if frame.hatch:
            lines = LineCollection(
                [self._placed(ends) for ends in frame.hatch],
                colors=palette.TEXT,
                linewidths=0.8,
                zorder=order + 0.3,
                clip_on=False,
            )
            lines.set_gid(f"{layer}{PART}lines")
            self.axes.add_collection(lines)
        for name, colour, alpha in (("shade", palette.TEXT, 0.11), ("crease", palette.INK, 1.0)):
            if name in frame.shapes:
                patch = PathPatch(
                    self._path(frame.shapes[name]),
                    fc=colour,
                    ec="none",
                    alpha=alpha,
                    zorder=order + 0.5,
                    visible=visible,
                )
                self._add(patch, layer, name)

    def _fill(self, path: Path, name: str, layer: str, visible: bool, order: float) -> None:
        patch = PathPatch(
            path, fc=FILLS[name], ec=palette.INK, lw=_PEN, zorder=order, visible=visible
        )
        self._add(patch, layer, name)

    def _add(self, patch: Patch, layer: str, part: str) -> None:
        patch.set_gid(f"{layer}{PART}{part}")
        patch.set_clip_on(False)  # the frame of the SVG cuts; a clip path would need an id
        self.axes.add_patch(patch)

    def arrow(self, way: Line, layer: str) -> None:
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
        shaft = self._placed(line[: max(2, int((steps < steps[-1] - 0.5 * head).sum()))])
        triangle = Path(self._placed([tip, *corners, tip]), closed=True)
        for part, colour, wider in (("halo", palette.PAPER, 3.0), ("line", palette.MOVE, 0.0)):
            order = 8.0 if wider else 8.1
            (stroke,) = self.axes.plot(
                *shaft.T, color=colour, lw=_ARROW_PEN + wider, zorder=order, clip_on=False,
                solid_capstyle="round",
            )  # fmt: skip
            patch = PathPatch(triangle, fc=colour, ec=colour, lw=wider, zorder=order)
            self._add(patch, layer, f"{part}_head")
            stroke.set_gid(f"{layer}{PART}{part}")

    def dot(self, at: Point, layer: str) -> None:
        (spot,) = self._placed([at])
        circle = Circle(spot, 3.2, fc=palette.MOVE, ec=palette.PAPER, lw=1.2, zorder=8)
        self._add(circle, layer, "dot")

    def angle(self, hip: Point, angle_deg: float, text: str) -> None:
        """The angle above the floor: a level line, an arc, and the number beyond the arc."""
        (centre,) = self._placed([hip])
        ahead = -1.0 if self.mirrored else 1.0
        reach, radius = 0.62 * (self.picture.width - hip[0]), 62.0
        (line,) = self.axes.plot(
            [centre[0], centre[0] + ahead * reach],
            [centre[1]] * 2,
            color=palette.MOVE,
            lw=1.2,
            ls=(0, (3, 2)),
            zorder=8,
            clip_on=False,
        )
        line.set_gid(f"angle{PART}level")
        first, last = (180.0, 180.0 + angle_deg) if self.mirrored else (-angle_deg, 0.0)
        arc = Arc(centre, 2 * radius, 2 * radius, theta1=first, theta2=last, ec=palette.MOVE, lw=2)
        arc.set_zorder(8)
        self._add(arc, "angle", "arc")
        middle = np.radians(max(angle_deg / 2, 9))
        spot = centre + (radius + 20) * np.array([ahead * np.cos(middle), -np.sin(middle)])
        style = {**LETTERING, "color": palette.MOVE, "fontsize": LETTER}
        plate = {"boxstyle": "round,pad=0.12", "fc": palette.PAPER, "ec": "none", "alpha": 0.9}
        label = self.axes.text(float(spot[0]), float(spot[1]), text, **style, bbox=plate)
        label.set_gid(f"angle{PART}text")
