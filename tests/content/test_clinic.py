"""A clinic.toml that cannot be used is answered with file, line and remedy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica import resources
from sciatica.content import ClinicError, load_clinic

GOOD = '[clinic]\nname = "A clinic"\n[emergency]\nnumber = "112"\n'


def write(folder, text):
    path = folder / "clinic.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_default_file_is_good_and_invents_no_phone_number():
    clinic = load_clinic(resources.default_clinic())
    assert (clinic.emergency_number, clinic.nurse_number) == ("911", "811")
    assert clinic.phone == ""


def test_what_is_left_out_is_empty(tmp_path):
    clinic = load_clinic(write(tmp_path, GOOD))
    assert (clinic.name, clinic.emergency_number, clinic.phone) == ("A clinic", "112", "")


@pytest.mark.parametrize(
    ("text", "line", "remedy"),
    [
        (GOOD.replace("number", "numbr"), 4, "Did you mean 'number'?"),
        (GOOD + "[sight]\n", 5, "Did you mean 'site'?"),
        (GOOD.replace('"112"', "112"), 4, "must be text in double quotes"),
        (GOOD.replace("112", "call us"), 4, "Write digits only"),
        (GOOD.replace("112", ""), 4, "must not be empty"),
        (GOOD.replace('name = "A clinic"\n', ""), 1, "[clinic] needs name"),
        (GOOD + '[site]\npublic_url = "www.x.org"\n', 6, "It begins with https://"),
        (GOOD + '[training]\ndatabase = "training.db"\n', 6, "Write it as sqlite:///training.db"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_remedy(tmp_path, text, line, remedy):
    with pytest.raises(ClinicError) as caught:
        load_clinic(write(tmp_path, text))
    assert f"clinic.toml, line {line}: " in str(caught.value)
    assert remedy in str(caught.value)


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ("sqlite:///training.db", "sqlite:///{here}/training.db"),
        ("sqlite:////var/lib/training.db", "sqlite:////var/lib/training.db"),
        ("postgresql://x/training", "postgresql://x/training"),
        ("", ""),
    ],
)
def test_a_file_of_records_is_named_from_the_folder_of_the_settings(tmp_path, named, found):
    text = f'{GOOD}[training]\ndatabase = "{named}"\n'
    assert load_clinic(write(tmp_path, text)).database == found.format(here=tmp_path)


def test_broken_toml_is_named_with_its_line(tmp_path):
    with pytest.raises(ClinicError, match=r"not valid TOML: .*line 2.*double quotes"):
        load_clinic(write(tmp_path, "[clinic]\nname = A clinic\n"))


def test_a_missing_file_is_named_with_a_remedy(tmp_path):
    with pytest.raises(ClinicError, match=r"cannot be read .*--clinic"):
        load_clinic(tmp_path / "clinic.toml")


def test_a_file_in_another_encoding_is_named(tmp_path):
    path = tmp_path / "clinic.toml"
    path.write_bytes(GOOD.replace("A clinic", "Ä").encode("latin-1"))
    with pytest.raises(ClinicError, match="UTF-8"):
        load_clinic(path)


@given(st.text(max_size=200))
def test_no_text_at_all_makes_it_fail_otherwise(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("clinic") / "clinic.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ClinicError):
        load_clinic(path)
