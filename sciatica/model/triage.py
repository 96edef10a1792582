"""What a member of staff does about a sign, and which choice would leave an emergency at home.

The tier of a sign is a fact (`Card`); here it becomes the one action of that tier. An action that
is more urgent than needed is wrong but safe; one that is less urgent than an emergency needs is the
worst mistake there is.
"""

from collections.abc import Collection
from enum import StrEnum

from sciatica.model.red_flags import Card, CardLine, Tier
from sciatica.model.walk import Answer


class Action(StrEnum):
    """What is done, the most urgent first."""

    CALL = "call"
    EMERGENCY = "emergency"
    SAME_DAY = "same_day"
    WITHIN_DAYS = "within_days"
    TREAT = "treat"

    @property
    def urgency(self) -> int:
        """0 for the most urgent action; a greater number is less urgent."""
        return list(Action).index(self)

    @property
    def tier(self) -> Tier | None:
        """The tier whose action this is; None where no doctor is needed for a sign."""
        return _TIER[self]


_TIER = {
    Action.CALL: Tier.EMERGENCY_NOW,
    Action.EMERGENCY: Tier.EMERGENCY_NOW,
    Action.SAME_DAY: Tier.DOCTOR_SAME_DAY,
    Action.WITHIN_DAYS: Tier.DOCTOR_WITHIN_DAYS,
    Action.TREAT: None,
}
EMERGENCY_NOW = frozenset({Action.CALL, Action.EMERGENCY})
"""Both lead to hospital at once."""


def actions_of(tier: Tier, *, call: bool = False) -> frozenset[Action]:
    """Return the actions that are right for a sign of `tier`; `call`: it must not travel alone.

    Calling is right for every emergency (whoever cannot travel safely calls); travelling is not
    right for those that say to call.
    """
    if tier is Tier.EMERGENCY_NOW:
        return frozenset({Action.CALL}) if call else EMERGENCY_NOW
    return frozenset(action for action in Action if action.tier is tier)


def actions_for(card: Card, line: CardLine, answer: Answer) -> frozenset[Action]:
    """Return the actions that are right when `answer` is given to `line` of `card`."""
    match answer:
        case Answer.YES | Answer.NOT_SURE:
            return actions_of(line.tier, call=line.call)
        case Answer.OLD:
            return actions_of(card.old_unchanged)
        case _:
            return frozenset({Action.TREAT})


def least_urgent(actions: Collection[Action]) -> Action:
    """Return the action of `actions` that can wait longest."""
    return max(actions, key=lambda action: action.urgency)


def undertriaged(chosen: Action, right: Collection[Action]) -> bool:
    """Whether `chosen` leaves an emergency waiting."""
    return set(right) <= EMERGENCY_NOW and chosen not in EMERGENCY_NOW


def too_late(chosen: Action, right: Collection[Action]) -> bool:
    """Whether `chosen` is less urgent than every action that is right."""
    return chosen.urgency > least_urgent(right).urgency
