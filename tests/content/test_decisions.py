"""A sign becomes less urgent by a switch and a signature, by both together and in that clinic."""

import re
import shutil
from datetime import date

import pytest

from sciatica import resources
from sciatica.content import decisions as made
from sciatica.content.clinic import load_clinic
from sciatica.content.decisions import GUIDE, decided, in_force, instead, text_of, unsigned
from sciatica.content.facts import cards, decisions
from sciatica.content.signing import Text, today, version_of
from sciatica.content.toml import ContentError
from sciatica.content.words import languages, words
from tests.harness.deciding import decided_clinic, sign, switch

TEXT = words("en")
NAMES = [one.id for one in decisions()]
EACH = pytest.mark.parametrize("name", NAMES)
HEAVY = "red_flags.card.legs.weaker"


def said(clinic, key=HEAVY):
    return decided(TEXT, clinic)(key)


def test_a_switch_without_a_signature_changes_nothing(tmp_path):
    clinic = load_clinic(switch(tmp_path, *NAMES))
    assert clinic.decisions == tuple(NAMES)
    assert in_force(clinic, today()) == ()
    assert list(unsigned(clinic, today())) == NAMES
    assert decided(TEXT, clinic) is TEXT


def test_a_signature_without_a_switch_changes_nothing(tmp_path):
    path = switch(tmp_path)
    sign(path, "heavy_leg")
    assert decided(TEXT, load_clinic(path)) is TEXT


def test_switch_and_signature_together_change_that_sentence_and_no_other(tmp_path):
    clinic = decided_clinic(tmp_path, "heavy_leg")
    assert "heavy" in said(load_clinic(resources.default_clinic()))
    assert said(clinic) == TEXT("decisions.heavy_leg.instead.red_flags.card.legs.weaker")
    text = decided(TEXT, clinic)
    changed = set(instead("heavy_leg", "en"))
    for key in TEXT.entries:
        assert text.slots(key) == TEXT.slots(key)
        if not TEXT.slots(key) and key not in changed:
            assert text(key) == TEXT(key)


@pytest.mark.parametrize(
    "changed",
    [
        {"clinic": "Another clinic"},
        {"signed_on": date(2020, 1, 1)},
        {"signed_on": date(2999, 1, 1)},
        {"text": Text(("Go now.",)), "version": version_of(("Go now.",))},
        {"of": "decision/fixed_foot_drop"},
        {"of": "en/red-flags"},
    ],
    ids=["clinic", "long ago", "to come", "text", "decision", "page"],
)
def test_a_signature_of_elsewhere_of_long_ago_or_of_another_text_changes_nothing(tmp_path, changed):
    path = switch(tmp_path, "heavy_leg")
    sign(path, "heavy_leg", **changed)
    assert decided(TEXT, load_clinic(path)) is TEXT


def test_a_changed_word_of_the_evidence_ends_the_decision_by_itself(tmp_path, monkeypatch):
    clinic = decided_clinic(tmp_path, "heavy_leg")
    assert in_force(clinic, today()) == ("heavy_leg",)
    shutil.copy(resources.safety() / GUIDE, tmp_path)
    monkeypatch.setattr(made.resources, "safety", lambda: tmp_path)
    text_of.cache_clear()
    try:
        assert in_force(clinic, today()) == ("heavy_leg",)
        guide = (tmp_path / GUIDE).read_text("utf-8")
        (tmp_path / GUIDE).write_text(guide.replace("Pain makes a leg feel heavy", "It may"))
        text_of.cache_clear()
        assert in_force(clinic, today()) == ()
        (standing,) = unsigned(clinic, today()).values()
        assert standing.lapsed.name == "Ada Example"
        (tmp_path / GUIDE).write_text("# Nothing\n")
        text_of.cache_clear()
        with pytest.raises(ContentError, match=r"has no part ## heavy_leg"):
            text_of("heavy_leg")
    finally:
        text_of.cache_clear()


def test_after_a_year_the_careful_sentence_is_back(tmp_path):
    clinic = decided_clinic(tmp_path, *NAMES)
    (first, *_) = clinic.signatures
    assert in_force(clinic, first.signed_on) == tuple(NAMES)
    assert in_force(clinic, first.lapses_on) == ()


def test_no_decision_is_on_as_delivered_and_none_can_be_signed_there():
    usual = resources.default_clinic()
    assert load_clinic(usual).decisions == ()
    with pytest.raises(ContentError, match="belong to no clinic"):
        sign(usual, "heavy_leg")
    commented = re.findall(r"^# (\w+) = true", usual.read_text("utf-8"), re.M)
    assert sorted(commented) == sorted(NAMES)


# What they may change -----------------------------------------------------------------------------

SIGNS = {
    "legs.weaker",
    "suddenly_unwell.artery",
    "tell_a_doctor.unbearable",
    "tell_a_doctor.inflammatory",
}
FOR_STAFF = {
    "grades",
    "card.suddenly_unwell.until",
    "card.tell_a_doctor.until",
}


def test_no_decision_touches_the_signs_of_the_cauda_equina_or_what_is_no_sign():
    changed = {key for name in NAMES for key in instead(name, "en")}
    signs = {f"red_flags.card.{one}" for one in SIGNS}
    assert changed == signs | {f"red_flags.staff.{one}" for one in FOR_STAFF}
    known = {f"{card.id}.{line.id}" for card in cards() for line in card.lines}
    assert known >= SIGNS


def test_no_two_decisions_change_the_same_sentence_and_each_changes_one():
    for lang in languages():
        changed = [key for name in NAMES for key in instead(name, lang)]
        assert len(changed) == len(set(changed))
        assert set(changed) <= set(words(lang).entries)
        assert all(instead(name, lang) for name in NAMES)


@EACH
def test_a_clinician_signs_both_sides_and_every_sentence_as_it_is_and_as_it_would_be(name):
    text = text_of(name)
    assert "| for the change | for the line as it is |" in text
    for lang in languages():
        for key, new in instead(name, lang).items():
            at = text.index(f"{lang} {key}")
            before, after = text[at + 1 : at + 3]
            assert (before[:2], after[:2]) == ("- ", "+ ")
            assert before != after
            if not words(lang).slots(key):
                assert (before[2:], after[2:]) == (words(lang)(key), words(lang)(new))


def test_weakness_in_another_leg_word_fainting_and_a_cold_leg_stay_whatever_is_decided(tmp_path):
    """What no decision may lower, as the sentences say it."""
    text = decided(TEXT, decided_clinic(tmp_path, *NAMES))
    legs = text(HEAVY)
    for word in ("weaker", "foot slaps", "toes will not lift", "trip"):
        assert word in legs
    artery = text("red_flags.card.suddenly_unwell.artery")
    assert "At any age: faintness, or a throbbing belly lump." in artery
    for line in ("faint_or_lump", "cold_leg"):  # asked first, and no decision touches them
        key = f"red_flags.card.call_now.{line}"
        assert text(key) == TEXT(key)
    stiff = text("red_flags.card.tell_a_doctor.inflammatory")
    assert "Or psoriasis, eye or bowel inflammation." in stiff
    grades = text("red_flags.staff.grades", weak_grade=3, full_grade=5, mild_grade=4)
    assert "is Emergency where it is new or worse within days" in grades
    assert "in any doubt" in grades
