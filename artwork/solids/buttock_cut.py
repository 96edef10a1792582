"""A cut across the sciatic nerve below the piriformis, and the nerve's way inside the pelvis.

From behind, a tight muscle and a relaxed one look nearly alike: what matters is the room between
muscle and nerve. The plane lies square to the nerve where it has just passed the muscle's lower
border. **It was chosen for showing**: of all planes along the nerve, this is where the room changes
most visibly. ``README.md`` gives the room on the planes beside it.
"""

import numpy as np
from shapely.geometry import LineString, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from artwork.bodies.export import numbers, rings_of
from artwork.bodies.outlines import polygons_in
from artwork.bodies.raster import Camera
from artwork.solids.buttock import NERVE, Buttock
from artwork.solids.column import Column
from artwork.solids.export import FORMAT, plain_parts
from artwork.solids.giving_way import Course
from artwork.solids.outside import to_room
from artwork.solids.scenes import BUTTOCK_CAMERA, MIRROR
from artwork.solids.sdf import Array
from artwork.solids.sections import Plane, Window, shape_of_field
from artwork.solids.sheet import ribbon
from sciatica.model.buttock import Piriformis

CUT_Z_MM = -108.5
"""Height at which the plane meets the nerve."""
WINDOW: Window = (-40.0, -30.0, 58.0, 36.0)
ROOTS = ("L4", "L5", "S1", "S2")
"""Whose way to the nerve is drawn as a ghost."""
_SMOOTH_MM, _SMALLEST_MM2 = 0.12, 0.8


def cut_plane(z_mm: float = CUT_Z_MM) -> Plane:
    """Return the plane across the left nerve: x outwards, y to the front, so that it stands below
    the view from behind without a turn: the back of the body is at the top."""
    way = ribbon(NERVE).net[:, 1, :3]
    down = way[way[:, 2].argmax() :]  # from its highest place on, height tells how far along

    def at(height: float) -> Array:
        return np.array([np.interp(-height, -down[:, 2], part) for part in down.T])

    ahead = at(z_mm - 1.5) - at(z_mm + 1.5)
    ahead /= np.linalg.norm(ahead)
    right = np.array([1.0, 0.0, 0.0]) - ahead * ahead[0]
    right /= np.linalg.norm(right)
    front = np.cross(right, ahead)
    return Plane(at(z_mm), right, front if front[1] < 0 else -front, WINDOW)


def room_mm(piriformis: Piriformis, column: Column, z_mm: float = CUT_Z_MM) -> float:
    """Return the room between muscle and nerve on a plane."""
    parts = cut(Buttock(column, piriformis), cut_plane(z_mm), ("piriformis", "sciatic"))
    return float(parts["piriformis"].distance(parts["sciatic"]))


def cut(
    buttock: Buttock, plane: Plane, names: tuple[str, ...] = Buttock.NAMES
) -> dict[str, BaseGeometry]:
    """Return what each solid leaves on the plane; muscle and nerve come last, over all others."""
    points = plane.points()
    order = [name for name in names if name not in ("piriformis", "sciatic")]
    parts = {
        name: shape_of_field(buttock.solid(name)(points), plane)
        for name in (*order, "piriformis", "sciatic")
    }
    return {name: shape for name, shape in parts.items() if not shape.is_empty}


def ghost(column: Column, buttock: Buttock, camera: Camera) -> BaseGeometry:
    """Return the nerve and its roots on the right as the camera would see them through the bones,
    from the ways out of spine and sacrum down to below the muscle."""
    strands = [*(column.ramus(root) for root in ROOTS), column.trunk]
    rows = ribbon(buttock.nerve_controls)
    below = rows.net[:, 1, 2] > CUT_Z_MM
    edges = rows.net[below]
    shapes = [_band(strand, camera) for strand in strands]
    left, right = (camera.project(to_room(edges[:, side, :3] * MIRROR)) for side in (0, 2))
    middle = (left + right)[:, :2] / 2
    half = np.linalg.norm((left - right)[:, :2], axis=1) / 2 + edges[:, 1, 3]
    shapes += _discs(middle, half)
    whole = unary_union(shapes).buffer(0.3).buffer(-0.3)
    return polygons_in(whole.intersection(box(0, 0, camera.width, camera.height)))


def _band(course: Course, camera: Camera) -> BaseGeometry:
    seen = camera.project(to_room(course.path[:, :3] * MIRROR))[:, :2]
    return unary_union(_discs(seen, course.path[:, 3] * course.flat))


def _discs(middle: Array, radius: Array) -> list[BaseGeometry]:
    return [
        LineString([one, other]).buffer(float(size))
        for one, other, size in zip(middle[:-1], middle[1:], radius, strict=False)
    ]


def _seen(point: Array) -> Array:
    """Where a point of the left lies in the picture of the right."""
    return np.asarray(BUTTOCK_CAMERA.project(to_room(point * MIRROR))[0, :2])


def bake_buttock(column: Column) -> dict:
    """The cut with the muscle relaxed and tight, where it lies in the view from behind, the room,
    and the ghost of the nerve."""
    plane = cut_plane()
    baked = {}
    for state in Piriformis:
        buttock = Buttock(column, state)
        parts = cut(buttock, plane)
        baked[state.value] = {
            "parts": plain_parts(parts, symmetric=False),
            "room_mm": round(float(parts["piriformis"].distance(parts["sciatic"])), 1),
            "ghost": rings_of(ghost(column, buttock, BUTTOCK_CAMERA), _SMOOTH_MM, _SMALLEST_MM2),
        }
    ends = [plane.origin + x * plane.right for x in (WINDOW[0] / 2, WINDOW[2] * 0.75)]
    line = [_seen(end) for end in ends]
    ligament = Buttock(column).landmarks()["sacrotuberous ligament"]
    return {
        "format": FORMAT,
        "window": numbers(list(WINDOW)),
        "spots": {"ligament": numbers(list(_seen(ligament)))},
        "line": [numbers(list(end)) for end in line],
        "states": baked,
    }
