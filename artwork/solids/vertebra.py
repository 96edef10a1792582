"""A lumbar vertebra: body, pedicles, laminae and processes, in its own place.

The place's origin is the centre of the body. Only the left half is shaped; points come mirrored.
Numbers written here shape the bone between the named dimensions; all of them are estimated.
"""

from dataclasses import dataclass

import numpy as np

from artwork.solids.dimensions import (
    ENDPLATE_HOLLOW,
    JOINT_SPACE,
    LEVELS,
    VERTEBRAE,
    VertebraSize,
)
from artwork.solids.facets import Joint, lower_process, upper_process
from artwork.solids.sdf import (
    Array,
    Frame,
    blend,
    cut,
    ellipsoid,
    intersect,
    limb,
    mirrored,
    oval,
    union,
)

RIM = 0.8
"""How far the rims of a body stand out beyond its endplates."""
WAIST = 3.4
"""How far a body is narrower on each side in its middle."""
HOLLOW_RADIUS = 26.0
"""Of the round tool that hollows the back wall."""
ROOF_Z = -5.0
"""Height of the lamina where the canal's depth is told, above the centre of the body."""
ROOF_SLOPE, ROOF_FALL, ROOF_ROUNDING = 0.62, 0.22, 1.5
"""How steeply the roof runs forward to its sides, and backward as it runs down; its ridge."""
ACROSS, UP = (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)


@dataclass(frozen=True)
class _Anchors:
    """Points on the left half of the arch that its parts run between."""

    pedicle_front: Array
    pedicle_back: Array
    isthmus: Array
    joint: Array
    lamina_side: Array
    lamina_middle: Array
    spine_root: Array
    spine_tip: Array
    transverse_root: Array
    transverse_knee: Array
    transverse_tip: Array


def _anchors(size: VertebraSize, joint: Joint, fifth: bool) -> _Anchors:
    x, z, back = size.pedicle_x, size.pedicle_z, size.back
    lean = 12.0 * np.tan(np.radians(size.pedicle_turn_deg))
    inner = joint.at(out=-5.0)
    lamina_z = -3.6
    roof = size.wall + size.canal_depth
    wide = size.transverse_span / 2
    rise = size.transverse_rise
    knee = (x + 14.0, back + 12.5, z + 2.0) if fifth else (x + 12.0, back + 13.5, z - 1.2)
    tip = (wide - 5.0, back + (15.5 if fifth else 17.5), z - 1.0 + rise)
    return _Anchors(
        pedicle_front=np.array([x - lean, back - 7.0, z]),
        pedicle_back=np.array([x + 0.5, back + 9.0, z - 0.5]),
        isthmus=np.array([x - 1.0, back + 11.0, z]),
        joint=inner,
        lamina_side=np.array([inner[0] + 1.5, inner[1] - 2.0, lamina_z - 1.0]),
        lamina_middle=np.array([-1.0, roof + 2.6, lamina_z - 1.8]),
        spine_root=np.array([0.0, roof + 2.0, lamina_z - 3.0]),
        spine_tip=np.array([0.0, roof + 1.5 + size.spinous_length, lamina_z - 3.0]),
        transverse_root=np.array([x + (4.0 if fifth else 1.0), back + 9.0, z - 0.5]),
        transverse_knee=np.array(knee),
        transverse_tip=np.array(tip),
    )


class Vertebra:
    """One vertebra at a place, with the joints it shares with its neighbours."""

    def __init__(self, level: str, frame: Frame, below: Joint, above: Joint) -> None:
        self.level, self.frame = level, frame
        self.size = VERTEBRAE[level]
        self._below, self._above = below, above
        self._fifth = level == LEVELS[-1]
        self._at = _anchors(self.size, below, self._fifth)

    def __call__(self, points: Array, partner: Array | None = None) -> Array:
        """Signed distance; `partner` is the distance to the lower process of the bone above."""
        local = self.frame.local(mirrored(points))
        arch = self._arch(local)
        upper = upper_process(local, self._above)
        whole = blend(arch, upper, 4.0)
        if partner is not None:
            whole = cut(whole, partner - JOINT_SPACE, 1.6)
        return blend(self._body(local), whole, 2.5)

    def body(self, points: Array) -> Array:
        """The body alone."""
        return self._body(self.frame.local(mirrored(points)))

    def lower_part(self, points: Array) -> Array:
        """What of this bone moves against the upper processes of the bone below."""
        local = self.frame.local(mirrored(points))
        at = self._at
        isthmus = self._isthmus(local)
        return union(5.0, isthmus, lower_process(local, self._below), self._lamina(local, at))

    # ---- body -------------------------------------------------------------------------------

    def _body(self, p: Array) -> Array:
        size = self.size
        across, along, up = p[..., 0], p[..., 1], p[..., 2]
        half = size.height / 2
        level = np.clip(up / half, -1, 1)
        share = 0.5 + 0.5 * level
        waist = 1 - np.abs(level) ** 3.0
        width = (size.lower_width + (size.upper_width - size.lower_width) * share) / 2
        depth = (size.lower_depth + (size.upper_depth - size.lower_depth) * share) / 2
        width = width - WAIST * waist
        front = depth + 1.5 - 2.8 * waist
        back = depth - 1.5 - 0.8 * waist + 0.25 * (1 - share)
        wall = oval(across, along - 1.5, width, front, back)
        hollow = HOLLOW_RADIUS - np.hypot(
            across, along - back - HOLLOW_RADIUS - 1.5 + size.back_hollow
        )
        wall = intersect(4.0, wall, hollow)
        slope = (size.front_height - size.back_height) / size.depth / 2
        dish = np.clip(
            1 - (across / (width * 0.86)) ** 2 - ((along - 1) / (depth * 0.86)) ** 2, 0, 1
        )
        rim = half - slope * along
        top = up - rim + 0.85 * ENDPLATE_HOLLOW * dish
        bottom = -up - rim + 1.15 * ENDPLATE_HOLLOW * dish
        return intersect(2.0, wall - RIM, intersect(0.5, top, bottom))

    # ---- arch -------------------------------------------------------------------------------

    def _arch(self, p: Array) -> Array:
        at = self._at
        base = union(4.0, self._pedicle(p), self._transverse(p))
        base = blend(base, self._accessory(p), 3.0)
        plate = union(4.5, self._isthmus(p), self._lamina(p, at))
        whole = blend(base, plate, 5.0)
        whole = blend(whole, lower_process(p, self._below), 5.0)
        whole = blend(whole, self._spine(p), 4.0)
        return cut(whole, self._canal(p), 2.0)

    def _pedicle(self, p: Array) -> Array:
        size, at = self.size, self._at
        half = (size.pedicle_width / 2 + 0.2, size.pedicle_height / 2 + 0.5)
        end = (size.pedicle_width / 2, size.pedicle_height / 2 - 0.6)
        return limb(p, at.pedicle_front, at.pedicle_back, half, end, ACROSS, power=2.3)

    def _isthmus(self, p: Array) -> Array:
        at, half = self._at, self.size.isthmus_half_width
        end = at.joint + np.array([0.5, -0.8, 2.0])
        return limb(p, at.isthmus, end, (half, 4.2), (half + 0.8, 4.0), ACROSS, power=2.2)

    def _lamina(self, p: Array, at: _Anchors) -> Array:
        half = self.size.lamina_half_height
        return limb(
            p,
            at.lamina_side,
            at.lamina_middle,
            (half, 3.0),
            (half - 0.6, 3.2),
            (0.0, -0.34, 1.0),
            power=2.6,
        )

    def _spine(self, p: Array) -> Array:
        """The spinous process: a thin blade, tall and blunt at its end like a hatchet."""
        size, at = self.size, self._at
        tall, fall = size.spinous_half_height, size.spinous_fall
        end = at.spine_tip - np.array([0.0, 3.0, fall])
        blade = limb(
            p, at.spine_root, end, (tall - 3.2, 2.8), (tall - 0.4, 2.2), (0.0, 0.05, 1.0), 3.2, 3.0
        )
        top = at.spine_tip + np.array([0.0, -2.6, tall - fall - 3.5])
        foot = at.spine_tip + np.array([0.0, -4.6, -tall - fall + 3.0])
        edge = limb(p, top, foot, (3.0, 3.4), (4.2, 4.6), (0.0, 1.0, 0.0))
        return blend(blade, edge, 4.0)

    def _transverse(self, p: Array) -> Array:
        size, at = self.size, self._at
        tall = size.transverse_half_height
        if self._fifth:  # short and stout: it springs from the whole pedicle
            root = limb(
                p,
                at.transverse_root,
                at.transverse_knee,
                (tall, 5.0),
                (tall - 0.6, 4.4),
                UP,
                2.2,
            )
            end = limb(
                p,
                at.transverse_knee,
                at.transverse_tip,
                (tall - 1.2, 4.2),
                (4.4, 3.0),
                UP,
                2.1,
                5.5,
            )
            return blend(root, end, 5.0)
        root = limb(
            p, at.transverse_root, at.transverse_knee, (tall + 0.6, 3.4), (tall - 0.6, 2.5), UP, 2.3
        )
        end = limb(
            p,
            at.transverse_knee,
            at.transverse_tip,
            (tall - 0.6, 2.4),
            (tall - 0.9, 2.1),
            UP,
            2.1,
            5.0,
        )
        return blend(root, end, 4.0)

    def _accessory(self, p: Array) -> Array:
        x, z, back = self.size.pedicle_x, self.size.pedicle_z, self.size.back
        return ellipsoid(p, (x + 4.0, back + 14.6, z - 5.5), (2.6, 2.8, 3.4))

    def _canal(self, p: Array) -> Array:
        """What the arch leaves free: flat in front, a roof behind that deepens downward."""
        size = self.size
        across, along, up = p[..., 0], p[..., 1], p[..., 2]
        roof = size.wall + size.canal_depth - ROOF_FALL * (up - ROOF_Z)
        bent = ROOF_SLOPE * (np.sqrt(across**2 + ROOF_ROUNDING**2) - ROOF_ROUNDING)
        behind = (along + bent - roof) / np.hypot(1, ROOF_SLOPE)
        sides = intersect(4.0, across - size.canal_width / 2 - 0.4, behind)
        return intersect(2.0, sides, size.wall - 1.5 - along)
