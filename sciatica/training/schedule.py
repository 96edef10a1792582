"""When an item is asked again: spaced repetition by FSRS, with first touch points of our own.

FSRS models how long a memory lasts (its stability, in days) and asks when the chance to recall it
has fallen to 90 %. Its published parameters ask again after 2, 11 and 46 days. Staff come together
seldom, so three of the parameters are ours: whoever is right is asked after about 1, 4 and 12 weeks
(7, 28 and 84 days). That is a choice of this project, not a measurement. Who is wrong is asked
the next day, or within about a week what was once known well.
"""

from dataclasses import dataclass
from datetime import datetime

from fsrs import Card, Rating, Scheduler, State

_PARAMETERS = list(Scheduler().parameters)
_PARAMETERS[2] = 7.0  # days until somebody who was right at first is asked again
_PARAMETERS[8] = 1.97  # with the next: the days grow fourfold, then threefold
_PARAMETERS[9] = 0.29
_SCHEDULER = Scheduler(
    parameters=_PARAMETERS,
    learning_steps=(),
    relearning_steps=(),  # nothing is asked twice on a day
    enable_fuzzing=False,
    maximum_interval=366,
)


@dataclass(frozen=True, slots=True)
class Memory:
    """What is supposed of one person's memory of one item. `stability` in days; `difficulty` from
    1 to 10; `due` and `last` are times with a zone: when to ask again, and when it was asked."""

    stability: float
    difficulty: float
    due: datetime
    last: datetime


def after(memory: Memory | None, correct: bool, at: datetime) -> Memory:
    """Return the memory after an answer at `at` (UTC); `memory` is None before the first one."""
    card = Card(card_id=0)  # ours is not used, and theirs would wait a millisecond to be unique
    if memory:
        card = Card(
            card_id=0,
            state=State.Review,
            stability=memory.stability,
            difficulty=memory.difficulty,
            due=memory.due,
            last_review=memory.last,
        )
    card, _ = _SCHEDULER.review_card(card, Rating.Good if correct else Rating.Again, at)
    assert card.stability is not None and card.difficulty is not None
    return Memory(card.stability, card.difficulty, card.due, at)
