"""``sciatica training``: what is kept goes into files of one's own, or away."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sciatica.content.clinic import load_clinic
from sciatica.content.words import Words, words
from sciatica.errors import UserError
from sciatica.training.deck import item_rows, table, write_deck
from sciatica.training.items import items
from sciatica.training.records import (
    LONGEST_NICKNAME,
    NicknameError,
    Records,
    RecordsError,
    clean_nickname,
)

LANG = "en"
DECK, ITEMS, ANSWERS, PLANS = "sciatica.apkg", "items.csv", "answers.csv", "schedule.csv"


class TrainingError(UserError):
    """The command cannot be done. The text says why and what to do."""


@contextmanager
def _records(clinic: Path, text: Words) -> Iterator[Records | None]:
    """Give the records, or None where the clinic keeps none."""
    database = load_clinic(clinic).database
    try:
        yield Records(database) if database else None
    except RecordsError as error:
        raise TrainingError(text("records.cli.unusable", why=error, file=clinic)) from None


def _nickname(given: str | None, text: Words) -> str | None:
    try:
        return None if given is None else clean_nickname(given)
    except NicknameError:
        raise TrainingError(text("records.nickname_wrong", most=LONGEST_NICKNAME)) from None


def _kept(records: Records, nickname: str | None, text: Words) -> Iterator[tuple[str, str]]:
    def names(*columns: str) -> list[str]:
        return [text(f"records.column.{name}") for name in columns]

    rows: list[Sequence[object]] = [names("nickname", "item", "time", "result")]
    rows += [
        (one.nickname, one.item, one.at.isoformat(), int(one.correct))
        for one in records.answers(nickname)
    ]
    yield ANSWERS, table(rows)
    rows = [names("nickname", "item", "due", "last", "stability", "difficulty")]
    for plan in records.plans(nickname):
        memory = plan.memory
        times = (memory.due.isoformat(), memory.last.isoformat())
        rows.append(
            (
                plan.nickname,
                plan.item,
                *times,
                f"{memory.stability:.3f}",
                f"{memory.difficulty:.3f}",
            )
        )
    yield PLANS, table(rows)


def export(
    say: Callable[[str], None], clinic: Path, folder: Path, nickname: str | None = None
) -> None:
    """Write the items as an Anki deck and as a table, and what is kept as two more tables.

    Raises `TrainingError` where a file of that name is there already.
    """
    text = words(LANG)
    nickname = _nickname(nickname, text)
    files = {ITEMS: table(item_rows(items(LANG), LANG))}
    with _records(clinic, text) as records:
        if records:
            files |= dict(_kept(records, nickname, text))
    for name in (DECK, *files):
        if (folder / name).exists():
            raise TrainingError(text("records.cli.exists", file=folder / name))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_deck(items(LANG), LANG, folder / DECK)
        for name, content in files.items():
            # the mark at the beginning tells a spreadsheet that this is UTF-8
            (folder / name).write_text(content, encoding="utf-8-sig", newline="")
    except OSError as error:
        why = f"{error.filename}: {error.strerror}"
        raise TrainingError(text("records.cli.not_written", why=why)) from None
    for name in (DECK, *files):
        say(text("records.cli.wrote", file=folder / name))
    if not records:
        say(text("records.cli.off"))


def erase(say: Callable[[str], None], clinic: Path, nickname: str | None) -> None:
    """Erase what is kept of `nickname`, or of everybody where it is None."""
    text = words(LANG)
    nickname = _nickname(nickname, text)
    with _records(clinic, text) as records:
        if records is None:
            say(text("records.cli.off"))
        else:
            say(text("records.cli.erased", answers=records.erase(nickname)))
