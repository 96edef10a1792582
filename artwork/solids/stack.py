"""How the vertebrae stand on each other: places of bodies and discs, from S1 upward.

Bones are rigid: a posture turns them about the middle of their disc, a lower disc lets them down,
a slip slides them forward.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from artwork.solids.changes import UNCHANGED, DiscChange
from artwork.solids.dimensions import DISC_SIZES, DISCS, LEVELS, SACRAL_SLOPE_DEG, VERTEBRAE
from artwork.solids.sdf import Frame
from sciatica.model.lesions import Posture

WEDGE_LOST_A_MM = 0.06
"""Share of its wedge that a disc loses with every millimetre of height. Estimated."""


@dataclass(frozen=True, slots=True)
class Space:
    """The gap between two bodies that a disc fills."""

    frame: Frame
    height: float
    wedge_deg: float
    turn_deg: float
    """How far the bone above has turned against standing: backward positive."""


def posture_turn_deg(disc: str, posture: Posture) -> float:
    """How far a posture turns the vertebra above a disc: backward positive."""
    size = DISC_SIZES[disc]
    turns = {Posture.FLEXED: -size.flexed_deg, Posture.EXTENDED: size.extended_deg}
    return turns.get(posture, 0.0)


class Stack:
    """The places of all bodies (`frames`) and discs (`spaces`)."""

    def __init__(
        self,
        posture: Posture = Posture.NEUTRAL,
        changes: Mapping[str, DiscChange] | None = None,
    ) -> None:
        self.frames: dict[str, Frame] = {}
        self.spaces: dict[str, Space] = {}
        top = Frame(0.0, 0.0, SACRAL_SLOPE_DEG)
        for disc, level in reversed(list(zip(DISCS, LEVELS, strict=True))):
            change = (changes or {}).get(disc, UNCHANGED)
            top = self._lay_disc(top, disc, change, posture_turn_deg(disc, posture))
            top = self._lay_body(top, level)

    def _lay_disc(self, top: Frame, disc: str, change: DiscChange, turn_deg: float) -> Frame:
        """Lay a disc on an endplate; returns the endplate above."""
        size = DISC_SIZES[disc]
        height = size.rim_gap - change.height_mm
        wedge = size.wedge_deg * (1 - WEDGE_LOST_A_MM * change.height_mm) + turn_deg
        middle = _risen(top, height / 2, wedge / 2)
        self.spaces[disc] = Space(middle, height, wedge, turn_deg)
        above = _risen(middle, height / 2, wedge / 2)
        y, z = above.world((0.0, -change.slip_mm, 0.0))[1:]
        return Frame(float(y), float(z), above.tilt_deg)

    def _lay_body(self, top: Frame, level: str) -> Frame:
        size = VERTEBRAE[level]
        wedge = float(np.degrees((size.front_height - size.back_height) / size.depth))
        self.frames[level] = _risen(top, size.height / 2, wedge / 2, turn_first=True)
        return _risen(self.frames[level], size.height / 2, wedge / 2)


def _risen(frame: Frame, rise: float, turn_back_deg: float, turn_first: bool = False) -> Frame:
    """The place `rise` mm up its own axis, turned backward."""
    tilt = frame.tilt_deg - turn_back_deg
    start = Frame(frame.y, frame.z, tilt) if turn_first else frame
    y, z = start.world((0.0, 0.0, rise))[1:]
    return Frame(float(y), float(z), tilt)
