"""One ledger of bedside figures, printed alike on the page on causes and in the workshop."""

import shutil

import pytest

from sciatica.content.accuracy import accuracy_slots, findings
from sciatica.content.examination import world
from sciatica.content.facts import FACTS, Folder
from sciatica.content.toml import ContentError
from sciatica.model.accuracy import Band
from sciatica.model.anatomy import RootName
from sciatica.model.examination import CauseName, Hypothesis

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
    ("entry", "what"),
    [
        ("ratio = [1, 2, 3, 4]", "this is no figure"),
        ('of = "nothing"', "there is no [finding.nothing]"),
        ('of = "slr"\nsensitivity = [9]', "stand at [slr]"),
        ('sensitivity = [9]\nspecificity = [100]\ncause = "disc"', "division by zero"),
        ('cause = "disc"', "it has no likelihood ratio"),
    ],
)
def test_figures_that_cannot_be_are_named_with_their_line(entry, what, tmp_path):
    shutil.copytree(FACTS, tmp_path / "facts")
    path = tmp_path / "facts" / "accuracy.toml"
    text = path.read_text()
    path.write_text(
        f'{text}\n[finding.odd]\ntarget = "disc"\nevidence = "read:suri2011"\n{entry}\n'
    )
    with pytest.raises(ContentError) as caught:
        findings(Folder(tmp_path / "facts"))
    assert what in str(caught.value)
    assert caught.value.line > text.count("\n")
    assert caught.value.key.startswith("finding.odd")


def test_a_figure_from_memory_is_refused(tmp_path):
    shutil.copytree(FACTS, tmp_path / "facts")
    path = tmp_path / "facts" / "accuracy.toml"
    path.write_text(path.read_text().replace("read:vdwindt2010", "memory:high", 1))
    with pytest.raises(
        ContentError, match=r"line \d+, finding\.slr: a number from memory may not be printed"
    ):
        findings(Folder(tmp_path / "facts"))


def test_a_target_that_is_not_listed_is_named_with_its_line(tmp_path):
    shutil.copytree(FACTS, tmp_path / "facts")
    path = tmp_path / "facts" / "accuracy.toml"
    path.write_text(path.read_text().replace('target = "midlumbar"', 'target = "midlumber"', 1))
    with pytest.raises(ContentError, match=r"femoral_stretch\.target: .* mean 'midlumbar'\?"):
        findings(Folder(tmp_path / "facts"))


def test_a_root_in_the_middle_is_among_the_targets_of_the_middle_and_no_other_cause_is():
    middle, any_disc = findings()["femoral_stretch"].target, findings()["slr"].target
    roots = [root for root in RootName if middle.includes(Hypothesis(CauseName.DISC, root))]
    assert roots == [RootName.L2, RootName.L3, RootName.L4]
    assert all(any_disc.includes(Hypothesis(CauseName.DISC, root)) for root in RootName)
    assert not any_disc.includes(Hypothesis(CauseName.STENOSIS))
    assert findings()["older"].target.includes(Hypothesis(CauseName.STENOSIS))


def test_nobody_in_the_workshop_has_what_is_no_cause_there():
    arteries = findings()["calf_standing_still"].target
    assert not any(arteries.includes(Hypothesis(cause)) for cause in CauseName)
