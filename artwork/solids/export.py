"""Rounds the pictures of the spine and writes them as plain values: whole tenths of a mm."""

from collections.abc import Mapping

from shapely.geometry import Polygon, box
from shapely.geometry.base import BaseGeometry

from artwork.bodies.export import numbers, rings_of
from artwork.solids.outside import Seen
from artwork.solids.sections import Plane, Window

FORMAT = 1
_TOLERANCE_MM = 0.12
_FINE_MM = 0.04
_FINE = ("lesion", "core", "sac", "root", "ganglion")
"""Small round things that are looked at closely: no corner of them is to be seen when a reader
magnifies a slice."""
_TONE_TOLERANCE_MM = 0.3
_SMALLEST_MM2 = 0.8
_HALF = 1000.0

Parts = Mapping[str, BaseGeometry]
Spots = Mapping[str, tuple[float, float]]


def plain_section(
    plane: Plane, parts: Parts, spots: Spots, *, symmetric: bool, fine: bool = False
) -> dict:
    """A section as plain values; a symmetric one is its right half and the exact mirror of it."""
    return {
        "window": numbers(list(plane.window)),
        "parts": plain_parts(parts, symmetric=symmetric, fine=fine),
        "tones": {},
        "spots": plain_spots(spots),
    }


def plain_look(seen: Seen, window: Window, spots: Spots) -> dict:
    """A view from outside in the place of a section, as plain values."""
    return {
        "window": numbers(list(window)),
        "parts": plain_parts(seen.parts, symmetric=False),
        "tones": _plain_tones(seen),
        "spots": plain_spots(spots),
    }


def plain_spots(spots: Spots) -> dict:
    """Spots, rounded."""
    return {name: numbers(list(spot)) for name, spot in spots.items()}


def plain_parts(parts: Parts, *, symmetric: bool, centre: float = 0.0, fine: bool = False) -> dict:
    """Parts as plain values. In a symmetric picture a part of the patient's right is the exact
    mirror of the same part of the left, and every other part is its own mirror. A `fine` picture
    keeps the small curves of what a lesion moves."""
    plain: dict = {}
    for name, shape in parts.items():
        if symmetric and name.endswith(" right"):
            left = plain.get(name.replace(" right", " left"), [])
            rings = [[mirrored_steps(ring, centre) for ring in polygon] for polygon in left]
        else:
            both_sides = symmetric and not name.endswith(" left")
            half = box(centre, -_HALF, centre + _HALF, _HALF) if both_sides else None
            close = fine and name.split()[0] in _FINE
            tolerance = _FINE_MM if close else _TOLERANCE_MM
            rings = rings_of(shape, tolerance, _SMALLEST_MM2, half, centre)
        if rings:
            plain[name] = rings
    return plain


def mirrored_steps(steps: list[int], centre: float) -> list[int]:
    """The mirror of a finished ring: its first point, then the step to each next one."""
    across = [-dx for dx in steps[::2]]
    across[0] += round(20 * centre)
    return [value for pair in zip(across, steps[1::2], strict=True) for value in pair]


def plain_view(seen: Seen, size: tuple[int, int], spots: Spots, *, symmetric: bool = False) -> dict:
    """A view from outside as plain values."""
    width, height = size
    half = box(width / 2, -_HALF, width / 2 + _HALF, _HALF) if symmetric else None
    return {
        "width": width,
        "height": height,
        "parts": plain_parts(seen.parts, symmetric=symmetric, centre=width / 2),
        "hidden": plain_parts(seen.hidden, symmetric=symmetric, centre=width / 2),
        "tones": _plain_tones(seen, half, width / 2),
        "spots": plain_spots(spots),
    }


def _plain_tones(seen: Seen, half: Polygon | None = None, centre: float = 0.0) -> dict:
    tones = {"shade": seen.shade, "deep": seen.deep, "light": seen.light, "ink": seen.ink}
    return {
        name: rings_of(
            shape,
            _TOLERANCE_MM if name == "ink" else _TONE_TOLERANCE_MM,
            _SMALLEST_MM2 if name == "ink" else 3.0,
            half,
            centre,
        )
        for name, shape in tones.items()
    }
