"""Where may the disc be: the signs name no root, every place is checked by the rule, and the model
shows what is said."""

from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

from sciatica import pages
from sciatica.content.words import words
from sciatica.model.anatomy import LESSON, Side, roots_at_risk, usual_origins
from sciatica.training.where import PLACES, Where, person, story

TEXT = words("en")


@pytest.fixture(scope="module")
def model():
    return pages.workshop_model("en")


@pytest.fixture
def where(model):
    return Where("en", model, 1)


def right(page):
    return [f"{disc} {zone}" for disc, zone in usual_origins(page.root)]


def test_every_root_and_side_comes_in_turn():
    six = [person(number) for number in range(1, 7)]
    assert set(six) == {(root, side) for root in LESSON for side in Side}
    assert all(one[0] is not two[0] for one, two in pairwise(six))


@pytest.mark.parametrize("root", LESSON)
@pytest.mark.parametrize("side", Side)
def test_the_signs_tell_the_side_and_not_the_root(root, side):
    told = story(root, side, TEXT)
    assert f"The {side} leg" in told
    assert root not in told


def test_no_two_roots_have_the_same_signs():
    assert len({story(root, Side.LEFT, TEXT) for root in LESSON}) == len(LESSON)


def test_every_place_that_is_right_can_be_chosen():
    offered = set(PLACES.values())
    for root in LESSON:
        assert set(usual_origins(root)) <= offered


def test_before_the_check_the_model_shows_no_lesion_and_no_root(where):
    assert (where.model.form, where.model.root) == ("none", "none")
    assert where.model.side == where.side


def test_all_places_together_are_right_and_the_model_shows_the_first(where):
    where.answer.choose(*right(where))
    assert TEXT("where.right") in where.answer.feedback
    assert where.answer.disabled
    disc, zone = PLACES[right(where)[0]]
    assert (where.model.level, where.model.zone) == (disc, zone)
    assert (where.model.form, where.model.root) == ("protrusion", "reached")


@pytest.mark.parametrize("number", range(1, 7))
def test_a_wrong_place_is_not_right_and_says_which_are(model, number):
    where = Where("en", model, number)
    wrong = next(name for name in PLACES if name not in right(where))
    where.answer.choose(wrong, *right(where))
    assert TEXT("where.partly") in where.answer.feedback
    assert "sx-outcome-not_right" in where.answer.feedback
    for name in right(where):
        assert TEXT("training.ask.right_answer") in where.answer.marks[name]
    assert where.answer.marks[wrong] == TEXT("training.ask.your_answer")


def test_one_of_two_places_is_not_all_of_it(where):
    one, _ = right(where)
    where.answer.choose(one)
    assert TEXT("where.partly") in where.answer.feedback


def test_nothing_chosen_is_not_an_answer(where):
    where.answer.choose()
    assert not where.answer.disabled
    assert where.answer.feedback == ""


def test_what_is_said_of_a_place_is_what_the_model_shows(where):
    where.answer.choose(*right(where))
    for name, (disc, zone) in PLACES.items():
        where.see.press(name)
        assert (where.model.level, where.model.zone) == (disc, zone)
        (root,) = roots_at_risk(disc, zone).roots
        assert f"the {root} root" in where.see.feedback


def test_another_person_comes_with_other_signs_and_an_empty_model(where):
    first = where.root
    where.answer.choose(*right(where))
    where.another.press("another")
    assert where.root is not first
    assert where.model.form == "none"
    assert where.answer.value == []


def test_the_model_of_the_workshop_leads_to_no_other_page(model):
    shown = BeautifulSoup(model.html, "html.parser")
    assert [one["href"] for one in shown.select("[data-alert] a") if ".ipynb" in one["href"]] == []
    assert '"flat":""' in model.html
    assert '"flat":"disc=' not in model.html
