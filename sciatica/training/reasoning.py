"""The reasoning about an invented patient, step by step: for, against, how strong, what was not
tested, what would have told most, what to do. Pure: no widget."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sciatica.content.accuracy import accuracy_slots, findings
from sciatica.content.examination import world
from sciatica.content.words import Words
from sciatica.model.accuracy import Band
from sciatica.model.examination import CauseName, Check, Finding, Hypothesis, Supports, speaks
from sciatica.model.patients import Patient
from sciatica.model.triage import EMERGENCY_NOW, Action, least_urgent, too_late, undertriaged
from sciatica.model.walk import Answer


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What somebody says about a patient."""

    root: str
    cause: CauseName
    action: Action


@dataclass(frozen=True, slots=True)
class Reading:
    """How a conclusion stands to what the patient has, and how it was reached. `cautious`: the
    action is more urgent than needed; `asked_all`: no red-flag card is missing."""

    root: bool
    cause: bool
    action: bool
    cautious: bool
    unsafe: bool
    asked_all: bool

    @property
    def correct(self) -> bool:
        """Whether it is passed: all three are right, and no guess."""
        return self.root and self.cause and self.action and self.asked_all

    @property
    def key(self) -> str:
        """The key of the words for it."""
        if self.unsafe or self.correct:
            return "unsafe" if self.unsafe else "right"
        if not (self.root and self.cause):
            return "part"
        return "cautious" if self.cautious else "unasked" if self.action else "part"


def judge(patient: Patient, said: Conclusion, asked: Collection[str]) -> Reading:
    """Judge a conclusion, and the way to it: `asked` are the red-flag cards that were asked. Other
    roots are accepted where the template says that they overlap."""
    is_right = said.action in patient.right
    return Reading(
        root=said.root in patient.template.roots,
        cause=said.cause is patient.template.cause,
        action=is_right,
        cautious=not is_right and not too_late(said.action, patient.right),
        unsafe=undertriaged(said.action, patient.right),
        asked_all={card.id for card in world().cards} <= set(asked),
    )


def value_text(finding: Finding, text: Words) -> str:
    """Return what a check gave, in words."""
    own = f"examine.value.{finding.check.id}.{finding.value}"
    key = own if own in text else f"examine.value.{finding.check.kind}.{finding.value}"
    return text(key, angle=finding.angle_deg)


def line_texts(patient: Patient, text: Words, answers: Collection[Answer]) -> list[str]:
    """Return the signs that this person answers with one of `answers`, as they stand on the
    list."""
    return [
        text(f"red_flags.card.{line}").rstrip(".")
        for line, answer in patient.told.items()
        if answer in answers
    ]


def strength(check: Check, of: Hypothesis, text: Words) -> str:
    """Return how strong a sign is for a hypothesis, with its interval; empty if nobody read it."""
    for one in findings().values():
        if one.check == check.id and one.target.includes(of):
            figure = accuracy_slots(text.lang).get(f"lr_{one.id}", "")
            reaches_down = one.at_least is Band.HARDLY and one.band is not Band.HARDLY
            doubt = text("training.accuracy.doubtful") if reaches_down else ""
            return f"{figure}. {doubt}".strip()
    return ""


@dataclass(frozen=True, slots=True)
class Row:
    """A sign that was found: what it gave, and how strong it is when it is there."""

    sign: str
    finding: str
    strength: str


def rows(
    found: Mapping[str, Finding], of: Hypothesis, says: Supports, text: Words
) -> Iterator[Row]:
    """Yield the findings that say this about a hypothesis, in the order of the tests."""
    for name in world().checks:
        finding = found.get(name)
        if finding and speaks(finding, of, world().causes) is says:
            strong = strength(finding.check, of, text) if says is Supports.FOR else ""
            yield Row(text(f"examine.check.{name}"), value_text(finding, text), strong)


def not_tested(patient: Patient, found: Collection[str], own: Hypothesis, text: Words) -> list[str]:
    """Return what was neither asked nor tested, and would have led from somebody's `own` answer
    towards the truth: for this and not for that, or against that and not against this."""

    def balance(finding: Finding, of: Hypothesis) -> int:
        says = speaks(finding, of, world().causes)
        return (says is Supports.FOR) - (says is Supports.AGAINST)

    truth = patient.template.hypothesis
    return [
        text(f"examine.check.{name}")
        for name, finding in patient.findings.items()
        if name not in found and balance(finding, truth) > balance(finding, own)
    ]


def name_of(what: Hypothesis, text: Words) -> str:
    """Return a hypothesis in words."""
    if what.root:
        return text("examine.hypothesis.root", root=what.root)
    return text(f"examine.cause.{what.cause}")


def why_action(patient: Patient, text: Words) -> str:
    """Return why the right action is right."""
    action = least_urgent(patient.right)
    if action in EMERGENCY_NOW:
        told = line_texts(patient, text, (Answer.YES, Answer.NOT_SURE))
        if told:
            return text("examine.end.action_emergency", lines="; ".join(told))
        signs = [text(f"examine.check.{name}") for name in patient.template.tells_most]
        return text("examine.end.action_emergency_found", checks="; ".join(signs))
    if action is Action.TREAT:
        return text("examine.end.action_treat")
    told = line_texts(patient, text, (Answer.YES, Answer.NOT_SURE, Answer.OLD))
    if action is Action.SAME_DAY and patient.template.cause is CauseName.FIBULAR:
        return text("examine.end.action_same_day_cause")
    action = Action.WITHIN_DAYS if Action.WITHIN_DAYS in patient.right else action
    return text(f"examine.end.action_{action}", lines="; ".join(told))
