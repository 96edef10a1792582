"""Examine an invented patient: red flags, then tests at a minute each, then what it is and what to
do; then the reasoning, step by step."""

import random
from collections.abc import Callable, Iterable, Mapping

import ipywidgets
from markupsafe import Markup

from sciatica.content.accuracy import accuracy_slots
from sciatica.content.decisions import the_words
from sciatica.content.examination import world
from sciatica.content.facts import cards
from sciatica.content.own import the_world, with_own
from sciatica.content.words import Words
from sciatica.model.anatomy import RootName
from sciatica.model.examination import CauseName, CheckKind, Finding, Hypothesis, Supports
from sciatica.model.patients import NO_ROOT, UNCERTAIN, Patient, patient
from sciatica.model.red_flags import Card
from sciatica.model.triage import Action
from sciatica.training.asking import left_out
from sciatica.training.html import page, passage, render
from sciatica.training.items import action_options
from sciatica.training.pictures import picture_of, touch_map
from sciatica.training.question import Recorder
from sciatica.training.reasoning import (
    Conclusion,
    Reading,
    judge,
    name_of,
    not_tested,
    rows,
    value_text,
    why_action,
)
from sciatica.training.recorder import kept
from sciatica.widgets.form import Form, Kind

LAST_NUMBER = 9999
WEEKS_PER_YEAR = 52
ROOTS = (*(root for root in RootName if root not in (RootName.S3, RootName.S4)), NO_ROOT, UNCERTAIN)
MINUTES = 15
"""So many minutes a visit has for asking and testing: our choice. The cards cost none."""


def story(one: Patient, text: Words) -> str:
    """Return who comes in."""
    names = text.under("examine.names")
    name = text(f"examine.names.{names[int(one.name_draw * len(names))]}")
    years = round(one.weeks / WEEKS_PER_YEAR)
    by_years = "story_long" if years > 1 else "story_year" if years == 1 else "story"
    key = {0: "story_today", 1: "story_week"}.get(one.weeks, by_years)
    side = text(f"examine.side.{one.side}")
    return text(
        f"examine.page.{key}", name=name, age=one.age, side=side, weeks=one.weeks, years=years
    )


def card_text(one: Patient, card: Card, text: Words) -> str:
    """Return what is answered when a card is asked, in the patient's own voice."""
    says = f"examine.says.{one.template.id}.{card.id}"
    return " ".join(text(f"{says}.{line}") for line in one.lines(card)) or text("examine.says.none")


class Examination:
    """One patient. `asked` and `found` are what is known; `cards`, `tests`, `root`, `cause`,
    `action` and at the end `another`, which calls `then`, are the groups."""

    def __init__(
        self, one: Patient, text: Words, recorder: Recorder, then: Callable[[], None]
    ) -> None:
        self.patient, self._text, self._record = one, text, recorder
        self.asked: dict[str, str] = {}
        self.found: dict[str, Finding] = {}
        titles = {card.id: text(f"red_flags.card.{card.id}.title") for card in cards()}
        self.cards = Form.build(Kind.ACT, text("examine.page.cards"), titles)
        self.cards.on_submit(self._ask)
        self.go_on = Form.build(
            Kind.ACT, text("examine.page.go_on_legend"), {"go_on": text("examine.page.go_on")}
        )
        self.go_on.on_submit(self._examine)
        self.tests = {kind: self._tests(kind) for kind in CheckKind}
        self._seen = passage()
        self._end = passage()
        submit, missing = text("training.ask.hand_in"), text("training.ask.missing")
        self.root, self.cause, self.action = (
            Form.build(Kind.ONE, legend, options, submit=submit, missing=missing)
            for legend, options in (
                (text("examine.page.root"), {str(r): text(f"examine.root.{r}") for r in ROOTS}),
                (
                    text("examine.page.cause"),
                    {str(c): text(f"examine.cause.{c}") for c in CauseName},
                ),
                (text("examine.page.act"), {o.id: o.text for o in action_options(text)}),
            )
        )
        self.root.on_submit(lambda group: self._say(group, self.cause))
        self.cause.on_submit(lambda group: self._say(group, self.action))
        self.action.on_submit(self._finish)
        self.another = another(text)
        self.another.on_submit(lambda _: then())
        number = text("examine.print.title", number=one.seed)
        opening = passage("story", progress=number, story=story(one, text))
        self.box = ipywidgets.VBox([opening, self.cards, self._seen, self.go_on])
        self._show_found()

    def _tests(self, kind: CheckKind) -> Form:
        names = [check.id for check in world().checks.values() if check.kind is kind]
        options = {name: self._text(f"examine.check.{name}") for name in names}
        group = Form.build(Kind.ACT, self._text(f"examine.kind.{kind}"), options)
        group.on_submit(self._test)
        return group

    @property
    def minutes(self) -> int:
        """What the examination has taken: a minute for each thing asked or tested."""
        return len(self.found)

    def _ask(self, group: Form) -> None:
        # two quick presses may arrive as one: all that are pressed count
        for card in cards():
            if card.id in group.chosen() and card.id not in self.asked:
                self.asked[card.id] = card_text(self.patient, card, self._text)
        title = self._text(f"red_flags.card.{group.pressed}.title")
        group.feedback = render("said", lead=title, text=self.asked[group.pressed])
        self._show_found()

    def _examine(self, group: Form) -> None:
        group.disabled = True
        self.tests[CheckKind.ASK].shows_focus = True  # the button that was pressed goes away
        opening = self.box.children[:2]
        self.box.children = (*opening, *self.tests.values(), self._seen, self.root)

    def _test(self, group: Form) -> None:
        for name in group.chosen():  # as above
            if self.minutes < MINUTES:
                self.found.setdefault(name, self.patient.findings[name])
        if group.pressed not in self.found:
            group.feedback = render("note", text=self._text("examine.page.minutes_up"))
            return
        finding = self.patient.findings[group.pressed]
        picture = picture_of(finding, self.patient.side, self._text)
        group.feedback = render(
            "said",
            lead=self._text(f"examine.check.{group.pressed}"),
            text=value_text(finding, self._text),
            picture=picture,
        )
        self._show_found()

    def _show_found(self) -> None:
        text = self._text
        self._seen.value = render(
            "found",
            words=text,
            minutes=self.minutes,
            all_minutes=MINUTES,
            asked=[
                (text(f"red_flags.card.{card}.title"), said) for card, said in self.asked.items()
            ],
            found=in_words(self.found, text),
            pictures=touch_map(self.found.values(), self.patient.side, text),
        )

    def _say(self, group: Form, following: Form) -> None:
        if len(group.chosen()) != 1:
            return
        group.disabled = True
        following.shows_focus = True
        self.box.children = (*self.box.children, following)

    def _finish(self, group: Form) -> None:
        if len(group.chosen()) != 1:
            return
        said = Conclusion(
            self.root.chosen()[0],
            CauseName(self.cause.chosen()[0]),
            Action(self.action.chosen()[0]),
        )
        verdict = judge(self.patient, said, self.asked)
        for one in (self.cards, *self.tests.values(), group):
            one.disabled = True
        group.feedback = self._reasoning(said, verdict)
        self.box.children = (*self.box.children, self.another)
        self._record(f"examine.{self.patient.template.id}", verdict.correct)

    def _lines_of(self, some: Iterable[Card]) -> list[str]:
        text, one = self._text, self.patient
        return [
            f"{text(f'red_flags.card.{card.id}.title')}: {card_text(one, card, text)}"
            for card in some
            if one.lines(card)
        ]

    def _reasoning(self, said: Conclusion, verdict: Reading) -> Markup:
        text, one = self._text, self.patient
        truth = one.template.hypothesis
        root = RootName(said.root) if said.root in set(RootName) else None
        own = Hypothesis(said.cause, root if said.cause is CauseName.DISC else None)
        comparable = own != truth and (own.root or own.cause is not CauseName.DISC)
        right_roots = [text(f"examine.root.{r}") for r in ROOTS if r in one.template.roots]
        right_actions = [text(f"training.action.{a}") for a in Action if a in one.right]
        asked = [card for card in cards() if card.id in self.asked]
        missed = [card for card in cards() if card.id not in self.asked]
        return render(
            "reasoning",
            words=text,
            verdict=verdict,
            said=said,
            truth=name_of(truth, text),
            right_roots=right_roots,
            right_cause=text(f"examine.cause.{one.template.cause}"),
            right_actions=right_actions,
            asked=len(asked),
            all_cards=len(cards()),
            missed=[text(f"red_flags.card.{card.id}.title") for card in missed],
            told=self._lines_of(asked),
            would=self._lines_of(missed),
            speaks_for=list(rows(self.found, truth, Supports.FOR, text)),
            against=list(rows(self.found, truth, Supports.AGAINST, text)),
            neither=list(rows(self.found, truth, Supports.NEITHER, text)),
            own=name_of(own, text) if comparable else "",
            against_own=list(rows(self.found, own, Supports.AGAINST, text)) if comparable else [],
            not_tested=not_tested(one, self.found, own if comparable else truth, text),
            is_disc=one.template.cause is CauseName.DISC,
            tells_most=[
                (text(f"examine.check.{n}"), n in self.found, value_text(one.findings[n], text))
                for n in one.template.tells_most
            ],
            why_action=why_action(one, text),
            figures=accuracy_slots(text.lang),
        )


def in_words(found: Mapping[str, Finding], text: Words) -> list[tuple[str, str]]:
    """Return each check and what it gave, in words, in the order in which it was found."""
    return [(text(f"examine.check.{name}"), value_text(one, text)) for name, one in found.items()]


def another(text: Words) -> Form:
    """Return the button that brings the next patient."""
    legend, label = text("examine.page.new_legend"), text("examine.page.new")
    return Form.build(Kind.ACT, legend, {"new": label})


class Examine:
    """The page: one patient after another, each with a number that brings the same one again."""

    def __init__(self, lang: str, seed: int | None, recorder: Recorder) -> None:
        self._text, self._record = with_own(the_words(lang)), recorder
        first = random.randint(1, LAST_NUMBER) if seed is None else seed
        self.number = ipywidgets.BoundedIntText(
            value=first,
            min=1,
            max=LAST_NUMBER,
            description=self._text("examine.page.number"),
            style={"description_width": "auto"},
        )
        self.number.observe(lambda _: self._open(), "value")
        self.another = another(self._text)
        self.another.on_submit(lambda _: self._next())
        self._place = ipywidgets.VBox()
        self.box = page(left_out("examine", lang), self.number, self.another, self._place)
        self._open()

    def _next(self) -> None:
        self.number.value = self.number.value % LAST_NUMBER + 1
        self.examination.cards.shows_focus = True  # the button that was pressed is gone

    def _open(self) -> None:
        one = patient(self.number.value, the_world())
        self.examination = Examination(one, self._text, self._record, self._next)
        self._place.children = (self.examination.box,)


def examine(
    lang: str, seed: int | None = None, recorder: Recorder | None = None
) -> ipywidgets.VBox:
    """Show an invented patient to examine; `seed` is the number of the first."""
    return kept(lang, lambda record: Examine(lang, seed, record).box, recorder)
