"""What staff answered, if the clinic switched that on: nickname, item, time, result, schedule.

An answer and the schedule that follows from it are one transaction, and `Records.add` returns only
when it is on disk. So a process may be killed at any moment: what was acknowledged is there, and
what is half written is never read.

A store of SQLite is one file, which a person may copy, move away or put back while pages are open.
So no connection outlives what it was opened for: each answer goes into the file that is there by
that name, and where there is none, or no longer this one, nothing is acknowledged.
"""

import errno
import os
import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import DateTime, ForeignKey, String, create_engine, delete, event, func, select
from sqlalchemy.engine import Connection, Dialect, Engine, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import NullPool
from sqlalchemy.types import TypeDecorator

from sciatica.training.schedule import Memory, after

BUSY_S = 5
"""How long one who writes waits for another who writes."""
LONGEST_NICKNAME = 30
_NICKNAME = re.compile(r"\w[\w .-]*")
_Answer = TypeVar("_Answer")


class RecordsError(Exception):
    """The records cannot be used. The text is the database's own reason."""


class NicknameError(ValueError):
    """What was typed is no nickname."""


def clean_nickname(text: str) -> str:
    """Return `text` as a nickname: small letters, single spaces. Raises `NicknameError` for what is
    empty, too long, or holds anything but letters, digits, space, dot and hyphen."""
    name = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    if len(name) > LONGEST_NICKNAME or not _NICKNAME.fullmatch(name):
        raise NicknameError(text)
    return name


class _Utc(TypeDecorator[datetime]):
    """A time in UTC: not every database keeps zones, so none is stored."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and value.replace(tzinfo=UTC)


class Table(DeclarativeBase):
    """What the tables share."""


class Learner(Table):
    """A nickname."""

    __tablename__ = "learner"
    id: Mapped[int] = mapped_column(primary_key=True)
    nickname: Mapped[str] = mapped_column(String(LONGEST_NICKNAME), unique=True)


class ItemResult(Table):
    """One answer."""

    __tablename__ = "result"
    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey(Learner.id), index=True)
    item: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(_Utc)
    correct: Mapped[bool]


class Schedule(Table):
    """When one item is asked again: see `sciatica.training.schedule.Memory`."""

    __tablename__ = "schedule"
    learner_id: Mapped[int] = mapped_column(ForeignKey(Learner.id), primary_key=True)
    item: Mapped[str] = mapped_column(String(200), primary_key=True)
    due: Mapped[datetime] = mapped_column(_Utc)
    last: Mapped[datetime] = mapped_column(_Utc)
    stability: Mapped[float]
    difficulty: Mapped[float]

    @property
    def memory(self) -> Memory:
        """The same as a value."""
        return Memory(self.stability, self.difficulty, self.due, self.last)

    @memory.setter
    def memory(self, memory: Memory) -> None:
        self.stability, self.difficulty = memory.stability, memory.difficulty
        self.due, self.last = memory.due, memory.last


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """One answer as it is exported."""

    nickname: str
    item: str
    at: datetime
    correct: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """One item of a learner's schedule as it is exported."""

    nickname: str
    item: str
    memory: Memory


class Records:
    """An open store. Raises `RecordsError` wherever the database cannot do what it should."""

    def __init__(self, url: str) -> None:
        """Open the store at `url` (SQLAlchemy's way to name a database); make what is missing."""
        with reasons():
            self.file = file_of(url)
            if self.file:
                make_private(self.file)
            self._engine = create_engine(url, **_arguments(url))
            if self.file:
                _set_up_sqlite(self._engine, self.file)
            self._writing = self._engine.execution_options(sciatica_writes=True)
            Table.metadata.create_all(self._writing)
            with Session(self._engine) as session:
                for table in (
                    Learner,
                    ItemResult,
                    Schedule,
                ):  # a file of another program has others
                    session.execute(select(table).limit(1)).all()

    def add(self, nickname: str, item: str, correct: bool, at: datetime | None = None) -> datetime:
        """Keep an answer; return when the item is asked again. When this returns it is on disk."""
        at = at or datetime.now(UTC)

        def write(session: Session) -> datetime:
            learner = session.scalar(select(Learner).where(Learner.nickname == nickname))
            if learner is None:
                learner = Learner(nickname=nickname)
                session.add(learner)
                session.flush()
            plan = session.get(Schedule, (learner.id, item))
            memory = after(plan.memory if plan else None, correct, at)
            if plan is None:
                plan = Schedule(learner_id=learner.id, item=item)
                session.add(plan)
            plan.memory = memory
            session.add(ItemResult(learner_id=learner.id, item=item, at=at, correct=correct))
            return memory.due

        try:
            return self._write(write)
        except IntegrityError:  # somebody else made the same nickname in the same moment
            return self._write(write)

    def known(self, nickname: str) -> dict[str, datetime]:
        """Return every item that was ever answered, and when it is asked again."""
        asked = select(Schedule).join(Learner).where(Learner.nickname == nickname)
        with reasons(), Session(self._engine) as session:
            return {plan.item: plan.due for plan in session.scalars(asked)}

    def answers(self, nickname: str | None = None) -> list[KeptAnswer]:
        """Return every answer, of one or of all, in the order in which they were given."""
        asked = (
            select(Learner.nickname, ItemResult)
            .join(ItemResult)
            .order_by(ItemResult.at, ItemResult.id)
        )
        with reasons(), Session(self._engine) as session:
            return [
                KeptAnswer(name, result.item, result.at, result.correct)
                for name, result in session.execute(_only(asked, nickname))
            ]

    def plans(self, nickname: str | None = None) -> list[Planned]:
        """Return every schedule, of one or of all."""
        asked = select(Learner.nickname, Schedule).join(Schedule).order_by(Schedule.due)
        with reasons(), Session(self._engine) as session:
            return [
                Planned(name, plan.item, plan.memory)
                for name, plan in session.execute(_only(asked, nickname))
            ]

    def erase(self, nickname: str | None = None) -> int:
        """Erase all that is kept of one nickname, or of all. Return how many answers that was."""

        def write(session: Session) -> int:
            who = _only(select(Learner.id), nickname)
            ids = list(session.scalars(who))
            count = (
                select(func.count()).select_from(ItemResult).where(ItemResult.learner_id.in_(ids))
            )
            answers = session.scalar(count) or 0
            for table in (ItemResult, Schedule):
                session.execute(delete(table).where(table.learner_id.in_(ids)))
            session.execute(delete(Learner).where(Learner.id.in_(ids)))
            return answers

        return self._write(write)

    @contextmanager
    def raw(self) -> Iterator[Any]:
        """Give the database's own connection."""
        with reasons(), self._engine.connect() as connection:
            yield connection.connection.driver_connection

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _write(self, what: Callable[[Session], _Answer]) -> _Answer:
        with reasons():
            before = self.file and _identity(self.file)
            with Session(self._writing) as session, session.begin():
                done = what(session)
            if self.file and _identity(self.file) != before:
                # it was replaced in this moment, and the answer went with the one that was there
                raise OSError(errno.ESTALE, os.strerror(errno.ESTALE))
            return done


def _only(asked: Any, nickname: str | None) -> Any:
    return asked if nickname is None else asked.where(Learner.nickname == nickname)


@contextmanager
def reasons() -> Iterator[None]:
    """Turn whatever a database raises into `RecordsError`, without the statement in it: that would
    hold a nickname."""
    try:
        yield
    except IntegrityError:
        raise
    except (SQLAlchemyError, sqlite3.Error, OSError, ImportError) as error:
        reason = getattr(error, "orig", None) or error
        if isinstance(error, ArgumentError | NoSuchModuleError):
            reason = type(error).__name__  # the text would repeat the address and its password
        raise RecordsError(getattr(reason, "strerror", None) or str(reason)) from None


def _arguments(url: str) -> dict[str, Any]:
    if make_url(url).get_backend_name() != "sqlite":
        return {"pool_pre_ping": True}
    return {"connect_args": {"timeout": BUSY_S}, "poolclass": NullPool}


def file_of(url: str) -> Path | None:
    """Return the file of a store, or None where its database is not one: PostgreSQL, MySQL.
    Raises `RecordsError` for what is no address."""
    with reasons():
        place = make_url(url)
        is_file = place.get_backend_name() == "sqlite" and place.database
        return Path(str(place.database)).absolute() if is_file else None


def make_private(file: Path, flags: int = 0) -> None:
    """Make a new file readable to this user alone; its companions take after it."""
    os.close(os.open(file, os.O_RDWR | os.O_CREAT | flags, 0o600))


def address_of(file: Path, mode: str) -> str:
    """Return how SQLite is told to open `file`: ``ro`` to read, ``rw`` to write. It makes none."""
    return f"{file.absolute().as_uri()}?mode={mode}"


def _identity(file: Path) -> tuple[int, int]:
    """Return what tells a file from another one of the same name."""
    found = file.stat()
    return found.st_dev, found.st_ino


def _set_up_sqlite(engine: Engine, file: Path) -> None:
    """Let several work with one file, wait for each other, and lose nothing.

    SQLite would begin a transaction late and then give up where two want to write, so those that
    write say so at once (https://www.sqlite.org/lang_transaction.html). It keeps no log of writes
    beside the file (WAL): with one, a plain copy would lack what stands there, and SQLite would
    not notice that the file went away (https://www.sqlite.org/howtocorrupt.html).
    """

    @event.listens_for(engine, "do_connect")
    def address(_: Any, __: Any, arguments: list[Any], named: dict[str, Any]) -> None:
        arguments[0] = address_of(file, "rw")  # a file that went is missed, not made
        named["uri"] = True

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # we say when a transaction begins
        for setting in (
            "synchronous=FULL",  # on disk before it is acknowledged, even if the power fails
            "foreign_keys=ON",
            "secure_delete=ON",  # what is erased is overwritten
        ):
            connection.execute(f"PRAGMA {setting}").close()
        if connection.execute("PRAGMA journal_mode").fetchone() == ("wal",):
            # of an earlier version; as long as somebody has it open there, it stays as it is
            with suppress(sqlite3.OperationalError):
                connection.execute("PRAGMA journal_mode=DELETE").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("sciatica_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
