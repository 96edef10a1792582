"""The re-tests that are due today, new items to learn, and the items to take along."""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime, time
from pathlib import Path

import ipywidgets

from sciatica.content.clinic import the_clinic
from sciatica.content.words import words
from sciatica.training.asking import Answered, ask
from sciatica.training.html import page, passage, render
from sciatica.training.items import items
from sciatica.training.question import Question
from sciatica.training.recorder import Keeper
from sciatica.widgets.form import Form, Kind

NEW_AT_ONCE = 5
"""So many new items make one sitting; in a week they come back together."""
APKG, CSV = "application/octet-stream", "text/csv;charset=utf-8"


def _now() -> datetime:
    return datetime.now().astimezone()


class Remember:
    """One sitting. `box` is the page."""

    def __init__(self, lang: str, database: str, now: Callable[[], datetime] = _now) -> None:
        self._lang, self._text, self._now = lang, words(lang), now
        self._items = {item.id: item for item in items(lang)}
        self._place = ipywidgets.VBox()
        self._left: list[str] = []
        self.keeper = Keeper(lang, database, lambda _: self._begin())
        self.take_along = TakeAlong(lang)
        self.box = page(self.keeper.box, self._place, self.take_along.box)
        if not self.keeper.is_on:
            self._place.children = (self._say("records.off"),)

    def _say(self, key: str, **slots: object) -> ipywidgets.HTML:
        return passage("note", text=self._text(key, **slots))

    def _begin(self) -> None:
        """Show what is due by the end of today."""
        self._plan = self.keeper.plan()
        tonight = datetime.combine(self._now().date(), time.max).astimezone()
        due = sorted((at, item) for item, at in self._plan.items() if at <= tonight)
        self._left = [item for _, item in due if item in self._items]
        if self._left:
            self._total = len(self._left)
            self._next()
        else:
            self._nothing_left()

    def _new(self) -> list[str]:
        return [item for item in self._items if item not in self._plan]

    def _nothing_left(self) -> None:
        """Say when to come back, and offer what is new."""
        self._plan = self.keeper.plan()
        later = [at for item, at in self._plan.items() if item in self._items]
        said = [self._say("records.nothing_due")]
        if later:
            said.append(self._say("records.next_on", date=_date(min(later))))
        if new := self._new()[:NEW_AT_ONCE]:
            label = self._text("records.learn_new", count=len(new))
            self.more = Form.build(Kind.ACT, self._text("records.new"), {"new": label})
            self.more.on_submit(lambda _: self._learn(new))
            self._place.children = (*said, self.more)
        else:
            self._place.children = tuple(said)

    def _learn(self, new: Sequence[str]) -> None:
        self._left, self._total = list(new), len(new)
        self._next()

    def _next(self) -> None:
        self.asked = question = self._items[self._left.pop(0)]
        number = self._total - len(self._left)
        progress = self._text("records.progress", number=number, total=self._total)
        self.question = ask(question, self._text, self._answered, shows_focus=True)
        story = passage("story", progress=progress, story=question.story)
        self._place.children = (story, self.question)

    def _answered(self, answered: Answered) -> None:
        self.keeper.record(answered.question.id, answered.correct)
        again = self.keeper.asked_again
        kept = (
            self._say("records.asked_again", date=_date(again))
            if again
            else self._say("records.not_kept")
        )
        label = self._text("training.ask.next" if self._left else "records.finish")
        self.go_on = Form.build(Kind.ACT, label, {"next": label})
        self.go_on.on_submit(lambda _: self._next() if self._left else self._nothing_left())
        self._place.children = (*self._place.children, kept, self.go_on)


def _date(at: datetime) -> str:
    return at.astimezone().date().isoformat()


class TakeAlong:
    """The items as files of one's own, made when somebody asks for them."""

    def __init__(self, lang: str) -> None:
        self._lang, self._text = lang, words(lang)
        text = self._text
        self.forms = Form.build(
            Kind.ACT,
            text("records.take_along"),
            {"deck": text("records.as_deck"), "table": text("records.as_table")},
        )
        self.forms.on_submit(lambda group: self._make(group.pressed))
        self.box = page(self.forms)

    def _make(self, form: str) -> None:
        try:
            from sciatica.training.deck import item_rows, table, write_deck
        except ModuleNotFoundError as missing:
            said = self._text("records.no_deck", package=missing.name)
            self.forms.feedback = render("trouble", text=said)
            return
        every: Sequence[Question] = items(self._lang)
        if form == "deck":
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "deck"
                write_deck(every, self._lang, path)
                data, kind, name = path.read_bytes(), APKG, "sciatica.apkg"
        else:
            data = table(item_rows(every, self._lang)).encode("utf-8-sig")
            kind, name = CSV, "sciatica.csv"
        self.forms.feedback = render(
            "download",
            address=f"data:{kind};base64,{base64.b64encode(data).decode()}",
            name=name,
            label=self._text("records.download", name=name, kilobytes=round(len(data) / 1000)),
        )


def remember(lang: str) -> ipywidgets.VBox:
    """Show what is due today for a nickname, and the items to take along."""
    return Remember(lang, the_clinic().database).box
