"""The server sends finished pages, and nothing else at all."""

import gzip
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

import psutil
import pytest

from sciatica import resources
from sciatica.content.words import words
from sciatica.doctor import Place
from sciatica.doctor.network import port
from tests.harness.browser import PATHS
from tests.harness.links import CODE
from tests.harness.live_pages import make_held_lessons, make_two_lessons
from tests.harness.programs import takes_long
from tests.harness.servers import free_port, serving

PAGES = [f"/{path}" for path in PATHS]


HEAVY = {
    "/en/nerve-roots": 110_000,
    "/en/model": 130_000,
    "/en/exercises": 155_000,
    "/en/take-home": 255_000,
    "/en/causes": 300_000,
    "/en/board": 300_000,
}
"""Pages that carry many pictures: what is felt and where pain runs on six views, three movements,
every lesion (once more where the model cannot turn), all that a visit may ask for: on the board the
same nine pictures of each of three discs, muscle tests, and ink."""


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_sent_with_security_headers_and_without_a_cookie(server, path):
    answer = server.get(path)
    assert answer.code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe-eval" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in answer.headers
    assert "Server" not in answer.headers


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_compressed_once_and_says_the_same(server, path):
    packed = server.get(path, **{"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == server.get(path).body
    assert len(packed.body) < HEAVY.get(path, 90_000)


def test_a_page_that_the_browser_has_is_not_sent_again(server):
    etag = server.get("/en/nerve-roots").headers["Etag"]
    again = server.get("/en/nerve-roots", **{"If-None-Match": etag})
    assert (again.code, again.body) == (304, b"")


def test_two_visitors_get_the_same_bytes(server):
    one, two = (server.get("/en/nerve-roots", **{"User-Agent": name}) for name in "ab")
    assert one.body == two.body


def test_head_sends_the_length_and_no_body(server):
    answer = server.get("/en/nerve-roots", method="HEAD")
    assert (answer.code, answer.body) == (200, b"")
    assert int(answer.headers["Content-Length"]) == len(server.get("/en/nerve-roots").body)


def test_scripts_may_be_kept_for_ever_and_pages_are_asked_for_again(server):
    page = server.get("/en/nerve-roots")
    assert page.headers["Cache-Control"] == "no-cache"
    scripts = re.findall(r'(?:src|href)="\.\./(assets/[\w.-]+\.js)"', page.body.decode())
    assert scripts
    for script in set(scripts):
        answer = server.get(f"/{script}")
        assert answer.code == 200
        assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
        assert "immutable" in answer.headers["Cache-Control"]


def test_health_is_good_when_every_page_is_made(server):
    answer = server.get("/healthz")
    assert answer.code == 200
    assert json.loads(answer.body)["pages"] == dict.fromkeys(PAGES, "ok")


@pytest.mark.parametrize(
    "path",
    [
        "/en/nothing",
        "/en/nerve-roots.ipynb",
        "/notebooks/en/02-nerve-roots.ipynb",
        "/voila/render/en/02-nerve-roots.ipynb",
        "/voila/tree",
        "/voila/files/en/02-nerve-roots.ipynb",
        "/voila/templates/sciatica/index.html.j2",
        "/voila/api/contents/en",
        "/api/kernels",
        "/api/kernelspecs",
        "/api/contents",
        "/files/clinic.toml",
        "/login",
        "/assets/",
        "/assets/../clinic.toml",
        "/en/../../clinic.toml",
        "/%2e%2e/clinic.toml",
    ],
)
def test_nothing_but_pages_can_be_read(server, path):
    answer = server.get(path)
    assert answer.code == 404
    body = answer.body.decode()
    assert 'href="tel:911"' in body  # not even a mistyped address leaves a patient alone
    assert "root_explorer" not in body
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/", "/api/kernels", "/en/nerve-roots"])
def test_no_visitor_can_send_anything(server, method, path):
    assert server.get(path, method=method).code == 405


@pytest.mark.parametrize("query", ["?template=lab", "?theme=dark", "?x=<script>"])
def test_overrides_in_the_address_change_nothing(server, query):
    assert server.get(f"/en/nerve-roots{query}").body == server.get("/en/nerve-roots").body


SHEET = f"/en/take-home#sheet={CODE}"
MEANT = {
    "/en/care/": "/en/care",  # below a slash too many relative links would lead astray
    "/en/care.html": "/en/care",  # the address of an exported file
    **{
        f"/en/care{quote(end)}": "/en/care" for end in [*".,;:!)]}>\"'*", ").", "/.", "”", "\u200b"]
    },
    "/en/care.html%3E": "/en/care",
    "/)": "/",
    f"/en/take-home%23sheet={CODE}": SHEET,
    f"/en/take-home%23sheet%3D{CODE}": SHEET,
    f"/en/take-home%2523sheet%253D{CODE}": SHEET,
    f"/en/take-home%3Fsheet={CODE}": SHEET,
    f"/en/take-home.html%23sheet={CODE}": SHEET,
    f"/en/take-home%23sheet={CODE}%3E%0D%0ASet-Cookie:x": f"{SHEET}%3ESet-Cookie%3Ax",
    "/en/take-home%23": "/en/take-home#",
}


def test_an_address_that_mail_or_a_chat_has_changed_leads_to_the_page_that_was_meant(server):
    for path, wanted in MEANT.items():
        answer = server.get(path)
        assert (answer.code, answer.headers["Location"]) == (301, wanted), path
        assert "Set-Cookie" not in answer.headers, path
        assert answer.body == b"", path
    for path in ("/en/nowhere.html", "/en/nowhere).", "/en/care,and", "/en/nowhere%23sheet=1"):
        assert server.get(path).code == 404, path


def test_reading_starts_no_kernel_and_leaves_no_process(server):
    # at most what waits to fork the kernels of live pages, which is started with the pages
    before = {one.pid for one in psutil.Process(server.process.pid).children(recursive=True)}
    for path in PAGES * 5:
        server.get(path)
    after = psutil.Process(server.process.pid).children(recursive=True)
    assert {one.pid for one in after} <= before
    assert all("fork_server" in " ".join(one.cmdline()) for one in after)


def test_below_a_base_url_every_link_still_leads_to_a_page(tmp_path, server, cache):
    with serving(tmp_path, "--base-url=clinic", cache=cache) as server:
        assert server.get("/clinic/").code == 200
        assert server.get("/clinic/en/nerve-roots").code == 200
        assert server.get("/clinic/healthz").code == 200
        assert server.get("/clinic").headers["Location"] == "/clinic/"
        moved = server.get(f"/clinic/en/take-home%23sheet={CODE}")
        assert moved.headers["Location"] == f"/clinic{SHEET}"
        assert server.get("/en/nerve-roots").code == 404
        assert b'href="/clinic/"' in server.get("/clinic/nothing").body


def test_while_the_pages_are_made_health_says_so_and_the_list_stands_there(tmp_path):
    go = tmp_path / "go"
    lessons = make_held_lessons(tmp_path, go)
    with serving(tmp_path, f"--notebooks={lessons}", wait=False) as server:
        server.line("Making the pages")
        answer = server.get_when("/en/red-flags")
        assert answer.code == 503
        assert b"This page is being made" in answer.body
        assert b'href="tel:911"' in answer.body
        assert server.get("/healthz").code == 503
        go.touch()
        server.line("Ready")
        assert server.get("/healthz").code == 200
        assert server.get("/en/red-flags").code == 200


def framing(server, path):
    """Return who may show the page within a page of theirs."""
    policy = server.get(path).headers["Content-Security-Policy"]
    return re.search(r"frame-ancestors ([^;]+)", policy)[1]


def test_a_changed_clinic_file_changes_the_number_on_every_page(tmp_path, small):
    clinic = tmp_path / "clinic.toml"
    default = resources.default_clinic().read_text()
    clinic.write_text(default)
    with serving(tmp_path, f"--notebooks={small.lessons}") as server:
        assert b"tel:911" in server.get("/en/red-flags").body
        assert framing(server, "/en/red-flags") == "'none'"
        sites = "https://clinic.example https://www.clinic.example:8443"
        changed = default.replace('"911"', '"112"')
        clinic.write_text(changed.replace('framed_by = ""', f'framed_by = "{sites}"'))
        server.line("The new pages are served")
        for path in ("/", "/en/red-flags", "/nothing"):
            body = server.get(path).body
            assert b"tel:112" in body
            assert b"tel:911" not in body
            assert framing(server, path) == sites
        assert framing(server, "/en/staff/count") == framing(server, "/en/room") == "'none'"
        clinic.write_text("[clinic\n")
        assert "not valid TOML" in server.line("could not be made")
        assert b"tel:112" in server.get("/").body


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such limit")
def test_connections_that_ask_for_nothing_lock_nobody_out(tmp_path, small):
    import resource

    def few():
        resource.setrlimit(resource.RLIMIT_NOFILE, (300, 300))

    begun = b"GET /en/red-flags HTTP/1.1\r\nHost: x\r\n"
    with (
        serving(
            tmp_path, f"--notebooks={small.lessons}", cache=small.cache, preexec_fn=few
        ) as server,
        ExitStack() as stack,
    ):
        for number in range(400):
            line = stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
            line.sendall((b"", begun, begun + b"\r\n")[number % 3])  # nothing, half, or a whole one
        for _ in range(20):
            assert server.get("/en/red-flags").code == 200
        said = server.log.read_text()
    assert said.count("connections_full most=225") == 1
    assert "Traceback" not in said


def test_the_server_stops_cleanly_and_leaves_no_process_behind(tmp_path):
    lessons = make_held_lessons(tmp_path, tmp_path / "never")
    with serving(tmp_path, f"--notebooks={lessons}", wait=False) as server:
        server.line("made")  # the bake with its kernel stands in the second lesson
        children = psutil.Process(server.process.pid).children(recursive=True)
        assert children
    assert server.process.returncode == 0
    _, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []


def command(folder, *arguments):
    takes_long("servers")
    return subprocess.run(
        [sys.executable, "-m", "sciatica", "serve", "--no-browser", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (["--port", "99999"], "choose 1 to 65535"),
        (["--port", "web"], "choose 1 to 65535"),
        (["--clinic", "gone.toml"], "gone.toml: cannot be read"),
        (["--base-url", "/a b/"], "Write it as /clinic/"),
        (["--ip", "203.0.113.7", "--port", str(free_port())], "Mend --ip or --port"),
    ],
)
def test_a_wrong_option_is_refused_in_one_plain_sentence(tmp_path, arguments, remedy):
    done = command(tmp_path, *arguments)
    assert done.returncode == 2
    assert remedy in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_clinic_file_is_refused_with_its_line(tmp_path):
    (tmp_path / "clinic.toml").write_text('[clinic]\nname = "A"\n[emergency]\nnumber = 911\n')
    done = command(tmp_path)
    assert done.returncode == 2
    assert re.search(
        r"clinic\.toml, line 4, emergency\.number: 911 must be text in double quotes", done.stderr
    )
    assert "Traceback" not in done.stderr


def test_a_taken_port_is_refused_with_another_to_try(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = command(tmp_path, "--port", str(port))
    assert done.returncode == 2
    assert f"Port {port} is taken" in done.stderr
    assert f"--port {port + 1}" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow("a wheel that is built and installed")
def test_the_wheel_carries_lessons_template_clinic_and_that_it_is_typed(tmp_path):
    source = tmp_path / "source"
    shutil.copytree(
        resources.root(), source, ignore=shutil.ignore_patterns(".venv", ".git", "*cache*")
    )
    shutil.copy(source / "clinic.example.toml", source / "clinic.toml")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(tmp_path), str(source)],
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    target = tmp_path / "installed"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--no-deps", "--target", str(target), str(wheel)],
        check=True,
        capture_output=True,
    )
    where = subprocess.run(
        [sys.executable, "-c", "from sciatica import resources as r; print(r.root())"],
        env={"PYTHONPATH": str(target), "PATH": ""},
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    root = Path(where)
    assert root.is_relative_to(target)
    assert (root / "notebooks/en/02-nerve-roots.ipynb").is_file()
    assert (root / "clinic.example.toml").is_file()
    assert (root / "docs/safety/hazards.toml").is_file()
    assert (root / "docs/safety/for-your-clinician.md").is_file()
    assert not (root / "clinic.toml").exists()  # a clinic's own settings travel nowhere
    assert (target / "sciatica/py.typed").is_file()
    assert (root / "share/nginx/sciatica.conf").is_file()
    for name in ("publish/templates/finished.html.j2", "serve/client/live.js"):
        assert (target / "sciatica" / name).is_file()


def test_a_page_that_fails_after_a_change_is_replaced_by_the_list_and_never_shows_its_old_words(
    tmp_path,
):
    lessons = make_two_lessons(tmp_path)
    lesson = lessons / "en" / "04-red-flags.ipynb"
    whole = lesson.read_text()
    with serving(tmp_path, f"--notebooks={lessons}") as server:
        assert b"Words that need no kernel." in server.get("/en/red-flags").body
        lesson.write_text(whole.replace('pages.open_page(\\"en\\")', "1 / 0"))
        assert "ZeroDivisionError" in server.line("FAILED", "04-red-flags.ipynb")
        server.line("The new pages are served")
        answer = server.get("/en/red-flags")
        assert answer.code == 503
        assert b"This page could not be made" in answer.body
        assert b'href="tel:911"' in answer.body
        assert b"Words that need no kernel." not in answer.body
        assert server.get("/").code == 200
        assert json.loads(server.get("/healthz").body)["pages"]["/en/red-flags"] == "failed"
        lesson.write_text(whole)
        server.line("The new pages are served")
        assert server.get("/en/red-flags").code == 200


@pytest.mark.skipif(os.name != "posix", reason="needs a limit on the size of files")
def test_a_full_disk_is_named_and_the_pages_are_served_all_the_same(tmp_path, small):
    import resource

    def no_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))

    given = f"--notebooks={small.lessons}"
    with serving(tmp_path, given, wait=False, preexec_fn=no_room) as server:
        assert "Free some space there." in server.line("not kept:")
        server.line("Ready")
        assert server.get("/en/red-flags").code == 200
        assert json.loads(server.get("/healthz").body)["state"] == "ready"
    assert list((tmp_path / "cache" / "sciatica" / "sites").iterdir()) == []


def health(server):
    answer = server.get("/healthz")
    return answer.code, json.loads(answer.body)["state"]


def test_a_broken_clinic_file_leaves_no_old_number_on_the_pages_in_silence(tmp_path, small):
    clinic = tmp_path / "clinic.toml"
    text = resources.default_clinic().read_text("utf-8")
    clinic.write_text(text, "utf-8")
    # a page that the server makes itself, a page that needs a kernel, and the numbers
    staff = ["/en/staff/room", "/en/staff/login?page=en/staff/room"]
    note = words("en")("staff.stale.title").encode().replace(b"'", b"&#39;")
    options = (f"--notebooks={small.lessons}", "--staff-token=abcdef")
    with serving(tmp_path, *options) as server:
        assert health(server) == (200, "ready")
        assert b"sciatica_stale 0.0" in server.get("/metrics").body
        for broken in (text + "[", text.replace('"911"', '"９１１"'), None):
            clinic.write_text(broken, "utf-8") if broken else clinic.unlink()
            server.line("could not be made", "clinic.toml")
            assert health(server) == (503, "stale")
            assert str(tmp_path) not in server.get("/healthz").body.decode()
            assert b"sciatica_stale 1.0" in server.get("/metrics").body
            assert note in server.get(staff[1]).body
            page = server.get("/en/red-flags")
            assert (page.code, note in page.body) == (200, False)  # staff can act, patients cannot
            (told,) = port(Place("127.0.0.1", server.port, "/", clinic), words("en"))
            assert told.state == "fault"
            clinic.write_text(text.replace('"911"', '"112"'), "utf-8")
            server.line("new pages are served")
            assert health(server) == (200, "ready")
            assert note not in server.get(staff[1]).body
            assert b"tel:112" in server.get("/en/red-flags").body


def test_the_doctor_knows_our_own_server_on_its_port(server):
    here = Place("127.0.0.1", server.port, "/", resources.default_clinic())
    (result,) = port(here, words("en"))
    assert (result.state, result.says) == ("ok", words("en")("doctor.port.ours", port=server.port))
