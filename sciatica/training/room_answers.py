"""An answer that somebody gave in a room, kept for *Remember* under a nickname of her choice.

The room asks for it once a question is closed, with the nickname that the phone sends, and forgets
both: no list anywhere says who sits where.
"""

from dataclasses import dataclass

from sciatica import log
from sciatica.content.words import Words
from sciatica.training.recorder import UnrecordedError, looks_like_a_name, open_records


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked, and whether the answer was right."""

    item: str
    correct: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of it, in words. `nickname` is empty where nothing can be kept under it; `warned`
    is whether it would be, were it sent once more."""

    nickname: str
    said: str
    warned: bool = False


def keep(database: str, typed: str, sure: bool, answer: Answer | None, text: Words) -> Kept:
    """Keep an answer under the nickname that was typed; without one, only judge the nickname. When
    this returns, what it calls kept is on disk."""
    if not database:
        return Kept("", text("records.off"))
    try:
        records = open_records(database)
    except UnrecordedError as error:
        return _failed("records.unusable", str(error), text)
    from sciatica.training.records import (
        LONGEST_NICKNAME,
        NicknameError,
        RecordsError,
        clean_nickname,
    )

    try:
        nickname = clean_nickname(typed)
        if looks_like_a_name(nickname, text) and not sure:
            return Kept("", text("records.like_a_name"), warned=True)
        if answer is None:
            return Kept(nickname, text("room.remember.under", nickname=nickname))
        due = records.add(nickname, answer.item, answer.correct)
        again = text("records.asked_again", date=due.astimezone().date().isoformat())
        return Kept(nickname, f"{text('room.remember.under', nickname=nickname)} {again}")
    except NicknameError:
        return Kept("", text("records.nickname_wrong", most=LONGEST_NICKNAME))
    except RecordsError as error:
        return _failed("records.lost", str(error), text)
    finally:
        records.close()


def _failed(key: str, why: str, text: Words) -> Kept:
    log.event("records_unusable", error=why)
    return Kept("", text(key, why=why))
