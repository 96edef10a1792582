"""What a notebook calls gives plain, safe, complete HTML."""

import pytest
from bs4 import BeautifulSoup

from sciatica import pages, resources
from sciatica.content import cards, frequencies, load_clinic, roots, words
from sciatica.model import RootName, Tier
from sciatica.pages.safety import safety_list_html

TEXT = words("en")


def soup(block):
    return BeautifulSoup(str(block.html), "html.parser")


def clinic(tmp_path, **tables):
    lines = ['[clinic]\nname = "A"\n[emergency]\nnumber = "112"\n']
    lines += [f"[{table}]\n{text}\n" for table, text in tables.items()]
    path = tmp_path / "clinic.toml"
    path.write_text("".join(lines))
    return load_clinic(path)


def test_the_strip_dials_the_clinics_emergency_number_and_links_to_the_whole_list():
    strip = soup(pages.open_page("en")).find("aside")
    links = {a["href"] for a in strip.find_all("a")}
    assert links == {"tel:911", "04-red-flags.ipynb#list"}


def test_the_strip_goes_to_the_top_slot():
    _, metadata = pages.open_page("en")._repr_mimebundle_()
    assert metadata == {"sciatica": {"slot": "strip"}}


def test_the_list_shows_every_sign_under_its_own_tier():
    page = soup(pages.safety_list("en"))
    for tier in Tier:
        section = page.select_one(f".sx-tier-{tier}").text
        for card in cards():
            for line in card.lines:
                sentence = TEXT(f"red_flags.card.{card.id}.{line.id}")
                assert (sentence in section) == (line.tier is tier)


def test_every_tier_says_what_to_do():
    page = soup(pages.safety_list("en"))
    for tier in Tier:
        assert (
            TEXT(f"red_flags.tier.{tier}.action", number="911")
            in page.select_one(f".sx-tier-{tier} .sx-action").text
        )


def test_the_nurse_line_never_stands_in_an_emergency_tier():
    page = soup(pages.safety_list("en"))
    assert "811" in page.text
    assert "811" not in page.select_one(".sx-tier-A").text
    assert "811" not in str(pages.open_page("en").html)


def test_the_emergency_number_of_another_clinic_stands_everywhere(tmp_path):
    html = str(safety_list_html(clinic(tmp_path), TEXT))
    assert "112" in html
    assert "911" not in html


def test_signs_that_need_an_ambulance_say_so_with_the_number(tmp_path):
    page = BeautifulSoup(str(safety_list_html(clinic(tmp_path), TEXT)), "html.parser")
    called = [li for li in page.find_all("li") if "Call 112 now." in li.text]
    assert len(called) == sum(line.call for card in cards() for line in card.lines) == 2


def test_the_nearest_hospital_stands_where_the_clinic_names_it(tmp_path):
    path = tmp_path / "clinic.toml"
    path.write_text('[clinic]\nname = "A"\n[emergency]\nnumber = "112"\nhospital = "Foothills"\n')
    assert "Nearest hospital: Foothills." in str(safety_list_html(load_clinic(path), TEXT))


def test_no_text_ever_says_that_someone_is_safe():
    for key, text in TEXT.entries.items():
        if key.startswith("drill.scenario."):
            continue  # the drill for staff quotes what must not be said, to be told apart
        low = text.lower()
        assert not any(
            phrase in low for phrase in ("you are safe", "no risk", "nothing serious", "all clear")
        ), key


def test_panels_and_table_state_the_same_facts():
    explorer = BeautifulSoup(pages.root_explorer("en").html, "html.parser")
    table = soup(pages.root_table("en"))
    for name in ("L4", "L5", "S1"):
        panel = explorer.select_one(f'[data-panel="{name}"]')
        row = next(tr for tr in table.select("tbody tr") if tr.th.text == name)
        assert [dd.text for dd in panel.find_all("dd")] == [td.text for td in row.find_all("td")]


def test_l4_and_l5_are_each_said_to_lift_the_foot_with_the_other():
    table = soup(pages.root_table("en"))
    rows = {tr.th.text: tr.text for tr in table.select("tbody tr")}
    assert "lift the foot (with L5)" in rows["L4"]
    assert "lift the foot (with L4)" in rows["L5"]


def test_the_explorer_has_a_state_for_every_root_and_side():
    explorer = pages.root_explorer("en")
    page = BeautifulSoup(explorer.html, "html.parser")
    options = [
        [radio["value"] for radio in group.find_all("input")] for group in page.find_all("fieldset")
    ]
    assert options == [["all", "L4", "L5", "S1"], ["left", "right"]]


def test_pain_on_the_map_is_said_both_ways_with_its_source():
    page = soup(pages.pain_map("en"))
    lumbar = frequencies()["pain_on_map_lumbar"].in_100
    assert f"about {lumbar} of 100" in page.text
    assert f"about {100 - lumbar} of 100" in page.text
    assert page.find("a")["href"] == "#source-murphy2009"


def test_every_source_that_a_root_rests_on_is_listed_with_how_much_was_read():
    page = soup(pages.root_sources("en"))
    listed = {li["id"].removeprefix("source-") for li in page.find_all("li")}
    assert {"murphy2009", "berra2021", "isncsci_foot", "lee2008"} <= listed
    assert all("Read: " in li.text for li in page.find_all("li"))
    assert "from memory" in page.text


def test_the_clinicians_fold_is_closed_and_holds_the_neighbours():
    fold = soup(pages.roots_for_clinicians("en")).find("details")
    assert not fold.has_attr("open")
    for name in (RootName.L2, RootName.L3, RootName.S2):
        assert TEXT(f"roots.site.{roots()[name].skin[0]}") in fold.text


def test_home_has_a_card_for_each_page_that_exists():
    cards_block = soup(pages.page_cards("en"))
    targets = [a["href"] for a in cards_block.find_all("a")]
    assert targets
    assert all((resources.notebooks() / "en" / target).is_file() for target in targets)


@pytest.mark.parametrize("field", ["phone", "booking_url"])
def test_what_the_clinic_left_empty_is_not_shown(field):
    assert "Phone" not in str(pages.clinic_block("en").html)
    assert "Book" not in str(pages.clinic_block("en").html)
