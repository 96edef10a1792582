"""Every choice of the model has words, a flat picture and links that say the same."""

import json
from itertools import product

import pytest
import traitlets
from bs4 import BeautifulSoup

from sciatica import pages
from sciatica.content.words import words
from sciatica.model.anatomy import Disc, Relation, Side, Zone, roots_at_risk
from sciatica.model.lesions import Form, Posture
from sciatica.widgets.model3d import NARROW, ROOTS, VIEWS

TEXT = words("en")


@pytest.fixture(scope="module")
def widget():
    return pages.low_back_model("en")


@pytest.fixture(scope="module")
def page(widget):
    return BeautifulSoup(widget.html, "html.parser")


@pytest.fixture(scope="module")
def table(page):
    return json.loads(page.select_one("[data-model3d] > script").string)


def test_every_choice_has_words_and_a_flat_picture(table):
    keys = {f"none.{side}" for side in Side}
    keys |= {f"{grade}.{posture}" for grade, posture in product(NARROW, Posture)}
    for disc in ("L3-4", "L4-5", "L5-S1"):
        keys.add(f"{disc}.bulge")
        for form in (form for form in Form if form is not Form.BULGE):
            keys.add(f"{disc}.{form}.central")
            beside = (zone for zone in Zone if zone is not Zone.CENTRAL)
            keys |= {f"{disc}.{form}.{zone}.{side}" for zone, side in product(beside, Side)}
    assert set(table["states"]) == keys
    for key, state in table["states"].items():
        (shown,) = state["shows"].values()
        assert state["headline"].endswith("."), key
        assert len(shown["alt"].split()) > 10, key


def test_words_of_a_lesion_name_the_root_of_the_rule_and_the_side(table):
    for disc, zone, side in product(Disc, Zone, Side):
        risk = roots_at_risk(disc, zone)
        if risk.relation is Relation.SEVERAL:
            continue
        key = f"{disc.replace('/', '-')}.extrusion.{zone}.{side}"
        said = table["states"][key]["headline"]
        assert f"the {risk.roots[0]} root" in said
        assert f"on the {side}" in said


def test_a_choice_leads_to_itself_on_the_page_on_causes(table, page):
    explorer = BeautifulSoup(pages.disc_explorer("en").html, "html.parser")
    known = json.loads(explorer.select_one("[data-explorer] > script").string)["states"]
    for key, state in table["states"].items():
        if state["flat"].startswith("disc="):
            assert state["flat"] == f"disc={key}"
            assert known[key]["headline"] == state["headline"]
    assert page.select_one("[data-to-flat]")["href"].startswith("03-causes.ipynb#disc=")


def test_only_a_picture_that_shows_the_same_goes_onto_the_sheet(table):
    with_sheet = {key for key, state in table["states"].items() if state["sheet"]}
    assert "L4-5.extrusion.subarticular.left" in with_sheet
    assert not {key for key in with_sheet if "foraminal" in key}


def test_every_part_has_a_name_and_every_view_its_words(table):
    assert set(table["words"]["seen"]) == set(VIEWS)
    assert set(table["words"]["lit"]) == set(ROOTS[2:])
    for part, told in table["names"].items():
        assert told["name"], part
        assert told["text"].endswith("."), part
    for side in Side:
        assert str(side) in table["names"][f"root L5 {side}"]["name"]


def test_the_model_says_that_it_is_a_drawing_large_and_unsigned(page):
    note = page.select_one(".sx-model-note").text
    assert TEXT("model.drawing") in note
    assert TEXT("model.large") in note
    assert TEXT("model.unsigned") in note


def test_choices_are_native_radio_buttons_and_nothing_glows_at_first(page):
    for chooser in page.select("[data-trait]"):
        assert chooser.name == "fieldset"
        assert len(chooser.select("input[type=radio][checked]")) == 1
    glow = page.select_one("[data-glow]")
    assert not glow.has_attr("checked")
    assert glow.find_parent("details") is not None


def test_a_notebook_sets_what_is_shown_and_hears_of_what_is_not_there(widget):
    widget.level, widget.form, widget.posture = "L5/S1", "severe", "flexed"
    with pytest.raises(traitlets.TraitError, match="L9"):
        widget.level = "L9/9"
    widget.level, widget.form, widget.posture = "L4/5", "protrusion", "neutral"


def test_a_kernel_sends_the_model_only_when_it_is_asked(widget, monkeypatch):
    sent = []
    monkeypatch.setattr(type(widget), "send", lambda self, told, buffers: sent.append(buffers))
    widget._send_mesh(widget, {"wanted": "nothing"}, [])
    assert sent == []
    widget._send_mesh(widget, {"wanted": "mesh"}, [])
    assert bytes(sent[0][0])[:4] == b"SXM2"
