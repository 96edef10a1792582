"""What a notebook calls gives plain, safe, complete HTML."""

import json
import re
from itertools import product

from bs4 import BeautifulSoup

from sciatica import pages, resources
from sciatica.content.clinic import load_clinic
from sciatica.content.facts import cards, frequencies, roots
from sciatica.content.words import words
from sciatica.model.anatomy import RootName
from sciatica.model.walk import Advice
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
    for advice in (advice for advice in Advice if advice.tier):
        section = page.select_one(f".sx-tier-{advice}").text
        for card in cards():
            for line in card.lines:
                sentence = TEXT(f"red_flags.card.{card.id}.{line.id}")
                own = Advice.of(line.tier, call=card.calls)
                assert (sentence in section) == (own is advice)


def test_every_tier_says_what_to_do():
    page = soup(pages.safety_list("en"))
    for advice in (advice for advice in Advice if advice.tier):
        action = TEXT(f"red_flags.tier.{advice}.action", number="911")
        assert action in page.select_one(f".sx-tier-{advice} .sx-action").text


def test_the_nurse_line_never_stands_in_an_emergency_tier():
    page = soup(pages.safety_list("en"))
    assert "811" in page.text
    assert "811" not in page.select_one(".sx-tier-call").text
    assert "811" not in page.select_one(".sx-tier-A").text
    assert "811" not in str(pages.open_page("en").html)


def test_the_emergency_number_of_another_clinic_stands_everywhere(tmp_path):
    html = str(safety_list_html(clinic(tmp_path), TEXT))
    assert "112" in html
    assert "911" not in html


def test_signs_that_need_an_ambulance_say_so_with_the_number(tmp_path):
    page = BeautifulSoup(str(safety_list_html(clinic(tmp_path), TEXT)), "html.parser")
    group, *others = page.select(".sx-tier")
    assert group.h2.text == "Call 112 now. Do not drive."
    assert group.select_one('a[href="tel:112"]')
    of_card = [len(card.lines) for card in cards() if card.calls]
    assert [len(group.find_all("li"))] == of_card
    called = [li for one in others for li in one.find_all("li") if "Call 112 now." in li.text]
    assert len(called) == sum(x.call for c in cards() if not c.calls for x in c.lines) == 1


def test_the_nearest_hospital_stands_where_the_clinic_names_it(tmp_path):
    path = tmp_path / "clinic.toml"
    path.write_text('[clinic]\nname = "A"\n[emergency]\nnumber = "112"\nhospital = "Foothills"\n')
    assert "Nearest hospital: Foothills." in str(safety_list_html(load_clinic(path), TEXT))


def test_a_hospital_that_scans_is_named_beside_the_nearest_and_the_nearest_is_the_safe_choice(
    tmp_path,
):
    def said(nearest, scans):
        settings = f'hospital = "{nearest}"\nscan_hospital = "{scans}"\nurgent_care = "Main Street"'
        path = tmp_path / "clinic.toml"
        path.write_text(f'[clinic]\nname = "A"\n[emergency]\nnumber = "112"\n{settings}\n')
        page = BeautifulSoup(str(safety_list_html(load_clinic(path), TEXT)), "html.parser")
        actions = (page.select_one(f".sx-tier-{tier} .sx-action").text for tier in "AB")
        return [" ".join(action.split()) for action in actions]

    both, today = said("North", "South")
    assert both.endswith(
        " Nearest hospital: North. Hospital that can scan day and night: South. "
        "Not sure which? Go to the nearest."
    )
    assert "Main Street" in today
    assert "Main Street" not in both
    assert said("North", "North")[0].endswith("call 112. Nearest hospital: North.")
    assert said("", "South")[0].endswith("call 112. Hospital that can scan day and night: South.")
    assert said("", "")[0].endswith("call 112.")


def called(notebook):
    """Return the calls of a notebook of ours, one after the other."""
    cells = json.loads((resources.notebooks() / "en" / notebook).read_text("utf-8"))["cells"]
    return " ".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def test_when_to_see_somebody_stands_below_every_ending_and_on_care_and_for_the_night():
    for walk in (pages.safety_walk("en"), pages.exercise_walk("en")):
        (end,) = soup(walk).select("[data-end-of-walk]")
        (net,) = end.select(".sx-net")
        assert net.find_parent(attrs={"data-advice": True}) is None
    for notebook in ("06-care.ipynb", "01-tonight.ipynb"):
        assert "pages.safety_net(" in called(notebook)


def test_the_net_speaks_of_worse_again_weeks_sent_home_clear_scan_and_medicine():
    net = soup(pages.safety_net("en")).text
    for words_of in (
        "gets worse",
        "comes back",
        "weeks",
        "sent home",
        "scan was clear",
        "medicine",
    ):
        assert words_of in net, words_of
    assert net.count("Emergency") == 3


def test_the_card_and_the_sheet_are_linked_from_endings_home_and_take_home():
    wanted = {"04-red-flags.ipynb#list", "13-red-flag-card.ipynb", "12-emergency-sheet.ipynb"}
    for walk in (pages.safety_walk("en"), pages.exercise_walk("en")):
        links = soup(walk).select("[data-end-of-walk] .sx-keep a")
        assert {link["href"] for link in links} == wanted
    for notebook in ("00-home.ipynb", "07-take-home.ipynb", "01-tonight.ipynb"):
        assert "pages.keep_at_hand(" in called(notebook)


def test_the_crisis_line_is_called_or_written_to_and_in_danger_emergency_is_called():
    for block in (pages.crisis_line("en"), pages.clinic_block("en")):
        crisis = soup(block).select_one(".sx-crisis")
        assert [a["href"] for a in crisis.find_all("a")] == ["tel:988", "sms:988", "tel:911"]
        assert "call 9-8-8, at any hour" in crisis.text
    assert "9-8-8" not in str(safety_list_html(load_clinic(resources.default_clinic()), TEXT))


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
        pain = explorer.select_one(f'[data-panel="{name}-pain"]')
        told = [dd.text for dd in (*panel.find_all("dd"), *pain.find_all("dd"))]
        assert told == [td.text for td in row.find_all("td")]


def test_l4_and_l5_are_each_said_to_lift_the_foot_with_the_other():
    table = soup(pages.root_table("en"))
    rows = {tr.th.text: tr.text for tr in table.select("tbody tr")}
    assert "lift the foot (with L5)" in rows["L4"]
    assert "lift the foot (with L4)" in rows["L5"]


def test_the_explorer_has_a_state_for_every_root_and_side_and_shows_their_skin():
    page = BeautifulSoup(pages.root_explorer("en").html, "html.parser")
    options = [
        [radio["value"] for radio in group.find_all("input")] for group in page.find_all("fieldset")
    ]
    assert options == [["all", "L4", "L5", "S1"], ["left", "right"], ["feeling", "pain"]]
    states = json.loads(page.find("script", type="application/json").string)["states"]
    assert list(states) == [".".join(choice) for choice in product(*options)]
    for key, state in states.items():
        root, side, layer = key.split(".")
        lit = ("L4", "L5", "S1") if root == "all" else (root,)
        layers = set().union(*(one["layers"] for one in state["shows"].values()))
        before = "pain-" if layer == "pain" else ""
        assert layers == {f"body-{side}", *(f"{before}{one}-{side}" for one in lit)}, key
        assert [layer] * len(state["panels"]) == [
            "pain" if panel.endswith("-pain") else "feeling" for panel in state["panels"]
        ]
        for said in (state["headline"], *(one["alt"] for one in state["shows"].values())):
            assert TEXT(f"roots.side.{side}") in said, key


def test_pain_on_the_map_is_said_both_ways_with_its_source():
    page = soup(pages.pain_map("en"))
    lumbar = frequencies()["pain_on_map_lumbar"].in_100
    assert f"about {lumbar} of 100" in page.text
    assert f"about {100 - lumbar} of 100" in page.text
    assert page.find("a")["href"] == "#source-murphy2009"


def test_every_source_that_a_root_rests_on_is_listed():
    page = soup(pages.sources("en", "nerve-roots"))
    listed = {li["id"].removeprefix("source-") for li in page.find_all("li")}
    assert {"murphy2009", "berra2021", "isncsci_foot", "lee2008"} <= listed
    assert page.find("a", href="14-sources.ipynb")


def test_the_clinicians_fold_is_closed_and_holds_the_neighbours():
    fold = soup(pages.roots_for_clinicians("en")).find("details")
    assert not fold.has_attr("open")
    for name in (RootName.L2, RootName.L3, RootName.S2):
        assert TEXT(f"roots.site.{roots()[name].skin[0]}") in fold.text


def test_home_has_a_card_for_each_page_that_exists_and_those_of_a_visit_stand_apart():
    at_home, in_a_visit = (
        [a["href"] for a in soup(made("en")).find_all("a")]
        for made in (pages.page_cards, pages.visit_cards)
    )
    assert in_a_visit == ["08-board.ipynb", "07-take-home.ipynb"]
    assert len(at_home) + len(in_a_visit) == len(TEXT.under("home.card"))
    assert not set(at_home) & set(in_a_visit)
    assert all((resources.notebooks() / "en" / target).is_file() for target in at_home)


def test_home_answers_six_questions_in_the_patients_words_and_leads_to_pages_that_exist():
    asked = soup(pages.patient_questions("en")).find_all("a")
    assert [a.strong.text for a in asked] == [
        TEXT(f"home.ask.{name}.question") for name in TEXT.under("home.ask")
    ]
    assert len(asked) == 6
    for a in asked:
        assert (resources.notebooks() / "en" / a["href"].partition("#")[0]).is_file()
        assert a.svg["aria-hidden"] == "true"  # the words beside it say it


def test_what_the_clinic_left_empty_is_not_shown():
    assert "Phone" not in str(pages.clinic_block("en").html)
    assert "Book" not in str(pages.clinic_block("en").html)


def test_a_style_sheet_that_sets_the_paper_names_its_pages_but_for_the_layout_of_all():
    for path in resources.PACKAGE.rglob("*.css"):
        unnamed = re.search(r"@page\s*{", path.read_text(encoding="utf-8"))
        assert bool(unnamed) == (path.name == "finished.css"), path.name
