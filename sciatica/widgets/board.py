"""One large picture at a time, for a clinician with a tablet and a patient beside: the board.

A picture is reached by its group and its name, two taps from anywhere; the side is chosen once and
kept. Python compiles what each picture shows of each side into a table (which drawings, which of
their layers, what a screen reader says); the browser only looks it up, and moves a magnifier.
Every picture and every word stands in the HTML, so that without JavaScript the board is a list.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import traitlets
from markupsafe import Markup

from sciatica.widgets.explorer import JOIN, Chooser, Option
from sciatica.widgets.html import HERE, HtmlFirst, data_element, fill

_ID = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Drawn:
    """One drawing of a picture: SVG whose layers bear ``data-layer``. `aspect` is its width by
    its height, so that drawings side by side are equally high."""

    id: str
    svg: Markup
    aspect: float


@dataclass(frozen=True, slots=True)
class SideView:
    """What a picture shows of one side: by drawing what a screen reader says of it (drawings that
    are not named are hidden), the layers that are visible, and the line above the picture."""

    headline: str
    alts: Mapping[str, str]
    layers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class BoardPicture:
    """One picture. `id` stands in URLs. `label` names its button; `notes` is for the clinician
    and stays folded; `alert` stands with the picture always. `links` leads, by side, to the sheet
    on which the picture is chosen already (the sides differ in the fragment alone); without them
    there is no such button."""

    id: str
    group: str
    label: str
    drawn: tuple[Drawn, ...]
    views: Mapping[str, SideView]
    notes: Markup
    alert: Markup = field(default_factory=Markup)
    links: Mapping[str, str] = field(default_factory=dict)


def compile_board(
    groups: Chooser, side: Chooser, pictures: Sequence[BoardPicture]
) -> dict[str, Any]:
    """Return the table that the browser reads: what each ``PICTURE.SIDE`` shows.

    Raises `ValueError` where an id would not stand in a URL, comes twice, belongs to no group or
    leaves a group empty, where a side is missing, or where a view names a drawing or a layer that
    the picture does not have.
    """
    sides = [option.id for option in side.options]
    known = {option.id for option in groups.options}
    ids = [*sides, *known, *(picture.id for picture in pictures)]
    if twice := {one for one in ids if ids.count(one) > 1}:
        raise ValueError(f"the id {', '.join(sorted(twice))} comes twice")
    if wrong := known ^ {picture.group for picture in pictures}:
        raise ValueError(f"the group {', '.join(sorted(wrong))} has no picture or no name")
    states = {}
    for picture in pictures:
        if not _ID.fullmatch(picture.id):
            raise ValueError(f"the id {picture.id!r} cannot stand in a URL")
        if sorted(picture.views) != sorted(sides):
            raise ValueError(f"the picture {picture.id!r} does not show every side")
        drawn = {one.id: one for one in picture.drawn}
        for name, view in picture.views.items():
            if not view.alts or not set(view.alts) <= set(drawn):
                raise ValueError(f"the picture {picture.id!r} shows no drawing of the {name} side")
            shown = "".join(drawn[one].svg for one in view.alts)
            if lost := [one for one in view.layers if f'data-layer="{one}"' not in shown]:
                raise ValueError(f"the picture {picture.id!r} has no layer {', '.join(lost)}")
            states[JOIN.join((picture.id, name))] = {
                "headline": view.headline,
                "alts": dict(view.alts),
                "layers": sorted(view.layers),
                **({"sheet": picture.links[name].partition("#")[2]} if picture.links else {}),
            }
    return {
        "sides": sides,
        "groups": {
            option.id: [one.id for one in pictures if one.group == option.id]
            for option in groups.options
        },
        "states": states,
    }


class Board(HtmlFirst):
    """Show one picture large. `selected` is the picture and the side: ``disc-L4-5.left``."""

    _esm = HERE / "board.js"
    _css = HERE / "board.css"
    selected = traitlets.Unicode().tag(sync=True)

    @classmethod
    def build(
        cls,
        name: str,
        *,
        groups: Sequence[Option],
        side: Chooser,
        pictures: Sequence[BoardPicture],
        first: tuple[str, str],
        home: str,
        labels: Mapping[str, str],
    ) -> "Board":
        """Build a board.

        `name` is unique on its page and stands in the URL fragment (``#name=disc-L4-5.left``);
        `first` is the picture and the side that are shown at first; `home` leads to the other
        pages. `labels` holds the words of the controls.
        """
        chooser = Chooser("group", labels["groups"], tuple(groups))
        table = compile_board(chooser, side, pictures)
        shown = {picture.id: picture for picture in pictures}[first[0]]
        html = fill(
            "board",
            name=name,
            groups=chooser,
            side=side,
            pictures=pictures,
            first=shown,
            first_side=first[1],
            home=home,
            labels=labels,
            table=data_element(table),
        )
        return cls(html=html, selected=JOIN.join(first))
