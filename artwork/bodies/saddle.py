"""The saddle: the skin of S2, S3 and S4-S5, nested around the anus, from three sides.

The one picture of this skin: from behind and from the front standing, and from below seated with
the thighs apart. The body is the same smooth mannequin as everywhere, without clothes and, as its
mesh has none, without genitals or an anus: they are told by where they lie. What the bands stand
for, and what is doubted, is written in ``artwork/README.md``.

The bands are painted once, at rest, as the skin areas of the legs are, and carried to each posture.
Axes: x = the body's LEFT, y = up, z = front, in metres; degrees.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.spatial import cKDTree
from shapely import maximum_inscribed_circle
from shapely.geometry import box

from artwork.bodies.brush import along
from artwork.bodies.export import numbers, plain_body, rings_of, shape_of
from artwork.bodies.hints import Hint
from artwork.bodies.limb import axis_at
from artwork.bodies.mannequin import Mannequin
from artwork.bodies.outlines import hatch
from artwork.bodies.pose import stance
from artwork.bodies.postures import both
from artwork.bodies.raster import Camera, render
from artwork.bodies.rig import Posture, take
from artwork.bodies.surface import Surface, triangles_of
from artwork.bodies.views import Sketch, View

BANDS = ("S2", "S3", "S4-5")
"""From the outermost to the innermost: each lies on the one before."""
INSIDE = np.array([0.0, 0.03, 0.02])
"""A place within the pelvis, on the midline: rays from here meet the skin between the legs."""
ANUS, PERINEUM, GENITALS, PUBIS, CLEFT = -32.0, -8.0, 22.0, 52.0, -62.0
"""Places on the midline by the angle of a ray from `INSIDE`: 0 straight down, positive to the
front, negative to the back."""
SITTING_BONE_M = (0.058, -0.048)
"""Where the sitting bone lies below its hip: to the side of the midline, and in front (metres)."""
OUTER_BUTTOCK_M = (0.095, -0.030)
"""The outer half of the buttock, above its fold: to the side of the midline, and up."""
FOLD_X_M = (0.030, 0.105)
"""From where to where the fold below the buttock runs, from the midline."""
BACK = np.array([0.0, 0.0, -1.0])
SOFT_M = 0.010
TOP_M, BOTTOM_M = 0.21, -0.30
"""The highest and lowest skin that is kept: below the ribs, and mid-thigh (standing)."""
SUBDIVISIONS, SMOOTHING = 2, 4
MARGIN = 12
"""How much of what is drawn lies below the frame, in points: no line closes the thighs there."""
SCALE = 520
"""Points a metre: all three at one scale."""
HATCH: Mapping[str, tuple[tuple[float, float, float], ...]] = {
    "S2": ((0, 12, 0),),
    "S3": ((0, 6, 0),),
    "S4-5": (),
}
"""Closer lines the farther in, and none in the middle, which is dark: a grey printer tells them."""
ROOM = 10.5
"""The name of a band stands where it has this much room on all sides, in points."""
_TOLERANCE = 0.2


@dataclass(frozen=True)
class Skin:
    """The lower trunk and the thighs at rest, with the way to any posture."""

    body: Mannequin
    used: np.ndarray  # into the vertices of the body
    carry: object  # from the kept vertices to the subdivided ones
    faces: np.ndarray

    def at(self, posture: Posture) -> Surface:
        """The same skin in a posture, smoothed."""
        points = self.carry @ take(self.body, posture)[0][self.used]  # type: ignore[operator]
        skin = Surface(points, self.faces)
        return Surface(skin.smooth(points, SMOOTHING), self.faces)


def draw_saddle(body: Mannequin, source: str) -> dict:
    """Return the whole file as plain values."""
    skin = _skin(body)
    at_rest, joints = skin.at(stance(body)), take(body, stance(body))[1]
    hip, knee = joints["upperleg01.L"], joints["lowerleg01.L"]
    fields = paint_bands(at_rest, hip, knee)
    apart, seated = skin.at(stance(body, APART_DEG)), skin.at(SEATED)
    surfaces = {"back": apart, "front": apart, "below": seated}
    found = cKDTree(at_rest.points)
    spots = {name: found.query(spot)[1] for name, spot in _spots(at_rest, hip).items()}
    lines = {name: found.query(points)[1] for name, points in _lines(at_rest).items()}
    drawn = {}
    for name, view in views().items():
        skin_now = surfaces[name]
        hints = [
            Hint(line, _eased(skin_now.points[points]), WIDTHS[line])
            for line, points in lines.items()
        ]
        placed = {spot: skin_now.points[point] for spot, point in spots.items()}
        drawn[name] = _draw(view, skin_now, fields, placed, hints)
    check(drawn)
    return {"format": 1, "body": source, "views": drawn}


APART_DEG = 3.0
"""Turn of each leg at the hip in the pictures that stand: the inner thighs can be seen."""
WIDTHS = {"cleft": 1.1, "fold": 0.9, "groin": 0.9, "navel": 1.3}
SEATED = Posture(
    aims=both(upperleg01=(0.62, -0.10, 0.78), lowerleg01=(0.30, -1.0, 0.10)), low_back=-4
)
"""Sitting with the thighs apart, as on a chair whose seat one can look through."""


def views() -> dict[str, View]:
    """How the three are seen."""

    def standing(out: tuple[float, float, float], side: str) -> View:
        camera = Camera(out, (0.0, -0.035, 0.0), (110, 112), SCALE, 220, 210 + MARGIN)
        return View(camera, (0, 0.35, 1), mirrored=side, crease_m=0.004, light_above=2.0)

    below = Camera((0.0, -0.985, 0.17), (0.0, -0.03, 0.03), (110, 112), SCALE, 220, 210 + MARGIN)
    return {
        "back": standing((0, 0, -1), "left"),
        "front": standing((0, 0, 1), "right"),
        "below": View(below, (0, 0.25, 1), mirrored="right", crease_m=0.004, light_above=2.0),
    }


def _skin(body: Mannequin) -> Skin:
    points, _ = take(body, stance(body))
    arms = body.weight_of("upperarm", "lowerarm", "wrist", "finger", "metacarpal")
    kept = (points[:, 1] < TOP_M + 0.05) & (points[:, 1] > BOTTOM_M) & (arms < 0.3)
    skin, used = Surface(points, triangles_of(body.quads)).keep(kept)
    carry = None
    for _ in range(SUBDIVISIONS):
        skin, step = skin.subdivide()
        carry = step if carry is None else step @ carry
    return Skin(body, used, carry, skin.faces)


def _midline(skin: Surface, angle_deg: float) -> np.ndarray:
    angle = np.radians(angle_deg)
    return skin.first_hit(INSIDE, np.array([1e-4, -np.cos(angle), np.sin(angle)]))


def _below(skin: Surface, x: float, z: float, lean_deg: float = 0.0) -> np.ndarray:
    """The skin below a place within the left buttock or thigh; `lean_deg` to the back."""
    lean = np.radians(lean_deg)
    return skin.first_hit(np.array([x, 0.03, z]), np.array([0.0, -np.cos(lean), -np.sin(lean)]))


def paint_bands(skin: Surface, hip: np.ndarray, knee: np.ndarray) -> dict[str, np.ndarray]:
    """Return how far each point lies from the border of each band, in metres along the skin:
    negative within, and within every wider band too."""

    def thigh(share: float, angle_deg: float) -> np.ndarray:
        origin = axis_at(skin, float(hip[1] + share * (knee[1] - hip[1])))
        angle = np.radians(angle_deg)
        return skin.first_hit(origin, np.array([np.sin(angle), 0.0, np.cos(angle)]))

    middle = {angle: _midline(skin, angle) for angle in (CLEFT, ANUS, PERINEUM, GENITALS, PUBIS)}
    bone = _below(skin, SITTING_BONE_M[0], hip[2] + SITTING_BONE_M[1], 20)
    inner = thigh(0.28, -80)
    outer = skin.first_hit(np.array([OUTER_BUTTOCK_M[0], OUTER_BUTTOCK_M[1], 0.0]), BACK)
    strokes = {
        "S4-5": [
            [(middle[ANUS], 15), (middle[PERINEUM], 9), (middle[GENITALS], 5)],
        ],
        "S3": [
            [(middle[CLEFT], 40), (middle[ANUS], 62), (middle[PERINEUM], 52)],
            [(middle[PERINEUM], 46), (middle[GENITALS], 42), (middle[PUBIS], 36)],
            [(bone, 36), (inner, 26)],
        ],
        "S2": [
            [(middle[CLEFT], 62), (middle[ANUS], 88), (middle[PERINEUM], 78)],
            [(bone, 62), (outer, 54)],
            [(bone, 62), (inner, 46)],
        ],
    }
    tree, fields = cKDTree(skin.points), {}
    for band, runs in strokes.items():
        seeds, widths = [], []
        for run in runs:
            for mirror in (1, -1):
                path, width = along(
                    np.array([spot * [mirror, 1, 1] for spot, _ in run]),
                    np.array([half for _, half in run]) / 1000,
                )
                seeds.append(tree.query(path)[1])
                widths.append(width)
        field = skin.distance_along(np.concatenate(seeds), np.concatenate(widths))
        if band == "S2":
            field = np.maximum(field, _below_fold(skin.points))
        fields[band] = skin.smooth(np.minimum(field, 0.08), 5)
    for inside, outside in (("S4-5", "S3"), ("S3", "S2")):
        fields[outside] = np.minimum(fields[outside], fields[inside] - SOFT_M)
    return fields


def _fold(x: np.ndarray) -> np.ndarray:
    """The height of the fold below the buttock, by how far from the midline (metres)."""
    start, end = FOLD_X_M
    return -0.072 + 0.022 * ((x - start) / (end - start)) ** 2


def _below_fold(points: np.ndarray) -> np.ndarray:
    """How far a point lies below the fold of the buttock. The fold ends at the inner thigh: from
    there to the front more and more skin below its height counts as above it."""
    x, y, z = np.abs(points[:, 0]), points[:, 1], points[:, 2]
    return _fold(np.clip(x, *FOLD_X_M)) - y - 1.2 * np.maximum(z + 0.030, 0)


def _spots(skin: Surface, hip: np.ndarray) -> dict[str, np.ndarray]:
    """Places that the words name, and the back of the thigh 3 cm below the fold, which no sign
    names and no band may reach."""
    return {
        "anus": _midline(skin, ANUS),
        "genitals": _midline(skin, GENITALS),
        "pubis": _midline(skin, PUBIS),
        "sitting_bone": _below(skin, SITTING_BONE_M[0], hip[2] + SITTING_BONE_M[1], 20),
        "thigh": skin.first_hit(np.array([0.075, _fold(np.array(0.075)) - 0.03, 0.0]), BACK),
    }


def _lines(skin: Surface) -> dict[str, np.ndarray]:
    """Lines of the skin that tell what one looks at: between the buttocks, below them, the groin,
    the navel (of the left half)."""
    share = np.linspace(0, 1, 41)
    cleft = [_midline(skin, angle) for angle in np.linspace(-104, -24, 41)]
    front, across = -BACK, FOLD_X_M[0] + (FOLD_X_M[1] - FOLD_X_M[0]) * share
    fold = [
        skin.first_hit(np.array([x, y, 0.0]), BACK)
        for x, y in zip(across, _fold(across), strict=True)
    ]
    groin = [
        skin.first_hit(np.array([x, y, 0.0]), front)
        for x, y in zip(0.040 + 0.075 * share, -0.020 + 0.085 * share**0.9, strict=True)
    ]
    navel = [skin.first_hit(np.array([1e-4, y, 0.0]), front) for y in 0.112 + 0.018 * share]
    return {
        name: np.stack(line) for name, line in zip(WIDTHS, (cleft, fold, groin, navel), strict=True)
    }


def _eased(points: np.ndarray) -> np.ndarray:
    """A line of points of a mesh without its corners."""
    weights = np.ones(9) / 9
    padded = np.pad(points, ((4, 4), (0, 0)), mode="edge")
    return np.stack([np.convolve(padded[:, i], weights, mode="valid") for i in range(3)], axis=1)


def _draw(
    view: View,
    skin: Surface,
    fields: Mapping[str, np.ndarray],
    spots: Mapping[str, np.ndarray],
    hints: list[Hint],
) -> dict:
    raster = render(skin, view.camera, view.oversample)
    sketch = Sketch(view, skin, raster, np.full(len(skin.points), -1.0))
    drawing = {
        "width": view.camera.width,
        "height": view.camera.height - MARGIN,
        "mirrored": view.mirrored,
        "body": sketch.body,
        "shorts": sketch.shorts,
        "shade": sketch.tone(dark=True),
        "light": sketch.tone(dark=False),
        "ink": sketch.ink(hints),
    }
    plain = plain_body(drawing)
    del plain["shorts"]
    middle, width, height = view.camera.width / 2, view.camera.width, drawing["height"]
    half = box(middle, 0, width, height) if view.mirrored == "right" else box(0, 0, middle, height)
    frame = box(0, 0, width, height)
    bands, cores, inner = {}, {}, None
    for band in reversed(BANDS):
        core, soft = (sketch.within(fields[band], margin) for margin in (0.0, SOFT_M))
        ring = core if inner is None else core.difference(inner)
        inner = cores[band] = core
        lines = [
            one
            for lines in HATCH[band]
            for one in hatch(ring.buffer(-0.8).intersection(frame), *lines)
        ]
        bands[band] = {
            "core": rings_of(core, _TOLERANCE, 4, half, middle),
            "soft": rings_of(soft, _TOLERANCE, 4, half, middle),
            "hatch": [numbers(line) for line in lines],
        }
    names = {}
    for band, narrower in zip(BANDS, (*BANDS[1:], None), strict=True):
        part = cores[band].difference(cores[narrower]) if narrower else cores[band]
        here = part.intersection(half) if narrower else part
        if here.buffer(-ROOM).is_empty:
            continue
        names[band] = numbers(maximum_inscribed_circle(here, 0.5).coords[0])
    seen = {
        name: numbers(view.camera.project(spot)[0, :2])
        for name, spot in spots.items()
        if sketch.shows(spot)
    }
    return {**plain, "bands": {band: bands[band] for band in BANDS}, "names": names, "spots": seen}


def check(drawn: Mapping[str, dict]) -> None:
    """Stop the bake where a band is missing or does not lie within the next wider one."""
    for name, view in drawn.items():
        shapes = [shape_of(view["bands"][band]["core"]) for band in BANDS]
        for wide, narrow in pairwise(shapes):
            assert narrow.difference(wide.buffer(0.4)).area < 2, name
            assert wide.area > narrow.area, name
        assert not shapes[1].is_empty, name
    assert not shape_of(drawn["below"]["bands"]["S4-5"]["core"]).is_empty
