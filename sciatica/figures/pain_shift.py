"""The rule of centralisation, drawn: where leg pain was, and where it is now.

The leg and the low back are seen from behind. Pain is a band along the sciatic nerve's way. Before,
it reaches from the buttock to the calf; now it has drawn back to the low back and the buttock, has
stayed, or has gone down to the foot. Where it moved up the low back is marked too: a sorer back
alone is no reason to stop.
"""

from collections.abc import Iterator, Mapping
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Polygon
from matplotlib.path import Path

from sciatica.content import NervePicture, NerveView, Words, nerve
from sciatica.figures import palette
from sciatica.figures.body import draw_body, draw_letter, on_side, sheet
from sciatica.figures.drawing import Drawing
from sciatica.figures.svg import PART
from sciatica.model import Shift, Side

WAY = ("low_back", "buttock", "thigh", "knee", "calf", "foot")
"""The spots along the nerve, from the top down."""
BEFORE = ("buttock", "calf")
"""From where to where pain reached before."""
NOW: Mapping[Shift, tuple[str, str]] = {
    Shift.UP: ("low_back", "buttock"),
    Shift.SAME: BEFORE,
    Shift.DOWN: ("buttock", "foot"),
}
_HALF_WIDTH = {
    "low_back": 19.0, "buttock": 16.0, "thigh": 12.0, "knee": 9.0, "calf": 9.5, "foot": 5.0,
}  # fmt: skip
_TO_THE_HEEL = 4.0
"""The nerve reaches the foot at the inner ankle; the band stays on the middle of the leg's back."""
_HATCH_EVERY, _STEP = 7.0, 2.0
_HEAD = 9.0


def draw_pain_shift(shift: Shift, words: Words, side: Side = Side.LEFT) -> Figure:
    """Draw where the pain in the leg of `side` was before an exercise and where it is now."""
    picture = nerve()[NerveView.BACK]
    figure, axes = sheet(0, picture.body.width, 0, picture.body.height)
    draw_body(axes, picture.body, Side.LEFT)
    now, before = _band(picture, *NOW[shift]), _band(picture, *BEFORE)
    ring = on_side(picture.body, side, now)
    area = Polygon(ring, fc=palette.MARKED, ec="none", alpha=0.85, zorder=7, clip_on=False)
    area.set_gid(f"now{PART}area")
    axes.add_patch(area)
    lines = LineCollection(_hatch(ring), colors=palette.TEXT, linewidths=0.8, zorder=7.1)
    lines.set_clip_on(False)
    lines.set_gid(f"now{PART}lines")
    axes.add_collection(lines)
    edge = Polygon(
        on_side(picture.body, side, before), fc="none", ec=palette.TEXT, lw=1.6, ls=(0, (4, 2.5)),
        zorder=7.2, clip_on=False,
    )  # fmt: skip
    edge.set_gid(f"before{PART}edge")
    axes.add_patch(edge)
    if shift is not Shift.SAME:
        _arrow(axes, picture, side, BEFORE[1], NOW[shift][1])
    width = picture.body.width
    for letter, x in ((Side.LEFT, 10.0), (Side.RIGHT, width - 10.0)):
        draw_letter(axes, (x, 12.0), words(f"roots.side.{letter}_letter"))
    return figure


def describe_pain_shift(shift: Shift, words: Words, side: Side = Side.LEFT) -> str:
    """Say in words what `draw_pain_shift` shows for the same values."""
    top, before = (words(f"nerve.spot.{spot}") for spot in BEFORE)
    now_top, now = (words(f"nerve.spot.{spot}") for spot in NOW[shift])
    return words(
        f"exercises.pain_shift.describe_{shift}",
        side=words(f"roots.side.{side}"),
        top=top,
        before=before,
        now_top=now_top,
        now=now,
    )


def drawings(words: Words) -> Iterator[Drawing]:
    """Yield the three pictures of the rule."""
    for shift in Shift:
        yield Drawing(
            f"pain-shift-{shift}",
            partial(draw_pain_shift, shift, words),
            describe_pain_shift(shift, words),
            words(f"exercises.pain_shift.{shift}"),
        )


def _band(picture: NervePicture, first: str, last: str) -> np.ndarray:
    """Return the outline of a band along the nerve (n by 2, of the left leg), round at its ends."""
    spots = WAY[WAY.index(first) : WAY.index(last) + 1]
    knots = np.array([picture.spots[spot] for spot in WAY], dtype=float)
    knots[-1, 0] -= _TO_THE_HEEL
    heights = np.arange(picture.spots[spots[0]][1], picture.spots[spots[-1]][1] + _STEP, _STEP)
    middle = np.interp(heights, knots[:, 1], knots[:, 0])
    half = np.interp(heights, knots[:, 1], [_HALF_WIDTH[spot] for spot in WAY])
    smooth = np.ones(9) / 9  # the way turns softly at the spots
    if len(heights) > len(smooth):
        middle = np.convolve(np.pad(middle, 4, mode="edge"), smooth, mode="valid")
    ends = np.minimum(heights - heights[0], heights[-1] - heights)
    rounding = np.sqrt(np.clip(1 - (1 - np.clip(ends / half, 0, 1)) ** 2, 0.02, 1))
    half = half * rounding
    way = np.column_stack([middle, heights])
    ahead = np.gradient(way, axis=0)
    across = np.column_stack([ahead[:, 1], -ahead[:, 0]]) / np.hypot(*ahead.T)[:, None]
    left, right = way - half[:, None] * across, way + half[:, None] * across
    return np.concatenate([left, right[::-1]])


def _hatch(ring: np.ndarray) -> list[list[tuple[float, float]]]:
    """Return lines across a band, for a grey printer."""
    count = len(ring) // 2
    one, other = ring[:count], ring[count:][::-1]
    every = max(1, round(_HATCH_EVERY / _STEP))
    pairs = zip(one[1:-1:every], other[1:-1:every], strict=True)
    return [[(float(a[0]), float(a[1])), (float(b[0]), float(b[1]))] for a, b in pairs]


def _arrow(axes: Axes, picture: NervePicture, side: Side, start: str, end: str) -> None:
    """An arrow beside the leg, from where the pain ended to where it ends now."""
    x = picture.body.width / 2  # between the legs
    y0, y1 = (picture.spots[spot][1] for spot in (start, end))
    down = 1 if y1 > y0 else -1
    if down < 0:
        y1 += 55  # below the trunk, where the legs part
    line = on_side(picture.body, side, np.array([[x, y0], [x, y1 - down * _HEAD]]))
    (shaft,) = axes.plot(*line.T, color=palette.MOVE, lw=4, zorder=8, clip_on=False)
    shaft.set_gid(f"arrow{PART}line")
    corners = np.array(
        [[x, y1], [x - _HEAD, y1 - down * 1.6 * _HEAD], [x + _HEAD, y1 - down * 1.6 * _HEAD]]
    )
    head = PathPatch(
        Path(on_side(picture.body, side, np.array([*corners, corners[0]])), closed=True),
        fc=palette.MOVE, ec="none", zorder=8.1, clip_on=False,
    )  # fmt: skip
    head.set_gid(f"arrow{PART}head")
    axes.add_patch(head)
