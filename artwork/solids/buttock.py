"""The deep buttock: piriformis and the muscles below it, two ligaments and the sciatic nerve.

Every part is the patient's left one and, mirrored, the right one. Courses are estimated after the
usual anatomy; the width of the nerve is `tomaszewski2016`. `Buttock` answers by name.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType

import numpy as np

from artwork.solids.column import Column
from artwork.solids.femur import LESSER_TROCHANTER, TROCHANTER, femur
from artwork.solids.pelvis import LANDMARKS, HipBone
from artwork.solids.sdf import Array, Solid, intersect, mirrored, where_below
from artwork.solids.sheet import Sheet, ribbon
from sciatica.model import Course, Piriformis, Side

BELLY_HALF_THICKNESS = 7.0
"""Of the relaxed piriformis where it is thickest. Estimated."""
TIGHT_SHARE = 1.25
"""A tight piriformis is so much thicker (and its belly shorter). A modest drawing choice."""
NERVE_WIDTH = 15.5
"""Of the sciatic nerve at the lower border of the piriformis. tomaszewski2016."""
NERVE_THICKNESS = 5.0
"""Of the same place, front to back. Estimated."""
FREE_MM = 0.5
"""Room between a muscle and what it passes."""

_Net = tuple[tuple[tuple[float, float, float], ...], ...]

PIRIFORMIS: _Net = (
    (
        (29, 22, -36),
        (45, 26, -51),
        (60, 25, -64),
        (80, 21, -80),
        (105, 12, -95),
        (124, 4, -103),
        (137, -4, -107),
    ),
    (
        (26, 25, -50),
        (41, 29, -63),
        (57, 27, -76),
        (78, 23, -88),
        (104, 13, -98),
        (124, 4, -104),
        (137, -4, -108),
    ),
    (
        (24, 28, -64),
        (38, 31, -74),
        (54, 29, -86),
        (76, 23, -95),
        (103, 13, -101),
        (124, 4, -106),
        (137, -4, -109),
    ),
)
"""Upper border, middle, lower border: from the front of S2 to S4, out of the pelvis, to the tip of
the greater trochanter."""
_THICKNESS_BY_ROW = (0.55, 1.0, 0.60)
_THICKNESS_BY_COLUMN = (0.45, 0.80, 1.0, 0.92, 0.58, 0.38, 0.30)
_TIGHT_BY_COLUMN = (0.9, 1.0, 1.0, 1.0, 0.7, 0.2, 0.0)
"""How much of the thickening each part of the muscle takes."""

MUSCLES: Mapping[str, tuple[_Net, tuple[tuple[float, ...], ...]]] = MappingProxyType(
    {
        "superior gemellus": (
            (
                ((57, 16, -109), (74, 18, -109), (95, 13, -110), (116, 5, -112), (131, -4, -114)),
                ((58, 16, -113), (74, 18, -115), (95, 13, -114), (116, 5, -115), (131, -4, -116)),
            ),
            ((2.0, 3.4, 3.6, 2.8, 2.0), (2.0, 3.4, 3.6, 2.8, 2.0)),
        ),
        "obturator internus": (
            (
                (
                    (57, 6, -120),
                    (65, 17, -119),
                    (80, 17.5, -120),
                    (98, 12, -118),
                    (117, 4, -118),
                    (131, -5, -117),
                ),
                (
                    (57, 6, -127),
                    (65, 16, -126),
                    (80, 16.5, -126),
                    (98, 11, -123),
                    (117, 4, -121),
                    (131, -5, -119),
                ),
            ),
            ((2.6, 3.0, 3.2, 3.0, 2.6, 2.0), (2.6, 3.0, 3.2, 3.0, 2.6, 2.0)),
        ),
        "inferior gemellus": (
            (
                ((68, 15, -131), (80, 15, -131), (97, 10, -128), (116, 4, -125), (131, -5, -121)),
                ((68, 14, -136), (80, 14, -137), (97, 9, -134), (116, 4, -129), (131, -5, -123)),
            ),
            ((2.0, 3.4, 3.6, 2.8, 2.0), (2.0, 3.4, 3.6, 2.8, 2.0)),
        ),
        "quadratus femoris": (
            (
                ((71, 8, -140), (84, 7, -141), (100, 5, -141), (115, 4, -139), (126, 4, -137)),
                ((70, 3, -152), (84, 4, -153), (100, 3, -154), (112, 4, -153), (121, 4, -152)),
                ((66, -3, -164), (84, 0, -167), (98, 1, -168), (107, 2, -168), (115, 4, -166)),
            ),
            ((2.4, 4.2, 4.4, 3.4, 2.2), (2.8, 4.6, 4.8, 3.8, 2.2), (2.4, 4.2, 4.4, 3.4, 2.2)),
        ),
        "sacrospinous ligament": (
            (
                ((27, 32, -82), (40, 25, -95), (53, 17, -109)),
                ((19, 32, -93), (36, 24, -103), (53, 17, -111)),
                ((11, 24, -104), (33, 20, -109), (53, 16, -113)),
            ),
            ((1.6, 1.6, 1.6), (1.6, 1.7, 1.8), (1.4, 1.5, 1.6)),
        ),
        "sacrotuberous ligament": (
            (
                ((46, 48, -54), (47, 38, -90), (55, 20, -128), (60, 12, -148)),
                ((33, 45, -76), (41, 35, -103), (52, 18, -132), (57, 10, -152)),
                ((17, 33, -101), (33, 28, -118), (48, 15, -138), (53, 6, -157)),
            ),
            ((1.6, 1.8, 2.2, 2.2), (1.8, 2.0, 2.4, 2.4), (1.4, 1.6, 2.0, 2.0)),
        ),
    }
)
"""Nets of control points and half thicknesses. Estimated."""

NERVE: tuple[tuple[float, ...], ...] = (
    (53.0, 9.0, -79.0, 5.0, 2.6),
    (58.0, 9.0, -88.0, 6.6, 2.6),
    (63.0, 15.0, -98.0, 7.75, 2.5),
    (70.0, 23.0, -107.0, 7.75, 2.5),
    (79.0, 25.0, -118.0, 7.75, 2.5),
    (88.0, 22.0, -130.0, 7.7, 2.5),
    (95.0, 17.0, -143.0, 7.6, 2.5),
    (98.0, 13.0, -158.0, 7.5, 2.5),
    (99.0, 11.0, -180.0, 7.3, 2.6),
    (98.0, 9.0, -215.0, 7.1, 2.8),
    (96.0, 8.0, -260.0, 7.0, 2.9),
    (94.0, 8.0, -330.0, 6.8, 3.0),
)
"""Way of the sciatic nerve: x, y, z, half width, half thickness."""
_NERVE_SIDE = (
    (0.9, 0.1, 0.4),
    (0.9, 0.1, 0.4),
    (0.9, -0.1, 0.45),
    (0.8, -0.3, 0.5),
    (0.8, -0.3, 0.5),
    (0.8, -0.3, 0.5),
    (0.9, -0.3, 0.4),
    (1.0, -0.2, 0.2),
    (1.0, 0.0, 0.0),
    (1.0, 0.0, 0.0),
    (1.0, 0.0, 0.0),
    (1.0, 0.0, 0.0),
)


class Buttock:
    """Hip bone, femur, deep muscles, ligaments and the sciatic nerve, by name.

    `column` gives the sacrum and the roots that make the nerve.
    """

    NAMES = ("hip", "femur", "piriformis", *MUSCLES, "sciatic")

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

    def nerve_path(self, side: Side = Side.LEFT) -> Array:
        """Return the way of the sciatic nerve: rows of x, y, z, half width, half thickness."""
        path = np.array(NERVE)
        path[:, 0] *= 1 if side is Side.LEFT else -1
        return path

    def landmarks(self) -> dict[str, Array]:
        """Return points for labels, on the patient's left."""
        marks = {name: np.array(place) for name, place in LANDMARKS.items()}
        marks |= {
            "greater trochanter": TROCHANTER,
            "lesser trochanter": LESSER_TROCHANTER,
            "piriformis": np.array(PIRIFORMIS[1][3]),
            "sciatic": np.array(NERVE[7][:3]),
        }
        for name, (net, _) in MUSCLES.items():
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
        net, half = MUSCLES[name]
        return self._beside_bones(Sheet(net, half), FREE_MM if "ligament" not in name else 0.0)

    def _make_piriformis(self) -> Solid:
        more = np.zeros(len(_TIGHT_BY_COLUMN))
        if self.piriformis is Piriformis.TIGHT:
            more = (TIGHT_SHARE - 1) * np.array(_TIGHT_BY_COLUMN)
        half = BELLY_HALF_THICKNESS * np.outer(
            _THICKNESS_BY_ROW, np.array(_THICKNESS_BY_COLUMN) * (1 + more)
        )
        muscle = self._beside_bones(Sheet(PIRIFORMIS, half), FREE_MM)
        return muscle

    def _make_nerve(self) -> Solid:
        band, muscle = ribbon(NERVE, _NERVE_SIDE), self.solid("piriformis")

        def distance(points: Array) -> Array:
            p = mirrored(points)
            free = band(p)
            return where_below(
                free, 2.0, lambda near: intersect(1.0, free[near], 0.3 - muscle(p[near])), free
            )

        return distance

    def _beside_bones(self, shape: Solid, room: float) -> Solid:
        """A soft part that ends where the bones begin."""

        def distance(points: Array) -> Array:
            p = mirrored(points)
            free = shape(p)
            return where_below(
                free,
                2.0,
                lambda near: intersect(1.0, free[near], room - self._bones(p[near])),
                free,
            )

        return distance

    @cached_property
    def _bones(self) -> Solid:
        parts = (self.solid("hip"), femur, self.column.solid("sacrum"), self.column.solid("coccyx"))
        return lambda points: np.minimum.reduce([part(points) for part in parts])
