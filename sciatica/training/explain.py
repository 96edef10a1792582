"""Explain it: sixty seconds aloud, a listener with a list, bad and better words, teach-back."""

import time
from collections.abc import Callable, Sequence

import ipywidgets

from sciatica.content.explain import explain_facts
from sciatica.content.facts import printed
from sciatica.content.words import Words, words
from sciatica.training.asking import Answered, ask, left_out
from sciatica.training.html import page, passage, render
from sciatica.training.items import items_of
from sciatica.training.question import Question, Recorder
from sciatica.training.recorder import kept
from sciatica.widgets.form import Form, Kind

MINUTE_S = 60
"""Seconds: past this, the counter says that the time is over."""
LONG_S = 90
"""Seconds: longer than this, the page asks what can go."""
EXAMPLE = ("one", "two", "three", "four", "five")


def example(text: Words) -> list[str]:
    """Return one way to say it in about a minute, paragraph by paragraph."""
    return [text(f"explain.example.{name}", **printed()) for name in EXAMPLE]


class Speaking:
    """A clock that is started and stopped by hand; it says how long somebody spoke."""

    def __init__(self, text: Words, clock: Callable[[], float]) -> None:
        self._text, self._clock = text, clock
        self._since: float | None = None
        buttons = {name: text(f"explain.{name}") for name in ("start", "done")}
        self.group = Form.build(Kind.ACT, text("explain.speak_legend"), buttons)
        self.group.on_submit(self._pressed)

    def _pressed(self, group: Form) -> None:
        group.value = []
        if group.pressed == "start":
            self._since = self._clock()
            group.feedback = render("speaking", words=self._text, mark=MINUTE_S)
        elif self._since is None:
            group.feedback = render("note", text=self._text("explain.not_started"))
        else:
            seconds = round(self._clock() - self._since)
            key = "explain.took_long" if seconds > LONG_S else "explain.took"
            group.feedback = render("note", text=self._text(key, seconds=seconds))
            self._since = None


class Explain:
    """The page. `speaking`, `heard`, `asked` and `teach_back` are its groups."""

    def __init__(
        self, lang: str, recorder: Recorder, clock: Callable[[], float] = time.monotonic
    ) -> None:
        text = self._text = words(lang)
        self._record = recorder
        self.speaking = Speaking(text, clock)
        self._checklist = explain_facts().checklist
        self.heard = Form.build(
            Kind.MANY,
            text("explain.checklist_legend"),
            {name: text(f"explain.checklist.{name}") for name in self._checklist},
            submit=text("training.ask.hand_in"),
        )
        self.heard.on_submit(self._listened)
        asked = {question.id: question for question in items_of("explain", lang)}
        teach_back = asked.pop(f"explain.{explain_facts().teach_back}", None)
        self._wordings: Sequence[Question] = tuple(asked.values())
        self._place = ipywidgets.VBox()
        self._answered = self._right = 0
        self.teach_back = ask(teach_back, text, self._taught) if teach_back else passage()
        self.box = page(
            left_out("explain", lang),
            self._part("speak"),
            self.speaking.group,
            passage("heading", title=text("explain.checklist_title"), lead=""),
            self.heard,
            passage("example", words=text, paragraphs=example(text)),
            self._part("wordings"),
            self._place,
            self._part("teach"),
            self.teach_back,
        )
        if self._wordings:
            self._next(0)

    def _part(self, name: str) -> ipywidgets.HTML:
        title, lead = (self._text(f"explain.{name}_{part}") for part in ("title", "lead"))
        return passage("heading", title=title, lead=lead)

    def _listened(self, group: Form) -> None:
        # stays open: after a second try the listener ticks again
        heard = set(group.chosen())
        missing = [name for name in self._checklist if name not in heard]
        group.feedback = render("listened", words=self._text, missing=missing)

    def _next(self, number: int) -> None:
        question, text = self._wordings[number], self._text
        self.asked = ask(
            question, text, lambda one: self._chose(one, number), shows_focus=number > 0
        )
        progress = text("explain.progress", number=number + 1, total=len(self._wordings))
        self._place.children = (passage("note", text=progress), self.asked)

    def _chose(self, answered: Answered, number: int) -> None:
        self._answered += 1
        self._right += answered.correct
        self._record(answered.question.id, answered.correct)
        text = self._text
        score = text("explain.score", right=self._right, answered=self._answered)
        more = number + 1 < len(self._wordings)
        parts: tuple[ipywidgets.Widget, ...] = (passage("note", text=score),)
        if more:
            self.go_on = Form.build(
                Kind.ACT, text("training.ask.read"), {"next": text("training.ask.next")}
            )
            self.go_on.on_submit(lambda _: self._next(number + 1))
            parts = (*parts, self.go_on)
        else:
            parts = (*parts, passage("note", text=text("explain.all_done")))
        self._place.children = (*self._place.children, *parts)

    def _taught(self, answered: Answered) -> None:
        self._record(answered.question.id, answered.correct)


def explain_it(
    lang: str, seed: int | None = None, recorder: Recorder | None = None
) -> ipywidgets.VBox:
    """Show how to explain it. Nothing here is drawn by chance: `seed` changes nothing."""
    del seed
    return kept(lang, lambda record: Explain(lang, record).box, recorder)
