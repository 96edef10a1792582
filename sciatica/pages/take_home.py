"""The sheet to take home: one picture, some exercises, one next step, and always the signs.

Another page leads here with a picture already chosen by `sheet_link`, the board by `link_to`. What
can be chosen stands in ``content/take_home.toml``; a new kind of picture is a scene of `_scenes`
and an entry in `_CHOICES`.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markupsafe import Markup

from sciatica import resources
from sciatica.content import (
    NerveView,
    Pose,
    SheetExercise,
    SheetPicture,
    Words,
    catalogue,
    exercises,
    legs,
    posed,
    the_clinic,
    words,
)
from sciatica.content.artwork import View
from sciatica.figures import (
    Shown,
    body_layer,
    describe_legs,
    describe_nerve,
    describe_pose,
    draw_legs,
    draw_nerve,
    draw_pose,
    root_layer,
    to_svg,
    visible_sites,
)
from sciatica.figures.nerve import WIDTH as NERVE_WIDTH
from sciatica.model import Choices, ExerciseName, RootName, Side, read_choices, write_choices
from sciatica.pages.block import render
from sciatica.pages.care import option_texts
from sciatica.pages.exercises import DOSE, HARDER, numbered, rule, say, topic_texts
from sciatica.pages.nerve_roots import LESSON, headline
from sciatica.pages.plates import FIRST_SIDE, PICTURES, Entry, prints, said, title
from sciatica.widgets import Family, Picture, PictureChoice, Piece, Scene, Sheet

NAME = "sheet"
SLUG = "take-home"
VIEWS = (View.FRONT, View.INNER, View.OUTER, View.BACK)
"""The views of the legs on a sheet; one in which no chosen root shows is left out."""
MOVES = {
    "move-prop": Pose.PRONE_PROPPING,
    "move-glide": Pose.NERVE_GLIDE,
    "move-bug": Pose.DEAD_BUG,
}
"""Pictures of the board that are exercises here."""
TALL, WIDE = 540, 760
"""How high, and at most how wide, a picture of the board stands on the sheet, in pixels."""
FIELDS = ("leg", *(field for field in DOSE if field != "review"))
"""What the physio fills in for each exercise; the day of the next look stands once on the sheet."""


def sheet_link(picture: str = "", exercises: Iterable[str] = (), next_step: str = "") -> str:
    """Return the link, as notebooks write it, to a sheet on which this is already chosen.

    The arguments are codes of ``content/take_home.toml``; `picture_code` finds that of a picture.
    Raises `LinkError` for a code that is not there.
    """
    code = write_choices(Choices(picture, tuple(exercises), next_step))
    read_choices(code, catalogue().codes)
    lesson = next((resources.notebooks() / "en").glob(f"[0-9][0-9]-{SLUG}.ipynb"))
    return f"{lesson.name}#{NAME}={code}"


def link_to(entry: Entry, side: Side) -> str:
    """Return the link to a sheet on which a picture of the board is chosen already; for an exercise
    of the board, the exercise."""
    if entry.id in MOVES:
        (code,) = (one.code for one in catalogue().exercises if one.pose is MOVES[entry.id])
        return sheet_link(exercises=[code])
    if entry.id == "nerve-way":
        return sheet_link(picture_code("nerve"))
    if entry.group == "leg":
        root = entry.id.removeprefix("leg-")
        return sheet_link(picture_code("legs", roots=[root], side=side))
    of = {"picture": entry.id, **({"side": side} if entry.is_sided else {})}
    return sheet_link(picture_code("visit", **of))


def picture_code(shows: str, **of: Any) -> str:
    """Return the code of the picture that shows this, such as
    ``picture_code("legs", roots=["L5"], side="left")``. Raises `KeyError` where there is none."""
    for picture in catalogue().pictures:
        if picture.shows == shows and dict(picture.of) == of:
            return picture.code
    raise KeyError(f"content/take_home.toml has no picture that shows {shows!r} of {of}")


# Pictures -------------------------------------------------------------------------------------


def _legs_scene(text: Words) -> Scene:
    shown = Shown(frozenset(LESSON), Side.RIGHT)
    pictures = [
        Picture(
            view,
            text(f"roots.view.{view}"),
            to_svg(
                draw_legs(view, shown, text, LESSON),
                name=f"{NAME}-legs-{view}",
                description=describe_legs(view, shown, text),
            ),
            round(legs()[view].width),
        )
        for view in VIEWS
    ]
    note = render("take_home_note", text=text("roots.panel.all_text"))
    return Scene("legs", tuple(pictures), note)


def _legs_choice(text: Words, picture: SheetPicture) -> PictureChoice:
    chosen = [RootName(name) for name in picture.of["roots"]]
    side = Side(picture.of["side"])
    shown = Shown(frozenset(chosen), side)
    seen = [view for view in VIEWS if any(visible_sites(view, root) for root in chosen)]
    several = len(chosen) > 1
    return PictureChoice(
        code=picture.code,
        label=text(
            f"take_home.picture.{'legs' if several else 'leg'}",
            root=chosen[0],
            side=text(f"roots.side.{side}"),
        ),
        group=text("board.group.leg.name"),
        scene="legs",
        headline=headline(text, chosen, side),
        alts={view: describe_legs(view, shown, text) for view in seen},
        layers=frozenset({body_layer(side), *(root_layer(root, side) for root in chosen)}),
    )


def _nerve_scene(text: Words) -> Scene:
    pictures = [
        Picture(
            view,
            text(f"nerve.view.{view}"),
            to_svg(
                draw_nerve(view, text),
                name=f"{NAME}-nerve-{view}",
                description=describe_nerve(view, text),
            ),
            NERVE_WIDTH,
        )
        for view in NerveView
    ]
    return Scene("nerve", tuple(pictures))


def _nerve_choice(text: Words, picture: SheetPicture) -> PictureChoice:
    return PictureChoice(
        code=picture.code,
        label=text("take_home.picture.nerve"),
        group=text("board.group.nerve.name"),
        scene="nerve",
        headline=text("take_home.picture.nerve_headline"),
        alts={view: describe_nerve(view, text) for view in NerveView},
    )


def _entry(picture: SheetPicture) -> Entry:
    return next(one for one in PICTURES if one.id == picture.of["picture"])


def _visit_scene(text: Words, entry: Entry) -> Scene:
    pictures = tuple(
        Picture(one.id, "", one.svg, round(min(TALL * one.width / one.height, WIDE)))
        for one in prints(text, entry, NAME)
    )
    note = render("take_home_note", text=text("take_home.picture.not_yours"))
    return Scene(entry.id, pictures, note)


def _visit_choice(text: Words, picture: SheetPicture) -> PictureChoice:
    entry, side = _entry(picture), Side(picture.of.get("side", FIRST_SIDE))
    return PictureChoice(
        code=picture.code,
        label=title(text, entry, side),
        group=text(f"board.group.{entry.group}.name"),
        scene=entry.id,
        headline=title(text, entry, side),
        alts=said(text, entry, side),
        layers=entry.layers(side),
    )


def _scenes(text: Words) -> list[Scene]:
    """Return the drawings of all pictures, each once."""
    visit = dict.fromkeys(_entry(one).id for one in catalogue().pictures if one.shows == "visit")
    return [
        _nerve_scene(text),
        _legs_scene(text),
        *(_visit_scene(text, entry) for entry in PICTURES if entry.id in visit),
    ]


_CHOICES: Mapping[str, Callable[[Words, SheetPicture], PictureChoice]] = {
    "nerve": _nerve_choice,
    "legs": _legs_choice,
    "visit": _visit_choice,
}


# Exercises ------------------------------------------------------------------------------------


def _figure(text: Words, pose: Pose, moment: int, caption: str) -> dict[str, object]:
    svg = to_svg(
        draw_pose(pose, moment=moment),
        name=f"{NAME}-{pose}-{moment}",
        description=describe_pose(pose, text, moment=moment),
    )
    return {"caption": caption, "svg": svg, "width": round(posed()[pose].width)}


def _piece(text: Words, exercise: SheetExercise) -> Piece:
    """Return an exercise in the clinic's form with its steps, or a version with its picture."""
    name, pose = exercise.of, exercise.pose
    main = pose.value == name.value
    if main:
        label = text(f"exercises.{name}.title")
        figures = [
            _figure(text, pose, 0, text(f"exercises.{name}.start")),
            _figure(text, pose, -1, text(f"exercises.{name}.end")),
        ]
        steps = numbered(text, name, "step")  # the picture shows how to get ready
        note = ""
    else:
        label = text(f"figures.pose.{pose}.name")
        figures = [_figure(text, pose, -1, "")]
        steps = []
        harder = pose in HARDER[name]
        note = text("exercises.card.harder.text") if harder else text("take_home.exercise.version")
    body = render(
        "take_home_exercise",
        words=text,
        title="" if main else label,
        figures=figures,
        steps=steps,
        note=note,
        fields=FIELDS,
    )
    return Piece(exercise.code, label, body)


def _family(text: Words, name: ExerciseName) -> Family:
    stenosis = text("exercises.stenosis") if name is ExerciseName.PRONE_PROPPING else ""
    stops = topic_texts(text, name, "stop", exercises()[name].stops)
    return Family(
        id=str(name),
        title=text(f"exercises.{name}.title"),
        pieces=tuple(_piece(text, one) for one in catalogue().exercises if one.of is name),
        head=render("take_home_stenosis", text=stenosis) if stenosis else Markup(),
        foot=render("take_home_stops", words=text, stops=stops),
    )


# The sheet ------------------------------------------------------------------------------------


def _next(text: Words) -> list[Piece]:
    options = option_texts(text)
    return [
        Piece(
            step.code,
            options[step.option]["name"],
            render("take_home_next", words=text, option=options[step.option]),
        )
        for step in catalogue().next_steps
    ]


def take_home(lang: str) -> Sheet:
    """Put a sheet together from one picture, some exercises and one next step, and print it."""
    text, clinic = words(lang), the_clinic()
    pictures = catalogue().pictures
    public = clinic.public_url.rstrip("/")
    own = (
        "mangled", "version", "retired", "many", "empty", "ready", "qr_alt", "qr", "unscripted",
        "choose", "picture", "no_picture", "exercise", "next", "no_next", "print", "again", "title",
        "picture_title", "exercises_title", "next_title",
    )  # fmt: skip
    names = dict.fromkeys(one.of for one in catalogue().exercises)
    return Sheet.build(
        NAME,
        codes=catalogue().codes,
        scenes=_scenes(text),
        pictures=[_CHOICES[one.shows](text, one) for one in pictures],
        exercises=[_family(text, name) for name in names],
        next_steps=_next(text),
        parts={
            "head": render("take_home_head", words=text, clinic=clinic),
            "exercises": render("take_home_note", text=text("take_home.exercise.lead")),
            "rule": render("take_home_rule", words=text, rule=rule(text)),
            "foot": render("take_home_foot", words=text, clinic=clinic, say=say),
        },
        labels={name: text(f"take_home.sheet.{name}") for name in own},
        # the file's name: the server and an exported copy both answer to it
        address=f"{public}/{lang}/{SLUG}.html" if public else "",
    )
