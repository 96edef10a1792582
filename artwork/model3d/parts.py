"""What is in the model: its parts, and how each moves with posture, narrowing and lesion."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np

from artwork.model3d.mesh import Mesh
from artwork.solids.buttock import Buttock
from artwork.solids.changes import STENOSIS
from artwork.solids.column import Column
from artwork.solids.dimensions import DISCS, LEVELS
from artwork.solids.nerves import Canal
from artwork.solids.sdf import Array, Solid
from artwork.solids.stack import Stack
from sciatica.model.anatomy import Disc, Zone
from sciatica.model.lesions import Form, Lesion, Posture, Severity, Size

LOWEST_MM = -235.0
"""The thigh bone and the nerve are longer in the solids: the model ends below the buttock."""
DEEP = ("hip", "femur", "piriformis", "sciatic")
"""Parts of the left side that stand on both."""
NARROWED = Disc.L4_L5
_HALF_FLAVUM_MM = 9.0


@dataclass(frozen=True)
class Part:
    """A part by name: whether it is kept as a half, and the bones that it goes with."""

    name: str
    halved: bool
    below: str
    above: str

    @property
    def kind(self) -> str:
        """The first word of its name."""
        return self.name.split()[0]

    @property
    def soft(self) -> bool:
        """Whether it lies between two bones."""
        return self.below != self.above


def parts() -> list[Part]:
    """Return every part of the healthy column and the pelvis."""
    below = dict(zip(DISCS, (*LEVELS[1:], "sacrum"), strict=True))
    bones = [Part(name, True, name, name) for name in LEVELS]
    soft = [
        Part(f"{kind} {disc}", True, below[disc], above)
        for kind in ("disc", "flavum", "nucleus")
        for disc, above in zip(DISCS, LEVELS, strict=True)
        if kind != "nucleus" or disc in list(Disc)
    ]
    still = [
        Part(name, name not in DEEP, "sacrum", "sacrum") for name in ("sacrum", "coccyx", *DEEP)
    ]
    return [*bones, *soft, *still]


def lesions() -> Iterator[Lesion]:
    """Yield every lesion that the flat pictures show, on the patient's left."""
    herniations = [form for form in Form if form is not Form.BULGE]
    for disc in Disc:
        yield Lesion(disc, None, Form.BULGE, Size.LARGE)
        for form, zone in product(herniations, Zone):
            yield Lesion(disc, zone, form, Size.LARGE)


# ---- columns --------------------------------------------------------------------------------


@cache
def column(posture: Posture = Posture.NEUTRAL, severity: Severity = Severity.NONE) -> Column:
    """Return the column in a state, once in each process."""
    return Column(posture, _changes(severity))


def _changes(severity: Severity) -> dict:
    return {} if severity is Severity.NONE else {NARROWED: STENOSIS[severity]}


def canal(posture: Posture = Posture.NEUTRAL, severity: Severity = Severity.NONE) -> Canal:
    """Return the middle line of the canal in a state."""
    return Canal(Stack(posture, {str(d): change for d, change in _changes(severity).items()}))


def solid_of(name: str, of: Column) -> Solid:
    """Return a part's solid; of what stands on both sides, the left one."""
    if name not in DEEP:
        return of.solid(name)
    whole = Buttock(of).solid(name)
    if name in ("hip", "piriformis"):
        return lambda p: np.maximum(whole(p), -p[..., 0])
    return lambda p: np.maximum(np.maximum(whole(p), -p[..., 0]), LOWEST_MM - p[..., 2])


# ---- parts ----------------------------------------------------------------------------------


def soft_weight(kind: str, disc: str, points: Array) -> Array:
    """Return how far points between two bones go with the upper one."""
    space = Stack().spaces[disc]
    local = space.frame.local(points)
    half = np.full(len(points), _HALF_FLAVUM_MM)
    if kind != "flavum":
        half = space.height / 2 - np.tan(np.radians(space.wedge_deg / 2)) * local[:, 1]
    return np.clip(0.5 + local[:, 2] / (2 * np.maximum(half, 1.5)), 0, 1)


def carried(mesh: Mesh, rest: Column, to: Column) -> tuple[Array, Array]:
    """Return a part's points and normals where the two bones it goes with have carried them."""
    assert mesh.follows is not None
    weight = np.ones(len(mesh.points)) if mesh.weight is None else mesh.weight
    ends = [_moved_with(bone, mesh, rest, to) for bone in mesh.follows]
    points, normals = (
        low + (high - low) * weight[:, None] for low, high in zip(*ends, strict=True)
    )
    return points, normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-6)


def ways_of(name: str, normals: Array, of: Column) -> Array:
    """Return the ways on which a part grows: along its normals, and a disc in its own plane alone,
    as its height is that of the gap between two bones."""
    kind, _, disc = name.partition(" ")
    if kind != "disc":
        return normals
    frame = of.disc_frames[disc]
    up = frame.world((0.0, 0.0, 1.0)) - frame.world((0.0, 0.0, 0.0))
    return normals - (normals @ up)[:, None] * up


def _moved_with(bone: str, mesh: Mesh, rest: Column, to: Column) -> tuple[Array, Array]:
    if bone not in rest.frames:
        return mesh.points, mesh.normals  # the sacrum stands still
    old, new = rest.frames[bone], to.frames[bone]
    start = new.world(old.local(np.zeros((1, 3))))
    return new.world(old.local(mesh.points)), new.world(old.local(mesh.normals)) - start


# ---- states ---------------------------------------------------------------------------------


STATES = (
    (Posture.FLEXED, Severity.NONE),
    (Posture.EXTENDED, Severity.NONE),
    (Posture.NEUTRAL, Severity.MILD),
    (Posture.NEUTRAL, Severity.MODERATE),
    (Posture.NEUTRAL, Severity.SEVERE),
)
"""States whose tubes are kept: a narrow canal that is bent is the sum of two of them."""


def state_name(posture: Posture, severity: Severity) -> str:
    """Return the name of a state in the file: the posture, or how narrow the canal is."""
    return str(posture if severity is Severity.NONE else severity)


def places(posture: Posture, severity: Severity) -> dict[str, list[float]]:
    """Return where bones and discs stand in a state: y, z and how far they are tilted, in degrees
    as the frames have it."""
    of = column(posture, severity)
    frames = {**of.frames, **{f"disc {name}": frame for name, frame in of.disc_frames.items()}}
    return {n: [round(f.y, 3), round(f.z, 3), round(f.tilt_deg, 3)] for n, f in frames.items()}
