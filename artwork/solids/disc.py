"""A disc: its ring (annulus) and its core (nucleus), in the place between two endplates."""

import numpy as np

from artwork.solids.changes import UNCHANGED, DiscChange
from artwork.solids.dimensions import DISCS, LEVELS, VERTEBRAE
from artwork.solids.sdf import Array, Solid, intersect, mirrored, oval
from artwork.solids.stack import Space
from artwork.solids.vertebra import HOLLOW_RADIUS

EDGE = 1.0
"""How far a healthy disc stands out beyond the endplates. Estimated."""
INTO_ENDPLATES = 2.4
"""How far it may reach into their hollows; the bones cut it."""
NUCLEUS_SHARE = 0.64
"""Length of the nucleus as a share of the disc's, front to back (zhong2014disc: L4/5)."""
BACK_RING_SHARE = 0.156
"""Thickness of the ring behind, as a share of the disc's length (zhong2014disc: L4/5)."""
NUCLEUS_WIDTH_SHARE = 0.56
NUCLEUS_HEIGHT_SHARE = 0.94
"""Of the gap between the rims. Estimated; zhong2014disc has a height of 8.6 +/- 1.3 mm
at L4/5."""
CARTILAGE = 0.25
"""Between a disc and the bone. Estimated."""
EDGE_ROUNDING = 1.5
"""How far the edge of the disc falls back at the endplates. Estimated."""
DOME_SHARE = 0.9
"""Of what a worn disc has come out, how much falls back at the endplates. Estimated."""
BULGE_PER_TURN = 0.12
"""How far the back edge comes out for each degree of leaning back (mm). Estimated."""


class DiscSolid:
    """One disc at its place."""

    def __init__(
        self, name: str, space: Space, above: Solid, below: Solid, change: DiscChange = UNCHANGED
    ) -> None:
        self.name, self.space, self.change = name, space, change
        self._above, self._below = above, below
        size = VERTEBRAE[LEVELS[DISCS.index(name)]]
        edge = EDGE + change.bulge_mm
        self.half_width = size.lower_width / 2 + edge
        half_depth = size.lower_depth / 2 + 0.8 * edge
        back_shift = BULGE_PER_TURN * space.turn_deg
        self.front = half_depth + 1.5
        self.back = half_depth - 1.5 + back_shift
        self._hollow = max(size.back_hollow - 0.25 * change.bulge_mm, 0.0)

    def outline(self, local: Array, beyond: float = 0.0) -> Array:
        """Distance to the disc's edge as seen from above; `beyond` widens it all around."""
        across, along = np.abs(local[..., 0]), local[..., 1]
        wall = oval(
            across, along - 1.5, self.half_width + beyond, self.front + beyond, self.back + beyond
        )
        hollow = HOLLOW_RADIUS - np.hypot(
            across, along - self.back - beyond - HOLLOW_RADIUS - 1.5 + self._hollow
        )
        return intersect(4.0, wall, hollow)

    def half_height(self, along: Array) -> Array:
        """Half the gap between the rims, `along` mm behind the disc's centre."""
        return self.space.height / 2 - np.tan(np.radians(self.space.wedge_deg / 2)) * along

    def slab(self, local: Array, beyond: float = 0.0) -> Array:
        """The disc of healthy height with an edge of our choice, bones not yet cut out."""
        up = local[..., 2]
        half = np.maximum(self.half_height(local[..., 1]), 1.5)
        if self.change.slip_mm:  # its upper face slides forward with the bone above
            slid = self.change.slip_mm * np.clip(0.5 + up / self.space.height, 0, 1)
            local = local + np.stack([np.zeros_like(up), slid, np.zeros_like(up)], axis=-1)
        falls = EDGE_ROUNDING + DOME_SHARE * self.change.bulge_mm
        rounding = falls * np.clip(np.abs(up) / half, 0, 1.2) ** 3
        wall = self.outline(local, beyond) + rounding
        return intersect(0.5, wall, np.abs(up) - half - INTO_ENDPLATES)

    def uncut(self, points: Array) -> Array:
        """Signed distance before the bones are cut out of it."""
        return self.slab(self.space.frame.local(mirrored(points)))

    def __call__(self, points: Array) -> Array:
        """Signed distance."""
        bones = np.minimum(self._above(points), self._below(points))
        return intersect(0.6, self.uncut(points), CARTILAGE - bones)

    def nucleus(self, points: Array) -> Array:
        """Signed distance of the core."""
        local = self.space.frame.local(mirrored(points))
        length = self.front + self.back
        half_length = NUCLEUS_SHARE * length / 2
        centre = 1.5 + self.back - BACK_RING_SHARE * length - half_length
        half_height = NUCLEUS_HEIGHT_SHARE * self.half_height(np.asarray(centre))
        across = local[..., 0]
        along, up = local[..., 1] - centre, local[..., 2]
        flat = oval(
            across, along, NUCLEUS_WIDTH_SHARE * self.half_width, half_length, half_length, 2.3, 2.3
        )
        tall = np.abs(up) - half_height
        return intersect(2.0 * half_height, flat, tall)
