"""Names beside a picture: in the margins, in order, apart, with leader lines that do not cross."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from matplotlib.path import Path

from sciatica.content.artwork import Point
from sciatica.figures import palette
from sciatica.figures.canvas import FIXED, Canvas
from sciatica.figures.svg import AT, LEADER

_GAP = 0.25
"""Free space between two names, in heights of a line."""
_STUB = 3.0
"""Level start of a leader line beside its name, in points."""
_PEN, _DOT = 0.8, 4.4
"""Width of a leader line and of the dot at its end, in points."""
_NO_LENGTH = 0.001
_ABOVE = 20


class Margin(StrEnum):
    """A side of the picture (never of the patient)."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> "Margin":
        """The margin across."""
        return Margin.LEFT if self is Margin.RIGHT else Margin.RIGHT


@dataclass(frozen=True, slots=True)
class Label:
    """A name, the spot that it names, the margin that it stands in, and the layer it belongs to.

    Names of different layers are laid out together, so that no two ever stand on one another.
    """

    id: str
    text: str
    spot: Point
    margin: Margin
    bold: bool = False
    layer: str = FIXED


@dataclass(frozen=True, slots=True)
class Margins:
    """The room for names around a picture: the picture's box in its own units, how many of them
    a point takes, the size of letters in points, and after how many letters a line breaks."""

    left: float
    top: float
    right: float
    bottom: float
    units_per_point: float
    size: float = 14.0
    letters: int = 9
    gap_points: float = 6.0

    @property
    def line(self) -> float:
        """Height of a line of text, in the picture's units."""
        return self.size * 1.12 * self.units_per_point

    def edge(self, margin: Margin) -> float:
        """Where the names of a margin begin."""
        gap = self.gap_points * self.units_per_point
        return self.left - gap if margin is Margin.LEFT else self.right + gap


@dataclass(slots=True)
class _Placed:
    name: Label
    lines: list[str]
    y: float
    height: float = field(default=0.0)


def place(names: Sequence[Label], margins: Margins) -> list[tuple[Label, str, Point]]:
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
    """Put each name at the height of its spot, then push neighbours apart, inside the box; the
    order of the column stays."""
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
                _spread(column, margins)
                break
        else:
            return


def _leader(one: _Placed, margins: Margins) -> tuple[Point, Point]:
    return (margins.edge(one.name.margin), one.y), one.name.spot


def crossing(first: tuple[Point, Point], second: tuple[Point, Point]) -> bool:
    """Return whether two straight lines cross."""

    def turn(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    (a, b), (c, d) = first, second
    return turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0


def draw_names(canvas: Canvas, names: Sequence[Label], margins: Margins) -> None:
    """Write names in the margins, each with a line to its spot.

    Spots and margins are those of the artwork: on a mirrored canvas, of its mirror image. The lines
    of a layer are one path, and so are its dots: pictures hold many layers.
    """
    turned = canvas.mirror_at is not None
    placed = place(
        [
            replace(
                name,
                spot=canvas.spot(name.spot),
                margin=name.margin.other if turned else name.margin,
            )
            for name in names
        ],
        margins,
    )
    flat = replace(canvas, mirror_at=None)
    for layer in dict.fromkeys(name.layer for name in names):
        own, on = [one for one in placed if one[0].layer == layer], flat.on(layer)
        for part, path, look in _strokes(own, margins):
            on.shape(path, part, **look)
        for name, text, at in own:
            _write(on, name, text, at, margins)


def _outwards(name: Label) -> int:
    return -1 if name.margin is Margin.LEFT else 1


def _strokes(
    placed: Sequence[tuple[Label, str, Point]], margins: Margins
) -> Iterator[tuple[str, Path, dict[str, Any]]]:
    """Leader lines, and the dots at their ends: lines of no length with round ends."""
    lines, dots = [], []
    for name, _, (x, y) in placed:
        stub = x - _outwards(name) * _STUB * margins.units_per_point
        lines.append(Path([(x, y), (stub, y), name.spot]))
        dots.append(Path([name.spot, (name.spot[0] + _NO_LENGTH, name.spot[1])]))
    widths = {
        f"{LEADER}lines": (lines, palette.TEXT, _PEN),
        f"{LEADER}dots": (dots, palette.TEXT, _DOT),
        f"{LEADER}middles": (dots, palette.PAPER, _DOT - 2 * _PEN),
    }
    for part, (paths, colour, width) in widths.items():
        look = {"fc": "none", "ec": colour, "lw": width, "capstyle": "round", "zorder": _ABOVE}
        yield part, Path.make_compound_path(*paths), look


def _write(canvas: Canvas, name: Label, text: str, at: Point, margins: Margins) -> None:
    outwards = _outwards(name)
    canvas.text(
        (at[0] + outwards * 2 * margins.units_per_point, at[1]),
        text,
        f"{name.id}{AT}{canvas.in_svg(name.spot)}",
        ha="right" if outwards < 0 else "left",
        va="center",
        color=palette.TEXT,
        fontsize=margins.size,
        fontweight="bold" if name.bold else "normal",
        linespacing=1.05,
        zorder=_ABOVE,
    )
