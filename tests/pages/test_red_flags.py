"""The walk and the sheets say what the clinical base says."""

import pytest
from bs4 import BeautifulSoup

from sciatica import pages
from sciatica.content.facts import cards, printed
from sciatica.content.words import words
from sciatica.model.red_flags import Tier

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


def test_reading_all_cards_takes_little_more_than_two_minutes_at_200_words_a_minute(walk):
    # the question and the answers are the same on every card: read once
    first, *others = walk.select("[data-step]")
    signs = [part.text for step in others for part in (step.h3, step.ul)]
    assert len(" ".join([first.text, *signs]).split()) / 200 < 2.25


def test_the_end_of_the_first_card_says_to_call_and_not_to_drive_and_names_no_way_there(walk):
    end = walk.select_one('[data-advice="call"]')
    assert end.h3.text == "Call 911 now. Do not drive."
    assert end.select_one('a[href="tel:911"]')
    assert "hospital" not in end.select_one(".sx-action").text
    (note,) = end.select("[data-note]")
    (card,) = (card for card in cards() if card.calls)
    assert note["data-note"] == f"call.{card.id}"
    assert len(note.find_all("li")) == len(card.lines)


def test_the_emergency_end_says_what_to_say_at_the_desk(walk):
    end = walk.select_one('[data-advice="A"]')
    said, *cauda = (quote.text for quote in end.select("blockquote"))
    assert said == TEXT("red_flags.desk.say")
    # the clinic's own cards are those of the cauda equina
    assert len(cauda) == sum(bool(card.clinic_statement) for card in cards())
    assert all("cauda equina" in one for one in cauda)
    assert TEXT("red_flags.wallet.unsure") in end.text
    assert walk.select("[data-advice]:not([data-advice=A]) blockquote") == []


def test_legs_that_suddenly_give_way_are_called_for_and_never_sent_travelling(walk):
    (card,) = (card for card in cards() if card.calls)
    assert "both_weak" in [line.id for line in card.lines]
    sign = TEXT(f"red_flags.card.{card.id}.both_weak")
    assert sign in walk.select_one("[data-step]").text
    assert sign in walk.select_one('[data-advice="call"]').text
    assert sign not in walk.select_one('[data-advice="A"]').text
    card = soup(pages.wallet_card("en").html)
    assert "too weak to stand or walk: call 911 now" in card.text


def test_cancer_with_changed_legs_is_an_emergency_and_with_new_leg_pain_the_same_day(walk):
    shown = {tier: walk.select_one(f'[data-note="{tier}.tell_a_doctor"]').text for tier in "BC"}
    assert TEXT("red_flags.card.tell_a_doctor.cancer_nerve") in shown["B"]
    assert TEXT("red_flags.card.tell_a_doctor.cancer") in shown["C"]
    urgent = walk.select_one('[data-note="A.suddenly_unwell"]').text
    assert TEXT("red_flags.card.suddenly_unwell.cancer_legs") in urgent


def test_no_emergency_sign_rests_on_memory_alone():
    remembered = [
        line.id
        for card in cards()
        for line in card.lines
        if line.tier is Tier.EMERGENCY_NOW
        and not any(one.may_print_numbers for one in line.evidence)
    ]
    assert remembered == []


def test_clinicians_find_every_card_as_single_questions_with_reasons():
    fold = soup(pages.red_flags_for_clinicians("en").html).details
    assert not fold.has_attr("open")
    for card in cards():
        assert TEXT(f"red_flags.staff.card.{card.id}.why") in fold.text
        assert TEXT(f"red_flags.staff.card.{card.id}.adds", **printed()) in fold.text
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
    for word in ("between the legs", "slow to start", "or leaks", "sex", "both legs", "foot slaps"):
        assert word in card.text.lower()
    assert "Call 911" in card.text


def test_why_it_matters_says_that_early_care_protects_nerves_and_to_go_when_unsure():
    said = soup(pages.why_it_matters("en").html).text
    assert "lasting nerve damage" in said
    assert "If you are not sure, go and be checked." in said
