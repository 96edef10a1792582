"""Rooms over the wire: who hears what, what is refused, what is left behind: nothing."""

import asyncio
import json
import re
import time

import pytest
import segno
from bs4 import BeautifulSoup
from tornado.httpclient import HTTPClientError

from sciatica import resources
from sciatica.content.words import words
from sciatica.serve.room_lines import LeadLine, room_qr
from sciatica.serve.room_pages import groups, suggested
from sciatica.serve.rooms import LETTERS, POLICY_VIOLATION, Full, RoomLimits, Rooms, new_code
from sciatica.serve.staff import COOKIE, ROOM_COOKIE, TOKEN, StaffAuth
from sciatica.training.items import items
from tests.harness.rooms import FIRST, ITEM, LEAD, LEARN, SECOND, Line, Meeting
from tests.harness.servers import serving

TEXT = words("en")
LIMITS = RoomLimits()


def refusal(why, **slots):
    """What a page hears that may not do something; without a place it has to show the door."""
    text = TEXT(f"room.refused.{why}", **slots)
    return {"refused": text, "out": why not in ("late", "unknown", "crowded")}


@pytest.mark.parametrize(
    "at", ["", "en/room", "http://[::1", "javascript:alert(1)", "http://localhost:8866/en/room"]
)
def test_there_is_no_code_for_an_address_that_no_phone_can_open(at):
    assert room_qr(at, "BCD234") == ""


def test_the_picture_that_a_phone_reads_holds_the_address_and_the_code(monkeypatch):
    held = []
    make = segno.make_qr
    monkeypatch.setattr(
        segno, "make_qr", lambda text, **how: held.append(text) or make(text, **how)
    )
    assert room_qr("https://clinic.example/en/room", "BCD234").startswith("data:image/svg+xml")
    assert held == ["https://clinic.example/en/room#BCD234"]


# A session ---------------------------------------------------------------------------------------


def test_the_spread_is_seen_live_and_holds_no_seat(server):
    async def session():
        async with Meeting(server, 2) as room:
            one, two = room.learners
            await room.lead.ask(ask=ITEM.id)
            asked = await one.hear(), await two.hear()
            assert all(told["question"]["prompt"] == ITEM.prompt for told in asked)
            assert all(told["phase"] == "asking" and told["chosen"] is None for told in asked)
            assert (await one.ask(answer=FIRST, round=1))["chosen"] == FIRST
            seen = await room.lead.hear(lambda told: sum(told["spread"].values()) == 1)
            assert seen["spread"][FIRST] == 1
            await two.ask(answer=SECOND, round=1)
            seen = await room.lead.hear(lambda told: sum(told["spread"].values()) == 2)
            for joined in room.joined:
                assert joined["seat"] not in json.dumps(seen)
            return asked, seen

    asked, _ = asyncio.run(session())
    assert "marks" not in json.dumps(asked)
    assert ITEM.why not in json.dumps(asked)


def test_what_is_right_comes_to_everybody_when_the_question_is_closed(server):
    async def session():
        async with Meeting(server, 1) as room:
            (one,) = room.learners
            await room.lead.ask(ask=ITEM.id)
            await one.ask()
            await room.lead.ask(show=True)
            shown = await one.hear(lambda told: told.get("phase") == "shown")
            late = await one.ask(answer=FIRST, round=1)
            return shown, late

    shown, late = asyncio.run(session())
    assert set(shown["marks"]["right"]) == ITEM.correct
    assert set(shown["marks"]["unsafe"]) == ITEM.unsafe
    assert late == refusal("late")


def test_asked_again_after_talking_both_spreads_stand_beside_each_other_and_the_summary_counts(
    server,
):
    async def session():
        async with Meeting(server, 2) as room:
            one, two = room.learners
            right = min(ITEM.correct)
            wrong = next(one.id for one in ITEM.options if one.id not in ITEM.correct)
            await room.lead.ask(ask=ITEM.id)
            await one.ask()
            await one.ask(answer=wrong, round=1)
            await two.say(answer=right, round=1)
            await room.lead.hear(lambda told: sum(told["spread"].values()) == 2)
            await room.lead.say(ask=ITEM.id)
            again = await one.hear(lambda told: told.get("round") == 2)
            assert again["again"] and "before" not in again
            await one.ask(answer=right, round=2)
            await room.lead.hear(lambda told: sum(told["spread"].values()) == 1)
            await room.lead.say(show=True)
            shown = await room.lead.hear(lambda told: told["phase"] == "shown")
            assert (shown["before"][wrong], shown["before"][right]) == (1, 1)
            assert (shown["spread"][wrong], shown["spread"][right]) == (0, 1)
            assert shown["closed"] == [{"id": ITEM.id, "answers": 1, "right": 1, "unsafe": 0}]
            assert (await room.lead.ask(ask=items("en")[1].id))["before"] == {}

    asyncio.run(session())


def test_a_screen_shows_the_question_and_no_spread_before_it_is_closed_and_can_do_nothing(server):
    async def session():
        async with Meeting(server, 1) as room:
            wall = await room.line()
            seen = await wall.ask(watch=room.code)
            assert (seen["code"], seen["learners"]) == (room.code, 1)
            assert "secret" not in seen and "seat" not in seen
            assert (await wall.hear()) == {"elapsed": None}
            await room.lead.say(begin=True)
            assert (await wall.hear())["elapsed"] < 5
            await room.lead.say(ask=ITEM.id)
            asked = await wall.hear(lambda told: told.get("phase") == "asking")
            assert asked["question"]["prompt"] == ITEM.prompt
            await room.learners[0].hear()
            await room.learners[0].ask(answer=FIRST, round=1)
            answered = await wall.hear(lambda told: told.get("answers") == 1)
            assert "spread" not in answered
            assert await wall.ask(answer=FIRST, round=1) == refusal("over")
            assert await wall.ask(show=True) == refusal("over")
            await room.lead.say(show=True)
            shown = await wall.hear(lambda told: told.get("phase") == "shown")
            assert shown["spread"][FIRST] == 1

    asyncio.run(session())


def test_the_phone_of_the_one_who_leads_is_sent_to_lead(monkeypatch):
    held = []
    monkeypatch.setattr(
        "sciatica.serve.room_lines.room_qr", lambda at, code: held.append((at, code)) or ""
    )
    line = LeadLine.__new__(LeadLine)
    line.rooms = Rooms("en")
    line.say = lambda message: None
    line._open_room("https://clinic.example/back/en/room")
    session = line.session
    assert held == [
        ("https://clinic.example/back/en/room", session.code),
        ("https://clinic.example/back/en/staff/room", f"{session.code}.{session.secret}"),
    ]


def test_what_a_session_asks_is_suggested_first_this_time_and_the_next():
    found = suggested(items("en"), TEXT)
    now, later = ([id_ for id_, _ in part] for part in found.values())
    assert len(now) == len(later) == 4 * 2 + 2 * 3 + 1
    assert set(now) & set(later) == {"explain.teach_back"}


def test_a_learner_sees_neither_spread_nor_secret(server):
    async def session():
        async with Meeting(server, 2) as room:
            one, two = room.learners
            await room.lead.ask(ask=ITEM.id)
            heard = [room.joined[0], await one.hear()]
            await two.ask(answer=FIRST, round=1)
            heard.append(await one.ask(answer=SECOND, round=1))
            await room.lead.say(show=True)
            heard.append(await one.hear(lambda told: told.get("phase") == "shown"))
            return json.dumps(heard), room.secret

    heard, secret = asyncio.run(session())
    assert "spread" not in heard
    assert "learners" not in heard
    assert secret not in heard


def test_a_reloaded_page_comes_back_to_its_seat_and_answer(server):
    async def session():
        async with Meeting(server, 1) as room:
            (one,) = room.learners
            await room.lead.ask(ask=ITEM.id)
            await one.hear()
            await one.ask(answer=FIRST, round=1)
            one.close()
            await room.lead.hear(lambda told: told["learners"] == 0)
            again = await room.line()
            back = await again.ask(join=room.code, seat=room.joined[0]["seat"])
            seen = await room.lead.hear(lambda told: told["learners"] == 1)
            assert back["seat"] == room.joined[0]["seat"]
            assert back["chosen"] == FIRST
            assert sum(seen["spread"].values()) == 1

    asyncio.run(session())


def test_who_leads_comes_back_with_the_secret_alone(server):
    async def session():
        async with Meeting(server) as room:
            other = await room.line(LEAD)
            for secret in ("", "guess", room.secret[:-1]):
                refused = await other.ask(lead=room.code, secret=secret)
                assert refused == refusal("gone")
            assert (await other.ask(ask=ITEM.id)) == refusal("over")
            back = await other.ask(lead=room.code, secret=room.secret)
            assert back["code"] == room.code

    asyncio.run(session())


def test_the_end_is_told_and_nothing_is_left(server):
    async def session():
        async with Meeting(server, 1) as room:
            await room.lead.say(end=True)
            assert (await room.learners[0].hear())["phase"] == "over"
            assert (await room.lead.hear(lambda told: told["phase"] == "over"))["learners"] == 0
            late = await room.line()
            assert await late.ask(join=room.code) == refusal("no_room")
            gone = await room.lead.ask(lead=room.code, secret=room.secret)
            assert gone == refusal("gone")

    asyncio.run(session())
    assert b"sciatica_rooms 0.0" in server.get("/metrics").body


def test_every_line_hears_that_the_server_is_there(server):
    async def session():
        async with Meeting(server, 1) as room:
            return await asyncio.gather(room.lead.tick(), room.learners[0].tick())

    assert all(asyncio.run(session()))


# Caps --------------------------------------------------------------------------------------------


def test_one_learner_beyond_the_cap_is_told_in_words_and_the_others_go_on(server):
    async def session():
        async with Meeting(server, LIMITS.learners) as room:
            late = await room.line()
            refused = await late.ask(join=room.code)
            assert refused == refusal("full", most=LIMITS.learners)
            await room.lead.ask(ask=ITEM.id)
            await asyncio.gather(*(one.hear() for one in room.learners))
            await asyncio.gather(*(one.say(answer=FIRST, round=1) for one in room.learners))
            everybody = LIMITS.learners
            seen = await room.lead.hear(lambda told: told["spread"][FIRST] == everybody)
            assert seen["learners"] == everybody
            room.learners[0].close()
            await room.lead.hear(lambda told: told["learners"] == everybody - 1)
            assert "seat" in await late.ask(join=room.code)

    asyncio.run(session())


def test_one_room_beyond_the_cap_is_told_in_words(server):
    async def session():
        rooms = [Meeting(server) for _ in range(LIMITS.rooms)]
        for room in rooms:
            await room.__aenter__()
        one_more = await Line.open(server, LEAD)
        refused = await one_more.ask(open=True)
        assert refused == refusal("no_more_rooms", most=LIMITS.rooms)
        for room in rooms:
            await room.__aexit__()
        assert "code" in await one_more.ask(open=True)
        await one_more.ask(end=True)
        one_more.close()

    asyncio.run(session())


@pytest.mark.parametrize(
    "misuse",
    [
        json.dumps({"join": "x" * 1000}),
        "this is no message",
        "[1, 2]",
        b"\x00\xff",
        "{}" * 200,
    ],
)
def test_one_who_misuses_the_line_is_cut_and_the_others_are_heard(server, misuse):
    async def session():
        async with Meeting(server, 1) as room:
            bad = await room.line()
            if isinstance(misuse, bytes):
                await bad._line.write_message(misuse, binary=True)
            else:
                await bad.raw(misuse)
            assert await bad.hear() is None
            await room.lead.ask(ask=ITEM.id)
            assert (await room.learners[0].hear())["phase"] == "asking"

    asyncio.run(session())


def test_one_who_chatters_is_cut(server):
    async def session():
        async with Meeting(server, 1) as room:
            (one,) = room.learners
            for _ in range(LIMITS.burst + 20):
                await one.say(answer="nothing", round=0)
            while await one.hear() is not None:
                pass
            await room.lead.hear(lambda told: told["learners"] == 0)

    asyncio.run(session())


@pytest.mark.parametrize(
    ("message", "why"),
    [
        ({"answer": FIRST, "round": 1}, "over"),
        ({"join": None}, "no_room"),
        ({"join": {"a": 1}}, "no_room"),
        ({"nothing": 1}, "over"),
    ],
)
def test_what_a_stranger_says_is_answered_in_words(server, message, why):
    async def session():
        line = await Line.open(server, LEARN)
        assert await line.ask(**message) == refusal(why)
        line.close()

    asyncio.run(session())


def test_whoever_guesses_codes_is_slowed_and_then_cut(server):
    async def session():
        line = await Line.open(server, LEARN)
        began = time.monotonic()
        for _ in range(LIMITS.tries):
            assert "refused" in await line.ask(join=new_code())
        assert await line.hear() is None
        return time.monotonic() - began

    assert asyncio.run(session()) >= LIMITS.tries * LIMITS.wrong_code_s


# Doors -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [LEARN, LEAD])
def test_another_site_cannot_open_the_line(server, path):
    async def attempt():
        with pytest.raises(HTTPClientError, match="403"):
            await Line.open(server, path, Origin="https://elsewhere.example")
        (await Line.open(server, path, Origin=server.root)).close()

    asyncio.run(attempt())


@pytest.mark.parametrize("path", ["/en/room", "/en/room/wall", "/en/staff/room"])
def test_the_pages_need_no_kernel_set_no_cookie_and_ask_no_other_machine(server, path):
    answer = server.get(path)
    html = answer.body.decode()
    assert answer.code == 200
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'href="tel:911"' in html
    assert TEXT("room.page.noscript") in html
    assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]+', html) == []
    (script,) = re.findall(r'<script type="module" src="([^"]+)"', html)
    asked = server.get(script)
    assert asked.code == 200
    assert "immutable" in asked.headers["Cache-Control"]


def test_who_sits_at_a_server_that_nobody_else_reaches_is_told(server):
    assert TEXT("room.lead.only_here") in server.get("/en/staff/room").body.decode()


@pytest.mark.parametrize("path", ["/en/staff", "/en/staff/"])
def test_the_workshop_is_listed_for_whoever_is_new(server, path):
    answer = server.get(path)
    assert answer.code == 200
    assert "Set-Cookie" not in answer.headers
    listed = BeautifulSoup(answer.body, "html.parser").select(".sx-pages a")
    links = {one["href"] for one in listed}
    staff = resources.notebooks() / "en" / "staff"
    assert links == {
        *(f"/en/staff/{page.stem[3:]}" for page in staff.glob("*.ipynb")),
        *("/en/room", "/en/room/record", "/en/staff/room", "/en/front-desk", "/en/work-tasks"),
    }
    assert all(one.text.strip() for one in listed)


def test_every_item_can_be_chosen_by_the_one_who_leads():
    found = groups(items("en"), TEXT)
    assert [id_ for part in found.values() for id_, _ in part] == [one.id for one in items("en")]
    labels = [label for part in found.values() for _, label in part]
    assert len(set(labels)) == len(labels)
    assert all(len(label) <= 90 for label in labels)


def test_the_list_tells_of_whom_a_question_is_what_it_asks_and_how_urgent_it_is():
    labels = {id_: label for part in groups(items("en"), TEXT).values() for id_, label in part}
    assert labels["drill.saddle_new"].startswith("Bea, ")
    assert labels["drill.saddle_new"].endswith("what do you do? · Tier A")
    assert labels["drill.saddle_new.words"].endswith("which sentence? · Tier A")
    assert labels["case.01"].startswith("Case 1: Devin")


def test_with_a_token_only_staff_open_rooms_and_everybody_joins(tmp_path, monkeypatch, cache):
    monkeypatch.setenv(TOKEN, "a long way to the knee")
    with serving(tmp_path, base_url="/clinic/", cache=cache) as server:

        async def attempt():
            with pytest.raises(HTTPClientError, match="403"):
                await Line.open(server, f"/clinic{LEAD}", Cookie="sciatica_room=guess")
            learner = await Line.open(server, f"/clinic{LEARN}")
            assert "refused" in await learner.ask(join="BCD-FGH")
            learner.close()

        assert server.get("/clinic/en/staff/room").code == 303
        assert server.get("/clinic/en/staff").code == 303
        assert server.get("/clinic/en/room").code == 200
        asyncio.run(attempt())


def test_a_room_sends_its_learners_to_a_page_and_its_next_question_brings_them_back(server):
    async def session():
        async with Meeting(server, 1) as room:
            (one,) = room.learners
            await room.lead.say(send="examine", number=13)
            assert (await one.hear())["go"] == {"page": "examine", "number": 13}
            for page in ("../records", "session-guide"):
                await room.lead.say(send=page)
                assert (await one.hear())["go"]["page"] == "examine"
            await room.lead.say(send="explain-it", number=13)
            assert (await one.hear())["go"] == {"page": "explain-it", "number": None}
            await room.lead.say(ask=ITEM.id)
            assert "go" not in await one.hear()

    asyncio.run(session())


def test_the_pass_of_a_room_opens_pages_to_learn_as_long_as_it_lasts_and_no_room():
    rooms, auth = Rooms("en"), StaffAuth("a long way to the knee")
    auth.admits = rooms.admits
    room = rooms.open()

    def who(cookie):
        return type("Asks", (), {"get_cookie": lambda _, name: cookie.get(name)})()

    inside = who({ROOM_COOKIE: room.pass_})
    assert auth.may_learn(inside) and not auth.is_authenticated(inside)
    for other in ({}, {ROOM_COOKIE: "guess"}, {ROOM_COOKIE: room.secret}, {COOKIE: room.pass_}):
        assert not auth.may_learn(who(other))
    assert auth.may_learn(who({COOKIE: auth.secret}))
    rooms.end(room, "ended")
    assert not auth.may_learn(inside)


def test_the_log_tells_of_rooms_and_of_nobody_in_them(tmp_path, cache):
    with serving(tmp_path, cache=cache) as server:

        async def session():
            async with Meeting(server, 1) as room:
                await room.lead.ask(ask=ITEM.id)
                await room.learners[0].ask(answer=FIRST, round=1)
                bad = await room.line()
                await bad.raw("nonsense")
                await bad.hear()
                return room.code, room.secret, room.joined[0]["seat"]

        secrets = asyncio.run(session())
        said = server.stop()
    assert "room_opened rooms=1" in said
    assert "room_ended why=ended rooms=0" in said
    for secret in (*secrets, ITEM.id, FIRST, "127.0.0.1", "nonsense"):
        assert secret not in said.partition("Stop with")[2], secret


# Time --------------------------------------------------------------------------------------------


@pytest.fixture
def clock():
    class Clock:
        now = 1000.0

        def __call__(self):
            return self.now

    return Clock()


def test_a_room_that_nobody_leads_ends_after_a_while_and_one_that_is_led_does_not(clock):
    rooms = Rooms("en", clock=clock)
    deserted, led = rooms.open(), rooms.open()
    page = type("Page", (), {"say": lambda *_: None, "state": lambda *_: None})
    deserted.learners["a seat"] = page()
    led.learners["a seat"] = page()
    led.leads.add(page())
    clock.now += LIMITS.deserted_s - 1
    rooms.sweep()
    assert set(rooms.sessions.values()) == {deserted, led}
    clock.now += 2
    rooms.sweep()
    assert list(rooms.sessions) == [led.code]
    assert deserted.room.phase == "over"
    led.leads.clear()
    clock.now += LIMITS.deserted_s - 1
    rooms.sweep()
    assert list(rooms.sessions) == [led.code]


def test_a_room_in_which_nobody_is_ends_within_a_minute(clock):
    rooms = Rooms("en", clock=clock)
    rooms.open()
    clock.now += LIMITS.empty_s + 1
    rooms.sweep()
    assert not rooms.sessions


def test_no_room_lasts_longer_than_a_session_can(clock):
    rooms = Rooms("en", clock=clock)
    room = rooms.open()
    while clock.now < 1000 + LIMITS.longest_s:
        room.led_at = clock.now
        rooms.sweep()
        assert rooms.sessions
        clock.now += 60
    clock.now += 60
    rooms.sweep()
    assert not rooms.sessions


def test_a_room_that_has_ended_makes_place_for_another(clock):
    rooms = Rooms("en", RoomLimits(rooms=1), clock)
    first = rooms.open()
    with pytest.raises(Full):
        rooms.open()
    rooms.end(first, "ended")
    assert rooms.open().code != first.code


class Page:
    """A page whose line is open."""

    session = closed = None

    def say(self, message):
        pass

    def close(self, code):
        self.closed = code


def test_a_line_that_belongs_to_no_room_is_cut_whatever_it_says(clock):
    rooms = Rooms("en", clock=clock)
    seated, stranger = Page(), Page()
    seated.session = rooms.open()
    seated.session.leads.add(seated)
    assert rooms.admit(seated)
    assert rooms.admit(stranger)
    clock.now += LIMITS.unseated_s + 1
    rooms.sweep()
    assert (seated.closed, stranger.closed) == (None, POLICY_VIOLATION)
    seated.session = None  # its room has ended
    clock.now += LIMITS.unseated_s - 1
    rooms.sweep()
    assert list(rooms.lines) == [seated]
    clock.now += 2
    rooms.sweep()
    assert seated.closed == POLICY_VIOLATION
    assert not rooms.lines


def test_lines_that_never_join_lock_nobody_out(clock):
    rooms = Rooms("en", RoomLimits(lines=3), clock)
    room, pages = rooms.open(), [Page() for _ in range(6)]
    pages[0].session = room
    assert all(rooms.admit(one) for one in pages)
    assert [one.closed for one in pages] == [None, *[POLICY_VIOLATION] * 3, None, None]
    pages[4].session = pages[5].session = room
    assert not rooms.admit(Page())


def test_codes_are_read_aloud_and_typed_as_one_likes(clock):
    rooms = Rooms("en", clock=clock)
    room = rooms.open()
    code = room.code
    assert set(code) <= set(LETTERS)
    for typed in (code, code.lower(), f"{code[:3]}-{code[3:]}", f" {code[:2]} {code[2:]} "):
        assert rooms.find(typed) is room
    assert rooms.find(code[:-1]) is None
    assert len({new_code() for _ in range(2000)}) == 2000
