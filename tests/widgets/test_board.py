"""The board's table: every picture has every side, and nothing that it names is missing."""

import json
import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from markupsafe import Markup

from sciatica.widgets import Board, BoardPicture, Chooser, Drawn, Option, SideView
from sciatica.widgets.board import compile_board

SIDE = Chooser("side", "Side", (Option("left", "Left"), Option("right", "Right")))
GROUPS = Chooser("group", "Group", (Option("legs", "Legs"), Option("discs", "Discs")))
LABELS = dict.fromkeys(
    (
        "groups", "stage", "zoom", "zoom_in", "zoom_out", "whole", "pan", "pan_up", "pan_down",
        "pan_left", "pan_right", "notes", "sheet", "home", "unscripted", "unknown_link",
    ),
    "words",
)  # fmt: skip


def layered(name):
    """A drawing with a layer for each side."""
    layers = "".join(f'<g data-layer="{side}"></g>' for side in ("left", "right"))
    return Drawn(name, Markup(f'<svg role="img" aria-label="x">{layers}</svg>'), 1.5)


def picture(name, group, **changes):
    drawn = layered(f"{name}-0")
    views = {
        side: SideView(f"{name} {side}", {drawn.id: f"{name} on the {side}"}, frozenset({side}))
        for side in ("left", "right")
    }
    return replace(
        BoardPicture(name, group, name.upper(), (drawn,), views, Markup("<p>say</p>")), **changes
    )


BARE = Drawn("leg-L5-0", Markup("<svg/>"), 1)
PICTURES = [picture("leg-L5", "legs"), picture("disc-L4-5", "discs"), picture("quiet", "discs")]


def build(pictures=PICTURES):
    return Board.build(
        "board",
        groups=GROUPS.options,
        side=SIDE,
        pictures=pictures,
        first=("disc-L4-5", "right"),
        home="00-home.ipynb",
        labels=LABELS,
    )


def test_every_picture_has_an_entry_for_every_side_in_the_table():
    table = compile_board(GROUPS, SIDE, PICTURES)
    assert set(table["states"]) == {
        f"{one.id}.{side}" for one in PICTURES for side in ("left", "right")
    }
    assert table["groups"] == {"legs": ["leg-L5"], "discs": ["disc-L4-5", "quiet"]}


@pytest.mark.parametrize(
    ("pictures", "complaint"),
    [
        ([*PICTURES, picture("quiet", "legs")], "quiet comes twice"),
        ([*PICTURES, picture("left", "legs")], "left comes twice"),
        ([*PICTURES, picture("discs", "legs")], "discs comes twice"),
        ([*PICTURES, picture("other", "feet")], "group feet"),
        (PICTURES[1:], "group legs"),
        ([*PICTURES, picture("L4/5", "discs")], "'L4/5' cannot stand in a URL"),
        ([*PICTURES, picture("a.b", "discs")], "'a.b' cannot stand in a URL"),
        ([picture("leg-L5", "legs", views={}), PICTURES[1]], "does not show every side"),
        ([picture("leg-L5", "legs", drawn=()), PICTURES[1]], "shows no drawing of the left side"),
        (
            [picture("leg-L5", "legs", drawn=(BARE,)), PICTURES[1]],
            "has no layer left",
        ),
    ],
)  # fmt: skip
def test_a_picture_that_would_break_the_board_is_refused_by_name(pictures, complaint):
    with pytest.raises(ValueError, match=re.escape(complaint)):
        compile_board(GROUPS, SIDE, pictures)


def test_all_words_stand_in_the_html_and_the_first_picture_is_chosen():
    html = BeautifulSoup(build().html, "html.parser")
    assert [one["value"] for one in html.select("input[checked]")] == [
        "discs",
        "disc-L4-5",
        "right",
    ]
    assert [one["data-picture"] for one in html.select("[data-picture]")] == [
        one.id for one in PICTURES
    ]
    assert len(html.select(".sx-board-notes")) == len(PICTURES)
    assert not html.select("section[hidden]"), "without a script every picture is in sight"


def test_every_group_is_in_sight_at_first_and_so_are_the_pictures_of_one():
    html = BeautifulSoup(build().html, "html.parser")
    assert not html.select_one('[data-choose="group"]').has_attr("hidden")
    shown = [one["data-of"] for one in html.select("[data-of]") if not one.has_attr("hidden")]
    assert shown == ["discs"]


def test_a_drawing_of_the_other_side_is_hidden():
    drawn = (layered("leg-L5-left"), layered("leg-L5-right"))
    views = {side: SideView(side, {f"leg-L5-{side}": side}) for side in ("left", "right")}
    html = BeautifulSoup(
        build([picture("leg-L5", "legs", drawn=drawn, views=views), *PICTURES[1:]]).html,
        "html.parser",
    )
    hidden = {one["data-drawn"]: one.has_attr("hidden") for one in html.select("[data-drawn]")}
    assert hidden["leg-L5-left"] and not hidden["leg-L5-right"]


def test_the_way_to_the_sheet_is_there_only_where_there_is_a_sheet():
    assert "data-sheet" not in build().html
    links = {side: f"09-take-home.ipynb#sheet={side}" for side in ("left", "right")}
    html = BeautifulSoup(
        build([picture("leg-L5", "legs", links=links), *PICTURES[1:]]).html, "html.parser"
    )
    (link,) = html.select("[data-sheet]")
    assert link["href"] == links["right"]
    table = json.loads(html.find("script").string)
    assert table["states"]["leg-L5.left"]["sheet"] == "sheet=left"
