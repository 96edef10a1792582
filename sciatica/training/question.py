"""Something that can be answered by choosing: one story, one question, a few options."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from sciatica.model.evidence import Evidence
from sciatica.model.triage import Action

Recorder = Callable[[str, bool], None]
"""Hears the id of an item that somebody has finished, and whether it was right."""


@dataclass(frozen=True, slots=True)
class AnswerOption:
    """One choice. `id` is stable; the order in which options are shown need not be. `wrong` says
    what is wrong with this very choice."""

    id: str
    text: str
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """An item that can be learnt, asked in a room, and asked again weeks later.

    `id` is stable across versions and languages (``drill.saddle_new``). `title` tells it apart in a
    list, `story` is what is known, `prompt` what is asked. `correct` holds every option that is
    right, `unsafe` those that would leave an emergency waiting. `why` is the reason, `action` what
    has to be done: both are shown only after the answer. `evidence` is what the reason rests on.
    """

    id: str
    title: str
    story: str
    prompt: str
    options: tuple[AnswerOption, ...]
    correct: frozenset[str]
    why: str
    action: Action
    unsafe: frozenset[str] = frozenset()
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        known = {option.id for option in self.options}
        if len(known) != len(self.options):
            raise ValueError(f"{self.id}: two options have the same id")
        if not self.correct or not (self.correct | self.unsafe) <= known:
            raise ValueError(f"{self.id}: the right options are not among the options")
        if self.correct & self.unsafe:
            raise ValueError(f"{self.id}: an option is both right and unsafe")


def shuffled(question: Question) -> tuple[AnswerOption, ...]:
    """Return the options in an order that is the same on every screen and tells nothing."""
    order = list(question.options)
    random.Random(question.id).shuffle(order)
    return tuple(order)
