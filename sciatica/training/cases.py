"""Written cases: red flags first, then the cause with what speaks for and against it, what to do,
how to say it. The rubric marks all of it; an action that comes too late fails the case."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

import ipywidgets

from sciatica.content.cases import CaseText
from sciatica.content.facts import cards
from sciatica.content.own import each_case_here
from sciatica.content.toml import ContentError
from sciatica.content.words import Words, words
from sciatica.model.case import Case, Given, Marks, Wording, mark
from sciatica.model.triage import Action
from sciatica.training.asking import left_out
from sciatica.training.html import page, passage, render
from sciatica.training.items import case_questions, items_of, rests_on
from sciatica.training.question import AnswerOption, Recorder
from sciatica.training.recorder import kept
from sciatica.widgets.form import Form, Kind

WROTE_DOWN = "wrote_down"


class CaseRun:
    """One case, part by part. `box` is its place; `asked` to `wording` are its groups, in order."""

    def __init__(self, case: Case, told: CaseText, text: Words, done: Callable[[Marks], None]):
        self.case, self._told, self._text, self._done = case, told, text, done
        questions = case_questions(case, told, text)
        self._what, self._act, self._say = questions
        titles = {card.id: text(f"red_flags.card.{card.id}.title") for card in cards()}
        down = {WROTE_DOWN: text("training.case.wrote_down")}
        self.asked = self._group(Kind.MANY, text("training.case.asked"), titles | down)
        self.answer = self._group(Kind.ONE, told.question, _labels(self._what.options))
        self.supports = self._group(Kind.MANY, text("training.case.supports"), told.findings)
        self.contradicts = self._group(Kind.MANY, text("training.case.contradicts"), told.findings)
        self.action = self._group(Kind.ONE, self._act.prompt, _labels(self._act.options))
        self.wording = self._group(Kind.ONE, self._say.prompt, _labels(self._say.options))
        self.groups = (
            self.asked,
            self.answer,
            self.supports,
            self.contradicts,
            self.action,
            self.wording,
        )
        title = text("training.case.number", number=case.number, title=told.title)
        self._story = passage("story", progress=title, story=told.story)
        self.box = ipywidgets.VBox([self._story, self.asked])
        for group, following in zip(self.groups, (*self.groups[1:], None), strict=True):
            group.on_submit(partial(self._go_on, following))

    def _group(self, kind: Kind, legend: str, options: Mapping[str, str]) -> Form:
        missing = self._text("training.ask.missing") if kind is Kind.ONE else ""
        submit = self._text("training.ask.hand_in")
        return Form.build(kind, legend, options, submit=submit, missing=missing)

    def _go_on(self, following: Form | None, group: Form) -> None:
        group.disabled = True
        if group is self.asked:
            group.feedback = render("asked", words=self._text, red_flags=self._told.red_flags)
        if following is None:
            self._finish()
        else:
            following.shows_focus = group is not self.asked
            self.box.children = (*self.box.children, following)

    @property
    def given(self) -> Given:
        """What has been answered."""
        asked = set(self.asked.chosen())
        return Given(
            cards=frozenset(asked - {WROTE_DOWN}),
            wrote_down=WROTE_DOWN in asked,
            answer=self.answer.chosen()[0],
            supports=frozenset(self.supports.chosen()),
            contradicts=frozenset(self.contradicts.chosen()),
            action=Action(self.action.chosen()[0]),
            wording=Wording(self.wording.chosen()[0]),
        )

    def _finish(self) -> None:
        given = self.given
        marks = mark(self.case, given, {card.id for card in cards()})
        verdict = "unsafe" if marks.unsafe else "passed" if marks.passed else "failed"
        self.wording.feedback = render(
            "case_end",
            words=self._text,
            case=self.case,
            told=self._told,
            marks=marks,
            verdict=verdict,
            parts=("asked", "named", "contradicted", "acted", "explained"),
            right=[option.text for option in self._act.options if option.id in self._act.correct],
            also=[self._told.options[name] for name in sorted(self.case.accept)],
            wrong=next(one.wrong for one in self._say.options if one.id == given.wording),
            rests=rests_on(self.case.evidence, self._text),
        )
        self._done(marks)


def _labels(options: Iterable[AnswerOption]) -> dict[str, str]:
    return {option.id: option.text for option in options}


class Cases:
    """The page: choose a case, do it, choose another."""

    def __init__(self, lang: str, recorder: Recorder) -> None:
        self._text, self._record = words(lang), recorder
        asked = {question.id for question in items_of("case", lang)}
        here = [one for one in each_case_here(lang) if not isinstance(one, ContentError)]
        self._cases = {case.id: (case, told) for case, told in here if case.id in asked}
        titles = {name: self._title(name) for name in self._cases}
        self.choose = Form.build(Kind.ACT, self._text("training.case.choose"), titles)
        self._place = ipywidgets.VBox()
        self.choose.on_submit(self._open)
        self.box = page(left_out("case", lang), self.choose, self._place)

    def _title(self, name: str) -> str:
        case, told = self._cases[name]
        return self._text("training.case.number", number=case.number, title=told.title)

    def _open(self, choose: Form) -> None:
        case, told = self._cases[choose.pressed]
        self.run = CaseRun(case, told, self._text, self._finished)
        self.run.asked.shows_focus = True
        self._place.children = (self.run.box,)

    def _offer_next(self, case: Case) -> None:
        """Offer the case after this one; after the last, the first."""
        names = list(self._cases)
        following = names[(names.index(case.id) + 1) % len(names)]
        label = self._title(following)
        self.go_on = Form.build(Kind.ACT, self._text("training.case.another"), {following: label})
        self.go_on.on_submit(self._open)
        self.run.box.children = (*self.run.box.children, self.go_on)

    def _finished(self, marks: Marks) -> None:
        case = self.run.case
        self._offer_next(case)
        given = self.run.given
        self._record(case.id, given.answer in {case.answer} | case.accept and not marks.unsafe)
        self._record(f"{case.id}.action", given.action in case.right)
        self._record(f"{case.id}.words", given.wording is Wording.SAY)


def cases(lang: str, seed: int | None = None, recorder: Recorder | None = None) -> ipywidgets.VBox:
    """Show the written cases. `seed` opens the case of that number."""

    def show(record: Recorder) -> ipywidgets.VBox:
        shown = Cases(lang, record)
        if seed is not None:
            shown.choose.press(f"case.{seed:02d}")
        return shown.box

    return kept(lang, show, recorder)
