"""A hundred people as a hundred signs: a proportion that can be counted.

A fixed block, filled row by row from the top left: dots 10 by 10, or small people 20 by 5 where
they walk on. Shape tells as well as colour (filled or only outlined), so that it also reads on a
grey printer. Design after Trevena 2013 (fixed denominator, both outcomes named) in the clinical
base's notes on literacy.
"""

from collections.abc import Iterator
from functools import cache, partial

import numpy as np
from matplotlib.figure import Figure
from matplotlib.path import Path

from sciatica.content.facts import frequencies, printed
from sciatica.content.words import Words
from sciatica.figures import palette
from sciatica.figures.canvas import Canvas
from sciatica.figures.picture import WHOLE, Picture, View

ROW = 10
WIDTH = 200
"""Width of the block, in points."""
RADIUS = 0.36
"""Of one sign, where the next one stands at a distance of 1."""
BULGES = ("bulge_at_20", "bulge_at_80")
"""The numbers that are drawn as dots: each has its title and its two outcomes in the words."""
ROADS = {
    "improved": ("improved_waiting_2_weeks", "improved_12_weeks"),
    "less_limited": ("less_limited_1_year",),
}
"""The numbers that are drawn as people, by outcome, in the order of time: as measured, no more."""
WALKERS_ROW, WALKERS_WIDTH = 20, 400
_HEAD, _HEAD_AT = 0.2, (0.0, 0.64)
_BODY = (
    (-0.14, 0.36), (0.14, 0.36), (0.18, -0.15), (0.4, -0.8), (0.2, -0.86), (0.0, -0.28),
    (-0.2, -0.86), (-0.4, -0.8), (-0.18, -0.15),
)  # fmt: skip
"""A small person in mid step, where the next one stands at a distance of 1."""
_UPRIGHT = (1, -1)
"""The canvas counts downwards, a person stands upright."""


@cache
def icon_array(number: str, words: Words) -> Picture:
    """Return the proportion with this id (see ``facts/numbers.toml``) as 100 signs.

    Raises `KeyError` where the facts or the words have no such number.
    """
    named = icon_words(number, words)
    return Picture(
        f"icon-array-{number}",
        partial(_draw, frequencies()[number].in_100),
        {WHOLE: View(frozenset(), words("icons.describe", **named))},
        WIDTH,
        named["title"],
    )


@cache
def walkers(number: str, words: Words) -> Picture:
    """Return the proportion with this id as 100 small people.

    Raises `KeyError` where the facts or the words have no such number.
    """
    named = icon_words(number, words)
    return Picture(
        f"walkers-{number}",
        partial(_walk, frequencies()[number].in_100),
        {WHOLE: View(frozenset(), words("icons.walkers", **named))},
        WALKERS_WIDTH,
        named["title"],
    )


def icon_words(number: str, words: Words) -> dict[str, str]:
    """Return the title of a proportion and its two outcomes, for beside the picture."""
    return {part: words(f"icons.{number}.{part}", **printed()) for part in ("title", "yes", "no")}


def _parts(count: int) -> Iterator[tuple[str, range, str]]:
    yield "yes", range(count), palette.COUNTED
    yield "no", range(count, ROW * ROW), "none"


def _draw(count: int) -> Figure:
    canvas = Canvas.of(-0.5, -0.5, ROW - 0.5, ROW - 0.5, WIDTH / ROW)
    for part, places, fill in _parts(count):
        signs = [Path.circle((place % ROW, place // ROW), RADIUS) for place in places]
        canvas.shape(Path.make_compound_path(*signs), part, fc=fill, ec=palette.COUNTED, lw=1.5)
    return canvas.figure


def _walk(count: int) -> Figure:
    rows = ROW * ROW // WALKERS_ROW
    canvas = Canvas.of(-0.5, -1, WALKERS_ROW - 0.5, 2 * rows - 1, WALKERS_WIDTH / WALKERS_ROW)
    circle = np.asarray(Path.unit_regular_polygon(8).vertices, dtype=float)  # ends where it begins
    head = circle * _HEAD + np.array(_HEAD_AT)
    body = np.array([*_BODY, _BODY[0]])
    for part, places, fill in _parts(count):
        at = [np.array((place % WALKERS_ROW, 2 * (place // WALKERS_ROW))) for place in places]
        signs = [
            Path(shape * np.array(_UPRIGHT) + one, closed=True)
            for one in at
            for shape in (head, body)
        ]
        canvas.shape(Path.make_compound_path(*signs), part, fc=fill, ec=palette.COUNTED, lw=1)
    return canvas.figure
