"""From facts, and from the numbers that a text prints, to the sources that stand behind them."""

from collections.abc import Iterator

from sciatica.content.accuracy import evidence_of_slots
from sciatica.content.facts import source
from sciatica.content.words import Words
from sciatica.model.evidence import Evidence, EvidenceKind, Source, evidence_in


def read_sources(*facts: object) -> list[Source]:
    """Return the sources that somebody read for these facts, each once."""
    read = (one.detail for one in evidence_in(facts) if one.kind is EvidenceKind.READ)
    return [source(name) for name in dict.fromkeys(read)]


def evidence_of(text: Words, key: str) -> Iterator[Evidence]:
    """Yield what the numbers in the text of `key` rest on."""
    behind = evidence_of_slots()
    return (behind[slot] for slot in text.slots(key) if slot in behind)


def sources_of_numbers(text: Words, key: str) -> list[Source]:
    """Return the sources of the numbers in the text of `key`."""
    return read_sources(*evidence_of(text, key))
