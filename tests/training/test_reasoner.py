"""How often a careful reader of the facts reaches what a patient has (see benchmarks/reasoner)."""

import pytest

from benchmarks.reasoner import measure, read
from sciatica.content.examination import world
from sciatica.model.patients import draw

PATIENTS = 300


@pytest.fixture(scope="module")
def measured():
    return measure(PATIENTS)


def test_a_typical_patient_can_be_read_by_whoever_tests_everything(measured):
    for template in world().templates:
        if template.kind == "typical":
            reached, accepted, _ = measured[template.id]
            assert reached >= 0.95, template.id
            assert accepted >= reached - 0.01


def test_a_partial_patient_can_be_read_most_of_the_time(measured):
    for template in world().templates:
        if template.kind == "partial":
            assert measured[template.id][1] >= 0.8, template.id


def test_an_atypical_root_is_left_uncertain_more_often_than_misnamed(measured):
    for template in world().templates:
        if template.kind == "atypical" and template.root:
            reached, accepted, others = measured[template.id]
            assert accepted >= 0.9, template.id
            assert reached < 1, "then it is not atypical"
            named = sum(others.values()) - others["uncertain"]
            assert named < others["uncertain"]


def test_the_reader_knows_nothing_of_the_template():
    one = draw(world().templates[0], 1, world())
    other = draw(world().templates[0], 1, world())
    assert read(one) == read(other) == world().templates[0].hypothesis
