"""The guide to own content names every id that a file may hold; notebooks list what they hold."""

import json
import re

import pytest

from sciatica import resources
from sciatica.content.cases import cases
from sciatica.content.examination import world
from sciatica.content.facts import cards
from sciatica.content.words import words
from sciatica.model.anatomy import RootName
from sciatica.model.examination import CauseName, Supports
from sciatica.model.triage import Action
from sciatica.training.items import bank

TEXT = words("en")


def test_the_guide_names_every_id_that_may_stand_in_a_file():
    path = resources.root() / "docs" / "own-content.md"
    if not path.is_file():
        pytest.skip("only in the repository")
    guide = path.read_text(encoding="utf-8")
    lines = [f"{card.id}.{line.id}" for card in cards() for line in card.lines]
    for name in (*lines, *world().checks, *CauseName, *RootName, *Action, *Supports):
        assert f"`{name}`" in guide, name
    for check in world().checks.values():
        (row,) = [row for row in guide.splitlines() if row.startswith(f"| `{check.id}` |")]
        for kind in (check.id, check.kind):
            for value in TEXT.under(f"examine.value.{kind}"):
                assert f"`{value}`" in row, (check.id, value)


def shown(notebook):
    """Return the Markdown of a staff notebook, which needs no kernel to be read."""
    path = resources.notebooks() / "en" / "staff" / notebook
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")


def test_the_notebook_of_cases_shows_their_table_where_nothing_runs():
    # without ages: a number in a notebook is a claim
    who = [(re.sub(r", \d+", "", told.title), told.question) for _, told in cases("en")]
    rows = [f"| {title} | {question} |" for title, question in who]
    assert "\n".join(rows) in shown("03-cases.ipynb")


def test_the_notebook_of_the_drill_shows_its_table_where_nothing_runs():
    titles = [TEXT(f"drill.scenario.{one.id}.title") for one in bank("en").scenarios]
    told = [TEXT(f"red_flags.card.{one.card.id}.title") for one in bank("en").scenarios]
    by_card = {
        card: ", ".join(title for title, of in zip(titles, told, strict=True) if of == card)
        for card in dict.fromkeys(told)
    }
    rows = [f"| {card} | {names} |" for card, names in by_card.items()]
    assert "\n".join(rows) in shown("02-red-flag-drill.ipynb")
