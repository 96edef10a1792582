"""The sac, the roots and the trunk as tubes: ring centres, and how far each ring reaches along its
rays. A posture or a lesion moves rings; which rings are joined never changes, so it costs bytes
and no new mesh. The browser lays the skin over them."""

from dataclasses import dataclass, field

import numpy as np

from artwork.solids.nerves import Canal
from artwork.solids.sdf import Array, Solid

RING_MM, RAYS, REACH_MM, THINNEST_MM = 2.2, 12, 6.5, 0.35
SAC_RING_MM, SAC_RAYS, SAC_REACH_MM = 2.2, 24, 14.0
_RAY_STEP_MM = 0.15


@dataclass
class Cord:
    """A star-shaped tube. `touch` tells for each ring how close a lesion lies (1 touches it)."""

    name: str
    centres: Array
    radii: Array
    touch: Array = field(default_factory=lambda: np.zeros(0))


def ring_axes(centres: Array) -> tuple[Array, Array]:
    """Return two axes across a path, carried along it without twist; the browser does the same."""
    way = np.empty_like(centres)
    way[1:-1] = centres[2:] - centres[:-2]
    way[0], way[-1] = centres[1] - centres[0], centres[-1] - centres[-2]
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    first = np.empty_like(centres)
    axis = np.array([0.0, 1.0, 0.0])
    for i, along in enumerate(way):
        axis = axis - (axis @ along) * along
        axis = axis / np.linalg.norm(axis)
        first[i] = axis
    return first, np.cross(way, first)


def rays_of(centres: Array, count: int) -> Array:
    """Return the directions of the rays of each ring."""
    first, second = ring_axes(centres)
    turn = np.arange(count) * 2 * np.pi / count
    return np.cos(turn)[:, None] * first[:, None] + np.sin(turn)[:, None] * second[:, None]


def cast(solid: Solid, centres: Array, rays: int, reach: float, least: float) -> Array:
    """Return how far each ray of each ring runs inside the solid."""
    ways = rays_of(centres, rays)
    far = np.arange(0.0, reach, _RAY_STEP_MM)
    inside = solid(centres[:, None, None] + far[:, None] * ways[:, :, None])
    leaves = inside > 0
    leaves[..., -1] = True
    at = np.maximum(leaves.argmax(-1), 1)
    before = np.take_along_axis(inside, (at - 1)[..., None], -1)[..., 0]
    after = np.take_along_axis(inside, at[..., None], -1)[..., 0]
    share = np.clip(-before / np.maximum(after - before, 1e-6), 0, 1)
    return np.maximum((at - 1 + share) * _RAY_STEP_MM, least)


def stations(path: Array) -> Array:
    """Return where along a sampled path its rings stand, as shares of its samples from 0 to 1: in
    another state of the same path the same samples bear them."""
    way = _length(path)
    wanted = np.linspace(0, way[-1], max(int(way[-1] / RING_MM), 4))
    return np.interp(wanted, way, np.linspace(0, 1, len(path)))


def _length(path: Array) -> Array:
    return np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(path[:, :3], axis=0), axis=1))])


def cord_along(name: str, path: Array, at: Array, solid: Solid) -> Cord:
    """Return the tube of a solid along a path, with rings at the shares `at` of its samples."""
    share = np.linspace(0, 1, len(path))
    centres = np.stack([np.interp(at, share, path[:, i]) for i in range(3)], -1)
    return Cord(name, centres, cast(solid, centres, RAYS, REACH_MM, THINNEST_MM))


def sac_cord(canal: Canal, sac: Solid, rings: int) -> Cord:
    """Return the sac as a tube: its rings lie across the canal, in the middle of what is there."""
    along = np.linspace(canal.top + 0.4, canal.stations["S2"] - 0.6, rings)
    shift = np.arange(-8.0, 8.0, 0.2)
    places = np.stack(np.broadcast_arrays(0.0, shift[:, None], along[None, :]), -1)
    inside = sac(canal.line.world(places)) < 0
    count = np.maximum(inside.sum(0), 1)
    middle = np.where(inside.any(0), (inside * shift[:, None]).sum(0) / count, 0)
    centres = canal.line.world(np.stack([along * 0, middle, along], -1))
    return Cord("sac", centres, cast(sac, centres, SAC_RAYS, SAC_REACH_MM, 0.4))


def sac_rings(canal: Canal) -> int:
    """Return how many rings the sac has."""
    return int((canal.stations["S2"] - canal.top) / SAC_RING_MM)


def skin(cord: Cord) -> tuple[Array, Array]:
    """Return the points of a tube's skin, and the directions in which they look."""
    ways = rays_of(cord.centres, cord.radii.shape[1])
    return cord.centres[:, None] + cord.radii[..., None] * ways, ways
