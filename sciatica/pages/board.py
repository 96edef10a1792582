"""The consult board: every picture that is shown in a visit (`plates`), one large at a time."""

from markupsafe import Markup

from sciatica.content import Words, printed, the_clinic, words
from sciatica.model import Side
from sciatica.pages import take_home
from sciatica.pages.block import Block, render
from sciatica.pages.plates import FIRST_SIDE, PICTURES, Entry, prints, said, title
from sciatica.pages.sources import source_list
from sciatica.widgets import Board, BoardPicture, Chooser, Drawn, Option, SideView

NAME = "board"
HOME = "00-home.ipynb"
FIRST = "spine-behind"
PARTS = ("see", "means", "then")
"""The parts of a talk track."""


def talk(text: Words, entry: Entry) -> list[str]:
    """Return the talk track of a picture, about a minute long, part by part."""
    own, shared = f"board.picture.{entry.id}", f"board.group.{entry.group}"
    keys = (f"{own if f'{own}.{part}' in text else shared}.{part}" for part in PARTS)
    return [text(key, **printed()) for key in keys]


def _notes(text: Words, entry: Entry) -> Markup:
    return render(
        "board_notes",
        words=text,
        parts=talk(text, entry),
        ask=text(f"board.picture.{entry.id}.ask"),
    )


def _picture(text: Words, entry: Entry) -> BoardPicture:
    made = prints(text, entry, NAME)
    return BoardPicture(
        id=entry.id,
        group=entry.group,
        label=text(f"board.picture.{entry.id}.label"),
        drawn=tuple(Drawn(one.id, one.svg, one.width / one.height) for one in made),
        views={
            str(side): SideView(
                headline=title(text, entry, side),
                alts=said(text, entry, side),
                layers=entry.layers(side),
            )
            for side in Side
        },
        notes=_notes(text, entry),
        alert=render("signs_again", words=text, clinic=the_clinic()) if entry.alert else Markup(),
        links={str(side): take_home.link_to(entry, side) for side in Side},
    )


def consult_board(lang: str) -> Board:
    """Show one picture large; choose it by group and name, and the side once for all."""
    text = words(lang)
    groups = dict.fromkeys(entry.group for entry in PICTURES)
    return Board.build(
        NAME,
        groups=[Option(group, text(f"board.group.{group}.name")) for group in groups],
        side=Chooser(
            "side",
            text("board.side.legend"),
            tuple(Option(str(side), text(f"board.side.{side}")) for side in Side),
        ),
        pictures=[_picture(text, entry) for entry in PICTURES],
        first=(FIRST, str(FIRST_SIDE)),
        home=HOME,
        labels={
            name: text(f"board.{name}")
            for name in (
                "groups", "stage", "zoom", "zoom_in", "zoom_out", "whole", "pan", "pan_up",
                "pan_down", "pan_left", "pan_right", "notes", "sheet", "home", "unscripted",
                "unknown_link",
            )
        },
    )  # fmt: skip


def cited() -> set[str]:
    """Return the ids of the sources that the board rests on."""
    return {name for entry in PICTURES for name in entry.read}


def board_sources(lang: str) -> Block:
    """List the sources of what the board says, and what comes from memory."""
    text = words(lang)
    to_verify = [text(f"board.to_verify.{key}") for key in text.under("board.to_verify")]
    return source_list(text, cited(), to_verify)
