"""The legs from six sides, with the core skin areas of L2 to S2.

One side of the body is drawn; the other is its mirror. A picture holds the layers of every root
and both sides; what is shown is a set of visible layers.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import product

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import Circle, PathPatch

from sciatica.content import Legs, View, Words, legs, roots
from sciatica.figures import palette
from sciatica.figures.body import (
    LETTERING,
    draw_body,
    draw_letter,
    on_side,
    outline,
    sheet,
    spot_on_side,
)
from sciatica.figures.drawing import Drawing
from sciatica.figures.svg import PART
from sciatica.model import RootName, Side

TOP = 92
"""Where the picture begins: mid-thigh shorts, so that the leg fills the frame (the foot: 0)."""

FEET = (View.FOOT, View.SOLE)
NAME = 13
"""Size of the roots' names on their areas, in points."""
PLATE = {"boxstyle": "round,pad=0.15", "fc": palette.PAPER, "ec": "none", "alpha": 0.9}
NAMED_AT = {
    (View.FRONT, RootName.L2): "thigh_anterior_medial",
    (View.FRONT, RootName.L3): "thigh_anterior",
    (View.INNER, RootName.L2): "thigh_anterior_medial",
    (View.INNER, RootName.L3): "knee_medial_above",
    (View.BACK, RootName.S2): "thigh_posterior",
    (View.OUTER, RootName.S2): "thigh_posterior",
    (View.SOLE, RootName.S1): "foot_lateral",
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


def _draw_area(
    axes: Axes, view: View, picture: Legs, root: RootName, side: Side, visible: bool
) -> None:
    area = picture.areas.get(root)
    if area is None or not area.core:
        return
    colour = palette.ROOT_COLOURS[root]
    layer = root_layer(root, side)
    shapes = (("rim", area.soft, 0.30, 2), ("core", area.core, 0.80, 3))
    artists: list[tuple[Artist, str]] = [
        (
            PathPatch(
                outline(picture, side, shape),
                facecolor=colour,
                edgecolor="none",
                alpha=alpha,
                zorder=zorder,
                clip_on=False,
            ),
            part,
        )
        for part, shape, alpha, zorder in shapes
    ]
    lines = LineCollection(
        [on_side(picture, side, np.asarray(segment)) for segment in area.hatch],
        colors=palette.PAPER,
        linewidths=0.9,
        alpha=0.75,
        zorder=4,
        clip_on=False,
    )
    artists.append((lines, "lines"))
    if root in picture.key_points:
        spot = spot_on_side(picture, side, picture.key_points[root])
        dot = Circle(spot, 3.4, fc=palette.TEXT, ec=palette.PAPER, lw=1.4, zorder=8, clip_on=False)
        artists.append((dot, "dot"))
    for artist, _ in artists:
        axes.add_artist(artist)
    if site := NAMED_AT.get((view, root)):
        x, y = spot_on_side(picture, side, picture.sites[site])
        artists.append((axes.text(x, y, str(root), **LETTERING, fontsize=NAME, bbox=PLATE), "name"))
    for artist, part in artists:
        artist.set_gid(f"{layer}{PART}{part}")
        artist.set_visible(visible)


def draw_legs(
    view: View,
    shown: Shown,
    words: Words,
    among: Collection[RootName] = tuple(palette.ROOT_COLOURS),
) -> Figure:
    """Draw the legs from `view` with the skin areas of `shown`.

    Every other root of `among`, and the other side, is in the figure too, invisible, so that one
    picture serves every state.
    """
    picture = legs()[view]
    top = 0 if view in FEET else TOP
    figure, axes = sheet(0, picture.width, top, picture.height)
    if view.shows_both_legs:
        draw_body(axes, picture, Side.LEFT)
    for side in Side:
        if not view.shows_both_legs:
            draw_body(axes, picture, side, body_layer(side), side is shown.side)
        for root in among:
            visible = root in shown.roots and side is shown.side
            _draw_area(axes, view, picture, root, side, visible)
        _letter_side(axes, view, picture, side, top, shown, words)
    return figure


def _letter_side(
    axes: Axes, view: View, picture: Legs, side: Side, top: float, shown: Shown, words: Words
) -> None:
    """Write the letter of `side` at the top, so that nobody mistakes left for right."""
    x = picture.width * (0.95 if view is not View.BACK else 0.05)
    at = spot_on_side(picture, side, (x, top + 12.0))
    letter = words(f"roots.side.{side}_letter")
    if view.shows_both_legs:
        draw_letter(axes, at, letter)
    else:
        draw_letter(axes, at, letter, body_layer(side), side is shown.side)


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
    key = "view" if view.shows_both_legs else "view_foot" if view in FEET else "view_one"
    return words(
        f"roots.describe.{key}",
        view=words(f"roots.view.{view}"),
        side=words(f"roots.side.{shown.side}"),
        lit="; ".join(lit) or words("roots.describe.nothing"),
    )


def drawings(words: Words) -> Iterator[Drawing]:
    """Yield every view of each side with all roots."""
    for view, side in product(View, Side):
        shown = Shown(frozenset(palette.ROOT_COLOURS), side)
        yield Drawing(
            f"legs-{view}-{side}",
            partial(draw_legs, view, shown, words),
            describe_legs(view, shown, words),
        )


def visible_sites(view: View, root: RootName) -> Collection[str]:
    """Return the sites of `root` that can be seen in `view`, in the order of the facts."""
    picture = legs()[view]
    return [site for site in roots()[root].skin if site in picture.sites]
