"""Every choice on the page on causes has a picture, a sentence and a description, and the root of
the rule on the side that was chosen."""

import gzip
import json
import re
from functools import cache
from itertools import product

import pytest
from bs4 import BeautifulSoup

from sciatica import pages
from sciatica.content.accuracy import findings
from sciatica.content.facts import causes, eases, frequencies
from sciatica.content.posed_artwork import Pose
from sciatica.content.words import words
from sciatica.figures.disc import lesions_of
from sciatica.model.anatomy import Disc, Side, Zone
from sciatica.model.buttock import Piriformis
from sciatica.model.lesions import Form, Posture, Severity
from sciatica.model.nerve_state import NerveState
from sciatica.pages.cause_buttock import buttock_headline
from sciatica.pages.causes import SHRINKING
from tests.harness.drawn import visible_layers

TEXT = words("en")
KB = 1000
ON_THE_WIRE = 600 * KB

# the clinical base, by hand: which root a lesion of a disc reaches, the same on both sides
ROOT = {
    ("L3/4", "subarticular"): "L4",
    ("L3/4", "foraminal"): "L3",
    ("L3/4", "extraforaminal"): "L3",
    ("L4/5", "subarticular"): "L5",
    ("L4/5", "foraminal"): "L4",
    ("L4/5", "extraforaminal"): "L4",
    ("L5/S1", "subarticular"): "S1",
    ("L5/S1", "foraminal"): "L5",
    ("L5/S1", "extraforaminal"): "L5",
}
SEVERAL = {
    "L3/4": "L4, L5, S1, S2, S3, S4",
    "L4/5": "L5, S1, S2, S3, S4",
    "L5/S1": "S1, S2, S3, S4",
}
LESIONS = [lesion for disc in Disc for lesion in lesions_of(disc)]
ONE_ROOT = [lesion for lesion in LESIONS if lesion.zone not in (None, Zone.CENTRAL)]
EXPLORERS = {"disc": 66, "stenosis": 12, "buttock": 4}


@cache
def built(cause):
    """Return the explorer of a cause as HTML, and its table."""
    page = BeautifulSoup(getattr(pages, f"{cause}_explorer")("en").html, "html.parser")
    return page, json.loads(page.find("script", type="application/json").string)


def soup(block):
    return BeautifulSoup(str(block.html), "html.parser")


def plain(node):
    return " ".join(node.text.split())


def key_of(lesion):
    parts = [lesion.disc.replace("/", "-"), lesion.form, lesion.zone]
    side = None if lesion.zone in (None, Zone.CENTRAL) else lesion.side
    return ".".join(str(part) for part in (*parts, side) if part)


def state_of(lesion):
    return built("disc")[1]["states"][key_of(lesion)]


def alts(state):
    """Return what a screen reader says of the pictures of a state."""
    return [one["alt"] for one in state["shows"].values()]


def panel(cause, name):
    return built(cause)[0].select_one(f'[data-panel="{name}"]')


@pytest.fixture
def page(real):
    """Return what a patient reads: the main part without the clinicians' fold."""
    (html,) = [page.html for page in real.pages if page.route == "en/causes"]
    main = BeautifulSoup(html, "html.parser").main
    main.select_one(".sx-clinicians").extract()
    return main


# Every choice -----------------------------------------------------------------------------------


def test_every_choice_has_a_sentence_of_its_own_panels_and_a_picture_that_is_described():
    for cause, count in EXPLORERS.items():
        states = built(cause)[1]["states"]
        assert len(states) == count
        headlines = [state["headline"] for state in states.values()]
        assert len(set(headlines)) == count
        for key, state in states.items():
            assert state["headline"].endswith("."), key
            assert all(len(one.split()) > 10 for one in alts(state)), key
            for name in state["panels"]:
                assert len(plain(panel(cause, name)).split()) > 8, (key, name)


def test_there_is_a_choice_for_every_lesion_that_can_be():
    bulges = {(disc, None, Form.BULGE, Side.LEFT) for disc in Disc}
    others = [form for form in Form if form is not Form.BULGE]
    wanted = bulges | {
        (disc, zone, form, Side.LEFT if zone is Zone.CENTRAL else side)
        for disc, zone, form, side in product(Disc, Zone, others, Side)
    }
    assert {(one.disc, one.zone, one.form, one.side) for one in LESIONS} == wanted
    assert {key_of(lesion) for lesion in LESIONS} == set(built("disc")[1]["states"])


def test_every_posture_of_every_grade_and_every_muscle_of_every_side_is_a_choice():
    postures = {".".join(map(str, pair)) for pair in product(Severity, Posture)}
    muscles = {".".join(map(str, pair)) for pair in product(Piriformis, Side)}
    assert set(built("stenosis")[1]["states"]) == postures
    assert set(built("buttock")[1]["states"]) == muscles


def test_an_address_has_letters_digits_and_dashes_only():
    for cause in EXPLORERS:
        for key in built(cause)[1]["states"]:
            assert re.fullmatch(r"[A-Za-z0-9_.-]+", key)


def test_a_bulge_asks_for_no_zone_and_the_middle_for_no_side():
    detours = built("disc")[1]["detours"]
    for zone, side in product(Zone, Side):
        assert set(detours[f"L4-5.bulge.{zone}.{side}"]) == {"L4-5.bulge"}
    for side in Side:
        assert set(detours[f"L4-5.extrusion.central.{side}"]) == {"L4-5.extrusion.central"}


# Which root, on which side -----------------------------------------------------------------------


def test_every_lesion_names_the_root_of_the_rule_and_no_other():
    for lesion in ONE_ROOT:
        state, root = state_of(lesion), ROOT[lesion.disc, lesion.zone]
        said = " ".join([state["headline"], *alts(state)])
        assert set(re.findall(r"\b([LS]\d) root\b", said)) == {root}, key_of(lesion)
        named = [name for name in state["panels"] if name.startswith("root-")]
        assert named == [f"root-{root}-{lesion.side}"], key_of(lesion)


def test_words_pictures_and_link_of_a_lesion_are_of_the_side_that_was_chosen():
    for lesion in ONE_ROOT:
        state, root, key = state_of(lesion), ROOT[lesion.disc, lesion.zone], key_of(lesion)
        for said in (state["headline"], *alts(state)):
            assert re.search(rf"\bon the {lesion.side}\b", said), key
            assert not re.search(rf"\bon the {lesion.side.other}\b", said), key
        link = panel("disc", f"root-{root}-{lesion.side}").find("a")
        if root == "L3":  # not a root of that lesson
            assert link is None
        else:
            assert link["href"] == f"02-nerve-roots.ipynb#roots={root}.{lesion.side}"
            assert str(lesion.side) in link.text


def test_the_pictures_of_a_lesion_are_those_of_its_disc_and_its_views():
    for lesion in LESIONS:
        level, _, view = key_of(lesion).partition(".")
        shown = {name: set(one["layers"]) for name, one in state_of(lesion)["shows"].items()}
        assert set(shown) == {f"slice-{level}", "along"}
        assert shown[f"slice-{level}"] == {view}
        outside = lesion.zone is Zone.EXTRAFORAMINAL  # a cut is the same for both sides
        along = view if outside else view.removesuffix(f".{lesion.side}")
        assert f"{level}.{along}" in shown["along"]


def test_every_lesion_in_the_middle_shows_the_signs_first_and_names_several_roots():
    central = [one for one in LESIONS if one.zone is Zone.CENTRAL]
    assert len(central) == 3 * len(Disc)
    for lesion in central:
        state, key = state_of(lesion), key_of(lesion)
        assert "several roots" in state["headline"], key
        assert not re.search(r"\b[LS]\d root\b", state["headline"]), key
        assert state["panels"][0] == "zone-central", key
        assert not any(name.startswith("root-") for name in state["panels"]), key
    signs = panel("disc", "zone-central")
    for key in ("lead", "signs", "unsure", "full_list"):
        assert TEXT(f"common.strip.{key}") in plain(signs)
    ways = [a["href"] for a in signs.find_all("a") if not a["href"].startswith("#source-")]
    assert ways == ["tel:911", "04-red-flags.ipynb#list"]
    names = [one["data-panel"] for one in built("disc")[0].select("[data-panel]")]
    assert names[0] == "zone-central"


def test_the_table_of_discs_is_the_rule():
    table = soup(pages.disc_table("en")).table
    discs = [plain(th) for th in table.thead.find_all("th")][1:]
    rows = table.tbody.find_all("tr")
    told = {
        (disc, str(zone)): plain(cell)
        for row, zone in zip(rows[:-1], Zone, strict=True)
        for disc, cell in zip(discs, row.find_all("td"), strict=True)
    }
    assert told == {**ROOT, **{(disc, "central"): roots for disc, roots in SEVERAL.items()}}
    for row, zone in zip(rows[:-1], Zone, strict=True):
        assert plain(row.th).startswith(TEXT(f"causes.disc.choose.zone_{zone}"))
    assert not re.search(r"[LS]\d", plain(rows[-1]))


def test_whether_a_root_passes_or_leaves_is_told_with_its_right_name():
    for zone, term in (("subarticular", "traversing"), ("foraminal", "exiting")):
        assert panel("disc", f"zone-{zone}").select("dfn")[-1].text == term
    for lesion in ONE_ROOT:
        passing = "passes here on its way down" in state_of(lesion)["headline"]
        assert passing == (lesion.zone is Zone.SUBARTICULAR)


def test_the_first_pictures_are_of_the_first_choice():
    html, table = built("disc")
    shows = table["states"][table["first"]]["shows"]
    for figure in html.select("[data-picture]"):
        shown = shows.get(figure["data-picture"])
        assert figure.has_attr("hidden") == (shown is None)
        if shown:
            assert figure.svg["aria-label"] == shown["alt"]
            assert set(visible_layers(str(figure))) == set(shown["layers"])


# What it means, and what it does not mean ---------------------------------------------------------


def test_every_form_grade_and_muscle_says_what_it_does_not_mean():
    for cause, kind in (("disc", "form"), ("stenosis", "severity"), ("buttock", "muscle")):
        for topic in causes()[kind]:
            told = panel(cause, f"{kind}-{topic.id}")
            heads = [plain(dt) for dt in told.find_all("dt")]
            assert heads == [TEXT("causes.see"), TEXT("causes.means"), TEXT("causes.not")], topic.id
            assert all(len(plain(dd).split()) > 3 for dd in told.find_all("dd")), topic.id


def test_a_nerve_is_shown_squeezed_inflamed_and_sensitive_and_a_clear_scan_clears_nothing():
    block = soup(pages.squeezed_inflamed_sensitive("en"))
    assert len(block.select("svg[role=img]")) == len(NerveState)
    assert [plain(one) for one in block.find_all("figcaption")] == [
        TEXT(f"nerve_state.name.{state}") for state in NerveState
    ]
    assert [term.text for term in block.find_all("dfn")] == ["squeezed", "inflamed", "sensitive"]
    assert "With a clear scan there can still be a reason" in plain(block)


def test_bulges_of_people_without_pain_are_counted_at_two_ages():
    young, old = soup(pages.bulges_by_age("en")).find_all("figure")
    for figure, number in ((young, "bulge_at_20"), (old, "bulge_at_80")):
        count = frequencies()[number].in_100
        assert f"{count} had a bulge" in plain(figure)
        assert f"{100 - count} had none" in plain(figure)
    assert "20 years without pain" in plain(young)
    assert "80 years without pain" in plain(old)


def test_that_discs_shrink_stands_with_the_limits_of_the_studies():
    block = soup(pages.shrinking("en"))
    rows = [
        [plain(cell) for cell in row.find_all(["th", "td"])] for row in block.select("tbody tr")
    ]
    assert [row[1:] for row in rows] == [["96", "88"], ["70", "67"], ["41", "38"], ["13", "13"]]
    assert [row[0] for row in rows] == [
        TEXT(f"causes.why.smaller.{form}.name") for form in SHRINKING
    ]
    said = plain(block)
    assert "These people had no surgery and were scanned again" in said
    assert "do not always go together" in said
    assert "We do not know what yours will do." in said


def test_leaning_back_is_told_as_normal_and_nothing_shuts():
    assert "narrows everyone's canal a little. That is normal" in plain(
        panel("stenosis", "posture-extended")
    )
    said = plain(built("stenosis")[0])
    assert not re.search(r"\b(shuts?|snaps?|closes?|closed)\b", said, re.I)
    for state in built("stenosis")[1]["states"].values():
        assert re.search(r"a little (more|less)", state["headline"])


def test_no_position_for_narrower_spaces_arches_the_back():
    arching = {Pose.PRONE_PROPPING, Pose.PRONE_PILLOW, Pose.BENCH_LEAN, Pose.PRESS_UP}
    arching.add(Pose.STANDING_EXTENSION)
    assert not arching & set(eases()["stenosis"].poses)
    block = soup(pages.ease("en", "stenosis"))
    assert "not the first choice" in plain(block)
    assert block.a is None or "exercises" not in str(block.find_all("a", href=True))


def test_how_often_it_is_the_buttock_is_said_to_be_unknown_and_contested():
    said = plain(soup(pages.cause("en", "buttock")))
    assert "not known" in said
    assert "experts do not agree" in said
    assert "check the back and the hip first" in said
    assert "usually painless" in plain(panel("buttock", "muscle-relaxed"))


def test_three_equal_cards_and_the_third_says_less_often():
    cards = soup(pages.cause_cards("en")).find_all("li")
    assert [[part.name for part in card.a.find_all(True)] for card in cards] == [
        ["small", "strong", "span"]
    ] * 3
    assert [card.a["href"] for card in cards] == [f"#cause-{name}" for name in EXPLORERS]
    assert plain(cards[2].small) == "less often"


def test_every_sentence_of_the_stenosis_and_the_buttock_stands_in_a_table():
    tables = plain(soup(pages.stenosis_table("en"))) + plain(soup(pages.buttock_table("en")))
    for cause in ("stenosis", "buttock"):
        for state in built(cause)[1]["states"].values():
            assert state["headline"] in tables
    assert buttock_headline(Piriformis.TIGHT, Side.LEFT, TEXT) in tables


def test_a_term_is_defined_where_it_stands_first(page):
    terms = [term.text for term in page.find_all("dfn")]
    assert {"spinal stenosis", "piriformis", "traversing", "exiting", "foraminal"} <= set(terms)
    assert len(terms) == len(set(terms))


# For clinicians -----------------------------------------------------------------------------------


def fold():
    return soup(pages.causes_for_clinicians("en")).find("details")


def test_the_fold_is_closed_and_grades_and_sizes_stand_in_it_alone(page):
    assert not fold().has_attr("open")
    for cited in page.select("cite, .sx-sources"):
        cited.decompose()
    for word in ("Schizas", "Lee,", "mm²", "Likelihood"):
        assert word in fold().text
        assert word not in page.text


def test_every_finding_stands_with_its_strength_and_its_interval():
    rows = {plain(row.th): row for row in fold().select("tbody tr")}
    shown = [finding for finding in findings().values() if finding.cause]
    assert len(rows) == len(shown)
    for finding in shown:
        row = rows[TEXT(f"causes.clinicians.finding.{finding.id}")]
        ratio, band, _ = (plain(cell) for cell in row.find_all("td"))
        if finding.ratio.is_known:
            assert f"({finding.ratio.low:.3g} to {finding.ratio.high:.3g})" in ratio
        else:
            assert "no interval" in ratio
        assert TEXT(f"accuracy.band.{finding.band}") in band
        assert ("no effect" in band) == finding.may_be_useless
        assert row.cite.a["href"] == f"#source-{finding.evidence.detail}"


def test_the_two_gradings_of_lee_and_that_of_schizas_are_kept_apart():
    said = {
        topic.id: TEXT(f"causes.clinicians.grade.{topic.id}", **BLANK)
        for topic in causes()["grade"]
    }
    assert "Lee" not in said["schizas"]
    assert "Schizas" not in said["lee_foraminal"] + said["lee_central"]
    assert "another system" in said["lee_central"]
    assert "No threshold says who hurts." in fold().text


BLANK = {slot: "" for text in TEXT.entries.values() for slot in re.findall(r"{(\w+)}", text)}


def test_the_traps_name_what_is_taken_for_what():
    said = plain(fold())
    assert "an L4/5 lesion there reaches L4, not L5" in said
    assert "Vascular claudication" in said
    assert "Hip:" in said


# The page as a whole ------------------------------------------------------------------------------


def test_the_page_weighs_less_than_600_kb_on_the_wire(real):
    (made,) = [page for page in real.pages if page.route == "en/causes"]
    assets = {name: text for name, text in real.assets.items() if name in made.html}
    files = [made.html, *assets.values()]
    assert assets
    assert sum(len(gzip.compress(file.encode(), 6)) for file in files) < ON_THE_WIRE


def test_every_frequency_is_out_of_a_hundred(page):
    assert not re.search(r"\b1 in \d|\d ?%|\btwice as\b|percent", page.text)
