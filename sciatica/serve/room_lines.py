"""The lines (web sockets) between the pages of a room and the room."""

import asyncio
import json
import secrets
from abc import ABC, abstractmethod
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import segno
from tornado.websocket import WebSocketClosedError

from sciatica.content.words import words
from sciatica.serve import metrics
from sciatica.serve.address import is_local
from sciatica.serve.clinic_file import ClinicFile
from sciatica.serve.rate_limit import RateLimit
from sciatica.serve.rooms import POLICY_VIOLATION, Full, Rooms, Session
from sciatica.serve.security import Secured
from sciatica.serve.staff import StaffAuth
from sciatica.serve.web_socket import QuietWebSocket
from sciatica.training.room import RoomRefusedError
from sciatica.training.room_answers import keep

STAYS = {"late", "unknown", "crowded"}
"""Why something is refused to a page that keeps its place. Any other reason means that it has none,
and that the question on it is no longer asked."""


class _Line(Secured, QuietWebSocket, ABC):
    """A line between a page and its room. Other sites are refused (tornado compares the origin)."""

    session: Session | None = None
    kind = "room_line"

    def initialize(self, *_: Any, **given: Any) -> None:
        self.rooms: Rooms = given["rooms"]
        self.text = words(self.rooms.lang)
        limits = self.rooms.limits
        self._limit = RateLimit(limits.messages_per_s, limits.burst, self.rooms.clock)

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

    def open(self, *_: str) -> None:
        if not self.rooms.admit(self):
            self.refuse("crowded")
            self.close(1013)

    def say(self, message: dict[str, Any]) -> None:
        """Send a message; to a line that is gone nothing."""
        with suppress(WebSocketClosedError):  # on_close follows
            self.write_message(json.dumps(message))

    def refuse(self, why: str, **slots: object) -> None:
        """Say in words why something cannot be, and whether the page still has its place."""
        text = self.text(f"room.refused.{why}", **slots)
        self.say({"refused": text, "out": why not in STAYS})

    async def on_message(self, message: str | bytes) -> None:
        """Hear a message, within the pace. What is none concerns its sender alone."""
        if not self._limit.take():
            self.close(POLICY_VIOLATION)
            return
        try:
            told = json.loads(message)
            if not isinstance(told, dict):
                raise ValueError
        except ValueError:
            self.close(1007)
            return
        try:
            await self.hear(told)
        except RoomRefusedError as error:
            self.refuse(error.why)

    @abstractmethod
    async def hear(self, told: dict[str, Any]) -> None:
        """Act on a message. Raises `RoomRefusedError` for what the room does not take."""

    def on_close(self) -> None:
        self.rooms.lines.pop(self, None)
        self.leave()

    @abstractmethod
    def leave(self) -> None:
        """Tell the room that this page has gone."""


def room_qr(at: str, code: str) -> str:
    """Return a picture (data URI) that opens the room with this code on a phone's camera; nothing
    where `at` is no address that a phone could open."""
    try:
        parts = urlsplit(at)
    except ValueError:  # half an IPv6 address
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or is_local(parts.hostname):
        return ""
    made = segno.make_qr(f"{at}#{code}", error="m")
    return str(made.svg_data_uri(scale=6, border=4, light="white"))


def _text(told: dict[str, Any], name: str) -> str:
    value = told.get(name)
    return value if isinstance(value, str) else ""


class LearnerLine(_Line):
    """The line of one who answers."""

    seat = ""
    _wrong_codes = 0

    def initialize(self, *_: Any, **given: Any) -> None:
        """Keep the settings: they say whether answers may be kept."""
        super().initialize(**given)
        self.clinic: ClinicFile = given["clinic"]

    async def hear(self, told: dict[str, Any]) -> None:
        """Take a seat, answer, or only watch."""
        if "join" in told:
            await self._join(_text(told, "join"), _text(told, "seat"))
        elif "watch" in told:
            await self._watch(_text(told, "watch"), _text(told, "at"))
        elif self.session is None or not self.seat:
            self.refuse("over")
        elif "keep" in told:
            await self._keep(self.session, _text(told, "keep"), told.get("sure") is True)
        else:
            round_ = told.get("round")
            number = round_ if isinstance(round_, int) else -1
            self.session.room.answer(self.seat, number, _text(told, "answer"))
            self.say(self.session.state_for(self.seat))
            self.session.tell_leads()

    async def _keep(self, session: Session, nickname: str, sure: bool) -> None:
        """Keep the answer of this seat for *Remember*, where somebody wants that, and say so. The
        nickname is in the message alone: neither room nor line remembers it."""
        seat, round_, answer = self.seat, session.room.round, session.to_keep(self.seat)
        database = self.clinic.read().database
        kept = await asyncio.to_thread(keep, database, nickname, sure, answer, self.text)
        if kept.nickname and answer:
            session.has_kept(round_, seat)
        self.say({"keeps": kept.nickname, "said": kept.said, "warned": kept.warned})

    async def _find(self, code: str) -> Session | None:
        """Return the room of this code; whoever guesses is slowed, and then cut."""
        session = self.rooms.find(code)
        if session is None:
            self._wrong_codes += 1
            await asyncio.sleep(self.rooms.limits.wrong_code_s)
            self.refuse("no_room")
            if self._wrong_codes >= self.rooms.limits.tries:
                self.close(POLICY_VIOLATION)
        return session

    async def _watch(self, code: str, at: str) -> None:
        """Show the room on a screen, without a seat."""
        if session := await self._find(code):
            self.leave()
            self.session = session
            session.walls.add(self)
            about = {"code": session.code, "qr": room_qr(at, session.code)}
            self.say(about | session.state_for_walls())
            self.say(session.time(self.rooms.clock()))

    async def _join(self, code: str, seat: str) -> None:
        session = await self._find(code)
        if session is None:
            return
        self.leave()
        if seat not in session.room.seats:
            seat = secrets.token_urlsafe(12)
        try:
            session.room.enter(seat)
        except RoomRefusedError:
            metrics.ROOM_REFUSED.inc()
            self.refuse("full", most=session.room.most)
            return
        if other := session.learners.get(seat):  # the same page, opened twice
            other.session = None
            other.refuse("elsewhere")
        self.session, self.seat = session, seat
        session.learners[seat] = self
        about = {"seat": seat, "code": session.code, "pass": session.pass_}
        self.say({**about, **session.state_for(seat)})
        session.tell_leads()

    def leave(self) -> None:
        """Step out: the seat is kept."""
        if self.session:
            self.session.walls.discard(self)
        if self.session and self.session.learners.get(self.seat) is self:
            del self.session.learners[self.seat]
            self.session.room.step_out(self.seat)
            self.session.tell_leads()
        self.session = None


class LeadLine(_Line):
    """The line of the one who leads."""

    def initialize(self, *_: Any, **given: Any) -> None:
        """Keep who may lead."""
        super().initialize(**given)
        self.auth: StaffAuth = given["auth"]

    async def get(self, *args: Any, **kwargs: Any) -> None:
        """Open the line for those who may see staff pages."""
        if not self.auth.is_authenticated(self):
            self.send_error(403)
            return
        await super().get(*args, **kwargs)

    async def hear(self, told: dict[str, Any]) -> None:
        """Open a room, come back to it, ask, show what is right, or end it."""
        if "open" in told:
            self._open_room(_text(told, "at"))
        elif "lead" in told:
            self._come_back(_text(told, "lead"), _text(told, "secret"), _text(told, "at"))
        elif self.session is None:
            self.refuse("over")
        elif "ask" in told:
            if question := self.rooms.questions.get(_text(told, "ask")):
                self.session.sent = {}
                self.session.room.ask(question)
                self.session.tell()
        elif "show" in told:
            self.session.room.show()
            self.session.tell()
        elif "send" in told:
            number = told.get("number")
            self.session.send(_text(told, "send"), number if isinstance(number, int) else None)
            self.session.tell()
        elif "begin" in told:
            self.session.began_at = self.rooms.clock()
            self.session.tell_time(self.rooms.clock())
        elif "end" in told:
            self.rooms.end(self.session, "ended")

    def _open_room(self, at: str) -> None:
        try:
            session = self.rooms.open()
        except Full:
            metrics.ROOM_REFUSED.inc()
            self.refuse("no_more_rooms", most=self.rooms.limits.rooms)
            return
        self._lead(session, at)

    def _come_back(self, code: str, secret: str, at: str) -> None:
        session = self.rooms.find(code)
        if session and secrets.compare_digest(secret.encode(), session.secret.encode()):
            self._lead(session, at)
        else:
            self.refuse("gone")

    def _lead(self, session: Session, at: str) -> None:
        """Let this page lead. `at` is where it says that learners find the room: the page alone
        knows under which name it was reached. Nobody else is shown what comes of it."""
        self.leave()
        self.session = session
        session.leads.add(self)
        about = {"code": session.code, "secret": session.secret, "qr": room_qr(at, session.code)}
        # the page that leads stands beside that of the learners
        staff = f"{at.rpartition('/')[0]}/staff/room"
        about["remote"] = room_qr(staff, f"{session.code}.{session.secret}")
        self.say({**about, **session.state_for_leads()})
        self.say(session.time(self.rooms.clock()))

    def leave(self) -> None:
        """Nobody leads from here any more."""
        if self.session:
            self.session.leads.discard(self)
            self.session.led_at = self.rooms.clock()
        self.session = None
