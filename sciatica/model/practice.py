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

from sciatica.model.evidence import Evidence, Topic
from sciatica.model.walk_table import WalkTable


class ExerciseName(StrEnum):
    """The clinic's three exercises, in its order."""

    PRONE_PROPPING = "prone_propping"
    NERVE_GLIDE = "nerve_glide"
    DEAD_BUG = "dead_bug"


@dataclass(frozen=True, slots=True)
class Exercise:
    """What stands behind an exercise: why it is done, when to ask first, what stops it."""

    name: ExerciseName
    clinic_statement: int
    evidence: tuple[Evidence, ...]
    ask_first: tuple[Topic, ...]
    stops: tuple[Topic, ...]


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


class Tap(StrEnum):
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


class Close(StrEnum):
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
    def stops(self) -> bool:
        """Whether a sign ended the walk: then there is no way back into the exercise."""
        return self is not Close.FINISHED


@dataclass(frozen=True, slots=True)
class Place:
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

    to: Stage | Close
    because: str


RULES: Mapping[Stage, Mapping[Tap, Rule]] = {
    Stage.SAFETY: {
        Tap.YES: Rule(Close.RED_FLAGS, "any one sign is enough"),
        Tap.NOT_SURE: Rule(Close.RED_FLAGS, "not sure counts as yes"),
        Tap.NONE: Rule(Stage.CHOOSE, "asked once a visit; it rules nothing out"),
    },
    Stage.CHOOSE: {
        Tap.PRONE_PROPPING: Rule(Stage.ASK_FIRST, "the person chooses, not the symptoms"),
        Tap.NERVE_GLIDE: Rule(Stage.ASK_FIRST, "the person chooses, not the symptoms"),
        Tap.DEAD_BUG: Rule(Stage.ASK_FIRST, "the person chooses, not the symptoms"),
    },
    Stage.ASK_FIRST: {
        Tap.NEXT: Rule(Stage.SET_UP, "the list is read, not answered: nothing is inferred"),
        Tap.OTHER: Rule(Stage.CHOOSE, "whoever has to ask first takes another, or none"),
        Tap.FINISH: Rule(Close.FINISHED, "whoever has to ask first can leave it for today"),
    },
    Stage.SET_UP: {Tap.NEXT: Rule(Stage.STEPS, "first the position, then the move")},
    Stage.STEPS: {Tap.NEXT: Rule(Stage.PRACTICE, "first seen, then done")},
    Stage.PRACTICE: {
        Tap.SIGN: Rule(Close.EMERGENCY, "a sign that shows while practising cannot wait"),
        Tap.NEXT: Rule(Stage.PAIN, "after every practice the pain is asked for"),
    },
    # the most urgent answer stands first: the first that is true is the one to tap
    Stage.PAIN: {
        Tap.SIGN: Rule(Close.EMERGENCY, "new or growing weakness, or another red flag"),
        Tap.WORSE: Rule(Close.TELL_PHYSIO, "down the leg, stronger or more numb: wrong way today"),
        Tap.SAME: Rule(Stage.NO_CHANGE, "no change: less of it, or another exercise"),
        Tap.BETTER: Rule(Stage.GO_ON, "up toward the back or less, a sorer back or not"),
    },
    Stage.GO_ON: {
        Tap.REPEAT: Rule(Stage.PRACTICE, "it helps: once more"),
        Tap.EASIER: Rule(Stage.EASIER, "less is always open"),
        Tap.HARDER: Rule(Stage.HARDER, "harder only while it helps"),
        Tap.FINISH: Rule(Close.FINISHED, "enough for today"),
    },
    Stage.NO_CHANGE: {
        Tap.EASIER: Rule(Stage.EASIER, "reduce the move"),
        Tap.OTHER: Rule(Stage.CHOOSE, "switch to another exercise"),
        Tap.FINISH: Rule(Close.FINISHED, "enough for today"),
    },
    Stage.EASIER: {
        Tap.NEXT: Rule(Stage.PRACTICE, "an easier version is practised like the first"),
        Tap.FINISH: Rule(Close.FINISHED, "enough for today"),
    },
    Stage.HARDER: {
        Tap.NEXT: Rule(Stage.PRACTICE, "a harder version is practised like the first"),
        Tap.FINISH: Rule(Close.FINISHED, "enough for today"),
    },
}
"""What every tap does. The one rule of the walk."""

START = Place(Stage.SAFETY)


def taps(place: Place) -> tuple[Tap, ...]:
    """Return what can be tapped at `place`, the most urgent first."""
    return tuple(RULES[place.stage])


def step(place: Place, tap: Tap) -> Place | Close:
    """Return where `tap` leads from `place`. Raises `KeyError` for a tap that is not offered."""
    to = RULES[place.stage][tap].to
    if isinstance(to, Close):
        return to
    if place.stage is Stage.CHOOSE:
        return Place(to, ExerciseName(tap))
    return Place(to, None if to is Stage.CHOOSE else place.exercise)


def walks(visits: int = 1) -> Iterator[tuple[tuple[Tap, ...], Close]]:
    """Yield every way from the safety card to an end on which no card is met more than `visits`
    times: the taps, and the end."""

    def further(
        place: Place, seen: Mapping[Place, int], given: tuple[Tap, ...]
    ) -> Iterator[tuple[tuple[Tap, ...], Close]]:
        for tap in taps(place):
            to = step(place, tap)
            if isinstance(to, Close):
                yield (*given, tap), to
            elif seen.get(to, 0) < visits:
                yield from further(to, {**seen, to: seen.get(to, 0) + 1}, (*given, tap))

    return further(START, {START: 1}, ())


def compile_practice() -> WalkTable[Tap, Close]:
    """Compile the rule into one table that a browser merely looks up."""
    numbers: dict[Place | Close, int] = {}
    cards: dict[int, str] = {}
    nodes: dict[int, dict[Tap, int]] = {}
    ends: dict[int, Close] = {}

    def number(at: Place | Close) -> int:
        if at in numbers:
            return numbers[at]
        node = numbers[at] = len(numbers)
        if isinstance(at, Close):
            ends[node] = at
            return node
        cards[node] = at.card
        nodes[node] = {}
        for tap in taps(at):
            nodes[node][tap] = number(step(at, tap))
        return node

    number(START)
    closed = frozenset(node for node, end in ends.items() if end.stops)
    return WalkTable(cards, nodes, ends, closed)
