"""The list of sources at the end of a page."""

from collections.abc import Iterable, Sequence

from sciatica.content import Words, source
from sciatica.model import Evidence, EvidenceKind, Source
from sciatica.pages.block import Block, render


def read_sources(evidence: Iterable[Evidence]) -> list[Source]:
    """Return the sources among the evidence that somebody read."""
    return [source(e.detail) for e in evidence if e.kind is EvidenceKind.READ]


def source_list(text: Words, read: Iterable[str], to_verify: Sequence[str]) -> Block:
    """List the sources `read` (by id) with how much of each was read, and name the facts that
    come from memory and are still `to_verify`."""
    return Block(
        render(
            "sources",
            words=text,
            sources=[source(name) for name in sorted(read)],
            to_verify=", ".join(to_verify),
        )
    )
