"""A close look at one nerve root beside a disc: quiet, pressed, inflamed, sensitised.

The disc and the edges of two vertebrae stand on the left, the nerve runs down beside them. It is
cut open along its length, so that its fibres show. Schematic: no size is a measurement.
"""

import textwrap
from collections.abc import Iterator, Mapping
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.patches import Polygon as Shape
from matplotlib.path import Path

from sciatica.content import Words
from sciatica.figures import palette
from sciatica.figures.body import sheet
from sciatica.figures.drawing import Drawing
from sciatica.figures.svg import PART
from sciatica.model import NerveState

WIDTH, HEIGHT = 262, 230
LABEL = 14
"""Size of the labels, in points: 9 pixels where a phone shows the picture 170 pixels wide."""
SIGNALS: Mapping[NerveState, int] = {NerveState.QUIET: 2, NerveState.SENSITISED: 8}
"""How many marks a light touch sends up the nerve."""
CHEMICALS = 56
"""Dots around an inflamed nerve."""
DOT = 2.3
"""Radius of such a dot."""

_STEP = 2.0
_EDGE = 92.0
"""Where the vertebrae and the healthy disc end."""
_DISC = 115.0
"""Height of the middle of the disc."""
_HALF = 15.0
"""Half the width of the quiet nerve."""
_BULGE, _BULGE_HALF_HEIGHT = 40.0, 23.0
_GAP = 1.5
_FLAT = 0.58
"""A pressed nerve is so much narrower there."""
_SWOLLEN = 1.55
_TOUCH = 186.0
"""Height at which the nerve is touched."""
_SHEATH = 0.30
"""How much of the half width the sheath takes."""
_FIBRES = (-0.66, -0.22, 0.22, 0.66)


def draw_nerve_state(state: NerveState, words: Words) -> Figure:
    """Draw the nerve in one state, with short labels in `words`."""
    figure, axes = sheet(0, WIDTH, 0, HEIGHT)
    _draw_back(axes, state)
    _draw_nerve(axes, state)
    if state is NerveState.INFLAMED:
        _draw_chemicals(axes)
    if state in SIGNALS:
        _draw_touch(axes)
        _draw_signals(axes, state)
    _write_labels(axes, state, words)
    return figure


def describe_nerve_state(state: NerveState, words: Words) -> str:
    """Say in words what `draw_nerve_state` shows for the same state."""
    signals = words(f"nerve_state.count.{SIGNALS[state]}") if state in SIGNALS else ""
    return words(
        f"nerve_state.describe.{state}",
        signals=signals,
        quiet=words(f"nerve_state.count.{SIGNALS[NerveState.QUIET]}"),
    )


def drawings(words: Words) -> Iterator[Drawing]:
    """Yield the four states."""
    for state in NerveState:
        yield Drawing(
            f"nerve-{state}",
            partial(draw_nerve_state, state, words),
            describe_nerve_state(state, words),
            words(f"nerve_state.name.{state}"),
        )


# ---- shapes ---------------------------------------------------------------------------------


def _heights() -> np.ndarray:
    return np.arange(-4.0, HEIGHT + 4.0 + _STEP, _STEP)


def _hill(y: np.ndarray, half_height: float) -> np.ndarray:
    """1 at the disc, falling softly to 0 above and below it."""
    return np.asarray(np.exp(-(((y - _DISC) / half_height) ** 2)))


def _disc_edge(state: NerveState, y: np.ndarray) -> np.ndarray:
    bulge = _BULGE if state is NerveState.PRESSED else 2.0
    return _EDGE + bulge * np.sqrt(np.clip(1 - ((y - _DISC) / _BULGE_HALF_HEIGHT) ** 2, 0, 1))


def nerve_edges(state: NerveState) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return heights and where the left and the right edge of the nerve lie at each."""
    y = _heights()
    middle = 138.0 + 0.05 * y
    half = np.full_like(y, _HALF)
    if state is NerveState.INFLAMED:
        half *= 1 + (_SWOLLEN - 1) * _hill(y, 62.0)
    if state is NerveState.PRESSED:
        half *= 1 - (1 - _FLAT) * _hill(y, 26.0)
        wanted = _EDGE + _BULGE + _GAP + _HALF * _FLAT
        at_disc = float(np.interp(_DISC, y, middle))
        middle = middle + (wanted - at_disc) * _hill(y, 34.0)
    return y, middle - half, middle + half


def _between(left: np.ndarray, right: np.ndarray, share: float) -> np.ndarray:
    """A line along the nerve: -1 its left edge, 1 its right edge."""
    return np.asarray((left + right) / 2 + share * (right - left) / 2)


# ---- drawing --------------------------------------------------------------------------------


def _add(axes: Axes, ring: np.ndarray, gid: str, fill: str, edge: str, zorder: float) -> None:
    shape = Shape(ring, closed=True, fc=fill, ec=edge, lw=1.1, zorder=zorder, joinstyle="round")
    shape.set_gid(gid)
    axes.add_patch(shape)


def _draw_back(axes: Axes, state: NerveState) -> None:
    """The two vertebrae and the disc between them."""
    gap, corner = _BULGE_HALF_HEIGHT - 2.0, 8.0
    for name, near, far in (("upper", _DISC - gap, -6.0), ("lower", _DISC + gap, HEIGHT + 6.0)):
        away = np.sign(far - near)
        turn = np.linspace(0, np.pi / 2, 9)
        rim = np.column_stack(
            [
                _EDGE - corner * (1 - np.sin(turn)),
                near + away * corner * (1 - np.cos(turn)),
            ]
        )
        ring = np.concatenate([[(-6.0, near)], rim, [(_EDGE - 5.0, far), (-6.0, far)]])
        _add(axes, ring, f"bone-{name}{PART}fill", palette.BONE, palette.BONE_EDGE, 3.0)
    y = np.linspace(_DISC - _BULGE_HALF_HEIGHT, _DISC + _BULGE_HALF_HEIGHT, 61)
    edge = np.column_stack([_disc_edge(state, y), y])
    inner = np.clip(y, _DISC - gap + 0.6, _DISC + gap - 0.6)
    edge[:, 1] = np.where(edge[:, 0] > _EDGE - 1 + 8, y, inner)
    ring = np.concatenate([[(-6.0, edge[0, 1])], edge, [(-6.0, edge[-1, 1])]])
    _add(axes, ring, f"disc{PART}fill", palette.DISC, palette.DISC_EDGE, 2.0)


def _draw_nerve(axes: Axes, state: NerveState) -> None:
    y, left, right = nerve_edges(state)
    inflamed = state is NerveState.INFLAMED
    sheath = palette.INFLAMED if inflamed else palette.NERVE
    inside = palette.INFLAMED_INSIDE if inflamed else palette.FAR
    ring = np.concatenate([np.column_stack([left, y]), np.column_stack([right, y])[::-1]])
    _add(axes, ring, f"nerve{PART}sheath", sheath, palette.NERVE_EDGE, 4.0)
    open_ = (y > 14) & (y < HEIGHT - 14)
    ends = np.minimum(y[open_] - 14, HEIGHT - 14 - y[open_]) / 12
    round_ = np.sqrt(np.clip(1 - (1 - np.clip(ends, 0, 1)) ** 2, 0.02, 1)) * (1 - _SHEATH)
    one = _between(left[open_], right[open_], -1) * round_
    one += (left[open_] + right[open_]) / 2 * (1 - round_)
    other = left[open_] + right[open_] - one
    ring = np.concatenate(
        [np.column_stack([one, y[open_]]), np.column_stack([other, y[open_]])[::-1]]
    )
    _add(axes, ring, f"nerve{PART}inside", inside, palette.NERVE_EDGE, 4.1)
    shown = (y > 20) & (y < HEIGHT - 20)
    for i, share in enumerate(_FIBRES):
        x = _between(left[shown], right[shown], share * (1 - _SHEATH))
        (line,) = axes.plot(x, y[shown], color=palette.NERVE_EDGE, lw=0.7, zorder=4.2)
        line.set_gid(f"fibre-{i}{PART}line")


def chemical_spots() -> np.ndarray:
    """Where the dots around the inflamed nerve lie (n by 2): evenly strewn, the same every time."""
    y, left, right = nerve_edges(NerveState.INFLAMED)
    spots = []
    for i in range(CHEMICALS):
        height = 36.0 + (i * 0.7548776662 % 1.0) * 158.0
        across = (i * 0.5698402910 % 1.0) * 2 - 1
        edge = left if across < 0 else right
        x = float(np.interp(height, y, edge)) + np.sign(across) * 5.0 + across * 14.0
        if x > _EDGE + 7.0:
            spots.append((x, height))
    return np.array(spots)


def _draw_chemicals(axes: Axes) -> None:
    x, y = chemical_spots().T
    dots = axes.scatter(x, y, s=(2 * DOT) ** 2, c=palette.INFLAMED_DOT, linewidths=0, zorder=4.6)
    dots.set_gid(f"chemicals{PART}dots")


def _draw_touch(axes: Axes) -> None:
    """A small, thin arrow that meets the nerve."""
    y, _, right = nerve_edges(NerveState.QUIET)
    tip = float(np.interp(_TOUCH, y, right)) + 1.0
    (line,) = axes.plot([tip + 22, tip + 5], [_TOUCH] * 2, color=palette.TEXT, lw=1.4, zorder=5)
    line.set_gid(f"touch{PART}line")
    corners = [(tip, _TOUCH), (tip + 7, _TOUCH - 4), (tip + 7, _TOUCH + 4)]
    head = Shape(corners, closed=True, fc=palette.TEXT, ec="none", zorder=5)
    head.set_gid(f"touch{PART}head")
    axes.add_patch(head)


def _draw_signals(axes: Axes, state: NerveState) -> None:
    """Marks that point up the nerve, from where it is touched."""
    y, left, right = nerve_edges(state)
    large = state is NerveState.SENSITISED
    start, every = (24.0, 18.0) if large else (13.0, 12.0)
    for i in range(SIGNALS[state]):
        height = _TOUCH - start - every * i
        reach = 10.0 + min(2.6 * i, 14.0) if large else 7.0
        thick = 2.0 + min(0.3 * i, 1.4) if large else 1.8
        x = float(np.interp(height, y, (left + right) / 2))
        rise = 0.6 * reach
        mark = Path([(x - reach, height + rise), (x, height), (x + reach, height + rise)])
        patch = PathPatch(
            mark, fc="none", ec=palette.MOVE, lw=thick, capstyle="round", joinstyle="round",
            zorder=5.2,
        )  # fmt: skip
        patch.set_gid(f"signal-{i}{PART}mark")
        axes.add_patch(patch)


# ---- labels ---------------------------------------------------------------------------------


def _write_labels(axes: Axes, state: NerveState, words: Words) -> None:
    pressed = state is NerveState.PRESSED
    _write(axes, "bone", words, (12, 58))
    _write(axes, "disc", words, (12, _DISC))
    if pressed:
        _write(axes, "bulge", words, (72, _DISC))
    y, _, right = nerve_edges(state)
    side = 188.0
    places: dict[str, float] = {"nerve": 24.0}
    if state is NerveState.INFLAMED:
        places |= {"swelling": 112.0, "chemicals": 172.0}
    if state in SIGNALS:
        places |= {"touch": _TOUCH, "large" if state is NerveState.SENSITISED else "small": 112.0}
    for name, height in places.items():
        _write(axes, name, words, (side, height))
        if name in ("nerve", "swelling", "chemicals"):
            edge = float(np.interp(height, y, right)) + (12 if name == "chemicals" else 0)
            (line,) = axes.plot(
                [edge - 3, side - 3], [height] * 2, color=palette.TEXT, lw=0.7, zorder=6
            )
            line.set_gid(f"label-{name}{PART}line")


def _write(axes: Axes, name: str, words: Words, place: tuple[float, float]) -> None:
    text = words(f"nerve_state.label.{name}")
    label = axes.text(
        *place,
        "\n".join(textwrap.wrap(text, 9, break_long_words=False)),
        ha="left", va="center", color=palette.TEXT, family="sans-serif", fontsize=LABEL,
        linespacing=1.05, zorder=7,
    )  # fmt: skip
    label.set_gid(f"label-{name}{PART}text")
