"""How roots go on: side by side into the trunk and the sciatic nerve, where their colours fade.

A root that ended in mid-air, or at a bone, would say that the nerve ends there. So no end is drawn:
each root keeps its own strip of what it becomes, and all of them fade at one height. Which strip is
whose is a drawing choice: in life their fibres mix.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from sciatica.content.artwork import Polygon
from sciatica.figures.canvas import Canvas

Edges = Callable[[float], tuple[float, float]]
"""From where to where a strip reaches at a height, in the picture's mm."""
_STEP_MM, _BANDS = 10.0, 5
_FAR_MM = 1000.0


def chord_of(shape: Sequence[Polygon], y: float) -> tuple[float, float] | None:
    """Return from where to where a shape reaches at a height; none where it does not reach."""
    crossings = [
        x0 + (y - y0) / (y1 - y0) * (x1 - x0)
        for polygon in shape
        for (x0, y0), (x1, y1) in zip(polygon[0], (*polygon[0][1:], polygon[0][0]), strict=True)
        if (y0 > y) != (y1 > y)
    ]
    return (min(crossings), max(crossings)) if crossings else None


def strip(shape: Sequence[Polygon], first: float, last: float) -> Edges:
    """Return the strip of a shape between two shares of its width (0 is the viewer's left)."""

    def edges(y: float) -> tuple[float, float]:
        x0, x1 = chord_of(shape, y) or (0.0, 0.0)
        return x0 + first * (x1 - x0), x0 + last * (x1 - x0)

    return edges


def then(before: Edges, after: Edges, start: float, end: float) -> Edges:
    """Return one strip that goes over into another between two heights."""

    def edges(y: float) -> tuple[float, float]:
        share = min(max((y - start) / (end - start), 0.0), 1.0)
        if share in (0.0, 1.0):
            return (before, after)[int(share)](y)
        (a0, a1), (b0, b1) = before(y), after(y)
        return a0 + share * (b0 - a0), a1 + share * (b1 - a1)

    return edges


def draw_fading(
    canvas: Canvas,
    name: str,
    edges: Edges,
    heights: tuple[float, float, float],
    colour: str,
    zorder: float,
    alpha: float,
) -> None:
    """Draw a strip from the first of three heights on; between the others it fades to nothing."""
    top, fades, gone = heights
    stops = [top, *np.linspace(fades, gone, _BANDS + 1)]
    for number, (upper, lower) in enumerate(pairwise(stops)):
        if lower <= upper:
            continue
        steps = max(2, int(np.ceil((lower - upper) / _STEP_MM)) + 1)
        ys = np.linspace(upper, lower, steps)
        sides = np.round([edges(float(y)) for y in ys], 1)
        ring = [*zip(sides[:, 0], ys, strict=True), *zip(sides[::-1, 1], ys[::-1], strict=True)]
        strength = alpha * (1 - number / (_BANDS + 1))
        canvas.shape(
            ((tuple(ring),),), f"{name}-{number}", fc=colour, zorder=zorder, alpha=strength
        )


def above(canvas: Canvas, shape: Sequence[Polygon], height: float) -> Path:
    """Return what of a shape lies above a height, placed on the canvas."""
    box = Bbox([[-_FAR_MM, -_FAR_MM], [_FAR_MM, height]])
    return canvas.path(shape).clip_to_bbox(box)
