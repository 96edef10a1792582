"""The buttock from behind: the sciatic nerve below the piriformis muscle, relaxed or tight.

Under the view stands a cut across muscle and nerve, where the room between them is seen.

The RIGHT buttock is drawn, as the patient's right is on the viewer's right from behind; for the
left the picture is mirrored. The cut keeps left and right: the back of the body is at its top.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from matplotlib.figure import Figure

from sciatica.content.artwork import Point
from sciatica.content.buttock_artwork import ButtockCut, State, buttock_cut
from sciatica.content.spine_artwork import Outside, OutsideView, outside
from sciatica.content.words import Words
from sciatica.figures import palette
from sciatica.figures.canvas import DASHED, Box, Canvas
from sciatica.figures.labels import Label, Margin, Margins, draw_names
from sciatica.figures.picture import Picture, View
from sciatica.figures.spine_shapes import LOOKS, Look, draw_part, draw_parts, draw_tones, middle_of
from sciatica.model.anatomy import Side
from sciatica.model.buttock import Piriformis

POINTS_PER_MM = 2.0
MARGIN_MM = 60.0
FONT_SIZE_PT = 17.0
WIDTH_PX = 420
_NAMED = {
    Margin.LEFT: ("sacrum", "ligament", "coccyx", "sitting_bone"),
    Margin.RIGHT: ("hip", "piriformis", "femur", "sciatic"),
}
_AT_REST = Look("none", palette.TEXT, 0.7)
_VIEWS = {Piriformis.RELAXED: Outside.HIP, Piriformis.TIGHT: Outside.HIP_TIGHT}
CUT_SCALE = 1.9
"""The cut is so much larger than the view."""
_GAP_MM = 8.0
"""Between the view and the cut below it."""
_CUT_NAMED = {
    Margin.LEFT: ("sciatic", "big_muscle"),
    Margin.RIGHT: ("piriformis", "hip", "femur"),
}
_BEHIND_MM = 14.0
"""In the cut, the big muscle of the buttock begins so far behind the nerve. It is no solid: a field
that stands for what is taken away in the view above."""


@cache
def buttock(side: Side, words: Words) -> Picture:
    """Return the buttock of `side`; a view for each state of the muscle."""
    side_word = words(f"roots.side.{side}")
    return Picture(
        f"buttock-{side}",
        lambda: _draw(side, words),
        {
            str(muscle): View(
                frozenset({str(muscle)}),
                words(f"spine.buttock.describe_{muscle}", side=side_word),
            )
            for muscle in Piriformis
        },
        WIDTH_PX,
        words(f"causes.buttock.view.{side}"),
    )


def _draw(side: Side, words: Words) -> Figure:
    first, cut = outside(Outside.HIP), buttock_cut()
    width, height = first.width, first.height
    x0, y0, x1, y1 = cut.window
    below = (y1 - y0) * CUT_SCALE + _GAP_MM
    canvas = Canvas.of(-MARGIN_MM, 0, width + MARGIN_MM, height + below, POINTS_PER_MM)
    if side is Side.LEFT:
        canvas = canvas.mirrored(width / 2)
    _draw_view(canvas, first, cut, words)
    box = (
        (width - (x1 - x0) * CUT_SCALE) / 2,
        height + _GAP_MM,
        (x1 - x0) * CUT_SCALE,
        (y1 - y0) * CUT_SCALE,
    )
    window = cut.window if side is Side.RIGHT else (-x1, y0, -x0, y1)
    inset = replace(
        canvas.inset(box, window),
        points_per_unit=POINTS_PER_MM * CUT_SCALE,
        mirror_at=None if side is Side.RIGHT else 0.0,
    )
    _draw_cut(inset, cut, window, words)
    canvas.letter((width - 8.0, 10.0), words(f"roots.side.{side}_letter"))
    return canvas.figure


def _draw_view(canvas: Canvas, first: OutsideView, cut: ButtockCut, words: Words) -> None:
    margins = Margins(0, 8, first.width, first.height - 6, 1 / POINTS_PER_MM, FONT_SIZE_PT)
    for muscle in Piriformis:
        picture, on = outside(_VIEWS[muscle]), canvas.on(str(muscle))
        draw_parts(on, picture.parts, 1, without=("sciatic right",))
        ghost = Look(LOOKS["sciatic"].fill, LOOKS["sciatic"].edge, 0.5)
        for alpha, look, dashes in (
            (0.35, replace(ghost, edge="none"), None),
            (0.7, replace(ghost, fill="none"), DASHED),
        ):
            draw_part(on, "ghost", cut.states[muscle].ghost, 1.8, look, alpha=alpha, dashes=dashes)
        draw_part(on, "sciatic right", picture.parts["sciatic right"], 2)
        draw_tones(on, picture.tones, 3)
        if muscle is Piriformis.TIGHT:  # how it was at rest, to compare
            rest = first.parts["piriformis right"]
            draw_part(on, "piriformis-at-rest", rest, 4.5, _AT_REST, dashes=(0, (4, 2.5)))
        _draw_names(on, _NAMED, {**picture.spots, **cut.spots}, margins, words)
    (ax, ay), (bx, by) = cut.line
    for part, colour, wide in (("halo", palette.PAPER, 3.4), ("line", palette.TEXT, 1.6)):
        canvas.line([(ax, ay), (bx, by)], f"cut-{part}", color=colour, lw=wide, zorder=5)


def _draw_names(
    canvas: Canvas,
    named: Mapping[Margin, tuple[str, ...]],
    spots: Mapping[str, Point],
    margins: Margins,
    words: Words,
) -> None:
    names = [
        Label(
            spot,
            words(f"spine.name.{spot}"),
            spots[spot],
            margin,
            bold=spot in ("piriformis", "sciatic"),
            layer=canvas.layer,
        )
        for margin, here in named.items()
        for spot in here
    ]
    draw_names(canvas, names, margins)


def _draw_cut(canvas: Canvas, cut: ButtockCut, seen: Box, words: Words) -> None:
    x0, y0, x1, y1 = cut.window
    fat, big = LOOKS["fat"], LOOKS["muscle"]
    draw_part(canvas, "cut-fat", (_rectangle(x0, y0, x1, y1),), 1, fat)
    draw_part(canvas, "big-muscle", (_rectangle(x0, y0, x1, -_BEHIND_MM),), 1.1, big, alpha=0.55)
    margins = Margins(seen[0], y0, seen[2], y1, 1 / canvas.points_per_unit, FONT_SIZE_PT)
    for muscle in Piriformis:
        state, on = cut.states[muscle], canvas.on(str(muscle))
        for number, (name, shape) in enumerate(state.parts.items()):
            draw_part(on, name, shape, 2 + number / 100)
        if muscle is Piriformis.TIGHT:
            rest = cut.states[Piriformis.RELAXED].parts["piriformis"]
            draw_part(on, "cut-at-rest", rest, 4.5, _AT_REST, dashes=(0, (4, 2.5)))
        _draw_names(on, _CUT_NAMED, _spots(state, cut), margins, words)
    for name, y in (("back", y0 + 5.0), ("front", y1 - 4.0)):
        canvas.text(
            ((x0 + x1) / 2, y),
            words(f"spine.name.{name}"),
            f"cut-{name}",
            ha="center",
            va="center",
            color=palette.TEXT,
            fontsize=FONT_SIZE_PT - 2,
            zorder=20,
        )
    outline = Look("none", palette.INK, 0.5)
    draw_part(canvas, "cut-frame", (_rectangle(x0, y0, x1, y1),), 6, outline)


def _spots(state: State, cut: ButtockCut) -> dict[str, Point]:
    x0, y0, x1, _ = cut.window
    spots = {name: middle_of(state.parts[name]) for name in ("piriformis", "sciatic", "femur")}
    spots["hip"] = (x1 * 0.88, 22.0)
    return spots | {"big_muscle": (x0 * 0.7, (y0 - _BEHIND_MM) / 2)}


def _rectangle(
    left: float, top: float, right: float, bottom: float
) -> tuple[tuple[tuple[float, float], ...], ...]:
    return (((left, top), (right, top), (right, bottom), (left, bottom)),)
