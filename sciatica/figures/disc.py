"""A disc that has pushed out: the slice across the spine, and the cut along it.

A slice is seen from the feet, as scans are: front at the top, the patient's left on the viewer's
right. One picture holds every lesion of a disc as a layer; what is shown is one of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import product

from matplotlib.figure import Figure
from matplotlib.patches import Circle

from sciatica.content import Words
from sciatica.content.artwork import Point, Polygon
from sciatica.content.spine_artwork import (
    ALONG,
    Cut,
    Section,
    Shapes,
    area_mm2,
    lesion_shapes,
    section,
)
from sciatica.figures import palette
from sciatica.figures.drawing import Drawing
from sciatica.figures.labels import Margin, Margins, Name, draw_names
from sciatica.figures.spine_shapes import (
    FOOT_MM,
    Brush,
    draw_rootlets,
    middle_of,
    orient_slice,
    sheet_mm,
)
from sciatica.model import (
    Disc,
    Form,
    Lesion,
    Relation,
    RootName,
    Side,
    Size,
    Zone,
    roots_at_risk,
)

POINTS_A_MM = 3.0
MARGIN_MM = 33.0
"""Room for the names on either side."""
LETTERS = 15.0
"""Size of the names, in points: 10 pixels where a phone shows the picture 340 pixels wide."""
QUIET = "quiet"
"""The layer without a lesion."""
_MOVES = ("sac", "root", "ganglion")
_BEHIND = ("psoas", "erector", "multifidus", "fat")
"""Parts that a lesion may cover."""
_BULGE_NAMED_MM, _BULGE_DEPTH_MM = 13.0, 1.6
"""Where the name of a bulge points to: so far from the midline, and so far inside its edge."""
_RING_MM = 4.2


def lesions_of(disc: Disc, size: Size = Size.LARGE) -> Iterator[Lesion]:
    """Yield every lesion of a disc that has a picture, in the order of the choosers."""
    yield Lesion(disc, None, Form.BULGE, size)
    others = [form for form in Form if form is not Form.BULGE]
    for zone, form, side in product(Zone, others, Side):
        if zone is not Zone.CENTRAL or side is Side.LEFT:
            yield Lesion(disc, zone, form, size, side)


def lesion_layer(lesion: Lesion | None) -> str:
    """Return the name of the layer that shows a lesion, or none."""
    if lesion is None:
        return QUIET
    where = lesion.zone or "all"
    side = "" if lesion.zone in (None, Zone.CENTRAL) else f"-{lesion.side}"
    return f"{where}-{lesion.form}-{lesion.size}{side}"


# ---- across ---------------------------------------------------------------------------------


def draw_disc_slice(
    disc: Disc,
    words: Words,
    shown: Lesion | None = None,
    among: Sequence[Lesion] = (),
) -> Figure:
    """Draw the slice through `disc` with the lesion `shown`.

    Every lesion of `among` is in the figure too, invisible, and so is the quiet disc, so that one
    picture serves every state.
    """
    picture = section(Cut.through(disc))
    x0, y0, x1, y1 = picture.window
    bottom = y1 + FOOT_MM
    figure, axes = sheet_mm(x0 - MARGIN_MM, y0, x1 + MARGIN_MM, bottom, POINTS_A_MM)
    brush = Brush(axes, POINTS_A_MM)
    _draw_still(brush, picture, None, True)
    states: list[Lesion | None] = [None, *among]
    if shown not in states:
        states.append(shown)
    for lesion in states:
        _draw_state(brush, picture, disc, lesion, words, lesion == shown)
    orient_slice(axes, picture.window, words)
    return figure


def _draw_still(brush: Brush, picture: Section, layer: str | None, visible: bool) -> None:
    """Draw what no lesion moves; the fat first, so that a lesion can come to lie on it."""
    for name, shape in picture.parts.items():
        if not _moves(name):
            brush.part(name, shape, 1 if name in _BEHIND else 2, layer, visible)
    brush.tones(picture.tones, 2.5, layer, visible)


def _draw_moved(
    brush: Brush, parts: Shapes, layer: str, visible: bool, cut_open: bool = True
) -> None:
    """Draw sac, nerves and lesion. In a cut the lesion lies under the edge of the disc, as it has
    grown out of it; seen from outside it lies before it."""
    for name, shape in parts.items():
        zorder = (1.5 if cut_open else 2.8) if name == "lesion" else 3
        brush.part(name, shape, zorder, layer, visible)


def _moves(part: str) -> bool:
    return part.split()[0] in _MOVES


def moved_parts(disc: Disc, lesion: Lesion | None) -> Shapes:
    """Return the sac and the nerves of a slice as a lesion leaves them, and the lesion."""
    if lesion is None:
        parts = section(Cut.through(disc)).parts
        return {name: shape for name, shape in parts.items() if _moves(name)}
    return lesion_shapes(lesion, axial=True)


def sac_area_mm2(disc: Disc, lesion: Lesion | None = None) -> float:
    """Return how much room the nerve sac has in the slice that is drawn."""
    return area_mm2(moved_parts(disc, lesion)["sac"])


def _draw_state(
    brush: Brush,
    picture: Section,
    disc: Disc,
    lesion: Lesion | None,
    words: Words,
    visible: bool,
) -> None:
    layer = lesion_layer(lesion)
    parts = moved_parts(disc, lesion)
    _draw_moved(brush, parts, layer, visible)
    draw_rootlets(brush, parts["sac"], layer, visible)
    side = lesion.side if lesion else Side.LEFT
    if root := _one_root(lesion):
        _ring(brush, parts[f"root {root} {side}"], layer, visible)
    margins = Margins(
        picture.window[0], picture.window[1] + 10, picture.window[2], picture.window[3] - 6,
        1 / POINTS_A_MM, LETTERS,
    )  # fmt: skip
    names = _names(picture, disc, lesion, parts, side, words)
    draw_names(brush.axes, [replace(n, layer=layer, visible=visible) for n in names], margins)


def _one_root(lesion: Lesion | None) -> RootName | None:
    """Return the one root that a lesion can reach; none where it can reach several, or any."""
    if lesion is None or lesion.zone is None:
        return None
    risk = roots_at_risk(lesion.disc, lesion.zone)
    return None if risk.relation is Relation.SEVERAL else risk.roots[0]


def _names(
    picture: Section, disc: Disc, lesion: Lesion | None, parts: Shapes, side: Side, words: Words
) -> list[Name]:
    """What lies on the lesion's side stands in the margin on that side, the rest in the other."""
    near, far = (Margin.RIGHT, Margin.LEFT) if side is Side.LEFT else (Margin.LEFT, Margin.RIGHT)
    sign = 1 if side is Side.LEFT else -1
    names = [
        Name("disc", words("spine.name.disc"), _off(picture, "disc", -sign), far),
        Name("centre", words("spine.name.centre"), _off(picture, "nucleus", -sign), far),
        Name("facet", words("spine.name.facet"), _off(picture, "facet", -sign), far),
        Name("sac", words("spine.name.sac"), middle_of(parts["sac"]), far),
    ]
    at_risk = _one_root(lesion)
    for root in (disc.exiting, disc.traversing):
        shape = parts.get(f"root {root} {side}", ())
        if shape:
            text = words("spine.name.root", root=root)
            names.append(Name(root, text, middle_of(shape), near, bold=root is at_risk))
    if lesion:
        text = words(f"spine.form.{lesion.form}.short")
        names.append(
            Name("lesion", text, _lesion_spot(lesion, parts["lesion"], sign), near, bold=True)
        )
    return names


def _off(picture: Section, spot: str, sign: int) -> Point:
    """Return a named spot on the wanted side (spots are stored on the viewer's right)."""
    x, y = picture.spots[spot]
    return sign * x, y


def _lesion_spot(lesion: Lesion, shape: Sequence[Polygon], sign: int) -> Point:
    """Return a spot well inside a lesion; of a broad one, behind the disc on the named side."""
    x, y = middle_of(shape)
    if lesion.zone is not None:
        return (x, y) if abs(x) > 2 else (sign * 0.4, y)
    edge = [point for polygon in shape for ring in polygon for point in ring]
    behind = [v for u, v in edge if abs(u - sign * _BULGE_NAMED_MM) < 2.5]
    return sign * _BULGE_NAMED_MM, max(behind) - _BULGE_DEPTH_MM


def _ring(brush: Brush, shape: Sequence[Polygon], layer: str, visible: bool) -> None:
    """A ring around the root at risk: it needs no colour."""
    ring = Circle(
        middle_of(shape), _RING_MM, fc="none", ec=palette.TEXT, lw=2.2, zorder=3, clip_on=False
    )
    brush.name(ring, "ring", layer, visible)
    brush.axes.add_patch(ring)


def describe_disc_slice(disc: Disc, words: Words, shown: Lesion | None = None) -> str:
    """Say in words what `draw_disc_slice` shows for the same values."""
    where = words("spine.describe.slice", disc=disc)
    return f"{where} {_say(disc, shown, words)}"


def _say(disc: Disc, lesion: Lesion | None, words: Words) -> str:
    if lesion is None:
        return words("spine.describe.quiet", traversing=disc.traversing, exiting=disc.exiting)
    if lesion.zone is None:
        return words("spine.describe.bulge")
    risk = roots_at_risk(disc, lesion.zone)
    said = words(
        f"spine.describe.{lesion.form}",
        zone=words(f"spine.zone.{lesion.zone}.where", side=words(f"roots.side.{lesion.side}")),
    )
    if risk.relation is Relation.SEVERAL:
        return f"{said} {words('spine.describe.several')}"
    return f"{said} {words('spine.describe.reaches', root=risk.roots[0])}"


# ---- along ----------------------------------------------------------------------------------


def draw_disc_along(
    words: Words, shown: Lesion | None = None, among: Sequence[Lesion] = ()
) -> Figure:
    """Draw the cut along the spine that shows the lesion `shown`, seen from the patient's left.

    The cut depends on the lesion's zone: each is a layer (``along-...``), and so is each lesion
    of `among`. A lesion of the right side looks the same, so it shares the layer of the left one.
    """
    states: list[Lesion | None] = [*among] if shown in among else [*among, shown]
    cuts = list(dict.fromkeys(_cut(lesion) for lesion in states))
    x0, y0, x1, y1 = section(cuts[0]).window
    figure, axes = sheet_mm(x0 - MARGIN_MM, y0, x1 + MARGIN_MM, y1, POINTS_A_MM)
    brush = Brush(axes, POINTS_A_MM)
    for cut in cuts:
        layer, visible = along_layer(cut), cut is _cut(shown)
        _draw_still(brush, section(cut), layer, visible)
    drawn = set()
    for lesion in states:
        layer = lesion_along_layer(lesion)
        if layer not in drawn:
            drawn.add(layer)
            _draw_along(brush, lesion, words, layer, layer == lesion_along_layer(shown))
    return figure


def _cut(lesion: Lesion | None) -> Cut:
    return ALONG[lesion.zone if lesion else None]


def along_layer(cut: Cut) -> str:
    """Return the name of the layer with a cut along the spine."""
    return f"along-{cut}"


def lesion_along_layer(lesion: Lesion | None) -> str:
    """Return the name of the layer that shows a lesion from the side, or none."""
    if lesion is None:
        return f"{QUIET}-along"
    disc = lesion.disc.replace("/", "-")
    return f"{disc}-{lesion.zone or 'all'}-{lesion.form}-{lesion.size}-along"


def lesion_layers(lesion: Lesion | None) -> frozenset[str]:
    """Return the layers that show a lesion, or none, across and along the spine."""
    return frozenset({lesion_layer(lesion), along_layer(_cut(lesion)), lesion_along_layer(lesion)})


def _draw_along(
    brush: Brush, lesion: Lesion | None, words: Words, layer: str, visible: bool
) -> None:
    cut = _cut(lesion)
    picture = section(cut)
    quiet = {name: shape for name, shape in picture.parts.items() if _moves(name)}
    parts = lesion_shapes(lesion, axial=False) if lesion else quiet
    _draw_moved(brush, parts, layer, visible, cut is not Cut.LATERAL)
    margins = Margins(*picture.window, 1 / POINTS_A_MM, LETTERS)
    names = [
        Name(spot, words(f"spine.name.{spot}"), picture.spots[spot], Margin.LEFT)
        for spot in ("disc", "bone")
    ]
    if "sac" in parts and cut in (Cut.MIDLINE, Cut.RECESS):
        names.append(Name("sac", words("spine.name.sac"), picture.spots["sac"], Margin.RIGHT))
    for name, shape in parts.items():
        if not name.startswith("root") or cut is Cut.MIDLINE:
            continue
        root = RootName(name.split()[1])
        at_risk = root is _one_root(lesion)
        # in the canal one root lies on the other: there only the one that is reached is named
        if at_risk or cut is not Cut.RECESS:
            text = words("spine.name.root", root=root)
            names.append(Name(root, text, middle_of(shape), Margin.RIGHT, bold=at_risk))
    if lesion:
        text = words(f"spine.form.{lesion.form}.short")
        names.append(Name("lesion", text, middle_of(parts["lesion"]), Margin.RIGHT, bold=True))
    draw_names(brush.axes, [replace(n, layer=layer, visible=visible) for n in names], margins)


def describe_disc_along(words: Words, shown: Lesion | None = None) -> str:
    """Say in words what `draw_disc_along` shows for the same values."""
    where = words(f"spine.describe.along.{_cut(shown)}")
    if shown is None:
        return where
    return f"{where} {_say(shown.disc, shown, words)}"


def drawings(words: Words) -> Iterator[Drawing]:
    """Yield every disc, quiet and with each large lesion on the left, across and along."""
    for disc in Disc:
        states = [None, *(one for one in lesions_of(disc) if one.side is Side.LEFT)]
        for shown in states:
            yield Drawing(
                f"disc-{disc.replace('/', '-')}-{lesion_layer(shown)}",
                partial(draw_disc_slice, disc, words, shown),
                describe_disc_slice(disc, words, shown),
            )
            if shown:
                yield Drawing(
                    f"disc-{lesion_along_layer(shown)}",
                    partial(draw_disc_along, words, shown),
                    describe_disc_along(words, shown),
                )
