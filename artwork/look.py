"""A picture before and after a change, in seconds where a bake takes minutes.

``python -m artwork look L4/5 --lesion extrusion:subarticular:right``: a slice with a lesion.
``python -m artwork look midline --narrowing severe:extended``: L4/5 narrow, in one of its cuts.

Before is what is baked, after what the solids say now. A table beside it tells the areas, and how
far each root has moved.
"""

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from artwork.bodies.export import points_of
from artwork.solids import pictures
from artwork.solids.changes import STENOSIS
from artwork.solids.column import Column
from artwork.solids.export import plain_parts
from sciatica.content.spine_artwork import (
    Cut,
    Shapes,
    area_mm2,
    lesion_shapes,
    narrowed,
    on_the_right,
    section,
)
from sciatica.figures.canvas import Canvas
from sciatica.figures.spine_shapes import draw_part, middle_of
from sciatica.model.anatomy import Disc, Side, Zone
from sciatica.model.lesions import Form, Lesion, Posture, Severity, Size

Window = tuple[float, float, float, float]
WINDOW: Window = (-30.0, -14.0, 30.0, 40.0)
"""What is shown of a slice, in mm: the canal and the ways out of the nerves."""
POINTS_PER_MM, GAP_MM = 8.0, 4.0
_FIRST = {"psoas", "erector", "multifidus", "fat"}
_LATER = {"core": 2.4, "lesion": 1.5}
_MOVED = {"sac", "root", "ganglion"}


def lesion_of(disc: str, told: str, size: str) -> Lesion:
    """Return the lesion that ``FORM[:ZONE[:SIDE]]`` names."""
    form, zone, side = [*told.split(":"), "", ""][:3]
    return Lesion(
        Disc(disc), Zone(zone) if zone else None, Form(form), Size(size), Side(side or "left")
    )


def with_lesion(lesion: Lesion) -> Shapes:
    """Return the moved parts of a slice as the solids say now."""
    column = Column(lesion=Lesion(lesion.disc, lesion.zone, lesion.form, lesion.size))
    plane = pictures.axial_plane(column, str(lesion.disc))
    rest = pictures.Knife(column.without_lesion, plane)
    plain = plain_parts(
        pictures.moved(column, plane, rest, tuple(Side)),
        symmetric=lesion.zone in (None, Zone.CENTRAL),
        fine=True,
    )
    shapes = _shapes(plain)
    return on_the_right(shapes) if lesion.side is Side.RIGHT else shapes


def with_narrowing(severity: Severity, posture: Posture, cut: Cut) -> Shapes:
    """Return a section around L4/5 as the solids say now."""
    column = Column(posture, {Disc.L4_L5: STENOSIS[severity]})
    if cut.is_axial:
        _, parts = pictures.slice_of(column, cut.value)
    else:
        plane = pictures.along_planes(pictures.AROUND_L45_WINDOW)[cut.value]
        parts = pictures.along(column, cut.value, plane)
    return _shapes(plain_parts(parts, symmetric=cut.is_axial))


def _shapes(plain: Mapping[str, list]) -> Shapes:
    return {
        name: tuple(tuple(tuple(map(tuple, points_of(ring))) for ring in rings) for rings in shape)
        for name, shape in plain.items()
    }


def rows(still: Shapes, before: Shapes, after: Shapes) -> Iterator[str]:
    """Yield the table: area at rest, before and after, and how far the middle has moved."""
    yield f"{'':22}{'rest':>8}{'before':>8}{'after':>8}   moved outward, back (mm)"
    for name in after:
        areas = [area_mm2(one[name]) if name in one else 0.0 for one in (still, before, after)]
        moved = ""
        if name in still and name.split()[0] in _MOVED:
            (x, y), (x0, y0) = middle_of(after[name]), middle_of(still[name])
            moved = f"   {np.sign(x0) * (x - x0):+.1f}, {y - y0:+.1f}"
        yield f"{name:22}" + "".join(f"{area:8.1f}" for area in areas) + moved


def draw(columns: tuple[Shapes, Shapes], window: Window, out: Path) -> None:
    """Write two pictures side by side."""
    x0, y0, x1, y1 = window
    width = x1 - x0
    canvas = Canvas.of(x0, y0, x1 + GAP_MM + width, y1, POINTS_PER_MM)
    for number, parts in enumerate(columns):
        left = x0 + number * (width + GAP_MM)
        here = canvas.inset((left, y0, width, y1 - y0), window)
        for name, shape in parts.items():
            first = name.split()[0]
            order = 3 if first in _MOVED else 1 if first in _FIRST else 2
            draw_part(here, name, shape, _LATER.get(name, order))
        for artist in here.axes.patches:
            artist.set_clip_on(True)
    canvas.figure.savefig(out, dpi=144, facecolor="white")


def main(arguments: list[str]) -> None:
    """Look at one picture."""
    parser = ArgumentParser("python -m artwork look", description=(__doc__ or "").split("\n")[0])
    cuts = [*Disc, Cut.MIDLINE, Cut.FORAMINA]
    parser.add_argument("cut", choices=[str(cut) for cut in cuts], help="a disc, or how it is cut")
    chosen = parser.add_mutually_exclusive_group(required=True)
    chosen.add_argument("--lesion", help="FORM[:ZONE[:SIDE]]")
    chosen.add_argument("--narrowing", help="SEVERITY[:POSTURE]")
    parser.add_argument("--size", default="large", choices=[str(size) for size in Size])
    parser.add_argument("--out", type=Path, default=Path("build/look.png"))
    asked = parser.parse_args(arguments)
    cut = Cut(asked.cut)
    window = WINDOW if cut.is_axial else pictures.AROUND_L45_WINDOW
    if asked.lesion:
        lesion = lesion_of(asked.cut, asked.lesion, asked.size)
        still = section(cut).parts
        before, after = lesion_shapes(lesion, axial=True), with_lesion(lesion)
        quiet = {name: part for name, part in still.items() if name.split()[0] not in _MOVED}
        drawn = ({**quiet, **before}, {**quiet, **after})
    else:
        severity, posture = [*asked.narrowing.split(":"), str(Posture.NEUTRAL)][:2]
        state = Severity(severity), Posture(posture)
        still = narrowed(Severity.NONE, Posture.NEUTRAL, cut).parts
        before, after = narrowed(*state, cut).parts, with_narrowing(*state, cut)
        drawn = (before, after)
    print("\n".join(rows(still, before, after)))
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    draw(drawn, window, asked.out)
    print(asked.out)
