"""Every item of the workshop that is answered by choosing, from the drill and from the cases.

An item whose facts or words are not whole is left out, with the reason: it takes neither its page
nor a room with it. `sciatica check` names it before anybody meets it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TypeVar

from sciatica import log
from sciatica.content.cases import CaseText
from sciatica.content.explain import explain_facts
from sciatica.content.facts import each_scenario
from sciatica.content.own import DRILL, PATIENTS, each_case_here, short_name, the_own, with_own
from sciatica.content.toml import ContentError
from sciatica.content.words import Words, words
from sciatica.model.case import Case, Wording
from sciatica.model.drill import Scenario
from sciatica.model.evidence import Evidence, EvidenceKind
from sciatica.model.triage import EMERGENCY_NOW, Action, least_urgent, too_late, undertriaged
from sciatica.training.question import AnswerOption, Question, shuffled

T = TypeVar("T")


def action_options(text: Words) -> tuple[AnswerOption, ...]:
    """Return what can be done about a sign, the most urgent first. The tier stands with the reason:
    beside a choice it would tell that two are alike."""
    return tuple(AnswerOption(action, text(f"training.action.{action}")) for action in Action)


def _because(why: str, action: Action, text: Words) -> str:
    """Return the reason of an action, with its tier."""
    return text("training.because", tier=text(f"training.tier.{action}"), why=why)


SPOT = re.compile(r"\[(.+?)\]")
"""What is wrong in a sentence stands between brackets there; whoever chooses it sees none."""


def sentence_options(said: Mapping[Wording, str], text: Words) -> tuple[AnswerOption, ...]:
    """Return sentences as options, each with what is wrong in it and why."""
    return tuple(
        AnswerOption(name, SPOT.sub(r"\1", one), _wrong(name, one, text))
        for name, one in said.items()
    )


def _wrong(name: Wording, said: str, text: Words) -> str:
    if name is Wording.SAY:
        return ""
    why, spots = text(f"training.drill.words_{name}"), SPOT.findall(said)
    if not spots:
        return why
    spot = text("training.drill.spots").join(spots)
    return text("training.drill.this_sentence", spot=spot, why=why)


def _action_question(scenario: Scenario, text: Words) -> Question:
    key = f"drill.scenario.{scenario.id}"
    return Question(
        id=f"drill.{scenario.id}",
        title=text(f"{key}.title"),
        story=text(f"{key}.story"),
        prompt=text("drill.ask"),
        options=action_options(text),
        correct=frozenset(scenario.right),
        why=_because(text(f"{key}.why"), least_urgent(scenario.right), text),
        action=least_urgent(scenario.right),
        unsafe=frozenset(action for action in Action if undertriaged(action, scenario.right)),
        evidence=scenario.evidence,
    )


def _wording_question(scenario: Scenario, text: Words) -> Question:
    key = f"drill.scenario.{scenario.id}"
    question = Question(
        id=f"drill.{scenario.id}.words",
        title=text(f"{key}.title"),
        story=text(f"{key}.story"),
        prompt=text("drill.ask_words"),
        options=sentence_options({name: text(f"{key}.{name}") for name in Wording}, text),
        correct=frozenset({Wording.SAY}),
        why=text("drill.words_why"),
        action=least_urgent(scenario.right),
        # a sentence that plays an emergency down sends somebody home
        unsafe=frozenset({Wording.SOFT}) if scenario.right <= EMERGENCY_NOW else frozenset(),
        evidence=scenario.evidence,
    )
    return replace(question, options=shuffled(question))


def scenario_questions(scenario: Scenario, text: Words) -> tuple[Question, ...]:
    """Return a scenario as two questions: what to do, then which sentence to say."""
    return _action_question(scenario, text), _wording_question(scenario, text)


def case_questions(case: Case, told: CaseText, text: Words) -> tuple[Question, ...]:
    """Return a case as three questions: what it is, what to do, how to say it."""
    story, action = f"{told.story} {told.red_flags}", least_urgent(case.right)
    title = text("training.case.number", number=case.number, title=told.title)
    what = Question(
        id=case.id,
        title=title,
        prompt=told.question,
        options=tuple(AnswerOption(name, label) for name, label in told.options.items()),
        correct=frozenset({case.answer}) | case.accept,
        why=told.why,
        story=story,
        action=action,
        evidence=case.evidence,
    )
    late = frozenset(
        action
        for action in Action
        if undertriaged(action, case.right) or (case.critical and too_late(action, case.right))
    )
    act = Question(
        id=f"{case.id}.action",
        title=title,
        prompt=text("training.case.act"),
        options=action_options(text),
        correct=frozenset(case.right),
        why=_because(told.do, action, text),
        unsafe=late,
        story=story,
        action=action,
        evidence=case.evidence,
    )
    say = Question(
        id=f"{case.id}.words",
        title=title,
        prompt=text("training.case.say"),
        options=sentence_options(told.words, text),
        correct=frozenset({Wording.SAY}),
        why=text("drill.words_why"),
        story=story,
        action=action,
        evidence=case.evidence,
    )
    return (replace(what, options=shuffled(what)), act, replace(say, options=shuffled(say)))


def wording_questions(name: str, text: Words) -> tuple[Question, ...]:
    """Return what is better said than one bad sentence."""
    key = f"explain.wordings.{name}"
    names, bad = ("better", "promise", "jargon"), text(f"explain.wordings.{name}.bad")
    return _explained(name, bad, text("explain.wording", bad=bad), key, names, text)


def teach_back_questions(name: str, text: Words) -> tuple[Question, ...]:
    """Return how to ask back."""
    key, names = f"explain.{name}", ("good", "closed", "test", "leaflet")
    return _explained(name, text("explain.teach_title"), text(f"{key}.ask"), key, names, text)


def _explained(
    name: str, title: str, prompt: str, key: str, names: Sequence[str], text: Words
) -> tuple[Question, ...]:
    """Return one question without a story, of which the first option is right."""
    question = Question(
        id=f"explain.{name}",
        title=title,
        story="",
        prompt=prompt,
        options=tuple(AnswerOption(one, text(f"{key}.{one}")) for one in names),
        correct=frozenset(names[:1]),
        why=text(f"{key}.why"),
        action=Action.TREAT,
        evidence=explain_facts().evidence_of[name],
    )
    return (replace(question, options=shuffled(question)),)


def rests_on(evidence: Iterable[Evidence], text: Words) -> list[str]:
    """Return the short names of the sources, and in words what no source was read for."""
    named = [
        short_name(one.detail) if one.kind is EvidenceKind.READ else text("training.case.memory")
        for one in evidence
    ]
    return list(dict.fromkeys(named))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An item of a `part` that cannot be asked, and why."""

    part: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Bank:
    """Every question that can be asked, and what was left out."""

    questions: tuple[Question, ...]
    left_out: tuple[LeftOut, ...]
    scenarios: tuple[Scenario, ...] = ()
    """The scenarios whose questions can all be asked."""


def _name(error: ContentError) -> str:
    """Return what is left out: a file of the clinic's own holds one item, ours many."""
    is_own = error.path is not None and error.path.is_relative_to(the_own().path)
    return error.shown_path if is_own else error.key or error.shown_path


class _Builder:
    """Gathers questions, and what cannot be asked."""

    def __init__(self) -> None:
        self.questions: list[Question] = []
        self.left_out: list[LeftOut] = []

    def add(self, part: str, name: str, make: Callable[[], Iterable[Question]]) -> bool:
        """Add the questions of one item; return whether it could be done."""
        try:
            self.questions += make()
        except KeyError as error:  # of `Words`
            self.leave_out(part, name, str(error.args[0]))
        except ValueError as error:  # of `Question`
            self.leave_out(part, name, str(error))
        else:
            return True
        return False

    def leave_out(self, part: str, name: str, why: str) -> None:
        """Remember what cannot be asked, and write it into the log."""
        self.left_out.append(LeftOut(part, name, why))
        log.event("item_left_out", part=part, item=name, why=why)

    def usable(self, part: str, load: Callable[[], Iterable[T | ContentError]]) -> Iterator[T]:
        """Yield what can be read of a part, and leave out the rest."""
        try:
            for one in load():
                if isinstance(one, ContentError):
                    self.leave_out(part, _name(one), str(one))
                else:
                    yield one
        except ContentError as error:
            self.leave_out(part, _name(error), str(error))


def _each_scenario_here() -> Iterator[Scenario | ContentError]:
    """Yield every scenario, ours and then the clinic's, or what is wrong with it."""
    yield from each_scenario()
    yield from the_own().scenarios
    yield from the_own().left_out.get(DRILL, ())


@cache
def bank(lang: str) -> Bank:
    """Return every question, in a fixed order: the drill, the cases, how to explain it."""
    text, build = with_own(words(lang)), _Builder()
    drilled = tuple(
        one
        for one in build.usable("drill", _each_scenario_here)
        if build.add("drill", one.id, partial(scenario_questions, one, text))
    )
    for case, told in build.usable("case", partial(each_case_here, lang)):
        build.add("case", case.id, partial(case_questions, case, told, text))
    for facts in build.usable("explain", lambda: [explain_facts()]):
        for name in facts.wordings:
            build.add("explain", name, partial(wording_questions, name, text))
        name = facts.teach_back
        build.add("explain", name, partial(teach_back_questions, name, text))
    list(build.usable("examine", lambda: the_own().left_out.get(PATIENTS, ())))
    return Bank(tuple(build.questions), tuple(build.left_out), drilled)


def items(lang: str) -> Sequence[Question]:
    """Return every question that can be asked."""
    return bank(lang).questions


def items_of(part: str, lang: str) -> tuple[Question, ...]:
    """Return the questions of one part: ``drill``, ``case`` or ``explain``."""
    return tuple(one for one in items(lang) if one.id.startswith(f"{part}."))
