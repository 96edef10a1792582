"""The legs from five sides, with the core skin areas of L4, L5 and S1.

One side of the body is drawn; the other is its mirror. A picture holds the layers of every root
and both sides; what is shown is a set of visible layers.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path

from sciatica.content import Legs, View, Words, legs, roots
from sciatica.content.artwork import Point, Polygon
from sciatica.figures import palette
from sciatica.figures.svg import PART
from sciatica.model import RootName, Side

POINTS_PER_INCH = 72
TOP = 92
"""Where the picture begins: mid-thigh shorts, so that the leg fills the frame (the foot: 0)."""

LETTER = 15
"""Size of the letters that tell left from right, in points."""
NAME = 13
"""Size of the roots' names on their areas, in points."""
LETTERING: Mapping[str, Any] = {
    "ha": "center",
    "va": "center",
    "color": palette.TEXT,
    "zorder": 9,
    "family": "sans-serif",
    "fontweight": "bold",
}
PLATE = {"boxstyle": "round,pad=0.15", "fc": palette.PAPER, "ec": "none", "alpha": 0.9}
NAMED_AT = {
    (View.FRONT, RootName.L4): "shin_medial",
    (View.FRONT, RootName.L5): "shin_lateral",
    (View.BACK, RootName.S1): "calf_posterior",
    (View.OUTER, RootName.L5): "shin_lateral",
    (View.OUTER, RootName.S1): "foot_lateral",
    (View.INNER, RootName.L4): "shin_medial",
    (View.FOOT, RootName.L5): "foot_dorsum",
    (View.FOOT, RootName.S1): "foot_lateral",
}
"""The site on which a root's name stands, in the views where it has room."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a picture of the legs shows: some roots on one side."""

    roots: frozenset[RootName]
    side: Side


def root_layer(root: RootName, side: Side) -> str:
    """Return the name of the layer with the skin area of `root` on the patient's `side`."""
    return f"{root}-{side}"


def body_layer(side: Side) -> str:
    """Return the name of the layer with the body of a view that shows only the leg of `side`."""
    return f"body-{side}"


def _mirror(view: View, picture: Legs, side: Side, points: np.ndarray) -> np.ndarray:
    """Return points of the stored left leg for `side`: the right leg is the mirror image."""
    if side is Side.LEFT:
        return points
    mirrored = points.copy()
    mirrored[:, 0] = picture.width - mirrored[:, 0]
    return mirrored


def _path(view: View, picture: Legs, side: Side, polygons: Iterable[Polygon]) -> Path:
    rings = [
        _mirror(view, picture, side, np.asarray([*ring, ring[0]], dtype=float))
        for polygon in polygons
        for ring in polygon
    ]
    if not rings:
        return Path(np.empty((0, 2)))
    return Path.make_compound_path(*(Path(ring, closed=True) for ring in rings))


def _draw_body(axes: Axes, view: View, picture: Legs, side: Side, gid: str | None) -> None:
    colours = {
        "body": palette.SKIN,
        "shorts": palette.SHORTS,
        "shade": palette.SHADE,
        "light": palette.LIGHT,
        "ink": palette.INK,
    }
    for order, (layer, colour) in enumerate(colours.items()):
        path = _path(view, picture, side, picture.layers[layer])
        # the outline lies over the coloured areas, so that the leg keeps its shape
        zorder = 6.0 if layer == "ink" else 1 + order / 10
        alpha = 0.5 if layer in ("shade", "light") else 1
        patch = PathPatch(
            path, facecolor=colour, edgecolor="none", zorder=zorder, alpha=alpha, clip_on=False
        )
        if gid:
            patch.set_gid(f"{gid}{PART}{layer}")
        axes.add_patch(patch)


def _draw_area(
    axes: Axes, view: View, picture: Legs, root: RootName, side: Side, visible: bool
) -> None:
    area = picture.areas.get(root)
    if area is None or not area.core:
        return
    colour = palette.ROOT_COLOURS[root]
    layer = root_layer(root, side)
    rim = PathPatch(
        _path(view, picture, side, area.soft),
        fc=colour,
        ec="none",
        alpha=0.30,
        zorder=2,
        clip_on=False,
    )
    core = PathPatch(
        _path(view, picture, side, area.core),
        fc=colour,
        ec="none",
        alpha=0.80,
        zorder=3,
        clip_on=False,
    )
    lines = LineCollection(
        [_mirror(view, picture, side, np.asarray(segment)) for segment in area.hatch],
        colors=palette.PAPER,
        linewidths=0.9,
        alpha=0.75,
        zorder=4,
        clip_on=False,
    )
    artists: list[tuple[Artist, str]] = [(rim, "rim"), (core, "core"), (lines, "lines")]
    if root in picture.key_points:
        spot = _mirror(view, picture, side, np.asarray([picture.key_points[root]]))[0]
        dot = Circle(
            tuple(spot), 3.4, fc=palette.TEXT, ec=palette.PAPER, lw=1.4, zorder=8, clip_on=False
        )
        artists.append((dot, "dot"))
    if site := NAMED_AT.get((view, root)):
        spot = _mirror(view, picture, side, np.asarray([picture.sites[site]]))[0]
        name = axes.text(spot[0], spot[1], str(root), **LETTERING, fontsize=NAME, bbox=PLATE)
        artists.append((name, "name"))
    for artist, part in artists:
        artist.set_gid(f"{layer}{PART}{part}")
        artist.set_visible(visible)
        axes.add_artist(artist)


def _letter(axes: Axes, at: Point, text: str, gid: str | None, visible: bool) -> None:
    label = axes.text(at[0], at[1], text, **LETTERING, fontsize=LETTER)
    if gid:
        label.set_gid(gid)
        label.set_visible(visible)


def draw_legs(view: View, shown: Shown, words: Words) -> Figure:
    """Draw the legs from `view` with the skin areas of `shown`.

    The figure measures one point (1/72 inch) for one unit of the artwork. Every other root and
    side is in the figure too, invisible, so that one picture serves every state.
    """
    picture = legs()[view]
    top = 0 if view is View.FOOT else TOP
    size = picture.width / POINTS_PER_INCH, (picture.height - top) / POINTS_PER_INCH
    figure = Figure(figsize=size)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, picture.width), ylim=(picture.height, top), aspect="equal")
    axes.axis("off")
    if view.shows_both_legs:
        _draw_body(axes, view, picture, Side.LEFT, None)
    for side in Side:
        if not view.shows_both_legs:
            _draw_body(axes, view, picture, side, body_layer(side))
            for artist in axes.patches:
                if str(artist.get_gid()).startswith(body_layer(side)):
                    artist.set_visible(side is shown.side)
        for root in palette.ROOT_COLOURS:
            visible = root in shown.roots and side is shown.side
            _draw_area(axes, view, picture, root, side, visible)
    _letter_sides(axes, view, picture, top, shown, words)
    return figure


def _letter_sides(
    axes: Axes, view: View, picture: Legs, top: float, shown: Shown, words: Words
) -> None:
    """Write the letter of each side at the top, so that nobody mistakes left for right."""
    for side in Side:
        letter = words(f"roots.side.{side}_letter")
        x = picture.width * (0.95 if view is not View.BACK else 0.05)
        at = _mirror(view, picture, side, np.asarray([(x, top + 12.0)]))[0]
        if view.shows_both_legs:
            _letter(axes, (at[0], at[1]), letter, None, True)
        else:
            gid = f"{body_layer(side)}{PART}letter"
            _letter(axes, (at[0], at[1]), letter, gid, side is shown.side)


def describe_legs(view: View, shown: Shown, words: Words) -> str:
    """Say in words what `draw_legs` shows for the same values."""
    picture = legs()[view]
    lit = []
    for name in palette.ROOT_COLOURS:
        if name not in shown.roots:
            continue
        sites = visible_sites(view, name)
        if not sites:
            continue
        listed = ", ".join(words(f"roots.site.{site}") for site in sites)
        key = "lit" if name in picture.key_points else "lit_no_dot"
        lit.append(words(f"roots.describe.{key}", root=name, sites=listed))
    key = "view" if view.shows_both_legs else "view_foot" if view is View.FOOT else "view_one"
    return words(
        f"roots.describe.{key}",
        view=words(f"roots.view.{view}"),
        side=words(f"roots.side.{shown.side}"),
        lit="; ".join(lit) or words("roots.describe.nothing"),
    )


def visible_sites(view: View, root: RootName) -> Collection[str]:
    """Return the sites of `root` that can be seen in `view`, in the order of the facts."""
    picture = legs()[view]
    return [site for site in roots()[root].skin if site in picture.sites]
