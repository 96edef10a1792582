"""The walk through an exercise: when one goes on, does less, stops, or goes to Emergency.

The law: nothing goes on after a sign. A yes or not sure on today's safety card, a sign that shows
while practising, and a new or growing weakness end the walk, and so does leg pain that moved down,
grew or left more numbness. From such an end there is no way back. Harder versions open only after
the pain moved up or eased; without a change one does less, or another exercise. Every end says
what next.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sciatica.model.walk_table import WalkTable


class ExerciseName(StrEnum):
    """The clinic's three exercises, in its order."""

    PRONE_PROPPING = "prone_propping"
    NERVE_GLIDE = "nerve_glide"
    DEAD_BUG = "dead_bug"


class Stage(StrEnum):
    """A card of the walk. Some stand once for all exercises, the others once for each."""

    SAFETY = "safety"
    CHOOSE = "choose"
    ASK_FIRST = "ask_first"
    SET_UP = "set_up"
    STEPS = "steps"
    PRACTICE = "practice"
    PAIN = "pain"
    GO_ON = "go_on"
    NO_CHANGE = "no_change"
    EASIER = "easier"
    HARDER = "harder"


OF_ALL = (Stage.SAFETY, Stage.CHOOSE, Stage.PAIN, Stage.GO_ON, Stage.NO_CHANGE)
"""Cards that read the same for every exercise."""


class PracticeAnswer(StrEnum):
    """What can be tapped on a card."""

    YES = "yes"
    NOT_SURE = "not_sure"
    NONE = "none"
    PRONE_PROPPING = "prone_propping"
    NERVE_GLIDE = "nerve_glide"
    DEAD_BUG = "dead_bug"
    NEXT = "next"
    SIGN = "sign"
    WORSE = "worse"
    SAME = "same"
    BETTER = "better"
    REPEAT = "repeat"
    EASIER = "easier"
    HARDER = "harder"
    OTHER = "other"
    FINISH = "finish"


class Shift(StrEnum):
    """How the lowest point of leg pain moved: the rule of centralisation in three pictures."""

    UP = "up"
    SAME = "same"
    DOWN = "down"


class PracticeEnding(StrEnum):
    """Where the walk ends. The order of the members is the order on the page."""

    EMERGENCY = "emergency"
    RED_FLAGS = "red_flags"
    TELL_PHYSIO = "tell_physio"
    FINISHED = "finished"

    @property
    def ids(self) -> tuple[str, ...]:
        """The name of its panel in the page."""
        return (str(self),)

    @property
    def closed(self) -> bool:
        """Whether a sign ended the walk: then there is no way back into the exercise."""
        return self is not PracticeEnding.FINISHED

    @property
    def stays(self) -> str:
        """The name of its panel where it sends somebody to Emergency; else empty."""
        return str(self) if self in (PracticeEnding.EMERGENCY, PracticeEnding.RED_FLAGS) else ""


@dataclass(frozen=True, slots=True)
class Position:
    """Where somebody is in the walk: a card, and for which exercise."""

    stage: Stage
    exercise: ExerciseName | None = None

    @property
    def card(self) -> str:
        """The name of the card in the page, such as ``dead_bug-steps`` or ``pain``."""
        return str(self.stage) if self.stage in OF_ALL else f"{self.exercise}-{self.stage}"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a tap does on a card, and why (a key of the words for staff and for tests)."""

    to: Stage | PracticeEnding
    because: str


RULES: Mapping[Stage, Mapping[PracticeAnswer, Rule]] = {
    Stage.SAFETY: {
        PracticeAnswer.YES: Rule(PracticeEnding.RED_FLAGS, "any one sign is enough"),
        PracticeAnswer.NOT_SURE: Rule(PracticeEnding.RED_FLAGS, "not sure counts as yes"),
        PracticeAnswer.NONE: Rule(Stage.CHOOSE, "asked once a visit; it rules nothing out"),
    },
    Stage.CHOOSE: {
        PracticeAnswer(name): Rule(Stage.ASK_FIRST, "the person chooses, not the symptoms")
        for name in ExerciseName
    },
    Stage.ASK_FIRST: {
        PracticeAnswer.NEXT: Rule(
            Stage.SET_UP, "the list is read, not answered: nothing is inferred"
        ),
        PracticeAnswer.OTHER: Rule(Stage.CHOOSE, "whoever has to ask first takes another, or none"),
        PracticeAnswer.FINISH: Rule(
            PracticeEnding.FINISHED, "whoever has to ask first can leave it for today"
        ),
    },
    Stage.SET_UP: {PracticeAnswer.NEXT: Rule(Stage.STEPS, "first the position, then the move")},
    Stage.STEPS: {PracticeAnswer.NEXT: Rule(Stage.PRACTICE, "first seen, then done")},
    Stage.PRACTICE: {
        PracticeAnswer.SIGN: Rule(
            PracticeEnding.EMERGENCY, "a sign that shows while practising cannot wait"
        ),
        PracticeAnswer.NEXT: Rule(Stage.PAIN, "after every practice the pain is asked for"),
    },
    # the most urgent answer stands first: the first that is true is the one to tap
    Stage.PAIN: {
        PracticeAnswer.SIGN: Rule(
            PracticeEnding.EMERGENCY, "new or growing weakness, or another red flag"
        ),
        PracticeAnswer.WORSE: Rule(
            PracticeEnding.TELL_PHYSIO, "down the leg, stronger or more numb: wrong way today"
        ),
        PracticeAnswer.SAME: Rule(Stage.NO_CHANGE, "no change: less of it, or another exercise"),
        PracticeAnswer.BETTER: Rule(Stage.GO_ON, "up toward the back or less, a sorer back or not"),
    },
    Stage.GO_ON: {
        PracticeAnswer.REPEAT: Rule(Stage.PRACTICE, "it helps: once more"),
        PracticeAnswer.EASIER: Rule(Stage.EASIER, "less is always open"),
        PracticeAnswer.HARDER: Rule(Stage.HARDER, "harder only while it helps"),
        PracticeAnswer.FINISH: Rule(PracticeEnding.FINISHED, "enough for today"),
    },
    Stage.NO_CHANGE: {
        PracticeAnswer.EASIER: Rule(Stage.EASIER, "reduce the move"),
        PracticeAnswer.OTHER: Rule(Stage.CHOOSE, "switch to another exercise"),
        PracticeAnswer.FINISH: Rule(PracticeEnding.FINISHED, "enough for today"),
    },
    Stage.EASIER: {
        PracticeAnswer.NEXT: Rule(Stage.PRACTICE, "an easier version is practised like the first"),
        PracticeAnswer.FINISH: Rule(PracticeEnding.FINISHED, "enough for today"),
    },
    Stage.HARDER: {
        PracticeAnswer.NEXT: Rule(Stage.PRACTICE, "a harder version is practised like the first"),
        PracticeAnswer.FINISH: Rule(PracticeEnding.FINISHED, "enough for today"),
    },
}
"""What every tap does. The one rule of the walk."""

START = Position(Stage.SAFETY)


def taps(place: Position) -> tuple[PracticeAnswer, ...]:
    """Return what can be tapped at `place`, the most urgent first."""
    return tuple(RULES[place.stage])


def step(place: Position, tap: PracticeAnswer) -> Position | PracticeEnding:
    """Return where `tap` leads from `place`. Raises `KeyError` for a tap that is not offered."""
    to = RULES[place.stage][tap].to
    if isinstance(to, PracticeEnding):
        return to
    if place.stage is Stage.CHOOSE:
        return Position(to, ExerciseName(tap))
    return Position(to, None if to is Stage.CHOOSE else place.exercise)


def walks(visits: int = 1) -> Iterator[tuple[tuple[PracticeAnswer, ...], PracticeEnding]]:
    """Yield every way from the safety card to an end on which no card is met more than `visits`
    times: the taps, and the end."""

    def further(
        place: Position, seen: Mapping[Position, int], given: tuple[PracticeAnswer, ...]
    ) -> Iterator[tuple[tuple[PracticeAnswer, ...], PracticeEnding]]:
        for tap in taps(place):
            to = step(place, tap)
            if isinstance(to, PracticeEnding):
                yield (*given, tap), to
            elif seen.get(to, 0) < visits:
                yield from further(to, {**seen, to: seen.get(to, 0) + 1}, (*given, tap))

    return further(START, {START: 1}, ())


def compile_practice() -> WalkTable[PracticeAnswer, PracticeEnding]:
    """Compile the rule into one table that a browser merely looks up."""
    return WalkTable.compile(START, taps, step, PracticeEnding)
