"""The sheet to take home: its pieces are those of its codes, and every choice fits its scene."""

import json
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from sciatica.model.take_home import Codes
from sciatica.widgets.take_home import Scene
from sciatica.widgets.views import State
from tests.harness.toys import CHOICES, CODES, SCENES, pieces, sided, take_home

PAGE = BeautifulSoup(take_home().html, "html.parser")


def test_each_code_has_its_scene_its_line_and_its_pictures_in_the_table():
    table = json.loads(PAGE.script.string)
    assert list(table["states"]) == list(CODES.pictures)
    assert table["states"]["l5l"] == {
        "scene": "legs",
        "headline": "left!",
        "shows": {
            "legs": {"alt": "legs left", "layers": ["left"]},
            "disc": {"alt": "disc L4-5", "layers": ["L4-5", "bulge"]},
        },
    }
    assert table["qr"] is None and not PAGE.select(".sx-take-qr")


def test_what_does_not_fit_is_refused():
    legs, *others = CHOICES
    for changes, complaint in (
        ({"pictures": others}, "pictures of a sheet are not those of its codes"),
        ({"exercises": []}, "exercises of a sheet are not those of its codes"),
        ({"next_steps": pieces("xw")}, "next steps of a sheet are not those of its codes"),
        ({"scenes": SCENES[1:]}, "the scene legs has no choice or no pictures"),
        ({"scenes": [*SCENES, Scene("arms", [sided("arms")])]}, "the scene arms has no choice"),
        ({"pictures": [replace(legs, state=State("none", {})), *others]}, "shows no picture"),
        ({"pictures": [replace(legs, scene="plain"), *others]}, "shows no picture legs"),
    ):
        with pytest.raises(ValueError, match=complaint):
            take_home(**changes)


def test_choices_of_one_group_stand_in_one_fold_and_share_the_pictures_of_their_scene():
    folds = PAGE.select(".sx-take-group")
    assert [fold.summary.text for fold in folds] == ["Legs", "Discs"]
    assert [one["value"] for one in folds[0].select("input")] == ["l5r", "l5l"]
    assert [len(scene.select("svg")) for scene in PAGE.select("[data-scene]")] == [2, 1]


def test_without_a_script_every_piece_stands_there():
    assert not PAGE.select("article [hidden]")
    assert [one["data-piece"] for one in PAGE.select("[data-piece]")] == list(CODES.exercises)
    assert [one["data-next"] for one in PAGE.select("[data-next]")] == list(CODES.next_steps)
    assert [one.text for one in PAGE.select(".sx-take-headline")] == ["right!", "disc!"]


def test_a_code_for_phones_is_there_where_there_is_an_address():
    page = BeautifulSoup(take_home(address="https://x.org/en/take-home.html").html, "html.parser")
    assert page.select_one(".sx-take-qr svg")
    qr = json.loads(page.script.string)["qr"]
    assert qr["address"] == "https://x.org/en/take-home.html#sheet="


def test_a_sheet_may_have_no_pictures():
    codes = Codes([], CODES.exercises, CODES.next_steps)
    assert "data-scene" not in take_home(codes=codes, scenes=[], pictures=[]).html
