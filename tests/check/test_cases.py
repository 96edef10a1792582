"""A case that somebody writes is judged with file, line and remedy."""

import pytest

from sciatica.check import judge_files
from sciatica.check.facts import (
    broken_cases,
    case_paths,
    frightening_cases,
    from_memory,
    numbers_in_cases,
)
from tests.harness.judged import said

FOLDER = "sciatica/content/cases"


def path_of(copy, number):
    return next(path for path in case_paths(copy.project) if path.name.startswith(number))


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('answer = "s1"', 'answer = "s9"', "s9 is not among the options"),
        ("accept = []", 'accept = ["s9"]', "s9 is not among the options"),
        ('heel_raises = "for"', 'heel_raises = "neither"', None),
        ('heel_dull = "Outer', 'heel = "Outer', "the facts have no 'heel'"),
        ('soft = "It is only', 'kind = "It is only', "'kind' is not known here"),
        ("{spec_concordant}", "{spec_nothing}", "'spec_nothing' has no figure"),
    ],
)
def test_a_case_that_contradicts_itself_is_named_with_its_line(copy, old, new, why):
    line = copy.change(path_of(copy, "01"), old, new)
    found = said(broken_cases(copy.project))
    if why is None:  # three findings are for it still
        assert found == []
        return
    (file, at, text), *_ = found
    assert (file, at) == (f"{FOLDER}/01-s1.toml", line)
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
    copy.change(path_of(copy, "10"), '"read:martin2014", ', "")
    told = {file.rsplit("/")[-1]: text for file, _, text in said(from_memory(copy.project)[0])}
    assert "case 10-deep-gluteal: all" in told["10-deep-gluteal.toml"]
    assert "case 03-far-lateral: part" in told["03-far-lateral.toml"]
    assert "01-s1.toml" not in told
