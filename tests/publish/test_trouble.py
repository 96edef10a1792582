"""A page that stands in for a page shows the strip and the whole list."""

import pytest
from bs4 import BeautifulSoup

from sciatica.content import cards, load_clinic, words
from sciatica.publish import trouble_page

TEXT = words("en")


@pytest.mark.parametrize("kind", ["failed", "baking", "missing"])
def test_every_trouble_page_says_what_is_wrong_and_shows_strip_and_every_sign(tmp_path, kind):
    path = tmp_path / "clinic.toml"
    path.write_text('[clinic]\nname = "A"\n[emergency]\nnumber = "112"\n')
    page = BeautifulSoup(trouble_page("en", load_clinic(path), kind, "/clinic/"), "html.parser")
    assert page.h1.text == TEXT(f"common.trouble.{kind}_title")
    assert page.select_one(".sx-strip a[href='tel:112']")
    assert page.select_one("main a[href='/clinic/']")
    said = page.main.text
    missing = [
        line.id
        for card in cards()
        for line in card.lines
        if TEXT(f"red_flags.card.{card.id}.{line.id}") not in said
    ]
    assert missing == []
    assert page.find("script") is None
