"""The reasoning about an invented patient, step by step: for, against, how strong, what was not
tested, what would have told most, what to do. Pure: no widget."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sciatica.content import Words, accuracy_slots, findings, world
from sciatica.model import (
    EMERGENCY_NOW,
    Action,
    Answer,
    Band,
    CauseName,
    Check,
    CheckKind,
    Hypothesis,
    Outcome,
    Patient,
    RootName,
    Speaks,
    speaks,
    undertriaged,
)

TARGETS: Mapping[str, frozenset[Hypothesis]] = {
    "disc": frozenset(Hypothesis(CauseName.DISC, root) for root in RootName),
    "midlumbar": frozenset(
        Hypothesis(CauseName.DISC, root) for root in (RootName.L2, RootName.L3, RootName.L4)
    ),
    "l2": frozenset({Hypothesis(CauseName.DISC, RootName.L2)}),
    "l4": frozenset({Hypothesis(CauseName.DISC, RootName.L4)}),
    "l5": frozenset({Hypothesis(CauseName.DISC, RootName.L5)}),
    "s1": frozenset({Hypothesis(CauseName.DISC, RootName.S1)}),
    "l5_or_s1": frozenset(Hypothesis(CauseName.DISC, root) for root in (RootName.L5, RootName.S1)),
    "stenosis": frozenset({Hypothesis(CauseName.STENOSIS)}),
}
"""What each target of ``facts/accuracy.toml`` is, among the things that a patient can have."""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What somebody says about a patient."""

    root: str
    cause: CauseName
    action: Action


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a conclusion stands to what the patient has."""

    root: bool
    cause: bool
    action: bool
    unsafe: bool

    @property
    def correct(self) -> bool:
        """Whether all three are right."""
        return self.root and self.cause and self.action

    @property
    def key(self) -> str:
        """The key of the words for it."""
        return "unsafe" if self.unsafe else "right" if self.correct else "part"


def judge(patient: Patient, said: Conclusion) -> Verdict:
    """Judge a conclusion: other roots are accepted where the template says that they overlap."""
    return Verdict(
        root=said.root in patient.template.roots,
        cause=said.cause is patient.template.cause,
        action=said.action in patient.right,
        unsafe=undertriaged(said.action, patient.right),
    )


def value_text(finding: Outcome, text: Words) -> str:
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
        if one.check == check.id and of in TARGETS.get(one.target, ()):
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


def rows(found: Mapping[str, Outcome], of: Hypothesis, says: Speaks, text: Words) -> Iterator[Row]:
    """Yield the findings that say this about a hypothesis, in the order of the tests."""
    for name in world().checks:
        finding = found.get(name)
        if finding and speaks(finding, of, world().causes) is says:
            strong = strength(finding.check, of, text) if says is Speaks.FOR else ""
            yield Row(text(f"examine.check.{name}"), value_text(finding, text), strong)


def not_tested(found: Collection[str], text: Words) -> list[str]:
    """Return what was neither asked nor tested."""
    return [text(f"examine.check.{name}") for name in world().checks if name not in found]


def name_of(what: Hypothesis, text: Words) -> str:
    """Return a hypothesis in words."""
    if what.root:
        return text("examine.hypothesis.root", root=what.root)
    return text(f"examine.cause.{what.cause}")


def why_action(patient: Patient, text: Words) -> str:
    """Return why the right action is right."""
    action = max(patient.right, key=lambda one: one.urgency)
    if action in EMERGENCY_NOW:
        told = line_texts(patient, text, (Answer.YES, Answer.NOT_SURE))
        if told:
            return text("examine.end.action_emergency", lines="; ".join(told))
        signs = [text(f"examine.check.{name}") for name in patient.template.tells_most]
        return text("examine.end.action_emergency_found", checks="; ".join(signs))
    if action is Action.TREAT:
        return text("examine.end.action_treat")
    told = line_texts(patient, text, (Answer.YES, Answer.NOT_SURE, Answer.OLD))
    by_cause = action is Action.SAME_DAY and patient.template.cause is CauseName.FIBULAR
    if by_cause:
        return text("examine.end.action_same_day_cause")
    action = Action.WITHIN_DAYS if Action.WITHIN_DAYS in patient.right else action
    return text(f"examine.end.action_{action}", lines="; ".join(told))


def emergency_signs(patient: Patient) -> set[str]:
    """Return the lines and checks by which an emergency can be found in this patient."""
    told = {line for line, answer in patient.told.items() if answer is not Answer.OLD}
    wrong = {
        name
        for name, finding in patient.findings.items()
        if finding.abnormal and finding.check.kind is not CheckKind.ASK
    }
    cause = world().causes.get(patient.template.cause)
    shows = set(cause.shows) if cause else set()
    return told | (wrong & shows)
