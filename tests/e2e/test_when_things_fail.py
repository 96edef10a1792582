"""No JavaScript, no server, no network, no script: the words stay, and nothing pretends."""

import pytest
from playwright.sync_api import Page, expect

from sciatica.content.words import words
from tests.harness.browser import LESSON, Visitor
from tests.harness.explorer import Explorer
from tests.harness.relay import Relay

pytestmark = pytest.mark.browser

TEXT = words("en")


def all_words_are_there(page: Page) -> None:
    explorer = Explorer(page)
    expect(explorer.panels.filter(visible=True)).to_have_count(8)
    for root in ("all", "L4", "L5", "S1"):
        for layer in ("feeling", "pain"):
            expect(explorer.panel(root, layer)).to_be_visible()
    expect(explorer.headline).to_be_visible()
    expect(page.get_by_role("table", name=TEXT("roots.table.caption"))).to_be_visible()


def the_default_picture_is_there(page: Page) -> None:
    explorer = Explorer(page)
    pictures = explorer.root.get_by_role("img")
    expect(pictures.first).to_be_visible()
    expect(pictures.filter(visible=True)).to_have_count(len(explorer.alts()))
    assert explorer.layers() == {"body-right", "L4-right", "L5-right", "S1-right"}


def no_dead_controls_show(page: Page) -> None:
    for control in Explorer(page).root.locator("input, label, legend").all():
        expect(control).to_be_hidden()


def test_without_javascript_every_word_and_the_first_picture_are_there(visitor: Visitor) -> None:
    page = visitor.open(java_script_enabled=False)
    all_words_are_there(page)
    the_default_picture_is_there(page)
    no_dead_controls_show(page)
    expect(page.get_by_text(TEXT("common.page.script_failed"))).to_be_hidden()


def test_a_widget_that_cannot_load_says_so_and_hides_nothing_else(anyone: Visitor) -> None:
    context = anyone.profile()
    context.route("**/assets/widget-*.js", lambda route: route.abort())
    page = context.new_page()
    page.goto(LESSON)
    expect(page.get_by_role("alert")).to_have_text(TEXT("common.page.script_failed"))
    all_words_are_there(page)
    the_default_picture_is_there(page)
    no_dead_controls_show(page)


def test_a_page_whose_scripts_all_fail_to_load_says_so(anyone: Visitor) -> None:
    context = anyone.profile()
    context.route("**/assets/*.js", lambda route: route.abort())
    page = context.new_page()
    page.goto(LESSON)
    expect(page.get_by_text(TEXT("common.page.script_failed"))).to_be_visible()
    all_words_are_there(page)
    no_dead_controls_show(page)


def test_the_buttons_work_after_the_server_died(visitor: Visitor, mortal: Relay) -> None:
    explorer = Explorer(visitor.open(url=mortal.url))
    explorer.shows("all", "right")
    mortal.kill()
    explorer.choose("S1", "left")
    explorer.shows("S1", "left")


def test_the_buttons_work_without_a_network(visitor: Visitor) -> None:
    page = visitor.open()
    explorer = Explorer(page)
    explorer.shows("all", "right")
    page.context.set_offline(True)
    explorer.choose("L4", "left")
    explorer.shows("L4", "left")
