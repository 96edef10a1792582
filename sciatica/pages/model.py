"""The page with the low back that turns: what can be chosen, and each choice in words and flat."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from sciatica.content.clinic import the_clinic
from sciatica.content.pictures import picture_facts
from sciatica.content.spine_artwork import Cut
from sciatica.content.words import Words, words
from sciatica.figures import palette
from sciatica.figures.disc import disc_slice, lesion_view, lesions_of, slug
from sciatica.figures.narrowing import narrowing, narrowing_view
from sciatica.figures.picture import ALL, Picture
from sciatica.figures.spine import spine_behind
from sciatica.model.anatomy import LESSON, Disc, Side, Zone
from sciatica.model.lesions import Form, Posture
from sciatica.pages import take_home
from sciatica.pages.block import render
from sciatica.pages.cause_disc import disc_headline
from sciatica.pages.cause_stenosis import narrowing_headline
from sciatica.widgets.explorer import JOIN, Chooser, Option
from sciatica.widgets.model3d import (
    FORMS,
    NARROW,
    NONE,
    REACHED,
    ROOTS,
    TOOLS,
    VIEWS,
    Model3d,
    ModelState,
)
from sciatica.widgets.views import State

NAME = "model"
FLAT, SHEET = "03-causes.ipynb", "07-take-home.ipynb"
FIRST = "L4-5.protrusion.subarticular.right"
_LEVELS = ("L1", "L2", "L3", "L4", "L5")
_DISCS = ("L1/2", "L2/3", "L3/4", "L4/5", "L5/S1")
_PAIRED = ("trunk", "hip", "femur", "piriformis", "sciatic")
_ROOTS = ("L3", "L4", "L5", "S1", "S2")
_LAYERS = (
    ("glass", "see_through", False),
    ("ligaments", "ligaments", True),
    ("pelvis", "pelvis", True),
)
"""What can be shown besides, the key of its words, and whether it is seen at first."""
_BUTTONS = (
    "L4", "L5", "sacrum", "coccyx", "disc L4/5", "disc L5/S1", "flavum L4/5", "sac",
    "root L4 right", "root L5 right", "root S1 right", "trunk right", "hip right",
    "piriformis right", "sciatic right",
)  # fmt: skip
"""Parts that have a button: one of each kind, and what sciatica is about."""


def _states(text: Words) -> Iterator[tuple[str, ModelState]]:
    for side in Side:
        shows = {spine_behind(LESSON, text).id: f"{ALL}.{side}"}
        yield f"{NONE}.{side}", _state(text("model.headline.none"), shows, side)
    for lesion in (one for disc in Disc for one in lesions_of(disc)):
        key = JOIN.join((slug(lesion.disc), lesion_view(lesion)))
        shows = {disc_slice(lesion.disc, text).id: lesion_view(lesion)}
        yield key, _state(disc_headline(lesion, text), shows, lesion.side, f"disc={key}")
    for severity, posture in product(NARROW, Posture):
        shows = {narrowing(Cut.L4_L5, text).id: narrowing_view(severity, posture)}
        key = JOIN.join((severity, posture))
        said = narrowing_headline(severity, posture, text)
        yield key, _state(said, shows, Side.RIGHT, f"stenosis={key}")


def _state(said: str, shows: Mapping[str, str], side: Side, flat: str = "") -> ModelState:
    sheet = next(
        (
            take_home.link_to(entry, side).partition("#")[2]
            for entry in picture_facts().on_board()
            if entry.shown(side) == shows
        ),
        "",
    )
    return ModelState(State(said, shows), flat, sheet)


def _pictures(text: Words) -> list[Picture]:
    slices = [disc_slice(disc, text) for disc in Disc]
    return [*slices, narrowing(Cut.L4_L5, text), spine_behind(LESSON, text)]


def _chooser(text: Words, name: str, options: Mapping[str, str]) -> Chooser:
    legend = text(f"model.choose.{name}")
    return Chooser(name, legend, tuple(Option(key, said) for key, said in options.items()))


def _own(text: Words, name: str, *options: str) -> dict[str, str]:
    return {one: text(f"model.choose.of_{name}.{one}") for one in options}


def _choosers(text: Words) -> list[Chooser]:
    forms = {**_own(text, "form", NONE)}
    forms |= {str(form): text(f"causes.disc.choose.form_{form}") for form in Form}
    forms |= _own(text, "form", *map(str, NARROW))
    assert tuple(forms) == FORMS
    roots = _own(text, "root", REACHED, NONE) | {
        root: text("spine.name.root", root=root) for root in ROOTS[2:]
    }
    return [
        _chooser(text, "level", {str(disc): str(disc) for disc in Disc}),
        _chooser(text, "form", forms),
        _chooser(text, "zone", {str(z): text(f"causes.disc.choose.zone_{z}") for z in Zone}),
        _chooser(text, "side", {str(s): text(f"causes.disc.choose.side_{s}") for s in Side}),
        _chooser(
            text,
            "posture",
            {str(one): text(f"causes.stenosis.choose.posture_{one}") for one in Posture},
        ),
        _chooser(text, "root", roots),
    ]


def _names(text: Words) -> dict[str, dict[str, str]]:
    """Return each part of the model with its name and a sentence about it."""

    def told(kind: str, name: str) -> dict[str, str]:
        return {"name": name, "text": text(f"model.part.{kind}.text")}

    names = {level: told("bone", text("model.part.bone.name", level=level)) for level in _LEVELS}
    for disc in _DISCS:
        names[f"disc {disc}"] = told("disc", _upper(text("spine.name.disc_of", disc=disc)))
        names[f"nucleus {disc}"] = told("nucleus", _upper(text("spine.name.centre")))
        names[f"flavum {disc}"] = told("flavum", _upper(text("spine.name.flavum")))
    for kind in ("sac", "sacrum", "coccyx"):
        names[kind] = told(kind, _upper(text(f"spine.name.{kind}")))
    names["lesion"] = told("lesion", text("model.part.lesion.name"))
    for side in Side:
        word = text(f"roots.side.{side}")
        for root in _ROOTS:
            said = text("model.part.root.name", root=root, side=word)
            names[f"root {root} {side}"] = told("root", said)
        for kind in _PAIRED:
            names[f"{kind} {side}"] = told(kind, text(f"model.part.{kind}.name", side=word))
    return names


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def looks() -> dict[str, Any]:
    """Return the model's colours as its script wants them: by tissue and by root."""
    roots = {str(root): colour for root, colour in palette.ROOT_COLOURS.items()}
    shown = ("bone", "disc", "nucleus", "lesion", "flavum", "sac", "piriformis", "sciatic", "trunk")
    return {
        "tissues": {kind: palette.TISSUES[kind] for kind in shown},
        "nerve": (palette.FAR, palette.FAR_EDGE),
        "roots": roots,
        "ink": palette.TEXT,
        "paper": palette.PAPER,
        "glow": palette.GLOW,
    }


INK = (
    "ink", "ink_black", "ink_red", "ink_blue", "ink_erase", "ink_undo", "ink_clear", "print",
)  # fmt: skip
"""Words of the ink, as on the board."""


def _words(text: Words) -> dict[str, Any]:
    plain = (
        "unscripted", "unknown_link", "loading", "flat", "stage", "keys", "drawing", "large",
        "unsigned", "bent", "gone", "tools", "bend", "without", "layers", "parts", "parts_lead",
        "to_flat", "to_sheet", "draw", "frozen", "ink_note", "warning",
    )  # fmt: skip
    tools = ("turn_left", "turn_right", "turn_up", "turn_down", "larger", "smaller")
    sides = {str(side): text(f"roots.side.{side}") for side in Side}
    return {
        **{key: text(f"model.{key}") for key in plain},
        **{key: text(f"board.{key}") for key in INK},
        "tools_of": dict(zip(TOOLS, (text(f"model.{tool}") for tool in tools), strict=True)),
        "layers_of": [(layer, text(f"model.{key}"), seen) for layer, key, seen in _LAYERS],
        "posture": {
            str(one): text(f"model.headline.posture.{one}")
            for one in (Posture.FLEXED, Posture.EXTENDED)
        },
        "lit": {
            root: {
                side: text("model.headline.lit", root=root, side=word)
                for side, word in sides.items()
            }
            for root in ROOTS[2:]
        },
        "seen": {view: text(f"model.seen.{view}") for view in VIEWS},
    }


def low_back_model(lang: str) -> Model3d:
    """Turn the low back; choose a disc, what it does, where, on which side, and how it is held."""
    return _model(words(lang), dict(_states(words(lang))), leads_on=True)


def workshop_model(lang: str) -> Model3d:
    """Return the same model for a page of the workshop: it leads to no other page, and begins with
    no change and no root in colour."""
    text = words(lang)
    alone = {key: replace(one, flat="", sheet="") for key, one in _states(text)}
    made = _model(text, alone, leads_on=False)
    made.form, made.root = NONE, NONE
    return made


def _model(text: Words, states: Mapping[str, ModelState], *, leads_on: bool) -> Model3d:
    sheet = take_home.sheet_link()
    return Model3d.build(
        NAME,
        view=_chooser(text, "view", _own(text, "view", *VIEWS)),
        choosers=_choosers(text),
        pictures=_pictures(text),
        states=states,
        first=FIRST,
        links={"flat": f"{FLAT}#disc={FIRST}", "sheet": sheet},
        words=_words(text),
        names=_names(text),
        parts=_BUTTONS,
        looks=looks(),
        alert=render("signs_again", words=text, clinic=the_clinic(), linked=leads_on),
        clinicians=render("model_for_clinicians", words=text),
    )
