"""``facts/reading.toml``: words never said, names left out of the grade, harmless numbers."""

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from sciatica.check.texts import toml

FILE = "reading.toml"
_BETWEEN = r"[\s\W_]+"  # a line break or markup may stand between two words


@dataclass(frozen=True, slots=True)
class NeverWord:
    """A word that never stands on a patient page, its inflections, and what to write instead."""

    word: str
    pattern: re.Pattern[str]
    instead: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name that cannot be avoided: the grade counts it as a word of one syllable."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class HarmlessNumber:
    """A number that claims nothing, and where it may stand (a key or notebook, ``*`` allowed)."""

    number: str
    where: str
    why: str

    def allows(self, number: str, key: str) -> bool:
        """Whether this entry lets `number` stand at `key`."""
        return fnmatchcase(number, self.number) and fnmatchcase(key, self.where)


@dataclass(frozen=True, slots=True)
class Lists:
    """The open lists by which content is judged."""

    grade: float
    never: tuple[NeverWord, ...]
    staff: tuple[str, ...]
    names: tuple[Name, ...]
    numbers: tuple[HarmlessNumber, ...]

    def for_staff(self, key: str) -> bool:
        """Whether the words at `key` stand on workshop pages alone: these may quote a word from
        the never-list, and a live callback that is not run here may look them up."""
        return any(fnmatchcase(key, where) for where in self.staff)


def _loose(pattern: str) -> re.Pattern[str]:
    """Return `pattern` for words in any case, with anything but letters between two words."""
    pattern = pattern.replace(" ?", r"[\s\W_]*").replace(" ", _BETWEEN)
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


def read_lists(facts: Path) -> Lists:
    """Read the lists from the folder of facts."""
    raw: dict[str, Any] = toml(facts / FILE)
    return Lists(
        grade=float(raw["grade"]),
        never=tuple(
            NeverWord(one["word"], _loose(one["forms"]), one["instead"]) for one in raw["never"]
        ),
        staff=tuple(one["where"] for one in raw.get("staff", [])),
        names=tuple(Name(one["name"], one["why"]) for one in raw["name"]),
        numbers=tuple(
            HarmlessNumber(one["number"], one["where"], one["why"]) for one in raw["number"]
        ),
    )
