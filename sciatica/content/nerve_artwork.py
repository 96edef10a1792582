"""The baked way of the left sciatic nerve from ``artwork/nerve.json`` (made by ``make art``)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from sciatica.content.artwork import FILE, Legs, Point, Polygon, polygons

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


@cache
def nerve() -> Mapping[NerveView, NervePicture]:
    """Return every view of the nerve."""
    raw = json.loads(NERVE_FILE.read_text(encoding="utf-8"))
    return {
        NerveView(name): NervePicture(
            body=Legs(
                width=view["width"],
                height=view["height"],
                layers={
                    layer: polygons(view[layer])
                    for layer in ("body", "shorts", "shade", "light", "ink")
                },
                areas={},
                key_points={},
                sites={},
            ),
            spine=polygons(view["spine"]),
            near={Strand(part): polygons(shape) for part, shape in view["nerve"].items()},
            far={Strand(part): polygons(shape) for part, shape in view["far"].items()},
            spots={spot: (x, y) for spot, (x, y) in view["spots"].items()},
        )
        for name, view in raw["views"].items()
    }
