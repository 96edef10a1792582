"""The saddle from three sides, from ``artwork/saddle.json`` (made by ``make art``)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from sciatica.content.artwork import FILE, Area, Point, Shape, load_artwork

SADDLE_FILE = FILE.with_name("saddle.json")


class SaddleView(StrEnum):
    """From where the saddle is seen: standing, and seated with the thighs apart."""

    BACK = "back"
    FRONT = "front"
    BELOW = "below"


class Band(StrEnum):
    """The skin of the lowest roots, from the outermost to the innermost."""

    S2 = "S2"
    S3 = "S3"
    S4_5 = "S4-5"


@dataclass(frozen=True, slots=True)
class Saddle:
    """One view: x to the right, y downwards, in points. `bands` lie on both sides of the body,
    each on the one before; `names` are places for their names, `spots` landmarks in sight, both on
    the patient's left half or in the middle."""

    width: float
    height: float
    body: Shape
    shade: Shape
    light: Shape
    ink: Shape
    bands: Mapping[Band, Area]
    names: Mapping[Band, Point]
    spots: Mapping[str, Point]


@dataclass(frozen=True, slots=True)
class _File:
    format: int
    body: str
    views: Mapping[SaddleView, Saddle]


@cache
def saddles() -> Mapping[SaddleView, Saddle]:
    """Return every view of the saddle."""
    return load_artwork(SADDLE_FILE, _File).views
