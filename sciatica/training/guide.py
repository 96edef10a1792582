"""The session guide: what is done in which minute, for the one who leads and for the wall."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import ipywidgets

from sciatica.content.words import words
from sciatica.training.html import page, passage
from sciatica.widgets.form import Form, Kind


@dataclass(frozen=True, slots=True)
class Station:
    """A part of the session: its `minutes`, the staff `page` that it is done with, and what is
    asked in a room, this time and the next."""

    id: str
    minutes: int
    page: str
    asks: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    changes: bool = False
    """Whether the two of a pair change places at half-time."""


def _with_words(*scenarios: str) -> tuple[str, ...]:
    """Return both questions of some scenarios of the drill."""
    return tuple(f"drill.{name}{part}" for name in scenarios for part in ("", ".words"))


def _whole(*cases: str) -> tuple[str, ...]:
    """Return every question of some cases."""
    return tuple(f"case.{name}{part}" for name in cases for part in ("", ".action", ".words"))


PLAN = (
    Station(
        "drill",
        8,
        "red-flag-drill",
        (
            _with_words("both_legs_new", "slow_start", "not_sure_bladder", "old_leak"),
            _with_words("two_weeks", "foot_slaps", "codeine", "old_weak_foot"),
        ),
    ),
    Station("examine", 12, "examine", changes=True),
    # a root and a mimic each time
    Station("cases", 15, "cases", (_whole("01", "07"), _whole("03", "06"))),
    Station("explain", 10, "explain-it", (("explain.teach_back",), ("explain.teach_back",)), True),
)
TOTAL_MINUTES = sum(station.minutes for station in PLAN)
FIRST_TOUCH = ("1", "4", "12")
"""After how many weeks an item comes back: see `sciatica.training.schedule`."""


def times(begin: datetime) -> list[tuple[str, str]]:
    """Return from when to when each station lasts, as a clock shows it."""
    found, at = [], begin
    for station in PLAN:
        end = at + timedelta(minutes=station.minutes)
        found.append((f"{at:%H:%M}", f"{end:%H:%M}"))
        at = end
    return found


def _now() -> datetime:
    return datetime.now().astimezone()


class Guide:
    """The page. `begin` writes the times of today into the plan, `projector` makes it large and
    leaves out what only the one who leads needs."""

    def __init__(self, lang: str, now: Callable[[], datetime] = _now) -> None:
        self._text, self._now = words(lang), now
        self._times: list[tuple[str, str]] = []
        text = self._text
        self.begin = Form.build(
            Kind.ACT, text("guide.clock"), {"now": text("guide.begin", minutes=TOTAL_MINUTES)}
        )
        self.begin.on_submit(lambda _: self._begin())
        self.projector = Form.build(
            Kind.MANY, text("guide.projector"), {"on": text("guide.projector_on")}
        )
        self.projector.observe(lambda _: self._show(), "value")
        self._plan = passage()
        self.box = page(self.begin, self.projector, self._plan)
        self._show()

    def _begin(self) -> None:
        self._times = times(self._now())
        self._show()

    def _show(self) -> None:
        on_wall = bool(self.projector.chosen())
        (self.box.add_class if on_wall else self.box.remove_class)("sx-on-wall")
        self._plan.value = passage(
            "guide",
            words=self._text,
            plan=PLAN,
            times=self._times,
            total=TOTAL_MINUTES,
            on_wall=on_wall,
            weeks=FIRST_TOUCH,
        ).value


def session_guide(lang: str) -> ipywidgets.VBox:
    """Show the plan of a session, and the way to a room."""
    return Guide(lang).box
