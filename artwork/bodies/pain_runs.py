"""Where pain of L4, L5 and S1 runs, painted once on the patient's left half.

A layer of its own beside the skin areas (`skin_areas`), never mixed up with them: an area says what
a root feels, a run where people with that root hurt. The runs follow the table "Lumbosacral
radiculopathy: neurologic features" of Harrison's, as broad bands without an edge: pain keeps no
border, and often another way. What is doubted is written in ``artwork/README.md``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from shapely.geometry import Point

from artwork.bodies.brush import Painted, paint
from artwork.bodies.export import numbers, points_of, rings_of
from artwork.bodies.limb import LeftLeg
from artwork.bodies.outlines import hatch, polygons_in
from artwork.bodies.pose import StandingBody
from artwork.bodies.raster import Camera
from artwork.bodies.skin_areas import foot, heel, leg, thigh
from artwork.bodies.surface import Surface
from artwork.bodies.views import Sketch

SOFT_MARGIN_M = 0.026
_TOLERANCE = 0.3


@dataclass(frozen=True)
class _Half:
    """The patient's left half, with its leg."""

    skin: Surface
    index: np.ndarray  # into the points of the whole body
    limb: LeftLeg


Place = Callable[[_Half], np.ndarray]


def on_limb(spot: Callable[[LeftLeg], np.ndarray]) -> Place:
    """A spot of the leg."""
    return lambda half: spot(half.limb)


def hip(up_m: float, angle_deg: float) -> Place:
    """A spot around the hip at a height above its joint; angles run as on the thigh."""

    def spot(half: _Half) -> np.ndarray:
        angle = np.radians(angle_deg)
        origin = half.limb.hip + np.array([-0.01, up_m, 0.01])
        return half.skin.first_hit(origin, np.array([np.sin(angle), 0.0, np.cos(angle)]))

    return spot


RUNS: dict[str, list[list[tuple[Place, float]]]] = {
    "L4": [  # front and outer thigh, knee, inner calf
        [
            (on_limb(thigh(0.36, 38)), 28),
            (on_limb(thigh(0.60, 28)), 32),
            (on_limb(thigh(0.84, 8)), 30),
            (on_limb(leg(0.00, -18)), 28),
            (on_limb(leg(0.18, -62)), 27),
            (on_limb(leg(0.42, -84)), 27),
            (on_limb(leg(0.70, -88)), 21),
        ]
    ],
    "L5": [  # buttock, back and outer thigh, outer calf, top of the foot
        [
            (hip(0.070, 152), 32),
            (hip(0.010, 142), 36),
            (on_limb(thigh(0.34, 128)), 33),
            (on_limb(thigh(0.60, 122)), 31),
            (on_limb(thigh(0.88, 112)), 27),
            (on_limb(leg(0.10, 96)), 25),
            (on_limb(leg(0.32, 80)), 26),
            (on_limb(leg(0.60, 68)), 22),
            (on_limb(leg(0.86, 44)), 18),
            (on_limb(foot(0.42, 8)), 18),
            (on_limb(foot(0.58, 0)), 20),
            (on_limb(foot(0.68, 0)), 20),
        ]
    ],
    "S1": [  # buttock, back of the thigh, back of the calf, heel and sole
        [
            (hip(0.075, 172), 30),
            (hip(0.010, 168), 36),
            (on_limb(thigh(0.34, 176)), 33),
            (on_limb(thigh(0.60, 178)), 31),
            (on_limb(thigh(0.90, 178)), 27),
            (on_limb(leg(0.15, 176)), 27),
            (on_limb(leg(0.40, 176)), 28),
            (on_limb(leg(0.68, 176)), 21),
            (on_limb(leg(0.94, 176)), 18),
            (on_limb(heel(176)), 20),
        ],
        [
            (on_limb(foot(0.10, 180)), 22),
            (on_limb(foot(0.35, 172)), 21),
            (on_limb(foot(0.60, 170)), 24),
            (on_limb(foot(0.72, 172)), 24),
        ],
    ],
}
SITES: dict[str, dict[str, Place]] = {
    "L4": {
        "thigh_anterolateral": on_limb(thigh(0.52, 32)),
        "knee_front": on_limb(leg(-0.02, -12)),
        "calf_medial": on_limb(leg(0.40, -82)),
    },
    "L5": {
        "buttock": hip(0.040, 146),
        "thigh_posterolateral": on_limb(thigh(0.58, 123)),
        "calf_lateral": on_limb(leg(0.32, 80)),
        "foot_top": on_limb(foot(0.52, 3)),
    },
    "S1": {
        "buttock": hip(0.040, 170),
        "thigh_back": on_limb(thigh(0.58, 178)),
        "calf_back": on_limb(leg(0.38, 176)),
        "foot_sole": on_limb(foot(0.52, 172)),
    },
}
HATCH: dict[str, tuple[float, float]] = {"L4": (45, 9), "L5": (0, 9), "S1": (90, 9)}
"""Rows of dots: angle and spacing, the angle that the root's lines have where it is felt."""


def paint_runs(body: StandingBody, limb: LeftLeg) -> dict[str, Painted]:
    """Paint the run of every root that has one."""
    skin, index = body.skin.keep(body.skin.points[:, 0] > 0.006)
    half = _Half(skin, index, limb)
    return {root: _paint(root, half, len(body.skin.points)) for root in RUNS}


def _paint(root: str, half: _Half, point_count: int) -> Painted:
    strokes = [
        (np.stack([place(half) for place, _ in run]), np.array([mm for _, mm in run]))
        for run in RUNS[root]
    ]
    sites = {name: place(half) for name, place in SITES[root].items()}
    return paint(half.skin, half.index, point_count, strokes, sites)


def draw_runs(sketch: Sketch, runs: dict[str, Painted], index: np.ndarray) -> dict[str, Any]:
    """Return the runs in sight of one view, as plain values."""
    inside, drawn = sketch.inside, {}  # the skin that is seen from within, where the body is cut
    for root, run in runs.items():
        core, soft, sites = sketch.area(run, index, SOFT_MARGIN_M)
        core, soft = (polygons_in(shape.difference(inside), 8) for shape in (core, soft))
        sites = {name: spot for name, spot in sites.items() if core.contains(Point(spot))}
        drawn[root] = {
            "core": rings_of(core, _TOLERANCE, 6),
            "soft": rings_of(soft, _TOLERANCE, 6),
            "hatch": [numbers(line) for line in hatch(core.buffer(-1.5), *HATCH[root])],
            "sites": {name: numbers(spot) for name, spot in sites.items()},
        }
    return drawn


def check_runs(views: dict[str, dict], cameras: dict[str, Camera]) -> None:
    """Stop the bake if a run lies on the wrong leg, or a site is seen from nowhere."""
    for name, on_left_leg in (("front", lambda x, c: x > c), ("back", lambda x, c: x < c)):
        middle = cameras[name].width / 2
        for run in views[name]["pain"].values():
            for rings in (*run["core"], *run["soft"]):
                assert all(on_left_leg(x, middle) for ring in rings for x, _ in points_of(ring)), (
                    name
                )
    for root, sites in SITES.items():
        seen = {site for view in views.values() for site in view["pain"][root]["sites"]}
        assert seen == set(sites), (root, set(sites) - seen)
