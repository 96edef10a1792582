"""Where it hurts: what stands beside the drawing, and who is led to it."""

import json

import pytest
from bs4 import BeautifulSoup

from sciatica import pages, resources
from sciatica.content.facts import cards
from sciatica.content.words import words
from sciatica.figures.bare_body import BARE
from sciatica.model.red_flags import Tier
from sciatica.pages.board import BESIDE
from sciatica.publish.lesson import read_lesson
from sciatica.widgets.pain_drawing import KINDS

TEXT = words("en")
FOLDER = resources.notebooks() / "en"


@pytest.fixture(scope="module")
def soup():
    return BeautifulSoup(pages.pain_drawing("en").html, "html.parser")


def test_every_emergency_sign_stands_beside_the_drawing_below_what_it_does_not_do(soup):
    beside = soup.select_one("[data-signs]")
    assert beside.h2.text == "This drawing checks nothing. Is anything new?"
    said = " ".join(beside.text.split())
    for card in cards():
        for line in card.lines:
            if line.tier is Tier.EMERGENCY_NOW:
                assert TEXT(f"red_flags.card.{card.id}.{line.id}") in said, line.id
    assert not beside.has_attr("hidden")
    assert beside.select_one("a.sx-call")["href"].startswith("tel:")


def test_the_kinds_differ_by_what_fills_them_and_not_by_colour_alone(soup):
    shapes = {kind: str(soup.select_one(f"#pain-{kind}")).replace(kind, "") for kind in KINDS}
    assert len(set(shapes.values())) == len(KINDS) == 4


def test_no_map_lies_under_the_drawing_until_a_clinician_asks(soup):
    assert soup.select_one("[data-choose=map] [checked]")["value"] == BARE
    assert soup.select_one("[data-maps]").has_attr("hidden")
    shown = soup.select("[data-layer]:not([display])")
    assert shown == []


def test_a_map_shows_all_roots_at_once_and_the_table_names_none(soup):
    table = json.loads(soup.select_one("[data-pain] > script").string)
    layers = {
        layer
        for state in table["states"].values()
        for shown in state["shows"].values()
        for layer in shown["layers"]
    }
    assert layers == {"feeling", "pain"}
    assert set(table["regions"]["bare-front"]) == {"saddle", "left", "right"}


def test_until_counsel_has_decided_the_board_alone_leads_to_it():
    lesson = read_lesson(FOLDER / BESIDE, "en")
    assert not lesson.in_navigation
    assert f"home.card.{lesson.slug}.title" not in TEXT
    for path in [*FOLDER.glob("*.ipynb"), *(FOLDER / "staff").glob("*.ipynb")]:
        assert BESIDE not in path.read_text(encoding="utf-8"), path.name
    assert BESIDE in pages.consult_board("en").html
