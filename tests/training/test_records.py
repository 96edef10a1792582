"""What is kept of staff's answers: nothing acknowledged is lost, nothing half-written is read."""

import os
import random
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.dialects import mysql, postgresql
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateTable

from sciatica.training.records import (
    NicknameError,
    Records,
    RecordsError,
    Table,
    clean_nickname,
)

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'training.db'}"


@pytest.fixture
def records(url):
    opened = Records(url)
    yield opened
    opened.close()


# What is kept ------------------------------------------------------------------------------------


def test_an_answer_is_kept_with_item_time_result_and_schedule_and_nothing_else(records, tmp_path):
    due = records.add("owl", "drill.saddle", True, NOW)
    (answer,) = records.answers()
    assert (answer.nickname, answer.item, answer.at, answer.correct) == (
        *("owl", "drill.saddle"),
        *(NOW, True),
    )
    (plan,) = records.plans()
    assert plan.memory.due == due
    assert plan.memory.last == NOW
    with sqlite3.connect(tmp_path / "training.db") as raw:
        columns = {
            table: {column[1] for column in raw.execute(f"PRAGMA table_info({table})")}
            for (table,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
    assert columns == {
        "learner": {"id", "nickname"},
        "result": {"id", "learner_id", "item", "at", "correct"},
        "schedule": {"learner_id", "item", "due", "last", "stability", "difficulty"},
    }


def test_the_schedule_follows_the_last_answer_and_every_answer_stays(records):
    first = records.add("owl", "a", True, NOW)
    second = records.add("owl", "a", True, first)
    assert second - first > first - NOW
    assert records.known("owl") == {"a": second}
    assert [answer.at for answer in records.answers("owl")] == [NOW, first]


def test_nicknames_do_not_see_each_others_items(records):
    records.add("owl", "a", True, NOW)
    records.add("fox", "b", False, NOW)
    assert set(records.known("owl")) == {"a"}
    assert set(records.known("fox")) == {"b"}
    assert records.known("nobody") == {}


def test_erasing_one_nickname_leaves_the_others_and_no_trace_in_the_file(records, tmp_path):
    records.add("zebrafinch", "a", True, NOW)
    records.add("zebrafinch", "b", True, NOW)
    records.add("owl", "a", True, NOW)
    assert records.erase("zebrafinch") == 2
    assert {answer.nickname for answer in records.answers()} == {"owl"}
    assert {plan.nickname for plan in records.plans()} == {"owl"}
    assert records.erase("zebrafinch") == 0
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"zebrafinch" not in left
    assert b"owl" in left


def test_erasing_everybody_leaves_nobody(records):
    for name in ("owl", "fox"):
        records.add(name, "a", True, NOW)
    assert records.erase() == 2
    assert records.answers() == records.plans() == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [("Owl", "owl"), ("  night   owl ", "night owl"), ("É.2-b", "é.2-b"), ("e\u0301", "é")],
)
def test_a_nickname_is_the_same_however_it_is_typed(typed, name):
    assert clean_nickname(typed) == name


@pytest.mark.parametrize(
    "typed", ["", "  ", "=cmd()", "-x", "a" * 31, "a\x00b", "a<b>", "a;b", "a/b", "+1"]
)
def test_what_is_no_nickname_is_refused(typed):
    with pytest.raises(NicknameError):
        clean_nickname(typed)


@pytest.mark.skipif(os.name != "posix", reason="files have no modes there")
def test_the_file_is_for_this_user_alone(records, tmp_path):
    records.add("owl", "a", True, NOW)
    for path in tmp_path.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name


# Not SQLite alone --------------------------------------------------------------------------------


@pytest.mark.parametrize("dialect", [postgresql.dialect(), mysql.dialect()])
def test_tables_and_statements_are_understood_by_other_databases(records, dialect):
    statements = [CreateTable(table) for table in Table.metadata.sorted_tables]
    listen = event.listens_for(records._engine, "before_execute")
    listen(lambda _, statement, *__: statements.append(statement))
    records.add("owl", "a", True, NOW)
    records.add("owl", "a", False, NOW)
    records.known("owl")
    records.answers("owl")
    records.plans()
    records.erase("owl")
    assert len(statements) > 10
    for statement in statements:
        assert str(statement.compile(dialect=dialect))


# Many at once ------------------------------------------------------------------------------------

WRITER = """
import sys
from sciatica.training.records import Records
url, name, count = sys.argv[1:]
records = Records(url)
for number in range(int(count)):
    records.add(name, f"item {number}", True)
    print(number, flush=True)
"""


def writer(url, name, count):
    command = [sys.executable, "-c", WRITER, url, name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_several_programs_write_at_once_and_nothing_is_lost(url):
    writers = [writer(url, "owl", 25) for _ in range(4)]
    assert [one.wait(60) for one in writers] == [0, 0, 0, 0]
    for one in writers:
        one.stdout.close()
    records = Records(url)
    assert len(records.answers("owl")) == 100
    assert len(records.plans("owl")) == 25
    records.close()


def test_several_programs_open_a_new_store_at_once(tmp_path):
    for round_ in range(3):
        url = f"sqlite:///{tmp_path / f'new {round_}.db'}"
        with ThreadPoolExecutor(12) as pool:
            stores = list(pool.map(Records, [url] * 12))
        for store in stores:
            store.close()


def test_who_opens_a_store_waits_for_one_who_writes_into_the_empty_file(url, tmp_path):
    blocker = sqlite3.connect(tmp_path / "training.db", isolation_level=None, timeout=0)
    blocker.execute("BEGIN EXCLUSIVE")
    with ThreadPoolExecutor(1) as pool:
        opening = pool.submit(Records, url)
        with pytest.raises(TimeoutError):
            opening.result(0.2)
        blocker.execute("COMMIT")
        opening.result(10).close()
    blocker.close()


def test_several_learners_appear_in_the_same_moment(url):
    records = Records(url)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: records.add("owl", f"item {number}", True), range(24)))
    assert len(records.answers("owl")) == 24
    records.close()


# Killed ------------------------------------------------------------------------------------------


def whole(records):
    """Check that every schedule goes with the answers that it follows from; return the answers."""
    last = {}
    for answer in records.answers():
        last[answer.nickname, answer.item] = max(
            answer.at, last.get((answer.nickname, answer.item), answer.at)
        )
    assert {(plan.nickname, plan.item): plan.memory.last for plan in records.plans()} == last
    return last


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_a_writer_killed_at_any_moment_loses_nothing_that_it_acknowledged(url):
    chance = random.Random(11)
    acknowledged = set()
    for round_ in range(4):
        one = writer(url, f"owl {round_}", 10_000)
        for _ in range(chance.randint(1, 40)):
            acknowledged.add((f"owl {round_}", f"item {int(one.stdout.readline())}"))
        one.send_signal(signal.SIGKILL)
        rest, _ = one.communicate(timeout=20)
        acknowledged |= {
            (f"owl {round_}", f"item {line}") for line in rest.splitlines() if line.isdecimal()
        }
    records = Records(url)
    kept = set(whole(records))
    assert acknowledged <= kept
    assert len(kept - acknowledged) <= 4  # one that was on disk, and the killer came first
    records.close()


HALF_WAY = """
import os, signal, sys
from sqlalchemy import event
from sciatica.training import records
kept = records.Records(sys.argv[1])
kept.add("owl", "a", True)
@event.listens_for(records.Session, "before_commit")
def die(session):
    session.flush()
    os.kill(os.getpid(), signal.SIGKILL)
kept.add("owl", "b", True)
"""


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_a_write_that_was_killed_half_way_is_never_read(url):
    ended = subprocess.run([sys.executable, "-c", HALF_WAY, url], timeout=60)
    assert ended.returncode == -signal.SIGKILL
    records = Records(url)
    assert set(whole(records)) == {("owl", "a")}
    records.add("owl", "b", True)
    assert set(whole(records)) == {("owl", "a"), ("owl", "b")}
    records.close()


# A file that changes under an open page ----------------------------------------------------------


def by_rename(path, content):
    """Put another file in the place, as mv, rsync and most editors do."""
    other = path.with_name("other")
    other.write_bytes(content)
    other.replace(path)


def away(path):
    path.rename(path.with_name("away.db"))


def folder_away(path):
    path.parent.rename(path.parent.with_name("elsewhere"))


def folder_removed(path):
    shutil.rmtree(path.parent)


def of_another_program(path):
    path.unlink()
    other_program(path)


GONE = {
    "deleted": lambda path, _: path.unlink(),
    "moved": lambda path, _: away(path),
    "folder removed": lambda path, _: folder_removed(path),
    "folder moved": lambda path, _: folder_away(path),
    "an empty file": lambda path, _: by_rename(path, b""),
    "emptied": lambda path, _: path.write_bytes(b""),
    "no database": lambda path, _: by_rename(path, b"this is no database" * 300),
    "no database, written over": lambda path, _: path.write_bytes(b"this is no database" * 300),
    "of another program": lambda path, _: of_another_program(path),
    "cut short": lambda path, _: os.truncate(path, 5000),
}


@pytest.mark.parametrize("change", GONE.values(), ids=GONE)
def test_nothing_is_acknowledged_where_the_file_went(tmp_path, change):
    path = tmp_path / "folder" / "training.db"
    path.parent.mkdir()
    records = Records(f"sqlite:///{path}")
    records.add("owl", "a", True)
    change(path, None)
    for _ in range(2):  # a first failure leaves nothing behind that would take the second
        with pytest.raises(RecordsError) as caught:
            records.add("owl", "b", True)
        assert str(caught.value)
    with pytest.raises(RecordsError):
        records.known("owl")
    records.close()


BACK = {
    "put in the place": by_rename,
    "written over": lambda path, content: path.write_bytes(content),
    "deleted, then put there": lambda path, content: (path.unlink(), path.write_bytes(content)),
}


@pytest.mark.parametrize("change", BACK.values(), ids=BACK)
def test_after_an_older_copy_came_back_an_answer_is_kept_in_it(url, tmp_path, change):
    path = tmp_path / "training.db"
    records = Records(url)
    records.add("owl", "a", True)
    older = path.read_bytes()  # a plain copy while the page is open
    records.add("fox", "b", True)
    change(path, older)
    assert records.known("owl")  # as an open page that reads
    records.add("owl", "c", True)
    again = Records(url)
    assert {answer.item for answer in again.answers()} == {"a", "c"}
    assert set(whole(again)) == {("owl", "a"), ("owl", "c")}
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    raw.close()
    for one in (records, again):
        one.close()


@pytest.mark.parametrize("moment", ["before_flush", "before_commit", "after_commit"])
def test_a_file_that_is_replaced_in_the_moment_of_an_answer_is_noticed(url, tmp_path, moment):
    path = tmp_path / "training.db"
    records = Records(url)
    records.add("owl", "a", True)
    older = path.read_bytes()

    @event.listens_for(Session, moment)
    def replace(session, *_):
        by_rename(path, older)

    try:
        with pytest.raises(RecordsError):
            records.add("owl", "b", True)
    finally:
        event.remove(Session, moment, replace)
    records.add("owl", "c", True)
    assert {answer.item for answer in records.answers()} == {"a", "c"}
    records.close()


def test_the_store_is_one_file_that_a_plain_copy_takes_along(records, tmp_path):
    records.add("owl", "a", True)
    assert [path.name for path in tmp_path.iterdir()] == ["training.db"]
    shutil.copy(tmp_path / "training.db", tmp_path / "copy.db")
    copy = Records(f"sqlite:///{tmp_path / 'copy.db'}")
    assert [answer.item for answer in copy.answers("owl")] == ["a"]
    copy.close()


def test_a_store_of_an_earlier_version_becomes_one_file_and_keeps_its_log(url, tmp_path):
    Records(url).close()
    earlier = sqlite3.connect(tmp_path / "training.db")
    earlier.execute("PRAGMA journal_mode=WAL")
    earlier.execute("INSERT INTO learner (nickname) VALUES ('owl')")
    earlier.commit()
    still_open = Records(url)  # the earlier version has it open: that must work too
    assert still_open.add("owl", "a", True)
    still_open.close()
    earlier.close()
    records = Records(url)
    assert [answer.item for answer in records.answers("owl")] == ["a"]
    assert [path.name for path in tmp_path.iterdir()] == ["training.db"]
    assert (tmp_path / "training.db").read_bytes()[18:20] == b"\x01\x01"  # no log of writes
    records.close()


WITHOUT = """
import os, resource, sys
from sciatica.training.records import Records, RecordsError
url, what = sys.argv[1:]
path = url.removeprefix("sqlite:///")
records = Records(url)
records.add("owl", "a", True)
if what == "full":  # no file of this process may grow, as on a full disk or over a quota
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
if what in ("read-only", "folder read-only"):
    os.chmod(path, 0o444 if what == "read-only" else 0o644)
    os.chmod(os.path.dirname(path), 0o555 if what == "folder read-only" else 0o755)
    if os.geteuid() == 0:
        os.setegid(65534), os.seteuid(65534)
try:
    print("kept until", records.add("owl", "b", True))
except RecordsError as error:
    print("not kept:", error)
print("answers:", len(records.answers()))
"""


@pytest.mark.skipif(os.name != "posix", reason="needs limits and modes")
@pytest.mark.parametrize("what", ["full", "read-only", "folder read-only"])
def test_what_cannot_be_written_any_more_is_not_acknowledged(what):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # another user must find the way there
        url = f"sqlite:///{folder}/training.db"
        said = subprocess.run(
            [sys.executable, "-c", WITHOUT, url, what], capture_output=True, text=True, timeout=60
        )
        Path(folder).chmod(0o755)
        assert said.stdout.startswith("not kept: "), said.stdout + said.stderr
        records = Records(url)
        assert [answer.item for answer in records.answers()] == ["a"]
        records.close()


# Unusable ----------------------------------------------------------------------------------------


def other_program(path):
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE result (id INTEGER PRIMARY KEY, score REAL)")
    raw.close()


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda path: path.mkdir(), "directory"),
        (lambda path: path.write_bytes(b"this is no database at all" * 100), "not a database"),
        (other_program, "no such column"),
    ],
)
def test_a_database_that_cannot_be_used_gives_its_reason(url, tmp_path, spoil, why):
    spoil(tmp_path / "training.db")
    with pytest.raises(RecordsError, match=why):
        Records(url)


@pytest.mark.parametrize(
    "url",
    ["sqlite:////nowhere/at all/training.db", "nonsense://u:secret@x/y", "::"],
)
def test_an_address_that_leads_nowhere_gives_a_reason_without_a_password(url):
    with pytest.raises(RecordsError) as caught:
        Records(url)
    assert str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_reason_names_no_nickname(records, tmp_path):
    with sqlite3.connect(tmp_path / "training.db") as raw:
        raw.execute("DROP TABLE schedule")
    raw.close()
    with pytest.raises(RecordsError) as caught:
        records.add("zebrafinch", "a", True)
    assert "zebrafinch" not in str(caught.value)
    assert records.answers() == []


def test_one_who_waits_too_long_for_another_says_so(records, tmp_path, monkeypatch):
    monkeypatch.setattr("sciatica.training.records.BUSY_S", 0.05)
    impatient = Records(f"sqlite:///{tmp_path / 'training.db'}")
    blocker = sqlite3.connect(tmp_path / "training.db", isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    with pytest.raises(RecordsError, match="locked"):
        impatient.add("owl", "a", True)
    assert impatient.answers() == []  # who reads need not wait
    blocker.execute("COMMIT")
    assert impatient.add("owl", "a", True) > datetime.now(UTC) + timedelta(days=5)
    blocker.close()
    impatient.close()
