"""The page on exercises says with each exercise what it must, in order, and nothing it must not."""

import gzip
import json
import re

import pytest
from bs4 import BeautifulSoup

from sciatica import pages
from sciatica.content.clinic import the_clinic
from sciatica.content.exercises import exercises
from sciatica.content.posed_artwork import Pose
from sciatica.content.words import words
from sciatica.figures.posed import END, pose
from sciatica.model.practice import ExerciseName, PracticeEnding, Stage, compile_practice
from sciatica.pages.exercises import DOSE, OF_EACH, SHOWN_SIDE, both_names
from sciatica.pages.safety import call_signs
from sciatica.widgets.walkthrough import table_of

TEXT = words("en")
NAMES = list(ExerciseName)
ARCHED = {
    Pose.PRONE_PROPPING, Pose.PRONE_PILLOW, Pose.BENCH_LEAN, Pose.PRESS_UP, Pose.STANDING_EXTENSION,
}  # fmt: skip


def said(tag):
    return " ".join(tag.get_text(" ").split())


@pytest.fixture(scope="module")
def page():
    return BeautifulSoup(pages.exercise_walk("en").html, "html.parser")


@pytest.fixture(scope="module")
def cards(page):
    return {name: page.select_one(f"#practice-{name}") for name in NAMES}


def test_that_these_are_starting_points_stands_with_every_exercise(cards):
    for name, card in cards.items():
        (line,) = card.select(".sx-start-points")
        assert said(line) == TEXT("exercises.start_points"), name
        # not on paper alone: nothing around it is left out on the screen
        assert not line.find_parent(class_="sx-card-only"), name
        assert not line.find_parent("section"), name


def test_not_first_choice_for_stenosis_type_pain_stands_wherever_propping_is_shown(page):
    wording = "For this kind of pain (stenosis-type) propping up is not first choice."
    arched = {pose(one, SHOWN_SIDE, TEXT).views[END].words for one in ARCHED}
    propping = [svg for svg in page.find_all("svg") if svg.get("aria-label") in arched]
    assert {svg["aria-label"] for svg in propping} == arched
    propping.append(page.select_one("[data-step=choose]"))
    for shown in propping:
        around = shown.find_parent(attrs={"data-group": True})
        assert wording in said(around)
        note = around.find(string=re.compile(re.escape(wording)))
        assert not note.find_parent(class_="sx-card-only")
    head = page.select_one("#practice-prone_propping > .sx-evidence")
    assert wording in said(head)  # beside whichever step is shown


def test_a_card_has_all_of_it_in_order(cards):
    for name, card in cards.items():
        order = [step["data-step"] for step in card.select("[data-step]")]
        assert order == [f"{name}-{stage}" for stage in OF_EACH]
        versions = len(exercises()[name].versions) - 1
        assert len(card.select("svg[role=img]")) >= 2 + versions, name
        assert len(card.select("[data-step$='-steps'] ol > li")) >= 3, name
        rule = [said(line) for line in card.select(".sx-card-only .sx-rule li")]
        assert [line.split(":")[0] for line in rule] == [
            "New or growing weakness, or another Emergency sign",
            "Moved down the leg, stronger, or more numb",
            "No change",
            "Moved up toward the back, or less",
        ], name
        block = card.select_one(".sx-card-emergency")
        assert TEXT("common.strip.signs") in said(block), name
        assert block.a["href"] == the_clinic().emergency_number.link, name


def test_when_to_ask_first_is_a_plain_list_without_any_question(cards):
    for name, card in cards.items():
        asked = card.select_one(f"[data-step={name}-ask_first]")
        cases = [TEXT(f"exercises.{name}.ask.{one.id}") for one in exercises()[name].ask_first]
        assert [said(case) for case in asked.select("ul > li")] == cases
        assert asked.find_all(["input", "select"]) == [], name
        answers = [button["data-answer"] for button in asked.find_all("button")]
        assert answers == ["next", "other", "finish"], name


def test_without_a_sheet_three_equal_cards_each_open_with_whom_to_ask_first(page):
    choices = page.select("[data-step=choose] .sx-choice")
    assert len(choices) == len(NAMES)
    for name, choice in zip(NAMES, choices, strict=True):
        first = choice.select_one("h4 ~ p")
        assert said(first) == TEXT("exercises.card.ask_first.title")
        cases = [TEXT(f"exercises.{name}.ask.{one.id}") for one in exercises()[name].ask_first]
        assert [said(case) for case in choice.select("li")] == cases
        assert choice.svg["aria-hidden"] == "true"  # its name stands beside it
    answers = page.select("[data-step=choose] [data-answer]")
    assert [one["data-answer"] for one in answers] == NAMES
    assert "short walks" in said(page.select_one("[data-step=choose]"))


def test_what_stops_it_stands_with_the_practice(cards):
    for name, card in cards.items():
        practice = card.select_one(f"[data-step={name}-practice]")
        stops = [TEXT(f"exercises.{name}.stop.{one.id}") for one in exercises()[name].stops]
        assert [said(stop) for stop in practice.select(".sx-stop li")] == stops


def test_the_dose_is_blank_but_for_the_clinics_own_hold(cards):
    for name, card in cards.items():
        own = "30" if name is ExerciseName.PRONE_PROPPING else ""
        dose = card.select_one(".sx-dose")
        assert len(dose.select(".sx-write")) == len(DOSE), name
        assert all(not blank.text for blank in dose.select(".sx-write")), name
        assert "your physio fills this in" in said(dose), name
        assert "Common practice, not proof" in said(dose), name
        assert re.findall(r"\d+", said(dose)) == ([own] if own else []), name
        told = "Our clinic's own time for one hold is 30 seconds." in said(dose)
        assert told == bool(own), name
        assert card.select_one("[data-number=hold_s]")["value"] == own, name


def test_in_the_words_of_the_slide_a_straight_knee_goes_with_the_head_up():
    straight, bent = (TEXT(f"exercises.nerve_glide.step_{number}") for number in (1, 2))
    assert "straighten your knee" in straight
    assert "at the same time look up" in straight
    assert "bend your knee" in bent
    assert "at the same time tuck your chin" in bent
    assert TEXT("exercises.nerve_glide.start") == "Knee bent, chin tucked"
    assert TEXT("exercises.nerve_glide.end") == "Knee straight, head up"
    for key in TEXT.under("exercises.nerve_glide"):
        text = TEXT.entries.get(f"exercises.nerve_glide.{key}", "")
        for sentence in re.split(r"[.,;:]", text):
            assert not re.search(r"straight.*(tuck|chin)", sentence), text
            assert not re.search(r"ben[dt].*(look|head) up", sentence), text


def test_the_pairing_that_pulls_at_both_ends_is_nothing_to_practise_alone():
    shown = {version.figure for one in exercises().values() for version in one.versions[1:]}
    assert Pose.GLIDE_TENSIONER not in shown


def test_a_sorer_back_alone_is_all_right_where_the_pain_is_asked_for(page):
    asked = page.select_one("[data-step=pain]")
    assert "A sorer back alone is all right if the leg is easier." in said(asked)
    assert len(asked.select("svg[role=img]")) == 3
    assert [b["data-answer"] for b in asked.find_all("button")] == [
        *("sign", "worse", "same", "better"),
    ]


def test_nothing_is_chosen_beforehand_and_every_signal_is_off(page):
    assert page.select("[checked]") == []
    assert {b["aria-pressed"] for b in page.select("[data-answer]")} == {"false"}


def test_no_trait_and_no_link_holds_an_answer(page):
    for widget in (pages.exercise_walk("en"), pages.hold_timer("en")):
        own = {name for name in widget.trait_names(sync=True) if not name.startswith("_")}
        assert own <= {"html", "layout", "tabbable", "tooltip"}
    assert all("?" not in link["href"] for link in page.find_all("a"))


def test_the_browsers_table_is_the_compiled_one(page):
    (script,) = page.find_all("script")
    assert json.loads(script.string) == json.loads(json.dumps(table_of(compile_practice())))


def test_the_safety_card_names_every_emergency_group_and_what_a_yes_means(page):
    card = said(page.select_one("[data-step=safety]"))
    for sign in TEXT("red_flags.wallet.signs").split(" · "):
        assert sign in card
    for word in ("fever", "chest pain", "short breath", "belly", "fall", "clumsy", "cold"):
        assert word in card
    assert "Do no exercise now. Go to Emergency" in card


def test_an_exercise_that_a_sign_ends_says_first_what_to_call_for(page):
    for close in (PracticeEnding.EMERGENCY, PracticeEnding.RED_FLAGS):
        first, then = page.select(f"[data-advice={close}] .sx-action")
        assert first.text == "Is it one of these? Call 911 now. Do not drive."
        listed = [li.text for li in first.parent.find_all("li")]
        assert listed == call_signs(TEXT)
        assert "Go to a hospital Emergency" in then.text


def test_every_end_says_what_next_and_only_urgent_ones_dial(page):
    for close in PracticeEnding:
        panel = page.select_one(f"[data-advice={close}]")
        dials = [a["href"] for a in panel.select(".sx-call")]
        urgent = close in (PracticeEnding.EMERGENCY, PracticeEnding.RED_FLAGS)
        assert dials == ([the_clinic().emergency_number.link] if urgent else []), close
        if urgent:
            assert "Go to a hospital Emergency now" in said(panel), close
            assert the_clinic().nurse_number not in said(panel), close
        else:
            assert TEXT("red_flags.walk.later") in said(panel), close
    assert page.select_one(f"[data-advice={PracticeEnding.RED_FLAGS}]").find(
        "a", href="04-red-flags.ipynb#list"
    )


def test_after_no_sign_nobody_is_told_that_all_is_well(page):
    card = said(page.select_one("[data-step=choose]"))
    assert "That does not rule out a serious problem." in card


def test_the_page_says_ease_and_calm_and_none_of_the_words_it_must_not(made_pages):
    text = made_pages["exercises"]
    assert "ease and calm the nerve" in text
    assert not re.search(r"create space|unst[iu]ck|releas|put .* back in", text, re.I)


def test_the_usual_name_of_an_exercise_stands_second_in_brackets_on_every_page(real):
    usual = re.compile(r"prone propping|nerve glides?|dead bug|bird dog|side plank", re.I)
    found = 0
    for page in real.pages:
        soup = BeautifulSoup(page.html, "html.parser")
        for left_out in soup.select(".sx-clinicians, .sx-sources, .sx-all-sources, script, style"):
            left_out.extract()
        if page.route in ("en/sources", "en/about"):
            continue
        main = said(soup.main)
        for match in usual.finditer(main):
            before = main[: match.start()]
            defined = main[match.start() - 2 :].startswith("A nerve glide is")
            assert defined or before.rpartition("(")[2] in ("", "sciatic "), (page.route, match[0])
            found += 1
    assert found >= 10


def test_a_button_and_a_step_call_an_exercise_by_its_one_name(page):
    for name in NAMES:
        button = page.select_one(f"[data-step=choose] [data-answer={name}]")
        assert said(button) == TEXT(f"exercises.{name}.title")
        step = page.select_one(f"[data-step={name}-steps]")
        assert step["data-progress"].startswith(said(button) + ":")


def test_every_study_has_its_sure_and_its_source(real):
    (html,) = [page.html for page in real.pages if page.route == "en/exercises"]
    main = BeautifulSoup(html, "html.parser").main
    for name in NAMES:
        title = main.find("h3", string=both_names(TEXT, name), class_=False)
        study = title.find_next_sibling("p")
        assert "How sure:" in said(study)
        assert study.find_all("cite")


def test_the_page_stays_small(real):
    (html,) = [page.html for page in real.pages if page.route == "en/exercises"]
    assert len(html.encode()) < 600_000
    assert len(gzip.compress(html.encode())) < 155_000


def test_a_place_in_the_walk_has_its_words(page):
    listed = {step["data-step"] for step in page.select("[data-step]")}
    assert listed == set(compile_practice().cards.values())
    for stage in Stage:
        assert TEXT(f"exercises.card.{stage}.title")
