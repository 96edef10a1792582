"""A disc that has pushed out: the slice across the spine, and the cut along it.

A slice is seen from the feet, as scans are: front at the top, the patient's left on the viewer's
right. One picture holds every lesion of a disc as a layer; what is shown is one of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import product

from matplotlib.figure import Figure

from sciatica.content.artwork import Point, Polygon
from sciatica.content.spine_artwork import (
    ALONG,
    Cut,
    Section,
    Shapes,
    lesion_shapes,
    section,
)
from sciatica.content.words import Words
from sciatica.figures import palette
from sciatica.figures.canvas import Canvas
from sciatica.figures.labels import Label, Margin, Margins, draw_names
from sciatica.figures.levels import numbers_in, say_cut, say_where, write_numbers
from sciatica.figures.onward import above, draw_fading, strip
from sciatica.figures.picture import Picture, View
from sciatica.figures.spine_shapes import (
    BONE,
    FOOT_MM,
    Look,
    Window,
    draw_part,
    draw_rootlets,
    draw_tones,
    middle_of,
    orient_slice,
    shares_of,
)
from sciatica.model.anatomy import Disc, Relation, RootName, Side, Zone, roots_at_risk
from sciatica.model.lesions import Form, Lesion, Size

POINTS_PER_MM = 3.0
MARGIN_MM = 33.0
"""Room for the names on either side."""
FONT_SIZE_PT = 15.0
"""Size of the names: 10 pixels where a phone shows the picture 340 pixels wide."""
NUMBER_PT, DISC_NUMBER_PT = 17.0, 16.0
ACROSS_PX, ALONG_PX = 510, 534
QUIET = "quiet"
"""The view without a lesion."""
_MOVES = ("sac", "root", "ganglion")
_BEHIND = ("psoas", "erector", "multifidus", "fat")
"""Parts that a lesion may cover."""
_BULGE_NAMED_MM, _BULGE_DEPTH_MM = 13.0, 1.6
"""Where the name of a bulge points to: so far from the midline, and so far inside its edge."""
_EDGE_MM = 7.0
"""How far inside the edges of a cut along the spine front and back are written."""
_RING_MM = 0.9
"""How broad the ring around a root is: it follows the root, so it hides neither lesion nor disc."""
_FADES_MM = {RootName.L3: (20.0, 3.0), RootName.L4: (16.0, 3.0)}
"""Seen from outside: so far above their ends these roots begin to fade and are gone."""
_PALE_EDGE_MM, _OVERLAP_MM = 0.3, 0.8
_CLOSE: Window = (-31.0, -3.0, 31.0, 42.0)
"""What of a slice matters: the back of the disc, the canal, and the ways out of the nerves."""


def lesions_of(disc: Disc) -> Iterator[Lesion]:
    """Yield every lesion of a disc that has a picture, in the order of the choosers."""
    yield Lesion(disc, None, Form.BULGE, Size.LARGE)
    others = [form for form in Form if form is not Form.BULGE]
    for zone, form, side in product(Zone, others, Side):
        if zone is not Zone.CENTRAL or side is Side.LEFT:
            yield Lesion(disc, zone, form, Size.LARGE, side)


def slug(disc: Disc) -> str:
    """Return a disc's name as it may stand in an address: ``L4-5``."""
    return disc.replace("/", "-")


def lesion_view(lesion: Lesion) -> str:
    """Return the name of the view that shows a lesion: ``protrusion.subarticular.left``. A bulge
    has no zone, and the middle has no side."""
    if lesion.zone is None:
        return str(lesion.form)
    side = "" if lesion.zone is Zone.CENTRAL else f".{lesion.side}"
    return f"{lesion.form}.{lesion.zone}{side}"


def _one_root(lesion: Lesion | None) -> RootName | None:
    """Return the one root that a lesion can reach; none where it can reach several, or any."""
    if lesion is None or lesion.zone is None:
        return None
    risk = roots_at_risk(lesion.disc, lesion.zone)
    return None if risk.relation is Relation.SEVERAL else risk.roots[0]


def say_lesion(lesion: Lesion, words: Words, reaches: str) -> str:
    """Say what a lesion does; the text `reaches` says which root it reaches, if it is one."""
    if lesion.zone is None:
        return words("spine.describe.bulge")
    risk = roots_at_risk(lesion.disc, lesion.zone)
    said = words(
        f"spine.describe.{lesion.form}",
        zone=words(f"spine.zone.{lesion.zone}.where", side=words(f"roots.side.{lesion.side}")),
    )
    if risk.relation is Relation.SEVERAL:
        return f"{said} {words('spine.describe.several')}"
    return f"{said} {words(f'spine.describe.{reaches}', root=risk.roots[0])}"


def _moves(part: str) -> bool:
    return part.split()[0] in _MOVES


def draw_still(canvas: Canvas, picture: Section) -> None:
    """Draw what no lesion moves; the fat first, so that a lesion can come to lie on it."""
    for name, shape in picture.parts.items():
        if not _moves(name):
            draw_part(canvas, name, shape, 1 if name in _BEHIND else 2)
    draw_tones(canvas, picture.tones, 2.5)


def _draw_moved(canvas: Canvas, parts: Shapes) -> None:
    """Draw sac, nerves and lesion of a cut. The lesion lies under the edge of the disc, as it has
    grown out of it, and the core that has come with it over both."""
    for name, shape in parts.items():
        draw_part(canvas, name, shape, {"lesion": 1.5, "core": 2.4}.get(name, 3))


def _draw_outside(canvas: Canvas, parts: Shapes, meant: RootName | None) -> None:
    """Draw nerves and lesion seen from outside. The root that is meant has its colour, the others
    are pale. No root ends here: where it goes on to the front of the thigh or the pelvis it fades.
    """
    for name, shape in parts.items():
        first, *rest = name.split()
        if first != "root":
            draw_part(canvas, name, shape, 2.8)
            continue
        look = None if rest[0] == meant else Look(palette.FAR, palette.FAR_EDGE, _PALE_EDGE_MM)
        zorder = 3 if look is None else 2.9
        if (root := RootName(rest[0])) not in _FADES_MM:
            draw_part(canvas, name, shape, zorder, look)
            continue
        lowest = max(y for polygon in shape for _, y in polygon[0])
        start, gone = (lowest - above_end for above_end in _FADES_MM[root])
        draw_part(
            canvas, f"{name} bone", shape, 1.9, Look(BONE.fill)
        )  # the bones end where it lies on them
        draw_part(canvas, name, above(canvas, shape, start), zorder, look)
        colour = look.fill if look else palette.ROOT_COLOURS[root]
        heights = (start - _OVERLAP_MM, start - _OVERLAP_MM, gone)
        draw_fading(canvas, f"onward-{name}", strip(shape, 0, 1), heights, colour, zorder, 1.0)


# ---- across ---------------------------------------------------------------------------------


@cache
def disc_slice(disc: Disc, words: Words) -> Picture:
    """Return the slice through `disc`; a view for the quiet disc and for each lesion."""
    where = words("spine.describe.slice", disc=disc)
    quiet = words("spine.describe.quiet", traversing=disc.traversing, exiting=disc.exiting)
    views = {QUIET: View(frozenset({QUIET}), f"{where} {quiet}")}
    for lesion in lesions_of(disc):
        name = lesion_view(lesion)
        views[name] = View(frozenset({name}), f"{where} {say_lesion(lesion, words, 'ringed')}")
    return Picture(
        f"slice-{slug(disc)}",
        lambda: _draw_slice(disc, words),
        views,
        ACROSS_PX,
        words("causes.disc.view.across", disc=disc),
        shares_of(_CLOSE, _window_across(disc)),
    )


def _window_across(disc: Disc) -> Window:
    x0, y0, x1, y1 = section(Cut.through(disc)).window
    return x0 - MARGIN_MM, y0, x1 + MARGIN_MM, y1 + FOOT_MM


def _draw_slice(disc: Disc, words: Words) -> Figure:
    picture = section(Cut.through(disc))
    x0, y0, x1, y1 = picture.window
    canvas = Canvas.of(*_window_across(disc), POINTS_PER_MM)
    draw_still(canvas, picture)
    for lesion in (None, *lesions_of(disc)):
        on = canvas.on(lesion_view(lesion) if lesion else QUIET)
        parts = draw_state(on, disc, lesion)
        side = lesion.side if lesion else Side.LEFT
        margins = Margins(x0, y0 + 10, x1, y1 - 6, 1 / POINTS_PER_MM, FONT_SIZE_PT)
        names = _names(picture, disc, lesion, parts, side, words)
        draw_names(canvas, [replace(name, layer=on.layer) for name in names], margins)
    orient_slice(canvas, picture.window, say_where(words, "slice", disc=disc), words)
    return canvas.figure


def draw_state(canvas: Canvas, disc: Disc, lesion: Lesion | None) -> Shapes:
    """Draw what a lesion adds to a slice and what it moves, with a ring around the root at risk: it
    needs no colour. Return the shapes."""
    parts = moved_parts(disc, lesion)
    _draw_moved(canvas, parts)
    draw_rootlets(canvas, parts["sac"])
    if lesion and (root := _one_root(lesion)):
        width = 2 * _RING_MM * canvas.points_per_unit
        shape = parts[f"root {root} {lesion.side}"]
        canvas.shape(shape, "ring", fc="none", ec=palette.TEXT, lw=width, zorder=2.9)
    return parts


def moved_parts(disc: Disc, lesion: Lesion | None) -> Shapes:
    """Return the sac and the nerves of a slice as a lesion leaves them, and the lesion."""
    if lesion is None:
        parts = section(Cut.through(disc)).parts
        return {name: shape for name, shape in parts.items() if _moves(name)}
    return lesion_shapes(lesion, axial=True)


def _names(
    picture: Section, disc: Disc, lesion: Lesion | None, parts: Shapes, side: Side, words: Words
) -> list[Label]:
    """What lies on the lesion's side stands in the margin on that side, the rest in the other."""
    near, sign = (Margin.RIGHT, 1) if side is Side.LEFT else (Margin.LEFT, -1)
    names = [
        Label(
            "disc",
            words("spine.name.disc_of", disc=disc),
            _off(picture, "disc", -sign),
            near.other,
            bold=True,
        ),
        Label("centre", words("spine.name.centre"), _off(picture, "nucleus", -sign), near.other),
        Label("facet", words("spine.name.facet"), _off(picture, "facet", -sign), near.other),
        Label("sac", words("spine.name.sac"), middle_of(parts["sac"]), near.other),
    ]
    at_risk = _one_root(lesion)
    for root in (disc.exiting, disc.traversing):
        shape = parts.get(f"root {root} {side}", ())
        if shape:
            text = words("spine.name.root", root=root)
            names.append(Label(root, text, middle_of(shape), near, bold=root is at_risk))
    if lesion:
        text = words(f"spine.form.{lesion.form}.short")
        names.append(
            Label("lesion", text, _lesion_spot(lesion, parts["lesion"], sign), near, bold=True)
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


# ---- along ----------------------------------------------------------------------------------


@cache
def disc_along(words: Words) -> Picture:
    """Return the cut along the spine; a view for each lesion of each disc:
    ``L4-5.protrusion.subarticular.left``.

    The cut depends on the lesion's zone: each is a layer, and so are the words for it, the numbers
    of bones and discs, and each lesion. Cuts of both sides are seen from the left, as scans are:
    those of the right share all but the words. The view on the outside is no cut; of the right side
    it is the mirror image.
    """
    return Picture(
        "along",
        lambda: _draw_along(words),
        {
            f"{slug(lesion.disc)}.{lesion_view(lesion)}": View(
                frozenset(
                    {
                        _cut_layer(lesion),
                        _where_layer(lesion),
                        _level_layer(lesion),
                        _along_layer(lesion),
                    }
                ),
                " ".join(
                    [
                        _say_along(lesion, words),
                        words("spine.describe.level", disc=lesion.disc),
                        say_lesion(lesion, words, "reaches"),
                    ]
                ),
            )
            for disc in Disc
            for lesion in lesions_of(disc)
        },
        ALONG_PX,
        words("causes.disc.view.along"),
    )


def _stored(lesion: Lesion) -> Side:
    """Return the side whose layers a lesion shows: a cut of the right side is drawn as the left."""
    return lesion.side if ALONG[lesion.zone] is Cut.LATERAL else Side.LEFT


def _of_both(lesion: Lesion, layer: str) -> str:
    """Return `layer` without the side where it is drawn once for both."""
    if ALONG[lesion.zone] is Cut.LATERAL:
        return layer
    return layer.removesuffix(str(lesion.side)).rstrip("-.")


def _cut_layer(lesion: Lesion) -> str:
    return _of_both(lesion, f"{ALONG[lesion.zone]}-{lesion.side}")


def _where_layer(lesion: Lesion) -> str:
    return f"where-{ALONG[lesion.zone]}-{lesion.side}"


def _level_layer(lesion: Lesion) -> str:
    return f"{slug(lesion.disc)}-{_cut_layer(lesion)}"


def _along_layer(lesion: Lesion) -> str:
    return _of_both(lesion, f"{slug(lesion.disc)}.{lesion_view(lesion)}")


def _say_along(lesion: Lesion, words: Words) -> str:
    side = words(f"roots.side.{lesion.side}")
    return words(f"spine.describe.along.{ALONG[lesion.zone]}", side=side)


def _draw_along(words: Words) -> Figure:
    x0, y0, x1, y1 = section(Cut.MIDLINE).window
    canvas = Canvas.of(x0 - MARGIN_MM, y0, x1 + MARGIN_MM, y1 + FOOT_MM, POINTS_PER_MM)
    of = dict.fromkeys(Side, canvas) | {Side.RIGHT: canvas.mirrored((x0 + x1) / 2)}
    drawn: set[str] = set()

    def first(layer: str) -> bool:
        """Return whether a layer is yet to be drawn: many lesions share one."""
        new = layer not in drawn
        drawn.add(layer)
        return new

    for lesion in (one for disc in Disc for one in lesions_of(disc)):
        cut, on = ALONG[lesion.zone], of[_stored(lesion)]
        if first(_cut_layer(lesion)):
            draw_still(on.on(_cut_layer(lesion)), section(cut))
        if first(_where_layer(lesion)):
            side = words(f"roots.side.{lesion.side}")
            where = say_where(words, cut, side=side)
            say_cut(on.on(_where_layer(lesion)), section(cut).window, where, words, FOOT_MM)
        if first(_level_layer(lesion)):
            _number_along(on.on(_level_layer(lesion)), section(cut), lesion.disc)
        if first(_along_layer(lesion)):
            stored = replace(lesion, side=_stored(lesion))
            _draw_lesion_along(on.on(_along_layer(lesion)), stored, words)
    return canvas.figure


def _number_along(canvas: Canvas, picture: Section, disc: Disc) -> None:
    numbers = numbers_in(picture.parts)
    write_numbers(canvas, numbers, NUMBER_PT, DISC_NUMBER_PT, {str(disc)})


def _draw_lesion_along(canvas: Canvas, lesion: Lesion, words: Words) -> None:
    cut = ALONG[lesion.zone]
    picture, parts = section(cut), lesion_shapes(lesion, axial=False)
    if cut is Cut.LATERAL:
        _draw_outside(canvas, parts, _one_root(lesion))
    else:
        _draw_moved(canvas, parts)
    names = [
        Label(spot, words(f"spine.name.{spot}"), picture.spots[spot], Margin.LEFT)
        for spot in ("disc", "bone")
    ]
    if "sac" in parts and cut in (Cut.MIDLINE, Cut.RECESS):
        names.append(Label("sac", words("spine.name.sac"), picture.spots["sac"], Margin.RIGHT))
    for name, shape in parts.items():
        if not name.startswith("root") or cut is Cut.MIDLINE:
            continue
        root = RootName(name.split()[1])
        at_risk = root is _one_root(lesion)
        # where one root lies on the other, or is pale, only the one that is reached is named
        if at_risk or cut is Cut.FORAMINA:
            text = words("spine.name.root", root=root)
            names.append(Label(root, text, middle_of(shape), Margin.RIGHT, bold=at_risk))
    text = words(f"spine.form.{lesion.form}.short")
    names.append(Label("lesion", text, middle_of(parts["lesion"]), Margin.RIGHT, bold=True))
    x0, y0, x1, y1 = picture.window
    margins = Margins(x0, y0 + 10, x1, y1, 1 / POINTS_PER_MM, FONT_SIZE_PT)
    draw_names(canvas, [replace(name, layer=canvas.layer) for name in names], margins)
