"""What a check says, and where it looks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sciatica.content.words import Words

WIDTH = len("clinic emergency.scan_hospital") + 2
OK, NOTE, FAULT = "ok", "note", "fault"


@dataclass(frozen=True, slots=True)
class Place:
    """How the pages will be served: the options of `sciatica serve`."""

    ip: str
    port: int
    base_url: str
    clinic: Path
    staff_token: bool = False
    """Whether staff pages ask for a token."""
    url: str = ""
    """The address at which people reach the pages, where the way there is to be tried."""


@dataclass(frozen=True, slots=True)
class Result:
    """One line: the check, its state (`OK`, `NOTE` or `FAULT`), what is so, and what to do."""

    check: str
    state: str
    says: str
    remedy: str = ""

    def __str__(self) -> str:
        mark = self.state.upper() if self.state == FAULT else self.state
        return f"{mark:<6}{self.check:<{WIDTH}}{self.says} {self.remedy}".rstrip()


Check = Callable[[Place, Words], Iterator[Result]]
"""Yields the results of one thing that is looked at."""
