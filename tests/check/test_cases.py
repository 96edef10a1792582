"""A case that somebody writes is judged with file, line and remedy."""

import pytest

from sciatica.check import judge_files
from sciatica.check.cases import (
    broken_cases,
    cases_from_memory,
    frightening_cases,
    numbers_in_cases,
    paths,
)
from tests.check.conftest import said

FOLDER = "sciatica/content/cases"


def path_of(copy, number):
    return next(path for path in paths(copy.project) if path.name.startswith(number))


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('answer = "s1"', 'answer = "s9"', "s9 is not among the options"),
        ('action = ["within_days"]', 'action = ["soon"]', "'soon' is not a valid Action"),
        ('ankle_jerk = "for"', 'ankle_jerk = "perhaps"', "'perhaps' is not a valid Bearing"),
        ("critical = false", "", "'critical' is missing"),
        ('"read:ng59"', '"read:nobody"', "nobody"),
        ('heel_dull = "Outer', 'heel = "Outer', "differ in heel, heel_dull"),
        ('soft = "It is only', 'kind = "It is only', "differ in kind, soft"),
        ("{spec_concordant}", "{spec_nothing}", "'spec_nothing' is missing"),
    ],
)
def test_a_case_that_cannot_be_used_is_named_with_the_reason(copy, old, new, why):
    path = path_of(copy, "01")
    copy.change(path, old, new)
    ((file, _, text),) = said(broken_cases(copy.project))
    assert file == f"{FOLDER}/01-s1.toml"
    assert why in text


def test_a_second_case_of_the_same_number_is_named(copy):
    path = path_of(copy, "01")
    path.with_name("01-twin.toml").write_text(path.read_text())
    ((_, _, text),) = said(broken_cases(copy.project))
    assert "stands on 01-s1.toml too" in text


def test_a_case_with_a_name_of_another_form_is_named(copy):
    path_of(copy, "02").rename(path_of(copy, "02").with_name("fibular.toml"))
    ((file, _, text),) = said(broken_cases(copy.project))
    assert (file, "NN-name.toml" in text) == (f"{FOLDER}/fibular.toml", True)


def test_a_number_typed_where_a_case_argues_is_named_with_its_line(copy):
    path = path_of(copy, "03")
    line = copy.change(path, "Far out to the side a disc", "In 93 of 100 a far disc")
    ((file, at, text),) = said(numbers_in_cases(copy.project))
    assert (file, at) == (f"{FOLDER}/03-far-lateral.toml", line)
    assert '"93" is written into en.why' in text


def test_a_frightening_word_in_the_sentence_to_say_is_named(copy, lists):
    assert said(frightening_cases(copy.project, lists)) == []
    line = copy.change(path_of(copy, "10"), 'say = "The nerve', 'say = "It chokes. The nerve')
    ((_, at, text),) = said(frightening_cases(copy.project, lists))
    assert (at, '"chokes"' in text) == (line, True)


def test_the_judge_of_files_hears_of_a_broken_case(copy):
    copy.change(path_of(copy, "05"), "critical = true", "")
    assert any("05-s2-or-central.toml" in str(one) for one in judge_files(copy.project).faults)


def test_a_case_that_rests_on_memory_is_listed_and_one_that_was_read_is_not(copy):
    told = {file.rsplit("/")[-1]: text for file, _, text in said(cases_from_memory(copy.project))}
    assert "case 09-infection: all" in told["09-infection.toml"]
    assert "case 04-incomplete: part" in told["04-incomplete.toml"]
    assert "01-s1.toml" not in told
