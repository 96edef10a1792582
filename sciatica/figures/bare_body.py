"""The body without anything on it, to paint on where it hurts: legs, feet and saddle.

What the roots' maps show of it are layers of the same pictures, to be laid under what is painted.
`regions` says what of a picture is the saddle and what is a leg. Nothing else is read from what
somebody paints, and all that it can do is to make the Emergency signs larger.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial

from matplotlib.figure import Figure

from sciatica.content.artwork import LegView, Point, legs
from sciatica.content.saddle_artwork import Band, SaddleView, saddles
from sciatica.content.words import Words
from sciatica.figures.body import LETTERS_AT, draw_body, on_side
from sciatica.figures.canvas import LETTERING, Canvas
from sciatica.figures.legs import FEET, VIEW_PT, VIEW_ROOM, Layer, draw_area, draw_run, is_seen
from sciatica.figures.picture import Picture, View
from sciatica.figures.saddle import draw_bands, draw_ends, draw_skin
from sciatica.model.anatomy import LESSON, Side

BARE = "bare"
"""The view without a map; the others are named after the layers of `figures.legs`."""
MAPS = (BARE, *map(str, Layer))
LEG_FROM = 61.0
"""From this height down, in points of the legs, it is a leg: where the saddle begins behind, in the
middle of the buttock. Above is the low back."""
_CROTCH = {"legs": (100.0, 99.0), "saddle": (110.0, 112.0)}
_SADDLE_SCALE = 1.335
"""How much larger the same body is in the pictures of the saddle; the test asks both outlines."""


@dataclass(frozen=True, slots=True)
class Regions:
    """What of a picture is skin of the saddle, and what is a leg, by side: rings in its points."""

    saddle: Sequence[Sequence[Point]]
    legs: dict[Side, Sequence[Point]]


@cache
def bare_legs(view: LegView, words: Words) -> Picture:
    """Return both legs from `view`, from the low back down."""
    return _picture(f"bare-{view}", partial(_legs, view, None, words), view, words)


@cache
def bare_leg(view: LegView, side: Side, words: Words) -> Picture:
    """Return the leg of `side`, or its foot, from `view`."""
    return _picture(f"bare-{view}-{side}", partial(_legs, view, side, words), view, words, side)


@cache
def bare_saddle(view: SaddleView, words: Words) -> Picture:
    """Return the skin between the legs from `view`."""
    layers, said = frozenset({str(Layer.FEELING)}), words(f"where_it_hurts.bare.{view}")
    bands = words("where_it_hurts.with_bands", view=said)
    return Picture(
        f"bare-saddle-{view}",
        partial(_saddle, view, words),
        # pain has no bands of its own here
        {BARE: View(frozenset(), said), **{str(one): View(layers, bands) for one in Layer}},
        round(saddles()[view].width),
    )


def _picture(
    name: str, draw: partial[Figure], view: LegView, words: Words, side: Side | None = None
) -> Picture:
    said = words(f"where_it_hurts.body.{view}")
    if side:
        said = words("where_it_hurts.of_side", view=said, side=words(f"roots.side.{side}"))
    maps = {
        str(layer): View(
            frozenset({str(layer)} if any(is_seen(view, root, layer) for root in LESSON) else ()),
            words(f"where_it_hurts.with_{layer}", view=said),
        )
        for layer in Layer
    }
    return Picture(name, draw, {BARE: View(frozenset(), said), **maps}, round(legs()[view].width))


def _legs(view: LegView, side: Side | None, words: Words) -> Figure:
    picture = legs()[view]
    canvas = Canvas.of(0, 0, picture.width, picture.height + VIEW_ROOM)
    draw_body(canvas if side is None else on_side(canvas, picture, side), picture)
    for one in Side if side is None else (side,):
        leg = on_side(canvas, picture, one)
        for root in LESSON:
            if is_seen(view, root, Layer.FEELING):
                draw_area(leg.on(Layer.FEELING), view, root)
            if is_seen(view, root, Layer.PAIN):
                draw_run(leg.on(Layer.PAIN), view, root)
        letter_x = picture.width * (0.95 if view is not LegView.BACK else 0.05)
        leg.letter((letter_x, LETTERS_AT), words(f"roots.side.{one}_letter"))
    at = picture.width / 2, picture.height + VIEW_ROOM / 2
    canvas.text(at, words(f"roots.view.{view}"), "view", **LETTERING, fontsize=VIEW_PT)
    return canvas.figure


def _saddle(view: SaddleView, words: Words) -> Figure:
    picture = saddles()[view]
    canvas = Canvas.of(0, 0, picture.width, picture.height + VIEW_ROOM)
    draw_skin(canvas, picture)
    draw_bands(canvas.on(Layer.FEELING), picture, words)
    draw_ends(canvas, view, words)
    at = picture.width / 2, picture.height + VIEW_ROOM / 2
    canvas.text(at, words(f"where_it_hurts.saddle.{view}"), "view", **LETTERING, fontsize=VIEW_PT)
    return canvas.figure


def regions(view: LegView | SaddleView, side: Side | None = None) -> Regions:
    """Return what of a picture is the saddle and what is a leg.

    The saddle is all that the baked bands reach, with their soft rims: the bottom is among the
    sign's own words, so that pain in the lower buttock counts. From the inner side all of the upper
    thigh counts. From the outer side and on the feet none of it can be seen.
    """
    if isinstance(view, SaddleView):
        width, height = saddles()[view].width, saddles()[view].height
        top = 0.0 if view is SaddleView.BELOW else _to_saddle((0.0, LEG_FROM))[1]
        return Regions(
            _bands(view), _halves(width, top, height, left_first=view is SaddleView.BACK)
        )
    width, height = legs()[view].width, legs()[view].height + VIEW_ROOM
    top = 0.0 if view in FEET else LEG_FROM
    if view.shows_both_legs:
        bands = _bands(SaddleView(view))
        return Regions(
            [[to_legs(point) for point in ring] for ring in bands],
            _halves(width, top, height, left_first=view is LegView.BACK),
        )
    assert side is not None
    both = (*_bands(SaddleView.BACK), *_bands(SaddleView.FRONT))
    lowest = max(y for ring in both for _, y in ring)
    upper = _box(0, LEG_FROM, width, to_legs((0.0, lowest))[1])
    return Regions([upper] if view is LegView.INNER else [], {side: _box(0, top, width, height)})


def _bands(view: SaddleView) -> list[list[Point]]:
    bands = saddles()[view].bands
    return [list(polygon[0]) for band in Band for polygon in (*bands[band].soft, *bands[band].core)]


def _halves(
    width: float, top: float, bottom: float, *, left_first: bool
) -> dict[Side, Sequence[Point]]:
    first, second = (Side.LEFT, Side.RIGHT) if left_first else (Side.RIGHT, Side.LEFT)
    return {
        first: _box(0, top, width / 2, bottom),
        second: _box(width / 2, top, width, bottom),
    }


def _box(left: float, top: float, right: float, bottom: float) -> list[Point]:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def to_legs(point: Point) -> Point:
    """Return where a point of the pictures of the saddle lies on those of both legs."""
    (x, y), (u, v) = _CROTCH["legs"], _CROTCH["saddle"]
    return x + (point[0] - u) / _SADDLE_SCALE, y + (point[1] - v) / _SADDLE_SCALE


def _to_saddle(point: Point) -> Point:
    (x, y), (u, v) = _CROTCH["legs"], _CROTCH["saddle"]
    return u + (point[0] - x) * _SADDLE_SCALE, v + (point[1] - y) * _SADDLE_SCALE
