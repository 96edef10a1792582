"""The sheet to take home, put together from prepared pieces: one picture, some exercises, one next
step.

Every piece stands in the HTML; Python compiles what belongs to each picture, and the browser shows
the pieces that are chosen. What is chosen lives in the page's address alone, as a short code
(`sciatica.model.take_home`): the same link opens the same sheet tomorrow. Without JavaScript every
piece is shown, to be ticked by hand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup

from sciatica.figures.picture import Picture
from sciatica.model.take_home import (
    BOUNDS,
    FIRST_DAY,
    MOST_DOSED,
    VERSION,
    WITH_DOSES,
    Choices,
    Codes,
)
from sciatica.widgets.html import HERE, HtmlFirst, data_element, module, render
from sciatica.widgets.qr import compile_qr
from sciatica.widgets.views import State, compile_state, views_shown

MANY = 4
"""More exercises than that on one sheet are too many to keep up: the page says so."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Pictures that stand together; choices of one scene show other views of them."""

    id: str
    pictures: Sequence[Picture]
    note: Markup = field(default_factory=Markup)


@dataclass(frozen=True, slots=True)
class PictureChoice:
    """One thing to choose from the pictures: a scene, and what it shows. Choices of one `group`
    stand in one fold."""

    code: str
    label: str
    group: str
    scene: str
    state: State


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing to tick, and what it puts on the sheet; `small` is its picture beside the box."""

    code: str
    label: str
    body: Markup
    small: Markup = field(default_factory=Markup)


@dataclass(frozen=True, slots=True)
class Family:
    """Pieces under one heading, with words that stand there as soon as one of them is chosen."""

    id: str
    title: str
    pieces: tuple[Piece, ...]
    head: Markup = field(default_factory=Markup)
    foot: Markup = field(default_factory=Markup)


@dataclass(frozen=True, slots=True)
class DoseField:
    """A number of a dose, from `least` to `most`, by its name in `sciatica.model.take_home.BOUNDS`.

    `said`: how it is told; a text for each number, or one for 1 and one, with the slot ``n``, for
    the others; empty: as the number itself.
    """

    name: str
    label: str
    least: int
    most: int
    said: tuple[str, ...] = ()

    @property
    def choices(self) -> tuple[str, ...]:
        """The texts of all its numbers, where it is chosen and not typed."""
        return self.said if len(self.said) == self.most - self.least + 1 else ()

    def say(self, number: int) -> str:
        """Return a number of this field in words."""
        if self.choices:
            return self.choices[number - self.least]
        return (self.said[number != 1] if self.said else "{n}").format(n=number)


@dataclass(frozen=True, slots=True)
class PlanWords:
    """How old doses may become: ``says`` names the slots ``date`` and ``until``, ``form`` names
    ``day``, ``month``, ``year``; after `ask_first_days` `passed` is said, too."""

    says: str
    passed: str
    form: str
    months: tuple[str, ...]
    ask_first_days: int

    def say(self, written_on: date) -> str:
        """Return when the doses were written, and until when nobody need be asked."""
        until = written_on + timedelta(days=self.ask_first_days)
        return self.says.format(date=self._named(written_on), until=self._named(until))

    def _named(self, day: date) -> str:
        return self.form.format(day=day.day, month=self.months[day.month - 1], year=day.year)


def said_doses(table: Mapping[str, Any], choices: Choices) -> tuple[str, dict[str, dict[str, str]]]:
    """Return the doses of a link as the sheet says them: the line on their day, and the text of
    each field by exercise. `table` is what `compile_take_home` made."""
    if choices.written_on is None:
        return "", {}
    fields = {name: DoseField(name, *rest) for name, *rest in table["dose"]["fields"]}
    plan = PlanWords(**table["dose"]["plan"])
    return plan.say(choices.written_on), {
        code: {name: fields[name].say(number) for name, number in dose.items()}
        for code, dose in choices.doses.items()
    }


def compile_take_home(
    codes: Codes,
    scenes: Sequence[Scene],
    pictures: Sequence[PictureChoice],
    dose: Sequence[DoseField],
    plan: PlanWords,
    address: str,
) -> dict[str, Any]:
    """Return the table that the browser reads; QR codes only where there is an `address`.

    Raises `ValueError` where a code has no picture or a picture no code, or where a choice does
    not fit its scene.
    """
    if [one.code for one in pictures] != list(codes.pictures):
        raise ValueError("the pictures of a sheet are not those of its codes")
    drawn = {scene.id: scene.pictures for scene in scenes}
    if wrong := drawn.keys() ^ {one.scene for one in pictures}:
        raise ValueError(f"the scene {', '.join(sorted(wrong))} has no choice or no pictures")
    return {
        "version": VERSION,
        "codes": {
            "pictures": list(codes.pictures),
            "exercises": list(codes.exercises),
            "next_steps": list(codes.next_steps),
        },
        "retired": {name: list(some) for name, some in codes.retired.items()},
        "states": {
            one.code: {"scene": one.scene, **compile_state(drawn[one.scene], one.state)}
            for one in pictures
        },
        "many": MANY,
        "dose": {
            "version": WITH_DOSES,
            "most": MOST_DOSED,
            "first_day": FIRST_DAY.isoformat(),
            "fields": [[one.name, one.label, one.least, one.most, one.said] for one in dose],
            "plan": asdict(plan),
        },
        "qr": compile_qr(address, codes.longest) if address else None,
        "qr_dosed": compile_qr(address, codes.longest_dosed) if address else None,
    }


def _grouped(pictures: Sequence[PictureChoice]) -> dict[str, list[PictureChoice]]:
    groups: dict[str, list[PictureChoice]] = {}
    for one in pictures:
        groups.setdefault(one.group, []).append(one)
    return groups


class TakeHome(HtmlFirst):
    """Tick what was explained; print the sheet or hand on its link."""

    _esm = module("views", "take_home")
    _css = HERE / "take_home.css"

    @classmethod
    def build(
        cls,
        name: str,
        *,
        codes: Codes,
        scenes: Sequence[Scene],
        pictures: Sequence[PictureChoice],
        exercises: Sequence[Family],
        next_steps: Sequence[Piece],
        parts: Mapping[str, Markup],
        labels: Mapping[str, str],
        dose: Sequence[DoseField],
        plan: PlanWords,
        address: str = "",
    ) -> "TakeHome":
        """Build a sheet.

        `name` is unique on its page and stands in the URL fragment (``#name=1.l5r.pn.w.8c``).
        `parts` are what stands around the pieces: ``head, exercises, rule, foot``.
        `labels` are the words of the controls. `dose` are the fields of `BOUNDS`, in their
        order. `address` is the page's public address, for the QR code; empty: none.
        Raises `ValueError` where pieces and codes do not fit.
        """
        pieces = [piece.code for family in exercises for piece in family.pieces]
        if pieces != list(codes.exercises):
            raise ValueError("the exercises of a sheet are not those of its codes")
        if [piece.code for piece in next_steps] != list(codes.next_steps):
            raise ValueError("the next steps of a sheet are not those of its codes")
        if {one.name: (one.least, one.most) for one in dose} != dict(BOUNDS):
            raise ValueError("the fields of a dose are not those of its link")
        link = f"{address}#{name}=" if address else ""
        table = compile_take_home(codes, scenes, pictures, dose, plan, link)
        among, unscripted = {}, {}
        for scene in scenes:
            states = [one.state for one in pictures if one.scene == scene.id]
            views = among[scene.id] = views_shown(scene.pictures, states)
            first = {picture: names[0] for picture, names in views.items()}
            unscripted[scene.id] = State(states[0].headline, first)
        html = render(
            "take_home",
            name=name,
            scenes=scenes,
            among=among,
            unscripted=unscripted,
            groups=_grouped(pictures),
            exercises=exercises,
            next_steps=next_steps,
            parts=parts,
            labels=labels,
            dose=dose,
            with_qr=bool(address),
            table=data_element(table),
        )
        return cls(html=html)
