"""Nouns and rules of the field. Standard library only, so that every rule can be proved alone."""

from sciatica.model.anatomy import (
    Disc,
    Relation,
    RootName,
    RootsAtRisk,
    Side,
    Zone,
    roots_at_risk,
    usual_origins,
)
from sciatica.model.evidence import Evidence, EvidenceKind, Frequency, Source
from sciatica.model.red_flags import Card, CardLine, Tier
from sciatica.model.roots import KeyPoint, Movement, Reflex, Root, RootTest

__all__ = [
    "Card",
    "CardLine",
    "Disc",
    "Evidence",
    "EvidenceKind",
    "Frequency",
    "KeyPoint",
    "Movement",
    "Reflex",
    "Relation",
    "Root",
    "RootName",
    "RootTest",
    "RootsAtRisk",
    "Side",
    "Source",
    "Tier",
    "Zone",
    "roots_at_risk",
    "usual_origins",
]
