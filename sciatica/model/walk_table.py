"""What a walk is compiled into: a table that the browser merely looks up."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar, cast


class Asking(Hashable, Protocol):
    """Where a walk asks. Two that are equal share a node."""

    @property
    def card(self) -> str:
        """The name of the card in the page."""


class Ending(Hashable, Protocol):
    """Where a walk ends."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The names of the panels that this end shows, the most urgent first."""

    @property
    def closed(self) -> bool:
        """Whether there is no way back from here."""

    @property
    def stays(self) -> str:
        """The panel that stays until a person clears it; empty where time may clear this end."""


AnswerT = TypeVar("AnswerT", bound=StrEnum)
AskT = TypeVar("AskT", bound=Asking)
EndT = TypeVar("EndT", bound=Ending)


@dataclass(frozen=True, slots=True)
class WalkTable(Generic[AnswerT, EndT]):
    """The compiled walk: `nodes` from a node to the next by answer, `ends` by node.

    Node 0 is the first card. A node is either asked (`cards` names its card) or an end. From a
    node in `closed` there is no way back: one can only begin anew.
    """

    cards: Mapping[int, str]
    nodes: Mapping[int, Mapping[AnswerT, int]]
    ends: Mapping[int, EndT]
    closed: frozenset[int] = frozenset()

    @classmethod
    def compile(
        cls,
        start: AskT,
        options: Callable[[AskT], Iterable[AnswerT]],
        step: Callable[[AskT, AnswerT], AskT | EndT],
        end: type[EndT],
    ) -> "WalkTable[AnswerT, EndT]":
        """Compile every way on from `start`: `options` are the answers that are taken there, `step`
        tells where one leads, and an `end` asks nothing more."""
        numbers: dict[AskT | EndT, int] = {}
        cards: dict[int, str] = {}
        nodes: dict[int, dict[AnswerT, int]] = {}
        ends: dict[int, EndT] = {}

        def number(at: AskT | EndT) -> int:
            if at in numbers:
                return numbers[at]
            node = numbers[at] = len(numbers)
            if isinstance(at, end):
                ends[node] = at
                return node
            place = cast(AskT, at)  # mypy takes no type variable out of a union
            cards[node], nodes[node] = place.card, {}
            for answer in options(place):
                nodes[node][answer] = number(step(place, answer))
            return node

        number(start)
        return cls(cards, nodes, ends, frozenset(n for n, at in ends.items() if at.closed))
