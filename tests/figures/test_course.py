"""Two scans of one person: what got smaller is smaller, what stayed is the same, on its side."""

from itertools import product

import pytest

from sciatica.content.words import words
from sciatica.figures.course import FORMS, course_view, disc_course
from sciatica.figures.svg import PART
from sciatica.model.anatomy import Disc, Side
from sciatica.model.lesions import Course, Form, Scan
from tests.harness.asking import area, shapes, written

TEXT = words("en")
CASES = list(product(Disc, FORMS, Side))
CLEARLY = 0.8
"""What got smaller keeps less than this share of its area: less could not be seen."""


def parts(course, disc, form, side, scan):
    """Return the outlines of what a view shows, by part."""
    figure = disc_course(course, disc, TEXT).figure(course_view(form, side, scan))
    found = {gid.partition(PART): patch.get_path() for gid, patch in shapes(figure).items()}
    return {part: path for (_, _, part), path in found.items()}


@pytest.mark.parametrize(("disc", "form", "side"), CASES)
def test_what_got_smaller_is_drawn_smaller_and_gives_the_sac_its_room_back(disc, form, side):
    first, later = (parts(Course.SHRANK, disc, form, side, scan) for scan in Scan)
    assert area(later["lesion"]) < CLEARLY * area(first["lesion"])
    assert area(later["sac"]) > area(first["sac"])
    assert area(later["was"]) == pytest.approx(area(first["lesion"]))
    assert "was" not in first


@pytest.mark.parametrize(("disc", "form", "side"), CASES)
def test_both_people_look_alike_at_first_and_what_stayed_is_the_same_later(disc, form, side):
    shrank, stayed = (parts(course, disc, form, side, Scan.FIRST) for course in Course)
    later = parts(Course.STAYED, disc, form, side, Scan.LATER)
    assert area(later.pop("was")) == pytest.approx(area(later["lesion"]))
    for other in (stayed, later):
        assert other.keys() == shrank.keys()
        assert all(area(other[part]) == area(shrank[part]) for part in shrank)


@pytest.mark.parametrize(("disc", "form", "side"), CASES)
def test_it_lies_on_the_side_that_is_said_beside_the_letter_of_that_side(disc, form, side):
    for course, scan in product(Course, Scan):
        middle = parts(course, disc, form, side, scan)["lesion"].vertices[:, 0].mean()
        assert bool(middle > 0) is (side is Side.LEFT)  # seen from the feet
        picture = disc_course(course, disc, TEXT)
        assert f"on the {side}" in picture.views[course_view(form, side, scan)].words
    places = written(disc_course(Course.SHRANK, disc, TEXT).figure("extrusion.left.first"))
    assert places["R"] < 0 < places["L"]
    assert str(disc) in places


def test_a_bulge_has_no_course():
    assert Form.BULGE not in FORMS


def test_the_later_scan_says_smaller_or_as_large_as_before_and_the_first_neither():
    for course, said in ((Course.SHRANK, "smaller"), (Course.STAYED, "as large as before")):
        views = disc_course(course, Disc.L4_L5, TEXT).views
        for form, side in product(FORMS, Side):
            assert said in views[course_view(form, side, Scan.LATER)].words
            assert said not in views[course_view(form, side, Scan.FIRST)].words
