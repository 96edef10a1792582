"""The hazard log: what can go wrong, whom it would harm, and the tests that hold the guard.

It stands in ``docs/safety/hazards.toml`` and travels in the wheel; the tests do not.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sciatica import resources
from sciatica.content.structure import Structure
from sciatica.content.toml import Document, read

FILE = "hazards.toml"
Severity = Literal["critical", "serious", "minor"]


@dataclass(frozen=True, slots=True)
class Hazard:
    """A hazard: what can go wrong, whom it harms, and the tests that guard it. `signs` are the
    signs of the safety list that it is about."""

    id: str
    title: str
    harm: str
    severity: Severity
    guard: str
    tests: tuple[str, ...]
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Log:
    hazard: tuple[Hazard, ...]


def read_hazards(path: Path) -> tuple[Document, tuple[Hazard, ...]]:
    """Return a hazard log, as it stands and as hazards. Raises `ContentError`."""
    written = read(path)
    return written, Structure()(written, _Log).hazard


def hazards() -> tuple[Hazard, ...]:
    """Return the hazards of this product."""
    return read_hazards(resources.safety() / FILE)[1]
