"""Small pictures of plain boxes, and the widgets that show them."""

from markupsafe import Markup
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from sciatica.figures.picture import Picture, View
from sciatica.model.take_home import BOUNDS, Codes
from sciatica.widgets.board import Board, BoardEntry
from sciatica.widgets.explorer import Chooser, Explorer, ExplorerState, Option, Panel
from sciatica.widgets.take_home import (
    DoseField,
    Family,
    PictureChoice,
    Piece,
    PlanWords,
    Scene,
    TakeHome,
)
from sciatica.widgets.views import State

SIDES = ("left", "right")


def options(*names):
    """Return options whose words are their names in capital letters."""
    return tuple(Option(name, name.upper()) for name in names)


def toy(name, views, **changes):
    """Return a picture with a box for each layer, and one that is always there. `views` are the
    layers of each view by its name; in words it is ``NAME VIEW``."""
    layers = sorted({"ground"}.union(*views.values()))

    def draw():
        figure = Figure((2, 1))
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, len(layers)), ylim=(0, 1))
        axes.set_axis_off()
        for place, layer in enumerate(layers):
            axes.add_patch(Rectangle((place, 0), 0.8, 1, gid=f"{layer}--box"))
        return figure

    made = {view: View(frozenset(some), f"{name} {view}") for view, some in views.items()}
    return Picture(name, draw, made, **{"width_px": 200, **changes})


def sided(name, **changes):
    """Return a picture with a view for each side, and a layer for each."""
    return toy(name, {side: {side} for side in SIDES}, **changes)


LEGS = sided("legs", caption="Front")
DISC = toy("disc", {"none": set(), "L4-5": {"bulge", "L4-5"}, "L5-S1": {"bulge", "L5-S1"}})
PAIR = (LEGS, DISC)


def explorer(name="roots", **changes):
    """Return an explorer: a level and a side; with no level the side does not apply."""
    states = [
        ExplorerState(("none",), ("p", "q"), "nothing", {"disc": "none"}),
        *(
            ExplorerState((level, side), ("q",), f"{level} {side}", {"disc": level, "legs": side})
            for level in ("L4-5", "L5-S1")
            for side in SIDES
        ),
    ]
    return Explorer.build(
        name,
        **{
            "choosers": [
                Chooser("level", "Level", options("none", "L4-5", "L5-S1")),
                Chooser("side", "Side", options(*SIDES)),
            ],
            "pictures": PAIR,
            "panels": [Panel(one, one, Markup("<p>words</p>")) for one in "pq"],
            "states": states,
            "default": "none",
            "unknown_link": "unknown!",
            "unscripted": "no buttons",
            **changes,
        },
    )


SIDE = Chooser("side", "Side", options(*SIDES))
GROUPS = Chooser("group", "Group", options("legs", "discs"))


def entry(name, group, pictures=None, **changes):
    """Return an entry of the board; without pictures, with one that has both sides."""
    pictures = pictures or (sided(f"{name}-picture"),)
    shows = {side: {one.id: side for one in pictures if side in one.views} for side in SIDES}
    states = {side: State(f"{name} {side}", shows[side]) for side in SIDES}
    return BoardEntry(
        name,
        group,
        name.upper(),
        pictures,
        **{"states": states, "notes": Markup("<p>say</p>"), **changes},
    )


MIRRORED = tuple(toy(f"back-{side}", {side: {"ink"}}) for side in SIDES)
ENTRIES = (
    entry("leg-L5", "legs", (LEGS,), links={side: f"07-x.ipynb#sheet={side}" for side in SIDES}),
    entry("disc-L4-5", "discs"),
    entry("back", "discs", MIRRORED),
)


def board(entries=ENTRIES):
    """Return a board that begins with ``disc-L4-5.right``."""
    names = (
        "groups", "stage", "zoom", "zoom_in", "zoom_out", "whole", "pan", "pan_up", "pan_down",
        "pan_left", "pan_right", "notes", "sheet", "home", "unscripted", "both", "forgotten",
        "warning", "here", "print", "wipe", "draw", "ink", "ink_black", "ink_red", "ink_blue",
        "ink_erase", "ink_undo", "ink_clear", "ink_kept", "compare", "partners", "no_partners",
        "names", "no_names", "full", "new_patient",
    )  # fmt: skip
    return Board.build(
        "board",
        groups=GROUPS.options,
        side=SIDE,
        entries=entries,
        first=("disc-L4-5", "right"),
        home="00-home.ipynb",
        labels={**{name: name for name in names}, "unknown_link": "unknown!"},
    )


CODES = Codes(["l5r", "l5l", "d"], list("pnd"), ["w", "x"])
SCENES = (Scene("legs", PAIR), Scene("plain", (DISC,), Markup("<p>not yours</p>")))
CHOICES = (
    PictureChoice("l5r", "L5, right", "Legs", "legs", State("right!", {"legs": "right"})),
    PictureChoice(
        "l5l", "L5, left", "Legs", "legs", State("left!", {"legs": "left", "disc": "L4-5"})
    ),
    PictureChoice("d", "Disc", "Discs", "plain", State("disc!", {"disc": "none"})),
)


MONTHS = tuple(f"M{number}" for number in range(1, 13))


def pieces(codes):
    """Return a piece for each code."""
    return tuple(Piece(code, f"piece {code}", Markup(f"<p>do {code}</p>")) for code in codes)


def take_home(**changes):
    """Return a sheet to take home."""
    names = (
        "mangled", "version", "retired", "many", "empty", "ready", "qr_alt", "qr", "unscripted",
        "choose", "picture", "no_picture", "exercise", "next", "no_next", "print", "again", "title",
        "picture_title", "exercises_title", "next_title", "qr_without", "qr_dosed", "doses",
        "doses_lead", "share_lead", "share", "shared", "unshared", "out_of_range",
        "too_many_shared", "clock", "open", "chart", "chart_phrase",
    )  # fmt: skip
    return TakeHome.build(
        "sheet",
        **{
            "codes": CODES,
            "scenes": SCENES,
            "pictures": CHOICES,
            "exercises": [Family("back", "Back", pieces("pnd"))],
            "next_steps": pieces("wx"),
            "parts": {part: Markup() for part in ("head", "exercises", "rule", "foot")},
            "labels": {name: f"{name}!" for name in names},
            "dose": [DoseField(name, f"{name}!", *bounds) for name, bounds in BOUNDS.items()],
            "plan": PlanWords("{date} to {until}", "passed!", "{day} {month} {year}", MONTHS, 42),
            **changes,
        },
    )
