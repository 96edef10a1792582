"""The quiet body behind every picture, and how the right side comes from the left one."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from sciatica.content import Legs
from sciatica.content.artwork import Point, Polygon
from sciatica.figures import palette
from sciatica.figures.svg import PART
from sciatica.model import Side

POINTS_PER_INCH = 72
LETTER = 15
"""Size of the letters that tell left from right, in points."""
LETTERING: Mapping[str, Any] = {
    "ha": "center",
    "va": "center",
    "color": palette.TEXT,
    "zorder": 9,
    "family": "sans-serif",
    "fontweight": "bold",
}
_LAYERS = {
    "body": palette.SKIN,
    "shorts": palette.SHORTS,
    "shade": palette.SHADE,
    "light": palette.LIGHT,
    "ink": palette.INK,
}


def sheet(left: float, right: float, top: float, bottom: float) -> tuple[Figure, Axes]:
    """Return an empty figure and its axes: one point (1/72 inch) for one unit of the artwork."""
    size = (right - left) / POINTS_PER_INCH, (bottom - top) / POINTS_PER_INCH
    figure = Figure(figsize=size)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(left, right), ylim=(bottom, top), aspect="equal")
    axes.axis("off")
    return figure, axes


def on_side(picture: Legs, side: Side, points: np.ndarray) -> np.ndarray:
    """Return points (n by 2) of the stored left leg for `side`: the right leg is its mirror."""
    if side is Side.LEFT:
        return points
    mirrored = points.copy()
    mirrored[:, 0] = picture.width - mirrored[:, 0]
    return mirrored


def spot_on_side(picture: Legs, side: Side, spot: Point) -> Point:
    """Return one spot of the stored left leg for `side`."""
    x, y = on_side(picture, side, np.asarray([spot], dtype=float))[0]
    return float(x), float(y)


def outline(picture: Legs, side: Side, polygons: Iterable[Polygon]) -> Path:
    """Return polygons of the stored left leg as one path for `side`, holes and all."""
    rings = [
        on_side(picture, side, np.asarray([*ring, ring[0]], dtype=float))
        for polygon in polygons
        for ring in polygon
    ]
    if not rings:
        return Path(np.empty((0, 2)))
    return Path.make_compound_path(*(Path(ring, closed=True) for ring in rings))


def draw_body(
    axes: Axes, picture: Legs, side: Side, layer: str | None = None, visible: bool = True
) -> None:
    """Draw the body of `picture`, as the layer of that name or as a fixed background."""
    for order, (part, colour) in enumerate(_LAYERS.items()):
        patch = PathPatch(
            outline(picture, side, picture.layers[part]),
            facecolor=colour,
            edgecolor="none",
            # the outline lies over the coloured areas, so that the leg keeps its shape
            zorder=6.0 if part == "ink" else 1 + order / 10,
            alpha=0.5 if part in ("shade", "light") else 1,
            clip_on=False,
        )
        if layer:
            patch.set_gid(f"{layer}{PART}{part}")
        patch.set_visible(visible)
        axes.add_patch(patch)


def draw_letter(
    axes: Axes, at: Point, text: str, layer: str | None = None, visible: bool = True
) -> None:
    """Write the letter of a side, as part of the layer of that name or always."""
    label = axes.text(at[0], at[1], text, **LETTERING, fontsize=LETTER)
    if layer:
        label.set_gid(f"{layer}{PART}letter")
    label.set_visible(visible)
