"""The lesion of a disc, as a solid: bulge, protrusion, extrusion, sequestration; and its core.

Lesions are made on the patient's left. Sizes and places are estimated: drawn so that form, size and
zone can be told apart, after the nomenclature of fardon2014. A lesion never fills the canal up to
its back wall: root and sac lie between.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from artwork.solids.disc import DiscSolid
from artwork.solids.lesion_shapes import BULGE_MM, SHAPES
from artwork.solids.sdf import Array, Solid, blend, ellipsoid, intersect, limb, where_below
from sciatica.model.anatomy import Zone
from sciatica.model.lesions import Form, Lesion

EDGE_X = {Zone.CENTRAL: 0.0, Zone.SUBARTICULAR: 9.4, Zone.FORAMINAL: 18.6}
"""Where a lesion leaves the back edge of the disc, from the midline: a subarticular one before the
root that passes there."""
FAR_LATERAL_DEG = 20.0
"""The extraforaminal zone, as an angle behind the coronal plane through the disc."""
CLEARANCE = 0.3
"""Between a lesion and bone or ligament."""
ROOM_BEHIND = 2.5
"""What a lesion leaves free before the yellow ligament and the joints: a root, flattened."""
ROOTED = 2.0
"""How deep a lesion is drawn into the disc it comes from."""
HEAD_HALF_DEPTH = {Form.EXTRUSION: 0.44, Form.SEQUESTRATION: 0.45}
"""Of a head, as a share of how far it reaches; before it lies its neck, or a gap."""
NECK_HALF_DEPTH = 2.4
BULGE_HALF_ANGLE_DEG = 130.0
"""A bulge takes this much of the edge on each side of the midline behind."""

TORN_HALF_WIDTH = {Form.PROTRUSION: 1.1, Form.EXTRUSION: 1.2, Form.SEQUESTRATION: 0.5}
"""Of the tear through the ring, through which the core has come; behind a free piece it has all but
closed. Estimated."""
SKIN = {Form.PROTRUSION: 1.7, Form.EXTRUSION: 1.1, Form.SEQUESTRATION: 1.2}
"""What covers the core of a lesion: before a protrusion the outer ring still holds. Estimated."""


def lesion_solid(lesion: Lesion, disc: DiscSolid, walls: Solid, behind: Solid) -> Solid:
    """The lesion as a solid on the patient's left, whatever its side.

    `walls` is the bone and ligament that it cannot enter, `behind` the part of them before which
    root and sac need room.
    """
    shape = _bulge(lesion, disc) if lesion.form is Form.BULGE else _herniation(lesion, disc)

    def distance(points: Array) -> Array:
        local = _on_the_left(lesion, disc.space.frame.local(points))
        outside = np.maximum(shape(local), -disc.outline(local, -ROOTED))

        def kept_off(close: Array) -> Array:
            near = points[close]
            kept = intersect(1.6, outside[close], ROOM_BEHIND - behind(near))
            return intersect(0.8, kept, CLEARANCE - walls(near))

        return where_below(outside, 2.0, kept_off, outside)

    return distance


def core_solid(lesion: Lesion, disc: DiscSolid, body: Solid) -> Solid:
    """The part of the disc's core that has gone into a herniation (`body`), and the tear in the
    ring behind it."""
    assert lesion.zone is not None
    size, form = SHAPES[lesion.zone, lesion.form, lesion.size], lesion.form
    way = _WayOut.of(disc, lesion.zone)
    edge, out, along = way.edge, way.out, way.along
    torn, skin = TORN_HALF_WIDTH[form], SKIN[form]
    start = np.array([0.45 * edge[0], 0.3 * edge[1], 0.0])
    middle = edge + size.aside * along + 0.6 * size.reach * out + [0, 0, size.rise]
    end = edge - 0.6 * out if form is Form.SEQUESTRATION else middle

    def distance(points: Array) -> Array:
        local = _on_the_left(lesion, disc.space.frame.local(points))
        whole = body(points)
        tear = limb(local, start, end, (torn + 0.6, 2.4), (torn, 2.8), along)
        inside = np.minimum(disc.outline(local, -0.3), whole + 0.7 * skin)
        if form is Form.PROTRUSION:
            radii = (size.base - skin, size.reach - skin, size.tall - skin)
            turned = way.local(local - [0, 0, size.rise])
            head = np.maximum(_egg(turned, (0, 0, 0), radii), -turned[..., 1] - 1.0)
            head = np.maximum(head, np.minimum(whole, disc.outline(local, -1.0)) + skin)
        else:
            head = whole + skin
        return blend(np.maximum(tear, inside), head, 1.0)

    return distance


def _egg(points: Array, centre: ArrayLike, radii: tuple[float, float, float]) -> Array:
    """An ellipsoid that tells its depth down to its middle, for the core within."""
    away = ellipsoid(points, centre, radii)
    length = np.sqrt((((points - np.asarray(centre)) / radii) ** 2).sum(axis=-1))
    return np.where(length < 1, np.minimum(away, (length - 1) * min(radii)), away)


def _on_the_left(lesion: Lesion, local: Array) -> Array:
    """Of a lesion that lies on both sides, one half is shaped."""
    if lesion.zone not in (None, Zone.CENTRAL):
        return local
    return np.concatenate([np.abs(local[..., :1]), local[..., 1:]], axis=-1)


def _bulge(lesion: Lesion, disc: DiscSolid) -> Solid:
    wide = BULGE_MM[lesion.size]

    def shape(local: Array) -> Array:
        turn = np.degrees(np.arctan2(np.abs(local[..., 0]), local[..., 1] + 1e-9))
        beyond = wide * np.clip((BULGE_HALF_ANGLE_DEG - turn) / 40.0, 0, 1)
        return disc.slab(local, beyond)

    return shape


@dataclass(frozen=True, slots=True)
class _WayOut:
    """Where a lesion comes out of the disc's edge, and the ways outward and along the edge."""

    edge: Array
    out: Array
    along: Array

    @classmethod
    def of(cls, disc: DiscSolid, zone: Zone) -> "_WayOut":
        """The way out of a disc in a zone."""
        if zone is Zone.EXTRAFORAMINAL:
            turn = np.radians(FAR_LATERAL_DEG)
            start, way = np.zeros(3), np.array([np.cos(turn), np.sin(turn), 0.0])
        else:
            start, way = np.array([EDGE_X[zone], 0.0, 0.0]), np.array([0.0, 1.0, 0.0])
        steps = np.linspace(0, 40, 1601)
        line = start + steps[:, None] * way
        edge = line[np.argmax(disc.outline(line) > 0)]
        nudge = 0.2 * np.eye(3)
        slope = disc.outline(edge + nudge) - disc.outline(edge - nudge)
        slope[2] = 0.0
        out = slope / np.linalg.norm(slope)
        return cls(edge, out, np.array([out[1], -out[0], 0.0]))

    def local(self, points: Array) -> Array:
        """From the place of the disc to (along the edge, beyond it, up)."""
        offset = points - self.edge
        return np.stack([offset @ self.along, offset @ self.out, offset[..., 2]], axis=-1)


def _herniation(lesion: Lesion, disc: DiscSolid) -> Solid:
    zone, form = lesion.zone, lesion.form
    assert zone is not None
    size = SHAPES[zone, form, lesion.size]
    way = _WayOut.of(disc, zone)

    def shape(local: Array) -> Array:
        p = way.local(local)
        if form is Form.PROTRUSION:
            return _egg(p, (size.aside, 0, size.rise), (size.base, size.reach, size.tall))
        half = size.reach * HEAD_HALF_DEPTH[form]
        middle = (size.aside, size.reach - half, size.rise)
        dome = _egg(p, middle, (size.dome, half, size.tall))
        if form is Form.SEQUESTRATION:
            return dome
        neck = limb(
            p, (0, -2.0, 0), middle, (size.base, NECK_HALF_DEPTH), (size.base, NECK_HALF_DEPTH),
            (1, 0, 0),
        )  # fmt: skip
        return blend(neck, dome, 1.2)

    return shape
