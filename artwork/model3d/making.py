"""Makes the pieces of the model: meshes of parts, tubes of states, lesions."""

from collections.abc import Mapping
from functools import cache
from itertools import product

import numpy as np

from artwork.model3d.cords import Cord, cord_along, sac_cord, sac_rings, stations
from artwork.model3d.mesh import LesionMesh, Mesh
from artwork.model3d.parts import (
    DEEP,
    NARROWED,
    Part,
    canal,
    carried,
    column,
    soft_weight,
    solid_of,
    ways_of,
)
from artwork.model3d.surfaces import Box, Surface, dense, grown, settled, thinned, without_leaves
from artwork.solids.column import Column
from artwork.solids.courses import ROOTS
from artwork.solids.sdf import Array, Solid
from sciatica.model.anatomy import Side, Zone
from sciatica.model.lesions import Lesion, Posture, Severity

SPINE_BOX: Box = ((-62.0, -60.0, -160.0), (62.0, 95.0, 190.0))
HIP_BOX: Box = ((-2.0, -110.0, -330.0), (170.0, 110.0, 80.0))
ERROR_MM = 0.14
"""How far face centres may lie off their solid, but for parts that are `COARSER`."""
STEP_MM = 0.65
STEPS_MM: Mapping[str, float] = {
    "hip": 1.2, "femur": 1.2, "piriformis": 0.9, "sciatic": 0.9, "sacrum": 0.8, "lesion": 0.45,
    "flavum": 0.5,
}  # fmt: skip
"""Of the grid from which the dense surface is cut."""
LESION_WITHIN = 90
"""Of 100 face centres of a lesion: its sharp edges lie inside the disc, where nobody looks."""
COARSER: Mapping[str, float] = {
    "hip": 3.0, "femur": 3.0, "sacrum": 1.3, "coccyx": 1.6, "piriformis": 2.0, "sciatic": 1.0,
    "nucleus": 2.0, "flavum": 1.3, "L1": 1.6, "L2": 1.4,
}  # fmt: skip
"""A part away from the discs in question may lie so much farther off its solid."""
LEAF_MM = 0.9
"""A ligament's leaves between bones, thinner than this, are left out."""
TOUCH_MM = 1.6
"""A ring glows the more, the nearer than this a lesion lies to it."""
IN_TRUNK = ("L4", "L5")
_INSIDE_TRUNK_MM, _PAST_GANGLION = 1.0, 0.6


# ---- parts ----------------------------------------------------------------------------------


def dense_part(part: Part) -> Surface:
    """Return the dense surface of a part."""
    return dense(_solid(part), _box(part), _step(part), part.halved)


def _box(part: Part) -> Box:
    return HIP_BOX if part.name in DEEP else SPINE_BOX


def _step(part: Part) -> float:
    return STEPS_MM.get(part.kind, STEP_MM)


@cache
def _solid(part: Part) -> Solid:
    solid = solid_of(part.name, column())
    if part.kind != "flavum":
        return solid
    return without_leaves(solid, _box(part), _step(part), part.halved, LEAF_MM)


def mesh_of(part: Part, surface: Surface) -> Mesh:
    """Return a part as a small mesh, with all that bends or grows it."""
    solid = _solid(part)
    error = ERROR_MM * COARSER.get(part.name, COARSER.get(part.kind, 1.0))
    small = thinned(solid, surface, part.halved, error)
    points, normals = settled(solid, small.points, part.halved)
    mesh = Mesh(part.name, points, small.faces, normals, part.halved, (part.below, part.above))
    if part.soft:
        mesh.weight = soft_weight(part.kind, part.name.split()[1], points)
    if part.kind in ("disc", "flavum"):
        mesh.grow = {str(p): _grown(part, mesh, p) for p in (Posture.FLEXED, Posture.EXTENDED)}
    if part.name in ("L4", "L5", f"disc {NARROWED}", f"flavum {NARROWED}"):
        narrow = _grown(part, mesh, Posture.NEUTRAL, Severity.SEVERE)
        mesh.grow = {**mesh.grow, str(Severity.SEVERE): narrow}
    return mesh


def _grown(part: Part, mesh: Mesh, posture: Posture, severity: Severity = Severity.NONE) -> Array:
    to = column(posture, severity)
    points, normals = carried(mesh, column(), to)
    return grown(solid_of(part.name, to), points, ways_of(part.name, normals, to))


# ---- tubes ----------------------------------------------------------------------------------


def nerve(of: Column, root: str, side: Side) -> Solid:
    """Return a root with its ganglion."""
    one, other = (of.solid(f"{kind} {root} {side}") for kind in ("root", "ganglion"))
    return lambda p: np.minimum(one(p), other(p))


@cache
def ring_places(root: str) -> Array:
    """Return where the rings of a root stand; one that goes on in the trunk ends inside it."""
    path = column().root_path(root, Side.LEFT)
    at = stations(path)
    if root not in IN_TRUNK:
        return at
    trunk = column().solid("trunk left")
    share = np.linspace(0, 1, len(path))
    centres = np.stack([np.interp(at, share, path[:, i]) for i in range(3)], -1)
    inside = (trunk(centres) < -_INSIDE_TRUNK_MM) & (at > _PAST_GANGLION)
    return at[: int(inside.argmax()) + 2] if inside.any() else at


def root_cord(of: Column, root: str, side: Side) -> Cord:
    """Return a root as a tube, with the same rings in every state; a right one as its mirror."""
    flip = 1 if side is Side.LEFT else -1
    path = of.root_path(root, side) * [flip, 1, 1, 1]
    solid = nerve(of, root, side)
    return cord_along(
        f"root {root}", path, ring_places(root), lambda p: solid(p * [flip, 1.0, 1.0])
    )


def cords(posture: Posture, severity: Severity) -> dict[str, Cord]:
    """Return the sac and the left roots in a state."""
    of = column(posture, severity)
    made = [root_cord(of, root, Side.LEFT) for root in ROOTS]
    made.append(sac_cord(canal(posture, severity), of.solid("sac"), sac_rings(canal())))
    return {cord.name: cord for cord in made}


def trunk_cord() -> Cord:
    """Return the lumbosacral trunk, which nothing moves."""
    path = column().trunk.path
    return cord_along("trunk", path, stations(path), column().solid("trunk left"))


# ---- lesions --------------------------------------------------------------------------------


def lesion_mesh(lesion: Lesion, at_rest: Mapping[str, Cord]) -> LesionMesh:
    """Return a lesion of the left side with all that it moves."""
    of = Column(lesion=lesion)
    halved = lesion.zone in (None, Zone.CENTRAL)
    solid = of.solid("lesion")
    surface = dense(solid, SPINE_BOX, STEPS_MM["lesion"], halved)
    small = thinned(solid, surface, halved, ERROR_MM, LESION_WITHIN)
    points, normals = settled(solid, small.points, halved)
    mesh = Mesh("lesion", points, small.faces, normals, halved)
    mesh.weight = soft_weight("lesion", str(lesion.disc), points)
    reached = sorted(f"{root} {side}" for root, side in of.reached())
    sides = (Side.LEFT,) if halved else tuple(Side)
    moved = {}
    for root, side in product(ROOTS, sides):
        touched = f"{root} {side}" in reached
        if not touched and not of.is_moved(f"root {root} {side}"):
            continue
        cord = root_cord(of, root, side)
        flip = [1.0 if side is Side.LEFT else -1.0, 1.0, 1.0]
        near = solid(cord.centres * flip) - cord.radii.mean(1)
        cord.touch = np.clip(1 - near / TOUCH_MM, 0, 1) if touched else np.zeros(len(near))
        moved[f"root {root} {side}"] = cord
    moved["sac"] = sac_cord(canal(), of.solid("sac"), len(at_rest["sac"].centres))
    return LesionMesh(lesion, mesh, tuple(reached), moved)
