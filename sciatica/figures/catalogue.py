"""Every picture of the product by its id: ``content/facts/pictures.toml``, made.

A picture more is a function here, an entry there, and its words.
"""

from collections.abc import Callable, Mapping
from dataclasses import make_dataclass
from functools import cache
from typing import Any, get_type_hints

from sciatica.content.facts import OURS, Folder, document, structured
from sciatica.content.pictures import Drawn, picture_facts
from sciatica.content.toml import Document, nearest
from sciatica.content.words import Words
from sciatica.figures.bare_body import bare_leg, bare_legs, bare_saddle
from sciatica.figures.buttock import buttock
from sciatica.figures.course import disc_course
from sciatica.figures.disc import disc_along, disc_slice
from sciatica.figures.icon_array import icon_array, walkers
from sciatica.figures.legs import leg_map
from sciatica.figures.narrowing import narrowing, postures
from sciatica.figures.nerve import nerve_way
from sciatica.figures.nerve_state import nerve_state
from sciatica.figures.pain_shift import pain_shift
from sciatica.figures.picture import Picture
from sciatica.figures.posed import pose, straight_leg_raise
from sciatica.figures.saddle import saddle
from sciatica.figures.scan import scan_narrowing, scan_slice
from sciatica.figures.sketch import sketch
from sciatica.figures.spine import pedicles, spine_behind, spine_midline, spine_side
from sciatica.figures.treatment import treatment_steps
from sciatica.model.anatomy import Side

FIGURES: Mapping[str, Callable[..., Picture]] = {
    figure.__name__: figure
    for figure in (
        bare_leg,
        bare_legs,
        bare_saddle,
        buttock,
        disc_along,
        disc_course,
        disc_slice,
        icon_array,
        leg_map,
        narrowing,
        nerve_state,
        nerve_way,
        pain_shift,
        pedicles,
        pose,
        postures,
        saddle,
        scan_narrowing,
        scan_slice,
        sketch,
        spine_behind,
        spine_midline,
        spine_side,
        straight_leg_raise,
        treatment_steps,
        walkers,
    )
}
"""The functions that make pictures, by the name under which the catalogue asks for them."""


@cache
def catalogue(words: Words, folder: Folder = OURS) -> Mapping[str, Picture]:
    """Return every picture by its id, in the order of the catalogue.

    Raises `ContentError` where it asks for a figure, a value or a view that there is not.
    """
    facts, written = picture_facts(folder), document(folder, "pictures")
    made: dict[str, Picture] = {}
    for place, drawn in enumerate(facts.picture):
        at = ("picture", place)
        if drawn.figure not in FIGURES:
            what = f"there is no figure {drawn.figure!r}."
            raise written.error((*at, "figure"), what, nearest(drawn.figure, FIGURES))
        for side in Side if "{side}" in drawn.id else (Side.LEFT,):
            picture = _make(written, folder, place, drawn, side, words)
            if picture.id != drawn.id.format(side=side):
                what = f"this picture calls itself {picture.id!r}."
                raise written.error((*at, "id"), what, "Give it that id.")
            made[picture.id] = picture
    for place, entry in enumerate(facts.entry):
        for name, view in entry.shown(Side.LEFT).items():
            if view not in made[name].views:
                what = f"{name} has no view {view!r}."
                remedy = nearest(view, made[name].views)
                raise written.error(("entry", place, "shows"), what, remedy)
    return made


def _make(
    written: Document, folder: Folder, place: int, drawn: Drawn, side: Side, words: Words
) -> Picture:
    at = ("picture", place, "of")
    values = {
        name: value.format(side=side) if isinstance(value, str) else value
        for name, value in drawn.of.items()
    }
    taken = structured(written, _values(drawn.figure), folder, values, at)
    try:
        return FIGURES[drawn.figure](**vars(taken), words=words)
    except (KeyError, ValueError) as error:
        what = f"{drawn.figure} cannot be drawn of this ({error})."
        raise written.error(at, what, "Mend the value.") from error


@cache
def _values(figure: str) -> type[Any]:
    """Return what a figure takes, as a form for its values."""
    kinds = get_type_hints(FIGURES[figure])
    return make_dataclass(
        figure, [(name, kind) for name, kind in kinds.items() if name not in ("words", "return")]
    )
