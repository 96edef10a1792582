"""The lesion of a disc, as a solid: bulge, protrusion, extrusion, sequestration.

Lesions are made on the patient's left. Sizes and places are estimated: drawn so that form and zone
can be told apart, after the nomenclature of fardon2014.
"""

from dataclasses import dataclass

import numpy as np

from artwork.solids.disc import DiscSolid
from artwork.solids.sdf import Array, Solid, blend, ellipsoid, intersect, limb
from sciatica.model import Form, Lesion, Size, Zone

ZONE_X = {Zone.CENTRAL: 0.0, Zone.SUBARTICULAR: 11.4, Zone.FORAMINAL: 19.5}
"""Where the middle of a lesion lies on the back edge of the disc, from the midline."""
FAR_LATERAL_DEG = 20.0
"""The extraforaminal zone, as an angle behind the coronal plane through the disc."""
CLEARANCE = 0.3
"""Between a lesion and bone or ligament."""

ROOTED = 2.0
"""How deep a lesion is drawn into the disc it comes from."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Of a lesion, in mm: half width at base and dome, how far it reaches, half height."""

    base: float
    dome: float
    reach: float
    tall: float


SHAPES = {
    (Form.PROTRUSION, Size.SMALL): Shape(base=5.6, dome=5.6, reach=4.2, tall=5.0),
    (Form.PROTRUSION, Size.LARGE): Shape(base=7.0, dome=7.0, reach=6.0, tall=5.6),
    (Form.EXTRUSION, Size.SMALL): Shape(base=2.4, dome=4.4, reach=6.0, tall=5.4),
    (Form.EXTRUSION, Size.LARGE): Shape(base=3.2, dome=6.0, reach=8.2, tall=7.6),
    (Form.SEQUESTRATION, Size.SMALL): Shape(base=0.0, dome=4.2, reach=6.0, tall=7.0),
    (Form.SEQUESTRATION, Size.LARGE): Shape(base=0.0, dome=5.6, reach=8.2, tall=8.0),
}
WIDER = {Zone.CENTRAL: 1.9, Zone.SUBARTICULAR: 0.64}
"""A central lesion lies on both sides of the midline and is so much wider; the subarticular zone is
narrow."""
DEEPER = {Zone.CENTRAL: 1.2, Zone.FORAMINAL: -1.2}
"""How much farther it reaches: the sac lies a little behind the disc, the foramen is narrow."""
SHIFT_UP = {
    Zone.CENTRAL: -1.0,
    Zone.SUBARTICULAR: -1.0,
    Zone.FORAMINAL: 0.3,
    Zone.EXTRAFORAMINAL: 0.3,
}
"""Which way it leaves the level of the disc, as a share of `MIGRATION`: in the canal downward, in
the foramen upward to the root."""
MIGRATION = {Form.PROTRUSION: 1.0, Form.EXTRUSION: 2.6, Form.SEQUESTRATION: 4.0}
"""Real fragments may lie farther off; here each stays in the slice through its disc."""
FORAMINAL_RISE = 4.5
"""How much higher a lesion in the foramen lies."""
BULGE_MM = {Size.SMALL: 2.0, Size.LARGE: 3.6}
BULGE_HALF_ANGLE_DEG = 130.0
"""A bulge takes this much of the edge on each side of the midline behind."""


def lesion_solid(lesion: Lesion, disc: DiscSolid, walls: Solid) -> Solid:
    """The lesion as a solid on the patient's left, whatever its side.

    `walls` is the bone and ligament that it cannot enter.
    """
    shape = _bulge(lesion, disc) if lesion.form is Form.BULGE else _herniation(lesion, disc)

    def distance(points: Array) -> Array:
        local = disc.space.frame.local(points)
        if lesion.zone in (None, Zone.CENTRAL):
            local = np.concatenate([np.abs(local[..., :1]), local[..., 1:]], axis=-1)
        outside = np.maximum(shape(local), -disc.outline(local, -ROOTED))
        return intersect(0.8, outside, CLEARANCE - walls(points))

    return distance


def _bulge(lesion: Lesion, disc: DiscSolid) -> Solid:
    wide = BULGE_MM[lesion.size]

    def shape(local: Array) -> Array:
        turn = np.degrees(np.arctan2(np.abs(local[..., 0]), local[..., 1] + 1e-9))
        beyond = wide * np.clip((BULGE_HALF_ANGLE_DEG - turn) / 40.0, 0, 1)
        return disc.slab(local, beyond)

    return shape


def _edge_point(disc: DiscSolid, zone: Zone) -> tuple[Array, Array]:
    """Where a lesion comes out of the disc's edge, and the direction outward."""
    if zone is Zone.EXTRAFORAMINAL:
        turn = np.radians(FAR_LATERAL_DEG)
        start, way = np.zeros(3), np.array([np.cos(turn), np.sin(turn), 0.0])
    else:
        start, way = np.array([ZONE_X[zone], 0.0, 0.0]), np.array([0.0, 1.0, 0.0])
    steps = np.linspace(0, 40, 1601)
    line = start + steps[:, None] * way
    edge = line[np.argmax(disc.outline(line) > 0)]
    nudge = 0.2 * np.eye(3)
    slope = disc.outline(edge + nudge) - disc.outline(edge - nudge)
    slope[2] = 0.0
    return edge, slope / np.linalg.norm(slope)


def _herniation(lesion: Lesion, disc: DiscSolid) -> Solid:
    zone, form = lesion.zone, lesion.form
    assert zone is not None
    size = SHAPES[form, lesion.size]
    wider = WIDER.get(zone, 1.0)
    reach = size.reach + DEEPER.get(zone, 0.0)
    edge, out = _edge_point(disc, zone)
    along = np.array([out[1], -out[0], 0.0])
    rise = SHIFT_UP[zone] * MIGRATION[form]
    if zone is Zone.FORAMINAL:
        rise += FORAMINAL_RISE

    def shape(local: Array) -> Array:
        offset = local - edge
        p = np.stack([offset @ along, offset @ out, offset[..., 2]], axis=-1)
        if form is Form.PROTRUSION:
            return ellipsoid(p, (0, 0, rise), (size.base * wider, reach, size.tall))
        half = reach * 0.42
        dome = ellipsoid(p, (0, reach - half, rise), (size.dome * wider, half, size.tall))
        if form is Form.SEQUESTRATION:
            return dome
        neck = limb(
            p,
            (0, -2.0, 0),
            (0, reach - half, rise),
            (size.base * wider, 2.6),
            (size.base * wider, 2.8),
            (1, 0, 0),
        )
        return blend(neck, dome, 1.2)

    return shape
