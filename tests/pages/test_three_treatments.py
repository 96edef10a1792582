"""Needling, injection, surgery: the order, what stands beside the pictures, and consent."""

import re
from functools import cache

import pytest
from bs4 import BeautifulSoup

from sciatica import pages
from sciatica.content.facts import printed
from sciatica.content.words import words
from sciatica.model.treatments import Treatment
from sciatica.pages.bibliography import cited
from sciatica.pages.three_treatments import SHOWN
from tests.harness.clinics import settings

TEXT = words("en")
PERMIT = """
[clinic]
name = "A"
[emergency]
number = "112"
[services]
needling_by = "Robin <i>E</i>"
"""
PROMISE = r"\bwill (?:help|heal|work|cure|fix)|guarantee|\bsafe\b|painless|harmless"


@cache
def soup(clinic=""):
    if not clinic:
        return BeautifulSoup(str(pages.three_treatments("en").html), "html.parser")
    with settings(clinic):
        return BeautifulSoup(str(pages.three_treatments("en").html), "html.parser")


def test_needling_comes_first_then_the_injection_then_surgery():
    assert [one["id"] for one in soup().select("section")] == [*Treatment]


@pytest.mark.parametrize("treatment", Treatment)
def test_three_pictures_with_a_short_text_each_stand_before_what_studies_found(treatment):
    section = soup().find(id=treatment)
    steps = section.select("ol > li")
    assert len(steps) == 3
    for step in steps:
        assert step.svg["role"] == "img"
        assert len(step.figcaption.text.split()) < 22
    headings = [dt.text for dt in section.select("dt")]
    wanted = [TEXT(f"three_treatments.heading.{part}") for part in SHOWN[treatment]]
    assert headings == wanted
    assert {"What studies found", "What else there is"} <= set(headings)
    assert any("Risk" in one for one in headings)


@pytest.mark.parametrize("treatment", Treatment)
def test_what_studies_found_and_the_risks_are_the_words_that_other_pages_say_with_sources(
    treatment,
):
    section = soup().find(id=treatment)
    told = {dt.text: dt.find_next_sibling("dd") for dt in section.select("dt")}
    for part in ("studies", "risks", "hard"):
        whose = SHOWN[treatment].get(part)
        if not whose:
            continue
        file = {"option": "options.option", "pillar": "what_we_do.pillar"}[whose]
        said = told[TEXT(f"three_treatments.heading.{part}")]
        assert TEXT(f"{file}.{treatment}.{part}", **printed()) in said.text
        assert said.cite


def test_no_number_is_typed_on_this_page_alone():
    own = [key for key in TEXT.entries if key.startswith("three_treatments.")]
    said = [
        TEXT(key, **dict.fromkeys(TEXT.slots(key), "")) for key in own if ".describe." not in key
    ]
    assert not [one for one in said if re.search(r"\d", one)]


def test_nothing_is_promised():
    assert not re.search(PROMISE, soup(PERMIT).text, re.IGNORECASE)


def test_who_holds_the_permit_signs_beside_who_may_say_no():
    card = soup(PERMIT).select_one("#needling .sx-consent")
    assert "I can say no, and stop at any time." in card.strong.text
    assert [dt.text for dt in card.select(".sx-lines dt")] == [
        TEXT(f"three_treatments.consent.line_{one}")
        for one in ("name", "date", "signature", "physio")
    ]
    assert len(card.select(".sx-blank")) == 4
    assert not card.select("input, button, form")  # nothing is typed or kept
    assert "Robin <i>E</i>, with the needling permit" in soup(PERMIT).find(id="needling").text
    assert not soup(PERMIT).find(id="needling").i


def test_without_a_permit_holder_there_is_no_consent_and_the_rest_stands():
    without, with_it = soup(), soup(PERMIT)
    assert not without.select(".sx-consent")
    assert TEXT("three_treatments.who") not in without.text
    assert TEXT("three_treatments.who") in with_it.text
    for one in without.select("#needling li, #needling dd"):
        assert one.text.strip()
    assert len(without.select("section")) == len(with_it.select("section")) == 3


def test_the_page_rests_on_the_sources_of_all_three():
    shorts = {one.id for one in cited("en", "three-treatments")}
    assert {"brady2014", "ptab_dn", "epidural2020", "fda2014", "peul2007", "bombieri2022"} <= shorts


def test_the_signs_stand_below():
    assert soup().select_one('.sx-again a[href^="tel:"]')
