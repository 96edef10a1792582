"""Rounds the drawings, checks sides, and writes the JSON file."""

import json
from pathlib import Path

import numpy as np
from shapely import affinity, set_precision, union_all
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from artwork.bodies.outlines import polygons_in

FORMAT = 2
DECIMALS = 1
_GRID = 10.0**-DECIMALS
_TOLERANCE = {"body": 0.12, "shorts": 0.15, "ink": 0.16, "shade": 0.5, "light": 0.5}
_AREA_TOLERANCE = 0.2
_SMALLEST_INK = 0.8


def to_document(drawings: dict[str, dict], source: str) -> dict:
    """The whole file as plain values."""
    return {
        "format": FORMAT,
        "body": source,
        "views": {name: _plain(drawing) for name, drawing in drawings.items()},
    }


def write(document: dict, path: Path) -> int:
    """Write the file; returns its size in bytes."""
    text = json.dumps(document, separators=(",", ":"), allow_nan=False) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="ascii")
    return len(text)


def plain_body(drawing: dict) -> dict:
    """Size and layers of the body, as every file has them."""
    half = None
    if drawing["mirrored"]:
        middle, height = drawing["width"] / 2, drawing["height"]
        half = box(middle, 0, 2 * middle, height)
        if drawing["mirrored"] == "left":
            half = box(0, 0, middle, height)
    return {
        "width": drawing["width"],
        "height": drawing["height"],
        **{
            name: rings_of(drawing[name], tolerance, _SMALLEST_INK if name == "ink" else 2, half)
            for name, tolerance in _TOLERANCE.items()
        },
    }


def _plain(drawing: dict) -> dict:
    return {
        **plain_body(drawing),
        "areas": {
            root: {
                "core": rings_of(area["core"], _AREA_TOLERANCE, 2),
                "soft": rings_of(area["soft"], _AREA_TOLERANCE, 2),
                "hatch": [numbers(line) for line in area["hatch"]],
            }
            for root, area in drawing["areas"].items()
        },
        "key_points": {root: numbers(spot) for root, spot in drawing["key_points"].items()},
        "sites": {name: numbers(spot) for name, spot in drawing["sites"].items()},
    }


def rings_of(
    shape: BaseGeometry,
    tolerance: float,
    smallest: float,
    half: Polygon | None = None,
    centre: float | None = None,
) -> list[list[list[int]]]:
    """Simplified and rounded; a mirrored view repeats its finished `half` exactly.

    The mirror stands at `centre`, or where the half ends in the middle of a picture.
    """
    if half is None:
        tidy = set_precision(shape.simplify(tolerance), _GRID)
    else:
        one = set_precision(shape.simplify(tolerance).intersection(half), _GRID)
        if centre is None:
            centre = half.bounds[0] or half.bounds[2]
        other = affinity.affine_transform(one, [-1, 0, 0, 1, 2 * centre, 0])
        tidy = union_all([one, other], grid_size=_GRID)
    return [
        [steps_of(np.asarray(ring.coords)[:-1]) for ring in (part.exterior, *part.interiors)]
        for part in polygons_in(tidy, smallest).geoms
    ]


def steps_of(points: np.ndarray) -> list[int]:
    """A ring or line as whole tenths: its first point, then the step to each next one.

    Small numbers repeat, so the file packs to about half of what plain coordinates need.
    """
    tenths = np.rint(np.asarray(points) / _GRID).astype(int)
    return np.concatenate([tenths[:1], np.diff(tenths, axis=0)]).ravel().tolist()


def points_of(steps: list[int]) -> np.ndarray:
    """Back from the file to points, n by 2."""
    return np.cumsum(np.reshape(steps, (-1, 2)), axis=0) * _GRID


def numbers(values: np.ndarray | list[float]) -> list[float]:
    """Rounded; whole numbers without a point."""
    rounded = (round(float(value), DECIMALS) + 0.0 for value in values)
    return [int(value) if value == int(value) else value for value in rounded]


def shape_of(polygons: list[list[list[int]]]) -> BaseGeometry:
    """Back from the file to geometry."""
    parts = [Polygon(*_as_shell(rings)).buffer(0) for rings in polygons]
    return union_all(parts) if parts else MultiPolygon()


def _as_shell(rings: list[list[int]]) -> tuple[np.ndarray, list[np.ndarray]]:
    exterior, *holes = (points_of(ring) for ring in rings)
    return exterior, holes


def check_sides(document: dict) -> None:
    """Stop the bake if anything lies on the wrong side: the worst mistake this picture can make."""
    views = document["views"]
    centre_x = {
        (name, root): shape_of(area["soft"]).centroid.x
        for name, view in views.items()
        for root, area in view["areas"].items()
        if area["soft"]
    }
    for name, on_left_leg in (("front", lambda x, c: x > c), ("back", lambda x, c: x < c)):
        view = views[name]
        middle = view["width"] / 2
        for area in view["areas"].values():
            for rings in (*area["core"], *area["soft"]):
                assert all(on_left_leg(x, middle) for ring in rings for x, _ in points_of(ring)), (
                    name
                )
        spots = (*view["key_points"].values(), *view["sites"].values())
        assert all(on_left_leg(x, middle) for x, _ in spots), name
        shape = shape_of(view["body"])
        mirror = affinity.affine_transform(shape, [-1, 0, 0, 1, 2 * middle, 0])
        assert mirror.symmetric_difference(shape).area < 1e-6, name
    for name, viewer_left_to_right in (
        ("front", ("L4", "L5", "S1")),  # patient's left leg: inner side nearer the middle
        ("front", ("L2", "L3")),
        ("back", ("L5", "S1", "L4")),  # inner side nearer the middle again, now viewer's right
        ("outer", ("L5", "S1")),  # facing the viewer's left
        ("inner", ("S1", "L4")),  # facing the viewer's right
        ("inner", ("S2", "L2")),
        ("foot", ("L4", "L5", "S1")),
    ):
        found = [centre_x[name, root] for root in viewer_left_to_right if (name, root) in centre_x]
        assert len(found) > 1 and found == sorted(found), name
    assert "L4" not in views["outer"]["key_points"] and "S1" not in views["inner"]["key_points"]
    # top of the left foot, toes down: great toe on the viewer's left, little toe on the right
    foot = views["foot"]["sites"]
    assert foot["toe_great"][0] < foot["foot_dorsum"][0] < foot["toe_little"][0]
    assert foot["toe_great"][1] > foot["foot_dorsum"][1]
    # sole of the left foot, toes down: little toe on the viewer's left
    sole = views["sole"]["areas"]["S1"]["core"]
    assert shape_of(sole).centroid.x < views["sole"]["width"] / 2
    for view in views.values():
        width, height = view["width"], view["height"]
        for layer in _TOLERANCE:
            for rings in view[layer]:
                shape = Polygon(*_as_shell(rings))
                assert shape.is_valid and box(0, 0, width, height).covers(shape), layer
        for root, area in view["areas"].items():
            core, soft = shape_of(area["core"]), shape_of(area["soft"])
            assert core.difference(soft.buffer(0.5)).area < 1, root
            assert soft.difference(shape_of(view["body"]).buffer(0.5)).area < 1, root
