"""Sketches for the cards of the night: what to do, told without words, in a few strokes.

The people are posed figures that other pictures show too, here without arrows and tools; a foot
print is the sole of the same body. All else is drawn here.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from functools import cache, partial

import numpy as np
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from sciatica.content.artwork import LegView, Point, Polygon, legs
from sciatica.content.posed_artwork import Frame, Pose, posed
from sciatica.content.words import Words
from sciatica.figures import palette
from sciatica.figures.canvas import LETTERING, Canvas, ring
from sciatica.figures.picture import WHOLE, Picture, View
from sciatica.figures.posed import draw_frame

WIDTH, HEIGHT = 320, 190
"""Of every sketch, in points."""
_PEN = 1.6
_EDGE = {"ec": palette.INK, "lw": _PEN}
_NUMBER_PT = 15
_SEAT_Y, _SEAT_FRONT_X, _SOLES_Y = 143.0, 76.0, 253.0
"""Where the figure whose reflexes are tapped sits, and where its soles are: read off its shapes."""


class Sketch(StrEnum):
    """What a sketch shows; ``content/locales/<lang>/figures.toml`` says it in words."""

    TURN = "turn"
    SIT = "sit"
    LEAN = "lean"
    WALK = "walk"
    WARMTH = "warmth"
    ASK = "ask"
    AGAIN = "again"
    TOMORROW = "tomorrow"


@cache
def sketch(of: Sketch, words: Words) -> Picture:
    """Return a sketch: one view, without a side, without a letter in it."""
    return Picture(
        f"sketch-{of}",
        partial(_draw, of),
        {WHOLE: View(frozenset(), words(f"figures.sketch.{of}"))},
        WIDTH,
        "",
    )


def _draw(of: Sketch) -> Figure:
    canvas = Canvas.of(0, 0, WIDTH, HEIGHT)
    _DRAWS[of](canvas)
    return canvas.figure


def _person(pose: Pose, *without: str) -> Frame:
    """Return the last moment of a figure without some of its shapes."""
    frame = posed()[pose].frames[-1]
    kept = {part: shape for part, shape in frame.shapes.items() if part not in without}
    return replace(frame, shapes=kept)


def _extent(polygon: Polygon) -> tuple[np.ndarray, np.ndarray]:
    outline = np.asarray(polygon[0])
    return outline.min(axis=0), outline.max(axis=0)


def _box(left: float, top: float, right: float, bottom: float, round_: float = 0.0) -> Path:
    """Return a rectangle with round corners."""
    corners = ((right, bottom, 0), (left, bottom, 90), (left, top, 180), (right, top, 270))
    inward = {0: (-1, -1), 90: (1, -1), 180: (1, 1), 270: (-1, 1)}
    points: list[np.ndarray] = []
    for x, y, start in corners:
        middle = np.array([x, y]) + round_ * np.array(inward[start])
        turns = np.radians(np.linspace(start, start + 90, 7))
        points.extend(middle + round_ * np.column_stack([np.cos(turns), np.sin(turns)]))
    return ring(np.array(points))


def _arrow(canvas: Canvas, points: list[Point], part: str) -> None:
    """Lay a bent arrow through three points."""
    first, middle, last = (np.array(point) for point in points)
    t = np.linspace(0, 1, 24)[:, None]
    line = (1 - t) ** 2 * first + 2 * t * (1 - t) * middle + t**2 * last
    ahead = (line[-1] - line[-4]) / np.hypot(*(line[-1] - line[-4]))
    aside = np.array([-ahead[1], ahead[0]])
    shaft = line[np.hypot(*(line - last).T) > 9]
    canvas.line(shaft, part, color=palette.MOVE, lw=4, solid_capstyle="round", zorder=8)
    head = ring(np.array([last, last - 13 * ahead + 8 * aside, last - 13 * ahead - 8 * aside]))
    canvas.shape(head, f"{part}-head", fc=palette.MOVE, zorder=8)


def _number(canvas: Canvas, at: Point, number: int) -> None:
    canvas.dot(at, 11, f"place-{number}", fc=palette.MOVE, ec=palette.PAPER, lw=1, zorder=8)
    look = {**LETTERING, "color": palette.PAPER, "va": "center_baseline"}
    canvas.text(at, str(number), f"number-{number}", **look, fontsize=_NUMBER_PT)


def _seated(canvas: Canvas, seat: str) -> None:
    """Lay somebody who sits upright on a seat of that colour, both soles on the floor."""
    canvas.shape(_box(-16, _SEAT_Y, _SEAT_FRONT_X, 290), "seat", fc=seat, **_EDGE)
    # the shade of the hammers is one shape with that of the leg
    draw_frame(canvas, _person(Pose.REFLEXES, "tool", "rubber", "wood", "shade"))
    canvas.shape(_box(-16, _SOLES_Y, 200, 300), "floor", fc=palette.MAT, zorder=5, **_EDGE)


def _turn(canvas: Canvas) -> None:
    back, side = posed()[Pose.HEEL_SLIDES], posed()[Pose.EASE_SIDE_PILLOW]
    for top, picture, pose in ((4, back, Pose.HEEL_SLIDES), (94, side, Pose.EASE_SIDE_PILLOW)):
        room = canvas.inset(
            (24, top, 176, 176 * picture.height / picture.width),
            (0, 0, picture.width, picture.height),
        )
        for part, shape in picture.backdrop.items():
            room.shape(shape, part, fc=palette.CUSHION, ec=palette.INK, lw=0.9, zorder=1)
        draw_frame(room, _person(pose))
    _seated(canvas.inset((208, 14, 112, 172), (-20, -2, 163, 279)), palette.CUSHION)
    _arrow(canvas, [(12, 44), (2, 74), (20, 100)], "roll")
    _arrow(canvas, [(170, 180), (196, 194), (208, 156)], "rise")
    for number, at in enumerate([(13, 16), (13, 124), (222, 16)], 1):
        _number(canvas, at, number)


def _sit(canvas: Canvas) -> None:
    _seated(canvas.inset((96, 2, 142, 186), (-20, -2, 191, 278)), palette.WOOD)


def _lean(canvas: Canvas) -> None:
    picture = posed()[Pose.TIPTOE]
    # as far down as the thigh: what the feet of this figure do is not meant
    seen = 0.62 * picture.height
    wide = HEIGHT * picture.width / seen
    room = canvas.inset(((WIDTH - wide) / 2, 2, wide, HEIGHT), (0, 0, picture.width, seen))
    for part, shape in picture.backdrop.items():
        room.shape(shape, part, fc=palette.WOOD, ec=palette.INK, lw=0.9, zorder=1)
    draw_frame(room, _person(Pose.TIPTOE))


def _walk(canvas: Canvas) -> None:
    sole = legs()[LegView.SOLE].layers["body"]
    low, high = _extent(sole[0])
    size = 96 / (high[1] - low[1])
    for number in range(4):
        left_foot = number % 2 == 0
        to_middle = Affine2D().translate(*-(low + high) / 2).scale(size, size)
        # stored with the toes down; here they lead to the right
        turned = to_middle.rotate_deg(-90).scale(1, -1 if left_foot else 1)
        placed = turned.translate(56 + 69 * number, 58 if left_foot else 132)
        canvas.shape(
            canvas.path(sole).transformed(placed),
            f"print-{number}",
            fc=palette.MOVE,
            alpha=0.4 + 0.2 * number,
        )


def _warmth(canvas: Canvas) -> None:
    # a bottle in its cloth, and a cold pack on another
    for left, fill, part in ((22, palette.INFLAMED_INSIDE, "warm"), (172, palette.DISC, "cold")):
        canvas.shape(
            _box(left, 92, left + 128, 176, 6), f"cloth-{part}", fc=palette.CUSHION, **_EDGE
        )
        stripes = [[(left + x, 94), (left + x, 174)] for x in range(14, 128, 14)]
        canvas.lines(stripes, f"weave-{part}", colors=palette.SHADE, linewidths=1.2)
        canvas.shape(_box(left + 18, 40, left + 110, 150, 20), part, fc=fill, zorder=3, **_EDGE)
    canvas.shape(_box(74, 14, 98, 42, 5), "neck", fc=palette.INFLAMED_INSIDE, zorder=2, **_EDGE)
    canvas.shape(_box(68, 6, 104, 20, 5), "stopper", fc=palette.TOOL, zorder=3, **_EDGE)
    waves = [
        [(62 + 16 * i + 4 * np.sin(t), 122 - 9 * t) for t in np.linspace(0, 6.28, 24)]
        for i in range(3)
    ]
    canvas.lines(waves, "heat", colors=palette.INFLAMED_SPOT, linewidths=3.2, zorder=4)
    arms = [
        [(236 + 30 * np.cos(a), 95 + 30 * np.sin(a)), (236 - 30 * np.cos(a), 95 - 30 * np.sin(a))]
        for a in np.radians([0, 60, 120])
    ]
    tips = [
        [
            (236 + 19 * np.cos(a), 95 + 19 * np.sin(a)),
            (236 + 28 * np.cos(a + turn), 95 + 28 * np.sin(a + turn)),
        ]
        for a in np.radians(range(0, 360, 60))
        for turn in (-0.35, 0.35)
    ]
    canvas.lines([*arms, *tips], "frost", colors=palette.MOVE, linewidths=2.6, zorder=4)


def _bubble(
    canvas: Canvas, box: tuple[float, float, float, float], tail: list[Point], sign: str, fill: str
) -> None:
    left, top, right, bottom = box
    canvas.shape(_box(*box, 16), f"bubble-{sign}", fc=fill, zorder=2, **_EDGE)
    canvas.shape(ring(np.array(tail)), f"tail-{sign}", fc=fill, zorder=2.1, ec=fill, lw=_PEN)
    canvas.line(tail, f"tail-edge-{sign}", color=palette.INK, lw=_PEN, zorder=2.2)
    canvas.text(
        ((left + right) / 2, (top + bottom) / 2),
        sign,
        f"sign-{sign}",
        **{**LETTERING, "va": "center_baseline"},
        fontsize=44,
    )


def _ask(canvas: Canvas) -> None:
    canvas.shape(_box(24, 20, 112, 178, 14), "phone", fc=palette.RUBBER, **_EDGE)
    canvas.shape(_box(32, 36, 104, 156, 4), "screen", fc=palette.PAPER, zorder=2, **_EDGE)
    canvas.dot((68, 167), 5, "button", fc=palette.PAPER, ec="none", zorder=2)
    canvas.dot((68, 80), 15, "head", fc=palette.SKIN, zorder=3, **_EDGE)
    canvas.shape(_box(42, 102, 94, 150, 18), "shoulders", fc=palette.SHIRT, zorder=3, **_EDGE)
    _bubble(canvas, (146, 14, 300, 92), [(176, 92), (134, 116), (212, 92)], "?", palette.PAPER)
    # two pills that stay apart until somebody who knows has been asked
    for at, fill in (((176, 142), palette.DISC), ((250, 142), palette.INFLAMED_INSIDE)):
        x, y = at
        canvas.shape(_box(x - 30, y - 15, x + 30, y + 15, 15), f"pill-{x}", fc=fill, **_EDGE)
        turns = np.radians(np.linspace(90, 270, 16))
        end = np.column_stack([x - 15 + 15 * np.cos(turns), y + 15 * np.sin(turns)])
        half = ring(np.vstack([[(x, y + 15)], end, [(x, y - 15)]]))
        canvas.shape(half, f"half-{x}", fc=palette.PAPER, zorder=2, **_EDGE)


def _again(canvas: Canvas) -> None:
    warning = ring(np.array([(160, 30), (232, 150), (88, 150)]))
    canvas.shape(
        warning, "warning", fc=palette.PAPER, ec=palette.INFLAMED_SPOT, lw=8, joinstyle="round"
    )
    canvas.shape(_box(154, 72, 166, 116, 5), "bar", fc=palette.INFLAMED_SPOT, zorder=3)
    canvas.dot((160, 132), 7, "dot", fc=palette.INFLAMED_SPOT, ec="none", zorder=3)
    _arrow(canvas, [(86, 176), (20, 100), (92, 36)], "back")
    _arrow(canvas, [(234, 36), (300, 100), (234, 176)], "forth")


def _tomorrow(canvas: Canvas) -> None:
    rays = [
        [(78 + r * np.cos(a), 120 + r * np.sin(a)) for r in (52, 70)]
        for a in np.radians(range(180, 361, 30))
    ]
    canvas.lines(rays, "rays", colors=palette.MARKED, linewidths=6)
    half = np.radians(np.linspace(180, 360, 30))
    sun = ring(np.column_stack([78 + 40 * np.cos(half), 120 + 40 * np.sin(half)]))
    canvas.shape(sun, "sun", fc=palette.MARKED, **_EDGE)
    canvas.line([(8, 122), (148, 122)], "horizon", color=palette.INK, lw=3)
    canvas.shape(_box(176, 34, 306, 172, 10), "calendar", fc=palette.PAPER, **_EDGE)
    canvas.shape(_box(176, 34, 306, 66, 10), "month", fc=palette.MOVE, zorder=2, **_EDGE)
    for x in (206, 276):
        canvas.shape(_box(x - 5, 20, x + 5, 48, 4), f"ring-{x}", fc=palette.TOOL, zorder=3, **_EDGE)
    for place in range(8):
        x, y = 190 + 27 * (place % 4), 78 + 44 * (place // 4)
        shown = palette.MARKED if place == 1 else palette.CUSHION
        canvas.shape(_box(x, y, x + 20, y + 32, 3), f"day-{place}", fc=shown, zorder=2, **_EDGE)


_DRAWS: Mapping[Sketch, Callable[[Canvas], None]] = {
    Sketch.TURN: _turn,
    Sketch.SIT: _sit,
    Sketch.LEAN: _lean,
    Sketch.WALK: _walk,
    Sketch.WARMTH: _warmth,
    Sketch.ASK: _ask,
    Sketch.AGAIN: _again,
    Sketch.TOMORROW: _tomorrow,
}
