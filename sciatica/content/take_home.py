"""What a sheet to take home can show, by its code in a link: ``content/take_home.toml``."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from sciatica.content.facts import topics
from sciatica.content.posed_artwork import Pose
from sciatica.content.toml import ContentError, read_toml
from sciatica.model import Codes, ExerciseName

FILE = Path(__file__).parent / "take_home.toml"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class SheetPicture:
    """A picture for a sheet: which one (`shows`), and of what."""

    code: str
    shows: str
    of: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SheetExercise:
    """A version of an exercise; the exercise itself where `pose` bears its name."""

    code: str
    of: ExerciseName
    pose: Pose


@dataclass(frozen=True, slots=True)
class SheetNext:
    """A next step: an option of the page on care."""

    code: str
    option: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that a sheet can show, in its order."""

    pictures: tuple[SheetPicture, ...]
    exercises: tuple[SheetExercise, ...]
    next_steps: tuple[SheetNext, ...]
    codes: Codes


def _code(entry: Mapping[str, Any], length: int) -> str:
    code = str(entry["code"])
    if not re.fullmatch(rf"[a-z0-9]{{1,{length}}}", code) or code == "0":
        raise ValueError(f"the code {code!r} is not 1 to {length} letters and digits")
    return code


def _exercise(entry: Mapping[str, Any]) -> SheetExercise:
    return SheetExercise(_code(entry, 1), ExerciseName(entry["of"]), Pose(entry["pose"]))


def _next(entry: Mapping[str, Any]) -> SheetNext:
    option = str(entry["option"])
    if option not in [topic.id for topic in topics()["option"]]:
        raise ValueError(f"facts/care.toml has no option {option!r}")
    return SheetNext(_code(entry, 1), option)


def _picture(entry: Mapping[str, Any]) -> SheetPicture:
    of = {name: value for name, value in entry.items() if name not in ("code", "shows")}
    return SheetPicture(_code(entry, 4), str(entry["shows"]), of)


@cache
def catalogue() -> Catalogue:
    """Return what a sheet can show. Raises `ContentError` naming the entry that is wrong."""
    raw = read_toml(FILE)

    def load(kind: str, make: Callable[[Mapping[str, Any]], _T]) -> tuple[_T, ...]:
        loaded: list[_T] = []
        taken = list(raw["retired"][kind])
        for entry in raw[kind]:
            try:
                loaded.append(make(entry))
                if entry["code"] in taken:
                    raise ValueError("its code is taken: a code is for ever")
            except (KeyError, ValueError) as error:
                raise ContentError(
                    f"content/take_home.toml, {kind} {entry.get('code', '(no code)')}: {error}"
                ) from error
            taken.append(entry["code"])
        return tuple(loaded)

    pictures, exercises, next_steps = (
        load("picture", _picture),
        load("exercise", _exercise),
        load("next_step", _next),
    )
    codes = Codes(
        [one.code for one in pictures],
        [one.code for one in exercises],
        [one.code for one in next_steps],
        {f"{kind}s": tuple(codes) for kind, codes in raw["retired"].items()},
    )
    return Catalogue(pictures, exercises, next_steps, codes)
