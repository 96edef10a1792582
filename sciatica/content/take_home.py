"""What a sheet to take home can show, by its code in a link."""

from dataclasses import dataclass
from functools import cache

from sciatica.content.codes import check_codes
from sciatica.content.exercises import exercise_facts
from sciatica.content.facts import OURS, Folder, document, load, topics
from sciatica.content.pictures import picture_facts
from sciatica.content.toml import nearest
from sciatica.model.evidence import Evidence
from sciatica.model.take_home import Codes


@dataclass(frozen=True, slots=True)
class NextStep:
    """A next step: an option of the page on care."""

    code: str
    option: str


@dataclass(frozen=True, slots=True)
class Plan:
    """How long the doses of a sheet are followed without asking."""

    ask_first_days: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _TakeHome:
    next_step: tuple[NextStep, ...]
    plan: Plan
    retired: tuple[str, ...]


@cache
def _take_home(folder: Folder) -> _TakeHome:
    facts, written = load(folder, "take_home", _TakeHome), document(folder, "take_home")
    known = [topic.id for topic in topics(folder)["option"]]
    for number, one in enumerate(facts.next_step):
        if one.option not in known:
            what = f"care.toml has no option {one.option!r}."
            raise written.error(("next_step", number, "option"), what, nearest(one.option, known))
    codes = ((("next_step", at, "code"), one.code) for at, one in enumerate(facts.next_step))
    check_codes(written, codes, facts.retired, 1)
    return facts


def next_steps(folder: Folder = OURS) -> tuple[NextStep, ...]:
    """Return what can be the next step, in the order of the page."""
    return _take_home(folder).next_step


def plan(folder: Folder = OURS) -> Plan:
    """Return how long doses hold."""
    return _take_home(folder).plan


@cache
def codes(folder: Folder = OURS) -> Codes:
    """Return every code of a sheet, in its order. Raises `ContentError` for one that is wrong."""
    pictures, exercises = picture_facts(folder), exercise_facts(folder)
    return Codes(
        [code for code, _, _ in pictures.on_sheet()],
        [version.code for one in exercises.exercise for version in one.versions],
        [one.code for one in next_steps(folder)],
        {
            "pictures": pictures.retired,
            "exercises": exercises.retired,
            "next_steps": _take_home(folder).retired,
        },
    )
