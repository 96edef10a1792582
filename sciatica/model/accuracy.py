"""How far a bedside finding moves the odds. For clinicians only, never chained into a score."""

from dataclasses import dataclass
from enum import StrEnum

from sciatica.model.anatomy import RootName
from sciatica.model.evidence import Evidence
from sciatica.model.examination import CauseName, Hypothesis

WEAK, MODERATE, STRONG = 2, 5, 10
"""A likelihood ratio below 2 (above 1/2) hardly moves the odds; from 2 it is weak, from 5 moderate,
and above 10 strong. Common teaching, from memory."""


WHOLE = 100
"""Percent."""


class Band(StrEnum):
    """How strong a finding is."""

    HARDLY = "hardly"
    WEAK = "weak"
    MODERATE = "moderate"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with its 95 % interval, where the source gives one.

    Without a value it is the range over several findings.
    """

    value: float | None
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        if (self.low is None) != (self.high is None):
            raise ValueError("an interval has both ends or none")
        if self.value is None:
            if self.low is None or self.high is None or self.low > self.high:
                raise ValueError("a range has two ends, the lower one first")
        elif self.is_known and not self.holds(self.value):
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
class Target:
    """What findings were held against: a `cause`, of a disc with one of these `roots`, or any.

    Without a cause it is nothing that a patient of the workshop has.
    """

    id: str
    cause: CauseName | None = None
    roots: frozenset[RootName] = frozenset()

    def includes(self, what: Hypothesis) -> bool:
        """Whether somebody who has this has the target."""
        return what.cause is self.cause and (not self.roots or what.root in self.roots)


@dataclass(frozen=True, slots=True)
class DiagnosticAccuracy:
    """A finding at the bedside and what one source says of it for one `target`.

    `cause` is the cause of the page that shows it and `check` the test of an examination that it is
    about, where there is one. `present` tells whether the finding was there or was missing.
    `published` is its likelihood ratio as the source gives it, `or_more` where that is the least
    it can be. `sensitivity` and `specificity` are percent. Numbers from memory are refused.
    """

    id: str
    target: Target
    evidence: Evidence
    cause: str = ""
    check: str = ""
    present: bool = True
    published: Interval | None = None
    or_more: bool = False
    sensitivity: Interval | None = None
    specificity: Interval | None = None

    def __post_init__(self) -> None:
        if not self.evidence.may_print_numbers:
            raise ValueError(f"{self.id}: a number from memory may not be printed")
        for one in (self.sensitivity, self.specificity):
            if one and any(end is not None and not 0 <= end <= WHOLE for end in _numbers(one)):
                raise ValueError(f"{self.id}: a percentage is between 0 and {WHOLE}")
        if self.published and any(end is not None and end <= 0 for end in _numbers(self.published)):
            raise ValueError(f"{self.id}: a likelihood ratio is more than nothing")
        if (self.cause or self.or_more) and self.ratio is None:
            raise ValueError(f"{self.id}: it has no likelihood ratio")

    @property
    def ratio(self) -> Interval | None:
        """The likelihood ratio; one that was worked out here has no interval."""
        if self.published:
            return self.published
        found = self.sensitivity.value if self.sensitivity else None
        spared = self.specificity.value if self.specificity else None
        if found is None or spared is None:
            return None
        return Interval(ratio_of(found, spared, present=self.present))

    @property
    def is_derived(self) -> bool:
        """Whether the ratio was worked out here."""
        return self.published is None and self.ratio is not None

    @property
    def band(self) -> Band | None:
        """How strong the finding is, of a range its stronger end; None without a ratio."""
        if self.ratio is None:
            return None
        if self.ratio.value is not None:
            return band_of(self.ratio.value)
        return max(_bands_of_ends(self.ratio), key=list(Band).index)

    @property
    def may_be_useless(self) -> bool:
        """Whether the interval of the ratio includes 1."""
        return self.ratio is not None and self.ratio.holds(1)

    @property
    def at_least(self) -> Band | None:
        """How strong the finding is at the weaker end of its interval."""
        if self.ratio is None or not self.ratio.is_known:
            return self.band
        if self.may_be_useless:
            return Band.HARDLY
        return min(_bands_of_ends(self.ratio), key=list(Band).index)


def _numbers(interval: Interval) -> tuple[float | None, ...]:
    return interval.value, interval.low, interval.high


def _bands_of_ends(ratio: Interval) -> list[Band]:
    return [band_of(end) for end in (ratio.low, ratio.high) if end is not None]


def ratio_of(sensitivity: float, specificity: float, *, present: bool) -> float:
    """Return the likelihood ratio of a finding that is present, or of one that is missing, from
    percentages."""
    if present:
        return sensitivity / (WHOLE - specificity)
    return (WHOLE - sensitivity) / specificity
