"""The consult board: every picture that is shown in a visit, one large at a time."""

import re
from collections.abc import Iterable

from markupsafe import Markup

from sciatica.content.clinic import the_clinic
from sciatica.content.facts import printed
from sciatica.content.pictures import Entry, picture_facts
from sciatica.content.words import Words, words
from sciatica.figures.catalogue import catalogue
from sciatica.model.anatomy import Side
from sciatica.pages import take_home
from sciatica.pages.block import render
from sciatica.pages.pictures import said, title
from sciatica.pages.report_names import ALL, both_names, line_of
from sciatica.widgets.board import Board, BoardEntry
from sciatica.widgets.explorer import Chooser, Option
from sciatica.widgets.views import State

NAME = "board"
HOME, BESIDE = "00-home.ipynb", "08-where-it-hurts.ipynb"
FIRST = "spine-behind"
FIRST_SIDE = Side.RIGHT
"""The board shows this side until somebody chooses."""
PARTS = ("see", "means", "then")
"""The parts of a talk track."""


def talk(text: Words, entry: Entry) -> list[str]:
    """Return the talk track of a picture, about a minute long, part by part."""
    return [said(text, entry, part, **printed()) for part in PARTS]


def points(parts: Iterable[str]) -> list[str]:
    """Return a talk track as bullets, to be seen from the corner of an eye: the first sentence of
    each part, which says what the part is about."""
    return [re.split(r"(?<=[.?!])\s+", part, maxsplit=1)[0] for part in parts]


def _notes(text: Words, entry: Entry) -> Markup:
    parts = talk(text, entry)
    return render(
        "board_notes",
        words=text,
        points=points(parts),
        parts=parts,
        ask=said(text, entry, "ask"),
        second=line_of(text, entry.group),
    )


def _entry(text: Words, entry: Entry) -> BoardEntry:
    states = {str(side): State(title(text, entry, side), entry.shown(side)) for side in Side}
    ids = dict.fromkeys(picture for state in states.values() for picture in state.shows)
    return BoardEntry(
        id=entry.id,
        group=entry.group,
        label=said(text, entry, "label"),
        pictures=tuple(catalogue(text)[picture] for picture in ids),
        states=states,
        notes=_notes(text, entry),
        alert=render("signs_again", words=text, clinic=the_clinic()) if entry.alert else Markup(),
        links={str(side): link for side in Side if (link := take_home.link_to(entry, side))},
        mirrors=entry.is_sided and len(entry.shows) == 1 and "along" not in entry.shows,
    )


def _part_names(text: Words, entries: list[BoardEntry]) -> dict[str, tuple[str, str]]:
    """Return both names of every part that a picture of the board shows."""
    parts = sorted(set().union(*(one.parts for entry in entries for one in entry.pictures)))
    return {part: names for part in parts if (names := both_names(text, part))}


def consult_board(lang: str) -> Board:
    """Show one picture large; choose it by group and name, and the side once for all."""
    text, entries = words(lang), picture_facts().on_board()
    groups = dict.fromkeys(entry.group for entry in entries)
    shown = [_entry(text, entry) for entry in entries]
    return Board.build(
        NAME,
        groups=[Option(group, text(f"board.group.{group}.name")) for group in groups],
        side=Chooser(
            "side",
            text("board.side.legend"),
            tuple(Option(str(side), text(f"board.side.{side}")) for side in Side),
        ),
        entries=shown,
        first=(FIRST, str(FIRST_SIDE)),
        home=HOME,
        beside=[(BESIDE, text("board.where_it_hurts"))],
        labels={
            name: text(f"board.{name}")
            for name in (
                "groups", "stage", "zoom", "zoom_in", "zoom_out", "whole", "pan", "pan_up",
                "pan_down", "pan_left", "pan_right", "notes", "sheet", "home", "unscripted",
                "unknown_link", "both", "forgotten", "warning", "here", "print", "wipe", "draw",
                "ink", "ink_black", "ink_red", "ink_blue", "ink_erase", "ink_undo", "ink_clear",
                "ink_kept", "compare", "partners", "no_partners", "names", "no_names", "full",
                "new_patient",
            )
        },
        parts=_part_names(text, shown),
        second={name: text(f"spine.second.{name}") for name in ALL},
    )  # fmt: skip
