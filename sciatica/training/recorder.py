"""A learner's nickname on a live page, and the recorder that keeps answers under it.

Records are off unless the clinic turns them on. Whatever is wrong with them, training goes on, and
the page says that nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import ipywidgets

from sciatica import log
from sciatica.content.clinic import the_clinic
from sciatica.content.words import Words, words
from sciatica.training.html import page, passage, render
from sciatica.training.question import Recorder
from sciatica.widgets.form import Form, Kind
from sciatica.widgets.tab_memory import TabMemory

FOLDED = "sx-folded"

if TYPE_CHECKING:  # whoever keeps no records need not have what they are kept with
    from sciatica.training.records import Records


class UnrecordedError(Exception):
    """Nothing can be kept. The text is the reason."""


def open_records(database: str) -> Records:
    """Open the store. Raises `UnrecordedError` where it is unusable or its packages are missing."""
    try:
        from sciatica.training.records import Records, RecordsError
    except ModuleNotFoundError as missing:
        raise UnrecordedError(f"{missing.name}: not installed") from None
    try:
        return Records(database)
    except RecordsError as error:
        raise UnrecordedError(str(error)) from None


def looks_like_a_name(nickname: str, text: Words) -> bool:
    """Whether it may be somebody's real name: it has a title or more than one word."""
    titles = text("records.titles").split()
    return len(nickname.split()) > 1 or any(
        part in titles for part in nickname.replace("-", ".").split(".")
    )


class Keeper:
    """Asks for a nickname, once in a tab, and keeps answers under it. `box` is what the page shows;
    where it is `folded`, a button brings the question.

    `asked_again` is when the item that was kept last is asked again, or None where it was not kept.
    """

    def __init__(
        self, lang: str, database: str, chosen: Callable[[Keeper], None], folded: bool = False
    ) -> None:
        self._text, self._chosen, self._folded = words(lang), chosen, folded
        self._note = passage()
        self.box = page(self._note)
        self.records: Records | None = None
        self.nickname = ""
        self.asked_again: datetime | None = None
        self.is_on = bool(database)
        if not database:
            return
        try:
            self.records = open_records(database)
        except UnrecordedError as error:
            self._give_up("records.unusable", str(error))
        else:
            self._ask()

    def _ask(self) -> None:
        text = self._text
        self.field = ipywidgets.Text(description=text("records.nickname"))
        self.field.style.description_width = "initial"
        self.begin = Form.build(
            Kind.ACT, text("records.keep"), {"keep": text("records.keep_under")}
        )
        self.begin.on_submit(lambda _: self._take(self.field.value))
        self._note.value = render("about_records", words=text)
        self.other = Form.build(Kind.ACT, "", {"other": text("records.other")})
        self.other.on_submit(lambda _: self._forget())
        self._warned_of = ""
        self._question = ipywidgets.VBox([self._note, self.field, self.begin])
        self._tab = TabMemory(key="nickname")
        self._tab.observe(lambda change: self._remembered(change.new), "value")
        self.box.children = (self._tab, self._question)
        if self._folded:
            legend, label = text("records.open_legend"), text("records.open")
            self.open = Form.build(Kind.ACT, legend, {"open": label})
            self.open.on_submit(lambda _: self._unfold())
            self._question.add_class(FOLDED)
            self.box.children = (self._tab, self.open, self._question)

    def _unfold(self) -> None:
        self._question.remove_class(FOLDED)
        self.box.children = (self._tab, self._question)

    def _remembered(self, nickname: str) -> None:
        """Go on under what the tab remembers of another page: it was warned of there."""
        if nickname and not self.nickname:
            self._warned_of = self.field.value = nickname
            self._unfold()
            self._take(nickname)

    def _forget(self) -> None:
        """Somebody else sits at this tab now."""
        self.nickname = self._tab.value = self.field.value = self._warned_of = ""
        self.begin.disabled = self.field.disabled = False
        self.begin.feedback = ""
        self._note.value = render("about_records", words=self._text)
        self._question.children = (self._note, self.field, self.begin)

    def _take(self, typed: str) -> None:
        from sciatica.training.records import LONGEST_NICKNAME, NicknameError, clean_nickname

        try:
            nickname = clean_nickname(typed)
        except NicknameError:
            said = self._text("records.nickname_wrong", most=LONGEST_NICKNAME)
            self.begin.feedback = render("note", text=said)
            return
        if looks_like_a_name(nickname, self._text) and nickname != self._warned_of:
            self._warned_of = nickname
            self.begin.feedback = render("note", text=self._text("records.like_a_name"))
            return
        self.nickname = nickname
        self.begin.disabled = True
        self.field.disabled = True
        self._note.value = ""
        said = self._text("records.kept_under", nickname=self.nickname)
        self.begin.feedback = render("note", text=said)
        self._question.children = (*self._question.children, self.other)
        self._tab.value = self.nickname
        self._chosen(self)

    def _give_up(self, key: str, why: str) -> None:
        """Say that nothing is kept (any more), and go on without."""
        log.event("records_unusable", error=why)
        self.records = None
        self._note.value = render("trouble", text=self._text(key, why=why))

    def plan(self) -> dict[str, datetime]:
        """Return every item that was answered under the nickname, and when it is asked again."""
        if self.records is None:
            return {}
        from sciatica.training.records import RecordsError

        try:
            return self.records.known(self.nickname)
        except RecordsError as error:
            self._give_up("records.lost", str(error))
            return {}

    def record(self, item_id: str, correct: bool) -> None:
        """Keep an answer, once a nickname is chosen. When this returns it is on disk, or the page
        says that it is not."""
        self.asked_again = None
        if self.records is None or not self.nickname:
            return
        from sciatica.training.records import RecordsError

        try:
            self.asked_again = self.records.add(self.nickname, item_id, correct)
        except RecordsError as error:
            self._give_up("records.lost", str(error))


def kept(
    lang: str, make: Callable[[Recorder], ipywidgets.VBox], recorder: Recorder | None
) -> ipywidgets.VBox:
    """Return the page that `make` makes with a recorder: `recorder`, or where there is none, one
    that keeps answers under the nickname that somebody may choose above it."""
    if recorder:
        return make(recorder)
    keeper = Keeper(lang, the_clinic().database, lambda _: None, True)
    return ipywidgets.VBox([keeper.box, make(keeper.record)])
