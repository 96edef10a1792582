"""The quiet body behind the pictures of legs and nerves, and the letters of its sides.

Artwork of a body holds the patient's left leg; the right one is its mirror.
"""

from sciatica.content.artwork import Legs
from sciatica.content.words import Words
from sciatica.figures import palette
from sciatica.figures.canvas import Canvas
from sciatica.model.anatomy import Side

LETTERS_AT = 12.0
"""How far below the top the letters of both sides stand, in points."""
_FROM_THE_EDGE = 10.0
_PARTS = {
    "body": palette.SKIN,
    "shorts": palette.SHORTS,
    "shade": palette.SHADE,
    "light": palette.LIGHT,
    "ink": palette.INK,
}


def on_side(canvas: Canvas, body: Legs, side: Side) -> Canvas:
    """Return the canvas on which what is stored of the left leg is drawn for `side`."""
    return canvas if side is Side.LEFT else canvas.mirrored(body.width / 2)


def draw_body(canvas: Canvas, body: Legs) -> None:
    """Draw the body of `body`, which lies around the skin areas and below the nerve."""
    for order, (part, colour) in enumerate(_PARTS.items()):
        canvas.shape(
            body.layers[part],
            part,
            fc=colour,
            # the outline lies over the coloured areas, so that the leg keeps its shape
            zorder=6.0 if part == "ink" else 1 + order / 10,
            alpha=0.5 if part in ("shade", "light") else 1,
        )


def letter_from_behind(canvas: Canvas, body: Legs, words: Words) -> None:
    """Write the letters of both sides: from behind, the patient's left is on the viewer's left."""
    for side, x in ((Side.LEFT, _FROM_THE_EDGE), (Side.RIGHT, body.width - _FROM_THE_EDGE)):
        canvas.letter((x, LETTERS_AT), words(f"roots.side.{side}_letter"))
