"""The walk and the sheets say what the clinical base says."""

import pytest
from bs4 import BeautifulSoup

from sciatica import pages
from sciatica.content import cards, words

TEXT = words("en")


def soup(html):
    return BeautifulSoup(str(html), "html.parser")


@pytest.fixture(scope="module")
def walk():
    return soup(pages.safety_walk("en").html)


def test_the_end_after_none_to_everything_reassures_about_nothing(walk):
    said = walk.select_one('[data-advice="all_none"] .sx-action').text.strip()
    assert said == (
        "You chose no sign today. That does not rule out a serious problem. Signs can start later. "
        "If one starts, go to Emergency, day or night."
    )


def test_every_card_asks_whether_it_is_new_different_or_worse(walk):
    stem = TEXT("red_flags.list.stem")
    assert all(stem in step.text for step in walk.select("[data-step]"))


def test_rather_not_say_repeats_that_a_change_means_go_now(walk):
    assert "If this has changed, go now." in walk.select_one('[data-advice="open"]').text


def test_the_emergency_panel_never_names_the_nurse_line(walk):
    assert "811" not in walk.text


def test_the_emergency_panel_dials_and_every_other_end_says_that_signs_can_start_later(walk):
    assert walk.select_one('[data-advice="A"] a[href="tel:911"]')
    for advice in ("B", "C", "all_none"):
        assert "later" in walk.select_one(f'[data-advice="{advice}"]').text


def test_an_old_sign_on_the_mixed_card_shows_all_of_its_signs(walk):
    (card,) = [card for card in cards() if card.id == "tell_a_doctor"]
    note = walk.select_one('[data-note="C.tell_a_doctor.old"]')
    assert len(note.find_all("li")) == len(card.lines)


def test_yes_on_the_mixed_card_shows_each_sign_under_its_own_tier(walk):
    (card,) = [card for card in cards() if card.id == "tell_a_doctor"]
    for tier in ("B", "C"):
        shown = len(walk.select_one(f'[data-note="{tier}.tell_a_doctor"]').find_all("li"))
        assert shown == sum(line.tier == tier for line in card.lines)
        lead = TEXT("red_flags.walk.if_one")
        assert lead in walk.select_one(f'[data-note="{tier}.tell_a_doctor"]').text


def test_reading_all_six_cards_takes_less_than_two_minutes_at_200_words_a_minute(walk):
    # the question and the answers are the same on every card: read once
    first, *others = walk.select("[data-step]")
    signs = [part.text for step in others for part in (step.h3, step.ul)]
    assert len(" ".join([first.text, *signs]).split()) / 200 < 2


def test_clinicians_find_every_card_as_single_questions_with_reasons():
    fold = soup(pages.red_flags_for_clinicians("en").html).details
    assert not fold.has_attr("open")
    for card in cards():
        assert TEXT(f"red_flags.staff.card.{card.id}.why") in fold.text
        assert TEXT(f"red_flags.staff.card.{card.id}.adds") in fold.text
        for line in card.lines:
            assert TEXT(f"red_flags.card.{card.id}.{line.id}") in fold.text


def test_the_sheet_for_emergency_is_blank_and_asks_what_emergency_needs():
    sheet = soup(pages.emergency_sheet("en").html)
    assert len(sheet.select("dd .sx-blank")) == 9
    assert sheet.find_all(["input", "textarea", "form"]) == []
    for word in ("began", "new", "urine", "thinners", "call back"):
        assert word in sheet.text


def test_the_patients_card_names_every_cauda_equina_sign_and_dials_the_clinics_number():
    card = soup(pages.wallet_card("en").html)
    for word in ("between the legs", "slow to start", "leaking", "Sex", "both legs", "foot slaps"):
        assert word in card.text
    assert "Call 911" in card.text


def test_why_it_matters_says_that_early_care_protects_nerves_and_to_go_when_unsure():
    said = soup(pages.why_it_matters("en").html).text
    assert "lasting nerve damage" in said
    assert "If you are not sure, go and be checked." in said
