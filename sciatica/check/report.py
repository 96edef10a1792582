"""What the judge says: faults that must be mended, and things that still wait for a person."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """One line of the verdict: where it is, what is wrong, and what to do about it."""

    file: str
    line: int
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what} {self.remedy}".rstrip()


@dataclass(slots=True)
class Report:
    """Everything that was found. `faults` fail the check, the rest is listed."""

    faults: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)
    unsigned: list[Fault] = field(default_factory=list)
    to_verify: list[Fault] = field(default_factory=list)
    facts_to_verify: int = 0
    pages_to_verify: list[str] = field(default_factory=list)
    """How many of these facts stand on each page, by urgency, in words."""

    @property
    def lines(self) -> list[str]:
        """Return the verdict as lines: faults first, the summary last."""
        parts = (self.faults, self.unsigned, self.to_verify, self.remarks)
        found = [str(one) for part in parts for one in dict.fromkeys(part)]
        return [*found, *self.pages_to_verify, self.summary]

    @property
    def summary(self) -> str:
        """Return the counts in one sentence."""
        return (
            f"{_count(len(dict.fromkeys(self.faults)), 'fault')}, "
            f"{_count(len(self.unsigned), 'page')} unsigned, "
            f"{_count(self.facts_to_verify, 'fact')} to be verified."
        )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
