"""The baked way of the left sciatic nerve from ``artwork/nerve.json`` (made by ``make art``)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from sciatica.content.artwork import (
    FILE,
    BodyView,
    Legs,
    Point,
    Polygon,
    Shape,
    load_artwork,
)

NERVE_FILE = FILE.with_name("nerve.json")


class NerveView(StrEnum):
    """From where the nerve is seen: both legs from behind, or the left leg's outer side."""

    BACK = "back"
    SIDE = "side"


class Strand(StrEnum):
    """A stretch of the nerve, from the spine down."""

    ROOTS = "roots"
    TRUNK = "trunk"
    TIBIAL = "tibial"
    FIBULAR = "fibular"


@dataclass(frozen=True, slots=True)
class NervePicture:
    """One view: the quiet body, a hint of the spine, and the nerve of the patient's left side.

    `near` is what lies towards the viewer, `far` what lies beyond the bones (and the thinner
    roots). `spots` are anchors on the nerve, from the low back to the foot.
    """

    body: Legs
    spine: tuple[Polygon, ...]
    near: Mapping[Strand, tuple[Polygon, ...]]
    far: Mapping[Strand, tuple[Polygon, ...]]
    spots: Mapping[str, Point]


@dataclass(frozen=True, slots=True)
class _View(BodyView):
    spine: Shape
    nerve: Mapping[Strand, Shape]
    far: Mapping[Strand, Shape]
    spots: Mapping[str, Point]


@dataclass(frozen=True, slots=True)
class _File:
    format: int
    body: str
    views: Mapping[NerveView, _View]


@cache
def nerve() -> Mapping[NerveView, NervePicture]:
    """Return every view of the nerve."""
    return {
        name: NervePicture(
            body=Legs(view.width, view.height, view.layers, areas={}, key_points={}, sites={}),
            spine=view.spine,
            near=view.nerve,
            far=view.far,
            spots=view.spots,
        )
        for name, view in load_artwork(NERVE_FILE, _File).views.items()
    }
