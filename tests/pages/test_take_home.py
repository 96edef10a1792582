"""The sheet to take home says what belongs together, and never lacks the signs."""

import json

import pytest
from bs4 import BeautifulSoup

from sciatica.content import catalogue, words
from sciatica.model import LinkError, RootName, Side
from sciatica.pages import picture_code, sheet_link, take_home
from sciatica.pages.plates import PICTURES, title
from sciatica.pages.take_home import _CHOICES, MOVES

TEXT = words("en")


@pytest.fixture(scope="module")
def sheet():
    return BeautifulSoup(take_home("en").html, "html.parser")


@pytest.fixture(scope="module")
def table(sheet):
    return json.loads(sheet.select("script")[-1].string)


def test_a_link_from_another_page_has_its_picture_chosen():
    code = picture_code("legs", roots=["L5"], side="left")
    link = sheet_link(code)
    assert link.startswith("07-take-home.ipynb#sheet=1.l5l.0.0.")
    assert sheet_link("l5l", ["p", "n", "d"], "x") == "07-take-home.ipynb#sheet=1.l5l.pnd.x.m7"


def test_a_link_to_what_is_not_there_is_an_error_and_no_link():
    with pytest.raises(LinkError):
        sheet_link("l9l")
    with pytest.raises(KeyError, match="no picture that shows 'spine'"):
        picture_code("spine")


def test_every_kind_of_picture_in_the_catalogue_can_be_drawn():
    assert {picture.shows for picture in catalogue().pictures} == set(_CHOICES)


@pytest.mark.parametrize("entry", PICTURES, ids=lambda entry: entry.id)
def test_a_picture_of_the_board_says_on_the_sheet_what_it_says_there(entry, table):
    codes = [p for p in catalogue().pictures if p.of.get("picture") == entry.id]
    kept_elsewhere = entry.group == "leg" or entry.id == "nerve-way" or entry.id in MOVES
    assert bool(codes) != kept_elsewhere
    assert len(codes) == (0 if kept_elsewhere else 2 if entry.is_sided else 1)
    for picture in codes:
        side = Side(picture.of.get("side", "right"))
        state = table["pictures"][picture.code]
        assert state["scene"] == entry.id
        assert state["headline"] == title(TEXT, entry, side)
        assert set(state["layers"]) == entry.layers(side)
        for view, said in state["alts"].items():
            assert not view.endswith(f"-{side.other}")
            assert said in {plate.say(TEXT, side) for plate in entry.plates}


def test_the_pictures_stand_in_folds_by_their_groups(sheet):
    folds = sheet.select(".sx-take-group")
    assert len(folds) == len({one.group for one in PICTURES})
    offered = [tag["value"] for fold in folds for tag in fold.select("input")]
    assert sorted(offered) == sorted(one.code for one in catalogue().pictures)


def test_every_picture_shows_the_side_and_the_roots_that_its_words_name(table):
    for picture in catalogue().pictures:
        state = table["pictures"][picture.code]
        assert state["alts"], picture.code
        if picture.shows != "legs":
            continue
        side, roots = picture.of["side"], picture.of["roots"]
        assert set(state["layers"]) == {f"body-{side}", *(f"{root}-{side}" for root in roots)}
        other = Side(side).other
        for said in (state["headline"], *state["alts"].values()):
            assert f"{side}" in said
            assert f"{TEXT(f'roots.side.{other}')} leg" not in said
        for root in RootName:
            named = any(f"{root}:" in alt for alt in state["alts"].values())
            assert named == (root in roots), (picture.code, root)


def test_every_layer_and_view_of_a_picture_is_in_its_scene(sheet, table):
    for state in table["pictures"].values():
        scene = sheet.select_one(f'[data-scene="{state["scene"]}"]')
        views = {view["data-view"] for view in scene.select("[data-view]")}
        layers = {layer["data-layer"] for layer in scene.select("[data-layer]")}
        assert set(state["alts"]) <= views
        assert set(state["layers"]) <= layers


def test_the_signs_the_action_and_the_number_stand_on_every_sheet(sheet):
    block = sheet.select_one(".sx-take-emergency")
    assert not [part for part in block.parents if part.has_attr("data-part")]
    signs = TEXT("red_flags.wallet.signs").split(" · ")
    assert [item.text for item in block.select("li")] == signs
    assert TEXT("red_flags.tier.A.action", number="911") in block.text
    assert block.select_one("a[href]")["href"] == "tel:911"


def test_every_exercise_says_when_to_stop_and_leaves_its_dose_to_the_physio(sheet):
    for family in sheet.select("[data-family]"):
        assert family.select(".sx-take-stop li")
        for piece in family.select("[data-piece]"):
            assert piece.select("svg[role=img][aria-label]")
            assert len(piece.select(".sx-take-lines .sx-write")) == 5
            assert not any(sign.isdigit() for sign in piece.select_one(".sx-take-lines").text)


def test_propping_is_not_first_choice_wherever_it_stands(sheet):
    for family in sheet.select("[data-family]"):
        noted = "not first choice" in family.text
        assert noted == (family["data-family"] == "prone_propping")


def test_a_harder_version_says_for_whom_it_is(sheet):
    for piece in sheet.select("[data-piece]"):
        title = piece.select_one("h5")
        harder = title is not None and title.text.startswith("Harder")
        assert (TEXT("exercises.card.harder.text") in piece.text) == harder


def test_nothing_is_chosen_before_somebody_chooses(sheet):
    assert [tag["value"] for tag in sheet.select("input[checked]")] == ["", ""]


def test_without_a_public_address_there_is_no_code_for_phones(sheet, table):
    assert table["qr"] is None
    assert sheet.select(".sx-take-qr") == []


def test_no_text_can_be_typed_anywhere(sheet):
    assert {tag["type"] for tag in sheet.select("input")} == {"radio", "checkbox"}
    assert sheet.select("textarea, [contenteditable]") == []
