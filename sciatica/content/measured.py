"""What `make measure` found on the finished pages, from ``facts/measured.toml``.

Only what cannot be counted when a page is made stands there. A page that nobody measured yet is not
in it, and says so; that the file still fits the pages is a test's business, not a server's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from sciatica.content.facts import OURS, Folder, load

SHORT_WORDS = 4
"""A sentence of so many words or fewer is very short: it may lack a verb, and the formula of the
school grade takes it for easy."""


@dataclass(frozen=True, slots=True)
class PageMeasures:
    """One page: the school grade that its words need (None where it says nothing in sentences), how
    many of 100 sentences are very short, kilobytes and requests of a first visit, and the
    fingerprint of what a browser saw besides the words."""

    short_in_100: int
    kilobytes: int
    requests: int
    seen: str
    grade: float | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found on all pages together. `axe_found` and the two that follow are counts over
    all of them: accessibility faults, requests to another machine, things kept in the browser."""

    measured_on: date
    browser: str
    axe: str
    axe_rules: int
    axe_found: int
    elsewhere: int
    kept: int
    page: Mapping[str, PageMeasures]
    """By the page's id, such as ``en/care``."""


@cache
def measured(folder: Folder = OURS) -> Measured:
    """Return the measures."""
    return load(folder, "measured", Measured)
