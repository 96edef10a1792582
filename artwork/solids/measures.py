"""Measures of solids: areas on a plane and widths along a line, as a radiologist takes them."""

from collections.abc import Callable

import numpy as np

from artwork.solids.bending import bend_radius, length_along
from artwork.solids.column import Column
from artwork.solids.dimensions import DISCS, LEVELS, VERTEBRAE
from artwork.solids.sdf import Array, Solid
from sciatica.model.anatomy import Side

STEP_MM = 0.4
RULER_MM = 0.1
LONGEST_MM = 60.0

Plane = Callable[[Array, Array], Array]
"""From two coordinates on a plane to points in the patient's axes."""


def area(
    solid: Solid, plane: Plane, first: tuple[float, float], second: tuple[float, float]
) -> float:
    """Area in mm² of a solid on a window of a plane; the edge counts by how much of it is in."""
    a, b = (np.arange(low, high + STEP_MM / 2, STEP_MM) for low, high in (first, second))
    distance = solid(plane(*np.meshgrid(a, b)))
    return float(np.clip(0.5 - distance / STEP_MM, 0, 1).sum()) * STEP_MM**2


def disc_plane(column: Column, disc: str, up: float = 0.0) -> Plane:
    """The plane of a disc: x to the left, y back in the disc's place."""
    frame = column.disc_frames[disc]
    return lambda x, y: frame.world(np.stack([x, y, np.full_like(x, up)], axis=-1))


def canal_area(column: Column, disc: str, up: float = 0.0) -> float:
    """Area of the soft canal on a plane along a disc, `up` mm above its middle, in mm²."""
    return area(column.canal(disc), disc_plane(column, disc, up), (-24.0, 24.0), (8.0, 44.0))


def sac_area(column: Column, disc: str, up: float = 0.0) -> float:
    """Area of the dural sac on a plane along a disc, `up` mm above its middle, in mm²."""
    plane = disc_plane(column, disc, up)
    return area(column.solid("sac"), plane, (-16.0, 16.0), (8.0, 44.0))


def foramen_area(column: Column, disc: str, side: Side = Side.LEFT) -> float:
    """Area of a foramen on the upright plane along the middle of the pedicles, in mm²."""
    level = LEVELS[DISCS.index(disc)]
    x = VERTEBRAE[level].pedicle_x * (1.0 if side is Side.LEFT else -1.0)
    frame = column.disc_frames[disc]
    return area(
        column.foramen(disc, side),
        lambda y, z: frame.world(np.stack([np.full_like(y, x), y, z], axis=-1)),
        (0.0, 40.0),
        (-14.0, 34.0),
    )


def inside_length(solid: Solid, start: Array, end: Array) -> float:
    """How much of a straight line lies in a solid, in mm."""
    length = float(np.linalg.norm(end - start))
    count = int(length / RULER_MM)
    share = (np.arange(count) + 0.5) / count
    return float((solid(start + share[:, None] * (end - start)) < 0).mean()) * length


def free_length(solid: Solid, start: Array, way: Array) -> float:
    """How far one can go from a point along a direction before meeting the solid, in mm."""
    steps = np.arange(0, LONGEST_MM, RULER_MM)
    met = solid(start + steps[:, None] * way) < 0
    return float(steps[np.argmax(met)]) if met.any() else LONGEST_MM


def measure_vertebra(column: Column, level: str) -> dict[str, float]:
    """Sizes of a vertebra in mm, taken on its solid as on a CT scan."""
    size, frame, bone = VERTEBRAE[level], column.frames[level], column.solid(level)

    def inside(start: tuple[float, ...], end: tuple[float, ...]) -> float:
        return inside_length(bone, frame.world(start), frame.world(end))

    def between(start: tuple[float, float, float], axis: int) -> float:
        origin, way = frame.world((0.0, 0.0, 0.0)), np.zeros(3)
        way[axis] = 1.0
        direction = frame.world(way) - origin
        point = frame.world(start)
        return free_length(bone, point, direction) + free_length(bone, point, -direction)

    def along_endplate(end: int, depth: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
        slope = (size.front_height - size.back_height) / size.depth / 2
        height = [end * (size.height / 2 - depth - slope * y) for y in (-40.0, size.back + 5)]
        return (0.0, -40.0, height[0]), (0.0, size.back + 5, height[1])

    rims = np.arange(1.0, 5.0, 0.4)
    half, back, z = size.height / 2, size.back, size.pedicle_z
    behind, front = back - 2.5, 5.0 - size.depth / 2
    middle = back + size.canal_depth / 3
    waist = back + 3.0
    return {
        "upper_width": max(inside((-40, 0, half - q), (40, 0, half - q)) for q in rims),
        "lower_width": max(inside((-40, 0, q - half), (40, 0, q - half)) for q in rims),
        "upper_depth": max(inside(*along_endplate(1, q)) for q in rims),
        "lower_depth": max(inside(*along_endplate(-1, q)) for q in rims),
        "back_height": inside((0, behind, -30), (0, behind, 30)),
        "front_height": inside((0, front, -30), (0, front, 30)),
        "canal_width": min(between((0, middle, z + q), 0) for q in (-3.0, 0.0, 3.0)),
        "canal_depth": between((0, middle, -5.0), 1),
        "pedicle_width": inside((0, waist, z), (size.pedicle_x + size.pedicle_width, waist, z)),
        "pedicle_height": inside((size.pedicle_x, waist, z - 14), (size.pedicle_x, waist, z + 14)),
    }


def measure_disc(column: Column, disc: str) -> dict[str, float]:
    """Sizes of a disc and its nucleus in mm; the nucleus' share of the disc's length in percent."""
    frame = column.disc_frames[disc]

    def inside(kind: str, start: tuple[float, ...], end: tuple[float, ...]) -> float:
        return inside_length(column.solid(f"{kind} {disc}"), frame.world(start), frame.world(end))

    up, along = ((0, 1, -15), (0, 1, 15)), ((0, -40, 0), (0, 30, 0))
    length, nucleus = inside("disc", *along), inside("nucleus", *along)
    return {
        "disc_height": inside("disc", *up),
        "disc_length": length,
        "nucleus_height": inside("nucleus", *up),
        "nucleus_length": nucleus,
        "nucleus_share_of_length": 100 * nucleus / length,
    }


# ---- nerves ---------------------------------------------------------------------------------

STEEP_MM = 8.0
"""The steepest stretch of a root is that long."""
_JOINED_MM = 0.3
"""Trunk and S1 lie side by side where they come so near."""


def to_upright_deg(start: Array, end: Array) -> float:
    """How far a way turns from the upright as it runs down and outward, seen from the front."""
    return float(np.degrees(np.arctan2(end[0] - start[0], start[2] - end[2])))


def steepest_deg(path: Array) -> float:
    """How far from the upright the steepest `STEEP_MM` of a root run, seen from the front."""
    way = length_along(path)
    last = np.searchsorted(way, way + STEEP_MM)
    spans = [(path[i, :3], path[j, :3]) for i, j in enumerate(last) if j < len(path)]
    return max(to_upright_deg(start, end) for start, end in spans)


def measure_nerve(column: Column, name: str) -> dict[str, float]:
    """How a left root, or the trunk, bends (mm), turns (degrees), how long and how wide it is."""
    if name == "trunk":
        return _measure_trunk(column)
    whole, out = column.root_path(name, Side.LEFT), column.ramus(name)
    free = _past_the_bone(column, name, out.path)
    start = whole[np.argmin(np.abs(whole[:, 2] - _height_of_disc(column, name))), :3]
    return {
        "bend_radius": float(bend_radius(whole).min()),
        "nerve_in_foramen": steepest_deg(whole),
        "nerve_take_off": to_upright_deg(start, out.path[0, :3]),
        "nerve_to_sagittal": to_upright_deg(free[0, :3], free[-1, :3]),
        "nerve_width": float(2 * (free[:, 3] * out.flat[-len(free) :])[len(free) // 2]),
    }


def _height_of_disc(column: Column, root: str) -> float:
    """How high the disc lies that a root traverses, where it does so."""
    disc = DISCS[LEVELS.index(root) - 1] if root in LEVELS else DISCS[-1]
    back = VERTEBRAE[LEVELS[DISCS.index(disc)]].lower_depth / 2
    return float(column.disc_frames[disc].world((0.0, back, 0.0))[2])


def _past_the_bone(column: Column, root: str, path: Array) -> Array:
    """From where a root has left the bones behind, down to where it becomes another nerve."""
    first = length_along(path) > STEEP_MM
    end = column.trunk.path[0, 2] if root in ("L3", "L4", "L5") else path[-1, 2]
    return path[first & (path[:, 2] > end)]


def _measure_trunk(column: Column) -> dict[str, float]:
    course, first = column.trunk, column.ramus("S1")
    path = course.path
    wide = path[:, 3] * course.flat
    beside = first.path[:, 3] * first.flat
    inner = [
        np.linalg.norm(first.path[:, :3] - row[:3], axis=1) - beside - half
        for row, half in zip(path, wide, strict=True)
    ]
    free = np.array([gaps.min() for gaps in inner]) > _JOINED_MM
    length = length_along(path)
    thin = path[:, 3] / course.flat
    brim = length < 30.0
    bone = column.solid("sacrum")(path[:, :3]) - thin
    return {
        "bend_radius": float(bend_radius(path).min()),
        "nerve_width": float(2 * np.median(wide)),
        "nerve_length": float(length[free].max()),
        "nerve_to_bone": float(bone[brim].min()),
    }
