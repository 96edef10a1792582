"""What can be asked and tested, what was found, and what a finding speaks for.

A finding is a value of a check. What was not tested has no value: it is never a negative one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sciatica.model.anatomy import RootName
from sciatica.model.evidence import Evidence
from sciatica.model.red_flags import Tier


class CheckKind(StrEnum):
    """The order in which an examination goes."""

    ASK = "ask"
    POWER = "power"
    REFLEX = "reflex"
    TOUCH = "touch"
    NERVE = "nerve"
    OTHER = "other"


class Supports(StrEnum):
    """What a finding says about an answer: for it, against it, or nothing."""

    FOR = "for"
    AGAINST = "against"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Clue:
    """What a value, such as an answer, says about a disc, whatever root that reaches."""

    speaks: Supports
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to ask or test. `roots` are those that it shows or loads; `of` names the fact
    about a root that it tests, such as ``movement:foot_up``. `normal` is its value where nothing is
    wrong, unless its kind has one for all. What is wrong in a `common` one is so in many people
    with back pain: it argues against nothing. `disc` holds the values that say something about a
    disc."""

    id: str
    kind: CheckKind
    roots: frozenset[RootName]
    evidence: Evidence
    of: str = ""
    normal: str = ""
    common: bool = False
    disc: Mapping[str, Clue] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.normal and self.kind not in NORMAL:
            raise ValueError(f"{self.id}: it has no normal value")


class CauseName(StrEnum):
    """What can be behind leg symptoms, as far as the workshop goes."""

    DISC = "disc"
    STENOSIS = "stenosis"
    FIBULAR = "fibular"
    HIP = "hip"
    VASCULAR = "vascular"
    POLYNEUROPATHY = "polyneuropathy"
    CENTRAL = "central"
    CORD = "cord"
    INFECTION = "infection"
    FRACTURE = "fracture"
    CANCER = "cancer"
    CLOT = "clot"
    ARTERY = "artery"


@dataclass(frozen=True, slots=True)
class Cause:
    """How a cause that is no single root shows. `shows` holds its values of a check, the mild one
    first; `spares` what stays normal; `tells` the normal findings that argue for it; `always` what
    must be there; `tier` how soon a doctor sees it."""

    name: CauseName
    shows: Mapping[str, tuple[str, ...]]
    spares: frozenset[str]
    tells: frozenset[str]
    always: frozenset[str]
    tier: Tier | None
    evidence: tuple[Evidence, ...]


BOTH = "_both"
NORMAL = {
    CheckKind.POWER: "normal",
    CheckKind.REFLEX: "normal",
    CheckKind.TOUCH: "normal",
    CheckKind.NERVE: "negative",
}
BACK_ONLY = "back_only"
"""A nerve test that brings on back pain or a tight thigh alone: not positive."""
GRADES: Mapping[CheckKind, tuple[str, str]] = {
    CheckKind.POWER: ("weak", "very_weak"),
    CheckKind.REFLEX: ("reduced", "absent"),
    CheckKind.TOUCH: ("dull", "numb"),
    CheckKind.NERVE: ("positive", "positive"),
}
"""How a sign of a root shows, mild and marked."""


def normal_value(check: Check) -> str:
    """Return the value of a check where nothing is wrong."""
    return check.normal or NORMAL[check.kind]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check gave. `angle_deg` is where a straight-leg raise began to hurt."""

    check: Check
    value: str
    angle_deg: int | None = None

    @property
    def abnormal(self) -> bool:
        """Whether something is wrong here. What is asked is never wrong by itself."""
        if self.check.kind is CheckKind.ASK or self.value == BACK_ONLY:
            return False
        return self.value != normal_value(self.check)

    @property
    def both_sides(self) -> bool:
        """Whether it is found on both sides alike."""
        return self.value.endswith(BOTH)


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What it could be: a cause, and for a disc the root it reaches."""

    cause: CauseName
    root: RootName | None = None


def speaks(finding: Finding, of: Hypothesis, causes: Mapping[CauseName, Cause]) -> Supports:
    """Return what `finding` says about the hypothesis `of`, from facts alone."""
    if of.root is not None:
        return _of_root(finding, of.root)
    return _of_cause(finding, causes[of.cause])


def _of_root(finding: Finding, root: RootName) -> Supports:
    check, value = finding.check, finding.value
    if value in check.disc:
        return check.disc[value].speaks
    mine = root in check.roots
    match check.kind:
        case CheckKind.ASK:
            # pain is a poor map: where it runs argues for a root, never against one
            return Supports.FOR if value == root else Supports.NEITHER
        case CheckKind.OTHER:
            return Supports.AGAINST if finding.abnormal and not check.common else Supports.NEITHER
        case CheckKind.NERVE:
            if value == "positive":
                return Supports.FOR if mine else Supports.AGAINST
            insensitive = check.id == "crossed_slr"
            return Supports.AGAINST if mine and not insensitive else Supports.NEITHER
        case CheckKind.REFLEX:
            if finding.abnormal and not finding.both_sides:
                loss = value in GRADES[CheckKind.REFLEX]
                return Supports.FOR if mine and loss else Supports.AGAINST
            return Supports.NEITHER  # a normal jerk clears no root; both sides alike may be health
        case _:
            if finding.abnormal:
                return Supports.FOR if mine and not finding.both_sides else Supports.AGAINST
            alone = check.roots == {root}
            return Supports.AGAINST if alone else Supports.NEITHER


def _of_cause(finding: Finding, cause: Cause) -> Supports:
    check, value = finding.check, finding.value
    if value in cause.shows.get(check.id, ()):
        return Supports.FOR
    if finding.abnormal:
        # what healthy people show on both sides alike argues against nothing
        healthy = check.kind is CheckKind.REFLEX and finding.both_sides
        return Supports.NEITHER if healthy or check.common else Supports.AGAINST
    if check.id in cause.tells:
        return Supports.FOR
    return Supports.AGAINST if check.id in cause.always else Supports.NEITHER
