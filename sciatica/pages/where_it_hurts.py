"""Where it hurts: a drawing that a patient makes in a visit, beside the clinician.

It is reached from the board alone until the clinic's counsel has decided: see
``docs/safety/README.md``.
"""

from sciatica.content.artwork import LegView
from sciatica.content.clinic import the_clinic
from sciatica.content.decisions import decided
from sciatica.content.facts import printed
from sciatica.content.saddle_artwork import SaddleView
from sciatica.content.words import Words, words
from sciatica.figures.bare_body import MAPS, bare_leg, bare_legs, bare_saddle, regions
from sciatica.model.anatomy import Side
from sciatica.model.walk import Advice
from sciatica.pages.block import render
from sciatica.pages.safety import sign_groups
from sciatica.widgets.pain_drawing import KINDS, PainDrawing, Place

NAME = "pain"
HOME = "08-board.ipynb"
EMERGENCY = (Advice.CALL, Advice.EMERGENCY)
_BOARD_WORDS = (
    "zoom", "zoom_in", "zoom_out", "whole", "notes", "print", "new_patient", "forgotten",
    "warning", "here",
)  # fmt: skip
_OWN_WORDS = (
    "unscripted", "lead", "stage", "kinds", "views", "erase", "undo", "clear", "beside", "before",
    "after", "maps", "map_note", "kept", "asks", "home",
    *(f"kind_{kind}" for kind in KINDS), *(f"map_{name}" for name in MAPS),
)  # fmt: skip
_SIDES = (Side.RIGHT, Side.LEFT)
"""The order in which the two legs stand: as those of somebody who faces the viewer."""


def _places(text: Words) -> list[Place]:
    both = (LegView.FRONT, LegView.BACK)
    one = (LegView.OUTER, LegView.INNER, LegView.FOOT, LegView.SOLE)
    shown = {"body": [(bare_legs(view, text), regions(view)) for view in both]}
    for view in one:
        shown[view] = [(bare_leg(view, side, text), regions(view, side)) for side in _SIDES]
    shown["saddle"] = [(bare_saddle(view, text), regions(view)) for view in SaddleView]
    return [
        Place(
            name,
            text(f"where_it_hurts.place.{name}"),
            [picture for picture, _ in pictures],
            {picture.id: of for picture, of in pictures},
        )
        for name, pictures in shown.items()
    ]


def pain_drawing(lang: str) -> PainDrawing:
    """Show a bare body to paint on, with all Emergency signs beside it."""
    text, clinic = words(lang), the_clinic()
    signs = render(
        "painted_signs",
        words=decided(text, clinic),
        clinic=clinic,
        groups=[
            (one, sign_groups(decided(text, clinic), one))
            for one in (Advice.CALL, Advice.EMERGENCY)
        ],
    )
    labels = {name: text(f"board.{name}") for name in _BOARD_WORDS}
    labels |= {name: text(f"where_it_hurts.{name}", **printed()) for name in _OWN_WORDS}
    return PainDrawing.build(
        NAME,
        places=_places(text),
        home=HOME,
        labels=labels,
        sides={side: text(f"roots.side.{side}") for side in Side},
        signs=signs,
    )
