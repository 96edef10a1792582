"""What a disc lesion is called, how large it is drawn, and how the back is held."""

from dataclasses import dataclass
from enum import StrEnum

from sciatica.model.anatomy import Disc, Side, Zone


class Form(StrEnum):
    """The form of a disc lesion, in the lumbar disc nomenclature, version 2.0.

    A bulge takes more than a quarter of the disc's edge and is no herniation. A protrusion is
    widest at its base; an extrusion is narrower at its base than farther out; a sequestration has
    lost its continuity with the disc.

    Source: ``fardon2014``.
    """

    BULGE = "bulge"
    PROTRUSION = "protrusion"
    EXTRUSION = "extrusion"
    SEQUESTRATION = "sequestration"


class Size(StrEnum):
    """How large a lesion is drawn. Size is a drawing choice and says nothing about pain."""

    SMALL = "small"
    LARGE = "large"


class Course(StrEnum):
    """What became of a lesion on a later scan: it got smaller, or it stayed as it was."""

    SHRANK = "shrank"
    STAYED = "stayed"


class Scan(StrEnum):
    """Which of two scans of one person: studies saw no more of a course than that."""

    FIRST = "first"
    LATER = "later"


class Posture(StrEnum):
    """How the low back is held: bent forward (sitting), upright (standing), leaning back."""

    FLEXED = "flexed"
    NEUTRAL = "neutral"
    EXTENDED = "extended"


class Severity(StrEnum):
    """How narrow the canal is drawn. It says nothing about pain."""

    NONE = "none"
    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


@dataclass(frozen=True, slots=True)
class Lesion:
    """One lesion of one disc. A bulge has no zone; a central lesion lies in the midline.

    Raises `ValueError` for a bulge with a zone, or another form without one.
    """

    disc: Disc
    zone: Zone | None
    form: Form
    size: Size
    side: Side = Side.LEFT

    def __post_init__(self) -> None:
        if (self.zone is None) != (self.form is Form.BULGE):
            raise ValueError(f"{self.form} in zone {self.zone}: a bulge, and only it, has no zone")
