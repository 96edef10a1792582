"""A brush of changing width that runs along the skin, and what it covers.

Its field is the way along the skin from the brush's border, in metres: negative where it has
painted, positive outside. A soft margin is the same field a little farther out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.interpolate import PchipInterpolator
from scipy.spatial import cKDTree

from artwork.bodies.surface import Surface

_STEP_M = 0.003
_FAR_M = 1.0
_REACH_M, _ROUNDS = 0.08, 12

Stroke = tuple[np.ndarray, np.ndarray]
"""Places of the skin, and the half width of the brush there, in millimetres."""


@dataclass(frozen=True)
class Painted:
    """What belongs to one root on the skin of the whole body (the patient's left half)."""

    field: np.ndarray  # per point of the body, metres; negative in the core
    sites: dict[str, np.ndarray]
    nearest_site: np.ndarray  # per point of the body: index into `sites`


def paint(
    skin: Surface,
    index: np.ndarray,
    point_count: int,
    strokes: Iterable[Stroke],
    sites: Mapping[str, np.ndarray],
) -> Painted:
    """Paint strokes on a part of the skin; `index` tells which points of the body it has."""
    tree = cKDTree(skin.points)
    seeds, widths = [], []
    for points, half_mm in strokes:
        path, half_width = along(points, half_mm / 1000)
        seeds.append(tree.query(path)[1])
        widths.append(half_width)
    local = skin.distance_along(np.concatenate(seeds), np.concatenate(widths))
    field = np.full(point_count, _FAR_M)
    field[index] = skin.smooth(np.minimum(local, _REACH_M), _ROUNDS)
    nearest = np.zeros(point_count, dtype=int)
    nearest[index] = cKDTree(np.stack(list(sites.values()))).query(skin.points)[1]
    return Painted(field, dict(sites), nearest)


def along(points: np.ndarray, widths: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A smooth path through places of the skin, and the half width along it (metres)."""
    way = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    steps = np.linspace(0, way[-1], int(np.ceil(way[-1] / _STEP_M)) + 1)
    return PchipInterpolator(way, points)(steps), PchipInterpolator(way, widths)(steps)
