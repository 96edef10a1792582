"""The legs from six sides, in two layers that are never seen together.

*Feeling* is the core skin areas of L2 to S2: full colour, white lines, a dot where touch is tested.
*Pain* is where people with L4, L5 or S1 hurt: a pale band without an edge, dark dots.
One side of the body is stored; the other is its mirror. A picture holds the layers of its roots on
both sides.
"""

from collections.abc import Collection
from enum import StrEnum
from functools import cache, partial

from matplotlib.figure import Figure

from sciatica.content.artwork import LegView, legs
from sciatica.content.facts import roots as facts_of_roots
from sciatica.content.words import Words
from sciatica.figures import palette
from sciatica.figures.body import LETTERS_AT, draw_body, on_side
from sciatica.figures.canvas import LETTERING, PLATE, Canvas
from sciatica.figures.picture import ALL, Picture, View
from sciatica.model.anatomy import LESSON, RootName, Side

TOP = 26
"""Where the picture begins: at the waist, since pain begins in the buttock (the foot: 0)."""
VIEW_PT, VIEW_ROOM = 15, 22
"""Size of the name of the view, and how much room below the body it takes."""
FEET = (LegView.FOOT, LegView.SOLE)
NAME_PT = 13
"""Size of the roots' names on their areas."""
NAMED_AT = {
    (LegView.FRONT, RootName.L2): "thigh_anterior_medial",
    (LegView.FRONT, RootName.L3): "thigh_anterior",
    (LegView.INNER, RootName.L2): "thigh_anterior_medial",
    (LegView.INNER, RootName.L3): "knee_medial_above",
    (LegView.BACK, RootName.S2): "thigh_posterior",
    (LegView.OUTER, RootName.S2): "thigh_posterior",
    (LegView.SOLE, RootName.S1): "foot_lateral",
    (LegView.FRONT, RootName.L4): "shin_medial",
    (LegView.FRONT, RootName.L5): "shin_lateral",
    (LegView.BACK, RootName.S1): "calf_posterior",
    (LegView.OUTER, RootName.L5): "shin_lateral",
    (LegView.OUTER, RootName.S1): "foot_lateral",
    (LegView.INNER, RootName.L4): "shin_medial",
    (LegView.FOOT, RootName.L5): "foot_dorsum",
    (LegView.FOOT, RootName.S1): "foot_lateral",
}
"""The site on which a root's name stands, in the views where it has room."""
HURTS_AT = {
    (LegView.FRONT, RootName.L4): "thigh_anterolateral",
    (LegView.INNER, RootName.L4): "calf_medial",
    (LegView.OUTER, RootName.L4): "thigh_anterolateral",
    (LegView.OUTER, RootName.L5): "thigh_posterolateral",
    (LegView.BACK, RootName.L5): "thigh_posterolateral",
    (LegView.BACK, RootName.S1): "calf_back",
    (LegView.FOOT, RootName.L5): "foot_top",
    (LegView.SOLE, RootName.S1): "foot_sole",
}
"""The same for the runs of pain."""
DOTS = (0, (0.01, 2.6))
"""A line of dots with round ends, in widths of the line."""


class Layer(StrEnum):
    """What is shown of a root."""

    FEELING = "feeling"
    PAIN = "pain"


@cache
def leg_map(view: LegView, roots: tuple[RootName, ...], words: Words) -> Picture:
    """Return the legs from `view` with the skin areas of `roots`, which stand in their order in
    life.

    Its views are each root on each side (``L5.left``) and, of several roots, all of them on each
    side (``all.left``); of roots whose pain is drawn, the same of pain (``L5.left.pain``). A root
    that cannot be seen from here has its views too: their words say so.
    """
    layers = list(Layer) if all(root in legs()[view].pain for root in roots) else [Layer.FEELING]
    shown = {ALL: roots} if len(roots) > 1 else {}
    shown |= {str(root): (root,) for root in roots}
    return Picture(
        f"legs-{view}" if roots == LESSON else f"legs-{view}-{'-'.join(roots)}",
        partial(_draw, view, roots, words),
        {
            view_name(name, side, layer): View(
                _layers(view, lit, side, layer), _say(view, lit, side, layer, words)
            )
            for name, lit in shown.items()
            for side in Side
            for layer in layers
        },
        round(legs()[view].width),
    )


def view_name(shown: str, side: Side, layer: Layer) -> str:
    """Return the name of the view that shows a root, or all of them, on `side`."""
    return f"{shown}.{side}" if layer is Layer.FEELING else f"{shown}.{side}.{layer}"


def visible_sites(view: LegView, root: RootName) -> Collection[str]:
    """Return the sites of `root` that can be seen in `view`, in the order of the facts."""
    picture = legs()[view]
    return [site for site in facts_of_roots()[root].skin if site in picture.sites]


def visible_pain(view: LegView, root: RootName) -> Collection[str]:
    """Return the sites of pain of `root` that can be seen in `view`, in the order of the facts."""
    return [site for site in facts_of_roots()[root].pain if site in legs()[view].pain[root].sites]


def _root_layer(root: RootName, side: Side, layer: Layer) -> str:
    return f"{root}-{side}" if layer is Layer.FEELING else f"{layer}-{root}-{side}"


def _body_layer(side: Side) -> str:
    """The body and its letter, in the views that show only the leg of `side`."""
    return f"body-{side}"


def is_seen(view: LegView, root: RootName, layer: Layer) -> bool:
    """Whether anything of a root can be seen from here."""
    drawn = legs()[view].areas if layer is Layer.FEELING else legs()[view].pain
    return root in drawn and bool(drawn[root].core)


def _layers(view: LegView, lit: Collection[RootName], side: Side, layer: Layer) -> frozenset[str]:
    areas = {_root_layer(root, side, layer) for root in lit if is_seen(view, root, layer)}
    return frozenset(areas if view.shows_both_legs else areas | {_body_layer(side)})


def _draw(view: LegView, roots: tuple[RootName, ...], words: Words) -> Figure:
    picture = legs()[view]
    top = 0 if view in FEET else TOP
    canvas = Canvas.of(0, top, picture.width, picture.height + VIEW_ROOM)
    letter_at = picture.width * (0.95 if view is not LegView.BACK else 0.05), top + LETTERS_AT
    hurt = all(root in picture.pain for root in roots)
    if view.shows_both_legs:
        draw_body(canvas, picture)
    for side in Side:
        leg = on_side(canvas, picture, side)
        own = leg if view.shows_both_legs else leg.on(_body_layer(side))
        if not view.shows_both_legs:
            draw_body(own, picture)
        for root in roots:
            if is_seen(view, root, Layer.FEELING):
                draw_area(leg.on(_root_layer(root, side, Layer.FEELING)), view, root)
            if hurt and is_seen(view, root, Layer.PAIN):
                draw_run(leg.on(_root_layer(root, side, Layer.PAIN)), view, root)
        own.letter(letter_at, words(f"roots.side.{side}_letter"))
    name_at = picture.width / 2, picture.height + VIEW_ROOM / 2
    canvas.text(name_at, words(f"roots.view.{view}"), "view", **LETTERING, fontsize=VIEW_PT)
    return canvas.figure


def draw_run(canvas: Canvas, view: LegView, root: RootName) -> None:
    """Draw where pain of a root runs on the leg of the canvas's side."""
    run, colour = legs()[view].pain[root], palette.ROOT_COLOURS[root]
    canvas.shape(run.soft, "run-soft", fc=colour, alpha=0.20, zorder=2)
    canvas.shape(run.core, "run", fc=colour, alpha=0.30, zorder=3)
    look = {"linewidths": 2.2, "linestyles": [DOTS], "capstyle": "round"}
    canvas.lines(run.hatch, "run-dots", colors=palette.TEXT, alpha=0.75, **look, zorder=4)
    if site := HURTS_AT.get((view, root)):
        at = run.sites[site]
        canvas.text(at, str(root), "run-name", **LETTERING, fontsize=NAME_PT, bbox=PLATE)


def draw_area(canvas: Canvas, view: LegView, root: RootName) -> None:
    """Draw the skin area of a root on the leg of the canvas's side."""
    picture, colour = legs()[view], palette.ROOT_COLOURS[root]
    area = picture.areas[root]
    canvas.shape(area.soft, "rim", fc=colour, alpha=0.30, zorder=2)
    canvas.shape(area.core, "core", fc=colour, alpha=0.80, zorder=3)
    canvas.lines(area.hatch, "lines", colors=palette.PAPER, linewidths=0.9, alpha=0.75, zorder=4)
    if root in picture.key_points:
        canvas.dot(
            picture.key_points[root],
            3.4,
            "dot",
            fc=palette.TEXT,
            ec=palette.PAPER,
            lw=1.4,
            zorder=8,
        )
    if site := NAMED_AT.get((view, root)):
        at = picture.sites[site]
        canvas.text(at, str(root), "name", **LETTERING, fontsize=NAME_PT, bbox=PLATE)


def _say(view: LegView, lit: Collection[RootName], side: Side, layer: Layer, words: Words) -> str:
    seen = []
    for root in lit:
        sites = (visible_sites if layer is Layer.FEELING else visible_pain)(view, root)
        if sites:
            dotted = layer is Layer.FEELING and root in legs()[view].key_points
            listed = ", ".join(words(f"roots.site.{site}") for site in sites)
            key = "lit" if dotted else "lit_no_dot"
            seen.append(words(f"roots.describe.{key}", root=root, sites=listed))
    key = "view" if view.shows_both_legs else "view_foot" if view in FEET else "view_one"
    return words(
        f"roots.describe.{key}",
        view=words(f"roots.view.{view}"),
        side=words(f"roots.side.{side}"),
        layer=words(f"roots.describe.{layer if seen else 'unseen'}"),
        lit="; ".join(seen) or words("roots.describe.nothing"),
    )
