"""Names beside a picture: in the margins, in order, apart, with leader lines that do not cross."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Circle

from sciatica.content.artwork import Point
from sciatica.figures import palette
from sciatica.figures.svg import PART

_GAP = 0.25
"""Free space between two names, in heights of a line."""
_STUB = 3.0
"""Level start of a leader line beside its name, in points."""


class Margin(StrEnum):
    """A side of the picture (never of the patient)."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Name:
    """A name, the spot that it names, the margin that it stands in, and the layer it belongs to.

    Names of different layers are laid out together, so that no two ever stand on one another.
    """

    id: str
    text: str
    spot: Point
    margin: Margin
    bold: bool = False
    layer: str | None = None
    visible: bool = True


@dataclass(frozen=True, slots=True)
class Margins:
    """The room for names around a picture: the picture's box in its own units, how many of them
    a point takes, the size of letters in points, and after how many letters a line breaks."""

    left: float
    top: float
    right: float
    bottom: float
    units_a_point: float
    size: float = 14.0
    letters: int = 9
    gap_points: float = 6.0

    @property
    def line(self) -> float:
        """Height of a line of text, in the picture's units."""
        return self.size * 1.12 * self.units_a_point

    def edge(self, margin: Margin) -> float:
        """Where the names of a margin begin."""
        gap = self.gap_points * self.units_a_point
        return self.left - gap if margin is Margin.LEFT else self.right + gap


@dataclass(slots=True)
class _Placed:
    name: Name
    lines: list[str]
    y: float
    height: float = field(default=0.0)


def place(names: Sequence[Name], margins: Margins) -> list[tuple[Name, str, Point]]:
    """Return each name with its broken text and where it stands (the middle of its edge)."""
    placed = []
    for margin in Margin:
        column = [
            _Placed(name, textwrap.wrap(name.text, margins.letters, break_long_words=False), 0.0)
            for name in sorted(
                (name for name in names if name.margin is margin), key=lambda name: name.spot[1]
            )
        ]
        for one in column:
            one.height = len(one.lines) * margins.line
        _spread(column, margins)
        _uncross(column, margins)
        placed += [
            (one.name, "\n".join(one.lines), (margins.edge(margin), one.y)) for one in column
        ]
    return placed


def _spread(column: list[_Placed], margins: Margins) -> None:
    """Put each name at the height of its spot, then push neighbours apart, inside the box."""
    gap = _GAP * margins.line
    low = margins.top
    for one in column:
        one.y = max(one.name.spot[1], low + one.height / 2)
        low = one.y + one.height / 2 + gap
    high = margins.bottom
    for one in reversed(column):
        one.y = min(one.y, high - one.height / 2)
        high = one.y - one.height / 2 - gap


def _uncross(column: list[_Placed], margins: Margins) -> None:
    """Swap neighbours until no two leader lines cross."""
    for _ in range(len(column) ** 2):
        for number in range(len(column) - 1):
            one, other = column[number], column[number + 1]
            if crossing(_leader(one, margins), _leader(other, margins)):
                column[number], column[number + 1] = other, one
                _spread_in_order(column, margins)
                break
        else:
            return


def _spread_in_order(column: list[_Placed], margins: Margins) -> None:
    """Like `_spread`, for an order that the spots' heights do not give."""
    gap = _GAP * margins.line
    total = sum(one.height for one in column) + gap * (len(column) - 1)
    middle = sum(one.name.spot[1] for one in column) / len(column)
    low = min(max(margins.top, middle - total / 2), margins.bottom - total)
    for one in column:
        one.y = max(low + one.height / 2, min(one.name.spot[1], margins.bottom - one.height / 2))
        low = one.y + one.height / 2 + gap
    _spread_up(column, margins, gap)


def _spread_up(column: list[_Placed], margins: Margins, gap: float) -> None:
    high = margins.bottom
    for one in reversed(column):
        one.y = min(one.y, high - one.height / 2)
        high = one.y - one.height / 2 - gap


def _leader(one: _Placed, margins: Margins) -> tuple[Point, Point]:
    return (margins.edge(one.name.margin), one.y), one.name.spot


def crossing(first: tuple[Point, Point], second: tuple[Point, Point]) -> bool:
    """Return whether two straight lines cross."""

    def turn(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    (a, b), (c, d) = first, second
    return turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0


def crossings(placed: Sequence[tuple[Name, str, Point]]) -> list[tuple[str, str]]:
    """Return the pairs of names whose leader lines cross: none, in a good layout."""
    return [
        (one[0].id, other[0].id)
        for one, other in combinations(placed, 2)
        if crossing((one[2], one[0].spot), (other[2], other[0].spot))
    ]


def draw_names(axes: Axes, names: Sequence[Name], margins: Margins) -> None:
    """Write names in the margins, each with a line to its spot."""
    for name, text, (x, y) in place(names, margins):
        outwards = -1 if name.margin is Margin.LEFT else 1
        stub = x - outwards * _STUB * margins.units_a_point
        (line,) = axes.plot(
            [x, stub, name.spot[0]],
            [y, y, name.spot[1]],
            color=palette.TEXT,
            lw=0.8,
            zorder=20,
            clip_on=False,
        )
        dot = Circle(
            name.spot,
            2.0 * margins.units_a_point,
            fc=palette.PAPER,
            ec=palette.TEXT,
            lw=0.8,
            zorder=21,
            clip_on=False,
        )
        axes.add_patch(dot)
        label = axes.text(
            x + outwards * 2 * margins.units_a_point,
            y,
            text,
            ha="right" if outwards < 0 else "left",
            va="center",
            color=palette.TEXT,
            family="sans-serif",
            fontsize=margins.size,
            fontweight="bold" if name.bold else "normal",
            linespacing=1.05,
            zorder=22,
        )
        artists: tuple[tuple[Artist, str], ...] = ((line, "line"), (dot, "dot"), (label, "text"))
        for artist, part in artists:
            layer = name.layer or f"name-{name.id}"
            artist.set_gid(f"{layer}{PART}{name.id}-{part}")
            artist.set_visible(name.visible)
