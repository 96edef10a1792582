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
from sciatica.content.words import words
from sciatica.training.html import page, passage, render
from sciatica.training.question import Recorder
from sciatica.widgets.form import Form, Kind

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


class Keeper:
    """Asks for a nickname, and keeps answers under it. `box` is what the page shows.

    `asked_again` is when the item that was kept last is asked again, or None where it was not kept.
    """

    def __init__(self, lang: str, database: str, chosen: Callable[[Keeper], None]) -> None:
        self._text, self._chosen = words(lang), chosen
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
        self.box.children = (*self.box.children, self.field, self.begin)

    def _take(self, typed: str) -> None:
        from sciatica.training.records import LONGEST_NICKNAME, NicknameError, clean_nickname

        try:
            self.nickname = clean_nickname(typed)
        except NicknameError:
            said = self._text("records.nickname_wrong", most=LONGEST_NICKNAME)
            self.begin.feedback = render("note", text=said)
            return
        self.begin.disabled = True
        self.field.disabled = True
        self._note.value = ""
        said = self._text("records.kept_under", nickname=self.nickname)
        self.begin.feedback = render("note", text=said)
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
    keeper = Keeper(lang, the_clinic().database, lambda _: None)
    return ipywidgets.VBox([keeper.box, make(keeper.record)])
