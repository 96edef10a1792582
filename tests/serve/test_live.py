"""Live pages: admitted up to a number, closed to everything but widgets, never dead in silence."""

import asyncio
import json
import re
import signal
import socket
import tempfile
import time
import zlib
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import Request, urlopen

import nbformat
import psutil
import pytest
from bs4 import BeautifulSoup
from markupsafe import escape
from tornado.httpclient import HTTPClientError
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine
from tornado.websocket import WebSocketClosedError

from sciatica import resources
from sciatica.content.words import words
from sciatica.serve import live as live_pages
from sciatica.serve import metrics
from sciatica.serve.culler import Culler, LiveLimits
from sciatica.serve.live import V1, is_whole
from tests.harness.kernels import kernel_process
from tests.harness.live_pages import HELD, OPEN, make_two_lessons
from tests.harness.live_visit import PAGE, Visit, answers, kernel_of, message, packed, told
from tests.harness.notebooks import notebook
from tests.harness.servers import LOOK_EVERY_S, STARTED_WITHIN_S, serving

ANSWERS_WITHIN_S = 10
ACCEPTS = "Accept-Encoding"


@pytest.fixture(scope="module")
def live(tmp_path_factory, small):
    """One server with live pages, room for three at once."""
    folder = tmp_path_factory.mktemp("live")
    options = (f"--notebooks={small.lessons}", "--max-live=3")
    with serving(folder, *options, cache=small.cache) as running:
        yield running


# The page ----------------------------------------------------------------------------------------


def test_a_live_page_brings_strip_language_title_and_words_without_javascript(live):
    with Visit(live) as visit:
        assert visit.answer.code == 200
        assert '<html lang="en"' in visit.html
        assert "<title>A page for staff · Sciatica, explained</title>" in visit.html
        assert visit.html.index('href="tel:911"') < visit.html.index("<main")
        assert "Words that need no kernel." in visit.html
        assert visit.html.count("</main>") == visit.html.count("</body>") == 1
        assert "def one_more" not in visit.html


def test_a_live_page_names_no_other_machine(live):
    with Visit(live) as visit:
        assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]+', visit.html) == []
        policy = visit.answer.headers["Content-Security-Policy"]
        assert "default-src 'none'; script-src 'self' blob:; " in policy
        assert "unsafe-eval" not in policy


def test_the_client_of_a_live_page_is_sent_packed_and_kept_for_good(live):
    with Visit(live) as visit:
        files = re.findall(r'(?:src|href)="(/assets/live-[^"]+)"', visit.html)
    kinds = {"js": "text/javascript", "css": "text/css"}
    for path in set(files):
        answer = live.get(path, **{"Accept-Encoding": "gzip"})
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Content-Type"].startswith(kinds.pop(path.rpartition(".")[2]))
        assert "immutable" in answer.headers["Cache-Control"]
    assert kinds == {}


def test_frame_and_words_come_packed_before_the_kernel_has_run(tmp_path):
    go = tmp_path / "go"
    lessons = make_two_lessons(tmp_path)
    held = notebook(("py", OPEN), "# Held", ("py", HELD.format(go=str(go))), kind="live")
    nbformat.write(held, lessons / "en" / "staff" / "held.ipynb")
    with (
        serving(tmp_path, f"--notebooks={lessons}") as server,
        urlopen(
            Request(f"{server.root}/en/staff/held", headers={"Accept-Encoding": "gzip"}),
            timeout=STARTED_WITHIN_S,
        ) as page,
    ):
        assert (page.headers["Content-Encoding"], page.headers["Vary"]) == ("gzip", ACCEPTS)
        unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        said = b""
        while b"Held</h1>" not in said:
            said += unpack.decompress(page.read1())
        kernel = kernel_of(said.decode())
        assert json.loads(server.get(f"/api/kernels/{kernel}").body)["execution_state"]
        assert b"live-made" not in said
        go.touch()
        said += unpack.decompress(page.read())
        assert b"live-made" in said
        assert server.get("/en/red-flags").headers["Vary"] == ACCEPTS


def test_pages_take_turns_and_a_slow_one_holds_up_nobody_for_long(monkeypatch):
    monkeypatch.setattr(live_pages, "WAIT_S", 0.05)
    made = []

    async def run():
        turns, go = asyncio.Semaphore(1), asyncio.Event()

        async def page(name, wait=None):
            async with live_pages.turn(turns):
                await (wait or go.wait)()
                made.append(name)

        slow = asyncio.create_task(page("slow"))
        await asyncio.sleep(0)
        quick = asyncio.create_task(page("quick", wait=lambda: asyncio.sleep(0)))
        await asyncio.sleep(0.01)
        assert made == []  # its turn has not come
        await quick
        assert made == ["quick"]
        go.set()
        await slow
        assert not turns.locked()

    asyncio.run(run())


def test_each_output_is_told_the_place_of_its_cell_among_the_words(live):
    with Visit(live, "/en/staff/mixed") as visit:
        main = BeautifulSoup(visit.html, "html.parser").find(class_="sx-notebook")
    flow = [
        child.get("id") or child.text.strip()
        for child in main.find_all(["h1", "p", "div"], recursive=False)
    ]
    assert flow == [
        *("cell-0", "A page for staff", "cell-1", "Words between.", "cell-2"),
        *("Words at the end.", "cell-3"),
    ]
    brought = {one["data-cell"]: one for one in main.find_all("template")}
    assert list(brought) == ["0", "1", "2", "3"]
    assert brought["1"].pre.string == "printed first\n"
    assert [one.name for one in brought["1"]] == ["pre", "div"]
    assert brought["2"].b.string == "shown"
    assert brought["2"].pre.string == "'plain'"
    assert brought["3"].div["data-view"]


def test_a_widget_that_the_client_does_not_have_is_refused_by_name(live):
    html = live.get("/en/staff/unknown").body.decode()
    assert str(escape(words("en")("live.failed"))) in html
    assert "a live page cannot show FarModel of elsewhere" in live.line("live_page_failed")
    assert live.get(f"/api/kernels/{kernel_of(html)}").code == 404


def test_beyond_the_number_a_page_says_how_long_to_wait(live):
    with Visit(live), Visit(live), Visit(live):
        full = live.get(PAGE)
        assert full.code == 503
        assert int(full.headers["Retry-After"]) >= 60
        assert "All places are taken" in full.body.decode()
        assert "minutes at the latest" in full.body.decode()
        assert int(full.headers["Refresh"]) <= 60
        assert 'href="tel:911"' in full.body.decode()
        assert live.get("/en/red-flags").code == 200


def coming(server, until):
    """Open a page as a browser does; return what is sent up to `until`, and
    the rest."""
    page = urlopen(
        Request(f"{server.root}{PAGE}", headers={"Accept": "text/html,*/*"}),
        timeout=STARTED_WITHIN_S,
    )
    said = b""
    while until not in said and (more := page.read1()):
        said += more
    return said.decode(), page


def test_who_comes_while_somebody_leaves_gets_that_place_and_is_not_refused(live):
    with Visit(live), Visit(live):
        left = Visit(live)
        began, page = coming(live, b"Words that need no kernel.")
        waiting = kernel_of(began)
        assert live.get(f"/api/kernels/{waiting}").code == 200  # no cover while it waits
        assert left.goodbye().code == 204
        assert "live-made" in page.read().decode()
        headers = {"Cookie": left.cookie, "Content-Length": "0"}
        bye = f"/voila/api/shutdown/{waiting}?_xsrf={left.token}"
        assert live.get(bye, method="POST", **headers).code == 204


def test_where_nobody_leaves_the_page_says_so_and_tries_again_by_itself(live):
    with Visit(live), Visit(live), Visit(live):
        said, page = coming(live, b"live-failed")
        said += page.read().decode()
        assert "minutes at the latest" in said
        assert re.search(r'<meta http-equiv="refresh" content="\d+">', said)
        assert live.get(f"/api/kernels/{kernel_of(said)}").code == 404


def test_a_cell_that_fails_says_so_and_shows_no_code(live):
    with Visit(live, "/en/staff/broken") as visit:
        assert "This page could not be finished." in visit.html
        assert "ZeroDivisionError" not in visit.html
        assert "1 / 0" not in visit.html


def test_a_kernel_that_dies_while_the_page_is_made_leaves_words_and_no_kernel(live):
    html = live.get("/en/staff/dies").body.decode()
    assert "This page could not be finished." in html
    kernel = kernel_of(html)
    assert live.get(f"/api/kernels/{kernel}").code == 404
    assert "end_kernel error" not in live.log.read_text()


def test_a_dead_kernel_is_told_as_gone_and_never_started_again(live):
    visit = Visit(live)
    assert visit.alive()
    process = kernel_process(visit.kernel)
    process.kill()
    process.wait(10)
    assert not visit.alive()
    assert not visit.alive()


def test_the_goodbye_of_a_page_ends_its_kernel(live):
    visit = Visit(live)
    assert visit.goodbye().code == 204
    assert not visit.alive()


def test_a_live_page_shows_the_emergency_number_that_holds_now(tmp_path):
    lessons = make_two_lessons(tmp_path)
    clinic = tmp_path / "clinic.toml"
    text = resources.default_clinic().read_text("utf-8")
    clinic.write_text(text, "utf-8")
    with serving(tmp_path, f"--notebooks={lessons}") as server:
        for number, emergency in (('"911"', "911"), ('"112"', "112"), ("{", "112")):
            clinic.write_text(text.replace('"911"', number, 1), "utf-8")
            with Visit(server) as visit:
                assert f'href="tel:{emergency}"' in visit.html, number
                assert ('class="sx-stale"' in visit.html) == (number == "{"), number


def test_a_notebook_that_cannot_be_read_leaves_words_a_reason_in_the_log_and_no_kernel(tmp_path):
    lessons = make_two_lessons(tmp_path)
    with serving(tmp_path, f"--notebooks={lessons}") as server:
        (lessons / "en" / "staff" / "count.ipynb").write_text("{", "utf-8")
        answer = server.get(PAGE)
        assert answer.code == 500
        assert str(escape(words("en")("common.trouble.failed_title"))) in answer.body.decode()
        assert 'href="tel:911"' in answer.body.decode()
        assert "live_page_failed page=en/staff/count" in server.line("live_page_failed")
        assert (
            b" 0.0" in re.search(rb"^sciatica_live_kernels.*", server.get("/metrics").body, re.M)[0]
        )
        assert server.get("/en/red-flags").code == 200


# Its line -----------------------------------------------------------------------------------------


async def messages(line, count):
    """Return the next messages between widgets, each with its bytes."""
    found = []
    while len(found) < count:
        said = await asyncio.wait_for(line.read_message(), ANSWERS_WITHIN_S)
        if isinstance(said, str):
            told, bytes_ = json.loads(said), b""
        else:  # how many parts, where each begins, the parts: a message, then its bytes
            parts = int.from_bytes(said[:4], "big")
            begins = [int.from_bytes(said[4 * n : 4 * n + 4], "big") for n in range(1, parts + 1)]
            told, bytes_ = json.loads(said[begins[0] : begins[1]]), said[begins[1] :]
        if told.get("header", {}).get("msg_type") == "comm_msg":
            found.append((told["content"]["data"], bytes_))
    return found


def test_what_a_kernel_says_before_the_line_is_open_is_heard_with_its_bytes(live):
    async def attempt():
        line = await visit.connect(session=told(visit.html, "live-page")["session"])
        heard = await messages(line, 3)
        line.close()
        return heard

    with Visit(live, "/en/staff/aside") as visit:
        spoke = Path(tempfile.gettempdir(), f"sciatica-spoke-{kernel_process(visit.kernel).pid}")
        deadline = time.monotonic() + ANSWERS_WITHIN_S
        while not spoke.exists():
            assert time.monotonic() < deadline
            time.sleep(LOOK_EVERY_S)
        spoke.unlink()
        during, change, after = asyncio.run(attempt())
    assert during == ({"method": "custom", "content": {"said": "while the cells run"}}, b"")
    assert change[0]["state"] == {"value": "later"}
    assert after == ({"method": "custom", "content": {"said": "with bytes"}}, b"\0\1\2")


def test_a_page_hears_every_second_that_the_server_is_there_until_its_kernel_has_died(live):
    async def attempt():
        line = await visit.connect()
        ticks = []
        while len(ticks) < 2:
            said = json.loads(await asyncio.wait_for(line.read_message(), ANSWERS_WITHIN_S))
            ticks += [said["tick"]] if "tick" in said else []
        assert ticks == ["idle", "idle"]
        kernel_process(visit.kernel).kill()
        while await asyncio.wait_for(line.read_message(), ANSWERS_WITHIN_S) is not None:
            pass
        assert line.close_code == 1001

    visit = Visit(live)
    asyncio.run(attempt())
    assert not visit.alive()


def test_there_is_no_line_to_a_kernel_that_is_gone(live):
    visit = Visit(live)
    visit.goodbye()

    async def attempt():
        with pytest.raises(HTTPClientError, match="404"):
            await visit.connect()

    asyncio.run(attempt())


# What visitors try -------------------------------------------------------------------------------


CODE_IN_ONE_WAY_OR_ANOTHER = (
    *("execute_request", "complete_request", "inspect_request", "debug_request", "usercode"),
    *("history_request", "is_complete_request", "input_reply"),
)
NOBODY = "00000000-0000-4000-8000-000000000000"
"""The id of a kernel that there is not."""
ENDS = ("shutdown_request", "interrupt_request")


@pytest.mark.parametrize("protocol", ["", V1])
def test_a_visitor_cannot_run_code_or_stop_a_kernel_by_its_line(live, tmp_path, protocol):
    proof = tmp_path / "proof"

    async def attempt():
        line = await visit.connect(protocol)
        assert (line.selected_subprotocol or "") == protocol
        code = f"open({str(proof)!r}, 'w').close()"
        content = {"code": code, "value": code, "silent": False, "restart": False}
        for channel in ("shell", "control", "stdin"):
            for kind in (*CODE_IN_ONE_WAY_OR_ANOTHER, *ENDS):
                text = message(kind, content, channel)
                await line.write_message(packed(text) if protocol else text, binary=bool(protocol))
        other = await visit.connect()
        assert await answers(other)
        assert await answers(other)
        line.close()
        other.close()

    with Visit(live) as visit:
        asyncio.run(attempt())
        assert visit.alive()
        assert not proof.exists()


def test_a_visitor_cannot_end_a_kernel_without_its_pages_token(live):
    with Visit(live) as visit:
        assert visit.goodbye(token="").code == 403
        assert visit.goodbye(token="2|00000000|guess|1").code == 403
        assert visit.alive()


def test_another_site_cannot_open_the_line(live):
    async def attempt():
        with pytest.raises(HTTPClientError, match="403"):
            await visit.connect(Origin="https://elsewhere.example")

    with Visit(live) as visit:
        asyncio.run(attempt())


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/kernels"),
        ("GET", "/api/kernels"),
        ("GET", f"/api/kernels/{NOBODY}"),
        ("DELETE", f"/api/kernels/{NOBODY}"),
        ("POST", f"/api/kernels/{NOBODY}/restart"),
        ("POST", f"/api/kernels/{NOBODY}/interrupt"),
        ("GET", "/api/kernelspecs"),
        ("GET", "/api/sessions"),
        ("GET", "/api/terminals"),
        ("GET", "/api/contents"),
        ("GET", "/voila/api/contents/en"),
        ("GET", "/voila/tree"),
        ("GET", "/voila/render/en/04-red-flags.ipynb"),
        ("GET", "/voila/render/en/staff/count.ipynb"),
        ("GET", "/en/staff/count.ipynb"),
        ("GET", "/voila/files/en/staff/count.ipynb"),
        ("GET", "/voila/templates/lab/static/index.css"),
        ("GET", "/voila/templates/sciatica/static/../index.html.j2"),
        ("GET", "/voila/templates/sciatica/static/..%2findex.html.j2"),
        ("GET", "/voila/templates/../../etc/static/passwd"),
        ("GET", "/voila/static/../../../../etc/passwd"),
        ("GET", "/voila/static/..%2f..%2f..%2fetc%2fpasswd"),
        ("GET", "/voila/static/"),
        ("GET", "/voila/labextensions/anywidget/../../../etc/passwd"),
        ("GET", "/voila/labextensions/other/static/x.js"),
        ("GET", "/voila/api/themes/../../../etc/passwd"),
        ("GET", "/voila/execution/x"),
        ("PUT", PAGE),
        ("POST", PAGE),
        ("POST", "/login"),
        ("GET", "/lab"),
    ],
)
def test_what_a_page_does_not_need_is_refused(live, method, path):
    answer = live.get(path, method=method)
    assert answer.code in (403, 404, 405), answer.code
    assert b"root:" not in answer.body
    assert b"open_live_page" not in answer.body


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Dest": "image"}, {"Sec-Fetch-Dest": "iframe"}, {"Sec-Purpose": "prefetch"}],
)
def test_a_page_that_nobody_chose_to_open_starts_no_kernel(live, headers):
    answer = live.get(PAGE, **headers)
    assert answer.code == 403
    assert b"kernelId" not in answer.body


@pytest.mark.parametrize("query", ["?template=lab", "?theme=dark", "?voila-template=reveal"])
def test_the_address_cannot_choose_another_template_or_theme(live, query):
    pages = []
    for path in (PAGE, PAGE + query):
        with Visit(live, path) as visit:
            pages.append(visit.html.partition('<script type="application/json"')[0])
    assert pages[0] == pages[1]


def test_what_stands_in_the_address_does_not_reach_the_kernel(live):
    with Visit(live, "/en/staff/told?secret=5551234") as visit:
        assert f"SCIATICA_CLINIC={resources.default_clinic()}" in visit.html
        assert "5551234" not in visit.html
        for child in live.process.children(recursive=True):
            assert "5551234" not in " ".join([*child.environ().values(), *child.cmdline()])


@pytest.mark.parametrize(
    ("misuse", "protocol"),
    [("huge", ""), ("chatter", ""), ("mangled", ""), ("endless", ""), ("endless", V1)],
)
def test_one_who_misuses_the_line_is_cut_and_the_others_are_heard(live, misuse, protocol):
    async def attempt():
        bad, good = await one.connect(protocol=protocol), await two.connect()
        with suppress(WebSocketClosedError):  # it may be cut while it still writes
            if misuse == "huge":
                await bad.write_message(message("comm_msg", {"data": "x" * 2_000_000}))
            elif misuse == "mangled":
                await bad.write_message("this is no message")
            elif misuse == "endless":  # it says that it has a thousand million parts, or more
                await bad.write_message(b"\x40" * 64, binary=True)
            else:
                for _ in range(1000):
                    await bad.write_message(message("comm_info_request"))
        assert await answers(good)
        end = time.monotonic() + 10
        while await asyncio.wait_for(bad.read_message(), end - time.monotonic()) is not None:
            pass
        # None: the line was reset under a long message before the reason was read
        assert bad.close_code in (1006, 1007, 1008, 1009, *[None] * (misuse in ("huge", "chatter")))
        assert await answers(good)
        good.close()

    with Visit(live) as one, Visit(live) as two:
        asyncio.run(attempt())


@pytest.mark.parametrize(
    ("message", "is_v1", "whole"),
    [
        (b"\x00\x00\x00\x01\x00\x00\x00\x08{}", False, True),
        (b"\x00\x00\x00\x02\x00\x00\x00\x08", False, False),
        (b"\x00\x00\x00\x00", False, False),
        (b"", False, False),
        ("{}", False, True),
        ((1).to_bytes(8, "little") + bytes(8), True, True),
        ((2).to_bytes(8, "little") + bytes(8), True, False),
        (b"\x06\x00\x00\x00" + bytes(60), True, True),
        (b"\x06\x00\x00\x00" + bytes(60), False, False),
        ("this is no message", True, False),
    ],
)
def test_a_message_that_says_it_is_longer_than_it_is_is_not_read(message, is_v1, whole):
    assert is_whole(message, is_v1) == whole


def test_a_hundred_who_never_finish_their_question_keep_nobody_waiting(live):
    slow = [socket.create_connection(("127.0.0.1", live.port)) for _ in range(100)]
    for one in slow:
        one.sendall(b"GET /en/red-flags HTTP/1.1\r\nHost: 127")

    async def attempt():
        line = await visit.connect()
        assert await answers(line)
        line.close()

    assert live.get("/en/red-flags").code == 200
    with Visit(live) as visit:
        asyncio.run(attempt())
    for one in slow:
        one.close()


# The culler --------------------------------------------------------------------------------------


class FakeKernels(dict):
    """Kernels by id, as the manager lists them."""

    def __init__(self, **kernels):
        super().__init__(kernels)
        self._kernel_connections = {}

    def list_kernel_ids(self):
        return list(self)

    def get_kernel(self, kernel_id):
        return self[kernel_id]

    async def shutdown_kernel(self, kernel_id, now):
        del self[kernel_id]


class FakeKernel:
    """A kernel, and when it was active last by its own clock, which may jump."""

    def __init__(self, alive=True, state="idle"):
        self.last_activity = 0
        self.living = alive
        self.execution_state = state

    def is_alive(self):
        return self.living


class Clock:
    """A clock that is put forward."""

    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def cull(clock):
    """Return a function that looks, lets `seconds` pass while `active` are used, and looks again;
    it returns which kernels are left."""

    def run(kernels, limits, seconds, active=()):
        culler = Culler(kernels, limits, clock)
        asyncio.run(culler.look())
        clock.now += seconds
        for name in active:
            kernels[name].last_activity += 1
        asyncio.run(culler.look())
        return list(kernels)

    return run


def test_a_page_that_nobody_watches_any_more_is_ended_and_a_new_one_has_time_to_connect(cull):
    kernels = FakeKernels(watched=FakeKernel(), left=FakeKernel())
    kernels._kernel_connections = {"watched": 1}
    assert cull(kernels, LiveLimits(), 59) == ["watched", "left"]
    assert cull(kernels, LiveLimits(), 61) == ["watched"]


def test_a_page_that_nobody_touched_for_long_is_ended_though_its_tab_is_open(cull):
    kernels = FakeKernels(old=FakeKernel(), used=FakeKernel())
    kernels._kernel_connections = {"old": 1, "used": 1}
    assert cull(kernels, LiveLimits(), 1201, active=["used"]) == ["used"]


def test_a_callback_that_never_comes_back_is_ended_long_before_an_idle_page(cull):
    kernels = FakeKernels(
        stuck=FakeKernel(state="busy"), working=FakeKernel(state="busy"), idle=FakeKernel()
    )
    kernels._kernel_connections = dict.fromkeys(kernels, 1)
    assert cull(kernels, LiveLimits(), 121, active=["working"]) == ["working", "idle"]


def test_a_wall_clock_that_jumps_ends_no_page(cull):
    kernels = FakeKernels(one=FakeKernel())
    kernels._kernel_connections = {"one": 1}
    kernels["one"].last_activity = datetime(2000, 1, 1, tzinfo=UTC)
    assert cull(kernels, LiveLimits(), 5) == ["one"]


def test_a_dead_kernel_makes_room():
    kernels = FakeKernels(dead=FakeKernel(alive=False))
    culler = Culler(kernels, LiveLimits(kernels=1))
    assert not culler.admit("one")
    asyncio.run(culler.look())
    assert culler.admit("one")


def test_pages_that_are_being_opened_count_once_and_are_alive():
    kernels = FakeKernels()
    culler = Culler(kernels, LiveLimits(kernels=2))
    one, two = "one", "two"
    assert [culler.admit(name) for name in (one, two, "three")] == [True, True, False]
    assert asyncio.run(culler.alive(one))
    assert culler.state(one) == "starting"
    kernels[one] = FakeKernel()
    assert culler.count == 2
    culler.opened(one)
    assert not culler.admit("three")
    culler.opened(two)
    assert culler.admit("three")
    assert not asyncio.run(culler.alive(two))


def test_a_page_that_is_still_being_made_is_not_taken_for_one_that_was_left(clock):
    kernels = FakeKernels()
    culler = Culler(kernels, LiveLimits(), clock)
    name = "one"
    culler.admit(name)
    kernels[name] = FakeKernel()
    for _ in range(2):
        asyncio.run(culler.look())
        clock.now += 61
    assert list(kernels) == [name]


def test_the_wait_is_until_the_first_idle_page_is_ended(clock):
    kernels = FakeKernels(a=FakeKernel(), b=FakeKernel())
    kernels._kernel_connections = {"a": 1, "b": 1}
    culler = Culler(kernels, LiveLimits(), clock)
    asyncio.run(culler.look())
    clock.now += 840
    kernels["b"].last_activity += 1
    asyncio.run(culler.look())
    clock.now += 60
    assert culler.wait_minutes() == 5


# Operations --------------------------------------------------------------------------------------


def test_the_numbers_count_pages_and_name_nobody(live):
    live.get("/en/red-flags")
    said = live.get("/metrics").body.decode()
    assert 'sciatica_pages_sent_total{page="/en/red-flags"}' in said
    assert "sciatica_bake_seconds_count 1.0" in said
    assert "127.0.0.1" not in said


def test_the_numbers_are_not_for_those_behind_a_proxy(live):
    answer = live.get("/metrics", **{"X-Forwarded-For": "203.0.113.9"})
    assert (answer.code, answer.body) == (404, b"")


@pytest.mark.parametrize(
    ("address", "headers", "token", "wanted"),
    [
        ("127.0.0.1", {}, "", True),
        ("::1", {}, "", True),
        ("192.168.1.7", {}, "", False),
        ("127.0.0.1", {"Forwarded": "for=x"}, "", False),
        ("192.168.1.7", {"Authorization": "Bearer secret"}, "secret", True),
        ("127.0.0.1", {"Authorization": "Bearer other"}, "secret", False),
        ("127.0.0.1", {}, "secret", False),
        ("192.168.1.7", {"Authorization": "Bearer "}, "", False),
    ],
)
def test_only_this_machine_or_the_token_may_see_the_numbers(
    monkeypatch, address, headers, token, wanted
):
    monkeypatch.setenv(metrics.TOKEN, token)
    asked = RequestStartLine("GET", "/metrics", "HTTP/1.1")
    request = HTTPServerRequest(start_line=asked, headers=HTTPHeaders(headers | {"Host": "x"}))
    request.remote_ip = address
    assert metrics.allowed(request) is wanted


def test_the_server_ends_with_no_kernel_and_no_file_left(tmp_path, small):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(scratch))
        tempfile.tempdir = None
        with serving(tmp_path, f"--notebooks={small.lessons}", cache=small.cache) as server:
            Visit(server)
            children = psutil.Process(server.process.pid).children(recursive=True)
            assert children
            server.process.send_signal(signal.SIGTERM)
            assert server.process.wait(20) == 0
            _, left = psutil.wait_procs(children, timeout=10)
    tempfile.tempdir = None
    assert left == []
    assert list(Path(scratch).iterdir()) == []


def test_the_log_names_no_visitor(tmp_path, small):
    with serving(tmp_path, f"--notebooks={small.lessons}", cache=small.cache) as server:
        visit = Visit(server, "/en/staff/broken?name=Jane")
        visit.goodbye(token="wrong")
        visit.goodbye()
        server.get("/nothing?name=Jane")
        said = server.stop().partition("Stop with Ctrl+C.")[2]
    assert "live_opened page=en/staff/broken" in said
    assert "ZeroDivisionError" in said
    for trace in ("127.0.0.1", "Jane", "Mozilla", visit.kernel):
        assert trace not in said
