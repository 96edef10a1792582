"""What a disc lesion is called, how large it is drawn, and how the back is held."""

from enum import StrEnum


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


class Posture(StrEnum):
    """How the low back is held: bent forward (sitting), upright (standing), leaning back."""

    FLEXED = "flexed"
    NEUTRAL = "neutral"
    EXTENDED = "extended"
