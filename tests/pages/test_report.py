"""The words of a scan report: nothing typed, no figure beside what cannot wait, drawn, no scan."""

import re
from functools import cache

import pytest
from bs4 import BeautifulSoup

from sciatica import pages
from sciatica.content.facts import FACTS, Folder, printed
from sciatica.content.report import SERIOUS, report_words
from sciatica.content.toml import ContentError
from sciatica.content.words import words
from sciatica.figures import palette
from sciatica.figures.catalogue import catalogue
from sciatica.figures.scan import look_of

TEXT = words("en")
LISTED = [word for word in report_words() if word.group != SERIOUS]
CANNOT_WAIT = {"cauda_equina", "fracture", "infection", "tumour"}


@cache
def page():
    return BeautifulSoup(str(pages.report_list("en").html), "html.parser")


def entry(word):
    return page().find(id=word.id.replace("_", "-"))


def test_a_word_that_is_not_listed_is_not_harmless_stands_on_top():
    assert page().find("p").text.startswith(TEXT("report.unlisted"))


def test_words_that_cannot_wait_stand_first_and_open_with_the_signs_and_without_figure_or_number():
    assert {word.id for word in report_words() if word.group == SERIOUS} == CANNOT_WAIT
    box = page().find(id="serious")
    assert box.find_previous("details") is None
    assert not box.find_parent("details")
    assert not box.find("svg")
    assert not re.search(r"\d", box.text.replace("911", ""))
    assert TEXT("report.serious_lead") in box.text
    assert "ask today the one who ordered your scan" in box.text
    assert box.select_one('.sx-again a[href^="tel:"]')


def test_nothing_is_typed_or_sent():
    assert not page().select("input, textarea, form, [contenteditable]")


def test_every_word_has_a_picture_what_it_means_and_what_it_does_not_mean():
    for word in LISTED:
        found = entry(word)
        assert found.name == "details" and not found.has_attr("open")
        assert found.find("svg", role="img")["aria-label"]
        terms = [one.text for one in found.select("dt")]
        assert terms == [TEXT(f"report.{part}") for part in ("means", "not", "common")]
        assert all(len(one.text.split()) > 4 for one in found.select("dd")), word.id


def test_a_number_of_people_without_pain_is_one_that_was_read_or_there_is_none():
    for word in LISTED:
        said = entry(word).select("dd")[-1].text
        if f"report.word.{word.id}.common" in TEXT:
            assert said == TEXT(f"report.word.{word.id}.common", **printed())
        else:
            assert said == TEXT("report.unknown")
    with_number = {word.id for word in LISTED if f"report.word.{word.id}.common" in TEXT}
    assert with_number == {"bulge", "protrusion", "degeneration"}


def test_a_drawing_that_shows_the_place_alone_says_so():
    for word in LISTED:
        assert (TEXT("report.where") in entry(word).text) == word.place_only, word.id


def test_the_twin_says_in_the_picture_and_to_a_screen_reader_that_it_is_drawn():
    twins = page().select(".sx-twin svg")
    assert len(twins) >= 12
    for one in twins:
        assert "It is drawn, not a scan." in one["aria-label"]
    for name in ("scan-L4-5", "scan-narrowing"):
        picture = catalogue(TEXT)[name]
        for view in picture.views:
            assert TEXT("report.drawn") in picture.svg("x", view)


def test_a_twin_shows_the_view_of_its_picture():
    for word in LISTED:
        views = set(word.shows.values())
        if any(name.startswith("scan-") for name in word.shows):
            assert len(views) == 1, word.id


def test_in_greys_water_is_lighter_than_fat_than_bone_than_disc_than_ligament():
    def light(part):
        return int(look_of(part).fill[1:3], 16)

    ladder = [light(part) for part in ("sac", "fat", "L4", "disc L4/5", "flavum L4/5")]
    assert ladder == sorted(ladder, reverse=True)
    for fill, edge in palette.SCAN.values():
        for colour in (fill, edge):
            assert colour == palette.NO_EDGE or len({colour[1:3], colour[3:5], colour[5:]}) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [('group = "serious"', 'group = "other"'), ('group = "narrow"', 'group = "serious"')],
)
def test_a_serious_word_with_a_picture_and_another_without_one_are_refused(tmp_path, before, after):
    for path in FACTS.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        changed = text.replace(before, after) if path.name == "report.toml" else text
        (tmp_path / path.name).write_text(changed, encoding="utf-8")
    with pytest.raises(ContentError, match="A serious word shows none"):
        report_words(Folder(tmp_path))
