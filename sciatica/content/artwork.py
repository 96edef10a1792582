"""Baked outlines and skin areas from ``artwork/legs.json`` (made by ``make art``)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import accumulate
from pathlib import Path

from sciatica.model import RootName

FILE = Path(__file__).parent / "artwork" / "legs.json"

Ring = tuple[tuple[float, float], ...]
Polygon = tuple[Ring, ...]
Point = tuple[float, float]
Line = tuple[Point, ...]


class View(StrEnum):
    """From where the legs are seen."""

    FRONT = "front"
    BACK = "back"
    OUTER = "outer"
    INNER = "inner"
    FOOT = "foot"
    SOLE = "sole"

    @property
    def shows_both_legs(self) -> bool:
        """Whether both legs stand in the picture (else it shows one and is mirrored whole)."""
        return self in (View.FRONT, View.BACK)


@dataclass(frozen=True, slots=True)
class Area:
    """The skin area of one root on the patient's left leg: the most consistent core, a wider
    soft rim, and line segments (two points each) that mark it on a grey printer."""

    core: tuple[Polygon, ...]
    soft: tuple[Polygon, ...]
    hatch: tuple[tuple[Point, Point], ...]


@dataclass(frozen=True, slots=True)
class Legs:
    """One view: x to the right, y downwards, in points. Areas and spots are of the left leg."""

    width: float
    height: float
    layers: Mapping[str, tuple[Polygon, ...]]
    areas: Mapping[RootName, Area]
    key_points: Mapping[RootName, Point]
    sites: Mapping[str, Point]


def line(steps: list[int]) -> Line:
    """Return points from whole tenths: the first point, then the step to each next one."""
    xs, ys = accumulate(steps[::2]), accumulate(steps[1::2])
    return tuple((x / 10, y / 10) for x, y in zip(xs, ys, strict=True))


def polygons(raw: list[list[list[int]]]) -> tuple[Polygon, ...]:
    """Return the stepped rings of an artwork file as polygons of points."""
    return tuple(tuple(line(ring) for ring in polygon) for polygon in raw)


@cache
def legs() -> Mapping[View, Legs]:
    """Return every view of the legs."""
    raw = json.loads(FILE.read_text(encoding="utf-8"))
    return {
        View(name): Legs(
            width=view["width"],
            height=view["height"],
            layers={
                layer: polygons(view[layer])
                for layer in ("body", "shorts", "shade", "light", "ink")
            },
            areas={
                RootName(root): Area(
                    core=polygons(area["core"]),
                    soft=polygons(area["soft"]),
                    hatch=tuple(((a, b), (c, d)) for a, b, c, d in area["hatch"]),
                )
                for root, area in view["areas"].items()
            },
            key_points={RootName(root): (x, y) for root, (x, y) in view["key_points"].items()},
            sites={site: (x, y) for site, (x, y) in view["sites"].items()},
        )
        for name, view in raw["views"].items()
    }
