"""The saddle: skin that the lowest roots feel, the one picture that must not fail.

From behind, from the front, and from below as somebody sits: three nested bands, S2 outermost and
S4-5 around the anus. The body is smooth and has no clothes. A number of a band is for the
clinician; for the patient any spot of it counts alike.
"""

from functools import cache, partial

from matplotlib.figure import Figure

from sciatica.content.saddle_artwork import Band, Saddle, SaddleView, saddles
from sciatica.content.words import Words
from sciatica.figures import palette
from sciatica.figures.canvas import LETTERING, PLATE, Canvas
from sciatica.figures.picture import WHOLE, Picture, View
from sciatica.model.anatomy import Side

NAME_PT = 12
_EDGE = 14.0
"""How far from the frame letters stand, in points."""
_PARTS = {"body": palette.SKIN, "shade": palette.SHADE, "light": palette.LIGHT, "ink": palette.INK}


@cache
def saddle(view: SaddleView, words: Words) -> Picture:
    """Return the saddle from `view`."""
    said = words(f"saddle.describe.{view}")
    return Picture(
        f"saddle-{view}",
        partial(_draw, view, words),
        {WHOLE: View(frozenset(), said)},
        round(saddles()[view].width),
        words(f"saddle.caption.{view}"),
    )


def _draw(view: SaddleView, words: Words) -> Figure:
    picture = saddles()[view]
    canvas = Canvas.of(0, 0, picture.width, picture.height)
    draw_skin(canvas, picture)
    draw_bands(canvas, picture, words)
    draw_ends(canvas, view, words)
    return canvas.figure


def draw_skin(canvas: Canvas, picture: Saddle) -> None:
    """Draw the smooth body without its bands."""
    for order, (part, colour) in enumerate(_PARTS.items()):
        shape, on_top = getattr(picture, part), part == "ink"
        canvas.shape(
            shape,
            part,
            fc=colour,
            alpha=0.5 if part in ("shade", "light") else 1,
            zorder=6 if on_top else 1 + order / 10,
        )


def draw_bands(canvas: Canvas, picture: Saddle, words: Words) -> None:
    """Draw the bands and their names."""
    for order, band in enumerate(Band):
        area, colour = picture.bands[band], palette.SADDLE[band]
        canvas.shape(area.soft, f"{band}-soft", fc=colour, alpha=0.3, zorder=2 + order)
        canvas.shape(area.core, str(band), fc=colour, alpha=0.9, zorder=2.2 + order)
        lines = {"colors": palette.PAPER, "linewidths": 1.1, "alpha": 0.8}
        canvas.lines(area.hatch, f"{band}-lines", **lines, zorder=5)
        if at := picture.names.get(band):
            name, look = words(f"saddle.band.{band}"), {**LETTERING, "fontsize": NAME_PT}
            if band is Band.S4_5:  # dark enough to be written on
                canvas.text(
                    (picture.width / 2, at[1]), name, "name", **look | {"color": palette.PAPER}
                )
            else:
                canvas.text(at, name, "name", **look, bbox=PLATE)


def draw_ends(canvas: Canvas, view: SaddleView, words: Words) -> None:
    """Write the letters of both sides, and what is front and back where it is seen from below."""
    picture = saddles()[view]
    left_is_right = view is not SaddleView.BACK
    for side in Side:
        on_right = (side is Side.LEFT) is left_is_right
        x = picture.width - _EDGE if on_right else _EDGE
        canvas.letter((x, picture.height - _EDGE), words(f"roots.side.{side}_letter"))
    if view is SaddleView.BELOW:
        middle = picture.width / 2
        for end, y in (("front", _EDGE), ("back", picture.height - _EDGE)):
            canvas.text((middle, y), words(f"saddle.end.{end}"), end, **LETTERING, fontsize=NAME_PT)
