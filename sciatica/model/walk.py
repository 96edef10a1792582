"""The walk over the safety cards: how an answer moves it on, compiled into a table.

The law: an answer can only raise urgency. The signs with which nobody may travel are asked before
any other card that stops. Yes or not sure on a card of tier A stops with its action. Anything of
tier B or C is noted and the asking goes on, so that it never hides a later A; the end shows the
highest tier first. "Not sure" counts as yes. "I'd rather not say" stays open and never counts as
none. No end says that someone is safe.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sciatica.model.red_flags import Card, Tier
from sciatica.model.walk_table import WalkTable


class Answer(StrEnum):
    """What can be answered to a card as a whole."""

    YES = "yes"
    NOT_SURE = "not_sure"
    NONE = "none"
    OLD = "old"
    RATHER_NOT = "rather_not"


class Advice(StrEnum):
    """A panel of an end: what to do. The order of the members is the order on the page."""

    CALL = "call"
    EMERGENCY = "A"
    OPEN = "open"
    SAME_DAY = "B"
    WITHIN_DAYS = "C"
    ALL_NONE = "all_none"

    @property
    def tier(self) -> Tier | None:
        """The tier whose action it tells; None where it tells no tier's."""
        return _TIER.get(self)

    @classmethod
    def of(cls, tier: Tier, *, call: bool = False) -> "Advice":
        """Return what to do about a sign of `tier`; `call`: nobody may travel with it."""
        return cls.CALL if call else _OF[tier]


_OF = {
    Tier.EMERGENCY_NOW: Advice.EMERGENCY,
    Tier.DOCTOR_SAME_DAY: Advice.SAME_DAY,
    Tier.DOCTOR_WITHIN_DAYS: Advice.WITHIN_DAYS,
}
_TIER = {advice: tier for tier, advice in _OF.items()} | {Advice.CALL: Tier.EMERGENCY_NOW}


@dataclass(frozen=True, slots=True)
class Note:
    """What one answer adds: `advice` about the signs of `card`, `old` if they are unchanged."""

    card: str
    advice: Advice
    old: bool = False

    @property
    def id(self) -> str:
        """The note's name in the page, such as ``B.saddle.old``."""
        parts = [str(self.advice), self.card, "old" if self.old else ""]
        return ".".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one answer means: whether the walk stops, and what it adds to the end."""

    stops: bool
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class WalkEnding:
    """Where a walk ends: every note, the most urgent first. Never empty."""

    notes: tuple[Note, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The names of its notes in the page."""
        return tuple(note.id for note in self.notes)

    @property
    def closed(self) -> bool:
        """Never: one can go back and answer anew."""
        return False

    @property
    def stays(self) -> str:
        """Where to go now stays on the screen, however long the phone lies about."""
        first = self.notes[0].advice
        return str(first) if first.tier is Tier.EMERGENCY_NOW else ""


def answers(card: Card) -> tuple[Answer, ...]:
    """Return the answers that `card` takes."""
    plain = (Answer.YES, Answer.NOT_SURE, Answer.NONE, Answer.OLD)
    return (*plain, Answer.RATHER_NOT) if card.may_decline else plain


def judge(card: Card, answer: Answer) -> Verdict:
    """Return what `answer` to `card` means. The one rule of the walk."""
    match answer:
        case Answer.YES | Answer.NOT_SURE:
            # one answer for the whole card: every tier on it is said, the highest one counts
            tiers = sorted({line.tier for line in card.lines}, key=lambda tier: tier.rank)
            notes = tuple(Note(card.id, Advice.of(tier, call=card.calls)) for tier in tiers)
            return Verdict(card.tier is Tier.EMERGENCY_NOW, notes)
        case Answer.OLD:
            return Verdict(False, (Note(card.id, Advice.of(card.old_unchanged), old=True),))
        case Answer.RATHER_NOT:
            return Verdict(False, (Note(card.id, Advice.OPEN),))
        case Answer.NONE:
            return Verdict(False, ())


def _end(notes: Sequence[Note]) -> WalkEnding:
    if not notes:
        return WalkEnding((Note("", Advice.ALL_NONE),))
    order = list(Advice)
    return WalkEnding(tuple(sorted(notes, key=lambda note: order.index(note.advice))))


def end_of(cards: Sequence[Card], given: Sequence[Answer]) -> WalkEnding | None:
    """Return the end that the answers `given`, card by card, lead to; None while it goes on."""
    notes: list[Note] = []
    for card, answer in zip(cards, given, strict=False):
        verdict = judge(card, answer)
        notes += verdict.notes
        if verdict.stops:
            return _end(notes)
    return _end(notes) if len(given) >= len(cards) else None


def sequences(cards: Sequence[Card]) -> Iterator[tuple[Answer, ...]]:
    """Yield every sequence of answers that leads from the first card to an end."""

    def further(given: tuple[Answer, ...]) -> Iterator[tuple[Answer, ...]]:
        if end_of(cards, given) is not None:
            yield given
            return
        for answer in answers(cards[len(given)]):
            yield from further((*given, answer))

    return further(())


@dataclass(frozen=True, slots=True)
class _Place:
    """Where somebody is in the walk: the cards that are left, and what was noted so far."""

    left: tuple[Card, ...]
    notes: tuple[Note, ...] = ()

    @property
    def card(self) -> str:
        return self.left[0].id


def _step(place: _Place, answer: Answer) -> _Place | WalkEnding:
    card, *left = place.left
    verdict = judge(card, answer)
    notes = (*place.notes, *verdict.notes)
    return _end(notes) if verdict.stops or not left else _Place(tuple(left), notes)


def compile_walk(cards: Sequence[Card]) -> WalkTable[Answer, WalkEnding]:
    """Compile every path into one table that a browser merely looks up.

    Paths that have noted the same share a node, so the table stays small.
    """
    return WalkTable.compile(
        _Place(tuple(cards)), lambda place: answers(place.left[0]), _step, WalkEnding
    )
