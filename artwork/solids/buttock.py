"""The deep buttock: piriformis and the muscles below it, two ligaments and the sciatic nerve.

Every part is the patient's left one and, mirrored, the right one. Courses are estimated after the
usual anatomy; the width of the nerve is `tomaszewski2016`. `Buttock` answers by name.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType

import numpy as np

from artwork.solids.column import Column
from artwork.solids.courses import CONFLUENCE
from artwork.solids.femur import LESSER_TROCHANTER, TROCHANTER, femur
from artwork.solids.pelvis import LANDMARKS, HipBone
from artwork.solids.sdf import Array, Solid, cut, intersect, mirrored, where_below
from artwork.solids.sheet import Sheet, ribbon
from sciatica.model.buttock import Course, Piriformis

BELLY_HALF_THICKNESS = 7.5
"""Of the relaxed piriformis where it is thickest. Estimated."""
TIGHT_THICKER = 1.25
TIGHT_TALLER = 1.3
"""A tight piriformis is so much thicker and taller where its belly is, and its tendon longer. A
modest drawing choice: how far a living muscle swells was not at hand."""
NERVE_GIVES_WAY_MM = 0.6
"""How far a tight piriformis pushes the nerve down; it flattens it a little besides. Estimated."""
NERVE_WIDTH = 15.5
"""Of the sciatic nerve at the lower border of the piriformis. tomaszewski2016."""
NERVE_THICKNESS = 5.0
"""Of the same place, front to back. Estimated."""
FREE_MM = 0.5
"""Room between the piriformis and what it passes."""
NERVE_FREE_MM = 0.3
"""Room between the nerve and the piriformis that presses on it."""

_Net = tuple[tuple[tuple[float, float, float], ...], ...]

# fmt: off
PIRIFORMIS: _Net = (
    ((29, 22, -36), (45, 24, -51), (60, 22, -64), (80, 20, -80),
     (105, 12, -95), (124, 4, -103), (137, -4, -107)),
    ((26, 25, -50), (41, 26, -63), (57, 23.5, -76), (78, 22.5, -88),
     (104, 13, -98), (124, 4, -104), (137, -4, -108)),
    ((24, 28, -64), (38, 28, -75), (54, 25.5, -87), (76, 23, -95),
     (103, 13, -101), (124, 4, -106), (137, -4, -109)),
)
# fmt: on
"""Upper border, middle, lower border: from the front of S2 to S4, out of the pelvis, to the tip of
the greater trochanter."""
_THICKNESS_BY_ROW = (0.55, 1.0, 0.60)
_THICKNESS_BY_COLUMN = (0.45, 0.80, 1.0, 0.92, 0.58, 0.38, 0.30)
_TIGHT_BY_COLUMN = (0.6, 1.0, 1.0, 0.9, 0.3, 0.0, 0.0)
"""How much of the swelling each part of a tight muscle takes."""

# fmt: off
SOFT_PARTS: Mapping[str, tuple[_Net, tuple[tuple[float, ...], ...]]] = MappingProxyType({
    "superior gemellus": (
        (((62, 14, -109), (72, 17, -110), (95, 13, -110), (116, 5, -112), (131, -4, -114)),
         ((62, 13.5, -113), (72, 17, -115), (95, 13, -114), (116, 5, -115), (131, -4, -116))),
        ((1.6, 2.8, 3.4, 2.8, 2.0), (1.6, 2.8, 3.4, 2.8, 2.0)),
    ),
    "obturator internus": (
        (((55, -2, -119), (58, 10, -119), (66, 18, -119), (80, 17.5, -120), (98, 12, -118),
          (117, 4, -118), (131, -5, -117)),
         ((54, -3, -129), (57, 9, -127), (66, 17, -126), (80, 16.5, -126), (98, 11, -123),
          (117, 4, -121), (131, -5, -119))),
        ((3.0, 3.0, 3.2, 3.2, 3.0, 2.6, 2.0), (3.0, 3.0, 3.2, 3.2, 3.0, 2.6, 2.0)),
    ),
    "inferior gemellus": (
        (((66, 8, -132), (80, 15, -131), (97, 10, -128), (116, 4, -125), (131, -5, -121)),
         ((66, 7, -137), (80, 14, -137), (97, 9, -134), (116, 4, -129), (131, -5, -123))),
        ((2.0, 3.2, 3.6, 2.8, 2.0), (2.0, 3.2, 3.6, 2.8, 2.0)),
    ),
    "quadratus femoris": (
        (((66, 3, -141), (84, 8, -141), (100, 6, -141), (115, 4, -139), (126, 2, -137)),
         ((65, -1, -152), (84, 4, -153), (100, 3, -154), (112, 4, -153), (121, 2, -152)),
         ((62, -6, -163), (84, 0, -167), (98, 1, -168), (107, 2, -168), (115, 2, -166))),
        ((2.4, 4.2, 4.4, 3.4, 2.2), (2.8, 4.6, 4.8, 3.8, 2.2), (2.4, 4.2, 4.4, 3.4, 2.2)),
    ),
    "sacrospinous ligament": (
        (((27, 33, -80), (40, 26, -95), (54, 17, -109)),
         ((19, 32, -93), (36, 25, -103), (54, 17, -111)),
         ((9, 23, -104), (33, 21, -109), (54, 16, -113))),
        ((1.6, 1.6, 1.6), (1.6, 1.7, 1.8), (1.4, 1.5, 1.6)),
    ),
    "sacrotuberous ligament": (
        (((47, 47, -52), (46, 44, -84), (53, 27, -120), (60, 6, -147)),
         ((33, 44, -76), (42, 40, -97), (50, 24, -126), (57, 2, -152)),
         ((15, 32, -101), (35, 34, -110), (47, 20, -132), (54, -4, -158))),
        ((1.6, 1.8, 2.2, 2.2), (1.8, 2.0, 2.4, 2.4), (1.4, 1.6, 2.0, 2.0)),
    ),
})
# fmt: on
"""Nets of control points and half thicknesses. Each grows out of the bones at its ends, so that it
reaches into them. Estimated."""

WEB: tuple[tuple[float, ...], ...] = (
    (43.4, 3.4, -50.0, 1.6, 0.5, 0.9, 0.1, 0.1),
    (46.6, 4.2, -60.0, 6.0, 1.2, 0.9, 0.1, 0.1),
    (51.2, 5.6, -70.0, 8.2, 2.0, 0.9, 0.1, 0.1),
)
"""Where trunk and S1 come to lie side by side and become one: rows as in `NERVE`, above it. So the
nerve has no upper end. Estimated."""
# fmt: off
NERVE: tuple[tuple[float, ...], ...] = (
    (55.4, 7.2, -80.0, 8.2, 2.6, 0.9, 0.1, 0.1),
    (*CONFLUENCE, 7.8, 2.9, 0.9, 0.1, 0.1),
    (58.0, 11.6, -94.0, 7.75, 2.7, 0.9, 0.0, 0.2),
    (60.0, 18.2, -98.9, 7.75, 2.5, 0.9, -0.15, 0.3),
    (66.5, 23.4, -104.6, 7.75, 2.5, 0.8, -0.3, 0.5),
    (75.0, 24.6, -115.0, 7.75, 2.5, 0.8, -0.3, 0.5),
    (85.0, 22.0, -128.0, 7.7, 2.5, 0.8, -0.3, 0.5),
    (92.5, 17.2, -141.0, 7.6, 2.5, 0.9, -0.3, 0.4),
    (97.0, 11.6, -158.0, 7.5, 2.5, 1.0, -0.2, 0.2),
    (98.5, 9.5, -180.0, 7.3, 2.6, 1.0, 0.0, 0.0),
    (98.0, 9.0, -215.0, 7.1, 2.8, 1.0, 0.0, 0.0),
    (96.0, 9.0, -260.0, 7.0, 2.9, 1.0, 0.0, 0.0),
    (94.0, 9.0, -330.0, 6.8, 3.0, 1.0, 0.0, 0.0),
)
# fmt: on
"""Way of the sciatic nerve: x, y, z, half width, half thickness, and which way its width lies."""
FIBULAR: tuple[tuple[float, ...], ...] = (
    (53.0, 9.0, -71.0, 2.6, 2.2, 0.8, -0.3, 0.5),
    (58.0, 15.5, -79.0, 3.0, 2.2, 0.8, -0.3, 0.5),
    (65.0, 25.0, -86.5, 3.2, 2.2, 0.8, -0.3, 0.5),
    (71.5, 31.5, -94.5, 3.2, 2.2, 0.8, -0.3, 0.5),
    (79.0, 32.0, -106.0, 3.2, 2.3, 0.8, -0.3, 0.5),
    (87.5, 27.0, -120.0, 3.2, 2.3, 0.8, -0.3, 0.5),
    (95.0, 20.5, -135.0, 3.2, 2.4, 0.9, -0.3, 0.4),
    (101.0, 12.5, -156.0, 3.2, 2.4, 1.0, -0.2, 0.2),
    (103.5, 9.5, -180.0, 3.0, 2.4, 1.0, 0.0, 0.0),
    (103.0, 9.0, -215.0, 3.0, 2.5, 1.0, 0.0, 0.0),
    (101.0, 9.0, -260.0, 2.9, 2.6, 1.0, 0.0, 0.0),
    (99.0, 9.0, -330.0, 2.8, 2.7, 1.0, 0.0, 0.0),
)
"""Way of the common fibular part where the nerve is split: through the piriformis. Estimated."""
TIBIAL_SHARE = 0.58
"""Of the width of a split nerve."""


class Buttock:
    """Hip bone, femur, deep muscles, ligaments and the sciatic nerve, by name.

    `column` gives the sacrum and the roots that make the nerve.
    """

    NAMES = ("hip", "femur", "piriformis", *SOFT_PARTS, "sciatic")

    def __init__(
        self,
        column: Column | None = None,
        piriformis: Piriformis = Piriformis.RELAXED,
        course: Course = Course.BELOW,
    ) -> None:
        self.column = column or Column()
        self.piriformis, self.course = piriformis, course
        self._solids: dict[str, Solid] = {}

    def solid(self, name: str) -> Solid:
        """Return a solid by its name. Raises `KeyError` naming what there is."""
        if name not in self._solids:
            if name not in self.NAMES:
                raise KeyError(f"no solid {name!r}; there are: {', '.join(self.NAMES)}")
            self._solids[name] = self._make(name)
        return self._solids[name]

    @cached_property
    def nerve_controls(self) -> Array:
        """Way of the sciatic nerve, or of its tibial part, as in `NERVE`."""
        rows = np.array(NERVE) if self.course is Course.BELOW else _tibial()
        if self.piriformis is Piriformis.TIGHT:
            rows[:, 2] -= NERVE_GIVES_WAY_MM * np.exp(-(((rows[:, 2] + 102.0) / 12.0) ** 2))
        return rows

    def landmarks(self) -> dict[str, Array]:
        """Return points for labels, on the patient's left."""
        marks = {name: np.array(place) for name, place in LANDMARKS.items()}
        marks |= {
            "greater trochanter": TROCHANTER,
            "lesser trochanter": LESSER_TROCHANTER,
            "piriformis": np.array(PIRIFORMIS[1][3]),
            "sciatic": np.array(NERVE[7][:3]),
        }
        for name, (net, _) in SOFT_PARTS.items():
            row = net[len(net) // 2]
            marks[name] = np.array(row[len(row) // 2])
        return marks

    def _make(self, name: str) -> Solid:
        makers: dict[str, Callable[[], Solid]] = {
            "hip": lambda: HipBone(self.column.solid("sacrum")),
            "femur": lambda: femur,
            "piriformis": self._make_piriformis,
            "sciatic": self._make_nerve,
        }
        if name in makers:
            return makers[name]()
        net, half = SOFT_PARTS[name]
        return _both(Sheet(net, half))

    def _make_piriformis(self) -> Solid:
        net = np.array(PIRIFORMIS, dtype=float)
        half = BELLY_HALF_THICKNESS * np.outer(_THICKNESS_BY_ROW, _THICKNESS_BY_COLUMN)
        if self.piriformis is Piriformis.TIGHT:
            swell = np.array(_TIGHT_BY_COLUMN)
            half *= 1 + (TIGHT_THICKER - 1) * swell
            net += (TIGHT_TALLER - 1) * swell[:, None] * (net - net[1])
        shape, bones, fibular = Sheet(net, half), self._bones, self._fibular

        def pressed(near: Array, free: Array) -> Array:
            muscle = intersect(1.0, free, FREE_MM - bones(near))
            return cut(muscle, fibular(near) - FREE_MM, 1.0) if fibular else muscle

        return _both(shape, pressed)

    def _make_nerve(self) -> Solid:
        muscle, fibular = self.solid("piriformis"), self._fibular
        trunk = ribbon([*WEB, *self.nerve_controls])

        def nerve(points: Array) -> Array:
            return np.minimum(trunk(points), fibular(points)) if fibular else trunk(points)

        def pressed(near: Array, free: Array) -> Array:
            return intersect(1.0, free, NERVE_FREE_MM - muscle(near))

        return _both(nerve, pressed)

    @cached_property
    def _fibular(self) -> Solid | None:
        return ribbon(FIBULAR) if self.course is Course.SPLIT else None

    @cached_property
    def _bones(self) -> Solid:
        parts = (self.solid("hip"), femur, self.column.solid("sacrum"), self.column.solid("coccyx"))
        return lambda points: np.minimum.reduce([part(points) for part in parts])


def _both(shape: Solid, pressed: Callable[[Array, Array], Array] | None = None) -> Solid:
    """A left part and its mirror image; `pressed` tells how it yields, near its surface."""

    def distance(points: Array) -> Array:
        p = mirrored(points)
        free = shape(p)
        if pressed is None:
            return free
        return where_below(free, 2.0, lambda near: pressed(p[near], free[near]), free)

    return distance


def _tibial() -> Array:
    """Way of the tibial part of a split nerve: what lies nearest the midline."""
    rows = np.array(NERVE)
    side = rows[:, 5:] / np.linalg.norm(rows[:, 5:], axis=1, keepdims=True)
    rows[:, :3] -= side * rows[:, 3:4] * (1 - TIBIAL_SHARE)
    rows[:, 3] *= TIBIAL_SHARE
    return rows
