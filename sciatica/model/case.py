"""A written case and the rubric that scores it: five marks of 0 to 2, and a fail for safety.

The rubric: red flags asked and written down; the cause named with two findings that support it;
one that contradicts it; action and urgency; an explanation in plain words that does not frighten.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sciatica.model.evidence import Evidence
from sciatica.model.examination import Supports
from sciatica.model.triage import Action, too_late, undertriaged
from sciatica.model.walk import Answer

FULL, HALF, NONE = 2, 1, 0
SUPPORTS_NEEDED = 2
PASS_FROM = 7
"""Of 10: our choice, for the clinic to change."""


class Wording(StrEnum):
    """The sentences to choose from: one good, the others fail each in its way."""

    SAY = "say"
    SOFT = "soft"
    JARGON = "jargon"
    FEAR = "fear"


@dataclass(frozen=True, slots=True)
class Case:
    """One case. `critical`: an action that comes too late fails it, emergency or not."""

    number: int
    slug: str
    critical: bool
    answer: str
    accept: frozenset[str]
    options: tuple[str, ...]
    findings: Mapping[str, Supports]
    right: frozenset[Action]
    evidence: tuple[Evidence, ...]
    signs: Mapping[str, Answer] = field(default_factory=dict)
    """The lines of the safety list that are told, and how they are answered."""

    @property
    def id(self) -> str:
        """The stable name of its item."""
        return f"case.{self.number:02d}"

    def bearing(self, bearing: Supports) -> frozenset[str]:
        """Return the findings with this bearing."""
        return frozenset(name for name, how in self.findings.items() if how is bearing)


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody answered to a case."""

    cards: frozenset[str]
    wrote_down: bool
    answer: str
    supports: frozenset[str]
    contradicts: frozenset[str]
    action: Action
    wording: Wording


@dataclass(frozen=True, slots=True)
class Marks:
    """The rubric's five marks, 0 to 2 each, and whether the case is failed for safety."""

    asked: int
    named: int
    contradicted: int
    acted: int
    explained: int
    unsafe: bool

    @property
    def total(self) -> int:
        """The sum, at most 10."""
        return self.asked + self.named + self.contradicted + self.acted + self.explained

    @property
    def passed(self) -> bool:
        """Whether the case is passed; never where safety failed it."""
        return not self.unsafe and self.total >= PASS_FROM


def _asked(cards: Collection[str], given: Given) -> int:
    missing = len(set(cards) - given.cards) + (not given.wrote_down)
    return FULL if not missing else HALF if missing == 1 else NONE


def _named(case: Case, given: Given) -> int:
    if given.answer != case.answer and given.answer not in case.accept:
        return NONE
    right = given.supports & case.bearing(Supports.FOR)
    wrong = given.supports & case.bearing(Supports.AGAINST)
    return FULL if len(right) >= SUPPORTS_NEEDED and not wrong else HALF


def _contradicted(case: Case, given: Given) -> int:
    against = case.bearing(Supports.AGAINST)
    if not against:  # nothing contradicts: then saying so is right
        return NONE if given.contradicts else FULL
    if not given.contradicts & against:
        return NONE
    return HALF if given.contradicts & case.bearing(Supports.FOR) else FULL


def _acted(case: Case, action: Action) -> int:
    if action in case.right:
        return FULL
    return NONE if too_late(action, case.right) else HALF


def mark(case: Case, given: Given, cards: Collection[str]) -> Marks:
    """Mark what was `given`; `cards` are the red-flag cards that have to be asked."""
    late = case.critical and too_late(given.action, case.right)
    explained = {Wording.SAY: FULL, Wording.JARGON: HALF}.get(given.wording, NONE)
    return Marks(
        asked=_asked(cards, given),
        named=_named(case, given),
        contradicted=_contradicted(case, given),
        acted=_acted(case, given.action),
        explained=explained,
        unsafe=late or undertriaged(given.action, case.right),
    )
