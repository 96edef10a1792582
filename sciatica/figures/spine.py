"""The spine and its roots from behind and from the side, and the spine cut along its middle.

From behind, the patient's left is on the viewer's left. What lies hidden in the bone is drawn
through it, paler. Each root of each side is a layer of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from matplotlib.figure import Figure

from sciatica.content.artwork import Point, Polygon
from sciatica.content.spine_artwork import Cut, Outside, OutsideView, outside, section
from sciatica.content.words import Words
from sciatica.figures import palette
from sciatica.figures.canvas import DASHED, Canvas
from sciatica.figures.labels import Label, Margin, Margins, draw_names
from sciatica.figures.levels import (
    chord,
    numbers_in,
    say_cut,
    say_where,
    write_numbers,
)
from sciatica.figures.onward import above, draw_fading, strip, then
from sciatica.figures.picture import ALL, WHOLE, Picture, View
from sciatica.figures.spine_shapes import (
    FOOT_MM,
    Look,
    draw_part,
    draw_parts,
    draw_rootlets,
    draw_tones,
    middle_of,
    orient_slice,
)
from sciatica.model.anatomy import LESSON, Disc, RootName, Side

POINTS_PER_MM = 1.5
MARGIN_MM = 62.0
FONT_SIZE_PT = 18.0
"""Size of the names: 10 pixels where a phone shows the picture 340 pixels wide."""
NUMBER_PT, DISC_NUMBER_PT = 17.0, 12.5
"""Sizes of the numbers on bones and on discs: 9 pixels and more where a phone shows the picture
340 pixels wide."""
WIDTH_PX, PEDICLES_PX = 520, 420
ROOTS = (RootName.L3, RootName.L4, RootName.L5, RootName.S1, RootName.S2)
"""Roots that are in the pictures."""
_MIDLINE_NAMES: Mapping[str, Margin] = {
    "centre": Margin.LEFT,
    "cord": Margin.RIGHT,
    "sac": Margin.RIGHT,
    "spinous": Margin.RIGHT,
    "sacrum": Margin.RIGHT,
    "coccyx": Margin.RIGHT,
}
_FOOT_MM = 13.0
"""Room below the cut for the line that says where it is cut."""
_QUIET = Look(palette.FAR, palette.FAR_EDGE, 0.4)
_HIDDEN_ALPHA, _ONWARD_ALPHA = 0.55, 0.75
_IN_TRUNK = (RootName.L4, RootName.L5)
_IN_SCIATIC = (*_IN_TRUNK, RootName.S1)
_LEAVE_THE_PICTURE = "root L3"
"""L3 is no part of the sciatic nerve, and goes on to the front of the thigh: it fades."""
_FADES_OVER_MM, _ROUND_END_MM = 17.0, 3.0
_TRUNK_STARTS_MM = 4.0
"""Below its highest point the trunk has its full width."""
_INTO_TRUNK_MM = 2.0
"""So far the roots that become it are drawn into it."""
_PEDICLE_X_MM = 20.0
_DISCS_NUMBERED = (Disc.L4_L5, Disc.L5_S1)
_ON_TRANSVERSE_MM, _ON_WING_MM, _DISC_GAP_MM = 30.0, (33.0, 22.0), 23.0
"""From behind, numbers stand on the transverse processes, so far from the midline; that of S1 on
the wing of the sacrum, so far out and so far below its upper edge. Discs lie in front of the gaps
between, seen so far out."""
_NAMED: Mapping[Outside, Mapping[str, Margin]] = {
    Outside.BEHIND: {
        "bone": Margin.LEFT,
        "facet": Margin.RIGHT,
        "hip": Margin.RIGHT,
        "sacrum": Margin.RIGHT,
        "coccyx": Margin.LEFT,
        "sciatic": Margin.RIGHT,
    },
    Outside.SIDE: {
        "disc": Margin.RIGHT,
        "spinous": Margin.RIGHT,
        "facet": Margin.RIGHT,
        "sacrum": Margin.RIGHT,
        "coccyx": Margin.RIGHT,
    },
}
"""Which structures are named in which margin."""


@cache
def spine_behind(roots: tuple[RootName, ...], words: Words) -> Picture:
    """Return the spine from behind; a view for each of `roots` on each side, lit, and for all of
    them (``all.left``). The other roots are pale."""
    return Picture(
        _named("spine-behind", roots),
        lambda: _draw_behind(roots, words),
        {
            f"{name}.{side}": View(
                frozenset({_numbers(side), *(_lit(root, side) for root in lit)}),
                _say(Outside.BEHIND, lit, side, words),
            )
            for name, lit in _choices(roots).items()
            for side in Side
        },
        WIDTH_PX,
    )


@cache
def spine_side(side: Side, roots: tuple[RootName, ...], words: Words) -> Picture:
    """Return the spine from the patient's `side`; a view for each of `roots`, lit, and for all of
    them (``all``). The roots of the left are drawn; from the right, all is mirrored."""
    return Picture(
        f"{_named('spine-side', roots)}-{side}",
        lambda: _draw_side(side, roots, words),
        {
            name: View(
                frozenset(_lit(root, side) for root in lit), _say(Outside.SIDE, lit, side, words)
            )
            for name, lit in _choices(roots).items()
        },
        WIDTH_PX,
    )


def _named(view: str, roots: Sequence[RootName]) -> str:
    return view if roots == LESSON else f"{view}-{'-'.join(roots)}"


def _choices(roots: Sequence[RootName]) -> Mapping[str, Sequence[RootName]]:
    return {ALL: roots, **{str(root): (root,) for root in roots}}


def _lit(root: RootName, side: Side) -> str:
    """Return the name of the layer in which a root is lit."""
    return f"{root}-{side}"


def _numbers(lit: Side) -> str:
    """Return the name of the layer with the numbers of bones, where roots of a side are lit."""
    return f"numbers-{lit}"


def _say(view: Outside, lit: Sequence[RootName], side: Side, words: Words) -> str:
    side_word = words(f"roots.side.{side}")
    ways = [words(f"spine.way.{root}", side=side_word) for root in ROOTS if root in lit]
    return " ".join([words(f"spine.describe.{view}", side=side_word), *ways])


def _draw_behind(roots: Sequence[RootName], words: Words) -> Figure:
    picture = outside(Outside.BEHIND)
    canvas = _canvas(picture)
    _draw_bones(canvas, picture, tuple(Side))
    names: list[Label] = []
    for side in Side:
        margin = Margin.LEFT if side is Side.LEFT else Margin.RIGHT
        _draw_roots(canvas, picture, side)
        names += _light_roots(canvas, picture, side, side, roots, margin, words)
        # on the other side, where no root is lit
        on, numbers = canvas.on(_numbers(side)), _numbers_behind(picture, side.other)
        write_numbers(on, numbers, NUMBER_PT)
        names += [
            Label(
                str(disc),
                words("spine.name.disc_of", disc=disc),
                numbers[disc],
                margin.other,
                layer=on.layer,
            )
            for disc in _DISCS_NUMBERED
        ]
    _write_names(canvas, picture, Outside.BEHIND, names, words)
    for side, x in ((Side.LEFT, 6.0), (Side.RIGHT, picture.width - 6.0)):
        canvas.letter((x, 10.0), words(f"roots.side.{side}_letter"))
    return canvas.figure


def _numbers_behind(picture: OutsideView, side: Side) -> dict[str, Point]:
    """Return where the numbers of bones stand on a side, and where their discs lie between."""
    outwards = -1 if side is Side.LEFT else 1  # the patient's left is on the viewer's left

    def across(out: float) -> float:
        return picture.width / 2 + outwards * out

    spots = {}
    for level in ("L3", "L4", "L5"):
        x = across(_ON_TRANSVERSE_MM)
        spots[level] = (x, sum(chord(picture.parts[level], x)) / 2)
    out, below = _ON_WING_MM
    spots["S1"] = (across(out), chord(picture.parts["sacrum"], across(out))[0] + below)
    for disc, (over, under) in {Disc.L4_L5: ("L4", "L5"), Disc.L5_S1: ("L5", "S1")}.items():
        x = across(_DISC_GAP_MM)
        spots[disc] = (x, (spots[over][1] + spots[under][1]) / 2)
    return spots


def _draw_side(side: Side, roots: Sequence[RootName], words: Words) -> Figure:
    picture = outside(Outside.SIDE)
    canvas = _canvas(picture)
    if side is Side.RIGHT:
        canvas = canvas.mirrored(picture.width / 2)
    _draw_bones(canvas, picture, (Side.LEFT,))
    _draw_roots(canvas, picture, Side.LEFT)
    names = _light_roots(canvas, picture, Side.LEFT, side, roots, Margin.LEFT, words)
    _write_names(canvas, picture, Outside.SIDE, names, words)
    write_numbers(canvas, numbers_in(picture.parts, _DISCS_NUMBERED), NUMBER_PT, DISC_NUMBER_PT)
    canvas.letter((picture.width - 8.0, 10.0), words(f"roots.side.{side}_letter"))
    return canvas.figure


def _canvas(picture: OutsideView) -> Canvas:
    return Canvas.of(-MARGIN_MM, 0, picture.width + MARGIN_MM, picture.height, POINTS_PER_MM)


def _draw_bones(canvas: Canvas, picture: OutsideView, sides: Sequence[Side]) -> None:
    faded = ("root", "trunk")
    bones = {name: shape for name, shape in picture.parts.items() if not name.startswith(faded)}
    draw_parts(canvas, bones, 1)
    draw_tones(canvas, picture.tones, 3)


def _draw_root(
    canvas: Canvas, picture: OutsideView, name: str, zorder: float, look: Look | None
) -> None:
    """Draw a root or the trunk of the stored picture: what lies in sight, and paler, with a broken
    edge, what is hidden. It is drawn down to where it goes on in another, and ends nowhere."""
    end = _onward_of(picture).joins
    if any(name.startswith(f"root {root}") for root in _IN_TRUNK):
        end = _onward_of(picture).trunk + _INTO_TRUNK_MM
    elif name.startswith(_LEAVE_THE_PICTURE):
        end, gone = _leaves(picture, name)
        colour = look.fill if look else palette.ROOT_COLOURS[RootName.L3]
        way = strip(_whole(picture, name), 0, 1)
        draw_fading(canvas, f"onward-{name}", way, (end, end, gone), colour, zorder + 0.5, 1.0)
    elif look is _QUIET and any(part.startswith("sciatic") for part in picture.parts):
        end = picture.height  # what is pale runs into the nerve, which hides its end
    for shapes, raised in ((picture.hidden, 0.0), (picture.parts, 0.5)):
        if shape := shapes.get(name):
            hidden = shapes is picture.hidden
            draw_part(
                canvas,
                name,
                above(canvas, shape, end),
                zorder + raised,
                look,
                alpha=_HIDDEN_ALPHA if hidden else 1.0,
                dashes=DASHED if hidden else None,
            )


def _draw_roots(canvas: Canvas, picture: OutsideView, stored: Side) -> None:
    """Draw every root of the stored `side`, and the trunk, pale."""
    for name in (f"trunk {stored}", *(f"root {root} {stored}" for root in ROOTS)):
        _draw_root(canvas, picture, name, 4.0, _QUIET)
        if f"sciatic {stored}" not in picture.parts and not name.startswith(_LEAVE_THE_PICTURE):
            whole = _whole(picture, name)
            onward = _onward_of(picture)
            heights = (onward.joins, onward.joins, onward.gone)
            draw_fading(canvas, name, strip(whole, 0, 1), heights, _QUIET.fill, 3.9, _HIDDEN_ALPHA)


@dataclass(frozen=True, slots=True)
class _Onward:
    """Heights at which roots become trunk, trunk and roots become the sciatic nerve, and at which
    their colours begin to fade and are gone."""

    trunk: float
    joins: float
    fades: float
    gone: float


def _onward_of(picture: OutsideView) -> _Onward:
    """Return these heights; where the sciatic nerve is not in the picture, all fades before the end
    of the trunk."""
    ends = [y for polygon in _whole(picture, "trunk left") for _, y in polygon[0]]
    start, end = min(ends) + _TRUNK_STARTS_MM, max(ends)
    if "sciatic left" in picture.parts:
        return _Onward(start, end - 8, end - 8, end + 70)
    return _Onward(start, end - 34, end - 34, end - 4)


def _leaves(picture: OutsideView, name: str) -> tuple[float, float]:
    """Return at which heights a root begins to fade and is gone, short of its round end."""
    lowest = max(y for polygon in _whole(picture, name) for _, y in polygon[0])
    return lowest - _FADES_OVER_MM, lowest - _ROUND_END_MM


def _whole(picture: OutsideView, name: str) -> tuple[Polygon, ...]:
    return (*picture.parts.get(name, ()), *picture.hidden.get(name, ()))


def _light_onward(
    canvas: Canvas, picture: OutsideView, root: RootName, stored: Side, joined: bool
) -> None:
    """Carry the colour of a lit root into what it becomes, where it fades: L4 and L5 through the
    trunk, and all three side by side in the sciatic nerve, L4 outermost."""
    heights, colour = _onward_of(picture), palette.ROOT_COLOURS[root]
    if root in _IN_TRUNK:
        trunk = _whole(picture, f"trunk {stored}")
        way, start = strip(trunk, *_share(_IN_TRUNK.index(root), 2, stored)), heights.trunk
    elif root in _IN_SCIATIC:
        way, start = strip(_whole(picture, f"root {root} {stored}"), 0, 1), heights.joins
    else:
        return
    if joined:
        nerve = _whole(picture, f"sciatic {stored}")
        share = strip(nerve, *_share(_IN_SCIATIC.index(root), 3, stored))
        way = then(way, share, heights.joins - 3, heights.joins + 6)
    stops = (start, heights.fades, heights.gone)
    draw_fading(canvas, f"onward-{root}", way, stops, colour, 5.6, _ONWARD_ALPHA)


def _share(number: int, of: int, stored: Side) -> tuple[float, float]:
    """Return which share of a nerve's width is a root's; the first lies outermost."""
    place = number if stored is Side.LEFT else of - 1 - number
    return place / of, (place + 1) / of


def _light_roots(
    canvas: Canvas,
    picture: OutsideView,
    stored: Side,
    side: Side,
    roots: Sequence[RootName],
    margin: Margin,
    words: Words,
) -> list[Label]:
    """Draw roots of the `stored` side lit, each as a layer of the patient's `side`; return their
    names."""
    names = []
    for root in roots:
        on, name = canvas.on(_lit(root, side)), f"root {root} {stored}"
        _draw_root(on, picture, name, 5.0, None)
        _light_onward(on, picture, root, stored, f"sciatic {stored}" in picture.parts)
        text = words("spine.name.root", root=root)
        names.append(Label(root, text, picture.spots[name], margin, bold=True, layer=on.layer))
    return names


def _write_names(
    canvas: Canvas, picture: OutsideView, view: Outside, roots: Sequence[Label], words: Words
) -> None:
    """Name roots and bones; all of them are laid out together."""
    margins = Margins(0, 14, picture.width, picture.height - 4, 1 / POINTS_PER_MM, FONT_SIZE_PT)
    bones = [
        Label(spot, words(f"spine.name.{spot}"), picture.spots[spot], margin)
        for spot, margin in _NAMED[view].items()
    ]
    draw_names(canvas, [*roots, *bones], margins)


@cache
def spine_midline(words: Words) -> Picture:
    """Return the whole lumbar spine cut along its middle, seen from the patient's left."""
    return Picture(
        "spine-midline",
        lambda: _draw_midline(words),
        {WHOLE: View(frozenset(), words("spine.describe.midline"))},
        WIDTH_PX,
        words("causes.low_back"),
    )


def _draw_midline(words: Words) -> Figure:
    picture = section(Cut.WHOLE)
    x0, y0, x1, y1 = picture.window
    canvas = Canvas.of(x0 - MARGIN_MM, y0, x1 + MARGIN_MM, y1 + _FOOT_MM, POINTS_PER_MM)
    draw_parts(canvas, picture.parts, 1)
    write_numbers(canvas, numbers_in(picture.parts, _DISCS_NUMBERED), NUMBER_PT, DISC_NUMBER_PT)
    say_cut(canvas, picture.window, say_where(words, "midline"), words, _FOOT_MM)
    names = [
        Label(spot, words(f"spine.name.{spot}"), picture.spots[spot], margin)
        for spot, margin in _MIDLINE_NAMES.items()
    ]
    draw_names(canvas, names, Margins(x0, y0 + 16, x1, y1 - 4, 1 / POINTS_PER_MM, FONT_SIZE_PT))
    return canvas.figure


@cache
def pedicles(words: Words) -> Picture:
    """Return the slice through the pedicles of L5, where a root is about to leave on each side."""
    return Picture(
        "pedicles",
        lambda: _draw_pedicles(words),
        {WHOLE: View(frozenset(), words("spine.describe.pedicles"))},
        PEDICLES_PX,
        words("causes.clinicians.pedicles"),
    )


def _draw_pedicles(words: Words) -> Figure:
    picture, scale = section(Cut.PEDICLES), 3.0
    x0, y0, x1, y1 = picture.window
    canvas = Canvas.of(x0 - 33, y0, x1 + 33, y1 + FOOT_MM, scale)
    draw_parts(canvas, picture.parts, 1)
    draw_rootlets(canvas, picture.parts["sac"])
    sac = middle_of(picture.parts["sac"])
    names = [
        Label("bone", words("spine.name.bone"), (-12.0, -6.0), Margin.LEFT),
        Label("bridge", words("spine.name.bridge"), (-_PEDICLE_X_MM, sac[1] - 2), Margin.LEFT),
        Label("sac", words("spine.name.sac"), sac, Margin.LEFT),
    ]
    for root in (RootName.L4, RootName.L5, RootName.S1):
        if shape := picture.parts.get(f"root {root} left"):
            text = words("spine.name.root", root=root)
            names.append(Label(root, text, middle_of(shape), Margin.RIGHT, bold=True))
    draw_names(canvas, names, Margins(x0, y0 + 10, x1, y1 - 6, 1 / scale, 15.0))
    where = say_where(words, "pedicles")
    orient_slice(canvas, picture.window, where, words)
    return canvas.figure
