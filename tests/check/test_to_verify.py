"""A person with a library sees what was not read, where it is, and which sentences hang on it."""

import pytest

from sciatica.__main__ import main
from sciatica.check import Project, Report
from sciatica.check.facts import every_claim, from_memory
from sciatica.check.to_verify import library_page, open_facts, said_counts, said_of, shelves
from sciatica.content.claims import by_page
from sciatica.content.words import words
from sciatica.model.red_flags import Tier

TEXT = words("en")


@pytest.fixture(scope="module")
def facts():
    return open_facts(Project.ours())


@pytest.fixture(scope="module")
def said():
    return said_of(Project.ours(), "en")


def named(facts, name):
    (one,) = [one for one in facts if f"{one.label} {one.field}".strip() == name]
    return one


def test_the_counts_by_page_add_up_to_the_facts_to_be_verified(facts):
    project, counts = Project.ours(), dict(by_page(facts))
    remembered = from_memory(project)[1]
    assert sum(sum(one.values()) for one in counts.values()) == remembered
    told = [said_counts(TEXT, *one) for one in counts.items()]
    report = Report(pages_to_verify=told, facts_to_verify=remembered)
    assert report.lines == [*told, report.summary]


def test_every_source_read_in_part_is_there_with_what_hangs_on_it_the_most_urgent_first(facts):
    page = library_page(Project.ours(), TEXT)
    listed = shelves(Project.ours(), facts)
    assert [one.rank for one in listed] == sorted(one.rank for one in listed)
    for shelf in listed:
        part = page.partition(f"\n### {shelf.source.short}\n\n{shelf.source.cite}\n")[2]
        assert part, shelf.source
        part = part.partition("\n##")[0]
        assert shelf.source.checked in part
        assert (shelf.source.url or TEXT("to_verify.ask")) in part
        assert part.count("- [ ] ") == len(shelf.facts)


def test_the_first_table_names_each_source_once_in_the_same_order_with_its_count(facts):
    project = Project.ours()
    table = library_page(project, TEXT).partition(f"\n## {TEXT('to_verify.memory')}\n")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")][1:]
    listed = shelves(project, facts)
    assert len(rows) == len(listed)
    for row, shelf in zip(rows, listed, strict=True):
        assert shelf.source.short in row
        assert row.endswith(f"| {len(shelf.facts)} | {shelf.source.checked} |")


def test_a_sentence_is_written_once_and_pointed_at_afterwards(facts):
    page = library_page(Project.ours(), TEXT)
    sentence = TEXT.entries["red_flags.card.toilet.slow_or_urgent"]
    assert page.count(f"  > {sentence}\n") == 1
    assert page.count("card toilet lines slow_or_urgent") > 1
    assert TEXT("to_verify.above") in page


def test_a_source_that_was_read_whole_is_not_asked_for(copy):
    path = copy.project.facts / "sources.toml"
    copy.change(path, 'checked = "abstract"', 'checked = "whole"')  # of Murphy 2009
    listed = shelves(copy.project, open_facts(copy.project))
    assert "murphy2009" not in {one.source.id for one in listed}


def test_a_sign_stands_with_its_urgency_and_its_sentence(facts, said):
    sign = named(facts, "card saddle lines feeling_changed")
    assert (sign.page, sign.tier) == ("red-flags", Tier.EMERGENCY_NOW)
    assert said(sign) == (TEXT.entries["red_flags.card.saddle.feeling_changed"],)


def test_a_number_stands_with_the_sentences_that_print_it(facts, said):
    sentences = said(named(facts, "improved_12_weeks"))
    assert sentences
    assert all("improved_12_weeks}" in one for one in sentences)


def test_a_case_stands_with_what_is_to_be_said_to_its_patient(facts, said):
    (sentence,) = said(named(facts, "case 10-deep-gluteal"))
    assert sentence.endswith(".")


def test_a_fact_from_memory_is_counted_on_its_page_with_its_urgency(copy):
    before = dict(by_page(every_claim(copy.project)))
    copy.change(
        copy.project.facts / "red_flags.toml",
        'id = "feeling_changed", tier = "A", evidence = ["clinic:7", "read:cescard"]',
        'id = "feeling_changed", tier = "A", evidence = ["memory:low"]',
    )
    after = dict(by_page(every_claim(copy.project)))
    tier = Tier.EMERGENCY_NOW
    assert after["red-flags"][tier] == before.get("red-flags", {}).get(tier, 0) + 1


def test_a_file_that_cannot_be_written_is_named(tmp_path, capsys):
    assert main(["check", "--to-verify", str(tmp_path)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert tmp_path.name in line
    assert line.endswith("Name another file.")
