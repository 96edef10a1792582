"""Needling, an injection and surgery, three steps each, on the slice through L4/5.

The slice is baked without skin: what lies behind the muscles is drawn here, as deep as a slim
back's. A way in is a value, so that a test can hold it against the parts of the slice: a needle
never touches a nerve, and what surgery opens ends before them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from sciatica.content.artwork import Point, Polygon
from sciatica.content.spine_artwork import Cut, lesion_shapes, section
from sciatica.content.words import Words
from sciatica.figures import palette
from sciatica.figures.canvas import DASHED, LETTERING, Canvas
from sciatica.figures.disc import draw_state, draw_still
from sciatica.figures.picture import Picture, View
from sciatica.figures.spine_shapes import LOOKS, SMALL, Look, Window, draw_part
from sciatica.model.anatomy import Disc, Side, Zone
from sciatica.model.lesions import Form, Lesion, Size
from sciatica.model.treatments import Step, Treatment

DISC, SIDE = Disc.L4_L5, Side.LEFT
"""What is drawn: an example."""
POINTS_PER_MM, WIDTH_PX = 3.4, 320
_WINDOW: Window = (-38.0, -4.0, 56.0, 95.0)
_SKIN_MM, _FLANK_MM, _FURROW_MM, _FURROW_WIDE_MM = 81.0, 4.0, 2.5, 8.0
"""How deep the skin lies, how much less at the flanks and in the furrow of the spine, and how wide
that is."""
_SKIN_THICK_MM = 1.8
_NEEDLE_MM, _TAPER_MM, _HANDLE_MM, _HANDLE_LONG_MM = 0.9, 3.0, 2.4, 9.0
"""A needle is drawn thicker than it is, or it could not be seen."""
_NAMES: Mapping[str, Any] = {**SMALL, "fontsize": 16}
_NAME_MM, _ROOM_MM = -8.0, 30.0
"""Beside which part of a needle its name stands, and how far left there is room on its right."""
_EDGE_MM, _DASH_MM, _MEANT_MM = 0.25, 0.5, 0.9
_MEDICINE_AT, _MEDICINE_MM = (27.2, 18.0), 7.0
"""Around the nerve and the tip: where the medicine is drawn, and how far it spreads."""


@dataclass(frozen=True, slots=True)
class Way:
    """The straight way of a needle: where it meets the skin, and its tip."""

    skin: Point
    tip: Point


NEEDLES: Mapping[Treatment, Way] = {
    Treatment.NEEDLING: Way((18.0, 80.5), (16.0, 52.0)),
    Treatment.INJECTION: Way((44.0, 78.5), (28.0, 20.0)),
}
"""Into the muscle beside the spine; to the outer end of the canal of the nerve, beside it."""
OPENING: tuple[Point, ...] = ((7.0, 79.8), (22.0, 80.4), (13.8, 42.0), (12.2, 25.8), (6.6, 28.6))
"""What surgery opens: skin, muscle held aside, a window in bone and ligament behind the nerve."""
CLEAR_MM: Mapping[Treatment, float] = {
    Treatment.NEEDLING: 20.0,
    Treatment.INJECTION: 2.5,
    Treatment.SURGERY: 1.0,
}
"""How far every way in stays away from all nerves and their sac, at least."""


def _lesion(zone: Zone, form: Form) -> Lesion:
    return Lesion(DISC, zone, form, Size.LARGE, SIDE)


LESIONS: Mapping[Treatment, Lesion | None] = {
    Treatment.NEEDLING: None,
    Treatment.INJECTION: _lesion(Zone.FORAMINAL, Form.EXTRUSION),
    Treatment.SURGERY: _lesion(Zone.SUBARTICULAR, Form.EXTRUSION),
}
"""What presses on a nerve, in the example. Needling reaches no disc."""


@cache
def treatment_steps(treatment: Treatment, words: Words) -> Picture:
    """Return the slice with a treatment; a view for each step."""
    where = words("spine.describe.slice", disc=DISC)
    drawn = words("three_treatments.drawn_long")
    views = {
        str(step): View(
            frozenset({str(step)}),
            f"{drawn} {where} {words(f'three_treatments.describe.{treatment}.{step}')}",
        )
        for step in Step
    }
    return Picture(f"treatment-{treatment}", lambda: _draw(treatment, words), views, WIDTH_PX)


def _draw(treatment: Treatment, words: Words) -> Figure:
    canvas = Canvas.of(*_WINDOW, POINTS_PER_MM)
    _draw_skin(canvas)
    draw_still(canvas, section(Cut.through(DISC)))
    lesion = LESIONS[treatment]
    for step in Step:
        on = canvas.on(step)
        out = treatment is Treatment.SURGERY and step is Step.AFTER
        draw_state(on, DISC, None if out else lesion)
        _STEPS[treatment](on, step, words)
    _write(canvas, treatment, words)
    return canvas.figure


def _draw_skin(canvas: Canvas) -> None:
    """Draw the back behind the muscles: fat up to the skin."""
    x0, y0, x1, _ = _WINDOW
    line = [(float(x), skin_at(float(x))) for x in np.linspace(x0 - 2, x1 + 2, 48)]
    inside = (*line, (x1 + 2, y0), (x0 - 2, y0))
    draw_part(canvas, "fat behind", [(inside,)], 0, LOOKS["fat"])
    width = _SKIN_THICK_MM * canvas.points_per_unit
    canvas.line(line, "skin", color=palette.INK, lw=width + 1, zorder=0.2)
    canvas.line(line, "skin-inside", color=palette.SKIN_FAR, lw=width - 1, zorder=0.3)


def skin_at(x: float) -> float:
    """Return how deep behind the disc the skin is drawn, so far from the midline."""
    furrow = _FURROW_MM * np.exp(-((x / _FURROW_WIDE_MM) ** 2))
    return float(_SKIN_MM - furrow - _FLANK_MM * (x / _WINDOW[2]) ** 2)


# ---- what each step adds --------------------------------------------------------------------


def _needling(canvas: Canvas, step: Step, words: Words) -> None:
    """The muscle that is meant has a thick edge; the needle goes into it and comes out."""
    _mean(canvas, "multifidus")
    _steps_of_a_needle(canvas, NEEDLES[Treatment.NEEDLING], step, words)


def _injection(canvas: Canvas, step: Step, words: Words) -> None:
    """The needle goes beside the nerve; medicine stays there, and so does the disc."""
    way = NEEDLES[Treatment.INJECTION]
    if step is Step.AFTER:
        look = {"fc": palette.MOVE, "ec": "none", "alpha": 0.35, "zorder": 1.4}
        canvas.dot(_MEDICINE_AT, _MEDICINE_MM, "medicine", **look)
        name = words("three_treatments.name.medicine")
        _call(canvas, (33.0, 27.4), (31.0, 22.0), name, "medicine")
    _steps_of_a_needle(canvas, way, step, words)


def _surgery(canvas: Canvas, step: Step, words: Words) -> None:
    """Skin, muscle, bone and ligament are opened; then what had pushed out is gone."""
    if step is Step.BEFORE:
        (x0, y0), (x1, y1) = OPENING[:2]
        _point_at(canvas, ((x0 + x1) / 2, (y0 + y1) / 2))
        return
    look = {"lw": _DASH_MM * canvas.points_per_unit, "ls": DASHED}
    canvas.shape([(OPENING,)], "opening", fc=palette.PAPER, ec=palette.TEXT, zorder=2.8, **look)
    name = words("three_treatments.name.opening")
    _call(canvas, (28, 71), (16.0, 71.0), name, "opening")
    lesion = LESIONS[Treatment.SURGERY]
    if step is Step.AFTER and lesion is not None:
        gone = lesion_shapes(lesion, axial=True)["lesion"]
        canvas.shape(gone, "was", fc="none", ec=palette.TEXT, zorder=3.5, **look)


_STEPS = {
    Treatment.NEEDLING: _needling,
    Treatment.INJECTION: _injection,
    Treatment.SURGERY: _surgery,
}


def _mean(canvas: Canvas, part: str) -> None:
    """Draw a thick edge around a part of the side that is treated."""
    left = [
        polygon
        for polygon in section(Cut.through(DISC)).parts[part]
        if np.mean([x for x, _ in polygon[0]]) > 0
    ]
    width = _MEANT_MM * canvas.points_per_unit
    canvas.shape(left, "meant", fc="none", ec=palette.TEXT, lw=width, zorder=2.7)


def _steps_of_a_needle(canvas: Canvas, way: Way, step: Step, words: Words) -> None:
    if step is Step.BEFORE:
        _point_at(canvas, way.skin)
    elif step is Step.DURING:
        _draw_needle(canvas, way)
        x, y = _along(way, _NAME_MM)
        aside, ha = (-4, "right") if x > _ROOM_MM else (4, "left")
        name = words("three_treatments.name.needle")
        canvas.text((x + aside, y), name, "needle-name", ha=ha, va="center", **_NAMES)
    else:
        width = _DASH_MM * canvas.points_per_unit
        ends = (way.skin, way.tip)
        canvas.line(ends, "was", color=palette.TEXT, lw=width, ls=DASHED, zorder=6)


def _along(way: Way, mm: float, aside: float = 0.0) -> Point:
    """Return the point so far along a way from the skin, and so far beside it."""
    start, end = np.array(way.skin), np.array(way.tip)
    ahead = (end - start) / np.hypot(*(end - start))
    x, y = start + mm * ahead + aside * np.array([-ahead[1], ahead[0]])
    return float(x), float(y)


def needle(way: Way) -> Polygon:
    """Return the outline of a needle from its handle to its tip."""
    long, half = float(np.hypot(*np.subtract(way.tip, way.skin))), _NEEDLE_MM / 2
    corners = ((-4.0, half), (long - _TAPER_MM, half), (long, 0.0), (long - _TAPER_MM, -half))
    return (tuple(_along(way, mm, aside) for mm, aside in (*corners, (-4.0, -half))),)


def _draw_needle(canvas: Canvas, way: Way) -> None:
    look = Look(palette.TOOL, palette.TEXT, _EDGE_MM)
    half = _HANDLE_MM / 2
    corners = ((-4.0, half), (-4.0 - _HANDLE_LONG_MM, half), (-4.0 - _HANDLE_LONG_MM, -half))
    handle = tuple(_along(way, mm, aside) for mm, aside in (*corners, (-4.0, -half)))
    draw_part(canvas, "needle", [needle(way)], 6, look)
    draw_part(canvas, "handle", [(handle,)], 6.1, Look(palette.RUBBER, palette.TEXT, _EDGE_MM))


def _point_at(canvas: Canvas, at: Point) -> None:
    """Draw an arrow from outside to where the skin is."""
    x, y = at
    head = ((x, y + 1.5), (x - 2.2, y + 5.5), (x + 2.2, y + 5.5))
    stem = ((x, y + 5.0), (x, y + 11.0))
    canvas.shape([(head,)], "arrow", fc=palette.MOVE, zorder=6)
    canvas.line(stem, "stem", color=palette.MOVE, lw=1.2 * canvas.points_per_unit, zorder=6)


# ---- names ----------------------------------------------------------------------------------

_NERVE_AT: Mapping[Treatment, Point] = {
    Treatment.NEEDLING: (25.5, 17.0),
    Treatment.INJECTION: (27.5, 16.0),
    Treatment.SURGERY: (12.4, 21.2),
}
"""Where the nerve is that a line names, with and without what presses on it."""


def _call(canvas: Canvas, at: Point, spot: Point, name: str, part: str) -> None:
    """Write a name beside what it names, with a line to it."""
    x, y = at
    canvas.line(((x - 1, y), spot), f"{part}-line", color=palette.TEXT, lw=0.9, zorder=19)
    canvas.text(at, name, f"{part}-name", ha="left", va="center", **_NAMES)


def _write(canvas: Canvas, treatment: Treatment, words: Words) -> None:
    def name(part: str) -> str:
        return words(f"three_treatments.name.{part}")

    x0, y0, x1, y1 = _WINDOW
    canvas.text((0, 9), name("disc"), "disc-name", **{**LETTERING, **_NAMES})
    for part, at in (("muscle", (-16.5, 53)), ("bone", (-12.5, 35.3))):
        canvas.text(at, name(part), f"{part}-name", ha="center", va="center", **_NAMES)
    _call(canvas, (40.5, 20), _NERVE_AT[treatment], name("nerve"), "nerve")
    canvas.text((x0 + 1.5, 85.5), name("skin"), "skin-name", ha="left", va="center", **_NAMES)
    canvas.text((x0 + 1.5, y1 - 3), name("drawing"), "drawn", ha="left", va="center", **_NAMES)
    for text, y in (("front", y0 + 4), ("back", y1 - 3)):
        canvas.text((0, y), words(f"spine.name.{text}"), text, ha="center", va="center", **_NAMES)
    for side, x in ((Side.RIGHT, x0 + 4), (Side.LEFT, x1 - 4)):
        canvas.letter((x, y0 + 12), words(f"roots.side.{side}_letter"))
