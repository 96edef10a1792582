"""A close look at one nerve root beside a disc: quiet, pressed, inflamed, sensitised.

The disc and the edges of two vertebrae stand on the left, a bony wall behind the nerve on the
right: what presses needs something to press against. The nerve runs down between them, cut open
along its length, so that its fibres show. A touch meets the skin of the leg, far below, where the
nerve ends; its signal runs up, and a dial tells how loud it is. Schematic: no size is measured.
"""

from collections.abc import Mapping
from functools import cache, partial

import numpy as np
from matplotlib.figure import Figure
from matplotlib.path import Path

from sciatica.content.words import Words
from sciatica.figures import palette
from sciatica.figures.canvas import NAMING, Canvas, ring
from sciatica.figures.picture import WHOLE, Picture, View
from sciatica.model.nerve_state import NerveState

WIDTH, HEIGHT = 272, 272
SIGNALS: Mapping[NerveState, int] = {NerveState.QUIET: 2, NerveState.SENSITISED: 8}
"""How many marks a light touch sends up the nerve."""
LOUDNESS: Mapping[NerveState, float] = {NerveState.QUIET: 0.18, NerveState.SENSITISED: 0.86}
"""Where the hand of the dial stands, from 0 to 1."""
SUBSTANCES = 26
"""Soft spots around an inflamed nerve; where there is no room for one, none is."""
SPOT = 3.4
"""Radius of such a spot."""

_STEP = 2.0
_EDGE = 74.0
"""Where the vertebrae and the healthy disc end."""
_DISC = 108.0
"""Height of the middle of the disc."""
_HALF = 15.0
"""Half the width of the quiet nerve."""
_MIDDLE, _LEAN = 127.0, 0.05
"""Where the middle of the quiet nerve lies at the disc, and how much it leans outwards."""
_WALL, _WALL_WIDTH = 162.0, 15.0
"""Where the wall behind the nerve begins at the disc. It leans as the nerve does."""
_BULGE, _BULGE_HALF_HEIGHT = 66.0, 23.0
_GAP = 1.2
_SWOLLEN = 1.45
_CUT = 198.0
"""Here the picture leaves out most of the way down to the leg; below, only in the states that are
touched, the nerve is thin and ends in the skin."""
_SKIN, _SURFACE = 226.0, 250.0
"""Inner and outer side of the skin of the leg."""
_THIN = 4.0
_SHEATH = 0.30
"""How much of the half width the sheath takes."""
_FIBRES = (-0.66, -0.22, 0.22, 0.66)
_NAMES = 186.0
"""Where the names beside the nerve begin."""
_DIAL, _DIAL_RADIUS = (224.0, 84.0), 26.0


@cache
def nerve_state(state: NerveState, words: Words) -> Picture:
    """Return the nerve in one state, with short labels. It is nobody's left or right."""
    signals = words(f"nerve_state.count.{SIGNALS[state]}") if state in SIGNALS else ""
    said = words(
        f"nerve_state.describe.{state}",
        signals=signals,
        quiet=words(f"nerve_state.count.{SIGNALS[NerveState.QUIET]}"),
    )
    return Picture(
        f"nerve-{state}",
        partial(_draw, state, words),
        {WHOLE: View(frozenset(), said)},
        WIDTH,
        words(f"nerve_state.name.{state}"),
    )


def _draw(state: NerveState, words: Words) -> Figure:
    canvas = Canvas.of(0, 0, WIDTH, HEIGHT)
    _draw_around(canvas, state)
    _draw_nerve(canvas, state)
    if state is NerveState.INFLAMED:
        _draw_substances(canvas)
    if state in SIGNALS:
        _draw_skin(canvas)
        _draw_signals(canvas, state)
        _draw_dial(canvas, LOUDNESS[state])
    _write_labels(canvas, state, words)
    return canvas.figure


# ---- shapes ---------------------------------------------------------------------------------


def _bottom(state: NerveState) -> float:
    return _CUT if state in SIGNALS else HEIGHT + 4.0


def _hill(y: np.ndarray, half_height: float) -> np.ndarray:
    """1 at the disc, falling softly to 0 above and below it."""
    return np.asarray(np.exp(-(((y - _DISC) / half_height) ** 2)))


def _leaning(x: float, y: np.ndarray) -> np.ndarray:
    return np.asarray(x + _LEAN * (y - _DISC))


def _disc_edge(state: NerveState, y: np.ndarray) -> np.ndarray:
    bulge = _BULGE if state is NerveState.PRESSED else 2.0
    return _EDGE + bulge * np.sqrt(np.clip(1 - ((y - _DISC) / _BULGE_HALF_HEIGHT) ** 2, 0, 1))


def nerve_edges(state: NerveState) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return heights and where the left and the right edge of the nerve lie at each.

    A pressed nerve is bent back against the wall and flat between disc and wall.
    """
    y = np.arange(-4.0, _bottom(state) + _STEP, _STEP)
    middle = _leaning(_MIDDLE, y)
    half = np.full_like(y, _HALF)
    if state is NerveState.INFLAMED:
        half *= 1 + (_SWOLLEN - 1) * _hill(y, 58.0)
    left, right = middle - half, middle + half
    if state is NerveState.PRESSED:
        left += (_EDGE + _BULGE + _GAP - (_MIDDLE - _HALF)) * _hill(y, 30.0)
        right += (_WALL - _GAP - (_MIDDLE + _HALF)) * _hill(y, 42.0)
    return y, left, right


def _between(left: np.ndarray, right: np.ndarray, share: float) -> np.ndarray:
    """A line along the nerve: -1 its left edge, 1 its right edge."""
    return np.asarray((left + right) / 2 + share * (right - left) / 2)


# ---- drawing --------------------------------------------------------------------------------


def _fill(
    canvas: Canvas, points: np.ndarray, part: str, fill: str, edge: str, zorder: float
) -> None:
    canvas.shape(ring(points), part, fc=fill, ec=edge, lw=1.1, zorder=zorder, joinstyle="round")


def _strip(left: np.ndarray, right: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the outline between two lines along the nerve."""
    return np.concatenate([np.column_stack([left, y]), np.column_stack([right, y])[::-1]])


def _draw_around(canvas: Canvas, state: NerveState) -> None:
    """The two vertebrae, the disc between them, and the wall behind the nerve."""
    gap, corner = _BULGE_HALF_HEIGHT - 2.0, 8.0
    bone, end = palette.TISSUES["bone"], _bottom(state) + (0 if state in SIGNALS else 6.0)
    for name, near, far in (("upper", _DISC - gap, -6.0), ("lower", _DISC + gap, end)):
        away = np.sign(far - near)
        turn = np.linspace(0, np.pi / 2, 9)
        rim = np.column_stack(
            [
                _EDGE - corner * (1 - np.sin(turn)),
                near + away * corner * (1 - np.cos(turn)),
            ]
        )
        body = np.concatenate([[(-6.0, near)], rim, [(_EDGE - 5.0, far), (-6.0, far)]])
        _fill(canvas, body, f"bone-{name}", *bone, 3.0)
    y = np.linspace(-6.0, end, 24)
    front = _leaning(_WALL, y)
    _fill(canvas, _strip(front, front + _WALL_WIDTH, y), "wall", *bone, 3.0)
    y = np.linspace(_DISC - _BULGE_HALF_HEIGHT, _DISC + _BULGE_HALF_HEIGHT, 61)
    edge = np.column_stack([_disc_edge(state, y), y])
    inner = np.clip(y, _DISC - gap + 0.6, _DISC + gap - 0.6)
    edge[:, 1] = np.where(edge[:, 0] > _EDGE - 1 + 8, y, inner)
    disc = np.concatenate([[(-6.0, edge[0, 1])], edge, [(-6.0, edge[-1, 1])]])
    _fill(canvas, disc, "disc", *palette.TISSUES["disc"], 2.0)


def _draw_nerve(canvas: Canvas, state: NerveState) -> None:
    y, left, right = nerve_edges(state)
    inflamed = state is NerveState.INFLAMED
    sheath = palette.INFLAMED if inflamed else palette.NERVE
    inside = palette.INFLAMED_INSIDE if inflamed else palette.FAR
    _fill(canvas, _strip(left, right, y), "sheath", sheath, palette.NERVE_EDGE, 4.0)
    low = min(_bottom(state), HEIGHT)
    open_ = (y > 14) & (y < low - 14)
    ends = np.minimum(y[open_] - 14, low - 14 - y[open_]) / 12
    round_ = np.sqrt(np.clip(1 - (1 - np.clip(ends, 0, 1)) ** 2, 0.02, 1)) * (1 - _SHEATH)
    one = _between(left[open_], right[open_], -1) * round_
    one += (left[open_] + right[open_]) / 2 * (1 - round_)
    other = left[open_] + right[open_] - one
    _fill(canvas, _strip(one, other, y[open_]), "inside", inside, palette.NERVE_EDGE, 4.1)
    shown = (y > 20) & (y < low - 20)
    for i, share in enumerate(_FIBRES):
        x = _between(left[shown], right[shown], share * (1 - _SHEATH))
        fibre = np.column_stack([x, y[shown]])
        canvas.line(fibre, f"fibre-{i}", color=palette.NERVE_EDGE, lw=0.7, zorder=4.2)


def substance_spots() -> np.ndarray:
    """Return where the spots around the inflamed nerve lie (n by 2): evenly strewn, the same every
    time; those on the right lie between nerve and wall."""
    y, left, right = nerve_edges(NerveState.INFLAMED)
    spots = []
    for i in range(SUBSTANCES):
        on_the_left = i % 3 != 0
        height = 22.0 + i * 196.0 / (SUBSTANCES - 1)
        away = SPOT + 2.0 + (i * 0.5698402910 % 1.0) * (13.0 if on_the_left else 2.0)
        edge = float(np.interp(height, y, left if on_the_left else right))
        x = edge - away if on_the_left else edge + away
        wall = float(_leaning(_WALL, np.array(height)))
        if _EDGE + 2 + SPOT < x < wall - SPOT - 0.8:
            spots.append((x, height))
    return np.array(spots)


def _draw_substances(canvas: Canvas) -> None:
    canvas.line(
        substance_spots(),
        "substances",
        ls="none",
        marker="o",
        ms=2 * SPOT,
        mew=0,
        color=palette.INFLAMED_SPOT,
        zorder=4.6,
    )


def _x_at(height: float) -> float:
    return float(_leaning(_MIDDLE, np.array(height)))


def _draw_skin(canvas: Canvas) -> None:
    """What is left out, the thin end of the nerve, the skin of the leg and what touches it."""
    y = np.linspace(_CUT + 10, _SKIN + 8, 12)
    middle = _leaning(_MIDDLE, y)
    _fill(
        canvas, _strip(middle - _THIN, middle + _THIN, y), "end", palette.NERVE,
        palette.NERVE_EDGE, 4.0,
    )  # fmt: skip
    x, top = _x_at(_SKIN), _SKIN + 6
    for i, reach in enumerate((-15.0, 0.0, 18.0)):
        twig = Path([(x, top), (x, top + 7), (x + reach, _SURFACE - 9), (x + reach, _SURFACE - 4)])
        twig.codes = np.array([Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4], Path.code_type)
        canvas.shape(
            twig,
            f"twig-{i}",
            fc="none",
            ec=palette.NERVE_EDGE,
            lw=1.6,
            capstyle="round",
            zorder=3.9,
        )
    across = np.linspace(-6.0, WIDTH + 6.0, 90)
    bent = 3.0 * ((across - x) / 130) ** 2
    skin = np.concatenate(
        [
            np.column_stack([across, _SKIN - bent]),
            np.column_stack([across, _SURFACE - bent])[::-1],
        ]
    )
    _fill(canvas, skin, "skin", palette.SKIN, palette.INK, 3.0)
    tip = _SURFACE + 1.5
    canvas.line([(x, HEIGHT), (x, tip + 6)], "touch", color=palette.MOVE, lw=2.4, zorder=5)
    head = [(x, tip), (x - 6, tip + 8), (x + 6, tip + 8)]
    canvas.shape(ring(head), "touch-head", fc=palette.MOVE, zorder=5)
    for i, height in enumerate((_CUT, _CUT + 5)):  # the way down to the leg is left out
        wave = height + 1.5 * np.sin(across / 9)
        canvas.line(
            np.column_stack([across, wave]), f"left-out-{i}", color=palette.INK, lw=0.9, zorder=5
        )


def _draw_signals(canvas: Canvas, state: NerveState) -> None:
    """Marks that point up the nerve, within it, from the leg."""
    y, left, right = nerve_edges(state)
    large = state is NerveState.SENSITISED
    every = 19.0 if large else 14.0
    for i in range(SIGNALS[state]):
        height = _CUT - 28.0 - every * i
        reach = min(7.0 + 1.2 * i, _HALF - 2.0) if large else 5.0
        thick = 2.6 + 0.35 * i if large else 1.8
        x = float(np.interp(height, y, (left + right) / 2))
        rise = 0.7 * reach
        mark = Path([(x - reach, height + rise), (x, height), (x + reach, height + rise)])
        canvas.shape(
            mark,
            f"signal-{i}",
            fc="none",
            ec=palette.MOVE,
            lw=thick,
            capstyle="round",
            joinstyle="round",
            zorder=5.2,
        )


def _draw_dial(canvas: Canvas, loudness: float) -> None:
    """How loud the signal is: a half circle from low (left) to high, and a hand."""
    x, y = _DIAL

    def at(share: float, radius: float) -> tuple[float, float]:
        turn = np.pi * (1 - share)
        return x + radius * float(np.cos(turn)), y - radius * float(np.sin(turn))

    rim = [at(share, _DIAL_RADIUS) for share in np.linspace(0, 1, 25)]
    canvas.line(rim, "dial", color=palette.INK, lw=1.6, zorder=5, solid_capstyle="round")
    filled = [at(share, _DIAL_RADIUS) for share in np.linspace(0, loudness, 25)]
    canvas.line(filled, "dial-filled", color=palette.MOVE, lw=5, zorder=5.1, solid_capstyle="butt")
    hand = [(x, y), at(loudness, _DIAL_RADIUS - 5)]
    canvas.line(hand, "dial-hand", color=palette.TEXT, lw=2.2, zorder=5.2, solid_capstyle="round")
    canvas.dot((x, y), 3.4, "dial-middle", fc=palette.TEXT, zorder=5.3)


# ---- labels ---------------------------------------------------------------------------------


def _write_labels(canvas: Canvas, state: NerveState, words: Words) -> None:
    """Write what things are called on them, or beside the nerve with a line to it."""
    y, _, right = nerve_edges(state)
    places = {"bone": (10.0, 50.0), "disc": (10.0, _DISC), "nerve": (_NAMES, 24.0)}
    if state is NerveState.PRESSED:
        places |= {"bulge": (10.0, 172.0), "wall": (_NAMES, 172.0)}
        canvas.line(
            [(62.0, 164.0), (112.0, _DISC + 12)], "bulge-line", color=palette.TEXT, lw=0.7, zorder=6
        )
    if state is NerveState.INFLAMED:
        places |= {"swelling": (_NAMES, _DISC), "substances": (_NAMES, 176.0)}
    if state in SIGNALS:
        signal = "large" if state is NerveState.SENSITISED else "small"
        x = _x_at(_SURFACE) + 14
        places |= {"skin": (6.0, (_SKIN + _SURFACE) / 2 - 2), "touch": (x, HEIGHT - 10.0)}
        places |= {signal: (_DIAL[0] - 32, _DIAL[1] + 28)}
    for name, at in places.items():
        text = words(f"nerve_state.label.{name}")
        if name in ("skin", "touch"):  # on one line
            canvas.text(at, text, f"{name}-name", **NAMING)
        else:
            canvas.name(at, text, f"{name}-name")
    for name, beyond in (("nerve", 0.0), ("swelling", 0.0), ("wall", 10.0), ("substances", 6.0)):
        if name in places:
            x, height = places[name]
            edge = float(np.interp(height, y, right)) + beyond
            if name == "wall":
                edge = float(_leaning(_WALL, np.array(height))) + beyond
            line = [(edge - 3, height), (x - 3, height)]
            canvas.line(line, f"{name}-line", color=palette.TEXT, lw=0.7, zorder=6)
