"""How often a careful reader of the findings reaches what an invented patient has.

The reader knows the facts (`speaks`) and the bands of strength, and nothing of the templates: it
weighs every finding for and against each cause and each root, and names the one that comes out
highest. Run ``python -m benchmarks.reasoner [patients per template]``.
"""

import sys
from collections import Counter
from collections.abc import Mapping

from sciatica.content.accuracy import findings
from sciatica.content.examination import world
from sciatica.model.accuracy import Band
from sciatica.model.anatomy import RootName
from sciatica.model.examination import CauseName, CheckKind, Finding, Hypothesis, Supports, speaks
from sciatica.model.patients import NO_ROOT, UNCERTAIN, Patient, draw
from sciatica.model.walk import Answer

PATIENTS = 1000
LEVELS = [RootName.L2, RootName.L3, RootName.L4, RootName.L5, RootName.S1, RootName.S2]
HYPOTHESES = [
    *(Hypothesis(CauseName.DISC, root) for root in LEVELS),
    *(Hypothesis(name) for name in CauseName if name is not CauseName.DISC),
]
POINTS_TO: Mapping[CauseName, tuple[str, ...]] = {
    CauseName.CENTRAL: ("saddle.", "toilet.", "intimate.", "legs.both_legs"),
    CauseName.CORD: ("suddenly_unwell.cord",),
    CauseName.INFECTION: ("suddenly_unwell.infection",),
    CauseName.FRACTURE: ("tell_a_doctor.fracture", "suddenly_unwell.injury"),
    CauseName.CANCER: ("tell_a_doctor.cancer", "suddenly_unwell.cancer_legs"),
    CauseName.CLOT: ("tell_a_doctor.clot", "call_now.chest"),
    CauseName.ARTERY: ("call_now.cold_leg",),
}
"""Lines of the safety list that point to a cause when they are new."""
TOLD_WEIGHT = 3.0
LEAST = 1.0
"""Below this, and where two come out alike, the careful reader says uncertain."""


def _weights() -> Mapping[str, float]:
    """Return how much a check weighs: what is asked half, a moderate sign double."""
    strong = {one.check for one in findings().values() if one.band in (Band.MODERATE, Band.STRONG)}
    return {
        check.id: 0.5 if check.kind is CheckKind.ASK else 2.0 if check.id in strong else 1.0
        for check in world().checks.values()
    }


WEIGHTS = _weights()


def scores(found: Mapping[str, Finding], told: Mapping[str, Answer]) -> dict[Hypothesis, float]:
    """Return the balance of for and against of every hypothesis."""
    balance = {}
    for hypothesis in HYPOTHESES:
        total = 0.0
        for finding in found.values():
            says = speaks(finding, hypothesis, world().causes)
            sign = (says is Supports.FOR) - (says is Supports.AGAINST)
            total += WEIGHTS[finding.check.id] * sign
        new = [line for line, answer in told.items() if answer is not Answer.OLD]
        points = POINTS_TO.get(hypothesis.cause, ())
        total += TOLD_WEIGHT * any(line.startswith(points) for line in new)
        balance[hypothesis] = total
    return balance


def read(patient: Patient) -> Hypothesis | None:
    """Return what the reader names; None is uncertain."""
    balance = scores(patient.findings, patient.told)
    best, second = sorted(balance, key=balance.__getitem__, reverse=True)[:2]
    if balance[best] < LEAST or balance[best] == balance[second]:
        return None
    return best


def answer_of(hypothesis: Hypothesis | None) -> str:
    """Return the answer about the root that goes with a hypothesis."""
    return UNCERTAIN if hypothesis is None else str(hypothesis.root or NO_ROOT)


def measure(count: int) -> dict[str, tuple[float, float, Counter[str]]]:
    """Return per template the shares that are reached and that are accepted, and what else was
    named."""
    result = {}
    for template in world().templates:
        reached = accepted = 0
        others: Counter[str] = Counter()
        for seed in range(count):
            named = read(draw(template, seed, world()))
            reached += named == template.hypothesis
            fits = answer_of(named) in template.roots
            same_cause = named is None or named.cause is template.cause or named.root is not None
            accepted += fits and (same_cause or named == template.hypothesis)
            if named != template.hypothesis:
                others["uncertain" if named is None else str(named.root or named.cause)] += 1
        result[template.id] = (reached / count, accepted / count, others)
    return result


def main(count: int) -> None:
    """Print the table."""
    print("| template | reached | or accepted | else (of 100) |\n|---|---|---|---|")
    for name, (reached, accepted, others) in measure(count).items():
        rest = ", ".join(f"{what} {100 * n / count:.0f}" for what, n in others.most_common(3))
        print(f"| {name} | {100 * reached:.0f} % | {100 * accepted:.0f} % | {rest} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PATIENTS)
