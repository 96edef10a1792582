"""What a clinic adds beside its settings: merged with ours, and never in the way of anybody."""

import shutil

import pytest

from sciatica.check import Project
from sciatica.check.own import check_files, own_faults
from sciatica.content.own import NAME, PARTS, begin, own, the_own, the_world, with_own
from sciatica.content.words import words
from sciatica.model.patients import draw
from sciatica.training.examine import card_text
from sciatica.training.items import bank


@pytest.fixture
def folder(tmp_path):
    """A folder with one file of each part, as the command writes them."""
    here = tmp_path / NAME
    for part in PARTS:
        begin(part, "Night nurse", here)
    return here


@pytest.fixture
def here(folder, monkeypatch, tmp_path):
    """The same folder, beside the settings of this process."""
    monkeypatch.setenv("SCIATICA_CLINIC", str(tmp_path / "clinic.toml"))
    yield folder
    bank.cache_clear()


def change(folder, name, old, new):
    path = next(folder.glob(f"{name}/*.toml"))
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path, text[: text.index(old)].count("\n") + 1


def test_what_the_command_writes_loads_as_it_is(folder):
    found = own(folder)
    assert found.left_out == {}
    assert (len(found.cases), len(found.scenarios), len(found.patients)) == (1, 1, 1)
    said = []
    assert check_files(said.append, sorted(folder.rglob("*.toml"))) == 0, said


def test_a_file_that_is_there_is_never_overwritten_and_each_case_has_a_number(folder):
    with pytest.raises(ValueError, match="already"):
        begin("drill", "Night nurse", folder)
    assert begin("cases", "Night nurse", folder).name == "52-night-nurse.toml"


def test_no_folder_means_ours_alone(tmp_path):
    found = own(tmp_path / NAME)
    assert (found.cases, found.scenarios, found.patients, found.left_out) == ((), (), (), {})


def test_what_is_added_is_asked_with_ours(here):
    bank.cache_clear()
    ours = {"drill.saddle_new", "case.01"}
    asked = {question.id for question in bank("en").questions}
    assert ours | {"drill.own_night_nurse", "drill.own_night_nurse.words", "case.51"} <= asked
    template = the_world().templates[-1]
    one = next(p for p in (draw(template, s, the_world()) for s in range(50)) if p.told)
    legs = next(card for card in the_world().cards if card.id == "legs")
    assert card_text(one, legs, with_own(words("en"))).startswith("Running")


@pytest.mark.parametrize("part", PARTS)
def test_one_bad_item_is_left_out_and_takes_nobody_with_it(here, part):
    change(here, part, "invented = true", "invented = false")
    bank.cache_clear()
    (left,) = bank("en").left_out
    assert "everybody in it is invented" in left.why
    assert left.name.startswith(f"{part}/")
    assert len(bank("en").questions) > 90
    assert set(the_own().left_out) == {part}
    (fault,) = own_faults(Project.ours(), own(here), lists_of_ours())
    assert "everybody in it is invented" in fault.what


def lists_of_ours():
    from sciatica.check.reading import read_lists

    return read_lists(Project.ours().facts)


def test_own_sources_have_a_ledger_of_their_own(folder):
    change(folder, "drill", 'evidence = ["clinic:10"]', 'evidence = ["read:own_book"]')
    said = []
    assert check_files(said.append, sorted(folder.glob("drill/*"))) == 1
    assert "own_book" in said[0]
    ledger = folder / "sources.toml"
    ledger.write_text(
        '[own_book]\nshort = "Book 2020"\ncite = "A book."\nchecked = "whole"\n', encoding="utf-8"
    )
    assert check_files(said.append, sorted(folder.glob("drill/*"))) == 0
    ledger.write_text(ledger.read_text().replace("[own_book]", "[ng59]"), encoding="utf-8")
    assert check_files(said.append, sorted(folder.glob("drill/*"))) == 1
    assert "Call it own_ng59" in said[-2]


def test_none_of_it_is_less_urgent_than_the_safety_list(folder):
    path, _ = change(folder, "cases", '"legs.weaker" = "old"', '"legs.weaker" = "yes"')
    said = []
    assert check_files(said.append, [path]) == 1
    assert "within_days is less urgent than the safety list has legs.weaker (yes)" in said[0]
    path, _ = change(folder, "cases", 'action = ["within_days"]', 'action = ["emergency", "call"]')
    assert check_files(said.append, [path]) == 0


def test_a_weakness_of_days_is_never_told_as_old(folder):
    path, line = change(folder, "patients", "weeks = [6, 16]", "weeks = [2, 16]")
    said = []
    assert check_files(said.append, [path]) == 1
    assert f":{line}: " in said[0]
    assert "before, they are new" in said[0]


def test_a_file_of_ours_is_judged_alone_as_well(tmp_path):
    said = []
    ours = sorted(Project.ours().cases.glob("*.toml"))
    assert check_files(said.append, ours) == 0, said
    strange = tmp_path / "case.toml"
    shutil.copy(ours[0], strange)
    assert check_files(said.append, [strange]) == 1
    assert "content/cases, content/drill, content/patients" in said[-2]


def test_the_command_needs_settings_to_stand_beside(tmp_path, monkeypatch, capsys):
    from sciatica.__main__ import main

    monkeypatch.chdir(tmp_path)
    (tmp_path / "clinic.toml").write_text("", encoding="utf-8")
    assert main(["case", "new", "Night nurse"]) == 0
    assert "content/cases/51-night-nurse.toml" in capsys.readouterr().out
    assert main(["check", "content/cases/51-night-nurse.toml"]) == 0
