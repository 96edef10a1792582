"""The pictures that a clinician shows in a visit: on the board, and on the sheet to take home.

They stand in a table, `PICTURES`; a picture more is one entry there and its words in
``board.toml``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup
from matplotlib.figure import Figure

from sciatica.content import NerveView, Pose, Words
from sciatica.content.artwork import View
from sciatica.content.spine_artwork import Cut, Outside
from sciatica.figures import (
    Shown,
    body_layer,
    describe_legs,
    describe_nerve,
    describe_nerve_state,
    describe_pose,
    describe_slr,
    draw_legs,
    draw_nerve,
    draw_nerve_state,
    draw_pose,
    draw_slr,
    root_layer,
    to_svg,
)
from sciatica.figures.body import POINTS_PER_INCH
from sciatica.figures.buttock import describe_buttock, draw_buttock
from sciatica.figures.disc import (
    describe_disc_along,
    describe_disc_slice,
    draw_disc_along,
    draw_disc_slice,
    lesion_layer,
)
from sciatica.figures.narrowing import (
    describe_narrowing,
    describe_postures,
    draw_narrowing,
    draw_postures,
)
from sciatica.figures.spine import (
    describe_midline,
    describe_spine,
    draw_midline,
    draw_spine,
    spine_root_layer,
)
from sciatica.model import (
    Disc,
    Form,
    Lesion,
    NerveState,
    Piriformis,
    Posture,
    RootName,
    Severity,
    Side,
    Size,
    Zone,
)
from sciatica.pages.figures import SLR_DEG

LESSON = (RootName.L4, RootName.L5, RootName.S1)
FIRST_SIDE = Side.RIGHT
"""A drawing that holds both sides shows this one until somebody chooses."""


@dataclass(frozen=True, slots=True)
class Plate:
    """One drawing of a picture as functions of the words and the patient's side.

    `layers` names what belongs to one side in a drawing that holds both; without it the drawing
    is made anew for each side if it is `mirrored`, and else looks the same for both.
    """

    draw: Callable[[Words, Side], Figure]
    say: Callable[[Words, Side], str]
    layers: Callable[[Side], frozenset[str]] | None = None
    mirrored: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One picture. `read` names the sources of what is said of it; with `alert` the
    Emergency signs stand beside it always; `told_by_side`: only its words name a side."""

    id: str
    group: str
    plates: tuple[Plate, ...]
    read: tuple[str, ...] = ()
    alert: bool = False
    told_by_side: bool = False

    @property
    def is_sided(self) -> bool:
        """Whether the picture of one side differs from that of the other, in lines or in words."""
        return self.told_by_side or any(plate.mirrored or plate.layers for plate in self.plates)

    def layers(self, side: Side) -> frozenset[str]:
        """Return the layers that show `side` in the drawings that hold both sides."""
        return frozenset().union(*(plate.layers(side) for plate in self.plates if plate.layers))


# How each kind of drawing is asked for -----------------------------------------------------------


def _leg(root: RootName, *views: View) -> tuple[Plate, ...]:
    def shown(side: Side) -> Shown:
        return Shown(frozenset([root]), side)

    def plate(view: View) -> Plate:
        def layers(side: Side) -> frozenset[str]:
            body = set() if view.shows_both_legs else {body_layer(side)}
            return frozenset({root_layer(root, side), *body})

        return Plate(
            lambda text, side: draw_legs(view, shown(side), text, (root,)),
            lambda text, side: describe_legs(view, shown(side), text),
            layers,
        )

    return tuple(plate(view) for view in views)


def _spine(view: Outside) -> tuple[Plate, ...]:
    def lit(side: Side) -> Shown:
        return Shown(frozenset(LESSON), side)

    def layers(side: Side) -> frozenset[str]:
        return frozenset(spine_root_layer(root, side) for root in LESSON)

    both = view is Outside.BEHIND
    return (
        Plate(
            lambda text, side: draw_spine(view, lit(side), text, LESSON),
            lambda text, side: describe_spine(view, lit(side), text),
            layers if both else None,
            mirrored=not both,
        ),
    )


def _disc(disc: Disc, form: Form | None = None, zone: Zone | None = None) -> tuple[Plate, ...]:
    """A disc cut across; a lesion beside the middle stands on either side."""

    def lesion(side: Side) -> Lesion | None:
        return Lesion(disc, zone, form, Size.LARGE, side) if form else None

    sided = zone not in (None, Zone.CENTRAL)
    among = [one for side in Side if sided and (one := lesion(side))]
    return (
        Plate(
            lambda text, side: draw_disc_slice(disc, text, lesion(side), among),
            lambda text, side: describe_disc_slice(disc, text, lesion(side)),
            (lambda side: frozenset({lesion_layer(lesion(side))})) if sided else None,
        ),
    )


def _along(disc: Disc, form: Form, zone: Zone) -> tuple[Plate, ...]:
    """A disc cut along: the cut of a right lesion is drawn like that of a left one."""

    def lesion(side: Side) -> Lesion:
        return Lesion(disc, zone, form, Size.LARGE, side)

    return (
        Plate(
            lambda text, side: draw_disc_along(text, lesion(side)),
            lambda text, side: describe_disc_along(text, lesion(side)),
        ),
    )


def _narrow(severity: Severity) -> tuple[Plate, ...]:
    """The slice through L4/5, standing."""
    at = Cut.L4_L5, severity, Posture.NEUTRAL
    return (
        Plate(
            lambda text, side: draw_narrowing(*at, text),
            lambda text, side: describe_narrowing(*at, text),
        ),
    )


def _postures(severity: Severity) -> tuple[Plate, ...]:
    return (
        Plate(
            lambda text, side: draw_postures(severity, text),
            lambda text, side: describe_postures(severity, text),
        ),
    )


def _buttock(muscle: Piriformis) -> tuple[Plate, ...]:
    return (Plate(partial(draw_buttock, muscle), partial(describe_buttock, muscle), mirrored=True),)


def _way(*views: NerveView) -> tuple[Plate, ...]:
    return tuple(
        Plate(partial(draw_nerve, view), partial(describe_nerve, view), mirrored=True)
        for view in views
    )


def _nerve(*states: NerveState) -> tuple[Plate, ...]:
    def plate(state: NerveState) -> Plate:
        return Plate(
            lambda text, side: draw_nerve_state(state, text),
            lambda text, side: describe_nerve_state(state, text),
        )

    return tuple(plate(state) for state in states)


def _pose(pose: Pose, turned: bool = False) -> tuple[Plate, ...]:
    """A dressed figure that moves the chosen side; `turned`: that lies on the other side."""

    def moving(side: Side) -> Side:
        return side.other if turned else side

    return (
        Plate(
            lambda text, side: draw_pose(pose, moving(side)),
            lambda text, side: describe_pose(pose, text, moving(side)),
            mirrored=True,
        ),
    )


def _at_rest(pose: Pose) -> tuple[Plate, ...]:
    """A dressed figure in which no side is told from the other."""
    return (
        Plate(lambda text, side: draw_pose(pose), lambda text, side: describe_pose(pose, text)),
    )


_MIDLINE = (
    Plate(lambda text, side: draw_midline(text), lambda text, side: describe_midline(text)),
)
_RAISE = (Plate(partial(draw_slr, SLR_DEG), partial(describe_slr, SLR_DEG), mirrored=True),)

# What is shown ------------------------------------------------------------------------

_MAP = ("murphy2009", "lee2008")
_BULGE = ("brinjikji2015",)
_PUSHED = ("brinjikji2015", "vroomen1999", "berra2021")
L4_L5, L5_S1 = Disc.L4_L5, Disc.L5_S1

PICTURES: tuple[Entry, ...] = (
    Entry("leg-L4", "leg", _leg(RootName.L4, View.FRONT, View.INNER), _MAP),
    Entry("leg-L5", "leg", _leg(RootName.L5, View.FRONT, View.OUTER), _MAP),
    Entry("leg-S1", "leg", _leg(RootName.S1, View.BACK, View.OUTER), _MAP),
    Entry("spine-behind", "spine", _spine(Outside.BEHIND), ("schmid2023", "ng59")),
    Entry("spine-side", "spine", _spine(Outside.SIDE), ("vroomen1999",)),
    Entry("spine-midline", "spine", _MIDLINE),
    Entry("disc-L4-5-quiet", "disc", _disc(L4_L5), ("berra2021",)),
    Entry("disc-L4-5-bulge", "disc", _disc(L4_L5, Form.BULGE), _BULGE),
    Entry("disc-L4-5", "disc", _disc(L4_L5, Form.PROTRUSION, Zone.SUBARTICULAR), _PUSHED),
    Entry(
        "disc-L4-5-large",
        "disc",
        _disc(L4_L5, Form.EXTRUSION, Zone.SUBARTICULAR),
        ("chiu2015", "berra2021"),
    ),
    Entry(
        "disc-L4-5-side",
        "disc",
        _along(L4_L5, Form.PROTRUSION, Zone.SUBARTICULAR),
        ("schmid2023", "ng59"),
        told_by_side=True,
    ),
    Entry("disc-L4-5-central", "disc", _disc(L4_L5, Form.EXTRUSION, Zone.CENTRAL), alert=True),
    Entry("disc-L5-S1-quiet", "disc", _disc(L5_S1), ("berra2021",)),
    Entry("disc-L5-S1-bulge", "disc", _disc(L5_S1, Form.BULGE), _BULGE),
    Entry("disc-L5-S1", "disc", _disc(L5_S1, Form.PROTRUSION, Zone.SUBARTICULAR), _PUSHED),
    Entry("narrow-none", "narrow", _narrow(Severity.NONE), ("ng59",)),
    Entry(
        "narrow-moderate",
        "narrow",
        _narrow(Severity.MODERATE),
        ("suri2010jama", "sigmundsson2011", "matsudaira2016"),
    ),
    Entry("narrow-postures", "narrow", _postures(Severity.MODERATE), ("schmid1999mr",)),
    Entry("buttock-relaxed", "buttock", _buttock(Piriformis.RELAXED), ("tomaszewski2016",)),
    Entry("buttock-tight", "buttock", _buttock(Piriformis.TIGHT), ("hopayian2010",)),
    Entry("nerve-way", "nerve", _way(*NerveView), ("poutoglidou2020", "may2018")),
    Entry("nerve-pressed", "nerve", _nerve(NerveState.PRESSED)),
    Entry("nerve-inflamed", "nerve", _nerve(NerveState.INFLAMED)),
    Entry("nerve-sensitised", "nerve", _nerve(NerveState.QUIET, NerveState.SENSITISED)),
    Entry("nerve-raise", "nerve", _RAISE),
    Entry("move-prop", "move", _pose(Pose.PRONE_PROPPING), ("may2018", "albert2012")),
    Entry("move-glide", "move", _pose(Pose.NERVE_GLIDE), ("lin2023nm",)),
    Entry("move-bug", "move", _pose(Pose.DEAD_BUG), ("mct_ldh2021",)),
    Entry("ease-chair", "move", _at_rest(Pose.EASE_CALVES_ON_CHAIR)),
    Entry("ease-side", "move", _pose(Pose.EASE_SIDE_PILLOW, turned=True)),
    Entry("ease-knees", "move", _at_rest(Pose.EASE_KNEES_RAISED)),
)
"""Every picture, in the order of the buttons. Ids stand in URLs: never give one to another."""


@dataclass(frozen=True, slots=True)
class Print:
    """A drawing of an entry, made: for one side, or (None) for both. Sizes are in points."""

    id: str
    side: Side | None
    svg: Markup
    width: float
    height: float


def title(text: Words, entry: Entry, side: Side) -> str:
    """Return the line above a picture of `side`."""
    return text(f"board.picture.{entry.id}.title", side=text(f"roots.side.{side}"))


def _drawings(entry: Entry) -> Iterator[tuple[str, Plate, Side | None]]:
    """Yield what is drawn of an entry: its id, its plate, and for which side (None: both)."""
    for number, plate in enumerate(entry.plates):
        for side in Side if plate.mirrored else (None,):
            yield f"{entry.id}-{number}" + (f"-{side}" if side else ""), plate, side


def prints(text: Words, entry: Entry, name: str) -> list[Print]:
    """Return the drawings of an entry; `name` is unique on the page and begins their ids."""
    made = []
    for one, plate, side in _drawings(entry):
        shown = side or FIRST_SIDE
        figure = plate.draw(text, shown)
        width, height = (POINTS_PER_INCH * float(inch) for inch in figure.get_size_inches())
        svg = to_svg(figure, name=f"{name}-{one}", description=plate.say(text, shown))
        made.append(Print(one, side, svg, width, height))
    return made


def said(text: Words, entry: Entry, side: Side) -> dict[str, str]:
    """Return what the drawings that are seen of `side` show in words, by their ids."""
    return {
        one: plate.say(text, side)
        for one, plate, whose in _drawings(entry)
        if whose in (None, side)
    }
