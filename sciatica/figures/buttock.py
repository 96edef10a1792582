"""The buttock from behind: the sciatic nerve below the piriformis muscle, relaxed or tight.

The RIGHT buttock is drawn, as the patient's right is on the viewer's right from behind; for the
left the picture is mirrored.
"""

from collections.abc import Iterator
from functools import partial
from itertools import product

from matplotlib.figure import Figure

from sciatica.content import Words
from sciatica.content.spine_artwork import Outside, outside
from sciatica.figures import palette
from sciatica.figures.body import draw_letter
from sciatica.figures.drawing import Drawing
from sciatica.figures.labels import Margin, Margins, Name, draw_names
from sciatica.figures.spine_shapes import Brush, Look, sheet_mm
from sciatica.model import Piriformis, Side

POINTS_A_MM = 2.0
MARGIN_MM = 60.0
LETTERS = 17.0
_OUTER = ("hip", "piriformis", "femur", "sciatic")
_INNER = ("sacrum", "coccyx", "sitting_bone")


_AT_REST = Look("none", palette.TEXT, 0.7)
_VIEWS = {Piriformis.RELAXED: Outside.HIP, Piriformis.TIGHT: Outside.HIP_TIGHT}


def draw_buttock(
    muscle: Piriformis, words: Words, side: Side = Side.RIGHT, both: bool = False
) -> Figure:
    """Draw the buttock of `side`; with `both`, the other state is in it too, invisible.

    Layers bear the name of the muscle's state.
    """
    first = outside(Outside.HIP)
    figure, axes = sheet_mm(-MARGIN_MM, 0, first.width + MARGIN_MM, first.height, POINTS_A_MM)
    turned = side is Side.LEFT
    brush = Brush(axes, POINTS_A_MM, first.width / 2 if turned else None)
    for state in Piriformis if both else (muscle,):
        picture = outside(_VIEWS[state])
        layer, visible = str(state), state is muscle
        brush.parts(picture.parts, 1, layer, visible)
        brush.tones(picture.tones, 3, layer, visible)
        if state is Piriformis.TIGHT:  # how it was at rest, to compare
            rest = brush.part(
                "piriformis-at-rest", first.parts["piriformis right"], 4.5, layer, visible, _AT_REST
            )
            rest.set_linestyle((0, (4, 2.5)))
        if hidden := picture.hidden.get("sciatic right"):
            patch = brush.part("sciatic", hidden, 4, layer, visible, alpha=0.4)
            patch.set_linestyle((0, (3, 2)))
            patch.set_gid(f"{patch.get_gid()}-hidden")
        names = []
        for group, margin in ((_INNER, Margin.LEFT), (_OUTER, Margin.RIGHT)):
            if turned:
                margin = Margin.RIGHT if margin is Margin.LEFT else Margin.LEFT
            for spot in group:
                x, y = picture.spots[spot]
                at = (first.width - x, y) if turned else (x, y)
                bold = spot in ("piriformis", "sciatic")
                text = words(f"spine.name.{spot}")
                names.append(Name(spot, text, at, margin, bold, layer, visible))
        margins = Margins(0, 8, first.width, first.height - 6, 1 / POINTS_A_MM, LETTERS)
        draw_names(axes, names, margins)
    x = 8.0 if turned else first.width - 8.0
    draw_letter(axes, (x, 10.0), words(f"roots.side.{side}_letter"))
    return figure


def describe_buttock(muscle: Piriformis, words: Words, side: Side = Side.RIGHT) -> str:
    """Say in words what `draw_buttock` shows for the same values."""
    return words(f"spine.buttock.describe_{muscle}", side=words(f"roots.side.{side}"))


def drawings(words: Words) -> Iterator[Drawing]:
    """Yield both states of both sides."""
    for muscle, side in product(Piriformis, Side):
        yield Drawing(
            f"buttock-{muscle}-{side}",
            partial(draw_buttock, muscle, words, side),
            describe_buttock(muscle, words, side),
        )
