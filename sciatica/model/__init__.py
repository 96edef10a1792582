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
from sciatica.model.evidence import Evidence, EvidenceKind, Frequency, Quantity, Source, Topic
from sciatica.model.red_flags import Card, CardLine, Tier
from sciatica.model.roots import KeyPoint, Movement, Reflex, Root, RootTest
from sciatica.model.walk import (
    Advice,
    Answer,
    End,
    Note,
    Verdict,
    WalkTable,
    answers,
    compile_walk,
    end_of,
    judge,
    sequences,
)

__all__ = [
    "Advice",
    "Answer",
    "Card",
    "CardLine",
    "Disc",
    "End",
    "Evidence",
    "EvidenceKind",
    "Frequency",
    "KeyPoint",
    "Movement",
    "Note",
    "Quantity",
    "Reflex",
    "Relation",
    "Root",
    "RootName",
    "RootTest",
    "RootsAtRisk",
    "Side",
    "Source",
    "Tier",
    "Topic",
    "Verdict",
    "WalkTable",
    "Zone",
    "answers",
    "compile_walk",
    "end_of",
    "judge",
    "roots_at_risk",
    "sequences",
    "usual_origins",
]
