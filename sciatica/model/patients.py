"""Invented patients: drawn from templates whose signs come together, the same for the same seed.

All signs of a patient share one draw of severity and one of tension, and show in the order of their
thresholds. Chance alone, sign by sign, would teach noise.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from sciatica.model.anatomy import RootName, Side
from sciatica.model.evidence import Evidence
from sciatica.model.examination import (
    BACK_ONLY,
    GRADES,
    Cause,
    CauseName,
    Check,
    CheckKind,
    Finding,
    Hypothesis,
    normal_value,
)
from sciatica.model.red_flags import Card, Tier
from sciatica.model.triage import Action, actions_of
from sciatica.model.walk import Answer

JITTER = 0.16
"""How far the threshold of a sign can differ between two patients of a template."""
MARKED = 0.35
"""So far beyond its threshold a sign shows in its marked form."""
BACK_ONLY_SHARE = 0.4
SLR_FROM_DEG, SLR_STEP_DEG = 70, 5
VERY_WEAK = GRADES[CheckKind.POWER][1]
"""With so weak a muscle, steady for weeks, a phone call today is as right as a letter this week."""
UNCERTAIN = "uncertain"
WEAKER = "legs.weaker"
"""The line of the safety list that tells of a weak muscle."""
NO_ROOT = "none"


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of patient; see ``facts/patients.toml`` for the fields."""

    id: str
    kind: str
    cause: CauseName
    age: tuple[int, int]
    weeks: tuple[int, int]
    severity: tuple[float, float]
    tension: tuple[float, float]
    shows: Mapping[str, float]
    tells_most: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    root: RootName | None = None
    accept: frozenset[str] = frozenset()
    tense: Mapping[str, float] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    flags: Mapping[str, float] = field(default_factory=dict)
    not_sure: tuple[str, ...] = ()
    old: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("age", "weeks", "severity", "tension"):
            low, high = getattr(self, name)
            if low > high:
                raise ValueError(f"{name} runs from the lower to the higher: [{high}, {low}]")

    @property
    def hypothesis(self) -> Hypothesis:
        """What it is."""
        return Hypothesis(self.cause, self.root)

    def tells(self, checks: Mapping[str, Check]) -> frozenset[str]:
        """Return every line of the safety list that a patient of this kind may answer."""
        weak = any(checks[name].kind is CheckKind.POWER for name in self.shows)
        own = {*self.flags, *self.not_sure, *self.old}
        return frozenset(own | {WEAKER} if weak else own)

    @property
    def roots(self) -> frozenset[str]:
        """The answers about the root that are right."""
        return frozenset({self.root or NO_ROOT}) | self.accept


@dataclass(frozen=True, slots=True)
class Healthy:
    """A finding that a `share` of healthy people of an age show, both sides alike."""

    value: str
    share: float
    age_from: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class PatientFacts:
    """The facts that patients are made of. `on_map_s1` and `on_map_lumbar` are the
    shares of people whose pain follows the map: of S1, and of the other roots."""

    checks: Mapping[str, Check]
    causes: Mapping[CauseName, Cause]
    cards: tuple[Card, ...]
    templates: tuple[Template, ...]
    healthy: Mapping[str, Healthy]
    on_map_s1: float
    on_map_lumbar: float


@dataclass(frozen=True, slots=True)
class Patient:
    """An invented person. `findings` holds what each check would give, `told` what is answered to
    each line of the safety list that is not answered with none. `name_draw`, from 0 up to
    1, picks one of the names."""

    template: Template
    seed: int
    name_draw: float
    age: int
    weeks: int
    side: Side
    severity: float
    findings: Mapping[str, Finding]
    told: Mapping[str, Answer]
    right: frozenset[Action]

    def lines(self, card: Card) -> Mapping[str, Answer]:
        """Return what is told about the lines of a card."""
        return {
            line.id: self.told[f"{card.id}.{line.id}"]
            for line in card.lines
            if f"{card.id}.{line.id}" in self.told
        }


class _Chance:
    """Draws that stay the same in every version of Python: they rest on `random` alone."""

    def __init__(self, template: str, seed: int) -> None:
        self._random = random.Random(f"{template} {seed}")

    def share(self) -> float:
        return self._random.random()

    def between(self, ends: tuple[float, float]) -> float:
        return ends[0] + (ends[1] - ends[0]) * self.share()

    def whole(self, ends: tuple[int, int]) -> int:
        return int(self.between((ends[0], ends[1] + 1)))

    def threshold(self, at: float) -> float:
        return at + JITTER * (self.share() - 0.5)


def draw(template: Template, seed: int, world: PatientFacts) -> Patient:
    """Draw the patient `seed` of a template."""
    chance = _Chance(template.id, seed)
    severity, tension = chance.between(template.severity), chance.between(template.tension)
    age, weeks = chance.whole(template.age), chance.whole(template.weeks)
    side = Side.LEFT if chance.share() < 0.5 else Side.RIGHT
    name = chance.share()
    # every check draws, shown or not: a change of one threshold leaves the other signs alone
    findings = {
        check.id: _finding(check, template, severity, tension, age, chance, world)
        for check in world.checks.values()
    }
    cause = world.causes.get(template.cause)
    emergency = cause is not None and cause.tier is Tier.EMERGENCY_NOW
    told = _told(template, severity, findings, chance, emergency)
    return Patient(
        template,
        seed,
        name,
        age,
        weeks,
        side,
        severity,
        findings,
        told,
        _right(template, findings, told, world),
    )


def patient(seed: int, world: PatientFacts) -> Patient:
    """Return the patient of a number: of any template."""
    chance = _Chance("which", seed)
    return draw(world.templates[chance.whole((0, len(world.templates) - 1))], seed, world)


def _finding(
    check: Check,
    template: Template,
    severity: float,
    tension: float,
    age: int,
    chance: _Chance,
    world: PatientFacts,
) -> Finding:
    at, healthy_share, aside = chance.threshold(0.0), chance.share(), chance.share()
    tense = check.id in template.tense
    threshold = template.tense.get(check.id, template.shows.get(check.id))
    if check.id in template.fixed:
        return Finding(check, template.fixed[check.id])
    beyond = -1.0 if threshold is None else (tension if tense else severity) - threshold - at
    if beyond >= 0:
        marked = beyond >= MARKED
        return Finding(check, _value(check, template, marked, world), _angle(check, tension))
    if check.id == "ask_pain" and template.root:
        on_s1 = template.root is RootName.S1
        on_map = aside < (world.on_map_s1 if on_s1 else world.on_map_lumbar)
        return Finding(check, str(template.root) if on_map else "vague")
    healthy = world.healthy.get(check.id)
    old_enough = healthy is not None and threshold is None and age >= healthy.age_from
    if healthy and old_enough and healthy_share < healthy.share:
        return Finding(check, healthy.value)
    if check.kind is CheckKind.NERVE and aside < BACK_ONLY_SHARE:
        return Finding(check, BACK_ONLY)
    return Finding(check, normal_value(check))


def _value(check: Check, template: Template, marked: bool, world: PatientFacts) -> str:
    if template.root is None:
        values = world.causes[template.cause].shows[check.id]
        return values[-1] if marked else values[0]
    return GRADES[check.kind][marked]


def _angle(check: Check, tension: float) -> int | None:
    if check.id != "slr":
        return None
    return SLR_STEP_DEG * round((SLR_FROM_DEG - 45 * tension) / SLR_STEP_DEG)


def _told(
    template: Template,
    severity: float,
    findings: Mapping[str, Finding],
    chance: _Chance,
    emergency: bool,
) -> Mapping[str, Answer]:
    told = dict.fromkeys(template.old, Answer.OLD)
    told |= dict.fromkeys(template.not_sure, Answer.NOT_SURE)
    for line, threshold in template.flags.items():
        # a threshold of nothing is always passed
        if threshold == 0 or severity >= chance.threshold(threshold):
            told[line] = Answer.YES
    weak = [f for f in findings.values() if f.check.kind is CheckKind.POWER and f.abnormal]
    if weak and WEAKER not in told:
        # weak legs beside a cauda equina or a cord are never told as old
        told[WEAKER] = Answer.YES if emergency else Answer.OLD
    return told


def _right(
    template: Template,
    findings: Mapping[str, Finding],
    told: Mapping[str, Answer],
    world: PatientFacts,
) -> frozenset[Action]:
    """Return the actions that are right: of the most urgent among the cause, the signs that are
    told, and a weakness that is found."""
    tiers: list[tuple[Tier, bool]] = []
    cause = world.causes.get(template.cause)
    if cause and cause.tier:
        tiers.append((cause.tier, False))
    for card in world.cards:
        for line in card.lines:
            answer = told.get(f"{card.id}.{line.id}")
            if answer is Answer.OLD:
                tiers.append((card.old_unchanged, False))
            elif answer:
                tiers.append((line.tier, line.call))
    if not tiers:
        return frozenset({Action.TREAT})
    tier = min((tier for tier, _ in tiers), key=lambda tier: tier.rank)
    if tier is Tier.DOCTOR_WITHIN_DAYS and any(
        finding.value.startswith(VERY_WEAK) for finding in findings.values()
    ):
        return actions_of(tier) | actions_of(Tier.DOCTOR_SAME_DAY)
    return actions_of(tier, call=any(call for one, call in tiers if one is tier))
