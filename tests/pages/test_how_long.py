"""How long it takes: two roads, each with its people, times and outcome, and no promise."""

import re

import pytest
from bs4 import BeautifulSoup

from sciatica import pages
from sciatica.content.facts import printed
from sciatica.content.words import words
from sciatica.figures.icon_array import ROADS

TEXT = words("en")


def soup(block):
    return BeautifulSoup(str(block.html), "html.parser")


@pytest.fixture(scope="module")
def roads():
    return soup(pages.roads("en")).select(".sx-road")


def test_the_study_that_sounds_worse_stands_beside_the_one_that_sounds_better(roads):
    first, second = roads
    assert "87 of 100 had improved, 13 had not." in first.text
    assert "55 of 100 were clearly less limited, 45 were not." in second.text
    for road in roads:
        assert "It does not mean cured." in road.text
        assert road.cite


def test_a_road_stops_where_it_was_measured_and_nowhere_else(roads):
    for road, numbers in zip(roads, ROADS.values(), strict=True):
        start, *stops = road.select("ol > li")
        assert start.svg is None
        assert len(stops) == len(numbers)
        for stop, number in zip(stops, numbers, strict=True):
            assert TEXT(f"how_long.stop.{number}.when", **printed()) in stop.text
            assert stop.svg["role"] == "img"


def test_no_road_says_where_one_is_and_none_is_for_a_narrow_canal():
    said = soup(pages.roads("en")).text
    assert "We do not know where you will be." in said
    assert "We have no road for a narrow canal" in said
    assert not re.search(r"you are here|normal (?:this|for) week|your road", said, re.I)


def test_words_come_first_and_every_frequency_is_out_of_a_hundred():
    said = soup(pages.how_long("en")).text + soup(pages.how_long_more("en")).text
    assert "Our clinic tells people" in said
    assert not re.search(r"\b1 in \d|\d ?%|\btwice as\b|percent", said)


def test_the_sheet_for_the_fridge_has_both_roads_lines_to_fill_in_and_when_to_come():
    sheet = soup(pages.fridge_sheet("en")).section
    assert len(sheet.select("section > p + ul")) == len(ROADS)
    assert len(sheet.select("dd .sx-blank")) == 4
    assert sheet.select_one(".sx-net")
    assert sheet.find_all(["input", "textarea"]) == []
