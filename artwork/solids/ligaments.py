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
BEHIND_LAMINA = 2.2
"""How far its back surface lies behind the front of the lamina. Estimated."""


class Flavum:
    """The yellow ligament behind one disc."""

    def __init__(
        self, name: str, space: Space, bones: tuple[Solid, Solid], change: DiscChange = UNCHANGED
    ) -> None:
        self._space, self._bones = space, bones
        size, vertebra = DISC_SIZES[name], VERTEBRAE[LEVELS[DISCS.index(name)]]
        self.thickness = size.flavum + change.flavum_mm + THICKER_PER_TURN * space.turn_deg
        self._back = vertebra.wall + vertebra.canal_depth + BEHIND_LAMINA - 0.45 * change.slip_mm
        self._half_width = min(size.facet_x - 1.0, vertebra.canal_width / 2 + 2.0)
        self._disc_back = vertebra.back

    def roof(self, local: Array) -> Array:
        """How far a point in the disc's place lies behind the ligament's back surface."""
        across, along, up = local[..., 0], local[..., 1], local[..., 2]
        bent = ROOF_SLOPE * (np.sqrt(across**2 + ROOF_ROUNDING**2) - ROOF_ROUNDING)
        height = along + bent - self._back + ROOF_FALL * up
        return height / np.hypot(1, ROOF_SLOPE)

    def before(self, local: Array) -> Array:
        """How far a point lies behind the ligament's front surface: negative in the canal."""
        return self.roof(local) + self.thickness

    def uncut(self, points: Array) -> Array:
        """Signed distance before the bones are cut out of it."""
        local = self._space.frame.local(mirrored(points))
        roof = self.roof(local)
        band = np.maximum(roof, -(roof + self.thickness))
        sides = local[..., 0] - self._half_width
        ends = np.maximum(
            np.abs(local[..., 2] + 1.0) - HALF_LENGTH, self._disc_back + 5 - local[..., 1]
        )
        return intersect(2.0, intersect(1.5, band, sides), ends)

    def __call__(self, points: Array) -> Array:
        """Signed distance."""
        first, second = (bone(points) for bone in self._bones)
        return intersect(0.4, self.uncut(points), 0.2 - np.minimum(first, second))
