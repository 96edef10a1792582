"""Points for labels, on the patient's left."""

from collections.abc import Mapping

import numpy as np

from artwork.solids.courses import CONFLUENCE, ROOTS
from artwork.solids.dimensions import DISCS, LEVELS, VERTEBRAE
from artwork.solids.facets import joint_of_disc
from artwork.solids.nerves import Canal, Root
from artwork.solids.sacrum import CURVE, FORAMINA, back_surface
from artwork.solids.sdf import Array
from artwork.solids.spaces import FORAMEN_Z
from artwork.solids.stack import Stack


def landmarks(
    stack: Stack, rest: Stack, canal: Canal, roots: Mapping[str, Root]
) -> dict[str, Array]:
    """Every landmark by its name."""
    return {
        **_of_vertebrae(stack),
        **_of_discs(stack, rest),
        **_of_sacrum(),
        "sac": canal.point(0.0, 0.0, "L3/4"),
        "cord": canal.point(0.0, 0.0, "L1"),
        **{f"ganglion {name}": _middle(roots[name].ganglion_part().path) for name in ROOTS},
        "sciatic start": np.array(CONFLUENCE),
    }


def _middle(path: Array) -> Array:
    middle: Array = path[len(path) // 2, :3]
    return middle


def _of_vertebrae(stack: Stack) -> dict[str, Array]:
    marks = {}
    for level, frame in stack.frames.items():
        size = VERTEBRAE[level]
        roof, pedicle = size.wall + size.canal_depth, size.pedicle_z
        tip = (size.transverse_span / 2 - 6.0, size.back + 17.0, pedicle - 1 + size.transverse_rise)
        local = {
            "body": (0.36 * size.upper_width, -2.0, 0.0),
            "pedicle": (size.pedicle_x, size.back + 3.0, pedicle),
            "transverse process": tip,
            "spinous process": (0.0, roof + 0.75 * size.spinous_length, -6.0 - size.spinous_fall),
            "lamina": (7.0, roof + 0.5, -6.0),
        }
        marks.update({f"{part} {level}": frame.world(point) for part, point in local.items()})
    return marks


def _of_discs(stack: Stack, rest: Stack) -> dict[str, Array]:
    marks = {}
    for disc, level in zip(DISCS, LEVELS, strict=True):
        size, frame = VERTEBRAE[level], stack.spaces[disc].frame
        local = {
            "disc": (0.3 * size.lower_width, -12.0, 0.0),
            "nucleus": (0.0, 0.0, 0.0),
            "foramen": (size.pedicle_x, size.back + 4.0, FORAMEN_Z),
            "flavum": (3.0, size.wall + size.canal_depth - 2.0, 0.0),
        }
        marks.update({f"{part} {disc}": frame.world(point) for part, point in local.items()})
        joint = joint_of_disc(disc, rest.frames[level], rest)
        marks[f"facet {disc}"] = stack.frames[level].world(joint.at(along=4.0))
    return marks


def _of_sacrum() -> dict[str, Array]:
    marks = {
        "sacrum": CURVE.world((17.0, 12.0, 66.0)),
        "wing of the sacrum": CURVE.world((44.0, 2.0, 12.0)),
        "sacral hiatus": CURVE.world((0.0, 8.0, 94.0)),
        "coccyx": CURVE.world((0.0, 0.0, 124.0)),
    }
    for i, hole in enumerate(FORAMINA, start=1):
        back = (hole.x, back_surface(hole.along) - 3.0, hole.along)
        marks[f"sacral foramen {i} back"] = CURVE.world(back)
        marks[f"sacral foramen {i} front"] = CURVE.world((hole.x + 2.0, -6.0, hole.along))
    return marks
