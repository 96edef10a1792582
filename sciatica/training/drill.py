"""The red-flag drill: a story, what to do, the sentence to say, the reason."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

import ipywidgets

from sciatica.content.decisions import the_words
from sciatica.content.own import with_own
from sciatica.content.words import Words
from sciatica.model.drill import Scenario
from sciatica.model.walk import Answer
from sciatica.training.asking import Answered, ask, left_out
from sciatica.training.html import page, passage, render
from sciatica.training.items import bank
from sciatica.training.question import Recorder
from sciatica.training.recorder import kept
from sciatica.widgets.form import Form, Kind


@dataclass(slots=True)
class Score:
    """What somebody answered since the page was opened."""

    answered: int = 0
    right: int = 0
    unsafe: int = 0

    def add(self, one: Answered) -> None:
        """Count an answer."""
        self.answered += 1
        self.right += one.correct
        self.unsafe += one.unsafe


class Drill:
    """One pass over the scenarios.

    `box` is the page, `question` the id of what is asked; `action`, `words` and `go_on` are the
    groups that can be answered.
    """

    def __init__(
        self,
        lang: str,
        seed: int | None,
        recorder: Recorder,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._text, self._record, self._clock = with_own(the_words(lang)), recorder, clock
        self._questions = {question.id: question for question in bank(lang).questions}
        self._scenarios = bank(lang).scenarios
        self._random = random.Random(seed)
        self._place = ipywidgets.VBox()
        self._score_place = passage()
        self.timed = Form.build(
            Kind.MANY,
            self._text("training.drill.clock"),
            {"on": self._text("training.drill.clock_on")},
        )
        self.box = page(left_out("drill", lang), self.timed, self._place, self._score_place)
        if self._scenarios:
            self._start(first=True)

    def _start(self, *, first: bool = False) -> None:
        self.score = Score()
        self._left = list(self._scenarios)
        self._random.shuffle(self._left)
        self._next(shows_focus=not first)

    def _next(self, *, shows_focus: bool = True) -> None:
        scenario = self._left.pop(0)
        total = len(self._scenarios)
        self.question = f"drill.{scenario.id}"
        question = self._questions[self.question]
        progress = self._text(
            "training.drill.progress", number=total - len(self._left), total=total
        )
        self._asked_at = self._clock()
        self.action = ask(
            question,
            self._text,
            lambda answered: self._acted(answered, scenario),
            remarks=lambda answered: self._remarks(scenario),
            shows_focus=shows_focus,
        )
        story = passage("story", progress=progress, story=question.story)
        self._place.children = (story, self.action)

    def _remarks(self, scenario: Scenario) -> tuple[str, ...]:
        text = self._text
        said = [text(f"training.drill.{scenario.answer}")]
        if scenario.answer is not Answer.NONE:
            line = text(f"red_flags.card.{scenario.card.id}.{scenario.line.id}")
            said.insert(0, text("training.drill.line", line=line))
        if self.timed.chosen():
            seconds = round(self._clock() - self._asked_at)
            said.append(text("training.drill.seconds", seconds=seconds))
        return tuple(said)

    def _acted(self, answered: Answered, scenario: Scenario) -> None:
        self._count(answered)
        question = self._questions[f"drill.{scenario.id}.words"]
        self.words = ask(question, self._text, self._said)
        self._place.children = (*self._place.children, self.words)

    def _said(self, answered: Answered) -> None:
        self._count(answered)
        name = "next" if self._left else "again"
        label = self._text("training.ask.next" if self._left else "training.drill.again")
        legend = self._text("training.ask.read" if self._left else "training.drill.done")
        self.go_on = Form.build(Kind.ACT, legend, {name: label})
        self.go_on.on_submit(lambda _: self._next() if self._left else self._start())
        self._place.children = (*self._place.children, self.go_on)

    def _count(self, answered: Answered) -> None:
        self.score.add(answered)
        self._record(answered.question.id, answered.correct)
        self._score_place.value = render("note", text=self.score_text(self._text))

    def score_text(self, text: Words) -> str:
        """Return the score in words."""
        score = self.score
        return text(
            "training.drill.score",
            right=score.right,
            answered=score.answered,
            unsafe=score.unsafe,
        )


def red_flag_drill(
    lang: str, seed: int | None = None, recorder: Recorder | None = None
) -> ipywidgets.VBox:
    """Show the drill. `seed` fixes the order of the scenarios."""
    return kept(lang, lambda record: Drill(lang, seed, record).box, recorder)
