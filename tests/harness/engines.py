"""What tests do with a browser engine that Playwright does not drive: open a page, ask it, press
what is in sight, print."""

import json
import time
from abc import ABC, abstractmethod
from typing import Any

NEEDS = "tests/system.sh engines"
"""The command that brings what these tests drive."""
WITHIN_S = 15.0
LOOK_EVERY_S = 0.05


class Engine(ABC):
    """One window of an engine, as wide as a phone at first."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        """What its scripts complained about since the page was opened."""

    @abstractmethod
    def load(self, url: str) -> None:
        """Open a page and wait until it is there."""

    @abstractmethod
    def resize(self, width: int) -> None:
        """Let the page be `width` CSS pixels wide."""

    @abstractmethod
    def run(self, script: str) -> str | None:
        """Return what an expression gives on the page: a string, or None."""

    @abstractmethod
    def pdf(self) -> bytes:
        """Return the page as it prints."""

    @abstractmethod
    def close(self) -> None:
        """Leave nothing behind."""

    def pause(self) -> None:
        """Let the engine work for a moment."""
        time.sleep(LOOK_EVERY_S)

    def open(self, url: str) -> None:
        """Open a page anew, with nothing in its fragment's way."""
        self.load("about:blank")
        self.complaints.clear()
        self.load(url)

    def ask(self, expression: str) -> Any:
        """Return what an expression gives on the page."""
        said = self.run(f"JSON.stringify({expression})")
        return json.loads(said) if said else None

    def wait_for(self, condition: str) -> None:
        """Wait until an expression holds on the page; `AssertionError` where it never does."""
        end = time.monotonic() + WITHIN_S
        while time.monotonic() < end:
            if self.ask(f"Boolean({condition})"):
                return
            self.pause()
        raise AssertionError(f"never true: {condition}; {self.complaints}")

    def press(self, selector: str) -> None:
        """Press the first thing in sight that `selector` finds."""
        in_sight = (
            f"[...document.querySelectorAll({json.dumps(selector)})].find(one => one.offsetParent)"
        )
        self.wait_for(in_sight)
        self.ask(f"({in_sight}.click(), 1)")
