"""A year of a disc: who got smaller beside who did not, no month without a source, no promise."""

import json
import re
from functools import cache

import pytest
from bs4 import BeautifulSoup

from sciatica import pages
from sciatica.content.facts import printed
from sciatica.content.words import words
from sciatica.figures.course import FORMS
from sciatica.model.lesions import Course, Scan
from sciatica.pages.bibliography import cited

TEXT = words("en")


@cache
def soup(name):
    made = getattr(pages, name)("en")
    return BeautifulSoup(str(made.html), "html.parser")


@pytest.mark.parametrize("form", FORMS)
def test_beside_each_number_that_got_smaller_stands_the_number_that_did_not(form):
    panel = soup("year_explorer").select_one(f'[data-panel="form-{form}"]')
    for review, row in zip(("chiu", "resorb"), panel.select("tbody tr"), strict=True):
        smaller, not_smaller = (int(cell.text) for cell in row.select("td"))
        assert smaller == int(printed()[f"{review}_{form}"])
        assert smaller + not_smaller == 100
        assert row.cite


def test_every_state_shows_one_who_got_smaller_beside_one_who_stayed():
    table = json.loads(soup("year_explorer").script.text)
    assert table["detours"] == {}
    for state in table["states"].values():
        assert [name.split("-")[1] for name in state["shows"]] == [*Course]


def test_the_only_months_are_those_of_the_sources():
    said = " ".join(
        TEXT(key, **printed())
        for key in TEXT.entries
        if key.startswith("year.")
        if not {"form", "disc", "side", "person"} & set(TEXT.slots(key))
    )
    slots = {slot for key in TEXT.entries if key.startswith("year.") for slot in TEXT.slots(key)}
    months = [printed()[one] for one in ("macki_symptoms_about", "macki_scan_about")]
    assert re.findall(r"([\d.]+) months", said) == [*months, printed()["resorb_months"]]
    assert {"macki_symptoms_about", "macki_scan_about", "resorb_months"} <= slots
    assert {"Macki 2014", "Clin Spine Surg 2023"} <= {one.short for one in cited("en", "year")}


def test_a_bulge_is_told_in_words_with_those_without_pain_and_cannot_be_chosen():
    assert not soup("year_explorer").select('input[value="bulge"]')
    said = soup("year_limits").text
    assert "13 of 100" in said
    assert "with no pain at all" in said


def test_picture_and_pain_are_two_things_and_the_end_is_no_promise():
    page = soup("year_limits")
    assert len(page.select(".sx-apart li")) == 4
    *_, last = [p.text for p in page.select("p") if "sx-again" not in p.get("class", [])]
    assert last.endswith("?")
    assert "We do not know what yours will do." in page.text
    assert not re.search(r"will (?:shrink|heal|go away|be gone)|most discs", page.text)
    assert page.select_one('.sx-again a[href^="tel:"]')


def test_paper_has_every_form_on_both_scans_of_both_people():
    rows = soup("year_rows").select(".sx-year-row")
    assert len(rows) == len(FORMS)
    said = [svg["aria-label"] for row in rows for svg in row.select("svg")]
    assert len(said) == len(set(said)) == len(FORMS) * len(Course) * len(Scan)
