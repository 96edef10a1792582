"""The baked spine, pelvis and buttock from ``artwork/spine*.json`` (made by ``make art``).

Everything is in millimetres, x to the viewer's right and y downwards. Views from behind have the
patient's left on the viewer's left; axial slices are seen from the feet, as scans are, with the
patient's left on the viewer's RIGHT. What belongs to one side is stored for the patient's left.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from sciatica.content.artwork import FILE, Point, Polygon, Ring, load_artwork
from sciatica.model.anatomy import Disc, Side, Zone
from sciatica.model.lesions import Form, Lesion, Posture, Severity, Size

SPINE_FILE = FILE.with_name("spine.json")
LESIONS_FILE = FILE.with_name("spine_lesions.json")
NARROWING_FILE = FILE.with_name("spine_narrowing.json")

Shapes = Mapping[str, tuple[Polygon, ...]]
"""Shapes by the name of their part, in the order in which they are drawn."""


class Outside(StrEnum):
    """A view from outside."""

    BEHIND = "behind"
    SIDE = "side"
    HIP = "hip"
    HIP_TIGHT = "hip_tight"


class Cut(StrEnum):
    """A section: along the spine (seen from the patient's left), or across it.

    `WHOLE` is the midline from L1 to the tailbone; the other cuts along the spine show L3 to S1.
    """

    WHOLE = "whole"
    MIDLINE = "midline"
    RECESS = "recess"
    FORAMINA = "foramina"
    LATERAL = "lateral"
    L3_L4 = "L3/4"
    L4_L5 = "L4/5"
    L5_S1 = "L5/S1"
    PEDICLES = "pedicles"

    @classmethod
    def through(cls, disc: Disc) -> "Cut":
        """Return the axial slice through `disc`."""
        return cls(disc.value)

    @property
    def is_axial(self) -> bool:
        """Whether the section lies across the spine."""
        return self in (Cut.L3_L4, Cut.L4_L5, Cut.L5_S1, Cut.PEDICLES)


ALONG: Mapping[Zone | None, Cut] = {
    None: Cut.MIDLINE,
    Zone.CENTRAL: Cut.MIDLINE,
    Zone.SUBARTICULAR: Cut.RECESS,
    Zone.FORAMINAL: Cut.FORAMINA,
    Zone.EXTRAFORAMINAL: Cut.LATERAL,
}
"""The section along the spine that shows a lesion of a zone (none: a bulge)."""


@dataclass(frozen=True, slots=True)
class OutsideView:
    """A view from outside: what is in sight of each part, what lies hidden of some, tones and
    inner lines of all together, and named spots."""

    width: float
    height: float
    parts: Shapes
    hidden: Shapes
    tones: Shapes
    spots: Mapping[str, Point]


@dataclass(frozen=True, slots=True)
class Section:
    """A flat cut. `window` is left, top, right and bottom of the picture.

    `LATERAL` is no cut but the view from outside in the same window: it has `tones` as well.
    """

    window: tuple[float, float, float, float]
    parts: Shapes
    tones: Shapes
    spots: Mapping[str, Point]


@dataclass(frozen=True, slots=True)
class _Spine:
    format: int
    outside: Mapping[Outside, OutsideView]
    sections: Mapping[Cut, Section]


@dataclass(frozen=True, slots=True)
class _Planes:
    axial: Shapes
    along: Shapes


@dataclass(frozen=True, slots=True)
class _Lesions:
    format: int
    lesions: Mapping[str, _Planes]


@dataclass(frozen=True, slots=True)
class _Narrowing:
    format: int
    states: Mapping[Severity, Mapping[Posture, Mapping[Cut, Section]]]


@cache
def _spine() -> _Spine:
    return load_artwork(SPINE_FILE, _Spine)


def outside(view: Outside) -> OutsideView:
    """Return a view from outside."""
    return _spine().outside[view]


def section(cut: Cut) -> Section:
    """Return a section of the healthy spine, standing."""
    return _spine().sections[cut]


@cache
def _lesions() -> _Lesions:
    return load_artwork(LESIONS_FILE, _Lesions)


def lesion_key(disc: Disc, zone: Zone | None, form: Form, size: Size) -> str:
    """Return the name of a lesion in the file: ``L4/5 subarticular protrusion large``."""
    return " ".join(str(part) for part in (disc, zone, form, size) if part is not None)


def lesion_shapes(lesion: Lesion, *, axial: bool) -> Shapes:
    """Return what a lesion adds and what it moves: ``lesion``, ``sac``, ``root L5 left`` ...

    `axial` asks for the slice through the disc, else for the cut along the spine that `ALONG`
    names. Shapes are of a lesion on the patient's left; for the right, `on_the_right` mirrors an
    axial slice, and a cut along the spine is the same.
    """
    planes = _lesions().lesions[lesion_key(lesion.disc, lesion.zone, lesion.form, lesion.size)]
    shapes = planes.axial if axial else planes.along
    return on_the_right(shapes) if axial and lesion.side is Side.RIGHT else shapes


def on_the_right(shapes: Shapes) -> Shapes:
    """Return the mirror of an axial slice: what was on the left is on the right."""
    return {
        _swapped(name): tuple(
            tuple(tuple((-x, y) for x, y in ring) for ring in polygon) for polygon in shape
        )
        for name, shape in shapes.items()
    }


def _swapped(name: str) -> str:
    words = name.split()
    swap = {str(side): str(side.other) for side in Side}
    return " ".join(swap.get(word, word) for word in words)


@cache
def _narrowing() -> _Narrowing:
    return load_artwork(NARROWING_FILE, _Narrowing)


def narrowed(severity: Severity, posture: Posture, cut: Cut) -> Section:
    """Return a section around L4/5 with so much narrowing, in a posture.

    Baked for the slice through L4/5, the midline and the foramina.
    """
    return _narrowing().states[severity][posture][cut]


def area_mm2(shape: tuple[Polygon, ...]) -> float:
    """Return the area of a shape, holes taken off: what is told is what is drawn."""
    return sum(
        (1 if number == 0 else -1) * _ring_area(ring)
        for polygon in shape
        for number, ring in enumerate(polygon)
    )


def _ring_area(ring: Ring) -> float:
    closed = [*ring, ring[0]]
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(closed))) / 2
