"""How the parts of the spine look in every picture of it: colours, edges, and the scale."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from sciatica.content import Words
from sciatica.content.artwork import Point, Polygon
from sciatica.content.spine_artwork import Shapes, area_mm2
from sciatica.figures import palette
from sciatica.figures.body import POINTS_PER_INCH, draw_letter
from sciatica.figures.svg import PART
from sciatica.model import RootName, Side


@dataclass(frozen=True, slots=True)
class Look:
    """Fill, edge, and the width of the edge in mm."""

    fill: str
    edge: str = "none"
    edge_mm: float = 0.35


BONE = Look("#f3ead8", "#8d816d", 0.4)
LOOKS: Mapping[str, Look] = {
    "bone": BONE,
    "disc": Look("#b5cdd6", "#5c7f8e", 0.4),
    "nucleus": Look("#dcebef"),
    "lesion": Look("#5f93a8", "#12303c", 0.8),
    "flavum": Look("#e0bd62", "#8f7026", 0.3),
    "fat": Look("#fbf4de"),
    "sac": Look("#f7eab3", "#9a8232", 0.4),
    "cord": Look("#e6c96c", "#9a8232", 0.3),
    "cartilage": Look("#d5e6ec"),
    "muscle": Look("#e3b9ae", "#b98579", 0.3),
    "piriformis": Look("#cf8a7c", "#7d3f33", 0.5),
    "ligament": Look("#e9e0cc", "#a3977f", 0.3),
    "sciatic": Look("#f3cd4e", "#5f4a00", 0.5),
    "trunk": Look(palette.FAR, palette.FAR_EDGE, 0.4),
}
"""Looks by the first word of a part's name."""
_MUSCLES = {"psoas", "multifidus", "erector", "gemellus", "obturator", "quadratus"}
_TONES = {
    "shade": ("#8a7a5e", 0.20),
    "deep": ("#6d5f49", 0.26),
    "light": ("#ffffff", 0.50),
    "ink": (BONE.edge, 0.9),
}
_ROOT_EDGE_MM = 0.4
SMALL: Mapping[str, Any] = {
    "color": palette.TEXT, "family": "sans-serif", "fontsize": 15, "zorder": 20,
}  # fmt: skip
FOOT_MM = 6.0
"""Room below a slice for the line that says how it is seen."""
_ROOTLETS, _GOLDEN_RAD, _ROOTLET_MM, _OFF_EDGE_MM = 26, 2.399963, 1.0, 1.0


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


def sheet_mm(
    left: float, top: float, right: float, bottom: float, points_a_mm: float
) -> tuple[Figure, Axes]:
    """Return an empty figure and its axes in millimetres of the patient."""
    width, height = (right - left) * points_a_mm, (bottom - top) * points_a_mm
    figure = Figure(figsize=(width / POINTS_PER_INCH, height / POINTS_PER_INCH))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(left, right), ylim=(bottom, top), aspect="equal")
    axes.axis("off")
    return figure, axes


def path_of(shape: Iterable[Polygon], mirror_at: float | None = None) -> Path:
    """Return polygons as one path, holes and all; mirrored at a height of x if asked."""
    rings = []
    for polygon in shape:
        for ring in polygon:
            points = np.asarray([*ring, ring[0]], dtype=float)
            if mirror_at is not None:
                points[:, 0] = 2 * mirror_at - points[:, 0]
            rings.append(Path(points, closed=True))
    return Path.make_compound_path(*rings) if rings else Path(np.empty((0, 2)))


@dataclass(frozen=True, slots=True)
class Brush:
    """Draws parts on axes. `points_a_mm` gives edges their width."""

    axes: Axes
    points_a_mm: float
    mirror_at: float | None = None

    def part(
        self,
        name: str,
        shape: Iterable[Polygon],
        zorder: float,
        layer: str | None = None,
        visible: bool = True,
        look: Look | None = None,
        alpha: float = 1.0,
    ) -> PathPatch:
        """Draw one part; its gid names its layer (itself unless told) and the part."""
        style = look or look_of(name)
        patch = PathPatch(
            path_of(shape, self.mirror_at),
            facecolor=style.fill,
            edgecolor=style.edge,
            linewidth=0 if style.edge == "none" else style.edge_mm * self.points_a_mm,
            joinstyle="round",
            zorder=zorder,
            alpha=alpha,
            clip_on=False,
        )
        self.name(patch, gid_of(name), layer, visible)
        self.axes.add_artist(patch)  # not add_patch: the frame is set
        return patch

    def parts(
        self,
        shapes: Shapes,
        zorder: float,
        layer: str | None = None,
        visible: bool = True,
        without: Iterable[str] = (),
    ) -> None:
        """Draw parts in their order, but for those named in `without`."""
        left_out = set(without)
        for number, (name, shape) in enumerate(shapes.items()):
            if name not in left_out:
                self.part(name, shape, zorder + number / 100, layer, visible)

    def tone(
        self,
        name: str,
        shape: Iterable[Polygon],
        zorder: float,
        layer: str | None = None,
        visible: bool = True,
    ) -> None:
        """Lay one tone (``shade``, ``deep``, ``light``) or the inner lines (``ink``) over all."""
        colour, alpha = _TONES[name]
        self.part(name, shape, zorder, layer, visible, Look(colour), alpha)

    def tones(
        self, tones: Shapes, zorder: float, layer: str | None = None, visible: bool = True
    ) -> None:
        """Lay shade, light and inner lines over everything so far."""
        for number, (name, shape) in enumerate(tones.items()):
            self.tone(name, shape, zorder + number / 100, layer, visible)

    def name(self, artist: Artist, part: str, layer: str | None, visible: bool) -> None:
        """Give an artist its gid, and hide it if asked."""
        artist.set_gid(f"{layer or 'fixed'}{PART}{part}")
        artist.set_visible(visible)


def gid_of(part: str) -> str:
    """Return a part's name as it stands in ids: letters, digits and dashes."""
    return part.replace(" ", "-").replace("/", "-")


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


def draw_rootlets(brush: Brush, sac: Sequence[Polygon], layer: str, visible: bool) -> None:
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
    dots = PathPatch(
        Path(ends, codes),
        fc="none",
        ec=LOOKS["sac"].edge,
        lw=_ROOTLET_MM * brush.points_a_mm,
        capstyle="round",
        zorder=3,  # with the sac, so that a state is one group
        clip_on=False,
    )
    brush.name(dots, "rootlets", layer, visible)
    brush.axes.add_patch(dots)


def _apart(spots: np.ndarray) -> np.ndarray:
    """Keep spots that do not touch one another."""
    kept: list[np.ndarray] = []
    for spot in spots:
        if all(np.hypot(*(spot - other)) > 1.5 * _ROOTLET_MM for other in kept):
            kept.append(spot)
    return np.array(kept)


def orient_slice(
    axes: Axes, window: tuple[float, float, float, float], words: Words, inset_mm: float = 4.0
) -> None:
    """Say how a slice across the spine is seen: from the feet, the front at the top, and so the
    patient's left on the viewer's right."""
    x0, y0, x1, y1 = window
    for text, y in (("front", y0 + inset_mm), ("from_the_feet", y1 + FOOT_MM / 2)):
        axes.text(0, y, words(f"spine.name.{text}"), ha="center", va="center", **SMALL)
    for side, x in ((Side.RIGHT, x0), (Side.LEFT, x1)):
        draw_letter(axes, (x, y0 + inset_mm), words(f"roots.side.{side}_letter"))
