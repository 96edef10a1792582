"""A narrowing of the canal at L4/5, and how little posture changes it.

The slice across the spine, the cut along the middle, and the cut through the ways out of the
nerves, each for every severity and posture. No step is a jump: leaning back narrows everyone's
canal a little.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import product

from matplotlib.figure import Figure

from sciatica.content import Words
from sciatica.content.spine_artwork import Cut, Section, area_mm2, narrowed
from sciatica.figures.drawing import Drawing
from sciatica.figures.labels import Margin, Margins, Name, draw_names
from sciatica.figures.spine_shapes import (
    FOOT_MM,
    SMALL,
    Brush,
    draw_rootlets,
    middle_of,
    orient_slice,
    sheet_mm,
)
from sciatica.model import Posture, Severity

CUTS = (Cut.L4_L5, Cut.MIDLINE, Cut.FORAMINA)
"""The sections that show a narrowing."""
WIDE_POINTS, MARGIN_POINTS = 318.0, 99.0
"""Every section is as wide as the slice, whose scale is three points a mm; names beside it."""
LETTERS = 15.0
HEAD_LETTERS, HEAD_CHARS = 24.0, 12
"""Above three pictures side by side: on a phone they stand at half their size."""

State = tuple[Severity, Posture]
STATES: Sequence[State] = tuple(product(Severity, Posture))


def narrowing_layer(severity: Severity, posture: Posture) -> str:
    """Return the name of the layer that shows a state."""
    return f"{severity}-{posture}"


def draw_narrowing(
    cut: Cut, severity: Severity, posture: Posture, words: Words, among: Sequence[State] = ()
) -> Figure:
    """Draw one section; every state of `among` is in the figure too, as an invisible layer."""
    x0, y0, x1, y1 = narrowed(severity, posture, cut).window
    scale = WIDE_POINTS / (x1 - x0)
    margin, foot = MARGIN_POINTS / scale, FOOT_MM if cut.is_axial else 0.0
    figure, axes = sheet_mm(x0 - margin, y0, x1 + margin, y1 + foot, scale)
    brush = Brush(axes, scale)
    shown = (severity, posture)
    for state in dict.fromkeys([*among, shown]):
        picture, layer, visible = narrowed(*state, cut), narrowing_layer(*state), state == shown
        # across, the swelling of a root is within the outline of the root: it would look like two
        within = [name for name in picture.parts if cut.is_axial and name.startswith("ganglion")]
        brush.parts(picture.parts, 1, layer, visible, within)
        if cut.is_axial:
            draw_rootlets(brush, picture.parts["sac"], layer, visible)
        margins = Margins(x0, y0 + 10, x1, y1 - 6, 1 / scale, LETTERS)
        names = _names(cut, picture, words)
        draw_names(axes, [replace(n, layer=layer, visible=visible) for n in names], margins)
    if cut.is_axial:
        orient_slice(axes, (x0, y0, x1, y1), words)
    return figure


def _names(cut: Cut, picture: Section, words: Words) -> list[Name]:
    def name(spot: str, margin: Margin) -> Name:
        x, y = picture.spots[spot]
        # across, the halves are alike: the nearer one is named, so no line crosses a nerve
        at = (-abs(x), y) if cut.is_axial and margin is Margin.LEFT else (x, y)
        return Name(spot, words(f"spine.name.{spot}"), at, margin)

    if cut.is_axial:
        sac = Name("sac", words("spine.name.sac"), middle_of(picture.parts["sac"]), Margin.RIGHT)
        left = [name(spot, Margin.LEFT) for spot in ("disc", "facet", "flavum")]
        return [sac, *left]
    if cut is Cut.MIDLINE:
        right = [name(spot, Margin.RIGHT) for spot in ("sac", "flavum")]
        return [name("disc", Margin.LEFT), name("bone", Margin.LEFT), *right]
    nerve = middle_of(picture.parts["root L4 left"])
    return [
        name("disc", Margin.LEFT),
        name("bone", Margin.LEFT),
        Name("root", words("spine.name.root", root="L4"), nerve, Margin.RIGHT),
        name("facet", Margin.RIGHT),
    ]


def describe_narrowing(cut: Cut, severity: Severity, posture: Posture, words: Words) -> str:
    """Say in words what `draw_narrowing` shows for the same values."""
    return words(
        f"spine.narrowing.describe.{cut.name.lower()}",
        severity=words(f"spine.narrowing.severity.{severity}.picture"),
        posture=words(f"spine.narrowing.posture.{posture}"),
    )


def narrowed_sac_mm2(severity: Severity, posture: Posture) -> float:
    """Return the room of the nerve sac in the slice at L4/5 that is drawn."""
    return area_mm2(narrowed(severity, posture, Cut.L4_L5).parts["sac"])


def draw_postures(severity: Severity, words: Words, cut: Cut = Cut.MIDLINE) -> Figure:
    """Draw the three postures side by side: bending, standing, leaning back."""
    x0, y0, x1, y1 = narrowed(severity, Posture.NEUTRAL, cut).window
    width, gap, head = x1 - x0, 8.0, 30.0
    scale = 2.4
    figure, axes = sheet_mm(x0, y0 - head, x0 + 3 * width + 2 * gap, y1, scale)
    for number, posture in enumerate(Posture):
        inset = axes.inset_axes(
            (x0 + number * (width + gap), y0, width, y1 - y0), transform=axes.transData
        )
        inset.set(xlim=(x0, x1), ylim=(y1, y0), aspect="equal")
        inset.axis("off")
        brush = Brush(inset, scale)
        picture = narrowed(severity, posture, cut)
        brush.parts(picture.parts, 1, f"posture-{posture}")
        axes.text(
            x0 + number * (width + gap) + width / 2,
            y0 - gap / 2,
            textwrap.fill(words(f"spine.narrowing.posture.{posture}"), HEAD_CHARS),
            ha="center",
            va="bottom",
            **{**SMALL, "fontsize": HEAD_LETTERS},
        )
    return figure


def describe_postures(severity: Severity, words: Words) -> str:
    """Say in words what `draw_postures` shows for the same values."""
    return words(
        "spine.narrowing.describe.postures",
        severity=words(f"spine.narrowing.severity.{severity}.picture"),
    )


def drawings(words: Words) -> Iterator[Drawing]:
    """Yield every state in every section, and the postures side by side."""
    for cut, (severity, posture) in product(CUTS, STATES):
        yield Drawing(
            f"narrowing-{cut.name.lower()}-{narrowing_layer(severity, posture)}",
            partial(draw_narrowing, cut, severity, posture, words),
            describe_narrowing(cut, severity, posture, words),
        )
    for severity in (Severity.NONE, Severity.MODERATE):
        yield Drawing(
            f"postures-{severity}",
            partial(draw_postures, severity, words),
            describe_postures(severity, words),
        )
