"""A number may be printed only where somebody read its source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica.model.evidence import (
    Evidence,
    EvidenceKind,
    Extent,
    Frequency,
    Source,
    Topic,
    evidence_in,
)


def test_a_number_from_memory_is_refused():
    with pytest.raises(ValueError, match="from memory may not be printed"):
        Frequency("n", 12.0, "people", "1_year", "improved", Evidence.parse("memory:high"))


@pytest.mark.parametrize("text", ["read:murphy2009", "clinic:13"])
def test_a_number_with_a_source_or_of_the_clinic_is_allowed(text):
    assert Frequency("n", 12.4, "people", "1_year", "improved", Evidence.parse(text)).in_100 == 12


@pytest.mark.parametrize(
    ("checked", "extent"),
    [
        ("whole page", Extent.WHOLE),
        ("whole: its recommendations", Extent.WHOLE),
        ("whole abstract, and a summary by others", Extent.ABSTRACT),
        ("introduction and abstract", Extent.ABSTRACT),
        ("its list, whole", Extent.PART),
        ("page", Extent.PART),
        ("a whole summary by others", Extent.OTHERS),
        ("as quoted", Extent.OTHERS),
        ("not read: means as remembered", Extent.NOTHING),
    ],
)
def test_how_much_was_read_is_never_more_than_is_written(checked, extent):
    assert Source("id", "A", "B", checked).extent is extent


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


def test_facts_in_tables_and_lists_give_all_that_they_rest_on():
    first, second, third = map(Evidence.parse, ("read:a", "memory:low", "clinic:3"))
    facts = {"one": [Topic("x", (first,), risks=(second,))], "two": ({"three": third}, "read:b")}
    assert list(evidence_in(facts)) == [first, second, third]
    assert list(evidence_in(())) == []
