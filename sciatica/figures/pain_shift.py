"""The rule of centralisation, drawn: where leg pain was, and where it is now.

The leg and the low back are seen from behind. Pain is a band along the sciatic nerve's way. Before,
it reaches from the buttock to the calf; now it has drawn back to the low back and the buttock, has
stayed, or has gone down to the foot. Where it moved up the low back is marked too: a sorer back
alone is no reason to stop.
"""

from collections.abc import Mapping
from functools import cache, partial

import numpy as np
from matplotlib.figure import Figure

from sciatica.content.nerve_artwork import NervePicture, NerveView, nerve
from sciatica.content.words import Words
from sciatica.figures import palette
from sciatica.figures.body import draw_body, letter_from_behind, on_side
from sciatica.figures.canvas import Canvas, ring
from sciatica.figures.picture import WHOLE, Picture, View
from sciatica.model.anatomy import Side
from sciatica.model.practice import Shift

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


@cache
def pain_shift(shift: Shift, side: Side, words: Words) -> Picture:
    """Return where the pain in the patient's leg of `side` was before an exercise, and where it is
    now."""
    top, before = (words(f"nerve.spot.{spot}") for spot in BEFORE)
    now_top, now = (words(f"nerve.spot.{spot}") for spot in NOW[shift])
    said = words(
        f"exercises.pain_shift.describe_{shift}",
        side=words(f"roots.side.{side}"),
        top=top,
        before=before,
        now_top=now_top,
        now=now,
    )
    return Picture(
        f"pain-shift-{shift}-{side}",
        partial(_draw, shift, side, words),
        {WHOLE: View(frozenset(), said)},
        round(nerve()[NerveView.BACK].body.width),
        words(f"exercises.pain_shift.{shift}"),
    )


def _draw(shift: Shift, side: Side, words: Words) -> Figure:
    picture = nerve()[NerveView.BACK]
    body = picture.body
    canvas = Canvas.of(0, 0, body.width, body.height)
    leg = on_side(canvas, body, side)
    draw_body(canvas, body)
    now, before = _band(picture, *NOW[shift]), _band(picture, *BEFORE)
    leg.shape(ring(leg.place(now)), "now", fc=palette.MARKED, alpha=0.85, zorder=7)
    leg.lines(_hatch(now), "now-lines", colors=palette.TEXT, linewidths=0.8, zorder=7.1)
    dashes = (0, (4, 2.5))
    leg.shape(
        ring(leg.place(before)), "before", fc="none", ec=palette.TEXT, lw=1.6, ls=dashes, zorder=7.2
    )
    if shift is not Shift.SAME:
        _arrow(leg, picture, BEFORE[1], NOW[shift][1])
    letter_from_behind(canvas, body, words)
    return canvas.figure


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


def _hatch(band: np.ndarray) -> list[np.ndarray]:
    """Return lines (2 by 2) across a band, for a grey printer."""
    count = len(band) // 2
    one, other = band[:count], band[count:][::-1]
    every = max(1, round(_HATCH_EVERY / _STEP))
    return list(np.stack([one, other], axis=1)[1:-1:every])


def _arrow(canvas: Canvas, picture: NervePicture, start: str, end: str) -> None:
    """An arrow beside the leg, from where the pain ended to where it ends now."""
    x = picture.body.width / 2  # between the legs
    y0, y1 = (picture.spots[spot][1] for spot in (start, end))
    down = 1 if y1 > y0 else -1
    if down < 0:
        y1 += 55  # below the trunk, where the legs part
    shaft = [(x, y0), (x, y1 - down * _HEAD)]
    canvas.line(shaft, "arrow", color=palette.MOVE, lw=4, zorder=8)
    base = y1 - down * 1.6 * _HEAD
    head = canvas.place([(x, y1), (x - _HEAD, base), (x + _HEAD, base)])
    canvas.shape(ring(head), "arrow-head", fc=palette.MOVE, zorder=8.1)
