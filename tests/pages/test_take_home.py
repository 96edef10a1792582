"""The sheet to take home says what belongs together, and never lacks the signs."""

import json
from functools import cache

import pytest
from bs4 import BeautifulSoup

from sciatica import pages
from sciatica.content.pictures import picture_facts
from sciatica.content.words import words
from sciatica.model.anatomy import RootName, Side
from sciatica.model.take_home import LinkError
from sciatica.pages import sheet_link
from sciatica.pages.take_home import chosen_pictures, link_to

TEXT = words("en")
ON_SHEET = list(picture_facts().on_sheet())


@cache
def sheet():
    return BeautifulSoup(pages.take_home("en").html, "html.parser")


def table_of(html):
    return json.loads(html.find("script", type="application/json").string)


@cache
def states():
    return table_of(sheet())["states"]


# ---- links ------------------------------------------------------------------------------------


def test_a_link_from_another_page_has_its_picture_chosen():
    facts = picture_facts()
    assert link_to(facts.named("legs-L5"), Side.LEFT).startswith("07-take-home.ipynb#sheet=1.l5l.")
    assert link_to(facts.named("leg-L5"), Side.LEFT) == sheet_link("l5l")
    assert link_to(facts.named("move-prop"), Side.LEFT) == sheet_link(exercises="p")
    assert sheet_link("l5l", ["p", "n", "d"], "x") == "07-take-home.ipynb#sheet=1.l5l.pnd.x.m7"


def test_a_link_to_what_is_not_there_is_an_error_and_no_link():
    with pytest.raises(LinkError):
        sheet_link("l9l")


# ---- pictures ---------------------------------------------------------------------------------


def test_what_the_board_shows_has_a_code_of_its_own_or_stands_for_another_piece():
    for entry in picture_facts().on_board():
        if entry.says or entry.group == "test":
            continue  # on the board alone
        codes = [code for code, one, _ in ON_SHEET if one is entry]
        elsewhere = entry.sheet or entry.exercise
        assert len(codes) == (0 if elsewhere else 2 if entry.is_sided else 1), entry.id


def test_a_picture_of_the_board_says_on_the_sheet_what_it_says_there():
    board = table_of(BeautifulSoup(pages.consult_board("en").html, "html.parser"))["states"]
    for code, entry, side in ON_SHEET:
        if entry.board:
            here, there = states()[code], board[f"{entry.id}.{side}"]
            assert (here["headline"], here["shows"]) == (there["headline"], there["shows"]), code
            assert here["scene"] == (entry.scene or entry.id), code


def test_the_pictures_of_a_code_are_those_that_the_browser_shows_for_it():
    assert list(states()) == [code for code, _, _ in ON_SHEET]
    for code, state in states().items():
        alts = {name: one["alt"] for name, one in state["shows"].items()}
        chosen = chosen_pictures("en", code)
        assert {picture.id: picture.views[view].words for picture, view in chosen} == alts, code
    assert chosen_pictures("en", "") == []


def test_the_pictures_stand_in_folds_by_their_groups():
    folds = sheet().select(".sx-take-group")
    groups = dict.fromkeys(TEXT(f"board.group.{one.group}.name") for _, one, _ in ON_SHEET)
    assert [fold.summary.text for fold in folds] == list(groups)
    for fold, group in zip(folds, groups, strict=True):
        offered = [tag["value"] for tag in fold.select("input")]
        own = [c for c, one, _ in ON_SHEET if TEXT(f"board.group.{one.group}.name") == group]
        assert offered == own, group


def test_a_map_of_the_legs_shows_the_side_and_the_roots_that_its_words_name():
    maps = [(code, one, side) for code, one, side in ON_SHEET if one.id.startswith("legs")]
    assert len(maps) == 8
    for code, entry, side in maps:
        state = states()[code]
        roots = {entry.id.partition("-")[2]} - {""} or {"L4", "L5", "S1"}
        layers = set().union(*(one["layers"] for one in state["shows"].values()))
        assert layers == {f"body-{side}", *(f"{root}-{side}" for root in roots)}, code
        alts = [one["alt"] for one in state["shows"].values()]
        for said in (state["headline"], *alts):
            assert f"{side}" in said, code
            assert f"{TEXT(f'roots.side.{side.other}')} leg" not in said, code
        for root in RootName:
            named = any(f"{root}:" in alt for alt in alts)
            assert named == (root in roots), (code, root)


# ---- the other pieces -------------------------------------------------------------------------


def test_the_signs_the_action_and_the_number_stand_on_every_sheet():
    block = sheet().select_one(".sx-take-emergency")
    assert not [part for part in block.parents if part.has_attr("data-part")]
    signs = TEXT("red_flags.wallet.signs").split(" · ")
    called, *others = (item.text for item in block.select("li"))
    assert called == TEXT("red_flags.wallet.call", number="911")
    assert others == signs
    assert TEXT("red_flags.tier.A.action", number="911") in block.text
    assert block.select_one("a[href]")["href"] == "tel:911"


def test_every_exercise_says_when_to_stop_and_leaves_its_dose_to_the_physio():
    for family in sheet().select("[data-family]"):
        assert family.select(".sx-take-stop li")
        for piece in family.select("[data-piece]"):
            assert piece.select("svg[role=img][aria-label]")
            assert len(piece.select(".sx-take-lines .sx-write")) == 5
            assert not any(sign.isdigit() for sign in piece.select_one(".sx-take-lines").text)


def test_propping_is_not_first_choice_wherever_it_stands():
    for family in sheet().select("[data-family]"):
        noted = "not first choice" in family.text
        assert noted == (family["data-family"] == "prone_propping")


def test_a_harder_version_says_for_whom_it_is():
    for piece in sheet().select("[data-piece]"):
        title = piece.select_one("h5")
        harder = title is not None and title.text.startswith("Harder")
        assert (TEXT("exercises.card.harder.text") in piece.text) == harder


def test_nothing_is_chosen_before_somebody_chooses():
    assert [tag["value"] for tag in sheet().select("input[checked]")] == ["", ""]


def test_without_a_public_address_there_is_no_code_for_phones():
    assert table_of(sheet())["qr"] is None
    assert sheet().select(".sx-take-qr") == []


def test_no_text_can_be_typed_anywhere():
    assert {tag["type"] for tag in sheet().select("input")} == {"radio", "checkbox", "number"}
    for tag in sheet().select("input[type=number]"):
        assert int(tag["min"]) < int(tag["max"])
        assert tag["step"] == "1"
    assert sheet().select("textarea:not([readonly]), [contenteditable]") == []
