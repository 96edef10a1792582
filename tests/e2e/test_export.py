"""An exported folder, opened from the disk with the network off."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sciatica.content.facts import cards
from sciatica.content.words import words
from tests.harness.board import PORTRAIT
from tests.harness.browser import Visitor
from tests.harness.explorer import Explorer
from tests.harness.ink import Ink, Painting, cut

pytestmark = pytest.mark.browser
TEXT = words("en")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """The whole project in a folder, as `sciatica export` writes it."""
    made = tmp_path_factory.mktemp("stick")
    subprocess.run(
        [sys.executable, "-m", "sciatica", "export", made],
        check=True,
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
        stdout=subprocess.DEVNULL,
    )
    return made


@pytest.fixture
def offline(browser: Browser, folder: Path) -> Iterator[Page]:
    """A page with the network off, on which no script fails and nothing else is asked for."""
    expect.set_options(timeout=15_000)
    visitor = Visitor(browser, folder.as_uri())
    page = visitor.profile(offline=True).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    yield page
    opened = re.compile(rf"{re.escape(folder.as_uri())}/[\w/-]+\.html(#.*)?|data:.*")
    assert [url for url in asked if not opened.fullmatch(url)] == []
    assert visitor.complaints == []
    visitor.leave()


def test_every_exported_page_opens_from_the_disk_and_its_widgets_start(
    offline: Page, folder: Path
) -> None:
    pages = sorted(folder.rglob("*.html"))
    assert pages
    for path in pages:
        offline.goto(path.as_uri())
        for widget in offline.locator("[data-finished]").all():
            expect(widget).to_have_attribute("data-started", "")


def test_one_walks_from_the_front_page_into_the_lessons_and_their_buttons_work(
    offline: Page, folder: Path
) -> None:
    offline.goto((folder / "index.html").as_uri())
    lesson = TEXT("home.card.nerve-roots.title")
    offline.get_by_role("main").get_by_role("link", name=lesson).first.click()
    explorer = Explorer(offline)
    explorer.choose("L5", "left")
    explorer.shows("L5", "left")
    offline.reload()
    explorer.shows("L5", "left")
    offline.get_by_role("link", name=TEXT("common.strip.full_list")).click()
    offline.get_by_role("button", name=TEXT("red_flags.walk.none")).first.click()
    expect(offline.locator("[data-walk] [role=status]")).to_have_text(
        TEXT("red_flags.walk.progress", number=2, total=len(cards()))
    )


def test_the_board_draws_wipes_and_prints_from_the_disk(offline: Page, folder: Path) -> None:
    offline.set_viewport_size(PORTRAIT)
    offline.goto(f"{(folder / 'en' / 'board.html').as_uri()}#board=disc-L4-5-large.left")
    ink = Ink(offline)
    ink.open("draw")
    ink.draw((0.3, 0.4), (0.6, 0.45))
    expect(ink.strokes()).to_have_count(1)
    assert len(re.findall(rb"/Type\s*/Page\b", offline.pdf(format="Letter"))) == 1
    offline.emulate_media(media="print")
    expect(ink.strokes()).to_be_visible()
    offline.emulate_media(media="screen")
    ink.open("compare")
    ink.root.get_by_role("slider", name=TEXT("board.wipe")).fill("20")
    expect(ink.stage().locator(".sx-over")).to_be_visible()
    assert cut(ink) == 20
    ink.open("new_patient")
    assert offline.locator("[data-ink] path").count() == 0


def test_where_it_hurts_is_painted_from_the_disk_and_reached_from_the_board(
    offline: Page, folder: Path
) -> None:
    offline.set_viewport_size(PORTRAIT)
    offline.goto((folder / "en" / "board.html").as_uri())
    offline.get_by_role("link", name=TEXT("board.where_it_hurts")).click()
    painting = Painting(offline)
    assert not painting.larger
    painting.kind("weak")
    painting.paint("bare-front", (55, 300))
    assert painting.larger
    painting.press("board.new_patient")
    assert not painting.larger
