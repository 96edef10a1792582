"""What Explain it asks, from ``facts/explain.toml``."""

from dataclasses import dataclass
from functools import cache

from sciatica.content.facts import FACTS, evidence_of
from sciatica.content.toml import ContentError, read_toml


@dataclass(frozen=True, slots=True)
class ExplainFacts:
    """Ids of the bad sentences, of the teach-back, and of what a listener ticks."""

    wordings: tuple[str, ...]
    teach_back: str
    checklist: tuple[str, ...]


@cache
def explain_facts() -> ExplainFacts:
    """Return what there is to explain; every entry has evidence."""
    raw = read_toml(FACTS / "explain.toml")
    try:
        for entry in (*raw["wording"], *raw["teach_back"], raw["checklist"]):
            for text in entry["evidence"]:
                evidence_of(text)
        (teach_back,) = raw["teach_back"]
        return ExplainFacts(
            tuple(entry["id"] for entry in raw["wording"]),
            teach_back["id"],
            tuple(raw["checklist"]["items"]),
        )
    except (KeyError, ValueError) as error:
        raise ContentError(f"facts/explain.toml: {error}") from error
