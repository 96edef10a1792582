"""The page with the re-tests of today: every callback, and a database that fails under it."""

import base64
import re
import sqlite3
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sciatica.content.words import words
from sciatica.training.drill import Drill
from sciatica.training.items import items
from sciatica.training.recorder import FOLDED, Keeper, kept
from sciatica.training.records import Records, clean_nickname
from sciatica.training.remember import NEW_AT_ONCE, Remember, TakeAlong

TEXT = words("en")
NOW = datetime(2026, 3, 2, 9, 30).astimezone()
FIRST = items("en")[0]


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'training.db'}"


def shown(box):
    """Return the HTML of everything in a box, in order."""
    if hasattr(box, "children"):
        return "".join(map(shown, box.children))
    return f"{getattr(box, 'html', '')}{getattr(box, 'feedback', '')}{getattr(box, 'value', '')}"


def sit(url, nickname="owl", now=NOW):
    page = Remember("en", url, lambda: now)
    page.keeper.field.value = nickname
    page.keeper.begin.press("keep")
    return page


def test_whoever_is_new_learns_a_few_items_and_is_told_when_they_come_back(url):
    page = sit(url)
    assert TEXT("records.nothing_due") in shown(page.box)
    page.more.press("new")
    for number in range(1, NEW_AT_ONCE + 1):
        progress = TEXT("records.progress", number=number, total=NEW_AT_ONCE)
        assert progress in shown(page.box)
        page.question.choose(min(page.asked.correct))
        assert "Kept." in shown(page.box)
        page.go_on.press("next")
    assert TEXT("records.nothing_due") in shown(page.box)
    records = Records(url)
    assert len(records.answers("owl")) == NEW_AT_ONCE
    records.close()


def test_what_is_due_today_is_asked_the_longest_overdue_first_and_nothing_else(url):
    records = Records(url)
    names = [item.id for item in items("en")]
    for name, days_ago in (
        (names[3], 8),
        (names[1], 20),
        (names[2], 1),
        ("gone from the list", 30),
    ):
        records.add("owl", name, True, NOW - timedelta(days=days_ago))
    page = sit(url)
    asked = []
    for _ in range(2):
        asked.append(page.asked.id)
        page.question.choose(min(page.asked.correct))
        page.go_on.press("next")
    assert asked == [names[1], names[3]]
    assert TEXT("records.nothing_due") in shown(page.box)
    next_on = (NOW - timedelta(days=1) + timedelta(days=7)).date().isoformat()
    assert TEXT("records.next_on", date=next_on) in shown(page.box)
    records.close()


def test_what_comes_due_later_today_is_asked_already(url):
    records = Records(url)
    records.add("owl", FIRST.id, True, NOW - timedelta(days=7) + timedelta(hours=5))
    assert sit(url).asked.id == FIRST.id
    records.close()


def test_a_wrong_answer_is_kept_as_wrong_and_comes_back_tomorrow(url):
    page = sit(url)
    page.more.press("new")
    wrong = next(one.id for one in page.asked.options if one.id not in page.asked.correct)
    page.question.choose(wrong)
    records = Records(url)
    (kept,) = records.answers("owl")
    assert (kept.item, kept.correct) == (page.asked.id, False)
    (plan,) = records.plans("owl")
    assert plan.memory.due - plan.memory.last == timedelta(days=1)
    records.close()


def test_what_is_no_nickname_is_said_and_the_field_stays_open(url):
    page = sit(url, "=owl")
    assert TEXT("records.nickname_wrong", most=30) in page.keeper.begin.feedback
    assert not page.keeper.begin.disabled
    assert page.keeper.nickname == ""
    page.keeper.record(FIRST.id, True)
    records = Records(url)
    assert records.answers() == []
    records.close()


def test_without_records_the_page_says_so_and_offers_the_files():
    page = Remember("en", "")
    assert TEXT("records.off") in shown(page.box)
    assert TEXT("records.as_deck") in shown(page.box)


def test_a_training_page_shows_nothing_of_records_where_they_are_off():
    keeper = Keeper("en", "", lambda _: None)
    keeper.record(FIRST.id, True)
    assert "<p" not in shown(keeper.box)


def test_what_is_answered_on_a_training_page_is_kept_under_the_nickname(url, monkeypatch):
    clinic = type("Clinic", (), {"database": url})
    monkeypatch.setattr("sciatica.training.recorder.the_clinic", lambda: clinic)
    made = []

    def make(record):
        made.append(Drill("en", 1, record))
        return made[0].box

    keepers = []
    monkeypatch.setattr(
        "sciatica.training.recorder.Keeper",
        lambda *given: keepers.append(Keeper(*given)) or keepers[0],
    )
    page = kept("en", make, None)
    (drill,) = made
    assert TEXT("records.what") in shown(page)
    keepers[0].field.value = "owl"
    keepers[0].begin.press("keep")
    asked = items("en")[0].id.partition(".")[0]
    drill.action.choose("treat")
    records = Records(url)
    (answer,) = records.answers("owl")
    assert answer.item.startswith(asked)
    records.close()


def test_a_page_that_is_given_a_recorder_asks_for_no_nickname():
    heard = []
    box = kept("en", lambda record: Drill("en", 1, record).box, lambda *told: heard.append(told))
    assert TEXT("records.nickname") not in shown(box)


def test_an_unusable_database_is_said_once_and_training_goes_on(tmp_path, capfd):
    (tmp_path / "file").write_text("this is no database" * 200)
    keeper = Keeper("en", f"sqlite:///{tmp_path / 'file'}", lambda _: None)
    assert "Nothing is kept" in shown(keeper.box)
    assert 'role="alert"' in shown(keeper.box)
    keeper.record(FIRST.id, True)
    assert keeper.asked_again is None
    assert "records_unusable" in capfd.readouterr().err


def without_schedule(file):
    with sqlite3.connect(file) as raw:
        raw.execute("DROP TABLE schedule")
    raw.close()


@pytest.mark.parametrize("spoil", [without_schedule, Path.unlink])
def test_a_database_that_fails_in_the_middle_is_said_and_training_goes_on(url, tmp_path, spoil):
    page = sit(url)
    page.more.press("new")
    page.question.choose(min(page.asked.correct))
    page.go_on.press("next")
    spoil(tmp_path / "training.db")
    page.question.choose(min(page.asked.correct))
    assert "From now on nothing is kept" in shown(page.keeper.box)
    assert TEXT("records.not_kept") in shown(page.box)
    page.go_on.press("next")
    page.question.choose(min(page.asked.correct))
    assert TEXT("records.not_kept") in shown(page.box)


def test_missing_packages_are_said_in_words(monkeypatch, url):
    for name in ("records", "deck"):
        monkeypatch.delitem(sys.modules, f"sciatica.training.{name}", raising=False)
    for name in ("sqlalchemy", "genanki"):
        monkeypatch.setitem(sys.modules, name, None)
    page = Remember("en", url)
    assert "Nothing is kept" in shown(page.box)
    assert "sqlalchemy" in shown(page.box)
    page.take_along.forms.press("deck")
    assert TEXT("records.no_deck", package="genanki") in shown(page.box)


@pytest.mark.parametrize(("form", "begins"), [("deck", b"PK"), ("table", "\ufeff".encode())])
def test_the_files_are_made_on_demand_and_travel_in_the_page(form, begins):
    along = TakeAlong("en")
    assert "data:" not in shown(along.box)
    along.forms.press(form)
    data = re.search(r';base64,([^"]+)"', along.forms.feedback)[1]
    assert base64.b64decode(data).startswith(begins)


@pytest.mark.parametrize("name", ["Dr. Anna Müller", "anna müller", "dr.anna", "Mrs-Smith"])
def test_a_nickname_that_may_be_a_name_is_warned_of_and_taken_when_it_is_pressed_again(url, name):
    page = sit(url, name)
    assert page.keeper.begin.feedback.count(TEXT("records.like_a_name")) == 1
    assert page.keeper.nickname == ""
    page.keeper.begin.press("keep")
    assert page.keeper.nickname == clean_nickname(name)


def test_a_page_that_is_not_about_remembering_folds_the_question(url):
    keeper = Keeper("en", url, lambda _: None, True)
    tab, _, question = keeper.box.children
    assert FOLDED in question._dom_classes
    keeper.open.press("open")
    assert FOLDED not in question._dom_classes
    assert keeper.box.children == (tab, question)


def test_a_tab_that_has_given_a_nickname_is_not_asked_again(url):
    first = Keeper("en", url, lambda _: None, True)
    first.field.value = "owl"
    first.begin.press("keep")
    chosen = []
    second = Keeper("en", url, chosen.append, True)
    second.box.children[0].value = first.box.children[0].value
    assert second.nickname == "owl"
    assert chosen == [second]


def test_somebody_else_at_the_tab_takes_another_nickname(url):
    page = sit(url)
    page.keeper.other.press("other")
    assert (page.keeper.nickname, page.keeper.box.children[0].value) == ("", "")
    page.keeper.record(FIRST.id, True)
    page.keeper.field.value = "fox"
    page.keeper.begin.press("keep")
    page.keeper.record(FIRST.id, True)
    records = Records(url)
    assert [one.item for one in records.answers("fox")] == [FIRST.id]
    assert records.answers("owl") == []
    records.close()
