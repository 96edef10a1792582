"""Baked outlines and skin areas from ``artwork/legs.json`` (made by ``make art``)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar

from sciatica.content.structure import Hook, RefusedError, Structure
from sciatica.content.toml import ContentError, Document
from sciatica.model.anatomy import RootName

FILE = Path(__file__).parent / "artwork" / "legs.json"

Ring = tuple[tuple[float, float], ...]
Polygon = tuple[Ring, ...]
Point = tuple[float, float]
Line = tuple[Point, ...]
Shape = tuple[Polygon, ...]
Axes = tuple[tuple[float, ...], ...]
"""Three directions in the room, row by row."""
T = TypeVar("T")
REMEDY = "Make it again: make art."


class LegView(StrEnum):
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
        return self in (LegView.FRONT, LegView.BACK)


@dataclass(frozen=True, slots=True)
class Area:
    """The skin area of one root on the patient's left leg: the most consistent core, a wider
    soft rim, and line segments (two points each) that mark it on a grey printer."""

    core: tuple[Polygon, ...]
    soft: tuple[Polygon, ...]
    hatch: tuple[tuple[Point, Point], ...]


@dataclass(frozen=True, slots=True)
class PainRun:
    """Where pain of one root runs on the patient's left leg: a band without an edge, rows of dots
    that mark it on a grey printer, and the sites of it that can be seen."""

    core: tuple[Polygon, ...]
    soft: tuple[Polygon, ...]
    hatch: tuple[tuple[Point, Point], ...]
    sites: Mapping[str, Point]


@dataclass(frozen=True, slots=True)
class Legs:
    """One view: x to the right, y downwards, in points. Areas, runs and spots are of the left
    leg."""

    width: float
    height: float
    layers: Mapping[str, tuple[Polygon, ...]]
    areas: Mapping[RootName, Area]
    key_points: Mapping[RootName, Point]
    sites: Mapping[str, Point]
    pain: Mapping[RootName, PainRun] = field(default_factory=dict)


def line(steps: list[int]) -> Line:
    """Return points from whole tenths: the first point, then the step to each next one."""
    xs, ys = accumulate(steps[::2]), accumulate(steps[1::2])
    return tuple((x / 10, y / 10) for x, y in zip(xs, ys, strict=True))


def polygons(raw: list[list[list[int]]]) -> tuple[Polygon, ...]:
    """Return the stepped rings of an artwork file as polygons of points."""
    return tuple(tuple(line(ring) for ring in polygon) for polygon in raw)


def _axes(raw: list[float]) -> tuple[tuple[float, ...], ...]:
    rows = tuple(tuple(raw[row : row + 3]) for row in range(0, len(raw), 3))
    if [len(row) for row in rows] != [3, 3, 3]:
        raise ValueError("not three rows of three")
    return rows


def _hatch(raw: list[list[float]]) -> tuple[tuple[Point, Point], ...]:
    return tuple(((a, b), (c, d)) for a, b, c, d in raw)


def _drawn(make: Hook) -> Hook:
    """Return `make`, for the numbers of a drawing: these are many, and not looked at one by one."""

    def hook(raw: Any) -> Any:
        try:
            if not isinstance(raw, list):
                raise TypeError("no list")
            return make(raw)
        except (TypeError, ValueError) as error:
            raise RefusedError(f"this is no drawing ({error}).", REMEDY) from error

    return hook


DRAWN: Mapping[Any, Hook] = {
    kind: _drawn(make)
    for kind, make in (
        (Shape, polygons),
        (Polygon, lambda raw: tuple(line(ring) for ring in raw)),
        (Line, line),
        (tuple[tuple[Point, Point], ...], _hatch),
        (Axes, _axes),
    )
}


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError(f"a key stands twice among {', '.join(key for key, _ in pairs)}")
    return made


@cache
def _structure() -> Structure:
    return Structure(DRAWN)


def load_artwork(file: Path, shape: type[T]) -> T:
    """Return a baked file as `shape`. Raises `ContentError` with file, key and remedy."""
    try:
        raw = json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=_once)
    except (OSError, ValueError) as error:
        raise ContentError(f"cannot be read ({error}).", REMEDY, path=file) from error
    return _structure()(Document(file, "", raw), shape)


@dataclass(frozen=True, slots=True)
class BodyView:
    """The layers of a body as they stand in a file."""

    width: float
    height: float
    body: Shape
    shorts: Shape
    shade: Shape
    light: Shape
    ink: Shape

    @property
    def layers(self) -> Mapping[str, Shape]:
        """The layers in the order in which they are drawn."""
        return {
            "body": self.body,
            "shorts": self.shorts,
            "shade": self.shade,
            "light": self.light,
            "ink": self.ink,
        }


@dataclass(frozen=True, slots=True)
class _LegsView(BodyView):
    areas: Mapping[RootName, Area]
    key_points: Mapping[RootName, Point]
    sites: Mapping[str, Point]
    pain: Mapping[RootName, PainRun]


@dataclass(frozen=True, slots=True)
class _LegsFile:
    format: int
    body: str
    views: Mapping[LegView, _LegsView]


@cache
def legs() -> Mapping[LegView, Legs]:
    """Return every view of the legs."""
    return {
        name: Legs(
            view.width,
            view.height,
            view.layers,
            view.areas,
            view.key_points,
            view.sites,
            view.pain,
        )
        for name, view in load_artwork(FILE, _LegsFile).views.items()
    }
