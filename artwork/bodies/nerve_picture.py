"""Two views of the sciatic nerve through a quiet body, as the file ``nerve.json``."""

from itertools import pairwise

import numpy as np
from shapely.geometry import MultiPoint, MultiPolygon, Point, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from artwork.bodies.export import FORMAT, numbers, plain_body, points_of, rings_of, shape_of
from artwork.bodies.hints import make_hints
from artwork.bodies.limb import LeftLeg
from artwork.bodies.nerve import SciaticNerve, Strand
from artwork.bodies.outlines import polygons_in
from artwork.bodies.pose import StandingBody
from artwork.bodies.raster import Camera
from artwork.bodies.views import View, draw_view, sketched

TRUNK_TOP_M = 0.42
"""The lowest ribs: higher than in the pictures of the legs."""
POINTS_PER_METRE = 350
HEIGHT, FLOOR_Y = 398, 392
STRANDS = ("roots", "trunk", "tibial", "fibular")
_NERVE_TOLERANCE, _SPINE_TOLERANCE = 0.07, 0.3


def draw_nerve_views(body: StandingBody, source: str) -> dict:
    """The whole file as plain values; `body` reaches up to `TRUNK_TOP_M`."""
    limb = LeftLeg(body)
    nerve = SciaticNerve(body, limb)
    _check_course(nerve)
    floor = float(body.skin.points[:, 1].min())

    def standing(out: tuple[float, float, float], width: int) -> Camera:
        middle = (0.0, floor, 0.055)
        return Camera(out, middle, (width / 2, FLOOR_Y), POINTS_PER_METRE, width, HEIGHT)

    views = {
        "back": View(standing((0, 0, -1), 150), (0, 0.35, 1), mirrored="left"),
        "side": View(standing((1, 0, 0), 120), (-0.25, 0.35, 1), left_half_of_body=True),
    }
    hints = make_hints(limb)
    drawn = {}
    for name, view in views.items():
        drawn[name] = plain_body(draw_view(*sketched(view, body), {}, hints))
        drawn[name] |= _nerve_layers(name, view.camera, nerve)
    document = {"format": FORMAT, "body": source, "views": drawn}
    check_nerve(document)
    return document


def _nerve_layers(name: str, camera: Camera, nerve: SciaticNerve) -> dict:
    frame = box(0, 0, camera.width, camera.height)
    near, far = _near_and_far(name, nerve)
    bones = nerve.skeleton.seen(camera, () if name == "back" else ("hip left", "hip right"))

    def ribbons(strands: list[Strand]) -> list:
        shape = unary_union([_ribbon(strand, camera) for strand in strands])
        return rings_of(polygons_in(shape.intersection(frame)), _NERVE_TOLERANCE, 0.5)

    return {
        "spine": [
            rings
            for shape in bones.values()
            for rings in rings_of(polygons_in(shape.intersection(frame)), _SPINE_TOLERANCE, 2)
        ],
        "nerve": {part: ribbons(near[part]) for part in STRANDS},
        "far": {part: ribbons(strands) for part, strands in far.items()},
        "spots": {
            spot: numbers(camera.project(point)[0, :2])
            for spot, point in _spots(name, nerve).items()
        },
    }


def _near_and_far(
    name: str, nerve: SciaticNerve
) -> tuple[dict[str, list[Strand]], dict[str, list[Strand]]]:
    """What lies in the half of the leg that faces the viewer, and what lies beyond its bones."""
    roots, tibial, fibular = nerve.roots, nerve.tibial, nerve.fibular
    near = {
        "roots": [roots[root] for root in ("L4", "L5", "S1", "trunk")],
        "trunk": [nerve.trunk],
        "tibial": [tibial],
        "fibular": [fibular],
    }
    far = {"roots": [roots["S2"]]}
    if name == "back":  # the fibular nerve goes round to the front
        split = int(fibular.points[:, 0].argmax()) + 2
        near["fibular"] = [fibular.cut(slice(split))]
        shin = fibular.points[:, 1] > nerve.limb.ankle[1] + 0.012  # the foot hides behind the heel
        far["fibular"] = [fibular.cut(slice(split - 1, int(shin.sum()))).with_fine_end()]
    else:  # the tibial nerve goes over to the inner side of the ankle
        split = int((tibial.points[:, 1] > nerve.limb.ankle[1] + 0.09).sum())
        near["tibial"] = [tibial.cut(slice(split))]
        far["tibial"] = [tibial.cut(slice(split - 1, None))]
    return near, far


def _spots(name: str, nerve: SciaticNerve) -> dict[str, np.ndarray]:
    knee = float(nerve.knee[1])
    fibular = nerve.fibular
    spots = {
        "low_back": nerve.roots["L5"].at_height(nerve.skeleton.crest - 0.022),
        "buttock": nerve.trunk.at_height(float(nerve.hip[1]) - 0.012),
        "thigh": nerve.trunk.at_height((float(nerve.hip[1]) + knee) / 2),
        "knee": nerve.tibial.at_height(knee),
        "outer_knee": fibular.points[fibular.points[:, 0].argmax()],
        "calf": nerve.tibial.at_height(knee - 0.15),
    }
    if name == "back":
        ankle = float(nerve.limb.malleolus(inner=True)[1])
        return spots | {"foot": nerve.tibial.at_height(ankle - 0.020)}
    return spots | {"foot": fibular.points[-5]}


def _ribbon(strand: Strand, camera: Camera) -> BaseGeometry:
    """The flat shape of a round strand; it also holds where the strand runs at the viewer."""
    xy = camera.project(strand.points)[:, :2]
    radii = strand.widths * camera.scale / 2
    discs = [
        Point(spot).buffer(radius, quad_segs=4) for spot, radius in zip(xy, radii, strict=True)
    ]
    pieces = [
        MultiPoint([*a.exterior.coords, *b.exterior.coords]).convex_hull for a, b in pairwise(discs)
    ]
    return unary_union(pieces)


# ---- checks: the wrong side is the worst mistake this picture can make ----------------------


def _check_course(nerve: SciaticNerve) -> None:
    """The course in the body, before any camera; x is the patient's left."""
    strands = [*nerve.roots.values(), nerve.trunk, nerve.tibial, nerve.fibular]
    assert all((strand.points[:, 0] > 0.005).all() for strand in strands)
    inner, outer = nerve.skeleton.sitting_bone, nerve.skeleton.outer_hip_bone
    midway = nerve.trunk.at_height(float(inner[1] + outer[1]) / 2)
    assert 0.2 < (midway[0] - inner[0]) / (outer[0] - inner[0]) < 0.7
    assert (np.diff(nerve.trunk.points[:, 1]) < 0).all()
    limb = nerve.limb
    ankle = nerve.tibial.at_height(float(limb.malleolus(inner=True)[1]))
    assert ankle[0] < limb.shank_axis(1.0)[0] and ankle[2] < limb.malleolus(inner=True)[2]
    neck = nerve.fibular.points[nerve.fibular.points[:, 0].argmax()]
    assert 0.02 < limb.knee[1] - neck[1] < 0.06 and neck[0] > limb.knee[0] + 0.03
    assert nerve.fibular.at_height(limb.knee[1] - 0.2)[2] > limb.shank_axis(0.5)[2]


def check_nerve(document: dict) -> None:
    """Stop the bake if anything lies on the wrong side or out of the body."""
    for name, view in document["views"].items():
        frame = box(0, 0, view["width"], view["height"])
        body = shape_of(view["body"])
        parts = {part: shape_of(rings) for part, rings in view["nerve"].items()}
        far = {part: shape_of(rings) for part, rings in view["far"].items()}
        whole = unary_union([*parts.values(), *far.values()])
        assert frame.covers(whole) and body.buffer(0.5).covers(whole), name
        for bone in view["spine"]:
            assert body.buffer(0.1).covers(shape_of([bone])), name
        assert not isinstance(whole, MultiPolygon), f"{name}: the nerve is broken"
        assert all(whole.buffer(0.6).covers(Point(spot)) for spot in view["spots"].values()), name
        spots = view["spots"]
        order = ["low_back", "buttock", "thigh", "knee", "calf", "foot"]
        heights = [spots[spot][1] for spot in order]
        assert heights == sorted(heights), name
    back, side = document["views"]["back"], document["views"]["side"]
    middle = back["width"] / 2
    for group in ("nerve", "far"):  # the patient's left is the viewer's left from behind
        for polygons in back[group].values():
            assert all(
                x < middle for rings in polygons for ring in rings for x, _ in points_of(ring)
            )
    spots = back["spots"]
    assert spots["outer_knee"][0] < spots["knee"][0] - 10  # outer is away from the other leg
    leg = shape_of(back["body"]).intersection(
        box(0, spots["foot"][1] - 2, middle, spots["foot"][1])
    )
    assert spots["foot"][0] > leg.centroid.x + 2  # behind the inner ankle bone
    # from the side the patient faces the viewer's left: the nerve lies in the back half
    limits = shape_of(side["body"]).bounds
    assert side["spots"]["thigh"][0] > (limits[0] + limits[2]) / 2
    assert side["spots"]["foot"][0] < side["spots"]["calf"][0]
