"""The front desk: every sign has a caller, and no caller is told less than the sign asks for."""

import shutil

import pytest
from bs4 import BeautifulSoup

from sciatica import pages
from sciatica.content.facts import FACTS, Folder, cards
from sciatica.content.front_desk import callers
from sciatica.content.toml import ContentError
from sciatica.content.words import words
from sciatica.model.red_flags import Tier
from sciatica.model.walk import Advice

TEXT = words("en")
URGENCY = list(Advice)


def soup(block):
    return BeautifulSoup(str(block.html), "html.parser")


def does(caller):
    """Return what the page does about a caller: under which heading the sayings stand."""
    said = TEXT(f"front_desk.caller.{caller.id}").split(" · ")[0]
    (quote,) = (one for one in soup(pages.front_desk("en")).find_all("q") if one.text == said)
    return Advice(quote.find_parent("section", attrs={"data-does": True})["data-does"])


def test_no_caller_is_told_less_than_the_list_of_signs_asks_for():
    for caller in callers():
        told = URGENCY.index(does(caller))
        for line in caller.lines:
            assert told <= URGENCY.index(Advice.of(line.tier, call=line.call)), (caller.id, line.id)


def test_every_sign_has_a_caller():
    heard = {line for caller in callers() for line in caller.lines}
    assert [line.id for card in cards() for line in card.lines if line not in heard] == []


def test_the_most_urgent_stands_first_and_each_action_once():
    order = [part["data-does"] for part in soup(pages.front_desk("en")).select("[data-does]")]
    assert order == ["call", "A", "B", "C"]


def test_the_words_of_the_desk_hold_the_action_of_the_list():
    number = "911"
    say = {
        advice: TEXT(f"front_desk.say.{advice}", number=number)
        for advice in ("call", "A", "B", "C")
    }
    assert f"call {number} now" in say["call"]
    assert "Do not drive" in say["call"]
    assert "hospital Emergency now" in say["A"]
    assert TEXT("red_flags.desk.say") in say["A"]
    assert "today" in say["B"]
    assert TEXT("red_flags.tier.B.closed") in say["B"]
    assert "within days" in say["C"]


def test_nobody_is_booked_before_the_signs_are_asked():
    text = soup(pages.front_desk("en")).get_text(" ", strip=True)
    asked = text.index(TEXT("front_desk.book_ask"))
    for sign in TEXT("red_flags.wallet.signs").split(" · "):
        assert text.index(sign) > asked
    assert text.index("book as you always do") > asked
    assert text.rstrip().endswith(TEXT("red_flags.list.later"))


def test_the_message_for_the_night_names_the_signs_before_the_mailbox():
    said = soup(pages.after_hours("en")).blockquote.get_text(" ", strip=True)
    mailbox = said.index("leave your name")
    for sign in (
        "between the legs",
        "Pee or poo",
        "Sex",
        "Both legs",
        "foot slaps",
        "fever",
        "Call 911",
    ):
        assert said.index(sign) < mailbox


def test_the_sheet_of_tasks_asks_for_no_verdict_and_for_no_diagnosis():
    sheet = soup(pages.work_tasks("en"))
    assert TEXT("front_desk.work.limits") in sheet.text
    assert sheet.select("input, select") == []
    asked = " ".join(one.text for one in sheet.select("th, dt")).lower()
    for word in ("fit", "unfit", "diagnosis", "capacity", "percent"):
        assert word not in asked.split()


def test_the_phrase_for_the_chart_leaves_room_for_the_version_of_a_sheet():
    text = soup(pages.chart_phrases("en")).text
    assert text.count("version ____") == 2


MISTAKES = {
    'signs = ["call_now.both_weak"]': ('signs = ["call_now.both_week"]', "both_weak"),
    'signs = ["legs.weaker"]': ("signs = []", "names no sign"),
    'signs = ["tell_a_doctor.pelvic"]': (
        'signs = ["tell_a_doctor.clot"]',
        "no caller has the sign",
    ),
}


@pytest.mark.parametrize("good", MISTAKES)
def test_a_caller_without_a_sign_and_a_sign_without_a_caller_are_refused(tmp_path, good):
    bad, says = MISTAKES[good]
    for file in FACTS.glob("*.toml"):
        shutil.copy(file, tmp_path)
    facts = tmp_path / "front_desk.toml"
    facts.write_text(facts.read_text("utf-8").replace(good, bad), "utf-8")
    with pytest.raises(ContentError, match=says):
        callers(Folder(tmp_path))


def test_a_sign_that_calls_from_within_a_card_calls_at_the_desk():
    (caller,) = (one for one in callers() if one.id == "out_of_nowhere")
    assert caller.lines[0].tier is Tier.EMERGENCY_NOW
    assert caller.advice is Advice.CALL
