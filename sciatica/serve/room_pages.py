"""The pages of a room: where learners type its code, and where it is opened and led.

They need no kernel: a plain page, one script, one line.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from sciatica import __version__
from sciatica.content.words import Words
from sciatica.serve.address import is_local
from sciatica.serve.frame import HERE, OwnPage, render
from sciatica.serve.room_lines import LeadLine, LearnerLine
from sciatica.serve.rooms import NUMBERED, SENT, Rooms
from sciatica.serve.staff import StaffAuth, ask_first
from sciatica.training.guide import PLAN
from sciatica.training.items import bank, items
from sciatica.training.question import Question

PAGE, LEAD, LINE, WALL, RECORD = "room", "staff/room", "line", "wall", "record"


@cache
def room_script() -> str:
    """Return the script of both pages."""
    return (HERE / "room.js").read_text(encoding="utf-8")


class JoinPage(OwnPage):
    """Where learners type the code."""

    def initialize(self, *_: Any, **given: Any) -> None:
        """Keep the script's address."""
        super().initialize(**given)
        self.script: str = given["script"]

    def get(self) -> None:
        """Send the page."""
        line = f"{self.base_url}{self.text.lang}/{PAGE}/{LINE}"
        content = render(
            "room_join",
            words=self.text,
            line=line,
            health=f"{self.base_url}healthz",
            staff=f"{self.base_url}{self.text.lang}/staff",
            record=f"{self.base_url}{self.text.lang}/{PAGE}/{RECORD}",
            remembers=bool(self.clinic.read().database),
            sent=SENT,
            numbered=NUMBERED,
        )
        self.show(self.text("room.join.title"), content, script=self.script)


@cache
def record_script() -> str:
    """Return the script of the record."""
    return (HERE / "room_record.js").read_text(encoding="utf-8")


class RecordPage(OwnPage):
    """What a learner's device kept of its rooms, to print. The server knows nothing of it."""

    def initialize(self, *_: Any, **given: Any) -> None:
        """Keep the script's address."""
        super().initialize(**given)
        self.script: str = given["script"]

    def get(self) -> None:
        """Send the page."""
        parts = {part: self.text(f"room.lead.part.{part}") for part in ("drill", "case", "explain")}
        content = render(
            "room_record",
            words=self.text,
            clinic=self.clinic.read().name,
            version=__version__,
            room=f"{self.base_url}{self.text.lang}/{PAGE}",
            names=parts | {page: self.text(f"room.go.{page}") for page in SENT},
        )
        self.show(self.text("room.record.title"), content, script=self.script)


class WallPage(JoinPage):
    """What everybody sees: the question, how many have answered, the way in, the clock."""

    def get(self) -> None:
        """Send the page."""
        here = f"{self.base_url}{self.text.lang}/{PAGE}"
        content = render(
            "room_wall",
            words=self.text,
            line=f"{here}/{LINE}",
            health=f"{self.base_url}healthz",
            join=here,
            plan=PLAN,
            staff="",
            sent=SENT,
            numbered=NUMBERED,
        )
        self.show(self.text("room.wall.title"), content, script=self.script)


class LeadPage(JoinPage):
    """Where a room is opened and led. It is a staff page."""

    def initialize(self, *_: Any, **given: Any) -> None:
        """Keep who may lead, and the address for the others where this page's own is none."""
        super().initialize(**given)
        self.auth: StaffAuth = given["auth"]
        self.join_address: str = given["join_address"]

    def get(self) -> None:
        """Send the page."""
        lang = self.text.lang
        if not self.auth.is_authenticated(self):
            ask_first(self, self.base_url, lang, f"{lang}/{LEAD}")
            return
        here = f"{self.base_url}{lang}/"
        here_alone = is_local(self.request.host_name)
        content = render(
            "room_lead",
            words=self.text,
            line=f"{here}{LEAD}/{LINE}",
            health=f"{self.base_url}healthz",
            join=f"{here}{PAGE}",
            wall=f"{here}{PAGE}/{WALL}",
            plan=PLAN,
            staff="",
            sent=SENT,
            numbered=NUMBERED,
            guide=f"{here}staff/session-guide",
            # who sits at the server itself sees an address that leads nobody else here
            address=self.join_address if here_alone else "",
            only_here=here_alone and not self.join_address,
            suggested=suggested(items(lang), self.text),
            groups=groups(items(lang), self.text),
            left_out=[one.name for one in bank(lang).left_out],
        )
        self.show(self.text("room.lead.title"), content, script=self.script)


def suggested(questions: Sequence[Question], text: Words) -> dict[str, list[tuple[str, str]]]:
    """Return what the plan of a session asks, this time and the next, under its headings."""
    by_id = {question.id: question for question in questions}
    found = {}
    for number, when in enumerate(("now", "next")):
        names = [name for station in PLAN for name in station.asks[number] if name in by_id]
        found[text(f"room.lead.suggested.{when}")] = [
            (name, label(by_id[name], text)) for name in names
        ]
    return found


def label(question: Question, text: Words) -> str:
    """Return what tells a question apart: of whom it is, what is asked, how urgent that is."""
    part, *_, last = question.id.split(".")
    asked = text(f"room.lead.asked.{last if last in ('action', 'words') else part}")
    tier = text(f"training.tier.{question.action}")
    return text("room.lead.label", title=question.title, asked=asked, tier=tier)


def groups(questions: Sequence[Question], text: Words) -> dict[str, list[tuple[str, str]]]:
    """Return what can be asked, id and label, under the heading of its part of the training."""
    found: dict[str, list[tuple[str, str]]] = {}
    for question in questions:
        part = text(f"room.lead.part.{question.id.partition('.')[0]}")
        found.setdefault(part, []).append((question.id, label(question, text)))
    return found


def room_handlers(
    rooms: Rooms,
    auth: StaffAuth,
    scripts: tuple[str, str],
    join_address: str,
    given: dict[str, Any],
) -> Iterator[tuple[Any, ...]]:
    """Yield the routes of rooms. `scripts` are the addresses of their script and of the record's,
    `join_address` the page for learners as other devices reach it, or nothing; `given` is what
    every own page needs."""
    script, of_record = scripts
    here = rf"{re.escape(given['base_url'])}{rooms.lang}/"
    page = {"script": script, **given}
    yield rf"{here}{PAGE}", JoinPage, page
    yield rf"{here}{PAGE}/{LINE}", LearnerLine, {"rooms": rooms, "clinic": given["clinic"]}
    yield rf"{here}{PAGE}/{WALL}", WallPage, page
    yield rf"{here}{PAGE}/{RECORD}", RecordPage, {"script": of_record, **given}
    lead = {"auth": auth, "join_address": join_address, **page}
    yield rf"{here}{LEAD}", LeadPage, lead
    yield rf"{here}{LEAD}/{LINE}", LeadLine, {"rooms": rooms, "auth": auth}
