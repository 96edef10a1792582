"""What a widget shows of its pictures: every state fits them, and each stands there once."""

import json
import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from sciatica.figures.picture import View
from sciatica.widgets.explorer import Explorer, ExplorerState
from sciatica.widgets.html import HERE, module
from sciatica.widgets.views import State, compile_state, views_shown
from tests.harness.drawn import visible_layers
from tests.harness.toys import LEGS, PAIR, SIDES, board, explorer, take_home, toy

MADE = {"explorer": explorer(), "board": board(), "sheet": take_home()}
READ = {kind: BeautifulSoup(made.html, "html.parser") for kind, made in MADE.items()}


def table_of(made):
    return json.loads(BeautifulSoup(made.html, "html.parser").find_all("script")[-1].string)


def test_a_state_says_of_each_picture_its_words_and_its_layers_in_the_order_of_the_pictures():
    state = State("line", {"disc": "L4-5", "legs": "left"})
    assert compile_state(PAIR, state) == {
        "headline": "line",
        "shows": {
            "legs": {"alt": "legs left", "layers": ["left"]},
            "disc": {"alt": "disc L4-5", "layers": ["L4-5", "bulge"]},
        },
    }
    assert list(compile_state(PAIR, state)["shows"]) == ["legs", "disc"]


def test_a_state_that_does_not_fit_the_pictures_is_refused():
    for shows, complaint in (
        ({}, "'line' shows no picture"),
        ({"legs": "left", "arm": "left"}, "shows no picture arm"),
        ({"legs": "L4-5"}, "the picture 'legs' has no view 'L4-5'"),
    ):
        with pytest.raises(ValueError, match=re.escape(complaint)):
            compile_state(PAIR, State("line", shows))


def test_a_picture_that_comes_twice_or_is_never_shown_is_refused():
    states = [State("line", {"legs": "left"})]
    assert views_shown([LEGS], [*states, *states]) == {"legs": ["left"]}
    with pytest.raises(ValueError, match="'disc' is never shown"):
        views_shown(PAIR, states)
    with pytest.raises(ValueError, match="'legs' comes twice"):
        views_shown([LEGS, LEGS], states)


def test_a_picture_holds_the_layers_of_the_states_and_shows_those_of_the_first():
    arms = toy("arms", {"one": {"a", "both"}, "two": {"b", "both"}, "unused": {"c"}})
    states = [
        ExplorerState(("none",), ("p",), "1", {"arms": "one"}),
        ExplorerState(("L4-5",), ("p",), "2", {"arms": "two"}),
    ]
    html = explorer(pictures=[arms], states=states, default="L4-5").html
    assert sorted(visible_layers(html)) == ["b", "both"]
    assert set(re.findall(r'data-layer="([^"]*)"', html)) == {"a", "b", "both"}
    assert 'aria-label="arms two"' in html
    assert "ground" not in html, "a layer that is never switched needs no name"


def test_every_state_names_pictures_of_its_widget_and_layers_that_are_in_them():
    for kind, made in MADE.items():
        for key, state in table_of(made)["states"].items():
            place = {"board": f'[data-entry="{key.rpartition(".")[0]}"]'}.get(kind, "")
            if kind == "sheet":
                place = f'[data-scene="{state["scene"]}"]'
            for picture, shown in state["shows"].items():
                (figure,) = READ[kind].select(f'{place} [data-picture="{picture}"]')
                layers = {one["data-layer"] for one in figure.select("[data-layer]")}
                assert set(shown["layers"]) <= layers, (kind, key, picture)


def test_no_two_things_on_a_page_bear_one_id():
    for kind, html in READ.items():
        ids = [one["id"] for one in html.select("[id]")]
        assert len(ids) == len(set(ids)), kind


def test_a_picture_has_its_caption_and_its_width_and_on_a_stage_its_shape():
    (legs, disc) = READ["explorer"].select("figure.sx-view")
    assert legs.figcaption.text == "Front" and disc.figcaption is None
    assert legs["style"] == "--w:200"
    on_stage = READ["board"].select_one('[data-picture="legs"]')
    assert on_stage["style"] == "--aspect:2.000" and on_stage.figcaption is None


def test_what_the_first_state_does_not_show_is_hidden_in_a_view_that_another_shows():
    legs, disc = READ["explorer"].select("[data-picture]")
    assert legs.has_attr("hidden") and not disc.has_attr("hidden")
    assert legs.svg["aria-label"] == "legs left"
    sides = [one.has_attr("hidden") for one in READ["board"].select('[data-entry="back"] figure')]
    assert dict(zip(SIDES, sides, strict=True)) == {"left": True, "right": False}


def test_on_a_sheet_without_a_script_no_picture_is_hidden():
    assert not READ["sheet"].select("[data-picture][hidden]")
    alts = [one["aria-label"] for one in READ["sheet"].select("[data-picture] svg")]
    assert alts == ["legs right", "disc L4-5", "disc none"]


def test_words_cannot_close_the_script_that_carries_the_table():
    evil = "</script><b>"
    picture = replace(LEGS, views={"left": View(frozenset(), evil)}, caption=evil)
    states = [ExplorerState(("none",), ("p",), evil, {"legs": "left"})]
    page = BeautifulSoup(explorer(pictures=[picture], states=states).html, "html.parser")
    assert json.loads(page.script.string)["states"]["none"]["headline"] == evil
    assert page.find("b") is None


def test_a_module_is_its_scripts_without_lines_of_comment_and_indents():
    text = module("views", "explorer")
    for name in ("views", "explorer"):
        lines = (HERE / f"{name}.js").read_text(encoding="utf-8").splitlines()
        for line in lines:
            assert (line.lstrip(" ") in text) != line.lstrip().startswith("//"), line
    assert text.count("export ") == 1 and not re.search("^import", text, re.MULTILINE)
    assert Explorer._esm == text
