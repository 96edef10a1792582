"""The page on quality and privacy prints what is so, and says what nobody has done yet."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup

from sciatica import __version__, pages
from sciatica.check import Project
from sciatica.check.facts import from_memory
from sciatica.content.clinic import the_clinic
from sciatica.content.facts import sources
from sciatica.content.hazards import hazards
from sciatica.content.measured import PageMeasures, measured
from sciatica.content.signing import Signature, Text, today, version_of
from sciatica.content.words import words
from sciatica.model.evidence import Extent
from sciatica.pages import about
from sciatica.publish.readable import readable

TEXT = words("en")


def soup(block):
    return BeautifulSoup(str(block.html), "html.parser")


def said(block):
    return " ".join(soup(block).text.split())


@pytest.fixture
def clinic(monkeypatch):
    """Return what gives the clinic of this process other settings."""

    def change(**settings):
        changed = replace(the_clinic(), **settings)
        monkeypatch.setattr(about, "the_clinic", lambda: changed)
        return changed

    return change


# Who signed ---------------------------------------------------------------------------------------


def signature(of="en/care", **changed):
    text = Text(("Go now.",))
    who = ("Ada Example", "physiotherapist", "AB 1234")
    given = Signature(of, the_clinic().name, *who, today(), version_of(text), text)
    return replace(given, **changed)


def test_without_a_signature_the_page_says_that_nobody_signed():
    assert TEXT("about.signed.none") in said(pages.about_signatures("en"))


def test_who_signed_which_page_stands_there_with_licence_day_and_end(clinic):
    given = signature()
    clinic(signatures=(given,))
    table = soup(pages.about_signatures("en")).table
    (row,) = table.tbody.find_all("tr")
    assert row.a["href"] == "06-care.ipynb"
    for part in ("Ada Example, physiotherapist", str(given.signed_on), str(given.lapses_on)):
        assert part in row.text
    whole = said(pages.about_signatures("en"))
    assert "We did not check them: Ada Example: AB 1234." in whole
    assert TEXT("about.signed.none") not in whole


def test_a_signature_whose_year_is_over_is_told_as_ended_and_one_of_elsewhere_is_not_told(clinic):
    old = signature(signed_on=today() - timedelta(days=800))
    clinic(signatures=(old, signature(of="en/red-flags", clinic="Another clinic")))
    (row,) = soup(pages.about_signatures("en")).tbody.find_all("tr")
    assert f"ended on {old.lapses_on}" in row.text


# What the facts rest on ---------------------------------------------------------------------------


def test_the_facts_from_memory_are_those_that_the_check_counts():
    block = pages.about_sources("en")
    _, count = from_memory(Project.ours())
    assert f"{count} facts rest on memory" in said(block)
    cells = soup(block).find_all("table")[1].tbody.find_all("td")
    assert sum(int(cell.text) for cell in cells) == count


def test_no_sign_that_patients_read_rests_on_memory():
    rows = soup(pages.about_sources("en")).find_all("table")[1].tbody.find_all("tr")
    assert [row.td.text for row in rows[:3]] == ["0", "0", "0"]


def test_every_source_is_counted_by_how_much_of_it_was_read():
    table = soup(pages.about_sources("en")).table
    counted = {row.th.text: int(row.td.text) for row in table.tbody.find_all("tr")}
    extents = Counter(one.extent for one in sources().values())
    assert counted == {
        TEXT(f"about.sources.extent.{extent}"): extents[extent]
        for extent in Extent
        if extents[extent]
    }
    assert sum(counted.values()) == len(sources())


def test_the_sentences_that_rest_on_memory_stand_in_a_closed_fold_without_an_empty_slot():
    fold = soup(pages.about_sources("en")).details
    assert not fold.has_attr("open")
    assert len(fold.find_all("li")) > 20
    assert "{" not in fold.text


# What was measured --------------------------------------------------------------------------------


def test_what_was_measured_of_a_page_stands_beside_its_name_and_what_was_not_is_said(monkeypatch):
    care = PageMeasures(short_in_100=7, kilobytes=41, requests=3, seen="", grade=4.6)
    found = replace(measured(), page={"en/care": care})
    monkeypatch.setattr(about, "measured", lambda: found)
    rows = soup(pages.about_words("en")).tbody.find_all("tr")
    told = {row.a["href"]: [cell.text for cell in row.find_all("td")] for row in rows}
    assert told.pop("06-care.ipynb") == ["4.6", "7", "41", "3"]
    assert all(cells == [TEXT("about.unmeasured")] for cells in told.values())
    assert len(told) > 10


def test_the_scores_are_added_up_from_their_items():
    whole = said(pages.about_words("en"))
    points = soup(pages.about_words("en")).select_one(".sx-clinicians table").find_all("td")
    assert f"{sum(int(cell.text) for cell in points[:-1])} of 75 points" in whole
    assert len(points) == 16


def test_the_oldest_browser_is_said_to_be_unmeasured():
    assert "not measured yet" in said(pages.about_measures("en"))


# Privacy, hazards, version, mail ------------------------------------------------------------------


def test_the_page_says_that_nothing_is_kept_and_three_ways_to_see_it(clinic):
    html = soup(pages.about_privacy("en"))
    assert html.strong.text == "These pages keep nothing about you."
    assert len(html.ol.find_all("li")) == 3
    assert TEXT("about.privacy.training_off") in html.text
    clinic(database="sqlite:///training.db")
    kept = soup(pages.about_privacy("en")).text
    assert TEXT("about.privacy.training_on") in kept
    assert TEXT("about.privacy.training_off") not in kept


def test_every_hazard_is_counted_once_and_named_with_its_tests():
    html = soup(pages.about_hazards("en"))
    assert f"{len(hazards())} things that could go wrong" in html.text
    rows = html.tbody.find_all("tr")
    assert [int(row.find_all("td")[1].text) for row in rows] == [len(h.tests) for h in hazards()]


def test_version_and_day_of_the_facts_stand_there_and_the_licences():
    whole = said(pages.about_version("en"))
    assert f"version {__version__}" in whole
    assert "BSD 3-Clause" in whole
    assert date.fromisoformat(whole.partition("revised on ")[2][:10])


def test_the_clinic_can_be_told_by_mail_where_it_wants_to_be_told(clinic):
    assert soup(pages.about_telling("en")).a is None
    clinic(feedback_mail="pages@clinic.example")
    link = soup(pages.about_telling("en")).a
    assert link["href"] == "mailto:pages@clinic.example?subject=Unclear%20or%20wrong"


# The page among the others ------------------------------------------------------------------------


def test_every_other_page_leads_to_it_from_its_foot(real):
    for page in real.pages:
        links = [a["href"] for a in BeautifulSoup(page.html, "html.parser").select("footer a")]
        wanted = [] if page.route == "en/about" else ["en/about" if not page.route else "about"]
        assert [link.removeprefix("../en/") for link in links] == wanted, page.route


def test_who_signed_and_what_was_measured_is_no_part_of_the_text_that_is_signed(real, clinic):
    unsigned = readable(str(pages.about_signatures("en").html))
    clinic(signatures=(signature(),))
    assert readable(str(pages.about_signatures("en").html)) == unsigned
    (page,) = [page for page in real.pages if page.route == "en/about"]
    assert TEXT("about.signed.how") in page.text
    assert not any("2026" in line for line in page.text)


def test_on_no_other_page_anything_is_left_out_of_what_is_signed(real):
    marked = [page.route for page in real.pages if "data-unsigned" in page.html]
    assert marked == ["en/about"]
