"""The sheet to take home: one picture, some exercises, one next step, and always the signs.

Another page leads here with something already chosen by `sheet_link`, the board by `link_to`. What
can be chosen stands in ``facts/``: ``pictures.toml``, ``exercises.toml`` and ``take_home.toml``.
"""

from collections.abc import Iterable
from dataclasses import replace

from markupsafe import Markup

from sciatica import resources
from sciatica.content.clinic import the_clinic
from sciatica.content.exercises import Exercise, Version, exercises
from sciatica.content.pictures import Entry, picture_facts
from sciatica.content.take_home import codes, next_steps, plan
from sciatica.content.words import Words, words
from sciatica.figures.catalogue import catalogue
from sciatica.figures.legs import Layer
from sciatica.figures.picture import Picture
from sciatica.figures.posed import START
from sciatica.model.anatomy import LESSON, RootName, Side
from sciatica.model.take_home import BOUNDS, LEGS, Choices, read_choices, write_choices
from sciatica.pages.block import render
from sciatica.pages.care import option_texts
from sciatica.pages.exercises import SHOWN_SIDE, both_names, numbered, rule, say, topic_texts
from sciatica.pages.nerve_roots import headline
from sciatica.pages.pictures import posed, title
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

NAME = "sheet"
SLUG = "take-home"
TALL, WIDE = 540, 760
"""How high, and at most how wide, a picture of the board stands on the sheet, in pixels."""
FIELDS = tuple(BOUNDS)
"""What the physio fills in for each exercise; the day of the next look stands once on the sheet."""
SECONDS = ("hold", "rest")
"""Fields in seconds."""


def sheet_link(picture: str = "", exercises: Iterable[str] = (), next_step: str = "") -> str:
    """Return the link, as notebooks write it, to a sheet on which this is already chosen.

    The arguments are codes of ``facts/pictures.toml``, ``exercises.toml`` and ``take_home.toml``.
    Raises `LinkError` for a code that is not there.
    """
    code = write_choices(Choices(picture, tuple(exercises), next_step))
    read_choices(code, codes())
    lesson = next((resources.notebooks() / "en").glob(f"[0-9][0-9]-{SLUG}.ipynb"))
    return f"{lesson.name}#{NAME}={code}"


def link_to(entry: Entry, side: Side) -> str:
    """Return the link to a sheet on which what the board shows is chosen already: the picture, or
    for an exercise the exercise; nothing for what is on the board alone."""
    if entry.exercise:
        return sheet_link(exercises=[entry.exercise])
    shown = picture_facts().named(entry.sheet) if entry.sheet else entry
    code = shown.code_of(side)
    return sheet_link(code) if code else ""


# Pictures -------------------------------------------------------------------------------------


def _roots_of(entry: Entry) -> list[RootName]:
    """Return the roots that a map of the legs shows on the sheet; none for any other picture."""
    if entry.board or entry.group != "leg":
        return []
    return [root for root in LESSON if entry.id in ("legs", f"legs-{root}")]


def _picture(text: Words, entry: Entry, name: str) -> Picture:
    """Return a picture as it stands on the sheet: one of the board is large and needs no caption,
    its title stands above it."""
    picture = catalogue(text)[name]
    if not entry.board:
        return picture
    return replace(picture, caption="", width_px=round(min(TALL * picture.aspect, WIDE)))


def _scene_of(entry: Entry) -> str:
    return entry.scene or entry.id


def _scenes(text: Words) -> list[Scene]:
    """Return the pictures of all entries; those of one scene once."""
    scenes: dict[str, dict[str, Picture]] = {}
    notes: dict[str, Markup] = {}
    for _, entry, side in picture_facts().on_sheet():
        shown = scenes.setdefault(_scene_of(entry), {})
        shown.update({name: _picture(text, entry, name) for name in entry.shown(side)})
        if entry.board:
            note = text("take_home.picture.not_yours")
        else:
            note = text("roots.panel.all_text") if _roots_of(entry) else ""
        notes[_scene_of(entry)] = render("take_home_note", text=note) if note else Markup()
    return [Scene(name, tuple(shown.values()), notes[name]) for name, shown in scenes.items()]


def _choice(text: Words, code: str, entry: Entry, side: Side) -> PictureChoice:
    roots, side_word = _roots_of(entry), text(f"roots.side.{side}")
    if entry.board:
        label = above = title(text, entry, side)
    elif roots:
        key = "legs" if len(roots) > 1 else "leg"
        label = text(f"take_home.picture.{key}", root=roots[0], side=side_word)
        above = headline(text, roots, side, Layer.FEELING)
    else:
        label = text(f"take_home.picture.{entry.id}")
        above = text(f"take_home.picture.{entry.id}_headline")
    return PictureChoice(
        code=code,
        label=label,
        group=text(f"board.group.{entry.group}.name"),
        scene=_scene_of(entry),
        state=State(above, entry.shown(side)),
    )


def chosen_pictures(lang: str, code: str) -> list[tuple[Picture, str]]:
    """Return the pictures that the code of a picture puts on a sheet, each with its view."""
    text = words(lang)
    for one, entry, side in picture_facts().on_sheet():
        if one == code:
            return [(_picture(text, entry, name), view) for name, view in entry.shown(side).items()]
    return []


# Exercises ------------------------------------------------------------------------------------


def _piece(text: Words, exercise: Exercise, version: Version) -> Piece:
    """Return an exercise in the clinic's form with its steps, or a version with its picture."""
    name, main = exercise.id, version == exercise.main
    picture, end = posed(version.figure, SHOWN_SIDE, text)
    if main:
        label = text(f"exercises.{name}.title")
        figures = [(START, text(f"exercises.{name}.start")), (end, text(f"exercises.{name}.end"))]
        steps = numbered(text, name, "step")  # the picture shows how to get ready
        note = ""
    else:
        label = picture.caption
        figures = [(end, "")]
        steps = []
        harder = version in exercise.harder
        note = text("exercises.card.harder.text") if harder else text("take_home.exercise.version")
    body = render(
        "take_home_exercise",
        words=text,
        title="" if main else label,
        picture=picture,
        figures=[
            (picture.svg(f"{NAME}-{one}", one, lends=one == end), caption)
            for one, caption in figures
        ],
        steps=steps,
        note=note,
        fields=FIELDS,
    )
    small = picture.svg(f"{NAME}-small", end, again=True, borrows=f"{NAME}-{end}")
    return Piece(version.code, label, body, small)


def _family(text: Words, exercise: Exercise) -> Family:
    name = exercise.id
    stenosis = text("exercises.stenosis") if exercise.bends_back else ""
    stops = topic_texts(text, name, "stop", exercise.stops)
    return Family(
        id=str(name),
        title=both_names(text, name),
        pieces=tuple(_piece(text, exercise, version) for version in exercise.versions),
        head=render("take_home_stenosis", text=stenosis) if stenosis else Markup(),
        foot=render("take_home_stops", words=text, stops=stops),
    )


# How much -------------------------------------------------------------------------------------


def _dose_fields(text: Words) -> list[DoseField]:
    """Return the fields of a dose, and how each of their numbers is said."""
    said = {"leg": tuple(text(f"take_home.dose.{leg}") for leg in LEGS)} | {
        name: tuple(text(f"take_home.dose.{key}", n="{n}") for key in ("second", "seconds"))
        for name in SECONDS
    }
    return [
        DoseField(name, text(f"take_home.dose.{name}"), *BOUNDS[name], said.get(name, ()))
        for name in FIELDS
    ]


def _plan_words(text: Words) -> PlanWords:
    slots = {"date": "{date}", "until": "{until}"}
    form = {"day": "{day}", "month": "{month}", "year": "{year}"}
    return PlanWords(
        text("take_home.plan.says", **slots),
        text("take_home.plan.passed"),
        text("take_home.plan.date", **form),
        tuple(text("take_home.plan.months").split()),
        plan().ask_first_days,
    )


# The sheet ------------------------------------------------------------------------------------


def _chart_phrase(text: Words) -> str:
    """Return what goes into the chart; the browser knows what was chosen, and of which version."""
    slots = {name: f"{{{name}}}" for name in ("what", "version", "code")}
    return text("take_home.sheet.chart_phrase", **slots)


def _next(text: Words) -> list[Piece]:
    options = option_texts(text)
    return [
        Piece(
            step.code,
            options[step.option]["name"],
            render("take_home_next", words=text, option=options[step.option]),
        )
        for step in next_steps()
    ]


def take_home(lang: str) -> TakeHome:
    """Put a sheet together from one picture, some exercises and one next step, and print it."""
    text, clinic = words(lang), the_clinic()
    public = clinic.public_url.rstrip("/")
    own = (
        "mangled", "version", "retired", "many", "empty", "ready", "qr_alt", "qr", "unscripted",
        "choose", "picture", "no_picture", "exercise", "next", "no_next", "print", "again", "title",
        "picture_title", "exercises_title", "next_title", "qr_without", "qr_dosed", "doses",
        "doses_lead", "share_lead", "share", "shared", "unshared", "out_of_range",
        "too_many_shared", "clock", "chart",
    )  # fmt: skip
    return TakeHome.build(
        NAME,
        codes=codes(),
        scenes=_scenes(text),
        pictures=[_choice(text, *one) for one in picture_facts().on_sheet()],
        exercises=[_family(text, exercise) for exercise in exercises().values()],
        next_steps=_next(text),
        parts={
            "head": render("take_home_head", words=text, clinic=clinic),
            "exercises": render("take_home_note", text=text("take_home.exercise.lead")),
            "rule": render("take_home_rule", words=text, rule=rule(text)),
            "foot": render("take_home_foot", words=text, clinic=clinic, say=say),
        },
        labels={name: text(f"take_home.sheet.{name}") for name in own}
        | {"open": text("take_home.dose.open"), "chart_phrase": _chart_phrase(text)},
        dose=_dose_fields(text),
        plan=_plan_words(text),
        # the file's name: the server and an exported copy both answer to it
        address=f"{public}/{lang}/{SLUG}.html" if public else "",
    )
