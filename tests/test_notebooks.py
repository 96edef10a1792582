"""A lesson is Markdown and one-line calls: nothing a translator or a clinic could break."""

import re

import nbformat
import pytest

from sciatica import pages, resources, training
from sciatica.content.clinic import load_clinic
from sciatica.content.facts import frequencies

PATHS = sorted(resources.notebooks().rglob("[0-9][0-9]-*.ipynb"))
EDUCATORS = resources.notebooks() / "en" / "for-educators.ipynb"
"""No lesson and no page: it shows how pieces of the lessons are used elsewhere."""
LESSONS = [pytest.param(nbformat.read(path, 4), id=path.name) for path in PATHS]
OPENS = {
    "reading": r'from sciatica import pages\n\npages\.open_page\("en"\)',
    "live": r'from sciatica import pages, training\n\npages\.open_live_page\("en"\)',
}
"""How a page opens, by its kind."""


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_carries_no_outputs(lesson):
    code = [cell for cell in lesson.cells if cell.cell_type == "code"]
    assert [cell for cell in code if cell.outputs or cell.execution_count] == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_a_lesson_says_what_it_is_and_the_workshop_is_live(path):
    kind = nbformat.read(path, 4).metadata.sciatica.kind
    assert kind == ("live" if path.parent.name == "staff" else "reading")


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_first_cell_opens_the_page_and_every_other_is_one_call(lesson):
    first, *others = [cell.source for cell in lesson.cells if cell.cell_type == "code"]
    assert lesson.cells[0].cell_type == "code"
    assert re.fullmatch(OPENS[lesson.metadata.sciatica.kind], first)
    call = r'(pages|training)\.\w+\("en"(, "[\w-]+"|, pages\.\w+\("en"\))?\)'
    assert [cell for cell in others if not re.fullmatch(call, cell)] == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_markdown_holds_no_evidence_figure_and_no_phone_number(lesson):
    clinic = load_clinic(resources.default_clinic())
    # a single digit says many other things
    numbers = {str(number.in_100) for number in frequencies().values() if number.in_100 > 9}
    numbers |= {clinic.emergency_number, clinic.nurse_number}
    text = "\n".join(cell.source for cell in lesson.cells if cell.cell_type == "markdown")
    names = re.compile(r"\b[LS]\d(?:/[LS]?\d)?\b")  # of roots and discs
    assert numbers & set(re.findall(r"\d+", names.sub("", text))) == set()


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_has_one_heading_of_the_first_order(lesson):
    text = "\n".join(cell.source for cell in lesson.cells if cell.cell_type == "markdown")
    assert len(re.findall(r"^# ", text, re.M)) == 1


def test_the_lesson_on_roots_has_the_form_of_a_lesson():
    (path,) = [path for path in PATHS if path.name == "02-nerve-roots.ipynb"]
    text = "\n".join(c.source for c in nbformat.read(path, 4).cells if c.cell_type == "markdown")
    assert re.findall(r"^## (.+)$", text, re.M) == [
        "What you will know",
        "Look",
        "Try",
        "Remember",
        "Sources",
    ]


def test_no_page_that_patients_read_links_to_the_workshop():
    for path in PATHS:
        if path.parent.name != "staff":
            assert "staff/" not in path.read_text(encoding="utf-8"), path.name


def test_the_notebook_for_educators_is_no_page_and_names_calls_that_there_are():
    notebook = nbformat.read(EDUCATORS, 4)
    assert notebook.metadata.sciatica.kind == "educators"
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert not any(cell.outputs for cell in notebook.cells if cell.cell_type == "code")
    assert any('root_explorer("en").choose("L5", "left")' in cell for cell in code)
    called = re.findall(r"\b(pages|training)\.(\w+)\(", "\n".join(code))
    rooms = {"pages": pages, "training": training}
    assert [name for room, name in called if name not in rooms[room].__all__] == []
