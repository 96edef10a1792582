"""The board's table: every entry has every side, and nothing that it names is missing."""

import json
import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from sciatica.widgets.board import compile_board
from sciatica.widgets.views import State
from tests.harness.toys import ENTRIES, GROUPS, LEGS, SIDE, SIDES, board, entry, sided

PAGE = BeautifulSoup(board().html, "html.parser")


def test_every_entry_has_every_side_in_the_table():
    table = compile_board(GROUPS, SIDE, ENTRIES)
    assert set(table["states"]) == {f"{one.id}.{side}" for one in ENTRIES for side in SIDES}
    assert table["groups"] == {"legs": ["leg-L5"], "discs": ["disc-L4-5", "back"]}
    assert table["states"]["back.left"] == {
        "headline": "back left",
        "shows": {"back-left": {"alt": "back-left left", "layers": ["ink"]}},
        "both": False,
    }


def test_a_picture_that_would_break_the_board_is_refused_by_name():
    legs, *others = ENTRIES
    nothing = dict.fromkeys(SIDES, State("nothing", {}))
    for entries, complaint in (
        ([*ENTRIES, entry("back", "legs")], "back comes twice"),
        ([*ENTRIES, entry("left", "legs")], "left comes twice"),
        ([*ENTRIES, entry("discs", "discs")], "discs comes twice"),
        ([*ENTRIES, entry("other", "feet")], "group feet"),
        (others, "group legs"),
        ([*ENTRIES, entry("L4/5", "discs")], "'L4/5' cannot stand in a URL"),
        ([*ENTRIES, entry("a.b", "discs")], "'a.b' cannot stand in a URL"),
        ([replace(legs, states={}), *others], "does not show every side"),
        ([replace(legs, states=nothing), *others], "'nothing' shows no picture"),
        ([replace(legs, pictures=[sided("arm")]), *others], "shows no picture legs"),
    ):
        with pytest.raises(ValueError, match=re.escape(complaint)):
            compile_board(GROUPS, SIDE, entries)


def test_all_words_stand_in_the_html_and_the_first_entry_is_chosen():
    chosen = [one["value"] for one in PAGE.select("[data-choose] input[checked]")]
    assert chosen == ["discs", "disc-L4-5", "right"]
    sections = PAGE.select("[data-entry]")
    assert [one["data-entry"] for one in sections] == [one.id for one in ENTRIES]
    assert [one["data-entry"] for one in PAGE.select("[data-first]")] == ["disc-L4-5"]
    assert len(PAGE.select(".sx-board-notes")) == len(ENTRIES)
    assert not PAGE.select("section[hidden]"), "without a script every entry is in sight"
    said = [one.text for one in PAGE.select("[data-said]")]
    assert said == ["legs right", "disc-L4-5-picture right", "back-right right"]


def test_every_group_is_in_sight_at_first_and_so_are_the_entries_of_one():
    assert not PAGE.select_one('[data-choose="group"]').has_attr("hidden")
    shown = [one["data-of"] for one in PAGE.select("[data-of]") if not one.has_attr("hidden")]
    assert shown == ["discs"]


def test_the_way_to_the_sheet_is_there_only_where_there_is_a_sheet():
    (link,) = PAGE.select("[data-sheet]")
    assert link.find_parent("section")["data-entry"] == "leg-L5"
    assert link["href"] == "07-x.ipynb#sheet=right"
    states = json.loads(PAGE.script.string)["states"]
    assert states["leg-L5.left"]["sheet"] == "sheet=left"
    assert "sheet" not in states["back.left"]


def test_where_both_sides_show_the_same_the_table_says_so():
    alike = {side: State("alike", {LEGS.id: "left"}) for side in ("left", "right")}
    same = entry("same", "discs", (LEGS,), states=alike)
    html = BeautifulSoup(board((*ENTRIES, same)).html, "html.parser")
    states = json.loads(html.script.string)["states"]
    assert {name for name, state in states.items() if state["both"]} == {"same.left", "same.right"}
    note = html.select_one('[data-choose="side"] legend [data-both]')
    assert note.has_attr("hidden")  # the first picture has two sides
