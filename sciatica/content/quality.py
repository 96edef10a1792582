"""How the page on care scores by IPDAS, PEMAT-P and DISCERN, from ``facts/quality.toml``."""

from dataclasses import asdict, dataclass
from functools import cache

from sciatica.content.facts import OURS, Folder, load

BEST = 5
"""The most points of an item of DISCERN: 1 no, 3 partly, 5 yes."""


@dataclass(frozen=True, slots=True)
class Ipdas:
    """Which of the six criteria are met that qualify a decision aid."""

    condition: bool
    decision: bool
    options: bool
    good: bool
    hard: bool
    like: bool


@dataclass(frozen=True, slots=True)
class Pemat:
    """Which items of PEMAT-P that a script can judge are met."""

    summary: bool
    actions: bool
    sections: bool
    captions: bool
    terms: bool
    numbers: bool
    tool: bool


@dataclass(frozen=True, slots=True)
class Discern:
    """The points of each item, in the order of the instrument. `overall` is a verdict on the whole,
    which is not added to the others."""

    aims: int
    achieves: int
    relevant: int
    sources: int
    dates: int
    balanced: int
    support: int
    unsure: int
    works: int
    benefits: int
    risks: int
    nothing: int
    life: int
    choice: int
    together: int
    overall: int

    def __post_init__(self) -> None:
        for item, points in asdict(self).items():
            if not 1 <= points <= BEST:
                raise ValueError(f"{item}: {points} is not between 1 and {BEST}")

    @property
    def points(self) -> int:
        """The points of all items but the last."""
        return sum(map(int, asdict(self).values())) - self.overall

    @property
    def most_points(self) -> int:
        """The points of a page that could not be better."""
        return BEST * (len(asdict(self)) - 1)


@dataclass(frozen=True, slots=True)
class Quality:
    """The scores by all three yardsticks."""

    ipdas: Ipdas
    pemat: Pemat
    discern: Discern


@cache
def quality(folder: Folder = OURS) -> Quality:
    """Return the scores."""
    return load(folder, "quality", Quality)
