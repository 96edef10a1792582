"""What a widget shows of its pictures: which of them, in which view, under which line.

The explorer, the board and the sheet to take home say so in one way: Python compiles every `State`
for the browser, ``views.html.j2`` writes each picture once, with the layers of every view that a
state may show, and ``views.js`` shows a state.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sciatica.figures.picture import Picture


@dataclass(frozen=True, slots=True)
class State:
    """What one choice shows: the line above the pictures, and by a picture's id which of its views.
    A picture that is not named is hidden."""

    headline: str
    shows: Mapping[str, str]


def compile_state(pictures: Sequence[Picture], state: State) -> dict[str, Any]:
    """Return `state` as the browser reads it: the line, and by picture what a screen reader says
    and the layers that are seen.

    Raises `ValueError` where it shows nothing, or names a picture or a view that is not there.
    """
    if lost := state.shows.keys() - {picture.id for picture in pictures}:
        raise ValueError(f"{state.headline!r} shows no picture {', '.join(sorted(lost))}")
    shows = {}
    for picture in pictures:
        if (name := state.shows.get(picture.id)) is None:
            continue
        if (view := picture.views.get(name)) is None:
            raise ValueError(f"the picture {picture.id!r} has no view {name!r}")
        shows[picture.id] = {"alt": view.words, "layers": sorted(view.layers)}
    if not shows:
        raise ValueError(f"{state.headline!r} shows no picture")
    return {"headline": state.headline, "shows": shows}


def views_shown(pictures: Sequence[Picture], states: Sequence[State]) -> dict[str, list[str]]:
    """Return by picture the views that `states` show of it, each once, in the order of the states.

    Raises `ValueError` where a picture comes twice or is never shown.
    """
    shown: dict[str, list[str]] = {}
    for picture in pictures:
        if picture.id in shown:
            raise ValueError(f"the picture {picture.id!r} comes twice")
        names = (state.shows[picture.id] for state in states if picture.id in state.shows)
        shown[picture.id] = list(dict.fromkeys(names))
        if not shown[picture.id]:
            raise ValueError(f"the picture {picture.id!r} is never shown")
    return shown
