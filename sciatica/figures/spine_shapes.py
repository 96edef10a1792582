"""How the parts of the spine look in every picture of it: colours, edges, and the scale."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from sciatica.content.artwork import Point, Polygon
from sciatica.content.spine_artwork import Shapes, area_mm2
from sciatica.content.words import Words
from sciatica.figures import palette
from sciatica.figures.canvas import Canvas, Dashes
from sciatica.model.anatomy import RootName, Side

Window = tuple[float, float, float, float]
"""Left, top, right and bottom of a picture, in mm."""


@dataclass(frozen=True, slots=True)
class Look:
    """Fill, edge, and the width of the edge in mm."""

    fill: str
    edge: str = "none"
    edge_mm: float = 0.35


_EDGES_MM = {
    "bone": 0.4, "disc": 0.4, "lesion": 0.5, "flavum": 0.3, "sac": 0.4, "cord": 0.3,
    "muscle": 0.3, "piriformis": 0.5, "ligament": 0.3, "sciatic": 0.5, "trunk": 0.4,
}  # fmt: skip
"""What is not named here has no edge."""
LOOKS: Mapping[str, Look] = {
    part: Look(fill, edge, _EDGES_MM.get(part, 0.0))
    for part, (fill, edge) in palette.TISSUES.items()
}
"""Looks by the first word of a part's name."""
BONE = LOOKS["bone"]
_MUSCLES = {"psoas", "multifidus", "erector", "gemellus", "obturator", "quadratus"}
_TONES = {
    "shade": (palette.RELIEF_SHADE, 0.20),
    "deep": (palette.RELIEF_DEEP, 0.26),
    "light": (palette.RELIEF_LIGHT, 0.50),
    "ink": (BONE.edge, 0.9),
}
_ROOT_EDGE_MM = 0.4
SMALL: Mapping[str, Any] = {
    "color": palette.TEXT, "fontsize": 15, "zorder": 20,
}  # fmt: skip
FOOT_MM = 6.0
"""Room below a slice for the line that says how it is seen."""
_STRANDS, _STRAND_MM, _STRAND_STEP_MM = (0.12, 0.30, 0.47, 0.62, 0.75, 0.87, 0.98), 0.35, 2.0
"""Where strands lie between the front and the back of the sac (they sink to the back of one who
lies), how thick they are drawn, and how closely they follow its walls."""
_WAVY_BELOW, _WAVE_MM, _SWING_MM, _LOWEST_WAIST = 0.5, 7.5, 4.4, 0.62
"""A sac that keeps less than this share of its width at a waist has wavy strands above it: how long
a wave is and how wide it swings; below the last share of its height every sac grows narrow."""
_ROOTLETS, _GOLDEN_RAD, _ROOTLET_MM, _OFF_EDGE_MM = 18, 2.399963, 1.0, 1.0


def look_of(part: str) -> Look:
    """Return how a part looks: ``root L5 left``, ``disc L4/5``, ``L4``, ``psoas`` ..."""
    first, *rest = part.split()
    if first in ("root", "ganglion"):
        return Look(palette.ROOT_COLOURS[RootName(rest[0])], palette.TEXT, _ROOT_EDGE_MM)
    if first in LOOKS:
        return LOOKS[first]
    named = set(part.split())
    if named & _MUSCLES:
        return LOOKS["muscle"]
    return LOOKS["ligament"] if "ligament" in named else BONE


def draw_part(
    canvas: Canvas,
    name: str,
    shape: Iterable[Polygon] | Path,
    zorder: float,
    look: Look | None = None,
    *,
    alpha: float = 1.0,
    dashes: Dashes | None = None,
) -> None:
    """Lay one part on the canvas, which is in mm. It looks like its name, or as told."""
    style = look or look_of(name)
    canvas.shape(
        shape,
        name.replace(" ", "-").replace("/", "-"),
        fc=style.fill,
        ec=style.edge,
        lw=0 if style.edge == "none" else style.edge_mm * canvas.points_per_unit,
        ls=dashes or "solid",
        joinstyle="round",
        zorder=zorder,
        alpha=alpha,
    )


def draw_parts(
    canvas: Canvas,
    shapes: Mapping[str, Sequence[Polygon] | Path],
    zorder: float,
    without: Collection[str] = (),
) -> None:
    """Lay parts in their order, but for those named in `without`."""
    for number, (name, shape) in enumerate(shapes.items()):
        if name not in without:
            draw_part(canvas, name, shape, zorder + number / 100)


def clipped(shapes: Shapes, window: Window) -> Mapping[str, Path]:
    """Return what of shapes lies in a window; a clip path in the SVG would need an id."""
    x0, y0, x1, y1 = window
    box, found = Bbox([[x0, y0], [x1, y1]]), {}
    for name, shape in shapes.items():
        rings = [
            Path([*ring, ring[0]], closed=True).clip_to_bbox(box)
            for rings in shape
            for ring in rings
        ]
        inner = [ring for ring in rings if np.size(ring.vertices)]
        if inner:
            found[name] = Path.make_compound_path(*inner)
    return found


def shares_of(part: Window, whole: Window) -> tuple[float, float, float, float]:
    """Return where a window lies in another: left, top, width and height as shares of it."""
    (x0, y0, x1, y1), (left, top, right, bottom) = part, whole
    wide, high = right - left, bottom - top
    return (x0 - left) / wide, (y0 - top) / high, (x1 - x0) / wide, (y1 - y0) / high


def draw_tones(canvas: Canvas, tones: Shapes, zorder: float) -> None:
    """Lay shade, light and inner lines over everything so far."""
    for number, (name, shape) in enumerate(tones.items()):
        colour, alpha = _TONES[name]
        draw_part(canvas, name, shape, zorder + number / 100, Look(colour), alpha=alpha)


def middle_of(shape: Sequence[Polygon]) -> Point:
    """Return the centroid of the largest piece of a shape; of a curved piece that does not hold
    its own centroid, the middle of it at that height."""
    ring = np.asarray(max(shape, key=lambda polygon: area_mm2((polygon,)))[0])
    x0, y0 = ring.T
    x1, y1 = np.roll(x0, -1), np.roll(y0, -1)
    cross = x0 * y1 - x1 * y0
    sixfold = 3 * cross.sum()
    x, y = ((x0 + x1) * cross).sum() / sixfold, ((y0 + y1) * cross).sum() / sixfold
    if not Path(np.vstack([ring, ring[:1]]), closed=True).contains_point((x, y)):
        over = (y0 > y) != (y1 > y)
        at = np.sort(x0[over] + (y - y0[over]) / (y1[over] - y0[over]) * (x1[over] - x0[over]))
        x = at[:2].mean()
    return float(x), float(y)


def draw_rootlets(canvas: Canvas, sac: Sequence[Polygon]) -> None:
    """Draw dots for the fine nerves that float in the sac, where it leaves them room.

    How many there are and where is decoration: people differ, and they move.
    """
    ring = np.asarray(max(sac, key=lambda polygon: area_mm2((polygon,)))[0])
    middle, half = (ring.max(axis=0) + ring.min(axis=0)) / 2, np.ptp(ring, axis=0) / 2
    turn = np.arange(_ROOTLETS) * _GOLDEN_RAD
    reach = np.sqrt((np.arange(_ROOTLETS) + 0.5) / _ROOTLETS)
    right = np.column_stack([np.abs(np.cos(turn)), np.sin(turn)]) * reach[:, None] * half
    spots = middle + np.concatenate([right, right * [-1, 1]])
    inner = Path(np.vstack([ring, ring[:1]]), closed=True)
    steps = np.linspace(0, 2 * np.pi, 8, endpoint=False)
    around = spots[:, None] + _OFF_EDGE_MM * np.column_stack([np.cos(steps), np.sin(steps)])
    room = inner.contains_points(around.reshape(-1, 2)).reshape(len(spots), -1).all(axis=1)
    kept = _apart(spots[room])
    if not len(kept):
        return
    ends = np.repeat(kept, 2, axis=0)
    ends[1::2, 0] += 0.01  # a line of no length with round ends is a dot
    codes = [Path.MOVETO, Path.LINETO] * len(kept)
    canvas.shape(
        Path(ends, codes),
        "rootlets",
        fc="none",
        ec=LOOKS["sac"].edge,
        lw=_ROOTLET_MM * canvas.points_per_unit,
        capstyle="round",
        zorder=3,  # with the sac, so that a state is one group
    )


def draw_strands(canvas: Canvas, sac: Sequence[Polygon]) -> None:
    """Draw the fine nerves of a sac that is cut along: side by side where it is wide, crowded where
    it is narrow. How many there are is decoration."""
    ring = np.asarray(max(sac, key=lambda polygon: area_mm2((polygon,)))[0])
    closed = np.vstack([ring, ring[:1]])
    (x0, y0), (x1, y1) = closed[:-1].T, closed[1:].T
    heights = np.arange(ring[:, 1].min() + 0.3, ring[:, 1].max() - 0.2, _STRAND_STEP_MM)
    edges = []
    for y in heights:
        over = (y0 > y) != (y1 > y)
        at = np.sort(x0[over] + (y - y0[over]) / (y1[over] - y0[over]) * (x1[over] - x0[over]))
        edges.append((at[0] + _OFF_EDGE_MM, at[-1] - _OFF_EDGE_MM))
    front, back = np.array(edges).T
    wave = _waves(heights, back - front)
    for share in _STRANDS:
        loose = wave * share * (1 - share)
        canvas.line(
            np.column_stack([front + share * (back - front) + loose, heights]),
            "strand",
            color=LOOKS["sac"].edge,
            lw=_STRAND_MM * canvas.points_per_unit,
            zorder=3,
        )


def _waves(heights: np.ndarray, widths: np.ndarray) -> np.ndarray:
    """Return how far strands swing aside above a waist of the sac: they are too long for what is
    left above it, and lie in waves (redundant roots on a report)."""
    waist = int(widths[: int(_LOWEST_WAIST * len(widths))].argmin())
    left = widths[waist] / np.median(widths[: waist + 1])
    tight = np.clip((_WAVY_BELOW - left) / 0.2, 0, 1)
    above = np.clip((heights[waist] - heights - 3.0) / 6.0, 0, 1)
    swing: np.ndarray = np.sin(2 * np.pi * (heights[waist] - heights) / _WAVE_MM)
    return np.asarray(tight * _SWING_MM * above * swing)


def _apart(spots: np.ndarray) -> np.ndarray:
    """Keep spots that do not touch one another."""
    kept: list[np.ndarray] = []
    for spot in spots:
        if all(np.hypot(*(spot - other)) > 1.5 * _ROOTLET_MM for other in kept):
            kept.append(spot)
    return np.array(kept)


def orient_slice(
    canvas: Canvas, window: Window, where: str, words: Words, inset_mm: float = 4.0
) -> None:
    """Say where a slice across the spine is cut and how it is seen: from the feet, the front at the
    top, and so the patient's left on the viewer's right."""
    x0, y0, x1, y1 = window
    texts = {"front": words("spine.name.front"), "back": words("spine.name.back"), "where": where}
    heights = (y0 + inset_mm, y1 - inset_mm, y1 + FOOT_MM / 2)
    for (name, text), y in zip(texts.items(), heights, strict=True):
        canvas.text((0, y), text, name, ha="center", va="center", **SMALL)
    for side, x in ((Side.RIGHT, x0), (Side.LEFT, x1)):
        canvas.letter((x, y0 + inset_mm), words(f"roots.side.{side}_letter"))
