"""The clinic's exercises, from ``facts/exercises.toml``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from sciatica.content.codes import check_codes
from sciatica.content.facts import OURS, Folder, document, load, quantities
from sciatica.content.posed_artwork import Pose
from sciatica.content.toml import nearest
from sciatica.content.toml_lines import Key
from sciatica.model.evidence import Evidence, Topic
from sciatica.model.practice import ExerciseName


class Certainty(StrEnum):
    """How sure the studies of an exercise are."""

    UNSURE = "unsure"
    VERY_UNSURE = "very_unsure"


@dataclass(frozen=True, slots=True)
class Version:
    """One form of an exercise: its figure, and its code in links to a sheet."""

    figure: Pose
    code: str


@dataclass(frozen=True, slots=True)
class Exercise:
    """What stands behind an exercise: why it is done, in which forms, when to ask first, what stops
    it. `hold` names the number of the clinic's own hold (else the physio fills one in);
    `bends_back`: it is not the first choice for narrower spaces; `other_side` is the figure of its
    end on the other side."""

    id: ExerciseName
    code: str
    clinic_statement: int
    sure: Certainty
    evidence: tuple[Evidence, ...]
    easier: tuple[Version, ...]
    harder: tuple[Version, ...]
    ask_first: tuple[Topic, ...]
    stops: tuple[Topic, ...]
    hold: str = ""
    bends_back: bool = False
    other_side: Pose | None = None

    @property
    def main(self) -> Version:
        """The exercise itself."""
        return Version(Pose(self.id), self.code)

    @property
    def versions(self) -> tuple[Version, ...]:
        """The exercise itself, then its easier and its harder versions."""
        return (self.main, *self.easier, *self.harder)


@dataclass(frozen=True, slots=True)
class ExerciseFacts:
    """The exercises, what the answers about the pain rest on, and codes that are shown no more."""

    exercise: tuple[Exercise, ...]
    pain: tuple[Topic, ...]
    retired: tuple[str, ...]


@cache
def exercise_facts(folder: Folder = OURS) -> ExerciseFacts:
    """Return the file. Raises `ContentError` for what it names and is not there."""
    facts, written = load(folder, "exercises", ExerciseFacts), document(folder, "exercises")
    check_codes(written, _codes(facts), facts.retired, 1)
    for number, one in enumerate(facts.exercise):
        if one.hold and one.hold not in quantities(folder):
            what, remedy = (
                f"there is no number {one.hold!r}.",
                nearest(one.hold, quantities(folder)),
            )
            raise written.error(("exercise", number, "hold"), what, remedy)
    return facts


def _codes(facts: ExerciseFacts) -> Iterator[tuple[Key, str]]:
    for number, one in enumerate(facts.exercise):
        yield ("exercise", number, "code"), one.code
        for kind, versions in (("easier", one.easier), ("harder", one.harder)):
            for place, version in enumerate(versions):
                yield ("exercise", number, kind, place, "code"), version.code


def exercises(folder: Folder = OURS) -> Mapping[ExerciseName, Exercise]:
    """Return the clinic's exercises by name, in its order."""
    return {one.id: one for one in exercise_facts(folder).exercise}


def pain_answers(folder: Folder = OURS) -> tuple[Topic, ...]:
    """Return what the answers about the pain after an exercise rest on, the most urgent first."""
    return exercise_facts(folder).pain
