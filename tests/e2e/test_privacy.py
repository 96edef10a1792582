"""Nothing leaves for another machine, and nothing is kept on the reader's."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Route

from tests.harness.browser import LESSON, PATHS, Visitor
from tests.harness.explorer import Explorer
from tests.harness.looking import KEPT

pytestmark = pytest.mark.browser


def test_the_pages_ask_no_other_machine_and_work_without_any(visitor: Visitor) -> None:
    context = visitor.profile()
    asked: list[str] = []

    def only_the_server(route: Route) -> None:
        asked.append(route.request.url)
        if urlsplit(route.request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            route.abort()

    context.route("**/*", only_the_server)
    page = context.new_page()
    context.on("request", lambda request: asked.append(request.url))
    for path in PATHS:
        page.goto(path)
    page.goto(LESSON)
    explorer = Explorer(page)
    explorer.choose("S1", "left")
    explorer.shows("S1", "left")
    elsewhere = {url for url in asked if urlsplit(url).scheme != "data"}
    assert len(elsewhere) >= len(PATHS)
    assert {urlsplit(url).hostname for url in elsewhere} == {"127.0.0.1"}


def test_the_pages_keep_nothing_about_a_reader(visitor: Visitor) -> None:
    context = visitor.profile()
    page = context.new_page()
    for path in PATHS:
        page.goto(path)
    page.goto(LESSON)
    explorer = Explorer(page)
    explorer.choose("L5", "left")
    explorer.shows("L5", "left")
    assert context.cookies() == []
    assert set(page.evaluate(KEPT).values()) == {0}


def test_a_choice_is_not_sent_to_the_server(visitor: Visitor) -> None:
    page = visitor.open()
    explorer = Explorer(page)
    explorer.shows("all", "right")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    explorer.choose("L5", "left")
    explorer.shows("L5", "left")
    assert asked == []
