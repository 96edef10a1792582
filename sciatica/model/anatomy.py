"""Sides, roots, discs and zones, and the rule that tells which root a disc lesion reaches.

Root and disc names follow clinical use ("L5", "L4/5"). Zones follow the lumbar disc
nomenclature, version 2.0 (source id ``fardon2014``).
"""

from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """A side of the *patient's* body, never of the picture."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> "Side":
        """The opposite side."""
        return Side.LEFT if self is Side.RIGHT else Side.RIGHT


class RootName(StrEnum):
    """A spinal nerve root. The members stand in their order in life, from the head downwards."""

    L2 = "L2"
    L3 = "L3"
    L4 = "L4"
    L5 = "L5"
    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"


LESSON = (RootName.L4, RootName.L5, RootName.S1)
"""The roots that patients are told about: those that sciatica comes from, as a rule."""


class Disc(StrEnum):
    """A disc between two vertebrae, named by both."""

    L3_L4 = "L3/4"
    L4_L5 = "L4/5"
    L5_S1 = "L5/S1"

    @property
    def exiting(self) -> RootName:
        """The root that leaves through the foramen at this disc: it bears the upper number."""
        return RootName(self.value.split("/")[0])

    @property
    def traversing(self) -> RootName:
        """The root that passes this disc on its way to the foramen below."""
        names = list(RootName)
        return names[names.index(self.exiting) + 1]


class Zone(StrEnum):
    """Where in the axial slice a disc lesion lies, from the centre outwards."""

    CENTRAL = "central"
    SUBARTICULAR = "subarticular"
    FORAMINAL = "foraminal"
    EXTRAFORAMINAL = "extraforaminal"


class Relation(StrEnum):
    """How the root at risk runs past the disc."""

    TRAVERSING = "traversing"
    EXITING = "exiting"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class RootsAtRisk:
    """The roots that a lesion can reach, and why."""

    relation: Relation
    roots: tuple[RootName, ...]


def roots_at_risk(disc: Disc, zone: Zone) -> RootsAtRisk:
    """Return the root or roots that a lesion of `disc` in `zone` can reach.

    Subarticular lesions meet the traversing root, foraminal and extraforaminal ones the exiting
    root; a central lesion can meet the traversing root and every root below it in the canal.
    Migration of a fragment, conjoined roots and transitional vertebrae shift this.

    Source: ``berra2021`` (table 2) for far-lateral against posterolateral; the central row is
    from general anatomy and still to be verified.
    """
    match zone:
        case Zone.SUBARTICULAR:
            return RootsAtRisk(Relation.TRAVERSING, (disc.traversing,))
        case Zone.FORAMINAL | Zone.EXTRAFORAMINAL:
            return RootsAtRisk(Relation.EXITING, (disc.exiting,))
        case Zone.CENTRAL:
            names = list(RootName)
            return RootsAtRisk(Relation.SEVERAL, tuple(names[names.index(disc.traversing) :]))


def usual_origins(root: RootName) -> tuple[tuple[Disc, Zone], ...]:
    """Return the disc and zone pairs that usually reach `root` alone, the commoner zone first.

    Central lesions are left out: they can reach several roots at once. Extraforaminal lesions
    are left out too, since they reach the same root as foraminal ones.
    """
    return tuple(
        (disc, zone)
        for zone in (Zone.SUBARTICULAR, Zone.FORAMINAL)
        for disc in Disc
        if roots_at_risk(disc, zone).roots == (root,)
    )
