"""What bone and ligament leave free: the soft canal, the foramina, and the fat that fills them."""

import numpy as np

from artwork.solids.dimensions import DISCS, VERTEBRAE, VertebraSize
from artwork.solids.ligaments import Flavum
from artwork.solids.nerves import Canal
from artwork.solids.sdf import (
    Array,
    Frame,
    Solid,
    blend,
    ellipsoid,
    intersect,
    mirrored,
    profile,
    where_below,
)
from sciatica.model.anatomy import Side

CANAL_HALF_WIDTH_SHARE = 0.49
"""How wide the soft canal is counted at a disc, as a share of the bony canal's width. Estimated."""
CANAL_HALF_HEIGHT = 12.0
FORAMEN_REACH = {"before": 8.0, "behind": 12.0, "above": 3.0, "below": 9.0}
"""The box in which a foramen is counted: before and behind the back wall of the body, above the
pedicle's lower edge, below the middle of the disc. Bone, disc and ligament bound it well inside."""
FORAMEN_Z = 8.0
"""How high the middle of a foramen lies above the middle of its disc. Estimated."""
FORAMEN_FAT = (12.0, 9.0, 11.5)
"""Half width, depth and height of the fat around a root in its foramen. Estimated."""
FAT_FRONT = 11.0
"""How far the fat of the canal goes before its middle; bone and disc stop it."""
FAT_SIZES = {
    "L5": (14.5, 12.5),
    "L5/S1": (14.5, 12.5),
    "S1": (13.0, 9.0),
    "S2": (9.0, 5.6),
    "end": (4.5, 2.2),
}
"""The fat of the canal: half width, and how far it goes behind the middle. Estimated."""


def soft_canal(size: VertebraSize, frame: Frame, flavum: Flavum, walls: Solid) -> Solid:
    """The canal at a disc: before the ligament, between the joints, behind what `walls` holds."""
    half = CANAL_HALF_WIDTH_SHARE * size.canal_width

    def distance(points: Array) -> Array:
        local = frame.local(mirrored(points))
        room = np.maximum(local[..., 0] - half, flavum.before(local))
        room = np.maximum(room, size.back - 6.0 - local[..., 1])
        room = np.maximum(room, np.abs(local[..., 2]) - CANAL_HALF_HEIGHT)
        return where_below(
            room, 2.0, lambda close: np.maximum(room[close], -walls(points[close])), room
        )

    return distance


def foramen(size: VertebraSize, upper: Frame, disc: Frame, walls: Solid, side: Side) -> Solid:
    """The space under a pedicle: between the body and disc in front and the joint behind."""
    flip = np.array([1.0 if side is Side.LEFT else -1.0, 1.0, 1.0])
    reach = FORAMEN_REACH

    def distance(points: Array) -> Array:
        here = points * flip
        along, up = disc.local(here)[..., 1], disc.local(here)[..., 2]
        above = upper.local(here)[..., 2] - size.pedicle_floor
        room = np.maximum(size.back - reach["before"] - along, along - size.back - reach["behind"])
        room = np.maximum(room, np.maximum(above - reach["above"], -up - reach["below"]))
        return np.maximum(room, -walls(points))

    return distance


def fat(canal: Canal, discs: dict[str, Frame], hard: Solid) -> Solid:
    """Fat around the sac and in the foramina; what lies in it is drawn over it."""
    hollows = []
    for disc, size in zip(DISCS, VERTEBRAE.values(), strict=True):
        hollows.append((discs[disc], (size.canal_width / 2 + 7.0, size.back + 2.0, FORAMEN_Z)))
    at = [canal.stations[name] for name in FAT_SIZES]
    wide, deep = (profile(at, column) for column in zip(*FAT_SIZES.values(), strict=True))

    def distance(points: Array) -> Array:
        here = mirrored(points)
        x, behind, along = np.moveaxis(canal.line.local(here), -1, 0)
        tunnel = intersect(
            3.0, x - wide(along), 0.6 * x + behind - deep(along), -behind - FAT_FRONT
        )
        tunnel = np.maximum(tunnel, np.maximum(canal.top - along, along - canal.stations["end"]))
        for frame, centre in hollows:
            tunnel = blend(tunnel, ellipsoid(frame.local(here), centre, FORAMEN_FAT), 3.0)
        return where_below(
            tunnel, 2.0, lambda close: np.maximum(tunnel[close], 0.1 - hard(points[close])), tunnel
        )

    return distance
