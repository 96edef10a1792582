"""The signs that call for a doctor, in tiers of urgency."""

from dataclasses import dataclass
from enum import StrEnum

from sciatica.model.evidence import Evidence


class Tier(StrEnum):
    """How soon a sign must be seen; the order of the members is the order of urgency."""

    EMERGENCY_NOW = "A"
    DOCTOR_SAME_DAY = "B"
    DOCTOR_WITHIN_DAYS = "C"

    @property
    def rank(self) -> int:
        """0 for the most urgent tier; a greater number is less urgent."""
        return list(Tier).index(self)


@dataclass(frozen=True, slots=True)
class CardLine:
    """One sign of a card. `call` means: call the emergency number, do not travel by yourself."""

    id: str
    tier: Tier
    evidence: tuple[Evidence, ...]
    call: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A card of the safety list: a few signs that belong together.

    `clinic_statement` is the number of the clinic's own statement, 0 where guidelines add it.
    `old_unchanged` is the tier of the answer "only old and unchanged"; `may_decline` tells
    whether the card takes "I'd rather not say".
    """

    id: str
    clinic_statement: int
    lines: tuple[CardLine, ...]
    old_unchanged: Tier
    may_decline: bool = False

    @property
    def calls(self) -> bool:
        """Whether every sign on it says to call: then its ending says so, and nothing else."""
        return all(line.call for line in self.lines)

    @property
    def tier(self) -> Tier:
        """The most urgent tier of its lines."""
        return min((line.tier for line in self.lines), key=lambda tier: tier.rank)
