"""A finding is a band with its interval in sight."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica.model.accuracy import Band, DiagnosticAccuracy, Interval, Target, band_of, ratio_of
from sciatica.model.evidence import Evidence

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


@given(st.floats(5, 95), st.floats(5, 95))
def test_presence_and_absence_shift_the_odds_in_opposite_directions(sensitivity, specificity):
    there = ratio_of(sensitivity, specificity, present=True)
    missing = ratio_of(sensitivity, specificity, present=False)
    assert (there - 1) * (missing - 1) <= 1e-12


def finding(**what):
    return DiagnosticAccuracy("x", Target("disc"), READ, **what)


def test_an_interval_with_1_in_it_may_be_useless():
    one = finding(published=Interval(7.1, 0.96, 53))
    assert one.band is Band.MODERATE
    assert one.may_be_useless
    assert one.at_least is Band.HARDLY


def test_at_the_weak_end_a_finding_against_has_its_upper_limit():
    one = finding(published=Interval(0.05, 0.01, 0.4), present=False)
    assert (one.band, one.at_least) == (Band.STRONG, Band.WEAK)


def test_a_range_is_as_strong_as_its_stronger_end():
    one = finding(published=Interval(None, 1.02, 6))
    assert (one.band, one.at_least) == (Band.MODERATE, Band.HARDLY)


def test_a_ratio_is_worked_out_only_where_the_source_gives_none():
    rates = {"sensitivity": Interval(52), "specificity": Interval(90)}
    derived, published = finding(**rates), finding(**rates, published=Interval(5.22))
    assert (derived.ratio, derived.is_derived) == (Interval(5.2), True)
    assert (published.ratio, published.is_derived) == (Interval(5.22), False)


def test_a_range_of_specificity_gives_no_ratio_and_no_band():
    one = finding(sensitivity=Interval(50), specificity=Interval(None, 83, 94))
    assert (one.ratio, one.band, one.at_least) == (None, None, None)


@pytest.mark.parametrize("ends", [(2, 3, 4), (5, 3, 4)])
def test_a_value_outside_its_interval_is_refused(ends):
    with pytest.raises(ValueError, match="is not between"):
        Interval(*ends)


def test_half_an_interval_is_refused():
    with pytest.raises(ValueError, match="both ends"):
        Interval(2, 1)


@pytest.mark.parametrize("ends", [(None, 3, 2), (None,)])
def test_a_range_without_two_ends_in_order_is_refused(ends):
    with pytest.raises(ValueError, match="two ends"):
        Interval(*ends)


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ({"published": Interval(0)}, "more than nothing"),
        ({"sensitivity": Interval(92, 87, 195)}, "between 0 and 100"),
        ({"cause": "disc", "sensitivity": Interval(92)}, "no likelihood ratio"),
        ({"or_more": True}, "no likelihood ratio"),
    ],
)
def test_a_figure_that_cannot_be_is_refused(what, why):
    with pytest.raises(ValueError, match=why):
        finding(**what)


def test_a_finding_from_memory_is_refused():
    with pytest.raises(ValueError, match="from memory may not be printed"):
        DiagnosticAccuracy("x", "disc", Evidence.parse("memory:high"), published=Interval(2))
