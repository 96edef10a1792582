"""The sheet to take home: one picture, some exercises, one next step, and always the signs.

Another page leads here with a picture already chosen by `sheet_link`. What can be chosen stands in
``content/take_home.toml``; a new kind of picture is one entry in `_SCENES` and one in `_CHOICES`.
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
from sciatica.widgets import Family, Picture, PictureChoice, Piece, Scene, Sheet

NAME = "sheet"
SLUG = "take-home"
VIEWS = (View.FRONT, View.INNER, View.OUTER, View.BACK)
"""The views of the legs on a sheet; one in which no chosen root shows is left out."""
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
        scene="nerve",
        headline=text("take_home.picture.nerve_headline"),
        alts={view: describe_nerve(view, text) for view in NerveView},
    )


_SCENES: Mapping[str, Callable[[Words], Scene]] = {"nerve": _nerve_scene, "legs": _legs_scene}
_CHOICES: Mapping[str, Callable[[Words, SheetPicture], PictureChoice]] = {
    "nerve": _nerve_choice,
    "legs": _legs_choice,
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
        scenes=[_SCENES[kind](text) for kind in dict.fromkeys(one.shows for one in pictures)],
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
