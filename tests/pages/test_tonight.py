"""The page for the night: the signs first, one sentence a card, no medicine by name, no answer."""

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from sciatica import pages
from sciatica.content.clinic import the_clinic
from sciatica.content.facts import FACTS, Folder, cards
from sciatica.content.phone import Phone
from sciatica.content.toml import ContentError
from sciatica.content.tonight import night_cards
from sciatica.content.words import words
from sciatica.figures.catalogue import catalogue
from sciatica.model.red_flags import Tier
from sciatica.pages.bibliography import cited
from sciatica.pages.tonight import night_slides, signs

TEXT = words("en")
LONGEST = 30
"""Words of one card: what somebody in pain reads in six seconds or so."""
MOST = 340
"""Words of all cards: a minute and a half at 200 words a minute."""


@pytest.fixture(scope="module")
def page():
    return BeautifulSoup(pages.tonight("en").html, "html.parser")


def test_the_first_card_is_the_signs_with_the_button_that_calls(page):
    first = page.select_one("[data-slide]")
    assert first["id"] == "tonight-signs"
    assert first.select_one(".sx-call")["href"] == the_clinic().emergency_number.link
    shown = [li.text for li in first.select("li")]
    assert shown == [line.replace("**", "") for line in signs(TEXT, the_clinic())]
    called, *travelled = shown
    assert called.endswith(f"call {the_clinic().emergency_number} now.")
    assert "cannot stand" in called
    assert not any(str(the_clinic().emergency_number) in line for line in travelled)


def test_each_card_of_the_safety_list_with_an_emergency_sign_has_its_line():
    urgent = [c.id for c in cards() if any(x.tier is Tier.EMERGENCY_NOW for x in c.lines)]
    assert TEXT.under("tonight.sign") == urgent


def test_facts_in_which_something_stands_before_the_signs_are_refused(tmp_path):
    for name in ("sources", "tonight"):
        text = (FACTS / f"{name}.toml").read_text(encoding="utf-8").replace('"signs"', '"later"')
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match="before the signs"):
        night_cards(Folder(tmp_path))


def test_nothing_on_a_card_can_be_answered_or_skipped(page):
    assert page.select("input, select, textarea, a[href^='#']") == []
    assert [button["data-go"] for button in page.select("button")] == ["-1", "1"]


def test_every_card_shows_a_picture_that_the_catalogue_holds_before_its_words(page):
    for card, slide in zip(night_cards(), page.select("[data-slide]"), strict=True):
        assert card.shows.keys() <= catalogue(TEXT).keys()
        picture, said = slide.find_all("div", recursive=False)
        assert len(picture.select("svg[role=img]")) == len(card.shows)
        assert said.h2 is not None


def test_every_card_says_one_thing_shortly_and_all_are_read_in_about_a_minute_and_a_half(page):
    said = [words_of.text.split() for words_of in page.select("[data-slide] .sx-slide-words")]
    assert all(len(one) <= LONGEST for one in said[1:])
    assert sum(map(len, said)) <= MOST


def test_no_medicine_is_named(page):
    named = (
        r"paracetamol|acetaminophen|ibuprofen|naproxen|opioid|gabapentin|pregabalin|tylenol|advil"
    )
    assert not re.search(named, page.text, re.I)


def test_a_clinic_without_a_nurse_line_names_the_doctor():
    clinic = replace(the_clinic(), nurse_number=Phone(""), nurse_name="")
    (medicine,) = [one for one in night_slides(TEXT, clinic) if one.id == "medicine"]
    assert TEXT("tonight.doctor") in medicine.body


def test_the_page_lists_the_sources_of_its_cards():
    assert {"nhs_sciatica", "myhealth_ab"} <= {one.id for one in cited("en", "tonight")}
