"""The yellow ligament (ligamentum flavum): the soft back wall of the canal at a disc."""

import numpy as np

from artwork.solids.changes import UNCHANGED, DiscChange
from artwork.solids.dimensions import DISC_SIZES, DISCS, LEVELS, VERTEBRAE
from artwork.solids.sdf import Array, Solid, intersect, mirrored
from artwork.solids.stack import Space

ROOF_SLOPE = 0.70
"""How steeply the two halves of the roof run forward as they run outward. Estimated."""
ROOF_ROUNDING = 1.6
ROOF_FALL = 0.10
"""How far it runs backward for each mm that it runs down. Estimated."""
HALF_LENGTH = 12.0
"""From lamina to lamina. Estimated."""
THICKER_PER_TURN = 0.10
"""Thickness gained for each degree of leaning back (mm); schmid1999mr: thicker in extension.
The amount is estimated."""
BUCKLED, BUCKLED_HALF_LENGTH = (1.45, 0.35), 6.5
"""A ligament that has grown thicker buckles into the canal: what it gains, as a share of the
growth, at the height of the disc and at its ends, and within how many mm. Estimated."""
FOLD, FOLD_HALF_WIDTH = (1.5, 0.10), 5.5
"""Its two halves bulge into the canal between them: what it gains, as a share, in the middle and
before the joints, and within how many mm. So the three corners of the canal stay. Estimated."""
BEHIND_LAMINA = 2.2
"""How far its back surface lies behind the front of the lamina. Estimated."""


class Flavum:
    """The yellow ligament behind one disc."""

    def __init__(
        self, name: str, space: Space, bones: tuple[Solid, Solid], change: DiscChange = UNCHANGED
    ) -> None:
        self._space, self._bones = space, bones
        size, vertebra = DISC_SIZES[name], VERTEBRAE[LEVELS[DISCS.index(name)]]
        self._at_rest = size.flavum + THICKER_PER_TURN * space.turn_deg
        self._gained = change.flavum_mm
        self._back = vertebra.wall + vertebra.canal_depth + BEHIND_LAMINA - 0.45 * change.slip_mm
        self._half_width = min(size.facet_x - 1.0, vertebra.canal_width / 2 + 2.0)
        self._disc_back = vertebra.back

    def roof(self, local: Array) -> Array:
        """How far a point in the disc's place lies behind the ligament's back surface."""
        across, along, up = local[..., 0], local[..., 1], local[..., 2]
        bent = ROOF_SLOPE * (np.sqrt(across**2 + ROOF_ROUNDING**2) - ROOF_ROUNDING)
        height = along + bent - self._back + ROOF_FALL * up
        return height / np.hypot(1, ROOF_SLOPE)

    def thickness(self, local: Array) -> Array:
        """How thick it is at points in the disc's place."""
        high = np.exp(-((local[..., 2] / BUCKLED_HALF_LENGTH) ** 2))
        mid = np.exp(-((local[..., 0] / FOLD_HALF_WIDTH) ** 2))
        share = _between(BUCKLED, high) * _between(FOLD, mid)
        return np.asarray(self._at_rest + self._gained * share)

    def before(self, local: Array) -> Array:
        """How far a point lies behind the ligament's front surface: negative in the canal."""
        return self.roof(local) + self.thickness(local)

    def uncut(self, points: Array) -> Array:
        """Signed distance before the bones are cut out of it."""
        local = self._space.frame.local(mirrored(points))
        roof = self.roof(local)
        band = np.maximum(roof, -(roof + self.thickness(local)))
        sides = local[..., 0] - self._half_width
        ends = np.maximum(
            np.abs(local[..., 2] + 1.0) - HALF_LENGTH, self._disc_back + 5 - local[..., 1]
        )
        return intersect(2.0, intersect(1.5, band, sides), ends)

    def __call__(self, points: Array) -> Array:
        """Signed distance."""
        first, second = (bone(points) for bone in self._bones)
        return intersect(0.4, self.uncut(points), 0.2 - np.minimum(first, second))


def _between(ends: tuple[float, float], share: Array) -> Array:
    return np.asarray(ends[1] + (ends[0] - ends[1]) * share)
