"""What a walk is compiled into: a table that the browser merely looks up."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar


class Ending(Protocol):
    """Where a walk ends."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The names of the panels that this end shows, the most urgent first."""


AnswerT = TypeVar("AnswerT", bound=StrEnum)
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
