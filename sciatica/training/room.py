"""The rules of a room: one question at a time, answered by everybody on a device of their own.

A room knows seats, not people: a seat is a random word that a learner's page keeps. It knows one
question at a time, and only how often each option was chosen leaves it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sciatica.training.question import Question


class Phase(StrEnum):
    """Where a room stands."""

    WAITING = "waiting"
    """Nothing was asked yet."""
    ASKING = "asking"
    SHOWN = "shown"
    """The question is closed; what is right is shown."""
    OVER = "over"


class Refusal(StrEnum):
    """Why something cannot be done in a room."""

    FULL = "full"
    OVER = "over"
    LATE = "late"
    STRANGER = "stranger"
    UNKNOWN = "unknown"


class RoomRefusedError(Exception):
    """It cannot be done, and nothing has changed. `why` says which rule forbids it."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why)
        self.why = why


Spread = Mapping[str, int]
"""How often each option was chosen, in the order of the options."""


@dataclass(frozen=True, slots=True)
class Closed:
    """A question that was closed: how often each option was chosen, and where it was asked again
    after talking, how often before that."""

    question: Question
    spread: Spread
    before: Spread

    @property
    def answers(self) -> int:
        """How many have answered."""
        return sum(self.spread.values())

    @property
    def right(self) -> int:
        """How many chose what is right."""
        return sum(self.spread[name] for name in self.question.correct)

    @property
    def unsafe(self) -> int:
        """How many would have left an emergency waiting."""
        return sum(self.spread[name] for name in self.question.unsafe)


class Room:
    """A room with at most `most` seats."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.phase = Phase.WAITING
        self.round = 0
        """Counts the questions: an answer that comes late does not count for the next one."""
        self.question: Question | None = None
        self.before: Spread = {}
        """How the question was answered before talking, where it was asked twice running."""
        self.closed: dict[str, Closed] = {}
        """Every question that was closed, by id: numbers alone."""
        self._answers: dict[str, str | None] = {}
        self._present: set[str] = set()

    @property
    def seats(self) -> Collection[str]:
        """Every seat that is taken."""
        return self._answers.keys()

    @property
    def present(self) -> int:
        """How many of those who took a seat are there now."""
        return len(self._present)

    @property
    def spread(self) -> Spread:
        """How often each option of the question was chosen."""
        chosen = [answer for answer in self._answers.values() if answer is not None]
        options = self.question.options if self.question else ()
        return {option.id: chosen.count(option.id) for option in options}

    def answer_of(self, seat: str) -> str | None:
        """Return what was chosen at this seat, or None."""
        return self._answers.get(seat)

    def enter(self, seat: str) -> None:
        """Take a seat, or come back to it. Where all are taken, one whose learner is gone is given
        away, its answer too; where all are there, this one is refused."""
        self._must_run()
        if seat not in self._answers:
            if len(self._answers) >= self.most:
                gone = next((one for one in self._answers if one not in self._present), None)
                if gone is None:
                    raise RoomRefusedError(Refusal.FULL)
                del self._answers[gone]
            self._answers[seat] = None
        self._present.add(seat)

    def step_out(self, seat: str) -> None:
        """Keep the seat and its answer, but expect nobody there: a phone has gone dark."""
        self._present.discard(seat)

    def ask(self, question: Question) -> None:
        """Ask a question. Whatever was answered before is forgotten, and so is who has gone; of the
        same question the numbers are kept, to stand beside the new ones."""
        self._must_run()
        again = self.question is not None and self.question.id == question.id
        self.before = self.spread if again and any(self.spread.values()) else {}
        self.phase, self.question = Phase.ASKING, question
        self.round += 1
        self._answers = {seat: None for seat in self._answers if seat in self._present}

    def answer(self, seat: str, round_: int, option: str) -> None:
        """Choose, or choose again: the last choice before the question is closed counts."""
        self._must_run()
        if seat not in self._answers:
            raise RoomRefusedError(Refusal.STRANGER)
        if self.phase is not Phase.ASKING or round_ != self.round or self.question is None:
            raise RoomRefusedError(Refusal.LATE)
        if option not in {one.id for one in self.question.options}:
            raise RoomRefusedError(Refusal.UNKNOWN)
        self._answers[seat] = option

    def show(self) -> None:
        """Close the question and show what is right."""
        self._must_run()
        if self.phase is Phase.ASKING and self.question:
            self.phase = Phase.SHOWN
            self.closed[self.question.id] = Closed(self.question, self.spread, self.before)

    def end(self) -> None:
        """End the room and forget everything in it."""
        self.phase, self.question = Phase.OVER, None
        self._answers, self._present = {}, set()
        self.before, self.closed = {}, {}

    def _must_run(self) -> None:
        if self.phase is Phase.OVER:
            raise RoomRefusedError(Refusal.OVER)
