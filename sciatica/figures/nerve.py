"""The way of the sciatic nerve from the low back to the foot, through a quiet body.

The nerve of one side is drawn: from behind, the left one is on the viewer's left. What lies beyond
the bones, and the thinner roots, are paler. The names stand in the free space beside the body.
"""

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import product

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, PathPatch

from sciatica.content import Words
from sciatica.content.artwork import Polygon
from sciatica.content.nerve_artwork import NervePicture, NerveView, Strand, nerve
from sciatica.figures import palette
from sciatica.figures.body import (
    LETTER,
    draw_body,
    draw_letter,
    outline,
    sheet,
    spot_on_side,
)
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


def draw_nerve(view: NerveView, words: Words, side: Side = Side.LEFT) -> Figure:
    """Draw the body from `view` with the sciatic nerve of `side`, named in `words`."""
    scene = _Scene(view, nerve()[view], side)
    picture = scene.picture
    free = WIDTH - picture.body.width
    left = -free if scene.names_left else 0.0
    figure, axes = sheet(left, left + WIDTH, 0, picture.body.height)
    draw_body(axes, picture.body, side)
    scene.fill(axes, picture.spine, "spine", palette.BONE, palette.BONE_EDGE, zorder=6.1)
    scene.strands(axes, picture.far, "far", palette.FAR, palette.FAR_EDGE, zorder=6.2)
    scene.strands(axes, picture.near, "near", palette.NERVE, palette.NERVE_EDGE, zorder=6.4)
    for spot in LABELLED:
        scene.name(axes, spot, words(f"nerve.spot.{spot}"))
    for letter, x in scene.letters().items():
        draw_letter(axes, (x, LETTER - 3), words(f"roots.side.{letter}_letter"))
    return figure


def describe_nerve(view: NerveView, words: Words, side: Side = Side.LEFT) -> str:
    """Say in words what `draw_nerve` shows for the same values."""
    regions = {spot: words(f"nerve.spot.{spot}") for spot in LABELLED}
    return words(f"nerve.describe.{view}", side=words(f"roots.side.{side}"), **regions)


def drawings(words: Words) -> Iterator[Drawing]:
    """Yield both views of each side."""
    for view, side in product(NerveView, Side):
        yield Drawing(
            f"nerve-{view}-{side}",
            partial(draw_nerve, view, words, side),
            describe_nerve(view, words, side),
        )


@dataclass(frozen=True, slots=True)
class _Scene:
    """One view of the stored left nerve, drawn for `side`."""

    view: NerveView
    picture: NervePicture
    side: Side

    @property
    def names_left(self) -> bool:
        """Whether the names stand on the viewer's left: on the nerve's side of the body."""
        return (self.view is NerveView.BACK) is (self.side is Side.LEFT)

    def letters(self) -> Mapping[Side, float]:
        margin, width = 10.0, self.picture.body.width
        if self.view is NerveView.BACK:
            return {Side.LEFT: margin, Side.RIGHT: width - margin}
        # not in the other free corner: beside the back view it would stand next to that one's R
        return {self.side: -margin if self.names_left else width + margin}

    def fill(
        self,
        axes: Axes,
        shape: tuple[Polygon, ...],
        gid: str,
        colour: str,
        edge: str,
        zorder: float,
    ) -> None:
        patch = PathPatch(
            outline(self.picture.body, self.side, shape),
            fc=colour,
            ec=edge,
            lw=0.7 if edge != "none" else 0,
            zorder=zorder,
            clip_on=False,
        )
        patch.set_gid(f"{gid}{PART}{'edge' if edge != 'none' else 'fill'}")
        axes.add_patch(patch)

    def strands(
        self,
        axes: Axes,
        strands: Mapping[Strand, tuple[Polygon, ...]],
        where: str,
        colour: str,
        edge: str,
        zorder: float,
    ) -> None:
        """All edges first, then all fills: where strands meet, no line crosses the nerve."""
        for strand, shape in strands.items():
            self.fill(axes, shape, f"{strand}-{where}", edge, edge, zorder)
        for strand, shape in strands.items():
            self.fill(axes, shape, f"{strand}-{where}", colour, "none", zorder + 0.1)

    def name(self, axes: Axes, spot: str, text: str) -> None:
        """Write a name at the height of its spot, with a thin line that leads to the nerve."""
        x, y = spot_on_side(self.picture.body, self.side, self.picture.spots[spot])
        edge = -_GAP if self.names_left else self.picture.body.width + _GAP
        start = edge + (2 if self.names_left else -2)
        (line,) = axes.plot([start, x], [y, y], color=palette.TEXT, lw=0.7, zorder=7, clip_on=False)
        line.set_gid(f"name-{spot}{PART}line")
        dot = Circle((x, y), 2, fc=palette.PAPER, ec=palette.TEXT, lw=0.8, zorder=8, clip_on=False)
        dot.set_gid(f"name-{spot}{PART}dot")
        axes.add_patch(dot)
        label = axes.text(
            edge,
            y,
            "\n".join(textwrap.wrap(text, LINE_LENGTH, break_long_words=False)),
            ha="right" if self.names_left else "left",
            va="center",
            color=palette.TEXT,
            family="sans-serif",
            fontsize=LABEL,
            linespacing=1.05,
            zorder=9,
        )
        label.set_gid(f"name-{spot}{PART}text")
