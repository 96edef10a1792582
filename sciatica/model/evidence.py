"""What stands behind a statement: a source that was read, somebody's memory, or the clinic."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum

_BY_OTHERS = re.compile(r"by others|as quoted|secondary")


class EvidenceKind(StrEnum):
    """How a fact came to us. Only `READ` and `CLINIC` allow a printed number."""

    READ = "read"
    MEMORY = "memory"
    CLINIC = "clinic"


class Extent(StrEnum):
    """How much of a source was read, the most first."""

    WHOLE = "whole"
    ABSTRACT = "abstract"
    PART = "part"
    OTHERS = "others"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Source:
    """A published source: `short` and `cite` name it, `checked` says how much of it was read."""

    id: str
    short: str
    cite: str
    checked: str
    url: str = ""

    @property
    def extent(self) -> Extent:
        """How much of it was read, as far as `checked` begins with it; a summary or a quotation by
        others is not the source. In doubt it was read in part."""
        if self.checked.startswith("not read"):
            return Extent.NOTHING
        if "abstract" in self.checked:
            return Extent.ABSTRACT
        if self.checked.startswith("whole"):
            return Extent.WHOLE
        return Extent.OTHERS if _BY_OTHERS.search(self.checked) else Extent.PART


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence of one fact, written in the facts files as ``read:ID``, ``memory:LEVEL`` or
    ``clinic:NUMBER`` (the number of the clinic's statement)."""

    kind: EvidenceKind
    detail: str

    @classmethod
    def parse(cls, text: str) -> "Evidence":
        """Read the short form. Raises `ValueError` with the allowed forms if `text` is not one."""
        if not re.fullmatch(r"read:\w+|memory:(?:high|medium|low)|clinic:\d+", text, re.ASCII):
            raise ValueError(
                f"{text!r} is none of read:SOURCE_ID, memory:high|medium|low, clinic:NUMBER"
            )
        kind, _, detail = text.partition(":")
        return cls(EvidenceKind(kind), detail)

    @property
    def may_print_numbers(self) -> bool:
        """Whether a number with this evidence may stand on a page."""
        return self.kind is not EvidenceKind.MEMORY


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count or a measure that a page may print: people, weeks, mm2. `unit` names what of."""

    id: str
    count: float
    unit: str
    evidence: Evidence

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError(f"{self.id}: {self.count} is less than nothing")
        if not self.evidence.may_print_numbers:
            raise ValueError(f"{self.id}: a number from memory may not be printed")


@dataclass(frozen=True, slots=True)
class Frequency:
    """A proportion that a study reports, shown to people as "so many in 100".

    `percent` is the published figure (0 to 100). `of`, `after` and `outcome` say in ids who was
    counted, when, and what happened to them: two outcomes are never the same number.
    """

    id: str
    percent: float
    of: str
    after: str
    outcome: str
    evidence: Evidence

    def __post_init__(self) -> None:
        if not 0 <= self.percent <= 100:
            raise ValueError(f"{self.id}: {self.percent} is not between 0 and 100 percent")
        if not self.evidence.may_print_numbers:
            raise ValueError(f"{self.id}: a number from memory may not be printed")

    @property
    def in_100(self) -> int:
        """The proportion as a whole number out of 100."""
        return round(self.percent)


@dataclass(frozen=True, slots=True)
class Measure:
    """A published size of a part of the body: `mean`, and how far a person may lie from it.

    `unit` is mm, mm2 or percent. Measures hold the pictures to life; they are not printed.
    """

    mean: float
    within: float
    unit: str
    evidence: Evidence

    def holds(self, value: float) -> bool:
        """Whether a value lies in the range."""
        return abs(value - self.mean) <= self.within


@dataclass(frozen=True, slots=True)
class Topic:
    """Something a page speaks about in words of its own, and what these words rest on.

    `risks` is what its words on risks rest on, where that is something else.
    """

    id: str
    evidence: tuple[Evidence, ...]
    risks: tuple[Evidence, ...] = ()
    clinic_statement: int | None = None


def evidence_in(facts: object) -> Iterator[Evidence]:
    """Yield all that `facts` rest on: one fact, or facts in lists and tables."""
    if isinstance(facts, Evidence):
        yield facts
    elif is_dataclass(facts):
        for field in fields(facts):
            yield from evidence_in(getattr(facts, field.name))
    elif isinstance(facts, Mapping):
        yield from evidence_in(tuple(facts.values()))
    elif isinstance(facts, list | tuple | frozenset):
        for fact in facts:
            yield from evidence_in(fact)
