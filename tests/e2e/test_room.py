"""A room in browsers: one who leads and two who answer, by keyboard, and what dies in between."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sciatica import resources
from sciatica.content.words import words
from sciatica.training.items import items
from sciatica.training.records import Records
from tests.harness.browser import Visitor
from tests.harness.live_pages import Small
from tests.harness.looking import violations
from tests.harness.relay import Relay
from tests.harness.servers import Server, serving

pytestmark = pytest.mark.browser

TEXT = words("en")
ITEM = items("en")[0]
LEAD, JOIN = "en/staff/room", "en/room"
SAYS_WITHIN_MS = 5_000


def well(page: Page, width: int | None = None) -> None:
    """Expect that axe finds nothing, and that nothing runs over the edge of a page `width` wide."""
    assert violations(page) == []
    if width:
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def open_room(page: Page) -> str:
    """Open a room by keyboard; return its code."""
    page.get_by_role("button", name=TEXT("room.lead.open")).focus()
    page.keyboard.press("Enter")
    code = page.locator('[data-part="code"]')
    expect(code).to_have_text(re.compile(r"\w{3}-\w{3}"))
    return code.inner_text()


def join(page: Page, code: str) -> None:
    """Type the code, and enter."""
    page.get_by_label(TEXT("room.join.code")).focus()
    page.keyboard.type(code.lower())
    page.keyboard.press("Enter")
    expect(page.get_by_text(TEXT("room.join.waiting"))).to_be_visible()


def ask(page: Page) -> None:
    page.get_by_label(TEXT("room.lead.question")).select_option(ITEM.id)
    page.get_by_role("button", name=TEXT("room.lead.ask")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=ITEM.prompt)).to_be_focused()


def answer(page: Page, steps: int) -> None:
    """Choose by keyboard from the question, which has the focus, and hand it in."""
    expect(page.locator("legend")).to_be_focused()
    expect(page.locator("input[name=answer]:checked")).to_have_count(0)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(steps):
        page.keyboard.press("ArrowDown")
    page.get_by_role("button", name=TEXT("room.join.answer"), exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(TEXT("room.join.counted"))).to_be_visible()


def counts(page: Page) -> list[int]:
    found = page.locator('[data-part="options"] [data-part="count"]').all_inner_texts()
    return [int(count) for count in found]


def lost(page: Page) -> None:
    """Expect the page to be covered, soon enough."""
    dialog = page.get_by_role("dialog", name=TEXT("room.page.lost"))
    expect(dialog).to_be_visible(timeout=SAYS_WITHIN_MS)


@pytest.fixture
def leading(anyone: Visitor) -> Iterator[Callable[..., Page]]:
    """Opens pages that lead; their rooms end with the test, for there are few."""
    pages: list[Page] = []

    def open_page(**options: object) -> Page:
        pages.append(anyone.open(LEAD, **options))
        return pages[-1]

    yield open_page
    for page in pages:
        page.locator('[data-part="end"]').evaluate("button => button.click()")
        expect(page.get_by_role("button", name=TEXT("room.lead.open"))).to_be_visible()


def test_one_leads_and_two_answer_by_keyboard_and_axe_finds_nothing(
    visitor: Visitor, leading: Callable[..., Page]
) -> None:
    lead = leading(viewport={"width": 1280, "height": 800})
    one = visitor.open(JOIN, viewport={"width": 320, "height": 640})
    two = visitor.open(JOIN, viewport={"width": 820, "height": 1180})
    well(lead)
    well(one, 320)
    code = open_room(lead)
    for page in (one, two):
        join(page, code)
    expect(lead.locator('[data-part="learners"]')).to_have_text("2")
    ask(lead)
    answer(one, 0)
    answer(two, 2)
    expect(lead.locator('[data-part="answers"]')).to_have_text("2")
    assert counts(lead) == [1, 0, 1, 0, 0]
    expect(one.get_by_text(ITEM.why)).to_be_hidden()
    well(lead)
    well(one, 320)
    lead.get_by_role("button", name=TEXT("room.lead.show")).focus()
    lead.keyboard.press("Enter")
    expect(lead.get_by_role("heading", name=ITEM.prompt)).to_be_focused()
    unsafe = ITEM.options[2].id in ITEM.unsafe
    for page, verdict in ((one, "right"), (two, "unsafe" if unsafe else "not_right")):
        expect(page.get_by_text(ITEM.why)).to_be_visible()
        expect(page.get_by_text(TEXT(f"room.join.{verdict}"), exact=True)).to_be_visible()
        expect(page.get_by_role("radio").first).to_be_disabled()
    well(lead)
    well(one, 320)
    lead.set_viewport_size({"width": 320, "height": 640})
    well(lead, 320)


def test_on_the_wall_the_bars_come_when_the_question_is_closed(
    visitor: Visitor, leading: Callable[..., Page]
) -> None:
    lead = leading(viewport={"width": 1920, "height": 1080})
    learner = visitor.open(JOIN)
    join(learner, open_room(lead))
    wall = lead.get_by_role("button", name=TEXT("room.lead.projector"))
    wall.click()
    expect(wall).to_have_attribute("aria-pressed", "true")
    ask(lead)
    answer(learner, 0)
    expect(lead.locator('[data-part="answers"]')).to_have_text("1")
    expect(lead.locator('[data-part="bar"]').first).to_be_hidden()
    expect(lead.get_by_text(TEXT("room.lead.hidden"))).to_be_visible()
    lead.get_by_role("button", name=TEXT("room.lead.show")).click()
    expect(lead.locator('[data-part="bar"]').first).to_be_visible()
    expect(lead.locator('[data-part="options"] li').last).to_be_in_viewport(ratio=1)
    well(lead, 1920)


@pytest.mark.parametrize("path", [JOIN, LEAD, "en/staff/explain-it"])
def test_behind_a_proxy_that_passes_no_live_connection_the_page_says_so_soon(
    anyone: Visitor, server: Server, path: str
) -> None:
    relay = Relay(server.port, is_old=True)
    page = anyone.open(path, url=relay.url)
    if path == JOIN:
        page.get_by_label(TEXT("room.join.code")).fill("BCDFGH")
        page.keyboard.press("Enter")
    elif path == LEAD:
        page.get_by_role("button", name=TEXT("room.lead.open")).click()
    else:
        expect(page.locator(".sx-form").first).to_be_attached(timeout=60_000)
    said = page.get_by_text(TEXT("room.page.blocked" if path.endswith("room") else "live.blocked"))
    expect(said).to_be_visible(timeout=SAYS_WITHIN_MS)
    relay.kill()


def test_the_wall_shows_the_question_the_way_in_and_the_clock_and_no_control(
    visitor: Visitor, leading: Callable[..., Page]
) -> None:
    lead = leading(viewport={"width": 390, "height": 844})
    code = open_room(lead)
    wall = visitor.open(f"{JOIN}/wall#{code}", viewport={"width": 1280, "height": 720})
    expect(wall.locator('[data-part="code"]')).to_have_text(code)
    expect(wall.locator("select, main button:visible")).to_have_count(0)
    lead.get_by_role("button", name=TEXT("room.lead.begin")).click()
    expect(wall.locator("[aria-current=step]")).to_contain_text(TEXT("guide.station.drill.title"))
    expect(wall.locator('[data-part="left"]')).to_have_text("8")
    ask(lead)
    for option in wall.locator('[data-part="options"] li').all():
        expect(option).to_be_in_viewport(ratio=1)
    learner = visitor.open(JOIN)
    learner.get_by_label(TEXT("room.join.code")).fill(code)
    learner.keyboard.press("Enter")
    answer(learner, 0)
    expect(wall.locator('[data-part="answers"]')).to_have_text("1")
    expect(wall.locator('[data-part="bar"]').first).to_be_hidden()
    well(wall, 1280)
    lead.get_by_role("button", name=TEXT("room.lead.show")).click()
    expect(wall.locator('[data-part="count"]').first).to_have_text("1")
    wall.reload()
    expect(wall.locator('[data-part="count"]').first).to_have_text("1")
    well(wall, 1280)
    lead.get_by_text(TEXT("room.lead.send"), exact=True).click()
    lead.get_by_role("button", name=TEXT("room.lead.send_now")).click()
    said = TEXT("room.go.open", title=TEXT("room.go.examine"))
    expect(learner.get_by_role("link", name=said)).to_have_attribute(
        "href", re.compile("/en/staff/examine$")
    )
    expect(learner.locator('[data-go="examine"] [data-part="number"]')).to_have_text("13")
    expect(wall.get_by_text(said)).to_be_visible()
    well(learner)
    well(lead, 390)


def test_who_reloads_keeps_the_question_and_the_wall_and_at_the_end_a_summary_is_left(
    visitor: Visitor, server: Server
) -> None:
    lead, learner = visitor.open(LEAD), visitor.open(JOIN)
    join(learner, open_room(lead))
    lead.get_by_role("button", name=TEXT("room.lead.projector")).click()
    ask(lead)
    answer(learner, 4)
    lead.reload()
    expect(lead.get_by_label(TEXT("room.lead.question"))).to_have_value(ITEM.id)
    expect(lead.locator(".sx-projector")).to_be_attached()
    lead.get_by_role("button", name=TEXT("room.lead.again")).click()
    expect(learner.get_by_text(TEXT("room.join.again"))).to_be_visible()
    answer(learner, 0)
    lead.get_by_role("button", name=TEXT("room.lead.show")).click()
    expect(lead.locator('[data-part="bar-before"]').last).to_contain_text("1")
    expect(lead.locator('[data-part="count"]').first).to_have_text("1")
    option = lead.locator(f'option[value="{ITEM.id}"]').first
    expect(option).to_contain_text(TEXT("room.lead.was_asked"))
    lead.locator('[data-part="end"]').evaluate("button => button.click()")
    row = lead.get_by_role("row", name=ITEM.title)
    expect(row.get_by_role("cell")).to_have_text(["1", "1", "0"])
    assert "%221%22" in str(lead.locator('[data-part="csv"]').get_attribute("href"))
    well(lead)


def test_a_reload_comes_back_to_the_same_answer_and_the_same_room(
    visitor: Visitor, leading: Callable[..., Page]
) -> None:
    lead, learner = leading(), visitor.open(JOIN)
    code = open_room(lead)
    join(learner, code)
    ask(lead)
    answer(learner, 1)
    learner.reload()
    lead.reload()
    expect(learner.get_by_text(TEXT("room.join.counted"))).to_be_visible()
    expect(learner.get_by_role("radio").nth(1)).to_be_checked()
    expect(lead.locator('[data-part="code"]')).to_have_text(code)
    expect(lead.locator('[data-part="learners"]')).to_have_text("1")
    assert sum(counts(lead)) == 1


def test_the_end_of_a_room_is_told_on_every_page(visitor: Visitor) -> None:
    lead, learner = visitor.open(LEAD), visitor.open(JOIN)
    join(learner, open_room(lead))
    lead.get_by_text(TEXT("room.lead.end"), exact=True).click()
    lead.get_by_role("button", name=TEXT("room.lead.end_now")).click()
    expect(lead.get_by_text(TEXT("room.lead.ended"))).to_be_visible()
    expect(learner.get_by_role("alert").first).to_have_text(TEXT("room.refused.over"))
    expect(learner.get_by_label(TEXT("room.join.code"))).to_be_visible()
    learner.reload()
    expect(learner.get_by_label(TEXT("room.join.code"))).to_be_visible()


def test_a_wrong_code_is_told_and_can_be_mended(
    visitor: Visitor, leading: Callable[..., Page]
) -> None:
    learner = visitor.open(f"{JOIN}#BCD-FGH")
    code = learner.get_by_label(TEXT("room.join.code"))
    expect(code).to_have_value("BCD-FGH")
    code.press("Enter")
    expect(learner.get_by_role("alert").first).to_have_text(TEXT("room.refused.no_room"))
    well(learner)
    join(learner, open_room(leading()))


def test_without_javascript_the_page_says_so_in_words(visitor: Visitor) -> None:
    for path in (LEAD, JOIN):
        page = visitor.open(path, java_script_enabled=False)
        note = page.locator("noscript p")
        expect(note).to_have_text(TEXT("room.page.noscript"))
        expect(note).to_be_visible()
        expect(page.get_by_role("button")).to_have_count(0)


def test_a_lost_network_covers_the_page_and_it_comes_back_by_itself(
    anyone: Visitor, leading: Callable[..., Page]
) -> None:
    lead, learner = leading(), anyone.open(JOIN)
    join(learner, open_room(lead))
    learner.context.set_offline(True)
    lost(learner)
    well(learner)
    learner.keyboard.press("Escape")
    learner.keyboard.press("Escape")
    lost(learner)
    ask(lead)
    learner.context.set_offline(False)
    expect(learner.get_by_role("dialog")).to_be_hidden()
    expect(learner.get_by_text(ITEM.story)).to_be_visible()


def test_who_comes_back_to_a_room_that_is_over_sees_no_old_question(
    anyone: Visitor, leading: Callable[..., Page]
) -> None:
    lead, learner = leading(), anyone.open(JOIN)
    join(learner, open_room(lead))
    ask(lead)
    expect(learner.get_by_text(ITEM.story)).to_be_visible()
    learner.context.set_offline(True)
    lost(learner)
    lead.get_by_text(TEXT("room.lead.end"), exact=True).click()
    lead.get_by_role("button", name=TEXT("room.lead.end_now")).click()
    expect(lead.get_by_text(TEXT("room.lead.ended"))).to_be_visible()
    learner.context.set_offline(False)
    expect(learner.get_by_role("dialog")).to_be_hidden()
    expect(learner.get_by_role("alert").first).to_have_text(TEXT("room.refused.no_room"))
    expect(learner.get_by_text(ITEM.story)).to_be_hidden()
    expect(learner.get_by_label(TEXT("room.join.code"))).to_be_visible()


def test_a_learner_takes_a_record_along_that_the_server_never_sees(
    visitor: Visitor, server: Server
) -> None:
    lead = visitor.open(LEAD)
    learner = visitor.open(JOIN, viewport={"width": 360, "height": 800})
    join(learner, open_room(lead))
    keep = learner.get_by_label(TEXT("room.record.keep"))
    expect(keep).not_to_be_checked()  # it is a choice
    keep.focus()
    learner.keyboard.press("Space")
    ask(lead)
    answer(learner, 1)
    lead.get_by_role("button", name=TEXT("room.lead.show")).click()
    expect(learner.get_by_text(TEXT("room.join.closed"), exact=True)).to_be_visible()
    well(learner, 360)
    told: list[str] = []
    record = learner
    record.goto(f"{server.url}{JOIN}/record")
    record.on("request", lambda request: told.append(request.url))
    record.get_by_label(TEXT("room.record.name")).fill("Ada")
    right = int(ITEM.options[1].id in ITEM.correct)
    row = record.get_by_role("row").nth(1)
    expect(row).to_contain_text(TEXT("room.lead.part.drill"))
    expect(row).to_contain_text(f"{right} of 1")
    expect(record.get_by_text(TEXT("room.record.limits"))).to_be_visible()
    for width in (360, 820, 1280):
        record.set_viewport_size({"width": width, "height": 800})
        well(record, width)
    record.emulate_media(media="print")
    expect(record.get_by_role("button", name=TEXT("room.record.erase"))).to_be_hidden()
    record.emulate_media(media="screen")
    record.get_by_role("button", name=TEXT("room.record.erase")).focus()
    record.keyboard.press("Enter")
    expect(record.get_by_text(TEXT("room.record.erased"))).to_be_focused()
    expect(record.get_by_role("table")).to_be_hidden()
    assert told == []
    record.reload()
    expect(record.get_by_text(TEXT("room.record.none"))).to_be_visible()


@pytest.fixture
def remembering(small: Small, tmp_path: Path, anyone: Visitor) -> Iterator[Server]:
    """A server of a clinic that keeps answers under nicknames."""
    settings = resources.default_clinic().read_text("utf-8")
    clinic = tmp_path / "clinic.toml"
    clinic.write_text(settings.replace('database = ""', 'database = "sqlite:///kept.db"'))
    choice = (f"--notebooks={small.lessons}", f"--clinic={clinic}")
    with serving(tmp_path, *choice, cache=small.cache) as server:
        yield server


def test_a_phone_keeps_its_own_answers_for_remember_under_a_nickname_if_it_wants(
    anyone: Visitor, remembering: Server, tmp_path: Path
) -> None:
    lead = anyone.open(LEAD, url=remembering.url)
    one, other = (
        anyone.open(JOIN, url=remembering.url, viewport={"width": 360, "height": 800})
        for _ in range(2)
    )
    code = open_room(lead)
    for page in (one, other):
        join(page, code)
    offer = one.get_by_text(TEXT("room.remember.title"))
    expect(offer).to_be_hidden()  # it comes after an answer
    ask(lead)
    answer(one, 1)
    answer(other, 0)
    offer.focus()
    one.keyboard.press("Enter")
    nickname = one.get_by_label(TEXT("records.nickname"))
    nickname.fill("Ada Lovelace")
    nickname.press("Enter")
    expect(one.get_by_text(TEXT("records.like_a_name"))).to_be_visible()
    nickname.fill("owl")
    nickname.press("Enter")
    under = TEXT("room.remember.under", nickname="owl")
    expect(one.get_by_text(under)).to_be_visible()
    well(one, 360)
    again = one.get_by_text(TEXT("records.asked_again", date="~").partition("~")[0])
    lead.get_by_role("button", name=TEXT("room.lead.show")).click()
    expect(again).to_be_visible()
    one.reload()  # the same seat and the same nickname; nothing is kept twice
    offer.click()
    expect(one.get_by_text(under)).to_be_visible()
    ask(lead)
    answer(one, 0)
    lead.get_by_role("button", name=TEXT("room.lead.show")).click()
    expect(again).to_be_visible()
    records = Records(f"sqlite:///{tmp_path / 'kept.db'}")
    right = [ITEM.options[place].id in ITEM.correct for place in (1, 0)]
    assert [(one.nickname, one.correct) for one in records.answers()] == [
        ("owl", right[0]),
        ("owl", right[1]),
    ]
    records.close()
    one.get_by_role("button", name=TEXT("room.remember.stop")).click()
    expect(nickname).to_be_focused()
    expect(nickname).to_have_value("")
    lead.locator('[data-part="end"]').evaluate("button => button.click()")
    expect(one.get_by_label(TEXT("room.join.code"))).to_be_visible()
    assert one.evaluate("sessionStorage.length") == 0


@pytest.fixture
def mortal(cache: Path, tmp_path: Path, anyone: Visitor) -> Iterator[Server]:
    """A server that a test may harm."""
    with serving(tmp_path, cache=cache) as server:
        yield server


def test_a_server_that_is_killed_or_hangs_covers_every_page(
    anyone: Visitor, mortal: Server
) -> None:
    lead, learner = anyone.open(LEAD, url=mortal.url), anyone.open(JOIN, url=mortal.url)
    join(learner, open_room(lead))
    ask(lead)
    answer(learner, 0)
    mortal.process.suspend()
    lost(learner)
    lost(lead)
    mortal.process.resume()
    expect(learner.get_by_role("dialog")).to_be_hidden()
    expect(lead.get_by_role("dialog")).to_be_hidden()
    assert counts(lead) == [1, 0, 0, 0, 0]
    mortal.kill()
    lost(learner)
    lost(lead)
