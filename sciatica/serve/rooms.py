"""Rooms: everybody answers on a device of their own, the one who leads sees how often each option
was chosen.

A room lives in this process's memory and nowhere else. This is where rooms are kept; the lines to
its pages are in `room_lines`, the pages in `room_pages`. A learner needs the room's code; the one
who leads holds a secret that no learner ever gets. No cookie, no name, no answer in the log.
"""

import asyncio
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from sciatica import log
from sciatica.serve import metrics
from sciatica.training.items import items
from sciatica.training.question import Question
from sciatica.training.room import Phase, Room
from sciatica.training.room_answers import Answer

LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"
"""No vowels, so no words; nothing that is taken for something else."""
LETTERS_IN_CODE = 6
SENT = ("examine", "explain-it", "cases", "where-is-the-disc")
"""The staff pages that a room can send its learners to."""
NUMBERED = ("examine", "cases")
"""Those on which something is opened by its number."""
POLICY_VIOLATION = 1008
"""Why a line is cut, by the codes of web sockets."""


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
    unseated_s: float = 15
    """A line that belongs to no room is cut after so long."""
    tries: int = 5
    wrong_code_s: float = 1
    """A wrong code is answered so late: at this pace, on every line at once, guessing one of four
    codes takes weeks, and a room lasts three hours."""
    tick_s: float = 2
    """Every line hears from the server so often, or its page says that it is lost."""


class Listener(Protocol):
    """A page that hears of its room."""

    session: "Session | None"

    def say(self, message: dict[str, Any]) -> None:
        """Send a message to the page."""

    def refuse(self, why: str, **slots: object) -> None:
        """Say in words why something cannot be."""

    def close(self, code: int) -> None:
        """Cut the line."""


class Session:
    """A room, and who is connected to it."""

    def __init__(self, code: str, most: int, now: float) -> None:
        self.code, self.room = code, Room(most)
        self.secret = secrets.token_urlsafe(24)
        self.pass_ = secrets.token_urlsafe(24)
        """Lets learners open the pages that they are sent to, as long as the room lasts."""
        self.sent: dict[str, Any] = {}
        """The page that learners are sent to, and the number of its patient."""
        self.leads: set[Listener] = set()
        self.walls: set[Listener] = set()
        """Screens that everybody sees: they show, and cannot do anything."""
        self.began_at: float | None = None
        """When the session began, where its clock runs."""
        self.learners: dict[str, Listener] = {}
        self._kept: set[tuple[int, str]] = set()
        """Rounds and seats whose answer was kept: each counts once."""
        self.opened_at = self.led_at = now

    def state_for_leads(self) -> dict[str, Any]:
        """Return how the room stands: numbers, no seats."""
        room = self.room
        return self._common() | {
            "id": room.question.id if room.question else "",
            "spread": room.spread,
            "before": room.before,
            "learners": room.present,
            "closed": [
                {"id": name, "answers": one.answers, "right": one.right, "unsafe": one.unsafe}
                for name, one in room.closed.items()
            ],
        }

    def state_for_walls(self) -> dict[str, Any]:
        """Return how the room stands, as a screen may show it: no spread before the question is
        closed, for who sees the others' answers follows them."""
        state, room = self._common() | {"learners": self.room.present}, self.room
        state["answers"] = sum(room.spread.values())
        is_shown = room.phase is Phase.SHOWN
        return state | ({"spread": room.spread, "before": room.before} if is_shown else {})

    def state_for(self, seat: str) -> dict[str, Any]:
        """Return how the room stands, as this seat may see it."""
        return self._common() | {"chosen": self.room.answer_of(seat)}

    def _common(self) -> dict[str, Any]:
        return _common(self.room) | ({"go": self.sent} if self.sent else {})

    def send(self, page: str, number: int | None) -> None:
        """Send the learners to a page of the workshop."""
        if page in SENT:
            self.sent = {"page": page, "number": number if page in NUMBERED else None}

    def to_keep(self, seat: str) -> Answer | None:
        """Return what this seat answered, when the question is closed and as long as it is not
        kept."""
        room = self.room
        chosen = room.answer_of(seat)
        if room.phase is not Phase.SHOWN or room.question is None or chosen is None:
            return None
        if (room.round, seat) in self._kept:
            return None
        return Answer(room.question.id, chosen in room.question.correct)

    def has_kept(self, round_: int, seat: str) -> None:
        """Note that the answer of this seat is kept."""
        self._kept.add((round_, seat))

    def tell_leads(self) -> None:
        """Send those who lead, and the screens, how the room stands."""
        for line in self.leads:
            line.say(self.state_for_leads())
        for line in self.walls:
            line.say(self.state_for_walls())

    def tell_time(self, now: float) -> None:
        """Send those who lead, and the screens, how long the session has run."""
        for line in (*self.leads, *self.walls):
            line.say(self.time(now))

    def time(self, now: float) -> dict[str, Any]:
        """Return how long the session has run, in seconds; None where it has not begun."""
        return {"elapsed": None if self.began_at is None else now - self.began_at}

    def tell(self) -> None:
        """Send everybody how the room stands."""
        self.tell_leads()
        for seat, line in self.learners.items():
            line.say(self.state_for(seat))


def _asked(question: Question) -> dict[str, Any]:
    options = [{"id": option.id, "text": option.text} for option in question.options]
    return {"story": question.story, "prompt": question.prompt, "options": options}


def _common(room: Room) -> dict[str, Any]:
    state: dict[str, Any] = {"phase": room.phase, "round": room.round}
    if room.question:
        state |= {"question": _asked(room.question), "again": bool(room.before)}
        if room.phase is Phase.SHOWN:
            asked = room.question
            marks = {"right": sorted(asked.correct), "unsafe": sorted(asked.unsafe)}
            wrong = {option.id: option.wrong for option in asked.options if option.wrong}
            state |= {"marks": marks, "why": asked.why, "wrong": wrong, "item": asked.id}
    return state


class Full(Exception):  # noqa: N818 - not a fault
    """The limit of open rooms is reached."""


@dataclass(slots=True)
class Rooms:
    """Every room of this server."""

    lang: str
    limits: RoomLimits = field(default_factory=RoomLimits)
    clock: Callable[[], float] = time.monotonic
    sessions: dict[str, Session] = field(default_factory=dict)
    lines: dict[Listener, float] = field(default_factory=dict)
    """Every open line, the oldest first, and when it last belonged to a room, or was opened."""

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
        log.event("room_opened", rooms=len(self.sessions))
        return session

    def find(self, typed: str) -> Session | None:
        """Return the room whose code was typed, in small letters or with spaces too."""
        return self.sessions.get(re.sub(r"[\s-]", "", typed).upper())

    def admits(self, pass_: str) -> bool:
        """Whether this is the pass of a room that is open."""
        return any(
            secrets.compare_digest(pass_.encode(), one.pass_.encode())
            for one in self.sessions.values()
        )

    def end(self, session: Session, why: str) -> None:
        """End a room: everybody in it is told, and nothing of it is left."""
        if self.sessions.pop(session.code, None) is None:
            return
        session.room.end()
        session.tell()
        for line in (*session.leads, *session.walls, *session.learners.values()):
            line.session = None
        metrics.ROOMS.set(len(self.sessions))
        log.event("room_ended", why=why, rooms=len(self.sessions))

    def admit(self, line: Listener) -> bool:
        """Take in a new line; where there are too many, in the place of the oldest that belongs to
        no room. Returns False where each belongs to one."""
        if len(self.lines) >= self.limits.lines:
            oldest = next((one for one in self.lines if one.session is None), None)
            if oldest is None:
                return False
            self._cut(oldest)
        self.lines[line] = self.clock()
        return True

    def _cut(self, line: Listener) -> None:
        del self.lines[line]
        line.close(POLICY_VIOLATION)

    def sweep(self) -> None:
        """End rooms that nobody leads any more, and those that have lasted too long. Cut the lines
        that belong to none."""
        now = self.clock()
        for line, seated_at in list(self.lines.items()):
            if line.session:
                self.lines[line] = now
            elif now - seated_at > self.limits.unseated_s:
                self._cut(line)
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
                log.failure("room_failed", error)


def new_code() -> str:
    """Return a code that nobody can foresee."""
    return "".join(secrets.choice(LETTERS) for _ in range(LETTERS_IN_CODE))
