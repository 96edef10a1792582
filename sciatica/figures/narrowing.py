"""A narrowing of the canal at L4/5, and how little posture changes it.

The slice across the spine, the cut along the middle, and the cut through the ways out of the
nerves, each for every severity and posture; and the first two side by side in one picture that
moves between the postures. A bar tells the room that is left. No step is a jump: leaning back
narrows everyone's canal a little.
"""

from dataclasses import replace
from functools import cache
from itertools import product

from matplotlib.figure import Figure
from matplotlib.path import Path

from sciatica.content.artwork import Point, Ring
from sciatica.content.spine_artwork import Cut, Section, area_mm2, narrowed
from sciatica.content.words import Words
from sciatica.figures import palette
from sciatica.figures.canvas import Canvas
from sciatica.figures.labels import Label, Margin, Margins, draw_names
from sciatica.figures.levels import numbers_in, say_cut, say_where, write_numbers
from sciatica.figures.picture import Picture, View
from sciatica.figures.spine_shapes import (
    FOOT_MM,
    SMALL,
    Window,
    clipped,
    draw_parts,
    draw_rootlets,
    draw_strands,
    middle_of,
    orient_slice,
)
from sciatica.model.anatomy import Disc, Side
from sciatica.model.lesions import Posture, Severity

CUTS = (Cut.L4_L5, Cut.MIDLINE, Cut.FORAMINA)
"""The sections that show a narrowing."""
WIDE_POINTS, MARGIN_POINTS = 318.0, 99.0
"""Every section is as wide as the slice, whose scale is three points a mm; names beside it."""
FONT_SIZE_PT, NUMBER_PT, SMALL_NUMBER_PT = 15.0, 17.0, 19.0
MEANT, _NUMBERED = Disc.L4_L5, (Disc.L4_L5, Disc.L5_S1)
"""The disc where it is narrow, and those whose numbers are written."""
_OFF_NUMBER_MM = {Cut.MIDLINE: 7.0, Cut.FORAMINA: 2.0}
"""How far before the middle of a bone its name points: in its middle stands its number."""
ACROSS_PX, ALONG_PX = 510, 534
POSTURES_PX, POSTURES_PER_MM = 643, 4.6
CANAL: Window = (-25.0, 7.0, 25.0, 45.0)
"""What of the slice stands beside the midline: the canal and its joints."""
_GAP_MM, _HEAD_MM, _BAR_MM, _BAR_BELOW_MM = 5.0, 7.0, (46.0, 4.0), 12.0
_BAR_ROOM_MM, _BAR_ASIDE_MM = 7.0, 14.0
"""Between midline and slice, above both, the size of the bar, and how far it stands below."""


def narrowing_view(severity: Severity, posture: Posture) -> str:
    """Return the name of the view that shows a state: ``moderate.neutral``."""
    return f"{severity}.{posture}"


@cache
def narrowing(cut: Cut, words: Words) -> Picture:
    """Return one section; a view for each severity in each posture."""
    name = cut.name.lower()
    return Picture(
        f"narrowing-{name}",
        lambda: _draw_narrowing(cut, words),
        {
            narrowing_view(severity, posture): View(
                frozenset({narrowing_view(severity, posture)}),
                words(
                    f"spine.narrowing.describe.{name}",
                    severity=words(f"spine.narrowing.severity.{severity}.picture"),
                    posture=words(f"spine.narrowing.posture.{posture}"),
                ),
            )
            for severity, posture in product(Severity, Posture)
        },
        ACROSS_PX if cut.is_axial else ALONG_PX,
        words(key) if (key := f"causes.stenosis.view.{name}") in words else "",
    )


def _draw_narrowing(cut: Cut, words: Words) -> Figure:
    x0, y0, x1, y1 = narrowed(Severity.NONE, Posture.NEUTRAL, cut).window
    scale = WIDE_POINTS / (x1 - x0)
    margin, foot = MARGIN_POINTS / scale, FOOT_MM
    below = 0.0 if cut is Cut.MIDLINE else _BAR_ROOM_MM
    where = _where(cut, words)
    canvas = Canvas.of(x0 - margin, y0, x1 + margin, y1 + foot + below, scale)
    margins = Margins(x0, y0 + 10, x1, y1 - 6, 1 / scale, FONT_SIZE_PT)
    for severity, posture in product(Severity, Posture):
        picture = narrowed(severity, posture, cut)
        on = canvas.on(narrowing_view(severity, posture))
        # across, the swelling of a root is within the outline of the root: it would look like two
        within = [name for name in picture.parts if cut.is_axial and name.startswith("ganglion")]
        draw_parts(on, picture.parts, 1, within)
        if cut.is_axial:
            draw_rootlets(on, picture.parts["sac"])
        else:
            if cut is Cut.MIDLINE:
                draw_strands(on, picture.parts["sac"])
            write_numbers(on, numbers_in(picture.parts, _NUMBERED), NUMBER_PT, NUMBER_PT, {MEANT})
        if below:
            bar = ((x0 + x1 - _BAR_MM[0]) / 2 + _BAR_ASIDE_MM, y1 + foot + 1.0)
            _draw_bar(on, bar, room(severity, posture, cut), scale)
        names = [replace(name, layer=on.layer) for name in names_of(cut, picture, words)]
        draw_names(canvas, names, margins)
    if below:
        at = ((x0 + x1 - _BAR_MM[0]) / 2 + _BAR_ASIDE_MM - 2.0, y1 + foot + 1.0 + _BAR_MM[1] / 2)
        text = words("spine.narrowing.room")
        canvas.text(at, text, "room", ha="right", va="center", **SMALL)
    if cut.is_axial:
        orient_slice(canvas, (x0, y0, x1, y1), where, words)
    else:
        say_cut(canvas, (x0, y0, x1, y1), where, words, foot)
    return canvas.figure


def _where(cut: Cut, words: Words) -> str:
    if cut.is_axial:
        return say_where(words, "slice", disc=MEANT)
    return say_where(words, cut, side=words(f"roots.side.{Side.LEFT}"))


def names_of(cut: Cut, picture: Section, words: Words) -> list[Label]:
    """Return the names beside a section, each with the spot that its line leads to."""

    def name(spot: str, margin: Margin) -> Label:
        x, y = picture.spots[spot]
        # across, the halves are alike: the nearer one is named, so no line crosses a nerve
        at = (-abs(x), y) if cut.is_axial and margin is Margin.LEFT else (x, y)
        if spot == "bone":
            at = (x - _OFF_NUMBER_MM[cut], y)
        return Label(spot, words(f"spine.name.{spot}"), at, margin)

    if cut.is_axial:
        sac = Label("sac", words("spine.name.sac"), middle_of(picture.parts["sac"]), Margin.RIGHT)
        left = [name(spot, Margin.LEFT) for spot in ("facet", "flavum")]
        text = words("spine.name.disc_of", disc=MEANT)
        return [sac, *left, replace(name("disc", Margin.LEFT), text=text, bold=True)]
    if cut is Cut.MIDLINE:
        right = [name(spot, Margin.RIGHT) for spot in ("sac", "flavum")]
        return [name("disc", Margin.LEFT), name("bone", Margin.LEFT), *right]
    nerve = middle_of(picture.parts["root L4 left"])
    return [
        name("disc", Margin.LEFT),
        name("bone", Margin.LEFT),
        Label("root", words("spine.name.root", root="L4"), nerve, Margin.RIGHT),
        name("facet", Margin.RIGHT),
    ]


def room(severity: Severity, posture: Posture, cut: Cut) -> float:
    """Return the room that is left as a share of that without narrowing, standing: of the sac, or
    in the way out of the nerve at L4/5. What is told is what is drawn."""

    def space(state: tuple[Severity, Posture]) -> float:
        parts = narrowed(*state, cut).parts
        if cut is not Cut.FORAMINA:
            return area_mm2(parts["sac"])
        x, y = middle_of(parts["root L4 left"])
        own = [polygon for polygon in parts["fat"] if _around(polygon[0], (x, y))]
        return area_mm2(tuple((polygon[0],) for polygon in own))

    return space((severity, posture)) / space((Severity.NONE, Posture.NEUTRAL))


def _around(ring: Ring, point: Point) -> bool:
    return bool(Path([*ring, ring[0]], closed=True).contains_point(point))


def _draw_bar(canvas: Canvas, left_top: Point, share: float, scale_pt: float) -> None:
    """Draw how much room is left: a frame as long as the room without narrowing, standing."""
    (x, y), (length, height) = left_top, _BAR_MM

    def box(until: float) -> tuple[tuple[Ring]]:
        return ((((x, y), (x + until, y), (x + until, y + height), (x, y + height)),),)

    canvas.shape(box(share * length), "room", fc=palette.TISSUES["sac"][0], zorder=8)
    canvas.shape(
        box(length), "room-whole", fc="none", ec=palette.TEXT, lw=0.25 * scale_pt, zorder=8.1
    )


@cache
def postures(severity: Severity, words: Words) -> Picture:
    """Return the midline, the canal across and a bar for its room; a view for each posture."""
    narrow = words(f"spine.narrowing.severity.{severity}.picture")
    return Picture(
        f"postures-{severity}",
        lambda: _draw_postures(severity, words),
        {
            posture.value: View(
                frozenset({posture.value}),
                words(
                    "spine.narrowing.describe.postures",
                    severity=narrow,
                    posture=words(f"spine.narrowing.posture.{posture}"),
                ),
            )
            for posture in Posture
        },
        POSTURES_PX,
    )


def _draw_postures(severity: Severity, words: Words) -> Figure:
    x0, y0, x1, y1 = narrowed(severity, Posture.NEUTRAL, Cut.MIDLINE).window
    left, top, right, bottom = CANAL
    wide, tall = right - left, bottom - top
    aside = x1 + _GAP_MM
    canvas = Canvas.of(x0, y0 - _HEAD_MM, aside + wide, y1, POSTURES_PER_MM)
    slice_box = (aside, y0 + _HEAD_MM, wide, tall)
    bar = (aside + (wide - _BAR_MM[0]) / 2, slice_box[1] + tall + _BAR_BELOW_MM)
    for posture in Posture:
        on = canvas.on(posture.value)
        along = narrowed(severity, posture, Cut.MIDLINE).parts
        draw_parts(on, along, 1)
        draw_strands(on, along["sac"])
        write_numbers(on, numbers_in(along, (MEANT,)), NUMBER_PT, NUMBER_PT, {MEANT})
        across = narrowed(severity, posture, Cut.L4_L5).parts
        within = [name for name in across if name.startswith("ganglion")]
        inset = on.inset(slice_box, CANAL)
        draw_parts(inset, clipped(across, CANAL), 1, within)
        draw_rootlets(inset, across["sac"])
        _draw_bar(on, bar, room(severity, posture, Cut.L4_L5), POSTURES_PER_MM)
        on.text(
            ((x0 + x1) / 2, y0 - _HEAD_MM / 2),
            words(f"spine.narrowing.posture.{posture}"),
            "posture",
            ha="center",
            va="center",
            fontsize=NUMBER_PT,
            fontweight="bold",
            color=palette.TEXT,
        )
    middle = aside + wide / 2
    for name, y in (("across", slice_box[1] - _HEAD_MM / 2), ("room", bar[1] - 2.6)):
        text = words(f"spine.narrowing.{name}")
        canvas.text((middle, y), text, name, ha="center", va="center", **SMALL)
    return canvas.figure
