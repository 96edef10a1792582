"""A scenario of the red-flag drill: somebody answers to one sign; the facts say what to do."""

from dataclasses import dataclass

from sciatica.model.evidence import Evidence
from sciatica.model.red_flags import Card, CardLine
from sciatica.model.triage import Action, actions_for
from sciatica.model.walk import Answer


@dataclass(frozen=True, slots=True)
class Scenario:
    """What somebody tells, as an answer to one `line` of a `card`. With `Answer.NONE` the line is
    the one that the story could be mistaken for."""

    id: str
    card: Card
    line: CardLine
    answer: Answer
    evidence: tuple[Evidence, ...]

    @property
    def right(self) -> frozenset[Action]:
        """The actions that are right."""
        return actions_for(self.card, self.line, self.answer)
