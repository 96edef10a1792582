"""How strong one bedside sign is: a band, with its interval in sight.

Signs are not independent, so ratios are never multiplied and no probability is made of them.
"""

from dataclasses import dataclass
from enum import StrEnum

from sciatica.model.evidence import Evidence

MODERATE_FROM, STRONG_ABOVE = 5.0, 10.0
"""Positive likelihood ratios; under 2 a sign tells next to nothing."""
TELLS_FROM = 2.0


class Band(StrEnum):
    """How much a sign that is there moves the likelihood."""

    WEAK = "weak"
    MODERATE = "moderate"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Range:
    """A published figure with its interval, as far as either was read."""

    value: float | None = None
    low: float | None = None
    high: float | None = None

    def __str__(self) -> str:
        ends = (
            ""
            if self.low is None or self.high is None
            else f"{_short(self.low)}-{_short(self.high)}"
        )
        if self.value is None:
            return ends
        return f"{_short(self.value)} ({ends})" if ends else _short(self.value)


def _short(number: float) -> str:
    return f"{number:g}"


@dataclass(frozen=True, slots=True)
class Accuracy:
    """What a study says of one sign for one `target`. `check` is the test it is about.

    `lr` is the positive likelihood ratio; `at_least` stands where only "this or more" was read.
    `sens` and `spec` are percent.
    """

    id: str
    target: str
    evidence: Evidence
    check: str = ""
    lr: Range = Range()
    at_least: float | None = None
    sens: Range = Range()
    spec: Range = Range()

    def __post_init__(self) -> None:
        if not self.evidence.may_print_numbers:
            raise ValueError(f"{self.id}: a number from memory may not be printed")

    @property
    def derived(self) -> float | None:
        """The ratio worked out from sensitivity and specificity; it has no interval."""
        if self.sens.value is None or self.spec.value is None:
            return None
        return round(self.sens.value / (100 - self.spec.value), 1)

    @property
    def band(self) -> Band:
        """The band of the ratio itself; see `doubtful`."""
        ratio = next(
            (r for r in (self.lr.value, self.at_least, self.derived) if r is not None), 0.0
        )
        if ratio > STRONG_ABOVE:
            return Band.STRONG
        return Band.MODERATE if ratio >= MODERATE_FROM else Band.WEAK

    @property
    def doubtful(self) -> bool:
        """Whether the interval reaches down to where a sign tells next to nothing, or is not
        known: then the band may be too kind."""
        if self.band is Band.WEAK:
            return False
        return self.lr.low is None or self.lr.low < TELLS_FROM
