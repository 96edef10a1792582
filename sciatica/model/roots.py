"""A nerve root with what it feels, moves and answers to."""

from dataclasses import dataclass

from sciatica.model.anatomy import RootName
from sciatica.model.evidence import Evidence


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """The spot where a light touch tests one root (ISNCSCI key sensory point)."""

    id: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement that a root helps; `shared` names the other roots that help it too."""

    id: str
    shared: tuple[RootName, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Reflex:
    """A reflex tapped for a root; `id` is ``none`` where no bedside reflex is reliable."""

    id: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class RootTest:
    """A bedside test that loads a root. For clinicians only."""

    id: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Root:
    """One nerve root. `skin` holds the ids of the sites of its core skin area, `pain` those where
    people with this root hurt, from the top down; none where no source was read.

    Core areas are those where studies agree most; real areas overlap and differ between people.
    Pain differs more, and names no root.
    """

    name: RootName
    skin: tuple[str, ...]
    skin_evidence: tuple[Evidence, ...]
    key_point: KeyPoint
    movements: tuple[Movement, ...]
    reflex: Reflex
    tests: tuple[RootTest, ...]
    pain: tuple[str, ...] = ()
    pain_evidence: tuple[Evidence, ...] = ()
