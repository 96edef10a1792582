"""Every item of the workshop that is answered by choosing, from the drill and from the cases."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from sciatica.content import Words, scenarios, words
from sciatica.model import EMERGENCY_NOW, Action, Scenario, undertriaged
from sciatica.training.question import Option, Question, shuffled

GOOD = "say"
BAD = ("soft", "jargon", "fear")
"""How a sentence to a patient fails: it plays down, it is not understood, it frightens."""


def action_options(text: Words) -> tuple[Option, ...]:
    """Return what can be done about a sign, the most urgent first."""
    return tuple(
        Option(action, f"{text(f'training.action.{action}')} ({text(f'training.tier.{action}')})")
        for action in Action
    )


def _action(scenario: Scenario) -> Action:
    return max(scenario.right, key=lambda action: action.urgency)


def _action_question(scenario: Scenario, text: Words) -> Question:
    key = f"drill.scenario.{scenario.id}"
    return Question(
        id=f"drill.{scenario.id}",
        story=text(f"{key}.story"),
        prompt=text("drill.ask"),
        options=action_options(text),
        correct=frozenset(scenario.right),
        why=text(f"{key}.why"),
        action=_action(scenario),
        unsafe=frozenset(action for action in Action if undertriaged(action, scenario.right)),
    )


def _wording_question(scenario: Scenario, text: Words) -> Question:
    key = f"drill.scenario.{scenario.id}"
    question = Question(
        id=f"drill.{scenario.id}.words",
        story=text(f"{key}.story"),
        prompt=text("drill.ask_words"),
        options=tuple(Option(name, text(f"{key}.{name}")) for name in (GOOD, *BAD)),
        correct=frozenset({GOOD}),
        why=text("drill.words_why"),
        action=_action(scenario),
        # a sentence that plays an emergency down sends somebody home
        unsafe=frozenset({"soft"}) if scenario.right <= EMERGENCY_NOW else frozenset(),
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


def items(lang: str) -> Sequence[Question]:
    """Return every question, in a fixed order."""
    return drill_items(lang)
