"""A hundred people as a hundred signs: a proportion that can be counted.

Fixed block of 10 by 10, filled row by row from the top left. Shape tells as well as colour (dots
and rings), so that it also reads on a grey printer. Design after Trevena 2013 (fixed denominator,
both outcomes named) in the clinical base's notes on literacy.
"""

from collections.abc import Iterator
from functools import partial

from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from sciatica.content import Words, frequencies, printed
from sciatica.figures import palette
from sciatica.figures.drawing import Drawing
from sciatica.figures.svg import PART

ROW = 10
SIDE_PT = 200.0
RADIUS = 0.36
"""Of one sign, where the next one stands at a distance of 1."""
IMPROVED = ("improved_12_weeks", "less_limited_1_year")
BULGES = ("bulge_at_20", "bulge_at_80")
SHOWN = (*IMPROVED, *BULGES)
"""The numbers that are drawn: each has its title and its two outcomes in the words."""


def draw_icon_array(number: str) -> Figure:
    """Draw the proportion with this id (see ``facts/numbers.toml``) as 100 signs."""
    figure = Figure(figsize=(SIDE_PT / 72, SIDE_PT / 72))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(-0.5, ROW - 0.5), ylim=(ROW - 0.5, -0.5), aspect="equal")
    axes.axis("off")
    count = frequencies()[number].in_100
    for part, first, end, fill in (
        ("yes", 0, count, palette.COUNTED),
        ("no", count, ROW * ROW, "none"),
    ):
        signs = [Path.circle((place % ROW, place // ROW), RADIUS) for place in range(first, end)]
        patch = PathPatch(
            Path.make_compound_path(*signs),
            facecolor=fill,
            edgecolor=palette.COUNTED,
            linewidth=1.5,
            clip_on=False,
        )
        patch.set_gid(f"{number}{PART}{part}")
        axes.add_patch(patch)
    return figure


def describe_icon_array(number: str, words: Words) -> str:
    """Say in words what `draw_icon_array` shows."""
    return words("icons.describe", **icon_words(number, words))


def icon_words(number: str, words: Words) -> dict[str, str]:
    """Return the title of a proportion and its two outcomes, for beside the picture."""
    return {part: words(f"icons.{number}.{part}", **printed()) for part in ("title", "yes", "no")}


def drawings(words: Words) -> Iterator[Drawing]:
    """Yield every icon array."""
    for number in SHOWN:
        yield Drawing(
            f"icon-array-{number}",
            partial(draw_icon_array, number),
            describe_icon_array(number, words),
        )
