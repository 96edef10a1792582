"""What Explain it asks, from ``facts/explain.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sciatica.content.facts import OURS, Folder, load
from sciatica.model.evidence import Evidence, evidence_in


@dataclass(frozen=True, slots=True)
class ExplainFacts:
    """Ids of the bad sentences, of the teach-back, and of what a listener ticks; what they rest
    on."""

    wordings: tuple[str, ...]
    teach_back: str
    checklist: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    evidence_of: Mapping[str, tuple[Evidence, ...]]
    """By the id of a sentence, or of the teach-back."""


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _Checklist:
    items: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _Explain:
    wording: tuple[_Entry, ...]
    teach_back: _Entry
    checklist: _Checklist


@cache
def explain_facts(folder: Folder = OURS) -> ExplainFacts:
    """Return what there is to explain; every entry has evidence. Raises `ContentError`."""
    facts = load(folder, "explain", _Explain)
    wordings = tuple(one.id for one in facts.wording)
    evidence = tuple(evidence_in(facts))
    by_id = {one.id: one.evidence for one in (*facts.wording, facts.teach_back)}
    return ExplainFacts(wordings, facts.teach_back.id, facts.checklist.items, evidence, by_id)
