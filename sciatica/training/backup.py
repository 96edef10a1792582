"""``sciatica training backup`` and ``restore``: the records as one file, and back.

Both go through SQLite's own way to copy (https://www.sqlite.org/backup.html): it waits for those
who write, and for everybody else the copy happens in one moment or not at all. So a server may go
on. A database that is no file has tools of its own, and the clinic is told so.
"""

import errno
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sciatica.content.clinic import SQLITE, load_clinic
from sciatica.content.words import Words, words
from sciatica.training.export import LANG, TrainingError
from sciatica.training.records import (
    BUSY_S,
    Records,
    RecordsError,
    Table,
    address_of,
    file_of,
    make_private,
    reasons,
)

SLEEP_S = 0.05
"""How long SQLite waits before it tries again to copy from, or to, a file in use."""


def _file(clinic: Path, text: Words, action: str) -> Path:
    """Return the file of the records. Raises `TrainingError` where there is none."""
    database = load_clinic(clinic).database
    if not database:
        raise TrainingError(text("records.cli.no_records", file=clinic))
    try:
        file = file_of(database)
    except RecordsError as error:
        raise TrainingError(text("records.cli.unusable", why=error, file=clinic)) from None
    if file is None:
        raise TrainingError(text(f"records.cli.no_file.{action}", file=clinic))
    return file


@contextmanager
def _open(file: Path, mode: str) -> Iterator[sqlite3.Connection]:
    """Open a file that is there: ``ro`` to read, ``rw`` to write."""
    address = address_of(file, mode)
    with closing(sqlite3.connect(address, BUSY_S, isolation_level=None, uri=True)) as raw:
        yield raw


@dataclass(frozen=True, slots=True)
class Held:
    """What a store holds."""

    answers: int
    last: str
    """The day of the last answer; "" where there is none."""

    def told(self, text: Words) -> str:
        """Return it in words."""
        key = "records.cli.held" if self.answers else "records.cli.held_none"
        return text(key, answers=self.answers, date=self.last)


def _held(file: Path) -> Held:
    """Return what a store holds. Raises `RecordsError` where `file` is none, or not whole."""
    with reasons(), _open(file, "ro") as raw:
        for table in Table.metadata.sorted_tables:  # a file of another program has others
            raw.execute(f"SELECT {', '.join(table.columns.keys())} FROM {table.name} LIMIT 1")
        (sound,) = raw.execute("PRAGMA integrity_check(1)").fetchone()
        if sound != "ok":
            raise sqlite3.DatabaseError(sound)
        answers, last = raw.execute("SELECT count(*), max(at) FROM result").fetchone()
        return Held(answers, str(last or "")[:10])


def _copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Copy all of `source`; wait `BUSY_S` for somebody who uses one of the two."""
    source.execute("BEGIN")
    source.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on it holds still
    target.execute("BEGIN IMMEDIATE")
    target.execute("ROLLBACK")
    patience = time.monotonic() + BUSY_S

    def tried(status: int, _: int, __: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > patience:
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))

    source.backup(target, progress=tried, sleep=SLEEP_S)
    target.execute("PRAGMA journal_mode=DELETE")  # one file, whatever it came from


def backup(say: Callable[[str], None], clinic: Path, copy: Path) -> None:
    """Write all that is kept into the new file `copy`, also while a server runs.

    Raises `TrainingError` where `copy` is there already, or nothing can be read or written.
    """
    text = words(LANG)
    file = _file(clinic, text, "backup")
    if not file.exists():
        raise TrainingError(text("records.cli.nothing_yet", file=file, clinic=clinic))
    if copy.exists():
        raise TrainingError(text("records.cli.exists_file", file=copy))
    made = False
    try:
        with reasons(), _open(file, "rw") as source:
            make_private(copy, os.O_EXCL)
            made = True
            with _open(copy, "rw") as target:
                _copy(source, target)
        held = _held(copy)
    except RecordsError as error:
        if made:
            copy.unlink()
        raise TrainingError(
            text("records.cli.no_backup", copy=copy, file=file, why=error)
        ) from None
    say(text("records.cli.backed_up", copy=copy, held=held.told(text)))


def restore(
    say: Callable[[str], None], ask: Callable[[str], str], clinic: Path, copy: Path, sure: bool
) -> bool:
    """Put what `copy` holds in the place of all that is kept, also while a server runs. Return
    whether that was done: unless `sure`, `ask` is asked first.

    Raises `TrainingError` where `copy` is no whole copy, or the records cannot be read or written.
    """
    text = words(LANG)
    file = _file(clinic, text, "restore")
    try:
        comes = _held(copy)
    except RecordsError as error:
        raise TrainingError(text("records.cli.no_copy", copy=copy, why=error)) from None
    goes = Held(0, "")
    try:
        if file.exists():
            goes = _held(file)
            if file.samefile(copy):
                raise TrainingError(text("records.cli.same", copy=copy))
    except RecordsError as error:
        raise TrainingError(text("records.cli.unreadable", file=file, why=error)) from None
    held = {"goes": goes.told(text), "comes": comes.told(text)}
    if not sure and ask(text("records.cli.sure_restore", file=file, copy=copy, **held)) != "yes":
        return False
    try:
        Records(f"{SQLITE}{file}").close()  # makes what is missing
        with reasons(), _open(copy, "ro") as source, _open(file, "rw") as target:
            _copy(source, target)
    except RecordsError as error:
        raise TrainingError(
            text("records.cli.no_restore", copy=copy, file=file, why=error)
        ) from None
    say(text("records.cli.restored", file=file, held=held["comes"]))
    return True
