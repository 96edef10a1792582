"""How large each form of lesion is in each zone: data alone.

Estimated: a protrusion is wider than deep, the head of an extrusion wider than its neck. Real
fragments may lie farther off; here each stays in the slice through its disc.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sciatica.model.anatomy import Zone
from sciatica.model.lesions import Form, Lesion, Size


@dataclass(frozen=True, slots=True)
class Shape:
    """Of a lesion, in mm: half width at base and dome, how far it reaches, half height."""

    base: float
    dome: float
    reach: float
    tall: float
    aside: float = 0.0
    """How far its dome lies outward of its base."""
    rise: float = 0.0
    """How far its dome lies above the level of the disc: in the canal it sinks, in the foramen it
    rises to the root."""


_ROWS: tuple[tuple[Zone, Form, Size, tuple[float, float, float, float, float, float]], ...] = (
    # base, dome, reach, tall, aside, rise
    (Zone.CENTRAL, Form.PROTRUSION, Size.SMALL, (9.8, 9.8, 5.1, 5.6, 0.0, -0.6)),
    (Zone.CENTRAL, Form.PROTRUSION, Size.LARGE, (10.4, 10.4, 6.2, 6.4, 0.0, -0.6)),
    (Zone.CENTRAL, Form.EXTRUSION, Size.SMALL, (3.0, 9.8, 7.6, 7.0, 0.0, -1.0)),
    (Zone.CENTRAL, Form.EXTRUSION, Size.LARGE, (3.6, 10.4, 8.7, 8.6, 0.0, -1.2)),
    (Zone.CENTRAL, Form.SEQUESTRATION, Size.SMALL, (0.0, 8.6, 6.6, 7.0, 0.0, -2.2)),
    (Zone.CENTRAL, Form.SEQUESTRATION, Size.LARGE, (0.0, 9.8, 8.4, 8.6, 0.0, -2.6)),
    (Zone.SUBARTICULAR, Form.PROTRUSION, Size.SMALL, (4.6, 4.6, 3.4, 5.0, 0.0, -0.6)),
    (Zone.SUBARTICULAR, Form.PROTRUSION, Size.LARGE, (5.6, 5.6, 4.5, 5.8, 0.0, -0.6)),
    (Zone.SUBARTICULAR, Form.EXTRUSION, Size.SMALL, (2.2, 6.0, 5.3, 6.2, 0.0, -0.6)),
    (Zone.SUBARTICULAR, Form.EXTRUSION, Size.LARGE, (2.6, 7.5, 7.0, 6.4, -0.6, -1.0)),
    (Zone.SUBARTICULAR, Form.SEQUESTRATION, Size.SMALL, (0.0, 5.6, 5.0, 6.2, 0.0, -1.8)),
    (Zone.SUBARTICULAR, Form.SEQUESTRATION, Size.LARGE, (0.0, 7.0, 6.8, 7.2, -0.6, -2.0)),
    (Zone.FORAMINAL, Form.PROTRUSION, Size.SMALL, (4.8, 4.8, 3.6, 5.0, 0.0, 2.6)),
    (Zone.FORAMINAL, Form.PROTRUSION, Size.LARGE, (5.6, 5.6, 5.0, 6.0, 0.0, 2.8)),
    (Zone.FORAMINAL, Form.EXTRUSION, Size.SMALL, (2.2, 5.0, 5.8, 5.8, 0.0, 2.8)),
    (Zone.FORAMINAL, Form.EXTRUSION, Size.LARGE, (2.5, 6.4, 7.6, 6.6, 0.0, 3.2)),
    (Zone.FORAMINAL, Form.SEQUESTRATION, Size.SMALL, (0.0, 4.8, 5.8, 5.8, 0.0, 3.4)),
    (Zone.FORAMINAL, Form.SEQUESTRATION, Size.LARGE, (0.0, 6.0, 7.4, 6.4, 0.0, 3.8)),
    (Zone.EXTRAFORAMINAL, Form.PROTRUSION, Size.SMALL, (5.0, 5.0, 4.6, 5.0, 0.0, 0.3)),
    (Zone.EXTRAFORAMINAL, Form.PROTRUSION, Size.LARGE, (6.2, 6.2, 5.0, 5.6, 0.0, 0.3)),
    (Zone.EXTRAFORAMINAL, Form.EXTRUSION, Size.SMALL, (2.4, 5.4, 5.4, 5.6, 0.0, 0.6)),
    (Zone.EXTRAFORAMINAL, Form.EXTRUSION, Size.LARGE, (2.8, 6.6, 6.8, 7.0, 0.0, 0.6)),
    (Zone.EXTRAFORAMINAL, Form.SEQUESTRATION, Size.SMALL, (0.0, 5.2, 5.4, 6.0, 0.0, 1.0)),
    (Zone.EXTRAFORAMINAL, Form.SEQUESTRATION, Size.LARGE, (0.0, 6.4, 6.8, 7.0, 0.0, 1.0)),
)
BULGE_MM: Mapping[Size, float] = {Size.SMALL: 0.8, Size.LARGE: 1.25}
"""How far the edge of a bulging disc comes out."""
SHAPES: Mapping[tuple[Zone, Form, Size], Shape] = {
    (zone, form, size): Shape(*numbers) for zone, form, size, numbers in _ROWS
}


def numbers_of(lesion: Lesion) -> Shape | float:
    """Return all that this module says of a lesion."""
    if lesion.zone is None:
        return BULGE_MM[lesion.size]
    return SHAPES[lesion.zone, lesion.form, lesion.size]
