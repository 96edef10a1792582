"""The catalogue of pictures, from ``facts/pictures.toml``: what is drawn, and what is shown."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sciatica.content.codes import check_codes
from sciatica.content.facts import OURS, Folder, document, load
from sciatica.content.toml import nearest
from sciatica.content.toml_lines import Key
from sciatica.model.anatomy import Disc, Side
from sciatica.model.evidence import Evidence

LONGEST = 4
"""Letters and digits of a code, at most."""
ID = re.compile(r"[A-Za-z0-9_-]+")
"""What may stand in the fragment of a URL."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """How a picture is made: the name of its figure, and the values that this takes. An `id` with
    ``{side}`` stands for a picture of each side."""

    id: str
    figure: str
    of: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to show in a visit: pictures, a view of each, and what links call it.

    `shows` maps ids of pictures to views; ``{side}`` in either is the patient's side, ``{other}``
    the other one. With `alert` the Emergency signs stand beside it always. `board`: it is on the
    board, not only on the sheet to take home. `code` (or, by side, `codes`) names it in links to a
    sheet. Entries of one `scene` share their pictures there. `sheet` is the entry, `exercise` the
    code of the exercise, that stands on the sheet for it. `says` names words that it shares with
    entries of other discs, `disc` the one that these name.
    """

    id: str
    group: str
    shows: Mapping[str, str]
    evidence: tuple[Evidence, ...] = ()
    alert: bool = False
    board: bool = True
    code: str = ""
    codes: Mapping[Side, str] = field(default_factory=dict)
    scene: str = ""
    sheet: str = ""
    exercise: str = ""
    says: str = ""
    disc: Disc | None = None

    @property
    def is_sided(self) -> bool:
        """Whether the picture of one side differs from that of the other, in lines or in words."""
        return any("{" in text for item in self.shows.items() for text in item)

    def shown(self, side: Side) -> dict[str, str]:
        """Return the view of each picture that shows the patient's `side`, by its id."""
        names = {"side": side, "other": side.other}
        return {
            picture.format(**names): view.format(**names) for picture, view in self.shows.items()
        }

    def code_of(self, side: Side) -> str:
        """Return how links to a sheet name it; empty where it is not on the sheet."""
        return self.codes.get(side, self.code)


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """Every picture, and what is shown of them, in the order of the buttons. `retired` are codes
    that were once given."""

    picture: tuple[Drawn, ...]
    entry: tuple[Entry, ...]
    retired: tuple[str, ...]

    def on_board(self) -> list[Entry]:
        """Return what the board shows."""
        return [one for one in self.entry if one.board]

    def on_sheet(self) -> Iterator[tuple[str, Entry, Side]]:
        """Yield every code of a sheet, what it shows and of which side."""
        for one in self.entry:
            if one.code:
                yield one.code, one, Side.LEFT
            for side, code in one.codes.items():
                yield code, one, side

    def named(self, name: str) -> Entry:
        """Return the entry with this id."""
        return next(one for one in self.entry if one.id == name)


@cache
def picture_facts(folder: Folder = OURS) -> PictureFacts:
    """Return the catalogue. Raises `ContentError` for an entry that names what is not there."""
    facts = load(folder, "pictures", PictureFacts)
    known = {one.id.format(side=side) for one in facts.picture for side in Side}
    ids = {one.id for one in facts.entry}
    written = document(folder, "pictures")
    for at, one in enumerate(facts.entry):
        for key, what, remedy in _faults(one, known, ids):
            raise written.error(("entry", at, *key), what, remedy)
    check_codes(written, _codes(facts), facts.retired, LONGEST)
    return facts


def _codes(facts: PictureFacts) -> Iterator[tuple[Key, str]]:
    for at, one in enumerate(facts.entry):
        if one.code:
            yield ("entry", at, "code"), one.code
        for side, code in one.codes.items():
            yield ("entry", at, "codes", str(side)), code


def _faults(one: Entry, known: set[str], ids: set[str]) -> Iterator[tuple[Key, str, str]]:
    """Yield what is wrong with an entry: its key, what, and the remedy."""
    if not ID.fullmatch(one.id):
        yield ("id",), f"{one.id!r} cannot stand in a link.", "Use letters, digits, - and _ alone."
    if not one.shows:
        yield ("shows",), "it shows nothing.", "Name a picture and its view."
    for name in one.shows:
        if not {name.format(side=side, other=side.other) for side in Side} <= known:
            yield ("shows", name), f"there is no picture {name!r}.", nearest(name, known)
    if one.code and (one.codes or one.is_sided):
        yield ("code",), "it shows a side.", "Write codes = { left = ..., right = ... } instead."
    if one.codes and set(one.codes) != set(Side):
        yield ("codes",), "one side has no code.", "Name both sides."
    if bool(one.says) != bool(one.disc):
        yield ("says",), "shared words name a disc.", "Write both says and disc, or neither."
    for key in ("sheet", "scene"):
        if (name := getattr(one, key)) and name not in ids:
            yield (key,), f"there is no entry {name!r}.", nearest(name, ids)
