"""One entry at a time, large, for a clinician with a tablet and a patient beside: the board.

An entry is reached by its group and its name, two taps from anywhere; the side is chosen once and
kept. Python compiles what each entry shows of each side into a table; the browser only looks it up,
and moves a magnifier. Every picture and every word stands in the HTML, so that without JavaScript
the board is a list.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType
from typing import Any

import traitlets
from markupsafe import Markup

from sciatica.figures.picture import Picture
from sciatica.widgets.explorer import JOIN, Chooser, Option
from sciatica.widgets.html import HERE, HtmlFirst, data_element, module, render
from sciatica.widgets.idle import IDLE_S, SHARED_IDLE_S
from sciatica.widgets.views import State, compile_state, views_shown

_ID = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class BoardEntry:
    """What one button shows: pictures side by side, equally high, by side in one state.

    `id` stands in URLs. `label` names the button; `notes` is for the clinician and stays folded;
    `alert` stands with the pictures always. `links` leads, by side, to the sheet on which the
    picture is chosen already (the sides differ in the fragment alone); without them there is no
    such button. An entry that `mirrors` shows the other side as the mirror image of this one.
    """

    id: str
    group: str
    label: str
    pictures: Sequence[Picture]
    states: Mapping[str, State]
    notes: Markup
    alert: Markup = field(default_factory=Markup)
    links: Mapping[str, str] = field(default_factory=dict)
    mirrors: bool = False


def _frame(entry: BoardEntry, state: State) -> list[float]:
    """Return what matters of a picture that stands alone on the stage."""
    shown = [one for one in entry.pictures if one.id in state.shows]
    return [round(share, 3) for share in shown[0].frame or ()] if len(shown) == 1 else []


def compile_board(groups: Chooser, side: Chooser, entries: Sequence[BoardEntry]) -> dict[str, Any]:
    """Return the table that the browser reads: what each ``ENTRY.SIDE`` shows, and whether that is
    the same for both sides.

    Raises `ValueError` where an id would not stand in a URL, comes twice, belongs to no group or
    leaves a group empty, where a side is missing, or where a state does not fit the pictures.
    """
    sides = [option.id for option in side.options]
    known = {option.id for option in groups.options}
    ids = [*sides, *known, *(entry.id for entry in entries)]
    if twice := {one for one in ids if ids.count(one) > 1}:
        raise ValueError(f"the id {', '.join(sorted(twice))} comes twice")
    if wrong := known ^ {entry.group for entry in entries}:
        raise ValueError(f"the group {', '.join(sorted(wrong))} has no entry or no name")
    states = {}
    for entry in entries:
        if not _ID.fullmatch(entry.id):
            raise ValueError(f"the id {entry.id!r} cannot stand in a URL")
        if sorted(entry.states) != sorted(sides):
            raise ValueError(f"the entry {entry.id!r} does not show every side")
        one, *others = entry.states.values()
        both = all(other.shows == one.shows for other in others)
        for name, state in entry.states.items():
            states[JOIN.join((entry.id, name))] = {
                **compile_state(entry.pictures, state),
                "both": both,
                **({"mirrors": True} if entry.mirrors and not both else {}),
                **({"frame": frame} if (frame := _frame(entry, state)) else {}),
                **({"sheet": entry.links[name].partition("#")[2]} if entry.links else {}),
            }
    return {
        "groups": {
            option.id: [one.id for one in entries if one.group == option.id]
            for option in groups.options
        },
        "states": states,
    }


@dataclass(frozen=True, slots=True)
class Lender:
    """The first entry that shows a picture: it draws the `views` of all of them, so that the others
    need only refer to it."""

    entry: str
    views: Sequence[str]


def lent_by(among: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[str, Lender]:
    """Return by picture who lends it, where several entries show it. `among` is what each entry
    shows: by its id, in their order, the views of each picture."""
    shown: dict[str, dict[str, Sequence[str]]] = {}
    for entry, pictures in among.items():
        for picture, views in pictures.items():
            shown.setdefault(picture, {})[entry] = views
    return {
        picture: Lender(next(iter(by)), list(dict.fromkeys(chain(*by.values()))))
        for picture, by in shown.items()
        if len(by) > 1
    }


class Board(HtmlFirst):
    """Show one entry large. `selected` is the entry and the side: ``disc-L4-5.left``."""

    _esm = module("views", "idle", "perfect_freehand", "lens", "names", "ink", "wipe", "board")
    _css = HERE / "board.css"
    selected = traitlets.Unicode().tag(sync=True)

    @classmethod
    def build(
        cls,
        name: str,
        *,
        groups: Sequence[Option],
        side: Chooser,
        entries: Sequence[BoardEntry],
        first: tuple[str, str],
        home: str,
        beside: Sequence[tuple[str, str]] = (),
        labels: Mapping[str, str],
        parts: Mapping[str, tuple[str, str]] = MappingProxyType({}),
        second: Mapping[str, str] = MappingProxyType({}),
    ) -> "Board":
        """Build a board.

        `name` is unique on its page and stands in the URL fragment (``#name=disc-L4-5.left``);
        `first` is the entry and the side that are shown at first; `home` leads to the other pages,
        `beside` (address and words) to those for the same visit. `labels` holds the words of the
        controls. What is touched is named: `parts` holds by the id of a part its plain and its
        second name, `second` by the id of a name in the margin the second one. Raises `ValueError`
        where the pieces do not fit: see `compile_board`.
        """
        chooser = Chooser("group", labels["groups"], tuple(groups))
        table = compile_board(chooser, side, entries)
        among = {one.id: views_shown(one.pictures, [*one.states.values()]) for one in entries}
        html = render(
            "board",
            name=name,
            groups=chooser,
            side=side,
            entries=entries,
            among=among,
            lent=lent_by(among),
            first=next(one for one in entries if one.id == first[0]),
            first_side=first[1],
            home=home,
            beside=beside,
            labels=labels,
            states=table["states"],
            table=data_element({**table, "parts": dict(parts), "second": dict(second)}),
            named=parts.keys(),
            idle_s=IDLE_S,
            shared_idle_s=SHARED_IDLE_S,
        )
        return cls(html=html, selected=JOIN.join(first))
