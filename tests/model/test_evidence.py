"""A number may be printed only where somebody read its source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica.model import Evidence, EvidenceKind, Frequency


def test_a_number_from_memory_is_refused():
    with pytest.raises(ValueError, match="from memory may not be printed"):
        Frequency("n", 12.0, "people", "1_year", "improved", Evidence.parse("memory:high"))


@pytest.mark.parametrize("text", ["read:murphy2009", "clinic:13"])
def test_a_number_with_a_source_or_of_the_clinic_is_allowed(text):
    assert Frequency("n", 12.4, "people", "1_year", "improved", Evidence.parse(text)).in_100 == 12


@pytest.mark.parametrize("text", ["", "read", "read:", "hearsay:x", "read:a b", "memory:high "])
def test_evidence_in_another_form_is_refused_with_the_forms(text):
    with pytest.raises(ValueError, match="read:SOURCE_ID"):
        Evidence.parse(text)


@given(st.floats(0, 100))
def test_so_many_in_100_is_a_whole_number_within_100(percent):
    number = Frequency(
        "n", percent, "people", "1_year", "improved", Evidence(EvidenceKind.READ, "x")
    )
    assert 0 <= number.in_100 <= 100
    assert abs(number.in_100 - percent) <= 0.5


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_proportion_outside_100_is_refused(percent):
    with pytest.raises(ValueError, match="not between 0 and 100"):
        Frequency("n", percent, "people", "1_year", "improved", Evidence.parse("read:x"))
