"""Rooms: everybody answers on a device of their own, the one who leads sees how often each option
was chosen.

A room lives in this process's memory and nowhere else. Its pages need no kernel: a plain page, one
script, one line (a web socket). A learner needs the room's code; the one who leads holds a secret
that no learner ever gets. No cookie, no name, no answer in the log.
"""

import asyncio
import json
import re
import secrets
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from ipaddress import ip_address
from typing import Any

from tornado.websocket import WebSocketClosedError, WebSocketHandler

from sciatica.content import Words, words
from sciatica.journal import note, note_error
from sciatica.serve import metrics
from sciatica.serve.frame import HERE, Discreet, OwnPage, fill
from sciatica.serve.staff import Gate, ask_first
from sciatica.training.items import items
from sciatica.training.question import Question
from sciatica.training.room import Phase, RefusedError, Room

LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"
"""No vowels, so no words; nothing that is taken for something else."""
LETTERS_IN_CODE = 6
PAGE, LEAD, LINE = "room", "staff/room", "line"
STAYS = {"late", "unknown", "crowded"}
"""Why something is refused to a page that keeps its place. Any other reason means that it has none,
and that the question on it is no longer asked."""


@dataclass(frozen=True, slots=True)
class RoomLimits:
    """How much there may be of everything. Times in seconds."""

    rooms: int = 4
    learners: int = 30
    lines: int = 200
    message_bytes: int = 500
    messages_per_s: float = 5
    burst: int = 20
    deserted_s: float = 10 * 60
    """Nobody leads for so long: the room ends."""
    empty_s: float = 60
    """Nobody leads and nobody answers for so long: it ends sooner."""
    longest_s: float = 3 * 60 * 60
    first_word_s: float = 15
    """Who opens a line says so soon what for."""
    tries: int = 5
    wrong_code_s: float = 1
    """A wrong code is answered so late: at this pace, on every line at once, guessing one of four
    codes takes weeks, and a room lasts three hours."""
    tick_s: float = 2
    """Every line hears from the server so often, or its page says that it is lost."""


class Session:
    """A room, and who is connected to it."""

    def __init__(self, code: str, most: int, now: float) -> None:
        self.code, self.room = code, Room(most)
        self.secret = secrets.token_urlsafe(24)
        self.leads: set[LeadLine] = set()
        self.learners: dict[str, LearnerLine] = {}
        self.opened_at = self.led_at = now

    def tell_leads(self) -> None:
        """Send those who lead how the room stands."""
        for line in self.leads:
            line.say(line.state(self))

    def tell(self) -> None:
        """Send everybody how the room stands."""
        self.tell_leads()
        for seat, line in self.learners.items():
            line.say(line.state(self, seat))


class Full(Exception):  # noqa: N818 - not a fault
    """There is no room for one more room."""


@dataclass(slots=True)
class Rooms:
    """Every room of this server."""

    lang: str
    limits: RoomLimits = field(default_factory=RoomLimits)
    clock: Callable[[], float] = time.monotonic
    sessions: dict[str, Session] = field(default_factory=dict)
    lines: "set[_Line]" = field(default_factory=set)

    @property
    def questions(self) -> dict[str, Question]:
        """What can be asked, by id."""
        return {question.id: question for question in items(self.lang)}

    def open(self) -> Session:
        """Open a room with a code that no other has. Raises `Full`."""
        self.sweep()
        if len(self.sessions) >= self.limits.rooms:
            raise Full
        code = new_code()
        while code in self.sessions:
            code = new_code()
        session = Session(code, self.limits.learners, self.clock())
        self.sessions[code] = session
        metrics.ROOMS.set(len(self.sessions))
        note("room_opened", rooms=len(self.sessions))
        return session

    def find(self, typed: str) -> Session | None:
        """Return the room whose code was typed, in small letters or with spaces too."""
        return self.sessions.get(re.sub(r"[\s-]", "", typed).upper())

    def end(self, session: Session, why: str) -> None:
        """End a room: everybody in it is told, and nothing of it is left."""
        if self.sessions.pop(session.code, None) is None:
            return
        session.room.end()
        session.tell()
        for line in (*session.leads, *session.learners.values()):
            line.session = None
        metrics.ROOMS.set(len(self.sessions))
        note("room_ended", why=why, rooms=len(self.sessions))

    def sweep(self) -> None:
        """End rooms that nobody leads any more, and those that have lasted too long."""
        now = self.clock()
        for session in list(self.sessions.values()):
            if session.leads:
                session.led_at = now
            if now - session.opened_at > self.limits.longest_s:
                self.end(session, "too_long")
            elif now - session.led_at > (
                self.limits.deserted_s if session.learners else self.limits.empty_s
            ):
                self.end(session, "deserted")

    async def watch(self) -> None:
        """Sweep, and let every page hear that the server is there. Never returns."""
        while True:
            await asyncio.sleep(self.limits.tick_s)
            try:
                self.sweep()
                for line in list(self.lines):
                    line.say({"tick": True})
            except Exception as error:  # one broken room must not silence the others
                metrics.ERRORS.labels("room").inc()
                note_error("room_failed", error)


def new_code() -> str:
    """Return a code that nobody can foresee."""
    return "".join(secrets.choice(LETTERS) for _ in range(LETTERS_IN_CODE))


def _asked(question: Question) -> dict[str, Any]:
    options = [{"id": option.id, "text": option.text} for option in question.options]
    return {"story": question.story, "prompt": question.prompt, "options": options}


def _common(room: Room) -> dict[str, Any]:
    state: dict[str, Any] = {"phase": room.phase, "round": room.round}
    if room.question:
        state["question"] = _asked(room.question)
        if room.phase is Phase.SHOWN:
            asked = room.question
            marks = {"right": sorted(asked.correct), "unsafe": sorted(asked.unsafe)}
            state |= {"marks": marks, "why": asked.why}
    return state


class _Line(Discreet, WebSocketHandler, ABC):
    """A line between a page and its room. Other sites are refused (tornado compares the origin)."""

    session: Session | None = None

    def initialize(self, *_: Any, **given: Any) -> None:
        self.rooms: Rooms = given["rooms"]
        self.text = words(self.rooms.lang)
        self._allowance, self._last = float(self.rooms.limits.burst), self.rooms.clock()
        self._has_spoken = False

    @property
    def max_message_size(self) -> int:
        return self.rooms.limits.message_bytes

    @property
    def ping_interval(self) -> float:
        """A phone that vanished without a word is noticed within twice these seconds."""
        return 10

    @property
    def ping_timeout(self) -> float:
        return 10

    def set_default_headers(self) -> None:
        self.clear_header("Server")

    def open(self, *_: str) -> None:
        if len(self.rooms.lines) >= self.rooms.limits.lines:
            self.refuse("crowded")
            self.close(1013)
            return
        self.rooms.lines.add(self)
        asyncio.get_running_loop().call_later(self.rooms.limits.first_word_s, self._cut_if_silent)

    def _cut_if_silent(self) -> None:
        if not self._has_spoken:
            self.close(1008)

    def say(self, message: dict[str, Any]) -> None:
        """Send a message; to a line that is gone nothing."""
        with suppress(WebSocketClosedError):  # on_close follows
            sent = self.write_message(json.dumps(message))
            sent.add_done_callback(lambda future: future.exception())  # it broke off on the way

    def refuse(self, why: str, **slots: object) -> None:
        """Say in words why something cannot be, and whether the page still has its place."""
        text = self.text(f"room.refused.{why}", **slots)
        self.say({"refused": text, "out": why not in STAYS})

    async def on_message(self, message: str | bytes) -> None:
        """Hear a message, within the pace. What is none concerns its sender alone."""
        now = self.rooms.clock()
        limits = self.rooms.limits
        grown = self._allowance + (now - self._last) * limits.messages_per_s
        self._allowance, self._last = min(limits.burst, grown) - 1, now
        if self._allowance < 0:
            self.close(1008)
            return
        try:
            told = json.loads(message)
            if not isinstance(told, dict):
                raise ValueError
        except ValueError:
            self.close(1007)
            return
        self._has_spoken = True
        try:
            await self.hear(told)
        except RefusedError as error:
            self.refuse(error.why)

    @abstractmethod
    async def hear(self, told: dict[str, Any]) -> None:
        """Act on a message. Raises `RefusedError` for what the room does not take."""

    def on_close(self) -> None:
        self.rooms.lines.discard(self)
        self.leave()

    @abstractmethod
    def leave(self) -> None:
        """Tell the room that this page has gone."""


def _text(told: dict[str, Any], name: str) -> str:
    value = told.get(name)
    return value if isinstance(value, str) else ""


class LearnerLine(_Line):
    """The line of one who answers."""

    seat = ""
    _wrong_codes = 0

    def state(self, session: Session, seat: str) -> dict[str, Any]:
        """Return how the room stands, as this seat may see it."""
        return _common(session.room) | {"chosen": session.room.answer_of(seat)}

    async def hear(self, told: dict[str, Any]) -> None:
        """Take a seat, or answer."""
        if "join" in told:
            await self._join(_text(told, "join"), _text(told, "seat"))
        elif self.session is None:
            self.refuse("over")
        else:
            round_ = told.get("round")
            number = round_ if isinstance(round_, int) else -1
            self.session.room.answer(self.seat, number, _text(told, "answer"))
            self.say(self.state(self.session, self.seat))
            self.session.tell_leads()

    async def _join(self, code: str, seat: str) -> None:
        session = self.rooms.find(code)
        if session is None:
            self._wrong_codes += 1
            await asyncio.sleep(self.rooms.limits.wrong_code_s)
            self.refuse("no_room")
            if self._wrong_codes >= self.rooms.limits.tries:
                self.close(1008)
            return
        self.leave()
        if seat not in session.room.seats:
            seat = secrets.token_urlsafe(12)
        try:
            session.room.enter(seat)
        except RefusedError:
            metrics.ROOM_REFUSED.inc()
            self.refuse("full", most=session.room.most)
            return
        if other := session.learners.get(seat):  # the same page, opened twice
            other.session = None
            other.refuse("elsewhere")
        self.session, self.seat = session, seat
        session.learners[seat] = self
        self.say({"seat": seat, "code": session.code, **self.state(session, seat)})
        session.tell_leads()

    def leave(self) -> None:
        """Step out: the seat is kept."""
        if self.session and self.session.learners.get(self.seat) is self:
            del self.session.learners[self.seat]
            self.session.room.step_out(self.seat)
            self.session.tell_leads()
        self.session = None


class LeadLine(_Line):
    """The line of the one who leads."""

    def initialize(self, *_: Any, **given: Any) -> None:
        """Keep the gate."""
        super().initialize(**given)
        self.gate: Gate = given["gate"]

    async def get(self, *args: Any, **kwargs: Any) -> None:
        """Open the line for those who may see staff pages."""
        if not self.gate.knows(self):
            self.send_error(403)
            return
        await super().get(*args, **kwargs)

    def state(self, session: Session) -> dict[str, Any]:
        """Return how the room stands: numbers, no seats."""
        room = session.room
        return _common(room) | {"spread": room.spread, "learners": room.present}

    async def hear(self, told: dict[str, Any]) -> None:
        """Open a room, come back to it, ask, show what is right, or end it."""
        if "open" in told:
            self._open_room()
        elif "lead" in told:
            self._come_back(_text(told, "lead"), _text(told, "secret"))
        elif self.session is None:
            self.refuse("over")
        elif "ask" in told:
            if question := self.rooms.questions.get(_text(told, "ask")):
                self.session.room.ask(question)
                self.session.tell()
        elif "show" in told:
            self.session.room.show()
            self.session.tell()
        elif "end" in told:
            self.rooms.end(self.session, "ended")

    def _open_room(self) -> None:
        try:
            session = self.rooms.open()
        except Full:
            metrics.ROOM_REFUSED.inc()
            self.refuse("no_more_rooms", most=self.rooms.limits.rooms)
            return
        self._lead(session)

    def _come_back(self, code: str, secret: str) -> None:
        session = self.rooms.find(code)
        if session and secrets.compare_digest(secret.encode(), session.secret.encode()):
            self._lead(session)
        else:
            self.refuse("gone")

    def _lead(self, session: Session) -> None:
        self.leave()
        self.session = session
        session.leads.add(self)
        self.say({"code": session.code, "secret": session.secret, **self.state(session)})

    def leave(self) -> None:
        """Nobody leads from here any more."""
        if self.session:
            self.session.leads.discard(self)
            self.session.led_at = self.rooms.clock()
        self.session = None


# The pages ---------------------------------------------------------------------------------------


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
        content = fill("room_join", words=self.text, line=line)
        self.show(self.text("room.join.title"), content, script=self.script)


class LeadPage(JoinPage):
    """Where a room is opened and led. It is a staff page."""

    def initialize(self, *_: Any, **given: Any) -> None:
        """Keep the gate, and the address for the others where this page's own is none."""
        super().initialize(**given)
        self.gate: Gate = given["gate"]
        self.join_address: str = given["join_address"]

    def get(self) -> None:
        """Send the page."""
        lang = self.text.lang
        if not self.gate.knows(self):
            ask_first(self, self.base_url, lang, f"{lang}/{LEAD}")
            return
        here = f"{self.base_url}{lang}/"
        here_alone = is_local(self.request.host_name)
        content = fill(
            "room_lead",
            words=self.text,
            line=f"{here}{LEAD}/{LINE}",
            join=f"{here}{PAGE}",
            guide=f"{here}staff/session-guide",
            # who sits at the server itself sees an address that leads nobody else here
            address=self.join_address if here_alone else "",
            only_here=here_alone and not self.join_address,
            groups=groups(items(lang), self.text),
        )
        self.show(self.text("room.lead.title"), content, script=self.script)


def is_local(host: str) -> bool:
    """Whether this name leads to the machine that asks."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def groups(questions: Sequence[Question], text: Words) -> dict[str, list[tuple[str, str]]]:
    """Return what can be asked, id and label, under the heading of its part of the training."""
    found: dict[str, list[tuple[str, str]]] = {}
    for question in questions:
        part = text(f"room.lead.part.{question.id.partition('.')[0]}")
        label = text("room.lead.label", story=question.story, prompt=question.prompt)
        found.setdefault(part, []).append((question.id, _short(label.strip())))
    return found


def _short(label: str, most: int = 110) -> str:
    return label if len(label) <= most else f"{label[:most].rpartition(' ')[0]} …"


def room_handlers(
    rooms: Rooms, gate: Gate, script: str, join_address: str, given: dict[str, Any]
) -> Iterator[tuple[Any, ...]]:
    """Yield the routes of rooms. `script` is the address of their script, `join_address` the page
    for learners as other devices reach it, or nothing; `given` is what every own page needs."""
    here = rf"{re.escape(given['base_url'])}{rooms.lang}/"
    page = {"script": script, **given}
    yield rf"{here}{PAGE}", JoinPage, page
    yield rf"{here}{PAGE}/{LINE}", LearnerLine, {"rooms": rooms}
    lead = {"gate": gate, "join_address": join_address, **page}
    yield rf"{here}{LEAD}", LeadPage, lead
    yield rf"{here}{LEAD}/{LINE}", LeadLine, {"rooms": rooms, "gate": gate}
