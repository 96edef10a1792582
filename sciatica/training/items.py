"""Every item of the workshop that is answered by choosing, from the drill and from the cases."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from sciatica.content.cases import CaseText, cases
from sciatica.content.explain import explain_facts
from sciatica.content.facts import scenarios
from sciatica.content.words import Words, words
from sciatica.model.case import Case, Wording
from sciatica.model.drill import Scenario
from sciatica.model.triage import EMERGENCY_NOW, Action, least_urgent, too_late, undertriaged
from sciatica.training.question import AnswerOption, Question, shuffled


def action_options(text: Words) -> tuple[AnswerOption, ...]:
    """Return what can be done about a sign, the most urgent first."""
    return tuple(
        AnswerOption(
            action, f"{text(f'training.action.{action}')} ({text(f'training.tier.{action}')})"
        )
        for action in Action
    )


def _action_question(scenario: Scenario, text: Words) -> Question:
    key = f"drill.scenario.{scenario.id}"
    return Question(
        id=f"drill.{scenario.id}",
        story=text(f"{key}.story"),
        prompt=text("drill.ask"),
        options=action_options(text),
        correct=frozenset(scenario.right),
        why=text(f"{key}.why"),
        action=least_urgent(scenario.right),
        unsafe=frozenset(action for action in Action if undertriaged(action, scenario.right)),
    )


def _wording_question(scenario: Scenario, text: Words) -> Question:
    key = f"drill.scenario.{scenario.id}"
    question = Question(
        id=f"drill.{scenario.id}.words",
        story=text(f"{key}.story"),
        prompt=text("drill.ask_words"),
        options=tuple(AnswerOption(name, text(f"{key}.{name}")) for name in Wording),
        correct=frozenset({Wording.SAY}),
        why=text("drill.words_why"),
        action=least_urgent(scenario.right),
        # a sentence that plays an emergency down sends somebody home
        unsafe=frozenset({Wording.SOFT}) if scenario.right <= EMERGENCY_NOW else frozenset(),
    )
    return replace(question, options=shuffled(question))


@cache
def drill_items(lang: str) -> tuple[Question, ...]:
    """Return the drill: for each scenario what to do, then which sentence to say."""
    text = words(lang)
    return tuple(
        make(scenario, text)
        for scenario in scenarios()
        for make in (_action_question, _wording_question)
    )


def case_questions(case: Case, told: CaseText, text: Words) -> tuple[Question, ...]:
    """Return a case as three questions: what it is, what to do, how to say it."""
    story, action = f"{told.story} {told.red_flags}", least_urgent(case.right)
    what = Question(
        id=case.id,
        prompt=told.question,
        options=tuple(AnswerOption(name, label) for name, label in told.options.items()),
        correct=frozenset({case.answer}) | case.accept,
        why=told.why,
        story=story,
        action=action,
    )
    late = frozenset(
        action
        for action in Action
        if undertriaged(action, case.right) or (case.critical and too_late(action, case.right))
    )
    act = Question(
        id=f"{case.id}.action",
        prompt=text("training.case.act"),
        options=action_options(text),
        correct=frozenset(case.right),
        why=told.do,
        unsafe=late,
        story=story,
        action=action,
    )
    say = Question(
        id=f"{case.id}.words",
        prompt=text("training.case.say"),
        options=tuple(AnswerOption(name, label) for name, label in told.words.items()),
        correct=frozenset({Wording.SAY}),
        why=text("drill.words_why"),
        story=story,
        action=action,
    )
    return (replace(what, options=shuffled(what)), act, replace(say, options=shuffled(say)))


@cache
def case_items(lang: str) -> tuple[Question, ...]:
    """Return the cases, each as three questions."""
    text = words(lang)
    return tuple(one for case, told in cases(lang) for one in case_questions(case, told, text))


@cache
def explain_items(lang: str) -> tuple[Question, ...]:
    """Return what is better said than a bad sentence, and last how to ask back."""
    text = words(lang)
    facts = explain_facts()
    made = []
    for name in facts.wordings:
        key = f"explain.wordings.{name}"
        options = tuple(
            AnswerOption(one, text(f"{key}.{one}")) for one in ("better", "promise", "jargon")
        )
        made.append(
            Question(
                id=f"explain.{name}",
                story="",
                prompt=text("explain.wording", bad=text(f"{key}.bad")),
                options=options,
                correct=frozenset({"better"}),
                why=text(f"{key}.why"),
                action=Action.TREAT,
            )
        )
    key = f"explain.{facts.teach_back}"
    options = tuple(
        AnswerOption(one, text(f"{key}.{one}")) for one in ("good", "closed", "test", "leaflet")
    )
    made.append(
        Question(
            id=f"explain.{facts.teach_back}",
            story="",
            prompt=text(f"{key}.ask"),
            options=options,
            correct=frozenset({"good"}),
            why=text(f"{key}.why"),
            action=Action.TREAT,
        )
    )
    return tuple(replace(one, options=shuffled(one)) for one in made)


def items(lang: str) -> Sequence[Question]:
    """Return every question, in a fixed order: the drill, the cases, how to explain it."""
    return (*drill_items(lang), *case_items(lang), *explain_items(lang))
