"""Invented patients: the same for a seed, signs that come together, and in agreement with facts."""

import os
from collections import Counter
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica.content.examination import world
from sciatica.content.facts import roots
from sciatica.model.anatomy import RootName
from sciatica.model.examination import BACK_ONLY, CauseName, CheckKind, Finding, Hypothesis, speaks
from sciatica.model.patients import draw, patient
from sciatica.model.red_flags import Tier
from sciatica.model.triage import EMERGENCY_NOW, Action
from sciatica.model.walk import Answer

MANY = 1000
"""Patients of a template where shares are counted."""
PATIENTS = MANY if os.environ.get("CI") else 200
"""Patients of a template where a law holds for each: in CI it is asked of more."""
WORLD = world()
OF_ROOTS = pytest.mark.parametrize(
    "template", [one for one in WORLD.templates if one.root], ids=lambda one: one.id
)
OF_CAUSES = pytest.mark.parametrize(
    "template", [one for one in WORLD.templates if not one.root], ids=lambda one: one.id
)
TEMPLATES = pytest.mark.parametrize("template", WORLD.templates, ids=lambda one: one.id)
URGENT = {CauseName.CENTRAL, CauseName.CORD, CauseName.INFECTION, CauseName.ARTERY}
LOSS = {CheckKind.POWER, CheckKind.TOUCH}


@cache
def drawn(name, patients=PATIENTS):
    template = next(one for one in WORLD.templates if one.id == name)
    return [draw(template, seed, WORLD) for seed in range(patients)]


def in_health(name, finding):
    """Return whether healthy people show this too."""
    return name in WORLD.healthy and finding.value == WORLD.healthy[name].value


def wrong(one):
    return {name for name, finding in one.findings.items() if finding.abnormal}


# The facts ---------------------------------------------------------------------------------------


def test_a_check_shows_the_roots_of_which_the_facts_say_so():
    for check in WORLD.checks.values():
        if not check.of or check.kind is CheckKind.NERVE:
            continue
        kind, _, name = check.of.partition(":")
        of_root = {
            "movement": lambda root, name=name: name in {m.id for m in root.movements},
            "reflex": lambda root, name=name: root.reflex.id == name,
            "key_point": lambda root, name=name: root.name == name,
        }[kind]
        assert check.roots >= {root.name for root in roots().values() if of_root(root)}, check.id
        shared = {
            other
            for root in roots().values()
            for movement in root.movements
            if kind == "movement" and movement.id == name
            for other in (root.name, *movement.shared)
        }
        assert not shared or check.roots == shared, check.id


def test_a_nerve_test_loads_the_roots_that_the_facts_name():
    for name in ("slr", "crossed_slr", "slump", "femoral_stretch"):
        loaded = {root.name for root in roots().values() if name in {t.id for t in root.tests}}
        assert WORLD.checks[name].roots == loaded


def test_a_cause_does_not_show_what_it_spares():
    for cause in WORLD.causes.values():
        assert not set(cause.shows) & cause.spares


def test_the_kinds_of_patients_and_the_mimics_are_all_there():
    kinds = {(one.root, one.kind) for one in WORLD.templates if one.root}
    for root in ("L4", "L5", "S1"):
        assert {(root, kind) for kind in ("typical", "partial", "atypical")} <= kinds
    assert {one.cause for one in WORLD.templates} == set(CauseName)


def test_an_answer_that_belongs_to_another_cause_speaks_against_every_disc():
    told = WORLD.checks["ask_change"]
    roots_ = [Hypothesis(CauseName.DISC, root) for root in RootName]
    for value, says in (
        ("sitting", "for"),
        ("sitting_eases", "against"),
        ("no_pattern", "neither"),
    ):
        assert {speaks(Finding(told, value), of, WORLD.causes) for of in roots_} == {says}


def test_where_the_pain_runs_speaks_for_its_root_and_against_none():
    told = Finding(WORLD.checks["ask_pain"], "L5")
    says = {root: speaks(told, Hypothesis(CauseName.DISC, root), WORLD.causes) for root in RootName}
    assert says.pop(RootName.L5) == "for"
    assert set(says.values()) == {"neither"}


# Each patient ------------------------------------------------------------------------------------


@given(st.integers(1, 10_000))
def test_the_same_number_gives_the_same_patient(seed):
    assert patient(seed, WORLD) == patient(seed, WORLD)


@given(st.integers(1, 10_000))
def test_every_check_of_every_patient_gives_something(seed):
    assert set(patient(seed, WORLD).findings) == set(WORLD.checks)


def test_the_patient_of_a_number_stays_the_same_over_the_years():
    one = patient(7, WORLD)
    assert (one.template.id, one.age, one.weeks, one.side) == ("l5_typical", 33, 20, "left")


@OF_ROOTS
def test_a_sign_on_one_side_belongs_to_the_root(template):
    for one in drawn(template.id):
        for name in wrong(one):
            finding = one.findings[name]
            healthy = in_health(name, finding)
            assert healthy or template.root in finding.check.roots, (one.seed, name)


@OF_CAUSES
def test_a_cause_shows_its_own_signs_and_spares_what_it_spares(template):
    cause = WORLD.causes[template.cause]
    for one in drawn(template.id):
        for name in wrong(one):
            finding = one.findings[name]
            healthy = in_health(name, finding)
            assert healthy or finding.value in cause.shows[name], (one.seed, name)
            assert healthy or name not in cause.spares


@TEMPLATES
def test_everybody_has_something_to_find(template):
    for one in drawn(template.id):
        asked = template.cause in (CauseName.STENOSIS, CauseName.VASCULAR, CauseName.CENTRAL)
        signs = {n for n in wrong(one) if not in_health(n, one.findings[n])}
        assert asked or signs or template.cause is CauseName.HIP


def emergency_signs(patient):
    """Return the lines and checks by which an emergency can be found in this patient."""
    told = {line for line, answer in patient.told.items() if answer is not Answer.OLD}
    wrong = {
        name
        for name, finding in patient.findings.items()
        if finding.abnormal and finding.check.kind is not CheckKind.ASK
    }
    cause = WORLD.causes.get(patient.template.cause)
    shows = set(cause.shows) if cause else set()
    return told | (wrong & shows)


@TEMPLATES
def test_an_emergency_always_carries_a_sign_that_can_be_found(template):
    for one in drawn(template.id):
        if one.right <= EMERGENCY_NOW:
            assert emergency_signs(one), one.seed


def test_what_may_not_wait_is_always_an_emergency_and_growing_weakness_too():
    for template in WORLD.templates:
        urgent = template.cause in URGENT
        urgent = urgent or template.id == "l5_growing"
        assert {one.right <= EMERGENCY_NOW for one in drawn(template.id)} == {urgent}


@TEMPLATES
def test_the_action_is_never_less_urgent_than_a_sign_that_is_told(template):
    cards = {card.id: card for card in WORLD.cards}
    for one in drawn(template.id):
        for name, answer in one.told.items():
            card = cards[name.partition(".")[0]]
            line = next(line for line in card.lines if f"{card.id}.{line.id}" == name)
            tier = card.old_unchanged if answer is Answer.OLD else line.tier
            assert all(action.tier and action.tier.rank <= tier.rank for action in one.right)


@TEMPLATES
def test_a_weakness_is_never_only_treated(template):
    for one in drawn(template.id):
        weak = {n for n in wrong(one) if one.findings[n].check.kind is CheckKind.POWER}
        assert not weak or Action.TREAT not in one.right
        assert not weak or "legs.weaker" in one.told


@OF_ROOTS
def test_a_weakness_that_is_told_as_old_has_lasted_six_weeks(template):
    for one in drawn(template.id):
        assert one.told.get("legs.weaker") is not Answer.OLD or one.weeks >= 6


@TEMPLATES
def test_a_raise_that_is_not_positive_is_told_as_such(template):
    for one in drawn(template.id):
        raised = one.findings["slr"]
        assert (raised.angle_deg is not None) == (raised.value == "positive")
        assert raised.value in ("positive", "negative", BACK_ONLY)
        if raised.angle_deg:
            assert 25 <= raised.angle_deg <= 70
            assert raised.angle_deg % 5 == 0


# Together, as in life ----------------------------------------------------------------------------


def together(name, first, second):
    """Return how much more often two signs come together than chance would have it (phi)."""
    many = drawn(name, MANY)
    has = [(first in wrong(one), second in wrong(one)) for one in many]
    a, b = (sum(pair[i] for pair in has) / len(has) for i in range(2))
    both = sum(pair[0] and pair[1] for pair in has) / len(has)
    return (both - a * b) / (a * (1 - a) * b * (1 - b)) ** 0.5


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("l5_typical", "power_foot_up", "power_eversion"),
        ("l5_typical", "power_inversion", "power_foot_up"),
        ("l5_partial", "touch_l5", "power_big_toe_up"),
        ("s1_typical", "power_eversion", "power_knee_bend"),
        ("s1_partial", "touch_s1", "power_tiptoe"),
        ("l4_partial", "power_knee_straight", "touch_l4"),
        ("central_atypical", "reflex_ankle", "touch_s1"),
        ("central_typical", "power_tiptoe", "power_knee_bend"),
        ("polyneuropathy_typical", "power_big_toe_up", "balance"),
        ("stenosis_typical", "balance", "reflex_ankle"),
    ],
)
def test_signs_of_one_cause_come_together(name, first, second):
    assert together(name, first, second) > 0.2


@TEMPLATES
def test_signs_come_in_the_order_of_their_thresholds(template):
    order = sorted(template.shows, key=template.shows.__getitem__)
    for one in drawn(template.id):
        for early in order:
            for late in order:
                far_apart = template.shows[late] - template.shows[early] > 0.16
                if far_apart and late in wrong(one) and WORLD.checks[early].kind in LOSS:
                    assert early in wrong(one), (one.seed, early, late)


def test_who_is_worse_has_a_more_marked_sign():
    marked = [
        one.severity
        for one in drawn("l5_typical", MANY)
        if one.findings["touch_l5"].value == "numb"
    ]
    mild = [
        one.severity
        for one in drawn("l5_typical", MANY)
        if one.findings["touch_l5"].value == "dull"
    ]
    assert sum(marked) / len(marked) > sum(mild) / len(mild) + 0.05


def test_pain_follows_the_map_as_often_as_the_study_says():
    for name, root, share in (("l5_typical", "L5", 0.359), ("s1_typical", "S1", 0.649)):
        on_map = Counter(one.findings["ask_pain"].value for one in drawn(name, MANY))[root] / MANY
        assert on_map == pytest.approx(share, abs=0.05)


def test_every_template_turns_up_among_the_numbers():
    seen = {patient(seed, WORLD).template.id for seed in range(1, 1000)}
    assert seen == {one.id for one in WORLD.templates}


def test_every_card_is_answered_with_a_new_sign_often_enough_that_none_is_learnt_to_be_skipped():
    told = Counter(
        card
        for seed in range(1, MANY)
        for card in {
            line.partition(".")[0]
            for line, answer in patient(seed, WORLD).told.items()
            if answer is not Answer.OLD
        }
    )
    assert set(told) == {card.id for card in WORLD.cards}
    assert min(told.values()) > 0.02 * MANY, told


def test_the_last_cards_and_the_first_are_sometimes_the_only_ones_that_tell():
    alone = set()
    for seed in range(1, MANY):
        one = patient(seed, WORLD)
        told = {line.partition(".")[0] for line in one.told}
        alone |= told if len(told) == 1 else set()
    assert {"call_now", "toilet", "legs", "suddenly_unwell", "tell_a_doctor"} <= alone


def test_about_one_patient_in_four_is_an_emergency():
    urgent = [patient(seed, WORLD).right <= EMERGENCY_NOW for seed in range(1, 10_000)]
    assert 0.22 < sum(urgent) / len(urgent) < 0.30


@TEMPLATES
def test_a_patient_tells_only_what_its_template_can_tell(template):
    told = {line for one in drawn(template.id) for line in one.told}
    assert told <= template.tells(WORLD.checks)


def test_the_tiers_of_the_causes_are_those_of_the_safety_list():
    assert WORLD.causes[CauseName.CORD].tier is Tier.EMERGENCY_NOW
    assert WORLD.causes[CauseName.CENTRAL].tier is Tier.EMERGENCY_NOW
