"""Whatever a user gets wrong, a command says in one plain sentence and ends with 2."""

import sys

import pytest

import sciatica.__main__
from sciatica.__main__ import main
from sciatica.content.clinic import ClinicError
from sciatica.content.toml import ContentError
from sciatica.errors import UserError
from sciatica.publish.errors import PublishError
from sciatica.publish.folder import FolderError
from sciatica.publish.sheets import SheetsMissingError
from sciatica.publish.sign import SignError
from sciatica.serve import ServeError
from sciatica.training.export import TrainingError

COMMANDS = {
    "serve": ["serve", "--no-browser"],
    "export": ["export", "new"],
    "sheet": ["sheet", "new"],
    "check": ["check"],
    "sign": ["sign", "care", "--name", "A", "--role", "B", "--licence", "C", "--yes"],
    "doctor": ["doctor"],
    "training": ["training", "export", "new"],
}
WRITING = ["export", "sheet", "training"]
FAULTS = [
    ClinicError("it is wrong.", "Mend it."),
    ContentError("it is wrong.", "Mend it."),
    FolderError("it is wrong. Mend it."),
    PublishError("it is wrong. Mend it."),
    SignError("it is wrong. Mend it."),
    ServeError("it is wrong. Mend it."),
    SheetsMissingError(),
    TrainingError("it is wrong. Mend it."),
]
CLINIC = '[clinic]\nname = "A"\n[emergency]\nnumber = "112"\n'


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """Run commands in an empty folder, and keep what they tell their kernels."""
    monkeypatch.chdir(tmp_path)
    for name in ("SCIATICA_CLINIC", "JUPYTER_PATH", "SCIATICA_STAFF_TOKEN"):
        monkeypatch.setenv(name, "")
    monkeypatch.delenv("SCIATICA_STAFF_TOKEN")
    return tmp_path


def sentence(capsys, *arguments):
    """Run a command that must fail; return the one line that it says about it."""
    assert main([str(one) for one in arguments]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("sciatica: ")
    assert line.endswith(".") or line.endswith(").")
    return line


def kinds(base=UserError):
    """Return every kind of fault."""
    for kind in base.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_every_kind_of_fault_is_tried_here():
    assert set(kinds()) == set(map(type, FAULTS))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_tells_every_kind_of_fault(command, fault, monkeypatch, capsys):
    def run(_):
        raise fault

    monkeypatch.setattr(sciatica.__main__, f"_{command}", run)
    assert sentence(capsys, *COMMANDS[command]) == f"sciatica: {fault}"


@pytest.mark.parametrize("command", ["serve", "sign", *WRITING])
def test_settings_that_cannot_be_used_are_named_with_file_and_line(command, here, capsys):
    (here / "clinic.toml").write_text(CLINIC.replace('"112"', "112"))
    said = sentence(capsys, *COMMANDS[command])
    assert f"{here / 'clinic.toml'}, line 4, emergency.number" in said


@pytest.mark.parametrize("command", ["serve", "sign", *WRITING])
def test_settings_that_are_not_there_are_named(command, capsys):
    assert "gone.toml" in sentence(capsys, *COMMANDS[command], "--clinic", "gone.toml")


@pytest.mark.parametrize("command", WRITING)
def test_a_file_where_a_folder_is_needed_is_named(command, here, capsys):
    (here / "clinic.toml").write_text(CLINIC)
    (here / "new").write_text("")
    assert str(here / "new") in sentence(capsys, *COMMANDS[command][:-1], here / "new")


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--base-url", "/a b/"], "/clinic/"),
        (["--staff-token", "short"], "at least"),
    ],
)
def test_a_server_that_cannot_start_says_why(arguments, named, capsys):
    assert named in sentence(capsys, *COMMANDS["serve"], *arguments)


@pytest.mark.parametrize("action", [["export", "new"], ["erase", "--yes", "--nickname", "ada"]])
def test_records_that_cannot_be_used_are_named(action, here, capsys):
    (here / "clinic.toml").write_text(f'{CLINIC}[training]\ndatabase = "sqlite:///kept.db"\n')
    (here / "kept.db").write_text("no database, but a file that is long enough to be read as one")
    assert str(here / "clinic.toml") in sentence(capsys, "training", *action)


def test_records_that_fail_later_are_named(here, capsys, monkeypatch):
    from sciatica.training.records import Records, RecordsError

    def fail(*_):
        raise RecordsError("attempt to write a readonly database")

    monkeypatch.setattr(Records, "erase", fail)
    (here / "clinic.toml").write_text(f'{CLINIC}[training]\ndatabase = "sqlite:///kept.db"\n')
    assert "readonly" in sentence(capsys, "training", "erase", "--yes", "--everybody")


def test_a_nickname_that_is_none_is_named(capsys):
    sentence(capsys, "training", "erase", "--yes", "--nickname", "<b>")


def test_a_command_that_is_stopped_says_nothing(monkeypatch, capsys):
    def run(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(sciatica.__main__, "_export", run)
    assert main(COMMANDS["export"]) == 130
    assert capsys.readouterr().err == ""


def test_a_missing_package_is_named(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "sciatica.serve.app", None)
    sentence(capsys, *COMMANDS["serve"])
