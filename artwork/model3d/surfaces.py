"""From a solid to a small mesh: a dense surface, as few triangles as hold it, points put back on
it. What is symmetric is cut at the midline and kept as its left half."""

from dataclasses import dataclass

import fast_simplification
import numpy as np
from scipy.ndimage import distance_transform_edt, gaussian_filter, label, map_coordinates
from skimage.measure import marching_cubes

from artwork.solids.sdf import Array, Solid

Faces = np.ndarray
Box = tuple[tuple[float, float, float], tuple[float, float, float]]

_COARSE_MM, _MARGIN_MM = 4.0, 5.0
FEWEST, MOST = 60, 12_000
"""Triangles of one part."""
SHARE_WITHIN = 97
"""So many of 100 face centres lie within the error that was asked for, unless told."""
NORMAL_REACH_MM = 0.12
_TOGETHER_MM = tuple(0.2 * step for step in range(-5, 15))
ALONE_MM = 0.9
"""So far a point goes on its own, beyond what all go, to lie on another solid."""
_SMOOTH_STEPS, _HAIR_MM = 1.5, 0.01


@dataclass(frozen=True)
class Surface:
    """Points and the triangles between them; a halved one is open at x = 0."""

    points: Array
    faces: Faces


def grid_of(solid: Solid, box: Box, step: float, halved: bool) -> tuple[Array, Array]:
    """Return distances on a grid that is close about a solid, and its lowest corner."""
    low, high = np.array(box[0]), np.array(box[1])
    axes = [np.arange(low[i], high[i] + _COARSE_MM, _COARSE_MM) for i in range(3)]
    near = np.argwhere(solid(np.stack(np.meshgrid(*axes, indexing="ij"), -1)) < _MARGIN_MM)
    if len(near) == 0:
        raise ValueError("a solid lies outside the box that was given for it")
    low = np.array([axes[i][near[:, i].min()] for i in range(3)]) - _MARGIN_MM
    high = np.array([axes[i][near[:, i].max()] for i in range(3)]) + _MARGIN_MM
    if halved:
        low[0] = 0.0
    axes = [np.arange(low[i], high[i] + step, step) for i in range(3)]
    slabs = np.array_split(axes[0], max(1, len(axes[0]) // 8))  # so that memory stays small
    values = [solid(np.stack(np.meshgrid(slab, *axes[1:], indexing="ij"), -1)) for slab in slabs]
    return np.concatenate(values), low


def dense(solid: Solid, box: Box, step: float, halved: bool) -> Surface:
    """Return the skin of a solid on a grid."""
    values, low = grid_of(solid, box, step, halved)
    points, faces, _, _ = marching_cubes(
        values.astype(np.float32), 0.0, spacing=(step,) * 3, gradient_direction="ascent"
    )
    return Surface(points.astype(float) + low, faces.astype(np.int32)[:, ::-1])


def without_leaves(solid: Solid, box: Box, step: float, halved: bool, leaf_mm: float) -> Solid:
    """Return a solid without what is thinner than `leaf_mm`, and of its pieces the largest."""
    values, low = grid_of(solid, box, step, halved)
    pieces, _ = label(values < -leaf_mm / 2)
    sizes = np.bincount(pieces.ravel())
    sizes[0] = 0
    steps = distance_transform_edt(pieces != sizes.argmax()) * step
    beyond = gaussian_filter(steps, _SMOOTH_STEPS) - 1.6 * leaf_mm

    def distance(points: Array) -> Array:
        at = np.moveaxis((points - low) / step, -1, 0)
        off = map_coordinates(beyond, at, order=1, mode="nearest")
        return np.maximum(solid(points), off)

    return distance


def slope(solid: Solid, points: Array, reach: float = NORMAL_REACH_MM) -> Array:
    """Return the gradient of a solid's distance."""
    steps = reach * np.vstack([np.eye(3), -np.eye(3)])
    around = solid(points[:, None] + steps)
    return (around[:, :3] - around[:, 3:]) / (2 * reach)


def settled(solid: Solid, points: Array, halved: bool) -> tuple[Array, Array]:
    """Return the points put onto the solid's surface, and the normals there."""
    points = points.copy()
    middle = np.abs(points[:, 0]) < 1e-4 if halved else np.zeros(len(points), bool)
    for _ in range(2):
        grad = slope(solid, points)
        steep = np.maximum((grad**2).sum(-1), 0.2)
        points -= np.clip(solid(points) / steep, -0.3, 0.3)[:, None] * grad
        points[middle, 0] = 0.0
    grad = slope(solid, points)
    grad[middle, 0] = 0.0
    return points, grad / np.maximum(np.linalg.norm(grad, axis=1, keepdims=True), 1e-6)


def thinned(
    solid: Solid, surface: Surface, halved: bool, error_mm: float, within: int = SHARE_WITHIN
) -> Surface:
    """Return as few triangles as keep so many of 100 of their centres so near the solid."""
    low, high = FEWEST, min(len(surface.faces), MOST)
    best, shaken = surface, _shaken(surface.points, halved)
    while high - low > 0.04 * high:
        middle = int((low * high) ** 0.5)
        points, faces = fast_simplification.simplify(
            shaken.astype(np.float32), surface.faces, target_count=middle, agg=5
        )
        one = Surface(points.astype(float), faces)
        if halved:
            one = on_the_midline(one)
        there, _ = settled(solid, one.points, halved)
        away = np.abs(solid(there[one.faces].mean(1)))
        if np.percentile(away, within) <= error_mm:
            best, high = one, middle
        else:
            low = middle
    return best


def _shaken(points: Array, halved: bool) -> Array:
    """Return points moved by a hair: slivers that lie exactly flat would never be thinned."""
    moved = np.random.default_rng(1).normal(0, _HAIR_MM, points.shape)
    if halved:
        moved[np.abs(points[:, 0]) < 1e-6] = 0.0
    return points + moved


def on_the_midline(surface: Surface) -> Surface:
    """Return a half whose open border lies in the midline plane to the last digit."""
    points, faces = surface.points.copy(), surface.faces
    edges = np.sort(np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), 1)
    both, count = np.unique(edges, axis=0, return_counts=True)
    points[np.unique(both[count == 1]), 0] = 0.0
    flat = (np.abs(points[faces, 0]) < 1e-6).all(1)
    return Surface(points, faces[~flat])


def grown(solid: Solid, points: Array, ways: Array) -> Array:
    """Return how far each point goes along its way (or back) to lie on another solid.

    All go as far as suits them best together, then each a little more or less; where that brings
    one no nearer it stays with the others.
    """

    def off(far: Array) -> Array:
        return np.abs(solid(points + far[:, None] * ways))

    together = min(_TOGETHER_MM, key=lambda far: float(off(np.full(len(points), far)).mean()))
    start = np.full(len(points), together)
    far = start
    for _ in range(8):
        here = points + far[:, None] * ways
        steep = (slope(solid, here) * ways).sum(-1)
        steep = np.where(np.abs(steep) < 0.35, np.where(steep < 0, -0.35, 0.35), steep)
        step = np.clip(solid(here) / steep, -0.4, 0.4)
        far = np.clip(far - step, together - ALONE_MM, together + ALONE_MM)
    return np.where(off(far) < off(start), far, start)
