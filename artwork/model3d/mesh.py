"""A part of the model as it is packed, and what a lesion does to the rest."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from artwork.model3d.cords import Cord
from artwork.solids.sdf import Array
from sciatica.model.lesions import Lesion


@dataclass
class Mesh:
    """A part as it is packed. `weight` tells how far each point goes with the bone above; `grow`
    how far it goes on its way (see `parts.ways_of`), in mm, in a state that bends or grows it."""

    name: str
    points: Array
    faces: Array
    normals: Array
    halved: bool
    follows: tuple[str, str] | None = None
    weight: Array | None = None
    grow: Mapping[str, Array] = field(default_factory=dict)


@dataclass
class LesionMesh:
    """A lesion on the patient's left: its mesh, the roots that it reaches, the tubes it moves."""

    lesion: Lesion
    mesh: Mesh
    reached: tuple[str, ...]
    moved: Mapping[str, Cord]
