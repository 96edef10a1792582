"""A live page in a browser: it answers, and whatever dies it says so within five seconds."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
import psutil
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from sciatica.content.words import words
from tests.harness.browser import Visitor
from tests.harness.kernels import kernels_of
from tests.harness.live_pages import HELD, OPEN, Small, make_two_lessons
from tests.harness.looking import violations
from tests.harness.notebooks import notebook
from tests.harness.relay import Relay
from tests.harness.servers import Server, serving

pytestmark = pytest.mark.browser

TEXT = words("en")
COUNT = "en/staff/count"
OPENS_WITHIN_MS = 30_000
SAYS_WITHIN_MS = 5_000
ENDS_WITHIN_S = 15


@pytest.fixture
def mortal(
    browser: Browser, small: Small, tmp_path: Path
) -> Callable[..., AbstractContextManager[Server]]:
    """Starts a server that a test may harm."""
    given = f"--notebooks={small.lessons}"
    return lambda base_url="/": serving(tmp_path, given, cache=small.cache, base_url=base_url)


@pytest.fixture(scope="module")
def live(
    browser: Browser, small: Small, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    given = f"--notebooks={small.lessons}"
    with serving(tmp_path_factory.mktemp("live"), given, cache=small.cache) as server:
        yield server


def button(page: Page, name: str = "Count") -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def open_page(visitor: Visitor, server: Server, **options: object) -> Page:
    page = visitor.profile(server.url, **options).new_page()
    page.goto(COUNT, timeout=OPENS_WITHIN_MS)
    expect(button(page)).to_be_visible(timeout=OPENS_WITHIN_MS)
    return page


def asleep(page: Page, why: str) -> Locator:
    """Expect the dialog with this reason and no other, soon enough; return it."""
    dialog = page.get_by_role("dialog", name=TEXT("live.asleep"))
    expect(dialog).to_be_visible(timeout=SAYS_WITHIN_MS)
    expect(dialog.get_by_text(TEXT(f"live.{why}"))).to_be_visible()
    expect(dialog.get_by_text(TEXT("live.lost" if why == "gone" else "live.gone"))).to_be_hidden()
    return dialog


def no_kernels_left(server: Server) -> bool:
    """Wait until no kernel runs; return whether that came in time."""
    deadline = time.monotonic() + ENDS_WITHIN_S
    while kernels_of(server.process):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


# It answers --------------------------------------------------------------------------------------


def test_a_button_is_answered_by_python_and_by_keyboard_alone(
    visitor: Visitor, live: Server
) -> None:
    page = open_page(visitor, live)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=TEXT("common.site.skip"))).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(button(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("counted 1")).to_be_visible()
    page.keyboard.press("Space")
    expect(page.get_by_text("counted 2")).to_be_visible()


def test_two_visitors_do_not_share_a_count(visitor: Visitor, live: Server) -> None:
    one, two = open_page(visitor, live), open_page(visitor, live)
    button(one).click()
    expect(one.get_by_text("counted 1")).to_be_visible()
    expect(two.get_by_text("nothing yet")).to_be_visible()


def test_a_live_page_works_below_a_path(
    visitor: Visitor, mortal: Callable[..., AbstractContextManager[Server]]
) -> None:
    with mortal("/clinic/") as server:
        page = open_page(visitor, server)
        button(page).click()
        expect(page.get_by_text("counted 1")).to_be_visible()
        page.get_by_role("link", name=TEXT("common.strip.full_list")).click()
        expect(page).to_have_url(f"{server.url}en/red-flags#list")


def test_a_live_page_asks_no_other_machine(visitor: Visitor, live: Server) -> None:
    hosts: set[str] = set()
    context = visitor.profile(live.url)
    context.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page = context.new_page()
    page.goto(COUNT, timeout=OPENS_WITHIN_MS)
    button(page).click(timeout=OPENS_WITHIN_MS)
    expect(page.get_by_text("counted 1")).to_be_visible()
    assert hosts - {""} == {urlsplit(live.url).netloc}


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_axe_finds_nothing_and_nothing_runs_over_the_edge(
    visitor: Visitor, live: Server, width: int
) -> None:
    page = open_page(visitor, live, viewport={"width": width, "height": 800})
    assert violations(page) == []
    button(page, "Fail").click()
    expect(page.get_by_role("alert")).to_be_in_viewport()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_on_a_page_that_sleeps(anyone: Visitor, live: Server) -> None:
    page = open_page(anyone, live)
    page.context.set_offline(True)
    asleep(page, "lost")
    assert violations(page) == []


def test_on_paper_the_page_stands_in_the_flow_below_the_strip(
    visitor: Visitor, live: Server
) -> None:
    page = open_page(visitor, live)
    page.emulate_media(media="print")
    strip = page.locator(".sx-strip").bounding_box()
    heading = page.get_by_role("heading", level=1).bounding_box()
    assert strip and heading and heading["y"] >= strip["y"] + strip["height"]
    expect(page.get_by_text(TEXT("live.loading"))).to_be_hidden()


def test_without_javascript_the_words_stand_there_and_nothing_pretends_to_load(
    visitor: Visitor, live: Server
) -> None:
    page = visitor.profile(live.url, java_script_enabled=False).new_page()
    page.goto(COUNT, timeout=OPENS_WITHIN_MS)
    expect(page.get_by_text("Words that need no kernel.")).to_be_visible()
    note = page.locator("noscript p")  # looking for a text passes over noscript
    expect(note).to_have_text(TEXT("live.noscript"))
    expect(note).to_be_visible()
    expect(page.get_by_text(TEXT("live.loading"))).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_words_and_outputs_stand_in_the_order_of_the_notebook(
    visitor: Visitor, live: Server
) -> None:
    page = visitor.profile(live.url).new_page()
    page.goto("en/staff/mixed", timeout=OPENS_WITHIN_MS)
    tops = []
    for text in (
        *("A page for staff", "printed first", "a widget first", "Words between.", "shown"),
        *("'plain'", "Words at the end.", "a widget at the end"),
    ):
        expect(page.get_by_text(text, exact=True)).to_be_visible(timeout=OPENS_WITHIN_MS)
        box = page.get_by_text(text, exact=True).bounding_box()
        assert box
        tops.append(box["y"])
    assert tops == sorted(tops)


def test_every_widget_of_ipywidgets_is_shown(visitor: Visitor, live: Server) -> None:
    page = visitor.profile(live.url).new_page()
    page.goto("en/staff/core", timeout=OPENS_WITHIN_MS)
    expect(page.get_by_text(TEXT("live.loading"))).to_be_hidden(timeout=OPENS_WITHIN_MS)
    expect(page.get_by_text(TEXT("live.failed"))).to_have_count(0)
    places = page.locator("[data-view]")
    shown = page.locator("[data-view] > .jupyter-widgets, [data-view] > .lm-Widget")
    assert places.count() > 50
    expect(shown).to_have_count(places.count())
    expect(page.locator(".jupyter-widgets-error-widget")).to_have_count(0)
    ranges = page.locator(".widget-readout").filter(has_text="–")
    expect(ranges).to_have_text(["25.00 – 75.00", "25 – 75"])
    expect(page.get_by_text(TEXT("live.error"))).to_have_count(0)


def test_what_a_function_shows_stands_in_its_place_and_is_shown_anew(
    visitor: Visitor, live: Server
) -> None:
    page = visitor.profile(live.url).new_page()
    page.goto("en/staff/show", timeout=OPENS_WITHIN_MS)
    one, two = page.locator(".widget-output").nth(0), page.locator(".widget-output").nth(1)
    expect(one).to_have_text("chosen one a widget for one", timeout=OPENS_WITHIN_MS)
    expect(two).to_have_text("printed within shown within")
    page.get_by_role("combobox").select_option("two")
    expect(one).to_have_text("chosen two a widget for two")
    expect(two).to_have_text("printed within shown within")


def test_an_anywidget_of_somebody_else_speaks_in_words_and_bytes(
    visitor: Visitor, live: Server
) -> None:
    page = visitor.profile(live.url).new_page()
    page.goto("en/staff/own", timeout=OPENS_WITHIN_MS)
    own = page.locator(".own")
    expect(own).to_have_text("1 2 -", timeout=OPENS_WITHIN_MS)
    expect(own).to_have_css("color", "rgb(1, 2, 3)")
    own.click()
    expect(own).to_have_text("1 2 pressed 9")
    expect(own).to_have_attribute("title", "heard 7")


def test_a_press_before_the_line_is_open_is_not_lost(visitor: Visitor, live: Server) -> None:
    page = visitor.profile(live.url).new_page()
    page.add_init_script(
        """new MutationObserver((_, observer) => {
            const button = document.querySelector(".jupyter-button");
            if (button) { observer.disconnect(); button.click(); }
        }).observe(document, { childList: true, subtree: true });"""
    )
    page.goto(COUNT, timeout=OPENS_WITHIN_MS)
    expect(page.get_by_text("counted 1")).to_be_visible(timeout=OPENS_WITHIN_MS)


def test_a_script_in_a_page_does_not_run(anyone: Visitor, live: Server) -> None:
    page = open_page(anyone, live)
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
        }"""
    )
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in one for one in anyone.complaints)


# It ends with its tab ----------------------------------------------------------------------------


def test_closing_the_tab_ends_the_kernel(
    visitor: Visitor, mortal: Callable[..., AbstractContextManager[Server]]
) -> None:
    with mortal() as server:
        page = open_page(visitor, server)
        assert len(kernels_of(server.process)) == 1
        page.close(run_before_unload=True)
        assert no_kernels_left(server)


def test_going_back_ends_the_kernel_and_going_forward_begins_anew(
    visitor: Visitor, mortal: Callable[..., AbstractContextManager[Server]]
) -> None:
    with mortal() as server:
        page = visitor.open("en/red-flags", url=server.url)
        page.goto(COUNT, timeout=OPENS_WITHIN_MS)
        button(page).click(timeout=OPENS_WITHIN_MS)
        expect(page.get_by_text("counted 1")).to_be_visible()
        page.go_back()
        assert no_kernels_left(server)
        page.go_forward(timeout=OPENS_WITHIN_MS)
        expect(button(page)).to_be_visible(timeout=OPENS_WITHIN_MS)
        button(page).click()
        expect(page.get_by_text("counted 1")).to_be_visible()


# It never dies in silence ------------------------------------------------------------------------


def test_a_killed_kernel_covers_the_page_and_the_way_back_begins_anew(
    anyone: Visitor, mortal: Callable[..., AbstractContextManager[Server]]
) -> None:
    with mortal() as server:
        page = open_page(anyone, server)
        button(page).click()
        expect(page.get_by_text("counted 1")).to_be_visible()
        (kernel,) = kernels_of(server.process)
        kernel.kill()
        dialog = asleep(page, "gone")
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        expect(dialog).to_be_visible()
        dialog.get_by_role("link", name=TEXT("live.wake")).click()
        expect(dialog).to_be_hidden()
        button(page).click(timeout=OPENS_WITHIN_MS)
        expect(page.get_by_text("counted 1")).to_be_visible()
        assert "kernel_ended why=died" in server.log.read_text()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_server_that_ends_covers_the_page(
    anyone: Visitor, mortal: Callable[..., AbstractContextManager[Server]], how: signal.Signals
) -> None:
    with mortal() as server:
        page = open_page(anyone, server)
        orphans = kernels_of(server.process)
        server.process.send_signal(how)
        server.process.wait(20)
        asleep(page, "lost")
        _, left = psutil.wait_procs(orphans, timeout=ENDS_WITHIN_S)
        assert left == []


@pytest.mark.skipif(os.name != "posix", reason="needs SIGSTOP")
def test_a_server_that_hangs_covers_the_page(
    anyone: Visitor, mortal: Callable[..., AbstractContextManager[Server]]
) -> None:
    with mortal() as server:
        page = open_page(anyone, server)
        button(page).click()
        expect(page.get_by_text("counted 1")).to_be_visible()
        server.process.suspend()
        try:
            dialog = asleep(page, "lost")
        finally:
            server.process.resume()
        # what somebody has begun goes on as soon as the page is alive again
        expect(dialog).to_be_hidden(timeout=SAYS_WITHIN_MS)
        button(page).click()
        expect(page.get_by_text("counted 2")).to_be_visible()


def test_a_line_that_breaks_is_opened_anew_and_nothing_is_lost(
    anyone: Visitor, live: Server
) -> None:
    relay = Relay(live.port)
    page = anyone.profile(relay.url).new_page()
    page.goto(COUNT, timeout=OPENS_WITHIN_MS)
    button(page).click(timeout=OPENS_WITHIN_MS)
    expect(page.get_by_text("counted 1")).to_be_visible()
    relay.cut()
    button(page).click()
    expect(page.get_by_text("counted 2")).to_be_visible()
    expect(page.get_by_role("dialog")).to_be_hidden()
    relay.kill()
    asleep(page, "lost")


def test_a_page_whose_script_does_not_come_says_so(anyone: Visitor, live: Server) -> None:
    context = anyone.profile(live.url)
    context.route("**/assets/live-*.js", lambda route: route.abort())
    page = context.new_page()
    page.goto(COUNT)
    expect(page.get_by_text("Words that need no kernel.")).to_be_visible()
    expect(page.get_by_text(TEXT("live.not_started"))).to_be_visible()
    expect(page.get_by_text(TEXT("live.loading"))).to_be_hidden()


def test_a_page_that_breaks_off_on_its_way_says_so(
    anyone: Visitor, small: Small, tmp_path: Path
) -> None:
    lessons = make_two_lessons(tmp_path)
    held = notebook(("py", OPEN), "# Held", ("py", HELD.format(go="never")), kind="live")
    nbformat.write(held, lessons / "en" / "staff" / "held.ipynb")
    with serving(tmp_path, f"--notebooks={lessons}") as server:
        relay = Relay(server.port)
        page = anyone.profile(relay.url).new_page()
        page.goto("en/staff/held", wait_until="commit")
        expect(page.get_by_role("heading", name="Held")).to_be_visible()
        # before its script has come, such a page says that its buttons did not start: asked above
        page.locator("#loading[data-started]").wait_for()
        expect(page.get_by_text(TEXT("live.loading"))).to_be_visible()
        relay.cut()
        expect(page.get_by_role("dialog", name=TEXT("live.asleep"))).to_be_visible(
            timeout=SAYS_WITHIN_MS
        )
        assert no_kernels_left(server)
        relay.kill()


@pytest.mark.parametrize("name", ["dies", "unknown"])
def test_a_page_that_cannot_be_finished_says_why_and_keeps_its_words(
    anyone: Visitor, live: Server, name: str
) -> None:
    page = anyone.profile(live.url).new_page()
    page.goto(f"en/staff/{name}", timeout=OPENS_WITHIN_MS)
    expect(page.get_by_text(TEXT("live.failed"))).to_be_visible()
    expect(page.get_by_text(TEXT("live.loading"))).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('online'))")  # it no longer looks for its kernel
    expect(page.get_by_role("dialog", name=TEXT("live.asleep"))).to_be_hidden()
    page.get_by_text("Words that need no kernel.").click()


def test_a_lost_network_covers_the_page_until_it_is_back(anyone: Visitor, live: Server) -> None:
    page = open_page(anyone, live)
    page.context.set_offline(True)
    dialog = asleep(page, "lost")
    dialog.get_by_role("link", name=TEXT("live.wake")).click()
    asleep(page, "lost")
    page.context.set_offline(False)
    dialog.get_by_role("link", name=TEXT("live.wake")).click()
    expect(dialog).to_be_hidden()
    expect(button(page)).to_be_visible(timeout=OPENS_WITHIN_MS)


@pytest.mark.parametrize("which", ["Fail", "Fail later", "Fail aside"])
def test_a_callback_that_raises_says_so_on_the_page_and_why_in_the_log_alone(
    visitor: Visitor, live: Server, which: str
) -> None:
    frames: list[str] = []
    context = visitor.profile(live.url)
    page = context.new_page()
    page.on(
        "websocket", lambda line: line.on("framereceived", lambda frame: frames.append(str(frame)))
    )
    page.goto(COUNT, timeout=OPENS_WITHIN_MS)
    expect(button(page)).to_be_visible(timeout=OPENS_WITHIN_MS)
    before = live.log.read_text().count("callback_failed")
    button(page, which).click()
    expect(page.get_by_role("alert")).to_contain_text(TEXT("live.error"))
    expect(page.get_by_role("alert").get_by_role("link", name=TEXT("live.wake"))).to_be_visible()
    said = live.log.read_text().split("callback_failed")
    assert len(said) == before + 2
    assert "ValueError: on purpose" in said[-1]
    assert "raise_it" in said[-1] or "raise_later" in said[-1]
    button(page).click()
    expect(page.get_by_text("counted 1")).to_be_visible()
    assert frames
    assert not any("on purpose" in frame for frame in frames)


def test_a_value_that_a_callback_cannot_take_says_so(visitor: Visitor, live: Server) -> None:
    page = open_page(visitor, live)
    page.get_by_role("spinbutton").fill("0")
    page.get_by_role("spinbutton").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text(TEXT("live.error"))


def test_a_callback_that_takes_long_says_that_it_works(visitor: Visitor, live: Server) -> None:
    page = open_page(visitor, live)
    working = page.get_by_text(TEXT("live.working"))
    expect(working).to_be_hidden()
    button(page, "Take long").click()
    expect(working).to_be_visible(timeout=SAYS_WITHIN_MS)
    expect(working).to_be_hidden(timeout=10_000)


DRILL = "en/staff/red-flag-drill"
LACKS = """
delete AbortSignal.any;
delete AbortSignal.timeout;
delete AbortSignal.prototype.throwIfAborted;
"""
"""An iPad that stops at iPadOS 16, and a little more."""
LOADS_NO_WIDGET = "URL.createObjectURL = () => 'blob:null/nothing'"


def test_a_browser_without_the_newest_of_abort_signal_shows_every_control(
    visitor: Visitor, server: Server
) -> None:
    context = visitor.profile(server.url)
    context.add_init_script(LACKS)
    page = context.new_page()
    page.goto(DRILL)
    expect(page.get_by_role("main").get_by_role("button").first).to_be_enabled()
    assert page.locator(".jupyter-widgets-error-widget").count() == 0


def test_a_widget_that_cannot_be_shown_covers_the_page(anyone: Visitor, server: Server) -> None:
    context = anyone.profile(server.url)
    context.add_init_script(LOADS_NO_WIDGET)
    page = context.new_page()
    page.goto(DRILL)
    asleep(page, "old")
