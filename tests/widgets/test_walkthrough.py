"""The walkthrough carries its words and its table, and no answer."""

import dataclasses
import json

import pytest
from bs4 import BeautifulSoup
from markupsafe import Markup

from sciatica import pages
from sciatica.content.facts import cards
from sciatica.model.practice import compile_practice
from sciatica.model.walk import answers, compile_walk
from sciatica.widgets.walkthrough import AdvicePanel, Group, Step, Walkthrough, table_of


@pytest.fixture(scope="module")
def page():
    return BeautifulSoup(pages.safety_walk("en").html, "html.parser")


def test_no_trait_holds_an_answer():
    walk = pages.safety_walk("en")
    own = {name for name in walk.trait_names(sync=True) if not name.startswith("_")}
    assert own <= {"html", "layout", "tabbable", "tooltip"}


def test_every_card_is_a_step_with_its_answers_as_buttons_and_nothing_pressed(page):
    steps = page.select("[data-step]")
    assert [step["data-step"] for step in steps] == [card.id for card in cards()]
    for step, card in zip(steps, cards(), strict=True):
        buttons = step.find_all("button")
        assert [b["data-answer"] for b in buttons] == [str(a) for a in answers(card)]
        assert {b["aria-pressed"] for b in buttons} == {"false"}
        assert step["id"] == f"walk-{card.id}"


def test_the_browsers_table_is_the_compiled_one(page):
    table = json.loads(page.script.string)
    assert table == json.loads(json.dumps(table_of(compile_walk(cards()))))


def test_every_note_of_every_end_has_its_panel_under_its_own_advice(page):
    for end in compile_walk(cards()).ends.values():
        for note in end.notes:
            if note.card:
                panel = page.select_one(f'[data-note="{note.id}"]')
                assert panel.find_parent("section")["data-advice"] == str(note.advice)
            else:
                assert page.select_one(f'[data-advice="{note.id}"]')


def test_advice_stands_in_the_order_of_urgency(page):
    order = [panel["data-advice"] for panel in page.select("[data-advice]")]
    assert order == ["call", "A", "open", "B", "C", "all_none"]


def test_a_walk_without_words_for_a_card_is_refused():
    with pytest.raises(ValueError, match=r"no words for .*saddle"):
        Walkthrough.build(
            "w",
            walk=compile_walk(cards()),
            groups=[],
            advice=[],
            labels={},
        )


def test_a_step_with_another_answer_than_its_table_is_refused():
    walk = compile_practice()
    steps = [
        Step(card, "", Markup(), "", dict.fromkeys(map(str, walk.nodes[node]), "x"))
        for node, card in walk.cards.items()
    ]
    steps[0] = dataclasses.replace(steps[0], answers={"yes": "x", "none": "x"})
    ends = [AdvicePanel(str(end), "", Markup()) for end in walk.ends.values()]
    with pytest.raises(ValueError, match=r"no words for safety not_sure"):
        Walkthrough.build("w", walk=walk, groups=[Group(steps)], advice=ends, labels={})
