"""The way of the sciatic nerve from the low back to the foot, through a quiet body.

The nerve of one side is drawn: from behind, the left one is on the viewer's left. What lies beyond
the bones, and the thinner roots, are paler. The names stand in the free space beside the body.
"""

from collections.abc import Mapping
from functools import cache, partial

from matplotlib.figure import Figure

from sciatica.content.artwork import Point, Polygon
from sciatica.content.nerve_artwork import NerveView, Strand, nerve
from sciatica.content.words import Words
from sciatica.figures import palette
from sciatica.figures.body import LETTERS_AT, draw_body, letter_from_behind, on_side
from sciatica.figures.canvas import Canvas
from sciatica.figures.picture import WHOLE, Picture, View
from sciatica.model.anatomy import Side

WIDTH = 250
"""Width of every picture, in points; what the body leaves free is for the names."""
LABELLED = ("low_back", "buttock", "thigh", "knee", "calf", "foot")
_GAP, _LETTER_GAP = 4, 10.0
"""Between the body and the names, and the letter of a side beside it, in points."""


@cache
def nerve_way(view: NerveView, side: Side, words: Words) -> Picture:
    """Return the body from `view` with the sciatic nerve of the patient's `side`, named."""
    regions = {spot: words(f"nerve.spot.{spot}") for spot in LABELLED}
    named = words(f"roots.side.{side}")
    said = words(f"nerve.describe.{view}", side=named, **regions)
    return Picture(
        f"nerve-{view}-{side}",
        partial(_draw, view, side, words),
        {WHOLE: View(frozenset(), said)},
        WIDTH,
        words(f"nerve.view.{view}", side=named),
    )


def _draw(view: NerveView, side: Side, words: Words) -> Figure:
    picture = nerve()[view]
    body = picture.body
    behind = view is NerveView.BACK
    # the names stand on the nerve's side of the body from behind, and behind it from the side
    names_left = behind is (side is Side.LEFT)
    left = body.width - WIDTH if names_left else 0.0
    canvas = Canvas.of(left, 0, left + WIDTH, body.height)
    leg = on_side(canvas, body, side)
    draw_body(leg, body)
    _fill(leg, picture.spine, "spine", palette.BONE, palette.BONE_EDGE, zorder=6.1)
    _strands(leg, picture.far, "far", palette.FAR, palette.FAR_EDGE, zorder=6.2)
    _strands(leg, picture.near, "near", palette.NERVE, palette.NERVE_EDGE, zorder=6.4)
    edge = -_GAP if behind else body.width + _GAP
    for spot in LABELLED:
        at, text = picture.spots[spot], words(f"nerve.spot.{spot}")
        _name(leg, spot, text, at, edge, "right" if names_left else "left")
    if behind:
        letter_from_behind(canvas, body, words)
    else:
        # not in the other free corner: beside the back view it would stand next to that one's R
        leg.letter((body.width + _LETTER_GAP, LETTERS_AT), words(f"roots.side.{side}_letter"))
    return canvas.figure


def _fill(
    canvas: Canvas, shape: tuple[Polygon, ...], part: str, colour: str, edge: str, zorder: float
) -> None:
    canvas.shape(shape, part, fc=colour, ec=edge, lw=0.7, zorder=zorder)


def _strands(
    canvas: Canvas,
    strands: Mapping[Strand, tuple[Polygon, ...]],
    where: str,
    colour: str,
    edge: str,
    zorder: float,
) -> None:
    """All edges first, then all fills: where strands meet, no line crosses the nerve."""
    for strand, shape in strands.items():
        _fill(canvas, shape, f"{strand}-{where}-edge", edge, edge, zorder)
    for strand, shape in strands.items():
        _fill(canvas, shape, f"{strand}-{where}", colour, "none", zorder + 0.1)


def _name(canvas: Canvas, spot: str, text: str, at: Point, edge: float, ha: str) -> None:
    """Write a name at the height of its spot, with a thin line that leads to the nerve."""
    height, start = at[1], edge + (2 if edge < 0 else -2)
    canvas.line([(start, height), at], f"{spot}-line", color=palette.TEXT, lw=0.7, zorder=7)
    canvas.dot(at, 2, f"{spot}-dot", fc=palette.PAPER, ec=palette.TEXT, lw=0.8, zorder=8)
    canvas.name((edge, height), text, f"{spot}-name", ha=ha)
