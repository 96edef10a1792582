"""Bands of strength, as the clinical base reads them."""

import pytest

from sciatica.content import accuracies
from sciatica.model import Accuracy, Band, Evidence, Range

READ = Evidence.parse("read:x")


def band(**what):
    return Accuracy("x", "disc", READ, **what).band


@pytest.mark.parametrize(
    ("lr", "wanted"),
    [
        (1.2, Band.WEAK),
        (4.9, Band.WEAK),
        (5, Band.MODERATE),
        (10, Band.MODERATE),
        (13, Band.STRONG),
    ],
)
def test_a_ratio_has_its_band(lr, wanted):
    assert band(lr=Range(lr)) is wanted


def test_a_crossed_raise_is_weak_by_its_own_figures():
    one = accuracies()["crossed_slr"]
    assert (one.derived, one.band) == (2.8, Band.WEAK)


def test_an_ankle_jerk_is_moderate_and_its_interval_doubts_it():
    one = accuracies()["reflex_ankle"]
    assert (one.band, one.doubtful, str(one.lr)) == (Band.MODERATE, True, "7.1 (0.96-53)")


def test_a_figure_whose_interval_nobody_read_is_doubtful():
    assert Accuracy("x", "disc", READ, at_least=5).doubtful


def test_a_figure_from_memory_is_refused():
    with pytest.raises(ValueError, match="memory"):
        Accuracy("x", "disc", Evidence.parse("memory:high"), lr=Range(3))
