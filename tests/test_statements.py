"""Every statement of the clinic stands where docs/statements.md says, in the words it says."""

import re
from pathlib import Path

import pytest

from sciatica.content.exercises import exercises
from sciatica.content.facts import topics

TABLE = Path(__file__).parents[1] / "docs" / "statements.md"
ROWS = [
    [cell.strip() for cell in line.strip().strip("|").split("|")]
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d+b? \|", line)
]
PLACED = [row for row in ROWS if row[2] != "-"]


def plain(text):
    return " ".join(text.split())


def test_all_twenty_four_statements_are_in_the_table_once():
    wanted = [str(number) for number in range(1, 24)]
    wanted.insert(12, "12b")
    assert [row[0] for row in ROWS] == wanted


@pytest.mark.parametrize("row", PLACED, ids=[f"statement {row[0]}" for row in PLACED])
def test_a_statement_stands_on_its_page_in_these_words(row, made_pages):
    _, _, page, worded, _ = row
    assert worded
    assert plain(worded) in made_pages[page]


def test_no_statement_is_missing_in_the_product():
    assert len(PLACED) == len(ROWS)


def test_the_facts_of_the_page_on_care_name_the_statements_they_answer():
    named = {topic.clinic_statement for some in topics().values() for topic in some}
    assert {17, 18, 19, 22} <= named


def test_the_facts_of_the_exercises_name_the_statements_they_answer():
    assert [one.clinic_statement for one in exercises().values()] == [13, 14, 15]
