"""The items as an Anki deck and as CSV, and the command that writes and erases what is kept."""

import csv
import sqlite3
import zipfile
from datetime import date

import pytest

from sciatica.__main__ import main
from sciatica.content.words import words
from sciatica.training.deck import item_rows, table, write_deck
from sciatica.training.items import items, rests_on
from sciatica.training.records import Records

TEXT = words("en")
ITEMS = items("en")
CLINIC = '[clinic]\nname = "A"\n[emergency]\nnumber = "112"\n[training]\ndatabase = "{}"\n'


def notes(deck, folder):
    """Return the notes of a deck, front and back by identity."""
    with zipfile.ZipFile(deck) as package:
        package.extract("collection.anki2", folder)
    with sqlite3.connect(folder / "collection.anki2") as collection:
        found = dict(collection.execute("SELECT guid, flds FROM notes").fetchall())
    collection.close()
    return found


def test_the_deck_holds_every_item_with_what_is_right_on_its_back(tmp_path):
    write_deck(ITEMS, "en", tmp_path / "a.apkg")
    found = list(notes(tmp_path / "a.apkg", tmp_path).values())
    assert len(found) == len(ITEMS)
    fronts = [fields.split("\x1f")[0] for fields in found]
    for item, fields in zip(ITEMS, found, strict=True):
        front, back = fields.split("\x1f")
        assert front.count("<li>") == len(item.options)
        assert back.count("<p><b>") == len(item.correct)
    assert len(set(fronts)) == len(ITEMS)


def test_a_note_says_what_it_belongs_to_how_urgent_it_is_and_under_which_licence(tmp_path):
    write_deck(ITEMS, "en", tmp_path / "a.apkg")
    found = notes(tmp_path / "a.apkg", tmp_path)
    assert all("CC BY 4.0" in fields for fields in found.values())
    for item, fields in zip(ITEMS, found.values(), strict=True):
        assert item.evidence
        assert all(one in fields for one in rests_on(item.evidence, TEXT))
    with sqlite3.connect(tmp_path / "collection.anki2") as collection:
        tags = {
            tag for (some,) in collection.execute("SELECT tags FROM notes") for tag in some.split()
        }
    collection.close()
    assert tags == {"drill", "case", "explain", "tier-A", "tier-B", "tier-C", "tier-none"}


def test_the_time_of_the_notes_follows_the_facts_so_that_anki_takes_a_newer_deck(
    tmp_path, monkeypatch
):
    written = []
    for day in (date(2026, 1, 1), date(2026, 1, 2)):
        monkeypatch.setattr("sciatica.training.deck.checked_on", lambda day=day: day)
        write_deck(ITEMS, "en", tmp_path / "a.apkg")
        notes(tmp_path / "a.apkg", tmp_path)
        with sqlite3.connect(tmp_path / "collection.anki2") as collection:
            (changed,) = {at for (at,) in collection.execute("SELECT mod FROM notes")}
        collection.close()
        written.append(changed)
    assert written[1] - written[0] == 24 * 60 * 60


def test_a_newer_deck_takes_the_place_of_an_older_one(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write_deck(ITEMS, "en", tmp_path / name / "deck")
    one, two = (notes(tmp_path / name / "deck", tmp_path / name) for name in ("a", "b"))
    assert one == two


def test_the_table_holds_every_item_whole():
    rows = list(csv.DictReader(table(item_rows(ITEMS, "en")).splitlines(keepends=True)))
    assert [row[TEXT("records.column.item")] for row in rows] == [item.id for item in ITEMS]
    for row, item in zip(rows, ITEMS, strict=True):
        assert row[TEXT("records.column.story")] == item.story
        right = row[TEXT("records.column.right")].split(" | ")
        assert right == [one.text for one in item.options if one.id in item.correct]


# The command line --------------------------------------------------------------------------------


@pytest.fixture
def clinic(tmp_path):
    path = tmp_path / "clinic.toml"
    path.write_text(CLINIC.format("sqlite:///training.db"), "utf-8")
    records = Records(f"sqlite:///{tmp_path / 'training.db'}")
    records.add("owl", "a", True)
    records.add("fox", "b", False)
    records.close()
    return path


def kept(clinic):
    records = Records(f"sqlite:///{clinic.parent / 'training.db'}")
    found = {answer.nickname for answer in records.answers()}
    records.close()
    return found


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_export_writes_the_items_and_what_is_kept(clinic, tmp_path, capsys):
    folder = tmp_path / "out"
    assert main(["training", "export", str(folder), "--clinic", str(clinic)]) == 0
    said = capsys.readouterr().out
    names = {path.name for path in folder.iterdir()}
    assert names == {"sciatica.apkg", "items.csv", "answers.csv", "schedule.csv"}
    assert all(str(folder / name) in said for name in names)
    assert [row[:2] + row[3:] for row in read(folder / "answers.csv")[1:]] == [
        ["owl", "a", "1"],
        ["fox", "b", "0"],
    ]
    assert len(read(folder / "schedule.csv")) == 3


def test_export_of_one_nickname_holds_nobody_else(clinic, tmp_path):
    folder = tmp_path / "out"
    command = ["training", "export", str(folder), "--clinic", str(clinic), "--nickname", " OWL "]
    assert main(command) == 0
    assert {row[0] for row in read(folder / "answers.csv")[1:]} == {"owl"}
    assert {row[0] for row in read(folder / "schedule.csv")[1:]} == {"owl"}


def test_export_writes_over_nothing(clinic, tmp_path, capsys):
    (tmp_path / "items.csv").write_text("mine")
    assert main(["training", "export", str(tmp_path), "--clinic", str(clinic)]) == 2
    assert str(tmp_path / "items.csv") in capsys.readouterr().err
    assert (tmp_path / "items.csv").read_text() == "mine"
    assert not (tmp_path / "sciatica.apkg").exists()


def test_without_records_export_writes_the_items_and_says_so(tmp_path, capsys):
    clinic = tmp_path / "clinic.toml"
    clinic.write_text(CLINIC.format(""), "utf-8")
    assert main(["training", "export", str(tmp_path / "out"), "--clinic", str(clinic)]) == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"sciatica.apkg", "items.csv"}
    assert TEXT("records.cli.off") in capsys.readouterr().out


def test_an_unusable_database_is_one_sentence_and_ends_with_2(tmp_path, capsys):
    clinic = tmp_path / "clinic.toml"
    clinic.write_text(CLINIC.format("sqlite:///no/such/folder.db"), "utf-8")
    for command in (["export", str(tmp_path / "out")], ["erase", "--everybody", "--yes"]):
        assert main(["training", *command, "--clinic", str(clinic)]) == 2
        said = capsys.readouterr().err
        assert said.count("\n") == 1
        assert str(clinic) in said


def test_erase_takes_one_nickname_or_everybody(clinic, capsys):
    command = ["training", "erase", "--clinic", str(clinic), "--yes"]
    assert main([*command, "--nickname", "Owl"]) == 0
    assert kept(clinic) == {"fox"}
    assert main([*command, "--everybody"]) == 0
    assert kept(clinic) == set()
    assert TEXT("records.cli.erased", answers=1) in capsys.readouterr().out


@pytest.mark.parametrize("typed", ["no", "", None])
def test_erase_asks_first_and_anything_but_yes_erases_nothing(clinic, monkeypatch, typed):
    def answer(_):
        if typed is None:
            raise EOFError
        return typed

    monkeypatch.setattr("builtins.input", answer)
    assert main(["training", "erase", "--everybody", "--clinic", str(clinic)]) == 1
    assert kept(clinic) == {"owl", "fox"}


@pytest.mark.parametrize("nickname", ["", "=1"])
def test_erase_of_what_is_no_nickname_is_refused(clinic, nickname, capsys):
    command = ["training", "erase", "--yes", "--clinic", str(clinic), "--nickname", nickname]
    assert main(command) == 2
    assert TEXT("records.nickname_wrong", most=30) in capsys.readouterr().err
    assert kept(clinic) == {"owl", "fox"}


def test_erase_needs_to_know_whom(capsys):
    with pytest.raises(SystemExit):
        main(["training", "erase", "--yes"])
    assert "--everybody" in capsys.readouterr().err
