"""One ledger of bedside figures, printed alike on the page on causes and in the workshop."""

import pytest

from sciatica.content import ContentError, accuracy_slots, findings, world
from sciatica.content import accuracy as accuracy_module
from sciatica.model import Band

SLOTS = accuracy_slots("en")


def test_a_crossed_raise_is_weak_by_its_own_figures():
    one = findings()["crossed_slr"]
    assert (round(one.ratio.value, 1), one.band) == (2.8, Band.WEAK)


def test_a_raise_that_is_missing_takes_the_figures_of_the_raise():
    there, missing = findings()["slr"], findings()["no_slr"]
    assert (missing.sensitivity, missing.specificity) == (there.sensitivity, there.specificity)
    assert (f"{there.ratio.value:.2f}", f"{missing.ratio.value:.2f}") == ("1.28", "0.29")


def test_no_finding_stands_twice():
    figures = [
        (one.target, one.present, one.published, one.sensitivity, one.specificity, one.evidence)
        for one in findings().values()
        if not one.or_more
    ]
    assert len(figures) == len(set(figures))


def test_every_check_that_is_named_is_a_test_of_the_examination():
    assert {one.check for one in findings().values()} - {""} <= set(world().checks)


@pytest.mark.parametrize(
    ("slot", "printed"),
    [
        ("lr_reflex_ankle", "moderate, ratio 7.1 (0.96 to 53)"),
        ("lr_calf_standing_still", "strong, ratio 20, no interval read"),
        ("lr_hip_out", "moderate, ratio reported as 5 or more, no interval read"),
        ("lr_single_signs", "hardly any, ratio 1.02 to 1.26"),
        ("ratio_single_signs", "1.02 to 1.26"),
        ("sens_any_red_flag", "19 to 43"),
        ("spec_crossed_slr", "90 (85 to 94)"),
    ],
)
def test_a_figure_is_printed_with_all_that_was_read_of_it(slot, printed):
    assert SLOTS[slot] == printed


def test_a_worked_out_ratio_says_from_what():
    assert SLOTS["lr_slr"].startswith("hardly any, ratio 1.28, worked out from sensitivity 92 (87")


@pytest.mark.parametrize(
    "entry",
    [
        {"target": "disc", "ratio": [2]},
        {"target": "disc", "ratio": [], "evidence": "read:suri2011"},
        {"target": "disc", "of": "nothing", "evidence": "read:suri2011"},
        {"target": "disc", "ratio": [3], "evidence": "memory:high"},
        {
            "target": "disc",
            "sensitivity": [9],
            "specificity": [100],
            "cause": "disc",
            "evidence": "read:suri2011",
        },
    ],
)
def test_a_broken_entry_is_named(entry, monkeypatch):
    monkeypatch.setattr(accuracy_module, "read_toml", lambda _: {"odd": entry})
    findings.cache_clear()
    try:
        with pytest.raises(ContentError, match=r"accuracy.toml, \[odd\]"):
            findings()
    finally:
        findings.cache_clear()
