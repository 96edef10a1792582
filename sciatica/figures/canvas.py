"""The canvas under every figure: artwork's units, layers by name, left and right.

A canvas is a value. `on` names the layer that follows, `mirrored` turns what follows into its
mirror image; both leave the canvas that they are asked of as it is.
"""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path
from matplotlib.text import Text

from sciatica.content.artwork import Point, Polygon
from sciatica.figures import palette
from sciatica.figures.picture import POINTS_PER_INCH
from sciatica.figures.svg import AT, PART

Points = Iterable[Point] | np.ndarray
Box = tuple[float, float, float, float]
FIXED, LETTER = "fixed", "letter"
"""The layer of what is always seen, and the part of a letter that tells left from right."""
LETTER_PT = 15
"""Size of the letters that tell left from right."""
Dashes = tuple[float, tuple[float, float]]
"""Where a broken line begins, and its dashes and gaps, in widths of the line."""
DASHED: Dashes = (0, (3, 2))
"""The edge of what lies hidden behind something."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """Where shapes are laid, in the artwork's own units, x to the right and y downwards.

    `points_per_unit` gives lines their width, `mirror_at` is the x at which everything is mirrored
    (none: nothing is), `layer` the layer of all that follows.
    """

    axes: Axes
    points_per_unit: float
    mirror_at: float | None = None
    layer: str = FIXED

    @classmethod
    def of(
        cls, left: float, top: float, right: float, bottom: float, points_per_unit: float = 1
    ) -> "Canvas":
        """Return an empty canvas for this window of the artwork: by default, artwork in points."""
        size = (
            (right - left) * points_per_unit / POINTS_PER_INCH,
            (bottom - top) * points_per_unit / POINTS_PER_INCH,
        )
        axes = Figure(figsize=size).add_axes((0, 0, 1, 1))
        axes.set(xlim=(left, right), ylim=(bottom, top), aspect="equal")
        axes.axis("off")
        return cls(axes, points_per_unit)

    @property
    def figure(self) -> Figure:
        """The figure that holds the canvas."""
        figure = self.axes.figure
        assert isinstance(figure, Figure)
        return figure

    def on(self, layer: str) -> "Canvas":
        """Return the canvas for the layer of that name."""
        return replace(self, layer=layer)

    def mirrored(self, at: float) -> "Canvas":
        """Return the canvas mirrored at this x."""
        return replace(self, mirror_at=at)

    def inset(self, box: Box, window: Box) -> "Canvas":
        """Return a canvas within this one: `box` is its left, top, width and height here, `window`
        the left, top, right and bottom of the artwork that it shows, at the same scale."""
        axes = self.axes.inset_axes(box, transform=self.axes.transData)
        left, top, right, bottom = window
        axes.set(xlim=(left, right), ylim=(bottom, top), aspect="equal")
        axes.axis("off")
        return replace(self, axes=axes)

    def place(self, points: Points) -> np.ndarray:
        """Return where points of the artwork lie (n by 2)."""
        placed = np.array(points if isinstance(points, np.ndarray) else list(points), dtype=float)
        if self.mirror_at is not None:
            placed[:, 0] = 2 * self.mirror_at - placed[:, 0]
        return placed

    def spot(self, point: Point) -> Point:
        """Return where one point of the artwork lies."""
        x, y = self.place([point])[0]
        return float(x), float(y)

    def path(self, shape: Iterable[Polygon]) -> Path:
        """Return polygons as one path, holes and all."""
        rings = [
            Path(self.place([*ring, ring[0]]), closed=True) for polygon in shape for ring in polygon
        ]
        return Path.make_compound_path(*rings) if rings else Path(np.empty((0, 2)))

    def add(self, artist: Artist, part: str) -> None:
        """Lay an artist on the layer; `part` names it within."""
        artist.set_gid(f"{self.layer}{PART}{part}")
        artist.set_clip_on(False)  # the frame of the SVG cuts; a clip path would need an id
        self.axes.add_artist(artist)  # not add_patch: the frame is set, no limits to work out

    def shape(self, shape: Iterable[Polygon] | Path, part: str, **look: Any) -> PathPatch:
        """Lay polygons of the artwork, or a path that is placed already. `look` is matplotlib's,
        line widths in points."""
        path = shape if isinstance(shape, Path) else self.path(shape)
        patch = PathPatch(path, **{"ec": "none", **look})
        self.add(patch, part)
        return patch

    def line(self, points: Points, part: str, **look: Any) -> Line2D:
        """Lay a line through points of the artwork."""
        line = Line2D(*self.place(points).T, **look)
        self.add(line, part)
        return line

    def lines(self, lines: Iterable[Points], part: str, **look: Any) -> None:
        """Lay many lines that look alike."""
        self.add(LineCollection([self.place(line) for line in lines], **look), part)

    def dot(self, at: Point, radius: float, part: str, **look: Any) -> None:
        """Lay a circle around a point of the artwork."""
        self.add(Circle(self.spot(at), radius, **look), part)

    def text(self, at: Point, text: str, part: str, **look: Any) -> Text:
        """Write at a point of the artwork."""
        label = self.axes.text(*self.spot(at), text, **{"family": "sans-serif", **look})
        label.set_gid(f"{self.layer}{PART}{part}")
        return label

    def letter(self, at: Point, letter: str) -> None:
        """Write the letter of a side, so that nobody mistakes left for right."""
        part = f"{LETTER}{AT}{self.in_svg(self.spot(at))}"
        self.text(at, letter, part, **LETTERING, fontsize=LETTER_PT)

    def in_svg(self, placed: Point) -> str:
        """Return where a point that is placed already lies in the SVG, as its script reads it."""
        x, y = self.axes.transData.transform(placed) / self.figure.dpi * POINTS_PER_INCH
        return f"{x:.0f},{self.figure.get_figheight() * POINTS_PER_INCH - y:.0f}"

    def name(self, at: Point, text: str, part: str, **look: Any) -> None:
        """Write a name beside what it names, in short lines."""
        lines = textwrap.wrap(text, NAME_LETTERS, break_long_words=False)
        self.text(at, "\n".join(lines), part, **{**NAMING, **look})


LETTERING: dict[str, Any] = {
    "ha": "center",
    "va": "center",
    "color": palette.TEXT,
    "zorder": 9,
    "fontweight": "bold",
}
"""How names and letters that stand in the middle of something look."""
PLATE: dict[str, Any] = {
    "boxstyle": "round,pad=0.15",
    "fc": palette.PAPER,
    "ec": "none",
    "alpha": 0.9,
}
"""The pale plate under a name that stands on a colour."""
NAME_PT, NAME_LETTERS = 14, 9
"""Size of the names beside something (9 pixels where a phone shows a picture of 262 points 170
pixels wide), and after how many letters a line of them breaks."""
NAMING: dict[str, Any] = {
    "ha": "left",
    "va": "center",
    "color": palette.TEXT,
    "zorder": 9,
    "fontsize": NAME_PT,
    "linespacing": 1.05,
}
"""How names beside something look."""


def ring(points: Sequence[Point] | np.ndarray) -> Path:
    """Return a closed path through points that are placed already."""
    array = np.asarray(points, dtype=float)
    return Path(np.vstack([array, array[:1]]), closed=True)
