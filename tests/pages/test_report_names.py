"""What a report calls a part is one tap away from the picture that names it in plain words."""

import pytest
from bs4 import BeautifulSoup

from sciatica import pages
from sciatica.content.pictures import picture_facts
from sciatica.content.words import words
from sciatica.figures.catalogue import catalogue
from sciatica.model.anatomy import Side
from sciatica.pages.report_names import ALL, NAMED, line_of, pairs
from tests.harness.asking import written

TEXT = words("en")
ON_REPORTS = {"facet joint", "ligamentum flavum", "thecal sac", "annulus"}


def texts_in(group):
    """Return all that is written in the pictures of a group of the board."""
    said = []
    for entry in picture_facts().on_board():
        if entry.group == group:
            for picture, view in entry.shown(Side.LEFT).items():
                said += written(catalogue(TEXT)[picture].figure(view))
    return " ".join(" ".join(said).split())


@pytest.mark.parametrize("group", NAMED)
def test_a_second_name_belongs_to_a_name_in_the_pictures(group):
    said = texts_in(group)
    for name, second in pairs(TEXT, NAMED[group]):
        assert name in said, (group, name)
        assert second in line_of(TEXT, group)


def test_every_second_name_folds_out_on_the_page_of_causes_beside_its_own():
    page = BeautifulSoup(pages.report_names("en").html, "html.parser")
    fold = page.find("details")
    assert not fold.has_attr("open")
    names, seconds = ([one.get_text() for one in fold.find_all(tag)] for tag in ("dt", "dd"))
    assert list(zip(names, seconds, strict=True)) == pairs(TEXT, ALL)
    assert all(any(word in second for second in seconds) for word in ON_REPORTS)


def test_on_the_board_they_stand_in_the_notes_for_the_clinician():
    page = BeautifulSoup(pages.consult_board("en").html, "html.parser")
    for entry in picture_facts().on_board():
        notes = page.select_one(f'[data-entry="{entry.id}"] .sx-board-notes').get_text()
        line = line_of(TEXT, entry.group)
        assert bool(line) == (entry.group in NAMED)
        assert line in notes, entry.id
