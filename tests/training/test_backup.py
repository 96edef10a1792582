"""The records as a copy, and back: nothing is written over unasked, nothing half is taken."""

import os
import re
import sqlite3
import stat
import subprocess
import sys

import pytest

from sciatica.__main__ import main
from sciatica.content.words import words
from sciatica.training.records import Records

TEXT = words("en")
CLINIC = '[clinic]\nname = "A"\n[emergency]\nnumber = "112"\n[training]\ndatabase = "{}"\n'


def add(file, *items):
    records = Records(f"sqlite:///{file}")
    for item in items:
        records.add("owl", item, True)
    records.close()


def kept(file):
    with sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True) as raw:
        found = [item for (item,) in raw.execute("SELECT item FROM result ORDER BY item")]
    raw.close()
    return found


@pytest.fixture
def database(tmp_path):
    (tmp_path / "clinic.toml").write_text(CLINIC.format("sqlite:///training.db"), "utf-8")
    add(tmp_path / "training.db", "a", "b")
    return tmp_path / "training.db"


@pytest.fixture
def run(tmp_path, capsys):
    """Run a command; give its exit code and all that it said, which is never a traceback."""

    def command(action, *rest, clinic=tmp_path / "clinic.toml"):
        code = main(["training", action, *map(str, rest), "--clinic", str(clinic)])
        said = capsys.readouterr()
        if code == 2:
            assert said.out == ""
            assert said.err.startswith("sciatica: ")
            assert said.err.count("\n") == 1  # one sentence or two, on one line
            assert said.err.rstrip().endswith(".")
        return code, said.out + said.err

    return command


# A copy ------------------------------------------------------------------------------------------


def test_a_backup_holds_all_and_says_how_much(database, tmp_path, run):
    code, said = run("backup", tmp_path / "copy.db")
    assert code == 0
    assert kept(tmp_path / "copy.db") == ["a", "b"]
    assert "copy.db" in said
    assert re.search(r"\b2\b", said)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("clinic.toml", "copy.db"),
        "training.db",
    ]


@pytest.mark.skipif(os.name != "posix", reason="files have no modes there")
def test_a_backup_is_for_this_user_alone(database, tmp_path, run):
    run("backup", tmp_path / "copy.db")
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


WRITING = """
import sys
from sciatica.training.records import Records
records = Records(sys.argv[1])
for number in range(100_000):
    records.add("owl", f"item {number}", True)
    print(number, flush=True)
"""


def test_a_backup_while_somebody_answers_holds_all_that_was_acknowledged(database, tmp_path, run):
    command = [sys.executable, "-c", WRITING, f"sqlite:///{database}"]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    for _ in range(10):
        last = int(writer.stdout.readline())
    code, _ = run("backup", tmp_path / "copy.db")
    writer.kill()
    writer.communicate()
    assert code == 0
    assert {f"item {number}" for number in range(last + 1)} <= set(kept(tmp_path / "copy.db"))


def test_a_backup_writes_over_nothing(database, tmp_path, run):
    (tmp_path / "copy.db").write_text("mine")
    code, said = run("backup", tmp_path / "copy.db")
    assert code == 2
    assert str(tmp_path / "copy.db") in said
    assert (tmp_path / "copy.db").read_text() == "mine"
    assert run("backup", database)[0] == 2
    assert kept(database) == ["a", "b"]


def test_a_backup_that_cannot_be_written_says_where_and_leaves_no_half_file(
    database, tmp_path, run, monkeypatch
):
    nowhere = tmp_path / "no" / "folder" / "copy.db"
    code, said = run("backup", nowhere)
    assert code == 2
    assert str(nowhere) in said
    code, said = run("backup", tmp_path / "clinic.toml" / "copy.db")
    assert code == 2
    # somebody holds the records for longer than we wait
    blocker = sqlite3.connect(database, isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")
    monkeypatch.setattr("sciatica.training.records.BUSY_S", 0.05)
    monkeypatch.setattr("sciatica.training.backup.BUSY_S", 0.05)
    code, said = run("backup", tmp_path / "copy.db")
    assert code == 2
    assert "locked" in said
    assert not (tmp_path / "copy.db").exists()
    blocker.close()


FULL = """
import resource, sys
from sciatica.__main__ import main
resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))  # no file may grow: as on a full disk
sys.exit(main(["training", *sys.argv[1:]]))
"""


@pytest.mark.skipif(os.name != "posix", reason="needs a limit")
@pytest.mark.parametrize("action", ["backup", "restore"])
def test_a_full_disk_is_said_and_leaves_what_was_there(database, tmp_path, action):
    copy = tmp_path / "copy.db"
    rest = ["--clinic", str(tmp_path / "clinic.toml")]
    if action == "restore":
        add(copy, *(f"{'item':>190} {number}" for number in range(200)))
        rest.append("--yes")
    command = [sys.executable, "-c", FULL, action, str(copy), *rest]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 2, ended.stderr
    assert ended.stderr.count("\n") == 1
    assert "Traceback" not in ended.stderr
    assert kept(database) == ["a", "b"]
    assert copy.exists() == (action == "restore")


@pytest.mark.parametrize("action", ["backup", "restore"])
def test_where_nothing_is_kept_there_is_nothing_to_copy(tmp_path, action, run):
    clinic = tmp_path / "clinic.toml"
    clinic.write_text(CLINIC.format(""), "utf-8")
    code, said = run(action, tmp_path / "copy.db")
    assert code == 2
    assert str(clinic) in said
    clinic.write_text(CLINIC.format("postgresql://staff:secret@host/records"), "utf-8")
    code, said = run(action, tmp_path / "copy.db")
    assert code == 2
    assert str(clinic) in said
    assert {"backup": "pg_dump", "restore": "pg_restore"}[action] in said
    assert "secret" not in said
    assert not (tmp_path / "copy.db").exists()


def test_a_backup_of_what_is_not_there_makes_nothing(database, tmp_path, run):
    database.unlink()
    code, said = run("backup", tmp_path / "copy.db")
    assert code == 2
    assert str(database) in said
    assert [path.name for path in tmp_path.iterdir()] == ["clinic.toml"]


# And back ----------------------------------------------------------------------------------------


@pytest.fixture
def copy(database, tmp_path, run):
    """A copy; an answer came after it."""
    run("backup", tmp_path / "copy.db")
    add(database, "later")
    return tmp_path / "copy.db"


def test_restore_asks_first_and_says_what_goes_and_what_comes(database, copy, run, monkeypatch):
    asked = []
    monkeypatch.setattr("builtins.input", lambda text: asked.append(text) or "no")
    code, said = run("restore", copy)
    assert code == 1
    assert TEXT("records.cli.not_restored") in said
    assert kept(database) == ["a", "b", "later"]
    assert str(copy) in asked[0]
    assert str(database) in asked[0]
    assert re.search(r"\b3\b", asked[0])
    assert re.search(r"\b2\b", asked[0])
    monkeypatch.setattr("builtins.input", lambda _: "yes")
    assert run("restore", copy)[0] == 0
    assert kept(database) == ["a", "b"]


def test_restore_with_nobody_to_answer_restores_nothing(database, copy, run, monkeypatch):
    def nobody(_):
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)
    assert run("restore", copy)[0] == 1
    assert kept(database) == ["a", "b", "later"]


def test_a_page_that_is_open_goes_on_in_what_was_restored(database, copy, run):
    page = Records(f"sqlite:///{database}")
    assert set(page.known("owl")) == {"a", "b", "later"}
    assert run("restore", copy, "--yes")[0] == 0
    assert set(page.known("owl")) == {"a", "b"}
    page.add("owl", "c", True)
    assert kept(database) == ["a", "b", "c"]
    page.close()


def test_restore_needs_no_records_that_are_there(database, copy, run):
    database.unlink()
    assert run("restore", copy, "--yes")[0] == 0
    assert kept(database) == ["a", "b"]
    assert kept(copy) == ["a", "b"]


def test_a_copy_of_an_earlier_version_is_restored_and_stays_one_file(database, copy, run):
    with sqlite3.connect(copy) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
    raw.close()
    assert run("restore", copy, "--yes")[0] == 0
    add(database, "c")
    assert kept(database) == ["a", "b", "c"]
    assert not [one for one in database.parent.iterdir() if one.name.startswith("training.db-")]


def of_another_program(path):
    path.unlink()
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE result (id INTEGER PRIMARY KEY, score REAL)")
    raw.close()


def damaged(path):
    """Write over the middle of a page of answers."""
    content = bytearray(path.read_bytes())
    for at in range(4096, len(content) - 4096, 4096):
        content[at : at + 200] = b"\xff" * 200
    path.write_bytes(content)


SPOILT = {
    "missing": lambda path: path.unlink(),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "empty": lambda path: path.write_bytes(b""),
    "no database": lambda path: path.write_bytes(b"this is no database" * 300),
    "of another program": of_another_program,
    "cut short": lambda path: os.truncate(path, 9000),
    "damaged": damaged,
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_what_is_no_whole_copy_is_refused_by_name_and_all_stays(database, copy, run, spoil):
    spoil(copy)
    was_there = copy.exists()
    code, said = run("restore", copy, "--yes")
    assert code == 2
    assert str(copy) in said
    assert kept(database) == ["a", "b", "later"]
    assert copy.exists() == was_there


def test_the_records_themselves_are_no_copy(database, tmp_path, run):
    (tmp_path / "same.db").symlink_to(database)
    for same in (database, tmp_path / "same.db"):
        code, said = run("restore", same, "--yes")
        assert code == 2
        assert str(same) in said
    assert kept(database) == ["a", "b"]


def test_records_that_cannot_be_read_are_not_written_over(database, copy, run):
    database.write_bytes(b"this is no database" * 300)
    code, said = run("restore", copy, "--yes")
    assert code == 2
    assert str(database) in said
    assert database.read_bytes().startswith(b"this is no database")


def test_restore_waits_for_one_who_writes_and_then_gives_up(database, copy, run, monkeypatch):
    monkeypatch.setattr("sciatica.training.records.BUSY_S", 0.05)
    monkeypatch.setattr("sciatica.training.backup.BUSY_S", 0.05)
    blocker = sqlite3.connect(database, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    code, said = run("restore", copy, "--yes")
    assert code == 2
    assert "locked" in said
    blocker.execute("COMMIT")
    blocker.close()
    assert kept(database) == ["a", "b", "later"]
