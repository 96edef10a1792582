"""Who signed which page. Until a named clinician signs, every page says that nobody has."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from sciatica.content.toml import read_toml

FILE = Path(__file__).parent / "facts" / "signatures.toml"


@dataclass(frozen=True, slots=True)
class Signature:
    """A clinician's name under one version of one page."""

    name: str
    role: str
    date: date
    version: str


@cache
def _ledger() -> dict[str, Any]:
    return read_toml(FILE)


def checked_on() -> date:
    """Return the day on which the facts were last held against their sources."""
    day: date = _ledger()["checked_on"]
    return day


def signature(page: str, version: str) -> Signature | None:
    """Return the signature of `page` if it was given for exactly this `version` of it."""
    entry = _ledger().get("page", {}).get(page)
    if entry is None or entry["version"] != version:
        return None
    return Signature(entry["name"], entry["role"], entry["date"], entry["version"])
