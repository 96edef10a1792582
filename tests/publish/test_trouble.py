"""A page that stands in for a page shows the strip and the whole list."""

from datetime import date
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from sciatica.content.clinic import load_clinic
from sciatica.content.facts import cards
from sciatica.content.words import words
from sciatica.publish.front import front_page
from sciatica.publish.trouble import trouble_page
from sciatica.widgets.html import TOKENS

TEXT = words("en")
DAY = date(2026, 1, 1)


@pytest.mark.parametrize("kind", ["failed", "baking", "missing"])
def test_every_trouble_page_says_what_is_wrong_and_shows_strip_and_every_sign(tmp_path, kind):
    path = tmp_path / "clinic.toml"
    path.write_text('[clinic]\nname = "A"\n[emergency]\nnumber = "112"\n')
    page = BeautifulSoup(trouble_page("en", load_clinic(path), kind, "/clinic/"), "html.parser")
    assert page.h1.text == TEXT(f"common.trouble.{kind}_title")
    assert page.select_one(".sx-strip a[href='tel:112']")
    assert page.select_one("main a[href='/clinic/']")
    assert page.select_one("footer a[href='/clinic/en/about']")
    said = page.main.text
    missing = [
        line.id
        for card in cards()
        for line in card.lines
        if TEXT(f"red_flags.card.{card.id}.{line.id}") not in said
    ]
    assert missing == []
    assert page.find("script") is None


def test_a_clinic_that_wants_to_hear_of_unclear_sentences_has_a_link_for_it(tmp_path):
    path = tmp_path / "clinic.toml"
    plain = '[clinic]\nname = "A & B"\n[emergency]\nnumber = "112"\n'
    path.write_text(plain.replace("[em", 'feedback_mail = "pages+sci@clinic.example"\n[em'))
    page = BeautifulSoup(trouble_page("en", load_clinic(path), "missing"), "html.parser")
    (link,) = page.select("footer .sx-feedback a")
    address, subject = link["href"].split("?subject=")
    assert address == "mailto:pages+sci@clinic.example"
    title = TEXT("common.trouble.missing_title")
    assert (
        unquote(subject) == TEXT("common.footer.feedback_subject", title=title, version="").strip()
    )
    assert TEXT("common.footer.feedback_private") in page.footer.text
    assert page.find("form") is None
    path.write_text(plain)
    page = BeautifulSoup(trouble_page("en", load_clinic(path), "missing"), "html.parser")
    assert page.select("footer .sx-feedback") == []


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'


def test_a_clinics_logo_and_colour_stand_on_every_page_and_leave_emergency_alone(tmp_path):
    (tmp_path / "logo.svg").write_text(SVG)
    path = tmp_path / "clinic.toml"
    plain = '[clinic]\nname = "A & B"\n[emergency]\nnumber = "112"\n'
    path.write_text(plain.replace("[emerg", 'logo = "logo.svg"\naccent = "#2d5a27"\n[emerg'))
    clinic = load_clinic(path)
    for html in (trouble_page("en", clinic, "missing"), front_page(clinic, DAY, {"en": []}, {})):
        page = BeautifulSoup(html, "html.parser")
        logo = page.select_one(".sx-strip ~ header img")
        assert (logo["alt"], logo["src"]) == ("A & B", clinic.logo.uri)
        rule = ":root:root:not(.sx-night) { --sx-action: #2d5a27; --sx-accent: #2d5a27; }"
        before, after = html.split(rule)
        # it was judged on light paper
        assert before.endswith("@media print, not (prefers-color-scheme: dark) { ")
        assert "--sx-action:" in before
        assert "--sx-action:" not in after
        assert html.count("--sx-emergency:") == TOKENS.count("--sx-emergency:")
    path.write_text(plain)
    html = trouble_page("en", load_clinic(path), "missing")
    assert ":root:root" not in html
    assert 'sx-logo"' not in html
