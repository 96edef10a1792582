"""Ask a picture what it means, instead of looking at its pixels."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from sciatica.content.artwork import LegView, legs
from sciatica.content.facts import roots
from sciatica.figures.svg import PART
from sciatica.model.anatomy import RootName, Side


def shapes(figure: Figure) -> dict[str, PathPatch]:
    """Return the visible shapes of a picture by gid."""
    return {
        str(patch.get_gid()): patch
        for axes in figure.axes
        for patch in axes.patches
        if isinstance(patch, PathPatch) and patch.get_gid() and patch.get_visible()
    }


def corners(figure: Figure, gid: str) -> np.ndarray:
    """Return the points of a visible shape (n by 2)."""
    return np.asarray(shapes(figure)[gid].get_path().vertices)


def area(path: Path) -> float:
    """Return the area within the outlines of a path, in square units of the artwork."""
    rings = path.to_polygons()
    return float(sum(abs(np.trapezoid(ring[:, 1], ring[:, 0])) for ring in rings))


def written(figure: Figure) -> dict[str, float]:
    """Return every visible text with its place from left to right."""
    return {
        text.get_text(): float(text.get_position()[0])
        for axes in figure.axes
        for text in axes.texts
        if text.get_visible()
    }


def cores(figure: Figure) -> dict[tuple[RootName, Side], PathPatch]:
    """Return the visible core areas of a picture by root and side."""
    found = {}
    for gid, patch in shapes(figure).items():
        layer, _, part = gid.partition(PART)
        if part == "core":
            root, side = layer.split("-")
            found[RootName(root), Side(side)] = patch
    return found


def at(view: LegView, side: Side, point: tuple[float, float]) -> tuple[float, float]:
    """Return where a point of the stored left leg lies for `side`."""
    x, y = point
    return (x, y) if side is Side.LEFT else (legs()[view].width - x, y)


def lit(figure: Figure, view: LegView, side: Side) -> set[str]:
    """Return the sites of `side` that lie inside a visible coloured core."""
    names = {site for root in roots().values() for site in root.skin} & set(legs()[view].sites)
    return {
        site
        for site in names
        for artist in cores(figure).values()
        if artist.get_path().contains_point(at(view, side, legs()[view].sites[site]))
    }
