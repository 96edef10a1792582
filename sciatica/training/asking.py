"""Ask one question on a live page, and say what became of the answer."""

from collections.abc import Callable
from dataclasses import dataclass

import ipywidgets

from sciatica.content.words import Words, words
from sciatica.model.triage import Action, too_late
from sciatica.training.html import passage, render
from sciatica.training.items import bank
from sciatica.training.question import Question
from sciatica.widgets.form import Form, Kind


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody chose, and how it stands to what is right."""

    question: Question
    chosen: str

    @property
    def correct(self) -> bool:
        """Whether it is one of the right options."""
        return self.chosen in self.question.correct

    @property
    def unsafe(self) -> bool:
        """Whether it leaves an emergency waiting."""
        return self.chosen in self.question.unsafe

    @property
    def cautious(self) -> bool:
        """Whether it is an action that is more urgent than needed."""
        if self.correct or self.chosen not in set(Action):
            return False
        return not too_late(Action(self.chosen), [Action(name) for name in self.question.correct])

    @property
    def wrong(self) -> str:
        """What is wrong with what was chosen, where its option says it (for the template)."""
        return next(one.wrong for one in self.question.options if one.id == self.chosen)

    @property
    def right_texts(self) -> list[str]:
        """What would be right, in words, in the order of the options (for the template)."""
        options = self.question.options
        return [option.text for option in options if option.id in self.question.correct]

    @property
    def verdict(self) -> str:
        """The key of the word for it."""
        if self.correct:
            return "right"
        return "unsafe" if self.unsafe else "cautious" if self.cautious else "not_right"


def ask(
    question: Question,
    text: Words,
    then: Callable[[Answered], None],
    *,
    remarks: Callable[[Answered], tuple[str, ...]] = lambda _: (),
    shows_focus: bool = False,
) -> Form:
    """Return the question as a group; after the answer it is closed and says what is right.

    `then` hears the answer, before that `remarks` may add sentences to what is said.
    """
    group = Form.build(
        Kind.ONE,
        question.prompt,
        {option.id: option.text for option in question.options},
        submit=text("training.ask.hand_in"),
        missing=text("training.ask.missing"),
        shows_focus=shows_focus,
    )

    def hear(_: Form) -> None:
        chosen = group.chosen()
        if len(chosen) != 1:
            return
        answered = Answered(question, chosen[0])
        group.disabled = True
        right = {name: text("training.ask.right_answer") for name in question.correct}
        group.marks = right | {
            chosen[0]: text(f"training.ask.{answered.verdict}")
            + f" ({text('training.ask.your_answer')})"
        }
        group.feedback = render("outcome", words=text, answered=answered, remarks=remarks(answered))
        then(answered)

    group.on_submit(hear)
    return group


def left_out(part: str, lang: str) -> ipywidgets.HTML:
    """Return what says that items of a part cannot be asked; nothing where all can."""
    names = [one.name for one in bank(lang).left_out if one.part == part]
    said = words(lang)("training.left_out", count=len(names), names=", ".join(names))
    return passage("trouble", text=said) if names else passage()
