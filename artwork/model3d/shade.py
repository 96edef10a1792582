"""Soft shade: how much of the sky over a point is open, asked of the distance to all that is hard.
One number a point; it makes depth visible without any shadow being computed in the browser."""

import numpy as np
from scipy.ndimage import map_coordinates

from artwork.solids.sdf import Array, Solid

FINE, COARSE = ((0, -60, -160), (62, 95, 185), 1.25), ((0, -112, -250), (160, 110, 100), 3.0)
"""Lowest and highest corner and step of the grids: about the spine, and about the pelvis."""
RAYS = 40
REACHES_MM = (1.6, 3.2, 6.0, 11.0, 20.0, 34.0)
CONE = 0.42
"""A ray counts as open where so much of its length is free around it."""

Field = tuple[Array, Array, float]


def field(solid: Solid, grid: tuple) -> Field:
    """Return distances to a solid on one of the grids."""
    low, high, step = grid
    axes = [np.arange(low[i], high[i] + step, step) for i in range(3)]
    values = [solid(np.stack(np.meshgrid([x], *axes[1:], indexing="ij"), -1))[0] for x in axes[0]]
    return np.stack(values).astype(np.float32), np.array(low, float), step


def _room(points: Array, fields: list[Field]) -> Array:
    """Return the distance to everything hard; the right half mirrors the left."""
    flat = points.reshape(-1, 3).copy()
    flat[:, 0] = np.abs(flat[:, 0])
    found = []
    for values, low, step in fields:
        inside = map_coordinates(values, ((flat - low) / step).T, order=1, mode="nearest")
        high = low + (np.array(values.shape) - 1) * step
        found.append(inside + np.maximum(np.maximum(low - flat, flat - high).max(-1), 0))
    return np.minimum.reduce(found).reshape(points.shape[:-1])


def soft_shade(points: Array, normals: Array, fields: list[Field]) -> Array:
    """Return for each point how much of the sky over it is open, from 0 to 1."""
    k = np.arange(RAYS) + 0.5
    up, turn = np.sqrt(1 - k / RAYS), k * 2.399963
    flat = np.sqrt(1 - up**2)
    other = np.where(np.abs(normals[:, :1]) < 0.8, [[1.0, 0, 0]], [[0, 1.0, 0]])
    a = np.cross(normals, other)
    a /= np.linalg.norm(a, axis=1, keepdims=True)
    b = np.cross(normals, a)
    ways = (
        (flat * np.cos(turn))[:, None, None] * a
        + (flat * np.sin(turn))[:, None, None] * b
        + up[:, None, None] * normals
    )
    seen = np.ones(ways.shape[:2])
    for far in REACHES_MM:
        room = _room(points + 0.5 * normals + far * ways, fields)
        seen = np.minimum(seen, np.clip(room / (CONE * far) + 0.08, 0, 1))
    return seen.mean(0)
