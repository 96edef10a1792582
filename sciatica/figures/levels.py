"""The numbers of bones and discs, written on them: what a person looks for who holds a report.

Bones bear ``L3`` to ``S1``, discs ``L3/4`` to ``L5/S1``; the one that is meant is bold. Where they
stand is found in the shapes that are drawn, so that a number never stands beside its bone.
"""

from collections.abc import Collection, Iterable, Sequence

import numpy as np
from matplotlib.path import Path

from sciatica.content.artwork import Point, Polygon
from sciatica.content.spine_artwork import Shapes
from sciatica.content.words import Words
from sciatica.figures import palette
from sciatica.figures.canvas import Canvas
from sciatica.figures.spine_shapes import SMALL, Window, middle_of
from sciatica.model.anatomy import Disc, Side

NUMBERED = {"L3": "L3", "L4": "L4", "L5": "L5", "sacrum": "S1"}
"""Bones that bear a number, and which: the sacrum bears that of its first part."""
_DISCS_OF = {
    "L3": ("L2/3", "L3/4"),
    "L4": ("L3/4", "L4/5"),
    "L5": ("L4/5", "L5/S1"),
    "S1": ("L5/S1", ""),
}
_ROOM_MM, _BONE_WITHIN_MM, _S1_WITHIN_MM = 5.5, 7.0, 26.0
"""A bone bears its number where a circle of this radius has room, so near to the middle between its
discs; S1 so near to its disc."""
_GRID = 28
"""In so many steps each way the inside of a bone is searched."""
_BESIDE_MM = 2.0


def inner_middle(
    shape: Sequence[Polygon], near: Sequence[float] | np.ndarray | None, within: float
) -> tuple[Point, float]:
    """Return the middle of the largest circle inside a shape, and its radius: of a vertebra, its
    body. With `near`, only middles `within` so far of it count."""
    rings = [np.asarray(ring) for polygon in shape for ring in polygon]
    if not rings:
        return (0.0, 0.0), 0.0
    low, high = np.vstack(rings).min(axis=0), np.vstack(rings).max(axis=0)
    x, y = (np.linspace(low[axis], high[axis], _GRID) for axis in (0, 1))
    spots = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    wanted = _inside(shape, spots)
    if near is not None:
        wanted &= np.hypot(*(spots - np.asarray(near)).T) < within
    if not wanted.any():
        return (0.0, 0.0), 0.0
    spots = spots[wanted]
    away = np.min([_away(ring, spots) for ring in rings], axis=0)
    best = int(away.argmax())
    return (float(spots[best][0]), float(spots[best][1])), float(away[best])


def _inside(shape: Sequence[Polygon], spots: np.ndarray) -> np.ndarray:
    crossed = sum(_within(ring, spots).astype(int) for polygon in shape for ring in polygon)
    return np.asarray(crossed % 2 == 1)


def _within(ring: Sequence[Point], spots: np.ndarray) -> np.ndarray:
    inside: np.ndarray = Path([*ring, ring[0]], closed=True).contains_points(spots)
    return inside


def _away(ring: np.ndarray, spots: np.ndarray) -> np.ndarray:
    """Return how far spots lie from a ring's line."""
    start, step = ring, np.roll(ring, -1, axis=0) - ring
    longest = np.maximum((step**2).sum(axis=1), 1e-9)
    share = np.clip(((spots[:, None] - start) * step).sum(axis=2) / longest, 0, 1)
    nearest = start + share[..., None] * step
    gaps: np.ndarray = np.hypot(*np.moveaxis(spots[:, None] - nearest, -1, 0)).min(axis=1)
    return gaps


def chord(shape: Sequence[Polygon], x: float) -> tuple[float, float]:
    """Return from where to where a shape reaches on the upright line at `x`: its longest piece."""
    crossings = []
    for polygon in shape:
        for ring in polygon:
            for (x0, y0), (x1, y1) in zip(ring, (*ring[1:], ring[0]), strict=True):
                if (x0 > x) != (x1 > x):
                    crossings.append(y0 + (x - x0) / (x1 - x0) * (y1 - y0))
    crossings.sort()
    pieces = list(zip(crossings[::2], crossings[1::2], strict=True))
    return max(pieces, key=lambda piece: piece[1] - piece[0])


def numbers_in(parts: Shapes, discs: Iterable[Disc] = tuple(Disc)) -> dict[str, Point]:
    """Return where the numbers of bones and discs stand in a cut along the spine, or in a view from
    the side: in the middle of the disc, and midway between two discs in the bone. What is cut off
    by the edge of the picture bears none."""
    middles = {
        name.removeprefix("disc "): middle_of(shape)
        for name, shape in parts.items()
        if name.startswith("disc ")
    }
    spots = {}
    for bone, number in NUMBERED.items():
        shape = parts.get(bone, ())
        above, below = _DISCS_OF[number]
        if number == "S1":
            spot, room = inner_middle(shape, middles[above], _S1_WITHIN_MM)
        else:
            between = [middles[disc] for disc in (above, below) if disc in middles]
            midway = np.mean(between, axis=0) if len(between) == 2 else None
            spot, room = inner_middle(shape, midway, _BONE_WITHIN_MM)
        if room > _ROOM_MM:
            spots[number] = spot
    return spots | {str(disc): middles[disc] for disc in discs if disc in middles}


def write_numbers(
    canvas: Canvas,
    spots: dict[str, Point],
    size_pt: float,
    disc_size_pt: float = 0.0,
    meant: Collection[str] = (),
) -> None:
    """Write numbers on bones and, if they have a size, on discs; those that are `meant`, bold."""
    for number, spot in spots.items():
        size = disc_size_pt if "/" in number else size_pt
        if not size:
            continue
        canvas.text(
            spot,
            number,
            f"number-{number.replace('/', '-')}",
            ha="center",
            va="center",
            color=palette.TEXT,
            fontsize=size,
            fontweight="bold" if number in meant else "normal",
            zorder=19,
        )


def say_cut(canvas: Canvas, window: Window, where: str, words: Words, foot_mm: float) -> None:
    """Say below a cut along the spine where it is cut and from where it is seen, and beside its top
    where front and back are. It is seen from the patient's left: the front on the viewer's left."""
    x0, y0, x1, y1 = window
    canvas.text(
        ((x0 + x1) / 2, y1 + foot_mm / 2), where, "where", ha="center", va="center", **SMALL
    )
    turned = canvas.mirror_at is not None
    for name, x, outwards in (("front", x0 - _BESIDE_MM, -1), ("back", x1 + _BESIDE_MM, 1)):
        ha = "left" if (outwards > 0) is not turned else "right"
        text = words(f"spine.name.{name}")
        canvas.text((x, y0 + _BESIDE_MM), text, name, ha=ha, va="top", **SMALL)


def say_where(words: Words, cut: str, **slots: str | Side | Disc) -> str:
    """Return the words for where something is cut: ``midline``, ``recess``, ``slice`` ..."""
    return words(f"spine.where.{cut}", **{name: str(value) for name, value in slots.items()})
