"""The shipped nginx file, in Debian's nginx: HTTPS below a path, live pages and all."""

import asyncio
import os
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import nbformat
import pytest
from playwright.sync_api import expect, sync_playwright
from tornado.httpclient import HTTPClientError

from sciatica import resources
from tests.harness.browser import launch
from tests.harness.live_pages import HELD, make_two_lessons
from tests.harness.live_visit import PAGE, Visit, answers, kernel_of
from tests.harness.programs import need, takes_long
from tests.harness.rooms import FIRST, ITEM, Meeting
from tests.harness.servers import Client, free_port, serving

SHIPPED = resources.root() / "share" / "nginx" / "sciatica.conf"
NAME = "pages.example.org"
PLACES = ("/usr/sbin", "/usr/local/sbin", str(resources.root() / ".nginx" / "usr" / "sbin"))
"""Where nginx may be when it is not on the PATH; the last is filled by ``make test-system``."""
FRAME = """
{user}
daemon off;
pid nginx.pid;
error_log stderr notice;
events {{}}
http {{
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    include sciatica.conf;
}}
"""
"""What Debian's own nginx.conf does around a site, for a user without rights."""


def edited(text, **lines):
    """Return `text` with each line that asks to be edited replaced by that of its directive."""
    written = []
    for line in text.splitlines():
        if "# EDIT" in line:
            directive = "listen_6" if "[::]" in line else line.split()[0]
            line = lines.pop(directive)
        written.append(line)
    assert not lines, f"nothing to edit for {lines}"
    return "\n".join(written)


def certificate(folder):
    """Make a certificate for this machine and for the name in the shipped file."""
    openssl = shutil.which("openssl") or need("openssl. Get it with: make test-system")
    command = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    command += ["-addext", f"subjectAltName=DNS:{NAME},DNS:localhost"]
    command += ["-keyout", folder / "key.pem", "-out", folder / "cert.pem"]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "cert.pem", folder / "key.pem"


class Nginx(Client):
    """A running nginx; asks below its sub-path, through HTTPS. `site` asks above it."""

    def __init__(self, folder, https_port, http_port, cert):
        super().__init__(f"https://localhost:{https_port}/clinic", ca_certs=str(cert))
        self.site = Client(f"https://localhost:{https_port}", ca_certs=str(cert))
        self.plain = Client(f"http://localhost:{http_port}")
        self.https_port = https_port
        self.log = folder / "nginx.log"


@contextmanager
def nginx(folder, upstream_port, text=None):
    """Run nginx as a user process with the shipped file, or with `text` in its place."""
    takes_long("nginx")
    program = shutil.which("nginx") or shutil.which("nginx", path=os.pathsep.join(PLACES))
    program = program or need("nginx. Get it with: make test-system")
    cert, key = certificate(folder)
    https_port, http_port = free_port(), free_port()
    site = edited(
        text or SHIPPED.read_text("utf-8"),
        server=f"server 127.0.0.1:{upstream_port};",
        server_name=f"server_name {NAME};",
        listen=f"listen 127.0.0.1:{http_port}; listen 127.0.0.1:{https_port} ssl;",
        listen_6="",
        root=f"root {folder}/acme;",
        ssl_certificate=f"ssl_certificate {cert};",
        ssl_certificate_key=f"ssl_certificate_key {key};",
    )
    (folder / "sciatica.conf").write_text(site, "utf-8")
    user = "user root;" if os.geteuid() == 0 else ""  # the folder is closed to nobody
    (folder / "nginx.conf").write_text(FRAME.format(user=user), "utf-8")
    running = Nginx(folder, https_port, http_port, cert)
    with running.log.open("w") as sink:
        process = subprocess.Popen(
            [program, "-p", folder, "-c", folder / "nginx.conf"], stdout=sink, stderr=sink
        )
    try:
        running.plain.get_when("/")
        yield running
    finally:
        process.terminate()
        try:
            process.wait(10)
        finally:
            process.kill()


@pytest.fixture(scope="module")
def behind(tmp_path_factory):
    """The server below /clinic/, with live pages: one of them waits until a file appears."""
    folder = tmp_path_factory.mktemp("behind nginx")
    lessons = make_two_lessons(folder)
    staff = lessons / "en" / "staff"
    waits = nbformat.read(staff / "count.ipynb", as_version=4)
    waits.cells[-1].source = HELD.format(go=str(folder / "go")) + 'print("gone on")'
    nbformat.write(waits, staff / "waits.ipynb")
    with serving(folder, f"--notebooks={lessons}", base_url="/clinic/") as running:
        running.go = folder / "go"
        yield running


@pytest.fixture(scope="module")
def clinic(behind, tmp_path_factory):
    """The shipped file in front of it."""
    with nginx(tmp_path_factory.mktemp("nginx"), behind.port) as running:
        yield running


def test_what_to_edit_stands_at_the_top_and_is_little():
    above, _, below = SHIPPED.read_text("utf-8").partition("# ---- end of what to edit")
    assert above.count("# EDIT") <= 8
    assert "# EDIT" not in below


def test_pages_and_their_scripts_come_through_https_as_the_server_sends_them(clinic, behind):
    asked = {"Accept-Encoding": "gzip"}
    for path in ("/", "/en/red-flags"):
        here = clinic.get(path, **asked)
        there = behind.get(f"/clinic{path}", **asked)
        assert here.code == 200
        assert here.body == there.body
        for name in ("Content-Security-Policy", "Content-Encoding", "Etag", "Cache-Control"):
            assert here.headers[name] == there.headers[name], name
    html = clinic.get("/en/red-flags").body.decode()
    scripts = re.findall(r'src="\.\./(assets/[^"]+)"', html)
    assert scripts
    for script in scripts:
        answer = clinic.get(f"/{script}")
        assert answer.code == 200
        assert "immutable" in answer.headers["Cache-Control"]


def test_a_monitor_can_ask_for_health_through_it(clinic):
    answer = clinic.get("/healthz")
    assert (answer.code, b'"state": "ready"' in answer.body) == (200, True)


def test_plain_http_leads_to_https(clinic):
    answer = clinic.plain.get("/clinic/en/care?x=1")
    assert answer.code == 301
    assert answer.headers["Location"] == f"https://{NAME}/clinic/en/care?x=1"


def test_a_certificate_can_be_renewed_by_plain_http(clinic):
    folder = clinic.log.parent / "acme" / ".well-known" / "acme-challenge"
    folder.mkdir(parents=True)
    (folder / "token").write_text("token.key")
    for client in (clinic.plain, clinic.site):
        assert client.get("/.well-known/acme-challenge/token").body == b"token.key"
        assert client.get("/.well-known/acme-challenge/other").code == 404
    assert clinic.plain.get("/.well-known/other").code == 301


@pytest.mark.parametrize("path", ["/", "/clinic"])
def test_whoever_forgets_the_path_or_its_slash_is_led_to_the_pages(clinic, path):
    answer = clinic.site.get(path, redirects=True)
    assert answer.code == 200
    assert answer.effective_url == f"{clinic.root}/"


def test_there_is_nothing_beside_the_sub_path(clinic):
    for path in ("/index.html", "/api/kernels", "/en/care", "/clinics/", "/metrics"):
        assert clinic.site.get(path).code == 404, path


def test_a_live_page_opens_its_line_answers_and_its_goodbye_ends_the_kernel(clinic):
    async def talk():
        line = await visit.connect(Origin=clinic.site.root)
        assert await answers(line)
        line.close()

    visit = Visit(clinic)
    assert visit.answer.code == 200
    assert visit.alive()
    asyncio.run(talk())
    assert visit.goodbye().code == 204
    assert not visit.alive()


def test_a_room_works_through_it(clinic):
    async def session():
        async with Meeting(clinic, 2) as room:
            await room.lead.ask(ask=ITEM.id)
            await room.learners[0].hear()
            assert (await room.learners[0].ask(answer=FIRST, round=1))["chosen"] == FIRST
            seen = await room.lead.hear(lambda told: sum(told["spread"].values()) == 1)
            assert seen["learners"] == 2

    asyncio.run(session())
    assert clinic.get("/en/room").code == 200


def test_another_site_cannot_open_the_line_through_it(clinic):
    async def attempt():
        with pytest.raises(HTTPClientError, match="403"):
            await visit.connect(Origin="https://elsewhere.example")

    with Visit(clinic) as visit:
        asyncio.run(attempt())


def test_the_words_of_a_live_page_come_before_its_cells_have_run(clinic, behind):
    came = bytearray()

    def read(piece):
        came.extend(piece)
        if b"Words that need no kernel." in came:
            behind.go.touch()  # only now may the cell beside these words end

    patient = Client(clinic.root, **clinic.options, streaming_callback=read)
    answer = patient.get("/en/staff/waits")
    assert answer.code == 200
    assert b"gone on" in came


def test_the_numbers_are_refused_to_all_who_come_through_it(clinic, behind):
    assert behind.get("/clinic/metrics").code == 200
    for path in ("/metrics", "/%6detrics", "//metrics", "/en/../metrics", "/metrics/"):
        answer = clinic.get(path)
        assert answer.code in (301, 404), path
        assert b"sciatica_pages_sent" not in answer.body


def test_the_server_itself_refuses_the_numbers_where_nginx_forgets_to(behind, tmp_path):
    text = SHIPPED.read_text("utf-8")
    forgetful = "\n".join(line for line in text.splitlines() if "/clinic/metrics" not in line)
    assert forgetful.count("\n") < text.count("\n")
    with nginx(tmp_path, behind.port, forgetful) as running:
        answer = running.get("/metrics")
        assert (answer.code, answer.body) == (404, b"")


def test_a_long_message_is_refused_before_it_reaches_the_server(clinic):
    answer = clinic.get("/en/care", method="POST", body=b"x" * 20_000)
    assert answer.code == 413


def test_nginx_keeps_nothing_about_a_visitor(clinic, tmp_path):
    with nginx(tmp_path, free_port()) as stranded:  # nothing listens behind this one
        assert stranded.get("/en/care?name=Jane").code == 502
    clinic.get("/nothing?name=Jane")
    for log in (stranded.log, clinic.log):
        said = log.read_text()
        assert "start worker process" in said
        for trace in ("Jane", "client:", "[warn]", "[emerg]"):
            assert trace not in said, said


@pytest.mark.browser
def test_in_a_browser_the_page_is_secure_and_its_buttons_answer(clinic, behind):
    with sync_playwright() as playwright:
        browser = launch(playwright, f"--host-resolver-rules=MAP {NAME} 127.0.0.1")
        profile = browser.new_context(ignore_https_errors=True)
        profile.new_page()  # the browser stays open when the tab with the lesson is closed
        page = profile.new_page()
        page.goto(f"https://{NAME}:{clinic.https_port}/clinic{PAGE}")
        assert page.evaluate("[isSecureContext, 'wakeLock' in navigator]") == [True, True]
        page.get_by_role("button", name="Count").click()
        expect(page.get_by_text("counted 1")).to_be_visible()
        ended = f"/clinic/api/kernels/{kernel_of(page.content())}"
        page.close(run_before_unload=True)
        with ThreadPoolExecutor() as elsewhere:  # Playwright's loop runs in this thread
            gone = (ended, lambda answer: answer.code == 404, 10)
            elsewhere.submit(behind.get_when, *gone).result()
        browser.close()
