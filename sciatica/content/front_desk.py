"""What callers say at the front desk, from ``facts/front_desk.toml``."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sciatica.content.facts import OURS, Folder, cards, document, load
from sciatica.content.toml import nearest
from sciatica.model.red_flags import CardLine
from sciatica.model.walk import Advice


@dataclass(frozen=True, slots=True)
class Caller:
    """What somebody says on the phone; `lines` are the signs that it may be."""

    id: str
    lines: tuple[CardLine, ...]

    @property
    def advice(self) -> Advice:
        """What the desk does: that of the most urgent sign. A sign that calls from within a card
        calls here too, for nobody on the phone goes through the card."""
        order = list(Advice)
        return min((Advice.of(one.tier, call=one.call) for one in self.lines), key=order.index)


@dataclass(frozen=True, slots=True)
class _Said:
    id: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _FrontDesk:
    caller: tuple[_Said, ...]


@cache
def callers(folder: Folder = OURS) -> Sequence[Caller]:
    """Return every caller, the most urgent first.

    Raises `ContentError` for a sign that there is not, for a caller without one, and where a sign
    has no caller.
    """
    written, said = document(folder, "front_desk"), load(folder, "front_desk", _FrontDesk).caller
    known = {f"{card.id}.{line.id}": line for card in cards(folder) for line in card.lines}
    for place, one in enumerate(said):
        if not one.signs:
            what, remedy = f"{one.id!r} names no sign.", "Name one as CARD.LINE."
            raise written.error(("caller", place, "signs"), what, remedy)
        for name in one.signs:
            if name not in known:
                what = f"there is no sign {name!r}."
                raise written.error(("caller", place, "signs"), what, nearest(name, known))
    if missing := sorted(set(known) - {name for one in said for name in one.signs}):
        what = f"no caller has the sign {missing[0]!r}."
        raise written.error(("caller",), what, "Add one, in a caller's words.")
    made = [Caller(one.id, tuple(known[name] for name in one.signs)) for one in said]
    return sorted(made, key=lambda one: list(Advice).index(one.advice))
