"""How a nerve bends: it keeps off its walls in soft curves, and how softly can be measured."""

import numpy as np
from scipy.ndimage import gaussian_filter1d, maximum_filter1d

from artwork.solids.sdf import Array, Solid

SOFTEST_MM, CHORD_MM = 13.0, 2.0
"""A path is made to bend on no smaller radius than the first, where its walls let it; a radius is
that of the circle through three points of the path so far apart."""
ROUNDS = 60
SPREAD_MM, RELAX_MM = 3.0, 2.8
"""Over how much of its path a push on a root is spread, and a sharp bend made softer."""
CLEARANCE_MM = 0.25
"""Between a root and its walls."""
THINNEST_SHARE = 0.55
"""A squeezed root is drawn flattened, never thinner than this."""
NEAR_MM = 3.5
"""Samples farther off than this from every wall are not asked again."""
STEP_MM = 0.4
_NUDGE_MM, _ENOUGH_MM, _FASTEST, _HELD = 0.1, 0.02, 3.0, 3


def evenly(path: Array, step_mm: float = STEP_MM) -> Array:
    """Return a sampled path (x, y, z, and what else changes along it) in even steps."""
    way = length_along(path)
    count = max(8, round(way[-1] / step_mm) + 1)
    even = np.linspace(0.0, way[-1], count)
    return np.column_stack([np.interp(even, way, column) for column in path.T])


def length_along(path: Array) -> Array:
    """Return how far along a path each of its samples lies, in mm."""
    steps = np.linalg.norm(np.diff(path[:, :3], axis=0), axis=1)
    return np.concatenate([[0.0], np.cumsum(steps)])


def bend_radius(path: Array, chord_mm: float = CHORD_MM) -> Array:
    """Return the radius in mm on which an even path bends at each sample; at its ends that of the
    nearest sample that has one."""
    step = length_along(path)[-1] / (len(path) - 1)
    apart = max(1, round(chord_mm / step))
    before, here, after = path[: -2 * apart, :3], path[apart:-apart, :3], path[2 * apart :, :3]
    first, second, third = here - before, after - here, after - before
    twice = np.linalg.norm(np.cross(first, second), axis=1)
    product = np.prod([np.linalg.norm(side, axis=1) for side in (first, second, third)], axis=0)
    return np.pad(product / np.maximum(2 * twice, 1e-9), apart, mode="edge")


def yielding(path: Array, walls: Solid, give: float = 1.0) -> Array:
    """Push a sampled path (x, y, z, radius) out of the walls and bend it softly; its ends stay.

    It stays where that share of its radius is free: below 1 it would rather be squeezed than move.
    """
    moved = evenly(path)
    hold = np.ones(len(moved))
    hold[:_HELD] = hold[-_HELD:] = 0.0
    spread, relax = SPREAD_MM / STEP_MM, RELAX_MM / STEP_MM
    close = walls(moved[:, :3]) < moved[:, 3] + NEAR_MM
    for _ in range(ROUNDS):
        sharp = np.clip(SOFTEST_MM / bend_radius(moved) - 1, 0, 1)
        room, uphill = _room_and_uphill(walls, moved[close, :3])
        short = np.maximum(give * moved[close, 3] + CLEARANCE_MM - room, 0)
        if (short < _ENOUGH_MM).all() and (sharp < _ENOUGH_MM).all():
            break
        push = np.zeros((len(moved), 3))
        push[close] = short[:, None] * uphill
        wide = gaussian_filter1d(push, spread, axis=0)
        tall = np.abs(push).max() / max(np.abs(wide).max(), 1e-6)
        soft = gaussian_filter1d(moved[:, :3], relax, axis=0) - moved[:, :3]
        eased = gaussian_filter1d(maximum_filter1d(sharp, int(4 * relax)), relax)
        change = 0.6 * min(tall, _FASTEST) * wide + eased[:, None] * soft
        moved[:, :3] += change * hold[:, None]
    thin = np.clip(walls(moved[:, :3]) - 0.05, THINNEST_SHARE * moved[:, 3], moved[:, 3])
    moved[:, 3] = gaussian_filter1d(thin, 3.0)
    return moved


def _room_and_uphill(solid: Solid, points: Array) -> tuple[Array, Array]:
    """Distance, and the direction in which it grows."""
    steps = _NUDGE_MM * np.vstack([np.zeros(3), np.eye(3)])
    values = solid(points[:, None, :] + steps)
    slope = values[:, 1:] - values[:, :1]
    return values[:, 0], slope / np.maximum(np.linalg.norm(slope, axis=1, keepdims=True), 1e-6)
