"""A signature binds one clinic, one text and a year. Its file is read strictly, written whole."""

import os
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given as each
from hypothesis import strategies as st

from sciatica import resources
from sciatica.content import signing
from sciatica.content.clinic import ClinicError, companions, load_clinic
from sciatica.content.signing import (
    Line,
    Signature,
    Text,
    add_signature,
    in_force,
    read_signatures,
    standing,
    version_of,
)
from sciatica.content.toml import ContentError
from sciatica.publish import inputs

SETTINGS = '[clinic]\nname = "A clinic"\n[emergency]\nnumber = "112"\n'
SAID = (
    "When to go",
    "Call 112",
    'A "quoted" line \\ with a slash',
    "A\u00adsoft\u200bline \U0001f4a1",
)


def signature(*said, on=date(2026, 12, 1), of="en/red-flags", clinic="A clinic"):
    text = Text(said or SAID)
    who = (Line("Ada Example"), Line("physiotherapist"), Line("AB 1234"))
    return Signature(of, clinic, *who, on, version_of(text), text)


@pytest.fixture
def clinic(tmp_path):
    path = tmp_path / "clinic.toml"
    path.write_text(SETTINGS)
    return path


def test_what_is_written_is_read_again_and_what_stood_there_stays(clinic):
    first, second = signature(), signature("Other words.", of="en/care")
    path = add_signature(clinic, first)
    path.write_text(path.read_text() + "# Ada signed at the desk.\n")
    add_signature(clinic, second)
    assert read_signatures(clinic) == (first, second)
    assert load_clinic(clinic).signatures == (first, second)
    assert "# Ada signed at the desk.\n" in path.read_text()
    assert path in companions(clinic)


@each(st.lists(st.text(st.characters(exclude_categories=["Cs"])).map(str.strip), max_size=4))
def test_any_text_survives_the_file(tmp_path_factory, lines):
    clinic = tmp_path_factory.mktemp("clinic") / "clinic.toml"
    given = signature(*lines, "end")
    add_signature(clinic, given)
    assert read_signatures(clinic) == (given,)


@pytest.mark.parametrize(
    ("signed", "last_day"),
    [
        (date(2026, 12, 1), date(2027, 11, 30)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2027, 3, 1), date(2028, 2, 29)),
    ],
)
def test_a_signature_holds_for_a_year(signed, last_day):
    given = signature(on=signed)
    after = last_day + timedelta(days=1)
    assert given.lapses_on == after
    days = (signed - timedelta(days=1), signed, last_day, after)
    assert [given.in_force(day) for day in days] == [False, True, True, False]


DAY = date(2027, 1, 1)


def test_a_signature_holds_for_its_text_and_its_clinic_alone():
    old, given = signature("Old words."), signature()
    both = (given, old)
    assert standing(given.of, given.version, "A clinic", both, DAY).signature == given
    for of, version, clinic, lapsed in (
        (given.of, version_of(["New words."]), "A clinic", given),
        (given.of, given.version, "Another clinic", given),
        ("en/care", given.version, "A clinic", None),
    ):
        found = standing(of, version, clinic, both, DAY)
        assert (found.signature, found.lapsed) == (None, lapsed)
    assert standing(given.of, given.version, "A clinic", both, given.lapses_on).signature is None


def test_of_two_signatures_the_later_one_stands():
    given = signature(), signature(on=date(2026, 12, 24))
    for both in (given, given[::-1]):
        found = standing("en/red-flags", given[0].version, "A clinic", both, DAY)
        assert found.signature.signed_on == date(2026, 12, 24)


@pytest.mark.parametrize(
    ("old", "new", "line", "remedy"),
    [
        ('name = "', 'nam = "', 7, "Did you mean 'name'?"),
        ('"Ada Example"', '""', 7, "Write it."),
        ('"Ada Example"', f'"{"a" * 121}"', 7, "at most 120 letters"),
        ('"AB 1234"', "1234", 9, "Put quotes around it."),
        ("2026-12-01", '"2026-12-01"', 10, "Write it as 2026-12-01."),
        ('"Call 112"', '"Call 911"', 11, "Take this signature out"),
        ('"Call 112"', "112", 12, "Sign again"),
        ("[[signature]]", "[signature]", 4, "square brackets"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_remedy_and_nothing_is_lost(
    clinic, old, new, line, remedy
):
    path = add_signature(clinic, signature())
    path.write_text(broken := path.read_text().replace(old, new, 1))
    with pytest.raises(ClinicError) as caught:
        load_clinic(clinic)
    assert f"{path}, line {line}, " in str(caught.value)
    assert remedy in str(caught.value)
    with pytest.raises(ContentError, match=remedy.replace("[", r"\[").replace("?", r"\?")):
        add_signature(clinic, signature("More."))
    assert path.read_text() == broken
    assert in_force(clinic, DAY) == ()


def test_none_comes_with_the_product_and_none_stands_beside_the_usual_settings():
    usual = resources.default_clinic()
    assert not usual.with_name("signatures.toml").exists()
    assert load_clinic(usual).signatures == ()
    with pytest.raises(ContentError, match=r"belong to no clinic.* Copy this file to clinic\.toml"):
        add_signature(usual, signature())


def test_a_full_disk_loses_nothing(clinic, monkeypatch):
    path = add_signature(clinic, signature())
    before = path.read_bytes()

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ContentError, match=r"No space left on device.*Nothing was signed"):
        add_signature(clinic, signature("More."))
    assert path.read_bytes() == before
    assert sorted(one.name for one in clinic.parent.iterdir()) == ["clinic.toml", path.name]


def test_a_file_that_windows_saved_is_read_and_written_on(clinic):
    path = add_signature(clinic, signature())
    path.write_bytes(path.read_text().replace("\n", "\r\n").encode("utf-16"))
    add_signature(clinic, signature("More."))
    assert [one.text[0] for one in read_signatures(clinic)] == ["When to go", "More."]


def test_pages_are_made_anew_on_the_day_a_signature_lapses(clinic, tmp_path, monkeypatch):
    monkeypatch.setattr(inputs, "_folders", lambda notebooks: (notebooks,))
    lessons = tmp_path / "lessons"
    lessons.mkdir()
    given = signature()
    add_signature(clinic, given)

    def seen(day):
        monkeypatch.setattr(signing, "today", lambda: day)
        return inputs.settings(clinic), inputs.fingerprint(lessons, clinic)

    last = given.lapses_on - timedelta(days=1)
    assert seen(last) == seen(given.signed_on)
    for state, before in zip(seen(given.lapses_on), seen(last), strict=True):
        assert state != before
    now = seen(last)
    add_signature(clinic, replace(given, of="en/care"))
    assert all(state != before for state, before in zip(seen(last), now, strict=True))
