"""The cards of the page for the night, from ``facts/tonight.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sciatica.content.facts import OURS, Folder, document, load
from sciatica.content.pictures import picture_facts
from sciatica.content.toml import nearest
from sciatica.model.anatomy import Side
from sciatica.model.evidence import Evidence

FIRST = "signs"
"""The card before which nothing stands: nobody takes comfort before they have read the signs."""


@dataclass(frozen=True, slots=True)
class NightCard:
    """One card: by a picture's id which of its views stands on it, and what its words rest on."""

    id: str
    shows: Mapping[str, str]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _Tonight:
    card: tuple[NightCard, ...]


@cache
def night_cards(folder: Folder = OURS) -> tuple[NightCard, ...]:
    """Return the cards in their order.

    Raises `ContentError` where the signs are not the first, and for a picture that there is not.
    """
    written, loaded = document(folder, "tonight"), load(folder, "tonight", _Tonight).card
    if loaded[0].id != FIRST:
        what, remedy = f"{loaded[0].id!r} stands before the signs.", f"Put {FIRST!r} first."
        raise written.error(("card", 0, "id"), what, remedy)
    known = {one.id.format(side=side) for one in picture_facts(folder).picture for side in Side}
    for place, card in enumerate(loaded):
        for name in card.shows.keys() - known:
            what = f"there is no picture {name!r}."
            raise written.error(("card", place, "shows", name), what, nearest(name, known))
    return loaded
