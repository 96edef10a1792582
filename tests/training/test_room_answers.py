"""Answers of a room under a nickname: kept when closed, by choice, and erased like any other."""

import pytest

from sciatica.content.words import words
from sciatica.serve.rooms import Rooms
from sciatica.training.items import items
from sciatica.training.records import Records
from sciatica.training.room_answers import Answer, keep

TEXT = words("en")
ITEM = items("en")[0]
RIGHT = next(iter(ITEM.correct))
WRONG = next(option.id for option in ITEM.options if option.id not in ITEM.correct)
ANSWER = Answer(ITEM.id, True)


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'training.db'}"


@pytest.fixture
def records(url):
    records = Records(url)
    yield records
    records.close()


def test_an_answer_of_a_room_comes_back_in_remember_and_is_erased_like_any_other(url, records):
    kept = keep(url, "Night  Owl.", True, ANSWER, TEXT)
    due = records.known("night owl.")[ITEM.id]
    assert kept.nickname == "night owl."
    assert due.astimezone().date().isoformat() in kept.said
    assert [(one.item, one.correct) for one in records.answers("night owl.")] == [(ITEM.id, True)]
    assert records.erase("night owl.") == 1
    assert records.answers() == []


def test_before_the_question_is_closed_a_nickname_is_only_judged(url, records):
    assert keep(url, "owl", False, None, TEXT).said == TEXT("room.remember.under", nickname="owl")
    assert records.answers() == []


@pytest.mark.parametrize(
    ("typed", "said", "warned"),
    [
        ("", TEXT("records.nickname_wrong", most=30), False),
        ("Ada Lovelace", TEXT("records.like_a_name"), True),
    ],
)
def test_the_rules_for_nicknames_hold_here_too(url, records, typed, said, warned):
    kept = keep(url, typed, False, ANSWER, TEXT)
    assert (kept.nickname, kept.said, kept.warned) == ("", said, warned)
    assert records.answers() == []


def test_where_records_are_off_or_broken_it_is_said_and_nothing_is_kept(tmp_path):
    assert keep("", "owl", True, ANSWER, TEXT).said == TEXT("records.off")
    (tmp_path / "broken.db").write_text(
        "this is no database, and long enough to be read as one" * 20
    )
    broken = keep(f"sqlite:///{tmp_path / 'broken.db'}", "owl", True, ANSWER, TEXT)
    assert broken.nickname == ""
    assert broken.said.startswith(TEXT("records.unusable", why="~").partition("~")[0])


def test_what_was_answered_can_be_kept_once_and_only_when_the_question_is_closed():
    session = Rooms("en").open()
    room = session.room
    for seat in ("one", "two", "three"):
        room.enter(seat)
    room.ask(ITEM)
    room.answer("one", 1, RIGHT)
    room.answer("two", 1, WRONG)
    assert session.to_keep("one") is None
    room.show()
    assert session.to_keep("one") == Answer(ITEM.id, True)
    assert session.to_keep("two") == Answer(ITEM.id, False)
    assert session.to_keep("three") is None
    session.has_kept(1, "one")
    assert session.to_keep("one") is None
    assert session.to_keep("two")
