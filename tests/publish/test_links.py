"""Links between notebooks become relative addresses."""

from pathlib import Path

import pytest

from sciatica.publish.lesson import Lesson
from sciatica.publish.links import DeadLinkError, rewrite

HOME = Lesson(Path("00-home.ipynb"), "en", "home", "Home")
ROOTS = Lesson(Path("02-nerve-roots.ipynb"), "en", "nerve-roots", "Roots")
SIGNS = Lesson(Path("04-red-flags.ipynb"), "en", "red-flags", "Signs")
ALL = [HOME, ROOTS, SIGNS]


@pytest.mark.parametrize(
    ("here", "link", "expected"),
    [
        (HOME, "02-nerve-roots.ipynb", "en/nerve-roots"),
        (HOME, "00-home.ipynb", "./"),
        (ROOTS, "04-red-flags.ipynb#list", "../en/red-flags#list"),
        (ROOTS, "00-home.ipynb", "../"),
        (ROOTS, "../en/04-red-flags.ipynb", "../en/red-flags"),
    ],
)
def test_a_link_to_a_notebook_becomes_a_relative_address(here, link, expected):
    assert rewrite(f'<a href="{link}">', here, ALL) == f'<a href="{expected}">'


@pytest.mark.parametrize("link", ["https://example.org/a", "tel:911", "#list"])
def test_other_links_stay_as_they_are(link):
    assert rewrite(f'<a href="{link}">', ROOTS, ALL) == f'<a href="{link}">'


def test_a_link_to_no_page_is_an_error_that_names_both_ends():
    with pytest.raises(DeadLinkError, match=r"02-nerve-roots\.ipynb links to 07-gone\.ipynb"):
        rewrite('<a href="07-gone.ipynb">', ROOTS, ALL)
