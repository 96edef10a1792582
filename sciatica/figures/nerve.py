"""The way of the sciatic nerve from the low back to the foot, through a quiet body.

The nerve is the patient's left one: on the viewer's left from behind. What lies beyond the bones,
and the thinner roots, are paler. The names stand in the free space beside the body.
"""

import textwrap
from collections.abc import Iterator, Mapping
from functools import partial

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, PathPatch

from sciatica.content import Words
from sciatica.content.artwork import Polygon
from sciatica.content.nerve_artwork import NervePicture, NerveView, Strand, nerve
from sciatica.figures import palette
from sciatica.figures.body import LETTER, draw_body, draw_letter, outline, sheet
from sciatica.figures.drawing import Drawing
from sciatica.figures.svg import PART
from sciatica.model import Side

WIDTH = 250
"""Width of every view, in points; what the body leaves free is for the names."""
LABEL = 14
"""Size of the names, in points: 9 pixels where a phone shows the picture 170 pixels wide."""
LINE_LENGTH = 9
"""A longer name breaks into lines of about so many letters."""
LABELLED = ("low_back", "buttock", "thigh", "knee", "calf", "foot")
_MARGIN, _GAP = 3, 4


def draw_nerve(view: NerveView, words: Words) -> Figure:
    """Draw the body from `view` with the sciatic nerve of the left side, named in `words`."""
    picture = nerve()[view]
    free = WIDTH - picture.body.width
    left = -free if view is NerveView.BACK else 0.0  # the names stand on the nerve's side
    figure, axes = sheet(left, left + WIDTH, 0, picture.body.height)
    draw_body(axes, picture.body, Side.LEFT)
    _fill(axes, picture, picture.spine, "spine", palette.BONE, palette.BONE_EDGE, zorder=6.1)
    _draw_strands(axes, picture, picture.far, "far", palette.FAR, palette.FAR_EDGE, zorder=6.2)
    _draw_strands(
        axes, picture, picture.near, "near", palette.NERVE, palette.NERVE_EDGE, zorder=6.4
    )
    for spot in LABELLED:
        _name(axes, view, picture, spot, words(f"nerve.spot.{spot}"))
    for side, x in _letters(view, picture).items():
        draw_letter(axes, (x, LETTER - 3), words(f"roots.side.{side}_letter"))
    return figure


def describe_nerve(view: NerveView, words: Words) -> str:
    """Say in words what `draw_nerve` shows for the same values."""
    regions = {spot: words(f"nerve.spot.{spot}") for spot in LABELLED}
    return words(f"nerve.describe.{view}", **regions)


def drawings(words: Words) -> Iterator[Drawing]:
    """Yield both views."""
    for view in NerveView:
        yield Drawing(
            f"nerve-{view}", partial(draw_nerve, view, words), describe_nerve(view, words)
        )


def _letters(view: NerveView, picture: NervePicture) -> Mapping[Side, float]:
    margin = 10.0
    if view is NerveView.BACK:
        return {Side.LEFT: margin, Side.RIGHT: picture.body.width - margin}
    # not in the other free corner: beside the back view it would stand next to that one's R
    return {Side.LEFT: picture.body.width + margin}


def _fill(
    axes: Axes,
    picture: NervePicture,
    shape: tuple[Polygon, ...],
    gid: str,
    colour: str,
    edge: str,
    zorder: float,
) -> None:
    patch = PathPatch(
        outline(picture.body, Side.LEFT, shape),
        fc=colour,
        ec=edge,
        lw=0.7 if edge != "none" else 0,
        zorder=zorder,
        clip_on=False,
    )
    patch.set_gid(f"{gid}{PART}{'edge' if edge != 'none' else 'fill'}")
    axes.add_patch(patch)


def _draw_strands(
    axes: Axes,
    picture: NervePicture,
    strands: Mapping[Strand, tuple[Polygon, ...]],
    where: str,
    colour: str,
    edge: str,
    zorder: float,
) -> None:
    """All edges first, then all fills: where strands meet, no line crosses the nerve."""
    for strand, shape in strands.items():
        _fill(axes, picture, shape, f"{strand}-{where}", edge, edge, zorder)
    for strand, shape in strands.items():
        _fill(axes, picture, shape, f"{strand}-{where}", colour, "none", zorder + 0.1)


def _name(axes: Axes, view: NerveView, picture: NervePicture, spot: str, text: str) -> None:
    """Write a name at the height of its spot, with a thin line that leads to the nerve."""
    x, y = picture.spots[spot]
    back = view is NerveView.BACK
    edge = -_GAP if back else picture.body.width + _GAP
    start = edge + (2 if back else -2)
    (line,) = axes.plot([start, x], [y, y], color=palette.TEXT, lw=0.7, zorder=7, clip_on=False)
    line.set_gid(f"name-{spot}{PART}line")
    dot = Circle((x, y), 2, fc=palette.PAPER, ec=palette.TEXT, lw=0.8, zorder=8, clip_on=False)
    dot.set_gid(f"name-{spot}{PART}dot")
    axes.add_patch(dot)
    label = axes.text(
        edge,
        y,
        "\n".join(textwrap.wrap(text, LINE_LENGTH, break_long_words=False)),
        ha="right" if back else "left",
        va="center",
        color=palette.TEXT,
        family="sans-serif",
        fontsize=LABEL,
        linespacing=1.05,
        zorder=9,
    )
    label.set_gid(f"name-{spot}{PART}text")
