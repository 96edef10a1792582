"""Staff pages behind a token: who comes in, how slowly a guesser goes, what is left behind."""

import asyncio
import os
import time

import psutil
import pytest

from sciatica.content.words import words
from sciatica.serve import ServeError
from sciatica.serve.staff import COOKIE, TOKEN, WAITING, CrowdedError, StaffAuth, find_token
from tests.harness.live_visit import PAGE, kernel_of
from tests.harness.servers import OURS, serving

SECRET = "a long way to the knee"
TEXT = words("en")
LOGIN = "/en/staff/login"


# Who may enter -----------------------------------------------------------------------------------


def test_the_right_token_is_admitted_and_any_other_is_not():
    async def attempts():
        auth = StaffAuth(SECRET, slow_s=0)
        assert await auth.check_token(SECRET)
        for given in ("", SECRET[:-1], SECRET + "x", SECRET.upper(), "é"):
            assert not await auth.check_token(given), given

    asyncio.run(attempts())


def test_wrong_tokens_are_looked_at_one_after_the_other_and_slowly():
    async def attempts():
        auth = StaffAuth(SECRET, slow_s=0.05)
        began = time.monotonic()
        assert not any(await asyncio.gather(*(auth.check_token(f"guess {n}") for n in range(6))))
        return time.monotonic() - began

    assert asyncio.run(attempts()) >= 6 * 0.05


def test_more_tries_at_once_than_fit_are_sent_away_and_later_ones_are_heard_again():
    async def attempts():
        auth = StaffAuth(SECRET, slow_s=0.01)
        tries = (auth.check_token("guess") for _ in range(WAITING + 3))
        ends = await asyncio.gather(*tries, return_exceptions=True)
        assert sum(isinstance(end, CrowdedError) for end in ends) == 3
        assert await auth.check_token(SECRET)

    asyncio.run(attempts())


def test_two_servers_give_different_passes_for_the_same_token():
    assert StaffAuth(SECRET).secret != StaffAuth(SECRET).secret
    assert SECRET not in StaffAuth(SECRET).secret


# Where the token comes from ----------------------------------------------------------------------


@pytest.fixture
def environment(monkeypatch):
    monkeypatch.setenv(TOKEN, SECRET)


def test_without_option_and_variable_staff_pages_are_open(monkeypatch):
    monkeypatch.delenv(TOKEN, raising=False)
    assert find_token(None) == ""
    assert StaffAuth(find_token(None)).is_open


@pytest.mark.parametrize("option", [None, ""])
def test_the_variable_is_the_token_with_or_without_the_option_and_is_taken_away(
    environment, option
):
    assert find_token(option) == SECRET
    assert TOKEN not in os.environ


def test_a_token_behind_the_option_counts_and_is_said_to_be_seen(environment, capsys):
    assert find_token("another one") == "another one"
    assert TOKEN in capsys.readouterr().out


@pytest.mark.parametrize(("option", "why"), [("abc", "too short"), ("", "needs a token")])
def test_a_token_that_protects_nothing_is_refused(monkeypatch, option, why):
    monkeypatch.delenv(TOKEN, raising=False)
    with pytest.raises(ServeError, match=why):
        find_token(option)


# The server --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def closed(tmp_path_factory, small):
    """A server whose staff pages ask for the token."""
    folder = tmp_path_factory.mktemp("closed")
    options = (f"--notebooks={small.lessons}", "--staff-token")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(TOKEN, SECRET)
        with serving(folder, *options, cache=small.cache) as running:
            yield running


def enter(server, token=SECRET, page="en/staff/count", **headers):
    body = f"token={token.replace(' ', '+')}&page={page}"
    form = {"Content-Type": "application/x-www-form-urlencoded", **headers}
    return server.get(LOGIN, method="POST", body=body, **form)


def cookie_of(answer):
    (cookie,) = answer.headers.get_list("Set-Cookie")
    return cookie


def test_a_staff_page_leads_to_a_field_and_starts_no_kernel(closed):
    answer = closed.get(PAGE)
    assert answer.code == 303
    assert answer.headers["Location"] == f"{LOGIN}?page=en/staff/count"
    form = closed.get(answer.headers["Location"])
    html = form.body.decode()
    assert form.code == 200
    assert html.count("<input") == 2
    assert 'type="hidden" name="page" value="en/staff/count"' in html
    assert 'type="password"' in html
    assert TEXT("staff.why") in html
    assert 'href="tel:911"' in html
    assert "Set-Cookie" not in form.headers
    assert b"sciatica_live_kernels 0.0" in closed.get("/metrics").body


def test_the_right_token_leads_on_to_the_page_with_a_cookie_for_staff_pages_alone(closed):
    answer = enter(closed)
    assert answer.code == 303
    assert answer.headers["Location"] == PAGE
    cookie = cookie_of(answer)
    assert cookie.startswith(f"{COOKIE}=")
    for part in ("HttpOnly", "SameSite=Lax", "Path=/en/staff"):
        assert part in cookie.split("; ")
    assert SECRET not in cookie
    page = closed.get(PAGE, Cookie=cookie.partition(";")[0])
    assert page.code == 200
    kernel = kernel_of(page.body.decode())
    for child in psutil.Process(closed.process.pid).children(recursive=True):
        assert SECRET not in " ".join(child.environ().values())
        assert SECRET not in " ".join(child.cmdline())
    assert closed.get(f"/api/kernels/{kernel}").code == 200


def test_over_https_the_cookie_is_never_sent_without_it(closed):
    assert "Secure" in cookie_of(enter(closed, **{"X-Forwarded-Proto": "https"}))
    assert "Secure" not in cookie_of(enter(closed))


@pytest.mark.parametrize("given", ["", "wrong token", SECRET + "x"])
def test_a_wrong_token_is_told_in_words_and_gives_no_cookie(closed, given):
    answer = enter(closed, given)
    assert answer.code == 403
    assert TEXT("staff.wrong") in answer.body.decode()
    assert "Set-Cookie" not in answer.headers
    assert given == "" or given not in answer.body.decode()


@pytest.mark.parametrize("cookie", ["", f"{COOKIE}=", f"{COOKIE}=guess", f"{COOKIE}={SECRET}"])
def test_a_made_up_cookie_is_none(closed, cookie):
    assert closed.get(PAGE, Cookie=cookie).code == 303


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}],
)
def test_another_site_cannot_send_the_form(closed, headers):
    assert enter(closed, **headers).code == 403


def test_a_browser_that_names_no_origin_can_send_it(closed):
    """Our pages send no referrer, and then a form's Origin is "null"."""
    assert enter(closed, Origin="null", **{"Sec-Fetch-Site": "same-origin"}).code == 303


@pytest.mark.parametrize("page", ["https://elsewhere.example/", "//elsewhere.example", "en/care"])
def test_the_way_on_leads_to_a_staff_page_and_nowhere_else(closed, page):
    location = enter(closed, page=page).headers["Location"]
    assert location.startswith("/en/staff/")
    assert closed.get(location).code == 303


def test_reading_pages_stay_open_and_set_no_cookie(closed):
    for path in ("/", "/en/red-flags"):
        answer = closed.get(path)
        assert answer.code == 200, path
        assert "Set-Cookie" not in answer.headers


def test_the_token_stands_neither_in_the_process_list_nor_in_what_the_server_says(
    tmp_path, monkeypatch, small
):
    monkeypatch.setenv(TOKEN, SECRET)
    with serving(
        tmp_path, f"--notebooks={small.lessons}", cache=small.cache, program=OURS
    ) as server:
        assert SECRET not in " ".join(psutil.Process(server.process.pid).cmdline())
        enter(server, "a wrong guess")
        enter(server)
        said = server.stop()
    assert "stopped" in said
    assert SECRET not in said
    assert "guess" not in said


def test_where_there_is_no_token_there_is_no_field(tmp_path, small, monkeypatch):
    monkeypatch.delenv(TOKEN, raising=False)
    with serving(tmp_path, f"--notebooks={small.lessons}", cache=small.cache) as server:
        assert server.get(LOGIN).code == 404
        assert enter(server).code in (404, 405)
