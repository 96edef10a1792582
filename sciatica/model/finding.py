"""How far a bedside finding moves the odds. For clinicians only, never chained into a score."""

from dataclasses import dataclass
from enum import StrEnum

from sciatica.model.evidence import Evidence

WEAK, MODERATE, STRONG = 2, 5, 10
"""A likelihood ratio below 2 (above 1/2) hardly moves the odds; from 2 it is weak, from 5 moderate,
and above 10 strong. Common teaching, from memory."""


class Band(StrEnum):
    """How strong a finding is."""

    HARDLY = "hardly"
    WEAK = "weak"
    MODERATE = "moderate"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with its 95 % interval, where the source gives one."""

    value: float
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        if (self.low is None) != (self.high is None):
            raise ValueError("an interval has both ends or none")
        if self.is_known and not self.holds(self.value):
            raise ValueError(f"{self.value} is not between {self.low} and {self.high}")

    @property
    def is_known(self) -> bool:
        """Whether the source gives the interval."""
        return self.low is not None

    def holds(self, value: float) -> bool:
        """Whether `value` lies in the interval."""
        return self.low is not None and self.high is not None and self.low <= value <= self.high


def band_of(ratio: float) -> Band:
    """Return how strong a likelihood ratio is, for or against."""
    size = ratio if ratio >= 1 else 1 / ratio
    if size > STRONG:
        return Band.STRONG
    if size >= MODERATE:
        return Band.MODERATE
    return Band.WEAK if size >= WEAK else Band.HARDLY


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding at the bedside and what it does for one cause.

    `ratio` is its likelihood ratio; where `is_derived`, we worked it out from the sensitivity and
    specificity that the source gives, and it has no interval. `present` tells whether the finding
    was there or was missing. Numbers from memory are refused.
    """

    id: str
    cause: str
    ratio: Interval
    present: bool
    evidence: Evidence
    sensitivity: Interval | None = None
    specificity: Interval | None = None

    def __post_init__(self) -> None:
        if not self.evidence.may_print_numbers:
            raise ValueError(f"{self.id}: a number from memory may not be printed")
        if self.ratio.value <= 0:
            raise ValueError(f"{self.id}: a likelihood ratio is more than nothing")

    @property
    def is_derived(self) -> bool:
        """Whether the ratio was worked out here."""
        return self.sensitivity is not None

    @property
    def band(self) -> Band:
        """How strong the finding is."""
        return band_of(self.ratio.value)

    @property
    def may_be_useless(self) -> bool:
        """Whether the interval of the ratio includes 1."""
        return self.ratio.holds(1)

    @property
    def at_least(self) -> Band:
        """How strong the finding is at the weaker end of its interval."""
        if self.ratio.low is None or self.ratio.high is None:
            return self.band
        if self.may_be_useless:
            return Band.HARDLY
        return band_of(self.ratio.low if self.ratio.value >= 1 else self.ratio.high)


def ratio_of(sensitivity: float, specificity: float, *, present: bool) -> float:
    """Return the likelihood ratio of a finding that is present, or of one that is missing."""
    if present:
        return sensitivity / (1 - specificity)
    return (1 - sensitivity) / specificity
