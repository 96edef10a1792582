"""A finding is a band with its interval in sight."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica.model import Band, Evidence, Finding, Interval, ratio_of
from sciatica.model.finding import band_of

READ = Evidence.parse("read:x")


@pytest.mark.parametrize(
    ("ratio", "band"),
    [
        (1, Band.HARDLY),
        (1.9, Band.HARDLY),
        (2, Band.WEAK),
        (4.9, Band.WEAK),
        (5, Band.MODERATE),
        (10, Band.MODERATE),
        (10.1, Band.STRONG),
        (0.5, Band.WEAK),
        (0.2, Band.MODERATE),
        (0.05, Band.STRONG),
    ],
)
def test_the_bands_are_those_of_common_teaching(ratio, band):
    assert band_of(ratio) is band


@given(st.floats(1.01, 100).filter(lambda ratio: min(abs(ratio - b) for b in (2, 5, 10)) > 1e-6))
def test_a_finding_is_as_strong_against_as_for(ratio):
    assert band_of(ratio) is band_of(1 / ratio)


@given(st.floats(0.05, 0.95), st.floats(0.05, 0.95))
def test_presence_and_absence_shift_the_odds_in_opposite_directions(sensitivity, specificity):
    there = ratio_of(sensitivity, specificity, present=True)
    missing = ratio_of(sensitivity, specificity, present=False)
    assert (there - 1) * (missing - 1) <= 1e-12


def test_an_interval_with_1_in_it_may_be_useless():
    finding = Finding("achilles", "disc", Interval(7.1, 0.96, 53), True, READ)
    assert finding.band is Band.MODERATE
    assert finding.may_be_useless
    assert finding.at_least is Band.HARDLY


def test_at_the_weak_end_a_finding_against_has_its_upper_limit():
    finding = Finding("none", "stenosis", Interval(0.05, 0.01, 0.4), False, READ)
    assert (finding.band, finding.at_least) == (Band.STRONG, Band.WEAK)


@pytest.mark.parametrize("ends", [(2, 3, 4), (5, 3, 4)])
def test_a_value_outside_its_interval_is_refused(ends):
    with pytest.raises(ValueError, match="is not between"):
        Interval(*ends)


def test_half_an_interval_is_refused():
    with pytest.raises(ValueError, match="both ends"):
        Interval(2, 1)


def test_a_finding_from_memory_is_refused():
    with pytest.raises(ValueError, match="from memory may not be printed"):
        Finding("x", "disc", Interval(2), True, Evidence.parse("memory:high"))
