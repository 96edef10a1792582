"""Choosing a root and a side."""

import re

import pytest
from playwright.sync_api import expect

from sciatica.content.words import words
from tests.harness.browser import LESSON, Visitor
from tests.harness.explorer import EVERY_STATE, Explorer

pytestmark = pytest.mark.browser


def test_the_page_opens_with_all_roots_of_the_right_leg(visitor: Visitor) -> None:
    Explorer(visitor.open()).shows("all", "right")


def test_words_pictures_and_address_follow_every_choice(visitor: Visitor) -> None:
    page = visitor.open()
    explorer = Explorer(page)
    for root, side in EVERY_STATE:
        explorer.choose(root, side)
        explorer.shows(root, side)
        # the first tap of all may choose what is chosen already, and changes nothing
        if (root, side) != ("all", "right"):
            expect(page).to_have_url(re.compile(rf"#roots={root}\.{side}\.feeling$"))


def test_feeling_and_pain_are_never_seen_together(visitor: Visitor) -> None:
    page = visitor.open()
    explorer = Explorer(page)
    for root, side in EVERY_STATE:
        explorer.choose(root, side)
        for layer in ("pain", "feeling"):
            explorer.radio(layer).click()
            explorer.shows(root, side, layer)
            expect(page).to_have_url(re.compile(rf"#roots={root}\.{side}\.{layer}$"))
    explorer.radio("pain").click()
    explorer.choose("S1", "left")
    explorer.shows("S1", "left", "pain")


def test_a_link_may_name_the_layer(visitor: Visitor) -> None:
    Explorer(visitor.open(f"{LESSON}#roots=L5.left.pain")).shows("L5", "left", "pain")


def test_a_link_opens_at_its_root_and_its_side(visitor: Visitor) -> None:
    Explorer(visitor.open(f"{LESSON}#roots=S1.left")).shows("S1", "left")


def test_a_link_may_leave_out_the_side(visitor: Visitor) -> None:
    Explorer(visitor.open(f"{LESSON}#roots=L5")).shows("L5", "right")


def test_a_link_to_an_unknown_root_says_so_and_shows_the_first_state(visitor: Visitor) -> None:
    explorer = Explorer(visitor.open(f"{LESSON}#roots=L9"))
    explorer.shows("all", "right")
    expect(explorer.headline).to_contain_text(words("en")("roots.choose.unknown_link"))


def test_a_broken_address_does_not_stop_the_buttons(visitor: Visitor) -> None:
    explorer = Explorer(visitor.open(f"{LESSON}#roots=%"))
    explorer.choose("L4", "left")
    explorer.shows("L4", "left")


def test_following_a_link_on_the_same_page_changes_the_choice(visitor: Visitor) -> None:
    page = visitor.open()
    explorer = Explorer(page)
    explorer.choose("L4", "left")
    page.evaluate("location.hash = '#roots=S1.right'")
    explorer.shows("S1", "right")


def test_reloading_keeps_the_choice(visitor: Visitor) -> None:
    page = visitor.open()
    explorer = Explorer(page)
    explorer.choose("L5", "left")
    expect(page).to_have_url(re.compile(r"#roots=L5\.left\.feeling$"))
    page.reload()
    explorer.shows("L5", "left")


def test_choosing_leaves_the_back_button_to_the_pages(visitor: Visitor) -> None:
    page = visitor.open("")
    home = page.url
    page.goto(LESSON)
    explorer = Explorer(page)
    explorer.choose("L5", "left")
    explorer.shows("L5", "left")
    page.go_back()
    expect(page).to_have_url(home)
