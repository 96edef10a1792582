"""Live pages: admitted up to a number, closed to everything but widgets, never dead in silence."""

import asyncio
import re
import shutil
import signal
import socket
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest
from markupsafe import escape
from tornado.httpclient import HTTPClientError
from tornado.httputil import HTTPServerRequest

from sciatica import resources
from sciatica.content import words
from sciatica.serve import metrics
from sciatica.serve.warden import Limits, Warden
from tests.live_pages import make_lessons, make_two_lessons
from tests.live_visit import PAGE, Visit, answers, kernel_of, message, packed
from tests.serve.conftest import serving


@pytest.fixture(scope="module")
def live(tmp_path_factory, cache):
    """One server with live pages, room for three at once."""
    folder = tmp_path_factory.mktemp("live")
    lessons = make_lessons(folder)
    with serving(folder, f"--notebooks={lessons}", "--max-live=3", cache=cache) as running:
        running.log = folder
        yield running


# The page ----------------------------------------------------------------------------------------


def test_a_live_page_brings_strip_language_title_and_words_without_javascript(live):
    with Visit(live) as visit:
        assert visit.answer.code == 200
        assert '<html lang="en">' in visit.html
        assert "<title>A page for staff · Sciatica, explained</title>" in visit.html
        assert visit.html.index('href="tel:911"') < visit.html.index("<main")
        assert "Words that need no kernel." in visit.html
        assert "#rendered_cells { display: block !important; }" in visit.html
        assert "def one_more" not in visit.html


def test_a_live_page_names_no_other_machine(live):
    with Visit(live) as visit:
        assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]+', visit.html) == []
        assert "default-src 'self'" in visit.answer.headers["Content-Security-Policy"]


def test_beyond_the_number_a_page_says_how_long_to_wait(live):
    with Visit(live), Visit(live), Visit(live):
        full = live.get(PAGE)
        assert full.code == 503
        assert int(full.headers["Retry-After"]) >= 60
        assert "All places are taken" in full.body.decode()
        assert "minutes or sooner" in full.body.decode()
        assert 'href="tel:911"' in full.body.decode()
        assert live.get("/en/red-flags").code == 200


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


def test_a_dead_kernel_is_told_as_gone_and_never_started_again(live):
    visit = Visit(live)
    assert visit.alive()
    for child in psutil.Process(live.process.pid).children(recursive=True):
        if visit.kernel in " ".join(child.cmdline()):
            child.kill()
            child.wait(10)
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


@pytest.mark.parametrize(
    ("mark", "wrong", "status", "said"),
    [
        ("{%- block header -%}", "{% nonsense %}", 500, "common.trouble.failed_title"),
        ("{%- block body_footer -%}", "{{ nobody.knows }}", 200, "live.failed"),
    ],
)
def test_a_broken_template_leaves_words_a_reason_in_the_log_and_no_kernel(
    tmp_path, mark, wrong, status, said
):
    for name in ("sciatica", "share"):  # python -m takes the package of the folder it runs in
        shutil.copytree(resources.root() / name, tmp_path / name)
    shutil.copy(resources.default_clinic(), tmp_path)
    index = tmp_path / resources.templates().relative_to(resources.root()) / "index.html.j2"
    text = index.read_text("utf-8")
    assert mark in text
    index.write_text(text.replace(mark, f"{mark}{wrong}", 1), "utf-8")
    with serving(tmp_path, f"--notebooks={make_two_lessons(tmp_path)}") as server:
        answer = server.get(PAGE)
        assert answer.code == status
        assert str(escape(words("en")(said))) in answer.body.decode()
        assert 'href="tel:911"' in answer.body.decode()
        assert "live_page_failed page=en/staff/count" in server.line("live_page_failed")
        assert (
            b" 0.0" in re.search(rb"^sciatica_live_kernels.*", server.get("/metrics").body, re.M)[0]
        )
        assert server.get("/en/red-flags").code == 200


# What visitors try -------------------------------------------------------------------------------


CODE_IN_ONE_WAY_OR_ANOTHER = (
    *("execute_request", "complete_request", "inspect_request", "debug_request", "usercode"),
    *("history_request", "is_complete_request", "input_reply"),
)
NOBODY = "00000000-0000-4000-8000-000000000000"
"""The id of a kernel that there is not."""
ENDS = ("shutdown_request", "interrupt_request")


@pytest.mark.parametrize("protocol", ["", "v1.kernel.websocket.jupyter.org"])
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
        ("GET", "/voila/render/en/02-nerve-roots.ipynb"),
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
    with Visit(live, PAGE + query) as visit:
        assert 'class="sx-strip"' in visit.html
        assert 'data-jp-theme-light="true"' in visit.html


def test_what_stands_in_the_address_does_not_reach_the_kernel(live):
    with Visit(live, f"{PAGE}?secret=5551234") as visit:
        for child in psutil.Process(live.process.pid).children(recursive=True):
            if visit.kernel in " ".join(child.cmdline()):
                assert "5551234" not in " ".join(child.environ().values())


@pytest.mark.parametrize("misuse", ["huge", "chatter", "mangled"])
def test_one_who_misuses_the_line_is_cut_and_the_others_are_heard(live, misuse):
    async def attempt():
        bad, good = await one.connect(), await two.connect()
        if misuse == "huge":
            await bad.write_message(message("comm_msg", {"data": "x" * 2_000_000}))
        elif misuse == "mangled":
            await bad.write_message("this is no message")
        else:
            for _ in range(1000):
                try:
                    await bad.write_message(message("comm_info_request"))
                except Exception:  # cut already
                    break
        assert await answers(good)
        end = time.monotonic() + 10
        while await asyncio.wait_for(bad.read_message(), end - time.monotonic()) is not None:
            pass
        assert bad.close_code in (1006, 1007, 1008, 1009)
        assert await answers(good)
        good.close()

    with Visit(live) as one, Visit(live) as two:
        asyncio.run(attempt())


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


# The warden --------------------------------------------------------------------------------------


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
    """A kernel of some age."""

    def __init__(self, idle_s=0, alive=True, state="idle"):
        self.last_activity = datetime.now(UTC) - timedelta(seconds=idle_s)
        self.living = alive
        self.execution_state = state

    def is_alive(self):
        return self.living


def test_a_page_that_nobody_watches_any_more_is_ended():
    kernels = FakeKernels(watched=FakeKernel(), left=FakeKernel())
    kernels._kernel_connections = {"watched": 1}
    warden = Warden(kernels, Limits(unwatched_s=-1))
    asyncio.run(warden.look())
    assert list(kernels) == ["watched"]


def test_a_page_that_was_just_opened_has_time_to_connect():
    kernels = FakeKernels(new=FakeKernel())
    warden = Warden(kernels, Limits(unwatched_s=60))
    asyncio.run(warden.look())
    asyncio.run(warden.look())
    assert list(kernels) == ["new"]


def test_a_page_that_nobody_touched_for_long_is_ended_though_its_tab_is_open():
    kernels = FakeKernels(old=FakeKernel(idle_s=2000), used=FakeKernel(idle_s=10))
    kernels._kernel_connections = {"old": 1, "used": 1}
    asyncio.run(Warden(kernels, Limits(idle_s=1200)).look())
    assert list(kernels) == ["used"]


def test_a_callback_that_never_comes_back_is_ended_long_before_an_idle_page():
    kernels = FakeKernels(
        stuck=FakeKernel(idle_s=130, state="busy"),
        working=FakeKernel(idle_s=100, state="busy"),
        idle=FakeKernel(idle_s=130),
    )
    kernels._kernel_connections = dict.fromkeys(kernels, 1)
    asyncio.run(Warden(kernels, Limits(busy_s=120)).look())
    assert list(kernels) == ["working", "idle"]


def test_a_dead_kernel_makes_room():
    kernels = FakeKernels(dead=FakeKernel(alive=False))
    warden = Warden(kernels, Limits(kernels=1))
    assert not warden.admit()
    asyncio.run(warden.look())
    assert warden.admit()


def test_pages_that_are_being_opened_count():
    warden = Warden(FakeKernels(), Limits(kernels=2))
    assert [warden.admit() for _ in range(3)] == [True, True, False]
    warden.opened()
    assert warden.admit()


def test_the_wait_is_until_the_first_idle_page_is_ended():
    kernels = FakeKernels(a=FakeKernel(idle_s=900), b=FakeKernel(idle_s=60))
    assert Warden(kernels, Limits(idle_s=1200)).wait_minutes() == 5


# Operations --------------------------------------------------------------------------------------


def test_the_numbers_count_pages_and_name_nobody(live):
    live.get("/en/care")
    said = live.get("/metrics").body.decode()
    assert 'sciatica_pages_sent_total{page="/en/care"}' in said
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
    request = HTTPServerRequest("GET", "/metrics", headers=headers)
    request.remote_ip = address
    assert metrics.allowed(request) is wanted


def test_the_server_ends_with_no_kernel_and_no_file_left(tmp_path, cache):
    lessons = make_lessons(tmp_path)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(scratch))
        tempfile.tempdir = None
        with serving(tmp_path, f"--notebooks={lessons}", cache=cache) as server:
            Visit(server)
            children = psutil.Process(server.process.pid).children(recursive=True)
            assert children
            server.process.send_signal(signal.SIGTERM)
            assert server.process.wait(20) == 0
            _, left = psutil.wait_procs(children, timeout=10)
    tempfile.tempdir = None
    assert left == []
    assert list(Path(scratch).iterdir()) == []


def test_the_log_names_no_visitor(tmp_path, cache):
    lessons = make_lessons(tmp_path)
    with serving(tmp_path, f"--notebooks={lessons}", cache=cache) as server:
        visit = Visit(server, "/en/staff/broken?name=Jane")
        visit.goodbye(token="wrong")
        visit.goodbye()
        server.get("/nothing?name=Jane")
        server.process.send_signal(signal.SIGTERM)
        said = server.process.stdout.read().partition("Stop with Ctrl+C.")[2]
    assert "live_opened page=en/staff/broken" in said
    assert "ZeroDivisionError" in said
    for trace in ("127.0.0.1", "Jane", "Mozilla", visit.kernel):
        assert trace not in said
