"""The facet joints: where they lie, and the two bony processes that make them.

A joint is placed once, in its disc at rest, and then told to both bones in their own places; so the
processes always fit, and follow their bones into every posture.
"""

from dataclasses import dataclass

import numpy as np

from artwork.solids.changes import UNCHANGED, DiscChange
from artwork.solids.dimensions import DISC_SIZES, DISCS, JOINT_SPACE, LEVELS, VERTEBRAE, DiscSize
from artwork.solids.sdf import Array, Frame, blend, ellipsoid, limb
from artwork.solids.stack import Stack

JOINT_Z = -1.0
"""Height of the joint's centre above the middle of its disc. Estimated."""
LOWER_HALF_THICKNESS = 4.2
UPPER_HALF_THICKNESS = 5.0
"""Of the processes. Estimated."""
SPUR_OUT = 3.2
"""How far before the joint its spur begins: on the front edge of the upper process. Estimated."""
SLIP_TAKEN_UP = 0.6
"""Share of a slip that the joint takes up as the arch lengthens. Estimated."""


@dataclass(frozen=True, slots=True)
class Joint:
    """A left joint as one bone sees it, in that bone's own place."""

    centre: Array
    out: Array
    """From the lower process of the bone above into the upper process of the bone below."""
    along: Array
    """Backward and outward along the joint."""
    up: Array
    size: DiscSize
    growth: float
    spur: float = 0.0

    def at(self, out: float = 0.0, along: float = 0.0, up: float = 0.0) -> Array:
        """A point near the joint."""
        return self.centre + out * self.out + along * self.along + up * self.up


def joint_of_disc(
    disc: str, bone: Frame | None, rest: Stack, change: DiscChange = UNCHANGED, above: bool = False
) -> Joint:
    """The joint behind `disc` as seen by a bone: the one above it, or the one below."""
    size = DISC_SIZES[disc]
    place = rest.spaces[disc].frame
    back = VERTEBRAE[LEVELS[DISCS.index(disc)]].back
    turn = np.radians(size.facet_turn_deg)
    shift = SLIP_TAKEN_UP * change.slip_mm if above else 0.0
    centre = np.array([size.facet_x, back + size.facet_behind + shift, JOINT_Z])
    axes = np.array(
        [[np.cos(turn), -np.sin(turn), 0.0], [np.sin(turn), np.cos(turn), 0.0], [0.0, 0.0, 1.0]]
    )
    points = place.world(np.vstack([centre, centre + axes]))
    if bone is not None:
        points = bone.local(points)
    return Joint(
        points[0],
        *(points[1:] - points[0]),
        size=size,
        growth=change.facet_growth_mm,
        spur=change.spur_mm,
    )


def lower_process(points: Array, joint: Joint) -> Array:
    """The lower articular process of the bone above: rounded, it faces outward and forward."""
    size, growth = joint.size, joint.growth
    thick = LOWER_HALF_THICKNESS + 0.3 * growth
    inward = -(thick + JOINT_SPACE / 2)
    width, height = size.facet_half_width, size.facet_half_height
    return limb(
        points,
        joint.at(out=inward, along=0.4, up=-height + 1.2),
        joint.at(out=inward, along=-0.4, up=height + 4.0),
        (width + 0.4 * growth, thick),
        (width - 0.8, thick + 0.4),
        joint.along,
        power=2.3,
        cap=4.0,
    )


def upper_process(points: Array, joint: Joint) -> Array:
    """The upper articular process of the bone below, before its partner hollows it."""
    size, growth = joint.size, joint.growth
    width, height = size.facet_half_width, size.facet_half_height
    blade = limb(
        points,
        joint.at(out=3.4 + 0.2 * growth, up=-height - 6.0),
        joint.at(out=3.4 + 0.2 * growth, along=0.4 - 0.3 * growth, up=height - 2.5),
        (width + 0.6, UPPER_HALF_THICKNESS + 1.0),
        (width - 0.6 + 0.6 * growth, UPPER_HALF_THICKNESS - 0.6 + 0.5 * growth),
        joint.along,
        power=2.2,
        cap=4.5,
    )
    knob = ellipsoid(
        points,
        joint.at(out=3.0, along=width + 0.6, up=0.5),
        np.array([3.6, 3.8, 5.6]) + 0.6 * growth,
    )
    bone = blend(blade, knob, 4.0)
    if not joint.spur:
        return bone
    root = joint.at(out=SPUR_OUT, along=-width + 1.0, up=1.0)
    tip = joint.at(out=SPUR_OUT + 0.7 * joint.spur, along=-width - 0.5 * joint.spur, up=1.0)
    spur = limb(points, root, tip, (4.0, 3.0), (2.6, 2.0), joint.up)
    return blend(bone, spur, 3.0)
